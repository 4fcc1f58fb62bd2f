"""Addresses as one comparison: their parts agree or differ together."""

from __future__ import annotations

import numpy as np

from identity_resolve.arrays import BoolArray, LevelArray
from identity_resolve.comparison.sides import Sides
from identity_resolve.keeping import area_code

__all__ = ["judge_address", "judge_home"]

PLACES = ("city", "postcode", "region")


def judge_address(sides: Sides) -> LevelArray:
    """Level of two addresses: uint8 of shape (pairs,), in the order of the address comparison."""
    street, alike = sides.same("street"), similar_street(sides)
    number, other_number = same_number(sides), sides.differ("number")
    here, elsewhere = place_agrees(sides)
    conditions = [
        street & number & ~elsewhere & ~sides.differ("unit"),
        ((street | alike) & (number | (street & here & ~other_number)) & ~elsewhere)
        | (alike & here & ~other_number),
        (street | alike) & here,
        street & number,
        sides.same("postcode"),
        sides.same("city"),
        street,
        near_place(sides),
    ]
    levels = np.select(conditions, range(1, len(conditions) + 1), default=len(conditions) + 1)
    present = sides.both("street") | sides.both("city") | sides.both("postcode")
    return np.where(present, levels, 0).astype(np.uint8)


def judge_home(sides: Sides) -> LevelArray:
    """Level of two homes: uint8 of shape (pairs,), 0 where something else tells that they are one."""
    told = sides.same("city") | sides.same("postcode") | sides.same_derived("phone", area_code)
    told |= sides.same("license") | sides.same("plate")
    levels = np.where(sides.same("home"), 1, 2)
    return np.where(sides.both("home") & ~told, levels, 0).astype(np.uint8)


def similar_street(sides: Sides) -> BoolArray:
    """Street names two typing errors apart, or one with a word more than the other."""
    left, right = sides.lengths("street")
    shortest = np.minimum(left, right)
    edits = sides.edits("street", at_most=2)
    return (edits <= 1) & (shortest >= 5) | (edits <= 2) & (shortest >= 9)


def same_number(sides: Sides) -> BoolArray:
    """The same house number, or the same street line without one on both sides."""
    left, right = sides.codes("number")
    return sides.same("number") | ((left < 0) & (right < 0))


def place_agrees(sides: Sides) -> tuple[BoolArray, BoolArray]:
    """Whether postcode or city agree, and whether everything known of the place differs."""
    near = (sides.edits("postcode", at_most=1) <= 1) & sides.both("postcode")
    close = (sides.edits("city", at_most=2) <= 2) & sides.both("city")
    known = sides.both("postcode") | sides.both("city")
    here = sides.same("postcode") | sides.same("city") | (near & close)
    return here, known & ~here & ~near & ~close


def near_place(sides: Sides) -> BoolArray:
    """Postcode one typing error apart, or city two."""
    left, right = sides.lengths("city")
    city = (sides.edits("city", at_most=2) <= 2) & (np.minimum(left, right) >= 6)
    return (sides.edits("postcode", at_most=1) <= 1) | city
