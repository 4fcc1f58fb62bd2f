"""Texts by their words: rare ones beat common ones, whichever side is left."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.comparison.engine import compare
from identity_resolve.comparison.texts import (
    RARE,
    VERY_RARE,
    log_scaled,
    measure_comparison,
    text_comparison,
)
from identity_resolve.comparison.wording import weigh_words, words_in_common
from identity_resolve.scoring.frequencies import word_shares
from identity_resolve.words import split_words, words_table
from tests.build import column, view

PART = "text:name"
SHARES = {"": 0.0001, "inc": 0.2, "energy": 0.05, "the": 0.5}
WORDS = st.lists(st.sampled_from(["inc", "energy", "the", "acme", "brown", "tcd"]), max_size=5)
TEXTS = WORDS.map(" ".join).filter(bool)


def title(left, right):
    seen = view([{PART: left}, {PART: right}]).knowing({words_table(PART): SHARES})
    comparison = text_comparison(PART)
    rarities = {PART: np.zeros(len(seen.columns[PART].values), np.uint8)}
    rows = np.array([0], np.int32), np.array([1], np.int32)
    [outcome] = compare(comparison, seen, rarities, *rows)
    titles = [level.title for level in comparison.levels for _ in range(level.outcomes)]
    return titles[outcome - 1]


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("acme brown inc", "acme brown", "name shares most words, very rare ones"),
        ("acme energy inc", "acme", "name shares most words, rare ones"),
        ("acme energy inc", "acme brown", "name shares rare words"),
        ("acme brown tcd ngv energy", "acme", "one name is within the other"),
        ("acme brown tcd ngv energy", "energy", "different name"),  # of any text, nearly
        ("the energy inc", "the energy", "name shares most words, common ones"),
        ("tcd energy inc", "ngv energy inc", "different name"),  # industry and legal form
        ("the brown inc", "the acme inc", "different name"),
    ],
)
def test_what_is_said_of_two_texts(left, right, said):
    assert title(left, right) == title(right, left) == said


def slow(left, right):
    """Bits of the words in common, by sets."""
    shared = set(left.split()) & set(right.split())
    return sum(-np.log2(SHARES.get(word, SHARES[""])) for word in shared)


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=6, unique=True))
def test_words_in_common_are_those_of_the_sets(texts):
    weighed = weigh_words(texts, SHARES)
    left, right = (side.ravel().astype(np.int32) for side in np.indices((len(texts),) * 2))
    found = words_in_common(weighed, left, right)
    expected = [slow(texts[a], texts[b]) for a, b in zip(left, right, strict=True)]
    assert found == pytest.approx(expected, abs=0.01)
    assert found.tolist() == words_in_common(weighed, right, left).tolist()


@given(st.lists(TEXTS, max_size=6))
def test_words_of_texts_are_those_of_split(texts):
    words = split_words(texts)
    held = [
        {words.words[code] for code in words.code[a:b]}
        for a, b in zip(words.start, words.start[1:], strict=False)
    ]
    assert held == [set(text.split()) for text in texts]


def test_a_word_is_as_common_as_the_records_that_have_it():
    names = column([f"brown {i} inc" for i in range(900)] + ["acme"] * 100)
    shares = word_shares(names, built_in=0.001)
    assert shares["inc"] == pytest.approx(900 / 1300, rel=0.01)
    assert shares["acme"] == pytest.approx(100 / 1300, rel=0.01)
    assert shares[""] < 0.002


def test_a_better_level_is_worth_no_less_before_any_data_is_seen():
    for comparison, order in (
        (text_comparison(PART), (2, 3, 4, 5, 6)),
        (measure_comparison("m"), (0, 1, 2, 3)),
    ):
        levels = [comparison.levels[i] for i in order]
        worth = [level.m / level.u for level in levels]
        assert worth == sorted(worth, reverse=True)
    assert RARE < VERY_RARE


@given(st.floats(1e-6, 1e9), st.floats(1.02, 100))
def test_larger_numbers_stand_higher_and_apart_from_negative_ones(number, factor):
    low, high = (log_scaled(f"{n:.9f}") for n in (number, number * factor))
    assert 0 < low < high
    assert log_scaled(f"-{number:.9f}") == -low
