"""Labeled pairs among records: checked against each other, compared, ready to teach."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from identity_resolve.arrays import BoolArray, IntArray, Pairs, Records, UInt64Array, pack
from identity_resolve.candidates.buckets import Following, pairs_of
from identity_resolve.clustering.components import components
from identity_resolve.errors import SourceError
from identity_resolve.sources.labels import label_rows
from identity_resolve.sources.readers import Inputs

__all__ = ["Labels", "found_by", "read_labels"]


@dataclass(frozen=True, slots=True)
class Labels:
    """Pairs of rows that are known to be one person, or not.

    Attributes:
        left: int32 of shape (pairs,).
        right: int32 of shape (pairs,), above left.
        same: bool of shape (pairs,).
    """

    left: IntArray
    right: IntArray
    same: BoolArray


def read_labels(labels: Inputs, table: pl.DataFrame, records: Records) -> Labels:
    """Labeled pairs as rows of the records.

    Args:
        labels: what the readers take.
        table: source and record_id of every record, in the order of the records.
        records: the records.

    Raises:
        SourceError: see `label_rows`; or labels contradict each other by way of a third record, or
            say of two records of a source whose records are different customers that they are one.
    """
    rows = label_rows(labels, table)
    told = Labels(rows["left"].to_numpy(), rows["right"].to_numpy(), rows["same"].to_numpy())
    person = components(len(records), told.left[told.same], told.right[told.same])
    torn = ~told.same & (person[told.left] == person[told.right])
    if torn.any():
        raise SourceError(
            f"labels: {torn.sum()} pairs are labeled different though other labels make them one "
            f"person by way of a third record; see {_rows(rows, torn)}"
        )
    source = records.source[told.left]
    clean = np.array(records.unique)[source] & (source == records.source[told.right]) & told.same
    if clean.any():
        raise SourceError(
            f"labels: {clean.sum()} pairs are labeled the same though settings say that no two "
            f"records of their source are; see {_rows(rows, clean)}"
        )
    return told


def _rows(rows: pl.DataFrame, wrong: BoolArray) -> str:
    """The first rows that are wrong, in words."""
    numbers = rows["row"].filter(pl.Series(wrong)).sort().head(5).to_list()
    return f"row{'s' * (len(numbers) > 1)} {', '.join(map(str, numbers))}"


def found_by(following: Following, labels: Labels) -> UInt64Array:
    """Which rules propose each labeled pair, as `Pairs.found_by`; 0 where none does."""
    kept = np.isin(following.row, labels.left)
    some = Following(
        following.row[kept],
        following.rule[kept],
        following.position[kept],
        following.count[kept],
        following.members,
    )
    if not kept.any():
        return np.zeros(len(labels.left), dtype=np.uint64)
    pairs: Pairs = pairs_of(some, (0, len(some.row)))
    wanted = pack(labels.left, labels.right)
    where = np.minimum(np.searchsorted(pairs.packed, wanted), len(pairs) - 1)
    return np.where(pairs.packed[where] == wanted, pairs.found_by[where], np.uint64(0))
