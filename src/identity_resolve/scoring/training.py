"""Learn the weights from the data itself, without labels.

Expectation maximization over three latent classes of pairs (one person, one household, unrelated)
on counts of distinct patterns (Fellegi and Sunter 1969; Winkler 1988; on pattern counts: Enamorado,
Fifield and Imai 2019). What is particular here:

- counts are absolute: pairs nobody proposed are unrelated, so the prior is not a setting;
- m of a field is learned only from pairs found by rules that do not rest on that field;
- u is the unrelated mass of all pairs, candidates and a random sample of the rest; for agreement
  on a name or place it follows from how often each value occurs;
- which class an agreement on a scarce field belongs to is judged from the pairs that have something
  personal to compare besides, and carried over to the rest: a phone number alone cannot tell;
- every chance starts from a built-in one that counts as `PRIOR_PAIRS` observed pairs, so a
  handful of records gives usable weights and a million records speak for themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from identity_resolve.arrays import BoolArray, FloatArray, LevelArray
from identity_resolve.scoring.model import Weights
from identity_resolve.scoring.priors import FieldPrior

__all__ = ["PRIOR_PAIRS", "Observed", "Trained", "observe", "train"]

PRIOR_PAIRS = 40.0
"""How many observed pairs the built-in chances of m and h count for."""

PRIOR_UNRELATED = 1000.0
"""How many unrelated pairs the built-in chances of u count for."""

JUDGED = 20.0
"""Pairs with something personal to compare that are enough to judge an agreement by."""

MOST_RELATIVES = 4.0
"""Pairs of relatives there may be for each pair of records of one person."""

MOST_SHARED = 0.95
"""Most pairs of relatives that may agree in a field."""

ITERATIONS = 40
TOLERANCE = 1e-3


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
class Trained:
    """What training found."""

    weights: tuple[Weights, ...]
    same_pairs: float
    household_pairs: float


def observe(
    levels: Sequence[LevelArray], independent: Sequence[BoolArray], scale: float
) -> Observed:
    """Count distinct patterns of pairs, each pair standing for `scale` pairs."""
    table = np.column_stack([*levels, *independent]).astype(np.uint8)
    width = len(levels)
    as_bytes = np.ascontiguousarray(table).view(np.dtype((np.void, table.shape[1]))).ravel()
    _, first, count = np.unique(as_bytes, return_index=True, return_counts=True)
    distinct = table[first]
    return Observed(
        distinct[:, :width],
        (count * scale).astype(np.float64),
        distinct[:, width:].astype(np.bool_),
    )


def train(
    candidates: Observed, others: Observed, priors: Sequence[FieldPrior], *, records: int
) -> Trained:
    """Chances of all outcomes, and how many pairs are of one person and of one household.

    Args:
        candidates: patterns of candidate pairs.
        others: patterns of a random sample of the pairs that are no candidates.
        priors: one per field.
        records: number of records.
    """
    all_pairs = max(records * (records - 1) / 2, 1.0)
    start = min(0.3 * records, 0.1 * all_pairs)
    state = Trained(
        tuple(_with_missing(p.m, p.h, p.u) for p in map(_fix_u, priors)),
        max(start, 1e-3),
        max(0.3 * start, 1e-3),
    )
    base = 0.05 * start
    for _ in range(ITERATIONS):
        chances = _expect(candidates, state, all_pairs)
        unrelated = _expect(others, state, all_pairs)[2] * others.count
        following = _maximize(candidates, chances, (others, unrelated), priors, base=base)
        moved = abs(np.log(following.same_pairs / state.same_pairs))
        moved += abs(np.log(following.household_pairs / state.household_pairs))
        state = following
        if moved < TOLERANCE:
            break
    return state


def _fix_u(prior: FieldPrior) -> FieldPrior:
    fixed = ~np.isnan(prior.fixed_u)
    u = _fill(np.where(fixed, prior.fixed_u, np.nan), prior.u)
    return replace(prior, u=u)


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


def _with_missing(m: FloatArray, h: FloatArray, u: FloatArray) -> Weights:
    one = np.ones(1)
    return Weights(np.r_[one, m], np.r_[one, h], np.r_[one, u])


def _expect(observed: Observed, state: Trained, all_pairs: float) -> tuple[FloatArray, ...]:
    """Chance of each class per pattern: (same, household, unrelated), float64 (patterns,) each."""
    counts = (state.same_pairs, state.household_pairs, all_pairs)
    logs = [np.full(len(observed.count), np.log(count)) for count in counts]
    for field, weights in enumerate(state.weights):
        outcome = observed.levels[:, field]
        for log, table in zip(logs, (weights.m, weights.h, weights.u), strict=True):
            log += np.log(table)[outcome]
    top = np.maximum(np.maximum(logs[0], logs[1]), logs[2])
    parts = [np.exp(log - top) for log in logs]
    total = parts[0] + parts[1] + parts[2]
    return tuple(part / total for part in parts)


def _maximize(
    candidates: Observed,
    chances: tuple[FloatArray, ...],
    others: tuple[Observed, FloatArray],
    priors: Sequence[FieldPrior],
    *,
    base: float,
) -> Trained:
    same, household, unrelated = (chance * candidates.count for chance in chances)
    told = _told_apart(candidates, priors)
    weights: list[Weights] = []
    scarce: dict[int, FloatArray] = {}
    for field, prior in enumerate(priors):
        if prior.together:
            weights.append(_learn_together(candidates, unrelated, others, priors, weights, field))
            continue
        outcome, independent = candidates.levels[:, field], candidates.independent[:, field]
        size = len(prior.m) + 1
        found = [_by_outcome(outcome, mass * independent, size) for mass in (same, household)]
        strangers, relatives = (
            _carried_over(candidates, mass, told, field, prior) for mass in (unrelated, household)
        )
        rest = _by_outcome(others[0].levels[:, field], others[1], size)
        u = _learn_u(strangers + rest, prior)
        if prior.weak:
            u = _among_met(u, _by_outcome(outcome, unrelated * independent, size), prior)
        _learn_within(u, candidates, unrelated, field, priors)
        m = _learn(found[0], prior.m, prior)
        h = _learn(found[1], prior.h, prior) if prior.shared else _like_strangers(u, prior)
        h, u = _slips_prove_no_more(m, h, u, prior)
        weights.append(_with_missing(m, h, u))
        if prior.shared and prior.scarce:
            scarce[field] = np.where(prior.agreeing, relatives, 0.0)
    same_pairs = float(same.sum()) + base
    found_pairs = float(household.sum()) + 0.3 * base
    comparable = {field: _comparable(others[0], field) for field in scarce}
    seen = sum(float(relatives.sum()) for relatives in scarce.values())
    expected = sum(
        float(weights[f].h[1:][priors[f].agreeing].sum()) * comparable[f] for f in scarce
    )
    estimate = (seen + JUDGED) / (expected + JUDGED / found_pairs)
    household_pairs = max(found_pairs, min(estimate, MOST_RELATIVES * same_pairs))
    for field, relatives in scarce.items():
        pairs = household_pairs * comparable[field]
        weights[field] = _as_often_as_seen(weights[field], relatives, pairs, priors[field])
    return Trained(tuple(weights), same_pairs, household_pairs)


def _as_often_as_seen(
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
    seen = (relatives + built_in) / (pairs + PRIOR_PAIRS)
    share = np.where(prior.agreeing, seen, 0.0)
    share *= min(1.0, MOST_SHARED / max(float(share.sum()), 1e-9))
    rest = ~prior.agreeing
    h[rest] *= (1.0 - share.sum()) / h[rest].sum()
    return replace(weights, h=np.append(1.0, np.where(rest, h, share)))


def _learn_together(
    candidates: Observed,
    unrelated: FloatArray,
    others: tuple[Observed, FloatArray],
    priors: Sequence[FieldPrior],
    weights: Sequence[Weights],
    field: int,
) -> Weights:
    """How many times as often as by chance strangers agree in all of some fields, as u of that.

    Judged by the pairs that have something else personal to compare: of two equal names and nothing
    more, nobody can tell whether they are strangers.
    """
    fields = priors[field].together
    seen = expected = 0.0
    for observed, mass in ((candidates, unrelated), others):
        told = _told_apart(observed, priors, but=fields)
        comparable = told & (observed.levels[:, list(fields)] > 0).all(axis=1)
        seen += mass[told & (observed.levels[:, field] > 0)].sum()
        expected += mass[comparable].sum()
    for i in fields:
        expected *= weights[i].u[1:][priors[i].group == 0].sum()
    factor = (seen + PRIOR_PAIRS) / (expected + PRIOR_PAIRS)
    one = np.ones(1)
    return _with_missing(one, one, np.maximum(one, factor))


def _told_apart(
    observed: Observed, priors: Sequence[FieldPrior], *, but: Sequence[int] = ()
) -> BoolArray:
    """Patterns in which something personal, but some fields, can be compared: bool (patterns,)."""
    told = np.zeros(len(observed.count), dtype=np.bool_)
    for field, prior in enumerate(priors):
        if prior.personal and field not in but:
            told |= observed.levels[:, field] > 0
    return told


def _carried_over(
    observed: Observed, mass: FloatArray, told: BoolArray, field: int, prior: FieldPrior
) -> FloatArray:
    """Mass of a class by outcome of a field; of a scarce field, judged where it can be told."""
    outcome, size = observed.levels[:, field], len(prior.m) + 1
    plain = _by_outcome(outcome, mass, size)
    if not prior.scarce:
        return plain
    every = _by_outcome(outcome, observed.count, size)
    judged = _by_outcome(outcome, observed.count * told, size)
    share = _by_outcome(outcome, mass * told, size) / np.maximum(judged, 1e-9)
    return np.where(judged >= JUDGED, share * every, plain)


def _by_outcome(outcome: LevelArray, mass: FloatArray, size: int) -> FloatArray:
    """Mass of each outcome but 0 (nothing to compare): float64 of shape (size - 1,)."""
    return np.bincount(outcome, weights=mass, minlength=size)[1:].astype(np.float64)


def _comparable(others: Observed, field: int) -> float:
    """Share of random pairs that have the field on both sides."""
    present = others.count[others.levels[:, field] > 0].sum()
    return float(present / max(others.count.sum(), 1e-9))


def _learn(mass: FloatArray, built_in: FloatArray, prior: FieldPrior) -> FloatArray:
    """Observed mass by level, on top of the built-in chances, split within each level."""
    level = np.bincount(prior.group, weights=mass + PRIOR_PAIRS * built_in)
    return (level / level.sum())[prior.group] * prior.split


def _learn_u(mass: FloatArray, prior: FieldPrior) -> FloatArray:
    total = mass.sum()
    learned = (mass + PRIOR_UNRELATED * prior.u) / (total + PRIOR_UNRELATED)
    floor = np.minimum(0.5 / (total + PRIOR_UNRELATED), prior.u)
    return _fill(prior.fixed_u, np.maximum(learned, floor))


def _among_met(u: FloatArray, mass: FloatArray, prior: FieldPrior) -> FloatArray:
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


def _learn_within(
    u: FloatArray,
    candidates: Observed,
    unrelated: FloatArray,
    field: int,
    priors: Sequence[FieldPrior],
) -> None:
    """Chances of outcomes among strangers who agree in what these presuppose, in place."""
    prior = priors[field]
    for outcome, presupposed in enumerate(prior.within):
        if presupposed:
            agree = candidates.levels[:, field] > 0
            for other in presupposed:
                agree &= np.append(False, priors[other].agreeing)[candidates.levels[:, other]]
            hits = unrelated[agree & (candidates.levels[:, field] == outcome + 1)].sum()
            learned = hits + PRIOR_PAIRS * prior.u[outcome]
            u[outcome] = np.clip(learned / (unrelated[agree].sum() + PRIOR_PAIRS), 1e-4, 0.95)


def _slips_prove_no_more(
    m: FloatArray, h: FloatArray, u: FloatArray, prior: FieldPrior
) -> tuple[FloatArray, FloatArray]:
    """H and u by which near agreement proves no more than the first level, agreement in full.

    Who shares a number shares the slips that are made of it.
    """
    first = prior.group == 0
    near = prior.near & ~first
    least_h, least_u = m * (h[first] / m[first]).min(), m * (u[first] / m[first]).min()
    return np.where(near, np.maximum(h, least_h), h), np.where(near, np.maximum(u, least_u), u)


def _like_strangers(u: FloatArray, prior: FieldPrior) -> FloatArray:
    """H of what households do not share: u, or the built-in share where that is larger."""
    fixed = np.where(prior.h > 4 * prior.u, np.maximum(prior.h, u), np.nan)
    return _fill(fixed, u)
