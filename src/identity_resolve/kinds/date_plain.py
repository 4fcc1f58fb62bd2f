"""Dates as most are written, read many at a time: ISO dates, and three numbers with the year last."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from identity_resolve.kinds.base import Plain

if TYPE_CHECKING:
    import polars as pl

__all__ = ["read_dates"]

_ISO = r"^[12][0-9]{3}-?[0-9]{2}-?[0-9]{2}$"
_YEAR_LAST = r"^([0-9]{1,2})[-/]([0-9]{1,2})[-/]((?:1[89]|20)[0-9]{2})$"
_LAST_MONTH = 12


def read_dates(
    texts: pl.Series, *, latest: str, placeholders: Collection[str], day_first: bool
) -> Plain:
    """Days of the past.

    Args:
        texts: distinct texts.
        latest: the last day of which no clock need be asked.
        placeholders: days that mean "none".
        day_first: whether the day stands first where both numbers may be a month.
    """
    iso = _iso(texts)
    date = iso.zip_with(iso.is_not_null(), _year_last(texts, day_first))
    known = date.str.to_date("%Y-%m-%d", strict=False).is_not_null()
    known &= (date <= latest) & ~date.is_in(list(placeholders))
    return Plain(known.fill_null(value=False), (date,))


def _iso(texts: pl.Series) -> pl.Series:
    """ISO dates with both hyphens or none, null for other texts; days there never were among them."""
    digits = texts.str.replace_all("-", "", literal=True)
    iso = digits.str.slice(0, 4) + "-" + digits.str.slice(4, 2) + "-" + digits.str.slice(6)
    written = (texts == iso) | ((texts == digits) & (digits.str.len_bytes() == 8))
    return iso.set(~(texts.str.contains(_ISO) & written), None)


def _year_last(texts: pl.Series, day_first: bool) -> pl.Series:
    """Dates with the year last, null for other texts."""
    first, second = (texts.str.extract(_YEAR_LAST, n).str.to_integer() for n in (1, 2))
    if day_first:
        is_day = ~((second > _LAST_MONTH) & (first <= _LAST_MONTH))
    else:
        is_day = (first > _LAST_MONTH) & (second <= _LAST_MONTH)
    numbers = (second.zip_with(is_day, first), first.zip_with(is_day, second))
    month, day = (number.cast(texts.dtype).str.zfill(2) for number in numbers)
    return texts.str.extract(_YEAR_LAST, 3) + "-" + month + "-" + day
