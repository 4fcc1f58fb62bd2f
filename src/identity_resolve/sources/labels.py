"""Labels: pairs of records that somebody knows to be one person, or not."""

from __future__ import annotations

import polars as pl

from identity_resolve.errors import SourceError
from identity_resolve.sources.readers import Inputs, read_sources

__all__ = ["label_rows"]

_ENDS = ("left", "right")
_YES = ("true", "1", "yes", "y", "t")
_NO = ("false", "0", "no", "n", "f")


def label_rows(labels: Inputs, table: pl.DataFrame) -> pl.DataFrame:
    """Rows of the labeled pairs: left, right (int32, left < right), same (bool), row (of the labels, from 1).

    Columns are those of `Result.edges`: left_source, left, right_source, right; and same (true or
    false, 1 or 0, yes or no; a row where it is blank is no label). Sources may be left out where there
    is one. A pair labeled twice counts once.

    Args:
        labels: what the readers take.
        table: source and record_id of every record.

    Raises:
        SourceError: a column is missing, a value of same is neither, a record is not there or named
            as its own pair, or one pair is labeled as both.
    """
    [frame, *more] = (source.frame for source in read_sources(labels))
    if more:
        raise SourceError(f"labels: {1 + len(more)} tables were given; give one")
    frame = _with_sources(frame, table).with_row_index("row", offset=1)
    frame = frame.filter(pl.col("same").is_not_null())
    found = _found(_judged(frame), table)
    itself = found.filter(pl.col("a") == pl.col("b"))
    if itself.height:
        raise SourceError(f"labels: row {itself['row'][0]} pairs a record with itself")
    ordered = found.select(
        pl.min_horizontal("a", "b").cast(pl.Int32).alias("left"),
        pl.max_horizontal("a", "b").cast(pl.Int32).alias("right"),
        "same",
        "row",
    )
    distinct = ordered.unique(["left", "right", "same"], keep="first", maintain_order=True)
    twice = distinct.filter(pl.struct("left", "right").is_duplicated())
    if twice.height:
        first = twice.sort("left", "right")["row"].head(2).sort().to_list()
        raise SourceError(
            f"labels: {twice.height // 2} pairs are labeled both the same and different; "
            f"see rows {first[0]} and {first[1]}"
        )
    return distinct.sort("left", "right")


def _with_sources(frame: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """The columns that are needed, sources filled in where there is but one."""
    sources = table["source"].unique()
    missing = [name for name in (*_ENDS, "same") if name not in frame.columns]
    if len(sources) > 1:
        missing += [f"{end}_source" for end in _ENDS if f"{end}_source" not in frame.columns]
    if missing:
        raise SourceError(
            f"labels: no column {', '.join(missing)}; there are {', '.join(frame.columns)}"
        )
    only = {
        f"{end}_source": pl.lit(sources[0]) for end in _ENDS if f"{end}_source" not in frame.columns
    }
    return frame.with_columns(**only).select("left_source", "left", "right_source", "right", "same")


def _judged(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with same as a truth value."""
    told = pl.col("same").str.strip_chars().str.to_lowercase()
    unknown = frame.filter(~told.is_in([*_YES, *_NO]))
    if unknown.height:
        raise SourceError(
            f"labels: same is neither true nor false in {unknown.height} rows, such as row "
            f"{unknown['row'][0]}; write true or false, yes or no, 1 or 0"
        )
    return frame.with_columns(same=told.is_in(_YES))


def _found(frame: pl.DataFrame, table: pl.DataFrame) -> pl.DataFrame:
    """The frame with positions a and b in the table of its two records."""
    known = table.select("source", "record_id").with_row_index("at")
    for end, name in zip(_ENDS, ("a", "b"), strict=True):
        named = known.rename({"source": f"{end}_source", "record_id": end, "at": name})
        frame = frame.join(named, on=[f"{end}_source", end], how="left", maintain_order="left")
    lost = frame.filter(pl.col("a").is_null() | pl.col("b").is_null())
    if lost.height:
        raise SourceError(
            f"labels: {lost.height} of {frame.height} pairs name a record that is not among the "
            f"records, such as row {lost['row'][0]}; check left and right"
            + (" and their sources" if table["source"].n_unique() > 1 else "")
        )
    return frame
