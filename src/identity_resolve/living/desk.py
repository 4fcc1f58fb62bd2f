"""A store opened for a change or a look: what is frozen is read once and kept while it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from json import dumps, loads
from secrets import token_hex

from identity_resolve.collecting import collector_paused
from identity_resolve.learning import complete
from identity_resolve.living.held import Held, Sources
from identity_resolve.living.reading import KnownSource, source_of, with_columns
from identity_resolve.living.rows import value_print
from identity_resolve.plan import Plan, make_plan
from identity_resolve.scoring.model import Model
from identity_resolve.settings import Settings
from identity_resolve.stores.base import Session, Store
from identity_resolve.world import Weighings, weighings_of

__all__ = ["Desk", "Frozen"]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What decisions rest on besides the records; read anew when another process changed it.

    Attributes:
        stamp: what it was read under.
        settings: of the store.
        plan: for all parts that records ever had.
        model: of the newest version, with weights for all that is compared.
        version: of the model; 0 for the built-in one.
        parts: all parts that records ever had.
        sources: by name.
        has_verdicts: whether stewards said anything.
        weighings: of model and plan.
        numbered: the sources, by number.
        always_generic: fingerprints of the values by which the model tells nobody.
        near_rules: part to the rule by which its values are found when one edit apart.
        threshold_bits: that the precision wanted was reached with; None before there was a model.
    """

    stamp: str
    settings: Settings
    plan: Plan
    model: Model
    version: int
    parts: frozenset[str]
    sources: Mapping[str, KnownSource]
    has_verdicts: bool
    weighings: Weighings
    numbered: Sources
    always_generic: frozenset[int]
    near_rules: Mapping[str, str]
    threshold_bits: float | None


class Desk:
    """Gives sessions together with what is frozen."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._frozen: Frozen | None = None

    @contextmanager
    def reading(self) -> Iterator[tuple[Held, Frozen]]:
        """Look at one state of the store."""
        with self.store.reading() as session, collector_paused():
            frozen = self.frozen(session)
            yield held_of(session, frozen), frozen

    def frozen(self, session: Session) -> Frozen:
        """What is frozen, as this session sees it."""
        [(stamp,)] = session.rows("SELECT value FROM meta WHERE name = 'stamp'") or [("0",)]
        frozen = self._frozen  # other threads may set it
        if frozen is None or frozen.stamp != stamp:
            frozen = self._frozen = read_frozen(session, stamp)
        return frozen

    def refresh(self) -> None:
        """Read what is frozen anew when it is next needed."""
        self._frozen = None

    def change(self, session: Session, frozen: Frozen) -> Frozen:
        """Put what is frozen into the store; all who share it read it anew."""
        write = "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        stamp = token_hex(8)  # never the same again, also where this is not committed
        told = [("stamp", stamp), ("parts", dumps(sorted(frozen.parts)))]
        told += [("settings", frozen.settings.model_dump_json(exclude_unset=True))]
        if frozen.threshold_bits is not None:
            told += [("threshold", repr(frozen.threshold_bits))]
        told += [("verdicts", str(int(frozen.has_verdicts)))]
        session.run(write, told)
        session.run(
            "INSERT INTO source (number, name, body) VALUES (?, ?, ?) "
            "ON CONFLICT (number) DO UPDATE SET body = excluded.body",
            [(s.number, s.name, s.to_json()) for s in frozen.sources.values()],
        )
        self._frozen = None
        return with_plan(replace(frozen, stamp=stamp))

    def knowing(
        self, session: Session, frozen: Frozen, columns: Mapping[str, Iterable[str]]
    ) -> Frozen:
        """What is frozen, with the sources and columns of some records among it."""
        sources = dict(frozen.sources)
        for name, found in columns.items():
            known = sources.get(name) or source_of(len(sources), name, frozen.settings)
            sources[name] = with_columns(known, found, frozen.settings)
        if sources == frozen.sources:
            return frozen
        return self.change(session, replace(frozen, sources=sources))

    def with_parts(self, session: Session, frozen: Frozen, parts: Iterable[str]) -> Frozen:
        """What is frozen, with a plan for some further parts."""
        if frozen.parts.issuperset(parts):
            return frozen
        return self.change(session, replace(frozen, parts=frozen.parts.union(parts)))


def held_of(session: Session, frozen: Frozen) -> Held:
    """A session with what its decisions rest on."""
    return Held(
        *(session, frozen.plan, frozen.model, frozen.numbered, frozen.parts),
        *(frozen.weighings, frozen.always_generic, frozen.near_rules, frozen.has_verdicts),
    )


def read_frozen(session: Session, stamp: str) -> Frozen:
    """What is frozen in a store."""
    meta = dict(session.rows("SELECT name, value FROM meta"))
    settings = Settings.model_validate_json(meta.get("settings", "{}"))
    [(version,)] = session.rows("SELECT coalesce(max(version), 0) FROM model")
    bodies = session.rows("SELECT body FROM model WHERE version = ?", version)
    sources = [
        KnownSource.from_json(*row)
        for row in session.rows("SELECT number, name, body FROM source ORDER BY number")
    ]
    empty = make_plan((), settings)
    model = Model.from_json(bodies[0][0]) if bodies else complete(None, empty)
    frozen = Frozen(
        stamp=stamp,
        settings=settings,
        plan=empty,
        model=model,
        version=version,
        parts=frozenset(loads(meta.get("parts", "[]"))),
        sources={source.name: source for source in sources},
        has_verdicts=meta.get("verdicts") == "1",
        weighings=Weighings(),
        numbered=Sources((), ()),
        always_generic=frozenset(),
        near_rules={},
        threshold_bits=float(meta["threshold"]) if "threshold" in meta else None,
    )
    return with_plan(frozen)


def with_plan(frozen: Frozen) -> Frozen:
    """What is frozen, with the plan for its parts, and a model for all that is compared."""
    plan = plan_of(frozen.parts, frozen.settings)
    if frozen.threshold_bits is not None:
        plan = replace(plan, threshold_bits=frozen.threshold_bits)
    model = complete(frozen.model, plan)
    ordered = sorted(frozen.sources.values(), key=lambda source: source.number)
    generic = (value_print(part, text) for part, all_ in model.generic.items() for text in all_)
    return replace(
        frozen,
        plan=plan,
        model=model,
        weighings=weighings_of(model, plan),
        numbered=Sources(tuple(s.name for s in ordered), tuple(s.unique for s in ordered)),
        always_generic=frozenset(generic),
        near_rules={r.tokens[0].part: r.name for r in plan.block_rules if r.near},
    )


def plan_of(parts: Iterable[str], settings: Settings) -> Plan:
    """The plan for records with these parts; rules about others are of no use yet."""
    parts = sorted(parts)
    if settings.rules is not None:
        names = {
            c.name
            for c in make_plan(parts, settings.model_copy(update={"rules": None})).comparisons
        }
        usable = [r for r in settings.rules if names.issuperset((*r.fields, *r.unless))]
        settings = settings.model_copy(update={"rules": usable})
    return make_plan(parts, settings, threads=1)


def names_of(frozen: Frozen) -> Sequence[str]:
    """The names of the sources, by number."""
    return [s.name for s in sorted(frozen.sources.values(), key=lambda source: source.number)]
