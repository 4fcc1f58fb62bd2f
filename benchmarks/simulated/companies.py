"""One file of companies, some listed two or three times: not people, and no kind of its own for most columns.

Names are a family name or a word and a line of business, with a legal form that changes in 30 % of
the listings; 12 % of names are misspelled, 20 % write "and" for "&", 15 % are in capitals. VAT numbers,
phones and websites are missing in 30 to 50 %. The `industry` column repeats a word of the name, as in
lists bought from brokers: it must not count twice. All rates are guesses.
"""

from __future__ import annotations

import random

from benchmarks.simulated import names
from benchmarks.simulated.files import Files, Row
from benchmarks.simulated.noise import code, damaged, maybe
from benchmarks.simulated.places import Address, address, phone

__all__ = ["make"]

COMPANIES, LISTINGS = 1_200, [40, 40, 20]  # of 1, 2 and 3
NAME_ERROR, OTHER_FORM, CAPITALS = 0.12, 0.3, 0.15
_FORMS = ["Inc", "Inc.", "LLC", "Ltd", "GmbH", "Corp", "Corporation", "Co.", "SA", "AG", "PLC", ""]
_LINES = (
    "Logistics Software Foods Energy Medical Plastics Tools Textiles Robotics Chemicals Steel "
    "Partners Consulting Systems Media Bank Insurance Pharma Optics Motors"
).split()
_WORDS = "Global United First Northern Pacific American Euro Blue Delta Apex Nova".split()


def make(rng: random.Random) -> Files:
    """One file."""
    files = Files(rng)
    for number in range(COMPANIES):
        company, home = _company(rng), address(rng)
        for _ in range(rng.choices([1, 2, 3], LISTINGS)[0]):
            files.add("companies", number, _listing(rng, company, home))
    return files


def _company(rng: random.Random) -> dict[str, str]:
    line = rng.choice(_LINES)
    first, second = names.family(rng, "white"), names.family(rng, "white")
    forms = [f"{first} {line}", f"{first} & {second}", f"{rng.choice(_WORDS)} {line}"]
    name = rng.choice([*forms, f"{code(rng, 'AAA')} {line}"])
    host = name.lower().replace(" & ", "").replace(" ", rng.choice(["", "-"]))
    return {
        "name": name,
        "line": line,
        "form": rng.choice(_FORMS),
        "vat": rng.choice(["DE", "DE", "GB"]) + code(rng, "999999999"),
        "host": host + rng.choice([".com", ".com", ".net", ".de", ".co.uk"]),
        "phone": phone(rng),
    }


def _listing(rng: random.Random, company: dict[str, str], home: Address) -> Row:
    vat, host = company["vat"], company["host"]
    spaced = f"{vat[:2]} {vat[2:5]} {vat[5:8]} {vat[8:]}"
    website = rng.choice(["https://www.", "www.", "", "http://"]) + host
    website += rng.choice(["", "/", "/contact"])
    return {
        "company_name": _name(rng, company),
        "address": damaged(home.line(long=rng.random() < 0.5), rng, 0.05),
        "city": home.city,
        "postcode": home.postcode,
        "website": maybe(website, rng, 0.3),
        "vat_id": maybe(vat if rng.random() < 0.8 else spaced, rng, 0.4),
        "telephone": maybe(company["phone"], rng, 0.5),
        "industry": maybe(company["line"], rng, 0.3),
        "employees": rng.choice(["5", "10", "25", "50", "100", "250", "1000"]),
    }


def _name(rng: random.Random, company: dict[str, str]) -> str:
    name = company["name"]
    if rng.random() < 0.2:
        name = name.replace("&", "and")
    form = rng.choice(_FORMS) if rng.random() < OTHER_FORM else company["form"]
    name = f"{damaged(name, rng, NAME_ERROR)} {form}".strip()
    return name.upper() if rng.random() < CAPITALS else name
