"""Street lines as most are written, read many at a time: a house number, words, and a unit perhaps.

Streets are few among many addresses. What stands behind the house number is read once, with the number
1, and means the same behind any other.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Parse, Parsed, Plain
from identity_resolve.kinds.placeholders import are_placeholders
from identity_resolve.kinds.street_words import standardize_plain
from identity_resolve.kinds.units import UNIT_WORDS

if TYPE_CHECKING:
    import polars as pl

__all__ = ["read_street_lines"]

_WORD = r"(?:[A-Za-z]{1,30}|[0-9]{1,4}(?:st|nd|rd|th|ST|ND|RD|TH))"
_UNIT = r"(?:,? (?:apt|unit|ste|suite)\.? [a-z0-9]{1,6}|,? #[a-z0-9]{1,6})"
_SIMPLE = (
    r"^([a-z]{2,30})(?: ([a-z]{2,30}))? ([a-z]{2,30})\.?"
    r"(?:,? (?:(?:apt|unit|ste|suite)\.? |#)([1-9][0-9]{0,4}))?$"
)
_MARKED = sorted(UNIT_WORDS | {"box", "bis", "ter", "quater", "hs"})
_ENDS_IN_MARK = f" (?:{'|'.join(word for word in _MARKED if word.isalpha())})$"
_LINE = rf"^[1-9][0-9]{{0,6}} {_WORD}(?: {_WORD}){{1,3}}\.?(?i:{_UNIT})?$"


def read_street_lines(texts: pl.Series, context: Context, parse: Parse) -> Plain:
    """House number, street and unit of street lines.

    Args:
        texts: distinct texts.
        context: what is known of all.
        parse: reads one line.
    """
    lower = texts.str.to_lowercase()
    where = texts.str.contains(_LINE) & ~are_placeholders("address", lower)
    where &= ~are_placeholders("address", lower.str.strip_chars(" .,!()"))
    number, behind = lower.str.splitn(" ", 2).struct.unnest()
    street, unit = _read_words(behind)
    odd = where & street.is_null()
    read = _read_behind(behind, odd, lambda line: parse(f"1 {line}", context))
    street, unit = (a.zip_with(odd, b) for a, b in zip(read, (street, unit), strict=True))
    return Plain(where & street.is_not_null(), (number, street, unit))


def _read_words(behind: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Street and unit of lines of two or three words and digits; a null street for other lines."""
    first, middle, last, unit = behind.str.extract_groups(_SIMPLE).struct.unnest()
    street = standardize_plain(first, middle, last)
    for words in (first, middle, last):
        street = street.set(words.is_in(_MARKED).fill_null(value=False), None)
    street = street.set(street.str.contains(_ENDS_IN_MARK).fill_null(value=False), None)
    return street, unit


def _read_behind(
    behind: pl.Series, where: pl.Series, parse: Callable[[str], Parsed]
) -> tuple[pl.Series, pl.Series]:
    """Street and unit, null where the line is no plain one after all."""
    distinct = behind.filter(where).unique().to_list()
    streets, units = {}, {}
    for line, read in zip(distinct, map(parse, distinct), strict=True):
        if not isinstance(read, Reason) and read[0] == "1":
            streets[line], units[line] = read[1] or None, read[2] or None
    found = (
        behind.replace_strict(
            list(part), list(part.values()), default=None, return_dtype=behind.dtype
        )
        for part in (streets, units)
    )
    street, unit = found
    return street, unit
