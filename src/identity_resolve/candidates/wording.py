"""Words as block keys: texts meet by the words they share; a word that too many have is set aside."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import Column, IntArray
from identity_resolve.candidates.entries import Entries
from identity_resolve.fingerprint import fingerprint_texts
from identity_resolve.words import split_words

__all__ = ["word_keys"]

KEYS = 8
"""Words of each text by which it meets others."""


def word_keys(column: Column) -> Entries:
    """Entries under the words of each text.

    Of a long text the words of least fingerprint count, so that two texts choose alike, whatever
    other texts there are (Broder 1997 draws samples of documents so).
    """
    words = split_words(column.values)
    prints = fingerprint_texts(words.words)[words.code]
    owner = words.owner
    order = np.lexsort((prints, owner))
    rank = np.arange(len(owner)) - words.start[owner]
    entry = order[rank < KEYS]
    prints = prints[entry]
    start = np.searchsorted(owner[entry], np.arange(len(column.values) + 1))
    parts = [_spread(codes, start) for codes in column.codes]
    rows, at = zip(*parts, strict=True)
    return Entries(np.concatenate(rows), prints[np.concatenate(at)])


def _spread(codes: IntArray, start: npt.NDArray[np.intp]) -> tuple[IntArray, npt.NDArray[np.int64]]:
    """Each record with each of the entries of its value: rows, and positions from `start`."""
    rows = np.flatnonzero(codes >= 0).astype(np.int32)
    first = start[codes[rows]]
    count = start[codes[rows] + 1] - first
    at = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(count.sum())
    return np.repeat(rows, count), at
