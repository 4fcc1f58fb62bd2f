"""What can be done to a living graph; each act is one transaction, tried again where another was faster."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

from identity_resolve.collecting import collector_paused
from identity_resolve.errors import StoreError
from identity_resolve.living.answers import Added, Outcome, Preview, Reason, Rebuilt, Receipt, when
from identity_resolve.living.changing import Change, change
from identity_resolve.living.desk import Desk, Frozen, held_of
from identity_resolve.living.erasing import erase_traces, is_erased, scrub_models
from identity_resolve.living.explaining import reasons_of
from identity_resolve.living.held import Held
from identity_resolve.living.naming import customer_id
from identity_resolve.living.reading import (
    Raw,
    columns_of,
    new_records,
    raw_of,
    raws_of_source,
    read_given,
)
from identity_resolve.living.renewing import know_files, load_history, rebuild_all, retrain_all
from identity_resolve.living.rows import Row, key_of
from identity_resolve.living.verdicts import Named, note_verdict, rows_named, take_back
from identity_resolve.living.views import told
from identity_resolve.pipeline import Progress
from identity_resolve.scoring.model import Model
from identity_resolve.settings import Settings
from identity_resolve.sources.readers import Inputs
from identity_resolve.sources.source import Source
from identity_resolve.stores.base import Conflict, Session

__all__ = [
    "add",
    "forget",
    "preview",
    "rebuild",
    "retrain",
    "say",
    "settle",
    "train",
    "undo",
    "update",
    "withdraw",
]

Made = TypeVar("Made")

TRIES = 30
"""How often an act is tried where other processes are faster."""

DOUBT = 0.9
"""Probability below which a record is ambiguous: it may as well be another's, or nobody's."""


def within(desk: Desk, work: Callable[[Session, Frozen], Made], *, alone: bool = False) -> Made:
    """Do something in one transaction: beside others, and again while others are faster, then alone.

    Args:
        desk: the store.
        work: what to do; it is done anew from the beginning where another was faster.
        alone: it touches so much that it would always lose beside others.
    """
    for tried in range(TRIES):
        try:
            with desk.store.writing(alone=alone or tried > 0) as session, collector_paused():
                return work(session, desk.frozen(session))
        except Conflict:
            desk.refresh()
            time.sleep(random.uniform(0, 0.002 * 2 ** min(tried, 7)) if tried else 0)
    raise StoreError(
        f"other processes changed the same customers {TRIES} times in a row: try again"
    )


def settle(desk: Desk, chosen: Settings | None, *, where: str) -> None:
    """Keep settings with a new store; refuse others than a store was made with."""

    def work(session: Session, frozen: Frozen) -> None:
        if frozen.stamp == "0":
            desk.change(session, replace(frozen, settings=chosen or Settings()))
        elif chosen is not None and chosen != frozen.settings:
            raise StoreError(
                f"{where} was made with other settings: open it without settings, or make a new store"
            )

    with desk.store.reading() as session:
        frozen = desk.frozen(session)
    if frozen.stamp == "0" or (chosen is not None and chosen != frozen.settings):
        within(desk, work)


def train(
    desk: Desk,
    history: Inputs,
    *,
    names: Sequence[str] | None,
    progress: Progress | None,
    at: int,
) -> int:
    """Fit the model on a batch and load it."""

    def work(session: Session, frozen: Frozen) -> int:
        if session.rows("SELECT 1 FROM record LIMIT 1"):
            raise StoreError("the store has records already: retrain() learns from them")
        return load_history(desk, session, frozen, history, names=names, progress=progress, at=at)

    with desk.store.loading():
        return within(desk, work, alone=True)


@dataclass(frozen=True, slots=True)
class _Taken:
    """What became of records that came."""

    held: Held
    done: Change
    raws: Sequence[Raw]
    refused: frozenset[int]
    rejected: Mapping[int, tuple[tuple[str, str, str], ...]]


def take(
    desk: Desk, session: Session, frozen: Frozen, raws: Sequence[Raw], at: int, who: str
) -> _Taken:
    """Take records in a transaction."""
    frozen = desk.knowing(session, frozen, columns_of(raws))
    read = new_records(raws, frozen.sources)
    frozen = desk.with_parts(session, frozen, {part for new, _ in read for part in new.row.parts})
    held = held_of(session, frozen)
    erased = is_erased(
        held, [(raw.source, new.row) for raw, (new, _) in zip(raws, read, strict=True)]
    )
    come = [new for (new, _), gone in zip(read, erased, strict=True) if not gone]
    refused = {new.row.key for (new, _), gone in zip(read, erased, strict=True) if gone}
    rejected = {
        new.row.key: tuple((column, kind, reason.value) for column, kind, reason in found.refused)
        for new, found in read
    }
    done = change(held, come=come, at=at, who=who)
    return _Taken(held, done, raws, frozenset(refused), rejected)


def add(desk: Desk, records: Any, *, at: int, who: str) -> Added | list[Added]:
    """Take a record, or many."""
    alone = isinstance(records, Mapping) and not any(
        hasattr(value, "__arrow_c_stream__") or isinstance(value, list)
        for value in records.values()
    )
    if isinstance(records, Iterator):
        records = list(records)  # the work may be done more than once

    given = [raw_of(records)] if alone else read_given(records)
    files = [source for source in given if isinstance(source, Source)]

    def work(session: Session, frozen: Frozen) -> list[Added]:
        raws = [raw for raw in given if isinstance(raw, Raw)]
        if files:
            frozen = know_files(desk, session, frozen, files)
        for source in files:
            raws += raws_of_source(source, frozen.sources[source.name])
        return _added(desk, take(desk, session, frozen, raws, at, who))

    found = within(desk, work, alone=not alone)
    return found[0] if alone else found


def _added(desk: Desk, taken: _Taken) -> list[Added]:
    rows = {row.key: row for row in (*taken.done.come, *taken.done.unchanged)}
    unchanged = {row.key for row in taken.done.unchanged}
    were = {row.customer for row in taken.done.decision.rows if row.customer}
    merged: dict[int, list[int]] = {}
    created = {e.record for e in taken.done.events if e.what == "created"}
    for event in taken.done.events:
        if event.what == "merged" and event.other is not None:
            merged.setdefault(event.customer, []).append(event.other)
    found = []
    for raw in taken.raws:
        key = key_of(raw.source, raw.record_id)
        rejected = taken.rejected[key]
        if key in taken.refused:
            found.append(Added(raw.source, raw.record_id, None, "erased", 0.0, (), rejected))
            continue
        row = rows[key]
        customer = taken.done.decision.customer.get(row.rid, row.customer)
        chance = taken.done.decision.probability.get(row.rid, row.probability)
        others = tuple(customer_id(k) for k in merged.get(customer, ()))
        outcome: Outcome = "joined"
        if key in unchanged:
            outcome = "unchanged"
        elif chance < DOUBT:
            outcome = "ambiguous"
        elif others:
            outcome = "merged"
        elif key in created or (customer not in were and customer == key):
            outcome = "created"
        explain = partial(_reasons, desk, key)
        found.append(
            Added(
                *(raw.source, raw.record_id, customer_id(customer), outcome),
                *(round(chance, 6), others, rejected, explain),
            )
        )
    return found


def _reasons(desk: Desk, key: int) -> tuple[Reason, ...]:
    with desk.reading() as (held, _):
        rows = held.rows_by_key([key])
        if not rows:
            return ()
        return reasons_of(held, rows[0], held.rows_of_customers([rows[0].customer]))


def update(desk: Desk, record: Mapping[str, Any], *, at: int, who: str) -> Added:
    """Replace a record that is there."""
    raw = raw_of(record)

    def work(session: Session, frozen: Frozen) -> Added:
        _must_be_there(held_of(session, frozen), raw.source, raw.record_id)
        return _added(desk, take(desk, session, frozen, [raw], at, who))[0]

    return within(desk, work)


def _must_be_there(held: Held, source: str, record_id: str) -> Row:
    rows = held.rows_by_key([key_of(source, record_id)])
    if not rows:
        raise KeyError(f"no such record: {source}/{record_id}")
    return rows[0]


def withdraw(desk: Desk, source: str, record_id: str, *, at: int, who: str) -> None:
    """Take a record out."""

    def work(session: Session, frozen: Frozen) -> None:
        held = held_of(session, frozen)
        change(held, gone=[_must_be_there(held, source, record_id)], at=at, who=who)

    within(desk, work)


def say(desk: Desk, first: Named, second: Named, *, same: bool, at: int, who: str) -> int:
    """Note a verdict and decide by it."""
    return within(desk, partial(_say, desk, first, second, same=same, at=at, who=who))[0]


def _say(
    desk: Desk,
    first: Named,
    second: Named,
    session: Session,
    frozen: Frozen,
    *,
    same: bool,
    at: int,
    who: str,
) -> tuple[int, Change]:
    if not frozen.has_verdicts:
        frozen = desk.change(session, replace(frozen, has_verdicts=True))
    held = held_of(session, frozen)
    sides = rows_named(held, first), rows_named(held, second)
    number, rids = note_verdict(held, *sides, same=same, at=at, who=who)
    return number, change(held, uncertain=rids, at=at, who=who)


def undo(desk: Desk, verdict: int, *, at: int, who: str) -> None:
    """Take a verdict back and decide without it."""

    def work(session: Session, frozen: Frozen) -> None:
        held = held_of(session, frozen)
        change(held, uncertain=take_back(held, verdict), at=at, who=who)

    within(desk, work)


class _DoneLooking(Exception):  # noqa: N818  no error
    """Leaves a transaction so that nothing of it stays."""


def preview(
    desk: Desk,
    *,
    add: Mapping[str, Any] | Iterable[Mapping[str, Any]],
    withdraw: Iterable[tuple[str, str]],
    same: tuple[Named, Named] | None,
    different: tuple[Named, Named] | None,
    at: int,
) -> Preview:
    """Do it, look, and leave no trace."""
    raws = [raw_of(r) for r in ([add] if isinstance(add, Mapping) else add)]
    seen: list[Preview] = []

    def work(session: Session, frozen: Frozen) -> None:
        held = held_of(session, frozen)
        gone = [_must_be_there(held, *name) for name in withdraw]
        done = [change(held, gone=gone, at=at, who="")] if gone else []
        if raws:
            done.append(take(desk, session, frozen, raws, at, "").done)
        for pair, is_same in ((same, True), (different, False)):
            if pair is not None:
                done.append(_say(desk, *pair, session, frozen, same=is_same, at=at, who="")[1])
        seen.append(_previewed(held_of(session, desk.frozen(session)), done))
        raise _DoneLooking

    with suppress(_DoneLooking):
        within(desk, work)  # what it does it takes back
    desk.refresh()
    return seen[-1]


def _previewed(held: Held, done: Sequence[Change]) -> Preview:
    events = [event for each in done for event in each.events]
    moved = {
        row.rid
        for each in done
        for row in each.decision.rows
        if row.customer and each.decision.customer[row.rid] != row.customer
    }
    touched = {e.customer for e in events} | {e.other for e in events if e.other is not None}
    return Preview(told(held, events), len(moved), len(touched))


def forget(desk: Desk, named: Named, *, dry_run: bool, at: int, who: str) -> Receipt:
    """Erase, or say what would be erased."""
    receipts: list[Receipt] = []

    def work(session: Session, frozen: Frozen) -> None:
        held = held_of(session, frozen)
        rows = rows_named(held, named)
        customers = tuple(dict.fromkeys(customer_id(row.customer) for row in rows))
        change(held, gone=rows, at=at, who=who, erased=True)
        counts = erase_traces(held, rows, at)
        counts["model"] = scrub_models(session, rows)
        if counts["model"]:
            desk.change(session, frozen)
        macs = counts.pop("tombstone")
        receipts.append(Receipt(customers, len(rows), counts, macs, when(at), not dry_run))
        if dry_run:
            raise _DoneLooking

    with suppress(_DoneLooking):
        within(desk, work, alone=not dry_run)
        desk.store.shrink()
    desk.refresh()
    return receipts[-1]


def retrain(desk: Desk, *, progress: Progress | None, at: int, who: str) -> Model:
    """Learn a new model from all records, and decide everything again."""
    with desk.store.loading():
        within(desk, partial(retrain_all, desk, progress=progress, at=at, who=who), alone=True)
    with desk.reading() as (_, frozen):
        return frozen.model


def rebuild(desk: Desk, *, at: int, who: str) -> Rebuilt:
    """Decide everything again, and say where that differs."""
    with desk.store.loading():
        return within(desk, partial(rebuild_all, at=at, who=who), alone=True)
