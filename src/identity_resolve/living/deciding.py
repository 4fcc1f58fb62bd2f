"""Decide the components around what changed, and say what that means for customers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from identity_resolve.belonging import record_probability
from identity_resolve.forming import form_customers
from identity_resolve.linking import CERTAIN, Edges
from identity_resolve.living.held import Held
from identity_resolve.living.index import Uncertain
from identity_resolve.living.neighbors import (
    candidates_of,
    kept_edges,
    see,
    still_candidates,
    verdicts_on,
    weigh_pairs,
)
from identity_resolve.living.prints import unsigned
from identity_resolve.living.rows import Row, SmallWorld
from identity_resolve.world import World, all_compared

__all__ = ["Decision", "component_of", "decide", "name_customers", "renew_edges"]


FEW = 200
"""Records that are compared each with each before they are decided."""

AT_ONCE = 20
"""Records, with all around them, that are compared each with each before their pairs are weighed."""

Seen: TypeAlias = tuple[SmallWorld, World]
"""Some records, and how they look through the model."""


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
        seen: few records, whole components, compared each with each; none where there are many.
    """

    start: set[int]
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
    pairs = candidates_of(held, rows) | _said_of(held, rows)
    seen = None
    if pairs:
        seen = _see_around(held, start.union(*pairs))
        small, world = seen or see(held, held.rows(set().union(*pairs)))
        edges = kept_edges(world, weigh_pairs(small, world, pairs))
        held.session.run(
            "INSERT INTO edge (a, b, same, related) VALUES (?, ?, ?, ?)",
            _both_ways(small, edges),
        )
        start |= {small.rows[i].rid for side in (edges.left, edges.right) for i in side.tolist()}
    rest = {pair for pair in uncertain.pairs if uncertain.records.isdisjoint(pair)}
    lost = _no_candidates(held, rest) if rest else set()
    held.session.run("DELETE FROM edge WHERE a = ? AND b = ?", [*lost, *((b, a) for a, b in lost)])
    return Renewed(start | {rid for pair in lost for rid in pair}, seen)


def _see_around(held: Held, rids: Collection[int]) -> Seen | None:
    """The components that records are in, and so whatever may become of them by pairs among these."""
    around = component_of(held, rids) if len(rids) <= AT_ONCE else ()
    if not 0 < len(around) <= AT_ONCE:
        return None
    small, world = see(held, held.rows(around))
    return small, all_compared(world)


def _no_candidates(held: Held, pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those pairs that no key proposes any more, and no steward."""
    lost = set(pairs) - still_candidates(held, pairs)
    return lost - _said_of(held, held.rows({rid for pair in lost for rid in pair}))


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


def _both_ways(small: SmallWorld, edges: Edges) -> Iterable[tuple[int, int, float, float]]:
    strength = np.where(edges.weight >= CERTAIN, np.float32(CERTAIN), edges.same)
    for i, j, same, related in zip(
        edges.left.tolist(),
        edges.right.tolist(),
        strength.tolist(),
        edges.related.tolist(),
        strict=True,
    ):
        a, b = small.rows[i].rid, small.rows[j].rid
        yield a, b, same, related
        yield b, a, same, related


def component_of(held: Held, rids: Collection[int]) -> set[int]:
    """All records that evidence connects with some."""
    statement = "SELECT DISTINCT b FROM edge WHERE a IN {set} AND same >= ?"
    found, fresh = set(rids), set(rids)
    while fresh:
        near = held.session.rows(statement, sorted(fresh), held.plan.floor_bits)
        fresh = {rid for (rid,) in near} - found
        found |= fresh
    return found


def decide(held: Held, rids: Set[int], seen: Seen | None = None) -> Decision:
    """Form the customers of the components that some records are in, as a batch would.

    Args:
        held: the store.
        rids: of the records.
        seen: whole components compared already, maybe those.
    """
    if seen is None or not seen[0].at.keys() >= rids:
        rows = held.rows(component_of(held, rids))
        if not rows:
            return Decision((), {}, {})
        if len(rows) == 1:
            return name_customers(held, rows, [0], [1.0])
        small, world = see(held, rows)
        seen = small, all_compared(world) if len(rows) <= FEW else world
    small, world = seen
    world = replace(world, plan=replace(world.plan, households=False))
    formed = form_customers(world, _edges_among(held, small), weighed=False)
    return name_customers(
        held, small.rows, formed.customer.tolist(), record_probability(formed.places).tolist()
    )


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


def _edges_among(held: Held, small: SmallWorld) -> Edges:
    """The strength of the edges between some records; all pairs of a component are weighed anyway."""
    statement = "SELECT a, b, same FROM edge WHERE a IN {set} AND same >= ? AND a < b"
    found = held.session.rows(statement, sorted(small.at), held.plan.floor_bits)
    one, other, same = zip(*found, strict=True) if found else ((), (), ())
    left, right = (
        np.array([small.at[rid] for rid in side], dtype=np.int32) for side in (one, other)
    )
    strength = np.array(same, dtype=np.float32)
    none = np.zeros(len(found), dtype=np.bool_)
    return Edges(left, right, strength, strength, strength, none, none.astype(np.int8))


def _anchors(held: Held, rids: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """The names that withdrawn records left behind: by the record that keeps them, rank and key."""
    found: dict[int, list[tuple[int, int]]] = {}
    statement = "SELECT rid, rank, key FROM anchor WHERE rid IN {set}"
    for rid, rank, key in held.session.rows(statement, sorted(rids)):
        found.setdefault(rid, []).append((rank, unsigned(key)))
    return found
