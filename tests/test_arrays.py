"""Orders of fingerprints, and what columns remember."""

from concurrent.futures import ThreadPoolExecutor
from time import sleep

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.arrays import Column, order_prints

NEAR = st.integers(2**63, 2**63 + 40)  # fingerprints that differ in their last bits alone
ANY = st.integers(0, 2**64 - 1)


@given(st.lists(NEAR | ANY))
def test_fingerprints_are_ordered_as_numbers_are_and_equal_ones_as_they_stand(prints):
    array = np.array(prints, dtype=np.uint64)
    assert order_prints(array).tolist() == np.argsort(array, kind="stable").tolist()


def test_a_column_works_out_once_what_many_threads_ask_for():
    asked = []

    def longest(least: int, values: list[str]) -> int:
        asked.append(least)
        sleep(0.01)
        return max(least, *map(len, values))

    codes = (np.zeros(3, dtype=np.int32),)
    column = Column(["ann", "bo"], np.array([1, 2], dtype=np.uint64), codes)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda least: column.found(longest, least), [2, 5] * 20))
    assert found == [3, 5] * 20
    assert sorted(asked) == [2, 5]
