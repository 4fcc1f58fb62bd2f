"""Two snapshots of a voter register, twelve years apart, in the form of North Carolina's.

Headers are those of the state's public files as record linkage papers use them (NCVR), without the
state's own voter number, which would be the answer. There is no birth date, only year of birth and
age; a phone for one in eight. Voters move (38 % in twelve years, most with their household), marry
(12 % of the younger women, many keep the old name as a middle name), change parties and register
anew. Name errors are 1 %: the register is clean, and its difficulty is namesakes. Rates of moving and
marrying are guesses, not counts.
"""

from __future__ import annotations

import datetime as dt
import random

from benchmarks.simulated import names
from benchmarks.simulated.files import Files, Row
from benchmarks.simulated.noise import damaged, maybe
from benchmarks.simulated.people import Person, population
from benchmarks.simulated.places import NORTH_CAROLINA, Address, address, phone

__all__ = ["make"]

PEOPLE, LAST_BORN = 46_000, 2002
IN_FIRST, IN_BOTH, ONLY_IN_SECOND = 0.8, 0.6, 0.75
REMOVED_TWIN = 0.01  # voters of the first snapshot with an old registration besides
MOVES, WITH_HOUSEHOLD, REGISTERS_ANEW = 0.38, 0.7, 0.4
MARRIES, OLD_NAME_AS_MIDDLE, OTHER_PARTY = 0.12, 0.4, 0.08
HAS_PHONE, GIVES_PHONE = 0.15, 0.8
ERROR = {2012: 0.01, 2024: 0.012}
OLD_ERROR = 0.05  # of the old registrations
_COUNTIES = dict(
    zip(
        [line.split(",")[0] for line in NORTH_CAROLINA.splitlines()],
        (
            "MECKLENBURG WAKE GUILFORD DURHAM FORSYTH BUNCOMBE CATAWBA WILSON WATAUGA JACKSON "
            "CHOWAN NASH"
        ).split(),
        strict=True,
    )
)
_RACES = {"white": "W", "black": "B", "hispanic": "O", "arab": "W"}  # others: A
_BORN_IN = ["NC"] * 12 + "NY VA SC OH PA FL NJ CA GA TX OC".split()
_PARTIES = ["DEM", "REP", "UNA"]


def make(rng: random.Random) -> Files:
    """The snapshots of 2012 and 2024."""
    _, people = population(rng, PEOPLE, NORTH_CAROLINA)
    people = [person for person in people if person.born.year <= LAST_BORN]
    for person in people:
        _register(rng, person)
    files = Files(rng)
    for person in people:
        first = person.has["registered"].year < 2013 and rng.random() < IN_FIRST
        second = rng.random() < (IN_BOTH if first else ONLY_IN_SECOND)
        home = person.house.home
        if first:
            _add(files, person, home, 2012)
            home = _twelve_years(rng, person) if second else home
        if second:
            _add(files, person, home, 2024)
    return files


def _register(rng: random.Random, person: Person) -> None:
    of_age = person.born.year + 18
    year = rng.randint(max(1975, of_age), 2023) if of_age < 2012 else min(2023, of_age)
    person.has.update(
        birth_place=rng.choice(_BORN_IN),
        party=rng.choice([*_PARTIES, *_PARTIES, *_PARTIES, "LIB"]),
        registered=dt.date(year, rng.randint(1, 12), rng.randint(1, 28)),
        phone=phone(rng, "704 919 336 828 252") if rng.random() < HAS_PHONE else None,
    )


def _twelve_years(rng: random.Random, person: Person) -> Address:
    """What has changed by the second snapshot; where the voter lives then."""
    home = person.house.home
    if rng.random() < MOVES:
        together = person.house.has.setdefault("next", address(rng, NORTH_CAROLINA))
        home = together if rng.random() < WITH_HOUSEHOLD else address(rng, NORTH_CAROLINA)
        if rng.random() < REGISTERS_ANEW:
            year = rng.randint(2013, 2023)
            person.has["registered"] = dt.date(year, rng.randint(1, 12), rng.randint(1, 28))
    if person.sex == "F" and person.born.year > 1965 and rng.random() < MARRIES:
        keeps = rng.random() < OLD_NAME_AS_MIDDLE
        person.middle = person.family if keeps else person.middle
        person.family = names.family(rng, person.origin)
    if rng.random() < OTHER_PARTY:
        person.has["party"] = rng.choice(_PARTIES)
    return home


def _add(files: Files, person: Person, home: Address, year: int) -> None:
    rng, source = files.rng, f"snapshot_{year}"
    status = rng.choices(["ACTIVE", "INACTIVE", "REMOVED"], [80, 12, 8])[0]
    files.add(source, person.number, _row(rng, person, home, year) | {"status": status})
    if year == 2012 and rng.random() < REMOVED_TWIN:
        old = _row(rng, person, address(rng, NORTH_CAROLINA), year, error=OLD_ERROR)
        files.add(source, person.number, old | {"status": "REMOVED"})


def _row(
    rng: random.Random, person: Person, home: Address, year: int, *, error: float | None = None
) -> Row:
    error = ERROR[year] if error is None else error
    given = names.nickname(rng, person.given) if rng.random() < 0.02 else person.given
    middle = person.middle[:1] if rng.random() < 0.12 else person.middle
    born = person.born.year
    if rng.random() < 0.01:
        born += rng.choice([-1, 1, -10, 10, 9])
    return {
        "county": _COUNTIES[home.city],
        "last_name": damaged(person.family, rng, error).upper(),
        "first_name": damaged(given, rng, error).upper(),
        "midl_name": maybe(damaged(middle, rng, error).upper() or None, rng, 0.03),
        "name_sufx_cd": maybe(person.suffix.upper() or None, rng, 0.2),
        "res_street_address": _street(rng, home, error),
        "res_city_desc": home.city.upper(),
        "state_cd": "NC",
        "zip_code": home.postcode,
        "full_phone_number": person.has["phone"] if rng.random() < GIVES_PHONE else None,
        "race_code": "U" if rng.random() < 0.03 else _RACES.get(person.origin, "A"),
        "ethnic_code": "HL" if person.origin == "hispanic" else rng.choice(["NL", "UN"]),
        "party_cd": person.has["party"],
        "gender_code": "U" if rng.random() < 0.04 else person.sex,
        "birth_year": str(born),
        "age_at_year_end": str(year - born),
        "birth_place": maybe(person.has["birth_place"], rng, 0.25),
        "registr_dt": person.has["registered"].strftime("%m/%d/%Y"),
    }


def _street(rng: random.Random, home: Address, error: float) -> str:
    if rng.random() < 0.02:
        return "REMOVED"
    unit = home.unit.upper()
    if error == OLD_ERROR:
        unit = unit.replace("APT", rng.choice(["APT", "#", "UNIT"]))
    return damaged(f"{home.line().upper()} {unit}".strip(), rng, error / 2)
