"""The nouns of many values: what every stage may know, and nothing about how a stage works."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from identity_resolve.fingerprint import fingerprint_texts

__all__ = [
    "BORN",
    "CHANNEL",
    "HOME",
    "SEEN",
    "BoolArray",
    "Column",
    "FloatArray",
    "IntArray",
    "LevelArray",
    "Memory",
    "Number",
    "Pairs",
    "Records",
    "UInt64Array",
    "distinct",
    "order_by",
    "order_prints",
    "pack",
    "pattern_numbers",
    "run_starts",
    "spread",
    "unpack",
]

SEEN = "seen"
"""The part that holds the day of each record, where it has a time."""

BORN = "born"
"""The part that holds the year of birth that an age and the year of its record make."""

CHANNEL = "channel"
"""The part that holds the channel each record came by, or else its source."""

HOME = "home"
"""The part that holds the state or province a record is at home in."""

FEW_ROWS = 256
"""Rows that are ordered as they are: packing them takes longer."""

_WORD = 64

BoolArray: TypeAlias = npt.NDArray[np.bool_]
FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int32]
LevelArray: TypeAlias = npt.NDArray[np.uint8]
UInt64Array: TypeAlias = npt.NDArray[np.uint64]
Number = TypeVar("Number", bound=np.number)
Found = TypeVar("Found")


class Memory:
    """What was worked out already: each thing once, however many threads ask for it."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Any] = {}
        self._locks: dict[Hashable, Lock] = {}

    def find(self, asked: Hashable, work: Callable[[], Found]) -> Found:
        """What was asked for, worked out now where nobody asked before."""
        if asked not in self._known:
            with self._locks.setdefault(asked, Lock()):
                if asked not in self._known:
                    self._known[asked] = work()
        found: Found = self._known[asked]
        return found

    def clear(self) -> None:
        """Forget all."""
        self._known.clear()


@dataclass(frozen=True, slots=True)
class Column:
    """One part of all records (``given``, ``phone``), as codes into its distinct values.

    Attributes:
        values: the distinct canonical values, sorted.
        prints: uint64 of shape (values,), their fingerprints; None where they are worked out when they are
            first asked for.
        codes: one int32 array of shape (records,) per slot; -1 where a record has no value. A part
            that one record may have several of (two phones) has several slots.
        memory: what was worked out of the values; columns made of this one share it.
    """

    values: Sequence[str]
    prints: UInt64Array | None
    codes: tuple[IntArray, ...]
    memory: Memory = field(default_factory=Memory, repr=False, compare=False)

    @property
    def fingerprints(self) -> UInt64Array:
        """Stable hashes of the values: uint64 of shape (values,)."""
        return self.found(fingerprint_texts) if self.prints is None else self.prints

    def found(self, work: Callable[..., Found], *told: Hashable) -> Found:
        """What a function makes of something it is told and the values, worked out once."""
        return self.memory.find((work, *told), lambda: work(*told, self.values))


@dataclass(frozen=True, slots=True)
class Records:
    """Records in columns. Rows stand in canonical order: by content, never by arrival.

    Attributes:
        columns: part name to column.
        source: int32 of shape (records,), which source a record came from.
        unique: per source, whether its records are known to be different customers.
        order: uint64 of shape (records,), content keys; ascending.
    """

    columns: Mapping[str, Column]
    source: IntArray
    unique: tuple[bool, ...]
    order: UInt64Array

    def __len__(self) -> int:
        return len(self.source)

    def forget(self) -> None:
        """Let go of what was worked out of the values."""
        for column in self.columns.values():
            column.memory.clear()


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs: rows ``left < right`` (int32), and which block keys found them.

    Attributes:
        left: int32 of shape (pairs,).
        right: int32 of shape (pairs,).
        found_by: uint64 of shape (pairs,), bit r set where rule r found the pair.
    """

    left: IntArray
    right: IntArray
    found_by: UInt64Array

    def __len__(self) -> int:
        return len(self.left)

    @property
    def packed(self) -> UInt64Array:
        """Left and right as one ascending number each."""
        return pack(self.left, self.right)


def pack(left: npt.NDArray[np.integer], right: npt.NDArray[np.integer]) -> UInt64Array:
    """Pairs of rows or codes as one number each, in the order of (left, right)."""
    packed = left.astype(np.uint64)
    packed <<= np.uint64(32)
    packed |= right.astype(np.uint64)
    return packed


def unpack(packed: UInt64Array) -> tuple[IntArray, IntArray]:
    """What `pack` put together."""
    left = (packed >> np.uint64(32)).astype(np.int32)
    return left, (packed & np.uint64(0xFFFFFFFF)).astype(np.int32)


def run_starts(*ordered: npt.NDArray[np.generic]) -> npt.NDArray[np.intp]:
    """Where each run of equal values, or of equal tuples of values, begins.

    >>> run_starts(np.array([4, 4, 7, 9, 9])).tolist()
    [0, 2, 3]
    """
    fresh = np.ones(len(ordered[0]), dtype=np.bool_)
    if len(fresh):
        fresh[1:] = ordered[0][1:] != ordered[0][:-1]
    for other in ordered[1:]:
        fresh[1:] |= other[1:] != other[:-1]
    return fresh.nonzero()[0]


def pattern_numbers(columns: Sequence[LevelArray]) -> UInt64Array:
    """One number for each row of some columns, equal where the rows are and in the order of the rows.

    Args:
        columns: uint8 of shape (rows,) each, the one that rows are ordered by first comes first.

    >>> pattern_numbers([np.array([0, 2, 0], np.uint8), np.array([1, 0, 1], np.uint8)]).tolist()
    [1, 4, 1]
    """
    number = np.zeros(len(columns[0]), dtype=np.uint64)
    room = 1  # numbers are below this
    for column in columns:
        size = int(column.max(initial=0)) + 1
        if room * size > 2**64:
            _, where = np.unique(number, return_inverse=True)
            number, room = where.astype(np.uint64), len(number)
        number *= np.uint64(size)
        number += column
        room *= size
    return number


def distinct(values: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """The distinct values, ascending: faster than `np.unique`, which hashes.

    >>> distinct(np.array([3, 1, 3], dtype=np.uint64)).tolist()
    [1, 3]
    """
    ordered = np.sort(values)
    return ordered[run_starts(ordered)]


def order_by(*keys: npt.NDArray[np.integer]) -> npt.NDArray[np.intp]:
    """The order of rows by several keys of whole numbers from 0 on, equal ones as they stand.

    Numbers are sorted many times faster than they are ordered, so keys and position make one where
    that has room for them.

    Args:
        keys: arrays of shape (rows,), the one that rows are ordered by first comes first.

    >>> order_by(np.array([1, 0, 1, 0]), np.array([5, 7, 3, 7])).tolist()
    [1, 3, 2, 0]
    """
    size = len(keys[0])
    if size <= FEW_ROWS:
        return np.lexsort(keys[::-1])
    widths = [int(key.max()).bit_length() for key in keys[1:]] + [size.bit_length()]
    if int(keys[0].max()).bit_length() + sum(widths) > _WORD:
        return np.lexsort(keys[::-1])
    packed = keys[0].astype(np.uint64)
    for key, width in zip((*keys[1:], np.arange(size)), widths, strict=True):
        packed <<= np.uint64(width)
        packed |= key.astype(np.uint64)
    packed.sort()
    packed &= np.uint64((1 << widths[-1]) - 1)
    return packed.astype(np.intp)


def order_prints(prints: UInt64Array) -> npt.NDArray[np.intp]:
    """The order of fingerprints, equal ones as they stand.

    Their last bits give way to the position; what was ordered wrongly without them is ordered again.

    >>> order_prints(np.array([7, 2**63, 7, 1], dtype=np.uint64)).tolist()
    [3, 0, 2, 1]
    """
    width = np.uint64(len(prints).bit_length())
    packed = prints >> width << width
    packed |= np.arange(len(prints), dtype=np.uint64)
    packed.sort()
    order = (packed & ((np.uint64(1) << width) - np.uint64(1))).astype(np.intp)
    ordered = prints.take(order)
    high = packed >> width
    for one in distinct(high[1:][ordered[1:] < ordered[:-1]]):
        start, stop = (
            np.searchsorted(high, one, side="left"),
            np.searchsorted(high, one, side="right"),
        )
        order[start:stop] = order[start:stop][np.argsort(ordered[start:stop], kind="stable")]
    return order


def spread(
    start: npt.NDArray[np.integer], count: npt.NDArray[np.integer]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """So many positions from each start on: which start each is counted from, and the positions.

    >>> [side.tolist() for side in spread(np.array([4, 9, 7]), np.array([2, 0, 1]))]
    [[0, 0, 2], [4, 5, 7]]
    """
    end = np.cumsum(count)
    which = np.repeat(np.arange(len(count)), count)
    position = np.repeat(start - (end - count), count)
    position += np.arange(len(position))
    return which, position
