"""Households: customers who are related by what each is known by."""

import random

import polars as pl

import identity_resolve as ir
from tests.build import people

STATES = {"CA": "415", "TX": "512", "NY": "212", "OH": "614"}
Row = dict[str, str | None]


def families(size: int, seed: int) -> list[Row]:
    """People of rare family names, two records each; of every two families one is a couple at one phone."""
    chance = random.Random(seed)
    rows: list[Row] = []
    for number in range(size):
        family = "".join(chance.choices("bcdfghklmnprst", k=4)) + "son"
        phone = f"+1{chance.choice([*STATES.values()])}{2_000_000 + 4799 * number}"
        for given in chance.sample(("Ann", "Bob", "Eve", "Tom", "Ida"), k=1 + number % 2):
            named = {"given": given, "family": family, "email": f"{given}{number}@x.org".lower()}
            rows += [named | {"phone": phone}, named | {"phone": None}]
    return [row | {"id": str(at)} for at, row in enumerate(rows)]


def homes_of(rows: list[Row]) -> dict[str, tuple[str, str]]:
    members = ir.resolve(pl.DataFrame(rows)).members.select(
        "record_id", "customer_id", "household_id"
    )
    return {record: (customer, household) for record, customer, household in members.rows()}


def test_a_rare_name_in_one_state_is_a_household() -> None:
    rare: Row = {"family": "Quixworth", "email": None}
    one = rare | {"id": "one", "given": "Zoe", "phone": "+16142310001"}
    two = rare | {"id": "two", "given": "Max", "phone": "+12162319002"}
    far = rare | {"id": "far", "given": "Leo", "phone": "+12122319003"}
    homes = homes_of([*families(600, 1), one, two, far])
    assert homes["one"][0] != homes["two"][0]
    assert homes["one"][1] == homes["two"][1] != homes["far"][1]


def test_households_are_of_whole_customers() -> None:
    members = ir.resolve(people(2000, 3)).members
    homes = members.group_by("customer_id").agg(pl.n_unique("household_id"))["household_id"]
    assert homes.max() == 1
    assert members["household_id"].n_unique() < len(homes)
