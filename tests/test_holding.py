"""What groups hold, against a slow clear version."""

from collections import Counter
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.arrays import order_by, spread
from identity_resolve.comparison.view import View
from identity_resolve.holding import MOST_VALUES, crossed, hold, hold_alone, keys_of
from tests.build import people

WORLD = ir.resolve(people(300, 5))._run.world
VIEW, SIZE = WORLD.view, len(WORLD.records)
COMPARISON = {c.name: c for c in WORLD.plan.comparisons}
FIELDS = st.sampled_from(["given", "email", "phone"])


def grouped(name, of):
    """What groups of records, named by number, hold of a field."""
    comparison, owner = COMPARISON[name], np.array(of)
    rows = np.flatnonzero(VIEW.holding(comparison.parts, np.arange(len(of), dtype=np.int32)))
    rows = rows[np.argsort(owner[rows], kind="stable")].astype(np.int32)
    return rows, owner[rows], hold(VIEW, comparison, rows, owner[rows], groups=max(of) + 1)


@given(FIELDS, st.lists(st.integers(0, 4), min_size=1, max_size=SIZE))
def test_a_group_is_known_by_the_values_that_most_of_its_records_support(name, of):
    rows, owner, held = grouped(name, of)
    key = hold_alone(VIEW, COMPARISON[name], rows).key
    for group in range(max(of) + 1):
        supported = Counter(key[owner == group].tolist())
        some = slice(held.start[group], held.start[group] + held.count[group])
        told = dict(zip(held.key[some].tolist(), held.support[some].tolist(), strict=True))
        assert sorted(told.values(), reverse=True) == list(told.values())
        best = sorted(supported.values(), reverse=True)[:MOST_VALUES]
        assert list(told.values()) == best
        assert all(supported[value] == count for value, count in told.items())


@given(FIELDS, st.lists(st.integers(0, 4), min_size=1, max_size=60))
def test_two_records_speak_for_a_value_that_several_have(name, of):
    rows, owner, held = grouped(name, of)
    keys = dict(zip(rows.tolist(), hold_alone(VIEW, COMPARISON[name], rows).key, strict=True))
    groups = dict(zip(rows.tolist(), owner.tolist(), strict=True))
    for row, other, key, support in zip(
        held.row.tolist(), held.other.tolist(), held.key, held.support, strict=True
    ):
        assert keys[row] == keys[other] == key
        assert groups[row] == groups[other]
        assert (row == other) == (support == 1)


def test_every_value_of_one_group_meets_every_value_of_the_other():
    _, _, held = grouped("given", [0, 0, 0, 1, 1, 2])
    pair, first, second = crossed(held, held, np.array([0, 2]), np.array([1, 1]))
    count = held.count
    assert np.bincount(pair).tolist() == [count[0] * count[1], count[2] * count[1]]
    assert len(set(zip(first.tolist(), second.tolist(), strict=True))) == len(pair)


@given(st.data(), st.sampled_from([20, 2000]), st.sampled_from([3, 2**31 - 1, 2**62]))
def test_rows_are_ordered_by_several_keys(data, size, most):
    seed = data.draw(st.integers(0, 99))
    keys = np.random.default_rng(seed).integers(0, most, (3, size)) // np.int64(most // 3)
    keys[2] *= most // 3
    assert order_by(*keys).tolist() == np.lexsort(keys[::-1]).tolist()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1))
def test_positions_are_counted_from_each_start(runs):
    which, position = spread(*np.array(runs).T)
    wanted = [(i, start + n) for i, (start, count) in enumerate(runs) for n in range(count)]
    assert list(zip(which.tolist(), position.tolist(), strict=True)) == wanted


@given(st.sampled_from(sorted(COMPARISON)), st.integers(2, 60))
def test_what_few_records_have_is_told_apart_as_of_many(name, size):
    rows = np.arange(size, dtype=np.int32)
    few = View(
        {
            part: replace(column, codes=tuple(codes[:size] for codes in column.codes))
            for part, column in VIEW.columns.items()
        }
    )
    keys, those = keys_of(few, COMPARISON[name]), keys_of(VIEW, COMPARISON[name])[:size]
    assert ((keys[:, None] == keys) == (those[:, None] == those)).all()
    assert ((keys < 0) == (those < 0)).all()
    assert (few.parts_of(rows) == VIEW.parts_of(rows)).all()
    parts = [c.parts for c in COMPARISON.values()]
    held = few.each_holding(parts)
    assert (held == np.array([VIEW.holding(some, rows) for some in parts])).all()
