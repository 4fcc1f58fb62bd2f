"""From columns of raw text to records in columns of codes: each distinct text is parsed once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import polars as pl

from identity_resolve.arrays import (
    HOME,
    Column,
    IntArray,
    Records,
)
from identity_resolve.collecting import collector_paused
from identity_resolve.domain import Context
from identity_resolve.errors import SourceError
from identity_resolve.fingerprint import (
    fingerprint_series,
    fingerprint_texts,
    mix,
)
from identity_resolve.kinds.base import Kind
from identity_resolve.kinds.date import MONTH_FIRST_REGIONS
from identity_resolve.kinds.notes import NOTES
from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.derived import born_of, channels_of, seen_of
from identity_resolve.sources.distinct import ranked
from identity_resolve.sources.homes import homes_of
from identity_resolve.sources.noted import append, count_values, spread
from identity_resolve.sources.ordering import content_of, content_order, keys_of
from identity_resolve.sources.parsing import (
    BY_COUNTRY,
    HalfParsed,
    ParsedColumn,
    parse_odd,
    read_plain,
)
from identity_resolve.sources.refusing import refused_rows, rejected_table
from identity_resolve.sources.senders import READINGS, readings_of
from identity_resolve.sources.source import Source
from identity_resolve.sources.times import read_times
from identity_resolve.sources.workers import parsers
from identity_resolve.threads import in_threads

__all__ = ["MappedSource", "Recorded", "SourceFacts", "record_sources"]

Progress: TypeAlias = Callable[[str, float], None]

FEW_ODD = 25_000
"""Cells of a column that are parsed one by one while other columns are read."""


@dataclass(frozen=True, slots=True)
class MappedSource:
    """A source and what each of its columns is."""

    source: Source
    columns: Sequence[InferredColumn]
    unique: bool = False
    channel: str | None = None
    day_first: Mapping[str, bool | None] = field(default_factory=dict)

    def role(self, kind: str) -> str | None:
        """The column that plays a role (record_id, channel, timestamp), if any."""
        return next((c.column for c in self.columns if c.kind == kind), None)


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is remembered of a source once its texts are records.

    Attributes:
        name: of the source.
        records: how many it gave.
        columns: what each of its columns is.
        has_ids: whether a column names its records.
        texts: column of free text to kind, and how many values of it were read there.
    """

    name: str
    records: int
    columns: Sequence[InferredColumn]
    has_ids: bool
    texts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Records, and what is carried through beside them.

    Attributes:
        sources: what is remembered of each source.
        records: the records in canonical order.
        table: one row a record in the same order: at (where it came), source, record_id, channel,
            timestamp (as written), time (UTC).
        rejected: one row a value set aside: source, record_id, column, kind, reason.
    """

    sources: tuple[SourceFacts, ...]
    records: Records
    table: pl.DataFrame
    rejected: pl.DataFrame


@dataclass(slots=True)
class _Part:
    """A part under construction: texts as they came, and by slot and source which each row has."""

    texts: list[pl.Series] = field(default_factory=list)
    slots: list[dict[int, _Held]] = field(default_factory=list)  # per slot, what each source holds

    def add(self, texts: pl.Series, rows: IntArray) -> IntArray:
        """Take texts, and say of each row where its text stands among all taken, -1 for none."""
        start = sum(map(len, self.texts))
        self.texts.append(texts)
        at = np.append(np.arange(start, start + len(texts), dtype=np.int32), np.int32(-1))
        at[:-1][texts.is_null().to_numpy()] = -1
        return at.take(rows)


@dataclass(frozen=True, slots=True)
class _Held:
    """Codes of one source in one slot, and the kinds of the columns they came from."""

    codes: IntArray
    kinds: frozenset[str]


def record_sources(
    sources: Sequence[MappedSource],
    *,
    region: str,
    day_first: bool | None = None,
    threads: int = 1,
    progress: Progress = lambda _, __: None,
) -> Recorded:
    """Normalize all sources into records in canonical order.

    Args:
        sources: the sources and what their columns are.
        region: country of numbers without a country code.
        day_first: whether ``05/02/2024`` is 5 February where a column of times does not tell; None
            leaves it to the region.
        threads: columns worked on at a time.
        progress: told the fraction of columns done.

    Raises:
        SourceError: two records of a source have the same id.
    """
    parts: dict[str, _Part] = {}
    rejections: list[pl.DataFrame] = []
    texts: list[dict[str, dict[str, int]]] = [{} for _ in sources]
    todo = [
        (position, column)
        for position, mapped in enumerate(sources)
        for column in readings_of(mapped.columns)
    ]

    with collector_paused():
        parsed = _parse(sources, todo, region, threads)
        for done, ((position, column), (found, refused)) in enumerate(
            zip(todo, parsed, strict=True)
        ):
            progress("normalize", done / len(todo))
            if column.kind == NOTES.name:
                texts[position][column.column] = _record_noted(parts, position, found)
            else:
                _record(parts, position, column, found)
            rejections.append(refused)
    table = pl.concat([_carried(mapped) for mapped in sources]).with_row_index("at")
    if day_first is None:
        day_first = region not in MONTH_FIRST_REGIONS
    table = table.with_columns(time=read_times(table["timestamp"], day_first=day_first))
    sizes = [mapped.source.frame.height for mapped in sources]
    names = sorted(parts)
    finished = in_threads(lambda name: _finish(parts[name], sizes), names, threads)
    columns = dict(zip(names, finished, strict=True)) | seen_of(table["time"])
    columns |= channels_of(table["channel"], table["source"])
    columns |= born_of(columns, table["year"], table["time"])
    if (home := homes_of(columns)) is not None:
        columns[HOME] = home
    records, order = _in_canonical_order(columns, sources, sizes, table, threads)
    starts = np.cumsum([0, *sizes])
    rejected = rejected_table(rejections, [int(s) for s in starts], table)
    facts = tuple(
        SourceFacts(m.source.name, size, m.columns, m.role("record_id") is not None, read)
        for m, size, read in zip(sources, sizes, texts, strict=True)
    )
    return Recorded(facts, records, table.drop("year")[order], rejected)


def _parse(
    sources: Sequence[MappedSource],
    todo: Sequence[tuple[int, InferredColumn]],
    region: str,
    threads: int,
) -> Iterator[tuple[ParsedColumn, pl.DataFrame]]:
    """Columns, parsed, and what of them was refused, in their order.

    Those with many odd cells come last, and are parsed by workers if that pays.
    """

    def read(task: tuple[int, InferredColumn]) -> ParsedColumn | HalfParsed:
        half = _read(sources[task[0]], task[1], region)
        return half if half.work > FEW_ODD else parse_odd(half)

    last_first = in_threads(read, todo[::-1], threads)  # wholes take longest
    columns = dict(enumerate([*last_first][::-1]))
    halves = [column for column in columns.values() if isinstance(column, HalfParsed)]
    with parsers(threads, cells=sum(half.work for half in halves)) as where:
        del halves

        def parse(at: int) -> tuple[ParsedColumn, pl.DataFrame]:
            column = columns.pop(at)
            found = parse_odd(column, where) if isinstance(column, HalfParsed) else column
            return found, refused_rows(*todo[at], found)

        yield from in_threads(parse, [*columns], threads)


def _read(mapped: MappedSource, column: InferredColumn, region: str) -> HalfParsed:
    frame = mapped.source.frame
    beside = _beside(mapped, column)
    context = Context(
        region, column.issuer, mapped.day_first.get(column.column), bool(column.family_first)
    )
    raw, named = frame[column.column], frame[beside] if beside else None
    return read_plain(READINGS[column.kind], raw, named, context)


def _beside(mapped: MappedSource, column: InferredColumn) -> str | None:
    """The column that names the issuer, or else the country, of the values in this one."""
    issuer = next(
        (c.column for c in mapped.columns if c.kind == "issuer" and c.issuer_of == column.column),
        None,
    )
    return issuer or (mapped.role("country") if column.kind in BY_COUNTRY else None)


def _record(
    parts: dict[str, _Part], position: int, column: InferredColumn, found: ParsedColumn
) -> None:
    """Put the values of a column into the parts its kind fills."""
    kind = READINGS[column.kind]
    for values in found.slots:
        for name, held in zip(kind.parts, values, strict=True):
            if held.null_count() < len(held):
                label = f"{name}:{column.field or column.column}" if kind.scoped else name
                part = parts.setdefault(label, _Part())
                _place(part, position, part.add(held, found.rows), kind, adds=kind.adds)


def _record_noted(parts: dict[str, _Part], position: int, texts: ParsedColumn) -> dict[str, int]:
    """Put what was found in texts behind what the other columns say; how many values of each kind."""
    counts = {}
    for kind, found in spread(texts):
        counts[kind.name] = count_values(found)
        for name, held in ((n, h) for s in found.slots for n, h in zip(kind.parts, s, strict=True)):
            if held.null_count() < len(held):
                part = parts.setdefault(name, _Part())
                codes = part.add(held, found.rows)
                if kind.many:
                    _append(part, position, codes, kind)
                else:
                    _place(part, position, codes, kind, adds=False)
    return counts


def _append(part: _Part, position: int, codes: IntArray, kind: Kind) -> None:
    """Put codes behind all that their rows have."""
    nothing = _Held(np.full(len(codes), -1, dtype=np.int32), frozenset())
    before = [slot.get(position, nothing) for slot in part.slots]
    prints = pl.concat(part.texts).hash(0).to_numpy()
    for number, filled in append([held.codes for held in before], codes, prints).items():
        if number == len(before):
            part.slots.append({})
        kinds = before[number].kinds if number < len(before) else frozenset()
        part.slots[number][position] = _Held(filled, kinds | {kind.name})


def _place(part: _Part, position: int, codes: IntArray, kind: Kind, *, adds: bool) -> None:
    """Put codes where their source has none yet.

    A further column of a kind that adds values gets a slot of its own; any other only fills gaps.
    """
    for slot in part.slots:
        held = slot.get(position)
        if held is None:
            slot[position] = _Held(codes, frozenset({kind.name}))
            return
        if not (adds and kind.name in held.kinds):
            filled = np.where(held.codes >= 0, held.codes, codes)
            slot[position] = _Held(filled, held.kinds | {kind.name})
            return
    part.slots.append({position: _Held(codes, frozenset({kind.name}))})


def _finish(part: _Part, sizes: Sequence[int]) -> Column:
    values, ranks = ranked(pl.concat(part.texts))
    rank = np.append(ranks, np.int32(-1))
    slots = []
    for slot in part.slots:
        codes = [
            slot[i].codes if i in slot else np.full(size, -1, dtype=np.int32)
            for i, size in enumerate(sizes)
        ]
        slots.append(rank.take(np.concatenate(codes)))
    return Column(values.to_list(), fingerprint_series(values), tuple(_moved_up(slots)))


def _moved_up(slots: list[IntArray]) -> list[IntArray]:
    """Slots without gaps: the first value of a record is in the first, whichever column it came from."""
    if not any(np.any((a < 0) & (b >= 0)) for a, b in pairwise(slots)):
        return slots
    table = np.stack(slots)
    order = np.argsort(table < 0, axis=0, kind="stable")
    return [*np.take_along_axis(table, order, axis=0)]


def _carried(mapped: MappedSource) -> pl.DataFrame:
    frame, name = mapped.source.frame, mapped.source.name
    roles = ("record_id", "channel", "timestamp", "year")
    identity, channel, time, year = map(mapped.role, roles)
    if identity is not None:
        _check_ids(mapped.source, identity)
    ids = pl.col(identity) if identity else pl.int_range(1, pl.len() + 1).cast(pl.String)
    return frame.select(
        pl.lit(name).alias("source"),
        ids.alias("record_id"),
        (pl.col(channel) if channel else pl.lit(mapped.channel, pl.String)).alias("channel"),
        (pl.col(time) if time else pl.lit(None, pl.String)).alias("timestamp"),
        (pl.col(year) if year else pl.lit(None, pl.String)).alias("year"),
    )


def _check_ids(source: Source, column: str) -> None:
    ids = source.frame[column]
    if ids.null_count():
        row = int(ids.is_null().arg_true()[0]) + 1
        raise SourceError(
            f"{source.origin}: record {row} has no id in column '{column}'; "
            "every record needs one, or leave the column out and rows are numbered"
        )
    if ids.hash(0).n_unique() < len(ids) and not ids.is_unique().all():
        row = int((~ids.is_first_distinct()).arg_true()[0])
        first = int((ids == ids[row]).arg_true()[0])
        raise SourceError(
            f"{source.origin}: record {row + 1} repeats the id of record {first + 1} in column "
            f"'{column}'; ids must differ within a source. If it is no record id, say in settings "
            "what it is (kind 'ignore' leaves it out)"
        )


def _in_canonical_order(
    columns: Mapping[str, Column],
    sources: Sequence[MappedSource],
    sizes: Sequence[int],
    table: pl.DataFrame,
    threads: int,
) -> tuple[Records, IntArray]:
    """Sort records by their content; equal content by id where ids were given, else as it came."""
    source = np.repeat(np.arange(len(sources), dtype=np.int32), sizes)
    content = np.zeros(len(source), dtype=np.uint64)
    for told in in_threads(lambda item: content_of(*item), [*columns.items()], threads):
        content += told
    names = fingerprint_texts([mapped.source.name for mapped in sources])
    content = mix(content + names[source] if len(source) else content)
    given = np.array([mapped.role("record_id") is not None for mapped in sources])
    order = content_order(
        content, lambda rows: keys_of(rows, table, names[source[rows]], given[source[rows]])
    )

    def put(column: Column) -> Column:
        return replace(column, codes=tuple(codes.take(order) for codes in column.codes))

    ordered = dict(zip(columns, in_threads(put, [*columns.values()], threads), strict=True))
    unique = tuple(mapped.unique for mapped in sources)
    return Records(ordered, source.take(order), unique, content.take(order)), order
