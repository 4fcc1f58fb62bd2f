"""Constrained correlation clustering of all components at once, in arrays.

Every group of records looks for the neighbor with the most evidence, added up over all pairs
between the two. Two groups that choose each other are joined; groups that may not be together never
are. Rounds go on until no evidence speaks for another join (Bansal, Blum, Chawla 2004 give the
problem; reciprocal nearest neighbors the order, Benzécri 1982). A round looks at every component at
once and no component looks at another, so a component alone ends in the same groups.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import (
    BoolArray,
    IntArray,
    UInt64Array,
    distinct,
    pack,
    run_starts,
    unpack,
)
from identity_resolve.clustering.components import components

__all__ = ["join_groups", "partition", "renamed_pairs"]

Weigh: TypeAlias = Callable[[IntArray, IntArray, IntArray], npt.NDArray[np.float32]]
LongArray = npt.NDArray[np.int64]
BitArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Between:
    """Evidence between groups: left < right, bits added up, and whether they must stay apart."""

    left: LongArray
    right: LongArray
    bits: BitArray
    apart: BoolArray


def partition(
    size: int,
    left: IntArray,
    right: IntArray,
    bits: npt.NDArray[np.float32],
    apart: BoolArray,
) -> IntArray:
    """Groups of records: int32 of shape (size,), the smallest row of each group.

    Args:
        size: number of records, in canonical order: ties go to the smaller rows.
        left: int32 of shape (pairs,).
        right: int32 of shape (pairs,).
        bits: float32 of shape (pairs,), evidence for (positive) or against (negative).
        apart: bool of shape (pairs,), pairs that must not be together.
    """
    whole = _whole(bits)
    draws = np.flatnonzero((whole > 0) & ~apart)
    drawn = components(size, left[draws], right[draws])
    contested = _contested(drawn, left, right, (whole < 0) | apart)
    if not contested.any():
        return drawn
    rest = np.flatnonzero(contested[left] & (drawn[left] == drawn[right]) & ((whole != 0) | apart))
    number = np.cumsum(contested) - 1  # of each contested record among those
    ends = number[left[rest]], number[right[rest]]
    group, rows = drawn.copy(), np.flatnonzero(contested)
    group[rows] = rows[
        _in_rounds(len(rows), _add_up(*ends, whole[rest].astype(np.float64), apart[rest]))
    ]
    return group


def _in_rounds(size: int, between: _Between) -> LongArray:
    """Join what evidence draws together most, on both sides, until nothing is drawn any more."""
    group = np.arange(size)
    while True:
        between = _still_open(between)
        joined = _mutual_choices(size, between)
        if joined is None:
            return group
        group = joined[group]
        between = _add_up(joined[between.left], joined[between.right], between.bits, between.apart)


def join_groups(group: IntArray, near: UInt64Array, apart: UInt64Array, weigh: Weigh) -> IntArray:
    """Join groups by evidence that is weighed anew for every group that has grown.

    Args:
        group: int32 of shape (records,), the smallest row of each record's group.
        near: pairs of groups that may join, packed, ascending.
        apart: pairs of groups that must not be together, packed, ascending.
        weigh: evidence for joining pairs of groups: from the group of each record and the groups left
            and right, bits.

    Returns:
        int32 of shape (records,), the smallest row of each group.
    """
    size = len(group)
    if len(apart):
        near = near[~np.isin(near, apart)]
    if not len(near):
        return group
    bits = _whole(weigh(group, *unpack(near))).astype(np.float64)
    while True:
        left, right = (side.astype(np.int64) for side in unpack(near))
        joined = _mutual_choices(size, _Between(left, right, bits, np.zeros(len(near), np.bool_)))
        if joined is None:
            return group
        grown = np.zeros(size, dtype=np.bool_)
        grown[joined[joined != np.arange(size)]] = True
        group = joined[group].astype(np.int32)
        apart = renamed_pairs(joined, *unpack(apart))
        near, bits = _renamed(joined, near, bits, apart)
        stale = np.flatnonzero(grown[unpack(near)[0]] | grown[unpack(near)[1]])
        bits[stale] = _whole(weigh(group, *unpack(near[stale])))


def _renamed(
    joined: LongArray, near: UInt64Array, bits: BitArray, apart: UInt64Array
) -> tuple[UInt64Array, BitArray]:
    """Pairs of groups after a join, with the bits they had; those of grown groups are to be weighed."""
    left, right = (joined[side] for side in unpack(near))
    packed = pack(np.minimum(left, right), np.maximum(left, right))
    packed, first = np.unique(packed, return_index=True)
    kept = (left != right)[first] & ~np.isin(packed, apart)
    return packed[kept], bits[first[kept]]


def renamed_pairs(name: npt.NDArray[np.integer], left: IntArray, right: IntArray) -> UInt64Array:
    """The distinct pairs that pairs become under other names: packed (smaller, larger), ascending."""
    first, second = name[left], name[right]
    differ = np.flatnonzero(first != second)
    first, second = first.take(differ), second.take(differ)
    return distinct(pack(np.minimum(first, second), np.maximum(first, second)))


def _contested(drawn: IntArray, left: IntArray, right: IntArray, against: BoolArray) -> BoolArray:
    """Records in a component of positive evidence that something speaks against: bool of shape (size,).

    Nothing can join two such components, and all of a component that nothing speaks against is one
    group, so only the contested ones need rounds.
    """
    pairs = np.flatnonzero(against)
    first = drawn[left[pairs]]
    contested = np.zeros(len(drawn), dtype=np.bool_)
    contested[first[first == drawn[right[pairs]]]] = True
    return contested[drawn]


def _whole(bits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Bits in steps of 1/1024: sums are exact, so they do not depend on the order of adding."""
    steps = np.multiply(bits, 1024, dtype=np.float32)
    return np.divide(np.rint(steps), 1024, dtype=np.float32)


def _add_up(left: LongArray, right: LongArray, bits: BitArray, apart: BoolArray) -> _Between:
    """Evidence by pair of groups, ascending; sums of whole steps do not depend on their order."""
    differ = np.flatnonzero(left != right)
    left, right = left.take(differ), right.take(differ)
    packed = (np.minimum(left, right) << 32) | np.maximum(left, right)
    order = np.argsort(packed)
    packed, differ = packed.take(order), differ.take(order)
    bits, apart = bits.take(differ), apart.take(differ)
    first = run_starts(packed)
    if len(first):
        bits, apart = np.add.reduceat(bits, first), np.logical_or.reduceat(apart, first)
    return _Between(packed[first] >> 32, packed[first] & 0xFFFFFFFF, bits, apart)


def _still_open(between: _Between) -> _Between:
    """Drop groups that no evidence draws to another: nothing about them can change any more."""
    draws = (between.bits > 0) & ~between.apart
    if not draws.any():
        nothing = np.zeros(0, dtype=np.int64)
        return _Between(nothing, nothing, np.zeros(0), np.zeros(0, dtype=np.bool_))
    top = int(between.right.max()) + 1
    open_ = np.zeros(top, dtype=np.bool_)
    open_[between.left[draws]] = True
    open_[between.right[draws]] = True
    kept = np.flatnonzero(open_[between.left] & open_[between.right])
    left, right = between.left.take(kept), between.right.take(kept)
    return _Between(left, right, between.bits.take(kept), between.apart.take(kept))


def _mutual_choices(size: int, between: _Between) -> LongArray | None:
    """New group of each group after joining those that chose each other; None when nobody does."""
    draws = np.flatnonzero((between.bits > 0) & ~between.apart)
    if not draws.size:
        return None
    left, right, bits = between.left[draws], between.right[draws], between.bits[draws]
    most = np.zeros(size)
    first = np.full(
        size, len(left), dtype=np.int64
    )  # of a group's strongest: ties to the smaller rows
    for side in (left, right):
        np.maximum.at(most, side, bits)
    for side in (left, right):
        strongest = np.flatnonzero(bits == most[side])
        np.minimum.at(first, side[strongest], strongest)
    mutual = np.flatnonzero(first[left] == first[right])
    mutual = mutual[first[left[mutual]] == mutual]
    joined = np.arange(size, dtype=np.int64)
    joined[right[mutual]] = left[mutual]
    return joined
