"""What is kept of values: the clear version, one text at a time, is the oracle."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.keeping import (
    bare_number,
    initial,
    issuer_of,
    last_eight,
    local_part,
    prefix_of,
    sound,
    year,
)

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
NUMBERS = st.builds(
    lambda issuer, number: f"{issuer}:{number}",
    st.sampled_from(["", "US-CA", "CRM", "A:B"]),
    st.text("AB01é-", max_size=9),
)


def slow_bare_number(text):
    number = text.rpartition(":")[2]
    digits = number.lstrip(LETTERS)
    return digits if len(digits) >= 5 and digits.isdigit() else number


def slow_prefix(text):
    return text.rpartition(":")[2].removesuffix(slow_bare_number(text))


def slow_local_part(text):
    local = text.partition("@")[0]
    return local if len(local) >= 6 else ""


ORACLES = [
    (initial, lambda text: text[:1], st.text("añ ", max_size=3)),
    (year, lambda text: text[:4], st.dates().map(str)),
    (last_eight, lambda text: text[-8:] if len(text) >= 9 else "", st.text("+0123", max_size=14)),
    (local_part, slow_local_part, st.text("ab.é@", max_size=12)),
    (bare_number, slow_bare_number, NUMBERS),
    (prefix_of, slow_prefix, NUMBERS),
    (issuer_of, lambda text: text.rpartition(":")[0], NUMBERS),
]


@pytest.mark.parametrize(
    ("keep", "slow", "texts"), ORACLES, ids=[keep.many.__name__ for keep, *_ in ORACLES]
)
@settings(max_examples=40)
@given(st.data())
def test_a_column_keeps_what_each_of_its_texts_keeps(keep, slow, texts, data):
    column = data.draw(st.lists(texts, max_size=5))
    wanted = [slow(text) for text in column]
    assert keep(pl.Series(column, dtype=pl.String)).to_list() == wanted
    assert [keep.one(text) for text in column] == wanted


@given(NUMBERS)
def test_issuer_prefix_and_bare_number_are_the_whole(text):
    column = pl.Series([text])
    issuer, prefix, bare = (keep(column)[0] for keep in (issuer_of, prefix_of, bare_number))
    assert f"{issuer}:{prefix}{bare}" == text


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("smith", "smyth", True),
        ("schmidt", "schmitt", True),
        ("garcia", "garzia", True),
        ("lee", "leah", True),
        ("lee", "moss", False),
        ("catherine", "katherine", False),  # the first letter counts
    ],
)
def test_names_that_sound_alike(left, right, alike):
    first, second = sound(pl.Series([left, right]))
    assert (first == second) == alike


@given(st.text(max_size=12))
def test_a_sound_is_short_and_begins_like_the_name(name):
    code = sound(pl.Series([name]))[0]
    assert len(code) <= 4
    assert code[:1] == name[:1]
