"""Candidate pairs and edges of a few records, found in the store and weighed by the batch's functions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np

from identity_resolve.arrays import IntArray, UInt64Array, pack
from identity_resolve.candidates.near import DENSE
from identity_resolve.comparison.library import applies
from identity_resolve.comparison.view import View
from identity_resolve.linking import CERTAIN, Edges
from identity_resolve.living.held import Held
from identity_resolve.living.index import all_keys, members_of, near_buckets
from identity_resolve.living.keys import (
    near_keys,
    values_held,
    without_generic,
    without_generic_values,
)
from identity_resolve.living.prints import HALF, signed
from identity_resolve.living.rows import Row, SmallWorld
from identity_resolve.world import NO_VERDICTS, Verdicts, World, build_world

__all__ = [
    "candidates_of",
    "copies_beside",
    "ends_of",
    "kept_edges",
    "see",
    "still_candidates",
    "verdicts_in",
    "verdicts_on",
]


FEW = 8
"""Records whose copies are looked up one by one."""


def candidates_of(held: Held, rows: Sequence[Row]) -> set[tuple[int, int]]:
    """Pairs of rids, smaller first, that a batch would propose for these records."""
    bare = without_generic(held, rows)
    table = all_keys(held, bare)
    keys = set(table.key.tolist())
    members = members_of(held, keys - held.kept("crowded", "key", keys))
    pairs: set[tuple[int, int]] = set()
    for key, rid in zip(table.key.tolist(), table.rid.tolist(), strict=True):
        pairs.update((min(rid, o), max(rid, o)) for o in members.get(key, ()) if o != rid)
    pairs |= _near_pairs(held, bare)
    return pairs | {(min(p), max(p)) for p in copies_beside(held, rows)}


def _near_pairs(held: Held, bare: Sequence[Row]) -> set[tuple[int, int]]:
    """Pairs of records that hold values which are near one another, few records in all."""
    values = values_held(held, bare)
    entries = near_keys(held, values)
    own = {value for _, value in entries}
    near: set[frozenset[int]] = set()
    for bucket in near_buckets(held, {key for key, _ in entries}).values():
        if 1 < len(bucket) <= DENSE:
            near.update(frozenset(p) for p in combinations(sorted(bucket), 2) if own & set(p))
    generic = held.always_generic | held.kept("generic", "value", {v for p in near for v in p})
    holders = _holders(held, {v for pair in near for v in pair} - generic)
    wanted = {row.rid for row in bare}
    pairs: set[tuple[int, int]] = set()
    for pair in near:
        rids = set().union(*(holders.get(value, ()) for value in pair))
        if len(rids) <= held.plan.bucket_limit:
            pairs.update((min(a, b), max(a, b)) for a in wanted & rids for b in rids if a != b)
    return pairs


def _holders(held: Held, values: Collection[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for value in values:
        statement = "SELECT rid FROM valuekey WHERE value = ? LIMIT ?"
        rows = held.session.rows(statement, value - HALF, held.plan.bucket_limit + 1)
        found[value] = [rid for (rid,) in rows]
    return found


def still_candidates(held: Held, pairs: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Those pairs that a batch would propose."""
    rows = held.rows({rid for pair in pairs for rid in pair})
    bare = without_generic(held, rows)
    table = all_keys(held, bare)
    keys_of: dict[int, set[int]] = {row.rid: set() for row in rows}
    for key, rid in zip(table.key.tolist(), table.rid.tolist(), strict=True):
        keys_of[rid].add(key)
    shared = {pair: keys_of[pair[0]] & keys_of[pair[1]] for pair in pairs}
    crowded = held.kept("crowded", "key", set().union(*shared.values()))
    found = {pair for pair, keys in shared.items() if keys - crowded}
    if len(found) < len(pairs):
        found |= _near_pairs(held, bare) | {(min(p), max(p)) for p in copies_beside(held, rows)}
    return found & set(pairs)


def copies_beside(held: Held, rows: Iterable[Row]) -> set[tuple[int, int]]:
    """Each record with those that say the very same and stand next to it in the canonical order."""
    given = [row for row in rows if row.rid > 0]  # what is asked for is no record
    if len(given) > FEW:
        return _copies_beside_many(held, given)
    pairs: set[tuple[int, int]] = set()
    statement = (
        "SELECT rid FROM (SELECT rid FROM record WHERE content = ? AND key < ? "
        "ORDER BY key DESC LIMIT 1) AS before "
        "UNION ALL SELECT rid FROM (SELECT rid FROM record WHERE content = ? AND key > ? "
        "ORDER BY key LIMIT 1) AS behind"
    )
    for row in given:
        if (row.content, row.key) not in held.copies:
            place = row.content - HALF, row.key - HALF
            found = held.session.rows(statement, *place, *place)
            held.copies[row.content, row.key] = [rid for (rid,) in found]
        pairs.update((row.rid, other) for other in held.copies[row.content, row.key])
    return pairs


def _copies_beside_many(held: Held, rows: Sequence[Row]) -> set[tuple[int, int]]:
    statement = "SELECT content, key, rid FROM record WHERE content IN {set}"
    copies: dict[int, list[tuple[int, int]]] = {}
    for content, key, rid in held.session.rows(statement, signed({row.content for row in rows})):
        copies.setdefault(content + HALF, []).append((key + HALF, rid))
    for members in copies.values():
        members.sort()
    pairs: set[tuple[int, int]] = set()
    for row in rows:
        members = copies.get(row.content, [])
        before = bisect_left(members, (row.key, 0))
        after = before + (before < len(members) and members[before][0] == row.key)
        pairs.update((row.rid, rid) for _, rid in members[max(before - 1, 0) : before])
        pairs.update((row.rid, rid) for _, rid in members[after : after + 1])
    return pairs


def see(held: Held, rows: Iterable[Row]) -> tuple[SmallWorld, World]:
    """Records without generic values, seen through the model and with what stewards said of them."""
    small = held.world(rows)
    small = replace(small, records=without_generic_values(held, small.records))
    view = View(small.records.columns)
    present = small.records.columns.keys()
    compared = tuple(c for c in held.plan.comparisons if applies(c, present))
    plan = replace(held.plan, comparisons=compared)
    world = build_world(small.records, view, held.model, plan, held.weighings)
    return small, replace(world, verdicts=verdicts_in(held, small))


def verdicts_in(held: Held, small: SmallWorld) -> Verdicts:
    """What stewards said of records of a small world."""
    if not held.has_verdicts:
        return NO_VERDICTS
    at = {row.key: position for position, row in enumerate(small.rows)}
    said: dict[bool, list[tuple[int, int]]] = {True: [], False: []}
    for a, b, same in verdicts_on(held, at):
        if a in at and b in at:
            said[same].append((at[a], at[b]))
    return Verdicts(*(_packed(said[same]) for same in (True, False)))


def _packed(pairs: Sequence[tuple[int, int]]) -> UInt64Array:
    table = np.array(pairs, dtype=np.int32).reshape(-1, 2)
    return np.unique(pack(table.min(axis=1), table.max(axis=1)))


def verdicts_on(held: Held, keys: Iterable[int]) -> list[tuple[int, int, bool]]:
    """What stewards said of records, the last word of each pair: keys of both, and whether the same."""
    wanted = signed(keys)
    statement = (
        "SELECT a, b, same FROM verdict WHERE a IN {set} AND over = 0 "
        "UNION SELECT a, b, same FROM verdict WHERE b IN {set} AND over = 0"
    )
    found = held.session.rows(statement, wanted, wanted)
    return [(a + HALF, b + HALF, bool(same)) for a, b, same in found]


def ends_of(small: SmallWorld, pairs: Iterable[tuple[int, int]]) -> tuple[IntArray, IntArray]:
    """Pairs of rids as rows of a small world, ascending: int32 of shape (pairs,) each."""
    ends = sorted(
        (min(small.at[a], small.at[b]), max(small.at[a], small.at[b])) for a, b in set(pairs)
    )
    table = np.array(ends, dtype=np.int32).reshape(-1, 2)
    return np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])


def kept_edges(world: World, edges: Edges) -> Edges:
    """Those edges that may matter: of one person, or of one household.

    Pairs within a clean source are left out, but for those that a steward said are one.
    """
    kept = (edges.same >= world.plan.floor_bits) | (edges.weight >= CERTAIN) | (edges.related >= 0)
    if any(world.records.unique):
        source = world.records.source
        clean = np.array(world.records.unique, dtype=np.bool_)[source[edges.left]]
        clean &= source[edges.left] == source[edges.right]
        kept &= ~clean | np.isin(edges.packed, world.verdicts.together)
    return edges.take(kept)
