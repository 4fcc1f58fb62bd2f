"""From columns of raw text to records in columns of codes: each distinct text is parsed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import polars as pl

from identity_resolve.domain import Column, Context, IntArray, Reason, Records, UInt64Array
from identity_resolve.errors import SourceError
from identity_resolve.fingerprint import combine, fingerprint_text, fingerprint_texts, mix
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.base import Kind
from identity_resolve.sources.inference import InferredColumn
from identity_resolve.sources.source import Source

__all__ = ["MappedSource", "Recorded", "record_sources"]

Progress: TypeAlias = Callable[[str, float], None]

_SEPARATOR = "\x1f"


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
class Recorded:
    """Records, and what is carried through beside them.

    Attributes:
        records: the records in canonical order.
        table: one row a record in the same order: at (where it came), source, record_id, channel,
            timestamp.
        rejected: one row a value set aside: source, record_id, column, kind, reason.
    """

    records: Records
    table: pl.DataFrame
    rejected: pl.DataFrame


@dataclass(slots=True)
class _Part:
    """A part under construction: provisional codes by source and slot."""

    codes: dict[str, int] = field(default_factory=dict)
    slots: list[dict[int, _Held]] = field(default_factory=list)  # per slot, what each source holds


@dataclass(frozen=True, slots=True)
class _Held:
    """Codes of one source in one slot, and the kinds of the columns they came from."""

    codes: IntArray
    kinds: frozenset[str]


def record_sources(
    sources: Sequence[MappedSource], *, region: str, progress: Progress = lambda _, __: None
) -> Recorded:
    """Normalize all sources into records in canonical order.

    Args:
        sources: the sources and what their columns are.
        region: country of numbers without a country code.
        progress: told the fraction of columns done.

    Raises:
        SourceError: two records of a source have the same id.
    """
    parts: dict[str, _Part] = {}
    rejections: list[pl.DataFrame] = []
    todo = [(i, column) for i, mapped in enumerate(sources) for column in mapped.columns]
    for done, (position, column) in enumerate(todo):
        progress("normalize", done / max(len(todo), 1))
        if column.kind in KINDS:
            rejections.append(_record_column(parts, position, sources[position], column, region))
    table = pl.concat([_carried(mapped) for mapped in sources]).with_row_index("at")
    sizes = [mapped.source.frame.height for mapped in sources]
    columns = {name: _finish(part, sizes) for name, part in sorted(parts.items()) if part.slots}
    records, order = _in_canonical_order(columns, sources, sizes, table)
    starts = np.cumsum([0, *sizes])
    rejected = _rejected(rejections, [int(s) for s in starts], table)
    return Recorded(records, table[order], rejected)


def _record_column(
    parts: dict[str, _Part],
    position: int,
    mapped: MappedSource,
    column: InferredColumn,
    region: str,
) -> pl.DataFrame:
    """Parse one column into its parts; gives the rejections (source position, row, ...)."""
    kind = KINDS[column.kind]
    texts, rows = _distinct(mapped, column)
    context = Context(region, column.issuer, mapped.day_first.get(column.column))
    parsed = [_parse(kind, text, context) for text in texts]
    for slot in range(max((len(p) for p in parsed if not isinstance(p, Reason)), default=0)):
        for index, name in enumerate(kind.parts):
            label = f"{name}:{column.field or column.column}" if kind.scoped else name
            part = parts.setdefault(label, _Part())
            codes = _provisional(part, parsed, slot, index)[rows]
            if (codes >= 0).any():
                _place(part, position, codes.astype(np.int32), kind)
    reasons = [p.value if isinstance(p, Reason) else None for p in parsed]
    by_row = pl.Series(reasons, dtype=pl.String).gather(
        pl.Series(np.maximum(rows, 0)).cast(pl.UInt32)
    )
    bad = np.flatnonzero((rows >= 0) & by_row.is_not_null().to_numpy()) if reasons else rows[:0]
    return pl.DataFrame(
        {"position": position, "row": bad, "column": column.column, "kind": kind.name},
        schema_overrides={"row": pl.Int64, "position": pl.Int64},
    ).with_columns(reason=by_row.gather(bad) if len(bad) else pl.lit(None, pl.String))


def _distinct(mapped: MappedSource, column: InferredColumn) -> tuple[list[str], IntArray]:
    """Distinct texts of a column, with the issuer or country beside them, and which each row has."""
    frame = mapped.source.frame
    raw = frame[column.column]
    beside = _beside(mapped, column)
    if beside is not None:
        name = column.column
        raw = frame.select(
            pl.concat_str(pl.col(name), pl.col(beside).fill_null(""), separator=_SEPARATOR)
        )[name]
    texts = raw.drop_nulls().unique().sort()
    rows = raw.cast(pl.Enum(texts)).to_physical().cast(pl.Int32).fill_null(-1).to_numpy()
    return texts.to_list(), rows


def _beside(mapped: MappedSource, column: InferredColumn) -> str | None:
    """The column that names the issuer, or for phones and addresses the country, of this one."""
    issuer = next(
        (c.column for c in mapped.columns if c.kind == "issuer" and c.issuer_of == column.column),
        None,
    )
    by_country = column.kind in ("phone", "street", "address", "region", "postcode")
    return issuer or (mapped.role("country") if by_country else None)


def _parse(kind: Kind, text: str, context: Context) -> Reason | list[tuple[str, ...]]:
    """The values in one cell; several where the kind allows and the cell as a whole is none."""
    if _SEPARATOR in text:
        text, _, beside = text.rpartition(_SEPARATOR)
        context = _with_beside(kind, context, beside)
    whole = kind.parse(text, context)
    if not isinstance(whole, Reason):
        return [whole]
    if kind.split is None or not re.search(kind.split, text):
        return whole
    pieces = [kind.parse(piece, context) for piece in re.split(kind.split, text) if piece.strip()]
    good = [piece for piece in pieces if not isinstance(piece, Reason)]
    return good or whole


def _with_beside(kind: Kind, context: Context, beside: str) -> Context:
    if kind.name in ("phone", "street", "address", "region", "postcode"):
        region = beside.strip().upper()
        return Context(region, context.issuer, context.day_first) if len(region) == 2 else context
    return Context(context.region, beside or context.issuer, context.day_first)


def _provisional(
    part: _Part, parsed: Sequence[Reason | list[tuple[str, ...]]], slot: int, index: int
) -> IntArray:
    """Provisional codes of one piece of every distinct text, with -1 for the missing at the end."""
    codes, table = np.full(len(parsed) + 1, -1, dtype=np.int32), part.codes
    for i, values in enumerate(parsed):
        if isinstance(values, list) and len(values) > slot and (text := values[slot][index]):
            codes[i] = table.setdefault(text, len(table))
    return codes


def _place(part: _Part, position: int, codes: IntArray, kind: Kind) -> None:
    """Put codes where their source has none yet.

    A second column of a kind of which a record may have several gets a slot of its own; any other
    only fills gaps.
    """
    for slot in part.slots:
        held = slot.get(position)
        if held is None:
            slot[position] = _Held(codes, frozenset({kind.name}))
            return
        if not (kind.many and kind.name in held.kinds):
            filled = np.where(held.codes >= 0, held.codes, codes)
            slot[position] = _Held(filled, held.kinds | {kind.name})
            return
    part.slots.append({position: _Held(codes, frozenset({kind.name}))})


def _finish(part: _Part, sizes: Sequence[int]) -> Column:
    values = sorted(part.codes)
    rank = np.empty(len(values) + 1, dtype=np.int32)
    rank[[part.codes[value] for value in values]] = np.arange(len(values))
    rank[-1] = -1
    slots = []
    for slot in part.slots:
        codes = [
            slot[i].codes if i in slot else np.full(size, -1, dtype=np.int32)
            for i, size in enumerate(sizes)
        ]
        slots.append(rank[np.concatenate(codes)])
    return Column(values, fingerprint_texts(values), tuple(slots))


def _carried(mapped: MappedSource) -> pl.DataFrame:
    frame, name = mapped.source.frame, mapped.source.name
    identity, channel, time = (mapped.role(r) for r in ("record_id", "channel", "timestamp"))
    if identity is not None:
        _check_ids(mapped.source, identity)
    ids = pl.col(identity) if identity else pl.int_range(1, pl.len() + 1).cast(pl.String)
    return frame.select(
        pl.lit(name).alias("source"),
        ids.alias("record_id"),
        (pl.col(channel) if channel else pl.lit(mapped.channel, pl.String)).alias("channel"),
        (pl.col(time) if time else pl.lit(None, pl.String)).alias("timestamp"),
    )


def _check_ids(source: Source, column: str) -> None:
    ids = source.frame[column]
    if ids.null_count():
        row = int(ids.is_null().arg_true()[0]) + 1
        raise SourceError(
            f"{source.origin}: record {row} has no id in column '{column}'; "
            "every record needs one, or leave the column out and rows are numbered"
        )
    if not ids.is_unique().all():
        row = int(ids.is_duplicated().arg_true()[1]) + 1
        raise SourceError(
            f"{source.origin}: record {row} repeats the id {ids[row - 1]!r} in column '{column}'; "
            "ids must differ within a source"
        )


def _in_canonical_order(
    columns: Mapping[str, Column],
    sources: Sequence[MappedSource],
    sizes: Sequence[int],
    table: pl.DataFrame,
) -> tuple[Records, IntArray]:
    """Sort records by their content; equal content by id where ids were given, else as it came."""
    source = np.repeat(np.arange(len(sources), dtype=np.int32), sizes)
    content = np.zeros(len(source), dtype=np.uint64)
    for name, column in columns.items():
        for value in _salted(column, name):
            content += value
    names = fingerprint_texts([mapped.source.name for mapped in sources])
    content = mix(content + names[source] if len(source) else content)
    given = np.array([mapped.role("record_id") is not None for mapped in sources])
    ids = fingerprint_texts(table["record_id"].to_list()) if given.any() else np.zeros_like(content)
    ids = np.where(given[source], ids, 0) if len(source) else ids
    order = np.lexsort((ids, content)).astype(np.int32)
    ordered = {
        name: Column(c.values, c.fingerprints, tuple(codes[order] for codes in c.codes))
        for name, c in columns.items()
    }
    unique = tuple(mapped.unique for mapped in sources)
    return Records(ordered, source[order], unique, content[order]), order


def _salted(column: Column, name: str) -> Iterator[UInt64Array]:
    salt = np.full(len(column.values), fingerprint_text(name), dtype=np.uint64)
    salted = np.append(combine(salt, column.fingerprints), np.uint64(0))
    for codes in column.codes:
        yield salted[codes]


def _rejected(
    rejections: Sequence[pl.DataFrame], starts: Sequence[int], table: pl.DataFrame
) -> pl.DataFrame:
    schema = ["source", "record_id", "column", "kind", "reason"]
    found = [frame for frame in rejections if frame.height]
    if not found:
        return pl.DataFrame(schema=dict.fromkeys(schema, pl.String))
    start = pl.col("position").replace_strict(dict(enumerate(starts)), return_dtype=pl.Int64)
    frame = pl.concat(found).with_columns(at=start + pl.col("row"))
    beside = table[frame["at"].to_numpy()].select("source", "record_id")
    return pl.concat([frame, beside], how="horizontal").select(schema)
