"""Keys of tokens."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from identity_resolve.errors import SettingsError

__all__ = ["Key", "new_key"]

_LEAST_BYTES = 32
"""A key as long as the hash; RFC 2104, section 3, discourages shorter ones."""

_LEAST_DISTINCT = 8
"""Of 32 random bytes fewer never differ; a repeated character or word does not reach it."""

_BITS = (128, 256)


@dataclass(frozen=True, slots=True)
class Key:
    """A secret, and how tokens made with it look. Whoever has it can test guesses: keep it apart.

    Attributes:
        secret: 32 random bytes or more; never shown.
        version: which key of a series it is. Tokens say it (``k1``, ``k2``), and tokens of different
            keys never match.
        bits: length of the hashes, 128 or 256; 128 are enough for 10^12 values (RFC 2104, section 5,
            allows the leftmost half).

    Raises:
        SettingsError: the secret is too short or plainly not random, or another value is out of range.

    >>> Key(bytes(range(32)), version=2)
    Key(version=2, bits=128)
    """

    secret: bytes = field(repr=False)
    version: int = 1
    bits: int = 128

    def __post_init__(self) -> None:
        if faults := list(_faults(self)):
            raise SettingsError("\n".join(faults))


def _faults(key: Key) -> list[str]:
    """What is wrong with a key, without a word of its secret."""
    faults = []
    if not isinstance(key.secret, bytes):
        kind = type(key.secret).__name__
        faults.append(f"key.secret: is {kind}; give bytes, such as bytes.fromhex(...)")
    elif len(key.secret) < _LEAST_BYTES:
        faults.append(
            f"key.secret: {len(key.secret)} bytes; give {_LEAST_BYTES} random ones or more"
        )
    elif len(set(key.secret)) < _LEAST_DISTINCT:
        faults.append("key.secret: is not random; hashing.new_key() makes one")
    if not isinstance(key.version, int) or not 1 <= key.version <= 999_999:
        faults.append(f"key.version: {key.version!r} is not a number from 1 to 999999")
    if key.bits not in _BITS:
        faults.append(f"key.bits: {key.bits!r} is not 128 or 256")
    return faults


def new_key(version: int = 1) -> Key:
    """A new random key; store its ``secret`` where only the makers of tokens can read it."""
    return Key(secrets.token_bytes(_LEAST_BYTES), version)
