"""Frames of every library, and the text of every type."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

from identity_resolve.errors import SourceError
from identity_resolve.sources.frames import arrow_frame, flatten, text_column

ROWS = {"id": [1, 2], "name": ["Ann", None], "born": [date(1980, 1, 2), None]}


@pytest.fixture
def database():
    with duckdb.connect() as connection:
        yield connection


@pytest.mark.parametrize(
    "table",
    [pl.DataFrame(ROWS), pa.table(ROWS), pa.table(ROWS).to_reader(), pd.DataFrame(ROWS)],
    ids=["polars", "pyarrow", "stream", "pandas"],
)
def test_the_same_frame_from_every_library(table):
    frame = arrow_frame(table)
    assert frame.columns == ["id", "name", "born"]
    assert frame.to_dict(as_series=False) == ROWS


def test_a_duckdb_relation(database):
    rows = "(1, 'Ann', date '1980-01-02'), (2, null, null)"
    frame = arrow_frame(database.sql(f"from (values {rows}) t(id, name, born)"))
    assert frame.to_dict(as_series=False) == ROWS


def test_a_pandas_frame_with_rows_taken_out_keeps_its_columns_only():
    table = pd.DataFrame({"a": [1, 2, 3]})
    assert arrow_frame(table[table["a"] > 1]).to_dict(as_series=False) == {"a": [2, 3]}


def test_the_row_numbers_that_older_pandas_adds_are_dropped():
    table = pa.table({"a": [1], "__index_level_0__": [7]})
    assert arrow_frame(table).columns == ["a"]


def test_a_pandas_column_with_values_of_several_types():
    table = pd.DataFrame({"phone": [2125551234, "n/a", None], "n": [1, 2, 3]})
    frame = arrow_frame(table)
    assert frame.get_column("phone").to_list() == ["2125551234", "n/a", None]
    assert frame.get_column("n").dtype == pl.Int64


def test_a_pandas_category():
    table = pd.DataFrame({"city": pd.Categorical(["Rome", None, "Bonn"])})
    assert text_column(arrow_frame(table).to_series()).to_list() == ["Rome", None, "Bonn"]


@pytest.mark.parametrize(
    "table",
    [pa.table([[1], [2]], names=["a", "a"]), pd.DataFrame([[1, 2]], columns=["a", "a"])],
    ids=["pyarrow", "pandas"],
)
def test_two_columns_of_one_name(table):
    with pytest.raises(SourceError) as caught:
        arrow_frame(table)
    assert str(caught.value) == "data frame: two columns have the same name; rename one"


def test_a_type_that_polars_lacks(database, capfd):
    with pytest.raises(SourceError) as caught:
        arrow_frame(database.sql("select interval 1 day x"))
    assert str(caught.value) == (
        "data frame: a column has a type that cannot be read (month_day_nano_interval); turn it "
        "into text first"
    )


def test_a_stream_that_breaks_tells_no_values():
    class Broken:
        def __arrow_c_stream__(self, requested_schema=None):
            raise ValueError("cannot convert 'Ann' for column name with type object")

    with pytest.raises(SourceError) as caught:
        arrow_frame(Broken())
    assert str(caught.value) == (
        "data frame: a column has a type that cannot be read (name); turn it into text first"
    )


@pytest.mark.parametrize(
    ("values", "dtype", "texts"),
    [
        (["x", " ", "", "\t\u00a0", " y "], pl.String, ["x", None, None, None, " y "]),
        ([1, -2], pl.Int8, ["1", "-2"]),
        ([2**64 - 1], pl.UInt64, ["18446744073709551615"]),
        ([2125551234.0, 1.5, -0.0], pl.Float64, ["2125551234", "1.5", "0"]),
        ([float("nan"), float("inf"), 2.0], pl.Float64, [None, None, "2"]),
        ([1.5, 3.0], pl.Float32, ["1.5", "3"]),
        ([Decimal("2125551234.00"), Decimal("1.50")], pl.Decimal(20, 2), ["2125551234", "1.50"]),
        ([True, False], pl.Boolean, ["true", "false"]),
        ([date(1980, 1, 2)], pl.Date, ["1980-01-02"]),
        ([time(1, 2, 3), time(1, 2, 3, 4)], pl.Time, ["01:02:03", "01:02:03.000004"]),
        (
            [datetime(1980, 1, 2), datetime(1980, 1, 2, 3, 4, 5), datetime(1980, 1, 2, 0, 0, 0, 5)],
            pl.Datetime("us"),
            ["1980-01-02", "1980-01-02T03:04:05", "1980-01-02T00:00:00.000005"],
        ),
        ([datetime(1980, 1, 2)], pl.Datetime("ms", "UTC"), ["1980-01-02T00:00:00+00:00"]),
        (
            [datetime(1980, 1, 2, 3, 0, 0, 120_000)],
            pl.Datetime("ns", "America/New_York"),
            ["1980-01-01T22:00:00.12-05:00"],
        ),
        ([timedelta(days=1, seconds=3)], pl.Duration, ["P1DT3S"]),
        (["Rome"], pl.Categorical, ["Rome"]),
        (["Rome"], pl.Enum(["Rome"]), ["Rome"]),
        ([None, None], pl.Null, [None, None]),
        ([b"ab", b"c"], pl.Binary, ["ab", "c"]),
        ([b"ab", b"\xff"], pl.Binary, ["6162", "ff"]),
        ([["a", None, "b"], [], None], pl.List(pl.String), ["a; b", None, None]),
        ([[1.0, 2.5]], pl.List(pl.Float64), ["1; 2.5"]),
        ([[1, 2]], pl.Array(pl.Int64, 2), ["1; 2"]),
        ([[]], pl.List(pl.Null), [None]),
        ([[{"a": 1}, {"a": None}]], pl.List(pl.Struct({"a": pl.Int64})), ['{"a": 1}; {"a": null}']),
        ([[["a"], ["b", "c"]]], pl.List(pl.List(pl.String)), ["a; b; c"]),
        ([{"an object"}], pl.Object, ["an object"]),
    ],
)
def test_the_text_of_a_type(values, dtype, texts):
    column = text_column(pl.Series("a", values, dtype=dtype))
    assert column.to_list() == texts
    assert (column.name, column.dtype) == ("a", pl.String)


def test_duckdb_types_without_a_counterpart(database):
    table = database.sql("select map{'k': 1} m, '101'::bit b, 12::hugeint h, uuid() u")
    texts = [text_column(column).to_list()[0] for column in flatten(arrow_frame(table))]
    assert all(isinstance(text, str) for text in texts)
    assert texts[2] == "12"


def test_structures_become_columns_in_their_place():
    row = {"a": 1, "name": {"given": "Ann", "more": {"x": 1.0}}, "z": 2}
    frame = flatten(pl.DataFrame([row, {"a": 2}]))
    assert frame.rows() == [(1, "Ann", 1.0, 2), (2, None, None, None)]
    assert frame.columns == ["a", "name.given", "name.more.x", "z"]


def test_a_field_whose_column_exists_already():
    with pytest.raises(SourceError, match="column 'a\\.b' exists already"):
        flatten(pl.DataFrame({"a.b": [1], "a": [{"b": 2}]}))
