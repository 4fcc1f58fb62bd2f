"""Timestamps, however they are written, are points in time."""

import datetime as dt

import polars as pl
import pytest

from identity_resolve.sources.times import read_times

MOMENT = dt.datetime(2024, 2, 5, 22, 4, 9, tzinfo=dt.UTC)


def read(*texts, day_first=False):
    return read_times(pl.Series(texts, dtype=pl.String), day_first=day_first).to_list()


@pytest.mark.parametrize(
    "text",
    [
        "2024-02-05T22:04:09",
        "2024-02-05T22:04:09Z",
        "2024-02-05T23:04:09+01:00",
        "2024-02-05 22:04:09.000",
        "02/05/2024 22:04:09",
        "02/05/2024 10:04:09 PM",
        "1707170649",
        "1707170649000",
    ],
)
def test_one_moment_however_it_is_written(text):
    assert read(text) == [MOMENT]


@pytest.mark.parametrize(
    ("texts", "month"),
    [(["05/02/2024"], 5), (["05/02/2024", "25/02/2024"], 2), (["05/02/2024", "02/25/2024"], 5)],
)
def test_the_column_tells_whether_the_day_comes_first(texts, month):
    assert read(*texts)[0].month == month


def test_where_the_column_does_not_tell_the_setting_does():
    assert read("05/02/2024", day_first=True)[0].month == 2


def test_a_column_of_several_forms_is_read_whole():
    assert read("2024-02-05T22:04:09", None, "02/05/2024 22:04", "soon") == [
        MOMENT,
        None,
        MOMENT.replace(second=0),
        None,
    ]


def test_dates_of_emails_are_read():
    texts = [
        "Wed, 26 Apr 2023 04:00:17 +0200",
        "26 Apr 2023 04:00:17",
        "Wed, 26 Apr 2023 04:00:17 GMT",
    ]
    read = read_times(pl.Series(texts), day_first=False)
    assert [time.hour for time in read] == [2, 4, 4]


def test_digits_of_other_scripts_are_no_time():
    assert read("𝟏𝟕𝟎𝟕𝟏𝟕𝟎𝟔𝟒𝟗", "١٧٠٧١٧٠٦٤٩٠٠٠", "1707170649") == [None, None, MOMENT]


def test_years_that_no_datetime_can_hold_are_no_time():
    assert read("0000-01-02", "+12024-05-02T00:00:00Z", "1707170649") == [None, None, MOMENT]
