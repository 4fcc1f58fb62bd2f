"""Decide the components around what changed, and say what that means for customers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

import numpy as np

from identity_resolve.arrays import IntArray, pack
from identity_resolve.belonging import record_probability
from identity_resolve.forming import form_customers
from identity_resolve.linking import CERTAIN, Edges, join_edges, judge
from identity_resolve.living.held import Held
from identity_resolve.living.index import Uncertain
from identity_resolve.living.neighbors import (
    candidates_of,
    ends_of,
    kept_edges,
    see,
    still_candidates,
    verdicts_on,
)
from identity_resolve.living.prints import unsigned
from identity_resolve.living.rows import Row, SmallWorld
from identity_resolve.world import Outcomes, World, all_compared, compared, every_pair

__all__ = ["Around", "Decision", "decide", "evidence_around", "name_customers", "renew_edges"]


FEW = 600
"""Records that are compared each with each before they are decided."""

AT_ONCE = 40
"""Records that are seen with all that evidence connects with them; of more, that is much in vain."""

FIRST = 8
"""Records of which all pairs are weighed at once."""


@dataclass(frozen=True, slots=True)
class Around:
    """Records with all that evidence connects with them.

    Attributes:
        rids: the records.
        strength: of each edge among them that may join, by its rids, the smaller first.
    """

    rids: Set[int]
    strength: dict[tuple[int, int], float]

    def component(self, rids: Set[int]) -> set[int]:
        """All records that evidence connects with some of these."""
        beside: dict[int, list[int]] = {}
        for a, b in self.strength:
            beside.setdefault(a, []).append(b)
            beside.setdefault(b, []).append(a)
        found, fresh = set(rids), set(rids)
        while fresh:
            fresh = {other for rid in fresh for other in beside.get(rid, ())} - found
            found |= fresh
        return found


@dataclass(frozen=True, slots=True)
class Seen:
    """Some records through the model, with what is known of pairs of them already.

    Attributes:
        small: the records.
        world: how they look.
        outcomes: of pairs that were compared.
        weighed: the same pairs weighed, ascending.
    """

    small: SmallWorld
    world: World
    outcomes: Outcomes
    weighed: Edges


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of some components.

    Attributes:
        rows: their records, with the customers they had.
        customer: rid to the key of the record its customer is called by.
        probability: rid to the probability that the record is where it belongs.
    """

    rows: Sequence[Row]
    customer: Mapping[int, int]
    probability: Mapping[int, float]


@dataclass(frozen=True, slots=True)
class Renewed:
    """What came of weighing pairs again.

    Attributes:
        start: rids whose components may have changed.
        around: records, maybe those, and what evidence connects with them now; none where they are many.
        seen: some records of which pairs were weighed; none where there were no pairs.
    """

    start: set[int]
    around: Around | None
    seen: Seen | None


def renew_edges(
    held: Held, uncertain: Uncertain, gone: Collection[int], fresh: Set[int]
) -> Renewed:
    """Weigh the candidate pairs of uncertain records again.

    Args:
        held: the store.
        uncertain: the records.
        gone: rids of records that are no more.
        fresh: rids of those that are new and had no pairs.
    """
    rows = held.rows(uncertain.records)
    start = {row.rid for row in rows}
    start |= _cut_edges(held, start.union(gone) - fresh) - set(gone)
    start |= _cut_lost(held, {p for p in uncertain.pairs if uncertain.records.isdisjoint(p)})
    pairs = candidates_of(held, rows) | _said_of(held, rows)
    around = seen = None
    if pairs:
        rids = start.union(*pairs)
        around = evidence_around(held, rids) if len(rids) <= AT_ONCE else None
        few = around is not None and len(around.rids) <= AT_ONCE
        seen, asked = _weigh(held, around.rids if around and few else set().union(*pairs), pairs)
        edges = list(_as_stored(seen.small, kept_edges(seen.world, asked)))
        both_ways = sorted(row for a, b, *odds in edges for row in ((a, b, *odds), (b, a, *odds)))
        held.session.load("edge", ("a", "b", "same", "related"), both_ways)
        start |= {rid for a, b, *_ in edges for rid in (a, b)}
        if around is not None:
            joining = ((a, b, same) for a, b, same, _ in edges if same >= held.plan.floor_bits)
            around.strength.update(((min(a, b), max(a, b)), same) for a, b, same in joining)
    return Renewed(start, around, seen)


def _weigh(
    held: Held, rids: Iterable[int], pairs: Collection[tuple[int, int]]
) -> tuple[Seen, Edges]:
    """See records and weigh pairs of them, all pairs where there are few.

    Returns:
        what is known then, and the pairs asked for.
    """
    small, world = see(held, held.rows(rids))
    ends = ends_of(small, pairs)
    few = len(small.rows) <= FIRST
    outcomes = compared(world, *(every_pair(len(small.rows)) if few else ends))
    weighed = judge(world, outcomes.left, outcomes.right, outcomes.levels)
    asked = weighed.take(np.searchsorted(weighed.packed, pack(*ends))) if few else weighed
    return Seen(small, world, outcomes, weighed), asked


def _as_stored(small: SmallWorld, edges: Edges) -> Iterable[tuple[int, int, float, float]]:
    """Edges by the rids of their ends, with their odds as a store keeps them."""
    strength = np.where(edges.weight >= CERTAIN, np.float32(CERTAIN), edges.same)
    sides = (edges.left, edges.right, strength, edges.related)
    for i, j, same, related in zip(*(side.tolist() for side in sides), strict=True):
        yield small.rows[i].rid, small.rows[j].rid, same, related


def _cut_lost(held: Held, pairs: Set[tuple[int, int]]) -> set[int]:
    """Forget the edges of pairs that no key proposes any more, and no steward, and say whose they were."""
    if not pairs:
        return set()
    lost = pairs - still_candidates(held, pairs)
    lost = lost - _said_of(held, held.rows({rid for pair in lost for rid in pair}))
    held.session.run("DELETE FROM edge WHERE a = ? AND b = ?", [*lost, *((b, a) for a, b in lost)])
    return {rid for pair in lost for rid in pair}


def _cut_edges(held: Held, rids: Collection[int]) -> set[int]:
    """Forget the edges of records, and say which other records had them."""
    if not rids:
        return set()
    found = held.session.rows("SELECT a, b FROM edge WHERE a IN {set}", sorted(rids))
    held.session.run(
        "DELETE FROM edge WHERE a = ? AND b = ?", [*found, *((b, a) for a, b in found)]
    )
    return {b for _, b in found}


def _said_of(held: Held, rows: Sequence[Row]) -> set[tuple[int, int]]:
    """Pairs that stewards said are the same: they are edges whatever else they share."""
    if not held.has_verdicts:
        return set()
    said = [(a, b) for a, b, same in verdicts_on(held, [r.key for r in rows]) if same]
    rid_of = {row.key: row.rid for row in held.rows_by_key({key for pair in said for key in pair})}
    known = [(rid_of[a], rid_of[b]) for a, b in said if a in rid_of and b in rid_of]
    return {(min(pair), max(pair)) for pair in known}


def evidence_around(held: Held, rids: Collection[int]) -> Around:
    """All that evidence connects with some records."""
    statement = "SELECT a, b, same FROM edge WHERE a IN {set} AND same >= ?"
    found, fresh = set(rids), set(rids)
    strength: dict[tuple[int, int], float] = {}
    while fresh:
        edges = held.session.rows(statement, sorted(fresh), held.plan.floor_bits)
        strength.update(((a, b), same) for a, b, same in edges if a < b)
        fresh = {b for _, b, _ in edges} - found
        found |= fresh
    return Around(found, strength)


def decide(
    held: Held, rids: Set[int], around: Around | None = None, seen: Seen | None = None
) -> Decision:
    """Form the customers of the components that some records are in, as a batch would.

    Args:
        held: the store.
        rids: of the records.
        around: what evidence connects with records, maybe those.
        seen: records, maybe those, of which some pairs are weighed.
    """
    if around is None or not around.rids >= rids:
        around = evidence_around(held, rids)
    rows = held.rows(around.component(rids))
    if len(rows) <= 1:
        return name_customers(held, rows, [0] * len(rows), [1.0] * len(rows))
    if seen is None or not all(row.rid in seen.small.at for row in rows):
        small, world = see(held, rows)
        seen = Seen(small, world, compared(world, *every_pair(0)), join_edges([]))
    at = np.array(sorted(seen.small.at[row.rid] for row in rows), dtype=np.int32)
    world = _all_compared(seen, at) if len(rows) <= FEW else seen.world
    world = replace(world, plan=replace(world.plan, households=False))
    edges = _edges_among(seen.small, {row.rid for row in rows}, around)
    formed = form_customers(world, edges, seen.weighed)
    probability = record_probability(formed.places)[at].tolist()
    rows = [seen.small.rows[i] for i in at.tolist()]
    return name_customers(held, rows, formed.customer[at].tolist(), probability)


def _all_compared(seen: Seen, at: IntArray) -> World:
    """All pairs of some rows compared, but those that were."""
    size = len(seen.small.rows)
    if len(seen.weighed) == size * (size - 1) // 2:
        return all_compared(seen.world, seen.outcomes)
    left, right = (at[side] for side in every_pair(len(at)))
    rest = np.flatnonzero(~np.isin(pack(left, right), seen.weighed.packed))
    return all_compared(seen.world, seen.outcomes, compared(seen.world, left[rest], right[rest]))


def _edges_among(small: SmallWorld, rids: Set[int], around: Around) -> Edges:
    """The strength of the edges between some records; all pairs of a component are weighed anyway."""
    found = [
        (small.at[a], small.at[b], same) for (a, b), same in around.strength.items() if a in rids
    ]
    one, other, same = zip(*found, strict=True) if found else ((), (), ())
    left, right = (np.array(side, dtype=np.int32) for side in (one, other))
    strength = np.array(same, dtype=np.float32)
    none = np.zeros(len(found), dtype=np.bool_)
    return Edges(left, right, strength, strength, strength, none, none.astype(np.int8))


def name_customers(
    held: Held, rows: Sequence[Row], label: Sequence[int], probability: Sequence[float]
) -> Decision:
    """Call each customer by its oldest record, or by one that was withdrawn and left it its name.

    Args:
        held: the store.
        rows: records.
        label: of each, which customer it is of.
        probability: of each, that it is where it belongs.
    """
    anchors = _anchors(held, [row.rid for row in rows])
    oldest: dict[int, tuple[int, int]] = {}
    for row, group in zip(rows, label, strict=True):
        names = [(row.rid, row.key), *anchors.get(row.rid, ())]
        oldest[group] = min([*names, oldest[group]] if group in oldest else names)
    return Decision(
        rows,
        {row.rid: oldest[group][1] for row, group in zip(rows, label, strict=True)},
        {row.rid: p for row, p in zip(rows, probability, strict=True)},
    )


def _anchors(held: Held, rids: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """The names that withdrawn records left behind: by the record that keeps them, rank and key."""
    found: dict[int, list[tuple[int, int]]] = {}
    statement = "SELECT rid, rank, key FROM anchor WHERE rid IN {set}"
    for rid, rank, key in held.session.rows(statement, sorted(rids)):
        found.setdefault(rid, []).append((rank, unsigned(key)))
    return found
