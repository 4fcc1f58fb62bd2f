"""How far a run merges for a wanted precision, and what it asks a person to look at."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.reviewing import threshold_for
from identity_resolve.scoring.weights import probability
from tests.build import DATA, named, people, poor_people

BITS = st.lists(st.floats(-2, 20, width=32), min_size=1, max_size=50)


@given(BITS, st.floats(0.3, 0.999))
def test_above_the_threshold_the_mean_probability_is_the_precision(bits, precision):
    bits = np.array(bits)
    found = threshold_for(bits, precision)
    above = np.sort(bits[bits > found])
    assert not len(above) or probability(above).mean() >= precision - 1e-9
    below = bits[bits <= found]
    if len(below):  # and it could be no lower
        lower = bits[bits >= below.max()]
        assert probability(lower).mean() < precision + 1e-9


@pytest.fixture(scope="module")
def poor():
    """Names and suburbs of febrl3 alone: much is in doubt."""
    return ir.resolve(poor_people())


def test_a_wanted_precision_is_reached(poor):
    truth = pl.read_csv(DATA / "febrl3" / "truth.csv")
    for precision in (0.99, 0.999):
        settings = {"precision": precision}
        run = ir.resolve(poor_people(), settings=settings, model=poor.model)
        assert run.threshold > 0.5
        assert ir.evaluate(run.members, truth).pairwise.precision > precision - 0.003
        assert f"expected precision of {precision}" in run.summary()


def test_a_precision_that_nothing_reaches_merges_nothing():
    rows = [{"first_name": "Ann", "last_name": "Lee"}, {"first_name": "Ann", "last_name": "Leigh"}]
    run = ir.resolve(rows, settings={"precision": 0.999999})
    assert run.counts["customers"] == 2


def test_a_low_precision_merges_nothing_below_the_floor():
    run = ir.resolve(people(80, 3), settings={"precision": 0.01})
    assert 0.2 <= run.threshold < 0.5


def test_rules_stand_above_a_wanted_precision():
    rows = [{"id": str(i), "name": "Ann Lee", "phone": "415-555-2671"} for i in range(2)]
    rule = {"name": "one phone", "then": "same", "fields": ["phone"]}
    run = ir.resolve(rows, settings={"precision": 0.999999, "rules": [rule]})
    assert run.counts["customers"] == 1


def test_the_review_begins_with_the_most_uncertain(poor):
    review = poor.review
    assert review.columns == poor.edges.columns
    assert set(review["decision"]) == {"same", "apart", "household"}
    assert (review["probability"] - 0.5).abs().round(5).is_sorted()
    merged, apart = (review.filter((pl.col("decision") == "same") == is_) for is_ in (True, False))
    assert merged["probability"].max() < 0.9
    assert apart["probability"].min() > 0.1


def test_each_decision_is_asked_once(poor):
    customer = named(poor)
    apart = poor.review.filter(pl.col("decision") != "same").select("left", "right").rows()
    pairs = [frozenset((customer[a], customer[b])) for a, b in apart]
    assert len(pairs) == len(set(pairs))
    merged = poor.review.filter(decision="same").select("left").to_series()
    asked = merged.replace_strict(customer).value_counts(name="asked")
    sizes = dict(poor.customers.select("customer_id", "records").rows())
    assert all(count < sizes[id_] for id_, count in asked.rows())


def test_a_surer_review_asks_less(poor):
    asked = {}
    for review in (0.5, 0.7, 0.99):
        run = ir.resolve(poor_people(), settings={"review": review}, model=poor.model)
        asked[review] = run.review.height
    assert asked[0.5] < asked[0.7] < poor.review.height < asked[0.99]


def test_what_rules_decided_is_not_in_doubt():
    phone = "415-555-2671"
    rows = [
        {"id": "1", "name": "Ann Lee", "phone": phone, "license": "D5518204"},
        {"id": "2", "name": "Ann Lee", "phone": phone, "license": "F7719203"},
        {"id": "3", "name": "Ann Lee", "phone": phone, "license": None},
    ]
    settings = {"sources": {"records": {"columns": {"license": "license"}}}, "review": 1.0}
    run = ir.resolve(rows, settings=settings)
    assert run.review["rule"].is_null().all()
    assert frozenset("12") not in map(frozenset, run.review.select("left", "right").rows())
    assert run.review["decision"].to_list() == ["same"]


def test_records_without_pairs_leave_nothing_to_review():
    rows = [{"name": "Ann Lee", "email": "ann@example.org"}, {"name": "Bo Ek", "email": "bo@x.org"}]
    run = ir.resolve(rows)
    assert run.review.is_empty()
    assert run.review.columns == run.edges.columns
