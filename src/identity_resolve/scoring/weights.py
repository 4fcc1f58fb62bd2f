"""From outcomes to bits of evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, FloatArray, LevelArray
from identity_resolve.scoring.model import Model, Weights

__all__ = ["Bits", "field_bits", "prior_bits", "probability", "score"]

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


def prior_bits(model: Model) -> float:
    """Odds, log2, that two records taken at random are of one person."""
    return float(np.log2(model.same_pairs / model.all_pairs))


def score(
    model: Model,
    levels: Mapping[str, LevelArray],
    near: Mapping[str, BoolArray],
    several: frozenset[str] = frozenset(),
) -> Bits:
    """Evidence of pairs.

    Args:
        model: the weights.
        levels: comparison name to outcomes, uint8 of shape (pairs,) each.
        near: comparison name to bool of shape (outcomes + 1,): which outcomes are near matches,
            which count only as far as other fields agree.
        several: comparisons of what a person may have several of, whose disagreement contradicts
            nothing.
    """
    size = len(next(iter(levels.values())))
    over_u, household = (np.zeros(size, dtype=np.float32) for _ in range(2))
    near_bits, near_household, agreeing, silent = (
        np.zeros(size, dtype=np.float32) for _ in range(4)
    )
    for name, outcome in levels.items():
        tables = _log_tables(model.weights[name], near.get(name))
        over_u += tables.over_u[outcome]
        household += tables.household[outcome]
        near_bits += tables.near[outcome]
        near_household += tables.near_household[outcome]
        agreeing += tables.agreeing[outcome]
        if name in several:
            silent += np.minimum(tables.over_u, 0)[outcome]
    surplus = np.maximum(near_bits - agreeing, 0)  # as if more strangers had such a number
    over_u -= surplus
    household -= np.minimum(surplus, near_household)
    over_h = over_u - household
    same_u = over_u + np.float32(prior_bits(model))
    same_h = over_h + np.float32(np.log2(model.same_pairs / model.household_pairs))
    household_u = household + np.float32(np.log2(model.household_pairs / model.all_pairs))
    relatives = np.where(household_u > 0, same_h, 0)
    return Bits(
        same=-np.logaddexp2(-same_u, -same_h),
        against=np.minimum(np.minimum(over_u - silent, relatives), 0),
        related=np.logaddexp2(same_u, household_u),
    )


def field_bits(weights: Weights, outcome: LevelArray) -> BitArray:
    """What one comparison says for one person against strangers: float32 of shape (pairs,), bits."""
    return np.log2(weights.m / weights.u).astype(np.float32)[outcome]


def probability(bits: npt.ArrayLike) -> FloatArray:
    """Odds in bits as a probability."""
    return 1.0 / (1.0 + np.exp2(-np.asarray(bits, dtype=np.float64)))


@dataclass(frozen=True, slots=True)
class _LogTables:
    over_u: BitArray
    household: BitArray
    near: BitArray
    near_household: BitArray
    agreeing: BitArray


def _log_tables(weights: Weights, near: BoolArray | None) -> _LogTables:
    over_u = np.log2(weights.m / weights.u).astype(np.float32)
    is_near = np.zeros(len(over_u), dtype=np.bool_) if near is None else near
    household = np.log2(weights.h / weights.u).astype(np.float32)
    positive = np.maximum(over_u, 0)
    return _LogTables(
        over_u=over_u,
        household=household,
        near=np.where(is_near, positive, 0).astype(np.float32),
        near_household=np.where(is_near, np.maximum(household, 0), 0).astype(np.float32),
        agreeing=np.where(is_near, 0, positive).astype(np.float32),
    )


def near_outcomes(sizes: Sequence[int], near: Sequence[bool]) -> BoolArray:
    """Which outcomes of a comparison are near matches: bool of shape (sum(sizes) + 1,)."""
    return np.concatenate([[False], np.repeat(np.array(near, dtype=np.bool_), sizes)])
