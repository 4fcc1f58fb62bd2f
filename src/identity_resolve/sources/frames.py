"""Frames of any library as polars frames, and their columns as text.

Every type has one text, whatever library the frame came from and whatever stands in the other
rows: whole numbers without a fraction, dates and times in ISO 8601, lists joined by ``; ``, the
fields of a structure as columns of their own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

import polars as pl

from identity_resolve.errors import SourceError
from identity_resolve.sources.records import IDLE_ZEROS, records_frame, value_text

__all__ = ["ArrowStream", "arrow_frame", "flatten", "text_column"]

_PANDAS_INDEX = re.compile(r"__index_level_\d+__")
_WHOLE_LIMIT = 2.0**53  # beyond it, doubles skip whole numbers
_JOIN = "; "

_SOMETHING = r"[^\s\x1c-\x1f]"
"""What a cell holds that is not blank, by the whitespace of Python."""


@runtime_checkable
class ArrowStream(Protocol):
    """A table that can be read through the Arrow PyCapsule interface."""

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """The table as an Arrow C stream in a capsule."""


class _Stream:
    """Nothing but the stream of a frame, so that no library's special path is taken."""

    def __init__(self, frame: ArrowStream) -> None:
        self._frame = frame

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._frame.__arrow_c_stream__(requested_schema)


def arrow_frame(table: ArrowStream) -> pl.DataFrame:
    """A polars frame from any table that speaks the Arrow PyCapsule interface.

    Raises:
        SourceError: a column has a type that cannot be handed over, or two have one name.
    """
    if isinstance(table, pl.DataFrame):
        return table
    try:
        frame = pl.DataFrame(_Stream(table))
    except (Exception, pl.exceptions.PanicException) as error:  # whatever the library raises
        rows = _mixed_rows(table, error)
        if rows is None:
            raise SourceError(f"data frame: {_fault(error)}") from error
        frame = records_frame(rows)
    return frame.drop(name for name in frame.columns if _PANDAS_INDEX.fullmatch(name))


def _mixed_rows(table: Any, error: BaseException) -> list[Mapping[str, Any]] | None:
    """Records of a pandas frame that has values of several types in one column."""
    if "Conversion failed for column" not in str(error) or not hasattr(table, "notna"):
        return None
    cells = table.astype(object)
    rows: list[Mapping[str, Any]] = cells.where(table.notna(), None).to_dict(orient="records")
    return rows


def _fault(error: BaseException) -> str:
    if "uplicate" in type(error).__name__ + str(error):
        return "two columns have the same name; rename one"
    kind = re.search(r"`(\w+)` type|column (\S+) with type", str(error))
    what = f" ({kind.group(1) or kind.group(2)})" if kind else ""
    return f"a column has a type that cannot be read{what}; turn it into text first"


def flatten(frame: pl.DataFrame) -> pl.DataFrame:
    """Structures replaced by their fields, as columns ``structure.field``, however deep.

    Raises:
        SourceError: a field's column exists already.

    >>> flatten(pl.DataFrame({"id": [1], "name": [{"given": "Ann", "family": "Lee"}]})).columns
    ['id', 'name.given', 'name.family']
    """
    while any(isinstance(dtype, pl.Struct) for dtype in frame.dtypes):
        parts = [part for column in frame for part in _fields(column)]
        names = [part.name for part in parts]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise SourceError(
                f"column {twice!r} exists already, beside a structure with that field"
            )
        frame = pl.DataFrame(parts)
    return frame


def _fields(column: pl.Series) -> list[pl.Series]:
    if not isinstance(column.dtype, pl.Struct):
        return [column]
    return [
        column.struct.field(field.name).alias(f"{column.name}.{field.name}")
        for field in column.dtype.fields
    ]


def text_column(column: pl.Series) -> pl.Series:
    """A column as text, null where it holds nothing but blanks.

    >>> text_column(pl.Series([2125551234.0, 1.5, None])).to_list()
    ['2125551234', '1.5', None]
    >>> text_column(pl.Series([["a", "b"], [], [None]])).to_list()
    ['a; b', None, None]
    """
    frame = column.to_frame("value")
    if column.dtype == pl.Binary:
        text = _binary_text(column).alias("value").to_frame()
    elif _has_text(column.dtype):
        text = frame.select(_text(pl.col("value"), column.dtype))
    else:
        values = [value_text(value) for value in column.to_list()]
        text = pl.Series("value", values, dtype=pl.String).to_frame()
    value = pl.col("value")
    filled = text.select(pl.when(value.str.contains(_SOMETHING)).then(value))
    return filled.to_series().alias(column.name)


def _binary_text(column: pl.Series) -> pl.Series:
    try:
        return column.cast(pl.String)
    except pl.exceptions.ComputeError:  # not UTF-8
        return column.bin.encode("hex")


def _has_text(dtype: pl.DataType) -> bool:
    """Whether `_text` knows the type; `value_text` does the rest, value by value."""
    if isinstance(dtype, pl.List | pl.Array):
        inner = dtype.inner
        return isinstance(inner, pl.DataType) and not inner.is_nested() and _has_text(inner)
    known = (pl.String, pl.Boolean, pl.Categorical, pl.Enum, pl.Null, pl.Duration)
    return dtype.is_numeric() or dtype.is_temporal() or isinstance(dtype, known)


def _text(value: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    if dtype.is_float():
        return _float_text(value)
    match dtype:
        case pl.Decimal():
            return value.cast(pl.String).str.replace(r"\.0+$", "")
        case pl.Datetime():
            text = value.dt.to_string("iso:strict").str.replace(IDLE_ZEROS, "${1}${2}")
            return text if dtype.time_zone else text.str.replace("T00:00:00$", "")
        case pl.Time():
            return value.dt.to_string("iso").str.replace(IDLE_ZEROS, "${1}${2}")
        case pl.Duration():
            return value.dt.to_string("iso")
        case pl.List():
            texts = value.list.eval(_text(pl.element(), dtype.inner))  # type: ignore[arg-type]
            return texts.list.join(_JOIN, ignore_nulls=True)
        case pl.Array():
            return _text(value.arr.to_list(), pl.List(dtype.inner))
    return value.cast(pl.String)


def _float_text(value: pl.Expr) -> pl.Expr:
    whole = (value == value.round()) & (value.abs() < _WHOLE_LIMIT)
    return (
        pl.when(value.is_finite() & whole)
        .then(value.cast(pl.Int64, strict=False).cast(pl.String))
        .when(value.is_finite())
        .then(value.cast(pl.String))
    )
