"""Texts meet by the rarest words that others have, too."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.candidates import wording
from identity_resolve.candidates.wording import KEYS, rare_words
from tests.build import column

WORDS = ["canon", "nikon", "17", "headphones", "silver", "b5539a", "b1200x", "camera"]
TEXTS = st.lists(
    st.one_of(st.none(), st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)),
    min_size=1,
    max_size=8,
)


def met(texts):
    entries = rare_words(column(texts))
    keys = {}
    for row, key in zip(entries.rows.tolist(), entries.keys.tolist(), strict=True):
        keys.setdefault(key, set()).add(row)
    return {pair for rows in keys.values() for pair in combinations(sorted(rows), 2)}


def slow(texts, most):
    """The pairs that share one of both texts' keys, by sets of words."""
    held = [set((text or "").split()) for text in texts]
    records = {w: sum(w in words for words in held) for words in held for w in words}
    distinct = {w: sum(w in t.split() for t in {t for t in texts if t}) for w in records}
    usable = {w for w in records if distinct[w] > 1 and records[w] <= most}
    keys = [set(sorted(words & usable, key=lambda w: (records[w], w))[:KEYS]) for words in held]
    return {(a, b) for a, b in combinations(range(len(texts)), 2) if keys[a] & keys[b]}


@settings(deadline=None)
@given(TEXTS, st.integers(1, 6))
def test_pairs_are_those_of_sets_of_words(texts, most):
    before = wording.MOST_RECORDS
    wording.MOST_RECORDS = most
    try:
        assert met(texts) == slow(texts, most)
    finally:
        wording.MOST_RECORDS = before


def test_titles_meet_by_a_model_number_whatever_stands_around_it():
    titles = [f"canon headphones a{i}x silver" for i in range(60)]
    titles += ["canon 17 wireless headphones b5539a silver", "headphones canon b5539a 2014"]
    assert met(titles) == {(60, 61)}


def test_a_misspelled_word_takes_no_place():
    texts = ["walsh stele works", "walsh steel works", "walsh steel", "other works"]
    assert (0, 1) in met(texts)
