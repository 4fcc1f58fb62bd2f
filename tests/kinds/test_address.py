import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.address import ADDRESSES
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.tables import read_rows
from tests.kinds.tables import assert_reads

KINDS = {kind.name: kind for kind in ADDRESSES}
NAMES = sorted(KINDS)


def parse(kind: str, text: str, region: str = "US") -> Parsed:
    return KINDS[kind].parse(text, Context(region))


NAPA = ("18", "vine st", "", "napa", "CA", "94559")


SPELLINGS_OF_AN_ADDRESS_BECOME_ONE = [
    "18 Vine Street, Napa, CA 94559",
    "18 Vine St Napa CA 94559",
    "18 VINE ST., NAPA, CALIFORNIA, 94559-1234",
    "18 Vine Street\nNapa, CA 94559",
    "18 Vine Street\r\nNapa, Calif. 94559\r\nUSA",
    "18 Vine Street, Napa, CA 94559, United States of America",
]


def test_spellings_of_an_address_become_one() -> None:
    assert_reads(
        lambda raw: parse("address", raw), dict.fromkeys(SPELLINGS_OF_AN_ADDRESS_BECOME_ONE, NAPA)
    )


WHOLE_ADDRESSES_ARE_TAKEN_APART = {
    ("350 Fifth Avenue, New York, N.Y. 10118", "US"): (
        "350",
        "5th ave",
        "",
        "new york",
        "NY",
        "10118",
    ),
    ("1600 Pennsylvania Ave NW Washington D.C. 20500", "US"): (
        "1600",
        "pennsylvania ave nw",
        "",
        "washington",
        "DC",
        "20500",
    ),
    ("2210 Mission St #5, San Francisco, CA 94110", "US"): (
        "2210",
        "mission st",
        "5",
        "san francisco",
        "CA",
        "94110",
    ),
    ("PO Box 77, Napa, CA 94559", "US"): ("77", "po box", "", "napa", "CA", "94559"),
    ("12 Main Ct", "US"): ("12", "main ct", "", "", "", ""),  # a court, not Connecticut
    ("12 Main St, Washington", "US"): ("12", "main st", "", "washington", "", ""),
    ("Napa, CA 94559", "US"): ("", "", "", "napa", "CA", "94559"),
    ("10 Downing Street, London SW1A 2AA", "GB"): ("10", "downing st", "", "london", "", "SW1A2AA"),
    ("24 Sussex Drive, Ottawa, Ontario K1M 1M4, Canada", "CA"): (
        "24",
        "sussex dr",
        "",
        "ottawa",
        "ON",
        "K1M1M4",
    ),
    ("12/34 Smith Street, Richmond Victoria 3121", "AU"): (
        "34",
        "smith st",
        "12",
        "richmond",
        "VIC",
        "3121",
    ),
    ("Hauptstraße 5, 80331 München", "DE"): ("5", "hauptstrasse", "", "munchen", "", "80331"),
    ("Hauptstraße 5, D-80331 München, Germany", "DE"): (
        "5",
        "hauptstrasse",
        "",
        "munchen",
        "",
        "80331",
    ),
}


def test_whole_addresses_are_taken_apart() -> None:
    assert_reads(lambda raw, region: parse("address", raw, region), WHOLE_ADDRESSES_ARE_TAKEN_APART)


@pytest.mark.parametrize(
    ("kind", "raws", "value"),
    [
        ("unit", ("Apt 4B", "apt. 4-b", "# 4 B", "Unit No. 4B", "4b"), "4b"),
        ("unit", ("5", "5.0", "#5", "Suite 5", "5th floor"), "5"),
        ("unit", ("Penthouse", "PH"), "ph"),
        ("unit", ("Bldg C Apt 3", "C-3", "c 3"), "c3"),
        ("street_number", ("12", "No. 12", "No., 12", "# 12", "12.0", "１２"), "12"),
        ("street_number", ("12a", "12 A", "Nr. 12a"), "12a"),
        ("street_number", ("112-10", "112 - 10"), "112-10"),
        ("street_number", ("Casino 5",), "casino 5"),
        ("city", ("St. Louis", "Saint Louis", "SAINT-LOUIS"), "st louis"),
        ("city", ("Fort Worth", "Ft. Worth"), "ft worth"),
        ("city", ("Zürich", "zurich"), "zurich"),
        ("city", ("東京",), "東京"),
        ("region", ("CA", "ca", "California", "Calif."), "CA"),
        ("region", ("N. Dakota", "north dakota", "ND"), "ND"),
        ("region", ("D.C.", "DC", "District of Columbia"), "DC"),
        ("region", ("Devon", " devon "), "DEVON"),
        ("postcode", ("94110", "94110-1234", "941101234", "94110 1234,", "94110.0"), "94110"),
        ("postcode", ("02134",), "02134"),
        ("postcode", ("SW1A 1AA", "sw1a1aa", "SW1A-1AA"), "SW1A1AA"),
        ("postcode", ("K1A 0B1", "k1a0b1"), "K1A0B1"),
        ("postcode", ("D-80331", "80331"), "80331"),
    ],
)
def test_spellings_of_a_part_become_one(kind: str, raws: tuple[str, ...], value: str) -> None:
    assert {raw: parse(kind, raw) for raw in raws} == dict.fromkeys(raws, (value,))


STATES_ARE_THOSE_OF_THE_COUNTRY = {
    ("Québec", "CA"): ("QC",),
    ("Ontario", "CA"): ("ON",),
    ("Ontario", "US"): ("ONTARIO",),
    ("New South Wales", "AU"): ("NSW",),
    ("N.S.W.", "AU"): ("NSW",),
    ("Victoria", "AU"): ("VIC",),
    ("Washington", "US"): ("WA",),
    ("W.A.", "AU"): ("WA",),
}


def test_states_are_those_of_the_country() -> None:
    assert_reads(
        lambda raw, country: parse("region", raw, country), STATES_ARE_THOSE_OF_THE_COUNTRY
    )


def test_every_state_of_the_table_has_its_abbreviation() -> None:
    for row in read_rows("usps_abbreviations.csv"):
        if row["class"] == "state":
            assert parse("region", row["input"]) == (row["standard"],), row["input"]


@pytest.mark.parametrize("kind", NAMES)
@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("n/a", Reason.PLACEHOLDER),
        ("Unknown", Reason.PLACEHOLDER),
        ("#REF!", Reason.PLACEHOLDER),
        ("\x00", Reason.BAD_FORMAT),
        ("🏠", Reason.BAD_FORMAT),
        ("12 Main St " * 24, Reason.TOO_LONG),
    ],
)
def test_what_says_no_place_is_refused(kind: str, raw: str, reason: Reason) -> None:
    assert parse(kind, raw) is reason


WHAT_MEANS_NOTHING_IS_REFUSED = {
    ("street", "No fixed address"): Reason.PLACEHOLDER,
    ("address", "same as above"): Reason.PLACEHOLDER,
    ("street_number", "0"): Reason.PLACEHOLDER,
    ("street_number", "abc"): Reason.BAD_FORMAT,
    ("city", "12"): Reason.BAD_FORMAT,
    ("region", "12"): Reason.BAD_FORMAT,
    ("postcode", "00000"): Reason.PLACEHOLDER,
    ("postcode", "99999-0000"): Reason.PLACEHOLDER,
    ("postcode", "ZZ99 3VZ"): Reason.PLACEHOLDER,  # no fixed abode, in the NHS
    ("postcode", "Napa"): Reason.BAD_FORMAT,
    ("postcode", "12"): Reason.BAD_FORMAT,
    ("postcode", "2125550143 x"): Reason.BAD_FORMAT,
}


def test_what_means_nothing_is_refused() -> None:
    assert_reads(parse, WHAT_MEANS_NOTHING_IS_REFUSED)


WORDS = """12 34a 5-7 1st 2nd 1/2 # , . apt unit floor no nr rear main oak st street ave road north e
ne saint po box c/o ca california 94110 94559-1234 tr1 3ab napa washington straße église"""
lines = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=6).map(" ".join)
regions = st.sampled_from(("US", "CA", "AU", "GB", "DE"))


@example("address_extra", "0 A A APT APT", "US")
@given(st.sampled_from(NAMES), st.one_of(st.text(), lines), regions)
def test_parsing_never_raises_and_is_idempotent(kind: str, raw: str, region: str) -> None:
    parsed = parse(kind, raw, region)
    if isinstance(parsed, tuple):
        assert any(parsed)
        assert len(parsed) == len(KINDS[kind].parts)
        assert parse(kind, KINDS[kind].render(*parsed), region) == parsed


@given(st.sampled_from(NAMES), lines)
def test_case_and_blanks_do_not_matter(kind: str, raw: str) -> None:
    spaced = f"  {raw.upper()} ".replace(" ", "  ")
    assert parse(kind, spaced) == parse(kind, raw)


@given(
    st.integers(1, 9999),
    st.sampled_from(["oak", "el camino", "martin luther king jr"]),
    st.sampled_from([("street", "st"), ("avenue", "ave"), ("boulevard", "blvd")]),
    st.sampled_from(["", "4b", "12"]),
    st.sampled_from([("ny", "NY", "10118"), ("california", "CA", "94559")]),
)
def test_a_plain_address_is_taken_apart_as_it_was_put_together(number, name, kind, unit, state):
    line = f"{number} {name} {kind[0]}" + (f" apt {unit}" if unit else "")
    raw = f"{line}, springfield, {state[0]} {state[2]}"
    parts = (str(number), f"{name} {kind[1]}", unit)
    assert parse("street", line) == parts
    assert parse("address", raw) == (*parts, "springfield", state[1], state[2])


HEADERS_NAME_THE_COLUMN = {
    "house_number": ["street_number"],
    "street": ["street"],
    "address_line_1": ["street"],
    "mailing_street": ["street"],
    "apt": ["unit"],
    "address_2": ["address_extra"],
    "home_city": ["city"],
    "suburb": ["city"],
    "state": ["region"],
    "zip_code": ["postcode"],
    "plz": ["postcode"],
    "full_address": ["address"],
}


def test_headers_name_the_column() -> None:
    assert_reads(
        lambda header: [k.name for k in ADDRESSES if re.fullmatch(k.headers, header)][:1],
        HEADERS_NAME_THE_COLUMN,
    )


@pytest.mark.parametrize("header", ["email_address", "ip_address", "velocity", "statement"])
def test_other_headers_do_not(header: str) -> None:
    assert not any(re.fullmatch(kind.headers, header) for kind in ADDRESSES)
