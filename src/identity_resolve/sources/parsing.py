"""The distinct cells of a column, each parsed once: plain ones all at once, the others one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import TypeAlias, cast

import numpy as np
import numpy.typing as npt
import polars as pl

from identity_resolve.arrays import IntArray
from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.token import STARTS_TOKEN, reading_tokens
from identity_resolve.sources.distinct import distinct_rows

__all__ = [
    "BY_COUNTRY",
    "HalfParsed",
    "Parse",
    "ParsedColumn",
    "Piece",
    "Task",
    "parse_column",
    "parse_here",
    "parse_odd",
    "parse_piece",
    "read_plain",
    "sparse",
    "with_beside",
]

PIECE = 20_000
"""Distinct cells parsed at a time, so that only few of them live as tuples."""

COSTS = {"notes": 25}
"""How many cells of most kinds are parsed in the time that one of these takes."""

LEAST_PLAIN, MOST_PLAIN = 500, 250_000
"""Cells read at once where they are plain: fewer are read as fast one by one, more take memory."""

_NO_TEXTS = pl.Series([], dtype=pl.String)

BY_COUNTRY = frozenset({"phone", "street", "address", "city", "region", "postcode", "notes"})
"""Kinds whose values read differently by country; texts may hold phones."""


@dataclass(frozen=True, slots=True)
class ParsedColumn:
    """What the distinct cells of a column hold, and which of them each row has.

    Attributes:
        rows: int32 of shape (rows,), the distinct cell of each row, -1 for an empty one.
        slots: for the first value in the cells, then the second and so on, one series a part of the
            kind: null where a cell has no such value, or the value lacks the part.
        refused: values that were set aside: the cell they stand in, and why.
    """

    rows: IntArray
    slots: list[list[pl.Series]]
    refused: list[tuple[int, Reason]]


@dataclass(frozen=True, slots=True)
class HalfParsed:
    """A column of which the plain texts are read.

    Attributes:
        kind: what its values are.
        context: what is known of all its cells.
        rows: as in `ParsedColumn`; plain cells stand before the others.
        plain: per part of the kind, the texts of the plain cells.
        odd: the other cells: text, and beside where something stands beside them.
        tokens: whether some of them may be tokens.
    """

    kind: Kind
    context: Context
    rows: IntArray
    plain: list[pl.Series]
    odd: pl.DataFrame
    tokens: bool

    @property
    def work(self) -> int:
        """How long the odd cells take to parse, as a number of cells of most kinds."""
        return len(self.odd) * COSTS.get(self.kind.name, 1)


@dataclass(frozen=True, slots=True)
class Task:
    """Cells to parse.

    Attributes:
        kind: what they are.
        tokens: whether some of them may be tokens.
        texts: the cells.
        contexts: what is known of all of them, or of each.
    """

    kind: Kind
    tokens: bool
    texts: Sequence[str]
    contexts: Context | Sequence[Context]


@dataclass(frozen=True, slots=True)
class Piece:
    """What cells hold.

    Attributes:
        parts: per part of the kind, the text of the first value of each cell, None for none.
        several: for cells with more than one value, the values after the first.
        refused: values set aside: the cell they stand in, and why.
    """

    parts: list[list[str | None]]
    several: dict[int, list[tuple[str, ...]]]
    refused: list[tuple[int, Reason]]


Parse: TypeAlias = Callable[[Iterable[Task]], Iterator[Piece]]
"""Parses pieces, in order: here, or in other processes (`workers`)."""


def parse_here(tasks: Iterable[Task]) -> Iterator[Piece]:
    """Parse pieces one after the other."""
    return map(parse_piece, tasks)


def parse_piece(task: Task) -> Piece:
    """Parse cells one by one."""
    kind = reading_tokens(task.kind) if task.tokens else task.kind
    contexts = task.contexts
    each = repeat(contexts) if isinstance(contexts, Context) else contexts
    firsts: list[Parsed] = list(map(kind.parse, task.texts, each))
    several: dict[int, list[tuple[str, ...]]] = {}
    refused: list[tuple[int, Reason]] = []
    for at in [i for i, parts in enumerate(firsts) if type(parts) is Reason]:
        here = contexts if isinstance(contexts, Context) else contexts[at]
        found, reasons = _split(kind, task.texts[at], here, cast(Reason, firsts[at]))
        firsts[at] = found[0] if found else ("",) * len(kind.parts)
        if found[1:]:
            several[at] = found[1:]
        refused += [(at, reason) for reason in reasons]
    values = zip(*cast("list[tuple[str, ...]]", firsts), strict=True)
    return Piece([[text or None for text in part] for part in values], several, refused)


def parse_column(
    kind: Kind,
    raw: pl.Series,
    beside: pl.Series | None,
    context: Context,
    parse: Parse = parse_here,
) -> ParsedColumn:
    """Parse what is distinct in a column.

    Args:
        kind: what its values are.
        raw: its cells.
        beside: what stands beside each cell: its issuer, or its country where the kind goes by it.
        context: what is known of all its cells.
        parse: where pieces are parsed.
    """
    return parse_odd(read_plain(kind, raw, beside, context), parse)


def read_plain(
    kind: Kind, raw: pl.Series, beside: pl.Series | None, context: Context
) -> HalfParsed:
    """What is distinct in a column, its plain texts read all at once; arguments as of `parse_column`."""
    filled = raw.is_not_null()
    cells = pl.DataFrame({"text": raw} if beside is None else {"text": raw, "beside": beside})
    cells, which = distinct_rows(cells.filter(filled))
    if beside is not None:
        order = cells["beside"].arg_sort().to_numpy()
        cells, which = cells[order], _inverse(order)[which]
    tokens = bool(cells["text"].str.contains(STARTS_TOKEN).any())
    where = np.zeros(len(cells), dtype=np.bool_)
    held: list[list[pl.Series]] = [[_NO_TEXTS] for _ in kind.parts]
    for start, end, here in () if tokens else _spans(kind, cells, context):
        found = kind.plain(cells["text"][start:end], here) if kind.plain else None
        if found is not None:
            where[start:end] = found.where.to_numpy()
            for values, part in zip(held, found.parts, strict=True):
                values.append(_kept(found.where, part))
    rows = np.full(len(raw), -1, dtype=np.int32)
    rows[filled.to_numpy()] = _inverse(np.argsort(~where, kind="stable"))[which]
    odd = cells.filter(pl.Series(~where, dtype=pl.Boolean))
    return HalfParsed(kind, context, rows, [pl.concat(values) for values in held], odd, tokens)


def parse_odd(half: HalfParsed, parse: Parse = parse_here) -> ParsedColumn:
    """Parse the texts of a column that are not plain, one by one."""
    plain, size = len(half.plain[0]), len(half.plain[0]) + len(half.odd)
    columns = [half.plain]
    several: dict[int, list[tuple[str, ...]]] = {}
    refused: list[tuple[int, Reason]] = []
    step = PIECE // COSTS.get(half.kind.name, 1)
    tasks = (_task(half, start, step) for start in range(0, len(half.odd), step))
    for number, piece in enumerate(parse(tasks)):
        start = plain + number * step
        columns.append([pl.Series(part, dtype=pl.String) for part in piece.parts])
        several |= {start + at: values for at, values in piece.several.items()}
        refused += [(start + at, reason) for at, reason in piece.refused]
    slots = [[pl.concat(held) for held in zip(*columns, strict=True)]] if size else []
    for slot in range(max(map(len, several.values()), default=0)):
        later = {at: found[slot] for at, found in several.items() if slot < len(found)}
        slots.append(sparse(later, size, len(half.kind.parts)))
    return ParsedColumn(half.rows, slots, refused)


def _task(half: HalfParsed, start: int, size: int) -> Task:
    cells = half.odd[start : start + size]
    contexts: Context | list[Context] = half.context
    if "beside" in cells.columns:
        named = cells["beside"].to_list()
        contexts = [with_beside(half.kind, half.context, text or "") for text in named]
    return Task(half.kind, half.tokens, cells["text"].to_list(), contexts)


def _spans(kind: Kind, cells: pl.DataFrame, context: Context) -> Iterator[tuple[int, int, Context]]:
    """Where cells that share a context begin and end, so many that it pays to read them at once."""
    runs = [(len(cells), "")]
    if "beside" in cells.columns:
        runs = list(cells["beside"].rle().struct.unnest().iter_rows())
    start = 0
    for length, beside in runs:
        here = with_beside(kind, context, beside or "") if len(runs) > 1 or beside else context
        if length >= LEAST_PLAIN:
            for first in range(start, start + length, MOST_PLAIN):
                yield first, min(first + MOST_PLAIN, start + length), here
        start += length


def _kept(where: pl.Series, part: pl.Series | None) -> pl.Series:
    """A part of the texts that are plain."""
    if part is None:
        return pl.Series([None], dtype=pl.String).new_from_index(0, int(where.sum()))
    return part.filter(where)


def _inverse(order: npt.NDArray[np.integer]) -> IntArray:
    """Where each of some things stands, once they are put in an order."""
    at = np.zeros(len(order), dtype=np.int32)
    at[order] = np.arange(len(order), dtype=np.int32)
    return at


def with_beside(kind: Kind, context: Context, beside: str) -> Context:
    """What is known of a cell, given its issuer, or its country, in the column beside it."""
    if kind.name in BY_COUNTRY:
        return replace(context, region=find_country(beside) or context.region)
    return replace(context, issuer=beside or context.issuer)


def _split(
    kind: Kind, text: str, context: Context, whole: Reason
) -> tuple[list[tuple[str, ...]], list[Reason]]:
    """The values in a cell that is none as a whole, and why the rest of it is set aside."""
    if kind.split is None or not re.search(kind.split, text):
        return [], [whole]
    pieces = [kind.parse(piece, context) for piece in re.split(kind.split, text) if piece.strip()]
    good = [piece for piece in pieces if not isinstance(piece, Reason)]
    bad = [piece for piece in pieces if isinstance(piece, Reason)]
    return (good, bad) if good else ([], [whole])


def sparse(values: Mapping[int, tuple[str, ...]], size: int, parts: int) -> list[pl.Series]:
    """Parts of the values that only some of `size` cells have."""
    return [
        pl.Series([None], dtype=pl.String)
        .new_from_index(0, size)
        .scatter(list(values), [value[part] or None for value in values.values()])
        for part in range(parts)
    ]
