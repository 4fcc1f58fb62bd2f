"""Columns of free text: what a text says of a person, and what is not believed."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.domain import Context
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.notes import NOTES, READABLE, read_noted

TRANSCRIPTS = Path(__file__).with_name("transcripts.txt").read_text(encoding="utf-8")


def said(text: str, region: str = "US") -> list[tuple[str, str]]:
    [packed] = NOTES.parse(text, Context(region))
    return [(noted.kind, noted.parts[0]) for noted in read_noted(packed)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cust called re bill, acct 10007919", [("account", ":10007919")]),
        ("pls cb 312.555.0143 x22, ANI differs", [("phone", "+13125550143")]),
        ("wants paper bill; dob 7/15/1962", [("birth_date", "1962-07-15")]),
        ("Re: case BMV-24-4421345", [("case_number", ":BMV244421345")]),
        ("STATUS BMV-24-4419921", [("case_number", ":BMV244419921")]),
        ("Renew GRB4937", [("plate", ":GRB4937")]),
        ("forwarded to jo.lee@example.org as asked", [("email", "jo.lee@example.org")]),
        ("hi dl ta121059", [("license", ":TA121059")]),
        ("DL D5518204 checked, plate 8ABC123", [("license", ":D5518204"), ("plate", ":8ABC123")]),
    ],
)
def test_identifiers_are_read(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "left message, no answer, will try again tomorrow",
        "paid 124.50 on 07/19/2024 at 5 pm, late fee $35.00",
        "Canon PowerShot SD1000 7.1MP digital camera, silver",
        "RENEW MY POLICY",
        "STATUS 404500",
        "xfer to tier 2 //KT 4412 -jm",
        "sex: f, IP 10.0.0.7, lives at 9 Pierce St",  # attributes and places are not asked of texts
    ],
)
def test_texts_without_identifiers_say_nothing_and_are_not_refused(text: str) -> None:
    assert NOTES.parse(text, Context()) == ("",)


def test_a_text_with_two_birth_dates_does_not_say_whose() -> None:
    text = "dob 7/15/1962, hers: dob 3/1/1999, call 312-555-0143"
    assert said(text) == [("phone", "+13125550143")]
    assert said("dob 7/15/1962, again: born Jul 15 1962") == [("birth_date", "1962-07-15")]


@pytest.mark.parametrize(
    "text",
    [
        "report change for child Ana dob 5/3/2014",
        "family member Scott dob 11/15/1976",
        "my daughter born 5/3/2014",
        "wife's DOB: 5/3/1980",
        "Son (dob 5/3/2014)",
        "add newborn, date of birth is 5/3/2024",
        "husband Jose Luis D.O.B. 5/3/1980",
        "my son's license number is D5518204",
    ],
)
def test_what_only_a_relative_has_is_not_the_callers(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "dob 5/3/1980, daughter's dob 3/1/2014",
        "calling for my son, my dob is 5/3/1980",
        "husband called to verify dob 5/3/1980",
        "spoke to mother. dob 5/3/1980",
        "child support, dob 5/3/1980",
    ],
)
def test_what_is_told_beside_a_relative_is_the_callers(text: str) -> None:
    assert said(text) == [("birth_date", "1980-05-03")]


def test_many_values_of_a_kind_are_a_list() -> None:
    numbers = [f"312-555-01{n}" for n in range(43, 47)]
    assert len(said(" or ".join(numbers[:3]))) == 3
    assert said(" or ".join(numbers) + ", acct 10007919") == [("account", ":10007919")]


def test_numbers_belong_to_the_region() -> None:
    assert said("call me on 020 7183 8750", "GB") == [("phone", "+442071838750")]


def test_a_number_that_fails_its_check_is_not_believed() -> None:
    assert said("VIN 1M8GDM9AXKP042788") == [("vin", ":1M8GDM9AXKP042788")]
    assert said("VIN 1M8GDM9AXKP042789") == []


def test_of_endless_texts_the_beginning_is_read() -> None:
    text = "acct 10007919 " + "and so on " * 10_000
    assert said(text + "mail jo@example.org") == [("account", ":10007919")]


def test_notes_are_read_as_columns_but_are_no_kind_of_value() -> None:
    assert "notes" not in KINDS
    assert READABLE["notes"] is NOTES
    assert all(READABLE[name] is kind for name, kind in KINDS.items())


@settings(max_examples=50)
@given(st.text(), st.integers(0, len(TRANSCRIPTS)), st.integers(0, 300))
def test_whatever_is_written_is_read(noise: str, start: int, length: int) -> None:
    text = TRANSCRIPTS[start : start + length] + noise
    for kind, _ in said(text):
        assert kind in KINDS
