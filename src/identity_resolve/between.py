"""Evidence between groups of records: what each group knows, compared as a whole.

Sparse records of one person share different things with different others of that person, so pairs
of records see too little and groups of records more. Between two groups every field counts once:

- what a person has one of (a name, a birth date, a license) counts the mean over all pairs of values,
  each weighted by the records that support it, so that one slip among many neither joins nor parts;
- what a person has several of (emails, phones) counts its best pair of values.

Two groups of one record each weigh what the two records do. A group that has grown is likelier to have
one more: the prior rises with the root of its size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import IntArray, UInt64Array, run_starts
from identity_resolve.comparison.base import Comparison
from identity_resolve.comparison.engine import compare
from identity_resolve.comparison.sides import View
from identity_resolve.fingerprint import mix
from identity_resolve.scoring.weights import Bits, Counts, add_up, no_counts
from identity_resolve.world import World

__all__ = ["weigh_groups"]

LongArray = npt.NDArray[np.int64]

MOST_VALUES = 12
"""Values of one field that a group is known by: those that most of its records support."""

STEP = 1024.0
"""Bits are summed in whole steps of 1/1024, so that sums do not depend on the order of adding."""


def weigh_groups(world: World, group: IntArray, left: IntArray, right: IntArray) -> Bits:
    """Evidence that pairs of groups are one person.

    Args:
        world: the records and the model.
        group: int32 of shape (records,), the group of each record, a number below `records`.
        left: int32 of shape (pairs,), groups.
        right: int32 of shape (pairs,), groups.
    """
    if not len(left):
        nothing = np.zeros(0, dtype=np.float32)
        return Bits(nothing, nothing, nothing)
    involved = np.zeros(len(group), dtype=np.bool_)
    involved[left] = involved[right] = True
    rows = np.flatnonzero(involved[group]).astype(np.int32)
    number = np.cumsum(involved) - 1
    rows = rows[np.argsort(group[rows], kind="stable")]
    owner, ends = number[group[rows]], (number[left], number[right])
    counts = no_counts(len(left))
    for comparison in world.plan.comparisons:
        if world.weighings[comparison.name].counts:
            held = _held(world.view, comparison, rows, owner, groups=int(involved.sum()))
            _add_compared(counts, world, comparison, held, ends)
    size = np.bincount(group, minlength=len(group))
    larger = np.maximum(size[left], size[right])
    counts.over_u[:] += np.log2(larger).astype(np.float32) / 2
    return add_up(world.model, counts, np.zeros(len(left), dtype=np.float32))


@dataclass(frozen=True, slots=True)
class _Held:
    """The distinct values that groups hold of one field, group by group.

    Attributes:
        row: int32 of shape (values,), a record that holds the value.
        support: float64 of shape (values,), how many records of the group do.
        start: int64 of shape (groups,), where the values of each group begin.
        count: int64 of shape (groups,), how many it has.
    """

    row: IntArray
    support: npt.NDArray[np.float64]
    start: LongArray
    count: LongArray


def _held(
    view: View, comparison: Comparison, rows: IntArray, owner: LongArray, *, groups: int
) -> _Held:
    present, key, gaps = _keys(view, comparison, rows)
    rows, owner, key, gaps = rows[present], owner[present], key[present], gaps[present]
    order = np.lexsort((rows, gaps, key, owner))
    rows, owner, key = rows[order], owner[order], key[order]
    fresh = run_starts(key, owner)
    support = np.diff(np.append(fresh, len(rows)))
    rows, owner = rows[fresh], owner[fresh]
    order = np.lexsort((rows, -support, owner))
    rows, owner, support = rows[order], owner[order], support[order]
    start = np.searchsorted(owner, np.arange(groups + 1))
    kept = np.arange(len(rows)) - start[owner] < MOST_VALUES
    rows, owner, support = rows[kept], owner[kept], support[kept]
    start = np.searchsorted(owner, np.arange(groups + 1))
    return _Held(rows, support.astype(np.float64), start[:-1], np.diff(start))


def _keys(
    view: View, comparison: Comparison, rows: IntArray
) -> tuple[npt.NDArray[np.bool_], UInt64Array, IntArray]:
    """Which records have anything to compare, what they have, and how much beside it is missing.

    What a person has one of is told apart by what stands beside it too (a family name beside a
    given name); of several values, the record that tells most beside it speaks for each.
    """
    present = np.zeros(len(rows), dtype=np.bool_)
    key = np.zeros(len(rows), dtype=np.uint64)
    gaps = np.zeros(len(rows), dtype=np.int32)
    for part in (*comparison.parts, *comparison.beside):
        own = part in comparison.parts
        for codes in view.columns[part].codes if part in view.columns else ():
            held = codes[rows]
            if own:
                present |= held >= 0
            if own or not comparison.several:
                key = mix(key * np.uint64(3) + held.astype(np.uint64))
            else:
                gaps += held < 0
    return present, key, gaps


def _add_compared(
    counts: Counts,
    world: World,
    comparison: Comparison,
    held: _Held,
    ends: tuple[LongArray, LongArray],
) -> None:
    """Add what one field counts between pairs of groups."""
    left, right = ends
    pair, first, second = _crossed(held, left, right)
    if not len(pair):
        return
    outcome = compare(comparison, world.view, world.rarities, held.row[first], held.row[second])
    told = np.flatnonzero(outcome)
    pair, outcome = pair[told], outcome[told]
    table = world.weighings[comparison.name].counts or no_counts(1)
    if comparison.several:
        counts.add(_best(table, outcome, pair, size=len(left)))
        return
    support = held.support[first[told]] * held.support[second[told]]
    counts.add(_mean(table.take(outcome), support, pair, size=len(left)))


def _crossed(
    held: _Held, left: LongArray, right: LongArray
) -> tuple[LongArray, LongArray, LongArray]:
    """Every value of the left group with every value of the right one: pair, and both positions."""
    width = held.count[right]
    size = held.count[left] * width
    pair = np.repeat(np.arange(len(left)), size)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(size) - size, size)
    wide = width[pair]
    return pair, held.start[left][pair] + within // wide, held.start[right][pair] + within % wide


def _mean(
    counts: Counts, support: npt.NDArray[np.float64], pair: LongArray, *, size: int
) -> Counts:
    total = np.maximum(np.bincount(pair, weights=support, minlength=size), 1.0)

    def average(bits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        steps = np.round(bits.astype(np.float64) * STEP) * support
        summed = np.bincount(pair, weights=steps, minlength=size)
        return (summed / total / STEP).astype(np.float32)

    return counts.each(average)


def _best(table: Counts, outcome: npt.NDArray[np.uint8], pair: LongArray, *, size: int) -> Counts:
    rank = np.argsort(np.argsort(-table.over_u, kind="stable"), kind="stable")
    best = np.full(size, len(rank), dtype=np.int64)
    np.minimum.at(best, pair, rank[outcome])
    return table.take(np.append(np.argsort(rank), 0)[best])  # outcome 0 counts nothing
