"""Headers of real systems, with values as they stand under them, and what each column is."""

import csv
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from identity_resolve.kinds import KINDS
from identity_resolve.settings import ROLES
from identity_resolve.sources.inference import infer_columns
from identity_resolve.sources.readers import read_sources

ROWS = 60
GIVEN = ["Ann", "Robert", "Maria", "Wei", "Karl", "Sophie", "Jose", "Linda"]
FAMILY = ["Smith", "Garcia", "Nguyen", "Kowalski", "Müller", "Dubois", "Patel"]
START = datetime(2023, 3, 1, 8, 30)


def cycle(*values):
    return lambda i: values[i % len(values)]


def day(i, years, form):
    return (START - timedelta(days=int(i * 365.25 * years / ROWS))).strftime(form)


VALUES = {
    "given": cycle(*GIVEN),
    "family": cycle(*FAMILY),
    "alias": cycle(*FAMILY),
    "suffix": cycle("JR", "SR", "III", "II"),
    "name": lambda i: f"{GIVEN[i % 8]} {FAMILY[i % 7]}",
    "comma": lambda i: f"{FAMILY[i % 7]},{GIVEN[i % 8]} {'ABC'[i % 3]}".upper(),
    "staff": cycle("Ann Garcia", "Linda Patel"),
    "counted": lambda i: f"20{19 + i % 5}-{10_473 + 37 * (i % 40)}",
    "letters": lambda i: f"{GIVEN[i % 8]} {FAMILY[i % 7]}",
    "birth": lambda i: day(i + 15, 70, "%m/%d/%Y"),
    "births": lambda i: day(i + 15, 70, "%Y-%m-%d"),
    "year": lambda i: str(1940 + i),
    "sex": cycle("F", "M"),
    "salutation": cycle("Mr", "Mrs", "Ms", "Dr"),
    "madame": cycle("M.", "Mme", "Mlle", "Sra."),
    "street": lambda i: f"{100 + 17 * i} {FAMILY[i % 7]} St",
    "number": lambda i: str(100 + 17 * i),
    "unit": lambda i: f"Apt {i % 30 + 1}",
    "line2": lambda i: f"Apt {i % 30 + 1}",
    "whole": lambda i: f"{100 + 17 * i} Oak St, Dayton, OH 454{10 + i % 30}",
    "germanwhole": lambda i: f"{FAMILY[i % 7]}straße {i + 1}, {10115 + 37 * i} Berlin",
    "line3": lambda i: f"{['DAYTON', 'TROY', 'NEW LEBANON'][i % 3]} OH {45400 + i}",
    "masked": lambda i: f"XXX-XX-{1000 + 137 * i}",
    "city": cycle("Dayton", "Columbus", "Troy", "Akron", "Xenia"),
    "state": cycle("OH", "PA", "NY", "CA"),
    "zip": lambda i: str(10001 + 1499 * i),
    "country": cycle("DE", "FR", "US", "PL"),
    "phone": lambda i: str(9372265000 + 7919 * i),
    "email": lambda i: f"{GIVEN[i % 8].lower()}{i}@example.org",
    "license": lambda i: f"CX{660550 + 7919 * i}",
    "account": lambda i: str(229005172 + 7654321 * (i % 40)),
    "case": lambda i: f"CS-2023-{1859271 + 7919 * (i % 40)}",
    "device": lambda i: f"{(i % 40 + 1) * 0x1F3D5B79A2C4E680F1B3D5977A9C:032x}",
    "ssn": lambda i: f"{212 + i}-{10 + i}-{7143 + 31 * i}",
    "nationalid": lambda i: str(359378715 + 7654321 * (i % 40)),
    "passport": lambda i: str(512345678 + 7919 * i),
    "company": lambda i: f"{FAMILY[i % 7]} Logistics {'Inc' if i % 2 else 'LLC'}",
    "category": cycle("Alpha", "Beta", "Gamma"),
    "age": lambda i: str(18 + i),
    "money": lambda i: str(1200 + 737 * i),
    "stamp": lambda i: (START + timedelta(hours=7 * i)).isoformat(),
    "rfc": lambda i: (START + timedelta(hours=7 * i)).strftime("%a, %d %b %Y %H:%M:%S +0000"),
    "day": lambda i: day(i % 50, 2, "%m/%d/%Y"),
    "decades": lambda i: day(i % 50, 50, "%m/%d/%Y"),
    "expiry": lambda i: day(i % 50, 4, "%Y-%m-%d"),
    "last4": lambda i: str(1000 + 137 * i),
    "ids": lambda i: f"x{7919 * i + 1:07}",
    "channel": cycle("web", "phone", "chat"),
    "site": lambda i: f"https://www.{FAMILY[i % 7].lower()}{i % 40}.com/about",
    "ip": lambda i: f"{81 + i % 3}.2.{69 + i}.{160 + i % 40}",
    "point": lambda i: f"{30 + i % 50 / 7:.4f},-{90 + i % 50 / 9:.4f}",
}


def vectors():
    with (Path(__file__).parent / "header_vectors.csv").open(encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            for header in row["headers"].split("|"):
                known = row["kind"] in {*KINDS, *ROLES}  # an age is, once something compares it
                yield header, row["values"], row["kind"] if known else "ignore"


def infer(header, values):
    """What a column is held to be in a table about people."""
    columns = {
        header: [VALUES[values](i) for i in range(ROWS)],
        "middle name ": ["Ann", "Lee"] * 30,
    }
    if values != "ids":
        columns = {"record_id": [f"r{i:03}" for i in range(ROWS)]} | columns
    [source] = read_sources(pl.DataFrame(columns))
    return next(c for c in infer_columns(source, region="US") if c.column == header)


def test_headers_of_real_systems_are_understood():
    table = list(vectors())
    assert len(table) >= 600
    found = [(header, values, kind, infer(header, values)) for header, values, kind in table]
    wrong = [
        f"{header} ({values}): {column.kind}, not {kind}; {column.why}"
        for header, values, kind, column in found
        if column.kind != kind
    ]
    assert not wrong, "\n" + "\n".join(wrong)
    assert all(column.why and 0 < column.confidence <= 1 for *_, column in found)
