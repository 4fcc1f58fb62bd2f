"""Texts compared by their words, each weighed by its rarity.

Two texts that share a rare word (a distinctive company name, a model number inside a title) say much;
what they share of common ones ("inc", "steel", "the") says nothing. A word that a share p of the
records has is worth -log2 p bits (Spaerck Jones 1972, as an information content).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from identity_resolve.arrays import FloatArray, IntArray, UInt64Array, pack
from identity_resolve.words import Words, split_words

__all__ = ["WeighedWords", "weigh_words", "words_in_common"]

UNSEEN = 0.001
"""Share of the records held to have a word where nothing is known of any."""

STEP = 1024.0
"""Bits are whole steps of 1/1024, so that sums do not depend on the order of adding."""


@dataclass(frozen=True, slots=True)
class WeighedWords:
    """The words of the distinct values of a column, and what sharing each is worth.

    Attributes:
        words: the words.
        bits: float64 of shape (words,).
        total: float64 of shape (values,), bits of all words of each value.
        held: uint64 of shape (entries,), value and word as one number each, ascending.
    """

    words: Words
    bits: FloatArray
    total: FloatArray
    held: UInt64Array


def weigh_words(values: Sequence[str], shares: Mapping[str, float]) -> WeighedWords:
    """Weigh the words of values.

    Args:
        values: the distinct values.
        shares: share of the records that have each common word, under ``""`` that of any other.
    """
    words = split_words(values)
    other = shares.get("", UNSEEN)
    share = np.array([shares.get(word, other) for word in words.words], dtype=np.float64)
    bits = np.round(-np.log2(np.minimum(share, 1.0)) * STEP) / STEP
    total = np.bincount(words.owner, weights=bits[words.code], minlength=len(values)).astype(float)
    return WeighedWords(words, bits, total, pack(words.owner, words.code))


def words_in_common(weighed: WeighedWords, left: IntArray, right: IntArray) -> FloatArray:
    """Bits of the words that values share: float64 of shape (pairs,).

    Args:
        weighed: the words.
        left: int32 of shape (pairs,), codes of values.
        right: int32 of shape (pairs,), codes of values.
    """
    start = weighed.words.start
    size = start[left + 1] - start[left]
    pair = np.repeat(np.arange(len(left)), size)
    at = np.repeat(start[left] - (np.cumsum(size) - size), size) + np.arange(len(pair))
    word = weighed.words.code[at]
    wanted = pack(right[pair], word)
    where = np.minimum(np.searchsorted(weighed.held, wanted), max(len(weighed.held) - 1, 0))
    found = np.flatnonzero(weighed.held[where] == wanted) if len(wanted) else np.zeros(0, np.intp)
    shared = np.bincount(pair[found], weights=weighed.bits[word[found]], minlength=len(left))
    return shared.astype(np.float64)
