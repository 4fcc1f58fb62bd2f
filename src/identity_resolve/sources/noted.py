"""What columns of free text hold, as columns of the kinds that were found in them.

What a text says of a person never displaces what a column says: it stands behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import polars as pl

from identity_resolve.arrays import IntArray, UInt64Array
from identity_resolve.kinds import KINDS, Kind
from identity_resolve.kinds.notes import read_noted
from identity_resolve.sources.parsing import ParsedColumn, sparse

__all__ = ["append", "count_values", "spread"]


def spread(texts: ParsedColumn) -> Iterator[tuple[Kind, ParsedColumn]]:
    """A column of texts as one column of each kind that was found in them.

    Args:
        texts: the column, read as `identity_resolve.kinds.notes.NOTES`.
    """
    [cells] = texts.slots[0] if texts.slots else [pl.Series([], dtype=pl.String)]
    found: dict[str, list[dict[int, tuple[str, ...]]]] = {}
    for cell in np.flatnonzero(cells.is_not_null().to_numpy()).tolist():
        taken: dict[str, int] = {}
        for name, parts in read_noted(cells[cell]):
            slots, slot = found.setdefault(name, []), taken.get(name, 0)
            if slot == len(slots):
                slots.append({})
            slots[slot][cell] = parts
            taken[name] = slot + 1
    for kind in (KINDS[name] for name in KINDS if name in found):
        held = [sparse(values, len(cells), len(kind.parts)) for values in found[kind.name]]
        yield kind, ParsedColumn(texts.rows, held, [])


def count_values(column: ParsedColumn) -> int:
    """How many values the rows of a column have."""
    held = sum(first.is_not_null().cast(pl.Int64).to_numpy() for first, *_ in column.slots)
    return int(np.append(held, 0).take(column.rows).sum())


def append(
    held: Sequence[IntArray], codes: IntArray, prints: UInt64Array
) -> Mapping[int, IntArray]:
    """Slots with codes put in behind all that their rows have, but for what a row has already.

    Args:
        held: int32 of shape (rows,) per slot, -1 for none.
        codes: the same, to put in.
        prints: uint64 of shape (codes,), equal for what is the same.

    Returns:
        By number the slots that change, which may be one more than there were.

    >>> held, prints = [np.array([0, 1, -1], np.int32)], np.arange(4, dtype=np.uint64)
    >>> append(held, np.array([2, 1, 3], np.int32), prints)
    {0: array([0, 1, 3], dtype=int32), 1: array([ 2, -1, -1], dtype=int32)}
    """
    behind = np.zeros(len(codes), dtype=np.int32)
    fresh = codes >= 0
    for number, slot in enumerate(held):
        behind[slot >= 0] = number + 1
        fresh &= (slot < 0) | (prints.take(slot) != prints.take(codes))
    nothing = np.full(len(codes), -1, dtype=np.int32)
    return {
        number: np.where(fresh & (behind == number), codes, before)
        for number, before in enumerate([*held, nothing])
        if np.any(fresh & (behind == number))
    }
