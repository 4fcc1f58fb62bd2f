"""One record by itself: the same parse functions as a column of a million cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import polars as pl

from identity_resolve.arrays import BORN, SEEN
from identity_resolve.domain import Context, Reason
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.token import STARTS_TOKEN
from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.parsing import BY_COUNTRY, Task, parse_piece, with_beside
from identity_resolve.sources.recording import WHOLES
from identity_resolve.sources.times import YEARS, read_times, read_year

__all__ = ["Meaning", "ReadRecord", "read_record"]


@dataclass(frozen=True, slots=True)
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
    todo = [c for c in meaning.columns if c.kind in KINDS and c.column in cells]
    todo.sort(key=lambda column: column.kind in WHOLES)  # parts first, wholes fill gaps
    slots: dict[str, list[_Slot]] = {}
    refused: list[tuple[str, str, Reason]] = []
    for column in todo:
        values, reasons = _parse(cells, column, meaning)
        refused += [(column.column, column.kind, reason) for reason in reasons]
        _place(slots, column, values)
    parts = {name: [slot.text for slot in held] for name, held in slots.items()}
    time = _time(cells, meaning)
    if time is not None:
        parts[SEEN] = [time.date().isoformat()]
    year = read_year(cells.get(meaning.role("year") or "", "")) or (time.year if time else None)
    if year is not None and year in YEARS and (age := parts.get("age", [None])[0]) is not None:
        parts[BORN] = [str(year - int(age))]
    return ReadRecord(parts, refused, time)


@dataclass(slots=True)
class _Slot:
    text: str | None
    kinds: set[str]


def _parse(
    cells: Mapping[str, str], column: InferredColumn, meaning: Meaning
) -> tuple[list[tuple[str | None, ...]], list[Reason]]:
    """The values of a cell, each the texts of its parts, and why others are set aside."""
    kind, text = KINDS[column.kind], cells[column.column]
    context = Context(meaning.region, column.issuer, meaning.day_first.get(column.column))
    beside = next(
        (c.column for c in meaning.columns if c.kind == "issuer" and c.issuer_of == column.column),
        None,
    ) or (meaning.role("country") if column.kind in BY_COUNTRY else None)
    if beside is not None:
        context = with_beside(kind, context, cells.get(beside, ""))
    piece = parse_piece(Task(kind, re.match(STARTS_TOKEN, text) is not None, [text], context))
    first = tuple(part[0] for part in piece.parts)
    later = [tuple(t or None for t in value) for value in piece.several.get(0, [])]
    return [first, *later] if any(first) else later, [reason for _, reason in piece.refused]


def _place(
    slots: dict[str, list[_Slot]],
    column: InferredColumn,
    values: Sequence[tuple[str | None, ...]],
) -> None:
    """Put values where there are none yet, as a batch does with whole columns."""
    kind = KINDS[column.kind]
    for value in values:
        for name, text in zip(kind.parts, value, strict=True):
            if text is not None:
                label = f"{name}:{column.field or column.column}" if kind.scoped else name
                _fill(slots.setdefault(label, []), text, kind.name, many=kind.many)


def _fill(held: list[_Slot], text: str, kind: str, *, many: bool) -> None:
    for slot in held:
        if not (many and kind in slot.kinds):
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
    column = meaning.role("timestamp")
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
