"""Questions of two dates of birth, as ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``."""

from __future__ import annotations

from identity_resolve.comparison.sides import Sides
from identity_resolve.domain import BoolArray

__all__ = ["day_month_swapped", "one_digit_off", "same_as_far_as_known", "two_parts_agree"]

FULL = 10
"""Characters of a date that is known to the day."""


def day_month_swapped(sides: Sides) -> BoolArray:
    """Day and month of birth changed places."""
    return sides.ask("birth_date", is_swapped)


def is_swapped(left: str, right: str) -> bool:
    """Whether two full dates differ in nothing but the order of day and month."""
    swapped = f"{right[:4]}-{right[8:]}-{right[5:7]}"
    return len(left) == len(right) == FULL and left == swapped


def same_as_far_as_known(sides: Sides) -> BoolArray:
    """Birth dates agree as far as the shorter is known."""
    return sides.ask("birth_date", is_beginning)


def is_beginning(left: str, right: str) -> bool:
    """Whether one date is the beginning of the other."""
    return left.startswith(right) or right.startswith(left)


def one_digit_off(sides: Sides) -> BoolArray:
    """Birth date one typing error apart."""
    left, right = sides.lengths("birth_date")
    return (sides.edits("birth_date", at_most=1) == 1) & (left == FULL) & (right == FULL)


def two_parts_agree(sides: Sides) -> BoolArray:
    """Two of year, month and day of birth agree."""
    agree = sum(
        sides.same_derived("birth_date", keep).astype("uint8") for keep in (year, month, day)
    )
    return agree >= 2  # type: ignore[return-value]


def year(date: str) -> str:
    """The year of a date."""
    return date[:4]


def month(date: str) -> str:
    """The month of a date, empty where unknown."""
    return date[5:7]


def day(date: str) -> str:
    """The day of a date, empty where unknown."""
    return date[8:]
