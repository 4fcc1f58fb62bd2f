"""Numbers of loyalty programs: airlines, hotels, shops. The program is the issuer."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Parsed, Shape
from identity_resolve.kinds.number import TAIL, NumberRules, number_row, parse_number
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["LOYALTY"]

_RULES = NumberRules(4, 24, needs_digit=True)
_SEPARATORS = re.compile(r"[\W_]+")
_CODE = re.compile(r"([A-Z][A-Z0-9]|[A-Z]{3})[\s:/#-]+([A-Z]{0,3}\d[\d\s-]{4,})")
_WORDS = re.compile(
    r"(?:[\s:#.,-]*\b(?:FREQUENT FLY(?:ER|ING)|FREQUENT GUEST|FFP?|FF|REWARDS?|LOYALTY|CLUB|MEMBER(?:SHIP)?"
    r"|CARD|PROGRAM(?:ME)?|NUMBER|NUM|NO|NR|ID|ACCOUNT)\b)+[\s:#.-]*(?=.*\d)"
)


@cache
def _programs() -> tuple[dict[str, str], re.Pattern[str]]:
    """Codes of programs by their compact names, and a pattern that finds a name in front."""
    names = {
        name: row["code"]
        for row in read_rows("loyalty_programs.csv")
        for name in row["names"].split("|")
    }
    spelled = (r"\W*".join(re.escape(word) for word in name.split()) for name in names)
    pattern = rf"(?:{'|'.join(sorted(spelled, key=len, reverse=True))})(?![A-Z0-9])"
    return {_SEPARATORS.sub("", name): code for name, code in names.items()}, re.compile(pattern)


@cache
def _codes() -> frozenset[str]:
    return frozenset(row["code"] for row in read_rows("loyalty_programs.csv"))


def _find_program(text: str) -> str:
    """The code of a program by its name or code, or ``""``.

    >>> _find_program("Delta SkyMiles"), _find_program("ba"), _find_program("crm")
    ('DL', 'BA', '')
    """
    names, pattern = _programs()
    upper = clean(text).upper()
    if upper in _codes():
        return upper
    found = names.get(_SEPARATORS.sub("", upper))
    match = None if found else pattern.search(upper)
    return found or (names[_SEPARATORS.sub("", match[0])] if match else "")


def _parse(text: str, context: Context) -> Parsed:
    """A number and the program that gave it.

    >>> _parse("SkyMiles # 9123456789", Context()), _parse("BA 40210083", Context())
    (('DL:9123456789',), ('BA:40210083',))
    >>> _parse("4417-0098", Context(issuer="Hilton Honors"))
    ('HILTON:44170098',)
    """
    if len(text) > MAX_LENGTH or (text.isascii() and text.isdigit() and not context.issuer):
        return parse_number(text, context, rules=_RULES)
    issuer = (context.issuer and _find_program(context.issuer)) or context.issuer
    upper = clean(text).upper()
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    head, colon, _tail = upper.partition(":")
    if colon and head in _codes():
        return parse_number(upper, replace(context, issuer=head), rules=_RULES)
    if not upper.startswith(":"):
        issuer, upper = _split_program(upper, issuer)
    return parse_number(upper, replace(context, issuer=issuer), rules=_RULES)


def _split_program(upper: str, issuer: str) -> tuple[str, str]:
    """The program a text names in front, else the one known, and the number."""
    names, pattern = _programs()
    rest = upper
    for _ in range(2):
        if match := pattern.match(rest):
            issuer, rest = names[_SEPARATORS.sub("", match[0])], rest[match.end() :]
        if words := _WORDS.match(rest):
            rest = rest[words.end() :]
        rest = rest.lstrip(" :#.,-/")
    code = _CODE.fullmatch(rest)
    if code and code[1] in _codes():
        return code[1], code[2]
    return issuer, rest


LOYALTY = replace(
    number_row(
        "loyalty",
        "loyalty number",
        IdentifierClass.PERSON_KEY,
        3,
        rules=_RULES,
        headers=(
            rf"(?:loyalty|rewards?|bonus|club|points?|frequent_?(?:fl[iy]er|guest|shopper)|ffp?"
            rf"|mileage_?plus|sky_?miles|aadvantage|avios|miles_?(?:and_?)?more|flying_?blue|skywards"
            rf"|kris_?flyer|bonvoy|hilton(?:_?honors)?|marriott|hyatt|ihg|nectar|club_?card|air_?miles"
            rf"|true_?blue|rapid_?rewards|mileage)"
            rf"(?:_?(?:card|member(?:ship)?|program|account))?(?:{TAIL})?|card_?(?:number|no)"
        ),
        examples=("9123456789", "SkyMiles # 9123456789", "BA 40210083", "MileagePlus AB123456"),
    ),
    parse=_parse,
    shapes=(
        Shape(
            r"(?:skymiles|mileageplus|aadvantage|bonvoy|hilton honors|flying blue|skywards|avios)\W*[a-z]{0,3}\d{5,12}",
            0.95,
            "names its loyalty program",
        ),
        Shape(
            r"(?:dl|ua|aa|ba|lh|af|kl|ek|qf|sq|ac|as|b6|wn)[ -][a-z]{0,3}\d{6,15}",
            0.4,
            "airline code and number",
        ),
    ),
    cues=r"(?:loyalty|rewards?|frequent[\s-]fl[iy]er|frequent[\s-]guest|skymiles|mileageplus|aadvantage|bonvoy"
    r"|honors|miles\s*&\s*more|flying\s*blue|avios)",
)
