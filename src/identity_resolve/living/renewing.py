"""Everything at once: a history loaded into an empty store, a new model, or the proof that nothing differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import polars as pl

from identity_resolve.arrays import Records, UInt64Array
from identity_resolve.belonging import record_probability
from identity_resolve.comparison.view import View
from identity_resolve.errors import StoreError
from identity_resolve.fingerprint import combine, fingerprint_texts
from identity_resolve.kinds.date import MONTH_FIRST_REGIONS
from identity_resolve.learning import complete, learn_model
from identity_resolve.linking import propose
from identity_resolve.living.answers import Rebuilt
from identity_resolve.living.changing import RECORD, note_events, settle
from identity_resolve.living.deciding import name_customers
from identity_resolve.living.desk import Desk, Frozen, held_of, plan_of
from identity_resolve.living.events import EVENT, events_of
from identity_resolve.living.held import Held
from identity_resolve.living.jsons import spell_cells, spell_parts
from identity_resolve.living.loading import (
    PIECE,
    Whole,
    clear_index,
    decide_all,
    for_parts,
    load_edges,
    load_index,
)
from identity_resolve.living.neighbors import verdicts_in
from identity_resolve.living.prints import HALF, signed_all
from identity_resolve.living.reading import KnownSource
from identity_resolve.living.rows import SmallWorld
from identity_resolve.pipeline import Progress, map_sources
from identity_resolve.plan import Plan
from identity_resolve.scoring.model import Model
from identity_resolve.settings import Settings
from identity_resolve.sources.readers import Inputs, read_sources
from identity_resolve.sources.recording import MappedSource, Recorded, record_sources
from identity_resolve.sources.single import Meaning
from identity_resolve.sources.source import Source
from identity_resolve.stores.base import Session
from identity_resolve.telling import find_generic
from identity_resolve.world import build_world, weighings_of, withdraw_generic

__all__ = ["know_files", "load_history", "rebuild_all", "retrain_all"]


def know_files(desk: Desk, session: Session, frozen: Frozen, files: Sequence[Source]) -> Frozen:
    """What is frozen, with what the columns of files are, of sources that are new."""
    fresh = [source for source in files if source.name not in frozen.sources]
    if not fresh:
        return frozen
    known = set(frozen.settings.sources) - {source.name for source in fresh}
    others = {name: s for name, s in frozen.settings.sources.items() if name not in known}
    mapped = map_sources(fresh, frozen.settings.model_copy(update={"sources": others}))
    start = len(frozen.sources)
    more = {m.source.name: _known(start + i, m, frozen.settings) for i, m in enumerate(mapped)}
    return desk.change(session, replace(frozen, sources={**frozen.sources, **more}))


def load_history(
    desk: Desk,
    session: Session,
    frozen: Frozen,
    history: Inputs,
    *,
    names: Sequence[str] | None,
    progress: Progress | None,
    at: int,
) -> int:
    """Learn from files and load them; give the number of records."""
    told = progress or (lambda _phase, _done: None)
    settings = frozen.settings
    told("read", 0.0)
    mapped = map_sources(read_sources(history, names=names), settings)
    told("normalize", 0.0)
    recorded = record_sources(
        mapped, region=settings.region, day_first=settings.day_first, threads=2, progress=told
    )
    records, table = recorded.records, recorded.table
    told("train", 0.0)
    plan = plan_of(records.columns, settings)
    model, bare = _learn(records, plan_with_threads(plan))
    sources = {m.source.name: _known(i, m, settings) for i, m in enumerate(mapped)}
    raws = pl.concat([_raw_texts(m) for m in mapped]).gather(table["at"])
    del mapped
    told("score", 0.0)
    world = build_world(bare, View(bare.columns), model, plan_with_threads(plan))
    whole = decide_all(world, bare, precision=settings.precision)
    known = replace(frozen, parts=frozenset(records.columns), sources=sources)
    frozen = _keep_model(desk, session, known, model, whole, at)
    told("load", 0.0)
    held = held_of(session, frozen)
    _load(held, recorded, whole, raws, at)
    told("load", 1.0)
    return len(table)


def _load(held: Held, recorded: Recorded, whole: Whole, raws: pl.Series, at: int) -> None:
    """Put decided records into a store that has none."""
    session, records, table = held.session, recorded.records, recorded.table
    keys = _keys(table["source"].to_list(), table["record_id"].to_list())
    rids = np.empty(len(keys), dtype=np.int64)
    rids[np.argsort(keys)] = np.array(session.numbers("record", len(keys)), dtype=np.int64)
    called = _called(whole, keys)
    now = pl.Series([at]).new_from_index(0, len(keys))
    columns = (
        *(rids, records.source, table["record_id"], _signed(keys), _signed(records.order)),
        *(spell_parts(records), raws, _signed(called)),
        *(record_probability(whole.formed.places), now, now),
        table["time"].dt.epoch("us").fill_null(0),
    )
    rows = pl.DataFrame(dict(zip(RECORD, columns, strict=True))).sort("rid")
    for piece in rows.iter_slices(PIECE):
        session.load("record", RECORD, zip(*(c.to_list() for c in piece), strict=True))
    load_index(session, records, rids, held.plan, held.model.generic, held.model.dense)
    load_edges(session, whole.edges, rids, held.plan.floor_bits)
    _note_created(session, keys, called, at)


def plan_with_threads(plan: Plan) -> Plan:
    """A plan for many records at once."""
    return replace(plan, threads=2)


def _learn(records: Records, plan: Plan) -> tuple[Model, Records]:
    """A model of records, and these without generic values."""
    generic = find_generic(records, plan)
    bare = withdraw_generic(records, generic)
    found = propose(bare, plan)
    model, _ = learn_model(
        *(bare, View(bare.columns), found.following, plan), generic=generic, dense=found.dense
    )
    return complete(model, plan), bare


def _keep_model(
    desk: Desk, session: Session, frozen: Frozen, model: Model, whole: Whole, at: int
) -> Frozen:
    """What is frozen, with a new model: with the sizes of the customers it made, and its threshold."""
    version = frozen.version + 1
    model = replace(model, sizes=whole.formed.sizes)
    session.run(
        "INSERT INTO model (version, at, body) VALUES (?, ?, ?)", [(version, at, model.to_json())]
    )
    reached = whole.plan.threshold_bits
    return desk.change(
        session, replace(frozen, model=model, version=version, threshold_bits=reached)
    )


def _known(number: int, mapped: MappedSource, settings: Settings) -> KnownSource:
    times_day_first = settings.day_first
    if times_day_first is None:
        times_day_first = settings.region not in MONTH_FIRST_REGIONS
    meaning = Meaning(
        tuple(mapped.columns), settings.region, dict(mapped.day_first), times_day_first
    )
    return KnownSource(number, mapped.source.name, meaning, mapped.unique, mapped.channel)


def _raw_texts(mapped: MappedSource) -> pl.Series:
    frame, named = mapped.source.frame, mapped.role("record_id")
    return spell_cells(frame if named is None else frame.drop(named))


def _keys(sources: Sequence[str], ids: Sequence[str]) -> UInt64Array:
    return combine(fingerprint_texts(sources), fingerprint_texts(ids))


def _called(whole: Whole, keys: UInt64Array) -> UInt64Array:
    """The smallest key of each record's customer: uint64 of shape (records,)."""
    smallest = np.full(len(keys), np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(smallest, whole.formed.customer, keys)
    return smallest[whole.formed.customer]


def _signed(prints: UInt64Array) -> npt.NDArray[np.int64]:
    return (prints - np.uint64(HALF)).view(np.int64)


def _note_created(session: Session, keys: UInt64Array, called: UInt64Array, at: int) -> None:
    """Events of a load: each customer is created by the record it is called by, and joined by others."""
    order = np.lexsort((keys, keys != called, called))
    first = (keys == called)[order].tolist()
    numbers = session.numbers("event", len(keys))
    records, customers = signed_all(keys[order]), signed_all(called[order])
    session.load(
        "event",
        EVENT,
        (
            (number, at, "created" if is_first else "joined", customer, None, record, "")
            for number, is_first, customer, record in zip(
                numbers, first, customers, records, strict=True
            )
        ),
    )


def _everything(session: Session, frozen: Frozen) -> tuple[Held, SmallWorld]:
    held = held_of(session, replace(frozen, plan=plan_with_threads(frozen.plan)))
    rids = [rid for (rid,) in session.rows("SELECT rid FROM record")]
    return held, held.world(held.rows(rids))


def retrain_all(
    desk: Desk,
    session: Session,
    frozen: Frozen,
    *,
    progress: Progress | None,
    at: int,
    who: str,
) -> None:
    """Learn a new model from all records, and decide everything by it."""
    told = progress or (lambda _phase, _done: None)
    told("train", 0.0)
    held, small = _everything(session, frozen)
    if not len(small.rows):
        raise StoreError("the store has no records to learn from: add some, or train on a history")
    model, _ = _learn(small.records, for_parts(held.plan, small.records))
    told("score", 0.0)
    held = replace(held, model=model, weighings=weighings_of(model, held.plan))
    precision = frozen.settings.precision
    _, whole = _decide_anew(held, small, at=at, who=who, precision=precision)
    _keep_model(desk, session, frozen, model, whole, at)
    told("score", 1.0)


def rebuild_all(session: Session, frozen: Frozen, *, at: int, who: str) -> Rebuilt:
    """Decide everything again, and say how many records a batch puts elsewhere."""
    held, small = _everything(session, frozen)
    if not len(small.rows):
        return Rebuilt(0, 0, 0)
    return _decide_anew(held, small, at=at, who=who)[0]


def _decide_anew(
    held: Held, small: SmallWorld, *, at: int, who: str, precision: float | None = None
) -> tuple[Rebuilt, Whole]:
    generic = held.model.also_generic(find_generic(small.records, held.plan)).generic
    bare = withdraw_generic(small.records, generic)
    world = build_world(bare, View(bare.columns), held.model, for_parts(held.plan, bare))
    world = replace(world, verdicts=verdicts_in(held, small))
    whole = decide_all(world, bare, precision=precision)
    rids = np.array([row.rid for row in small.rows], dtype=np.int64)
    clear_index(held.session)
    load_index(held.session, small.records, rids, held.plan, generic, held.model.dense)
    load_edges(held.session, whole.edges, rids, held.plan.floor_bits)
    decision = name_customers(
        held,
        small.rows,
        whole.formed.customer.tolist(),
        record_probability(whole.formed.places).tolist(),
    )
    note_events(held, events_of(decision, (), (), (), erased=False), at, who)
    settle(held, decision, at)
    differing = sum(decision.customer[row.rid] != row.customer for row in small.rows)
    customers = len(set(decision.customer.values()))
    return Rebuilt(len(small.rows), customers, differing), whole
