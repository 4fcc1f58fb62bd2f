"""One record by itself: the same parse functions as a column of a million cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TypeAlias

import polars as pl

from identity_resolve.arrays import BORN, HOME, SEEN
from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.notes import NOTES, read_noted
from identity_resolve.kinds.token import STARTS_TOKEN
from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.homes import home_among
from identity_resolve.sources.parsing import BY_COUNTRY, Task, parse_piece, with_beside
from identity_resolve.sources.senders import READINGS, readings_of
from identity_resolve.sources.times import YEARS, read_times, read_year

__all__ = ["Meaning", "ReadRecord", "read_ahead", "read_record"]

_Values: TypeAlias = tuple[Sequence[tuple[str | None, ...]], Sequence[Reason]]

_Parsed: TypeAlias = dict[str, _Values]

MOST_PARSED = 1 << 13
"""Cells of a column that are remembered with what was read in them."""

MOST_BESIDE = 256
"""Things known beside its cells that are told apart."""

_TOKEN = re.compile(STARTS_TOKEN).match


@dataclass(frozen=True)
class Meaning:
    """What the columns of a source are.

    Attributes:
        columns: what each is.
        region: country of numbers without a country code.
        day_first: of columns of dates, whether the day stands first.
        times_day_first: the same of timestamps.
    """

    columns: Sequence[InferredColumn]
    region: str
    day_first: Mapping[str, bool | None]
    times_day_first: bool

    def role(self, kind: str) -> str | None:
        """The column that plays a role, if any."""
        return next((c.column for c in self.columns if c.kind == kind), None)

    @cached_property
    def timestamp(self) -> str | None:
        """The column that says when."""
        return self.role("timestamp")

    @cached_property
    def readings(self) -> Sequence[_Reading]:
        """How columns are read, in their turn."""
        return [self._reading(column) for column in readings_of(self.columns)]

    def _reading(self, column: InferredColumn) -> _Reading:
        issuers = (
            c.column for c in self.columns if c.kind == "issuer" and c.issuer_of == column.column
        )
        country = self.role("country") if column.kind in BY_COUNTRY else None
        context = Context(
            self.region, column.issuer, self.day_first.get(column.column), bool(column.family_first)
        )
        return _Reading(column, context, next(issuers, None) or country)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How a column is read: what is known of its values, and the column beside it that tells more."""

    column: InferredColumn
    context: Context
    beside: str | None
    _parsed: _Parsed = field(default_factory=dict)
    _parsed_with: dict[Context, _Parsed] = field(default_factory=dict)

    def known_in(self, cells: Mapping[str, str]) -> tuple[Context, _Parsed]:
        """What is known of a value among the cells of its record, and what was read lately knowing that."""
        if self.beside is None:
            return self.context, self._parsed
        kind, beside = READINGS[self.column.kind], cells.get(self.beside, "")
        context = with_beside(kind, self.context, beside)
        if len(self._parsed_with) > MOST_BESIDE:
            self._parsed_with.clear()
        return context, self._parsed_with.setdefault(context, {})


@dataclass(frozen=True, slots=True)
class ReadRecord:
    """What a record says.

    Attributes:
        parts: part name to canonical texts, one a slot.
        refused: column, kind and why a value was set aside.
        time: when it was said, in UTC, if it tells.
    """

    parts: dict[str, list[str | None]]
    refused: list[tuple[str, str, Reason]]
    time: datetime | None


def read_record(cells: Mapping[str, str], meaning: Meaning) -> ReadRecord:
    """Normalize a record.

    Args:
        cells: column to text, not blank.
        meaning: what its columns are.
    """
    slots: dict[str, list[_Slot]] = {}
    refused: list[tuple[str, str, Reason]] = []
    for reading in meaning.readings:
        column, text = reading.column, cells.get(reading.column.column)
        if text is None:
            continue
        values, reasons = _parse(reading, text, cells)
        refused += [(column.column, column.kind, reason) for reason in reasons]
        _place(slots, column, values)
    parts = {name: [slot.text for slot in held] for name, held in slots.items()}
    time = _time(cells, meaning)
    if time is not None:
        parts[SEEN] = [time.date().isoformat()]
    year = read_year(cells.get(meaning.role("year") or "", "")) or (time.year if time else None)
    if year is not None and year in YEARS and (age := parts.get("age", [None])[0]) is not None:
        parts[BORN] = [str(year - int(age))]
    if (home := home_among(parts)) is not None:
        parts[HOME] = [home]
    return ReadRecord(parts, refused, time)


@dataclass(slots=True)
class _Slot:
    text: str | None
    kinds: set[str]


def read_ahead(records: Iterable[tuple[Mapping[str, str], Meaning]]) -> None:
    """Parse the cells of many records, so that each is at hand when its record is read."""
    wanted: dict[tuple[int, bool], tuple[str, Context, _Parsed, dict[str, None]]] = {}
    for cells, meaning in records:
        for reading in meaning.readings:
            text = cells.get(reading.column.column)
            if text is None:
                continue
            context, known = reading.known_in(cells)
            if text not in known:
                alike = id(known), _is_token(text)
                wanted.setdefault(alike, (reading.column.kind, context, known, {}))[3][text] = None
    for (_, tokens), (name, context, known, texts) in wanted.items():
        _parse_all(name, list(texts), context, known, tokens=tokens)


def _parse(reading: _Reading, text: str, cells: Mapping[str, str]) -> _Values:
    """The values of a cell, each the texts of its parts, and why others are set aside."""
    context, known = reading.known_in(cells)
    if text in known:
        return known[text]
    name = reading.column.kind
    return _parse_all(name, [text], context, known, tokens=_is_token(text))[0]


def _parse_all(
    name: str, texts: list[str], context: Context, known: _Parsed, *, tokens: bool
) -> list[_Values]:
    if len(known) > MOST_PARSED:
        known.clear()
    piece = parse_piece(Task(READINGS[name], tokens, texts, context))
    reasons: dict[int, list[Reason]] = {}
    for at, reason in piece.refused:
        reasons.setdefault(at, []).append(reason)
    found: list[_Values] = []
    for at, first in enumerate(zip(*piece.parts, strict=True)):
        later = [tuple(t or None for t in value) for value in piece.several.get(at, [])]
        found.append(([first, *later] if any(first) else later, reasons.get(at, [])))
    known.update(zip(texts, found, strict=True))
    return found


def _is_token(text: str) -> bool:
    return _TOKEN(text) is not None


def _place(
    slots: dict[str, list[_Slot]],
    column: InferredColumn,
    values: Sequence[tuple[str | None, ...]],
) -> None:
    """Put values where there are none yet, as a batch does with whole columns."""
    if column.kind == NOTES.name:
        _place_noted(slots, values)
        return
    kind = READINGS[column.kind]
    for value in values:
        for name, text in zip(kind.parts, value, strict=True):
            if text is not None:
                label = f"{name}:{column.field or column.column}" if kind.scoped else name
                _fill(slots.setdefault(label, []), text, kind.name, adds=kind.adds)


def _place_noted(slots: dict[str, list[_Slot]], texts: Sequence[tuple[str | None, ...]]) -> None:
    """Put what a text says behind all that the record says."""
    for noted in (noted for text, *_ in texts for noted in read_noted(text or "")):
        kind = READINGS[noted.kind]
        for name, text in zip(kind.parts, noted.parts, strict=True):
            held = slots.setdefault(name, []) if text else []
            if text and not kind.many:
                _fill(held, text, kind.name, adds=False)
            elif text and all(slot.text != text for slot in held):
                held.append(_Slot(text, {kind.name}))


def _fill(held: list[_Slot], text: str, kind: str, *, adds: bool) -> None:
    for slot in held:
        if not (adds and kind in slot.kinds):
            slot.text = slot.text or text
            slot.kinds.add(kind)
            return
    held.append(_Slot(text, {kind}))


_ISO = re.compile(
    r"[12]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    r"(?:[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)?)?"
)
"""Times that can be read one way only, and at once."""


def _time(cells: Mapping[str, str], meaning: Meaning) -> datetime | None:
    column = meaning.timestamp
    text = cells.get(column, "") if column else ""
    if not text:
        return None
    if _ISO.fullmatch(text):
        try:
            time = datetime.fromisoformat(text)
        except ValueError:  # the 30th of February
            return None
        return time.astimezone(UTC) if time.tzinfo else time.replace(tzinfo=UTC)
    read: datetime | None = read_times(pl.Series([text]), day_first=meaning.times_day_first)[0]
    return read
