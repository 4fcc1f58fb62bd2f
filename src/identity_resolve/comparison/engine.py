"""From pairs of rows to outcomes: what the comparisons say, one small integer per pair and field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import FloatArray, IntArray, LevelArray, UInt64Array
from identity_resolve.comparison.base import RARITIES, Comparison, first_outcomes
from identity_resolve.comparison.sides import NOTHING_KNOWN, Known, Sides
from identity_resolve.comparison.view import View

__all__ = [
    "LookedUp",
    "Rarities",
    "compare",
    "compare_held",
    "look_up",
    "outcome_counts",
    "rarity",
    "slot_choices",
]

Rarities: TypeAlias = Mapping[str, LevelArray]


def rarity(chances: FloatArray) -> LevelArray:
    """Bin of a value by the chance that a stranger has it: 0 commonest, RARITIES - 1 rarest.

    Args:
        chances: float64 of shape (values,), shares of people with the value.

    Returns:
        uint8 of shape (values,).
    """
    bits = -np.log2(np.clip(chances, 1e-30, 1.0))
    return np.clip(bits - 3, 0, RARITIES - 1).astype(np.uint8)


def outcome_counts(comparison: Comparison) -> int:
    """How many outcomes a comparison has, besides 0 (nothing to compare)."""
    return first_outcomes(comparison.levels)[-1] - 1


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What several comparisons look at of the same pairs.

    Attributes:
        parts: uint64 of shape (pairs,), which parts either side has, as `View.parts_of` says.
        codes: codes on both sides of parts that more than one comparison looks at.
    """

    parts: tuple[UInt64Array, UInt64Array]
    codes: Mapping[str, tuple[IntArray, IntArray]]


def look_up(
    comparisons: Sequence[Comparison], view: View, left: IntArray, right: IntArray
) -> LookedUp:
    """What several comparisons look at of pairs of rows."""
    looked_at = Counter(part for c in comparisons for part in (*c.parts, *c.beside))
    shared = {
        part: view.columns[part].codes[0]
        for part, count in looked_at.items()
        if count > 1 and part in view.columns and len(view.columns[part].codes) == 1
    }
    codes = {part: (column.take(left), column.take(right)) for part, column in shared.items()}
    return LookedUp((view.parts_of(left), view.parts_of(right)), codes)


def compare(
    comparison: Comparison,
    view: View,
    rarities: Rarities,
    left: IntArray,
    right: IntArray,
    looked_up: LookedUp | None = None,
) -> LevelArray:
    """Outcomes of one comparison: uint8 of shape (pairs,), 0 where there is nothing to compare.

    Only pairs that have some part of it on both sides are looked at.

    Args:
        comparison: what to compare.
        view: the records' columns.
        rarities: per part that levels divide by, the bin of each of its distinct values.
        left: int32 of shape (pairs,), rows.
        right: int32 of shape (pairs,), rows.
        looked_up: what was looked up of the pairs already.
    """
    told = looked_up or look_up((comparison,), view, left, right)
    where = view.meeting(comparison.parts, *told.parts, across=comparison.across)
    if len(where) == len(left):
        return _best_outcomes(comparison, view, rarities, left, right, (told.codes, None))
    known = told.codes, where
    found = np.zeros(len(left), dtype=np.uint8)
    rows = left.take(where), right.take(where)
    found[where] = _best_outcomes(comparison, view, rarities, *rows, known)
    return found


def compare_held(
    comparison: Comparison,
    view: View,
    rarities: Rarities,
    left: IntArray,
    right: IntArray,
) -> LevelArray:
    """`compare` of rows that all have some part of it, maybe another on either side."""
    if len(comparison.parts) > 1:
        return compare(comparison, view, rarities, left, right)
    return _best_outcomes(comparison, view, rarities, left, right, NOTHING_KNOWN)


def _best_outcomes(
    comparison: Comparison,
    view: View,
    rarities: Rarities,
    left: IntArray,
    right: IntArray,
    known: Known,
) -> LevelArray:
    """The best of the outcomes that the values of either side make with each other."""
    if not len(left):
        return np.zeros(0, dtype=np.uint8)
    choices = slot_choices(comparison, view)
    if len(choices) == 1:
        return _outcomes(comparison, Sides(view, left, right, choices[0], known=known), rarities)
    best = np.full(len(left), 255, dtype=np.uint8)
    for slots in choices:
        sides = Sides(view, left, right, slots, known=known)
        found = _outcomes(comparison, sides, rarities)
        np.minimum(best, np.where(found == 0, 255, found), out=best)
    best[best == 255] = 0
    return best


def slot_choices(comparison: Comparison, view: View) -> Sequence[Mapping[str, tuple[int, int]]]:
    """Which slots of parts are compared, of those that have several; all with all."""
    many = [p for p in comparison.parts if p in view.columns and len(view.columns[p].codes) > 1]
    if not many:
        return [{}]
    count = max(len(view.columns[part].codes) for part in many)
    return [
        {part: (a, b) for part in many if max(a, b) < len(view.columns[part].codes)}
        for a, b in product(range(count), repeat=2)
    ]


def _outcomes(comparison: Comparison, sides: Sides, rarities: Rarities) -> LevelArray:
    levels = comparison.judge(sides)
    outcomes = np.array(first_outcomes(comparison.levels)[:-1], dtype=np.uint8).take(levels)
    for number, level in enumerate(comparison.levels, start=1):
        if level.by is not None and sides.has(level.by):
            where = np.flatnonzero(levels == number)
            if not where.size:
                continue
            rare = _rarity_of(sides, level.by, rarities, where)
            if level.also is not None:
                rare = np.minimum(
                    rare + _rarity_of(sides, level.also, rarities, where), RARITIES - 1
                )
            outcomes[where] += rare
    return outcomes


def _rarity_of(
    sides: Sides, part: str, rarities: Rarities, where: npt.NDArray[np.intp]
) -> LevelArray:
    """The rarity bin of what both sides have, the commoner where they differ; one side may have none."""
    bins = np.append(rarities[part], np.uint8(255))  # code -1 reads the last
    left, right = (bins.take(codes.take(where)) for codes in sides.codes(part))
    return np.minimum(left, right)
