"""Builders shared by tests: small worlds of records."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import polars as pl

import identity_resolve as ir
from identity_resolve.arrays import Column, Records
from identity_resolve.comparison.engine import compare
from identity_resolve.comparison.library import comparisons
from identity_resolve.comparison.sides import Sides
from identity_resolve.comparison.view import View
from identity_resolve.fingerprint import fingerprint_texts

Cell: TypeAlias = str | tuple[str, ...] | None
"""What a record has in a part: nothing, one canonical text, or several."""

DATA = Path(__file__).parents[1] / "examples" / "data"
CHANNELS = ("web", "ivr", "phone", "chat", "email", "social", "counter")

GIVEN = (
    "Ann",
    "Bob",
    "Carla",
    "David",
    "Elena",
    "Farid",
    "Grace",
    "Hugo",
    "Robert",
    "Bill",
    "William",
)
FAMILY = ("Lee", "Miller", "Szymborska", "Garcia", "O'Neil", "Smith", "Nguyen", "Haddad")


def dmv() -> ir.Result:
    """The bundled DMV customer, resolved."""
    return ir.resolve({name: DATA / "dmv" / f"{name}.csv" for name in CHANNELS})


def people(size: int, seed: int) -> pl.DataFrame:
    """Records of about `size` / 2 persons, with typing errors and gaps, some of one household."""
    chance = random.Random(seed)
    rows = []
    for person in range(max(1, size // 2)):
        given, family = chance.choice(GIVEN), chance.choice(FAMILY)
        facts = {
            "first_name": given,
            "last_name": family,
            "email": f"{given}.{family}{person}@example.org".replace("'", ""),
            "phone": f"415{2000000 + 7919 * (person // 2)}",
            "dob": f"19{40 + person % 50}-0{1 + person % 9}-1{person % 10}",
            "zip": str(94000 + person % 7),
        }
        for _ in range(chance.choice((1, 2, 3))):
            kept = {k: v if chance.random() < 0.75 else None for k, v in facts.items()}
            if kept["last_name"] and chance.random() < 0.2:
                kept["last_name"] = kept["last_name"][:-1]
            rows.append(kept)
    chance.shuffle(rows)
    schema = dict.fromkeys(facts, pl.String)
    frame = pl.DataFrame(rows, schema=schema)
    return frame.with_columns(record_id=pl.Series([f"r{i}" for i in range(len(rows))]))


def poor_people() -> pl.DataFrame:
    """Febrl's data set 3 with little to tell people by: names, suburbs and postcodes."""
    frame = pl.read_csv(DATA / "febrl3" / "records.csv", infer_schema=False)
    return frame.select("record_id", "given_name", "surname", "suburb", "postcode", "state")


def person_of(truth: Path) -> dict[str, str]:
    """Record id to the person who it is in truth."""
    return dict(pl.read_csv(truth, infer_schema=False).select("record_id", "entity_id").rows())


def partition(result: ir.Result) -> frozenset[frozenset[str]]:
    """The customers of a result as sets of record ids."""
    grouped = result.members.group_by("customer_id").agg("record_id")
    return frozenset(frozenset(ids) for ids in grouped["record_id"].to_list())


def named(result: ir.Result) -> dict[str, str]:
    """Record id to customer id."""
    return dict(result.members.select("record_id", "customer_id").rows())


def column(cells: Sequence[Cell]) -> Column:
    """A part of all records, from the canonical text or texts each record has in it."""
    several = [(cell,) if isinstance(cell, str) else cell or () for cell in cells]
    values = sorted({text for texts in several for text in texts if text})
    code = {text: i for i, text in enumerate(values)}
    slots = tuple(
        np.array([code.get(t[slot], -1) if slot < len(t) else -1 for t in several], dtype=np.int32)
        for slot in range(max((len(texts) for texts in several), default=1) or 1)
    )
    return Column(values, fingerprint_texts(values), slots)


def view(rows: Sequence[Mapping[str, Cell]]) -> View:
    """Columns of the parts that any of the records has."""
    parts = sorted({part for row in rows for part in row})
    return View({part: column([row.get(part) for row in rows]) for part in parts})


def records(rows: Sequence[Mapping[str, Cell]]) -> Records:
    """Records of one source, in the order given."""
    numbers = np.arange(len(rows))
    return Records(
        view(rows).columns, np.zeros(len(rows), np.int32), (False,), numbers.astype(np.uint64)
    )


def sides(rows: Sequence[Mapping[str, Cell]]) -> Sides:
    """The pairs of a first record with each of the others."""
    others = np.arange(1, len(rows), dtype=np.int32)
    return Sides(view(rows), np.zeros_like(others), others)


def level_titles(name: str, rows: Sequence[Mapping[str, Cell]]) -> list[str | None]:
    """What a comparison says of the first record and each of the others; None: nothing to compare."""
    seen = sides(rows)
    comparison = next(c for c in comparisons(seen.view.columns) if c.name == name)
    rarities = {part: np.zeros(len(c.values), np.uint8) for part, c in seen.view.columns.items()}
    found = compare(comparison, seen.view, rarities, seen.left, seen.right)
    titles = [None, *(level.title for level in comparison.levels for _ in range(level.outcomes))]
    return [titles[outcome] for outcome in found]
