"""Identifiers that sources share under whatever header, found by their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import polars as pl

from identity_resolve.domain import IdentifierClass
from identity_resolve.kinds import KINDS
from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.headers import spell_header
from identity_resolve.sources.judging import ORGANIZATION, UNIQUE
from identity_resolve.sources.source import Source

__all__ = ["comparable", "density", "join_organizations", "join_shared"]

_KEPT = 20_000
"""Different values of a column, about, that are held against those of another."""

_SAME_HEADER = 0.02
"""Share of the values of the smaller column that are also in the other, where both are named alike."""

_OTHER_HEADER = 0.2
"""The same where they are named differently."""

_LOOKED_AT = 1000
"""Values of a column that tell whether they hold more than capitals and digits."""

_NUMBERED = frozenset({"account", "opaque"})
"""Kinds of numbers that a source may give its records in turn."""

_MEMBER = frozenset({"account", "loyalty"})
"""Kinds of a member's number: which of them a header says, and which its program does, is chance."""

_NUMBERED_RECORDS = 100
"""Records from which it shows that numbers were given in turn."""

_DENSE = 0.1
"""Share of a range of numbers that is taken where they were given in turn."""

_PERSONS = frozenset({"given_name", "family_name", "birth_date", "ssn"})
"""Kinds that records about people have; an organization in these is another thing in each source."""

_LEAST = 3
"""Values that must be in both, whatever their share."""


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of identifiers: where it stands, and its values as numbers."""

    source: int
    at: int
    name: str
    kind: str
    is_open: bool
    values: frozenset[int]
    density: float


def join_shared(
    sources: Sequence[Source], found: Sequence[Sequence[InferredColumn]]
) -> list[list[InferredColumn]]:
    """Columns of identifiers whose values are in another source too, as one field.

    A column that is unique in its own source joins nothing there, yet may join two sources. Of columns
    under different headers, one that is of a kind by name tells what the others are.
    """
    settled = [list(columns) for columns in found]
    _join(sources, settled)
    for source, columns in zip(sources, settled, strict=True):
        others = {c.kind for held in settled if held is not columns for c in held}
        for at, column in enumerate(columns):
            if column.kind in _NUMBERED - others and _counts_up(source.frame[column.column]):
                columns[at] = _record_number(column, columns)
    return settled


def _join(sources: Sequence[Source], settled: Sequence[list[InferredColumn]]) -> None:
    """Give columns of several sources that share their values one kind and field."""
    columns = list(_identifiers(sources, settled))
    group = {column: {column} for column in columns}
    for left, right in combinations(columns, 2):
        if left.source != right.source and _may_be_one(left, right) and _share(left, right):
            merged = group[left] | group[right]
            group |= dict.fromkeys(merged, merged)
    for members in {id(g): g for g in group.values() if len(g) > 1}.values():
        _unite(sorted(members, key=lambda c: (c.source, c.at)), settled)


def join_organizations(found: Sequence[Sequence[InferredColumn]]) -> list[list[InferredColumn]]:
    """Names of organizations under several headers as one field, where organizations are the records.

    Args:
        found: what the columns of each source are.
    """
    settled = [list(columns) for columns in found]
    at = [
        (columns, i)
        for columns in settled
        if _PERSONS.isdisjoint(column.kind for column in columns)
        for i, column in enumerate(columns)
        if column.kind == "text" and column.why.startswith(ORGANIZATION)
    ]
    if len({spell_header(columns[i].column) for columns, i in at}) > 1:
        for columns, i in at:
            columns[i] = replace(columns[i], field="organization")
    return settled


def _counts_up(column: pl.Series) -> bool:
    """Whether a column numbers its records one by one, so that near numbers mean nothing."""
    held = column.drop_nulls()
    if len(held) < _NUMBERED_RECORDS or held.hash(0).n_unique() < len(held):
        return False
    return density(held.str.extract(r"^[^\d]*(\d{1,15})$")) > _DENSE


def _record_number(column: InferredColumn, columns: Sequence[InferredColumn]) -> InferredColumn:
    why = "numbers the records one by one, and no other source has it"
    kind = "ignore" if any(c.kind == "record_id" for c in columns) else "record_id"
    return replace(column, kind=kind, confidence=0.7, why=why)


def _identifiers(
    sources: Sequence[Source], found: Sequence[Sequence[InferredColumn]]
) -> Iterator[_Column]:
    held = []
    for number, columns in enumerate(found):
        for at, column in enumerate(columns):
            is_open = column.kind == "opaque" or column.why == UNIQUE
            if is_open or _is_identifier(column.kind):
                held.append((number, at, column.column, column.kind, is_open))
    is_any_open = any(is_open for *_, is_open in held) or {kind for *_, kind, _ in held} >= _MEMBER
    if len({number for number, *_ in held}) < 2 or not is_any_open:
        return
    texts = [comparable(sources[number].frame[name].drop_nulls()) for number, _, name, *_ in held]
    thin = max(1, max(map(len, texts)) // _KEPT)  # the same for all, so that the samples meet
    for (number, at, name, kind, is_open), values in zip(held, texts, strict=True):
        kept = values.filter(values.hash(0) % thin == 0).unique()
        full = thin * density(kept)
        prints = frozenset(kept.hash(0).to_list())
        yield _Column(number, at, spell_header(name), kind, is_open, prints, full)


def _is_identifier(kind: str) -> bool:
    held = KINDS.get(kind)
    keys = IdentifierClass.PERSON_KEY, IdentifierClass.ASSET_KEY, IdentifierClass.INTERACTION_KEY
    return held is not None and held.identifier_class in keys


def comparable(values: pl.Series) -> pl.Series:
    """Values as they are compared: without case and marks, where they have some."""
    if values.head(_LOOKED_AT).str.contains(r"^[A-Z0-9]*$").all():
        return values
    return values.str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "")


def density(values: pl.Series) -> float:
    """How full the range of a column of numbers is: what it shares with another by chance."""
    numbers = values.cast(pl.Float64, strict=False)
    if not len(values) or numbers.null_count() > 0.1 * len(values):
        return 0.0
    spread = float((numbers - numbers.min()).max() or 0.0)  # type: ignore[arg-type]
    return len(values) / (spread + 1)


def _may_be_one(left: _Column, right: _Column) -> bool:
    """Whether headers leave open that two columns are one field."""
    return left.is_open or right.is_open or {left.kind, right.kind} <= _MEMBER


def _share(left: _Column, right: _Column) -> bool:
    """Whether columns have more values in common than chance gives."""
    both = len(left.values & right.values)
    share = both / max(1, min(len(left.values), len(right.values)))
    needed = _SAME_HEADER if left.name == right.name else _OTHER_HEADER
    chance = max(left.density, right.density)
    return both >= _LEAST and share >= needed + 2 * chance


def _unite(members: Sequence[_Column], settled: Sequence[list[InferredColumn]]) -> None:
    """Give columns one kind and field."""
    columns = [settled[m.source][m.at] for m in members]
    named = [c.kind for m, c in zip(members, columns, strict=True) if not m.is_open]
    kind = max(sorted(set(named)), key=named.count) if named else "opaque"
    if _MEMBER.issuperset(named) and "loyalty" in named:
        kind = "loyalty"
    headers = {c.column for c in columns}
    field = members[0].name if kind == "opaque" and len(headers) > 1 else None
    for member, column in zip(members, columns, strict=True):
        if member.is_open or (kind == "loyalty" and member.kind == "account"):
            shared = [m.name for m in members if m.source != member.source]
            why = f"shares its values with {shared[0]} of another source"
            settled[member.source][member.at] = replace(
                column, kind=kind, confidence=0.8, why=why, field=field
            )
