"""The canonical order of records: by what they say, so that the order they come in does not matter."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl

from identity_resolve.arrays import BoolArray, Column, IntArray, UInt64Array, order_prints
from identity_resolve.fingerprint import combine, fingerprint_text, fingerprint_texts

__all__ = ["content_of", "content_order", "keys_of"]


def keys_of(
    rows: IntArray, table: pl.DataFrame, names: UInt64Array, given: BoolArray
) -> UInt64Array:
    """Fingerprints of the names of some records, source and id; zero where no id was given."""
    if not given.any():
        return np.zeros(len(rows), dtype=np.uint64)
    texts = table["record_id"].gather(rows.astype(np.uint32)).to_list()
    return np.where(given, combine(names, fingerprint_texts(texts)), np.uint64(0))


def content_order(content: UInt64Array, keys_of: Callable[[IntArray], UInt64Array]) -> IntArray:
    """Rows by content, those of equal content by key, else as they came."""
    order = order_prints(content).astype(np.int32)
    ordered = content.take(order)
    same = ordered[1:] == ordered[:-1]
    tied = np.flatnonzero(np.r_[False, same] | np.r_[same, False])
    rows = order[tied]
    order[tied] = rows[np.lexsort((keys_of(rows), content[rows]))]
    return order


def content_of(name: str, column: Column) -> UInt64Array:
    """What a part adds to the content keys of records: uint64 of shape (records,)."""
    salt = np.full(len(column.values), fingerprint_text(name), dtype=np.uint64)
    salted = np.append(combine(salt, column.fingerprints), np.uint64(0))
    first, *others = (salted.take(codes) for codes in column.codes)
    for told in others:
        first += told
    return first
