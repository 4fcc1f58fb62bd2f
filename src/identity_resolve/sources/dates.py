"""Columns of dates: whose they are is told by their years and by the header, not by their form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from identity_resolve.sources.headers import Header

__all__ = ["Dates", "read_dates"]

_CLOCK = r"(?P<clock>,?(?:T|\s+)(?:at\s+)?\d{1,2}:\d\d.*|\s*\d{1,2}\s*[ap]m)?"
_NUMERIC = re.compile(
    r"(?P<y1>\d{4})[-/.](?P<a>\d{1,2})[-/.](?P<b>\d{1,2})" + _CLOCK, re.IGNORECASE
)
_YEAR_LAST = re.compile(
    r"(?P<a>\d{1,2})\s?[-/.]\s?(?P<b>\d{1,2})\s?[-/.]\s?(?P<y1>\d{4}|\d{2})" + _CLOCK, re.IGNORECASE
)
_WORDS = re.compile(
    r"(?:[^\W\d_]{2,10}\.?,?\s+)?"  # a weekday
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?[\s-]+(?:de\s+)?[^\W\d_]{3,12}\.?,?"
    r"|[^\W\d_]{3,12}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?)[\s-]+(?:de\s+)?(?P<y1>\d{4}|\d{2})" + _CLOCK,
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<y1>(?:19|20)\d\d)(?P<a>0[1-9]|1[0-2])(?P<b>0[1-9]|[12]\d|3[01])(?P<clock>\d{4,6})?"
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?(?:\.\d+)?")

_FEW_YEARS = 15
"""Years within which nearly all events of a running system lie."""

_LIFETIME = 40
"""Years over which dates of birth spread at least; what a company did rarely does."""


@dataclass(frozen=True, slots=True)
class Dates:
    """What the dates of a column tell.

    Attributes:
        clocks: share of them with a time of day.
        first: year before which hardly any lie.
        middle: year before which half of them lie.
        last: year after which hardly any lie.
    """

    clocks: float
    first: int
    middle: int
    last: int

    @property
    def recent(self) -> bool:
        """Whether they are of a few years, as what a running system notes is."""
        return self.last - self.first <= _FEW_YEARS and self.middle >= 1990

    @property
    def lifelong(self) -> bool:
        """Whether they spread as the births of grown people do."""
        return self.last - self.first >= _LIFETIME and self.last - self.middle >= _FEW_YEARS


def read_dates(header: Header, values: Sequence[str], *, least: float) -> Dates | None:
    """The dates of a column, unless less than the share `least` of its values are some.

    Numbers such as ``20240131`` or ``1706659200`` are dates where the header speaks of them.
    """
    announced = header.means("date", "time", "birth", "event")
    found = [told for value in values if (told := _read(value.strip(), announced))]
    if not found or len(found) < least * len(values):
        return None
    years = sorted(year for year, _ in found)
    edge = len(years) // 20
    return Dates(
        clocks=sum(clock for _, clock in found) / len(found),
        first=years[edge],
        middle=years[len(years) // 2],
        last=years[-1 - edge],
    )


def _read(text: str, announced: bool) -> tuple[int, bool] | None:
    """The year of a date, and whether a time of day is with it."""
    if announced and _EPOCH.fullmatch(text):
        return 1970 + int(text[:10]) // 31_556_952, True
    for match in _matches(text, announced):
        told = match.groupdict()
        pair = sorted((int(told.get("a") or 1), int(told.get("b") or 1)))
        if 1 <= pair[0] <= 12 and pair[1] <= 31:
            return _year(told["y1"]), told["clock"] is not None
    return None


def _matches(text: str, announced: bool) -> Iterator[re.Match[str]]:
    forms = (_NUMERIC, _YEAR_LAST, _WORDS, *((_COMPACT,) if announced else ()))
    yield from (match for form in forms if (match := form.fullmatch(text)))


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    century, ours = divmod(date.today().year, 100)
    return 100 * (century if year <= ours else century - 1) + year
