"""Three years of wages and tax returns: the W-2, 1099 and 1040 forms of pseudopeople.

Columns are those of pseudopeople's documentation ("Datasets"). As there, people without a social
security number work under one that is another's ("borrowed SSN"); here 15 % of Latino adults do. Wrong
digits (2 % of numbers), blanks (1 %) and name errors (2 %) are twice its default of 1 % a cell, nicknames 3 %.

Hard for a tool that takes a person key at its word, or an employer's number and address, or the
wages of a year, for the person's own.
"""

from __future__ import annotations

import random
from typing import TypeAlias

from benchmarks.simulated import names
from benchmarks.simulated.files import Files, Row
from benchmarks.simulated.noise import code, damaged, digit_typo, maybe
from benchmarks.simulated.people import House, Person, population
from benchmarks.simulated.places import OHIO, Address, address, ssn

__all__ = ["make", "make_w2"]

PEOPLE, EMPLOYERS, YEARS = 16_000, 700, (2019, 2020, 2021)
LAST_BORN = 2003  # adults work and file; the others are dependents
BORROWS = 0.15  # of Latino adults; a fifth of their forms have no number at all
MOVES, RENAMED, CHANGES_JOB, SECOND_JOB = 0.12, 0.008, 0.25, 0.25  # a year
NOT_WORKING, NOT_FILING, RETIRED, POST_BOX = 0.20, 0.35, 70, 0.03
ERROR = {"w2_1099": 0.02, "form_1040": 0.01}  # of names and numbers, each
_LINES = (
    "Manufacturing Logistics Electric Plumbing Foods Health Dental Insurance Auto Construction"
).split()
_HOME = "mailing_address_"

Employers: TypeAlias = tuple[list[Row], list[float]]


def make(rng: random.Random) -> Files:
    """Both files."""
    houses, people = population(rng, PEOPLE)
    adults = [person for person in people if person.born.year <= LAST_BORN]
    _hand_out_numbers(rng, adults)
    employers = [_employer(rng) for _ in range(EMPLOYERS)]
    weights = [1 / (rank + 3) ** 0.8 for rank in range(EMPLOYERS)]
    files = Files(rng)
    for year in YEARS:
        for house in houses:
            if rng.random() < MOVES:
                house.home = address(rng)
        for person in adults:
            _work(files, person, year, (employers, weights))
        for house in houses:
            _file(files, house, year)
    return files


def make_w2(rng: random.Random) -> Files:
    """Only what employers send in."""
    return make(rng).only("w2_1099")


def _hand_out_numbers(rng: random.Random, adults: list[Person]) -> None:
    for person in adults:
        person.has.update(ssn=ssn(rng), jobs=[])
    for person in adults:
        if person.origin == "hispanic" and rng.random() < BORROWS:
            person.has["borrowed"] = rng.choice(adults).has["ssn"]


def _employer(rng: random.Random) -> Row:
    home = address(rng)
    family = names.family(rng, "white")
    town = rng.choice(OHIO.splitlines()).split(",")[0]
    named = [
        f"{family} {rng.choice(_LINES)} {rng.choice(['Inc', 'LLC', 'Corp', 'Co'])}",
        f"{family} & {names.family(rng, 'white')} LLP",
        f"City of {town}",
        f"{town} Public Schools",
    ]
    return {
        "employer_id": code(rng, "99-9999999"),
        "employer_name": rng.choice(named),
        "employer_street_number": home.number,
        "employer_street_name": f"{home.street} {home.end}",
        "employer_unit_number": home.unit or None,
        "employer_city": home.city,
        "employer_state": home.state,
        "employer_zipcode": home.postcode,
    }


def _work(files: Files, person: Person, year: int, employers: Employers) -> None:
    """A form from each employer of a year."""
    rng = files.rng
    if person.sex == "F" and rng.random() < RENAMED:
        person.family = names.family(rng, person.origin)
    if 2020 - person.born.year > RETIRED or rng.random() < NOT_WORKING:
        return
    if not person.has["jobs"] or rng.random() < CHANGES_JOB:
        jobs = 2 if rng.random() < SECOND_JOB else 1
        person.has["jobs"] = rng.choices(*employers, k=jobs)
    box = str(rng.randint(1, 4999)) if rng.random() < POST_BOX else None
    for employer in person.has["jobs"]:
        row = {
            **_person(rng, person, ERROR["w2_1099"]),
            **_address(rng, person.house.home, box),
            **employer,
            "wages": str(int(rng.lognormvariate(10.4, 0.7))),
            "tax_form": "W2" if rng.random() < 0.9 else "1099",
            "tax_year": str(year),
        }
        files.add("w2_1099", person.number, row)


def _file(files: Files, house: House, year: int) -> None:
    """The tax returns of a household; spouses file together."""
    rng = files.rng
    adults = [person for person in house.people if person.born.year <= LAST_BORN]
    children = [person for person in house.people if person.born.year > LAST_BORN]
    spouse = next((person for person in adults if person.relation.endswith("spouse")), None)
    for person in adults:
        if person is spouse or rng.random() < NOT_FILING:
            continue
        joint = spouse if person is adults[0] else None
        child = children[0] if children and person is adults[0] else None
        row = {
            **_person(rng, person, ERROR["form_1040"]),
            **_named(rng, "spouse_", joint),
            **_named(rng, "dependent_1_", child),
            **_address(rng, house.home, None),
            "joint_filer": str(joint is not None),
            "tax_form": "1040",
            "tax_year": str(year),
        }
        files.add("form_1040", person.number, row)


def _person(rng: random.Random, person: Person, error: float) -> Row:
    given = names.nickname(rng, person.given) if rng.random() < 0.03 else person.given
    return {
        "ssn": _ssn(rng, person, error),
        "first_name": damaged(given, rng, error),
        "middle_initial": maybe(person.middle[:1] or None, rng, 0.1),
        "last_name": damaged(person.family, rng, error),
    }


def _ssn(rng: random.Random, person: Person, error: float) -> str | None:
    borrowed = person.has.get("borrowed")
    number = maybe(borrowed or person.has["ssn"], rng, 0.2 if borrowed else error / 2)
    return digit_typo(number, rng) if number and rng.random() < error else number


def _named(rng: random.Random, prefix: str, person: Person | None) -> Row:
    """Another person on the form, who is not its subject."""
    if person is None:
        return {prefix + part: None for part in ("first_name", "last_name", "ssn")}
    number = person.has.setdefault("ssn", ssn(rng))
    return {
        prefix + "first_name": person.given,
        prefix + "last_name": person.family,
        prefix + "ssn": number,
    }


def _address(rng: random.Random, home: Address, box: str | None) -> Row:
    wrong = rng.random() < 0.01
    street = damaged(f"{home.direction} {home.street} {home.end}".strip(), rng, 0.02)
    return {
        _HOME + "po_box": box,
        _HOME + "street_number": None if box else home.number,
        _HOME + "street_name": None if box else street,
        _HOME + "unit_number": None if box else home.unit or None,
        _HOME + "city": damaged(home.city, rng, 0.01),
        _HOME + "state": home.state,
        _HOME + "zipcode": digit_typo(home.postcode, rng) if wrong else home.postcode,
    }
