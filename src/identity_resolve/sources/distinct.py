"""What is distinct in columns of text, and where it stands: by hashes, and checked.

Hashes of 64 bits are sorted many times faster than texts. Should two texts ever share one, the texts
are joined instead.
"""

from __future__ import annotations

import numpy as np
import polars as pl

from identity_resolve.arrays import IntArray, order_prints, run_starts

__all__ = ["distinct_rows", "ranked"]


def distinct_rows(cells: pl.DataFrame) -> tuple[pl.DataFrame, IntArray]:
    """The distinct rows of a frame without a null in its first column, in no order.

    Returns:
        The rows, and int32 of shape (rows,), which of them each row is.
    """
    hashes = cells.hash_rows(0).to_numpy()
    order = order_prints(hashes)
    starts = run_starts(hashes.take(order))
    which = np.empty(len(order), dtype=np.int32)
    count = np.diff(np.append(starts, len(order)))
    which[order] = np.repeat(np.arange(len(starts), dtype=np.int32), count)
    distinct = cells[order.take(starts).astype(np.uint32)]
    if not distinct[which.astype(np.uint32)].equals(cells):
        return _joined(cells)
    return distinct, which


def _joined(cells: pl.DataFrame) -> tuple[pl.DataFrame, IntArray]:
    distinct = cells.unique()
    found = cells.join(
        distinct.with_row_index("at"),
        on=cells.columns,
        how="left",
        nulls_equal=True,
        maintain_order="left",
    )
    return distinct, found["at"].cast(pl.Int32).to_numpy()


def ranked(texts: pl.Series) -> tuple[pl.Series, IntArray]:
    """The distinct texts but nulls, sorted, and int32 of shape (texts,): which each is, -1 for null."""
    held = texts.drop_nulls()
    ranks = np.full(len(texts), -1, dtype=np.int32)
    distinct, which = distinct_rows(held.to_frame("text"))
    values = distinct["text"].sort()
    ranks[texts.is_not_null().to_numpy()] = _positions(distinct["text"], values)[which]
    return values, ranks


def _positions(distinct: pl.Series, values: pl.Series) -> IntArray:
    """Where each of some distinct texts stands among them sorted."""
    order, sorted_order = (_by_hash(texts) for texts in (distinct, values))
    position = np.zeros(len(values), dtype=np.int32)
    position[order] = sorted_order
    if not values.gather(position.astype(np.uint32)).equals(distinct):
        known = values.to_frame("text").with_row_index("at")
        found = distinct.to_frame("text").join(known, on="text", how="left", maintain_order="left")
        return found["at"].cast(pl.Int32).to_numpy()
    return position


def _by_hash(texts: pl.Series) -> IntArray:
    return order_prints(texts.hash(0).to_numpy()).astype(np.int32)
