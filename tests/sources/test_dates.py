"""Columns of dates."""

import pytest

from identity_resolve.sources.dates import read_dates
from identity_resolve.sources.headers import read_header


def read(header, *values):
    return read_dates(read_header(header), values, least=0.8)


@pytest.mark.parametrize(
    ("text", "year", "clock"),
    [
        ("2024-01-31", 2024, False),
        ("2024/1/31 10:15", 2024, True),
        ("2024-01-31T10:15:00Z", 2024, True),
        ("1/31/2024", 2024, False),
        ("31.01.99", 1999, False),
        ("1/31/24 3:05 PM", 2024, True),
        ("Wed, 26 Apr 2023 04:00:17 +0000", 2023, True),
        ("26 April 2023", 2023, False),
        ("Apr 26, 2023", 2023, False),
    ],
)
def test_dates_are_known_in_many_forms(text, year, clock):
    dates = read("x", text)
    assert (dates.middle, dates.clocks == 1.0) == (year, clock)


@pytest.mark.parametrize("text", ["20-00-00", "45/46/2024", "K-2024-01", "hello", "12", "555-0143"])
def test_other_codes_are_none(text):
    assert read("date", text) is None


def test_bare_digits_are_dates_where_the_header_says_so():
    assert read("visit_date", "20240131").middle == 2024
    assert read("created_ts", "1706659200").clocks == 1.0
    assert read("account", "20240131") is None


def test_births_spread_over_a_lifetime_and_events_do_not():
    births = read("x", *(f"{year}-05-01" for year in range(1930, 2005)))
    events = read("x", *(f"20{year}-05-01" for year in range(18, 25)))
    assert (births.lifelong, births.recent) == (True, False)
    assert (events.lifelong, events.recent) == (False, True)
