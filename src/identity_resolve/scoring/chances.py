"""Chances of the outcomes of one field, from the mass of each class of pairs."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from identity_resolve.arrays import FloatArray, LevelArray
from identity_resolve.scoring.model import Weights
from identity_resolve.scoring.priors import FieldPrior

__all__ = [
    "PRIOR_PAIRS",
    "among_met",
    "as_often_as_seen",
    "by_outcome",
    "differ_seldom",
    "first_weights",
    "learn",
    "learn_by_itself",
    "learn_u",
    "like_strangers",
    "says_nothing",
    "slips_prove_no_more",
    "with_missing",
]

PRIOR_PAIRS = 40.0
"""How many observed pairs the built-in chances of m and h count for."""

PRIOR_UNRELATED = 1000.0
"""How many unrelated pairs the built-in chances of u count for."""

MOST_DIFFERENT = 0.25
"""Most pairs of one person that may have nothing in common in what tells people apart."""

MOST_SHARED = 0.95
"""Most pairs of relatives that may agree in a field."""


def first_weights(prior: FieldPrior) -> Weights:
    """Built-in chances, with those that value frequencies give."""
    return with_missing(prior.m, prior.h, _fill(prior.fixed_u, prior.u))


def says_nothing(prior: FieldPrior) -> Weights:
    """Chances that are the same for all."""
    return with_missing(prior.u, prior.u, prior.u)


def with_missing(m: FloatArray, h: FloatArray, u: FloatArray) -> Weights:
    """Chances of all outcomes, that of nothing to compare first."""
    one = np.ones(1)
    return Weights(np.r_[one, m], np.r_[one, h], np.r_[one, u])


def by_outcome(outcome: LevelArray, mass: FloatArray, size: int) -> FloatArray:
    """Mass of each outcome but 0 (nothing to compare): float64 of shape (size - 1,)."""
    return np.bincount(outcome, weights=mass, minlength=size)[1:].astype(np.float64)


def learn(mass: FloatArray, built_in: FloatArray, prior: FieldPrior) -> FloatArray:
    """Observed mass by level, on top of the built-in chances, split within each level."""
    level = np.bincount(prior.group, weights=mass + PRIOR_PAIRS * built_in)
    level = np.maximum(level, np.bincount(prior.group, weights=PRIOR_PAIRS * built_in))
    return (level / level.sum())[prior.group] * prior.split


def learn_by_itself(found: FloatArray, expected: FloatArray, u: FloatArray) -> FloatArray:
    """How often pairs of one person have each outcome: as often as strangers, where nothing else was seen.

    Args:
        found: those pairs by outcome, as far as candidates found them.
        expected: by outcome, in what proportion they would have been found if it said nothing.
        u: chances among strangers.
    """
    expected = expected * (found.sum() / max(float(expected.sum()), 1e-300))
    return u * (found + PRIOR_PAIRS) / (expected + PRIOR_PAIRS)


def differ_seldom(m: FloatArray) -> FloatArray:
    """M of what tells people apart: records of one person that differ altogether are the exception.

    Else a couple who share all numbers could pass for one person who goes by two names.
    """
    if m[-1] <= MOST_DIFFERENT:
        return m
    return np.append(m[:-1] * (1.0 - MOST_DIFFERENT) / m[:-1].sum(), MOST_DIFFERENT)


def learn_u(mass: FloatArray, prior: FieldPrior, *, each: float = 0.0) -> FloatArray:
    """Observed mass of strangers by outcome, on top of the built-in chances; frequencies as given.

    Args:
        mass: pairs of strangers by outcome.
        prior: of the field.
        each: how many pairs each of a random sample stands for. What is too rare to be in it, and is no
            value that candidates find exhaustively, is not rarer than a few of these would be.
    """
    if not prior.scarce:
        mass = mass + each * PRIOR_PAIRS * prior.u
    total = mass.sum()
    learned = (mass + PRIOR_UNRELATED * prior.u) / (total + PRIOR_UNRELATED)
    floor = np.minimum(0.5 / (total + PRIOR_UNRELATED), prior.u)
    return _fill(prior.fixed_u, np.maximum(learned, floor))


def among_met(u: FloatArray, mass: FloatArray, prior: FieldPrior) -> FloatArray:
    """U of agreement raised to what it is among strangers who met by another field.

    Args:
        u: chances among all strangers.
        mass: by outcome, the strangers among the candidates that other fields proposed.
        prior: of the field.
    """
    overall = np.bincount(prior.group, weights=u)
    met = np.bincount(prior.group, weights=mass + PRIOR_PAIRS * u)
    raised = np.maximum(met / met.sum(), overall)
    raised[-1] = max(1.0 - raised[:-1].sum(), min(overall[-1], 0.02))
    return u * (raised / overall)[prior.group]


def slips_prove_no_more(
    m: FloatArray, h: FloatArray, u: FloatArray, prior: FieldPrior
) -> tuple[FloatArray, FloatArray]:
    """H and u by which near agreement proves no more than the first level, agreement in full.

    Who shares a number shares the slips that are made of it.
    """
    first = prior.group == 0
    near = prior.near & ~first
    least_h, least_u = m * (h[first] / m[first]).min(), m * (u[first] / m[first]).min()
    return np.where(near, np.maximum(h, least_h), h), np.where(near, np.maximum(u, least_u), u)


def like_strangers(u: FloatArray, prior: FieldPrior) -> FloatArray:
    """H of what households do not share: u, or the built-in share where that is larger."""
    fixed = np.where(prior.h > 4 * prior.u, np.maximum(prior.h, u), np.nan)
    return _fill(fixed, u)


def as_often_as_seen(
    weights: Weights, relatives: FloatArray, pairs: float, prior: FieldPrior
) -> Weights:
    """Weights by which relatives agree in a scarce field as often as they were seen to.

    All pairs that agree in a scarce field are candidates, so how many of them are relatives' is known
    outright; h learned from pairs that another field found knows only relatives who share that too.

    Args:
        weights: the weights.
        relatives: mass of relatives by outcome, of those that are agreement.
        pairs: pairs of relatives with the field on both sides.
        prior: of the field.
    """
    h = weights.h[1:].copy()
    built_in = PRIOR_PAIRS * h
    seen = (np.maximum(relatives, 0) + built_in) / (pairs + PRIOR_PAIRS)
    share = np.where(prior.agreeing, seen, 0.0)
    share *= min(1.0, MOST_SHARED / max(float(share.sum()), 1e-9))
    rest = ~prior.agreeing
    h[rest] *= (1.0 - share.sum()) / h[rest].sum()
    return replace(weights, h=np.append(1.0, np.where(rest, h, share)))


def _fill(fixed: FloatArray, free: FloatArray) -> FloatArray:
    """Fixed chances as they are, the free ones scaled so that all sum to 1.

    Where most are of one city, the fixed chances leave the free ones next to nothing, or less: then
    the free ones keep what they are, and the fixed ones share the rest.
    """
    is_free = np.isnan(fixed)
    held = float(fixed[~is_free].sum())
    total = min(max(float(free[is_free].sum()), 1e-300), 1.0)
    rest = 1.0 - held if 1.0 - held > total / 2 else total
    scale = min(1.0, (1.0 - rest) / max(held, 1e-300))
    return np.where(is_free, free * rest / total, np.maximum(fixed * scale, 1e-12))
