"""Dicts of every make, as a frame."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from identity_resolve.sources.frames import text_column
from identity_resolve.sources.records import records_frame, value_text


def column(*values):
    return records_frame([{"a": value} for value in values]).to_series()


def test_missing_keys_are_missing_values_and_columns_keep_their_order():
    frame = records_frame([{"b": 1}, {"a": "x", "b": 2}, {}])
    assert frame.columns == ["b", "a"]
    assert frame.rows() == [(1, None), (2, "x"), (None, None)]


def test_records_without_any_key_have_no_columns():
    assert records_frame([{}, {}]).width == 0


def test_a_mapping_inside_a_record_becomes_columns():
    frame = records_frame([{"name": {"given": "Ann", "more": {"x": 1}}}, {"name": {"family": "B"}}])
    assert frame.to_dicts() == [
        {"name.given": "Ann", "name.more.x": 1, "name.family": None},
        {"name.given": None, "name.more.x": None, "name.family": "B"},
    ]


def test_keys_that_are_no_text_become_text():
    assert records_frame([{1: "x"}]).columns == ["1"]


def test_numbers_keep_their_type():
    assert column(1, 2, None).dtype == pl.Int64
    assert column(1, 2.5).to_list() == [1.0, 2.5]
    assert column(float("nan"), 12345678901234567).to_list() == [None, 12345678901234567]


@pytest.mark.parametrize(
    ("values", "texts"),
    [
        ((1, "x"), ["1", "x"]),
        ((True, 2), ["true", "2"]),
        ((2125551234.0, "x"), ["2125551234", "x"]),
        ((5e-08, "x"), ["5e-8", "x"]),
        ((1.5, 12345678901234567), ["1.5", "12345678901234567"]),
        ((10**40, 1), [str(10**40), "1"]),
        ((date(2020, 1, 2), "x"), ["2020-01-02", "x"]),
        ((date(2020, 1, 2), datetime(2020, 1, 2, 3)), ["2020-01-02", "2020-01-02T03:00:00"]),
        ((["a", 1.0, None], "x"), ["a; 1", "x"]),
        ((("a", "b"), {"d", "c"}), ["a; b", "c; d"]),
        (([{"k": "é"}],), ['{"k": "é"}']),
        ((b"ab", b"\xff", "x"), ["ab", "ff", "x"]),
        ((uuid.UUID(int=1), None), ["00000000-0000-0000-0000-000000000001", None]),
        ((np.int64(5), np.str_("x")), ["5", "x"]),
        (("a\ud83d", "b"), ["a?", "b"]),
        ((Decimal("5.00"), "x"), ["5", "x"]),
    ],
)
def test_values_of_several_types_or_none_that_columns_know_become_text(values, texts):
    assert column(*values).to_list() == texts


plain_values = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(),
    st.datetimes(),
    st.datetimes(timezones=st.just(UTC)),
    st.decimals(-(10**9), 10**9, places=2),
    st.times(),
    st.lists(st.sampled_from("abc"), min_size=1),
)


@example("\x1f")
@given(plain_values)
def test_a_value_has_the_same_text_alone_and_in_a_column_of_its_type(value):
    [text] = text_column(pl.Series([value])).to_list()
    assert text == (value_text(value) if value_text(value).strip() else None)


def test_other_values_have_the_text_python_gives_them():
    assert value_text(timedelta(days=1)) == "1 day, 0:00:00"
    assert value_text(time(1, 2)) == "01:02:00"
    assert value_text(float("inf")) is None
