"""Which class an agreement is of, judged by the pairs that have more to compare, and carried over to the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from identity_resolve.arrays import BoolArray, FloatArray, LevelArray
from identity_resolve.scoring.chances import by_outcome
from identity_resolve.scoring.priors import FieldPrior

__all__ = [
    "JUDGED",
    "RELATIVES",
    "Observed",
    "Telling",
    "built_in_relatives",
    "tell",
    "told_apart",
]

JUDGED = 20.0
"""Pairs with something personal to compare that are enough to judge an agreement by."""

RELATIVES = 0.3
"""Pairs of relatives to assume for each pair of records of one person."""


@dataclass(frozen=True, slots=True)
class Observed:
    """Distinct patterns and how many pairs have each.

    Attributes:
        levels: uint8 of shape (patterns, fields), outcomes.
        count: float64 of shape (patterns,), pairs.
        independent: bool of shape (patterns, fields), whether some rule that does not rest on the
            field found the pairs.
    """

    levels: LevelArray
    count: FloatArray
    independent: BoolArray


@dataclass(frozen=True, slots=True)
class Telling:
    """What pairs tell of the rest.

    Attributes:
        observed: patterns of candidate pairs.
        told: bool of shape (patterns,), whether something personal can be compared.
        alike: bool of shape (patterns,), whether both records came by one channel: what pairs within a
            list without duplicates tell is not true of a record of that list and one of another.
        personal: whether anything personal is compared at all; of things that are no people, none is of
            a household.
    """

    observed: Observed
    told: BoolArray
    alike: BoolArray
    personal: bool

    def carry_over(
        self, mass: FloatArray, field: int, prior: FieldPrior, built_in: FloatArray | float
    ) -> FloatArray:
        """Mass of a class by outcome of a field; of a scarce field, judged where it can be told.

        Where it hardly can, agreement is as often of the class as is assumed: what expectation says of
        pairs with nothing else to compare is only what it was told before.

        Args:
            mass: of the class, by pattern.
            field: position of the field.
            prior: of the field.
            built_in: share of the class among the pairs with each outcome, to assume.
        """
        outcome, size = self.observed.levels[:, field], len(prior.m) + 1
        if not (prior.scarce and self.personal):
            return by_outcome(outcome, mass, size)
        total = np.zeros(size - 1)
        for some in (self.alike, ~self.alike):
            plain = by_outcome(outcome, mass * some, size)
            every = by_outcome(outcome, self.observed.count * some, size)
            judged = by_outcome(outcome, self.observed.count * (self.told & some), size)
            seen = by_outcome(outcome, mass * (self.told & some), size)
            agreeing = (seen + JUDGED * built_in) / (judged + JUDGED)
            share = np.where(prior.agreeing | prior.near, agreeing, seen / np.maximum(judged, 1e-9))
            settled = (judged >= JUDGED) | prior.agreeing | prior.near
            total += np.where(settled, share * every, plain)
        return total


def tell(observed: Observed, priors: Sequence[FieldPrior]) -> Telling:
    """Which pairs tell something of others."""
    alike = np.ones(len(observed.count), dtype=np.bool_)
    for field, prior in enumerate(priors):
        if prior.learned:
            alike &= observed.levels[:, field] != len(prior.m)
    personal = any(prior.personal for prior in priors)
    return Telling(observed, told_apart(observed, priors), alike, personal)


def told_apart(
    observed: Observed, priors: Sequence[FieldPrior], *, but: Sequence[int] = ()
) -> BoolArray:
    """Patterns in which something personal, but some fields, can be compared: bool (patterns,)."""
    told = np.zeros(len(observed.count), dtype=np.bool_)
    for field, prior in enumerate(priors):
        if prior.personal and field not in but:
            told |= observed.levels[:, field] > 0
    return told


def built_in_relatives(prior: FieldPrior) -> FloatArray:
    """Share of relatives among the pairs with each outcome, before any pair is seen."""
    relatives = RELATIVES * prior.h
    found: FloatArray = relatives / (prior.m + relatives)
    return found
