import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.fingerprint import (
    combine,
    fingerprint_series,
    fingerprint_text,
    fingerprint_texts,
)

FIXED = 10652016881193913998
TEXTS = st.lists(st.text(max_size=80), max_size=30)


@given(TEXTS)
def test_a_text_has_one_fingerprint_whatever_stands_beside_it(texts):
    assert fingerprint_texts(texts).tolist() == [fingerprint_text(text) for text in texts]


@given(TEXTS)
def test_a_series_has_the_fingerprints_of_its_texts(texts):
    texts = [text.encode("utf-8", "ignore").decode() for text in texts]
    found = fingerprint_series(pl.Series(texts, dtype=pl.String))
    assert found.tolist() == fingerprint_texts(texts).tolist()


@given(TEXTS)
def test_different_texts_have_different_fingerprints(texts):
    assert len(set(fingerprint_texts(texts).tolist())) == len(set(texts))


def test_only_the_empty_text_has_no_fingerprint():
    prints = fingerprint_texts(["", "a", "\0", "a\0"])
    assert prints[0] == 0
    assert len(set(prints.tolist())) == 4


def test_long_texts_are_hashed_whole():
    base = "x" * 10_000
    assert fingerprint_text(base + "a") != fingerprint_text(base + "b")


def test_fingerprints_never_change():
    assert fingerprint_text("ann@example.org") == FIXED


def test_a_missing_side_leaves_no_key():
    one, none = np.array([5], dtype=np.uint64), np.array([0], dtype=np.uint64)
    assert combine(one, none)[0] == combine(none, one)[0] == 0
    assert combine(one, one)[0] != 0
