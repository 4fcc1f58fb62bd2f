"""Payment cards, of which nothing is kept that could be charged.

The canonical value of a card is ``BRAND:LAST_FOUR-TOKEN``, the token an HMAC-SHA-256 of its number (PCI DSS 4
asks in 3.5.1.1 that a stored hash of a card number be keyed). The key is the text of the environment
variable ``IDENTITY_RESOLVE_KEY``. Where it is not set, a random key is made for this process: values are
then equal within one run, and never between two runs or two machines. Keep the key apart from the data.

Masked numbers keep their last four digits, in a part that is no key to a person. Where the first digits are
shown too (``4237 12** **** 7726``), hardly anybody else has such a card, and the token is of what is shown.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape
from identity_resolve.kinds.checks import is_valid_luhn
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.spreadsheet import might_be_rounded, repair_spreadsheet
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["KEY_VARIABLE", "PAYMENT_CARD", "brand_of", "card_key"]

KEY_VARIABLE = "IDENTITY_RESOLVE_KEY"
_RANDOM_KEY = secrets.token_hex(32)

_BRANDS = (
    ("AMEX", re.compile(r"3[47]\d{13}")),
    ("DINERS", re.compile(r"3(?:0[0-5]|[689])\d+")),
    ("JCB", re.compile(r"35(?:2[89]|[3-8]\d)\d{12,15}|(?:2131|1800)\d{11}")),
    ("VISA", re.compile(r"4(?:\d{12}|\d{15}|\d{18})")),
    ("MASTERCARD", re.compile(r"5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}")),
    ("DISCOVER", re.compile(r"6(?:011|4[4-9]\d|5\d\d)\d{12,15}")),
    ("UNIONPAY", re.compile(r"(?:62|81)\d{14,17}")),
    ("MAESTRO", re.compile(r"(?:5[06-8]|6)\d{11,18}")),
    ("MIR", re.compile(r"220[0-4]\d{12,15}")),
)
"""Brands by first digits and length (payment networks' public ranges, as card libraries agree on them)."""

_WORDS = {
    "VISA": "VISA", "MASTERCARD": "MASTERCARD", "MASTER CARD": "MASTERCARD", "MC": "MASTERCARD",
    "AMEX": "AMEX", "AMERICAN EXPRESS": "AMEX", "DISCOVER": "DISCOVER", "DINERS CLUB": "DINERS",
    "DINERS": "DINERS", "JCB": "JCB", "UNIONPAY": "UNIONPAY", "UNION PAY": "UNIONPAY",
    "MAESTRO": "MAESTRO", "MIR": "MIR",
}  # fmt: skip
_FIRST_DIGITS = {"34": "AMEX", "37": "AMEX", "4": "VISA", "51": "MASTERCARD", "52": "MASTERCARD"}
_FIRST_DIGITS |= {"53": "MASTERCARD", "54": "MASTERCARD", "55": "MASTERCARD", "6011": "DISCOVER"}

_CANONICAL = re.compile(r"[A-Z]*:\d{4}-[0-9a-f]{32}")
_BRAND_WORD = re.compile(rf"\s*({'|'.join(sorted(_WORDS, key=len, reverse=True))})\b[\s:.-]*")
_LABEL = re.compile(
    r"\s*(?:(?:CREDIT|DEBIT|PAYMENT|BANK|CARD|CC|PAN|NUMBER|NUM|NO|NR|ACCT|ACCOUNT)\b[\s:#.]*)+"
)
_REST = re.compile(r"[\s,;]+(?:EXP(?:IR\w*)?|VALID|GOOD|CVV2?|CVC2?|ZIP)\b.*")
_TRACK = re.compile(r"[;%]?B?(\d{12,19})[=^].*")
_MASKED = re.compile(
    r"(\d{0,4}[\s-]?\d{0,4})[\s-]*(?:[*•●X#.…_][\s-]*){2,}\d?(\d{4})|[*•●X#…](\d{4})"
)
_ENDING = re.compile(r"(?:END(?:S|ING)?(?: (?:IN|WITH))?|LAST (?:4|FOUR)(?: DIGITS?)?)\W*(\d{4})")
_SEPARATORS = re.compile(r"[\s./_-]+")
_SHORTEST, _LONGEST = 12, 19
_SHOWN = 4
"""First digits that tell cards apart where the last four are shown too."""


def brand_of(digits: str) -> str:
    """The brand of a card number, ``""`` where its range is not known.

    >>> brand_of("4111111111111111"), brand_of("378282246310005"), brand_of("9111111111111111")
    ('VISA', 'AMEX', '')
    """
    return next((brand for brand, pattern in _BRANDS if pattern.fullmatch(digits)), "")


def _parse(text: str, _: Context) -> Parsed:
    """A card as token, last four digits and brand.

    >>> parts = _parse("4111 1111 1111 1111", Context())
    >>> parts[0].partition("-")[0], parts[1:]
    ('VISA:1111', ('1111', 'VISA'))
    >>> _parse("Visa **** 1234", Context()), str(_parse("4111 1111 1111 1112", Context()))
    (('', '1234', 'VISA'), 'bad check digit')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    if _CANONICAL.fullmatch(text):
        brand, _colon, rest = text.partition(":")
        return text, rest[:4], brand
    digits = text.replace(" ", "").replace("-", "")
    if digits.isascii() and digits.isdigit():
        return _find_fault(digits) or _tokenize(digits)
    upper = _REST.sub("", clean(text).upper())
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    named, upper = _split_brand(upper)
    if named and re.fullmatch(r"\d{4}", upper):
        return "", upper, named
    if masked := _MASKED.fullmatch(upper) or _ENDING.fullmatch(upper):
        return _masked(masked, named)
    repaired = repair_spreadsheet(upper)
    if isinstance(repaired, Reason):
        return repaired
    track = _TRACK.fullmatch(repaired)
    digits = track[1] if track else _SEPARATORS.sub("", repaired)
    return _find_fault(digits) or _tokenize(digits)


def _split_brand(upper: str) -> tuple[str, str]:
    """The brand a text names and what follows it and the words for a card number."""
    named = ""
    for _ in range(2):
        if word := _BRAND_WORD.match(upper):
            named, upper = _WORDS[word[1]], upper[word.end() :]
        if label := _LABEL.match(upper):
            upper = upper[label.end() :]
    return named, upper.strip()


def _masked(match: re.Match[str], named: str) -> tuple[str, str, str]:
    first, *ends = (_SEPARATORS.sub("", group or "") for group in match.groups())
    four = max(ends) if ends else first
    first = first if ends else ""
    brand = named or next((b for head, b in _FIRST_DIGITS.items() if first.startswith(head)), "")
    return _token(f"{first}*{four}", brand, four) if len(first) >= _SHOWN else "", four, brand


def _find_fault(digits: str) -> Reason | None:
    if not (digits.isascii() and digits.isdigit()):
        return Reason.BAD_FORMAT
    if len(set(digits)) == 1 or (len(digits) >= _SHORTEST and digits in "01234567890123456789"):
        return Reason.PLACEHOLDER
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return Reason.TOO_SHORT if len(digits) < _SHORTEST else Reason.TOO_LONG
    if is_valid_luhn(digits) or digits.startswith("62"):  # UnionPay issued cards without a check
        return None
    return Reason.SPREADSHEET_DAMAGE if might_be_rounded(digits) else Reason.BAD_CHECK_DIGIT


def card_key() -> str:
    """The key that card numbers are hashed with in this process."""
    return os.environ.get(KEY_VARIABLE) or _RANDOM_KEY


def _tokenize(digits: str) -> tuple[str, str, str]:
    brand, four = brand_of(digits), digits[-4:]
    return _token(digits, brand, four), four, brand


def _token(shown: str, brand: str, four: str) -> str:
    key = card_key().encode("utf-8", "surrogateescape")
    token = hmac.digest(key, b"payment_card\0" + shown.encode(), "sha256").hex()[:32]
    return f"{brand}:{four}-{token}"


def _render(token: str, four: str, brand: str) -> str:
    return token or f"{brand} **** {four}".strip()


def _describe(parts: tuple[str, ...], _: Context) -> Description:
    token, four, brand = parts
    facts = {"last_four": four} | ({"brand": brand.lower()} if brand else {})
    return Description(1.0, facts) if token else Description(0.3, {**facts, "masked": "yes"})


PAYMENT_CARD = Kind(
    name="payment_card",
    title="payment card",
    identifier_class=IdentifierClass.CONTACT_POINT,
    parse=_parse,
    parts=("payment_card", "card_last_four", "card_brand"),
    share_limit=4,
    headers=header_pattern(
        r"(?:(?:credit|debit|payment|bank|charge|cc)_?)*card(?:_?(?:number|num|no|nr|pan))?"
        r"|cc(?:_?(?:number|num|no|nr))?|(?:(?:card|masked|truncated)_)?pan"
    ),
    examples=(
        "4111 1111 1111 1111",
        "378282246310005",
        "**** **** **** 1234",
        "Visa ending in 4242",
        "4237 12** **** 7726",
    ),
    looks_like=r"\s*(?:(?:4\d|5[1-5]|2[2-7]|6[0245])\d\d(?:[ -]?\d{4}){3}|3[47]\d\d[ -]?\d{6}[ -]?\d{5})\s*",
    many=True,
    render=_render,
    shapes=(
        Shape(
            r"(?:\d{4}[ -]?(?:\d\d)?)?(?:[*x•#]{2,4}[ -]?){2,4}\d{4}", 0.9, "a masked card number"
        ),
        Shape(
            r"(?:4\d|5[1-5]|2[2-7]|6[0245])\d\d(?:([ -])\d{4}(?:\1\d{4}){2})",
            0.95,
            "a card number, check passed",
        ),
        Shape(
            r"(?:4|5[1-5]|2[2-7]|6[0245]|3[47])\d{12,14}\d{0,1}",
            0.85,
            "digits of a card, check passed",
        ),
        Shape(r"3[47]\d\d[ -]\d{6}[ -]\d{5}", 0.95, "an American Express number, check passed"),
        Shape(r"\d{12,19}", 0.3, "check of a card number passed"),
    ),
    cues=r"(?:credit|debit|payment|bank)\s+card|card\s+(?:number|no\.?|ending(?:\s+in)?)|visa|mastercard|amex",
    describe=_describe,
    secret=True,
)
