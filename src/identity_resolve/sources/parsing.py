"""The distinct cells of a column, each parsed once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, repeat
from typing import cast

import polars as pl

from identity_resolve.arrays import IntArray
from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.token import STARTS_TOKEN, reading_tokens

__all__ = ["BY_COUNTRY", "ParsedColumn", "parse_column"]

PIECE = 50_000
"""Distinct cells parsed at a time, so that only few of them live as tuples."""

BY_COUNTRY = frozenset({"phone", "street", "address", "region", "postcode"})
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


def parse_column(
    kind: Kind, raw: pl.Series, beside: pl.Series | None, context: Context
) -> ParsedColumn:
    """Parse what is distinct in a column.

    Args:
        kind: what its values are.
        raw: its cells.
        beside: what stands beside each cell: its issuer, or its country where the kind goes by it.
        context: what is known of all its cells.
    """
    cells, rows = _distinct(raw, beside)
    texts = cells["text"].to_list()
    if cells["text"].str.contains(STARTS_TOKEN).any():
        kind = reading_tokens(kind)
    contexts: Iterable[Context] = repeat(context)
    if beside is not None:
        contexts = [_with_beside(kind, context, text or "") for text in cells["beside"].to_list()]
    values = map(kind.parse, texts, contexts)
    several: dict[int, list[tuple[str, ...]]] = {}
    refused: list[tuple[int, Reason]] = []
    pieces = []
    for start in range(0, len(texts), PIECE):
        firsts = list(islice(values, PIECE))
        for at in (start + i for i, parts in enumerate(firsts) if type(parts) is Reason):
            here = contexts[at] if isinstance(contexts, list) else context
            found, reasons = _split(kind, texts[at], here, cast(Reason, firsts[at - start]))
            firsts[at - start] = found[0] if found else ("",) * len(kind.parts)
            several[at] = found[1:]
            refused += [(at, reason) for reason in reasons]
        pieces.append(_by_part(firsts))
    slots = [[pl.concat(held) for held in zip(*pieces, strict=True)]] if pieces else []
    for slot in range(max(map(len, several.values()), default=0)):
        later = {at: found[slot] for at, found in several.items() if slot < len(found)}
        slots.append(_sparse(later, len(texts), len(kind.parts)))
    return ParsedColumn(rows, slots, refused)


def _distinct(raw: pl.Series, beside: pl.Series | None) -> tuple[pl.DataFrame, IntArray]:
    """The distinct cells (with what stands beside them), and which of them each row has."""
    cells = pl.DataFrame({"text": raw} if beside is None else {"text": raw, "beside": beside})
    distinct = cells.filter(pl.col("text").is_not_null()).unique().with_row_index("at")
    joined = cells.join(
        distinct, on=cells.columns, how="left", nulls_equal=True, maintain_order="left"
    )
    rows: IntArray = joined["at"].cast(pl.Int32).fill_null(-1).to_numpy()
    return distinct, rows


def _with_beside(kind: Kind, context: Context, beside: str) -> Context:
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


def _by_part(values: Sequence[Parsed]) -> list[pl.Series]:
    """Parts of many values as one series a part, null where a value lacks it."""
    columns = zip(*cast("Sequence[tuple[str, ...]]", values), strict=True)
    return [pl.Series(list(column), dtype=pl.String).replace("", None) for column in columns]


def _sparse(values: Mapping[int, tuple[str, ...]], size: int, parts: int) -> list[pl.Series]:
    """Parts of the values that only some of `size` cells have."""
    return [
        pl.Series([None], dtype=pl.String)
        .new_from_index(0, size)
        .scatter(list(values), [value[part] or None for value in values.values()])
        for part in range(parts)
    ]
