"""Outcomes: levels, some of them divided by how rare a value is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.comparison.base import RARITIES
from identity_resolve.comparison.engine import compare, outcome_counts, rarity
from identity_resolve.comparison.library import comparisons
from tests.build import sides


@given(st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_a_rarer_value_is_never_in_a_commoner_bin(chances):
    bins = rarity(np.sort(np.array(chances))[::-1])
    assert (np.diff(bins.astype(int)) >= 0).all()
    assert bins.max() < RARITIES


def test_a_bin_of_rarity_is_one_bit_wide():
    assert rarity(2.0 ** -np.array([1, 3.5, 4, 5.5, 9, 30])).tolist() == [
        0,
        0,
        1,
        2,
        6,
        RARITIES - 1,
    ]


@given(st.integers(0, RARITIES - 1), st.integers(0, RARITIES - 1))
def test_agreement_is_told_by_the_rarity_of_the_value_shared(lee, moss):
    pairs = sides([{"family": "lee"}, {"family": "lee"}, {"family": "leee"}, {"family": None}])
    [comparison] = comparisons(pairs.view.columns)
    rarities = {"family": np.array([lee, moss], np.uint8)}
    found = compare(comparison, pairs.view, rarities, pairs.left, pairs.right)
    assert found.tolist() == [1 + lee, 1 + RARITIES, 0]


@pytest.mark.parametrize(
    ("part", "count"),
    [("suffix", 2), ("middle", 3 + RARITIES), ("family", 5 + RARITIES), ("phone", 5)],
)
def test_outcomes_are_counted_with_their_rarities(part, count):
    [comparison] = comparisons([part])
    assert outcome_counts(comparison) == count


def test_no_pairs_have_no_outcomes():
    pairs = sides([{"phone": "+14155552671"}])
    [comparison] = comparisons(["phone"])
    assert compare(comparison, pairs.view, {}, pairs.left, pairs.right).tolist() == []
