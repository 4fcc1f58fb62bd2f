"""Generate touchpoints of made-up customers over eight channels, with the truth.

    python benchmarks/customers.py --records 100000 --seed 7 --out DIR

writes DIR/records.parquet (one row a touchpoint, values as messy text) and DIR/truth.parquet (record_id,
person_id, household_id). The same arguments give the same files. The world is described in
`generator/`: every rate is in `generator/rates.py`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.generator import rates
from benchmarks.generator.contacts import make_contacts
from benchmarks.generator.emit import World, emit
from benchmarks.generator.names import (
    domain_pool,
    family_pool,
    given_pools,
    places,
    street_pool,
)
from benchmarks.generator.people import make_people
from benchmarks.generator.texts import name_texts, name_words
from benchmarks.generator.touchpoints import make_touchpoints

CHUNK = 500_000  # touchpoints written at a time; part of what a seed means


def make_world(records: int, seed: int) -> World:
    """People and their touchpoints, as numbers."""
    rng = np.random.default_rng([seed, 0])
    male, female = given_pools(rng)
    families = family_pool(rng, (rates.ACCENTED, rates.HYPHENATED, rates.PARTICLE))
    streets, domains, towns = street_pool(rng), domain_pool(rng), places(rng)
    persons = int(records / rates.TOUCHPOINTS_MEAN * 1.04) + 80
    people = make_people(rng, persons, male, female, families)
    names = name_texts(male, female, families)
    words = name_words(names, people)
    contacts = make_contacts(rng, people, towns, streets, words, domains)
    points = make_touchpoints(rng, len(people), records)
    return World(people, names, contacts, towns, streets, points)


def generate(records: int, seed: int, directory: Path) -> None:
    """Write records.parquet and truth.parquet into a directory."""
    directory.mkdir(parents=True, exist_ok=True)
    world = make_world(records, seed)
    ids, truth = _ids(world, np.random.default_rng([seed, 1]))
    truth.write_parquet(directory / "truth.parquet")
    with tempfile.TemporaryDirectory(dir=directory) as parts:
        for number, start in enumerate(range(0, records, CHUNK)):
            rows = slice(start, min(start + CHUNK, records))
            frame = emit(world, rows, np.random.default_rng([seed, 2, number]))
            frame.insert_column(0, ids[rows])
            frame.write_parquet(Path(parts) / f"{number:06}.parquet")
        pl.scan_parquet(Path(parts) / "*.parquet").sink_parquet(directory / "records.parquet")


def _ids(world: World, rng: np.random.Generator) -> tuple[pl.Series, pl.DataFrame]:
    """Record ids that say nothing, and the truth in random order."""
    person = world.touchpoints.person
    household = world.people.household[person]
    ids = _names("r", rng.permutation(len(person))).rename("record_id")
    truth = pl.DataFrame(
        {
            "record_id": ids,
            "person_id": _names("p", rng.permutation(len(world.people))[person]),
            "household_id": _names("h", rng.permutation(int(household.max()) + 1)[household]),
        }
    )
    return ids, truth.sort("record_id")


def _names(letter: str, numbers: np.ndarray) -> pl.Series:
    return letter + pl.Series(numbers).cast(pl.String).str.zfill(8)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    generate(given.records, given.seed, given.out)
    print(f"{given.records:,} records in {given.out}")


if __name__ == "__main__":
    main()
