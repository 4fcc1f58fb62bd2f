"""A life of a small graph: what happens to it, and the batch that must end in the same customers."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

import identity_resolve as ir
from identity_resolve import Resolver

COLUMNS = {
    "given_name": "given_name",
    "family_name": "family_name",
    "email": "email",
    "phone": "phone",
    "dob": "birth_date",
    "license": "license",
    "zip": "postcode",
    "account": "account",
    "when": "timestamp",
    "handle": "social_handle",
    "age": "age",
    "year": "year",
    "mobile": "phone",
    "notes": "notes",
}
GIVEN = ("Ann", "Bob", "Carla", "Anne")
FAMILY = ("Lee", "Miller", "Li")
Name = tuple[str, str]


def a_record(chance: random.Random, number: int) -> dict[str, str]:
    """A record of one of a few people who share much: a family phone, near licenses, a switchboard."""
    person = chance.randrange(6)
    facts = {
        "given_name": GIVEN[person % 4],
        "family_name": FAMILY[person % 3],
        "email": f"user.name{person}@example.org",
        "phone": f"41555526{10 + person // 2}",
        "dob": f"1980-0{1 + person}-11",
        "license": f"D123456{person}",
        "zip": "94000",
        "account": f"AB-77{100000 + person * 37}",
        "when": f"2024-0{1 + person}-01",
        "handle": f"@{GIVEN[person % 4]}{FAMILY[person % 3]}{person}",
        "age": str(39 + person % 2),
        "year": "2020",
        "mobile": f"41555527{10 + person}",
        "notes": f"called from 312-555-01{40 + person // 2}, acct AB-77{100000 + person * 37}",
    }
    if chance.random() < 0.4:
        facts["email"] = (
            chance.choice((facts["handle"][1:], f"{GIVEN[person % 4][0]}miller")) + "@x.org"
        )
    kept = {column: text for column, text in facts.items() if chance.random() < 0.55}
    if "license" in kept and chance.random() < 0.2:
        kept["license"] = kept["license"][:-1] + str(chance.randrange(10))
    if chance.random() < 0.15:
        kept["phone"] = "4155550000"
    return {"source": chance.choice(("web", "ivr")), "record_id": str(number), **kept}


def tight_settings(chance: random.Random) -> dict[str, Any]:
    """Limits so low that they are crossed all the time."""
    return {
        "limits": {
            "bucket": chance.choice((2, 3, 5, 100)),
            "component": chance.choice((2, 4, 200)),
            "share": {"phone": chance.choice((1, 2, 8)), "email": 1},
        },
        "sources": {"web": {"unique": chance.random() < 0.2, "columns": COLUMNS}},
    }


class Life:
    """A graph and what it should hold.

    Attributes:
        book: the graph.
        records: what it should hold, by source and id.
        verdicts: numbers of the verdicts that count.
    """

    def __init__(self, seed: int, where: str = ":memory:") -> None:
        self.chance = random.Random(seed)
        self.settings = tight_settings(self.chance)
        self.book = Resolver.open(where, settings=self.settings)
        self.records: dict[Name, dict[str, str]] = {}
        self.verdicts: list[int] = []

    def live(self, steps: int) -> None:
        """Let so many things happen."""
        for step in range(steps):
            self.step(step % 25)

    def step(self, number: int) -> None:
        """Let one thing happen."""
        chance, names = self.chance, sorted(self.records)
        what = chance.random()
        if what < 0.5 or not names:
            self._add([a_record(chance, number)], alone=True)
        elif what < 0.65:
            self._add([a_record(chance, chance.randrange(25)) for _ in range(4)], alone=False)
        elif what < 0.8:
            gone = chance.choice(names)
            self.book.withdraw(*gone)
            del self.records[gone]
        elif what < 0.9:
            name = chance.choice(names)
            self.records[name] = a_record(chance, 0) | {"source": name[0], "record_id": name[1]}
            self.book.update(self.records[name])
        elif what < 0.96 and len(names) > 1:
            say = chance.choice((self.book.same, self.book.different))
            self.verdicts.append(say(*chance.sample(names, 2), by="steward"))
        elif self.verdicts:
            self.book.undo(self.verdicts.pop(chance.randrange(len(self.verdicts))))

    def _add(self, records: Sequence[dict[str, str]], *, alone: bool) -> None:
        self.records |= {(r["source"], r["record_id"]): r for r in records}
        self.book.add(records[0] if alone else list(records))

    def customers(self) -> frozenset[frozenset[Name]]:
        """The customers as sets of records."""
        return partition_of(self.book, self.records)

    def batch(self) -> frozenset[frozenset[Name]]:
        """The customers that a batch finds in the same records with the same model."""
        return batch_of(self.records.values(), self.settings, self.book.model)


def say_enough(records: Iterable[Mapping[str, str]]) -> bool:
    """Whether a batch takes records: it refuses a frame that tells nothing of customers."""
    return any("email" in record for record in records)


def partition_of(book: Resolver, names: Mapping[Name, object]) -> frozenset[frozenset[Name]]:
    """Customers as sets of records, asked one by one."""
    found: dict[str, frozenset[Name]] = {}
    for name in names:
        key = book.customer_of(*name)
        if key not in found:
            records = book.customer(key).records
            found[key] = frozenset((r.source, r.record_id) for r in records)
    return frozenset(found.values())


def batch_of(
    records: Any, settings: Mapping[str, Any], model: ir.Model
) -> frozenset[frozenset[Name]]:
    """The customers of a batch as sets of records."""
    by_source: dict[str, list[dict[str, str | None]]] = {}
    for record in records:
        row = {column: record.get(column) for column in ("record_id", *COLUMNS)}
        by_source.setdefault(record["source"], []).append(row)
    schema = dict.fromkeys(("record_id", *COLUMNS), pl.String)
    frames = {source: pl.DataFrame(rows, schema=schema) for source, rows in by_source.items()}
    known = {
        source: {
            "record_id": "record_id",
            "columns": COLUMNS,
            "unique": source == "web" and settings["sources"]["web"]["unique"],
        }
        for source in frames
    }
    result = ir.resolve(frames, settings={**settings, "sources": known}, model=model)
    groups: dict[str, set[Name]] = {}
    for source, record_id, customer in result.members.select(
        "source", "record_id", "customer_id"
    ).rows():
        groups.setdefault(customer, set()).add((source, record_id))
    return frozenset(map(frozenset, groups.values()))
