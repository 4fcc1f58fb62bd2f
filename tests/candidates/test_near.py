from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from identity_resolve.arrays import Column
from identity_resolve.candidates.near import FEW, MIN_LENGTH, deletions, near, near_values
from identity_resolve.fingerprint import fingerprint_texts

VALUES = st.lists(st.text("AB1", min_size=3, max_size=7), max_size=25, unique=True)


@given(VALUES)
def test_all_values_one_edit_apart_meet(values):
    first, second = near_values(values, bucket_limit=1000)
    found = set(zip(first.tolist(), second.tolist(), strict=True))
    for i, left in enumerate(values):
        for j in range(i + 1, len(values)):
            long_enough = min(len(left), len(values[j])) >= MIN_LENGTH
            if long_enough and OSA.distance(left, values[j]) == 1:
                assert (i, j) in found


def test_a_dense_range_of_numbers_is_no_neighborhood():
    values = [f"{number:08d}" for number in range(1000)]
    assert len(near_values(values)[0]) == 0


def column(values):
    codes = np.arange(len(values), dtype=np.int32)
    return Column(values, fingerprint_texts(values), (codes,))


def test_numbers_of_which_most_have_several_neighbors_share_no_key():
    chance = Random(1)
    issued = sorted(f"2{number:07d}" for number in chance.sample(range(40_000), 8_000))
    assert len(near_values(issued)[0]) > 1000
    assert near(column(issued)) is None


def test_slips_of_numbers_far_apart_share_a_key_even_where_every_number_has_one():
    chance = Random(1)
    meant = [f"{number:08d}" for number in chance.sample(range(10**8), 500)]
    slips = [f"{number[:3]}{(int(number[3]) + 1) % 10}{number[4:]}" for number in meant]
    assert len(near(column(sorted({*meant, *slips}))).rows) > 1.9 * len(meant)


def test_records_of_near_values_share_a_key():
    values = ["12345678", "12345679", "99999999"]
    codes = np.array([1, 2, 0, -1, 0], dtype=np.int32)
    entries = near(Column(values, fingerprint_texts(values), (codes,)))
    assert sorted(entries.rows.tolist()) == [0, 2, 4]
    assert len(set(entries.keys.tolist())) == 1


@given(st.lists(st.text(max_size=12), max_size=8, unique=True))
def test_a_few_values_have_the_deletions_of_many(values):
    many = [*values, *(f"beyond{i}" for i in range(FEW + 1))]
    keys, position = deletions(values)
    all_keys, all_positions = deletions(many)
    kept = all_positions < len(values)
    assert keys.tolist() == all_keys[kept].tolist()
    assert position.tolist() == all_positions[kept].tolist()
