"""What a user relies on: the same customers every time, whatever the input looks like."""

import random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import identity_resolve as ir
from tests.build import named, partition, people


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 60), st.integers(0, 10_000), st.integers(0, 99))
def test_customers_do_not_depend_on_the_order_of_records(size, seed, shuffle):
    frame = people(size, seed)
    shuffled = frame.sample(fraction=1.0, shuffle=True, seed=shuffle)
    assert named(ir.resolve(shuffled)) == named(ir.resolve(frame))


@settings(max_examples=10, deadline=None)
@given(st.integers(20, 80), st.integers(0, 10_000), st.integers(1, 50))
def test_customers_do_not_depend_on_chunks_or_threads(size, seed, chunk):
    frame = people(size, seed)
    small = ir.resolve(frame, settings={"limits": {"chunk": chunk}}, threads=1)
    assert named(small) == named(ir.resolve(frame, threads=2))


@settings(max_examples=10, deadline=None)
@given(st.integers(10, 60), st.integers(0, 10_000))
def test_without_ids_customers_are_named_by_content(size, seed):
    frame = people(size, seed).drop("record_id").unique()
    first, second = ir.resolve(frame), ir.resolve(frame.reverse())
    assert sorted(first.members["customer_id"]) == sorted(second.members["customer_id"])


def test_a_saved_model_gives_the_same_customers(tmp_path):
    frame = people(80, 3)
    trained = ir.resolve(frame)
    ir.save_model(trained.model, tmp_path / "model.json")
    again = ir.resolve(frame, model=ir.load_model(tmp_path / "model.json"))
    assert named(again) == named(trained)


def test_a_saved_model_decides_about_three_records():
    model = ir.resolve(people(200, 3)).model
    rows = [
        {"first_name": "Zoe", "last_name": "Quint", "email": "zq81@example.org"},
        {"first_name": "Zoe", "last_name": "Quint", "email": "zq81@example.org"},
        {"first_name": "Ann", "last_name": "Lee", "email": "ann@example.org"},
    ]
    members = ir.resolve(rows, model=model).members["customer_id"]
    assert members[0] == members[1] != members[2]


def test_records_of_a_unique_source_are_never_one_customer():
    rows = [{"name": "Ann Lee", "email": "ann@example.org"}] * 2
    for unique, customers in ((False, 1), (True, 2)):
        settings = {"sources": {"crm": {"unique": unique}}}
        found = ir.resolve({"crm": rows}, settings=settings)
        assert found.members["customer_id"].n_unique() == customers


def test_two_clean_lists_are_linked_but_not_within():
    left = [
        {"name": "Ann Lee", "email": "ann@example.org"},
        {"name": "Bo Sand", "email": "bo@x.org"},
    ]
    right = [
        {"full_name": "Lee, Ann", "mail": "ann@example.org"},
        {"full_name": "Ann Lee", "mail": None},
    ]
    clean = {"unique": True}
    found = ir.resolve({"a": left, "b": right}, settings={"sources": {"a": clean, "b": clean}})
    sizes = found.customers["records"].to_list()
    assert max(sizes) == 2
    for records in found.members.group_by("customer_id").agg("source")["source"].to_list():
        assert len(records) == len(set(records))


def test_a_must_link_rule_links_and_a_cannot_link_rule_separates():
    rows = [
        {"name": "Ann Lee", "account_id": "A-778121"},
        {"name": "Robert Moss", "account_id": "A-778121"},
        {"name": "Robert Moss", "account_id": "A-918265"},
        {"name": "Carla Diaz", "account_id": "A-555512"},
    ]
    same = {"rules": [{"name": "one account", "then": "same", "fields": ["account"]}]}
    apart = {"rules": [{"name": "accounts differ", "then": "different", "fields": ["account"]}]}
    members = ir.resolve(rows, settings=same).members["customer_id"]
    assert members[0] == members[1]
    members = ir.resolve(rows, settings=apart).members["customer_id"]
    assert members[1] != members[2]


def test_evidence_names_what_agreed():
    rows = [
        {"name": "Ann Lee", "email": "a77@example.org"},
        {"name": "Ann Lee", "email": "a77@example.org"},
    ]
    edge = ir.resolve(rows).edges.row(0, named=True)
    assert edge["decision"] == "same"
    assert edge["bits_email"] > 0
    assert edge["bits_given"] > 0


def test_every_record_appears_once_in_the_order_given():
    frame = people(50, 1)
    assert ir.resolve(frame).members["record_id"].to_list() == frame["record_id"].to_list()


HOSTILE = [
    "x" * 10_000_000,
    "a\0b",
    "💥" * 40,
    "\u202egnirts desrever\u202c",
    "=cmd|' /C calc'!A0",
    "'; DROP TABLE customers; --",
    "\ud800",
]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda v: repr(v[:8]))
def test_hostile_values_are_kept_or_rejected_but_never_lost(value):
    rows = [
        {"name": value, "email": value, "phone": value, "dob": value, "address": value},
        {
            "name": "Ann Lee",
            "email": "ann@example.org",
            "phone": "4155552671",
            "dob": "1990-01-02",
            "address": "1 Elm St",
        },
    ]
    columns = {
        "name": "full_name",
        "email": "email",
        "phone": "phone",
        "dob": "birth_date",
        "address": "address",
    }
    settings = {"sources": {"records": {"columns": columns}}}
    assert ir.resolve(rows, settings=settings).members.height == 2


def test_one_record_is_one_customer():
    assert ir.resolve([{"name": "Ann Lee", "email": "ann@example.org"}]).counts["customers"] == 1


def test_records_that_are_all_equal_are_one_customer():
    rows = [{"name": "Ann Lee", "email": "a77@example.org", "phone": "415 555 2671"}] * 60
    assert ir.resolve(rows).counts["customers"] == 1


def test_records_that_share_nothing_stay_apart():
    rows = [
        {"name": f"{g} {f}", "email": f"{i}@{g}.org".lower()}
        for i, (g, f) in enumerate(
            [("Ann", "Lee"), ("Bo", "Sand"), ("Cy", "Moss"), ("Di", "Hart"), ("Ed", "Pike")]
        )
    ]
    assert ir.resolve(rows).counts["customers"] == 5


def test_empty_columns_do_no_harm():
    rows = [
        {"name": "Ann Lee", "email": None, "phone": ""},
        {"name": "Bo Sand", "email": None, "phone": " "},
    ]
    assert ir.resolve(rows).counts["customers"] == 2


def test_a_record_whose_every_value_is_rejected_is_its_own_customer():
    rows = [
        {"email": "n/a", "phone": "0000000000"},
        {"email": "ann@example.org", "phone": "4155552671"},
        {"email": "x", "phone": "000"},
    ]
    columns = {"email": "email", "phone": "phone"}
    found = ir.resolve(rows, settings={"sources": {"records": {"columns": columns}}})
    assert found.counts["customers"] == 3
    assert found.rejected.height == 4


def test_no_usable_column_is_an_error_that_names_the_columns():
    with pytest.raises(ir.SourceError, match="amount"):
        ir.resolve([{"amount": "1.50"}, {"amount": "2.75"}])


def test_repeated_record_ids_are_an_error_that_names_the_row():
    rows = [{"record_id": "7", "email": "a@x.org"}, {"record_id": "7", "email": "b@x.org"}]
    columns = {"record_id": "record_id"}
    with pytest.raises(ir.SourceError, match="record 2"):
        ir.resolve(rows, settings={"sources": {"records": {"columns": columns}}})


def test_a_number_of_a_switchboard_joins_nobody():
    names = [
        "Aisha Bello",
        "Tom Novak",
        "Grace Lind",
        "Hiro Tanabe",
        "Olivia Pren",
        "Samir Hadd",
        "Wen Oka",
        "Victor Ruiz",
        "Ingrid Sol",
        "Pavel Dvo",
        "Noor Rahman",
        "Emily Watts",
        "Luca Ferri",
        "Yola Pike",
    ]
    rows = [{"name": name, "phone": "916 555 4000"} for name in names]
    found = ir.resolve(rows)
    assert found.counts["customers"] == len(names)
    assert found.rejected.filter(pl.col("reason") == "shared by too many").height == len(names)


def test_customers_are_the_same_under_any_names_of_columns():
    frame = people(60, 9)
    other = frame.rename({"first_name": "Given Name", "last_name": "SURNAME", "zip": "PostalCode"})
    assert partition(ir.resolve(other)) == partition(ir.resolve(frame))


def companies(chance):
    """Companies of few sectors and places, each with one or two records."""
    cores = ["Walsh", "Brown", "Acme", "Tcd", "Ngv", "Jod", "Apex", "Nova", "Delta", "Quint"]
    rows = []
    for i in range(200):
        sector = chance.choice(["Energy", "Steel", "Tools"])
        name = f"{chance.choice(cores)}{chr(97 + i // 26)}{chr(97 + i % 26)} {sector}"
        phone = f"415{2000000 + 7919 * i}"
        for copy in range(1 + i % 2):
            form = chance.choice(["Inc", "LLC", "Ltd"])
            rows.append(
                {
                    "id": f"c{i}-{copy}",
                    "company": f"{name} {form}",
                    "sector": sector,
                    "phone": phone,
                }
            )
    return rows


def test_a_sector_and_a_legal_form_join_no_companies():
    result = ir.resolve(companies(random.Random(3)))
    for customer in partition(result):
        assert len({record.partition("-")[0] for record in customer}) == 1
    assert len(partition(result)) == 200


def test_many_copies_of_one_record_are_one_customer():
    """More copies than a bucket may hold, so that no block key makes all their pairs."""
    frame = people(2000, 3)
    copy = {"first_name": "Zoe", "last_name": "Quint", "email": "zq81@example.org", "phone": "4155550199",
            "dob": "1970-03-04", "zip": "94110"}  # fmt: skip
    copies = pl.DataFrame([{**copy, "record_id": f"z{i}"} for i in range(300)])
    found = named(ir.resolve(pl.concat([frame, copies.select(frame.columns)])))
    assert len({found[f"z{i}"] for i in range(300)}) == 1


@pytest.mark.parametrize("others", [0, 400])
def test_a_record_that_makes_up_most_of_the_data_is_one_customer(others):
    """Its values are common only because it was sent so often."""
    frame = people(others or 10, 5).head(others)
    copy = {"first_name": "Zoe", "last_name": "Quint", "email": "zq81@example.org", "phone": "4155550199",
            "dob": "1970-03-04", "zip": "94110"}  # fmt: skip
    copies = pl.DataFrame([{**copy, "record_id": f"z{i}"} for i in range(2000)])
    found = named(ir.resolve(pl.concat([frame, copies.select(frame.columns)])))
    assert len({found[f"z{i}"] for i in range(2000)}) == 1


def test_a_name_that_many_have_is_no_customer():
    names = [{"name": name, "id": str(i)} for i, name in enumerate(["Ann Lee", "Bob Ray"] * 1000)]
    assert ir.resolve(names).members["customer_id"].n_unique() == 2000
