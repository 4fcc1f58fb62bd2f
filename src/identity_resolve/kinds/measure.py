"""Measures: numbers that say how much, not who: a price, a weight, a number of pages."""

from __future__ import annotations

import re
from decimal import Decimal

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import clean

__all__ = ["MEASURE"]

LONGEST = 40
"""Characters beyond which a text is no measure."""

_UNIT = r"(?:[^\W\d_]{1,12}|[^\w\s.,+-]{1,2})"
_MEASURE = re.compile(
    rf"(?:{_UNIT}\.?\s*)?(?P<sign>[+-]?)\s*(?:{_UNIT}\s*)?(?P<number>\d[\d., ']*)\s*(?:{_UNIT}\.?)?"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:([., '])\d{3})(?:\1\d{3})*")
_POINT = re.compile(r"(.*?)(?:[.,](\d+))?[.,]?")


def _parse_measure(text: str, _: Context) -> Parsed:
    """A number without its unit; the last point or comma of two kinds begins the fraction.

    >>> _parse_measure("$1,299.00", Context()), _parse_measure("1.299,50 EUR", Context())
    (('1299',), ('1299.5',))
    """
    if len(text) > LONGEST:
        return Reason.TOO_LONG
    cleaned = clean(text)
    if is_placeholder("any", cleaned):
        return Reason.PLACEHOLDER
    found = _MEASURE.fullmatch(cleaned)
    number = _decimal(found["number"].strip()) if found else None
    if found is None or number is None:
        return Reason.BAD_FORMAT
    sign = "-" if found["sign"] == "-" and number else ""
    value = f"{sign}{number.normalize():f}"
    return Reason.PLACEHOLDER if is_placeholder("any", value) else (value,)


def _decimal(text: str) -> Decimal | None:
    """A number with thousands apart or not, in any country's way of writing."""
    whole, fraction = text, None
    if not (_THOUSANDS.fullmatch(text) and not text.startswith("0") and "." not in text):
        whole, fraction = _POINT.fullmatch(text).groups()  # type: ignore[union-attr]
    if not (whole.isdigit() or _THOUSANDS.fullmatch(whole)):
        return None
    digits = re.sub(r"\D", "", whole)
    return Decimal(f"{digits}.{fraction}" if fraction else digits) if digits.isascii() else None


MEASURE = Kind(
    name="measure",
    title="measure (a price, a weight, a count)",
    identifier_class=IdentifierClass.ATTRIBUTE,
    parse=_parse_measure,
    parts=("measure",),
    share_limit=10**9,
    headers=header_pattern(
        r"(?:(?:list|unit|sale|retail|net|gross)_?)?price(?:_(?:usd|eur|gbp))?|msrp|preis|prix|precio"
        r"|weight(?:_(?:kg|lbs?|g))?|height(?:_(?:cm|in|mm))?|width(?:_(?:cm|in|mm))?|depth|volume"
        r"|(?:num(?:ber)?_(?:of_)?)?pages?(?:_count)?|employees|employee_count|number_of_employees"
        r"|screen_size|capacity|duration|runtime|length(?:_(?:cm|in|mm|min|s))?|abv"
        r"|(?:release|publication|publishing|vintage|founding|founded)_?year"
    ),
    examples=("$1,299.00", "12.5 kg", "340"),
    many=True,
    scoped=True,
)
