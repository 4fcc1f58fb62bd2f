"""The commands about a living graph as a person uses them: files in, words out, faults told in words."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from identity_resolve import Resolver
from identity_resolve.cli import main

CRM = """\
record_id,first_name,last_name,email,phone
1,Ann,Leeds,ann.leeds@example.org,415-555-2671
2,Robert,Moss,rob@example.net,628-555-3390
3,Carla,Diaz,n/a,510-555-8144
"""
CALLS = """\
{"record_id": "k1", "caller_phone": "+14155552671", "customer_name": "Ann Leeds"}
{"record_id": "k2", "caller_phone": "(510) 555-8144", "customer_name": "Carla Diaz"}
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command in a directory with `crm.csv` and `calls.ndjson`; exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "crm.csv").write_text(CRM)
    (tmp_path / "calls.ndjson").write_text(CALLS)

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["identity-resolve", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        code = stopped.value.code
        assert isinstance(code, int)
        return (code, *capfd.readouterr())

    return run


@pytest.fixture
def known(run: Run) -> Run:
    """The same, with the customers of `crm.csv` in `book.db`."""
    assert run("add", "book.db", "crm.csv")[0] == 0
    return run


def said(told: tuple[int, str, str]) -> str:
    """What a command said that did not fail."""
    code, out, faults = told
    assert (code, faults) == (0, "")
    return out


def fault(told: tuple[int, str, str]) -> str:
    """What a command said that failed: one message, no traceback."""
    code, out, faults = told
    assert (code, out) == (2, "")
    assert "Traceback" not in faults
    return faults


def objects(told: tuple[int, str, str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said(told).splitlines()]


def id_of(source: str, record_id: str) -> str:
    with Resolver.open("book.db") as book:
        return book.customer_of(source, record_id)


def test_train_loads_a_history(run: Run) -> None:
    code, out, _ = run("train", "book.db", "crm.csv", "calls.ndjson")
    assert (code, out) == (0, "5 records loaded into book.db\n")
    assert id_of("crm", "1") == id_of("calls", "k1")
    assert "the store has records already" in run("train", "book.db", "crm.csv")[2]


def test_add_tells_what_came_of_the_records(run: Run) -> None:
    assert said(run("add", "book.db", "crm.csv")) == "3 records: 3 created\n1 value set aside\n"
    assert (
        said(run("add", "book.db", "calls.ndjson", "--by", "night job")) == "2 records: 2 joined\n"
    )
    assert "2 records: 2 unchanged" in said(run("add", "book.db", "calls.ndjson"))
    assert said(run("events", "book.db")).count("by night job") == 2


def test_settings_are_kept_with_a_new_store(run: Run, tmp_path: Path) -> None:
    (tmp_path / "my.toml").write_text('region = "GB"\n')
    (tmp_path / "shop.csv").write_text("record_id,phone\n1,020 7946 0018\n")
    said(run("add", "book.db", "shop.csv", "--settings", "my.toml"))
    assert "same phone number" in said(run("find", "book.db", "phone=+44 20 7946 0018"))
    (tmp_path / "other.toml").write_text('region = "DE"\n')
    assert "made with other settings" in fault(
        run("add", "book.db", "shop.csv", "-s", "other.toml")
    )


def test_find_tells_who_it_may_be_and_why(known: Run) -> None:
    told = said(known("find", "book.db", "phone=(628) 555-3390"))
    assert id_of("crm", "2") in told
    assert "Moss" in told
    assert re.search(r"\+\d+\.\d bits  same phone number", told)
    assert id_of("crm", "1") in said(known("find", "book.db", "it", "is", "ann.leeds@example.org"))
    [found] = objects(known("find", "book.db", "phone=6285553390", "--json"))
    assert found["customer_id"] == id_of("crm", "2")
    assert found["reasons"][0]["field"] == "phone"


def test_find_tells_when_it_is_nobody(known: Run) -> None:
    assert said(known("find", "book.db", "phone=212 555 0100")).startswith("nobody")
    assert said(known("find", "book.db", "phone=212 555 0100", "--json")) == ""
    assert said(known("find", "book.db")).startswith("nobody")


@pytest.mark.parametrize("word", ["text=x", "self=x", "=x", "a=b=c", "' OR 1=1"])
def test_find_takes_any_words(known: Run, word: str) -> None:
    assert said(known("find", "book.db", word)).startswith("nobody")


def test_a_limit_among_the_values_is_told_where_it_belongs(known: Run) -> None:
    assert "--limit" in fault(known("find", "book.db", "limit=3", "Ann"))


def test_show_shows_a_customer_by_its_id_or_a_record(known: Run) -> None:
    said(known("add", "book.db", "calls.ndjson"))
    ann = id_of("crm", "1")
    told = said(known("show", "book.db", "calls/k1"))
    assert told == said(known("show", "book.db", ann))
    assert told.startswith(f"{ann}  2 records\n")
    assert re.search(r"email +ann\.leeds@example\.org +from crm/1", told)
    assert "crm/1" in told
    assert "calls/k1" in told
    [shown] = objects(known("show", "book.db", ann, "--json"))
    assert shown["customer_id"] == ann
    assert [r["record_id"] for r in shown["records"]] == ["1", "k1"]


def test_show_shows_what_was_known_then(known: Run) -> None:
    ann = id_of("crm", "1")
    assert "no such customer then" in fault(known("show", "book.db", ann, "--as-of", "2020-01-01"))
    assert said(known("show", "book.db", ann, "--as-of", "2999-01-01")).startswith(ann)
    assert "'soon' is no time" in fault(known("show", "book.db", ann, "--as-of", "soon"))


def test_verdicts_are_said_and_taken_back(known: Run) -> None:
    told = said(known("same", "book.db", "crm/1", "crm/2", "--by", "eve"))
    assert told == "verdict 1: the same; undo takes it back\n"
    assert id_of("crm", "1") == id_of("crm", "2")
    assert said(known("undo", "book.db", 1, "--by", "eve")) == "verdict 1 is taken back\n"
    assert id_of("crm", "1") != id_of("crm", "2")
    said(known("add", "book.db", "calls.ndjson"))
    told = said(known("different", "book.db", "crm/1", "calls/k1", "--by", "eve"))
    assert told == "verdict 2: different; undo takes it back\n"
    assert id_of("crm", "1") != id_of("calls", "k1")
    assert "by eve" in said(known("events", "book.db"))
    assert "no such verdict: 7" in fault(known("undo", "book.db", 7))


def test_a_verdict_has_somebody_who_says_so(known: Run) -> None:
    code, _, faults = known("same", "book.db", "crm/1", "crm/2")
    assert code == 2
    assert "--by" in faults


def test_forget_erases_after_it_was_only_asked(known: Run) -> None:
    ann = id_of("crm", "1")
    told = said(known("forget", "book.db", ann, "--dry-run"))
    assert told.startswith(f"1 record of {ann} would be erased\n")
    assert id_of("crm", "1") == ann
    told = said(known("forget", "book.db", "crm/1", "--by", "request 1"))
    assert told.startswith(f"1 record of {ann} erased\n")
    assert "against their return" in told
    assert "has ended" in fault(known("show", "book.db", ann))
    assert "3 records: 2 unchanged, 1 erased" in said(known("add", "book.db", "crm.csv"))
    assert b"ann.leeds" not in Path("book.db").read_bytes()


def test_events_go_on_behind_a_cursor(known: Run) -> None:
    told = objects(known("events", "book.db", "--json"))
    assert [event["what"] for event in told] == ["created"] * 3
    cursor = told[1]["cursor"]
    assert objects(known("events", "book.db", "--since", cursor, "--json")) == told[2:]
    assert objects(known("events", "book.db", "--limit", 1, "--json")) == told[:1]
    lines = said(known("events", "book.db")).splitlines()
    assert [line.split()[0] for line in lines] == [str(event["cursor"]) for event in told]


FAULTS = {
    "no such customer": (("show", "book.db", "c0000000000000"), "no such customer"),
    "no such record": (("show", "book.db", "crm/9"), "no such record: crm/9"),
    "no id at all": (("forget", "book.db", "Ann"), "no such customer: Ann"),
    "verdict about nobody": (("same", "book.db", "crm/1", "crm/9", "--by", "e"), "no such record"),
    "no such file": (("add", "book.db", "none.csv"), "none.csv: no such file"),
    "no ids": (("add", "book.db", "noid.csv"), "every record needs one"),
    "no database": (("show", "crm.csv", "crm/1"), "crm.csv"),
    "no directory": (("add", "none/book.db", "crm.csv"), "none/book.db"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_faults_are_told_in_words(known: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / "noid.csv").write_text("email\nann.leeds@example.org\n")
    arguments, message = FAULTS[name]
    assert message in fault(known(*arguments))
    with Resolver.open("book.db") as book:
        assert len(book) == 3
        assert len(book.events()) == 3


ASKING = {
    "find": ["x"],
    "show": ["a/1"],
    "events": [],
    "forget": ["a/1"],
    "undo": [1],
    "same": ["a/1", "a/2", "--by", "eve"],
    "different": ["a/1", "a/2", "--by", "eve"],
}


@pytest.mark.parametrize("command", ASKING)
def test_a_name_mistyped_makes_no_store(run: Run, tmp_path: Path, command: str) -> None:
    assert "typo.db: no such store" in fault(run(command, "typo.db", *ASKING[command]))
    assert not (tmp_path / "typo.db").exists()


def test_every_command_has_a_help(run: Run) -> None:
    for command in (
        "train",
        "add",
        "find",
        "show",
        "same",
        "different",
        "undo",
        "forget",
        "events",
    ):
        assert command in said(run("--help"))
        assert "STORE" in said(run(command, "--help")).upper()
