"""Few records weighed all fields at once weigh exactly what they weigh field by field."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve import between, between_few
from identity_resolve.forming import form_customers
from identity_resolve.linking import join_edges, judge
from identity_resolve.scoring.rules import DecisionRule, Form
from identity_resolve.world import all_compared
from tests.build import dmv, people

SIZE = 40
RULES = (DecisionRule("mail", Form.MUST_LINK, ("email",), unless=("birth_date",)),)


@cache
def world_of(seed):
    run = dmv()._run if seed == 4 else ir.resolve(people(SIZE, seed))._run
    rules = (*run.world.plan.decision_rules, *RULES)
    return replace(run.world, plan=replace(run.world.plan, decision_rules=rules))


WORLDS = st.integers(0, 4).map(world_of)


def same_bits(one, other):
    for name in ("same", "against", "related"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


def some_groups(data, size):
    """Groups called by their first rows, as customers are."""
    number = np.array(data.draw(st.lists(st.integers(0, 12), min_size=size, max_size=size)))
    first = {int(n): int(np.flatnonzero(number == n)[0]) for n in number}
    return np.array([first[int(n)] for n in number], dtype=np.int32)


def some_pairs(data, left, right):
    pairs = data.draw(
        st.lists(
            st.tuples(st.sampled_from(left), st.sampled_from(right)).filter(lambda p: p[0] != p[1]),
            max_size=20,
        )
    )
    return (np.array([p[i] for p in pairs], dtype=np.int32) for i in (0, 1))


@settings(max_examples=150, deadline=None)
@given(WORLDS, st.data())
def test_pairs(world, data):
    rows = range(len(world.records))
    left, right = some_pairs(data, rows, rows)
    few, many = (judge(w, left, right) for w in (all_compared(world), world))
    for name in many.__slots__:
        np.testing.assert_array_equal(getattr(few, name), getattr(many, name))


@settings(max_examples=150, deadline=None)
@given(WORLDS, st.data())
def test_groups(world, data):
    group = some_groups(data, len(world.records))
    names = np.unique(group).tolist()
    if len(names) > 1:
        left, right = some_pairs(data, names, names)
        same_bits(
            between_few.weigh_groups(all_compared(world), group, left, right),
            between.weigh_groups(world, group, left, right),
        )


@settings(max_examples=150, deadline=None)
@given(WORLDS, st.data())
def test_records_and_groups(world, data):
    group = some_groups(data, len(world.records))
    size = np.bincount(group, minlength=len(group))
    rows, names = range(len(group)), np.unique(group).tolist()
    pairs = list(zip(*some_pairs(data, rows, names), strict=True))
    pairs = [(r, g) for r, g in pairs if group[r] != g or size[g] > 1]
    record, other = (np.array([p[i] for p in pairs], dtype=np.int32) for i in (0, 1))
    same_bits(
        between_few.weigh_records(all_compared(world), group, record, other),
        between.weigh_records(world, group, record, other),
    )


@pytest.mark.parametrize("seed", range(5))
def test_customers(seed):
    world = world_of(seed)
    rows = np.arange(len(world.records), dtype=np.int32)
    left, right = np.triu_indices(len(rows), 1)
    edges = judge(world, left.astype(np.int32), right.astype(np.int32))
    many, few = (form_customers(w, edges, join_edges([])) for w in (world, all_compared(world)))
    np.testing.assert_array_equal(many.customer, few.customer)
    for name in ("leave", "tear", "moves", "joins"):
        np.testing.assert_array_equal(getattr(many.places, name), getattr(few.places, name))
