"""Evidence between groups of records: what each group knows, compared as a whole.

Sparse records of one person share different things with different others of that person, so pairs
of records see too little and groups of records more. Between two groups every field counts once:

- what a person has one of (a name, a birth date, a license) counts the mean over all pairs of values,
  each weighted by the records that support it, so that one slip among many counts little. It is
  the mean of the roots of the odds: the mean of the odds would say that one of the group's values is the
  true one and the rest are slips of it, the mean of the bits that each is evidence of its own;
- what a person has several of (emails, phones) counts its best pair of values. That none agrees counts
  the more, the more records of both groups could have.

Two groups of one record each weigh what the two records do. A group that has grown is likelier to have
one more: the prior rises with the root of its size.

A record is weighed against the rest of its own group in the same way, as if it had never been in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import (
    SEEN,
    BoolArray,
    FloatArray,
    IntArray,
    LevelArray,
    UInt64Array,
    order_by,
    run_starts,
)
from identity_resolve.comparison.base import Comparison
from identity_resolve.holding import Held, crossed, hold, hold_alone
from identity_resolve.scoring.weights import (
    WIDTH,
    Bits,
    Counts,
    add_up,
    household_bits,
    no_bits,
)
from identity_resolve.threads import in_threads
from identity_resolve.world import World, outcomes

__all__ = [
    "mean_of",
    "roots_of",
    "support_of",
    "weigh_groups",
    "weigh_households",
    "weigh_records",
    "with_chances",
]

LongArray = npt.NDArray[np.int64]
BitArray = npt.NDArray[np.float32]

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
    size = np.bincount(group, minlength=len(group)).take([left, right]).max(axis=0)
    return _with_sizes(world, _count_groups(world, group, left, right, _asked(world)), size)


def weigh_households(world: World, group: IntArray, left: IntArray, right: IntArray) -> BitArray:
    """Evidence that pairs of groups, each a person's, are of one household: float32 of shape (pairs,), bits.

    Only what households share is compared, and not when people were seen.

    Args:
        world: the records and the model.
        group: int32 of shape (records,), the group of each record, a number below `records`.
        left: int32 of shape (pairs,), groups.
        right: int32 of shape (pairs,), groups.
    """
    compared = [c for c in _asked(world) if c.shared and c.name != SEEN]
    return household_bits(world.model, _count_groups(world, group, left, right, compared))


def _count_groups(
    world: World,
    group: IntArray,
    left: IntArray,
    right: IntArray,
    compared: Sequence[Comparison],
) -> Counts:
    """What some fields count together between pairs of groups."""
    groups, place = _members(world, group, np.concatenate([left, right]))
    first, second = place.take(left), place.take(right)
    told = groups.parts.take(first), groups.parts.take(second)

    def work(comparison: Comparison) -> _Counted:
        pairs = world.view.meeting(comparison.parts, *told, across=comparison.across)
        if not len(pairs):
            return _NOTHING
        ends = first.take(pairs), second.take(pairs)
        held = _hold(world, comparison, groups, np.concatenate(ends))
        return _compare(world, comparison, (held, held), ends).of(pairs)

    return _add_up(world, work, groups, compared, size=len(left))


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
    groups, place = _members(world, group, other)
    second = place.take(other)
    told = world.view.parts_of(record), groups.parts.take(second)
    own = group.take(record) == other

    def work(comparison: Comparison) -> _Counted:
        pairs = world.view.meeting(comparison.parts, *told, across=comparison.across)
        if not len(pairs):
            return _NOTHING
        ends = np.arange(len(pairs)), second.take(pairs)
        held = _hold(world, comparison, groups, ends[1])
        alone = hold_alone(world.view, comparison, record.take(pairs))
        return _compare(world, comparison, (alone, held), ends, own.take(pairs)).of(pairs)

    counts = _add_up(world, work, groups, _asked(world), size=len(record))
    return _with_sizes(world, counts, np.maximum(groups.size.take(second) - own, 1))


def _asked(world: World) -> list[Comparison]:
    """The comparisons that count anything."""
    return [c for c in world.plan.comparisons if world.weighings[c.name].counts]


def _with_sizes(world: World, counts: Counts, size: LongArray) -> Bits:
    """Evidence of pairs of groups, the larger one of so many records."""
    counts.over_u[:] += np.log2(size).astype(np.float32) / 2
    return add_up(world.model, counts, np.zeros(len(size), dtype=np.float32))


@dataclass(frozen=True, slots=True)
class _Groups:
    """Records of some groups, group by group.

    Attributes:
        rows: int32 of shape (rows,), the records, ascending within a group.
        owner: int64 of shape (rows,), the group of each, ascending.
        told: uint64 of shape (rows,), which parts each has, see `View.parts_of`.
        parts: uint64 of shape (groups,), which parts the records of each group have.
        size: int64 of shape (groups,), how many records each has.
    """

    rows: IntArray
    owner: LongArray
    told: UInt64Array
    parts: UInt64Array
    size: LongArray


def _members(world: World, group: IntArray, involved: IntArray) -> tuple[_Groups, LongArray]:
    """Some groups, and the place of each among them: int64 of shape (records,)."""
    wanted = np.zeros(len(group), dtype=np.bool_)
    wanted[involved] = True
    place = np.cumsum(wanted) - 1
    rows = np.flatnonzero(wanted.take(group)).astype(np.int32)
    owner = place.take(group.take(rows))
    order = order_by(owner)
    rows, owner = rows.take(order), owner.take(order)
    told, start = world.view.parts_of(rows), run_starts(owner)
    parts = np.bitwise_or.reduceat(told, start)
    return _Groups(rows, owner, told, parts, np.diff(np.append(start, len(owner)))), place


def _hold(world: World, comparison: Comparison, groups: _Groups, involved: LongArray) -> Held:
    """What some of the groups hold of a field."""
    wanted = np.zeros(len(groups.size), dtype=np.bool_)
    wanted[involved] = True
    some = world.view.having(comparison.parts, groups.told, groups.rows)
    owner = groups.owner.take(some)
    kept = np.flatnonzero(wanted.take(owner))
    rows, owner = groups.rows.take(some.take(kept)), owner.take(kept)
    return hold(world.view, comparison, rows, owner, groups=len(groups.size))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What one field counts.

    Attributes:
        pair: int64 of shape (pairs,), the pairs of which it was compared.
        bits: float32 of shape (pairs, counts), `Counts` side by side.
        tells: bool of shape (pairs,), whether it tells anything, see `Comparison.instead`.
    """

    pair: LongArray
    bits: BitArray
    tells: BoolArray

    def of(self, pairs: LongArray) -> _Counted:
        """The same, where pairs were some of others."""
        return _Counted(pairs.take(self.pair), self.bits, self.tells)


_NOTHING = _Counted(
    np.zeros(0, np.int64), np.zeros((0, WIDTH - 1), np.float32), np.zeros(0, np.bool_)
)


def _add_up(
    world: World,
    work: Callable[[Comparison], _Counted],
    groups: _Groups,
    compared: Sequence[Comparison],
    *,
    size: int,
) -> Counts:
    """What fields count together between so many pairs of groups."""
    threads = world.plan.threads if len(groups.rows) >= MANY_ROWS else 1
    total = np.zeros((WIDTH - 1, size), dtype=np.float32)
    fields = zip(compared, in_threads(work, compared, threads), strict=True)
    found = {comparison.name: counted for comparison, counted in fields}
    for comparison in compared:
        pair, bits = found[comparison.name].pair, found[comparison.name].bits
        more = [found[name] for name in comparison.instead if name in found]
        if more:
            told = np.concatenate([other.pair[other.tells] for other in more])
            others = np.flatnonzero(~np.isin(pair, told))
            pair, bits = pair.take(others), bits.take(others, axis=0)
        for sums, counts in zip(total, bits.T, strict=True):
            sums[pair] += counts
    return Counts(*total)


def _compare(
    world: World,
    comparison: Comparison,
    sides: tuple[Held, Held],
    ends: tuple[LongArray, LongArray],
    own: BoolArray | None = None,
) -> _Counted:
    """What one field counts between pairs of groups.

    Args:
        world: the records and the model.
        comparison: of the field.
        sides: what groups hold on the left, and on the right.
        ends: places of the groups left and right.
        own: bool of shape (pairs,), whether the left is a record of the right, to be left out there.
    """
    held, others = sides
    pair, first, second = crossed(held, others, *ends)
    if own is not None:
        itself = own.take(pair) & (held.key.take(first) == others.key.take(second))
        rest = np.flatnonzero(others.support.take(second) > itself)
        pair, first, second = pair.take(rest), first.take(rest), second.take(rest)
        itself = itself.take(rest)
    left, right = held.row.take(first), others.row.take(second)
    if own is not None:
        right = np.where(right == left, others.other.take(second), right)
    outcome = outcomes(world, comparison, left, right)
    told = np.flatnonzero(outcome)
    pair, outcome = pair.take(told), outcome.take(told)
    start = run_starts(pair)
    pair, table = pair.take(start), world.weighings[comparison.name].table[:, :-1]
    if comparison.several:
        bits = _best(table, outcome, start)
        tells = np.minimum.reduceat(outcome, start) < comparison.silent if len(start) else start > 0
    else:
        support = others.support.take(second.take(told))
        if own is not None:
            support = support - itself.take(told)
        bits = _mean(table, outcome, support * held.support.take(first.take(told)), start)
        tells = np.ones(len(start), dtype=np.bool_)
    if comparison.insists:
        chances = np.minimum(support_of(held)[ends[0][pair]], support_of(others)[ends[1][pair]])
        bits = with_chances(bits, chances)
    return _Counted(pair, bits, tells)


def support_of(held: Held) -> LongArray:
    """How many records hold anything: int64 of shape (groups,)."""
    total = np.append(0, np.cumsum(held.support))
    return total.take(held.start + held.count) - total.take(held.start)


def with_chances(bits: BitArray, chances: LongArray) -> BitArray:
    """What counts between groups of which so many records each could have agreed: more against them."""
    often = (1 + np.log2(np.maximum(chances, 1)) / 2)[:, None]
    more = (np.round(bits * often * STEP) / STEP).astype(np.float32)
    return np.where((bits[:, :1] < 0) & (often > 1), more, bits)


def _mean(table: BitArray, outcome: LevelArray, support: LongArray, start: LongArray) -> BitArray:
    """The odds whose root is the mean of the roots, of outcomes from each start on."""
    steps = roots_of(table)
    mean = mean_of(steps, 1.0).take(outcome[start], axis=0)
    count = np.diff(np.append(start, len(outcome)))
    several = count > 1  # one outcome is its own mean
    if several.any():
        some = np.flatnonzero(np.repeat(several, count))
        outcome, support = outcome.take(some), support.take(some).astype(np.float64)
        count = count[several]
        start = np.cumsum(count) - count
        total = np.add.reduceat(support, start)
        for column in np.flatnonzero(table.any(axis=0)):
            summed = np.add.reduceat(steps[:, column].take(outcome) * support, start)
            mean[several, column] = mean_of(summed, total)
    return mean


def roots_of(bits: BitArray) -> FloatArray:
    """Roots of odds in whole steps."""
    odds = np.exp2(np.clip(bits.astype(np.float64), -MOST_BITS, MOST_BITS) / 2)
    return np.round(odds * ROOT_STEP)


def mean_of(summed: FloatArray, support: FloatArray | float) -> BitArray:
    """Bits of the odds whose root is the mean of so many roots, from their sum."""
    mean = 2 * np.log2(summed / ROOT_STEP / support)
    return (np.round(mean * STEP) / STEP).astype(np.float32)


def _best(table: BitArray, outcome: LevelArray, start: LongArray) -> BitArray:
    """What the best of the outcomes from each start on counts."""
    if not len(start):
        return table[:0]
    best_first = np.argsort(-table[:, 0], kind="stable")
    rank = np.argsort(best_first).astype(np.uint8)  # outcomes are uint8 too
    return table.take(best_first[np.minimum.reduceat(rank.take(outcome), start)], axis=0)
