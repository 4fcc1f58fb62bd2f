"""Names that stand beside email addresses, as a mail program writes them: ``"Lee, Jo" <jo@x.com>``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from functools import cache

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.notes import NOTES, READABLE
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, fold
from identity_resolve.sources.column import Facts, InferredColumn

__all__ = ["READINGS", "find_senders", "readings_of"]

_BEFORE = re.compile(r"\s*(?P<name>[^<>@]*[^\s<>@])\s*<[^<>\s]+@[^<>\s]+>\s*")
_BEHIND = re.compile(r"\s*[^<>()\s]+@[^<>()\s]+\s*\((?P<name>[^()@]+)\)\s*")
_VIA = re.compile(r"\s+(?:via|through|on behalf of|from|at|@)\s.*|\s*[(\[].*", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_MORE_ROLES = frozenset(
    ("subsystem", "delivery", "desk", "department", "dept", "online", "center", "centre", "club")
)

_LEAST = 0.05
"""Share of the values of a column that must have a name for them to be read."""


def readings_of(columns: Sequence[InferredColumn]) -> list[InferredColumn]:
    """How the columns of a source are read, in their turn, texts last; one that holds two things twice."""
    readings = [column for column in columns if column.kind in READABLE]
    readings += [replace(c, kind=_SENDER.name, stands_in=True) for c in columns if c.senders]
    return sorted(readings, key=lambda column: (column.kind == NOTES.name, column.turn))


def find_senders(column: InferredColumn, facts: Facts) -> InferredColumn:
    """Whether names stand beside the addresses of a column."""
    if column.kind != "email" or not facts.values:
        return column
    named = sum(any(_parse_sender(value, Context())) for value in facts.values)
    if named < _LEAST * len(facts.values):
        return column
    return replace(column, why=f"{column.why}; names beside the addresses", senders=True)


def _parse_sender(text: str, context: Context) -> Parsed:
    """The name of a person beside an address; no parts where there is none.

    >>> _parse_sender('"Lee, Jo" <jo@x.com>', Context())
    ('jo', '', 'lee', '')
    >>> any(_parse_sender("Acme Support <help@acme.com>", Context()))
    False
    """
    nobody = ("",) * len(_SENDER.parts)
    found = None if len(text) > MAX_LENGTH else _BEFORE.fullmatch(text) or _BEHIND.fullmatch(text)
    name = _VIA.sub("", _decoded(found["name"]).strip(" \"'")) if found else ""
    words = _WORD.findall(fold(name))
    if len(words) < 2 or not _roles().isdisjoint((words[0], words[-1], "".join(words))):
        return nobody
    parts = KINDS["full_name"].parse(name, context)
    return nobody if isinstance(parts, Reason) or not (parts[0] and parts[2]) else parts


def _decoded(text: str) -> str:
    """A text of a mail header (RFC 2047) as it is read.

    >>> _decoded("=?utf-8?Q?Jos=C3=A9_Gil?="), _decoded("=?nonsense?B?!?=")
    ('José Gil', '')
    """
    if "=?" not in text:
        return text
    try:
        return str(make_header(decode_header(text)))
    except (HeaderParseError, LookupError, ValueError):
        return ""


@cache
def _roles() -> frozenset[str]:
    """Words of offices, not of people."""
    return _MORE_ROLES.union(row["local_part"] for row in read_rows("email_role_accounts.csv"))


_SENDER = replace(
    KINDS["full_name"], name="sender", parse=_parse_sender, plain=None, looks_like=None
)

READINGS: Mapping[str, Kind] = {**READABLE, _SENDER.name: _SENDER}
"""All that a column is read as: of a kind, as free text, or as names beside addresses."""
