"""What each column is, from its name and its values.

A kind is believed where name and values agree, or where the values alone are unmistakable. A column of
ten-digit numbers is not a phone because it could be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

import polars as pl

from identity_resolve.domain import Context, Reason
from identity_resolve.errors import SettingsError
from identity_resolve.fingerprint import fingerprint_texts
from identity_resolve.kinds import KINDS, day_first_evidence
from identity_resolve.kinds.base import Kind
from identity_resolve.settings import SourceSettings
from identity_resolve.sources.source import Source

__all__ = ["InferredColumn", "apply_settings", "day_first_of", "infer_columns"]

SAMPLE = 1000
"""Distinct values of a column that are looked at."""

ACCEPTED = 0.5
"""Share of the values a kind must accept when the name says so; real data is messy."""

UNMISTAKABLE = 0.8
"""Share of the values that must look like a kind when the name does not say so."""

LONG_TEXT = 60
"""Mean characters from which a text is prose, not a value."""

_SINGLE_ROLES = frozenset({"record_id", "channel", "timestamp", "country"})
"""Roles that one column of a source plays."""

_ANSWERS = re.compile(
    r"(true_|ground_)?(cluster|entity|person|truth|household)(_id|_no|_label)?|label"
)
_IDS = re.compile(
    r"(record|rec|row|source|src|unique|session|call|contact|chat|message|post|ticket|visit|event"
    r"|interaction|touchpoint)?_?(id|key|uuid|guid|no|num|number)|record|index|column_1|session"
)
_RECORD_IDS = re.compile(r"(record|rec|row)_?(id|key|uuid|guid|no|num|number)")
_STAFF = re.compile(
    r"(call_?cent(er|re)_)?(agent|operator|rep|representative|clerk|csr|advisor|teller|handler)"
    r"(_?(id|name|code|no|number|login|email))?"
    r"|(handled|served|assigned|created|updated|modified|entered|closed|resolved)_(by|to)(_.*)?"
)
_TIMES = re.compile(
    r"(.*_)?(timestamp|time|datetime|created|updated|modified|date|at|on|when|seen|ts)(_.*)?"
)
_CHANNELS = re.compile(r"(contact_|source_)?(channel|medium|touchpoint|touchpoint_type)")
_COUNTRIES = re.compile(r"(.*_)?country(_code|_iso)?")
_ISSUERS = re.compile(
    r"(?P<of>driver_?s?_licen[cs]e|licen[cs]e|dl|plate|registration|id)_?(?:issu\w+_)?"
    r"(state|province|issuer|jurisdiction|authority|country)|issuing_(state|province|authority)|issuer"
)
_MEASURES = re.compile(
    r"(.*_)?(age|amount|price|cost|total|count|score|balance|lat|lon|latitude|longitude)"
)
_OTHER_NAMES = re.compile(
    r"(.*_)?(company|business|organi[sz]ation|org|employer|firm|store|branch|product|item|file|school"
    r"|campaign|host|domain|agent|operator|rep|representative|clerk|employee|staff)_?name"
)
_NUMBER = re.compile(r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?")
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ._:/#-]{2,63}")


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
    """

    column: str
    kind: str
    confidence: float
    why: str
    issuer: str = ""
    issuer_of: str | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is known of a column before it is judged."""

    header: str
    values: Sequence[str]
    filled: int
    distinct: int
    rows: int
    temporal: bool

    @property
    def unique(self) -> bool:
        return self.filled == self.distinct == self.rows


def infer_columns(source: Source, *, region: str) -> list[InferredColumn]:
    """What each column of a source is, in their order.

    Args:
        source: the records.
        region: country of numbers without a country code.
    """
    found = [_infer(name, _facts(source, name), Context(region)) for name in source.frame.columns]
    return _settle(found, source)


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
        _attach_issuer(c, settled) if c.kind == "issuer" and c.issuer_of is None else c
        for c in settled
    ]


def day_first_of(values: pl.Series) -> bool | None:
    """Whether dates of a column are written day first, where some can only be read one way."""
    said = [day_first_evidence(text) for text in _sample(values.drop_nulls().unique())]
    day, month = said.count(True), said.count(False)
    if max(day, month) < 3 * min(day, month) or day == month:
        return None
    return day > month


def _chosen(column: InferredColumn, chosen: SourceSettings) -> InferredColumn:
    if column.column in chosen.columns:
        given = chosen.columns[column.column]
        return InferredColumn(
            column.column, given.kind, 1.0, "set", given.issuer, given.of, given.field
        )
    if chosen.record_id == column.column:
        return InferredColumn(column.column, "record_id", 1.0, "set")
    given_roles = {c.kind for c in chosen.columns.values()}
    if column.kind in _SINGLE_ROLES and (
        column.kind in given_roles or (chosen.record_id and column.kind == "record_id")
    ):
        return replace(column, kind="ignore", why=f"another column is the {column.kind}")
    return column


def _nearest(name: str, columns: Iterable[str]) -> str:
    nearest = get_close_matches(name, list(columns), n=3, cutoff=0.4)
    if nearest:
        return f"did you mean {' or '.join(map(repr, nearest))}?"
    return f"there are {', '.join(columns)}"


def _facts(source: Source, column: str) -> _Facts:
    held = source.frame[column].drop_nulls()
    distinct = held.unique()
    return _Facts(
        header=_header(column),
        values=_sample(distinct),
        filled=len(held),
        distinct=len(distinct),
        rows=source.frame.height,
        temporal=column in source.temporal,
    )


def _header(column: str) -> str:
    """A header as lower-case words joined by ``_``.

    >>> _header("DateOfBirth"), _header("E-Mail Address"), _header("DLNumber2")
    ('date_of_birth', 'e_mail_address', 'dl_number2')
    """
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", column.strip())
    return re.sub(r"[^0-9a-z]+", "_", split.lower()).strip("_")


def _sample(distinct: pl.Series) -> list[str]:
    """Up to `SAMPLE` values, chosen by their content."""
    if len(distinct) <= SAMPLE:
        return distinct.sort().to_list()
    if len(distinct) > 20 * SAMPLE:  # thin out by a cheap hash before the stable one
        distinct = distinct.filter(distinct.hash(0) % (len(distinct) // (10 * SAMPLE)) == 0)
    texts = distinct.to_list()
    prints = fingerprint_texts(texts)
    return [texts[i] for i in prints.argsort()[:SAMPLE]]


def _infer(column: str, facts: _Facts, context: Context) -> InferredColumn:
    def said(kind: str, confidence: float, why: str) -> InferredColumn:
        return InferredColumn(column, kind, round(confidence, 2), why)

    if not facts.values:
        return said("ignore", 1.0, "empty")
    if _STAFF.fullmatch(facts.header):
        return said("ignore", 0.8, "who served the customer, not the customer")
    if _ANSWERS.fullmatch(facts.header):
        return said("ignore", 0.8, "looks like an answer, not evidence")
    named = [kind for kind in KINDS.values() if re.fullmatch(kind.headers, facts.header)]
    return said(
        *(
            _role(facts)
            or _by_name(facts, named, context)
            or _by_values(facts, context)
            or _unnamed(facts, named)
        )
    )


def _by_name(
    facts: _Facts, named: Sequence[Kind], context: Context
) -> tuple[str, float, str] | None:
    """The kind a name gives, unless the values are something else."""
    if (
        len(named) > 1
    ):  # "address" may be a street or a whole address: what do the values look like?
        named = sorted(
            named, key=lambda kind: _looks_like(kind, facts.values, context) < UNMISTAKABLE
        )
    for kind in named:
        rate = _accepted(kind, facts.values, context)
        if rate is None:
            return kind.name, 0.5, "by name; its values say nothing"
        if rate >= ACCEPTED:
            return kind.name, 0.5 + rate / 2, f"by name; {rate:.0%} of its values fit"
    return None


def _by_values(facts: _Facts, context: Context) -> tuple[str, float, str] | None:
    """The kind that values are unmistakably of, if any."""
    for kind in KINDS.values():
        rate = _looks_like(kind, facts.values, context)
        if rate >= UNMISTAKABLE and (kind.name != "full_name" or _names_person(facts.header)):
            return kind.name, 0.9 * rate, f"by its values; {rate:.0%} look like it"
    return None


def _role(facts: _Facts) -> tuple[str, float, str] | None:
    """The role a name and values give, if any."""
    if facts.unique and _IDS.fullmatch(facts.header):
        return "record_id", 0.9, "by name; every value differs"
    if _RECORD_IDS.fullmatch(facts.header):
        return "record_id", 0.6, "by name"
    if _CHANNELS.fullmatch(facts.header) and facts.distinct <= 50:
        return "channel", 0.9, "by name"
    if _COUNTRIES.fullmatch(facts.header):
        return "country", 0.9, "by name"
    if _ISSUERS.fullmatch(facts.header) and max(map(len, facts.values)) <= 40:
        return "issuer", 0.8, "by name"
    birth = re.fullmatch(KINDS["birth_date"].headers, facts.header)
    if (
        (facts.temporal or _TIMES.fullmatch(facts.header))
        and not birth
        and _are_times(facts.values)
    ):
        return "timestamp", 0.8, "by name; its values are times"
    return None


def _are_times(values: Sequence[str]) -> bool:
    shaped = [
        re.match(r"\d{4}-\d\d?-\d\d?|\d\d?[/.]\d\d?[/.]\d{2,4}|\d{10}(\d{3})?$", v) for v in values
    ]
    return sum(map(bool, shaped)) >= UNMISTAKABLE * len(values)


def _names_person(header: str) -> bool:
    return header.endswith("name") and not _OTHER_NAMES.fullmatch(header)


def _accepted(kind: Kind, values: Sequence[str], context: Context) -> float | None:
    """Share of values the kind accepts; placeholders and bare codes say nothing either way."""
    parsed = [kind.parse(value, context) for value in values]
    told = [p for p in parsed if p is not Reason.PLACEHOLDER and p is not Reason.SHARED]
    return sum(not isinstance(p, Reason) for p in told) / len(told) if told else None


def _looks_like(kind: Kind, values: Sequence[str], context: Context) -> float:
    if kind.looks_like is None:
        return 0.0
    alike = [value for value in values if re.fullmatch(kind.looks_like, value)]
    return len(alike) / len(values) * (_accepted(kind, alike, context) or 0.0)


def _unnamed(facts: _Facts, named: Sequence[Kind]) -> tuple[str, float, str]:
    """What a column is whose name and values fit no kind."""
    values, names = facts.values, ", ".join(kind.name for kind in named)
    but = f"named like {names}, but its values are not; " if named else ""
    if facts.distinct == 1 and facts.rows > 1:
        return "ignore", 0.9, "one value only"
    if sum(map(len, values)) / len(values) >= LONG_TEXT:
        return "ignore", 0.8, "long texts"
    numbers = sum(bool(_NUMBER.fullmatch(v)) for v in values) / len(values)
    if _MEASURES.fullmatch(facts.header) or (numbers > 0.9 and any("." in v for v in values)):
        return "ignore", 0.8, "a measure"
    if facts.unique and not named:
        return "ignore", 0.7, "every value differs, so it can join nothing"
    codes = sum(bool(_CODE.fullmatch(v)) for v in values) / len(values)
    short = sum(len(v) < 4 for v in values) > len(values) / 2
    if codes >= UNMISTAKABLE and not short and facts.distinct > 0.2 * facts.filled:
        return "opaque", 0.6, f"{but}ids of another system"
    if numbers > 0.9 and not named:
        return "ignore", 0.6, "numbers that may mean anything"
    return "text", 0.5, f"{but}a text"


def _settle(found: list[InferredColumn], source: Source) -> list[InferredColumn]:
    """Choose among columns that claim the same, once all are known."""
    settled: list[InferredColumn] = []
    for column in found:
        kinds = {c.kind for c in settled}
        if column.kind in _SINGLE_ROLES and column.kind in kinds:
            column = replace(column, kind="ignore", why=f"a second {column.kind}")
        elif column.kind == "issuer":
            column = _attach_issuer(column, found)
        elif column.kind == "full_name" and _names_are_given(found, source):
            column = replace(column, kind="ignore", why="given and family name say the same")
        settled.append(column)
    return settled


def _attach_issuer(column: InferredColumn, found: Sequence[InferredColumn]) -> InferredColumn:
    """Say whose issuer it is: the license's, the plate's, or what the name says."""
    match = _ISSUERS.fullmatch(_header(column.column))
    said = (match.group("of") if match else None) or ""
    wanted = ["plate"] if "plate" in said else ["registration"] if "registration" in said else []
    for kind in [*wanted, "license", "plate", "registration", "opaque", "account"]:
        of = next((c.column for c in found if c.kind == kind), None)
        if of is not None:
            return replace(column, issuer_of=of, why=f"issuer of {of}")
    return replace(column, kind="text", why="an issuer of nothing here")


def _names_are_given(found: Sequence[InferredColumn], source: Source) -> bool:
    """Whether most records have given and family name in columns of their own."""
    return all(
        any(
            c.kind == kind and source.frame[c.column].null_count() <= 0.5 * source.frame.height
            for c in found
        )
        for kind in ("given_name", "family_name")
    )
