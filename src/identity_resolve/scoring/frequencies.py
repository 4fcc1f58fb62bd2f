"""How common each value is, and what agreement on it is worth before anything else is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import Column, FloatArray, LevelArray
from identity_resolve.words import split_words

__all__ = ["OTHERS", "agreement", "chances", "ranks", "shares", "word_shares"]

OTHERS = ""
"""Key of a frequency table under which the share of a value that is not listed stands."""

LISTED = 2.0**-13
"""Values rarer than this are not listed one by one."""

PRIOR_RECORDS = 300.0
"""How many observed records the built-in share of an unknown value counts for."""


def shares(column: Column, *, built_in: float) -> dict[str, float]:
    """Share of the records that have each common value, and under `OTHERS` that of a rare one.

    Args:
        column: the part.
        built_in: share to assume of a value before any data is seen.
    """
    counts = _counts(column)
    return _table(column.values, counts, float(counts.sum()), built_in)


def word_shares(column: Column, *, built_in: float) -> dict[str, float]:
    """Share of the records that have each common word, and under `OTHERS` that of a rare one.

    Args:
        column: the part.
        built_in: share to assume of a word before any data is seen.
    """
    words, counts = split_words(column.values), _counts(column)
    return _table(words.words, words.count(counts), float(counts.sum()), built_in)


def _table(
    values: Sequence[str], counts: npt.NDArray[np.float64], records: float, built_in: float
) -> dict[str, float]:
    total = records + PRIOR_RECORDS
    built_in = min(built_in, 1.0 / max(len(values), 1))
    share = (counts + PRIOR_RECORDS * built_in) / total
    listed = np.flatnonzero(share >= LISTED)
    rare = share[share < LISTED]
    others = float((rare**2).sum() / rare.sum()) if rare.size else min(built_in, 1.0 / total)
    return {OTHERS: others} | {values[int(i)]: round(float(share[i]), 9) for i in listed}


def chances(values: Sequence[str], table: Mapping[str, float]) -> FloatArray:
    """Chance that a stranger has each value: float64 of shape (values,)."""
    others = table[OTHERS]
    return np.array([table.get(value, others) for value in values], dtype=np.float64)


def ranks(values: Sequence[str], table: Mapping[str, float], size: int) -> LevelArray:
    """The place of each value among all by how common they are: uint8 of shape (values,).

    Those that are not listed, and all for whom no place is left, have the last.
    """
    listed = sorted((name for name in table if name != OTHERS), key=lambda n: (-table[n], n))
    place = {name: i for i, name in enumerate(listed[: size - 1])}
    return np.array([place.get(value, size - 1) for value in values], dtype=np.uint8)


def agreement(
    column: Column, table: Mapping[str, float], bins: LevelArray, *, size: int
) -> tuple[FloatArray, FloatArray]:
    """What share of people have a value of each rarity, and the chance that two strangers agree in it.

    Args:
        column: the part.
        table: its frequencies.
        bins: uint8 of shape (values,), rarity of each value.
        size: number of bins.

    Returns:
        Both float64 of shape (size,); the first sums to 1.
    """
    counts = _counts(column)
    weight = counts / max(counts.sum(), 1.0)
    typical = 2.0 ** -(3.5 + np.arange(size))
    split = np.bincount(bins, weights=weight, minlength=size) + 1e-6
    chance = np.bincount(bins, weights=weight * chances(column.values, table), minlength=size)
    split = split / split.sum()
    return split, np.maximum(chance, 1e-6 * typical)


def _counts(column: Column) -> npt.NDArray[np.float64]:
    size = len(column.values)
    counted = [np.bincount(codes[codes >= 0], minlength=size) for codes in column.codes]
    return np.sum(counted, axis=0, dtype=np.float64)
