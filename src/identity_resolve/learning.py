"""Make the model from the records themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from identity_resolve.arrays import (
    BoolArray,
    LevelArray,
    Pairs,
    Records,
    pack,
)
from identity_resolve.candidates.buckets import Following, chunks, pairs_of, proposes
from identity_resolve.candidates.rules import BlockRule, Way
from identity_resolve.comparison.base import Comparison
from identity_resolve.comparison.spelled import HANDLE, SPELLED
from identity_resolve.comparison.view import View
from identity_resolve.domain import IdentifierClass
from identity_resolve.expecting import build_priors
from identity_resolve.kinds import KINDS
from identity_resolve.labeling import Labels, found_by
from identity_resolve.plan import Plan
from identity_resolve.scoring.chances import first_weights, says_nothing
from identity_resolve.scoring.frequencies import OTHERS, shares, word_shares
from identity_resolve.scoring.labels import Labeled
from identity_resolve.scoring.model import Model
from identity_resolve.scoring.training import Observed, observe, train
from identity_resolve.spelling import WRITTEN
from identity_resolve.words import words_table
from identity_resolve.world import levels_of, rarities_of

__all__ = [
    "Compared",
    "allowed",
    "complete",
    "learn_frequencies",
    "learn_model",
]

CANDIDATE_SAMPLE = 1_000_000
RANDOM_SAMPLE = 200_000
WORD_SHARE = 0.001
"""Share of the records to assume that a word of a text is in, before any data is seen."""

PIECE = 250_000
"""Pairs compared at a time; the patterns of all are counted together."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Candidate pairs that training has compared already.

    Attributes:
        stop: they are those of so many entries of `Following`, the first ones.
        pairs: the pairs.
        levels: their outcomes, comparison name to uint8 of shape (pairs,).
    """

    stop: int
    pairs: Pairs
    levels: Mapping[str, LevelArray]


def learn_frequencies(records: Records, plan: Plan) -> dict[str, dict[str, float]]:
    """How common the values are of every part that some level divides by."""
    built_in = {
        level.by: level.u for c in plan.comparisons for level in c.levels if level.by is not None
    }
    values = {
        part: shares(records.columns[part], built_in=u)
        for part, u in sorted(built_in.items())
        if part in records.columns
    }
    words = {
        words_table(c.name): word_shares(records.columns[c.name], built_in=WORD_SHARE)
        for c in plan.comparisons
        if c.worded and c.name in records.columns
    }
    return values | words


def without_copies(records: Records) -> Records:
    """The records, those that say the very same only once, if it is enough to be of one person.

    Values are as common as the people who have them: one record sent a thousand times makes nobody's name
    common. A name alone may be of anybody, and so counts every time.
    """
    copy = np.append(False, records.order[1:] == records.order[:-1])[: len(records)]
    kept = np.flatnonzero(~(copy & _telling(records)))
    if len(kept) == len(records):
        return records
    columns = {
        part: replace(c, codes=tuple(codes[kept] for codes in c.codes))
        for part, c in records.columns.items()
    }
    return Records(columns, records.source[kept], records.unique, records.order[kept])


def _telling(records: Records) -> BoolArray:
    """Records that hold an identifier or a date of birth."""
    told = np.zeros(len(records), dtype=np.bool_)
    for part, column in records.columns.items():
        kind = KINDS.get(part.partition(":")[0])
        if kind and (
            part == "birth_date" or kind.identifier_class is not IdentifierClass.ATTRIBUTE
        ):
            for codes in column.codes:
                told |= codes >= 0
    return told


def learn_model(
    records: Records,
    view: View,
    following: Following,
    plan: Plan,
    *,
    generic: Mapping[str, tuple[str, ...]],
    dense: tuple[str, ...] = (),
    labels: Labels | None = None,
) -> tuple[Model, Compared]:
    """Train a model on records whose generic values are withdrawn already.

    Args:
        records: the records.
        view: their columns.
        following: their candidate pairs, not yet made.
        plan: what is compared.
        generic: the values withdrawn, kept in the model.
        dense: parts whose near numbers were not proposed, kept in the model.
        labels: pairs of rows whose class is known.

    Returns:
        The model, and the candidate pairs it was trained on.
    """
    once = without_copies(records)
    frequencies = learn_frequencies(once, plan)
    rarities, view = rarities_of(records, frequencies), view.knowing(frequencies)
    stop, pairs, scale = _sample(records, following)
    made = following.row[stop] if stop < len(following.row) else len(records)
    others, weight = _random_pairs(records, following, pairs, int(made))
    compared = plan.comparisons
    levels = _levels(plan, view, rarities, pairs)
    candidates = _observed(plan, levels, pairs, scale)
    rest = _observed(plan, _levels(plan, view, rarities, others), others, weight)
    priors = build_priors(compared, once, frequencies, rarities)
    labeled = _labeled(plan, view, rarities, following, labels) if labels else None
    trained = train(
        *(candidates, rest, priors),
        records=len(records),
        finders=_finders(compared, plan.block_rules),
        labeled=labeled,
    )
    model = Model(
        weights={c.name: w for c, w in zip(compared, trained.weights, strict=True)},
        same_pairs=trained.same_pairs,
        household_pairs=trained.household_pairs,
        all_pairs=max(len(records) * (len(records) - 1) / 2, 1.0),
        frequencies=frequencies,
        generic=generic,
        trained_on=len(records),
        dense=dense,
    )
    return model, Compared(stop, pairs, levels)


ASSUMED_RECORDS = 100_000.0
"""Records that a model is for where none were seen: of a company of middling size."""

ASSUMED_REPEATS = 0.3
"""Pairs of one person, for each record, to assume there."""


def complete(model: Model | None, plan: Plan) -> Model:
    """A model with weights for all that is compared: built-in ones where it has none.

    Args:
        model: what was learned; None for nothing.
        plan: what is compared.
    """
    model = model or Model(
        weights={},
        same_pairs=ASSUMED_REPEATS * ASSUMED_RECORDS,
        household_pairs=ASSUMED_REPEATS**2 * ASSUMED_RECORDS,
        all_pairs=ASSUMED_RECORDS**2 / 2,
        frequencies={},
        generic={},
        trained_on=0,
        sizes=(0,),  # nothing is known of the sizes of customers
    )
    compared = plan.comparisons
    missing = [c for c in compared if c.name not in model.weights]
    if not missing:
        return model
    nothing = Records({}, np.zeros(0, np.int32), (), np.zeros(0, np.uint64))
    priors = build_priors(compared, nothing, {}, {})
    first = dict(zip((c.name for c in compared), priors, strict=True))
    weights = {
        c.name: says_nothing(first[c.name]) if c.learned else first_weights(first[c.name])
        for c in missing
    }
    shares = {
        level.by: {OTHERS: level.u} for c in missing for level in c.levels if level.by is not None
    }
    words = {words_table(c.name): {OTHERS: WORD_SHARE} for c in missing if c.worded}
    return replace(
        model,
        weights={**model.weights, **weights},
        frequencies={**shares, **words, **model.frequencies},
    )


def allowed(records: Records, pairs: Pairs) -> Pairs:
    """Pairs that are not of one source whose records are known to be different customers."""
    if not any(records.unique):
        return pairs
    source = records.source[pairs.left]
    clean = np.array(records.unique)[source] & (source == records.source[pairs.right])
    kept = ~clean
    return Pairs(pairs.left[kept], pairs.right[kept], pairs.found_by[kept])


def _sample(records: Records, following: Following) -> tuple[int, Pairs, float]:
    """Candidate pairs of the first rows: of how many entries, and how many pairs each stands for.

    Rows stand in the order of a hash, so the first are a random sample that any order of arrival
    would give.
    """
    cuts = chunks(following, limit=CANDIDATE_SAMPLE)
    if not cuts:
        nothing = np.zeros(0, dtype=np.int32)
        return 0, Pairs(nothing, nothing, np.zeros(0, dtype=np.uint64)), 1.0
    start, stop = cuts[0]
    scale = following.count.sum() / following.count[start:stop].sum()
    return stop, allowed(records, pairs_of(following, cuts[0])), float(scale)


def _random_pairs(
    records: Records, following: Following, pairs: Pairs, made: int
) -> tuple[Pairs, float]:
    """A random sample of pairs that are no candidates, and how many pairs each stands for.

    One pair stands for millions: a single one that shares a phone, and is counted among the candidates
    already, would make all phones worthless.

    Args:
        records: the records.
        following: candidate pairs, not yet made.
        pairs: those that are made.
        made: the row before which all of them are.
    """
    size = len(records)
    total = size * (size - 1) // 2
    if total <= RANDOM_SAMPLE:
        left, right = (side.astype(np.int32) for side in np.triu_indices(size, 1))
        weight = 1.0
    else:
        random = np.random.default_rng(0)
        a, b = random.integers(0, size, (2, RANDOM_SAMPLE), dtype=np.int32)
        differ = a != b
        left, right = np.minimum(a, b)[differ], np.maximum(a, b)[differ]
        weight = total / len(left)
    apart = ~np.isin(pack(left, right), pack(pairs.left, pairs.right))
    later = np.flatnonzero(left >= made)
    apart[later] = ~proposes(following, left.take(later), right.take(later))
    apart &= (records.order[left] != records.order[right]) | ~_telling(records)[left]
    pairs = Pairs(left[apart], right[apart], np.zeros(int(apart.sum()), dtype=np.uint64))
    return allowed(records, pairs), weight


def _levels(
    plan: Plan, view: View, rarities: Mapping[str, LevelArray], pairs: Pairs
) -> dict[str, LevelArray]:
    """Outcomes of all comparisons: uint8 of shape (pairs,) each."""

    def work(start: int) -> dict[str, LevelArray]:
        left, right = (side[start : start + PIECE] for side in (pairs.left, pairs.right))
        return levels_of(plan.comparisons, view, rarities, left, right, threads=plan.threads)

    pieces = [work(start) for start in range(0, max(len(pairs), 1), PIECE)]
    return {c.name: np.concatenate([piece[c.name] for piece in pieces]) for c in plan.comparisons}


def _observed(plan: Plan, levels: Mapping[str, LevelArray], pairs: Pairs, scale: float) -> Observed:
    independent = [_independent(c, plan.block_rules, pairs) for c in plan.comparisons]
    return observe([levels[c.name] for c in plan.comparisons], independent, scale)


def _labeled(
    plan: Plan,
    view: View,
    rarities: Mapping[str, LevelArray],
    following: Following,
    labels: Labels,
) -> Labeled:
    """Labeled pairs, compared. One that no rule found was found by somebody, whatever agrees."""
    pairs = Pairs(labels.left, labels.right, found_by(following, labels))
    levels = _levels(plan, view, rarities, pairs)
    proposed = pairs.found_by != 0
    independent = [_independent(c, plan.block_rules, pairs) | ~proposed for c in plan.comparisons]
    table = np.column_stack([levels[c.name] for c in plan.comparisons])
    return Labeled(table, np.column_stack(independent), proposed, labels.same)


def _finders(compared: Sequence[Comparison], rules: Sequence[BlockRule]) -> list[tuple[int, ...]]:
    """For each rule by what is the same, the comparisons (positions) that rest on its parts."""
    one = [(i, c) for i, c in enumerate(compared) if not (c.across or c.together)]
    of_part = {part: i for i, c in one for part in (*c.parts, c.name)}
    found = {
        tuple(sorted({of_part[part] for part in rule.parts - set(WRITTEN) if part in of_part}))
        for rule in rules
        if rule.way not in (Way.NEAR, Way.WORDED)
    }
    across = ((i,) for i, c in enumerate(compared) if c in (SPELLED, HANDLE))
    return sorted({*filter(None, found), *across})


def _independent(comparison: Comparison, rules: Sequence[BlockRule], pairs: Pairs) -> BoolArray:
    """Whether some rule that does not rest on the compared field found each pair."""
    other = sum(1 << i for i, r in enumerate(rules) if not r.parts & set(comparison.parts))
    return (pairs.found_by & np.uint64(other)) != 0
