"""Builders shared by tests: small worlds of records."""

from __future__ import annotations

import random
from pathlib import Path

import polars as pl

import identity_resolve as ir

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


def partition(result: ir.Result) -> frozenset[frozenset[str]]:
    """The customers of a result as sets of record ids."""
    grouped = result.members.group_by("customer_id").agg("record_id")
    return frozenset(frozenset(ids) for ids in grouped["record_id"].to_list())


def named(result: ir.Result) -> dict[str, str]:
    """Record id to customer id."""
    return dict(result.members.select("record_id", "customer_id").rows())
