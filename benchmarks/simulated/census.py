"""A census and a household survey of the year after: the decennial census and ACS of pseudopeople.

Columns and kinds of error are those of pseudopeople's documentation ("Datasets", "Noise"). Its default
is 1 % a cell for each kind of error; here names have about 4 % in all, nicknames 6 %, wrong ages 4 %
and ZIP codes 3 %, so that the set is as hard as a user would make it, not as the default is. Children
with two homes are counted twice (4 %; its default is 5 %).

The census has ages, the survey has birth dates: no column of either names a person.
"""

from __future__ import annotations

import datetime as dt
import random
import string

from benchmarks.simulated import names
from benchmarks.simulated.files import Files, Row
from benchmarks.simulated.noise import damaged, digit_typo, maybe
from benchmarks.simulated.people import CHILD, House, Person, population
from benchmarks.simulated.places import Address, address

__all__ = ["make"]

PEOPLE = 26_000
NOT_COUNTED, COUNTED_TWICE, CHILD_COUNTED_TWICE = 0.05, 0.006, 0.04
SURVEYED, MOVED, NOT_ASKED = 0.45, 0.12, 0.06
MARRIED = 0.04  # women of 20 to 33 with another family name a year later
NAME_ERROR, NICKNAME, SWAPPED, NAME_OF_ANOTHER, NO_NAME = 0.04, 0.06, 0.006, 0.004, 0.005
WRONG_INITIAL, WRONG_AGE, WRONG_ZIP, MONTH_AND_DAY, WRONG_DATE = 0.02, 0.04, 0.03, 0.015, 0.02
STAND_INS = "Child Adult Anonymous Female Male A Son Dependent".split()
SECOND_HOMES = ["Household"] * 6 + ["College", "Nursing home", "Carceral", "Military"]


def make(rng: random.Random) -> Files:
    """The census of 2020 and the survey of 2021."""
    houses, people = population(rng, PEOPLE)
    files = Files(rng)
    for person in people:
        _count(files, person)
    for house in houses:
        if rng.random() < SURVEYED:
            _survey(files, house)
    return files


def _count(files: Files, person: Person) -> None:
    rng = files.rng
    if rng.random() < NOT_COUNTED:
        return
    twice = CHILD_COUNTED_TWICE if person.relation == CHILD else COUNTED_TWICE
    homes = [person.house.home] + [address(rng)] * (rng.random() < twice)
    for home in homes:
        first = home is person.house.home
        row = {
            **_name(rng, person),
            "age": maybe(str(_age(rng, person)), rng, 0.02),
            **_about(rng, person, other_race=0.02),
            **_address(rng, home),
            "housing_type": "Household" if first else rng.choice(SECOND_HOMES),
            "relationship_to_reference_person": person.relation if first else "Other relative",
            "year": "2020",
        }
        files.add("decennial_census", person.number, row)


def _survey(files: Files, house: House) -> None:
    rng = files.rng
    home = address(rng) if rng.random() < MOVED else house.home
    for person in house.people:
        if rng.random() < NOT_ASKED:
            continue
        young = person.sex == "F" and 1988 <= person.born.year <= 2000
        if young and rng.random() < MARRIED:
            person.family = names.family(rng, person.origin)
        row = {
            **_name(rng, person),
            "date_of_birth": maybe(_birth_date(rng, person.born), rng, 0.02),
            **_about(rng, person, other_race=0.03),
            **_address(rng, home),
            "housing_type": "Household",
            "relationship_to_reference_person": person.relation,
            "year": "2021",
        }
        files.add("american_community_survey", person.number, row)


def _name(rng: random.Random, person: Person) -> Row:
    given = names.nickname(rng, person.given) if rng.random() < NICKNAME else person.given
    given, family = damaged(given, rng, NAME_ERROR), damaged(person.family, rng, NAME_ERROR)
    if rng.random() < SWAPPED:
        given, family = family, given
    if rng.random() < NAME_OF_ANOTHER:
        given = rng.choice(person.house.people).given
    if rng.random() < NO_NAME:
        given = rng.choice(STAND_INS)
    middle = maybe(person.middle[:1] or None, rng, 0.15)
    if middle and rng.random() < WRONG_INITIAL:
        middle = rng.choice(string.ascii_uppercase)
    return {
        "first_name": maybe(given, rng, 0.01),
        "middle_initial": middle,
        "last_name": maybe(family, rng, 0.01),
    }


def _about(rng: random.Random, person: Person, *, other_race: float) -> Row:
    race = "Multiracial or Other" if rng.random() < other_race else names.RACES[person.origin]
    return {
        "sex": maybe("Male" if person.sex == "M" else "Female", rng, 0.01),
        "race_ethnicity": maybe(race, rng, 0.02),
    }


def _age(rng: random.Random, person: Person) -> int:
    """Age on census day, at times off by a year or two."""
    age = 2020 - person.born.year - ((person.born.month, person.born.day) > (4, 1))
    if rng.random() < WRONG_AGE:
        age += rng.choice([-2, -1, -1, 1, 1, 2, 5])
    return max(age, 0)


def _birth_date(rng: random.Random, born: dt.date) -> str:
    if rng.random() < MONTH_AND_DAY and born.day <= 12:
        born = dt.date(born.year, born.day, born.month)
    text = born.strftime("%m/%d/%Y")
    return digit_typo(text, rng) if rng.random() < WRONG_DATE else text


def _address(rng: random.Random, home: Address) -> Row:
    street = home.way(long=rng.random() < 0.06).lower()
    unit = home.unit.lower().replace("apt", rng.choice(["apt", "#", "unit", "no"]))
    postcode = digit_typo(home.postcode, rng) if rng.random() < WRONG_ZIP else home.postcode
    return {
        "street_number": maybe(damaged(home.number, rng, 0.01), rng, 0.02),
        "street_name": maybe(damaged(street, rng, 0.03), rng, 0.02),
        "unit_number": unit or None,
        "city": maybe(damaged(home.city, rng, 0.02), rng, 0.01),
        "state": home.state,
        "zipcode": maybe(postcode, rng, 0.01),
    }
