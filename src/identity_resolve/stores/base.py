"""What a store must do: transactions over a few tables of numbers and texts, in SQL.

Statements are written once, for all databases: ``?`` stands for a value, ``IN {set}`` for being among a
list of whole numbers given as one value, ``{each} AS name`` for such a list as a table with a column
``value``. Only what databases do differently is the matter of a store.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol, TypeAlias

__all__ = ["Session", "Store", "Values"]

Values: TypeAlias = Sequence[Any]


class Session(Protocol):
    """One transaction."""

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """What a query gives."""

    def run(self, statement: str, rows: Iterable[Values]) -> None:
        """Run a statement once for each row of values."""

    def numbers(self, name: str, count: int) -> Sequence[int]:
        """The next numbers of a sequence, ascending, never given before."""

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Values]) -> None:
        """Put many rows into a table."""


class Store(Protocol):
    """A database that several sessions, threads and processes may use.

    Attributes:
        name: what it is called in messages; no password is in it.
    """

    name: str

    def reading(self) -> AbstractContextManager[Session]:
        """A session that sees one state of the store and changes nothing."""

    def writing(self, *, alone: bool = False) -> AbstractContextManager[Session]:
        """A session that is done as a whole or not at all; left by an exception, it did nothing.

        Args:
            alone: no other session writes meanwhile, so that none can be faster.

        Raises:
            Conflict: another session was faster; everything must be read and done again.
        """

    def loading(self) -> AbstractContextManager[None]:
        """Sessions within write very much: indexes may wait until its end."""

    def settled(self) -> int:
        """A number of events: none up to it will come any more, whatever others are doing.

        A session that is opened afterwards sees all of them.
        """

    def shrink(self) -> None:
        """Give back the space of what was deleted, so that nothing of it is left on disk."""

    def size(self) -> int:
        """Bytes on disk."""

    def close(self) -> None:
        """Let go of the database."""


class Conflict(Exception):  # noqa: N818  part of normal work
    """Two sessions wanted the same: this one did nothing and may try again."""
