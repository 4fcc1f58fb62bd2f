"""How columns of no known kind are compared.

Texts as a whole, then by their words and how rare these are; measures as numbers; websites as names.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from identity_resolve.arrays import IntArray, LevelArray
from identity_resolve.comparison.base import Comparison, Level
from identity_resolve.comparison.levels import not_in_digits, one_edit, same, same_kept
from identity_resolve.comparison.sides import Answer, Asked, Sides, Test
from identity_resolve.comparison.similarity import distinct_pairs
from identity_resolve.comparison.wording import WeighedWords, words_in_common
from identity_resolve.keeping import site_name

__all__ = ["WEBSITE", "measure_comparison", "text_comparison"]

RARE, VERY_RARE = 9.0, 18.0
"""Bits of words in common from which they are rare together: one text in 500, in 250,000."""

DISTINCT = 6.0
"""Bits of words in common that are enough where they are all that one text says."""

MOST, SOME = 0.5, 0.25
"""Shares of the bits of all words of two texts that are in common."""


def text_comparison(part: str) -> Comparison:
    """The comparison of a text nothing more is known about."""
    title = part.partition(":")[2].replace("_", " ") or "text"
    return Comparison(
        part,
        (part,),
        (
            Level(f"same {title}", m=0.70, u=0.01, by=part),
            Level(f"{title} one typing error apart", m=0.04, u=0.002),
            Level(f"{title} shares most words, very rare ones", m=0.05, u=0.0001),
            Level(f"{title} shares most words, rare ones", m=0.04, u=0.001),
            Level(f"{title} shares rare words", m=0.03, u=0.002),
            Level(f"one {title} is within the other", m=0.03, u=0.002),
            Level(f"{title} shares most words, common ones", m=0.01, u=0.01),
            Level(f"different {title}", m=0.13, u=0.97),
        ),
        partial(_judge, part),
        by_many=True,
        worded=True,
        weak=True,
    )


def _judge(part: str, sides: Sides) -> LevelArray:
    one_slip = not_in_digits(part, one_edit(part, shortest=5))
    levels = sides.in_order(sides.both(part), (same(part), one_slip))
    rest = np.flatnonzero(levels == 3)
    if rest.size:
        left, right = sides.take(rest).codes(part)
        first, second, where = distinct_pairs(left, right)
        levels[rest] += _by_words(sides.view.weighed(part), first, second)[where]
    return levels


def _by_words(weighed: WeighedWords, left: IntArray, right: IntArray) -> LevelArray:
    """Which of the levels that look at words holds: uint8 of shape (pairs,), 0 the strongest, 4 none."""
    bits = words_in_common(weighed, left, right)
    first, second = weighed.total[left], weighed.total[right]
    share = bits / np.maximum(first + second - bits, 1e-9)
    most, rare = share >= MOST, bits >= RARE
    within = (bits >= np.minimum(first, second)) & (bits >= DISTINCT)
    return np.select(
        [most & (bits >= VERY_RARE), most & rare, (share >= SOME) & rare, within, most],
        [0, 1, 2, 3, 4],
        5,
    ).astype(np.uint8)


WEBSITE = Comparison(
    "website",
    ("website",),
    (
        Level("same website", m=0.60, u=1e-6, agrees=True),
        Level("same website under another ending", m=0.03, u=1e-6, near=True),
        Level("website one typing error apart", m=0.03, u=5e-6, near=True),
        Level("different website", m=0.34, u=1.0),
    ),
    lambda sides: sides.in_order(
        sides.both("website"),
        (
            same("website"),
            same_kept("website", site_name),
            not_in_digits("website", one_edit("website", shortest=8)),
        ),
    ),
    scarce=True,
    several=True,
    weak=True,
)


def measure_comparison(part: str) -> Comparison:
    """The comparison of numbers that say how much."""
    title = part.partition(":")[2].replace("_", " ") or "measure"
    return Comparison(
        part,
        (part,),
        (
            Level(f"same {title}", m=0.50, u=0.02),
            Level(f"{title} within 1 %", m=0.10, u=0.03),
            Level(f"{title} within 10 %", m=0.15, u=0.10),
            Level(f"different {title}", m=0.25, u=0.85),
        ),
        lambda sides: sides.in_order(
            sides.both(part), (same(part), _within(part, 0.01), _within(part, 0.10))
        ),
        weak=True,
    )


def _within(part: str, share: float) -> Test:
    """Two numbers of one sign, the larger at most so much larger than the other."""
    steps = round(math.log1p(share) * SCALE)

    def test(sides: Asked) -> Answer:
        left, right = sides.numbers(part, log_scaled)
        return abs(left - right) <= steps

    return test


SCALE = 10_000
"""Steps of `log_scaled` in which a number grows by the factor e."""


def log_scaled(number: str) -> int:
    """A number on a scale of logarithms, far from those of the other sign and from 0.

    >>> log_scaled("110") - log_scaled("100") == log_scaled("11") - log_scaled("10"), log_scaled("0")
    (True, 0)
    """
    size = abs(float(number))
    if not size:
        return 0
    place = 200 * SCALE + round(math.log(size) * SCALE)
    return -place if number.startswith("-") else place
