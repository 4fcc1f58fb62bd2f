"""Records seen through a model: what every decision about a pair reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from identity_resolve.arrays import BoolArray, IntArray, LevelArray, Records
from identity_resolve.clustering.generic import without
from identity_resolve.comparison.base import Comparison
from identity_resolve.comparison.engine import compare, rarity
from identity_resolve.comparison.sides import View
from identity_resolve.errors import SettingsError
from identity_resolve.plan import Plan
from identity_resolve.scoring.frequencies import chances
from identity_resolve.scoring.model import Model
from identity_resolve.scoring.rules import Decided, decide
from identity_resolve.scoring.weights import Bits, score

__all__ = [
    "Evidence",
    "World",
    "build_world",
    "levels_of",
    "rarities_of",
    "weigh",
    "withdraw_generic",
]


@dataclass(frozen=True, slots=True)
class World:
    """Records, generic values withdrawn, and what the model says of their values.

    Attributes:
        plan: what is compared and decided.
        model: what agreements are worth.
        records: the records without generic values.
        view: their columns.
        rarities: per part, the rarity bin of each distinct value.
    """

    plan: Plan
    model: Model
    records: Records
    view: View
    rarities: Mapping[str, LevelArray]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of pairs: outcomes per comparison, bits, and what rules decided."""

    levels: Mapping[str, LevelArray]
    bits: Bits
    decided: Decided


def build_world(records: Records, view: View, model: Model, plan: Plan) -> World:
    """See records, whose generic values are withdrawn, through a model.

    Raises:
        SettingsError: the model knows nothing of what these records hold.
    """
    if not any(comparison.name in model.weights for comparison in plan.comparisons):
        held = ", ".join(comparison.name for comparison in plan.comparisons) or "nothing to compare"
        raise SettingsError(
            f"the model knows {', '.join(model.weights) or 'no field'}; the records hold {held}: "
            "train a model on records like these"
        )
    view = view.knowing(model.frequencies)
    return World(plan, model, records, view, rarities_of(records, model.frequencies))


def withdraw_generic(records: Records, generic: Mapping[str, tuple[str, ...]]) -> Records:
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
) -> dict[str, LevelArray]:
    """Rarity bin of each distinct value of the parts a model has frequencies for."""
    return {
        part: rarity(chances(records.columns[part].values, table))
        for part, table in frequencies.items()
        if part in records.columns
    }


def levels_of(
    comparisons: tuple[Comparison, ...],
    view: View,
    rarities: Mapping[str, LevelArray],
    left: IntArray,
    right: IntArray,
) -> dict[str, LevelArray]:
    """Outcomes of all comparisons: uint8 of shape (pairs,) each."""
    common = view.in_common(left, right)
    return {c.name: compare(c, view, rarities, left, right, common) for c in comparisons}


def weigh(
    world: World,
    left: IntArray,
    right: IntArray,
    known: Mapping[str, LevelArray] | None = None,
) -> Evidence:
    """Compare pairs of rows and weigh what is found.

    Args:
        world: the records and the model.
        left: int32 of shape (pairs,), rows.
        right: int32 of shape (pairs,), rows.
        known: outcomes of all comparisons, where they are known already.
    """
    plan, weights = world.plan, world.model.weights
    ruled = {field for rule in plan.decision_rules for field in (*rule.fields, *rule.unless)}
    compared = tuple(c for c in plan.comparisons if c.name in weights or c.name in ruled)
    found = known or levels_of(compared, world.view, world.rarities, left, right)
    by_name = {c.name: c for c in compared}

    def agrees(name: str, outcome: LevelArray) -> BoolArray:
        return np.append(False, by_name[name].agreeing)[outcome]

    def conflicts(name: str, outcome: LevelArray) -> BoolArray:
        return outcome == len(by_name[name].agreeing)

    decided = decide(plan.decision_rules, found, agrees, conflicts)
    weighed = [c for c in compared if c.name in weights]
    levels = {c.name: found[c.name] for c in weighed}
    several = frozenset(c.name for c in weighed if c.several)
    bits = score(world.model, levels, {c.name: c.near for c in weighed}, several)
    return Evidence(levels, bits, decided)
