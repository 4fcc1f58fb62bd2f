"""Probabilities of records and pairs: what the whole customer knows, not two records alone."""

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

import identity_resolve as ir
from identity_resolve.belonging import record_probability
from identity_resolve.clustering.components import components
from identity_resolve.forming import form_customers
from tests.build import people

TABLE = people(400, 3)
FOUND = ir.resolve(TABLE)
PHONE = "415 555 2671"
ANN = {"first_name": "Ann", "last_name": "Quill", "phone": PHONE}
ROB = {"first_name": "Robert", "last_name": "Dahl", "phone": PHONE}


def between(result, one, other, column="probability"):
    ends = pl.concat_list("left", "right").list.sort() == [one, other]
    return result.edges.filter(ends)[column].item()


def with_others(rows):
    """Rows with ids, among records of other people."""
    others = TABLE.drop("id", strict=False).iter_rows(named=True)
    named = [{"id": f"own{i}", **row} for i, row in enumerate(rows)]
    return [*named, *({"id": f"r{i}", **row} for i, row in enumerate(others))]


def test_a_record_that_fits_two_people_equally_is_sure_of_neither():
    one = ir.resolve(with_others([ANN, ANN, {"phone": PHONE}]), model=FOUND.model)
    two = ir.resolve(with_others([ANN, ANN, {"phone": PHONE}, ROB, ROB]), model=FOUND.model)
    assert between(two, "own0", "own2") < between(one, "own0", "own2")
    assert between(two, "own0", "own2") + between(two, "own2", "own3") < 1


def test_the_bits_of_a_pair_are_its_own_whoever_else_is_near():
    one = ir.resolve(with_others([ANN, {"phone": PHONE}]), model=FOUND.model)
    two = ir.resolve(with_others([ANN, {"phone": PHONE}, ROB]), model=FOUND.model)
    assert between(one, "own0", "own1", "bits") == between(two, "own0", "own1", "bits")


def test_what_other_records_confirm_is_likelier_than_two_records_alone_say():
    edges = FOUND.edges.filter((pl.col("decision") == "same") & (pl.col("bits") < 2))
    alone = 1 / (1 + np.exp2(-edges["bits"].to_numpy()))
    assert len(edges) > 5
    assert edges["probability"].mean() > alone.mean()


def test_what_a_rule_says_is_certain():
    names = {"rules": [{"name": "one phone", "then": "same", "fields": ["phone"]}]}
    found = ir.resolve(with_others([ANN, {"phone": PHONE}]), settings=names)
    edges = found.edges.filter((pl.col("rule") == "one phone") & (pl.col("decision") == "same"))
    assert edges["probability"].min() > 0.99


@pytest.mark.parametrize("chunk", [10, 1000])
def test_probabilities_depend_on_no_order_chunk_or_threads(chunk):
    settings = {"limits": {"chunk": chunk}}
    shuffled = TABLE.sample(fraction=1, shuffle=True, seed=chunk)
    again = ir.resolve(shuffled, settings=settings, threads=1)
    names = ["record_id", "customer_id", "probability"]
    found = FOUND.members.select(names).sort("record_id")
    assert_frame_equal(again.members.select(names).sort("record_id"), found)
    assert_frame_equal(again.edges, FOUND.edges)


def test_a_component_alone_gets_the_probabilities_it_has_among_all():
    """The live path decides a few components at a time, by a model that was saved."""
    world, edges = FOUND._run.world, FOUND._run.edges
    component = components(len(world.records), edges.left, edges.right)
    large = np.flatnonzero(np.bincount(component) > 3)
    assert len(large) >= 5
    for number in large[:5]:
        rows = component == number
        some = edges.take(rows[edges.left] & rows[edges.right])
        formed = form_customers(world, some)
        found = record_probability(formed.places)[rows]
        assert (found == record_probability(FOUND._run.formed.places)[rows]).all()
