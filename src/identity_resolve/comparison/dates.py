"""Questions of two dates of birth, as ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``, and of ages."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np

from identity_resolve.arrays import BORN, SEEN, IntArray, LevelArray
from identity_resolve.comparison.sides import Answer, Asked
from identity_resolve.spelling import WRITTEN, local_text

__all__ = [
    "born_within",
    "by_days_apart",
    "day_month_swapped",
    "judge_age",
    "judge_written_year",
    "one_digit_off",
    "same_as_far_as_known",
    "two_parts_agree",
]

PART = "birth_date"
FULL = 10
"""Characters of a date that is known to the day."""


def day_month_swapped(sides: Asked) -> Answer:
    """Day and month of birth changed places."""
    years, months, days = (sides.numbers(PART, number) for number in (year, month, day))
    crossed = (months[0] == days[1]) & (days[0] == months[1])
    return (years[0] == years[1]) & crossed & (days[0] >= 0) & (days[1] >= 0)


def same_as_far_as_known(sides: Asked) -> Answer:
    """Birth dates agree as far as the shorter is known."""
    known = [sides.numbers(PART, number) for number in (year, month, day)]
    years, months, days = ((a == b) | (a < 0) | (b < 0) for a, b in known)
    return years & months & days


def one_digit_off(sides: Asked) -> Answer:
    """Birth date one typing error apart."""
    left, right = sides.lengths(PART)
    return (sides.edits(PART, at_most=1) == 1) & (left == FULL) & (right == FULL)


def by_days_apart(*most: int) -> Callable[[Asked], Any]:
    """Judge when records were seen by the first of some numbers of days that lie between at most."""

    def judge(sides: Asked) -> Any:
        left, right = sides.numbers(SEEN, ordinal)
        known, apart = sides.both(SEEN), abs(left - right)
        levels: Any = 1 * known
        for days in most:
            levels = levels + (known & (apart > days))
        return levels

    return judge


@lru_cache(maxsize=1 << 12)
def ordinal(day: str) -> int:
    """The number of a day."""
    return date.fromisoformat(day).toordinal()


def judge_age(sides: Asked) -> Any:
    """Ages, and ages with birth dates, where these do not tell more.

    An age and the year it is of leave two years of birth, for nobody knows whether the birthday had been.
    """
    dated, born, aged = (
        sides.numbers(part, number) for part, number in ((PART, year), (BORN, int), ("age", int))
    )
    levels: Any = np.uint8(0)
    undated = (dated[0] < 0) | (dated[1] < 0)
    for one, other in ((0, 1), (1, 0)):
        early = born[one] - dated[other]
        known = undated & (dated[other] >= 0) & (born[one] >= 0)
        off = np.maximum(-early, early - 1)
        levels = np.where(known, np.where(off <= 0, 2, _years(off)), levels)
    both = (born[0] >= 0) & (born[1] >= 0)
    apart = np.abs(np.where(both, born[0] - born[1], aged[0] - aged[1]))
    known = undated & (levels == 0) & (aged[0] >= 0) & (aged[1] >= 0)
    return np.where(known, np.where(apart == 0, 1, _years(apart)), levels).astype(np.uint8)


def _years(apart: IntArray) -> LevelArray:
    return np.where(apart <= 2, 3, np.where(apart <= 10, 4, 5)).astype(np.uint8)


def judge_written_year(sides: Asked) -> Any:
    """A birth date on one side, an address or a handle of the other that ends in a number of a year.

    Where both have addresses with such numbers, these are compared as addresses.
    """
    dated = sides.numbers(PART, year)
    undated = (dated[0] < 0) | (dated[1] < 0)
    said: Any = False
    agrees: Any = False
    for part in WRITTEN:
        written = sides.numbers(part, written_year)
        for one, other in ((0, 1), (1, 0)):
            known = undated & (dated[one] >= 0) & (written[one] < 0) & (written[other] >= 0)
            said = said | known
            agrees = agrees | (known & (dated[one] % 100 == written[other]))
    return 2 * said - agrees


_YEAR_AT_END = re.compile(r"(?<!\d)(?:19|20)?(\d\d)\Z", re.ASCII)


def written_year(text: str) -> int:
    """The last two digits of a year that an address or a handle ends in, -1 where none does.

    >>> written_year("betty83@example.org"), written_year(":betty1983"), written_year("betty183@example.org")
    (83, 83, -1)
    """
    found = _YEAR_AT_END.search(local_text(text))
    return int(found[1]) if found else -1


def born_within(years: int) -> Callable[[Asked], Answer]:
    """Ask whether people were born so many years apart at most."""

    def test(sides: Asked) -> Answer:
        left, right = sides.numbers(PART, year)
        return abs(left - right) <= years

    return test


def two_parts_agree(sides: Asked) -> Answer:
    """Two of year, month and day of birth agree."""
    known = [sides.numbers(PART, number) for number in (year, month, day)]
    years, months, days = ((a == b) & (a >= 0) for a, b in known)
    return (years & months) | (years & days) | (months & days)


def year(text: str) -> int:
    """The year of a date."""
    return int(text[:4])


def month(text: str) -> int:
    """The month of a date, -1 where unknown."""
    return int(text[5:7] or -1)


def day(text: str) -> int:
    """The day of a date, -1 where unknown."""
    return int(text[8:] or -1)
