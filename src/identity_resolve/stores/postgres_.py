"""A store that many processes share: a schema of its own in a PostgreSQL database. The home of psycopg.

Sessions that write are serializable, side by side as long as they seldom meet. One that lost to another
is done again alone, and so cannot lose twice. Where they meet often (a small store, or a server that keeps few
predicate locks), they take turns from the start.
"""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, TypeAlias

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.types.numeric import Int8Dumper

from identity_resolve.errors import InternalError, StoreError
from identity_resolve.stores.advice import advice
from identity_resolve.stores.base import Conflict, Session, Values
from identity_resolve.stores.migrations import STEPS, Step, steps_from
from identity_resolve.stores.statements import TABLES
from identity_resolve.stores.turns import Turns

__all__ = ["PostgresStore"]

SCHEMA = "identity_resolve"

TOGETHER = "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE meta IN ROW EXCLUSIVE MODE"
"""Locks come first: the state that a session sees is of when it has them."""

ALONE = "BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE meta IN EXCLUSIVE MODE"

READING = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

MANY = 50
"""Rows from which COPY is faster than INSERT."""

_SETUP = (
    f"SET search_path = {SCHEMA}; SET enable_seqscan = off; SET enable_hashjoin = off; "
    "SET enable_mergejoin = off; SET jit = off; SET client_min_messages = warning"
)
"""Every statement is a few look-ups by an index; what the server guesses of tables may not change that."""

_CREATING = 0x1DE27177
"""Advisory lock of who creates or migrates the tables."""

_NUMBERING = 0x1DE27178
"""Class of the advisory locks of those who have numbered events, and not committed them yet."""

_WRAP = 1 << 31

logging.getLogger("psycopg").addFilter(
    lambda record: not record.getMessage().startswith("error ignored terminating")
)
"""An error in the midst of many rows is raised; that the rest of them fails, too, is no news."""

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]


class PostgresStore:
    """A PostgreSQL database; each thread that is at work has a connection of its own.

    Args:
        url: ``postgresql://user:password@host:port/database``.
        steps: schema versions.

    Raises:
        StoreError: it cannot be reached or used, or was written by a newer version.
    """

    def __init__(self, url: str, *, steps: Sequence[Step] = STEPS) -> None:
        self.name = _shown(url)
        self._url = url
        self._lock = threading.Lock()
        self._idle: list[Connection] = []
        self._owner = os.getpid()
        self._open = True
        self._turns = Turns()
        try:
            with self._told(), self._lent("SELECT") as connection:
                _prepare(connection, steps, name=self.name)
        except BaseException:
            self.close()
            raise

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database; it waits for nobody, and nobody for it."""
        with self._told(), self._session(READING) as session:
            yield session

    @contextmanager
    def writing(self, *, alone: bool = False) -> Iterator[Session]:
        """A session beside others, or alone."""
        alone = self._turns.take() or alone
        try:
            with (
                self._told(alone=alone),
                self._session(ALONE if alone else TOGETHER) as session,
            ):
                yield session
        except Conflict:
            self._turns.met()
            raise
        if not alone:
            self._turns.passed()

    @contextmanager
    def loading(self) -> Iterator[None]:
        """What the server knows of the tables is brought up to date at the end, and their space given back."""
        yield
        self._maintain(f"VACUUM (ANALYZE) {', '.join(TABLES)}")

    def settled(self) -> int:
        """A number of events: none up to it will come any more.

        Who numbers events first says, by an advisory lock held until the end of the transaction, from where on.
        Numbers given before the sequence is read here are of those who said so before that, and who
        either still hold their lock or are done.
        """
        with self._told(), self._lent("SELECT") as connection:
            [(last,)] = connection.execute(_LAST)
            held = connection.execute(_HELD, (_NUMBERING,)).fetchall()
        return min([last, *(last - (last - since) % _WRAP for (since,) in held)])

    def shrink(self) -> None:
        """Remove what was deleted from the tables.

        Raises:
            StoreError: the server does not let this user.
        """
        self._maintain(f"VACUUM {', '.join(TABLES)}")

    def size(self) -> int:
        """Bytes on the server's disk."""
        with self._told(), self._lent("SELECT") as connection:
            [(size,)] = connection.execute(_SIZE, (SCHEMA,))
        return int(size)

    def close(self) -> None:
        """Close all connections, those at work when they are done."""
        self._open = False
        self._drop_idle()

    def _maintain(self, statement: str) -> None:
        with self._told(), self._lent("SELECT") as connection:
            _command(connection, statement)

    @contextmanager
    def _told(self, *, alone: bool = True) -> Iterator[None]:
        try:
            yield
        except psycopg.Error as fault:
            raise _as_ours(fault, self.name, alone=alone) from fault

    @contextmanager
    def _session(self, begin: str) -> Iterator[Session]:
        with self._lent(begin) as connection:
            try:
                yield PostgresSession(connection)
            except BaseException:
                with suppress(psycopg.Error):
                    _command(connection, "ROLLBACK")
                raise
            if _command(connection, "COMMIT") != "COMMIT":
                raise InternalError("a transaction went on after an error")

    @contextmanager
    def _lent(self, begin: str) -> Iterator[Connection]:
        """A connection on which a first statement was run; a new one where the old one is lost."""
        connection = self._begun(begin)
        try:
            yield connection
        finally:
            self._take_back(connection)

    def _begun(self, begin: str) -> Connection:
        connection = self._idle_one()
        fresh = connection is None
        if connection is None:
            connection = _connect(self._url, self.name)
        try:
            _command(connection, begin)
        except psycopg.Error:
            connection.close()
            if fresh or not connection.broken:
                raise
            self._drop_idle()  # the server was away: none of them is of use
            return self._begun(begin)
        return connection

    def _idle_one(self) -> Connection | None:
        if not self._open:
            raise StoreError(f"{self.name} was closed: open it again")
        with self._lock:
            if self._owner != os.getpid():  # after a fork they are the parent's
                self._owner, self._idle = os.getpid(), []
            return self._idle.pop() if self._idle else None

    def _take_back(self, connection: Connection) -> None:
        if self._open and connection.info.transaction_status == psycopg.pq.TransactionStatus.IDLE:
            with self._lock:
                self._idle.append(connection)
        else:
            connection.close()

    def _drop_idle(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()


class PostgresSession:
    """A transaction of a PostgreSQL store."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query gives."""
        return self._connection.execute(_translated(statement), values, binary=True).fetchall()

    def run(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement once for each row of values."""
        rows = list(rows)
        plain = _PLAIN_INSERT.fullmatch(statement) if len(rows) >= MANY else None
        if plain:
            self._copy(plain[1], plain[2], rows)
        elif len(rows) == 1:
            self._connection.execute(_translated(statement), rows[0])
        elif rows:
            with self._connection.cursor() as cursor:
                cursor.executemany(_translated(statement), rows)

    def numbers(self, name: str, count: int) -> Sequence[int]:
        """The next numbers of a sequence; of events, they are noted as not committed yet."""
        if name == "event":
            self._connection.execute(_SAY, (_NUMBERING, _WRAP))
        statement = f"SELECT nextval('next_{name}') FROM generate_series(1, ?)"
        return [number for (number,) in self.rows(statement, count)]

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        """Put many rows into a table."""
        named = ", ".join(columns)
        if isinstance(rows, Sequence) and len(rows) < MANY:
            marks = ", ".join("?" * len(columns))
            self.run(f"INSERT INTO {table} ({named}) VALUES ({marks})", rows)
        else:
            self._copy(table, named, rows)

    def _copy(self, table: str, columns: str, rows: Iterable[Values]) -> None:
        command = f"COPY {table} ({columns}) FROM STDIN"
        with self._connection.cursor() as cursor, cursor.copy(command) as copy:
            for row in rows:
                copy.write_row(row)


_LAST = "SELECT last_value - (NOT is_called)::int FROM next_event"

_SAY = (
    "SELECT pg_advisory_xact_lock_shared(%s::int, ((last_value - (NOT is_called)::int) %% %s)::int) "
    "FROM next_event"
)

_HELD = (
    "SELECT objid::bigint FROM pg_locks WHERE locktype = 'advisory' AND classid = %s AND objsubid = 2 "
    "AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
)

_SIZE = (
    "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class "
    "WHERE relkind = 'r' AND relnamespace = to_regnamespace(%s)::oid"
)

_PLAIN_INSERT = re.compile(r"INSERT INTO (\w+) \(([\w, ]+)\) VALUES \([?, ]+\)")


def _connect(url: str, name: str) -> Connection:
    told: dict[str, Any] = {"connect_timeout": 10, "application_name": "identity_resolve"}
    given = told | conninfo_to_dict(url)
    connection = psycopg.connect(make_conninfo("", **given), autocommit=True)
    connection.adapters.register_dumper(int, Int8Dumper)
    if connection.info.parameter_status("server_encoding") != "UTF8":
        connection.close()
        raise StoreError(f"{name} cannot hold every text: create the database with encoding UTF8")
    _command(connection, _SETUP)
    return connection


def _prepare(connection: Connection, steps: Sequence[Step], *, name: str) -> None:
    """Create or migrate the tables, where that is needed; others who want the same wait."""
    if not steps_from(_version(connection), steps, name=name) and _version(connection):
        return
    connection.execute("SELECT pg_advisory_lock(%s)", (_CREATING,))
    try:
        _migrate(connection, steps, name=name)  # in a transaction begun now: others may be done
    finally:
        if not connection.broken:
            connection.execute("SELECT pg_advisory_unlock(%s)", (_CREATING,))


def _migrate(connection: Connection, steps: Sequence[Step], *, name: str) -> None:
    with connection.transaction():
        missing = steps_from(_version(connection), steps, name=name)
        if connection.execute("SELECT to_regnamespace(%s)", (SCHEMA,)).fetchone() == (None,):
            _command(connection, f"CREATE SCHEMA {SCHEMA}")
        for statement in missing:
            _command(connection, statement)
        connection.execute(
            "INSERT INTO meta (name, value) VALUES ('schema version', %s) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (str(len(steps)),),
        )


def _version(connection: Connection) -> int:
    if connection.execute("SELECT to_regclass(%s)", (f"{SCHEMA}.meta",)).fetchone() == (None,):
        return 0
    found = connection.execute("SELECT value FROM meta WHERE name = 'schema version'").fetchone()
    return int(found[0]) if found else 0


def _command(connection: Connection, command: str) -> str:
    """Run commands without values; say what became of the last."""
    done = connection.execute(command, prepare=False)
    while done.nextset():
        pass
    return done.statusmessage or ""


@cache
def _translated(statement: str) -> str:
    text = statement.replace("%", "%%")
    text = text.replace("NOT IN {set}", "<> ALL (?::bigint[])")
    text = text.replace("IN {set}", "= ANY (?::bigint[])")
    text = text.replace("{each}", "(SELECT unnest(?::bigint[]) AS value)")
    return text.replace("?", "%s")


def _shown(url: str) -> str:
    """An address without password."""
    try:
        parts = conninfo_to_dict(url)
    except psycopg.Error:
        raise StoreError(
            "this is no address of a PostgreSQL database: write "
            "postgresql://user:password@host:port/database"
        ) from None
    host = ":".join(str(parts[key]) for key in ("host", "port") if parts.get(key))
    return f"postgresql://{host}/{parts.get('dbname') or ''}"


def _as_ours(fault: psycopg.Error, name: str, *, alone: bool) -> Exception:
    """What happened and what to do, or that another session was faster."""
    state = fault.sqlstate or ""
    if state in _FASTER or (not alone and state in _FASTER_BESIDE):
        return Conflict(state)
    if state.startswith("23"):
        return InternalError(
            f"{name} has what should not be there: {state}, {type(fault).__name__}"
        )
    said = str(fault).strip().partition("\n")[0]
    if isinstance(fault, psycopg.DataError):
        state = state or "22"
    unreached = isinstance(fault, psycopg.OperationalError)
    return StoreError(f"{name}: {advice(state, str(fault), unreached=unreached)} ({said})")


_FASTER = ("40001", "40P01")
"""Serialization failure, deadlock."""

_FASTER_BESIDE = ("23505", "53200")
"""The same was put in by another session; more predicate locks than the server keeps."""
