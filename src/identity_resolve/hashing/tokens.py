r"""Tokens of single values: HMAC-SHA-256 (RFC 2104) of the kind and the canonical value.

The hash is of the bytes ``kind\0value`` in UTF-8, so that equal texts of two kinds have nothing in
common and any system that has the key can make the same tokens: see docs/how-to/hash-identifiers.md.
"""

from __future__ import annotations

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Sequence

from identity_resolve.domain import Context, Reason, Rejected
from identity_resolve.errors import SettingsError
from identity_resolve.hashing.keys import Key
from identity_resolve.kinds import find_kind
from identity_resolve.kinds.base import Kind
from identity_resolve.kinds.token import HASHED, is_exact, is_token, reading_tokens

__all__ = ["exact_kind", "spell_token", "token"]


def token(
    kind: str, text: str, key: Key, *, region: str = "US", issuer: str = ""
) -> str | Rejected:
    """The token of one value, or why the value is none. A token passes unchanged.

    Args:
        kind: what the value is: an email address, a phone or a number of any kind.
        text: the value as written; it is normalized first.
        key: the secret.
        region: country of numbers without a country code.
        issuer: who issued it; hashed too, and kept apart from the number.

    Raises:
        SettingsError: there is no such kind, or its values are compared by resemblance.

    >>> key = Key(bytes(range(32)))
    >>> token("phone", "(415) 555-2671", key)
    'k1.phone.Tslg8nuQYeFWR6Zhnqawqw'
    >>> str(token("phone", "n/a", key).reason)
    'placeholder'
    """
    found = reading_tokens(exact_kind(kind))
    if not text.strip():
        return Rejected(kind, text, Reason.EMPTY)
    parsed = found.parse(text, Context(region, issuer))
    return (
        Rejected(kind, text, parsed)
        if isinstance(parsed, Reason)
        else spell_token(found, parsed, key)
    )


def exact_kind(name: str) -> Kind:
    """The kind of a name, if tokens can stand for its values.

    Raises:
        SettingsError: there is no such kind, or its values are compared by resemblance.

    >>> exact_kind("family_name")
    Traceback (most recent call last):
    identity_resolve.errors.SettingsError: family_name: is compared by resemblance, which tokens lose; \
leave it out, or hash it as kind 'text' and it only counts where it is equal
    """
    kind = find_kind(name)
    if name in HASHED:
        raise SettingsError(f"{name}: its value is a keyed hash already; normalize() gives it")
    if not is_exact(kind):
        raise SettingsError(
            f"{name}: is compared by resemblance, which tokens lose; leave it out, or hash it as "
            "kind 'text' and it only counts where it is equal"
        )
    return kind


def spell_token(kind: Kind, parts: Sequence[str], key: Key) -> str:
    """The token of a canonical value."""
    value = parts[0]
    if is_token(value):
        return value.removeprefix(":")
    if kind.name == "email":
        own, mailbox = _hash("email", value, key), _hash("mailbox", parts[1], key)
        return f"k{key.version}.email.{own}.{mailbox}"
    issuer, _, number = value.rpartition(":")
    if issuer:
        issuer = f"k{key.version}.issuer.{_hash('issuer', issuer, key)}:"
    return f"{issuer}k{key.version}.{kind.name}.{_hash(kind.name, number, key)}"


def _hash(kind: str, value: str, key: Key) -> str:
    message = f"{kind}\0{value}".encode(errors="surrogatepass")
    digest = hmac.digest(key.secret, message, "sha256")[: key.bits // 8]
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
