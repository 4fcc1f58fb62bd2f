"""Records to edges: propose pairs, weigh them chunk by chunk, keep what may matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from identity_resolve.candidates.buckets import Following, bucket, chunks, follow, pairs_of
from identity_resolve.candidates.rules import entries_of
from identity_resolve.domain import BoolArray, IntArray, Pairs, Records
from identity_resolve.learning import allowed
from identity_resolve.plan import Plan
from identity_resolve.world import Evidence, World, weigh

__all__ = ["Aside", "Edges", "in_threads", "link", "propose"]

Progress: TypeAlias = Callable[[float], None]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Edges:
    """Pairs that may matter, ascending by (left, right).

    Attributes:
        left: int32 of shape (edges,).
        right: int32 of shape (edges,).
        same: float32 of shape (edges,), odds in bits that both are one person.
        related: float32 of shape (edges,), odds in bits that both are of one household.
        together: bool of shape (edges,), must-link.
        candidates: how many pairs were weighed.
    """

    left: IntArray
    right: IntArray
    same: npt.NDArray[np.float32]
    related: npt.NDArray[np.float32]
    together: BoolArray
    candidates: int


@dataclass(frozen=True, slots=True)
class Aside:
    """Block keys of one rule that too many records have: no pairs are made from them."""

    rule: str
    buckets: int
    records: int
    largest: int


def propose(records: Records, plan: Plan) -> tuple[Following, list[Aside]]:
    """Candidate pairs by all block rules, not yet made, and what was set aside as oversized."""
    bucketed, aside = [], []
    for rule in plan.block_rules:
        found = bucket(entries_of(rule, records), limit=plan.bucket_limit)
        bucketed.append(found)
        if len(found.aside):
            sizes = found.aside
            aside.append(Aside(rule.name, len(sizes), int(sizes.sum()), int(sizes.max())))
    return follow(bucketed), aside


def link(world: World, following: Following, progress: Progress = lambda _: None) -> Edges:
    """Weigh all candidate pairs and keep those of one person, or of one household.

    Args:
        world: the records and the model.
        following: candidate pairs from `propose`.
        progress: told the fraction done.
    """
    cuts = chunks(following, limit=world.plan.chunk_limit)
    records = world.records

    def work(cut: tuple[int, int]) -> Edges:
        pairs = allowed(records, pairs_of(following, cut))
        return _keep(world, pairs, weigh(world, pairs.left, pairs.right))

    parts = []
    for done, edges in enumerate(in_threads(work, cuts, world.plan.threads), start=1):
        parts.append(edges)
        progress(done / len(cuts))
    return _concatenate(parts)


def in_threads(
    work: Callable[[tuple[int, int]], Made], cuts: Sequence[tuple[int, int]], threads: int
) -> Iterator[Made]:
    """Work on chunks, a few at a time; what comes of each, in their order."""
    if threads == 1 or len(cuts) == 1:
        yield from map(work, cuts)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(work, cuts)


def _keep(world: World, pairs: Pairs, evidence: Evidence) -> Edges:
    bits, decided = evidence.bits, evidence.decided
    related = bits.related >= 0 if world.plan.households else np.zeros(len(pairs), dtype=np.bool_)
    kept = (bits.same >= world.plan.floor_bits) | related | decided.together
    return Edges(
        pairs.left[kept],
        pairs.right[kept],
        bits.same[kept],
        bits.related[kept],
        decided.together[kept],
        len(pairs),
    )


def _concatenate(parts: Sequence[Edges]) -> Edges:
    if not parts:
        none = np.zeros(0, dtype=np.int32)
        bits = np.zeros(0, dtype=np.float32)
        return Edges(none, none, bits, bits, np.zeros(0, dtype=np.bool_), 0)
    names = ("left", "right", "same", "related", "together")
    joined = (np.concatenate([getattr(part, name) for part in parts]) for name in names)
    return Edges(
        **dict(zip(names, joined, strict=True)), candidates=sum(p.candidates for p in parts)
    )
