"""Why two customers are two: who, what contradicts, what they have in common."""

from copy import copy
from dataclasses import replace

import pytest

import identity_resolve as ir
from identity_resolve.report.apart import explain_apart, find_apart
from tests.build import dmv, named


@pytest.fixture(scope="module")
def found():
    return dmv()


def explained(found, left, right):
    customers = named(found)
    return explain_apart(found, customers[left], customers[right])


def fields(said):
    return [one.field for one in said]


def test_father_and_son_differ_in_what_is_named_first(found):
    apart = explained(found, "cnt-04", "cnt-05")
    assert "different driver's licenses of one issuer" in apart.rules
    assert "different generations of one name" in apart.rules
    assert set(fields(apart.conflicts)) == {"license", "birth_date", "suffix"}
    assert {"given", "family", "phone", "address"} <= set(fields(apart.agreements))
    for said in (apart.conflicts, apart.agreements):
        bits = [abs(one.bits) for one in said]
        assert bits == sorted(bits, reverse=True)


def test_each_reason_shows_what_the_two_have(found):
    apart = explained(found, "cnt-04", "cnt-05")
    born = next(one for one in apart.conflicts if one.field == "birth_date")
    assert born.title == "birth dates many years apart"
    assert sorted(born.values) == ["1951-03-08", "1979-11-21"]
    phone = next(one for one in apart.agreements if one.field == "phone")
    assert phone.values == ("+17075556620", "+17075556620")


def test_spouses_meet_in_records_that_hold_only_one_of_the_things_they_share(found):
    apart = explained(found, "cnt-01", "cnt-03")
    assert {"phone", "address", "family"} <= set(fields(apart.agreements))
    assert {"license", "given", "birth_date"} <= set(fields(apart.conflicts))


def test_a_stranger_with_the_next_number_is_explained_on_request(found):
    apart = explained(found, "ivr-01", "ivr-02")
    assert "case_number" in fields(apart.agreements)
    assert {"given", "family"} <= set(fields(apart.conflicts))
    assert apart.rules == ()


def test_the_next_number_is_nothing_in_common_where_numbers_are_issued_densely(found):
    run, customers = found._run, named(found)
    model = replace(run.world.model, dense=("case_number",))
    dense = copy(found)
    dense._run = replace(run, world=replace(run.world, model=model))
    apart = explain_apart(dense, customers["ivr-01"], customers["ivr-02"])
    assert "case_number" not in fields((*apart.agreements, *apart.conflicts))
    assert {"given", "family"} <= set(fields(apart.conflicts))


def test_those_that_came_closest_come_first_and_once(found):
    all_found = find_apart(found, limit=100)
    pairs = [frozenset((apart.left, apart.right)) for apart in all_found]
    assert len(set(pairs)) == len(pairs) >= 2
    assert find_apart(found, limit=1) == all_found[:1]


def test_records_of_a_unique_source_say_so():
    rows = [{"name": "Ann Lee", "email": "ann@example.org"}] * 2
    found = ir.resolve({"crm": rows}, settings={"sources": {"crm": {"unique": True}}})
    ids = found.members["customer_id"]
    assert explain_apart(found, ids[0], ids[1]).rules == (
        "all records of crm are different customers",
    )


def test_nobody_alike_nobody_to_explain():
    rows = [{"name": "Ann Lee", "email": "ann@x.org"}, {"name": "Bo Sand", "email": "bo@y.org"}]
    assert find_apart(ir.resolve(rows), limit=5) == []


def test_a_customer_who_is_not_there(found):
    with pytest.raises(KeyError):
        explain_apart(found, "c1", "c2")
