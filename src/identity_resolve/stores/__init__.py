"""Where a living customer graph is kept: a SQLite file, or a PostgreSQL database that many share."""

from __future__ import annotations

from identity_resolve.errors import MissingExtraError
from identity_resolve.stores.base import Store

__all__ = ["open_store"]


def open_store(where: str, *, durable: bool = False) -> Store:
    """The store at a path, ``:memory:``, or ``postgresql://…``.

    Args:
        where: of the store.
        durable: whether a SQLite file is synced to the disk with every change.

    Raises:
        StoreError: it cannot be opened.
        MissingExtraError: PostgreSQL is asked for, and psycopg is not installed.
    """
    if where.startswith(("postgresql://", "postgres://")):
        try:
            from identity_resolve.stores.postgres_ import PostgresStore
        except ImportError as fault:
            raise MissingExtraError(
                "PostgreSQL needs psycopg: pip install 'identity_resolve[postgres]'"
            ) from fault
        return PostgresStore(where)
    from identity_resolve.stores.sqlite_ import SqliteStore

    return SqliteStore(where, durable=durable)
