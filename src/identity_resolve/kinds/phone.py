"""Phone numbers: E.164 by phonenumbers, or bare national digits where no country can be told.

A number that is possible but not assigned is kept: number plans grow faster than their metadata, and
a number of a plan we cannot tell still equals itself.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["PHONE"]

_NANP_REGIONS = frozenset({"US", "CA"})
_NANP = re.compile(
    r"\s*(?:\+?1[-.\s]*)?\(?([2-9]\d\d)\)?[-.\s/]*(\d{3})[-.\s]*(\d{4})\s*", re.ASCII
)
_ABROAD = re.compile(r"\(?0(?!0|11)\d[\d\s().-]*", re.ASCII)
"""No North American number begins so, whatever its punctuation."""

_WRAPPED = re.compile(r"[=']*\"?'?([^\"']*)\"?'?")
_DECIMAL = re.compile(r"(\+?\d{7,15})\.0+")
_SCIENTIFIC = re.compile(r"(\d)[.,](\d+)[eE]\+?(\d{1,2})")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_PLACES = r"tel|telephone|phone|ph|fax|mobile|mob|mbl|cell|cellular|home|work|office|main|day|evening"
_BEFORE = re.compile(rf"(?:\(?(?:{_PLACES}|[tmchwopf])\)?[\s:.#)-]*)+(?=[+(\d])", re.IGNORECASE)
_AFTER = re.compile(rf"[\s,;(\[-]+(?:{_PLACES}|[tmchwopf])[)\].]*", re.IGNORECASE)
_EXTENSION = re.compile(
    r"(.*?)(?:;ext=|[\s,;(]*(?:extension|extn|ext|x|#)[.:\s#]*)(\d{1,7})\)?", re.IGNORECASE
)
_ALTERNATE = re.compile(r"(.*\d{4})/\d{1,4}")
_TRUNK = re.compile(r"(?:\+|00)?\s*\(?(\d{1,3})\)?[\s.-]*\(0\)")
_IDD = re.compile(r"\(?00[\s.-]*(?=[1-9])")
_MEXICO_HOME = re.compile(r"(?:04[45]|01|1)(\d{10})")
_NOT_DIGIT = re.compile(r"\D+")
_DIRECTORY = "5551212"


def _parse_phone(text: str, context: Context) -> Parsed:
    """A number in E.164 form, or its national digits, and its extension.

    >>> _parse_phone("(212) 555-0143 x5", Context()), _parse_phone("03 6818 2862", Context())
    (('+12125550143', '5'), ('0368182862', ''))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    if context.region in _NANP_REGIONS and (nanp := _NANP.fullmatch(text)):
        area, exchange, line = nanp.groups()
        local = exchange + line
        if local == _DIRECTORY or local == local[0] * 7 or area + local == "9876543210":
            return Reason.PLACEHOLDER
        return f"+1{area}{local}", ""
    return _parse_unusual(_ascii_digits(clean(text)), context.region)


def _parse_unusual(text: str, region: str) -> Parsed:
    if is_placeholder("any", text):
        return Reason.PLACEHOLDER
    if "@" in text or "://" in text:
        return Reason.BAD_FORMAT
    unwrapped = _repair_spreadsheet(text)
    if isinstance(unwrapped, Reason):
        return unwrapped
    body, extension = _split_extension(_AFTER_END(unwrapped))
    if _is_fake(_NOT_DIGIT.sub("", body)):
        return Reason.PLACEHOLDER
    number = _read(body, region)
    if number is None:
        return _keep_digits(body, extension)
    return Reason.PLACEHOLDER
