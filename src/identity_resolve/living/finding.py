"""Who is this? Customers that may be the one asked for, by identifiers or by free text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from identity_resolve.arrays import IntArray
from identity_resolve.between_few import weigh_groups
from identity_resolve.kinds.extract import extract
from identity_resolve.kinds.identify import identify
from identity_resolve.living.answers import Found
from identity_resolve.living.desk import Frozen
from identity_resolve.living.explaining import closest_reasons
from identity_resolve.living.held import Held
from identity_resolve.living.naming import customer_id
from identity_resolve.living.neighbors import candidates_of, see
from identity_resolve.living.reading import KnownSource, source_of, with_columns
from identity_resolve.living.rows import Row
from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.single import read_record
from identity_resolve.world import all_compared, compared

__all__ = ["cells_of_text", "find_customers"]

ASKED = -1
"""The rid of what is asked for, which is no stored record."""

FEW = 400
"""Records that what is asked for is compared with at once."""

_LEAST_SURE = 0.3
"""Confidence from which a text that announces nothing is taken for a kind."""


def cells_of_text(text: str) -> dict[str, str]:
    """The identifiers in a free text, or what the whole of it may be: kind to text."""
    found = {f.kind: f.identifier.raw for f in reversed(extract(text))}
    if found:
        return found
    guesses = identify(text)
    return {g.kind: text for g in guesses[:2] if g.confidence >= _LEAST_SURE}


def find_customers(
    held: Held, frozen: Frozen, cells: Mapping[str, str], *, limit: int
) -> list[Found]:
    """Customers that may be the one some values are of, the likeliest first."""
    asked = _asked(frozen, cells)
    pairs = candidates_of(held, [asked])
    rows = held.rows({rid for pair in pairs for rid in pair if rid != ASKED})
    customers = {row.customer for row in rows}
    if not customers:
        return []
    rows = held.rows_of_customers(customers)
    small, world = see(held, [asked, *rows])
    group = _groups(small.rows)
    at = small.at[ASKED]
    ends = np.unique(np.delete(group, at)).astype(np.int32)
    if len(small.rows) <= FEW:
        rest = np.delete(np.arange(len(small.rows), dtype=np.int32), at)
        world = all_compared(world, compared(world, np.minimum(rest, at), np.maximum(rest, at)))
    low, high = np.minimum(ends, at).astype(np.int32), np.maximum(ends, at).astype(np.int32)
    odds = np.exp2(np.minimum(weigh_groups(world, group, low, high).same.astype(np.float64), 500))
    chance = odds / (1.0 + odds.sum())
    likeliest = np.argsort(-chance, kind="stable")[:limit]
    members = [np.flatnonzero(group == end).astype(np.int32) for end in ends[likeliest]]
    return [
        Found(customer_id(small.rows[int(rows[0])].customer), probability, reasons)
        for rows, probability, reasons in zip(
            *(members, chance[likeliest].tolist(), closest_reasons(world, at, members)), strict=True
        )
    ]


def _groups(rows: Sequence[Row]) -> IntArray:
    """The first position of each row's customer; what is asked for is by itself."""
    first: dict[int, int] = {}
    return np.array(
        [
            i if row.rid == ASKED else first.setdefault(row.customer, i)
            for i, row in enumerate(rows)
        ],
        dtype=np.int32,
    )


def _asked(frozen: Frozen, cells: Mapping[str, str]) -> Row:
    source = _as_asked(
        frozen, with_columns(source_of(0, "", frozen.settings), cells, frozen.settings)
    )
    parts = read_record(cells, source.meaning).parts
    for part in list(parts):
        kind, _, scope = part.partition(":")
        if scope:  # an id of a system that was not named may be of any
            parts |= {known: parts[part] for known in frozen.parts if known.startswith(f"{kind}:")}
    known = {part: texts for part, texts in parts.items() if part in frozen.parts}
    return Row(ASKED, 0, "", 0, 0, dict(sorted(known.items())))


def _as_asked(frozen: Frozen, source: KnownSource) -> KnownSource:
    """Keys that are no kinds may be columns of the store's sources."""
    told = {c.column: c for s in frozen.sources.values() for c in s.meaning.columns}

    def meant(column: InferredColumn) -> InferredColumn:
        return told.get(column.column, column) if column.kind == "ignore" else column

    columns = tuple(meant(column) for column in source.meaning.columns)
    return replace(source, meaning=replace(source.meaning, columns=columns))
