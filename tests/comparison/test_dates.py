"""Questions of two birth dates, against the calendar itself."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from identity_resolve.comparison.dates import (
    by_days_apart,
    day_month_swapped,
    one_digit_off,
    same_as_far_as_known,
    two_parts_agree,
)
from tests.build import level_titles, sides

DATES = st.builds(
    lambda date, known: date.isoformat()[:known],
    st.dates().filter(lambda date: date.year >= 1900),
    st.sampled_from([4, 7, 10, 10, 10]),
)
CLOSE = st.builds(
    lambda year, month, day, known: f"{year}-{month:02}-{day:02}"[:known],
    st.sampled_from([1984, 1985, 1948]),
    st.integers(1, 3),
    st.integers(1, 12),
    st.sampled_from([4, 7, 10, 10]),
)


def ask(question, left, right):
    return bool(question(sides([{"birth_date": left}, {"birth_date": right}]))[0])


@given(CLOSE, CLOSE)
def test_the_questions_are_those_of_the_calendar(left, right):
    a, b = left.split("-"), right.split("-")
    agree = [x == y for x, y in zip(a, b, strict=False)]
    both_full = len(a) == len(b) == 3
    assert ask(same_as_far_as_known, left, right) == all(agree)
    assert ask(two_parts_agree, left, right) == (sum(agree) >= 2)
    assert ask(day_month_swapped, left, right) == (both_full and b == [a[0], a[2], a[1]])
    assert ask(one_digit_off, left, right) == (both_full and OSA.distance(left, right) == 1)


@settings(max_examples=50)
@given(DATES, DATES)
def test_every_question_is_the_same_from_both_sides(left, right):
    for question in (day_month_swapped, one_digit_off, same_as_far_as_known, two_parts_agree):
        assert ask(question, left, right) == ask(question, right, left)


@settings(max_examples=50)
@given(DATES, DATES)
def test_a_birth_date_says_something_of_every_other(left, right):
    rows = [{"birth_date": left}, {"birth_date": right}, {"birth_date": left}, {}]
    said, itself, nothing = level_titles("birth_date", rows)
    assert said is not None
    assert (said == "same birth date") == (left == right)
    assert (itself, nothing) == ("same birth date", None)


@pytest.mark.parametrize(
    "question", [day_month_swapped, one_digit_off, same_as_far_as_known, two_parts_agree]
)
def test_questions_are_asked_of_many_pairs_at_once(question):
    dates = ["1984-03-04", "1984-04-03", "1984-03", "1984", "1984-03-14", "1999-12-31"]
    found = question(sides([{"birth_date": date} for date in dates])).tolist()
    assert found == [ask(question, dates[0], date) for date in dates[1:]]


@given(st.dates(), st.integers(-400, 400), st.integers(0, 200))
def test_days_apart_are_counted_either_way(day, gap, most):
    try:
        other = day + timedelta(gap)
    except OverflowError:
        return
    rows = [{"seen": day.isoformat()}, {"seen": other.isoformat()}]
    assert by_days_apart(most)(sides(rows)).tolist() == [1 if abs(gap) <= most else 2]


YEAR = "email address or handle ends in the year of birth"
ANOTHER = "email address or handle ends in another number"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ({"email": ("betty83@x.org",)}, YEAR),
        ({"email": ("betty.1983@x.org",)}, YEAR),
        ({"social_handle": (":betty83",)}, YEAR),
        ({"email": ("betty84@x.org",)}, ANOTHER),
        ({"email": ("betty@x.org",)}, None),
        ({"email": ("betty183@x.org",)}, None),  # no year
        ({"email": ("betty83@x.org",), "birth_date": "1983-01-22"}, None),  # dates tell more
    ],
)
def test_an_address_may_end_in_the_year_of_birth(written, title):
    rows = [{"birth_date": "1983-01-22"}, written]
    if "birth_date" in written:
        rows.append({"birth_date": "1983-01-22", "email": ("b@x.org",)})
    assert set(level_titles("year of birth in address", rows)) == {title}
