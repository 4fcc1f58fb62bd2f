"""Entries: which record carries which block key. A key of zero is no key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from identity_resolve.arrays import Column, IntArray, Records, UInt64Array
from identity_resolve.fingerprint import combine, fingerprint_texts
from identity_resolve.keeping import Keep, kept

__all__ = ["NO_ENTRIES", "Entries", "Token", "compound", "token"]


@dataclass(frozen=True, slots=True)
class Entries:
    """Block keys of records.

    Attributes:
        rows: int32 of shape (entries,).
        keys: uint64 of shape (entries,), never zero.
    """

    rows: IntArray
    keys: UInt64Array


NO_ENTRIES = Entries(np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint64))


@dataclass(frozen=True, slots=True)
class Token:
    """One ingredient of a compound key: a part and what is kept of its value."""

    part: str
    keep: Keep | None = None


def token(column: Column, keep: Keep | None) -> list[UInt64Array]:
    """Fingerprints of what is kept of a column's values: one uint64 (records,) per slot."""
    prints = column.fingerprints
    if keep is not None:
        prints = fingerprint_texts(kept(keep, column.values))
    padded = np.append(prints, np.uint64(0))  # code -1 reads the last element: no key
    return [padded[codes] for codes in column.codes]


def compound(records: Records, tokens: Sequence[Token], *, ordered: bool = True) -> Entries:
    """Entries for every combination of slots of the tokens' parts, where none is missing.

    Unordered, two tokens may change places: swapped given and family names meet in one bucket.
    """
    slots = [token(records.columns[item.part], item.keep) for item in tokens]
    rows, keys = [], []
    for choice in product(*slots):
        key = choice[0]
        for following in choice[1:]:
            low, high = (key, following) if ordered else _ascending(key, following)
            key = combine(low, high)
        where = np.flatnonzero(key)
        rows.append(where.astype(np.int32))
        keys.append(key[where])
    return Entries(np.concatenate(rows), np.concatenate(keys))


def _ascending(first: UInt64Array, second: UInt64Array) -> tuple[UInt64Array, UInt64Array]:
    return np.minimum(first, second), np.maximum(first, second)
