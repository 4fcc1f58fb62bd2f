import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from identity_resolve.comparison.similarity import (
    MANY,
    Values,
    begins_alike,
    edits,
    is_related,
    related,
    share_word,
)

TEXTS = st.lists(st.text("abcé -1", max_size=9), min_size=1, max_size=12, unique=True)


def all_pairs(texts):
    left, right = np.triu_indices(len(texts), 1)
    return left.astype(np.int32), right.astype(np.int32)


@given(TEXTS, st.integers(1, 3))
def test_edits_are_those_of_the_textbook(texts, at_most):
    left, right = all_pairs(texts)
    found = edits(Values(texts), left, right, at_most=at_most)
    for a, b, n in zip(left, right, found, strict=True):
        distance = OSA.distance(texts[a], texts[b])
        assert n == (distance if distance <= at_most else MANY)


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=12), min_size=1, max_size=10, unique=True))
def test_beginning_alike_is_starting_with_the_other(texts):
    left, right = all_pairs(texts)
    found = begins_alike(Values(texts), left, right)
    for a, b, alike in zip(left, right, found, strict=True):
        short, long = sorted((texts[a], texts[b]), key=len)
        assert alike == (len(short) >= 3 and long[:8].startswith(short[:8]))


def test_a_shared_word_needs_three_letters():
    values = Values(["garcia lopez", "lopez", "de la cruz", "de la rosa", "smith-lopez"])
    pairs = np.array([(0, 1), (0, 4), (2, 3), (1, 2)], dtype=np.int32)
    assert share_word(values, pairs[:, 0], pairs[:, 1]).tolist() == [True, True, False, False]


def test_related_values_are_those_of_one_group():
    groups = {"bill": ["william"], "will": ["william"], "bob": ["robert"]}
    texts = ["bill", "bob", "will"]
    pairs = related(Values(texts), lambda text: groups.get(text, []))
    left, right = np.array([2, 1], dtype=np.int32), np.array([0, 0], dtype=np.int32)
    assert is_related(pairs, left, right).tolist() == [True, False]
