"""A graph that lives, as a user sees it: what comes of each call."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from identity_resolve import Resolver, SettingsError, SourceError, StoreError
from tests.build import CHANNELS, DATA

SHOP = {
    "source": "shop",
    "record_id": "o-1",
    "full_name": "Ann Lee",
    "email": "ann.lee@example.org",
}
DESK = {
    "source": "desk",
    "record_id": "17",
    "full_name": "Anne Lee",
    "phone": "+1 628 555 0199",
    "license": "D6618302",
}
CHAT = {
    "source": "chat",
    "record_id": "c-9",
    "full_name": "Ann Lee",
    "email": "ann.lee@example.org",
    "phone": "628 555 0199",
}
BO = {"source": "shop", "record_id": "o-2", "full_name": "Bo Sandberg", "email": "bo@example.net"}  # fmt: skip
Record = dict[str, str]


@pytest.fixture
def book() -> Iterator[Resolver]:
    with Resolver.open(":memory:") as book:
        yield book


@pytest.fixture(scope="module")
def dmv_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dmv") / "dmv.db"
    with Resolver.open(path) as book:
        book.train([str(DATA / "dmv" / f"{channel}.csv") for channel in CHANNELS])
    return path


@pytest.fixture
def dmv(dmv_file: Path, tmp_path: Path) -> Iterator[Resolver]:
    """The seven channels of the motor vehicle office, trained and loaded."""
    with sqlite3.connect(dmv_file) as was, sqlite3.connect(tmp_path / "dmv.db") as copy:
        was.backup(copy)
    was.close()
    copy.close()
    with Resolver.open(tmp_path / "dmv.db") as book:
        yield book


def whose(book: Resolver, *records: Record) -> list[str]:
    return [book.customer_of(record["source"], record["record_id"]) for record in records]


def whats(book: Resolver, since: int = 0) -> list[str]:
    return [event.what for event in book.events(since)]


def last(book: Resolver) -> int:
    return max((event.cursor for event in book.events(limit=10_000)), default=0)


def state(book: Resolver, *records: Record) -> list[object]:
    return [len(book), last(book), *(book.customer(c) for c in whose(book, *records))]


# what comes of a record


def test_a_record_creates_a_customer_joins_one_or_shows_that_two_are_one(book: Resolver) -> None:
    first, second, third = book.add(SHOP), book.add(DESK), book.add(CHAT)
    assert [a.outcome for a in (first, second, third)] == ["created", "created", "merged"]
    assert (third.customer_id, third.merged) == (first.customer_id, (second.customer_id,))
    assert third.probability > 0.99
    assert book.add(CHAT | {"record_id": "c-10"}).outcome == "joined"
    assert whats(book)[:5] == ["created", "created", "merged", "joined", "redirected"]


def test_what_comes_again_as_it_is_changes_nothing(book: Resolver) -> None:
    book.add([SHOP, DESK])
    before = state(book, SHOP, DESK)
    again = book.add([SHOP, DESK])
    assert [a.outcome for a in again] == ["unchanged", "unchanged"]
    assert [a.customer_id for a in again] == whose(book, SHOP, DESK)
    assert state(book, SHOP, DESK) == before


def test_a_record_that_could_be_of_two_is_ambiguous(dmv: Resolver) -> None:
    shared = {"source": "ivr", "record_id": "ivr-9", "caller_phone": "707 555 6620"}
    added = dmv.add(shared)
    father, son = dmv.customer_of("counter", "cnt-04"), dmv.customer_of("counter", "cnt-05")
    assert (added.outcome, added.customer_id in (father, son)) == ("ambiguous", True)
    assert added.probability < 0.9


def test_reasons_are_words_with_bits(book: Resolver) -> None:
    assert book.add(SHOP).reasons == ()
    reasons = {reason.field: reason for reason in book.add(CHAT).reasons}
    assert "same email address" in reasons["email"].says
    assert reasons["email"].bits > 0


def test_values_that_are_set_aside_are_told(book: Resolver) -> None:
    added = book.add(SHOP | {"phone": "n/a"})
    assert added.rejected == (("phone", "phone", "placeholder"),)
    assert added.outcome == "created"


def test_a_record_that_says_nothing_is_a_customer_of_its_own(book: Resolver) -> None:
    nothing = {"source": "web", "record_id": "1", "email": "n/a"}
    added = book.add(nothing)
    assert added.outcome == "created"
    found = book.customer(whose(book, nothing)[0])
    assert (found.profile, found.identifiers, len(found.records)) == ({}, {}, 1)
    assert book.add(nothing | {"record_id": "2"}).outcome == "created"


def test_records_may_come_as_frames_files_and_generators(book: Resolver, tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text("record_id,full_name,email\n1,Ann Lee,ann.lee@example.org\n")
    [filed] = book.add(str(tmp_path / "crm.csv"))
    assert (filed.source, filed.record_id, filed.outcome) == ("crm", "1", "created")
    assert [a.outcome for a in book.add(record for record in (CHAT, BO))] == ["joined", "created"]
    assert book.add([]) == []


def test_the_last_word_counts_where_a_record_comes_twice_in_a_call(book: Resolver) -> None:
    book.add([SHOP, SHOP | {"email": "new@example.org"}])
    assert book.customer(whose(book, SHOP)[0]).profile["email"] == "new@example.org"
    assert len(book) == 1


# ids


def test_a_merge_keeps_the_oldest_id_and_a_split_restores_the_other(book: Resolver) -> None:
    book.add(SHOP)
    book.add(DESK)
    first, second = whose(book, SHOP, DESK)
    book.add(CHAT)
    assert whose(book, SHOP, DESK, CHAT) == [first] * 3
    assert book.customer(second).customer_id == first
    book.withdraw("chat", "c-9")
    assert whose(book, SHOP, DESK) == [first, second]
    assert book.customer(second).customer_id == second


def test_the_order_of_records_in_a_call_does_not_name_customers() -> None:
    found = []
    for records in ([SHOP, DESK, CHAT], [CHAT, DESK, SHOP]):
        with Resolver.open(":memory:") as book:
            book.add(records)
            found.append(whose(book, SHOP, DESK, CHAT))
    assert found[0] == found[1]


def test_an_id_stays_with_the_heirs_and_returns_with_its_record(book: Resolver) -> None:
    book.add(SHOP)
    book.add(CHAT)
    [name] = set(whose(book, SHOP, CHAT))
    book.withdraw("shop", "o-1")
    assert whose(book, CHAT) == [name]
    book.withdraw("chat", "c-9")
    with pytest.raises(KeyError, match="has ended"):
        book.customer(name)
    book.add(CHAT)
    book.add(SHOP)
    assert whose(book, SHOP, CHAT) == [name] * 2
    assert book.customer(name).customer_id == name


# corrections and verdicts


def test_update_and_withdraw_leave_the_graph_as_if_it_had_always_been_so(book: Resolver) -> None:
    book.add([SHOP, DESK])
    first = whose(book, SHOP)[0]
    changed = book.update(CHAT | {"source": "desk", "record_id": "17"})
    assert whose(book, SHOP, DESK) == [changed.customer_id] * 2
    assert first in (changed.customer_id, *changed.merged)
    book.update(DESK)
    assert len(set(whose(book, SHOP, DESK))) == 2
    book.withdraw("desk", "17", by="eve")
    assert len(book) == 1
    assert book.events()[-1].by == "eve"
    with pytest.raises(KeyError, match="no such record: desk/17"):
        book.update(DESK)
    with pytest.raises(KeyError, match="no such record: desk/17"):
        book.withdraw("desk", "17")


def test_verdicts_hold_through_all_that_comes_and_undo_restores(dmv: Resolver) -> None:
    maria, carlos = (dmv.customer_of("counter", name) for name in ("cnt-01", "cnt-03"))
    verdict = dmv.same(maria, carlos, by="eve")
    assert dmv.customer_of("counter", "cnt-03") == maria
    dmv.retrain()
    assert dmv.rebuild().differing == 0
    assert dmv.customer_of("counter", "cnt-03") == maria
    dmv.undo(verdict, by="eve")
    assert dmv.customer_of("counter", "cnt-03") == carlos
    with pytest.raises(KeyError, match="no such verdict"):
        dmv.undo(verdict)


def test_different_keeps_apart_what_evidence_joins_and_records_that_come_later(
    book: Resolver,
) -> None:
    book.add([SHOP, CHAT])
    assert len(set(whose(book, SHOP, CHAT))) == 1
    verdict = book.different(("shop", "o-1"), ("chat", "c-9"), by="eve")
    book.add(CHAT | {"record_id": "c-10"})
    assert len(set(whose(book, SHOP, CHAT))) == 2
    book.undo(verdict)
    assert len(set(whose(book, SHOP, CHAT))) == 1


def test_the_last_verdict_about_two_counts_and_the_one_before_counts_again(book: Resolver) -> None:
    book.add([SHOP, BO])
    names = ("shop", "o-1"), ("shop", "o-2")
    book.same(*names, by="eve")
    second = book.different(*names, by="bob")
    assert len(set(whose(book, SHOP, BO))) == 2
    book.undo(second)
    assert len(set(whose(book, SHOP, BO))) == 1


def test_a_verdict_joins_two_of_a_clean_list_whatever_happens_beside_them() -> None:
    clean = {"sources": {"shop": {"unique": True}}}
    with Resolver.open(":memory:", settings=clean) as book:
        book.add([SHOP, BO, BO | {"source": "chat"}])
        book.same(("shop", "o-1"), ("shop", "o-2"), by="eve")
        book.update(BO | {"email": "bo@example.com"})
        assert len(set(whose(book, SHOP, BO))) == 1
        book.withdraw("chat", "o-2")
        assert len(set(whose(book, SHOP, BO))) == 1
        assert book.rebuild().differing == 0


def test_verdicts_about_nobody_are_refused_and_leave_no_trace(book: Resolver) -> None:
    book.add(SHOP)
    for name in ("c0000000000000", "nonsense", ("shop", "none")):
        with pytest.raises(KeyError, match="no such"):
            book.same(name, ("shop", "o-1"), by="eve")
    assert book.same(("shop", "o-1"), ("shop", "o-1"), by="eve")
    assert whats(book) == ["created"]


# preview


def test_preview_tells_what_would_happen_and_writes_nothing(dmv: Resolver) -> None:
    maria, carlos = (dmv.customer_of("counter", name) for name in ("cnt-01", "cnt-03"))
    before = (len(dmv), last(dmv), dmv.customer(maria), dmv.customer(carlos))
    told = dmv.preview(same=(maria, carlos))
    assert (told.records, told.customers) == (len(dmv.customer(carlos).records), 2)
    assert [(e.what, e.customer_id) for e in told.events] == [
        ("merged", maria),
        ("redirected", carlos),
    ]
    added = dmv.preview(add={"source": "kiosk", "record_id": "k-1", "plate": "7XYZ555"})
    assert "kiosk" in {event.record[0] for event in added.events if event.record}
    gone = dmv.preview(withdraw=[("counter", "cnt-01")])
    assert gone.events[0].what == "left"
    assert dmv.preview().events == []
    assert (len(dmv), last(dmv), dmv.customer(maria), dmv.customer(carlos)) == before
    with pytest.raises(KeyError):
        dmv.customer_of("kiosk", "k-1")


def test_what_is_previewed_is_what_happens(dmv: Resolver) -> None:
    maria, carlos = (dmv.customer_of("counter", name) for name in ("cnt-01", "cnt-03"))
    since = last(dmv)
    told = dmv.preview(different=(("phone", "tel-01"), maria))
    dmv.different(("phone", "tel-01"), maria, by="")
    done = dmv.events(since)
    assert [(e.what, e.customer_id, e.other_id, e.record) for e in told.events] == [
        (e.what, e.customer_id, e.other_id, e.record) for e in done
    ]
    assert dmv.customer(carlos).customer_id == carlos


# time and events


def test_as_of_shows_what_was_known_then(book: Resolver) -> None:
    before = datetime.now(UTC)
    time.sleep(0.002)
    book.add(SHOP)
    book.add(DESK)
    first, second = whose(book, SHOP, DESK)
    apart = datetime.now(UTC)
    time.sleep(0.002)
    book.add(CHAT)
    joined = datetime.now(UTC)
    time.sleep(0.002)
    book.update(SHOP | {"email": "new@example.org"})
    assert [r.record_id for r in book.as_of(apart).customer(second).records] == ["17"]
    assert len(book.as_of(joined).customer(second).records) == 3
    then = book.as_of(joined.replace(tzinfo=None)).customer(first)
    assert {record.values.get("email") for record in then.records} == {"ann.lee@example.org", None}
    with pytest.raises(KeyError, match="no such customer then"):
        book.as_of(before).customer(first)


def test_events_go_on_behind_any_cursor(dmv: Resolver) -> None:
    everything = dmv.events(limit=10_000)
    assert [e.cursor for e in everything] == sorted({e.cursor for e in everything})
    followed = []
    while more := dmv.events(followed[-1].cursor if followed else 0, limit=7):
        followed += more
    assert followed == everything
    assert {e.record for e in everything} == {
        (record.source, record.record_id)
        for customer in {e.customer_id for e in everything}
        for record in dmv.customer(customer).records
    }
    assert dmv.events(since=10**9) == []


# forgetting


def test_forget_erases_one_customer_for_good_and_nobody_else(dmv: Resolver) -> None:
    maria, carlos = (dmv.customer_of("counter", name) for name in ("cnt-01", "cnt-03"))
    size, beside = len(dmv), dmv.customer(carlos)
    would = dmv.forget(maria, dry_run=True)
    assert (would.records, would.written, len(dmv)) == (14, False, size)
    receipt = dmv.forget(maria, by="request 1")
    assert (receipt.customers, receipt.records, receipt.written) == ((maria,), 14, True)
    assert (receipt.rows, receipt.tombstones) == (would.rows, would.tombstones)
    assert len(dmv) == size - 14
    with pytest.raises(KeyError, match="has ended"):
        dmv.customer(maria)
    with pytest.raises(KeyError):
        dmv.customer_of("counter", "cnt-01")
    now = dmv.customer(carlos)
    assert [r.record_id for r in now.records] == [r.record_id for r in beside.records]
    assert (now.profile, now.household) == (beside.profile, ())
    again = dmv.add([str(DATA / "dmv" / f"{channel}.csv") for channel in CHANNELS])
    assert {a.outcome for a in again} == {"erased", "unchanged"}
    assert sum(a.outcome == "erased" for a in again) == 14
    assert all(a.customer_id is None for a in again if a.outcome == "erased")
    assert not any(e.record for e in dmv.events(limit=10_000) if e.customer_id == maria)
    assert dmv.rebuild().differing == 0


def test_forget_of_one_record_leaves_the_others(book: Resolver) -> None:
    book.add([SHOP, CHAT, BO])
    [name] = set(whose(book, SHOP, CHAT))
    receipt = book.forget(("shop", "o-1"))
    assert (receipt.records, receipt.customers) == (1, (name,))
    assert whose(book, CHAT) == [name]
    assert book.add(SHOP).outcome == "erased"
    assert book.add(SHOP | {"record_id": "o-3"}).outcome == "erased"
    with pytest.raises(KeyError, match="no such record: shop/o-1"):
        book.forget(("shop", "o-1"))


# models and settings


def test_train_only_into_an_empty_store_and_retrain_only_with_records(dmv: Resolver) -> None:
    with pytest.raises(StoreError, match="retrain"):
        dmv.train(str(DATA / "dmv" / "web.csv"))
    with Resolver.open(":memory:") as empty, pytest.raises(StoreError, match="no records to learn"):
        empty.retrain()
    with Resolver.open(":memory:") as empty:
        assert empty.rebuild().records == len(empty) == 0
        assert empty.events() == empty.find(phone="415 555 2671") == []


def test_a_model_changes_only_by_retraining(dmv: Resolver) -> None:
    model = dmv.model.to_json()
    dmv.add([CHAT, BO, SHOP])
    assert dmv.model.to_json() == model
    ids = whose(dmv, CHAT, BO)
    assert dmv.retrain(by="eve").to_json() != model
    assert whose(dmv, CHAT, BO) == ids
    assert dmv.rebuild().differing == 0


def test_a_source_keeps_the_order_of_its_names(book: Resolver) -> None:
    names = ["SMITH ROBERT D", "MADDOX KRISTEN B", "ODDO MICAH N", "LIN TUAN M", "DRAKE LUCY S"]
    rows = [
        {"record_id": str(i), "owner_name": name, "phone": f"415 555 26{i}1"}
        for i, name in enumerate(names)
    ]
    book.train({"register": rows})
    come = {"source": "register", "record_id": "9", "owner_name": "SMITH ROBERT"}
    assert book.add({**come, "phone": rows[0]["phone"]}).outcome == "joined"
    assert book.find(given_name="Robert", family_name="Smith")


def test_settings_are_kept_with_the_store(tmp_path: Path) -> None:
    where = tmp_path / "book.db"
    british = {"region": "GB"}
    tel = {"source": "shop", "record_id": "1", "phone": "020 7946 0018"}
    with Resolver.open(where, settings=british) as book:
        book.add(tel)
    with Resolver.open(where) as book:
        assert book.find(phone="+44 20 7946 0018")
    with Resolver.open(where, settings=british) as book:
        assert len(book) == 1
    with pytest.raises(StoreError, match="made with other settings"):
        Resolver.open(where, settings={"region": "US"})
    with pytest.raises(SettingsError, match="did you mean 'region'"):
        Resolver.open(":memory:", settings={"regoin": "GB"})


@pytest.mark.parametrize(
    ("record", "missing"),
    [({"record_id": "1"}, "source"), ({"source": "a", "x": "1"}, "record_id"), ({}, "source")],
)
def test_a_record_says_where_it_is_from(book: Resolver, record: Record, missing: str) -> None:
    with pytest.raises(SourceError, match=f"no '{missing}'"):
        book.add(record)
    with pytest.raises(SourceError, match=f"no '{missing}'"):
        book.add([SHOP, record])
    assert len(book) == 0


def test_files_without_ids_are_refused(book: Resolver, tmp_path: Path) -> None:
    (tmp_path / "crm.csv").write_text("full_name,email\nAnn Lee,ann.lee@example.org\n")
    with pytest.raises(SourceError, match="every record needs one"):
        book.add(str(tmp_path / "crm.csv"))
    with pytest.raises(SourceError, match="no such file"):
        book.add(str(tmp_path / "none.csv"))


def test_a_store_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "book.db").write_text("this is no database, but some text " * 40)
    with pytest.raises(StoreError):
        Resolver.open(tmp_path / "book.db")


def test_a_household_is_shown_both_ways(dmv: Resolver) -> None:
    father, son = (dmv.customer_of("counter", name) for name in ("cnt-04", "cnt-05"))
    assert son in dmv.customer(father).household
    assert father in dmv.customer(son).household


def test_a_customer_has_profile_provenance_identifiers_and_records(dmv: Resolver) -> None:
    maria = dmv.customer(dmv.customer_of("counter", "cnt-01"))
    assert (maria.profile["given"], maria.profile["birth_date"]) == ("Maria", "1984-07-19")
    assert maria.provenance["birth_date"] in {f"{r.source}/{r.record_id}" for r in maria.records}
    assert "US-CA:D5518204" in maria.identifiers["license"]
    assert len(maria.identifiers["email"]) == 3
    assert maria.profile.keys() >= maria.provenance.keys()
    [counter] = [r for r in maria.records if r.record_id == "cnt-01"]
    assert counter.values["license_number"] == "D5518204"
    with pytest.raises(KeyError, match="no such customer"):
        dmv.customer("c0000000000000")
