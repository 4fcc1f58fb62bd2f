"""Move what a SQLite log holds into the file, beside the work instead of within some act."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

__all__ = ["Checkpoints"]

LARGE = 1 << 22
"""Bytes of a log, and bytes more of one that somebody reads still, from which it is worth moving."""

TRIES = 5
"""How often what came meanwhile is moved, too."""


class Checkpoints:
    """Checkpoints of a file in WAL mode, by a thread that lives as long as one takes.

    Left to a commit, every twentieth or so would wait for the disk.

    Args:
        path: of the file.
    """

    def __init__(self, path: str) -> None:
        self._log = os.path.abspath(path) + "-wal"
        self._file = Path(path).absolute().as_uri() + "?mode=rw"  # never made anew
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._begun = 0  # bytes of the log when the last one began

    def look(self) -> None:
        """Begin to move the log where it has become large."""
        if self._thread is not None and self._thread.is_alive():
            return
        size = self._size()
        if size >= LARGE and not 0 <= size - self._begun < LARGE:
            self._begun = size
            self._thread = threading.Thread(target=self._move, name="checkpoint")
            self._thread.start()
        elif size < LARGE:
            self._begun = 0

    def _size(self) -> int:
        try:
            return os.stat(self._log).st_size
        except OSError:
            return 0

    @contextmanager
    def none(self) -> Iterator[None]:
        """None is at work within: two at once would disturb each other."""
        with self._lock:
            yield

    def end(self) -> None:
        """Wait for the one at work."""
        if self._thread is not None:
            self._thread.join()

    def _move(self) -> None:
        """Move the log, and what came to it meanwhile: only then it begins anew."""
        with (
            self._lock,
            suppress(sqlite3.Error),  # whatever it is, the next act meets it and tells
            closing(sqlite3.connect(self._file, isolation_level=None, uri=True)) as connection,
        ):
            for _ in range(TRIES):
                busy, held, moved = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                if busy or held == moved:
                    return
