"""Stable 64-bit hashes of text, in arrays: the same on every machine, run and version.

Block keys, the canonical order of records and customer ids all rest on these, so that nothing
depends on where a record stands. Mixing is the finalizer of splitmix64 (Steele, Lea, Flood 2014).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["combine", "fingerprint_text", "fingerprint_texts", "mix"]

UInt64Array = npt.NDArray[np.uint64]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)
_WIDTHS = (8, 16, 32, 64, 256)


def mix(values: UInt64Array) -> UInt64Array:
    """Scatter 64-bit values: shape and dtype (uint64) kept, zero stays zero."""
    mixed = (values ^ (values >> np.uint64(30))) * _FIRST
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _SECOND
    return mixed ^ (mixed >> np.uint64(31))


def combine(first: UInt64Array, second: UInt64Array) -> UInt64Array:
    """One fingerprint of two, in order; zero (no value) where either is zero."""
    both = mix(first * _GOLDEN + second)
    both[(first == 0) | (second == 0)] = 0
    return both


def fingerprint_texts(texts: Sequence[str]) -> UInt64Array:
    """Fingerprints of texts: uint64 of shape (len(texts),); zero only for the empty text.

    >>> bool(fingerprint_texts(["Ann", "ann"])[0] == fingerprint_texts(["ann"])[0])
    False
    """
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    lengths = np.fromiter(map(len, encoded), dtype=np.int64, count=len(encoded))
    result = np.zeros(len(encoded), dtype=np.uint64)
    for width, where in _by_width(lengths):
        table = np.array([encoded[i] for i in where], dtype=f"S{width}")
        words = table.view("<u8").reshape(len(where), width // 8)
        result[where] = _fold(words, lengths[where])
    return result


def fingerprint_text(text: str) -> int:
    """The fingerprint of one text, as `fingerprint_texts` gives it."""
    return int(fingerprint_texts([text])[0])


def _by_width(lengths: npt.NDArray[np.int64]) -> Iterator[tuple[int, npt.NDArray[np.int64]]]:
    low = 0
    for width in _WIDTHS:
        where = np.flatnonzero((lengths > low) & (lengths <= width))
        if where.size:
            yield width, where
        low = width
    for index in np.flatnonzero(lengths > low):
        yield -(-int(lengths[index]) // 8) * 8, np.array([index])


def _fold(words: npt.NDArray[np.uint64], lengths: npt.NDArray[np.int64]) -> UInt64Array:
    """Trailing zero words add nothing, so the width a text was padded to does not matter."""
    state = mix(lengths.astype(np.uint64) * _GOLDEN)
    for column in range(words.shape[1]):
        word = words[:, column]
        state = np.where(word == 0, state, mix((state ^ word) * _GOLDEN + np.uint64(column + 1)))
    return np.where(state == 0, np.uint64(1), state)
