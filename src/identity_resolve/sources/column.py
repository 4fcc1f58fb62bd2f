"""A column before it is judged: a fair sample of its values, and what they look like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from identity_resolve.domain import Context, Reason
from identity_resolve.fingerprint import fingerprint_texts
from identity_resolve.kinds.base import Kind
from identity_resolve.sources.headers import Header, read_header
from identity_resolve.sources.source import Source

__all__ = [
    "Facts",
    "InferredColumn",
    "accepted_share",
    "are_places",
    "gather_facts",
    "look_alike_share",
    "sample_values",
]

WHOLES = frozenset({"full_name", "address", "sender"})
"""What is read of parts that other columns may hold."""

SAMPLE = 1000
"""Distinct values of a column that are looked at."""

_LONG, _PARTS = 100_000, 16
"""Values from which different ones are counted in one of so many parts."""

_PLACE = re.compile(r"(?=.*\d).*[^\W\d_]{2}.*[,\n].*[^\W\d_]{2}.*", re.DOTALL)
"""A street and a city of any country: a number, and words on both sides of a comma."""

_MOSTLY = 0.8

PARSED = 300
"""Of these, values that are parsed."""


@dataclass(frozen=True, slots=True)
class InferredColumn:
    """What a column is held to be.

    Attributes:
        column: its header.
        kind: a key of ``KINDS``, or a role.
        confidence: 0 to 1.
        why: the reason, for people.
        issuer: who issued the identifiers in it.
        issuer_of: for the role ``issuer``, the column it speaks of.
        field: a name that makes columns of two sources the same thing.
        stands_in: whether it only tells what another column of its kind leaves empty.
        senders: whether names stand beside the email addresses in it.
        family_first: whether whole names in it begin with the family name; None where nothing tells.
    """

    column: str
    kind: str
    confidence: float
    why: str
    issuer: str = ""
    issuer_of: str | None = None
    field: str | None = None
    stands_in: bool = False
    senders: bool = False
    family_first: bool | None = None

    @property
    def turn(self) -> tuple[bool, bool]:
        """What stands before it in a record: parts before wholes, which fill gaps, and so on."""
        return self.kind in WHOLES, self.stands_in


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a column before it is judged.

    Attributes:
        header: its name, read.
        values: a sample of its distinct values, chosen by their content.
        filled: records that have a value.
        distinct: different values; of a long column about, except where all differ.
        rows: records.
        temporal: whether it was of a date type.
    """

    header: Header
    values: Sequence[str]
    filled: int
    distinct: int
    rows: int
    temporal: bool

    @property
    def unique(self) -> bool:
        """Whether every record has a value of its own."""
        return self.filled == self.distinct == self.rows

    @property
    def varied(self) -> bool:
        """Whether no two records have the same value."""
        return self.filled == self.distinct > 1


def gather_facts(source: Source, column: str) -> Facts:
    """What is known of a column of a source."""
    held = source.frame[column].drop_nulls()
    distinct = _count_distinct(held)
    return Facts(
        header=read_header(column),
        values=sample_values(held, distinct),
        filled=len(held),
        distinct=distinct,
        rows=source.frame.height,
        temporal=column in source.temporal,
    )


def _count_distinct(held: pl.Series) -> int:
    """Different values: their hashes are counted many times faster, and a part of them will do."""
    hashes = held.hash(0)
    if len(held) < _LONG:
        return hashes.n_unique()
    part = hashes.filter(hashes % _PARTS == 0)
    found = part.n_unique()
    if found == len(part) or found < SAMPLE:  # all may differ, or few do: both are told exactly
        return hashes.n_unique()
    return min(_PARTS * found, len(held) - 1)


def sample_values(held: pl.Series, distinct: int) -> list[str]:
    """Up to `SAMPLE` different values, chosen by their content.

    Args:
        held: values, none null.
        distinct: how many of them differ.
    """
    if distinct > 20 * SAMPLE:  # thin out by a cheap hash before the stable one
        held = held.filter(held.hash(0) % (distinct // (10 * SAMPLE)) == 0)
    texts: list[str] = held.unique().sort().to_list()
    if len(texts) <= SAMPLE:
        return texts
    return [texts[i] for i in fingerprint_texts(texts).argsort()[:SAMPLE]]


def accepted_share(kind: Kind, values: Sequence[str], context: Context) -> float | None:
    """Share of values the kind accepts; placeholders and bare codes say nothing either way."""
    parsed = [kind.parse(value, context) for value in _thinned(values)]
    told = [p for p in parsed if p is not Reason.PLACEHOLDER and p is not Reason.SHARED]
    return sum(not isinstance(p, Reason) for p in told) / len(told) if told else None


def look_alike_share(kind: Kind, values: Sequence[str], context: Context) -> float:
    """Share of values that look like a kind and are accepted by it."""
    if kind.looks_like is None:
        return 0.0
    alike = [value for value in values if re.fullmatch(kind.looks_like, value)]
    if not alike:
        return 0.0
    return len(alike) / len(values) * (accepted_share(kind, alike, context) or 0.0)


def are_places(values: Sequence[str]) -> bool:
    """Whether values are written like whole addresses, whatever the country.

    >>> are_places(["3-2-1 Shibuya, Tokyo", "Gartenstr. 22, 50651 Koln"]), are_places(["Next day"])
    (True, False)
    """
    return sum(bool(_PLACE.fullmatch(v)) for v in values) >= _MOSTLY * len(values)


def _thinned(values: Sequence[str]) -> Sequence[str]:
    """At most `PARSED` of the values, spread evenly."""
    return values[:: -(-len(values) // PARSED)] if len(values) > PARSED else values
