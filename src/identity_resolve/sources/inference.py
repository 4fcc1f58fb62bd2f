"""What each column is, from its header, its values, and the columns around it.

Headers are read as words (`headers`), a column is judged by header and values (`judging`), columns of a
source that claim the same are settled (`settling`), and identifiers that sources share are joined
(`sharing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches

import polars as pl

from identity_resolve.domain import Context
from identity_resolve.errors import SettingsError
from identity_resolve.kinds import day_first_evidence
from identity_resolve.kinds.name_order import family_first_evidence
from identity_resolve.settings import ColumnSettings, SourceSettings
from identity_resolve.sources.column import Facts, InferredColumn, gather_facts, sample_values
from identity_resolve.sources.doubles import settle_doubles
from identity_resolve.sources.headers import NOBODY
from identity_resolve.sources.judging import judge
from identity_resolve.sources.senders import find_senders
from identity_resolve.sources.settling import SINGLE_ROLES, attach_issuer, settle
from identity_resolve.sources.sharing import join_organizations, join_shared
from identity_resolve.sources.source import Source

__all__ = [
    "InferredColumn",
    "apply_settings",
    "as_set",
    "day_first_of",
    "infer_columns",
    "infer_sources",
    "with_name_order",
]

_PEOPLE = frozenset({"given_name", "middle_name", "family_name", "full_name", "birth_date", "ssn"})
"""Kinds that only a record about a person has."""

_LEAST_TOLD = 3
"""Names that must tell their order."""


def infer_sources(sources: Sequence[Source], *, region: str) -> list[list[InferredColumn]]:
    """What each column of each source is, in their order, looked at together.

    Args:
        sources: the records.
        region: country of numbers without a country code.
    """
    found = [infer_columns(source, region=region) for source in sources]
    return join_organizations(join_shared(sources, found))


def infer_columns(source: Source, *, region: str) -> list[InferredColumn]:
    """What each column of a source is, in their order, looked at alone.

    Args:
        source: the records.
        region: country of numbers without a country code.
    """
    facts = [gather_facts(source, name) for name in source.frame.columns]
    subjects = frozenset() if _are_people(facts) else NOBODY
    found = settle(source, facts, [judge(f, Context(region), subjects) for f in facts])
    found = settle_doubles(source, found, region=region)
    return [find_senders(column, f) for column, f in zip(found, facts, strict=True)]


def _are_people(facts: Sequence[Facts]) -> bool:
    """Whether headers name what only a record about a person has, and of that person."""
    return any(
        claim.kind in _PEOPLE and not claim.unknown
        for f in facts
        if f.values
        for claim in f.header.claims()
    )


def apply_settings(
    inferred: Sequence[InferredColumn], chosen: SourceSettings, *, source: str
) -> list[InferredColumn]:
    """What was set instead of what was inferred.

    Raises:
        SettingsError: a column is set that is not there; all of them, with the nearest names.
    """
    columns = [c.column for c in inferred]
    named = [*chosen.columns, *([chosen.record_id] if chosen.record_id else [])]
    named += [c.of for c in chosen.columns.values() if c.of]
    faults = [
        f"sources.{source}: no column {name!r}; {_nearest(name, columns)}"
        for name in named
        if name not in columns
    ]
    if faults:
        raise SettingsError("\n".join(faults))
    settled = [_chosen(column, chosen) for column in inferred]
    return [
        attach_issuer(c, settled) if c.kind == "issuer" and c.issuer_of is None else c
        for c in settled
    ]


def day_first_of(values: pl.Series) -> bool | None:
    """Whether dates of a column are written day first, where some can only be read one way."""
    held = values.drop_nulls()
    said = [day_first_evidence(text) for text in sample_values(held, held.n_unique())]
    day, month = said.count(True), said.count(False)
    if max(day, month) < 3 * min(day, month) or day == month:
        return None
    return day > month


def with_name_order(column: InferredColumn, values: pl.Series) -> InferredColumn:
    """The column, saying of whole names whether the family name stands first in them."""
    if column.kind != "full_name" or column.family_first is not None:
        return column
    held = values.drop_nulls()
    said = [family_first_evidence(text) for text in sample_values(held, held.n_unique())]
    ahead, behind = said.count(True), said.count(False)
    if ahead < _LEAST_TOLD or ahead < 3 * behind:
        return column
    return replace(column, family_first=True, why=f"{column.why}; family name first")


def _chosen(column: InferredColumn, chosen: SourceSettings) -> InferredColumn:
    if column.column in chosen.columns:
        given = chosen.columns[column.column]
        chosen_one = as_set(column.column, given)
        if column.kind != given.kind:
            return chosen_one
        return replace(chosen_one, stands_in=column.stands_in, senders=column.senders)
    if chosen.record_id == column.column:
        return InferredColumn(column.column, "record_id", 1.0, "set")
    given_roles = {c.kind for c in chosen.columns.values()}
    if column.kind in SINGLE_ROLES and (
        column.kind in given_roles or (chosen.record_id and column.kind == "record_id")
    ):
        return replace(column, kind="ignore", why=f"another column is the {column.kind}")
    return column


def as_set(name: str, given: ColumnSettings) -> InferredColumn:
    """A column as settings say it is."""
    return InferredColumn(
        *(name, given.kind, 1.0, "set", given.issuer, given.of, given.field),
        family_first=given.family_first,
    )


def _nearest(name: str, columns: Iterable[str]) -> str:
    nearest = get_close_matches(name, list(columns), n=3, cutoff=0.4)
    if nearest:
        return f"did you mean {' or '.join(map(repr, nearest))}?"
    return f"there are {', '.join(columns)}"
