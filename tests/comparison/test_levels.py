"""Questions of two values, one at a time."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from identity_resolve.comparison.levels import (
    capture_error,
    capture_errors,
    few_edits,
    initial_only,
    known_as,
    names_address,
    not_in_digits,
    one_edit,
    part_of,
    prefix_missing,
    same,
    same_kept,
    same_or_swapped,
    swapped_names,
)
from identity_resolve.comparison.similarity import Values
from identity_resolve.keeping import local_part
from identity_resolve.kinds.tables import read_rows
from tests.build import sides

WORDS = st.text("abc", min_size=1, max_size=6)
NUMBERS = st.text("018BOI", min_size=1, max_size=7)


def holds(test, part, left, right):
    return bool(test(sides([{part: left}, {part: right}]))[0])


def holds_of_names(test, left, right):
    rows = [dict(zip(("given", "family"), names, strict=True)) for names in (left, right)]
    return bool(test(sides(rows))[0])


@given(WORDS, WORDS)
def test_typing_errors_are_counted_in_values_long_enough(left, right):
    distance, shortest = OSA.distance(left, right), min(len(left), len(right))
    assert holds(same("x"), "x", left, right) == (left == right)
    assert holds(one_edit("x", shortest=3), "x", left, right) == (distance <= 1 and shortest >= 3)
    assert holds(few_edits("x", shortest=4), "x", left, right) == (distance <= 2 and shortest >= 4)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("m", "maria", True),
        ("maria", "m", True),
        ("m", "robert", False),
        ("ma", "maria", False),
    ],
)
def test_an_initial_agrees_with_every_name_it_begins(left, right, expected):
    assert holds(initial_only("given"), "given", left, right) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("bill", "william", True),
        ("bill", "will", True),
        ("liz", "beth", True),
        ("bill", "robert", False),
        ("bill", "bill", False),  # the same is another level
        ("zoltan", "zolly", False),
    ],
)
def test_nicknames_of_one_name(left, right, expected):
    assert holds(known_as, "given", left, right) == expected
    assert holds(known_as, "given", right, left) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("garcia lopez", "lopez", True),
        ("smith-jones", "jones", True),
        ("christopher", "christo", True),
        ("de la cruz", "de la rosa", False),  # short words do not count
        ("jo", "joachim", False),  # nor do short beginnings
        ("garcia", "miller", False),
    ],
)
def test_part_of_a_name(left, right, expected):
    assert holds(part_of("family"), "family", left, right) == expected
    assert holds(part_of("family"), "family", right, left) == expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("adrienne48@free.fr", "adrianne48@free.fr", True),
        ("adrienne48@free.fr", "adrienne38@free.fr", False),
        ("adrienne48@free.fr", "adrienne4@free.fr", False),
        ("adrienne@free.fr", "adriene@free.fr", True),
    ],
)
def test_numbers_that_differ_are_no_typing_errors(left, right, expected):
    test = not_in_digits("email", one_edit("email"))
    assert holds(test, "email", left, right) == holds(test, "email", right, left) == expected


@pytest.mark.parametrize(
    ("left", "right", "swapped", "family"),
    [
        (("ann", "lee"), ("lee", "ann"), True, True),
        (("ann", "lee"), ("lee", "anna"), True, True),
        (("ann", "lee"), ("leee", "ann"), True, True),
        (("bob", "lee"), ("lee", "robert"), True, True),
        (("ann", "lee"), ("ann", "lee"), False, True),
        (("ann", "lee"), ("robert", "lee"), False, True),
        (("ann", "lee"), ("lee", "robert"), False, False),
        (("ann", "lee"), ("lee", None), False, False),
        (("lee", "lee"), ("lee", "lee"), False, True),
    ],
)
def test_names_in_each_others_place(left, right, swapped, family):
    for one, other in ((left, right), (right, left)):
        assert holds_of_names(swapped_names, one, other) == swapped
        assert holds_of_names(same_or_swapped, one, other) == family


def test_names_cannot_be_swapped_where_records_have_only_one_of_them():
    assert not holds(swapped_names, "given", "ann", "lee")
    assert not holds(swapped_names, "family", "ann", "lee")


def test_what_is_kept_must_be_something():
    emails = ["ann.lee@x.org", "ann.lee@y.org", "bob.moss@x.org", "al@x.org", None]
    test = same_kept("email", local_part)
    assert test(sides([{"email": e} for e in emails])).tolist() == [True, False, False, False]
    assert not holds(test, "email", "al@x.org", "al@y.org")


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("D1O4", "D104", True),  # O looks like 0
        ("8ABC", "BABC", True),
        ("4821", "4281", True),  # neighbors swapped
        ("4821", "8421", True),
        ("4821", "481", True),  # dropped
        ("4821", "48821", True),  # typed twice
        ("17", "13", False),
        ("d104", "D104", False),
    ],
)
def test_what_one_slip_explains(left, right, expected):
    values, one, other = Values([left, right]), np.array([0, 1]), np.array([1, 0])
    assert capture_errors(values, one, other).tolist() == [expected, expected]


def one_slip(left, right):
    """Slowly what `capture_errors` says of two texts one edit apart."""
    if len(left) != len(right):
        return True
    start = next(i for i, (a, b) in enumerate(zip(left, right, strict=True)) if a != b)
    if left[start + 1 :] == right[start + 1 :]:
        pair = {left[start].upper(), right[start].upper()}
        return any(
            pair == {row["a"].upper(), row["b"].upper()} for row in read_rows("confusion_pairs.csv")
        )
    return True  # one edit that is neither: neighbors swapped


@given(st.lists(st.text("018BOIlx", min_size=1, max_size=5), min_size=2, max_size=8, unique=True))
def test_one_slip_is_judged_in_arrays_as_it_is_slowly(texts):
    pairs = [(a, b) for a, b in permutations(range(len(texts)), 2)]
    near = [(a, b) for a, b in pairs if OSA.distance(texts[a], texts[b]) == 1]
    left, right = np.array(near, dtype=np.int32).reshape(-1, 2).T
    found = capture_errors(Values(texts), left, right)
    assert found.tolist() == [one_slip(texts[a], texts[b]) for a, b in near]


@given(NUMBERS, NUMBERS)
def test_a_capture_error_is_one_edit_whichever_side_is_left(left, right):
    there, back = (holds(capture_error("x"), "x", *pair) for pair in ((left, right), (right, left)))
    assert there == back
    if there:
        assert OSA.distance(left, right) == 1


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("US-CA:D5518204", ":D5518204", True),
        ("US-CA:D5518204", ":5518204", True),
        ("US-CA:D5518204", "US-CA:5518204", True),
        (":D5518204", "US-CA:5518204", True),
        (":D5518204", ":N5518204", False),
        ("US-CA:D5518204", ":D5518209", False),
        (":A12", ":12", False),  # too few digits to go without the letter
    ],
)
def test_the_same_number_without_issuer_or_prefix(left, right, expected):
    assert holds(prefix_missing("license"), "license", left, right) == expected
    assert holds(prefix_missing("license"), "license", right, left) == expected


@pytest.mark.parametrize(
    ("email", "given", "family", "expected"),
    [
        ("ann.lee@example.org", "ann", "lee", True),
        ("lee_ann@example.org", "ann", "lee", True),
        ("alee@example.org", "ann", "lee", True),
        ("lee@example.org", "ann", "lee", True),
        ("bob.oneil@example.org", "robert", "oneil", False),
        ("robert.oneil@example.org", "bob", "oneil", True),
        ("ann.smithjones@example.org", "ann", "smith-jones", True),
        ("ann.lee7@example.org", "ann", "lee", False),
        ("sunflower@example.org", "ann", "lee", False),
        ("annlee.shop@example.org", "ann", "lee", False),
    ],
)
def test_addresses_made_of_a_name_alone(email, given, family, expected):
    assert names_address(email, given, family) == expected
