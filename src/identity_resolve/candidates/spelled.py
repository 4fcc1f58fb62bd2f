"""Names as block keys, as email addresses and handles spell them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import numpy as np

from identity_resolve.arrays import IntArray, Records, UInt64Array, spread
from identity_resolve.candidates.entries import NO_ENTRIES, Entries, Token, compound
from identity_resolve.fingerprint import combine, fingerprint_texts, mix
from identity_resolve.keeping import Keep
from identity_resolve.spelling import (
    LEAST,
    SHORTENED,
    WRITTEN,
    beginning,
    behind,
    called,
    initials,
    letters_in,
    local_letters,
    name_letters,
)

__all__ = ["short_keys", "spelled_keys"]

LETTERS, BEGINNING = Keep(letters_in), Keep(beginning)
"""Of given and family names."""


def spelled_keys(records: Records, *, initial: bool) -> Entries:
    """Entries under given and family name in either order, and under the letters of addresses and handles.

    Args:
        records: the records.
        initial: whether it is the initial and the family name.
    """
    found = list(_of_names(records, initial=initial))
    for part in WRITTEN:
        if part in records.columns:
            column = records.columns[part]
            letters = column.found(local_letters)
            enough = np.where(letters.size >= LEAST, letters.print, np.uint64(0))
            found += [
                (np.arange(len(codes), dtype=np.int32), enough.take(codes))
                for codes in column.codes
            ]
    rows, keys = (np.concatenate(side) for side in zip(*found, strict=True))
    some = np.flatnonzero(keys)
    return Entries(rows.take(some), mix(keys.take(some)))


def short_keys(records: Records) -> Entries:
    """Entries under given name and beginning of family name, and under those a handle may be made of."""
    found = [NO_ENTRIES]
    if {"given", "family"} <= records.columns.keys():
        found.append(compound(records, (Token("given", LETTERS), Token("family", BEGINNING))))
    if SHORTENED in records.columns:
        column = records.columns[SHORTENED]
        owner, keys = column.found(_called)
        start = np.searchsorted(owner, np.arange(len(column.values) + 1))
        count = np.append(np.diff(start), 0)  # code -1 reads the last
        for codes in column.codes:
            row, at = spread(start.take(codes), count.take(codes))
            found.append(Entries(row.astype(np.int32), keys.take(at)))
    rows, keys = (np.concatenate([getattr(e, n) for e in found]) for n in ("rows", "keys"))
    return Entries(rows, keys)


def _called(handles: Sequence[str]) -> tuple[IntArray, UInt64Array]:
    """Keys of handles: which handle each is of, and the key."""
    made = [(code, *name) for code, handle in enumerate(handles) for name in called(handle)]
    owner, given, family = zip(*made, strict=True) if made else ((), (), ())
    keys = combine(fingerprint_texts(given), fingerprint_texts(family))
    return np.array(owner, dtype=np.int32), keys


def _of_names(records: Records, *, initial: bool) -> Iterator[tuple[IntArray, UInt64Array]]:
    none = np.zeros(0, dtype=np.int32)
    yield none, none.astype(np.uint64)
    if not {"given", "family"} <= records.columns.keys():
        return
    given, family = (records.columns[part] for part in ("given", "family"))
    first, last = given.found(name_letters), family.found(name_letters)
    if initial:
        first = initials(first)
    for g, f in product(given.codes, family.codes):
        rows = np.flatnonzero((g >= 0) & (f >= 0)).astype(np.int32)
        a, b = g.take(rows), f.take(rows)
        held = np.flatnonzero((first.print[a] != 0) & (last.print[b] != 0))
        rows, a, b = rows.take(held), a.take(held), b.take(held)
        yield rows, behind(first.print[a], last.print[b], last.shift[b])
        yield rows, behind(last.print[b], first.print[a], first.shift[a])
