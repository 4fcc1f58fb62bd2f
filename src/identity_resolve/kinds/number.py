"""Numbers that somebody issued: accounts, cases, licenses, plates, orders, ids of other systems.

A number means something only together with its issuer, so the canonical form of every kind here is
``ISSUER:NUMBER``, with nothing before the colon while the issuer is unknown. The number keeps its
letters, digits and leading zeros, in upper case; separators are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.issuers import normalize_issuer, split_state
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold

__all__ = ["NUMBERS", "TAIL", "NumberRules", "number_row", "parse_number", "placeholders_of"]

_CODE = re.compile(r"(?!XXX)[0-9A-Z]++(?:-[0-9A-Z]++)*+")
_SEPARATORS = re.compile(r"[\W_]+")
_MASKED = re.compile(r"[\W_]*(?:[*•]{2}|X{3,}+(?=[\W_\d]))")
_DECIMAL = re.compile(r"(\d+)\.0+", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+)E\+?|E\+)(\d{1,3})", re.ASCII)
_LABEL = re.compile(
    r"(?:#[\W_]*|(?:CASE|TICKET|INCIDENT|REFERENCE|REF|ACCOUNT|ACCT|CUSTOMER|CUST|CLIENT|MEMBER"
    r"|POLICY|LOYALTY|ORDER|INVOICE|NOTICE|TRANSACTION|TXN|CONFIRMATION|REGISTRATION|REGO|PLATE"
    r"|REG(?=[\W_]*(?:NO|NUMBER|NR|NUM)(?![^\W_]))|DRIVER'?S?|LICEN[SC]E|DLN?|ERROR|NUMBER|NUM|NBR"
    r"|NO|NR|(?<=[\W_])ID|ID(?=\W*[:#])|CODE)[\W_]+)+(?=.*\d)"
)

_UPWARD, _DOWNWARD = "01234567890123456789", "9876543210"
_LEAST_RUN = 6
_LEAST_ZEROS = 5
_SHORT = 3


def _drop_separators(text: str) -> str:
    return _SEPARATORS.sub("", text)


def keep_short(text: str) -> str:
    """Without separators, unless too little is left."""
    number = _SEPARATORS.sub("", text)
    return number if len(number) >= _SHORT or not number else text


@dataclass(frozen=True, slots=True)
class NumberRules:
    """What a kind of number asks of its values.

    Attributes:
        shortest: least number of characters.
        longest: greatest number of characters.
        placeholders: kind of `placeholder_values.csv`, besides ``any`` and ``account_case``.
        needs_digit: whether letters alone are no number.
        by_state: whether the issuer is a state or province, which the text itself may name.
        compact: how a number loses its separators.
        find_fault: a further check of the compact number.
    """

    shortest: int
    longest: int = 64
    placeholders: str = ""
    needs_digit: bool = False
    by_state: bool = False
    compact: Callable[[str], str] = _drop_separators
    find_fault: Callable[[str], Reason | None] | None = None


def parse_number(text: str, context: Context, *, rules: NumberRules) -> Parsed:
    """A number with its issuer.

    >>> parse_number("Case # CS-2024-0099182", Context(issuer="crm"), rules=NumberRules(4))
    ('CRM:CS20240099182',)
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    issuer = context.issuer
    if issuer:
        issuer = normalize_issuer(issuer, context.region if rules.by_state else "")
    number = text.upper()
    if not (text.isalnum() and text.isascii()) or number.startswith("XXX"):
        found = _read(text, issuer, context.region, rules)
        if isinstance(found, Reason):
            return found
        issuer, number = found
    return _find_fault(number, rules) or (f"{issuer}:{number}",)


def _read(text: str, issuer: str, region: str, rules: NumberRules) -> tuple[str, str] | Reason:
    """Issuer and number of a text that is more than letters and digits."""
    if _CODE.fullmatch(text) and not (rules.by_state and text[:2].isalpha()):
        return issuer, rules.compact(_without_label(text))
    cleaned = clean(text)
    upper = cleaned.upper() if cleaned.isascii() else fold(cleaned).upper()
    head, colon, tail = upper.partition(":")
    if colon and head in ("", issuer):
        return issuer, rules.compact(tail.strip())
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    if rules.placeholders != "plate" and _MASKED.match(upper):
        return Reason.BAD_FORMAT
    repaired = _repair_spreadsheet(upper)
    if isinstance(repaired, Reason):
        return repaired
    body = _without_label(repaired)
    if rules.by_state:
        state, body = split_state(body, region, by_format=rules.placeholders == "licence")
        issuer = state or issuer
    return issuer, rules.compact(body)


def _without_label(text: str) -> str:
    """A number without the words that say what it is.

    >>> _without_label("CASE NO. 12345"), _without_label("CS-12345")
    ('12345', 'CS-12345')
    """
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def _repair_spreadsheet(text: str) -> str | Reason:
    """Undo what a spreadsheet did to a number, or say that digits are lost.

    >>> _repair_spreadsheet('="00123"'), _repair_spreadsheet("4417.0")
    ('00123', '4417')
    >>> _repair_spreadsheet("1.2345678901E+10"), str(_repair_spreadsheet("1.23E+11"))
    ('12345678901', 'spreadsheet damage')
    """
    text = text.strip("=\"' ")
    if decimal := _DECIMAL.fullmatch(text):
        return decimal[1]
    if scientific := _SCIENTIFIC.fullmatch(text):
        digits, exponent = scientific[2] or "", int(scientific[3])
        if len(digits) < exponent or digits[exponent:].strip("0"):
            return Reason.SPREADSHEET_DAMAGE
        return scientific[1] + digits[:exponent]
    return text


@cache
def placeholders_of(kind: str) -> frozenset[str]:
    """Compact forms of the values that mean "none"."""
    values = (
        (row["value"].upper(), _SEPARATORS.sub("", row["value"].upper()))
        for row in read_rows("placeholder_values.csv")
        if row["match"] == "exact" and row["kind"] in ("any", "account_case", kind)
    )
    return frozenset(compact for value, compact in values if len(compact) > 1 or value == compact)


def _find_fault(number: str, rules: NumberRules) -> Reason | None:
    if not number:
        return Reason.BAD_FORMAT
    if number in placeholders_of(rules.placeholders) or _is_made_up(number):
        return Reason.PLACEHOLDER
    if rules.find_fault and (fault := rules.find_fault(number)):
        return fault
    if len(number) < rules.shortest:
        return Reason.TOO_SHORT
    if len(number) > rules.longest:
        return Reason.TOO_LONG
    if rules.needs_digit and number.isalpha():
        return Reason.BAD_FORMAT
    return None


def _is_made_up(number: str) -> bool:
    """Whether somebody held a key down or counted: ``000``, ``999999``, ``1234567``, ``A00000``."""
    head = number.rstrip("0")
    if not head or (len(number) - len(head) >= _LEAST_ZEROS and head.isalpha()):
        return True
    if len(number) < _LEAST_RUN:
        return False
    return number == number[0] * len(number) or number in _UPWARD or number in _DOWNWARD


TAIL = r"_?(?:ids?|numbers?|num|no|nbr|nr|key|ref|reference)"


def number_row(
    name: str,
    title: str,
    identifier_class: IdentifierClass,
    share_limit: int,
    *,
    rules: NumberRules,
    headers: str,
    examples: tuple[str, ...],
) -> Kind:
    """A kind of number, by the rules for it."""
    return Kind(
        name=name,
        title=title,
        identifier_class=identifier_class,
        parse=partial(parse_number, rules=rules),
        parts=(name,),
        share_limit=share_limit,
        headers=header_pattern(headers),
        examples=examples,
        many=identifier_class is not IdentifierClass.PERSON_KEY,
        scoped=name == "opaque",
    )


NUMBERS: tuple[Kind, ...] = (
    number_row(
        "account",
        "account or customer number",
        IdentifierClass.PERSON_KEY,
        3,
        rules=NumberRules(3),
        headers=(
            rf"(?:acc(?:oun)?t|customer|cust|client|member(?:ship)?|subscriber|loyalty(?:_card)?"
            rf"|user|policy|contract|profile|cif){TAIL}|acc(?:oun)?t|uid"
        ),
        examples=("AC-0042117", "00123", '="0012345"', "4417.0"),
    ),
    number_row(
        "opaque",
        "id of another system",
        IdentifierClass.PERSON_KEY,
        3,
        rules=NumberRules(1, 128, compact=keep_short),
        headers=(
            r"(?:external|ext|legacy|old|crm|erp|global|universal|unique|person|party|individual"
            r"|national|tax|employee|student|patient|passport|citizen|soc_sec)_?"
            r"(?:ids?|uuid|guid|numbers?|num|no|nr|key|code)|uuid|guid|mrn|passport|nhs_number|tin"
        ),
        examples=("6089216", "cus_NffrFeUfNV2Hib", "A-1"),
    ),
)
