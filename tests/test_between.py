"""Evidence between groups of records, against a slow clear version."""

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.arrays import SEEN
from identity_resolve.between import weigh_groups, weigh_records
from identity_resolve.comparison.engine import compare
from identity_resolve.scoring.weights import Counts, add_up, no_counts, outcome_counts
from identity_resolve.world import weigh
from tests.build import people

CLOSE = 0.02
WORLD = ir.resolve(people(300, 5))._run.world
SIZE = len(WORLD.records)
ROWS = st.lists(st.integers(0, SIZE - 1), min_size=1, max_size=5, unique=True)


def in_groups(*members):
    group = np.arange(SIZE, dtype=np.int32)
    for rows in members:
        group[rows] = min(rows)
    return group, *(np.array([min(rows)], dtype=np.int32) for rows in members)


def root_mean(bits):
    """Bits of the odds whose root is the mean of the roots."""
    return 2 * np.log2(np.exp2(bits / 2).mean())


def often(comparison, left, right, best):
    """Disagreement counts more where more records of both sides could have agreed."""
    if (comparison.several and not comparison.scarce) or best.over_u[0] >= 0:
        return best
    columns = [WORLD.view.columns[p] for p in comparison.parts if p in WORLD.view.columns]
    held = [sum(any(k[r] >= 0 for c in columns for k in c.codes) for r in s) for s in (left, right)]
    return best.each(lambda bits: (bits * (1 + np.log2(min(held)) / 2)).astype(np.float32))


def tells(comparison, outcome):
    """Whether it says more than that none of several values is shared."""
    nothing = [0, len(comparison.agreeing)] if comparison.several else [0]
    return bool((~np.isin(outcome, nothing)).any())


def slow(left, right):
    """Every record with every record, field by field."""
    counts = no_counts(1)
    rows = [np.array(side, dtype=np.int32) for side in zip(*product(left, right), strict=True)]
    outcomes = {
        c.name: compare(c, WORLD.view, WORLD.rarities, *rows) for c in WORLD.plan.comparisons
    }
    told = {c.name for c in WORLD.plan.comparisons if tells(c, outcomes[c.name])}
    for comparison in WORLD.plan.comparisons:
        outcome = outcomes[comparison.name]
        if not told.isdisjoint(comparison.instead):
            continue
        if (some := outcome[outcome > 0]).size:
            table = outcome_counts(WORLD.model.weights[comparison.name], comparison.near)
            found = table.take(some)
            if comparison.several:
                found = found.take(np.array([int(np.argmax(found.over_u))]))
            else:
                found = Counts(
                    *(np.array([root_mean(getattr(found, f))]) for f in Counts.__slots__)
                )
            counts.add(often(comparison, left, right, found))
    counts.over_u[:] += np.log2(max(len(left), len(right))) / 2
    return float(add_up(WORLD.model, counts, np.zeros(1, np.float32)).same[0])


@settings(max_examples=150, deadline=None)
@given(ROWS, ROWS)
def test_groups_weigh_what_a_slow_clear_version_says(left, right):
    right = [row for row in right if row not in left] or [
        next(r for r in range(9) if r not in left)
    ]
    emails = WORLD.records.columns["email"].codes[0]
    found = float(weigh_groups(WORLD, *in_groups(left, right)).same[0])
    if len(set(emails[[*left, *right]])) == len(left) + len(right) or (emails[left] < 0).all():
        assert found == pytest.approx(slow(left, right), abs=CLOSE)
    assert found == float(weigh_groups(WORLD, *in_groups(right, left)).same[0])


@settings(max_examples=150, deadline=None)
@given(ROWS, st.integers(0, SIZE - 1))
def test_a_record_is_weighed_against_its_group_as_if_it_had_never_been_in_it(rest, record):
    rest = [row for row in rest if row != record] or [(record + 1) % SIZE]
    group, place = in_groups([record, *rest])
    found = weigh_records(WORLD, group, np.array([record], dtype=np.int32), place)
    apart, *ends = in_groups([record], rest)
    assert float(found.same[0]) == float(weigh_groups(WORLD, apart, *ends).same[0])


@given(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1))
def test_two_records_weigh_as_groups_what_they_weigh_as_a_pair(a, b):
    left, right = (np.array([row], dtype=np.int32) for row in sorted((a, b)))
    if a != b:
        alone = np.arange(SIZE, dtype=np.int32)
        found = weigh_groups(WORLD, alone, left, right).same
        assert found == pytest.approx(weigh(WORLD, left, right).bits.same, abs=CLOSE)


def test_many_pairs_at_once_weigh_what_each_does_alone():
    group = np.arange(SIZE, dtype=np.int32) // 3 * 3
    starts = np.unique(group)
    left, right = starts[:-1], starts[1:]
    together = weigh_groups(WORLD, group, left, right).same
    for i in range(len(left)):
        alone = weigh_groups(WORLD, group, left[i : i + 1], right[i : i + 1]).same
        assert alone[0] == together[i]


ANN = {"first_name": "Ann", "last_name": "Szymborska"}
SPARSE = [
    {**ANN, "email": "as@lee.org", "phone": None},
    {"first_name": "Ann", "last_name": None, "email": "as@lee.org", "phone": "415 555 2671"},
    {"first_name": None, "last_name": "Szymborska", "email": None, "phone": "415 555 2671"},
]


def customers(rows):
    model = ir.resolve(people(400, 3)).model
    found = ir.resolve(
        pl.DataFrame([{**r, "record_id": str(i)} for i, r in enumerate(rows)]), model=model
    )
    return found.members["customer_id"].to_list()


def test_records_that_share_different_things_with_different_others_are_one_customer():
    assert len(set(customers(SPARSE))) == 1


def test_one_slip_among_many_does_not_open_the_door():
    """One mistyped given name of Ann is no link to Bob, who shares her phone."""
    ann = [{**ANN, "email": "as@lee.org", "phone": "415 555 2671"}] * 4
    slip = {**ANN, "first_name": "Bob", "email": "as@lee.org", "phone": None}
    bob = [{**ANN, "first_name": "Bob", "email": "bob@lee.org", "phone": "415 555 2671"}] * 3
    found = customers([*ann, slip, *bob])
    assert len(set(found[:5])) == 1
    assert not set(found[:5]) & set(found[5:])


def test_times_are_compared_where_there_are_some():
    rows = [
        {"id": str(i), "name": f"Ann Lee{i % 40}", "phone": f"4155{i % 40:06}", "at": f"2024-05-{i % 28 + 1:02}"}
        for i in range(80)
    ]  # fmt: skip
    assert SEEN in ir.resolve(rows).model.weights
    assert (
        SEEN
        not in ir.resolve([{k: v for k, v in r.items() if k != "at"} for r in rows]).model.weights
    )
