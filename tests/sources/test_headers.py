"""What the words of a header say."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.kinds import KINDS
from identity_resolve.kinds.tables import read_rows
from identity_resolve.settings import ROLES
from identity_resolve.sources.headers import NOBODY, OTHERS, read_header


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("custHomeZip2", ("cust", "home", "zip", "2")),
        ("Straße", ("strasse",)),
        ("imię", ("imie",)),
        ("GEBURTSDATUM", ("geburts", "datum")),
        ("postleitzahl", ("postleitzahl",)),
        ("dobdt", ("dob", "dt")),
        ("zqx", ("zqx",)),
        ("", ()),
    ],
)
def test_a_header_is_read_as_words(header, words):
    assert read_header(header).words == words


@pytest.mark.parametrize(
    ("header", "kinds"),
    [
        ("mailing_address_city", ["city"]),
        ("birth_city", ["text"]),
        ("address2_city", ["city"]),
        ("address_2", ["address_extra"]),
        ("product_name", []),
        ("spouse_name", []),
    ],
)
def test_the_words_name_a_kind_together(header, kinds):
    assert [claim.kind for claim in read_header(header).claims()] == kinds


def test_words_nobody_knows_are_told():
    [claim] = read_header("acme_first_name").claims()
    assert (claim.kind, claim.unknown) == ("given_name", ("acme",))


def test_whose_a_column_is_may_be_somebody_else():
    assert read_header("spouse_name").other() == ("else", "spouse")
    assert read_header("company_phone").other() == ("organization", "company")
    assert read_header("company_phone").other(NOBODY) is None
    assert read_header("customer_phone").other() is None


def test_the_tables_are_sound():
    meanings = {row["meaning"] for row in read_rows("header_words.csv")}
    words = [word for row in read_rows("header_words.csv") for word in row["words"].split()]
    assert all(re.fullmatch(r"[a-z]+|[0-9]+|2nd", word) for word in words)
    for row in read_rows("header_kinds.csv"):
        assert {*row["all"].split(), *row["beside"].split()} <= meanings, row
        assert set(row["kind"].split()) <= {*KINDS, *ROLES, "age"}, row
    used = {
        meaning
        for row in read_rows("header_kinds.csv")
        for meaning in (*row["all"].split(), *row["beside"].split())
    }
    told = {"form", "digit", "person", "expiry", "thing", "bare", *OTHERS}
    assert meanings <= used | told


@given(st.text())
def test_any_header_can_be_read(header):
    read = read_header(header)
    assert len(read.words) == len(read.meanings)
    assert read.claims() == read_header(header).claims()
