"""Similarity of distinct values in arrays: cheap upper bounds first, rapidfuzz for what is left.

`Values` holds what can be said of each distinct value once (letters, length, initial); the
functions on pairs of codes read it. This is the home of rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from identity_resolve.domain import BoolArray, IntArray, UInt64Array

__all__ = ["Values", "distinct_pairs", "edits", "on_distinct"]

MANY = 127
"""Stands for "more edits than anyone asked for"."""

EditArray = npt.NDArray[np.uint8]


class Values:
    """The distinct values of a column, and what is known of each.

    Attributes:
        texts: object array of shape (values,), canonical texts.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = np.array(texts, dtype=object) if len(texts) else np.zeros(0, dtype=object)

    @cached_property
    def lengths(self) -> IntArray:
        """Characters of each value."""
        return np.fromiter(map(len, self.texts), dtype=np.int32, count=len(self.texts))

    @cached_property
    def letters(self) -> UInt64Array:
        """Bits for each character seen once, and for each seen twice: one edit flips at most two."""
        return np.fromiter(map(_letter_bits, self.texts), dtype=np.uint64, count=len(self.texts))

    def derive(self, function: Callable[[str], str]) -> IntArray:
        """Codes of a derived text per value; -1 where it is empty."""
        derived = [function(text) for text in self.texts]
        position = {text: i for i, text in enumerate(sorted(set(derived) - {""}))}
        return np.fromiter(
            (position.get(text, -1) for text in derived), dtype=np.int32, count=len(derived)
        )


def _letter_bits(text: str) -> int:
    once = twice = 0
    for letter in text:
        bit = 1 << (ord(letter) & 31)
        twice |= once & bit
        once |= bit
    return once | twice << 32


def edits(values: Values, left: IntArray, right: IntArray, *, at_most: int) -> EditArray:
    """Edits (replace, add, drop, swap neighbors) between values; MANY beyond `at_most`.

    Args:
        values: the distinct values.
        left: int32 of shape (pairs,), codes.
        right: int32 of shape (pairs,), codes.
        at_most: most edits of interest.

    Returns:
        uint8 of shape (pairs,).
    """
    result = np.full(len(left), MANY, dtype=np.uint8)
    flips = np.bitwise_count(values.letters[left] ^ values.letters[right])
    gap = np.abs(values.lengths[left] - values.lengths[right])
    close = np.flatnonzero((flips <= 2 * at_most) & (gap <= at_most))
    if close.size:
        first, second, where = distinct_pairs(left[close], right[close])
        found = cpdist(
            values.texts[first],
            values.texts[second],
            scorer=OSA.distance,
            score_cutoff=at_most,
            dtype=np.uint8,
        )
        result[close] = np.where(found > at_most, MANY, found)[where]
    return result


def distinct_pairs(left: IntArray, right: IntArray) -> tuple[IntArray, IntArray, npt.NDArray[np.intp]]:
    """The distinct unordered pairs of codes, and for each given pair which of them it is."""
    low, high = np.minimum(left, right), np.maximum(left, right)
    packed = (low.astype(np.uint64) << np.uint64(32)) | high.astype(np.uint64)
    unique, where = np.unique(packed, return_inverse=True)
    first = (unique >> np.uint64(32)).astype(np.int32)
    return first, (unique & np.uint64(0xFFFFFFFF)).astype(np.int32), where


def on_distinct(
    test: Callable[[str, str], bool], values: Values, left: IntArray, right: IntArray
) -> BoolArray:
    """Ask a question of two texts once per distinct pair of values.

    Args:
        test: symmetric question of two texts.
        values: the distinct values.
        left: int32 of shape (pairs,), codes.
        right: int32 of shape (pairs,), codes.

    Returns:
        bool of shape (pairs,).
    """
    first, second, where = distinct_pairs(left, right)
    answers = map(test, values.texts[first], values.texts[second])
    return np.fromiter(answers, dtype=np.bool_, count=len(first))[where]
