"""Entries: which record carries which block key. A key of zero is no key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

from identity_resolve.arrays import Column, IntArray, Records, UInt64Array
from identity_resolve.fingerprint import combine
from identity_resolve.keeping import Keep, kept_prints

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


def token(column: Column, keep: Keep | None, rows: IntArray | None = None) -> list[UInt64Array]:
    """Fingerprints of what is kept of the values of all or some rows: one uint64 (rows,) per slot."""
    prints = kept_prints(column, keep)
    return [prints.take(codes if rows is None else codes.take(rows)) for codes in column.codes]


def compound(records: Records, tokens: Sequence[Token]) -> Entries:
    """Entries for every combination of slots of the tokens' parts, where none is missing."""
    columns = [records.columns[item.part] for item in tokens]
    prints = [kept_prints(column, item.keep) for column, item in zip(columns, tokens, strict=True)]
    rows, keys = [], []
    for choice in product(*(column.codes for column in columns)):
        held = np.flatnonzero(np.logical_and.reduce([codes >= 0 for codes in choice]))
        codes = (codes.take(held) for codes in choice)
        key, *others = (known.take(some) for known, some in zip(prints, codes, strict=True))
        for following in others:
            key = combine(key, following)
        some = np.flatnonzero(key)
        rows.append(held.take(some).astype(np.int32))
        keys.append(key.take(some))
    return Entries(np.concatenate(rows), np.concatenate(keys))
