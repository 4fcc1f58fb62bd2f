"""The golden record: one value of each part, by its rule, and the record it is from."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.customers.profile import SURVIVORSHIP, golden_records
from tests.build import records

OFFICE = {
    "number": "12",
    "street": "oak st",
    "city": "oakland",
    "region": "CA",
    "postcode": "94607",
}


def golden(rows, customer=None, **survivorship):
    """Golden records of rows (id, time, and parts); all of one customer where nothing is said."""
    customer = np.array(customer or [0] * len(rows), dtype=np.int32)
    first = np.unique(customer)
    parts = [{k: v for k, v in row.items() if k not in ("id", "time")} for row in rows]
    table = pl.DataFrame(
        {
            "record_id": [row.get("id", f"r{i}") for i, row in enumerate(rows)],
            "time": pl.Series([row.get("time") for row in rows], dtype=pl.String),
        }
    )
    found = golden_records(records(parts), customer, table, survivorship, first=first)
    return found.rows(named=True)


def test_the_most_frequent_value_survives_where_nothing_is_said():
    rows = [{"family": "lee"}, {"family": "lee"}, {"family": "leigh", "time": "2024-05-01"}]
    assert golden(rows)[0]["family"] == "Lee"


@pytest.mark.parametrize("part", ["email", "phone"])
def test_the_most_recent_way_to_reach_a_customer_survives(part):
    rows = [
        {part: "new", "time": "2024-05-02"},
        {part: "old", "time": "2023-01-01"},
        {part: "old", "time": "2023-01-02"},
        {part: "undated"},
        {part: "undated"},
        {part: "undated"},
    ]
    assert golden(rows)[0][part] == "new"
    assert golden(rows, **{part: "most frequent"})[0][part] == "undated"


def test_without_times_the_most_frequent_counts_as_most_recent():
    assert golden([{"phone": "1"}, {"phone": "2"}, {"phone": "2"}])[0]["phone"] == "2"


@pytest.mark.parametrize("part", ["given", "middle"])
def test_the_most_complete_name_survives(part):
    rows = [{part: "r", "time": "2024-01-01"}, {part: "r"}, {part: "robert"}, {part: "bob"}]
    assert golden(rows)[0][part] == "Robert"
    assert golden(rows, **{part: "most recent"})[0][part] == "R"


def test_ties_go_to_the_more_recent_then_the_longer_value():
    dated = [{"family": "lee", "time": "2024-02-01"}, {"family": "leigh", "time": "2024-01-01"}]
    assert golden(dated)[0]["family"] == "Lee"
    assert golden([{"family": "lee"}, {"family": "leigh"}])[0]["family"] == "Leigh"


def test_every_value_says_which_record_it_is_from():
    rows = [
        {"id": "crm-1", "given": "ann", "phone": "1", "time": "2024-01-01"},
        {"id": "web-1", "given": "a", "email": "ann@x.org", "time": "2024-01-02"},
        {"id": "tel-1", "phone": "1", "time": "2024-01-03"},
    ]
    [found] = golden(rows)
    assert (found["given"], found["given_from"]) == ("Ann", "crm-1")
    assert (found["email"], found["email_from"]) == ("ann@x.org", "web-1")
    assert (found["phone"], found["phone_from"]) == ("1", "tel-1")  # the latest that has it


def test_the_parts_of_an_address_are_from_one_record_the_most_recent():
    rows = [
        {"id": "old", **OFFICE, "unit": "4", "time": "2023-01-01"},
        {"id": "new", "street": "elm st", "city": "napa", "time": "2024-01-01"},
        {"id": "none", "given": "ann", "time": "2024-06-01"},
    ]
    [found] = golden(rows)
    assert (found["street"], found["city"], found["address_from"]) == ("Elm St", "Napa", "new")
    assert [found[part] for part in ("number", "unit", "region", "postcode")] == [None] * 4


def test_the_fullest_address_survives_where_so_set_or_without_times():
    old, new = {"id": "old", **OFFICE}, {"id": "new", "street": "elm st", "city": "napa"}
    dated = [{**old, "time": "2023-01-01"}, {**new, "time": "2024-01-01"}]
    for [found] in (golden(dated, address="most complete"), golden([old, new]), golden([new, old])):
        assert (found["number"], found["street"], found["city"]) == ("12", "Oak St", "Oakland")
        assert (found["region"], found["postcode"], found["address_from"]) == ("CA", "94607", "old")


def test_a_customer_without_a_value_has_none_and_no_record_of_it():
    rows = [{"given": "ann", "phone": "1", **OFFICE}, {"given": "bo"}]
    alone = golden(rows, customer=[0, 1])[1]
    assert (alone["given"], alone["given_from"]) == ("Bo", "r1")
    assert {alone[part] for part in ("phone", "phone_from", "street", "address_from")} == {None}


def test_one_row_a_customer_in_the_order_asked_for():
    facts = records([{"given": name} for name in ("ann", "bo", "a", "cy", "bo")])
    customer = np.array([0, 1, 0, 3, 1], dtype=np.int32)
    table = pl.DataFrame({"record_id": list("12345"), "time": [None] * 5})
    for order in ([0, 1, 3], [3, 0, 1]):
        first = np.array(order, dtype=np.int32)
        found = golden_records(facts, customer, table, {}, first=first)["given"].to_list()
        assert found == [{0: "Ann", 1: "Bo", 3: "Cy"}[row] for row in order]


def test_values_read_as_people_write_them():
    [found] = golden([{"family": "o'neil", "license": "US-CA:D5518204", "plate": ":8ABC123"}])
    assert (found["family"], found["license"], found["plate"]) == (
        "O'Neil",
        "US-CA:D5518204",
        "8ABC123",
    )


def test_the_canonical_mailbox_is_not_shown():
    assert "mailbox" not in golden([{"email": "ann@x.org", "mailbox": "ann@x.org"}])[0]


def test_several_values_of_one_record_all_count():
    rows = [{"phone": ("1", "2")}, {"phone": ("2", "3")}]
    assert golden(rows)[0]["phone"] == "2"


VALUES = st.sampled_from([None, "a", "b", "bb", "ccc", ("a", "bb"), ("b", "a")])
TIMES = st.sampled_from([None, "2023-01-01", "2024-01-01", "2024-06-30"])
ROWS = st.lists(st.tuples(VALUES, TIMES, st.integers(0, 3)), min_size=1, max_size=12)


@given(ROWS, st.sampled_from(["most recent", "most frequent", "most complete"]))
def test_the_surviving_value_equals_that_of_a_slow_clear_version(rows, rule):
    labels = [label for *_, label in rows]
    first = [labels.index(label) for label in labels]
    facts = [{"opaque:x": value, "time": time} for value, time, _ in rows]
    if not any(row["opaque:x"] for row in facts):
        return
    found_of = dict(
        zip(sorted(set(first)), golden(facts, first, **{"opaque:x": rule}), strict=True)
    )
    for customer, found in found_of.items():
        mine = [(i, row) for i, row in enumerate(facts) if first[i] == customer]
        assert (found["opaque:x"], found["opaque:x_from"]) == slow_survivor(mine, rule)


def slow_survivor(mine, rule):
    held = {}
    for i, row in mine:
        value = row["opaque:x"]
        for text in (value,) if isinstance(value, str) else value or ():
            held.setdefault(text, []).append((row["time"] or "", i))

    def rank(text):
        count, latest, length = len(held[text]), max(held[text])[0], len(text)
        return {
            "most recent": (latest, count, length),
            "most frequent": (count, latest, length),
            "most complete": (length, count, latest),
        }[rule]

    if not held:
        return None, None
    best = max(sorted(held), key=rank)
    return best, f"r{max(held[best])[1]}"


def test_rules_of_a_run_come_from_its_settings():
    rows = [
        {"id": 1, "name": "Ann Lee", "email": "a1@x.org", "phone": "4155552671"},
        {"id": 2, "name": "Ann Lee", "email": "a1@x.org", "phone": "4155552671"},
        {"id": 3, "name": "Ann Lee", "email": "a2@x.org", "phone": "4155552671"},
    ]
    times = ("2024-01-01 10:00:00", "2024-01-02 10:00:00", "2024-01-03 10:00:00")
    rows = [{**row, "created_at": time} for row, time in zip(rows, times, strict=True)]
    for rule, email in (("most recent", "a2@x.org"), ("most frequent", "a1@x.org")):
        found = ir.resolve(rows, settings={"survivorship": {"email": rule}}).customers
        assert found["email"].to_list() == [email]
    assert SURVIVORSHIP["email"] == "most recent"
