"""Buckets of records that share a block key, and the pairs they make, in bounded chunks.

A pair (left < right) belongs to the chunk of its left row, whatever rules found it, so every pair
appears in exactly one chunk, once, with all its rules; chunks know nothing of one another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import (
    BoolArray,
    IntArray,
    Pairs,
    UInt64Array,
    distinct,
    order_prints,
    pack,
    run_starts,
    unpack,
)
from identity_resolve.candidates.entries import Entries

__all__ = ["Bucketed", "Following", "bucket", "chunks", "follow", "pairs_of", "proposes"]

LongArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Bucketed:
    """Buckets of one rule.

    Attributes:
        members: int32 of shape (entries,), rows, bucket by bucket, ascending within a bucket.
        after: int32 of shape (entries,), how many members of its bucket follow each entry.
        aside: sizes of the buckets that were too large, int64.
        crowded: the entries of those.
    """

    members: IntArray
    after: IntArray
    aside: LongArray
    crowded: Entries


@dataclass(frozen=True, slots=True)
class Following:
    """Entries of all rules in the order of their rows; each pairs its row with those after it.

    Attributes:
        row: int32 of shape (entries,), ascending.
        rule: uint8 of shape (entries,).
        position: int32 of shape (entries,), where the entry stands in its rule's members.
        count: int32 of shape (entries,), how many members of its bucket follow.
        members: per rule, the rows by bucket.
    """

    row: IntArray
    rule: npt.NDArray[np.uint8]
    position: IntArray
    count: IntArray
    members: tuple[IntArray, ...]


def bucket(entries: Entries, *, limit: int) -> Bucketed:
    """Group entries by key; buckets of one make no pair, those above `limit` are set aside."""
    number, rows, keys = _shared(entries)
    starts = run_starts(number)
    sizes = np.diff(np.r_[starts, len(number)])
    size_of = np.repeat(sizes, sizes)
    kept = np.flatnonzero((size_of > 1) & (size_of <= limit))
    kept_sizes = sizes[(sizes > 1) & (sizes <= limit)]
    ends = np.repeat(np.cumsum(kept_sizes), kept_sizes)
    crowded = np.flatnonzero(size_of > limit)
    return Bucketed(
        members=rows.take(kept),
        after=(ends - np.arange(1, len(ends) + 1)).astype(np.int32),
        aside=sizes[sizes > limit],
        crowded=Entries(rows[crowded], keys[number[crowded]]),
    )


def _shared(entries: Entries) -> tuple[IntArray, IntArray, UInt64Array]:
    """Entries whose key others have too, by key and row; one that a record carries twice counts once.

    Returns:
        The number of each entry's key, its row, and the keys by number.
    """
    order = order_prints(entries.keys)
    keys = entries.keys.take(order)
    starts = run_starts(keys)
    sizes = np.diff(np.r_[starts, len(keys)])
    shared = sizes > 1
    number = np.repeat(np.cumsum(shared) - 1, np.where(shared, sizes, 0))
    rows = entries.rows.take(order.take(np.flatnonzero(np.repeat(shared, sizes))))
    return *unpack(distinct(pack(number, rows))), keys[starts[shared]]


def follow(buckets: Sequence[Bucketed]) -> Following:
    """Order the entries of all rules by row, ready to be cut into chunks."""
    busy = [np.flatnonzero(b.after).astype(np.int32) for b in buckets]
    row = np.concatenate([b.members[where] for b, where in zip(buckets, busy, strict=True)])
    packed = pack(row, np.arange(len(row)))
    packed.sort()
    row, order = unpack(packed)
    del packed  # many entries: what is not needed any more must go
    rule = np.repeat(np.arange(len(buckets), dtype=np.uint8), [len(where) for where in busy])[order]
    count = np.concatenate([b.after[where] for b, where in zip(buckets, busy, strict=True)])[order]
    position = np.concatenate(busy)[order]
    return Following(row, rule, position, count, tuple(b.members for b in buckets))


def chunks(following: Following, *, limit: int, start: int = 0) -> list[tuple[int, int]]:
    """Cut the entries, between rows, so that each chunk makes about `limit` pairs (with repeats).

    Args:
        following: the entries.
        limit: pairs of a chunk, about.
        start: the first entry wanted, where a chunk begins.
    """
    if not len(following.row):
        return []
    total = np.cumsum(following.count)
    cuts = []
    while start < len(following.row):
        done = total[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(total, done + limit, side="right")))
        stop = int(np.searchsorted(following.row, following.row[stop - 1], side="right"))
        cuts.append((start, stop))
        start = stop
    return cuts


def proposes(following: Following, left: IntArray, right: IntArray) -> BoolArray:
    """Whether pairs of rows (left < right) are among those that are made: bool of shape (pairs,)."""
    first = np.searchsorted(following.row, left, side="left")
    count = np.searchsorted(following.row, left, side="right") - first
    pair = np.repeat(np.arange(len(left)), count)
    entry = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(len(pair))
    found = np.zeros(len(left), dtype=np.bool_)
    of_rule = _by_rule(following, entry)
    for some, members in zip(of_rule, following.members, strict=True):
        low = following.position.take(entry.take(some)).astype(np.int64) + 1
        end = low + following.count.take(entry.take(some))
        kept = np.flatnonzero(low < end)
        wanted = right.take(pair.take(some.take(kept)))
        low, end = low.take(kept), end.take(kept)
        near = np.flatnonzero((members.take(low) <= wanted) & (members.take(end - 1) >= wanted))
        low, wanted = low.take(near), wanted.take(near)
        high = end.take(near) - 1  # the members of a bucket ascend, and the last is enough
        while (open_ := low < high).any():
            middle = (low + high) // 2
            less = members.take(middle) < wanted
            low, high = np.where(open_ & less, middle + 1, low), np.where(less, high, middle)
        there = near[members.take(low) == wanted]
        found[pair.take(some.take(kept.take(there)))] = True
    return found


def _by_rule(following: Following, entry: LongArray) -> list[LongArray]:
    """Positions of some entries, rule by rule."""
    rules = following.rule.take(entry)
    ends = np.cumsum(np.bincount(rules, minlength=len(following.members)))
    return np.split(np.argsort(rules, kind="stable"), ends[:-1])


def pairs_of(following: Following, cut: tuple[int, int]) -> Pairs:
    """The distinct pairs of one chunk, ascending by (left, right), each with all its rules.

    A pair packs into one sortable word: 26 bits of left, 32 of right, 6 of rule.
    """
    start, stop = cut
    base = np.uint64(following.row[start])
    packed = np.concatenate(list(_packed(following, start, stop, base)))
    packed.sort()
    pair = packed >> np.uint64(6)
    first = run_starts(pair)
    bit = np.uint64(1) << (packed & np.uint64(63))
    pair = pair[first]
    return Pairs(
        left=((pair >> np.uint64(32)) + base).astype(np.int32),
        right=(pair & np.uint64(0xFFFFFFFF)).astype(np.int32),
        found_by=np.bitwise_or.reduceat(bit, first),
    )


def _packed(
    following: Following, start: int, stop: int, base: np.uint64
) -> Iterator[npt.NDArray[np.uint64]]:
    of_rule = _by_rule(following, np.arange(start, stop))
    for rule, (some, members) in enumerate(zip(of_rule, following.members, strict=True)):
        where = start + some
        count = following.count.take(where)
        first = np.repeat(following.position.take(where) + 1 - (np.cumsum(count) - count), count)
        right = members.take(first + np.arange(len(first))).astype(np.uint64)
        left = np.repeat(following.row.take(where).astype(np.uint64) - base, count)
        yield (left << np.uint64(38)) | (right << np.uint64(6)) | np.uint64(rule)
