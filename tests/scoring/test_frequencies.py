"""How common values are: counted where there are records, assumed where there are few."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.scoring.frequencies import OTHERS, agreement, chances, shares
from tests.build import column

BUILT_IN = 0.001
CELLS = st.lists(st.sampled_from([None, "lee", "moss", "garcia", "smith"]), max_size=60)


@given(CELLS)
def test_more_records_never_make_a_value_rarer_than_fewer_do(cells):
    table, counts = shares(column(cells), built_in=BUILT_IN), Counter(cells)
    ordered = sorted(set(cells) - {None}, key=counts.__getitem__)
    found = chances(ordered, table)
    assert (np.diff(found) >= 0).all()
    assert all(0 < chance <= 1 for chance in [*found, table[OTHERS]])


def test_with_many_records_a_share_is_what_was_counted():
    table = shares(column(["lee"] * 60_000 + ["moss"] * 40_000), built_in=BUILT_IN)
    assert table["lee"] == pytest.approx(0.6, rel=0.01)
    assert table["moss"] == pytest.approx(0.4, rel=0.01)


def test_with_few_records_a_share_is_nearly_what_was_assumed():
    table = shares(column(["lee", "moss"]), built_in=BUILT_IN)
    assert table["lee"] == pytest.approx(BUILT_IN + 1 / 300, rel=0.05)
    assert table[OTHERS] <= BUILT_IN


def test_rare_values_are_not_listed_one_by_one():
    cells = [f"rare{i}" for i in range(20_000)] + ["lee"] * 2_000
    table = shares(column(cells), built_in=1e-6)
    assert set(table) == {OTHERS, "lee"}
    assert chances(["rare7", "never seen", "lee"], table).tolist() == [
        table[OTHERS],
        table[OTHERS],
        table["lee"],
    ]
    assert table[OTHERS] == pytest.approx(1 / 22_000, rel=0.1)


def test_values_of_all_slots_are_counted():
    twice = shares(column([("lee", "moss")] * 5000), built_in=BUILT_IN)
    assert twice["lee"] == twice["moss"]


def test_a_part_nobody_has_is_as_rare_as_assumed():
    assert shares(column([None, None]), built_in=BUILT_IN) == {OTHERS: BUILT_IN}


@given(CELLS, st.data())
def test_rarities_split_people_and_two_agree_by_the_chances_of_their_values(cells, data):
    lees = column(cells)
    table = shares(lees, built_in=BUILT_IN)
    bins = np.array([data.draw(st.integers(0, 2)) for _ in lees.values], np.uint8)
    split, chance = agreement(lees, table, bins, size=3)
    assert split.sum() == pytest.approx(1)
    assert (chance > 0).all()
    counts = Counter(cell for cell in cells if cell)
    for number in range(3):
        held = {v: counts[v] for v, b in zip(lees.values, bins, strict=True) if b == number}
        expected = sum(n * table.get(v, table[OTHERS]) for v, n in held.items())
        assert chance[number] == pytest.approx(expected / max(counts.total(), 1), abs=1e-6)
        if counts:
            assert split[number] == pytest.approx(sum(held.values()) / counts.total(), abs=1e-4)
