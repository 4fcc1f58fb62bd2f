"""Records move to the customer they fit better, once all customers are known."""

from dataclasses import fields

import numpy as np
import pytest

import identity_resolve as ir
from benchmarks.customers import generate
from identity_resolve.arrays import unpack
from identity_resolve.belonging import find_places
from identity_resolve.rearranging import rearrange


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    folder = tmp_path_factory.mktemp("customers")
    generate(20_000, 5, folder)
    return ir.resolve(folder / "records.parquet")


def _places(run, customer, part):
    return find_places(run.world, customer, part, run.formed.inside, run.formed.sizes)


def test_places_are_those_of_the_customers_as_they_are_after_all_moves(found):
    """Only components in which something moves are looked at again; it may make no difference."""
    run, had = found._run, found._run.formed.places
    anew = _places(run, had.customer, had.part)
    for field in fields(anew):
        np.testing.assert_array_equal(getattr(had, field.name), getattr(anew, field.name))


def test_a_record_that_was_put_with_the_wrong_customer_moves_back(found):
    run, had = found._run, found._run.formed.places
    component = np.zeros(len(had.customer), dtype=np.int32)
    likely = np.flatnonzero((had.leave < 0.01) & (had.size >= 4))
    rows = np.arange(len(component), dtype=np.int32)
    near = {int(r): int(c) for r, c in zip(*unpack(had.moving), strict=True) if had.size[c] > 1}
    record = next(int(r) for r in likely if int(r) in near and had.customer[r] != r)
    assert near[record] != had.customer[record]
    wrong, part = had.customer.copy(), rows.copy()
    wrong[record] = near[record]
    if record < near[record]:  # a customer is named by its first row
        wrong[wrong == near[record]] = record
    places = rearrange(run.world, wrong, part, component, run.formed.inside, run.formed.sizes)
    assert places.customer[record] == had.customer[record]
