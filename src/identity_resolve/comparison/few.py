"""Outcomes of few pairs: what records hold is judged pair by pair, and once however many hold it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from identity_resolve.arrays import IntArray, LevelArray
from identity_resolve.comparison.base import RARITIES, Comparison, first_outcomes
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
    some = _Some(view, sorted({*left.tolist(), *right.tolist()}))
    at = {row: i for i, row in enumerate(some.rows)}
    pairs = [(at[a], at[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    told = view.parts_of(np.array(some.rows, dtype=np.int32)).tolist()
    found = {}
    for comparison in comparisons:
        if comparison.by_many:
            found[comparison.name] = compare(comparison, view, rarities, left, right)
            continue
        wanted, across = view.bits_of(comparison.parts), comparison.across
        held = [known & wanted for known in told]
        where = [
            (a, b) if (held[a] and held[b] if across else held[a] & held[b]) else None
            for a, b in pairs
        ]
        outcomes = _outcomes(comparison, some, rarities, where) if any(where) else [0] * len(pairs)
        found[comparison.name] = np.array(outcomes, dtype=np.uint8)
    return found


class _Some:
    """Some records, and the codes they have."""

    def __init__(self, view: View, rows: Sequence[int]) -> None:
        self.view, self.rows = view, rows
        self._codes: dict[tuple[str, int], list[int]] = {}

    def held(self, slots: Sequence[tuple[str, int]]) -> list[tuple[int, ...]]:
        """The codes that each has in slots of parts."""
        for part, slot in slots:
            if (part, slot) not in self._codes:
                codes = self.view.columns[part].codes[slot]
                self._codes[part, slot] = codes[self.rows].tolist()
        return list(zip(*(self._codes[slot] for slot in slots), strict=True))


def _outcomes(
    comparison: Comparison,
    some: _Some,
    rarities: Rarities,
    pairs: Sequence[tuple[int, int] | None],
) -> list[int]:
    """The best of the outcomes that the values of either side make with each other."""
    view = some.view
    parts = [p for p in (*comparison.parts, *comparison.beside) if p in view.columns]
    place = {part: i for i, part in enumerate(parts)}
    known: dict[tuple[tuple[int, ...], tuple[int, ...]], int] = {}
    best = [0] * len(pairs)
    for slots in slot_choices(comparison, view):
        lefts, rights = (
            some.held([(part, slots.get(part, (0, 0))[side]) for part in parts]) for side in (0, 1)
        )
        for i, pair in enumerate(pairs):
            if pair is None:
                continue
            asked = lefts[pair[0]], rights[pair[1]]
            outcome = known.get(asked)
            if outcome is None:
                outcome = known[asked] = _outcome(comparison, Pair(view, place, *asked), rarities)
            if outcome and not 0 < best[i] < outcome:
                best[i] = outcome
    return best


def _outcome(comparison: Comparison, pair: Pair, rarities: Rarities) -> int:
    number = int(comparison.judge(pair))
    if not number:
        return 0
    first, level = first_outcomes(comparison.levels)[number], comparison.levels[number - 1]
    if level.by is None or not pair.has(level.by):
        return first
    rare = _rarity_of(pair, level.by, rarities)
    if level.also is not None:
        rare = min(rare + _rarity_of(pair, level.also, rarities), RARITIES - 1)
    return first + rare


def _rarity_of(pair: Pair, part: str, rarities: Rarities) -> int:
    """The rarity bin of what both sides have, the commoner where they differ; one side may have none."""
    return min(int(rarities[part][code]) for code in pair.codes(part) if code >= 0)
