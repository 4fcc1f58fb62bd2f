"""Evidence between groups of records: what each group knows, compared as a whole.

Sparse records of one person share different things with different others of that person, so pairs
of records see too little and groups of records more. Between two groups every field counts once:

- what a person has one of (a name, a birth date, a license) counts the mean over all pairs of values,
  each weighted by the records that support it, so that one slip among many counts little. It is
  the mean of the roots of the odds: the mean of the odds would say that one of the group's values is the
  true one and the rest are slips of it, the mean of the bits that each is evidence of its own;
- what a person has several of (emails, phones) counts its best pair of values.

Two groups of one record each weigh what the two records do. A group that has grown is likelier to have
one more: the prior rises with the root of its size.

A record is weighed against the rest of its own group in the same way, as if it had never been in it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, IntArray, Number, UInt64Array, run_starts
from identity_resolve.comparison.base import Comparison
from identity_resolve.comparison.sides import View
from identity_resolve.fingerprint import mix
from identity_resolve.scoring.weights import Bits, Counts, add_up, no_bits, no_counts
from identity_resolve.threads import in_threads
from identity_resolve.world import World, outcomes

__all__ = [
    "Held",
    "crossed",
    "distinct_held",
    "keys_of",
    "mean_of",
    "members",
    "roots_of",
    "weigh_groups",
    "weigh_records",
]

LongArray = npt.NDArray[np.int64]

MOST_VALUES = 12
"""Values of one field that a group is known by: those that most of its records support."""

ROOT_STEP = 65536.0
"""Roots of odds are summed in whole steps of 1/65536, so that sums do not depend on the order of adding."""

MOST_BITS = 30.0
"""Bits of one value that a mean tells apart."""

MANY_ROWS = 10_000
"""Records from which on fields are compared by several threads."""

STEP = 1024.0
"""Means are rounded to whole steps of 1/1024, as sums of bits are."""


def weigh_groups(world: World, group: IntArray, left: IntArray, right: IntArray) -> Bits:
    """Evidence that pairs of groups are one person.

    Args:
        world: the records and the model.
        group: int32 of shape (records,), the group of each record, a number below `records`.
        left: int32 of shape (pairs,), groups.
        right: int32 of shape (pairs,), groups.
    """
    if not len(left):
        return no_bits()
    rows, owner, number = members(group, np.concatenate([left, right]))
    ends = number[left], number[right]

    def work(comparison: Comparison) -> Counts | None:
        held = _held(world.view, comparison, rows, owner)
        return _compare_held(world, comparison, (held, held), ends)

    counts = no_counts(len(left))
    threads = world.plan.threads if len(rows) >= MANY_ROWS else 1
    for counted in in_threads(work, _compared(world), threads):
        if counted is not None:
            counts.add(counted)
    size = np.bincount(group, minlength=len(group))
    larger = np.maximum(size[left], size[right])
    counts.over_u[:] += np.log2(larger).astype(np.float32) / 2
    return add_up(world.model, counts, np.zeros(len(left), dtype=np.float32))


def weigh_records(world: World, group: IntArray, record: IntArray, other: IntArray) -> Bits:
    """Evidence that records are of the person a group is of, as if they were not in it themselves.

    Args:
        world: the records and the model.
        group: int32 of shape (records,), the group of each record, a number below `records`.
        record: int32 of shape (pairs,), rows.
        other: int32 of shape (pairs,), groups; a record's own must have more records than this one.
    """
    if not len(record):
        return no_bits()
    rows, owner, number = members(group, other)
    alone, place = np.unique(record, return_inverse=True)
    ends = place, number[other]
    own = group[record] == other
    counts = no_counts(len(record))
    for comparison in _compared(world):
        held = _held(world.view, comparison, rows, owner)
        single = _held_alone(world.view, comparison, alone)
        counted = _compare_held(world, comparison, (single, held), ends, own)
        if counted is not None:
            counts.add(counted)
    size = np.maximum(np.bincount(group, minlength=len(group))[other] - own, 1)
    counts.over_u[:] += np.log2(size).astype(np.float32) / 2
    return add_up(world.model, counts, np.zeros(len(record), dtype=np.float32))


def members(group: IntArray, involved: IntArray) -> tuple[IntArray, LongArray, LongArray]:
    """Records of some groups, group by group; the place of each one's group; the place of all groups."""
    wanted = np.zeros(len(group), dtype=np.bool_)
    wanted[involved] = True
    number = np.cumsum(wanted) - 1
    rows = np.flatnonzero(wanted[group]).astype(np.int32)
    rows = rows[np.argsort(group[rows], kind="stable")]
    return rows, number[group[rows]], number


def _compared(world: World) -> list[Comparison]:
    return [c for c in world.plan.comparisons if world.weighings[c.name].counts]


@dataclass(frozen=True, slots=True)
class Held:
    """The distinct values that groups hold of one field, group by group.

    Attributes:
        row: int32 of shape (values,), a record that holds the value.
        other: int32 of shape (values,), another record of the group that does, or the same.
        key: uint64 of shape (values,), what tells the value apart.
        support: float64 of shape (values,), how many records of the group do.
        start: int64 of shape (groups,), where the values of each group begin.
        count: int64 of shape (groups,), how many it has.
    """

    row: IntArray
    other: IntArray
    key: UInt64Array
    support: npt.NDArray[np.float64]
    start: LongArray
    count: LongArray


def _held(view: View, comparison: Comparison, rows: IntArray, owner: LongArray) -> Held:
    groups = int(owner[-1]) + 1 if len(owner) else 0
    present, key, gaps = keys_of(view, comparison, rows)
    return distinct_held(rows[present], owner[present], key[present], gaps[present], groups)


def distinct_held(
    rows: IntArray, owner: LongArray, key: UInt64Array, gaps: IntArray, groups: int
) -> Held:
    """The distinct values among those that records hold, each of an owner; owners ascend."""
    order = _sorted_within(owner, key, gaps)
    rows, key = rows[order], key[order]
    fresh = run_starts(key, owner)
    support, owner = np.diff(np.append(fresh, len(rows))), owner[fresh]
    second = rows[np.where(support > 1, fresh + 1, fresh)]
    order = _sorted_within(owner, -support, rows[fresh])
    fresh, support, second = fresh[order], support[order], second[order]
    count = np.bincount(owner, minlength=groups)
    kept = np.arange(len(owner)) - (np.cumsum(count) - count)[owner] < MOST_VALUES
    fresh, support, second = fresh[kept], support[kept].astype(np.float64), second[kept]
    count = np.minimum(count, MOST_VALUES)
    return Held(rows[fresh], second, key[fresh], support, np.cumsum(count) - count, count)


def _sorted_within(
    owner: LongArray, first: npt.NDArray[Number], second: IntArray
) -> npt.NDArray[np.intp]:
    """The order by owner (ascending already) and two keys; most owners are in order as they are."""
    ahead = (first[1:] == first[:-1]) & (second[1:] >= second[:-1])
    ahead |= (first[1:] > first[:-1]) | (owner[1:] != owner[:-1])
    mixed = np.zeros(int(owner[-1]) + 1 if len(owner) else 0, dtype=np.bool_)
    mixed[owner[1:][~ahead]] = True
    some = np.flatnonzero(mixed[owner])
    order = np.arange(len(owner))
    order[some] = some[np.lexsort((second[some], first[some], owner[some]))]
    return order


def _held_alone(view: View, comparison: Comparison, rows: IntArray) -> Held:
    """What records hold, each a group of its own."""
    present, key, _ = keys_of(view, comparison, rows)
    one = np.ones(len(rows))
    return Held(rows, rows, key, one, np.arange(len(rows)), present.astype(np.int64))


def keys_of(
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


def _compare_held(
    world: World,
    comparison: Comparison,
    sides: tuple[Held, Held],
    ends: tuple[LongArray, LongArray],
    own: BoolArray | None = None,
) -> Counts | None:
    """What one field counts between pairs of groups; None where none has it on both sides.

    Args:
        world: the records and the model.
        comparison: of the field.
        sides: what groups hold on the left, and on the right.
        ends: places of the groups left and right.
        own: bool of shape (pairs,), whether the left is a record of the right, to be left out there.
    """
    held, others = sides
    pair, first, second = crossed(held, others, ends)
    if not len(pair):
        return None
    left, right, support = held.row[first], others.row[second], others.support[second]
    if own is not None:
        support = support - (own[pair] & (held.key[first] == others.key[second]))
        right = np.where(right == left, others.other[second], right)
    outcome = outcomes(world, comparison, left, right)
    told = np.flatnonzero((outcome > 0) & (support > 0))
    pair, outcome = pair[told], outcome[told]
    table = world.weighings[comparison.name].counts or no_counts(1)
    if comparison.several:
        return _best(table, outcome, pair, size=len(ends[0]))
    support = held.support[first[told]] * support[told]
    return _mean(table, outcome, support, pair, size=len(ends[0]))


def crossed(
    held: Held, others: Held, ends: tuple[LongArray, LongArray]
) -> tuple[LongArray, LongArray, LongArray]:
    """Every value of the left group with every value of the right one: pair, and both positions."""
    left, right = ends
    width = others.count[right]
    size = held.count[left] * width
    pair = np.repeat(np.arange(len(left)), size)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(size) - size, size)
    wide = width[pair]
    return pair, held.start[left][pair] + within // wide, others.start[right][pair] + within % wide


def _mean(
    table: Counts,
    outcome: npt.NDArray[np.uint8],
    support: npt.NDArray[np.float64],
    pair: LongArray,
    *,
    size: int,
) -> Counts:
    """The odds whose root is the mean of the roots; 0 bits where there is nothing to compare."""
    total = np.bincount(pair, weights=support, minlength=size)
    told = total > 0

    def average(bits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        summed = np.bincount(pair, weights=roots_of(bits)[outcome] * support, minlength=size)
        return mean_of(np.where(told, summed, ROOT_STEP), np.where(told, total, 1.0))

    return table.each(average)


def roots_of(bits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Roots of odds in whole steps."""
    odds = np.exp2(np.clip(bits.astype(np.float64), -MOST_BITS, MOST_BITS) / 2)
    return np.round(odds * ROOT_STEP)


def mean_of(
    summed: npt.NDArray[np.float64], support: npt.NDArray[np.float64]
) -> npt.NDArray[np.float32]:
    """Bits of the odds whose root is the mean of so many roots, from their sum."""
    mean = 2 * np.log2(summed / ROOT_STEP / support)
    return (np.round(mean * STEP) / STEP).astype(np.float32)


def _best(table: Counts, outcome: npt.NDArray[np.uint8], pair: LongArray, *, size: int) -> Counts:
    rank = np.argsort(np.argsort(-table.over_u, kind="stable"), kind="stable")
    best = np.full(size, len(rank), dtype=np.int64)
    np.minimum.at(best, pair, rank[outcome])
    return table.take(np.append(np.argsort(rank), 0)[best])  # outcome 0 counts nothing
