"""What records say: the meaning of each source's columns, kept with the store, and records read by it.

A column means the same for ever, whatever comes first: what settings say, what the files said that the
store was loaded with, or what its header says alone. The values of one record prove nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any

from identity_resolve.arrays import CHANNEL
from identity_resolve.errors import SourceError
from identity_resolve.kinds.date import MONTH_FIRST_REGIONS
from identity_resolve.living.changing import NewRecord
from identity_resolve.living.jsons import spell
from identity_resolve.living.rows import Row, contents_of, key_of
from identity_resolve.settings import Settings, SourceSettings
from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.derived import channel_among
from identity_resolve.sources.headers import read_header
from identity_resolve.sources.inference import as_set
from identity_resolve.sources.judging import Judged, judge_header
from identity_resolve.sources.readers import read_sources
from identity_resolve.sources.records import value_text
from identity_resolve.sources.settling import attach_issuer
from identity_resolve.sources.single import Meaning, ReadRecord, read_ahead, read_record
from identity_resolve.sources.source import Source

__all__ = [
    "NAMES",
    "KnownSource",
    "Raw",
    "columns_of",
    "new_records",
    "raw_of",
    "raws_of_source",
    "read_given",
    "source_of",
    "with_columns",
]

NAMES = ("source", "record_id")
"""Keys of a record that name it."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as it came: the name of its source, its id there, and its values as text."""

    source: str
    record_id: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KnownSource:
    """A source of the store.

    Attributes:
        number: in the store.
        name: of the source.
        meaning: what its columns are.
        unique: whether its records are different customers.
        channel: the channel all its records came by, where no column says so.
    """

    number: int
    name: str
    meaning: Meaning
    unique: bool
    channel: str | None

    def to_json(self) -> str:
        """All but number and name."""
        body = asdict(self)
        del body["number"], body["name"]
        return json.dumps(body, ensure_ascii=False)

    @classmethod
    def from_json(cls, number: int, name: str, text: str) -> KnownSource:
        """A source as `to_json` gave it."""
        body = json.loads(text)
        meaning = body["meaning"]
        meaning["columns"] = tuple(InferredColumn(**c) for c in meaning["columns"])
        return cls(number, name, Meaning(**meaning), body["unique"], body["channel"])


def source_of(number: int, name: str, settings: Settings) -> KnownSource:
    """A source nothing is known of but what settings say."""
    chosen = settings.sources.get(name, SourceSettings())
    day_first = settings.day_first
    if day_first is None:
        day_first = settings.region not in MONTH_FIRST_REGIONS
    meaning = Meaning((), settings.region, {}, day_first)
    return KnownSource(number, name, meaning, chosen.unique, chosen.channel)


def with_columns(source: KnownSource, columns: Iterable[str], settings: Settings) -> KnownSource:
    """A source with what further columns are: as set, else as their headers say."""
    known = {c.column for c in source.meaning.columns}
    fresh = [c for c in columns if c not in known and c not in NAMES]
    if not fresh:
        return source
    chosen = settings.sources.get(source.name, SourceSettings())
    found = [*source.meaning.columns, *(_column(name, chosen) for name in fresh)]
    attached = [
        attach_issuer(c, found) if c.kind == "issuer" and c.issuer_of is None else c for c in found
    ]
    return replace(source, meaning=replace(source.meaning, columns=tuple(attached)))


def _column(name: str, chosen: SourceSettings) -> InferredColumn:
    if name in chosen.columns:
        return as_set(name, chosen.columns[name])
    if name == chosen.record_id:
        return InferredColumn(name, "record_id", 1.0, "set")
    judged = _judged(name)
    return InferredColumn(name, judged.kind, judged.confidence, judged.why)


@lru_cache(maxsize=1024)
def _judged(name: str) -> Judged:
    """What a header says by itself."""
    return judge_header(read_header(name))


def raw_of(record: Mapping[str, Any]) -> Raw:
    """A record given as a mapping.

    Raises:
        SourceError: it does not say its source and its id there.
    """
    texts = {key: value_text(value) for key, value in flat(record).items()}
    cells = {key: text for key, text in texts.items() if text and text.strip()}
    for name in NAMES:
        if name not in cells:
            raise SourceError(
                f"a record has no {name!r}: every record needs 'source' and 'record_id', by which it "
                f"is updated and withdrawn later (its keys: {', '.join(record) or 'none'})"
            )
    source, record_id = (cells.pop(name) for name in NAMES)
    return Raw(source, record_id, cells)


def flat(record: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    """A record whose mappings inside are keys ``outer.inner``."""
    found: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            found |= flat(value, f"{prefix}{key}.")
        else:
            found[f"{prefix}{key}"] = value
    return found


def new_records(
    raws: Sequence[Raw], sources: Mapping[str, KnownSource]
) -> list[tuple[NewRecord, ReadRecord]]:
    """Records as they are stored, and what became of their values."""
    if len(raws) > 1:
        read_ahead((raw.cells, sources[raw.source].meaning) for raw in raws)
    read = [read_record(raw.cells, sources[raw.source].meaning) for raw in raws]
    came = [{CHANNEL: [_channel_of(raw, sources[raw.source])]} for raw in raws]
    parts = [dict(sorted((r.parts | c).items())) for r, c in zip(read, came, strict=True)]
    contents = contents_of([raw.source for raw in raws], parts)
    found = []
    for raw, each, said, content in zip(raws, read, parts, contents, strict=True):
        key, number = key_of(raw.source, raw.record_id), sources[raw.source].number
        row = Row(0, number, raw.record_id, key, content, said)
        told = int(each.time.timestamp() * 1_000_000) if each.time else 0
        found.append((NewRecord(row, spell(raw.cells), told), each))
    return found


def _channel_of(raw: Raw, source: KnownSource) -> str:
    """The channel a record came by, or else its source."""
    column = source.meaning.role("channel")
    return channel_among(raw.cells.get(column) if column else source.channel, source.name)


def columns_of(raws: Sequence[Raw]) -> dict[str, dict[str, None]]:
    """The columns that records of each source have."""
    found: dict[str, dict[str, None]] = {}
    for raw in raws:
        found.setdefault(raw.source, {}).update(dict.fromkeys(raw.cells))
    return found


def read_given(records: Any) -> list[Raw] | list[Source]:
    """Whatever a user gives: records, or files and frames.

    Raises:
        SourceError: something cannot be read, or a record does not say its source and its id there.
    """
    if isinstance(records, Iterable) and not isinstance(records, str | Mapping):
        records = [records] if hasattr(records, "__arrow_c_stream__") else list(records)
        mappings = [record for record in records if isinstance(record, Mapping)]
        if len(mappings) == len(records):
            return [raw_of(record) for record in mappings]
    return read_sources(records)


def raws_of_source(source: Source, known: KnownSource) -> Iterator[Raw]:
    """The records of a file or frame.

    Raises:
        SourceError: a record has no id.
    """
    column = known.meaning.role("record_id") or "record_id"
    for row in source.frame.iter_rows(named=True):
        cells = {key: text for key, text in row.items() if text is not None}
        record_id = cells.pop(column, None)
        if record_id is None:
            raise SourceError(
                f"{source.origin}: a record has no id in column {column!r}; every record needs one, by "
                "which it is updated and withdrawn later"
            )
        yield Raw(cells.pop("source", source.name), record_id, cells)
