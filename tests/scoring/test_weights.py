"""What outcomes are worth: oracles in plain arithmetic, and what must hold for any weights."""

from itertools import pairwise
from math import log2

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.scoring.model import Model, Weights
from identity_resolve.scoring.weights import (
    field_bits,
    outcome_counts,
    prior_bits,
    probability,
    score,
    side_by_side,
)

CLOSE = 0.01
"""Bits that sums of single precision may be off."""


def weights(m, h, u):
    return Weights(*(np.array([1.0, *chances]) for chances in (m, h, u)))


def model(fields, *, same=5_000, household=2_000, everything=50_000_000):
    return Model(fields, same, household, everything, {}, {}, 10_000)


def weighed(chosen, levels, near=None, several=frozenset()):
    """Evidence of pairs with these outcomes."""
    tables = {
        name: side_by_side(
            outcome_counts(chosen.weights[name], (near or {}).get(name)), several=name in several
        )
        for name in levels
    }
    return score(chosen, levels, tables, size=len(next(iter(levels.values()))))


def bits_of(chosen, near=(), **outcomes):
    """Evidence of one pair with these outcomes; the last but one outcome of `near` fields is near."""
    levels = {name: np.array([outcome], np.uint8) for name, outcome in outcomes.items()}
    flags = {}
    for name in near:
        flags[name] = np.zeros(len(chosen.weights[name].m), np.bool_)
        flags[name][-2] = True
    found = weighed(chosen, levels, flags)
    return float(found.same[0]), float(found.related[0])


CHANCE = st.floats(1e-6, 1.0)
FIELD = st.lists(st.tuples(CHANCE, CHANCE, CHANCE), min_size=2, max_size=4)
PAIRS = st.floats(1, 1e6)


@given(st.lists(FIELD, min_size=1, max_size=4), PAIRS, PAIRS, st.floats(1e6, 1e12), st.data())
def test_bits_add_up_from_the_chances_of_three_classes(fields, same, household, everything, data):
    chosen = model(
        {f"f{i}": weights(*zip(*field, strict=True)) for i, field in enumerate(fields)},
        same=same,
        household=household,
        everything=everything,
    )
    outcomes = {f"f{i}": data.draw(st.integers(0, len(f))) for i, f in enumerate(fields)}
    for name, outcome in outcomes.items():
        same *= chosen.weights[name].m[outcome]
        household *= chosen.weights[name].h[outcome]
        everything *= chosen.weights[name].u[outcome]
    found, related = bits_of(chosen, **outcomes)
    assert found == pytest.approx(log2(same / (household + everything)), abs=CLOSE)
    assert related == pytest.approx(log2((same + household) / everything), abs=CLOSE)


def test_nothing_to_compare_leaves_the_prior():
    chosen = model({"email": weights([0.6, 0.4], [0.05, 0.95], [1e-6, 1.0])}, household=1e-9)
    assert bits_of(chosen, email=0)[0] == pytest.approx(prior_bits(chosen), abs=CLOSE)


def test_the_prior_is_the_share_of_pairs_of_one_person():
    assert prior_bits(model({}, same=1, everything=1024)) == -10


def test_a_field_is_worth_what_it_makes_likelier_than_among_strangers():
    email = weights([0.5, 0.5], [0.1, 0.9], [0.125, 1.0])
    assert field_bits(email, np.array([0, 1, 2], np.uint8)).tolist() == [0, 2, -1]


RATIOS = st.lists(st.floats(-12, 12), min_size=3, max_size=3).map(sorted)


@given(st.lists(CHANCE, min_size=3, max_size=3), RATIOS, RATIOS, st.floats(0.0001, 1))
def test_a_better_level_never_lowers_the_bits(m, over_u, over_h, given_m):
    h, u = ([c * 2**-bits for c, bits in zip(m, over, strict=True)] for over in (over_h, over_u))
    name = weights([given_m, 1.0], [0.001, 1.0], [0.001, 1.0])
    chosen = model({"field": weights(m, h, u), "given": name})
    for given_outcome in (0, 1, 2):
        bits = [bits_of(chosen, field=level, given=given_outcome)[0] for level in (1, 2, 3)]
        assert all(better >= worse - CLOSE for worse, better in pairwise(bits))


LICENSE = weights([0.9, 0.03, 0.07], [1e-7, 1e-5, 1.0], [1e-7, 1e-5, 1.0])
EQUAL, NEAR, OTHER = 1, 2, 3


def with_license(other_m, other_u):
    return model({"license": LICENSE, "given": weights([other_m, 0.1], [other_u, 1], [other_u, 1])})


def test_a_near_number_alone_says_nothing():
    chosen = with_license(0.9, 0.001)
    nothing = bits_of(chosen, near=["license"], license=0, given=0)
    alone = bits_of(chosen, near=["license"], license=NEAR, given=0)
    assert alone == pytest.approx(nothing, abs=CLOSE)


def test_a_near_number_beside_a_conflict_says_nothing():
    chosen = with_license(0.9, 0.001)
    conflict = bits_of(chosen, near=["license"], license=0, given=2)[0]
    assert bits_of(chosen, near=["license"], license=NEAR, given=2)[0] == pytest.approx(
        conflict, abs=CLOSE
    )


@given(st.floats(0.01, 1), st.floats(1e-6, 1))
def test_a_near_number_counts_up_to_what_else_agrees(m, u):
    assume(m > u)
    chosen = with_license(m, u)
    without = bits_of(chosen, near=["license"], license=0, given=1)[0]
    found = bits_of(chosen, near=["license"], license=NEAR, given=1)[0]
    counted = min(log2(0.03 / 1e-5), log2(m / u))
    assert found - without == pytest.approx(counted, abs=0.1)


def test_two_near_numbers_do_not_vouch_for_each_other():
    chosen = model({"license": LICENSE, "ssn": LICENSE})
    nothing = bits_of(chosen, license=0, ssn=0)
    both = bits_of(chosen, near=["license", "ssn"], license=NEAR, ssn=NEAR)
    assert both == pytest.approx(nothing, abs=CLOSE)


def test_a_number_that_is_equal_needs_no_other_field():
    chosen = with_license(0.9, 0.001)
    gain = bits_of(chosen, license=EQUAL, given=0)[0] - bits_of(chosen, license=0, given=0)[0]
    assert gain == pytest.approx(log2(0.9 / 1e-7), abs=0.1)


SHARED_PHONE = weights([0.55, 0.02, 0.43], [0.3, 0.02, 0.68], [1e-6, 2e-6, 1.0])


def test_a_near_number_that_relatives_share_too_is_no_worse_than_another_number():
    chosen = model({"phone": SHARED_PHONE}, same=1000, household=300, everything=10_000)
    near, other = (bits_of(chosen, near=["phone"], phone=level)[0] for level in (NEAR, OTHER))
    assert near >= other - CLOSE


def test_a_near_number_alone_makes_no_household():
    chosen = model({"phone": SHARED_PHONE}, same=1000, household=300, everything=10_000)
    nothing = bits_of(chosen, near=["phone"], phone=0)[1]
    assert bits_of(chosen, near=["phone"], phone=NEAR)[1] <= nothing + CLOSE


ANN = {"first_name": "Ann", "last_name": "Lee"}


@pytest.mark.parametrize(
    ("column", "value", "slip"),
    [
        ("phone", "415 555 2671", "415 555 2617"),
        ("email", "sun77@example.org", "sun7@example.org"),
        ("plate", "8ABC123", "8ABC132"),
    ],
)
def test_with_built_in_chances_a_slip_is_worth_less_than_the_same_value(column, value, slip):
    same, near = (
        ir.resolve([{**ANN, column: value}, {**ANN, column: other}]).edges["bits"][0]
        for other in (value, slip)
    )
    assert near <= same


FAMILY = {
    "given": weights([0.85, 0.15], [0.01, 0.99], [0.01, 0.99]),
    "family": weights([0.9, 0.1], [0.8, 0.2], [0.02, 0.98]),
    "phone": weights([0.5, 0.5], [0.3, 0.7], [1e-6, 1.0]),
    "address": weights([0.6, 0.4], [0.8, 0.2], [2e-6, 1.0]),
}
AT_HOME = {"family": 1, "phone": 1, "address": 1}


def test_the_same_name_at_the_same_address_is_the_same_person():
    same, related = bits_of(model(FAMILY), **AT_HOME, given=1)
    assert probability(same) > 0.95
    assert probability(related) > 0.99


def test_a_spouse_is_of_the_household_and_not_the_same_person():
    same, related = bits_of(model(FAMILY), **AT_HOME, given=2)
    assert probability(same) < 0.4
    assert probability(related) > 0.99


def test_without_a_class_of_relatives_a_spouse_would_be_the_same_person():
    strangers = {name: Weights(w.m, w.u, w.u) for name, w in FAMILY.items()}
    assert probability(bits_of(model(strangers), **AT_HOME, given=2)[0]) > 0.99


def test_a_namesake_elsewhere_is_neither():
    same, related = bits_of(model(FAMILY), given=1, family=1, phone=2, address=2)
    assert probability(same) < 0.1
    assert probability(related) < 0.1


@settings(max_examples=40)
@given(st.lists(st.tuples(*[st.integers(0, 2)] * 4), min_size=1, max_size=8))
def test_what_speaks_against_is_never_in_favor_and_silent_where_nothing_contradicts(rows):
    levels = {name: np.array([row[i] for row in rows], np.uint8) for i, name in enumerate(FAMILY)}
    found = weighed(model(FAMILY), levels, {}, frozenset({"phone", "address"}))
    assert len(found) == len(rows)
    for row, bits in zip(rows, found.against, strict=True):
        assert bits <= 0
        contradicted = 2 in row[:2]  # the names; of phones and addresses a person has several
        assert contradicted or bits >= -CLOSE


def test_another_phone_contradicts_nothing_but_another_name_does():
    levels = {"phone": np.array([2, 0], np.uint8), "given": np.array([0, 2], np.uint8)}
    phone, name = weighed(model(FAMILY), levels, {}, frozenset({"phone"})).against
    assert phone == pytest.approx(0, abs=CLOSE)
    assert name == pytest.approx(log2(0.15 / 0.99), abs=CLOSE)


def test_even_odds_are_a_probability_of_one_half():
    assert probability(0) == 0.5
    assert probability(10) == pytest.approx(1024 / 1025)
    assert probability(-10) == pytest.approx(1 / 1025)


@given(st.floats(-1000, 1000), st.floats(-1000, 1000))
def test_probability_grows_with_the_bits_and_both_answers_sum_to_one(a, b):
    assert 0 <= probability(a) <= 1
    assert probability(a) + probability(-a) == pytest.approx(1)
    if a < b:
        assert probability(a) <= probability(b)
