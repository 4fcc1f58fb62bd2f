"""One input, read: a frame of text with what was known about its columns."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

__all__ = ["Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """Records of one input, as text.

    Attributes:
        name: given, or the file's stem, or ``records``.
        frame: every column `pl.String`, null where blank; original headers and order of records.
        origin: where it came from, for messages: a path, ``data frame`` or ``dicts``.
        numeric: columns whose original type was a number; none for CSV.
        temporal: columns whose original type was a date or a date with time; none for CSV.
    """

    name: str
    frame: pl.DataFrame
    origin: str
    numeric: frozenset[str] = frozenset()
    temporal: frozenset[str] = frozenset()
