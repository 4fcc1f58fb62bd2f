"""Free text in a run and in a living graph: a call log of nothing but notes meets its customers."""

import random

import pytest

import identity_resolve as ir
from identity_resolve import Resolver

SIZE = 60


def customers(result: ir.Result) -> list[set[str]]:
    grouped = result.members.group_by("customer_id").agg("record_id")
    return [set(ids) for ids in grouped["record_id"].to_list()]


@pytest.fixture(scope="module")
def accounts() -> list[dict[str, str]]:
    chance = random.Random(4)
    return [
        {
            "record_id": f"a{i}",
            "name": f"{chance.choice('BDFGKLMNPRT')}{chance.choice('aeiou')}nn{i} Za{i}d",
            "phone": f"312664{1000 + 7 * i}",
            "account_no": str(31_000_000 + 7919 * i),
        }
        for i in range(SIZE)
    ]


def noted(account: dict[str, str], i: int) -> str:
    number, phone = account["account_no"], account["phone"]
    return (
        f"cust called re bill, acct {number}, wants autopay",
        f"no power; pls call back at ({phone[:3]}) {phone[3:6]}-{phone[6:]}",
        f"account number is {number[:4]}-{number[4:]}. transferred",
    )[i % 3]


@pytest.fixture(scope="module")
def calls(accounts: list[dict[str, str]]) -> list[dict[str, str]]:
    return [
        {"record_id": f"c{i}", "notes": noted(account, i), "agent": "kt"}
        for i, account in enumerate(accounts)
    ]


def test_calls_of_nothing_but_notes_meet_their_customers(accounts, calls) -> None:
    result = ir.resolve({"crm": accounts, "calls": calls})
    assert sorted(map(sorted, customers(result))) == sorted([f"a{i}", f"c{i}"] for i in range(SIZE))


def test_settings_switch_it_off_and_force_it(accounts, calls) -> None:
    off = {"sources": {"calls": {"columns": {"notes": "ignore"}}}}
    assert ir.resolve({"crm": accounts, "calls": calls}, settings=off).counts["customers"] > SIZE
    hidden = [{"record_id": c["record_id"], "queue": c["notes"]} for c in calls]
    on = {"sources": {"calls": {"columns": {"queue": "notes"}}}}
    assert ir.resolve({"crm": accounts, "calls": hidden}, settings=on).counts["customers"] == SIZE


def test_numbers_of_the_company_itself_join_nobody(accounts, calls) -> None:
    own = "gave him our hot line 800-664-0199, write to care@power-light.com, see case 884213"
    told = [{**call, "notes": f"{call['notes']}; {own}"} for call in calls]
    result = ir.resolve({"crm": accounts, "calls": told})
    assert sorted(map(sorted, customers(result))) == sorted([f"a{i}", f"c{i}"] for i in range(SIZE))


def test_a_note_never_displaces_what_a_column_says(accounts) -> None:
    first, second = accounts[0], accounts[1]
    note = f"says acct {second['account_no']}, new cell 773-664-2000"
    result = ir.resolve([{**first, "note": note}, *accounts[1:]])
    row = result.customers.filter(
        result.customers["given"] == first["name"].split()[0].lower().title()
    )
    assert row["account"].to_list() == [first["account_no"]]
    assert row["phone"].to_list() == [f"+1{first['phone']}"]


def test_a_living_graph_reads_notes_as_a_batch_does(accounts, calls) -> None:
    batch = ir.resolve({"crm": accounts, "calls": calls})
    with Resolver.open(":memory:") as book:
        book.train({"crm": accounts, "calls": calls[:40]})
        for call in calls[40:]:
            assert book.add({"source": "calls", **call}).outcome == "joined"
        for i in range(SIZE):
            assert book.customer_of("calls", f"c{i}") == book.customer_of("crm", f"a{i}")
    assert batch.counts["customers"] == SIZE


def test_a_living_graph_reads_notes_of_a_source_it_never_saw(accounts) -> None:
    with Resolver.open(":memory:") as book:
        book.train({"crm": accounts})
        number = accounts[7]["account_no"]
        told = {
            "source": "chat",
            "record_id": "t1",
            "transcript": f"Agent: hi. Me: my account is {number}",
        }
        assert book.add(told).outcome == "joined"
        assert book.customer_of("chat", "t1") == book.customer_of("crm", "a7")
        nothing = book.add(
            {"source": "chat", "record_id": "t2", "transcript": "Agent: hi. Me: bye"}
        )
        assert nothing.outcome == "created"
