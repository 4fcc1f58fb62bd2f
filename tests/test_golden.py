"""The DMV customer: every record right, and each separation explained."""

import polars as pl
import pytest

from identity_resolve.evaluation import evaluate
from tests.build import DATA, dmv


@pytest.fixture(scope="module")
def found():
    return dmv()


@pytest.fixture(scope="module")
def truth():
    return pl.read_csv(DATA / "dmv" / "truth.csv")


def test_every_record_is_with_its_person(found, truth):
    scores = evaluate(found.members, truth).pairwise
    assert (scores.precision, scores.recall) == (1, 1)


def test_maria_and_her_spouse_are_one_household_and_two_customers(found):
    rows = {row["record_id"]: row for row in found.members.iter_rows(named=True)}
    maria, carlos = rows["cnt-02"], rows["cnt-03"]
    assert maria["customer_id"] != carlos["customer_id"]
    assert maria["household_id"] == carlos["household_id"]


def test_father_and_son_are_kept_apart_by_a_rule(found):
    ends = ("cnt-04", "cnt-05")
    edge = found.edges.filter(pl.col("left").is_in(ends) & pl.col("right").is_in(ends))
    assert edge["decision"][0] != "same"
    assert edge["rule"][0] is not None


def test_the_stranger_with_the_next_case_number_is_no_relative(found):
    homes = dict(found.members.select("record_id", "household_id").rows())
    assert homes["ivr-02"] != homes["ivr-01"]


def test_the_switchboard_is_set_aside_with_a_reason(found):
    shared = found.rejected.filter(pl.col("reason") == "shared by too many")
    assert shared.height == 14


def test_noreply_addresses_are_placeholders(found):
    refused = found.rejected.filter(pl.col("record_id").str.starts_with("mail-0"))
    assert set(refused["reason"]) == {"placeholder"}


def test_the_golden_record_says_where_each_value_is_from(found):
    home = found.members.filter(pl.col("record_id") == "cnt-01")["customer_id"][0]
    maria = found.customers.filter(pl.col("customer_id") == home).row(0, named=True)
    assert maria["license"] == "US-CA:D5518204"
    assert maria["license_from"] in {"phone/tel-01", "counter/cnt-01"}
    assert maria["given"] == "Maria"
