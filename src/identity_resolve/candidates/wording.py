"""Words as block keys: texts meet by the words they share; a word that too many have is set aside."""

from __future__ import annotations

import numpy as np

from identity_resolve.arrays import Column, spread
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
    count = np.append(np.diff(start), 0)  # code -1 reads the last
    parts = [spread(start.take(codes), count.take(codes)) for codes in column.codes]
    rows, at = (np.concatenate(side) for side in zip(*parts, strict=True))
    return Entries(rows.astype(np.int32), prints.take(at))
