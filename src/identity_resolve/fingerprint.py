"""Stable 64-bit hashes of text, in arrays: the same on every machine, run and version.

Block keys, the canonical order of records and customer ids all rest on these, so that nothing
depends on where a record stands. Mixing is the finalizer of splitmix64 (Steele, Lea, Flood 2014).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "combine",
    "combine_one",
    "fingerprint_series",
    "fingerprint_text",
    "fingerprint_texts",
    "mix",
    "mix_one",
    "spell_print",
]

UInt64Array = npt.NDArray[np.uint64]

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base 32

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST = np.uint64(0xBF58476D1CE4E5B9)
_SECOND = np.uint64(0x94D049BB133111EB)


FEW = 64
"""Texts that are not worth arrays."""

_ALL = (1 << 64) - 1


def mix(values: UInt64Array) -> UInt64Array:
    """Scatter 64-bit values: shape and dtype (uint64) kept, zero stays zero."""
    mixed = values >> np.uint64(30)  # in place from here on: memory is what takes the time
    mixed ^= values
    mixed *= _FIRST
    mixed ^= mixed >> np.uint64(27)
    mixed *= _SECOND
    mixed ^= mixed >> np.uint64(31)
    return mixed


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
    if len(texts) <= FEW:
        return np.array([_fingerprint(text) for text in texts], dtype=np.uint64)
    return _of_bytes(*_bytes_of(texts))


def fingerprint_series(texts: pl.Series) -> UInt64Array:
    """`fingerprint_texts` of a series without nulls."""
    joined: str = texts.str.join("").item() if len(texts) else ""
    blob = np.frombuffer(joined.encode() + bytes(8), dtype=np.uint8)
    return _of_bytes(blob, texts.str.len_bytes().to_numpy().astype(np.int64))


def _of_bytes(blob: npt.NDArray[np.uint8], lengths: npt.NDArray[np.int64]) -> UInt64Array:
    """Fingerprints of texts in UTF-8, one after the other and padded by a word."""
    starts = np.cumsum(lengths) - lengths
    result = mix(lengths.astype(np.uint64) * _GOLDEN)
    where = np.flatnonzero(lengths)
    for number in range(int(-(-lengths.max(initial=0) // 8))):
        where = where[lengths[where] > 8 * number]
        word = _words(blob, starts[where] + 8 * number, lengths[where] - 8 * number)
        state = result[where]
        following = mix((state ^ word) * _GOLDEN + np.uint64(number + 1))
        result[where] = np.where(word == 0, state, following)
    result[(result == 0) & (lengths > 0)] = 1
    return result


def fingerprint_text(text: str) -> int:
    """The fingerprint of one text, as `fingerprint_texts` gives it."""
    return _fingerprint(text)


@lru_cache(maxsize=1 << 16)
def _fingerprint(text: str) -> int:
    """The same in whole numbers: a few texts take less time so."""
    data = text.encode("utf-8", "surrogatepass")
    golden = int(_GOLDEN)
    state = mix_one(len(data) * golden & _ALL)
    for number in range(0, len(data), 8):
        word = int.from_bytes(data[number : number + 8], "little")
        if word:
            state = mix_one(((state ^ word) * golden + number // 8 + 1) & _ALL)
    return state if state or not data else 1


def mix_one(value: int) -> int:
    """`mix` of one number."""
    value = (value ^ value >> 30) * int(_FIRST) & _ALL
    value = (value ^ value >> 27) * int(_SECOND) & _ALL
    return value ^ value >> 31


def combine_one(first: int, second: int) -> int:
    """`combine` of two numbers.

    >>> combine_one(3, 4) == int(combine(np.array([3], np.uint64), np.array([4], np.uint64))[0])
    True
    """
    return mix_one((first * int(_GOLDEN) + second) & _ALL) if first and second else 0


def spell_print(prints: UInt64Array) -> list[str]:
    """Fingerprints as 13 digits of Crockford's base 32, in the same order.

    >>> spell_print(np.array([0, 2**64 - 1], dtype=np.uint64))
    ['0000000000000', 'fzzzzzzzzzzzz']
    """
    digits = np.frombuffer(_DIGITS.encode(), dtype=np.uint8)
    spelled = np.full((len(prints), 14), ord("\n"), dtype=np.uint8)
    for place, shift in enumerate(range(60, -1, -5)):
        spelled[:, place] = digits.take((prints >> np.uint64(shift)) & np.uint64(31))
    return spelled.tobytes().decode().split()


def _bytes_of(texts: Sequence[str]) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
    """All texts in UTF-8, one after the other and padded by a word, and the bytes of each."""
    joined = "".join(texts)
    if joined.isascii():
        blob, lengths = joined.encode(), map(len, texts)
    else:
        encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
        blob, lengths = b"".join(encoded), map(len, encoded)
    counts = np.fromiter(lengths, dtype=np.int64, count=len(texts))
    return np.frombuffer(blob + bytes(8), dtype=np.uint8), counts


def _words(
    blob: npt.NDArray[np.uint8], starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> UInt64Array:
    """Up to eight bytes from each start on as one little-endian number, zero behind the end."""
    eight = np.lib.stride_tricks.sliding_window_view(blob, 8)[starts]
    beyond = (8 * (8 - np.minimum(lengths, 8))).astype(np.uint64)
    words: UInt64Array = eight.view("<u8").ravel()
    return (words << beyond) >> beyond
