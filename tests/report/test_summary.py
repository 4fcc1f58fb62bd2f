"""What a person reads after a run: everything that matters, in words, in 80 columns."""

import json

import polars as pl
import pytest

import identity_resolve as ir
from identity_resolve.report.summary import plain
from tests.build import dmv

CRM = [
    {"id": "c1", "name": "Ann Lopez", "email": "lopez@example.net", "phone": "510 555 0199"},
    {"id": "c2", "name": "Peter Lopez", "email": "lopez@example.net", "phone": "510 555 0199"},
    {"id": "c3", "name": "Carla Diaz", "email": "n/a", "phone": "000-000-0000"},
    {"id": "c4", "name": "Carla Diaz", "email": "carla@example.org", "phone": None},
]
WEB = [
    {"login": "carla@example.org", "shown_name": "Carla Diaz", "hobby": "hello"},
    {"login": "zoe@example.org", "shown_name": "Zoe Quint", "hobby": "hello"},
]


def block(text, title):
    """The lines below a title."""
    blocks = {b.splitlines()[0]: b.splitlines()[1:] for b in text.strip().split("\n\n")}
    return [line.strip() for line in blocks.get(title, [])]


@pytest.fixture(scope="module")
def told():
    born = ["1975-07-09", "1978-12-30", "1980-01-02", "1980-01-02"]
    crm = [{**row, "born": date} for row, date in zip(CRM, born, strict=True)]
    return ir.resolve({"crm": crm, "web": WEB}).summary()


def test_every_column_of_every_source_and_why(told):
    lines = block(told, "What the columns are")
    assert lines[0] == "crm (4 records)"
    assert "web (2 records, numbered as they came)" in lines
    for column, kind in [("id", "record_id"), ("email", "email"), ("login", "email")]:
        assert any(line.split()[:2] == [column, kind] for line in lines), column


def test_what_texts_say_is_counted_and_not_told():
    calls = [
        {"id": "1", "notes": "call 312-664-0143 or acct 10007919"},
        {"id": "2", "notes": "no answer"},
    ]
    told = ir.resolve(
        {"crm": CRM, "calls": calls, "mail": [{**c, "notes": "no answer"} for c in calls]}
    )
    assert block(told.summary(), "What texts say") == [
        "notes in calls: 1 phone, 1 account",
        "notes in mail: nothing by which people are told apart",
    ]
    assert "10007919" not in told.summary()
    assert not block(ir.resolve(CRM).summary(), "What texts say")


def test_what_is_only_a_guess_is_marked_with_a_way_to_correct_it():
    notes = [{**row, "hobby": f"text {i % 2}"} for i, row in enumerate(CRM)]
    lines = block(ir.resolve({"crm": notes}).summary(), "What the columns are")
    assert [line.split()[1] for line in lines if line.startswith("? ")] == ["hobby", "="]
    assert "init" in lines[-1]
    assert "--settings" in lines[-1]


def test_customers_households_and_pairs_are_counted(told):
    lines = block(told, "What was found")
    assert lines[0] == "6 records: 4 customers in 3 households"
    assert "1 customer with more than one record, at most 3" in lines
    assert "1 customer known to more than one source" in lines


def test_who_was_kept_apart_though_alike_and_why(told):
    lines = " ".join(block(told, "Kept apart, though alike"))
    assert "crm c1 (1 record)" in lines
    assert "crm c2 (1 record)" in lines
    common, but = lines.split("in common:")[1].split("but:")
    assert "same phone number" in common
    assert "same email address" in common
    assert "different birth date" in but
    assert "different given name" in but


def test_what_was_set_aside_by_column_and_reason(told):
    lines = block(told, "What was set aside")
    assert "1 value of email in crm: placeholder (n/a, 000-000-0000, noreply@)" in lines
    assert "1 value of phone in crm: placeholder (n/a, 000-000-0000, noreply@)" in lines


def test_values_that_too_many_share_and_groups_too_large_to_pair():
    assert (
        "14 values of phone in phone: shared by too many customers to tell them apart"
        in dmv().summary()
    )
    rows = [{"given": f"A{i}", "family": "Lee", "city": "Oakland"} for i in range(30)]
    told = ir.resolve(rows, settings={"limits": {"bucket": 10}}).summary()
    lines = " ".join(told.split())
    assert "1 group alike by family name and city: up to 30 records, paired only where" in lines


def test_all_phases_are_timed():
    found = ir.resolve(CRM)
    assert list(found.timings)[-1] == "profile"
    assert "profile" in " ".join(block(found.summary(), "Seconds"))


def test_no_values_are_told_and_no_line_is_too_long(told):
    personal = ("Ann", "Lopez", "Carla", "example.", "555", "1975")
    assert not [value for value in personal if value in told]
    assert max(map(len, told.splitlines())) <= 80


def test_blocks_with_nothing_to_say_are_left_out():
    told = ir.resolve([{"name": "Ann Lee", "email": "ann@example.org"}]).summary()
    assert told.startswith("What the columns are\n  records (1 record, numbered as they came)\n")
    for title in ("Kept apart", "What was set aside", "What is doubted"):
        assert title not in told


def test_doubted_records_are_counted():
    rows = [{"name": "Ann Lee", "phone": "415 555 2671"}, {"name": None, "phone": "4155552671"}]
    model = json.loads(ir.resolve(rows * 3).model.to_json())
    model["pairs"] = {"same": 1.0, "household": 1.0, "all": 1e6}
    found = ir.resolve(rows, model=ir.Model.from_json(json.dumps(model)))
    doubted = found.members.filter(pl.col("probability") < 0.9).height
    assert found.counts["doubted"] == doubted
    assert bool(doubted) == ("What is doubted" in found.summary())


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("E-Mail", "E-Mail"),
        ("Straße 💥", "Straße 💥"),
        ("a\nb\t", "a\\nb\\t"),
        ("\x1b[31m", "\\x1b[31m"),
    ],
)
def test_names_of_columns_do_no_harm_in_a_terminal(name, shown):
    assert plain(name) == shown
    rows = [{name: "Ann Lee", "email": "ann@example.org"}]
    settings = {"sources": {"records": {"columns": {name: "full_name"}}}}
    told = ir.resolve(rows, settings=settings).summary()
    assert f"{shown} " in told
    assert "\x1b" not in told


def test_records_too_poor_to_be_told_apart_are_said_to_be():
    names = ["Ann", "Bob", "Carla", "David"]
    poor = [{"first_name": names[i % 4], "city": f"City {i % 5}"} for i in range(400)]
    result = ir.resolve(poor)
    assert any("TOO POOR TO RESOLVE" in line for line in block(result.summary(), "What is doubted"))
    assert result.customers.height == len(poor)


def test_records_that_hold_enough_are_not(told):
    assert "TOO POOR" not in told
    assert "TOO POOR" not in dmv().summary()
