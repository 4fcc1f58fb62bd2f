"""Records to edges: propose pairs, weigh them chunk by chunk, keep what may matter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, IntArray, LevelArray, Records, UInt64Array, pack
from identity_resolve.candidates.buckets import (
    Bucketed,
    Following,
    bucket,
    chunks,
    follow,
    pairs_of,
)
from identity_resolve.candidates.entries import NO_ENTRIES, Entries
from identity_resolve.candidates.rules import (
    BlockRule,
    copies,
    entries_of,
    near_entries_of,
    refine,
    salted,
)
from identity_resolve.learning import Compared, allowed
from identity_resolve.plan import Plan
from identity_resolve.threads import in_threads
from identity_resolve.world import NO_VERDICTS, World, levels_of, weigh

__all__ = ["CERTAIN", "Aside", "Edges", "Proposed", "join_edges", "judge", "link", "propose"]

Progress: TypeAlias = Callable[[float], None]
BitArray: TypeAlias = npt.NDArray[np.float32]


CERTAIN = 1000.0
"""Bits of a must-link: more than any evidence adds up to."""


@dataclass(frozen=True, slots=True)
class Edges:
    """Weighed pairs, ascending by (left, right).

    Attributes:
        left: int32 of shape (edges,).
        right: int32 of shape (edges,).
        same: float32 of shape (edges,), odds in bits that both are one person.
        related: float32 of shape (edges,), odds in bits that both are of one household.
        weight: float32 of shape (edges,), what the pair counts between groups of records; `CERTAIN`
            where a rule links it.
        apart: bool of shape (edges,), cannot-link.
        rule: int8 of shape (edges,), position of the deciding rule, -1 for none.
    """

    left: IntArray
    right: IntArray
    same: BitArray
    related: BitArray
    weight: BitArray
    apart: BoolArray
    rule: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.left)

    def take(self, where: npt.NDArray[np.intp] | BoolArray) -> Edges:
        """Some of the pairs."""
        places = np.flatnonzero(where) if where.dtype == np.bool_ else where
        return Edges(*(getattr(self, field.name).take(places) for field in fields(self)))

    @property
    def packed(self) -> UInt64Array:
        """Left and right as one number each."""
        return pack(self.left, self.right)


def join_edges(parts: Sequence[Edges]) -> Edges:
    """The pairs of several parts, one after the other."""
    if not parts:
        none, bits = np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
        return Edges(none, none, bits, bits, bits, none.astype(np.bool_), none.astype(np.int8))
    return Edges(
        *(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Edges))
    )


@dataclass(frozen=True, slots=True)
class Aside:
    """Block keys of one rule that too many records have: paired only where they share more."""

    rule: str
    buckets: int
    records: int
    largest: int


@dataclass(frozen=True, slots=True)
class Proposed:
    """Candidate pairs, not yet made.

    Attributes:
        following: what they are made from.
        aside: what was set aside as oversized.
        dense: parts whose numbers are issued so densely that near ones were not proposed.
    """

    following: Following
    aside: tuple[Aside, ...]
    dense: tuple[str, ...]


def propose(records: Records, plan: Plan, *, dense: Collection[str] | None = None) -> Proposed:
    """Candidate pairs by all block rules.

    Of oversized buckets only the pairs are made that share something else, or that say the very same;
    they count as found by one more rule, which stands behind those of the plan and rests on every field.

    Args:
        records: the records without generic values.
        plan: whose rules apply.
        dense: parts whose numbers are known to be issued densely; None where these records tell.
    """
    found_dense: list[str] = []

    def entries(rule: BlockRule) -> Entries:
        part = rule.tokens[0].part
        if not rule.near:
            return entries_of(rule, records)
        known = dense is not None
        found = (
            None
            if known and part in (dense or ())
            else near_entries_of(rule, records, judged=known)
        )
        if found is None:
            found_dense.append(part)
        return found or NO_ENTRIES

    def work(rule: BlockRule) -> Bucketed:
        return bucket(entries(rule), limit=plan.limit_of(rare=rule.rare))

    bucketed = list(in_threads(work, plan.block_rules, plan.threads))
    aside = [
        Aside(rule.name, len(sizes), int(sizes.sum()), int(sizes.max()))
        for rule, sizes in zip(plan.block_rules, (b.aside for b in bucketed), strict=True)
        if len(sizes)
    ]

    def narrow(found: tuple[BlockRule, Bucketed]) -> Entries:
        rule, crowded = found[0], found[1].crowded
        return refine(rule, records, Entries(crowded.rows, salted(rule, crowded.keys)))

    crowding = [(r, b) for r, b in zip(plan.block_rules, bucketed, strict=True) if len(b.aside)]
    narrowed = [*in_threads(narrow, crowding, plan.threads), copies(records)]
    rows, keys = (np.concatenate([getattr(e, name) for e in narrowed]) for name in ("rows", "keys"))
    bucketed.append(bucket(Entries(rows, keys), limit=plan.limit_of(rare=True)))
    return Proposed(follow(bucketed), tuple(aside), tuple(sorted(found_dense)))


def link(
    world: World,
    following: Following,
    progress: Progress = lambda _: None,
    *,
    compared: Compared | None = None,
) -> tuple[Edges, int]:
    """Weigh all candidate pairs and keep those of one person, or of one household.

    Args:
        world: the records and the model.
        following: candidate pairs from `propose`.
        progress: told the fraction done.
        compared: what is known of the first of them already.

    Returns:
        What was kept, and how many pairs were weighed.
    """
    start = compared.stop if compared else 0
    cuts = chunks(following, limit=world.plan.chunk_limit, start=start)
    if compared is None and len(cuts) > 1:
        compared = _compare(world, following, cuts.pop(0))
    tasks: list[Compared | tuple[int, int]] = [*([compared] if compared else []), *cuts]

    def work(task: Compared | tuple[int, int]) -> tuple[Edges, int]:
        if isinstance(task, Compared):
            pairs, levels = task.pairs, task.levels
        else:
            pairs, levels = allowed(world.records, pairs_of(following, task)), None
        edges = judge(world, pairs.left, pairs.right, levels)
        kept = (edges.same >= world.plan.floor_bits) | (edges.weight >= CERTAIN)
        if world.plan.households:
            kept |= edges.related >= 0
        return edges.take(kept), len(edges)

    parts, weighed = [], 0
    for done, (edges, size) in enumerate(in_threads(work, tasks, world.plan.threads), start=1):
        parts.append(edges)
        weighed += size
        progress(done / len(tasks))
    return join_edges(parts), weighed


def _compare(world: World, following: Following, cut: tuple[int, int]) -> Compared:
    """A chunk compared by all threads at once, each asking the view for what others do not."""
    pairs, plan = allowed(world.records, pairs_of(following, cut)), world.plan
    levels = levels_of(
        *(plan.comparisons, world.view, world.rarities, pairs.left, pairs.right),
        threads=plan.threads,
    )
    return Compared(cut[1], pairs, levels)


def judge(
    world: World,
    left: IntArray,
    right: IntArray,
    levels: Mapping[str, LevelArray] | None = None,
) -> Edges:
    """Weigh pairs of rows by the model and the rules.

    A pair whose evidence is negative counts what contradicts, and nothing where it merely shares
    nothing.
    """
    evidence = weigh(world, left, right, levels)
    bits, decided = evidence.bits, evidence.decided
    weight = np.where(bits.same > 0, bits.same, np.maximum(bits.same, bits.against))
    weight = np.where(decided.together, np.float32(CERTAIN), weight).astype(np.float32)
    source = world.records.source
    first, second = source.take(left), source.take(right)
    clean = np.array(world.records.unique).take(first) & (first == second)
    edges = Edges(left, right, bits.same, bits.related, weight, decided.apart | clean, decided.rule)
    return _as_said(world, edges) if world.verdicts is not NO_VERDICTS else edges


def _as_said(world: World, edges: Edges) -> Edges:
    """Edges on which stewards have the last word; their rule stands behind those of the plan."""
    said, packed = world.verdicts, edges.packed
    together, apart = np.isin(packed, said.together), np.isin(packed, said.apart)
    weight = np.where(together, np.float32(CERTAIN), edges.weight)
    rule = np.where(together | apart, np.int8(len(world.plan.decision_rules)), edges.rule)
    return replace(
        edges, weight=weight, apart=apart | (edges.apart & ~together), rule=rule.astype(np.int8)
    )
