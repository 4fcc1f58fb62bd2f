"""Records seen through a model: what every decision about a pair reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import (
    CHANNEL,
    BoolArray,
    IntArray,
    LevelArray,
    Records,
    UInt64Array,
)
from identity_resolve.clustering.generic import without
from identity_resolve.comparison.base import RARITIES, Comparison
from identity_resolve.comparison.engine import compare, compare_held, look_up, rarity
from identity_resolve.comparison.few import compare_few
from identity_resolve.comparison.view import View
from identity_resolve.plan import Plan
from identity_resolve.scoring.frequencies import chances, ranks
from identity_resolve.scoring.model import Model, Weights
from identity_resolve.scoring.rules import Decided, decide
from identity_resolve.scoring.weights import (
    WIDTH,
    Bits,
    Counts,
    outcome_counts,
    score,
    score_all,
    side_by_side,
)
from identity_resolve.threads import in_threads

__all__ = [
    "NO_VERDICTS",
    "Evidence",
    "Outcomes",
    "Verdicts",
    "Weighings",
    "World",
    "all_compared",
    "build_world",
    "compared",
    "every_pair",
    "levels_of",
    "outcomes",
    "rarities_of",
    "weigh",
    "weighings_of",
    "withdraw_generic",
]


FEW_PAIRS = 150
"""Pairs of few records that are compared one by one: arrays of so few take longer."""

FEW_VALUES = 24
"""Pairs of values that are: each is another one."""

MANY_PAIRS = 10_000
"""Pairs from which on comparisons are made by several threads."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What stewards said of pairs of rows, packed (smaller, larger), ascending.

    Attributes:
        together: uint64 of shape (pairs,), pairs of one customer.
        apart: uint64 of shape (pairs,), pairs of two.
    """

    together: UInt64Array
    apart: UInt64Array


NO_VERDICTS = Verdicts(np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.uint64))


@dataclass(frozen=True, slots=True)
class Weighing:
    """What is known of a comparison and its outcomes beforehand.

    Attributes:
        counts: what each outcome counts; None for a comparison the model knows nothing of.
        table: the same side by side.
        agreeing: bool of shape (outcomes + 1,), which outcomes are agreement.
    """

    counts: Counts | None
    table: npt.NDArray[np.float32]
    agreeing: BoolArray


class Weighings(dict[str, Weighing]):
    """What is known of comparisons by name, and of all of them in one table."""

    @cached_property
    def remembered(self) -> dict[str, Any]:
        """What was worked out of it elsewhere."""
        return {}

    @cached_property
    def table(self) -> npt.NDArray[np.float32]:
        """What outcomes count, `side_by_side`, of one comparison after the other."""
        sizes = [(len(known.agreeing), WIDTH) for known in self.values()]
        return np.concatenate(
            [known.table if known.counts else np.zeros(size, dtype=np.float32)
             for known, size in zip(self.values(), sizes, strict=True)]
            or [np.zeros((0, WIDTH), dtype=np.float32)]
        )  # fmt: skip

    @cached_property
    def start(self) -> Mapping[str, int]:
        """Where in it each comparison begins."""
        ends = np.cumsum([len(known.agreeing) for known in self.values()]).tolist()
        return dict(zip(self, [0, *ends], strict=False))


def weighings_of(model: Model, plan: Plan) -> Weighings:
    """What is known of all comparisons of a plan beforehand."""
    return Weighings((c.name, _weighing(c, model.weights.get(c.name))) for c in plan.comparisons)


def _weighing(comparison: Comparison, weights: Weights | None) -> Weighing:
    agreeing = np.append(False, comparison.agreeing)
    if weights is None:
        return Weighing(None, np.zeros((0, 0), dtype=np.float32), agreeing)
    counts = outcome_counts(weights, comparison.near)
    return Weighing(counts, side_by_side(counts, several=comparison.several), agreeing)


@dataclass(frozen=True, slots=True)
class Matrix:
    """What all pairs of a few records are, by comparison after comparison.

    Attributes:
        outcome: uint8 of shape (comparisons, records, records).
        start: int64 of shape (comparisons,), where in the table of the weighings each begins.
        several: bool of shape (comparisons,), whether it compares what a person may have several of.
    """

    outcome: LevelArray
    start: npt.NDArray[np.int64]
    several: BoolArray


@dataclass(frozen=True, slots=True)
class World:
    """Records, generic values withdrawn, and what the model says of their values.

    Attributes:
        plan: what is compared and decided.
        model: what agreements are worth.
        records: the records without generic values.
        view: their columns.
        rarities: per part, the rarity bin of each distinct value.
        weighings: per comparison, what its outcomes count.
        verdicts: what stewards said; it stands above evidence and rules.
        matrix: of a few records, the outcomes of all pairs by all comparisons of the plan; None where
            pairs are compared when they are asked for.
    """

    plan: Plan
    model: Model
    records: Records
    view: View
    rarities: Mapping[str, LevelArray]
    weighings: Weighings
    verdicts: Verdicts = NO_VERDICTS
    matrix: Matrix | None = None


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Pairs of rows, and their outcomes by all comparisons that count something.

    Attributes:
        left: int32 of shape (pairs,).
        right: int32 of shape (pairs,).
        levels: comparison name to outcomes, uint8 of shape (pairs,) each.
    """

    left: IntArray
    right: IntArray
    levels: Mapping[str, LevelArray]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of pairs: outcomes per comparison, bits, and what rules decided."""

    levels: Mapping[str, LevelArray]
    bits: Bits
    decided: Decided


def build_world(
    records: Records,
    view: View,
    model: Model,
    plan: Plan,
    weighings: Weighings | None = None,
) -> World:
    """See records, whose generic values are withdrawn, through a model.

    Args:
        records: the records.
        view: their columns.
        model: what agreements are worth.
        plan: what is compared and decided.
        weighings: of model and plan, where they are known already.
    """
    view = view.knowing(model.frequencies)
    rarities = rarities_of(records, model.frequencies)
    return World(plan, model, records, view, rarities, weighings or weighings_of(model, plan))


def withdraw_generic(records: Records, generic: Mapping[str, Sequence[str]]) -> Records:
    """The records without values that too many customers share."""
    columns = dict(records.columns)
    for part, values in generic.items():
        if part in columns:
            wanted = set(values)
            gone = [i for i, value in enumerate(columns[part].values) if value in wanted]
            columns[part] = without(columns[part], np.array(gone, dtype=np.int32))
    return Records(columns, records.source, records.unique, records.order)


def rarities_of(
    records: Records, frequencies: Mapping[str, Mapping[str, float]]
) -> Mapping[str, LevelArray]:
    """Rarity bin of each distinct value of the parts a model has frequencies for."""
    return _Rarities(records, frequencies)


class _Rarities(dict[str, LevelArray]):
    """Rarity bins by part, worked out when first asked for."""

    def __init__(self, records: Records, frequencies: Mapping[str, Mapping[str, float]]) -> None:
        self._records, self._frequencies = records, frequencies

    def __missing__(self, part: str) -> LevelArray:
        values, table = self._records.columns[part].values, self._frequencies[part]
        of_each = part == CHANNEL  # there are few, and each says something else
        self[part] = ranks(values, table, RARITIES) if of_each else rarity(chances(values, table))
        return self[part]


def levels_of(
    comparisons: tuple[Comparison, ...],
    view: View,
    rarities: Mapping[str, LevelArray],
    left: IntArray,
    right: IntArray,
    *,
    threads: int = 1,
) -> dict[str, LevelArray]:
    """Outcomes of all comparisons: uint8 of shape (pairs,) each.

    Args:
        comparisons: the comparisons.
        view: the records' columns.
        rarities: per part that levels divide by, the bin of each of its distinct values.
        left: int32 of shape (pairs,), rows.
        right: int32 of shape (pairs,), rows.
        threads: comparisons made at a time. What a view works out when it is first asked is then worked
            out once, and not by every thread.
    """
    if len(left) <= FEW_PAIRS:
        return compare_few(comparisons, view, rarities, left, right)
    looked_up = look_up(comparisons, view, left, right)

    def work(comparison: Comparison) -> LevelArray:
        return compare(comparison, view, rarities, left, right, looked_up)

    found = in_threads(work, comparisons, threads if len(left) >= MANY_PAIRS else 1)
    return {c.name: levels for c, levels in zip(comparisons, found, strict=True)}


def compared(world: World, left: IntArray, right: IntArray) -> Outcomes:
    """Compare pairs of rows by all that counts something, or that rules ask for."""
    levels = levels_of(_asked(world), world.view, world.rarities, left, right)
    return Outcomes(left, right, levels)


def all_compared(world: World, *known: Outcomes) -> World:
    """The same few records, with outcomes at hand: pairs of them are asked for again and again.

    Args:
        world: the records.
        known: the outcomes of the only pairs that will be asked for; all pairs where none are given.
    """
    size = len(world.records)
    known = known or (compared(world, *every_pair(size)),)
    asked = _asked(world)
    outcome = np.zeros((len(asked), size, size), dtype=np.uint8)
    for some in known if asked else ():
        found = np.array([some.levels[comparison.name] for comparison in asked])
        outcome[:, some.left, some.right] = outcome[:, some.right, some.left] = found
    tells = np.flatnonzero(outcome.any(axis=(1, 2)))
    outcome, told = outcome[tells], [asked[i] for i in tells.tolist()]
    start = np.array([world.weighings.start[c.name] for c in told], dtype=np.int64)
    several = np.array([c.several for c in told], dtype=np.bool_)
    plan = replace(world.plan, comparisons=tuple(told))
    return replace(world, matrix=Matrix(outcome, start, several), plan=plan)


@lru_cache(maxsize=256)
def every_pair(size: int) -> tuple[IntArray, IntArray]:
    """All pairs of so many rows, the smaller first."""
    left, right = np.triu_indices(size, 1)
    return left.astype(np.int32), right.astype(np.int32)


def outcomes(world: World, comparison: Comparison, left: IntArray, right: IntArray) -> LevelArray:
    """Outcomes of one comparison of rows that have some part of it: uint8 of shape (pairs,)."""
    if len(left) <= FEW_VALUES:
        found = compare_few((comparison,), world.view, world.rarities, left, right)
        return found[comparison.name]
    return compare_held(comparison, world.view, world.rarities, left, right)


def _asked(world: World) -> tuple[Comparison, ...]:
    """The comparisons that count something, or that rules ask for."""
    rules, known = world.plan.decision_rules, world.weighings
    ruled = {field for rule in rules for field in (*rule.fields, *rule.unless)}
    return tuple(c for c in world.plan.comparisons if known[c.name].counts or c.name in ruled)


def weigh(
    world: World,
    left: IntArray,
    right: IntArray,
    found: Mapping[str, LevelArray] | None = None,
) -> Evidence:
    """Compare pairs of rows and weigh what is found.

    Args:
        world: the records and the model.
        left: int32 of shape (pairs,), rows.
        right: int32 of shape (pairs,), rows.
        found: outcomes of all comparisons, where they are known already.
    """
    plan, known, bits = world.plan, world.weighings, None
    if world.matrix is not None:
        outcome = world.matrix.outcome[:, left, right]
        found = {c.name: row for c, row in zip(plan.comparisons, outcome, strict=True)}
        bits = score_all(world.model, known.table, world.matrix.start[:, None] + outcome)
    if found is None:
        found = compared(world, left, right).levels

    def agrees(name: str, outcome: LevelArray) -> BoolArray:
        return known[name].agreeing.take(outcome)

    def conflicts(name: str, outcome: LevelArray) -> BoolArray:
        return outcome == len(known[name].agreeing) - 1

    decided = decide(plan.decision_rules, found, agrees, conflicts, size=len(left))
    levels = {c.name: found[c.name] for c in _asked(world) if known[c.name].counts}
    if bits is None:
        tables = {name: known[name].table for name in levels}
        bits = score(world.model, levels, tables, size=len(left))
    return Evidence(levels, bits, decided)
