"""Tokens of whole columns, for a run that sees no clear value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from identity_resolve.domain import Context
from identity_resolve.errors import SettingsError
from identity_resolve.hashing.keys import Key
from identity_resolve.hashing.tokens import exact_kind, spell_token
from identity_resolve.kinds.base import Kind
from identity_resolve.settings import ROLES, SourceSettings, parse_settings
from identity_resolve.sources.inference import InferredColumn, apply_settings
from identity_resolve.sources.parsing import BY_COUNTRY, ParsedColumn, parse_column
from identity_resolve.sources.readers import Inputs, read_sources
from identity_resolve.sources.source import Source

__all__ = ["tokenize"]

_KEPT = ("record_id", "channel", "timestamp")
"""Roles that are no values of a person, and that a run needs in clear."""


def tokenize(
    records: Inputs, columns: Mapping[str, object], key: Key, *, region: str = "US"
) -> pl.DataFrame:
    """The records with a token in place of every value, for `resolve` to run on.

    Args:
        records: one source: a path, a data frame or an iterable of dicts.
        columns: column to kind or role, as in settings; a column that is not named is left out, so that
            nothing stays in clear by oversight. Roles ``record_id``, ``channel`` and ``timestamp``
            stay as they are; ``issuer`` and ``country`` go into the tokens and are left out.
        key: the secret.
        region: country of numbers without a country code.

    Returns:
        One row a record, in the order given. A cell that was refused is null; one that held several
        values holds several tokens, with blanks between.

    Raises:
        SourceError: the records cannot be read.
        SettingsError: a column is not there, or its kind is compared by resemblance.

    >>> visits = [{"mail": "Ann.Lee@example.org", "note": "in clear"}, {"mail": "n/a", "note": ""}]
    >>> tokens = tokenize(visits, {"mail": "email"}, Key(bytes(range(32))))
    >>> tokens.columns, tokens["mail"].str.head(9).to_list()
    (['mail'], ['k1.email.', None])
    """
    sources = read_sources(records)
    if len(sources) != 1:
        raise SettingsError(f"{len(sources)} sources; tokenize them one by one")
    source = sources[0]
    known = _known(source, columns)
    kinds = {c.column: exact_kind(c.kind) for c in known if c.kind not in ROLES}
    kept = [
        _tokens(source, known, column, kinds[column.column], key=key, region=region)
        if column.column in kinds
        else source.frame[column.column]
        for column in known
        if column.column in kinds or column.kind in _KEPT
    ]
    return pl.DataFrame(kept)


def _known(source: Source, columns: Mapping[str, object]) -> list[InferredColumn]:
    """What each column is, by settings alone."""
    settings = parse_settings({"sources": {source.name: {"columns": columns}}})
    nothing = [InferredColumn(name, "ignore", 1.0, "not named") for name in source.frame.columns]
    chosen = settings.sources.get(source.name, SourceSettings())
    return apply_settings(nothing, chosen, source=source.name)


def _tokens(
    source: Source,
    known: Sequence[InferredColumn],
    column: InferredColumn,
    kind: Kind,
    *,
    key: Key,
    region: str,
) -> pl.Series:
    beside = _beside(known, column)
    parsed = parse_column(
        kind,
        source.frame[column.column],
        source.frame[beside] if beside else None,
        Context(region, column.issuer),
    )
    cells = pl.Series(column.column, _spell(kind, parsed, key), dtype=pl.String)
    return cells.gather(pl.Series(parsed.rows).replace(-1, None))


def _beside(known: Sequence[InferredColumn], column: InferredColumn) -> str | None:
    """The column that names the issuer, or else the country, of the values in this one."""
    for other in known:
        if other.kind == "issuer" and other.issuer_of == column.column:
            return other.column
    if column.kind not in BY_COUNTRY:
        return None
    return next((other.column for other in known if other.kind == "country"), None)


def _spell(kind: Kind, parsed: ParsedColumn, key: Key) -> list[str | None]:
    """The tokens of every distinct cell."""
    cells: list[list[str]] = []
    for slot in parsed.slots:
        cells = cells or [[] for _ in slot[0]]
        for cell, parts in zip(cells, zip(*slot, strict=True), strict=True):
            if parts[0]:
                cell.append(spell_token(kind, [part or "" for part in parts], key))
    return [" ".join(cell) or None for cell in cells]
