"""Columns of one source that claim the same, settled once all are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from identity_resolve.kinds.attribute import HOMBRE_MUJER
from identity_resolve.sources.column import Facts, InferredColumn
from identity_resolve.sources.headers import read_header
from identity_resolve.sources.judging import Judged, is_year, judge_unnamed
from identity_resolve.sources.source import Source
from identity_resolve.sources.times import read_year

__all__ = ["SINGLE_ROLES", "attach_issuer", "settle"]

SINGLE_ROLES = frozenset({"record_id", "channel", "timestamp", "year", "country"})
"""Roles that one column of a source plays."""

_PARTS = frozenset({"given_name", "family_name"})

_MANY_WORDS = 0.5
"""Share of values of two words and more from which a column called ``name`` holds whole names."""

_ANY = ("license", "plate", "registration", "opaque", "account")
_ISSUED: Mapping[str, tuple[str, ...]] = {
    "plate": ("plate", "registration"),
    "passport": ("passport",),
    "national": ("national_id", "opaque"),
    "license": _ANY,
}
"""What a word of an issuer's header speaks of: the first kind that is there."""


def settle(
    source: Source, facts: Sequence[Facts], judged: Sequence[Judged]
) -> list[InferredColumn]:
    """What each column is, given what the others are."""
    judged = _without_doubles(facts, judged)
    judged = _bare_names(facts, judged)
    judged = _counties(facts, judged)
    judged = _years(facts, judged)
    judged = _single_roles(facts, judged)
    found = [
        InferredColumn(name, j.kind, round(j.confidence, 2), j.why)
        for name, j in zip(source.frame.columns, judged, strict=True)
    ]
    found = [_beside_others(column, found, source) for column in found]
    return [_sexes(column, f.values) for column, f in zip(found, facts, strict=True)]


def _without_doubles(facts: Sequence[Facts], judged: Sequence[Judged]) -> list[Judged]:
    """Guesses give way where another column is of their kind by name."""
    sure = {j.kind for j in judged if not j.guess}
    return [
        judge_unnamed(f) if j.guess and j.kind in sure else j
        for f, j in zip(facts, judged, strict=True)
    ]


def _bare_names(facts: Sequence[Facts], judged: Sequence[Judged]) -> list[Judged]:
    """``Name`` beside ``Vorname`` is the family name, ``nome`` beside ``cognome`` the given one."""
    bare = [
        f.header.means("bare") and j.kind in ("full_name", "family_name") and not _many_words(f)
        for f, j in zip(facts, judged, strict=True)
    ]
    told = {j.kind for j, is_bare in zip(judged, bare, strict=True) if not is_bare}
    if len(told & _PARTS) != 1:
        return list(judged)
    [kind], [other] = _PARTS - told, _PARTS & told
    why = f"by name, beside the {other.removesuffix('_name')} name"
    return [
        replace(j, kind=kind, why=why) if is_bare else j
        for j, is_bare in zip(judged, bare, strict=True)
    ]


def _many_words(facts: Facts) -> bool:
    several = sum(len(value.split()) > 1 for value in facts.values)
    return several > _MANY_WORDS * len(facts.values)


def _counties(facts: Sequence[Facts], judged: Sequence[Judged]) -> list[Judged]:
    """A county beside a state is a text of its own; the two must not stand for each other."""
    regions = [f.header for f, j in zip(facts, judged, strict=True) if j.kind == "region"]
    if all(header.means("county") for header in regions):
        return list(judged)
    return [
        replace(j, kind="text", why="a county, beside a state")
        if j.kind == "region" and f.header.means("county")
        else j
        for f, j in zip(facts, judged, strict=True)
    ]


def _years(facts: Sequence[Facts], judged: Sequence[Judged]) -> list[Judged]:
    """The year of a record, where it has ages: together they tell when somebody was born."""
    if all(j.kind != "age" for j in judged):
        return list(judged)
    return [
        Judged("year", 0.8, "by name; the year that ages are of")
        if is_year(f.header) and f.values and all(map(read_year, f.values))
        else j
        for f, j in zip(facts, judged, strict=True)
    ]


def _single_roles(facts: Sequence[Facts], judged: Sequence[Judged]) -> list[Judged]:
    """Of columns that play the same role the surest does; a second date may still be a text."""
    settled = list(judged)
    for role in SINGLE_ROLES:
        players = [i for i, j in enumerate(judged) if j.kind == role]
        for i in sorted(players, key=lambda i: -judged[i].confidence)[1:]:
            is_day = role == "timestamp" and judged[i].confidence < 0.9
            settled[i] = (
                Judged("text", 0.5, "dates, as a text")
                if is_day and facts[i].distinct < facts[i].filled
                else replace(judged[i], kind="ignore", why=f"a second {role}")
            )
    return settled


def _beside_others(
    column: InferredColumn, found: Sequence[InferredColumn], source: Source
) -> InferredColumn:
    if column.kind == "issuer":
        return attach_issuer(column, found)
    if column.kind == "full_name":
        return _beside_parts(column, found, source)
    if column.column == "OwnerId" and "Id" in source.frame.columns:
        return replace(column, kind="ignore", why="who keeps the record, in Salesforce")
    if column.kind == "unit" and read_header(column.column).means("room"):
        return _beside_street(column, found)
    return column


def _beside_street(column: InferredColumn, found: Sequence[InferredColumn]) -> InferredColumn:
    """A room belongs to a street, or it is one of a hotel, which tells nobody's address."""
    if any(other.kind in ("street", "street_number") for other in found):
        return column
    return replace(column, kind="ignore", why="a room where no street is told")


def _sexes(column: InferredColumn, values: Sequence[str]) -> InferredColumn:
    """Beside H for hombre or homem, M is mujer or mulher."""
    letters = {value.strip(" .").upper() for value in values} if column.kind == "sex" else set()
    if not {"H", "M"} <= letters or "F" in letters:
        return column
    return replace(column, issuer=HOMBRE_MUJER, why=f"{column.why}; M beside H is a woman")


def attach_issuer(column: InferredColumn, found: Sequence[InferredColumn]) -> InferredColumn:
    """Say whose issuer it is: the license's, the plate's, or what the name says."""
    header = read_header(column.column)
    wanted = next((kinds for word, kinds in _ISSUED.items() if header.means(word)), _ANY)
    for kind in wanted:
        of = next((c.column for c in found if c.kind == kind), None)
        if of is not None:
            return replace(column, issuer_of=of, why=f"issuer of {of}")
    return replace(column, kind="text", why="an issuer of nothing here")


def _beside_parts(
    column: InferredColumn, found: Sequence[InferredColumn], source: Source
) -> InferredColumn:
    """A whole name beside its parts fills in where they are empty."""
    parts = {kind: [pl.col(c.column) for c in found if c.kind == kind] for kind in _PARTS}
    if not all(parts.values()):
        return column
    lacks = pl.any_horizontal(pl.all_horizontal(c.is_null() for c in cs) for cs in parts.values())
    fills = source.frame.select((pl.col(column.column).is_not_null() & lacks).sum()).item()
    if fills:
        said = f"{fills:,} record{'s' * (fills > 1)} without its parts"
        return replace(column, why=f"{column.why}; for {said}")
    return replace(column, kind="ignore", why="given and family name say the same")
