"""Why a record is where it is: the record most like it, and how they compare."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from identity_resolve.arrays import IntArray
from identity_resolve.living.answers import Reason
from identity_resolve.living.held import Held
from identity_resolve.living.neighbors import see
from identity_resolve.living.rows import Row
from identity_resolve.scoring.weights import field_bits
from identity_resolve.world import World, weigh

__all__ = ["closest_reasons", "reasons_of"]


def reasons_of(held: Held, row: Row, others: Sequence[Row]) -> tuple[Reason, ...]:
    """How a record compares with that of some others which is most like it."""
    small, world = see(held, [row, *(other for other in others if other.rid != row.rid)])
    at = small.at[row.rid]
    rest = np.array([i for i in range(len(small.rows)) if i != at], dtype=np.int32)
    return closest_reasons(world, at, rest)


def closest_reasons(world: World, row: int, others: IntArray) -> tuple[Reason, ...]:
    """How a row compares with that of some others which is most like it, the weightiest first."""
    if not len(others):
        return ()
    left, right = np.minimum(others, row), np.maximum(others, row)
    evidence = weigh(world, left, right)
    best = int(np.argmax(evidence.bits.same))
    titles = {
        c.name: [t.title for t in c.levels for _ in range(t.outcomes)]
        for c in world.plan.comparisons
    }
    found = []
    for name, outcome in evidence.levels.items():
        level = int(outcome[best])
        bits = float(field_bits(world.model.weights[name], outcome[best : best + 1])[0])
        if level and round(bits, 2):
            found.append(Reason(name, titles[name][level - 1], round(bits, 2)))
    rule = int(evidence.decided.rule[best])
    if rule >= 0:
        found.append(Reason("rule", world.plan.decision_rules[rule].name, 0.0))
    return tuple(sorted(found, key=lambda reason: -abs(reason.bits)))
