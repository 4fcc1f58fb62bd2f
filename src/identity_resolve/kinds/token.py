"""Tokens: keyed hashes that stand where values stood, told from clear text by their form.

A token is ``k1.KIND.HASH``: the version of the key, the kind, and a keyed hash in base64url. A number
of a known issuer keeps the form of its canonical value, ``ISSUER:NUMBER``, so that what is known of
issuers holds for tokens too; an email address carries the hash of its mailbox behind its own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, partial

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed

__all__ = ["HASHED", "STARTS_TOKEN", "is_exact", "is_token", "read_token", "reading_tokens"]

STARTS_TOKEN = r"^\s*:?k[0-9]+\.[a-z_]"
"""Regular expression (of Python and of polars) of texts that may be tokens."""

HASHED = frozenset({"payment_card"})
"""Kinds whose canonical value is a keyed hash already."""

_HASH = r"[A-Za-z0-9_-]{22}(?:[A-Za-z0-9_-]{21})?"  # 128 or 256 bits
_TOKEN = re.compile(
    rf"(?:(?:k[0-9]{{1,6}}\.issuer\.{_HASH})?:)?"
    rf"(?P<key>k[0-9]{{1,6}})\.(?P<kind>[a-z][a-z0-9_]*)\.{_HASH}(?:\.(?P<mailbox>{_HASH}))?"
)
_NEXT_TOKEN = r"\s+(?=:?k[0-9]+\.)"


def is_exact(kind: Kind) -> bool:
    """Whether equality is all that a run asks of a kind, so that tokens can stand for its values.

    Names, dates and addresses are compared by resemblance; a text of no known kind may be either. The
    value of a payment card is a keyed hash itself.
    """
    if kind.name in HASHED:
        return False
    whole = kind.identifier_class is not IdentifierClass.ATTRIBUTE and kind.parts[0] == kind.name
    return whole or kind.name == "text"


def is_token(text: str) -> bool:
    """Whether a text is a token, of whatever kind.

    >>> is_token("k1.phone." + "x" * 22), is_token("k1.phone.4155550132")
    (True, False)
    """
    return _TOKEN.fullmatch(text) is not None


def read_token(kind: Kind, text: str) -> Parsed | None:
    """The parts of a token of this kind: itself first. None where the text is clear text.

    A token of another kind, or one that was cut short, is refused.
    """
    token = _TOKEN.fullmatch(text)
    if token is None:
        cut = "@" not in text and re.match(rf"(?:k\S*:|:)?k[0-9]+\.{kind.name}\.", text)
        return Reason.BAD_FORMAT if cut else None
    mailbox = token["mailbox"]
    if token["kind"] != kind.name or bool(mailbox) != (kind.name == "email"):
        return Reason.BAD_FORMAT
    second = (f"{token['key']}.mailbox.{mailbox}",) if mailbox else ()
    first = f":{text}" if ":" not in text and _names_issuer(kind) else text
    return (first, *second) + ("",) * (len(kind.parts) - 1 - len(second))


@cache
def _names_issuer(kind: Kind) -> bool:
    """Whether canonical values are ``ISSUER:NUMBER``, with nothing before the colon for no issuer."""
    example = kind.parse(kind.examples[0], Context())
    return not isinstance(example, Reason) and ":" in example[0]


def reading_tokens(kind: Kind) -> Kind:
    """The kind, but a token passes as its own canonical value, and a cell may hold several."""
    if not is_exact(kind):
        return kind
    split = _NEXT_TOKEN if kind.split is None else f"{kind.split}|{_NEXT_TOKEN}"
    return replace(kind, parse=partial(_parse, kind=kind), split=split)


def _parse(text: str, context: Context, *, kind: Kind) -> Parsed:
    return read_token(kind, text.strip()) or kind.parse(text, context)
