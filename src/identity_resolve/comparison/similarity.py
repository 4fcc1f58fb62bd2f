"""Similarity of distinct values in arrays: cheap upper bounds first, rapidfuzz for what is left.

`Values` holds what can be said of each distinct value once (letters, length, initial); the
functions on pairs of codes read it. This is the home of rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import OSA
from rapidfuzz.process import cpdist

from identity_resolve.arrays import BoolArray, IntArray, UInt64Array, pack, unpack
from identity_resolve.fingerprint import fingerprint_texts

__all__ = [
    "MANY",
    "Values",
    "begins_alike",
    "edits",
    "is_related",
    "least_edits",
    "related",
    "share_word",
    "text_edits",
    "texts_begin_alike",
    "texts_share_word",
]

MANY = 127
"""Stands for "more edits than anyone asked for"."""

FEW = 64
"""Values, or pairs of them, that are not worth finding out which are alike."""

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
        if len(self.texts) <= FEW:
            return _letters_of_few(self.texts)
        result = np.zeros(len(self.texts), dtype=np.uint64)
        for length in np.flatnonzero(np.bincount(self.lengths[self.lengths > 0])):
            where = np.flatnonzero(self.lengths == length)
            characters = self.texts[where].astype(f"U{length}").view(np.uint32)
            result[where] = _letter_bits(characters.reshape(len(where), length))
        return result

    @cached_property
    def beginnings(self) -> UInt64Array:
        """The first eight bytes of each value, as a number that starts alike when the texts do."""
        encoded = np.array([text.encode()[:8] for text in self.texts], dtype="S8")
        return encoded.view(">u8").astype(np.uint64)

    @cached_property
    def words(self) -> UInt64Array:
        """Fingerprints of up to three words of three letters or more, 0 for none: a row for each value."""
        table = [words_of(text) for text in self.texts]
        most = max(map(len, table), default=0)
        flat = fingerprint_texts([word for row in table for word in [*row, "", "", ""][:most]])
        return flat.reshape(len(self.texts), most)

    def measure(self, function: Callable[[str], int]) -> IntArray:
        """A number said of each value."""
        return np.fromiter(map(function, self.texts), dtype=np.int32, count=len(self.texts))


def _letters_of_few(texts: npt.NDArray[np.object_]) -> UInt64Array:
    """The same of all lengths at once; the characters beside a text are none."""
    longest = max(map(len, texts), default=0)
    if not longest:
        return np.zeros(len(texts), dtype=np.uint64)
    characters = texts.astype(f"U{longest}").view(np.uint32).reshape(len(texts), longest)
    bits = (characters != 0).astype(np.uint64) << (characters & np.uint32(31)).astype(np.uint64)
    seen = np.bitwise_or.accumulate(bits, axis=1)
    twice = np.bitwise_or.reduce(seen[:, :-1] & bits[:, 1:], axis=1)
    return seen[:, -1] | (twice << np.uint64(32))


def _letter_bits(characters: npt.NDArray[np.uint32]) -> UInt64Array:
    """Bits of texts of one length: uint64 of shape (texts,) for uint32 of shape (texts, length)."""
    once = np.zeros(len(characters), dtype=np.uint64)
    twice = np.zeros_like(once)
    for position in range(characters.shape[1]):
        bit = np.uint64(1) << (characters[:, position] & np.uint32(31)).astype(np.uint64)
        twice |= once & bit
        once |= bit
    return once | (twice << np.uint64(32))


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
    first, second, where = left, right, None
    if len(left) > FEW:
        first, second, where = distinct_pairs(left, right)
    found = cpdist(
        values.texts[first],
        values.texts[second],
        scorer=OSA.distance,
        score_cutoff=at_most,
        dtype=np.uint8,
    )
    count = np.where(found > at_most, np.uint8(MANY), found)
    return count if where is None else count.take(where)


def least_edits(values: Values, left: IntArray, right: IntArray) -> EditArray:
    """Edits that there are at least between different values, told by their letters and lengths.

    Args:
        values: the distinct values.
        left: int32 of shape (pairs,), codes.
        right: int32 of shape (pairs,), codes.

    Returns:
        uint8 of shape (pairs,), at most MANY.
    """
    flips = np.bitwise_count(values.letters.take(left) ^ values.letters.take(right))
    gap = np.abs(values.lengths.take(left) - values.lengths.take(right))
    least = np.maximum((flips + 1) >> 1, np.minimum(gap, MANY).astype(np.uint8))
    return np.maximum(least, np.uint8(1))


def text_edits(left: str, right: str, *, at_most: int) -> int:
    """Edits between two texts; more than `at_most` is `at_most` + 1."""
    return OSA.distance(left, right, score_cutoff=at_most)


def distinct_pairs(
    left: IntArray, right: IntArray
) -> tuple[IntArray, IntArray, npt.NDArray[np.intp]]:
    """The distinct unordered pairs of codes, and for each given pair which of them it is."""
    unique, where = np.unique(unordered(left, right), return_inverse=True)
    return *unpack(unique), where


def begins_alike(values: Values, left: IntArray, right: IntArray) -> BoolArray:
    """Whether the shorter value, of three letters or more, begins the longer (first eight bytes)."""
    shortest = np.minimum(values.lengths.take(left), values.lengths.take(right))
    beyond = (8 * (8 - np.clip(shortest, 1, 8))).astype(np.uint64)
    differ = (values.beginnings.take(left) ^ values.beginnings.take(right)) >> beyond
    return (differ == 0) & (shortest >= 3)


def texts_begin_alike(left: str, right: str) -> bool:
    """`begins_alike` of two texts."""
    shortest = min(len(left), len(right), 8)
    return shortest >= 3 and left.encode()[:shortest] == right.encode()[:shortest]


def share_word(values: Values, left: IntArray, right: IntArray) -> BoolArray:
    """Whether two values have a word of three letters or more in common."""
    result = np.zeros(len(left), dtype=np.bool_)
    most = values.words.shape[1]
    for a in range(most):
        word = values.words[left, a]
        for b in range(most):
            result |= (word == values.words[right, b]) & (word != 0)
    return result


def texts_share_word(left: str, right: str) -> bool:
    """`share_word` of two texts."""
    return not set(words_of(left)).isdisjoint(words_of(right))


def words_of(text: str) -> list[str]:
    """Up to three words of three letters or more."""
    return [word for word in text.replace("-", " ").split(" ") if len(word) > 2][:3]


def related(values: Values, groups: Callable[[str], Iterable[str]]) -> UInt64Array:
    """Unordered pairs of different values that some group holds both of, packed and ascending.

    Args:
        values: the distinct values.
        groups: the names of the groups a text belongs to.
    """
    members: dict[str, list[int]] = {}
    for code, text in enumerate(values.texts):
        for group in groups(text):
            members.setdefault(group, []).append(code)
    packed = {(a << 32) | b for codes in members.values() for a in codes for b in codes if a < b}
    return np.array(sorted(packed), dtype=np.uint64)


def is_related(pairs: UInt64Array, left: IntArray, right: IntArray) -> BoolArray:
    """Whether pairs of codes are among packed ascending pairs of `related`."""
    if not len(pairs):
        return np.zeros(len(left), dtype=np.bool_)
    found = np.zeros(len(left), dtype=np.bool_)
    some = np.arange(len(left)) if len(left) <= FEW else _maybe_related(pairs, left, right)
    packed = unordered(left[some], right[some])
    where = np.minimum(np.searchsorted(pairs, packed), len(pairs) - 1)
    found[some] = pairs[where] == packed
    return found


def _maybe_related(pairs: UInt64Array, left: IntArray, right: IntArray) -> npt.NDArray[np.intp]:
    """Pairs of codes that are related to something: most names are to none."""
    low, high = unpack(pairs)
    known = np.zeros(max(high.max(), left.max(), right.max()) + 1, dtype=np.bool_)
    known[low] = known[high] = True
    return np.flatnonzero(known[left] & known[right])


def unordered(left: IntArray, right: IntArray) -> UInt64Array:
    """Unordered pairs of codes as one number each."""
    return pack(np.minimum(left, right), np.maximum(left, right))
