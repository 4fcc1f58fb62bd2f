"""What can go wrong, as exceptions.

    IdentityResolveError
    ├── SettingsError      a setting is wrong: path, value, nearest valid names, all faults together
    ├── SourceError        an input cannot be read: file, line, column
    ├── StoreError         a store cannot be opened or written
    ├── MissingExtraError  an optional dependency is not installed: which extra to install
    └── InternalError      a broken invariant: our bug

Bad *data* never raises: it becomes a `Rejected` value with a reason.
"""

from __future__ import annotations

__all__ = [
    "IdentityResolveError",
    "InternalError",
    "MissingExtraError",
    "SettingsError",
    "SourceError",
    "StoreError",
]


class IdentityResolveError(Exception):
    """Base of every error this library raises on purpose."""


class SettingsError(IdentityResolveError):
    """A setting is wrong; the message lists every fault found, one a line."""


class SourceError(IdentityResolveError):
    """An input cannot be read; the message names the file, and the line and column where known."""


class StoreError(IdentityResolveError):
    """A store cannot be opened, read or written."""


class MissingExtraError(IdentityResolveError):
    """An optional dependency is missing; the message names the extra to install."""


class InternalError(IdentityResolveError):
    """An invariant of this library does not hold: a bug, please report it."""
