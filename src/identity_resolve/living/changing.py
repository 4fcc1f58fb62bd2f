"""One change of the graph, as a whole: records come, change and go, and customers follow."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from identity_resolve.living.deciding import Decision, decide, renew_edges
from identity_resolve.living.events import EVENT, Event, as_stored, events_of
from identity_resolve.living.held import Held
from identity_resolve.living.index import Uncertain, reindex
from identity_resolve.living.jsons import spell
from identity_resolve.living.neighbors import copies_beside
from identity_resolve.living.prints import HALF, signed
from identity_resolve.living.rows import Row

__all__ = ["RECORD", "Change", "NewRecord", "change", "note_events", "settle"]


@dataclass(frozen=True, slots=True)
class NewRecord:
    """A record that comes, or comes anew.

    Attributes:
        row: what it says; its rid is given when it is stored.
        raw: as it came, in JSON.
        told: when it was said, in microseconds since 1970; 0 where it does not tell.
    """

    row: Row
    raw: str
    told: int


@dataclass(frozen=True, slots=True)
class Change:
    """What a change did.

    Attributes:
        events: what happened, in order.
        decision: the components that were decided.
        come: records that came or changed, as stored.
        unchanged: records that came as they were.
        gone: records that went.
    """

    events: Sequence[Event]
    decision: Decision
    come: Sequence[Row]
    unchanged: Sequence[Row]
    gone: Sequence[Row]


@dataclass(slots=True)
class _Moved:
    come: list[Row] = field(default_factory=list)
    were: list[Row] = field(default_factory=list)
    unchanged: list[Row] = field(default_factory=list)
    fresh: set[int] = field(default_factory=set)
    heirs: set[int] = field(default_factory=set)  # records that lose the name of one that is back


def change(
    held: Held,
    *,
    come: Sequence[NewRecord] = (),
    gone: Sequence[Row] = (),
    uncertain: Collection[int] = (),
    at: int,
    who: str,
    erased: bool = False,
) -> Change:
    """Change the graph.

    Args:
        held: the store.
        come: records that come or change.
        gone: stored records that go.
        uncertain: rids of records to be decided again for another reason.
        at: now, in microseconds since 1970.
        who: on whose behalf.
        erased: whether what goes is erased for ever, not only withdrawn.
    """
    beside = {rid for pair in copies_beside(held, gone) for rid in pair}
    moved = _store(held, come, at)
    _remove(held, gone, at)
    left = [*gone, *moved.were]
    found = reindex(held, left, moved.come)
    beside |= {rid for pair in copies_beside(held, moved.come) for rid in pair}
    beside |= {rid for pair in copies_beside(held, moved.were) for rid in pair}
    away = {row.rid for row in gone}
    dirty = Uncertain((found.records | beside | frozenset(uncertain)) - away, found.pairs)
    renewed = renew_edges(held, dirty, away, moved.fresh)
    start = renewed.start | (_companions(held, gone) | moved.heirs) - away
    decision = decide(held, start, renewed.around, renewed.seen)
    events = events_of(decision, moved.come, moved.fresh, gone, erased=erased)
    settle(held, decision, at)
    return Change(note_events(held, events, at, who), decision, moved.come, moved.unchanged, gone)


def _store(held: Held, come: Sequence[NewRecord], at: int) -> _Moved:
    """Put records into the store, those of one call in the order of their keys."""
    latest = {new.row.key: new for new in come}  # the last word where a record comes twice
    known = {row.key: row for row in held.rows_by_key(latest)}
    moved = _Moved()
    fresh: list[NewRecord] = []
    for key, new in sorted(latest.items()):
        was = known.get(key)
        if was is None:
            fresh.append(new)
        elif was.parts == new.row.parts and was.source == new.row.source:
            moved.unchanged.append(was)
            held.session.run(
                "UPDATE record SET raw = ?, told = ? WHERE rid = ?", [(new.raw, new.told, was.rid)]
            )
        else:
            _replace(held, was, new, at)
            moved.were.append(was)
            now = replace(was, content=new.row.content, parts=new.row.parts, source=new.row.source)
            moved.come.append(now)
    rows = _insert(held, moved, fresh, at)
    moved.come += rows
    held.know(moved.come)
    moved.fresh = {row.rid for row in rows}
    return moved


def _insert(held: Held, moved: _Moved, fresh: Sequence[NewRecord], at: int) -> list[Row]:
    """Store new records; one that was withdrawn comes back under its old number."""
    if not fresh:
        return []
    named = signed(new.row.key for new in fresh)
    left = held.session.rows("SELECT key, rank, rid FROM anchor WHERE key IN {set}", named)
    back = {key: rank for key, rank, _ in left}
    moved.heirs = {rid for _, _, rid in left if rid is not None}
    held.session.run("DELETE FROM anchor WHERE key = ?", [(key,) for key in back])
    numbers = iter(
        held.session.numbers("record", len(fresh) - len(back)) if len(fresh) > len(back) else ()
    )
    rows = [
        replace(new.row, rid=back[key] if key in back else next(numbers))
        for new, key in zip(fresh, named, strict=True)
    ]
    held.session.load(
        "record", RECORD, [_as_stored(r, n, at) for r, n in zip(rows, fresh, strict=True)]
    )
    return rows


RECORD = (
    *("rid", "source", "record_id", "key", "content", "parts", "raw"),
    *("customer", "probability", "since", "stated", "told"),
)
"""Columns of the table of records."""


def _as_stored(row: Row, new: NewRecord, at: int, probability: float = 0.0) -> tuple[object, ...]:
    """A record as a row of its table."""
    return (
        *(row.rid, row.source, row.record_id, row.key - HALF, row.content - HALF),
        *(spell(row.parts), new.raw),
        *(row.customer - HALF, probability, at, at, new.told),
    )


_PAST = (
    "INSERT INTO past_record (rid, key, source, record_id, parts, raw, since, until) "
    "SELECT rid, key, source, record_id, parts, raw, stated, ? FROM record WHERE rid = ?"
)


def _replace(held: Held, was: Row, new: NewRecord, at: int) -> None:
    held.session.run(_PAST, [(at, was.rid)])
    parts = spell(new.row.parts)
    held.session.run(
        "UPDATE record SET content = ?, parts = ?, raw = ?, told = ?, stated = ? WHERE rid = ?",
        [(new.row.content - HALF, parts, new.raw, new.told, at, was.rid)],
    )
    held.forget(was.rid)


def _remove(held: Held, gone: Sequence[Row], at: int) -> None:
    if not gone:
        return
    run, rids = held.session.run, {row.rid for row in gone}
    stays = [r for r in held.rows_of_customers({row.customer for row in gone}) if r.rid not in rids]
    heir: dict[int, int] = {}
    for row in sorted(stays, key=lambda row: row.rid):
        heir.setdefault(row.customer, row.rid)
    run(_PAST, [(at, rid) for rid in rids])
    run(
        "INSERT INTO past_customer (rid, customer, since, until) "
        "SELECT rid, customer, since, ? FROM record WHERE rid = ?",
        [(at, rid) for rid in rids],
    )
    run("DELETE FROM record WHERE rid = ?", [(rid,) for rid in rids])
    run("UPDATE anchor SET rid = ? WHERE rid = ?", [(heir.get(r.customer), r.rid) for r in gone])
    run(
        "INSERT INTO anchor (key, rank, rid) VALUES (?, ?, ?)",
        [(row.key - HALF, row.rid, heir.get(row.customer)) for row in gone],
    )
    for rid in rids:
        held.forget(rid)


def _companions(held: Held, rows: Sequence[Row]) -> set[int]:
    """Records of the customers that some records were of."""
    if not rows:
        return set()
    return {row.rid for row in held.rows_of_customers({row.customer for row in rows})}


def settle(held: Held, decision: Decision, at: int) -> None:
    """Note the customers that were decided, and what was before."""
    moved = [
        row for row in decision.rows if row.customer and decision.customer[row.rid] != row.customer
    ]
    held.session.run(
        "INSERT INTO past_customer (rid, customer, since, until) "
        "SELECT rid, customer, since, ? FROM record WHERE rid = ?",
        [(at, row.rid) for row in moved],
    )
    customer, probability = decision.customer, decision.probability
    held.session.run(
        "UPDATE record SET customer = ?, since = ?, probability = ? WHERE rid = ?",
        [
            (customer[row.rid] - HALF, at, probability[row.rid], row.rid)
            for row in decision.rows
            if customer[row.rid] != row.customer
        ],
    )
    held.session.run(
        "UPDATE record SET probability = ? WHERE rid = ?",
        [
            (probability[row.rid], row.rid)
            for row in decision.rows
            if customer[row.rid] == row.customer and probability[row.rid] != row.probability
        ],
    )


def note_events(held: Held, events: Sequence[Event], at: int, who: str) -> list[Event]:
    """Put events into the feed."""
    numbers = held.session.numbers("event", len(events)) if events else range(0)
    noted = [replace(e, number=n, at=at, who=who) for e, n in zip(events, numbers, strict=True)]
    held.session.load("event", EVENT, [as_stored(event) for event in noted])
    return noted
