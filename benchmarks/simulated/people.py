"""A made-up population: people in households, with relatives who share names, homes and birthdays.

A quarter of the households are of one person, as in the American census of 2020; the other rates are
guesses: 9 % share a flat, the rest are families, a fifth of them of one parent. Sons named after their
father (7 %), twins (2.5 %) and partners with a name of their own (15 %, or half where that is the
custom) make it hard.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field
from typing import Any

from benchmarks.simulated import names
from benchmarks.simulated.places import OHIO, Address, address

__all__ = ["House", "Person", "birthday", "population"]

ALONE, FLAT_SHARE = 0.27, 0.09
SINGLE_PARENT = 0.22
KEEPS_NAME, KEEPS_NAME_BY_CUSTOM = 0.15, 0.5
CUSTOM = ("chinese", "korean", "vietnamese", "hispanic")
CHILDREN = 1.4  # mean of households with a reference person of 25 to 61
JUNIOR, TWIN, GRANDPARENT = 0.07, 0.025, 0.06
MIDDLE_NAME = 0.85
CHILD = "Biological child"


@dataclass(slots=True)
class Person:
    """One person; a set may change what changes in a life.

    Attributes:
        number: what tells people apart in the truth.
        sex: M or F.
        given: given name.
        middle: middle name, or nothing.
        family: family name.
        suffix: Jr, Sr or nothing.
        born: birth date.
        origin: one of names.ORIGINS.
        house: where he or she lives.
        relation: to the first person of the household.
        has: numbers and habits that a set hands out.
    """

    number: int
    sex: str
    given: str
    middle: str
    family: str
    suffix: str
    born: dt.date
    origin: str
    house: House
    relation: str
    has: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class House:
    """People who live together.

    Attributes:
        home: their address.
        people: those who live there.
        has: what they share, handed out by a set.
    """

    home: Address
    people: list[Person] = field(default_factory=list)
    has: dict[str, Any] = field(default_factory=dict)


def birthday(rng: random.Random, ages: tuple[int, int], year: int = 2020) -> dt.date:
    """A birth date of somebody between two ages in a year."""
    return dt.date(year - rng.randint(*ages), 1, 1) + dt.timedelta(days=rng.randint(0, 364))


def population(
    rng: random.Random, size: int, towns: str = OHIO
) -> tuple[list[House], list[Person]]:
    """Whole households of at least `size` people in the year 2020."""
    made = _Population(rng)
    houses = []
    while len(made.people) < size:
        houses.append(made.household(address(rng, towns)))
    return houses, made.people


class _Population:
    """People as they are added, household by household.

    Args:
        rng: source of chance.
    """

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.people: list[Person] = []

    def household(self, home: Address) -> House:
        """Add one household."""
        rng, house = self.rng, House(home)
        form = rng.random()
        if form < ALONE:
            self.add(house, self.origin(), (20, 90), relation="Reference person")
        elif form < ALONE + FLAT_SHARE:
            for number in range(rng.randint(2, 3)):
                relation = "Roommate or housemate" if number else "Reference person"
                self.add(house, self.origin(), (19, 38), relation=relation)
        else:
            self.relatives(house)
        return house

    def origin(self) -> str:
        return self.rng.choices(list(names.ORIGINS), list(names.ORIGINS.values()))[0]

    def add(self, house: House, origin: str, ages: tuple[int, int], **known: str) -> Person:
        """Add a person; nobody in a house has the name of another, but for juniors."""
        rng = self.rng
        sex = known.get("sex") or rng.choice("MF")
        family = known.get("family") or names.family(rng, origin)
        given = known.get("given") or names.given(rng, origin, sex)
        while "given" not in known and any(other.given == given for other in house.people):
            given = names.given(rng, origin, sex)
        middle = names.given(rng, origin, sex).replace("-", " ").split()[0]
        middle = middle if rng.random() < MIDDLE_NAME else ""
        born, suffix = birthday(rng, ages), known.get("suffix", "")
        number, relation = len(self.people), known["relation"]
        person = Person(number, sex, given, middle, family, suffix, born, origin, house, relation)
        self.people.append(person)
        house.people.append(person)
        return person

    def relatives(self, house: House) -> None:
        """Add a family: one or two adults, children, at times a grandparent."""
        rng, origin = self.rng, self.origin()
        alone, age = rng.random() < SINGLE_PARENT, rng.randint(22, 85)
        sex = "F" if rng.random() < (0.8 if alone else 0.4) else "M"
        first = self.add(house, origin, (age, age), sex=sex, relation="Reference person")
        if not alone:
            self.partner(house, first, age)
        if 24 < age < 62:
            for _ in range(min(6, int(rng.expovariate(1 / CHILDREN)))):
                self.child(house, first, age)
        if rng.random() < GRANDPARENT:
            family = first.family if rng.random() < 0.7 else names.family(rng, origin)
            ages = (min(95, age + 22), min(97, age + 35))
            self.add(house, origin, ages, family=family, relation="Parent")

    def partner(self, house: House, first: Person, age: int) -> None:
        keeps = KEEPS_NAME_BY_CUSTOM if first.origin in CUSTOM else KEEPS_NAME
        own = self.rng.random() < keeps
        family = names.family(self.rng, first.origin) if own else first.family
        sex, ages = "F" if first.sex == "M" else "M", (max(19, age - 7), age + 4)
        relation = "Opposite-sex spouse"
        self.add(house, first.origin, ages, sex=sex, family=family, relation=relation)

    def child(self, house: House, first: Person, age: int) -> None:
        rng, sex = self.rng, self.rng.choice("MF")
        known = {"sex": sex, "family": first.family, "relation": CHILD}
        ages = (0, max(0, min(age - 20, 26)))
        father = next((p for p in house.people if p.sex == "M" and p.relation != CHILD), None)
        if sex == "M" and father and not father.suffix and rng.random() < JUNIOR:
            father.suffix = "Sr"
            self.add(house, first.origin, ages, **known, given=father.given, suffix="Jr")
            return
        born = self.add(house, first.origin, ages, **known).born
        if rng.random() < TWIN:
            known["sex"] = rng.choice("MF")
            self.add(house, first.origin, ages, **known).born = born
