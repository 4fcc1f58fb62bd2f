"""Hashes instead of clear values: keyed tokens of one's own, and the published forms of others.

>>> from identity_resolve import hashing
>>> key = hashing.Key(bytes(range(32)))
>>> hashing.token("email", "Ann.Lee@Example.org", key) == hashing.token("email", "ann.lee@example.org", key)
True
>>> hashing.uid2("email", "USER@example.com")
'tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ='
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from identity_resolve.hashing.keys import Key, new_key
from identity_resolve.hashing.published import euid, google, meta, uid2
from identity_resolve.hashing.tokens import token

if TYPE_CHECKING:
    from identity_resolve.hashing.columns import tokenize

__all__ = ["Key", "euid", "google", "meta", "new_key", "token", "tokenize", "uid2"]


def __getattr__(name: str) -> Any:
    """Import `tokenize`, and with it polars, when it is first used."""
    if name == "tokenize":
        from identity_resolve.hashing.columns import tokenize

        return tokenize
    raise AttributeError(f"module 'identity_resolve.hashing' has no attribute {name!r}")
