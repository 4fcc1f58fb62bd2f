"""Whether records hold enough to be told apart at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from identity_resolve.arrays import IntArray
from identity_resolve.linking import CERTAIN, judge

if TYPE_CHECKING:
    from identity_resolve.result import Result

__all__ = ["share_too_poor"]

SAMPLE = 10_000
"""Records that are looked at; rows stand in the order of a hash, so the first are any."""


def share_too_poor(result: Result) -> float:
    """Share of the records that stand alone and would not be joined even with a copy of themselves.

    Such a record agrees with too many others by chance: it holds a first name and no more, a sector, a
    city.
    """
    world = result._run.world
    rows: IntArray = np.arange(min(len(world.records), SAMPLE), dtype=np.int32)
    if not len(rows):
        return 0.0
    copies = judge(world, rows, rows)
    joined = (copies.same >= world.plan.threshold_bits) | (copies.weight >= CERTAIN)
    customer = result._run.formed.customer
    alone = np.bincount(customer)[customer[rows]] == 1
    return float((alone & ~joined).mean())
