"""How texts of no known kind are compared: as a whole, then by their words and how rare these are."""

from __future__ import annotations

from functools import partial

import numpy as np

from identity_resolve.arrays import IntArray, LevelArray
from identity_resolve.comparison.base import Comparison, Level
from identity_resolve.comparison.levels import not_in_digits, one_edit, same
from identity_resolve.comparison.sides import Sides, in_order
from identity_resolve.comparison.similarity import distinct_pairs
from identity_resolve.comparison.wording import WeighedWords, words_in_common

__all__ = ["text_comparison"]

RARE, VERY_RARE = 9.0, 18.0
"""Bits of words in common from which they are rare together: one text in 500, in 250,000."""

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
            Level(f"{title} shares most words, common ones", m=0.01, u=0.01),
            Level(f"different {title}", m=0.13, u=0.97),
        ),
        partial(_judge, part),
        worded=True,
    )


def _judge(part: str, sides: Sides) -> LevelArray:
    one_slip = not_in_digits(part, one_edit(part, shortest=5))
    levels = in_order(sides, sides.both(part), (same(part), one_slip))
    rest = np.flatnonzero(levels == 3)
    if rest.size:
        left, right = sides.take(rest).codes(part)
        first, second, where = distinct_pairs(left, right)
        levels[rest] += _by_words(sides.view.weighed(part), first, second)[where]
    return levels


def _by_words(weighed: WeighedWords, left: IntArray, right: IntArray) -> LevelArray:
    """Which of the levels that look at words holds: uint8 of shape (pairs,), 0 the strongest, 4 none."""
    bits = words_in_common(weighed, left, right)
    share = bits / np.maximum(weighed.total[left] + weighed.total[right] - bits, 1e-9)
    most, rare = share >= MOST, bits >= RARE
    return np.select(
        [most & (bits >= VERY_RARE), most & rare, (share >= SOME) & rare, most],
        [0, 1, 2, 3],
        4,
    ).astype(np.uint8)
