"""Addresses as one comparison: their parts agree or differ together."""

from __future__ import annotations

from typing import Any

from identity_resolve.comparison.sides import Answer, Asked, no
from identity_resolve.keeping import Keep, area_code
from identity_resolve.kinds.street_words import bare_street

__all__ = ["judge_address", "judge_home", "judge_premise"]

BARE = Keep(bare_street)
"""Streets by name and type alone."""


def judge_address(sides: Asked) -> Any:
    """Level of two addresses, in the order of the address comparison."""
    present = sides.both("street") | sides.both("city") | sides.both("postcode")
    return sides.in_order(
        present,
        (
            same_address,
            alike_address,
            lambda asked: same_or_similar_street(asked) & place_agrees(asked),
            lambda asked: asked.same("street") & same_number(asked),
            lambda asked: asked.same("postcode"),
            lambda asked: asked.same("city"),
            lambda asked: asked.same("street"),
            near_place,
        ),
    )


def judge_home(sides: Asked) -> Any:
    """Level of two homes, nothing to compare where something else tells that they are one."""
    told = sides.same("city") | sides.same("postcode") | sides.same_derived("phone", area_code)
    told = told | sides.same("license") | sides.same("plate")
    return sides.in_order(sides.both("home") & no(told), (lambda asked: asked.same("home"),))


def judge_premise(sides: Asked) -> Any:
    """Level of two places that have numbers, nothing to compare where their addresses are told."""
    told = sides.both("premise") | sides.both("meter")
    return sides.in_order(
        told & no(sides.both("street")),
        (lambda asked: asked.same("premise") | asked.same("meter"),),
    )


def same_address(sides: Asked) -> Answer:
    """Street, number and unit, and nowhere else."""
    street = sides.same("street") & same_number(sides)
    return street & no(sides.differ("unit")) & no(place_differs(sides))


def alike_address(sides: Asked) -> Answer:
    """The same, a street spelled differently or a number missing."""
    street, alike = sides.same("street"), similar_street(sides)
    here = place_agrees(sides) & no(sides.differ("number"))
    number = (street | alike) & same_number(sides)
    return ((number | (street & here)) & no(place_differs(sides))) | (alike & here)


def same_or_similar_street(sides: Asked) -> Answer:
    """The same street, or one spelled nearly so."""
    return sides.same("street") | similar_street(sides)


def similar_street(sides: Asked) -> Answer:
    """Street names two typing errors apart, or one where they are short; or the same in fewer words."""
    edits, shortest = sides.edits("street", at_most=2), sides.shortest("street")
    spelled = (edits <= 1) & (shortest >= 5) | (edits <= 2) & (shortest >= 9)
    return spelled | sides.same_derived("street", BARE)


def same_number(sides: Asked) -> Answer:
    """The same house number, or the same street line without one on both sides."""
    return sides.same("number") | sides.neither("number")


def near(sides: Asked) -> Answer:
    """Postcodes one typing error apart at most."""
    return sides.edits("postcode", at_most=1) <= 1


def close(sides: Asked) -> Answer:
    """Cities two typing errors apart at most."""
    return sides.edits("city", at_most=2) <= 2


def place_agrees(sides: Asked) -> Answer:
    """Whether postcode or city agree."""
    return sides.same("postcode") | sides.same("city") | (near(sides) & close(sides))


def place_differs(sides: Asked) -> Answer:
    """Whether everything known of the place differs."""
    known = sides.both("postcode") | sides.both("city")
    return known & no(near(sides) | close(sides))


def near_place(sides: Asked) -> Answer:
    """Postcode one typing error apart, or city two."""
    return near(sides) | (close(sides) & (sides.shortest("city") >= 6))
