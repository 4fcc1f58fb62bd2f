"""The distinct cells of a column, each parsed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import repeat
from typing import TypeAlias, cast

import polars as pl

from identity_resolve.arrays import IntArray
from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.token import STARTS_TOKEN, reading_tokens

__all__ = [
    "BY_COUNTRY",
    "Parse",
    "ParsedColumn",
    "Piece",
    "Task",
    "parse_column",
    "parse_here",
    "parse_piece",
    "with_beside",
]

PIECE = 20_000
"""Distinct cells parsed at a time, so that only few of them live as tuples."""

BY_COUNTRY = frozenset({"phone", "street", "address", "city", "region", "postcode"})
"""Kinds whose values read differently by country."""


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
    cells, rows = _distinct(raw, beside)
    texts, named = cells["text"], cells["beside"] if beside is not None else None
    tokens = bool(texts.str.contains(STARTS_TOKEN).any())

    def task(start: int) -> Task:
        piece = texts[start : start + PIECE].to_list()
        return Task(kind, tokens, piece, _contexts(kind, context, named, start))

    tasks = map(task, range(0, len(texts), PIECE))
    columns: list[list[pl.Series]] = []
    several: dict[int, list[tuple[str, ...]]] = {}
    refused: list[tuple[int, Reason]] = []
    for number, piece in enumerate(parse(tasks)):
        start = number * PIECE
        columns.append([pl.Series(part, dtype=pl.String) for part in piece.parts])
        several |= {start + at: values for at, values in piece.several.items()}
        refused += [(start + at, reason) for at, reason in piece.refused]
    slots = [[pl.concat(held) for held in zip(*columns, strict=True)]] if columns else []
    for slot in range(max(map(len, several.values()), default=0)):
        later = {at: found[slot] for at, found in several.items() if slot < len(found)}
        slots.append(_sparse(later, len(texts), len(kind.parts)))
    return ParsedColumn(rows, slots, refused)


def _contexts(
    kind: Kind, context: Context, beside: pl.Series | None, start: int
) -> Context | list[Context]:
    if beside is None:
        return context
    named = beside[start : start + PIECE].to_list()
    return [with_beside(kind, context, text or "") for text in named]


def _distinct(raw: pl.Series, beside: pl.Series | None) -> tuple[pl.DataFrame, IntArray]:
    """The distinct cells (with what stands beside them), and which of them each row has."""
    cells = pl.DataFrame({"text": raw} if beside is None else {"text": raw, "beside": beside})
    distinct = cells.filter(pl.col("text").is_not_null()).unique().with_row_index("at")
    joined = cells.join(
        distinct, on=cells.columns, how="left", nulls_equal=True, maintain_order="left"
    )
    rows: IntArray = joined["at"].cast(pl.Int32).fill_null(-1).to_numpy()
    return distinct, rows


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


def _sparse(values: Mapping[int, tuple[str, ...]], size: int, parts: int) -> list[pl.Series]:
    """Parts of the values that only some of `size` cells have."""
    return [
        pl.Series([None], dtype=pl.String)
        .new_from_index(0, size)
        .scatter(list(values), [value[part] or None for value in values.values()])
        for part in range(parts)
    ]
