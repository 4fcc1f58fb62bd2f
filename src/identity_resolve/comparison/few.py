"""Outcomes of few pairs: what records hold is judged pair by pair, and once however many hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np

from identity_resolve.arrays import IntArray, LevelArray
from identity_resolve.comparison.base import RARITIES, Comparison
from identity_resolve.comparison.engine import Rarities, compare, slot_choices
from identity_resolve.comparison.pair import Pair
from identity_resolve.comparison.view import View

__all__ = ["compare_few"]


def compare_few(
    comparisons: Sequence[Comparison],
    view: View,
    rarities: Rarities,
    left: IntArray,
    right: IntArray,
) -> dict[str, LevelArray]:
    """`compare` by several comparisons: by name, uint8 of shape (pairs,).

    Args:
        comparisons: what to compare.
        view: the records' columns.
        rarities: per part that levels divide by, the bin of each of its distinct values.
        left: int32 of shape (pairs,), rows.
        right: int32 of shape (pairs,), rows.
    """
    told = list(zip(view.parts_of(left).tolist(), view.parts_of(right).tolist(), strict=True))
    found = {}
    for comparison in comparisons:
        if comparison.by_many:
            found[comparison.name] = compare(comparison, view, rarities, left, right)
            continue
        outcomes = found[comparison.name] = np.zeros(len(left), dtype=np.uint8)
        wanted, across = view.bits_of(comparison.parts), comparison.across
        where = [
            i
            for i, (a, b) in enumerate(told)
            if a & wanted and b & (wanted if across else a & wanted)
        ]
        if where:
            outcomes[where] = _outcomes(comparison, view, rarities, left[where], right[where])
    return found


def _outcomes(
    comparison: Comparison, view: View, rarities: Rarities, left: IntArray, right: IntArray
) -> list[int]:
    """The best of the outcomes that the values of either side make with each other."""
    parts = [p for p in (*comparison.parts, *comparison.beside) if p in view.columns]
    place = {part: i for i, part in enumerate(parts)}
    starts = [0, *accumulate((level.outcomes for level in comparison.levels), initial=1)]
    known: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    best = [0] * len(left)
    for slots in slot_choices(comparison, view):
        lefts, rights = (
            _held(view, [(part, slots.get(part, (0, 0))[side]) for part in parts], rows)
            for side, rows in enumerate((left, right))
        )
        for i, asked in enumerate(zip(lefts, rights, strict=True)):
            if asked not in known:
                pair = Pair(view, place, *asked)
                known[asked] = _outcome(comparison, starts, pair, rarities)
            if known[asked] and not 0 < best[i] < known[asked]:
                best[i] = known[asked]
    return best


def _held(
    view: View, slots: Sequence[tuple[str, int]], rows: IntArray
) -> Iterator[tuple[int, ...]]:
    """The codes that rows have in slots of parts."""
    codes = (view.columns[part].codes[slot][rows].tolist() for part, slot in slots)
    return zip(*codes, strict=True)


def _outcome(comparison: Comparison, starts: Sequence[int], pair: Pair, rarities: Rarities) -> int:
    number = int(comparison.judge(pair))
    level = comparison.levels[number - 1]
    if not number or level.by is None or not pair.has(level.by):
        return starts[number]
    rare = _rarity_of(pair, level.by, rarities)
    if level.also is not None:
        rare = min(rare + _rarity_of(pair, level.also, rarities), RARITIES - 1)
    return starts[number] + rare


def _rarity_of(pair: Pair, part: str, rarities: Rarities) -> int:
    """The rarity bin of what both sides have, the commoner where they differ; one side may have none."""
    return min(int(rarities[part][code]) for code in pair.codes(part) if code >= 0)
