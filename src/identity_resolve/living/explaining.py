"""Why a record is where it is: the record most like it, and how they compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np

from identity_resolve.arrays import IntArray
from identity_resolve.living.answers import Reason
from identity_resolve.living.held import Held
from identity_resolve.living.neighbors import see
from identity_resolve.living.rows import Row
from identity_resolve.scoring.weights import field_bits
from identity_resolve.world import Evidence, World, weigh

__all__ = ["closest_reasons", "reasons_of"]


def reasons_of(held: Held, row: Row, others: Sequence[Row]) -> tuple[Reason, ...]:
    """How a record compares with that of some others which is most like it."""
    small, world = see(held, [row, *(other for other in others if other.rid != row.rid)])
    at = small.at[row.rid]
    rest = np.array([i for i in range(len(small.rows)) if i != at], dtype=np.int32)
    return closest_reasons(world, at, [rest])[0] if len(rest) else ()


def closest_reasons(world: World, row: int, groups: Sequence[IntArray]) -> list[tuple[Reason, ...]]:
    """How a row compares with that of each group of others which is most like it.

    Args:
        world: the records.
        row: the row.
        groups: int32 of shape (others,) each, rows; none is empty.

    Returns:
        of each group the reasons, the weightiest first.
    """
    if not groups:
        return []
    others = np.concatenate(groups)
    evidence = weigh(world, np.minimum(others, row), np.maximum(others, row))
    titles = {
        c.name: [t.title for t in c.levels for _ in range(t.outcomes)]
        for c in world.plan.comparisons
    }
    stops = np.cumsum([len(group) for group in groups]).tolist()
    same = evidence.bits.same
    return [
        _reasons(world, evidence, titles, start + int(np.argmax(same[start:stop])))
        for start, stop in pairwise([0, *stops])
    ]


def _reasons(
    world: World, evidence: Evidence, titles: Mapping[str, Sequence[str]], pair: int
) -> tuple[Reason, ...]:
    """What is known of one of the pairs that were weighed."""
    found = []
    for name, outcome in evidence.levels.items():
        level = int(outcome[pair])
        if level:
            bits = float(field_bits(world.model.weights[name], outcome[pair : pair + 1])[0])
            if round(bits, 1):
                found.append(Reason(name, titles[name][level - 1], round(bits, 2)))
    rule = int(evidence.decided.rule[pair])
    if rule >= 0:
        found.append(Reason("rule", world.plan.decision_rules[rule].name, 0.0))
    return tuple(sorted(found, key=lambda reason: -abs(reason.bits)))
