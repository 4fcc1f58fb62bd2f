"""People in households: who lives with whom, what they are called, when they were born."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from benchmarks.generator import rates
from benchmarks.generator.names import Pool

Ints: TypeAlias = npt.NDArray[np.int32]
Days: TypeAlias = npt.NDArray[np.float32]
Flags: TypeAlias = npt.NDArray[np.bool_]

NO_SUFFIX, JUNIOR, SENIOR = 0, 1, 2
HEAD, PARTNER, CHILD, MATE = 0, 1, 2, 3
_BORN_BEFORE = 18_262  # days from 1970 to the first day of the touchpoints, 2020-01-01


@dataclass(frozen=True, slots=True)
class People:
    """One row a person, members of a household in a row.

    Attributes:
        household: row of the household.
        head: row of the head of the household.
        role: HEAD, PARTNER, CHILD or MATE (flat share).
        female: whether `given` is a position among female names.
        given: position in the pool of given names of the sex.
        family: position in the pool of family names.
        family_before: the same, until the day `married`.
        married: day since the first of touchpoints; -1 for never.
        suffix: NO_SUFFIX, JUNIOR or SENIOR.
        born: day since 1970.
        middle: middle initial, 0 to 25.
    """

    household: Ints
    head: Ints
    role: Ints
    female: Flags
    given: Ints
    family: Ints
    family_before: Ints
    married: Days
    suffix: Ints
    born: Ints
    middle: Ints

    def __len__(self) -> int:
        return len(self.household)


def make_people(
    rng: np.random.Generator, persons: int, male: Pool, female: Pool, families: Pool
) -> People:
    """At least `persons` people in whole households."""
    household, head, role = _households(rng, persons)
    size = len(household)
    woman = rng.random(size) < 0.5
    partner = role == PARTNER
    woman[partner] = ~woman[head][partner] ^ (rng.random(int(partner.sum())) < 0.04)
    own = families.draw(rng, size)
    family, before, married = _family_names(rng, head, role, own)
    born = _births(rng, head, role)
    given = np.where(woman, female.draw(rng, size), male.draw(rng, size)).astype(np.int32)
    junior = (role == CHILD) & ~woman & ~woman[head] & (rng.random(size) < rates.JUNIOR)
    junior[1:] &= ~junior[:-1]
    given[junior] = given[head][junior]
    suffix = np.where(junior, JUNIOR, NO_SUFFIX).astype(np.int32)
    suffix[head[junior]] = SENIOR
    middle = rng.integers(0, 26, size, dtype=np.int32)
    return People(
        household, head, role, woman, given, family, before, married, suffix, born, middle
    )


def _households(rng: np.random.Generator, persons: int) -> tuple[Ints, Ints, Ints]:
    """Household, row of its head, and role of each person."""
    sizes = rng.choice(np.arange(1, 7), size=persons, p=rates.HOUSEHOLD_SIZES)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), persons)) + 1]
    household = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    head = np.repeat(np.cumsum(sizes) - sizes, sizes).astype(np.int32)
    position = np.arange(len(household)) - head
    form = rng.random(len(sizes))
    shared = (form < rates.FLAT_SHARE)[household]
    single = ((form >= rates.FLAT_SHARE) & (form < rates.FLAT_SHARE + rates.SINGLE_PARENT))[
        household
    ]
    role = np.where(position == 1, np.where(single, CHILD, PARTNER), CHILD)
    role = np.where(shared, MATE, role)
    role = np.where(position == 0, HEAD, role)
    return household, head, role.astype(np.int32)


def _family_names(
    rng: np.random.Generator, head: Ints, role: Ints, own: Ints
) -> tuple[Ints, Ints, Days]:
    """Family name, family name before marriage, and day of marriage."""
    keeps = (role == PARTNER) & (rng.random(len(own)) < rates.PARTNER_KEEPS_NAME)
    shares = ((role == PARTNER) & ~keeps) | (role == CHILD)
    family = np.where(shares, own[head], own)
    marries = (role == PARTNER) & shares & (rng.random(len(own)) < rates.MARRIES)
    day = (rng.random(len(own)) * rates.DAYS).astype(np.float32)
    return family, np.where(marries, own, family), np.where(marries, day, -1).astype(np.float32)


def _births(rng: np.random.Generator, head: Ints, role: Ints) -> Ints:
    """Days since 1970; parents 19 to 40 years older than their children, twins on one day."""
    size = len(head)
    parent = np.zeros(size, dtype=np.bool_)
    parent[head[role == CHILD]] = True
    age = np.where(parent, 36 + 36 * rng.beta(1.6, 2.2, size), 20 + 70 * rng.beta(1.4, 2.2, size))
    age = np.where(role == PARTNER, np.maximum(age[head] + rng.normal(-1.5, 4, size), 18), age)
    gap = 19 + 21 * rng.beta(2, 2, size)
    age = np.where(role == CHILD, np.maximum(age[head] - gap, 15 + rng.random(size)), age)
    age = np.where(role == MATE, np.clip(age[head] + rng.normal(0, 6, size), 18, 80), age)
    born = (_BORN_BEFORE - age * 365.25).astype(np.int32)
    twin = np.zeros(size, dtype=np.bool_)
    twin[1:] = (role[1:] == CHILD) & (role[:-1] == CHILD) & (head[1:] == head[:-1])
    twin &= rng.random(size) < rates.TWIN
    born[twin] = born[np.flatnonzero(twin) - 1]
    return born
