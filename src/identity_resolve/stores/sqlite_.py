"""The default store: one SQLite file in WAL mode. The home of sqlite3."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from functools import cache
from itertools import chain, islice
from pathlib import Path
from typing import Any

from identity_resolve.errors import StoreError
from identity_resolve.stores.base import Session, Values
from identity_resolve.stores.checkpoints import Checkpoints
from identity_resolve.stores.migrations import STEPS, Step, steps_from

__all__ = ["SqliteStore"]

WAIT_SECONDS = 60.0
"""How long a writer waits for another one."""

MOST_VALUES = 900
"""Values given to one statement."""

CLUSTERED = frozenset({"blockkey", "valuekey", "nearkey", "holder", "edge"})
"""Tables that are nothing but their primary key and little beside it."""

_STATE = (
    "SELECT (SELECT application_id FROM pragma_application_id), "
    "(SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_master)"
)
"""Whose file it is, which version, whether anything is in it: at one moment, while others make it."""

_INDEXES_LATER = (
    "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL "
    "AND tbl_name IN ('record', 'event')"
)

_MARK = 0x1DE27177
"""Application id in the header of the file."""


class SqliteStore:
    """A SQLite file, or ``:memory:``.

    Args:
        path: of the file; made when absent.
        durable: whether every change is synced to the disk before it is acknowledged. Without it a
            change survives the process, however it ends, and a power cut may cost the last ones.
        steps: schema versions.

    Raises:
        StoreError: the file cannot be opened, is no store, or was written by a newer version.
    """

    def __init__(self, path: str, *, durable: bool = False, steps: Sequence[Step] = STEPS) -> None:
        self.name = self._path = path
        self._sync = "FULL" if durable else "NORMAL"
        self._lock = threading.RLock()
        self._loads = False
        self._checkpoints = None if path == ":memory:" else Checkpoints(path)
        self._connection = self._open()
        try:
            with self._told():
                self._prepare(steps)
        except BaseException:
            self._connection.close()
            raise

    def _open(self) -> sqlite3.Connection:
        with self._told():
            return sqlite3.connect(
                self._path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
            )

    def _prepare(self, steps: Sequence[Step]) -> None:
        run = self._connection.execute
        self._steps(steps)
        run("PRAGMA cache_size=-65536")
        run("PRAGMA temp_store=MEMORY")
        run("PRAGMA secure_delete=ON")
        run("PRAGMA mmap_size=1073741824")
        run(f"PRAGMA synchronous={self._sync}")
        run("PRAGMA wal_autocheckpoint=0")  # see `Checkpoints`
        run("PRAGMA journal_size_limit=0")  # so that the size of the log tells what is in it
        if self._steps(steps):
            run("PRAGMA journal_mode=WAL")
            self._migrate(steps)

    def _steps(self, steps: Sequence[Step]) -> list[str]:
        """What is missing to the newest version of the tables."""
        mark, version, tables = self._connection.execute(_STATE).fetchone()
        if tables and mark != _MARK:
            raise StoreError(
                f"{self.name} is a SQLite file but no identity store: name another file"
            )
        return steps_from(version, steps, name=self.name)

    def _migrate(self, steps: Sequence[Step]) -> None:
        run = self._connection.execute
        run("BEGIN IMMEDIATE")
        try:
            for statement in self._steps(steps):  # others may have been faster
                if not statement.startswith("CREATE SEQUENCE"):
                    run(_as_here(statement))
            run(f"PRAGMA application_id={_MARK}")
            run(f"PRAGMA user_version={len(steps)}")
            run("COMMIT")
        except BaseException:
            run("ROLLBACK")
            raise

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as fault:
            raise StoreError(f"{self._path}: {_advice(fault)}") from fault

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the file."""
        yield from self._session("BEGIN")

    @contextmanager
    def writing(self, *, alone: bool = True) -> Iterator[Session]:  # noqa: ARG002
        """The one session at a time that may write: it is always alone."""
        yield from self._session("BEGIN IMMEDIATE")
        if self._checkpoints is not None:
            self._checkpoints.look()

    def _session(self, begin: str) -> Iterator[Session]:
        with self._lock, self._told():
            self._connection.execute(begin)
            try:
                late = self._drop_indexes() if self._loads else []
                yield SqliteSession(self._connection)
                for statement in late:
                    self._connection.execute(statement)
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def _drop_indexes(self) -> list[str]:
        """Take the indexes off empty tables of records and events, and give what makes them anew."""
        run = self._connection.execute
        found = [
            (name, made)
            for name, table, made in run(_INDEXES_LATER).fetchall()
            if run(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is None
        ]
        for name, _ in found:
            run(f"DROP INDEX {name}")
        return [made for _, made in found]

    @contextmanager
    def loading(self) -> Iterator[None]:
        """Indexes of records are made when all are there: each at once, instead of entry by entry."""
        with self._lock:
            self._loads = True
            try:
                yield
            finally:
                self._loads = False

    def settled(self) -> int:
        """A number of events: none up to it will come any more, since one session writes at a time."""
        return (1 << 63) - 1

    def shrink(self) -> None:
        """Rewrite the file without what was deleted, and empty the log beside it."""
        moved = self._checkpoints.none() if self._checkpoints is not None else nullcontext()
        with self._lock, self._told(), moved:
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def size(self) -> int:
        """Bytes on disk, the log beside the file included."""
        if self._path == ":memory:":
            return 0
        files = (Path(self._path + end) for end in ("", "-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._checkpoints is not None:
                self._checkpoints.end()
            self._connection.close()


class SqliteSession:
    """A transaction of a SQLite store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query gives."""
        given = [str(v) if isinstance(v, list) else v for v in values]  # numbers, so it is JSON
        return self._connection.execute(_translated(statement), given).fetchall()

    def run(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement once for each row of values."""
        if rows or not isinstance(rows, list):
            self._connection.executemany(_translated(statement), rows)

    def numbers(self, name: str, count: int) -> Sequence[int]:
        """The next numbers of a sequence."""
        run = self._connection.execute
        held = run("SELECT value FROM meta WHERE name = ?", (f"next {name}",)).fetchone()
        first = int(held[0]) if held else 1
        run("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"next {name}", str(first + count)))
        return range(first, first + count)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        """Put many rows into a table."""
        row = f"({', '.join('?' * len(columns))})"
        start = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "
        many = max(MOST_VALUES // len(columns), 1)
        left = iter(rows)
        while len(given := list(islice(left, many))) == many:  # such is three times as fast
            values = list(chain.from_iterable(given))
            self._connection.execute(start + ", ".join([row] * many), values)
        if given:
            self._connection.executemany(start + row, given)


def _as_here(statement: str) -> str:
    """A statement of a step as SQLite has it: a whole number that is the key is the number of the row."""
    kept = statement.replace("BIGINT PRIMARY KEY", "INTEGER PRIMARY KEY")
    made = statement.removeprefix("CREATE TABLE ").partition(" ")[0]
    return kept + (" WITHOUT ROWID" if made in CLUSTERED and made != statement else "")


@cache
def _translated(statement: str) -> str:
    each = "(SELECT value FROM json_each(?))"
    return statement.replace("{set}", each).replace("{each}", each)


def _advice(fault: sqlite3.Error) -> str:
    """What happened and what to do."""
    name = getattr(fault, "sqlite_errorname", "") or ""
    for start, told in _ADVICE.items():
        if name.startswith(start):
            return told
    return f"{fault}; nothing was changed"


_ADVICE = {
    "SQLITE_FULL": "the disk is full; nothing was changed: make room and try again",
    "SQLITE_IOERR": "the disk cannot be written; nothing was changed: check its space and health",
    "SQLITE_READONLY": "the file is read-only; nothing was changed: give write permission to it and "
    "to its directory",
    "SQLITE_BUSY": f"another process has been writing for {WAIT_SECONDS:.0f} seconds; nothing was "
    "changed: try again",
    "SQLITE_LOCKED": "another session is writing; nothing was changed: try again",
    "SQLITE_CANTOPEN": "cannot be opened: check that the directory exists and may be written",
    "SQLITE_NOTADB": "is no SQLite file, or an encrypted one: name another file",
    "SQLITE_CORRUPT": "the file is damaged: restore a backup, or recover what is left with "
    "`sqlite3 FILE .recover`",
}
"""Start of SQLite's name of an error to what a person is told."""
