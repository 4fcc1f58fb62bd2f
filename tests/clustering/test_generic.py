"""Values held by more people than one household: counted per value, taken out of the records."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.clustering.generic import holders, without
from tests.build import column

PHONES = st.sampled_from([None, "1", "2", "3"])
PEOPLE = st.integers(0, 4)  # 0: nobody knows who
ROWS = st.lists(st.tuples(PHONES, PEOPLE, PEOPLE), min_size=1, max_size=20)


def prints(people):
    return np.array(people, dtype=np.uint64)


def held_by(cells, *people):
    phones = column(cells)
    return dict(zip(phones.values, holders(phones, [prints(p) for p in people]), strict=True))


@given(ROWS)
def test_who_holds_a_value_is_counted_by_what_tells_most_apart(rows):
    cells, by_name, by_birth = zip(*rows, strict=True)
    expected = {
        phone: max(
            len({who for cell, who in zip(cells, people, strict=True) if cell == phone and who})
            for people in (by_name, by_birth)
        )
        for phone in set(cells) - {None}
    }
    assert held_by(cells, by_name, by_birth) == expected


def test_one_person_counts_once_however_often_and_nobody_counts_where_unknown():
    assert held_by(["1"] * 9 + ["2"] * 9, [7] * 9 + [0] * 9) == {"1": 1, "2": 0}


def test_without_anything_to_tell_people_apart_no_value_has_holders():
    assert held_by(["1", "1"]) == {"1": 0}


def test_holders_are_found_in_every_slot():
    assert held_by([("1", "2"), ("3", "2"), ("4", "2")], [1, 2, 3])["2"] == 3


def test_a_switchboard_is_one_whichever_of_two_phones_it_is():
    cells = [("1", "5") if i % 2 else ("5", "2") for i in range(10)]
    assert held_by(cells, range(1, 11))["5"] == 10


@given(st.lists(st.tuples(PHONES, PHONES), min_size=1, max_size=12), st.sets(st.integers(0, 2)))
def test_generic_values_are_taken_out_of_the_records_and_no_others(cells, generic):
    phones = column(cells)
    gone = {phones.values[code] for code in generic if code < len(phones.values)}
    codes = np.array([phones.values.index(value) for value in sorted(gone)], dtype=np.int32)
    left = without(phones, codes)
    assert left.values == phones.values
    for slot, kept in enumerate(left.codes):
        texts = [phones.values[code] if code >= 0 else None for code in kept]
        assert texts == [None if cell[slot] in gone else cell[slot] for cell in cells]
