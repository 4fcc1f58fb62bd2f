"""From outcomes to bits of evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import (
    BoolArray,
    FloatArray,
    LevelArray,
    pattern_numbers,
    run_starts,
)
from identity_resolve.scoring.model import Model, Weights

__all__ = [
    "WIDTH",
    "Bits",
    "Counts",
    "add_up",
    "field_bits",
    "household_bits",
    "no_bits",
    "no_counts",
    "outcome_counts",
    "prior_bits",
    "probability",
    "score",
    "score_all",
    "side_by_side",
]

BitArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Bits:
    """Evidence of pairs, log2.

    Attributes:
        same: float32 of shape (pairs,), odds that both records are of one person; 0 is even.
        against: float32, at most 0: what the pair says against one person even when it shares
            nothing to link it, counted between groups of records.
        related: float32, odds that they are of one household, the same person or another.
    """

    same: BitArray
    against: BitArray
    related: BitArray

    def __len__(self) -> int:
        return len(self.same)


FEW = 256
"""Pairs that are weighed one by one: finding their patterns takes longer."""


def prior_bits(model: Model) -> float:
    """Odds, log2, that two records taken at random are of one person."""
    return float(np.log2(model.same_pairs / model.all_pairs))


def score(
    model: Model,
    levels: Mapping[str, LevelArray],
    tables: Mapping[str, npt.NDArray[np.float32]],
    *,
    size: int,
) -> Bits:
    """Evidence of pairs: each distinct pattern of outcomes is weighed once.

    Args:
        model: the weights.
        levels: comparison name to outcomes, uint8 of shape (pairs,) each.
        tables: comparison name to what its outcomes count, `side_by_side`.
        size: number of pairs.
    """
    if size <= FEW or not levels:
        return _weigh_patterns(model, levels, tables, size=size)
    order, starts, sizes = _patterns(list(levels.values()))
    first = order.take(starts)
    patterns = {name: outcome.take(first) for name, outcome in levels.items()}
    bits = _weigh_patterns(model, patterns, tables, size=len(starts))
    which = np.empty(len(order), dtype=np.int32)
    which[order] = np.repeat(np.arange(len(starts), dtype=np.int32), sizes)
    return Bits(bits.same.take(which), bits.against.take(which), bits.related.take(which))


def _patterns(
    columns: Sequence[LevelArray],
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Rows in the order of their patterns, where each pattern begins, and how many rows have it."""
    numbers = pattern_numbers(columns)
    order = np.argsort(numbers)
    starts = run_starts(numbers.take(order))
    return order, starts, np.diff(np.r_[starts, len(order)])


def _weigh_patterns(
    model: Model,
    levels: Mapping[str, LevelArray],
    tables: Mapping[str, npt.NDArray[np.float32]],
    *,
    size: int,
) -> Bits:
    """Evidence of patterns, given as outcomes of each comparison."""
    total = np.zeros((size, WIDTH), dtype=np.float32)  # a pair's sums side by side
    for name, outcome in levels.items():
        total += tables[name].take(outcome, axis=0)
    *sums, silent = np.ascontiguousarray(total.T)
    return add_up(model, Counts(*sums), silent)


def score_all(
    model: Model, table: npt.NDArray[np.float32], places: npt.NDArray[np.integer]
) -> Bits:
    """Evidence of pairs whose outcomes of all comparisons are known: as `score` gives it, at once.

    Args:
        model: the weights.
        table: what outcomes of all comparisons count, `side_by_side`, one comparison after the other.
        places: of shape (comparisons, pairs), where in the table the outcomes stand.
    """
    total = np.add.reduce(table[places], axis=0)  # one comparison after the other, as elsewhere
    *sums, silent = np.ascontiguousarray(total.T)
    return add_up(model, Counts(*sums), silent)


def side_by_side(counts: Counts, *, several: bool) -> npt.NDArray[np.float32]:
    """What outcomes count as one table: float32 of shape (outcomes + 1, WIDTH).

    Args:
        counts: of one comparison.
        several: whether it compares what a person may have several of, whose disagreement contradicts
            nothing: the last column.
    """
    silent = np.minimum(counts.over_u, 0) if several else np.zeros_like(counts.over_u)
    return np.column_stack([*(getattr(counts, f.name) for f in fields(Counts)), silent])


def add_up(model: Model, counts: Counts, silent: BitArray) -> Bits:
    """Evidence of pairs from what their fields count together.

    Args:
        model: how many pairs of each class there are.
        counts: sums over the fields.
        silent: float32 of shape (pairs,), the part of ``counts.over_u`` that contradicts nothing.
    """
    over_u, household = _without_slips(counts)
    over_h = over_u - household
    same_u = over_u + np.float32(prior_bits(model))
    same_h = over_h + np.float32(np.log2(model.same_pairs / model.household_pairs))
    household_u = household + _household_prior(model)
    relatives = np.where(household_u > 0, same_h, 0)
    return Bits(
        same=-np.logaddexp2(-same_u, -same_h),
        against=np.minimum(np.minimum(over_u - silent, relatives), 0),
        related=np.logaddexp2(same_u, household_u),
    )


def household_bits(model: Model, counts: Counts) -> BitArray:
    """Odds, log2, that pairs are of relatives and not of strangers: float32 of shape (pairs,)."""
    found: BitArray = _without_slips(counts)[1] + _household_prior(model)
    return found


def _household_prior(model: Model) -> np.float32:
    return np.float32(np.log2(model.household_pairs / model.all_pairs))


def _without_slips(counts: Counts) -> tuple[BitArray, BitArray]:
    """What counts for one person and for relatives, slips only as far as other fields agree."""
    surplus = np.maximum(counts.near - counts.agreeing, 0)  # as if more strangers had the number
    return counts.over_u - surplus, counts.household - np.minimum(surplus, counts.near_household)


def field_bits(weights: Weights, outcome: LevelArray) -> BitArray:
    """What one comparison says for one person against strangers: float32 of shape (pairs,), bits."""
    return np.log2(weights.m / weights.u).astype(np.float32)[outcome]


def probability(bits: npt.ArrayLike) -> FloatArray:
    """Odds in bits as a probability."""
    return 1.0 / (1.0 + np.exp2(-np.asarray(bits, dtype=np.float64)))


@dataclass(frozen=True, slots=True)
class Counts:
    """What outcomes count, log2: of one field by outcome, or of several fields by pair.

    Attributes:
        over_u: float32, one person against strangers.
        household: float32, relatives against strangers.
        near: float32, the part of `over_u` that near matches make.
        near_household: float32, the part of `household` that near matches make.
        agreeing: float32, what agreements in full make.
    """

    over_u: BitArray
    household: BitArray
    near: BitArray
    near_household: BitArray
    agreeing: BitArray

    def take(self, where: LevelArray | npt.NDArray[np.intp]) -> Counts:
        """Those of some outcomes or pairs."""
        return self.each(lambda bits: bits[where])

    def each(self, change: Callable[[BitArray], BitArray]) -> Counts:
        """All of them, changed in the same way."""
        return Counts(*(change(getattr(self, field.name)) for field in fields(self)))

    def add(self, others: Counts) -> None:
        """Add those of another field, in place."""
        for field in fields(self):
            bits = getattr(self, field.name)
            bits += getattr(others, field.name)


WIDTH = len(fields(Counts)) + 1
"""Columns of `side_by_side`."""


def no_counts(size: int) -> Counts:
    """Nothing counted yet."""
    return Counts(*(np.zeros(size, dtype=np.float32) for _ in fields(Counts)))


def no_bits() -> Bits:
    """Evidence of no pairs."""
    none = np.zeros(0, dtype=np.float32)
    return Bits(none, none, none)


def outcome_counts(weights: Weights, near: BoolArray | None) -> Counts:
    """What each outcome of a comparison counts: float32 of shape (outcomes + 1,) each."""
    over_u = np.log2(weights.m / weights.u).astype(np.float32)
    is_near = np.zeros(len(over_u), dtype=np.bool_) if near is None else near
    household = np.log2(weights.h / weights.u).astype(np.float32)
    positive = np.maximum(over_u, 0)
    return Counts(
        over_u=over_u,
        household=household,
        near=np.where(is_near, positive, 0).astype(np.float32),
        near_household=np.where(is_near, np.maximum(household, 0), 0).astype(np.float32),
        agreeing=np.where(is_near, 0, positive).astype(np.float32),
    )
