"""Rare words as block keys: texts meet by the words that few others have."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import Column, IntArray
from identity_resolve.candidates.entries import Entries
from identity_resolve.fingerprint import fingerprint_texts
from identity_resolve.words import Words, split_words

__all__ = ["rare_words"]

MOST_RECORDS = 50
"""Records that may have a word by which texts meet."""

KEYS = 2
"""Words of each text by which it meets others, the rarest ones."""


def rare_words(column: Column) -> Entries:
    """Entries under the rarest words of each text among those that another text has, too.

    A word that only one text has (a misspelled one is the rarest of all) makes no pair and takes no
    other's place; equal texts are the matter of another rule.
    """
    words = split_words(column.values)
    held = sum(
        np.bincount(codes[codes >= 0], minlength=len(column.values)) for codes in column.codes
    )
    entry = _chosen(words, np.asarray(held, dtype=np.float64))
    prints = fingerprint_texts([words.words[int(code)] for code in words.code[entry]])
    owner = words.owner[entry]
    start = np.searchsorted(owner, np.arange(len(column.values) + 1))
    parts = [_spread(codes, start) for codes in column.codes]
    rows, at = zip(*parts, strict=True)
    return Entries(np.concatenate(rows), prints[np.concatenate(at)])


def _chosen(words: Words, held: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Positions in `words.code`, ascending, of the words that are keys of their text."""
    records = words.count(held)
    texts = words.count(np.ones(len(held)))
    usable = np.flatnonzero((texts > 1) & (records <= MOST_RECORDS))
    entry = np.flatnonzero(np.isin(words.code, usable))
    owner, code = words.owner[entry], words.code[entry]
    order = np.lexsort((code, records[code], owner))
    entry, owner = entry[order], owner[order]
    rank = np.arange(len(owner)) - np.searchsorted(owner, owner)
    return np.sort(entry[rank < KEYS])


def _spread(codes: IntArray, start: npt.NDArray[np.intp]) -> tuple[IntArray, npt.NDArray[np.int64]]:
    """Each record with each of the entries of its value: rows, and positions from `start`."""
    rows = np.flatnonzero(codes >= 0).astype(np.int32)
    first = start[codes[rows]]
    count = start[codes[rows] + 1] - first
    at = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(count.sum())
    return np.repeat(rows, count), at
