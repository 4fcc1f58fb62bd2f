"""Postal codes in one spelling, with what keyboards and spreadsheets did to them undone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Parse, Plain
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.spreadsheet import repair_spreadsheet
from identity_resolve.kinds.tables import read_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["has_postcode_shape", "normalize_postcode", "read_codes"]

_SEPARATORS = re.compile(r"[^0-9A-Z]+")
_COUNTRY_FIRST = re.compile(r"[A-Z]{1,3}[- ]+(?=[O\d]{2,6}(?:[- ]?\d{1,4})?\Z)", re.ASCII)
_COUNTRY_LAST = re.compile(r"(?<=\d)[ ,]+(?:US|USA|CANADA|UK|GB)\Z", re.ASCII)
_POSTCODE = re.compile(r"(?=.*\d)[0-9A-Z]{3,10}")
_SHAPES = {
    "US": re.compile(r"\d{5}", re.ASCII),
    "CA": re.compile(r"[A-Z]\d[A-Z]\d[A-Z]\d", re.ASCII),
    "GB": re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}", re.ASCII),
    "AU": re.compile(r"\d{4}", re.ASCII),
    "NL": re.compile(r"\d{4}[A-Z]{2}", re.ASCII),
    "IE": re.compile(r"[A-Z]\d[\dW][A-Z\d]{4}", re.ASCII),
    "BR": re.compile(r"\d{8}", re.ASCII),
    "PL": re.compile(r"\d{5}", re.ASCII),
    "SE": re.compile(r"\d{5}", re.ASCII),
}
_LOST_ZERO = {**dict.fromkeys(("DE", "FR", "ES", "IT", "MX", "FI", "EE"), 5), "AU": 4, "NO": 4}
"""How many digits a code has in countries where some codes begin with a zero."""

_SHORT_ZIP = re.compile(r"[1-9]\d{3}|[5-9]\d\d", re.ASCII)
_SHORT_ZIP_4 = re.compile(r"(\d{4})-\d{4}", re.ASCII)
_DIGIT_FOR = str.maketrans("OQDILZSB", "00011258")
_LETTER_FOR = str.maketrans("0158", "OISB")
_LEAST_DIGITS = 3
_NO_POSTCODES = frozenset(
    _SEPARATORS.sub("", row["value"])
    for row in read_rows("placeholder_values.csv")
    if row["kind"] == "postcode"
)


def normalize_postcode(cleaned: str, region: str = "US") -> str | Reason:
    """A postal code in upper case without blanks; of a ZIP+4 the first five digits.

    Zeros that a spreadsheet took from the front are put back where the country's codes have a
    fixed length, and letters are read as digits (or the other way round) where it asks for them.

    >>> normalize_postcode("94110-1234"), normalize_postcode("2134"), normalize_postcode("9411O")
    ('94110', '02134', '94110')
    >>> normalize_postcode("tr1 3ab", "GB"), normalize_postcode("kia ob1", "CA")
    ('TR13AB', 'K1A0B1')
    """
    if len(cleaned) == 5 and cleaned.isdigit() and cleaned.isascii():  # most codes of the world
        is_nothing = cleaned in _NO_POSTCODES or not cleaned.strip("0")
        return Reason.PLACEHOLDER if is_nothing else cleaned
    code = cleaned.upper()
    if not (code.isdigit() and code.isascii()):
        repaired = repair_spreadsheet(code)
        if isinstance(repaired, Reason):
            return Reason.PLACEHOLDER if is_placeholder("any", code) else repaired
        code = _COUNTRY_LAST.sub("", _COUNTRY_FIRST.sub("", repaired.strip(" ,-"), count=1))
        if region == "US" and (short := _SHORT_ZIP_4.fullmatch(code)):
            code = short[1]
        code = _repair_letters(_SEPARATORS.sub("", code), region)
    code = _repair_length(code, region)
    if code in _NO_POSTCODES or (code and not code.strip("0")):
        return Reason.PLACEHOLDER
    if _POSTCODE.fullmatch(code):
        return code
    return Reason.PLACEHOLDER if is_placeholder("any", cleaned) else Reason.BAD_FORMAT


def read_codes(texts: pl.Series, _context: Context, _parse: Parse) -> Plain:
    """Codes of five digits and ZIP+4, which mean the same in all countries, read many at a time."""
    code = texts.str.head(5)
    odd = code.is_in(sorted(_NO_POSTCODES)) | (code == "00000")
    return Plain(texts.str.contains(r"^[0-9]{5}(?:-[0-9]{4})?$") & ~odd, (code,))


def has_postcode_shape(code: str, region: str) -> bool:
    """Whether a canonical code is of the form its country uses; False where that is not known."""
    shape = _SHAPES.get(region)
    return shape is not None and shape.fullmatch(code) is not None


def _repair_length(code: str, region: str) -> str:
    """Digits at the length of the country's codes: zeros before, and no ZIP+4 behind."""
    if not code.isdigit():
        return code
    if len(code) == 9:
        return code[:5]
    if region == "US" and _SHORT_ZIP.fullmatch(code):
        return code.zfill(5)
    length = _LOST_ZERO.get(region, 0)
    return code.zfill(length) if len(code) == length - 1 and code[:1] != "0" else code


def _repair_letters(code: str, region: str) -> str:
    """A code whose characters are what its country asks for at their place, if they look like it.

    >>> _repair_letters("SWIA1AA", "GB"), _repair_letters("M5W1AI", "CA"), _repair_letters("SOX", "GB")
    ('SW1A1AA', 'M5W1A1', 'SOX')
    """
    shape = _SHAPES.get(region)
    if shape is None or shape.fullmatch(code):
        return code
    match region:
        case "CA" if len(code) == 6:
            pairs = zip(code[::2], code[1::2], strict=True)
            letters = ((a.translate(_LETTER_FOR), b.translate(_DIGIT_FOR)) for a, b in pairs)
            repaired = "".join(a + b for a, b in letters)
        case "GB" if 5 <= len(code) <= 7:
            inward = code[-3].translate(_DIGIT_FOR) + code[-2:].translate(_LETTER_FOR)
            repaired = _repair_outward(code[:-3]) + inward
        case "US" | "AU" if sum(map(str.isdigit, code)) >= _LEAST_DIGITS:
            repaired = code.translate(_DIGIT_FOR)
        case _:
            return code
    return repaired if shape.fullmatch(repaired) else code


def _repair_outward(code: str) -> str:
    """The first half of a British code; one letter is a digit if that alone makes it one."""
    if any(map(str.isdigit, code[1:])):
        return code
    tries = (code[:n] + code[n].translate(_DIGIT_FOR) + code[n + 1 :] for n in range(1, len(code)))
    found = {made for made in tries if made != code}
    return found.pop() if len(found) == 1 else code
