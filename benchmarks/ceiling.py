"""What candidates allow: how well an oracle would do that decides every proposed pair right.

The distance from 1 to the ceiling is lost by candidates, the one from the ceiling to the score by
decisions. The pairs are proposed a second time here, after the run was timed. Records of one
component are all weighed with one another, so a run can, seldom, pass its ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import polars as pl

import identity_resolve as ir
from identity_resolve.arrays import IntArray, Pairs
from identity_resolve.candidates.buckets import chunks, pairs_of
from identity_resolve.clustering.components import components
from identity_resolve.evaluation import pairwise
from identity_resolve.learning import allowed
from identity_resolve.linking import propose

__all__ = ["RuleCount", "measure", "proposed"]

CROWDED = "key of too many, with one thing more"  # the rule that stands behind those of the plan


@dataclass(frozen=True, slots=True)
class RuleCount:
    """What one block rule found.

    Attributes:
        rule: its name.
        pairs: candidate pairs it found, alone or with others.
        true: those of one person.
        alone: those of one person that no other rule found.
    """

    rule: str
    pairs: int
    true: int
    alone: int


@dataclass(slots=True)
class _Oracle:
    """Pairs of records that are of one group in truth, gathered chunk by chunk.

    Attributes:
        group: int32 of shape (records,), the true group of each record.
        left: of the pairs that are of one group, int32 per chunk.
        right: the other side.
    """

    group: IntArray
    left: list[IntArray] = field(default_factory=list)
    right: list[IntArray] = field(default_factory=list)

    def keep(self, pairs: Pairs) -> np.ndarray:
        """Whether each pair is of one group; those that are, are remembered."""
        same = self.group[pairs.left] == self.group[pairs.right]
        self.left.append(pairs.left[same])
        self.right.append(pairs.right[same])
        return same

    def scores(self) -> dict[str, float]:
        """Pairwise scores of the components that the right pairs make."""
        none = np.zeros(0, dtype=np.int32)
        left, right = (np.concatenate([none, *side]) for side in (self.left, self.right))
        label = components(len(self.group), left, right)
        return {**asdict(pairwise(label, self.group)), "found": len(left)}


def measure(result: ir.Result, truth: pl.DataFrame) -> dict[str, Any]:
    """Ceilings of persons and, where truth knows them, households; counts of each block rule.

    Args:
        result: of a run over one source.
        truth: record_id, entity_id and at times household_id.
    """
    table = result._run.recorded.table.select("record_id")
    known = table.join(truth, on="record_id", how="left", maintain_order="left")
    person = _Oracle(_codes(known["entity_id"]))
    household = _Oracle(_codes(known["household_id"])) if "household_id" in known.columns else None
    names = [*(rule.name for rule in result._run.world.plan.block_rules), CROWDED]
    counts = np.zeros((3, len(names)), dtype=np.int64)
    for pairs in proposed(result):
        same = person.keep(pairs)
        counts += _count(pairs, same, len(names))
        if household:
            household.keep(pairs)
    rules = [RuleCount(name, *map(int, row)) for name, row in zip(names, counts.T, strict=True)]
    found = {"persons": person.scores(), "rules": [asdict(rule) for rule in rules]}
    return found | ({"households": household.scores()} if household else {})


def proposed(result: ir.Result) -> Iterator[Pairs]:
    """The pairs the run proposed, once more, chunk by chunk."""
    world = result._run.world
    following = propose(world.records, world.plan).following
    for cut in chunks(following, limit=world.plan.chunk_limit):
        yield allowed(world.records, pairs_of(following, cut))


def _count(pairs: Pairs, same: np.ndarray, rules: int) -> np.ndarray:
    """Pairs, true pairs, and true pairs found by it alone, of each rule: int64 (3, rules)."""
    bits = np.uint64(1) << np.arange(rules, dtype=np.uint64)
    true = pairs.found_by[same]
    found = [np.count_nonzero(pairs.found_by & bit) for bit in bits]
    right = [np.count_nonzero(true & bit) for bit in bits]
    alone = [np.count_nonzero(true == bit) for bit in bits]
    return np.array([found, right, alone], dtype=np.int64)


def _codes(labels: pl.Series) -> IntArray:
    return labels.rank("dense").to_numpy().astype(np.int32)
