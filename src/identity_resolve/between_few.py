"""Evidence between groups of few records: as `between` has it, but all fields at once.

In a small world arrays are so short that each call of numpy counts, not what is in them. So the values
of all fields are put into the same arrays, one field after the other, and weighed together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from identity_resolve import between
from identity_resolve.arrays import BoolArray, IntArray, LevelArray, run_starts
from identity_resolve.between import mean_of, roots_of, support_of, with_chances
from identity_resolve.holding import Held, crossed, distinct, gaps_of, keys_of
from identity_resolve.scoring.weights import WIDTH, Bits, Counts, add_up, no_bits
from identity_resolve.world import Weighings, World

__all__ = ["weigh_groups", "weigh_records"]

LongArray = npt.NDArray[np.int64]
BitArray = npt.NDArray[np.float32]


def weigh_groups(world: World, group: IntArray, left: IntArray, right: IntArray) -> Bits:
    """Evidence that pairs of groups are one person, as `between.weigh_groups` gives it."""
    if world.matrix is None:
        return between.weigh_groups(world, group, left, right)
    if not len(left):
        return no_bits()
    rows, owner, number = _members(group, np.concatenate([left, right]))
    held, groups = _held(world, rows, owner)
    counts = _compare_held(world, (held, held), (groups, groups), (number[left], number[right]))
    size = np.bincount(group, minlength=len(group))
    return _with_sizes(world, counts, np.maximum(size[left], size[right]))


def weigh_records(world: World, group: IntArray, record: IntArray, other: IntArray) -> Bits:
    """Evidence that records are of the person a group is of, as `between.weigh_records` gives it."""
    if world.matrix is None:
        return between.weigh_records(world, group, record, other)
    if not len(record):
        return no_bits()
    rows, owner, number = _members(group, other)
    held, groups = _held(world, rows, owner)
    place = np.arange(len(group))
    own = group[record] == other
    counts = _compare_held(
        world, (_held_alone(world), held), (len(group), groups), (place[record], number[other]), own
    )
    size = np.maximum(np.bincount(group, minlength=len(group))[other] - own, 1)
    return _with_sizes(world, counts, size)


def _with_sizes(world: World, counts: BitArray, size: LongArray) -> Bits:
    counted = Counts(*np.ascontiguousarray(counts.T))
    counted.over_u[:] += np.log2(size).astype(np.float32) / 2
    return add_up(world.model, counted, np.zeros(len(size), dtype=np.float32))


def _remembered(world: World, name: str, make: Any) -> Any:
    known = world.view.remembered
    if name not in known:
        known[name] = make(world)
    return known[name]


def _keys(world: World) -> tuple[BoolArray, IntArray, IntArray]:
    """Which records have anything to compare, what they have, and how much beside it is missing.

    Returns:
        bool, int32 and int32 of shape (comparisons, records).
    """
    present = world.view.each_holding([c.parts for c in world.plan.comparisons])
    key, missing = (np.zeros(present.shape, dtype=np.int32) for _ in range(2))
    for i, comparison in enumerate(world.plan.comparisons):
        key[i] = keys_of(world.view, comparison)
        gaps = gaps_of(world.view, comparison)
        if gaps is not None:
            missing[i] = gaps
    return present, key, missing


def _members(group: IntArray, involved: IntArray) -> tuple[IntArray, LongArray, LongArray]:
    """Records of some groups, group by group; the place of each one's group; the place of all groups."""
    wanted = np.zeros(len(group), dtype=np.bool_)
    wanted[involved] = True
    number = np.cumsum(wanted) - 1
    rows = np.flatnonzero(wanted[group]).astype(np.int32)
    rows = rows[np.argsort(group[rows], kind="stable")]
    return rows, number[group[rows]], number


def _held(world: World, rows: IntArray, owner: LongArray) -> tuple[Held, int]:
    """What groups hold of all fields, field by field, and how many groups there are."""
    groups = int(owner[-1]) + 1 if len(owner) else 0
    present, key, gaps = _remembered(world, "keys", _keys)
    field, at = present[:, rows].nonzero()
    rows = rows[at]
    told = rows, field * groups + owner[at], key[field, rows], gaps[field, rows]
    return distinct(*told, groups=len(present) * groups), groups


def _held_alone(world: World) -> Held:
    """What records hold of all fields, each a group of its own."""
    found: Held = _remembered(world, "alone", _all_alone)
    return found


def _all_alone(world: World) -> Held:
    present, key, _ = _remembered(world, "keys", _keys)
    every = np.arange(present.size)
    rows = (every % present.shape[1]).astype(np.int32)
    one = np.ones(present.size, dtype=np.int64)
    return Held(rows, rows, key.ravel(), one, every, present.ravel().astype(np.int64))


def _compare_held(
    world: World,
    sides: tuple[Held, Held],
    groups: tuple[int, int],
    ends: tuple[LongArray, LongArray],
    own: BoolArray | None = None,
) -> BitArray:
    """What all fields count between pairs of groups: float32 of shape (pairs, counts)."""
    assert world.matrix is not None
    matrix, (held, others) = world.matrix, sides
    fields, size = len(matrix.start), len(ends[0])
    each = np.arange(fields)[:, None]
    starts = [(each * many + end).ravel() for many, end in zip(groups, ends, strict=True)]
    pair, first, second = crossed(held, others, starts[0], starts[1])
    left, right, support = held.row[first], others.row[second], others.support[second]
    if own is not None:
        support = support - (own[pair % size] & (held.key[first] == others.key[second]))
        right = np.where(right == left, others.other[second], right)
    field = pair // size
    outcome = matrix.outcome[field, left, right]
    told = _but_instead(world, outcome * (support > 0), pair, size).nonzero()[0]
    pair, field = pair[told], field[told]
    place = matrix.start[field] + outcome[told]
    several = matrix.several[field]
    total = np.zeros((fields * size, WIDTH - 1), dtype=np.float32)
    tables = _Tables.of(world.weighings)
    best, mean = several.nonzero()[0], (~several).nonzero()[0]
    if len(best):
        _put_best(total, tables, pair[best], place[best])
    if len(mean):
        support = held.support[first[told[mean]]] * support[told[mean]]
        _put_mean(total, tables, pair[mean], place[mean], support)
    _against(world, total, size, sides, starts)
    return np.add.reduce(total.reshape(fields, size, WIDTH - 1), axis=0)


def _but_instead(world: World, outcome: LevelArray, pair: LongArray, size: int) -> BoolArray:
    """What was compared, but for fields that stand in for other ones where those tell anything."""
    compared = outcome > 0
    silent, instead = _remembered(world, "silent", _silent)
    tells, idle = (np.zeros((len(silent), size), dtype=np.bool_) for _ in range(2))
    tells.ravel()[pair[compared & (outcome != silent[pair // size])]] = True
    for field, others in instead:
        idle[field] = tells[others].any(axis=0)
    return compared & ~idle.ravel()[pair]


def _silent(world: World) -> tuple[LevelArray, Sequence[tuple[int, list[int]]]]:
    """The outcome of each field that tells nothing, and fields with those they stand in for."""
    number = {c.name: i for i, c in enumerate(world.plan.comparisons)}
    silent = np.array([c.silent for c in world.plan.comparisons], dtype=np.uint8)
    instead = (
        (number[c.name], [number[name] for name in c.instead if name in number])
        for c in world.plan.comparisons
    )
    return silent, [(field, others) for field, others in instead if others]


@dataclass(frozen=True, slots=True)
class _Tables:
    """What outcomes count in means and at best, one comparison after the other as in the weighings.

    Attributes:
        roots: float64 of shape (outcomes, counts), roots of odds in whole steps.
        rank: int64 of shape (outcomes,), of each among those of its comparison, the best first.
        ranked: float32 of shape (outcomes, counts), what each counts, in the order of ranks.
    """

    roots: npt.NDArray[np.float64]
    rank: LongArray
    ranked: BitArray

    @classmethod
    def of(cls, weighings: Weighings) -> _Tables:
        """Those of weighings, worked out once."""
        if "tables" not in weighings.remembered:
            weighings.remembered["tables"] = cls.made(weighings)
        found: _Tables = weighings.remembered["tables"]
        return found

    @classmethod
    def made(cls, weighings: Weighings) -> _Tables:
        table = weighings.table[:, :-1]
        rank, ranked = np.zeros(len(table), dtype=np.int64), np.zeros_like(table)
        for name, start in weighings.start.items():
            some = slice(start, start + len(weighings[name].agreeing))
            order = np.argsort(-table[some, 0], kind="stable")
            rank[some][order] = start + np.arange(len(order))
            ranked[some] = table[some][order]
        return cls(roots_of(table), rank, ranked)


def _put_best(total: BitArray, tables: _Tables, pair: LongArray, place: LongArray) -> None:
    start = run_starts(pair)
    total[pair[start]] = tables.ranked[np.minimum.reduceat(tables.rank[place], start)]


def _against(
    world: World,
    total: BitArray,
    size: int,
    sides: tuple[Held, Held],
    starts: Sequence[LongArray],
) -> None:
    """Weigh disagreement by how many records could have agreed, in place."""
    against = (total[:, 0] < 0).nonzero()[0]
    where = against[_remembered(world, "insists", _insists)[against // size]]
    if len(where):
        held = [support_of(side)[at[where]] for side, at in zip(sides, starts, strict=True)]
        total[where] = with_chances(total[where], np.minimum(*held))


def _insists(world: World) -> BoolArray:
    """Of which fields disagreement says the more, the more records hold them."""
    return np.array([c.insists for c in world.plan.comparisons], dtype=np.bool_)


def _put_mean(
    total: BitArray,
    tables: _Tables,
    pair: LongArray,
    place: LongArray,
    support: LongArray,
) -> None:
    start = run_starts(pair)
    summed = np.add.reduceat(tables.roots[place] * support[:, None], start, axis=0)
    total[pair[start]] = mean_of(
        summed, np.add.reduceat(support, start)[:, None].astype(np.float64)
    )
