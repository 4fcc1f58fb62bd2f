"""Bank accounts, payment cards and loyalty programs.

A customer may hold several bank accounts and cards, may share one with a partner, and changes them without
becoming somebody else: they are contact points, so equality links and difference says nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape
from identity_resolve.kinds.card import PAYMENT_CARD
from identity_resolve.kinds.checks import is_valid_aba
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.loyalty import LOYALTY
from identity_resolve.kinds.number import (
    LOOK_ALIKES,
    TAIL,
    NumberRules,
    number_row,
    parse_number,
    upper_code,
)
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["FINANCES"]

_SEPARATORS = re.compile(r"[\W_]+")
_IBAN_LABEL = re.compile(
    r"\W*(?:INTERNATIONAL BANK ACCOUNT )?(?:I\.?B\.?A\.?N\b\.?)?(?:\W*(?:NO|NR|NUMBER|CODE)\b)?\W*"
)
_IBAN = re.compile(r"([A-Z]{2})(\d\d)([0-9A-Z]{8,30})")
_CLASSES = {"n": "[0-9]", "a": "[A-Z]", "c": "[0-9A-Z]"}
_LETTERS = {c: str(ord(c) - 55) for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_TO_NUMBER = str.maketrans(_LETTERS)
_TO_LETTER = str.maketrans("01528", "OISZB")


@cache
def _formats() -> dict[str, tuple[int, re.Pattern[str], str, slice]]:
    """By country: length of the IBAN, pattern of what follows the check digits, its classes, the bank code."""
    formats = {}
    for row in read_rows("iban_formats.csv"):
        pieces = re.findall(r"(\d+)!([nac])", row["structure"])
        pattern = re.compile("".join(f"{_CLASSES[kind]}{{{size}}}" for size, kind in pieces))
        classes = "aann" + "".join(kind * int(size) for size, kind in pieces)
        start = int(row["bank_start"])
        bank = slice(start, start + int(row["bank_length"]))
        formats[row["country"]] = int(row["length"]), pattern, classes, bank
    return formats


def _parse_iban(text: str, _: Context) -> Parsed:
    """An IBAN by the registry of SWIFT (ISO 13616): length and structure of its country, mod 97.

    >>> _parse_iban("IBAN: gb29 nwbk 6016 1331 9268 19", Context())
    (':GB29NWBK60161331926819',)
    >>> str(_parse_iban("GB29 NWBK 6016 1331 9268 18", Context()))
    'bad check digit'
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    upper = upper_code(text)
    compact = _compact_iban(upper)
    if "*" in upper or "•" in upper:
        return Reason.BAD_FORMAT
    match = _IBAN.fullmatch(compact)
    if match is None:
        if is_placeholder("any", upper) or (len(compact) > 1 and not compact.strip("0")):
            return Reason.PLACEHOLDER
        is_short = re.fullmatch(r"[A-Z]{2}\d{2}[0-9A-Z]*", compact) and len(compact) < 12
        return Reason.TOO_SHORT if is_short else Reason.BAD_FORMAT
    return _find_iban_fault(match) or (f":{compact}",)


def _compact_iban(upper: str) -> str:
    label = _IBAN_LABEL.match(upper)
    return _SEPARATORS.sub("", upper[label.end() :] if label else upper)


def _find_iban_fault(match: re.Match[str]) -> Reason | None:
    country, check, account = match.groups()
    known = _formats().get(country)
    if known:
        length, pattern, _classes, _bank = known
        if len(account) + 4 != length:
            return Reason.TOO_SHORT if len(account) + 4 < length else Reason.TOO_LONG
        if not pattern.fullmatch(account):
            return Reason.BAD_FORMAT
    if not account.strip("0"):
        return Reason.PLACEHOLDER
    if int((account + country + check).translate(_TO_NUMBER)) % 97 != 1:
        return Reason.BAD_CHECK_DIGIT if known else Reason.UNKNOWN_ISSUER
    return None


def _describe_iban(parts: tuple[str, ...], _: Context) -> Description:
    """Country and bank; a country outside the registry is believed less (its check may pass by chance)."""
    number = parts[0].lstrip(":")
    country = number[:2]
    if country not in _formats():
        return Description(0.5, {"country": country})
    bank = number[4:][_formats()[country][3]]
    facts = {"country": country, "bank_code": bank}
    if country in ("GB", "IE"):
        facts["sort_code"] = f"{number[8:10]}-{number[10:12]}-{number[12:14]}"
    return Description(1.0, facts)


def _suggest_iban(text: str, context: Context) -> str:
    """An IBAN with letters and digits where its country has them, if its check then passes."""
    compact = _compact_iban(upper_code(text[:MAX_LENGTH]))
    known = _formats().get(compact[:2])
    if known is None or len(compact) != known[0]:
        return ""
    fixed = "".join(
        c.translate(LOOK_ALIKES) if kind == "n" else c.translate(_TO_LETTER) if kind == "a" else c
        for c, kind in zip(compact, known[2], strict=True)
    )
    if fixed == compact or isinstance(_parse_iban(fixed, context), Reason):
        return ""
    return " ".join(fixed[i : i + 4] for i in range(0, len(fixed), 4))


_ACCOUNT_RULES = NumberRules(4, 34, needs_digit=True)
_ROUTED = re.compile(
    r"\W*(?:(?:ABA|RTN|ROUTING|TRANSIT|BANK|RT|R)\W*(?:(?:NO|NUMBER|NUM|CODE|#)\W*)?)*(\d{9})(?:[\W_]+|:)"
    r"(?:(?:CHECKING|SAVINGS|ACCOUNT|ACCT|ACC|A|C|NO|NUMBER|NUM)\b[\W_]*)*(\d[\d -]{2,20}\d)\W*"
)
_SORTED = re.compile(
    r"\W*(?:SORT\W*CODE\W*)?(\d\d)([ -]?)(\d\d)\2(\d\d)[\W_]+"
    r"(?:(?:ACCOUNT|ACCT|ACC|A|C|NO|NUMBER)\b[\W_]*)*(\d{4} ?\d{3,4})\W*"
)
_BANK_CANONICAL = re.compile(r"(\d{6}|\d{9}):([0-9A-Z]{4,34})")


def _parse_account(text: str, context: Context) -> Parsed:
    """An account at its bank: US routing number (check of the ABA) or British sort code, if given.

    >>> _parse_account("Routing 021000021 Account 4417009876", Context())
    ('021000021:4417009876',)
    >>> _parse_account("20-00-00 55779911", Context()), _parse_account("5577-9911", Context())
    (('200000:55779911',), (':55779911',))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    upper = clean(text).upper()
    if canonical := _BANK_CANONICAL.fullmatch(upper):
        return _account(canonical[1], canonical[2])
    if routed := _ROUTED.fullmatch(upper):
        return _account(routed[1], _SEPARATORS.sub("", routed[2]))
    if (by_sort := _SORTED.fullmatch(upper)) and (by_sort[2] or context.region == "GB"):
        return _account(by_sort[1] + by_sort[3] + by_sort[4], _SEPARATORS.sub("", by_sort[5]))
    issuer = _SEPARATORS.sub("", context.issuer)
    if issuer.isdigit() and len(issuer) == 8 and is_valid_aba("0" + issuer):
        issuer = "0" + issuer  # a spreadsheet lost the zero that many routing numbers start with
    bank = issuer if issuer.isdigit() else context.issuer
    return parse_number(upper, replace(context, issuer=bank), rules=_ACCOUNT_RULES)


def _account(bank: str, number: str) -> Parsed:
    if len(bank) == 9 and not is_valid_aba(bank):
        return Reason.BAD_CHECK_DIGIT
    parsed = parse_number(number, Context(), rules=_ACCOUNT_RULES)
    return parsed if isinstance(parsed, Reason) else (bank + parsed[0],)


def _describe_account(parts: tuple[str, ...], _: Context) -> Description:
    bank = parts[0].partition(":")[0]
    if len(bank) == 9 and bank.isdigit():
        return Description(1.0 if is_valid_aba(bank) else 0.5, {"country": "US", "routing": bank})
    if len(bank) == 6 and bank.isdigit():
        return Description(
            1.0, {"country": "GB", "sort_code": f"{bank[:2]}-{bank[2:4]}-{bank[4:]}"}
        )
    return Description(0.7)


FINANCES: tuple[Kind, ...] = (
    Kind(
        name="iban",
        title="international bank account number",
        identifier_class=IdentifierClass.CONTACT_POINT,
        parse=_parse_iban,
        parts=("iban",),
        share_limit=4,
        headers=header_pattern(rf"(?:bank_?)?(?:account_?)?iban(?:_?code|{TAIL})?"),
        examples=(
            "GB29 NWBK 6016 1331 9268 19",
            "DE89370400440532013000",
            "IBAN: FR14 2004 1010 0505 0001 3M02 606",
        ),
        looks_like=r"\s*[A-Za-z]{2}\d\d(?: ?[0-9A-Za-z]){11,30}\s*",
        many=True,
        shapes=(Shape(r"[a-z]{2}\d\d(?:[ -]?[0-9a-z]){11,30}", 0.97, "an IBAN, check passed"),),
        cues=r"\biban",
        describe=_describe_iban,
        suggest=_suggest_iban,
    ),
    PAYMENT_CARD,
    replace(
        number_row(
            "bank_account",
            "bank account",
            IdentifierClass.CONTACT_POINT,
            4,
            rules=_ACCOUNT_RULES,
            headers=(
                rf"(?:bank|checking|savings|deposit|ach|direct_debit)_?(?:acc(?:oun)?t)(?:{TAIL})?"
                rf"|bank_?(?:number|no)|bban"
            ),
            examples=("021000021 4417009876", "20-00-00 55779911", "5577991100"),
        ),
        parse=_parse_account,
        describe=_describe_account,
        shapes=(
            Shape(r"\d{9}[ /:-]{1,3}\d{6,17}", 0.7, "routing number (check passed) and account"),
            Shape(r"\d\d-\d\d-\d\d[ /]\d{7,8}", 0.85, "sort code and account"),
        ),
        cues=r"(?:bank|checking|savings)\s+account|routing\s+(?:number|no)|sort\s*code",
    ),
    LOYALTY,
)
