"""A whole graph at once: what a batch made is put into an empty store, or put in anew."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import Column, IntArray, Records, UInt64Array, unpack
from identity_resolve.candidates.entries import Entries
from identity_resolve.candidates.near import deletions
from identity_resolve.candidates.rules import entries_of, refine, salted
from identity_resolve.clustering.generic import holders, most_holders
from identity_resolve.comparison.library import applies
from identity_resolve.fingerprint import combine, fingerprint_text
from identity_resolve.forming import Formed, form_customers
from identity_resolve.linking import CERTAIN, Edges, join_edges, judge, link, propose
from identity_resolve.living.prints import HALF
from identity_resolve.plan import Plan
from identity_resolve.reviewing import merging_to
from identity_resolve.stores.base import Session
from identity_resolve.telling import tellers, tells
from identity_resolve.world import World, withdraw_generic

__all__ = ["PIECE", "Whole", "clear_index", "decide_all", "load_edges", "load_index"]

_HALF = np.uint64(HALF)
_INDEX = ("blockkey", "valuekey", "nearkey", "crowded", "hot", "holder", "generic")

PIECE = 200_000
"""Rows handed to a store at a time."""


def clear_index(session: Session) -> None:
    """Forget what records are found by, and their edges."""
    for table in (*_INDEX, "edge"):
        session.run(f"DELETE FROM {table}", [()])


def load_index(
    session: Session,
    records: Records,
    rids: npt.NDArray[np.int64],
    plan: Plan,
    generic: Mapping[str, Sequence[str]],
    dense: Collection[str],
) -> None:
    """Note what all records are found by.

    Args:
        session: of a store that knows nothing of it yet.
        records: all records, generic values among them.
        rids: int64 of shape (records,), their numbers.
        plan: the rules.
        generic: part to the values that too many of these records share.
        dense: parts that have no near keys.
    """
    tables = _Tables(session)
    sparse = tuple(r for r in plan.block_rules if r.near and r.tokens[0].part not in dense)
    _load_values(tables, records, rids, replace(plan, block_rules=sparse), generic)
    bare = withdraw_generic(records, generic)
    for rule in for_parts(plan, records).block_rules:
        if rule.near:
            continue
        entries = entries_of(rule, bare)
        base = Entries(entries.rows, salted(rule, entries.keys))
        crowded = _load_keys(tables, base, rids, plan.limit_of(rare=rule.rare))
        if len(crowded.rows):
            narrow = refine(rule, bare, crowded)
            _load_keys(tables, narrow, rids, plan.limit_of(rare=True))
    tables.load()


class _Tables:
    """What tables get, put into each at once and in the order of its key: so it only grows at its end."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._held: dict[tuple[str, Sequence[str]], list[Sequence[npt.NDArray[np.generic]]]] = {}

    def take(self, table: str, columns: Sequence[str], *values: npt.NDArray[np.generic]) -> None:
        """Some rows of a table, ascending; fingerprints are given less 2**63, wrapped around."""
        plain = [v.view(np.int64) if v.dtype == np.uint64 else v for v in values]
        self._held.setdefault((table, columns), []).append(plain)

    def load(self) -> None:
        """Put all of it into the store."""
        while self._held:
            (table, columns), parts = self._held.popitem()
            values = [np.concatenate(some) for some in zip(*parts, strict=True)]
            order = np.argsort(values[0], kind="stable")
            _load(self._session, table, columns, *(v[order] for v in values))


def _load_keys(
    tables: _Tables, entries: Entries, rids: npt.NDArray[np.int64], limit: int
) -> Entries:
    """Put block keys into the store, and give the entries of oversized buckets."""
    rows, keys = entries.rows, entries.keys
    order = np.lexsort((rids[rows], keys))
    rows, keys = rows[order], keys[order]
    fresh = np.r_[True, (keys[1:] != keys[:-1]) | (rows[1:] != rows[:-1])][: len(keys)]
    rows, keys = rows[fresh], keys[fresh]
    tables.take("blockkey", ("key", "rid"), keys - _HALF, rids[rows])
    distinct, size = np.unique(keys, return_counts=True)
    over = distinct[size > limit]
    tables.take("crowded", ("key",), over - _HALF)
    some = np.isin(keys, over)
    return Entries(rows[some], keys[some])


def _load_values(
    tables: _Tables,
    records: Records,
    rids: npt.NDArray[np.int64],
    plan: Plan,
    generic: Mapping[str, Sequence[str]],
) -> None:
    telling = tellers(records)
    near = {rule.tokens[0].part: rule.name for rule in plan.block_rules if rule.near}
    for part, limit in plan.share_limits.items():
        column = records.columns.get(part)
        if column is None:
            continue
        prints = _value_prints(part, column)
        code, row = _held(column)
        order = np.lexsort((rids[row], prints[code]))
        code, row = code[order], row[order]
        tables.take("valuekey", ("value", "rid"), prints[code] - _HALF, rids[row])
        if part in near:
            _load_near(tables, column, prints, near[part])
        count = np.bincount(code, minlength=len(prints))
        hot = np.flatnonzero(count > most_holders(limit))
        tables.take("hot", ("value",), np.sort(prints[hot]) - _HALF)
        persons = {name: who for name, who in telling.items() if tells(name, part)}
        _load_holders(tables, prints, np.isin(code, hot), (code, row), persons)
        over = set(generic.get(part, ()))
        shared = [i for i, text in enumerate(column.values) if text in over]
        most = holders(column, list(persons.values())) > most_holders(limit) if persons else None
        shared = [i for i in shared if most is not None and most[i]]
        tables.take("generic", ("value",), np.sort(prints[shared]) - _HALF)


def _value_prints(part: str, column: Column) -> UInt64Array:
    salt = np.full(len(column.values), fingerprint_text(part), dtype=np.uint64)
    return combine(salt, column.fingerprints)


def _held(column: Column) -> tuple[npt.NDArray[np.int64], IntArray]:
    """Which values records hold, each once a record: codes and rows."""
    rows = [np.flatnonzero(codes >= 0) for codes in column.codes]
    code = np.concatenate([codes[r] for codes, r in zip(column.codes, rows, strict=True)])
    packed = np.unique((code.astype(np.int64) << 32) | np.concatenate(rows))
    return packed >> 32, (packed & 0xFFFFFFFF).astype(np.int32)


def _load_near(tables: _Tables, column: Column, prints: UInt64Array, rule: str) -> None:
    held = np.unique(_held(column)[0])
    keys, owner = deletions([column.values[int(i)] for i in held])
    salt = np.full(len(keys), fingerprint_text(rule), dtype=np.uint64)
    keys, values = combine(salt, keys), prints[held[owner]]
    order = np.lexsort((values, keys))
    keys, values = keys[order], values[order]
    fresh = np.r_[True, (keys[1:] != keys[:-1]) | (values[1:] != values[:-1])][: len(keys)]
    tables.take("nearkey", ("key", "value"), keys[fresh] - _HALF, values[fresh] - _HALF)


def _load_holders(
    tables: _Tables,
    prints: UInt64Array,
    hot: npt.NDArray[np.bool_],
    held: tuple[npt.NDArray[np.int64], IntArray],
    persons: Mapping[str, UInt64Array],
) -> None:
    code, row = held[0][hot], held[1][hot]
    for name, who in persons.items():
        known = who[row] != 0
        value, person = prints[code[known]], who[row[known]]
        table, count = np.unique(np.column_stack([value, person]), axis=0, return_counts=True)
        teller = np.full(len(table), np.uint64(fingerprint_text(name)))
        tables.take(
            "holder",
            ("value", "teller", "person", "records"),
            *(table[:, 0] - _HALF, teller - _HALF, table[:, 1] - _HALF, count),
        )


def load_edges(session: Session, edges: Edges, rids: npt.NDArray[np.int64], floor: float) -> None:
    """Note the edges of all records, both ways."""
    strength = np.where(edges.weight >= CERTAIN, np.float32(CERTAIN), edges.same)
    kept = (strength >= floor) | (edges.related >= 0)
    left, right = rids[edges.left[kept]], rids[edges.right[kept]]
    same, related = np.tile(strength[kept], 2), np.tile(edges.related[kept], 2)
    a, b = np.r_[left, right], np.r_[right, left]
    order = np.lexsort((b, a))
    _load(
        session,
        "edge",
        ("a", "b", "same", "related"),
        a[order],
        b[order],
        same[order],
        related[order],
    )


def _load(
    session: Session, table: str, columns: Sequence[str], *values: npt.NDArray[np.generic]
) -> None:
    """Put arrays into a table; fingerprints are given less 2**63, wrapped around."""
    plain = [v.view(np.int64) if v.dtype == np.uint64 else v for v in values]
    for start in range(0, len(plain[0]), PIECE):
        some = [v[start : start + PIECE].tolist() for v in plain]
        session.load(table, columns, zip(*some, strict=True))


def for_parts(plan: Plan, records: Records) -> Plan:
    """A plan without what is about parts that no record has."""
    present = records.columns.keys()
    rules = tuple(r for r in plan.block_rules if r.applies(present))
    compared = tuple(c for c in plan.comparisons if applies(c, present))
    return replace(plan, block_rules=rules, comparisons=compared)


@dataclass(frozen=True, slots=True)
class Whole:
    """All records decided together.

    Attributes:
        edges: what evidence there is.
        formed: customers.
        plan: by which they were formed.
    """

    edges: Edges
    formed: Formed
    plan: Plan


def decide_all(world: World, records: Records, *, precision: float | None = None) -> Whole:
    """Decide all records as a batch does.

    Args:
        world: the records seen through the model.
        records: the records without generic values.
        precision: to which to merge, instead of to the threshold of the plan.
    """
    found = propose(records, for_parts(world.plan, records), dense=world.model.dense)
    edges, _ = link(world, found.following)
    said = np.setdiff1d(world.verdicts.together, edges.packed)
    if len(said):
        more = judge(world, *unpack(said))
        edges = join_edges([edges, more])
        edges = edges.take(np.argsort(edges.packed))
    plan = merging_to(world.plan, edges, precision)
    return Whole(edges, form_customers(replace(world, plan=plan), edges), plan)
