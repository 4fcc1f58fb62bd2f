"""Numbers a state gives a person: social security, taxes, passports."""

from __future__ import annotations

import re

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.number import TAIL, placeholders_of
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["NATIONALS"]

_SSN = re.compile(r"(?:S\.?S\.?N?\.?\W*|:)?(\d{3})[-. ]?(\d\d)[-. ]?(\d{4})(?:\.0)?", re.ASCII)


def _parse_ssn(text: str, _: Context) -> Parsed:
    """A US Social Security number by the rules of the SSA (areas 000, 666 and 9xx never issued).

    >>> _parse_ssn("212-09-7694", Context()), str(_parse_ssn("666-09-7694", Context()))
    ((':212097694',), 'not assigned')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    match = _SSN.fullmatch(text) or _SSN.fullmatch(clean(text).upper().strip("=\"' "))
    if match is None:
        is_none = is_placeholder("any", clean(text))
        return Reason.PLACEHOLDER if is_none else Reason.BAD_FORMAT
    area, group, serial = match.groups()
    number = area + group + serial
    if number in placeholders_of("ssn"):
        return Reason.PLACEHOLDER
    if area in ("000", "666") or area[0] == "9" or group == "00" or serial == "0000":
        return Reason.NOT_ASSIGNED
    return (f":{number}",)


NATIONALS: tuple[Kind, ...] = (
    Kind(
        name="ssn",
        title="US Social Security number",
        identifier_class=IdentifierClass.PERSON_KEY,
        parse=_parse_ssn,
        parts=("ssn",),
        share_limit=1,
        headers=header_pattern(rf"ssn{TAIL}?|ss{TAIL}|soc(?:ial)?_?sec(?:urity)?(?:{TAIL})?"),
        examples=("212-09-7694", "212097694", "SSN: 212 09 7694"),
        looks_like=r"\s*\d{3}-\d\d-\d{4}\s*",
    ),
)
