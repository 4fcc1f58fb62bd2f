"""Who is this? By identifiers, by columns, by free text; or nobody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from identity_resolve import Resolver
from identity_resolve.living.finding import cells_of_text
from tests.build import CHANNELS, DATA


@pytest.fixture(scope="module")
def dmv() -> Iterator[Resolver]:
    with Resolver.open(":memory:") as book:
        book.train([str(DATA / "dmv" / f"{channel}.csv") for channel in CHANNELS])
        yield book


def who(book: Resolver, text: str = "", **values: str) -> list[str]:
    """A record of each customer found, by which people know them."""
    known = {
        book.customer_of("counter", "cnt-01"): "Maria",
        book.customer_of("counter", "cnt-03"): "Carlos",
        book.customer_of("counter", "cnt-04"): "Robert Sr",
        book.customer_of("counter", "cnt-05"): "Robert Jr",
    }
    return [known.get(found.customer_id, "other") for found in book.find(text, **values)]


@pytest.mark.parametrize(
    "values",
    [
        {"license": "D5518204", "issuer": "US-CA"},
        {"license": "d551-8204"},
        {"phone": "(415) 555-2671"},
        {"email": "MARIA.garcia+anything@gmail.com"},
        {"case_number": "cs 2024 0099182"},
        {"case_no": "CS-2024-0099182"},
        {"plate_number": "8abc123"},
        {"given_name": "Maria", "family_name": "Garcia", "birth_date": "07/19/1984"},
        {"full_name": "GARCIA, Maria", "birth_date": "1984-07-19"},
    ],
)
def test_one_is_found_by_what_is_known_however_it_is_written(
    dmv: Resolver, values: dict[str, str]
) -> None:
    assert who(dmv, **values)[:1] == ["Maria"]
    best, *_ = dmv.find(**values)
    assert best.probability > 0.9
    assert best.reasons


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("my license is D8340917, I am Carlos", "Carlos"),
        ("CS-2024-0099182", "Maria"),
        ("please write to bob.miller.jr@example.net", "Robert Jr"),
        ("call me at 415.555.2671", "Maria"),
        ("Maria Garcia", "Maria"),
    ],
)
def test_one_is_found_by_free_text(dmv: Resolver, text: str, person: str) -> None:
    assert who(dmv, text)[:1] == [person]


def test_what_several_share_finds_them_all_and_the_chances_are_no_more_than_one(
    dmv: Resolver,
) -> None:
    assert set(who(dmv, phone="707 555 6620")) == {"Robert Sr", "Robert Jr"}
    found = dmv.find(phone="415 555 0177")
    assert [f.probability for f in found] == sorted((f.probability for f in found), reverse=True)
    assert 0.9 < sum(f.probability for f in found) <= 1.0
    assert found[0].probability < 0.9
    assert len(dmv.find(phone="415 555 0177", limit=1)) == 1


def test_more_that_is_known_tells_who_of_several(dmv: Resolver) -> None:
    assert who(dmv, phone="415 555 0177", given_name="Carlos")[0] == "Carlos"
    assert who(dmv, phone="707 555 6620", birth_date="1979-11-21")[0] == "Robert Jr"
    assert who(dmv, "Robert Miller, 707 555 6620", suffix="Sr")[0] == "Robert Sr"


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"phone": "415 555 9999"},
        {"phone": "n/a"},
        {"license": "D1112223", "issuer": "US-TX"},
        {"no such column": "x"},
        {"email": "noreply@dmv.example"},
        {"phone": "916-555-4000"},  # a switchboard: of too many to tell anything
    ],
)
def test_nobody_is_found_by_what_tells_nothing(dmv: Resolver, values: dict[str, str]) -> None:
    assert dmv.find(**values) == []


@pytest.mark.parametrize("text", ["", "nobody at all", "?", "🙂" * 500, "' OR 1=1 --", "\x00"])
def test_texts_without_identifiers_find_nobody(dmv: Resolver, text: str) -> None:
    assert dmv.find(text) == []


def test_finding_changes_nothing(dmv: Resolver) -> None:
    before = len(dmv), len(dmv.events(limit=10_000))
    dmv.find(new_column="5", license="D5518204")
    dmv.find("Zoe Quist, zoe@example.org")
    assert (len(dmv), len(dmv.events(limit=10_000))) == before
    assert dmv.find(email="zoe@example.org") == []


def test_a_store_without_records_finds_nobody() -> None:
    with Resolver.open(":memory:") as book:
        assert book.find("ann.lee@example.org", phone="415 555 2671") == []


def test_identifiers_in_a_text_or_what_the_whole_may_be() -> None:
    assert cells_of_text("write to ann@example.org or call 415 555 2671") == {
        "email": "ann@example.org",
        "phone": "415 555 2671",
    }
    assert "full_name" in cells_of_text("Maria Garcia")
