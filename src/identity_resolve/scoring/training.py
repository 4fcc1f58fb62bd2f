"""Learn the weights from the data itself, without labels.

Expectation maximization over three latent classes of pairs (one person, one household, unrelated)
on counts of distinct patterns (Fellegi and Sunter 1969; Winkler 1988; on pattern counts: Enamorado,
Fifield and Imai 2019). What is particular here:

- counts are absolute: pairs nobody proposed are unrelated, so the prior is not a setting;
- m of a field is learned only from pairs found by rules that do not rest on that field;
- u is the unrelated mass of all pairs, candidates and a random sample of the rest; for agreement
  on a name or place it follows from how often each value occurs;
- which class an agreement on a scarce field belongs to is judged from the pairs that have something
  personal to compare besides, and carried over to the rest (`carrying`): a phone number alone cannot tell;
- every chance starts from a built-in one that counts as `PRIOR_PAIRS` observed pairs, so a
  handful of records gives usable weights and a million records speak for themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from identity_resolve.arrays import (
    BoolArray,
    FloatArray,
    LevelArray,
    pattern_numbers,
    run_starts,
)
from identity_resolve.scoring.carrying import (
    JUDGED,
    RELATIVES,
    Observed,
    built_in_relatives,
    tell,
    told_apart,
)
from identity_resolve.scoring.chances import (
    PRIOR_PAIRS,
    among_met,
    as_often_as_seen,
    by_outcome,
    differ_seldom,
    first_weights,
    learn,
    learn_by_itself,
    learn_u,
    like_strangers,
    slips_prove_no_more,
    with_missing,
)
from identity_resolve.scoring.labels import Labeled, corrections, label_weights
from identity_resolve.scoring.model import Weights
from identity_resolve.scoring.priors import FieldPrior

__all__ = ["PRIOR_PAIRS", "Observed", "Trained", "observe", "train"]

MOST_RELATIVES = 4.0
"""Pairs of relatives there may be for each pair of records of one person."""

ITERATIONS = 40
TOLERANCE = 1e-3


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
    numbers = pattern_numbers([*levels, *(found.astype(np.uint8) for found in independent)])
    order = np.argsort(numbers)
    starts = run_starts(numbers[order])
    first = order[starts]
    count = np.diff(np.r_[starts, len(order)])
    return Observed(
        np.array([outcome[first] for outcome in levels]).T,  # field by field in memory
        (count * scale).astype(np.float64),
        np.array([found[first] for found in independent]).T,
    )


@dataclass(frozen=True, slots=True)
class _Seen:
    """All that training looks at.

    Attributes:
        candidates: patterns of candidate pairs; behind them those of the labeled pairs, with a count of 0.
        others: patterns of a random sample of the pairs that are no candidates.
        priors: one per field.
        all_pairs: number of pairs of records.
        base: pairs of one person that no rule finds.
        finders: fields (positions) in which pairs that each rule finds agree.
        labeled: the labeled pairs, and how many pairs each stands for.
    """

    candidates: Observed
    others: Observed
    priors: Sequence[FieldPrior]
    all_pairs: float
    base: float
    finders: Sequence[tuple[int, ...]] = ()
    labeled: tuple[Labeled, FloatArray] | None = None


def train(
    candidates: Observed,
    others: Observed,
    priors: Sequence[FieldPrior],
    *,
    records: int,
    finders: Sequence[tuple[int, ...]] = (),
    labeled: Labeled | None = None,
) -> Trained:
    """Chances of all outcomes, and how many pairs are of one person and of one household.

    Args:
        candidates: patterns of candidate pairs.
        others: patterns of a random sample of the pairs that are no candidates.
        priors: one per field.
        records: number of records.
        finders: fields (positions) in which the candidates of each rule agree.
        labeled: pairs whose class is known; they correct what is learned without them.
    """
    all_pairs = max(records * (records - 1) / 2, 1.0)
    start = min(0.3 * records, 0.1 * all_pairs)
    state = Trained(
        tuple(map(first_weights, priors)),
        max(start, 1e-3),
        max(RELATIVES * start, 1e-3),
    )
    seen = _Seen(candidates, others, priors, all_pairs, 0.05 * start, finders)
    state = _climb(state, seen)
    if labeled is None or not len(labeled):
        return state
    return _climb(state, _with_labels(seen, labeled, state))


def _climb(state: Trained, seen: _Seen) -> Trained:
    """Expectation and maximization by turns, until little moves."""
    for _ in range(ITERATIONS):
        unrelated = _expect(seen.others, state, seen.all_pairs)[2] * seen.others.count
        following = _maximize(seen, _masses(seen, state), unrelated)
        moved = abs(np.log(following.same_pairs / state.same_pairs))
        moved += abs(np.log(following.household_pairs / state.household_pairs))
        state = following
        if moved < TOLERANCE:
            break
    return state


def _with_labels(seen: _Seen, labeled: Labeled, state: Trained) -> _Seen:
    """What is seen, with labeled pairs behind the candidates."""
    candidates = seen.candidates
    unlabeled = _expect(candidates, state, seen.all_pairs)[0]
    every = Observed(
        np.concatenate([candidates.levels, labeled.levels]),
        np.append(candidates.count, np.zeros(len(labeled))),
        np.concatenate([candidates.independent, labeled.independent]),
    )
    weight = label_weights(
        labeled,
        _expect(every, state, seen.all_pairs)[0][len(unlabeled) :],
        (unlabeled, candidates.count),
        same_pairs=state.same_pairs,
        outside=seen.base,
    )
    return replace(seen, candidates=every, labeled=(labeled, weight))


def _masses(seen: _Seen, state: Trained) -> tuple[FloatArray, ...]:
    """Pairs of each class per pattern of the candidates, corrected by what labels say."""
    chances = _expect(seen.candidates, state, seen.all_pairs)
    masses = tuple(chance * seen.candidates.count for chance in chances)
    if seen.labeled:
        first = len(seen.candidates.count) - len(seen.labeled[0])
        moved = corrections(*seen.labeled, tuple(chance[first:] for chance in chances))
        for mass, correction in zip(masses, moved, strict=True):
            mass[first:] = correction
    return masses


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


def _maximize(seen: _Seen, masses: tuple[FloatArray, ...], unseen: FloatArray) -> Trained:
    """Chances by the masses of the classes; `unseen` are the unrelated pairs by pattern of the others."""
    same, household, unrelated = masses
    candidates, priors, others = seen.candidates, seen.priors, (seen.others, unseen)
    told = tell(candidates, priors)
    each = float(seen.others.count.min(initial=np.inf)) if len(seen.others.count) else 0.0
    weights: list[Weights] = []
    scarce: dict[int, tuple[FloatArray, FloatArray]] = {}
    for field, prior in enumerate(priors):
        if prior.together:
            weights.append(_learn_together(candidates, unrelated, others, priors, weights, field))
            continue
        outcome, independent = candidates.levels[:, field], candidates.independent[:, field]
        size = len(prior.m) + 1
        found = [by_outcome(outcome, mass * independent, size) for mass in (same, household)]
        strangers = told.carry_over(unrelated, field, prior, 0.0)
        rest = by_outcome(others[0].levels[:, field], others[1], size)
        u = learn_u(strangers + rest, prior, each=each)
        if prior.weak:
            u = among_met(u, by_outcome(outcome, unrelated * independent, size), prior)
        _learn_within(u, candidates, unrelated, field, priors)
        if prior.learned:
            weights.append(with_missing(u, u, u))
            continue
        m = learn(found[0], prior.m, prior)
        if prior.personal:
            m = differ_seldom(m)
        h = learn(found[1], prior.h, prior) if prior.shared else like_strangers(u, prior)
        h, u = slips_prove_no_more(m, h, u, prior)
        weights.append(with_missing(m, h, u))
        if prior.shared and prior.scarce:
            share = built_in_relatives(prior)
            scarce[field] = (
                np.where(prior.agreeing, told.carry_over(household, field, prior, share), 0.0),
                np.where(prior.agreeing, told.carry_over(same, field, prior, 1.0 - share), 0.0),
            )
    for field in (i for i, prior in enumerate(priors) if prior.learned):
        weights[field] = _learn_by_itself(seen, same, weights, field)
    same_pairs = max(float(same.sum()), 0.0) + seen.base
    found_pairs = max(float(household.sum()), 0.0) + RELATIVES * seen.base
    return _with_relatives(seen, weights, scarce, same_pairs, found_pairs)


def _with_relatives(
    seen: _Seen,
    weights: list[Weights],
    scarce: Mapping[int, tuple[FloatArray, FloatArray]],
    same_pairs: float,
    found_pairs: float,
) -> Trained:
    """How many pairs of relatives there are, and how often they agree in scarce fields.

    Records that hold a field are of one person more often than any two are, for one channel asks for it.
    As often, at least, they are of relatives.

    Args:
        seen: all that training looks at.
        weights: of all fields, those of the scarce ones to be replaced.
        scarce: by outcome, the mass of relatives who agree in each scarce field that they share, and that of
            pairs of one person.
        same_pairs: pairs of one person.
        found_pairs: pairs of relatives among the candidates.
    """
    priors = seen.priors
    comparable = {field: _comparable(seen.others, field) for field in scarce}
    shared = sum(max(float(relatives.sum()), 0.0) for relatives, _ in scarce.values())
    expected = sum(
        float(weights[f].h[1:][priors[f].agreeing].sum()) * comparable[f] for f in scarce
    )
    estimate = (shared + JUDGED) / (expected + JUDGED / found_pairs)
    household_pairs = max(found_pairs, min(estimate, MOST_RELATIVES * same_pairs))
    for field, (relatives, own) in scarce.items():
        agree = float(weights[field].m[1:][priors[field].agreeing].sum())
        pairs = household_pairs * max(comparable[field], float(own.sum()) / (same_pairs * agree))
        weights[field] = as_often_as_seen(weights[field], relatives, pairs, priors[field])
    return Trained(tuple(weights), same_pairs, household_pairs)


def _learn_by_itself(
    seen: _Seen, same: FloatArray, weights: Sequence[Weights], field: int
) -> Weights:
    """What a field says of which nothing is assumed.

    Pairs of one person are found where they share something, and some outcomes leave more to share than
    others (the same channel asks the same questions). So those that were found are held against those that
    would have been, were they spread like pairs at random.
    """
    u, size = weights[field].u[1:], len(weights[field].u)
    expected = np.zeros(size - 1)
    for observed in (seen.candidates, seen.others):
        chance = _chance_to_be_found(observed, seen.finders, seen.priors, weights)
        expected += by_outcome(observed.levels[:, field], observed.count * chance, size)
    found = by_outcome(seen.candidates.levels[:, field], np.maximum(same, 0), size)
    return with_missing(learn_by_itself(found, expected, u), u, u)


def _chance_to_be_found(
    observed: Observed,
    finders: Sequence[tuple[int, ...]],
    priors: Sequence[FieldPrior],
    weights: Sequence[Weights],
) -> FloatArray:
    """Chance that some rule finds a pair of each pattern if it is of one person: float64 (patterns,).

    By the one rule that is likeliest to, for rules go together.
    """
    agree = [float(w.m[1:][p.agreeing].sum()) for p, w in zip(priors, weights, strict=True)]
    best = np.zeros(len(observed.count))
    for fields in finders:
        comparable = (observed.levels[:, list(fields)] > 0).all(axis=1)
        best = np.maximum(best, comparable * np.prod([agree[field] for field in fields]))
    return best


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
        told = told_apart(observed, priors, but=fields)
        comparable = told & (observed.levels[:, list(fields)] > 0).all(axis=1)
        seen += mass[told & (observed.levels[:, field] > 0)].sum()
        expected += mass[comparable].sum()
    for i in fields:
        expected *= weights[i].u[1:][priors[i].group == 0].sum()
    factor = (seen + PRIOR_PAIRS) / (max(expected, 0.0) + PRIOR_PAIRS)
    one = np.ones(1)
    return with_missing(one, one, np.maximum(one, factor))


def _comparable(others: Observed, field: int) -> float:
    """Share of random pairs that have the field on both sides."""
    present = others.count[others.levels[:, field] > 0].sum()
    return float(present / max(others.count.sum(), 1e-9))


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
