import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context
from identity_resolve.kinds.address import ADDRESSES
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.street import render_street, split_street
from tests.kinds.tables import assert_reads

KINDS = {kind.name: kind for kind in ADDRESSES}


def parse(kind: str, text: str) -> Parsed:
    return KINDS[kind].parse(text, Context())


@pytest.mark.parametrize(
    ("parts", "raws"),
    [
        (
            ("12", "n main st", "4b"),
            (
                "12 North Main Street Apt 4B",
                "12 N. MAIN ST. #4-B",
                "Apt. 4 B, 12 N Main St",
                "12 N Main St, Apartment No. 4B",
                "No. 12 North Main Street\nUnit 4b",
                "c/o Jane Roe, 12 North Main St # 4B",
                "4B/12 North Main Street",
            ),
        ),
        (
            ("77", "po box", ""),
            ("PO Box 77", "P.O. Box 77", "p o box #77", "POB 77", "Post Office Box No. 77"),
        ),
        (("77", "po box main st", ""), ("PO Box 77, Main Street", "P.O. Box 77 Main St")),
        (("12", "st marys st", ""), ("12 Saint Mary's Street", "12 St Marys St.")),
        (("12", "5th ave", ""), ("12 Fifth Avenue", "12 5th Ave")),
        (("12", "main st", "2"), ("12 Main St 2nd Floor", "12 Main Street, Fl 2")),
        (("12", "oak grv", "rear"), ("12 Oak Grove Rear", "12 Oak Grv # rear")),
        (("12", "main st e", ""), ("12 Main Street East", "12 Main St E")),
        (("100", "broadway", "c3"), ("100 Broadway Bldg C Apt 3", "100 Broadway # C3")),
    ],
)
def test_spellings_of_a_street_line_become_one(parts: Parsed, raws: tuple[str, ...]) -> None:
    assert {raw: parse("street", raw) for raw in raws} == dict.fromkeys(raws, parts)


WHAT_IS_NO_NUMBER_AND_NO_UNIT_STAYS_IN_THE_STREET = {
    "112-10 Queens Blvd": ("112-10", "queens blvd", ""),  # hyphenated numbers are legal
    "842 E 1700 S": ("842", "e 1700 s", ""),  # the grid of Salt Lake City
    "12 1/2 Main St": ("12 1/2", "main st", ""),
    "12 North Street": ("12", "north st", ""),  # the name, no direction
    "12 Avenue of the Americas": ("12", "avenue of the americas", ""),
    "10 County Road 5": ("10", "county rd 5", ""),
    "RR 2 Box 45": ("", "rr 2 box 45", ""),
    "PSC 802 Box 74": ("", "psc 802 box 74", ""),
    "Hauptstraße 5": ("5", "hauptstrasse", ""),
    "5 rue de l'Église": ("5", "rue de leglise", ""),
    "Rose Cottage, 12 High Street": ("12", "high st rose cottage", ""),
    "12 Main St Space C": ("12", "main st space c", ""),
    "Main Street": ("", "main st", ""),
    "Apt 4": ("", "", "4"),
}


def test_what_is_no_number_and_no_unit_stays_in_the_street() -> None:
    assert_reads(
        lambda raw: parse("street", raw), WHAT_IS_NO_NUMBER_AND_NO_UNIT_STAYS_IN_THE_STREET
    )


SECOND_LINES_HOLD_A_PLACE_AND_A_UNIT = {
    "Brentwood Vlge": ("brentwood vlge", ""),
    "Villa 2": ("", "2"),
    "Apt 312 The Rock Wall": ("the rock wall", "312"),
    "Level 5, John Flynn Medical Centre": ("john flynn medical centre", "5"),
}


def test_second_lines_hold_a_place_and_a_unit() -> None:
    assert_reads(lambda raw: parse("address_extra", raw), SECOND_LINES_HOLD_A_PLACE_AND_A_UNIT)


WORDS = """12 34a 5-7 1st 2nd 1/2 # , apt unit floor no nr rear main oak grove st street ave road
north e ne saint po box c/o county highway rr lot hc"""
lines = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6).map(" ".join)


@given(lines)
def test_a_rendered_line_is_read_back(line: str) -> None:
    parts = split_street(line)
    assert split_street(render_street(*parts)) == parts


@given(st.lists(st.sampled_from(["lumen", "xylo", "brin"]), min_size=1, max_size=3))
def test_words_that_mean_nothing_stay_as_they_are(names: list[str]) -> None:
    assert split_street(" ".join(["12", *names])) == ("12", " ".join(names), "")
