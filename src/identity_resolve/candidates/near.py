"""Near keys: identifiers one capture error apart, found by their deletion neighborhoods.

Two texts within one edit (a character replaced, added, dropped, or two neighbors swapped) share a
text with one character deleted (FastSS: Bocek, Hunt, Stiller 2007). Only distinct values are
compared, so the cost does not grow with how often a value occurs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import (
    BoolArray,
    Column,
    IntArray,
    UInt64Array,
    distinct,
    pack,
    run_starts,
    spread,
    unpack,
)
from identity_resolve.candidates.entries import Entries
from identity_resolve.fingerprint import combine, mix, mix_one

__all__ = ["DENSE", "are_issued_densely", "deletions", "near", "near_values"]

MIN_LENGTH = 5
"""Shorter values have too many neighbors to tell an error from another value."""

DENSE = 4
"""More values than this behind one deletion are a range of issued numbers, not slips of one."""

LEAST_VALUES = 100
"""Values from which it shows how densely numbers were issued."""

POSITION_BITS = 26
"""Bits of a sorted word that say which value; the fingerprint has the rest, however few values."""

FEW = 16
"""Values that are not worth arrays."""

_ALL = (1 << 64) - 1
_WORD = np.uint64(0x100000001B3)


def near(column: Column, *, bucket_limit: int = DENSE, judged: bool = False) -> Entries | None:
    """Entries under one key per pair of values one edit apart; None where numbers are issued densely.

    Args:
        column: the part.
        bucket_limit: most values behind one deletion.
        judged: whether it is known already that these numbers are not issued densely.
    """
    first, second, crowded = _neighbors(column.values, bucket_limit)
    count = np.bincount(np.r_[first, second], minlength=len(crowded))
    if not judged and are_issued_densely(count, crowded):
        return None
    low = np.minimum(column.fingerprints[first], column.fingerprints[second])
    high = np.maximum(column.fingerprints[first], column.fingerprints[second])
    keys = combine(low, high)
    parts = [_expand(codes, np.r_[first, second], np.r_[keys, keys]) for codes in column.codes]
    rows, found = zip(*parts, strict=True)
    return Entries(np.concatenate(rows), np.concatenate(found))


def are_issued_densely(neighbors: npt.NDArray[np.integer], crowded: BoolArray) -> bool:
    """Whether a number one edit from another is another customer's as a rule, and tells nothing.

    A slip has one number that was meant. Where most numbers have several neighbors, the range they
    were issued from is so full that a slip mostly meets a number that is somebody's.

    Args:
        neighbors: of shape (values,), values one edit from each.
        crowded: bool of shape (values,), whether a value has more neighbors than were counted.
    """
    if len(neighbors) < LEAST_VALUES:
        return False
    return bool(2 * np.count_nonzero((neighbors > 1) | crowded) > len(neighbors))


def near_values(values: Sequence[str], *, bucket_limit: int = DENSE) -> tuple[IntArray, IntArray]:
    """Pairs of positions (first < second) of values that share a deletion; all pairs within one edit.

    A deletion shared by more than `bucket_limit` values (a dense range of numbers, in which a
    neighbor is another customer rather than a slip) makes no pairs.
    """
    first, second, _ = _neighbors(values, bucket_limit)
    return first, second


def _neighbors(values: Sequence[str], bucket_limit: int) -> tuple[IntArray, IntArray, BoolArray]:
    """Pairs as `near_values` has them, and bool of shape (values,): which share a crowded deletion."""
    keys, index = deletions(values)
    starts = run_starts(keys)
    sizes = np.diff(np.r_[starts, len(keys)])
    crowded = np.zeros(len(values), dtype=np.bool_)
    crowded[index[np.repeat(sizes > bucket_limit, sizes)]] = True
    wanted = (sizes > 1) & (sizes <= bucket_limit)
    starts, sizes = starts[wanted], sizes[wanted]
    pairs: list[UInt64Array] = []
    for offset in range(1, int(sizes.max(initial=1))):
        for ahead in range(offset):
            where = starts[sizes > offset]
            a, b = index[where + ahead], index[where + offset]
            pairs.append(pack(np.minimum(a, b), np.maximum(a, b)))
    packed = distinct(np.concatenate(pairs)) if pairs else np.zeros(0, np.uint64)
    first, second = unpack(packed)
    return first[first != second], second[first != second], crowded


def deletions(values: Sequence[str]) -> tuple[UInt64Array, IntArray]:
    """Every value and every value with one character deleted, each once a value.

    Returns:
        A fingerprint of 38 bits, ascending, and the position of the value; both as long as there are
        deletions.
    """
    width = max(POSITION_BITS, len(values).bit_length())
    if len(values) <= FEW:
        return _few_deletions(values, width)
    high = np.uint64((1 << 64) - (1 << width))
    lengths = np.fromiter(map(len, values), dtype=np.int64, count=len(values))
    found = [np.zeros(0, np.uint64)]
    for length in np.flatnonzero(np.bincount(lengths[lengths >= MIN_LENGTH])):
        where = np.flatnonzero(lengths == length)
        letters = np.array([values[int(i)] for i in where], dtype=f"U{length}")
        matrix = letters.view(np.uint32).reshape(len(where), length)
        columns = [column.astype(np.uint64) for column in matrix.T]
        position = where.astype(np.uint64)
        found.append(_hash_columns(columns) & high | position)
        for dropped in range(int(length)):
            kept = _hash_columns([c for i, c in enumerate(columns) if i != dropped])
            found.append(kept & high | position)
    packed = np.concatenate(found)
    packed.sort()
    packed = packed[run_starts(packed)]  # of "aa", either letter
    return packed >> np.uint64(width), (packed & np.uint64((1 << width) - 1)).astype(np.int32)


def _few_deletions(values: Sequence[str], width: int) -> tuple[UInt64Array, IntArray]:
    """The same in whole numbers: a few values take less time so."""
    found = {
        (print_ >> width, position)
        for position, value in enumerate(values)
        if len(value) >= MIN_LENGTH
        for print_ in _deletion_prints(value)
    }
    table = sorted(found)
    keys = np.array([key for key, _ in table], dtype=np.uint64)
    return keys, np.array([position for _, position in table], dtype=np.int32)


@lru_cache(maxsize=1 << 12)
def _deletion_prints(value: str) -> tuple[int, ...]:
    """Fingerprints of a value and of it without each of its characters, as `_hash_columns` has them."""
    codes, word = [ord(letter) for letter in value], int(_WORD)
    found, begun = [_hashed(codes, len(codes))], len(codes) - 1
    for dropped, code in enumerate(codes):
        found.append(_hashed(codes[dropped + 1 :], begun))
        begun = (begun ^ code) * word & _ALL
    return tuple(found)


def _hashed(codes: Sequence[int], state: int) -> int:
    word = int(_WORD)
    for code in codes:
        state = (state ^ code) * word & _ALL
    return mix_one(state)


def _hash_columns(columns: Sequence[UInt64Array]) -> UInt64Array:
    state = np.full(len(columns[0]), len(columns), dtype=np.uint64)
    for column in columns:
        state ^= column
        state *= _WORD
    return mix(state)


def _expand(codes: IntArray, values: IntArray, keys: UInt64Array) -> tuple[IntArray, UInt64Array]:
    """Rows that carry any of `values`, each with the key given for the value."""
    wanted = np.zeros(int(values.max(initial=-1)) + 2, dtype=np.bool_)
    wanted[values] = True
    rows = np.flatnonzero(wanted[np.minimum(codes, len(wanted) - 1)]).astype(np.int32)
    rows = rows[np.argsort(codes[rows], kind="stable")]
    ordered = codes[rows]
    start = np.searchsorted(ordered, values, side="left")
    count = np.searchsorted(ordered, values, side="right") - start
    which, at = spread(start, count)
    return rows[at], keys[which]
