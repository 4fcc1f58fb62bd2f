"""Schema versions: how a store of any version becomes one of the newest.

Version N is what the first N steps make. A step is never changed once it was released; what changes later is
a step more. Steps are SQL for all databases: a store leaves out what its database has no need of.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from identity_resolve.errors import StoreError
from identity_resolve.stores.statements import INDEXES, SEQUENCES, TABLES

__all__ = ["STEPS", "Step", "steps_from"]

Step: TypeAlias = Sequence[str]
"""Statements that lead from one version to the next."""


def _first() -> Iterator[str]:
    for name in SEQUENCES:
        yield f"CREATE SEQUENCE next_{name}"
    for table, columns in TABLES.items():
        yield f"CREATE TABLE {table} ({columns})"
    for index, where in INDEXES.items():
        unique = "UNIQUE " if where.startswith("UNIQUE ") else ""
        yield f"CREATE {unique}INDEX {index} ON {where.removeprefix('UNIQUE ')}"


STEPS: tuple[Step, ...] = (tuple(_first()),)
"""The steps from nothing to the newest version."""


def steps_from(version: int, steps: Sequence[Step], *, name: str) -> list[str]:
    """The statements that are missing to the newest version.

    Args:
        version: of the store; 0 for one without tables.
        steps: all there are.
        name: of the store, for messages.

    Raises:
        StoreError: the store is newer than this library.
    """
    if version > len(steps):
        raise StoreError(
            f"{name} has schema version {version}, this library knows {len(steps)}: "
            "upgrade identity_resolve"
        )
    return [statement for step in steps[version:] for statement in step]
