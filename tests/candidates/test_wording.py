"""Texts meet by the words they share."""

from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.candidates.wording import KEYS, word_keys
from tests.build import column

WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon"]), min_size=1, max_size=4
)
TEXTS = st.lists(WORDS.map(" ".join), min_size=1, max_size=6)


def keys_of(cells):
    entries = word_keys(column(cells))
    found = [set() for _ in cells]
    for row, key in zip(entries.rows, entries.keys, strict=True):
        found[row].add(int(key))
    return found


@given(TEXTS)
def test_short_texts_share_as_many_keys_as_words(texts):
    keys = keys_of(texts)
    for text, own in zip(texts, keys, strict=True):
        for other, others in zip(texts, keys, strict=True):
            assert len(own & others) == len({*text.split()} & {*other.split()})


def test_long_texts_have_few_keys_and_choose_alike_whatever_else_there_is():
    long = " ".join(f"word{i}" for i in range(30))
    [alone] = keys_of([long])
    beside = keys_of([long, long + " more", "word1 word2"])
    assert len(alone) == KEYS
    assert beside[0] == alone
    assert len(beside[1] & alone) >= KEYS - 1
