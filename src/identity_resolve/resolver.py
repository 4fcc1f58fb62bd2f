"""The door to a living customer graph: add, find, decide, undo, erase, and follow what happens."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from os import PathLike, fspath
from types import TracebackType
from typing import Any, Self, overload

from identity_resolve.living import acts, views
from identity_resolve.living.answers import (
    Added,
    Customer,
    Found,
    Happened,
    Preview,
    Rebuilt,
    Receipt,
)
from identity_resolve.living.desk import Desk
from identity_resolve.living.verdicts import Named
from identity_resolve.pipeline import Progress, settings_of
from identity_resolve.scoring.model import Model
from identity_resolve.settings import Settings
from identity_resolve.sources.readers import Inputs
from identity_resolve.stores import open_store
from identity_resolve.stores.base import Store

__all__ = ["Resolver"]


class Resolver:
    """A customer graph that lives in a store.

    At every moment its customers are exactly those that a batch over the same records with the same
    model would find, in whatever order records came, changed and went. Each call is one transaction: it
    is done as a whole or not at all.

    >>> book = Resolver.open(":memory:")
    >>> ann = {"given_name": "Ann", "family_name": "Lee", "email": "ann.lee@example.org"}
    >>> book.add({"source": "web", "record_id": "w-1", **ann}).outcome
    'created'
    >>> book.add({"source": "ivr", "record_id": "c-9", **ann, "phone": "+1 415 555 2671"}).outcome
    'joined'
    >>> [record.source for record in book.customer(book.find(phone="415 555 2671")[0].customer_id).records]
    ['web', 'ivr']
    """

    def __init__(self, store: Store) -> None:
        self._desk = Desk(store)

    @classmethod
    def open(
        cls,
        where: str | PathLike[str],
        *,
        settings: Settings | str | Mapping[str, object] | None = None,
        durable: bool = False,
    ) -> Self:
        """Open a store, made when absent.

        Args:
            where: path of a SQLite file, ``:memory:``, or ``postgresql://…`` shared by many processes.
            settings: what to overrule: a `Settings`, a mapping, or the path of a TOML file. Kept with
                the store; needed only the first time.
            durable: whether a SQLite file is synced to the disk with every change, which costs some
                milliseconds each. Without it what was acknowledged survives the process, however it
                ends; a power cut may cost the last changes, and never the file. PostgreSQL does as
                its own settings say.

        Raises:
            StoreError: it cannot be opened, or was made with other settings.
            SettingsError: a setting is wrong.
            MissingExtraError: PostgreSQL is asked for, and psycopg is not installed.
        """
        chosen = None if settings is None else settings_of(settings)
        store = open_store(fspath(where), durable=durable)
        book = cls(store)
        try:
            acts.settle(book._desk, chosen, where=store.name)
        except BaseException:
            store.close()
            raise
        return book

    def close(self) -> None:
        """Let go of the store."""
        self._desk.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def model(self) -> Model:
        """What every agreement is worth in decisions now."""
        with self._desk.reading() as (_, frozen):
            return frozen.model

    def train(
        self,
        history: Inputs,
        *,
        names: Sequence[str] | None = None,
        progress: Progress | None = None,
    ) -> int:
        """Fit the model on a batch and load it, into a store without records.

        Args:
            history: what `resolve` takes.
            names: a name for each source, where the file names do not do.
            progress: told the phase and the fraction of it that is done.

        Returns:
            how many records were loaded.

        Raises:
            StoreError: the store has records already; `retrain` learns from those.
            SourceError: an input cannot be read.
        """
        return acts.train(self._desk, history, names=names, progress=progress, at=_now())

    @overload
    def add(self, records: dict[str, Any], *, by: str = "") -> Added: ...
    @overload
    def add(self, records: Iterable[Mapping[str, Any]], *, by: str = "") -> list[Added]: ...
    @overload
    def add(self, records: Inputs, *, by: str = "") -> Added | list[Added]: ...
    def add(self, records: Inputs, *, by: str = "") -> Added | list[Added]:
        """Take a record, or many in one transaction.

        A record that is there already is updated; one that is there as it is stays untouched, so a call
        may be repeated safely.

        Args:
            records: a mapping with ``source``, ``record_id`` and values, or several of these; or frames
                and files, each a source, whose columns are what a batch would take them for.
            by: on whose behalf, for the events.

        Raises:
            SourceError: a record does not say its source and its id there.
        """
        return acts.add(self._desk, records, at=_now(), who=by)

    def update(self, record: Mapping[str, Any], *, by: str = "") -> Added:
        """Replace a record: the graph is as if it had always said this.

        Raises:
            KeyError: there is no such record.
        """
        return acts.update(self._desk, record, at=_now(), who=by)

    def withdraw(self, source: str, record_id: str, *, by: str = "") -> None:
        """Take a record out: the graph is as if it had never come.

        Raises:
            KeyError: there is no such record.
        """
        acts.withdraw(self._desk, source, record_id, at=_now(), who=by)

    def find(self, text: str = "", /, *, limit: int = 10, **values: str) -> list[Found]:
        """Who is this? Customers that may be the one asked for, the likeliest first. Changes nothing.

        Args:
            text: free text, such as a search box gives; what identifiers it holds is found out.
            limit: most customers wanted.
            values: kinds, or columns of the sources, with a value: ``license="D1234567",
                issuer="US-CA"``.
        """
        return views.find(self._desk, text, values, limit=limit)

    def customer(self, customer_id: str) -> Customer:
        """A customer: profile, identifiers, records. The id of one that was merged leads on.

        Raises:
            KeyError: there never was such a customer, or it has ended.
        """
        return views.customer(self._desk, customer_id)

    def customer_of(self, source: str, record_id: str) -> str:
        """The id of the customer that a record is of.

        Raises:
            KeyError: there is no such record.
        """
        return views.customer_of(self._desk, source, record_id)

    def as_of(self, at: datetime) -> AsOf:
        """The graph as it was at a point in time (UTC where it has no zone)."""
        return AsOf(self._desk, at)

    def same(self, first: Named, second: Named, *, by: str) -> int:
        """Say that two are one customer, whatever evidence and rules say.

        Args:
            first: a customer by its id, or a record as ``(source, record_id)``.
            second: the other.
            by: who says so.

        Returns:
            the number of the verdict, for `undo`.

        Raises:
            KeyError: there is no such customer or record.
        """
        return acts.say(self._desk, first, second, same=True, at=_now(), who=by)

    def different(self, first: Named, second: Named, *, by: str) -> int:
        """Say that two are not one customer; see `same`."""
        return acts.say(self._desk, first, second, same=False, at=_now(), who=by)

    def undo(self, verdict: int, *, by: str = "") -> None:
        """Take a verdict back: the graph is as if it had never been said.

        Raises:
            KeyError: there is no such verdict.
        """
        acts.undo(self._desk, verdict, at=_now(), who=by)

    def preview(
        self,
        *,
        add: Mapping[str, Any] | Iterable[Mapping[str, Any]] = (),
        withdraw: Iterable[tuple[str, str]] = (),
        same: tuple[Named, Named] | None = None,
        different: tuple[Named, Named] | None = None,
    ) -> Preview:
        """What would any of these change? Nothing is written."""
        return acts.preview(
            self._desk, add=add, withdraw=withdraw, same=same, different=different, at=_now()
        )

    def forget(self, named: Named, *, dry_run: bool = False, by: str = "") -> Receipt:
        """Erase a customer with all records, or one record: every trace of it.

        No clear value stays in the store; keyed tombstones keep the next batch from bringing the person
        back. Others of the household stay as they are.

        Args:
            named: a customer by its id, or a record as ``(source, record_id)``.
            dry_run: only say what would be erased.
            by: on whose behalf.

        Raises:
            KeyError: there is no such customer or record.
        """
        return acts.forget(self._desk, named, dry_run=dry_run, at=_now(), who=by)

    def events(self, since: int = 0, *, limit: int = 1000) -> list[Happened]:
        """What happened, in order, after the event with this cursor; 0 for all from the beginning."""
        return views.events(self._desk, since, limit=limit)

    def retrain(self, *, progress: Progress | None = None, by: str = "") -> Model:
        """Learn a new model from all records, and decide everything again; ids are kept."""
        return acts.retrain(self._desk, progress=progress, at=_now(), who=by)

    def rebuild(self, *, by: str = "") -> Rebuilt:
        """Decide everything again as one batch, and say where that differs: nowhere."""
        return acts.rebuild(self._desk, at=_now(), who=by)

    def __len__(self) -> int:
        """How many records there are."""
        return views.count(self._desk)


class AsOf:
    """The graph as it was at a point in time."""

    def __init__(self, desk: Desk, at: datetime) -> None:
        self._desk = desk
        known = at if at.tzinfo else at.replace(tzinfo=UTC)
        self._at = int(known.timestamp() * 1_000_000)

    def customer(self, customer_id: str) -> Customer:
        """What was known of a customer then; records erased since are not among it.

        Raises:
            KeyError: there was no such customer then.
        """
        return views.customer_at(self._desk, customer_id, self._at)


def _now() -> int:
    return time.time_ns() // 1000
