"""Generic values: shared by more customers than their kind sensibly is (a switchboard, noreply@)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from identity_resolve.arrays import Column, IntArray, UInt64Array, run_starts

__all__ = ["holders", "most_holders", "without"]

TOLERANCE = 2
"""One person goes by several spellings, so a value is generic at twice its share limit of names."""


SLIPS = 3
"""But not below three more than the limit: names are misspelled at their very beginning, too."""


def most_holders(limit: int) -> int:
    """How many may hold a value whose kind has this share limit, before it is generic."""
    return max(TOLERANCE * limit, limit + SLIPS)


def holders(column: Column, persons: Sequence[UInt64Array], *, least: int = 0) -> IntArray:
    """How many different people, at most, hold each value that at least `least` records hold.

    Args:
        column: the part.
        persons: fingerprints that tell people apart (a name key, an account), each uint64 of shape
            (records,), 0 where unknown. The one that tells most apart counts.
        least: records of a value that are worth counting; a value of fewer has 0.

    Returns:
        int32 of shape (values,).
    """
    most = np.zeros(len(column.values), dtype=np.int32)
    held = sum(np.bincount(c[c >= 0], minlength=len(most)) for c in column.codes)
    busy = np.append(held >= least, False)
    some = [np.flatnonzero(busy.take(codes)) for codes in column.codes]
    rows = np.concatenate(some)
    codes = np.concatenate([c.take(s) for c, s in zip(column.codes, some, strict=True)])
    for person in persons:
        known = np.flatnonzero(person.take(rows))
        code, who = codes.take(known), person.take(rows.take(known))
        order = np.lexsort((who, code))
        code, who = code.take(order), who.take(order)
        fresh = run_starts(code, who)
        most = np.maximum(most, np.bincount(code[fresh], minlength=len(most)))
    return most.astype(np.int32)


def without(column: Column, generic: IntArray) -> Column:
    """The column with generic values (codes) taken out of the records."""
    if not len(generic):
        return column
    gone = np.zeros(len(column.values) + 1, dtype=np.bool_)
    gone[generic] = True
    codes = tuple(np.where(gone[c], np.int32(-1), c).astype(np.int32) for c in column.codes)
    return replace(column, codes=codes)
