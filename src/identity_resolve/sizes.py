"""How likely a customer of so many records is, before any evidence.

It depends on how many customers of each size there are (Betancourt, Zanella, Steorts, "Random partition
models for microclustering tasks", 2022): where nobody has three records, no third one comes easily; where
everybody has ten, none stays alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import FloatArray, IntArray
from identity_resolve.scoring.model import Model
from identity_resolve.scoring.weights import prior_bits

__all__ = ["SizePrior", "count_sizes"]

LARGEST = 64
"""Customers of so many records and more are counted as one size."""

PRIOR_CUSTOMERS = 40.0
"""How many customers it takes for their sizes to count by half."""

LongArray = npt.NDArray[np.int64]


def count_sizes(customer: IntArray) -> tuple[int, ...]:
    """How many customers have 1, 2, 3 … records; the last place holds all larger ones.

    >>> count_sizes(np.array([0, 1, 1, 3, 3], dtype=np.int32))[:3]
    (1, 2, 0)
    """
    size = np.bincount(customer)
    counted = np.bincount(np.minimum(size, LARGEST), minlength=LARGEST + 1)
    return tuple(counted[1:].tolist())


@dataclass(frozen=True, slots=True)
class SizePrior:
    """What sizes of customers say before any evidence, beyond what weighing groups counts already.

    Attributes:
        rarity: float64 of shape (LARGEST + 1,), log2 of how many customers have a size; none where
            sizes are not known.
        prior: bits of two records taken at random.
        known: how many more pairs there are in customers than their own evidence tells, log2, at least 0.
        trust: how far sizes count, 0 to 1.
    """

    rarity: FloatArray
    prior: float
    known: float
    trust: float

    @classmethod
    def of(cls, sizes: tuple[int, ...], model: Model) -> SizePrior:
        """What sizes say beside a model.

        Args:
            sizes: how many customers have 1, 2, 3 … records.
            model: whose prior says how likely two records at random are of one person.
        """
        return _made(sizes, model.same_pairs, prior_bits(model))

    @classmethod
    def made(cls, sizes: tuple[int, ...], same_pairs: float, prior: float) -> SizePrior:
        """The same from the model's number of pairs of one person, and the bits of its prior."""
        counted = np.array([0, *sizes], dtype=np.float64)
        smooth = counted.copy()
        for size in range(5, len(counted)):  # few customers are large: sizes near are as good
            low, high = int(size / 1.2), min(int(np.ceil(size * 1.2)), len(counted) - 1)
            smooth[size] = counted[low : high + 1].mean()
        total = float(counted.sum())
        each = np.arange(len(counted))
        pairs = float((counted * each * (each - 1) / 2).sum())
        known = float(np.log2(max(pairs / same_pairs, 1.0)))
        trust = total / (total + PRIOR_CUSTOMERS)
        return cls(np.log2(smooth + 0.5), prior, known, trust)

    def bits(self, left: LongArray, right: LongArray) -> FloatArray:
        """Of groups of so many records each: float64 of shape (pairs,).

        One more record could be any of the larger group's, so the prior rises with its size; it is the root
        as weighing groups counts it, for the evidence is the best of as many.
        """
        if not len(left):
            return np.zeros(0)
        top = len(self.rarity) - 1
        larger = np.log2(np.maximum(left, right))
        sizes = [np.minimum(side, top) for side in (left + right, left, right)]
        whole, one, other = (self.rarity[side] for side in sizes)
        ways = np.log2(np.maximum(left, right) + 1.0) - larger
        found = ways + whole - one - other - self.prior
        return self.trust * np.where(larger > 0, found, np.maximum(found, self.known))


_made = lru_cache(maxsize=16)(SizePrior.made)
