"""Sources and truth of a simulated set, as they are made and as they are saved."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TypeAlias

import polars as pl

__all__ = ["Files", "Row"]

Row: TypeAlias = dict[str, str | None]

_SAFE = "0123456789abcdefghjkmnpqrstvwxyz"  # no letter that looks like another


class Files:
    """Rows of each source, and whose they are.

    Record ids are random and rows are saved in random order, so neither says anything.

    Args:
        rng: source of chance.
        key: header of the column of record ids.
    """

    def __init__(self, rng: random.Random, key: str = "record_id") -> None:
        self.rng, self.key = rng, key
        self.rows: dict[str, list[Row]] = {}
        self.truth: dict[str, str] = {}

    def add(self, source: str, entity: object, row: Row) -> None:
        """Add a row of an entity to a source."""
        name = "".join(self.rng.choices(_SAFE, k=12))
        while name in self.truth:
            name = "".join(self.rng.choices(_SAFE, k=12))
        self.rows.setdefault(source, []).append({self.key: name, **row})
        self.truth[name] = str(entity)

    def only(self, source: str) -> Files:
        """One of the sources with its part of the truth."""
        kept = Files(self.rng, self.key)
        kept.rows = {source: self.rows[source]}
        ids = {str(row[self.key]) for row in kept.rows[source]}
        kept.truth = {name: entity for name, entity in self.truth.items() if name in ids}
        return kept

    def as_one(self, source: str) -> Files:
        """All rows in one source, with the columns of all."""
        together = Files(self.rng, self.key)
        together.rows = {source: [row for rows in self.rows.values() for row in rows]}
        together.truth = self.truth
        return together

    def save(self, directory: Path) -> tuple[list[Path], Path]:
        """Write sources/<name>.parquet, and truth.parquet (record_id, entity_id)."""
        folder = directory / "sources"
        folder.mkdir(parents=True, exist_ok=True)
        saved = []
        for source in sorted(self.rows):
            path = folder / f"{source}.parquet"
            self.frame(source).write_parquet(path)
            saved.append(path)
        truth = pl.DataFrame(
            sorted(self.truth.items()), schema=["record_id", "entity_id"], orient="row"
        )
        truth.write_parquet(directory / "truth.parquet")
        return saved, directory / "truth.parquet"

    def frame(self, source: str) -> pl.DataFrame:
        """A source in random order, without the columns that are empty throughout."""
        rows = self.rows[source]
        columns = dict.fromkeys(column for row in rows for column in row)
        frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))
        frame = frame.sample(fraction=1, shuffle=True, seed=self.rng.getrandbits(32))
        return frame[[column.name for column in frame if column.null_count() < len(column)]]
