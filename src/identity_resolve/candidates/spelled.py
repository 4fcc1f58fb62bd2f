"""Names as block keys, as email addresses and handles spell them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np

from identity_resolve.arrays import IntArray, Records, UInt64Array
from identity_resolve.candidates.entries import Entries
from identity_resolve.fingerprint import mix
from identity_resolve.spelling import LEAST, WRITTEN, behind, initials, local_letters, name_letters

__all__ = ["spelled_keys"]


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
