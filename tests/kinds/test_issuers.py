from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.issuers import fits_license_format, normalize_issuer, split_state
from tests.kinds.tables import assert_reads

KINDS = dict(KINDS)


def parse(kind: str, text: str, issuer: str = "", region: str = "US") -> Parsed:
    return KINDS[kind].parse(text, Context(region, issuer))


WITH_ISSUER = [
    ("account", "123", "crm", "CRM:123"),
    ("account", "CRM:123", "crm", "CRM:123"),
    ("account", "123", "Web shop", "WEB-SHOP:123"),
    ("account", "123", "US-CA", "US-CA:123"),
    ("license", "D7654321", "US-CA", "US-CA:D7654321"),
    ("license", "D7654321", "California", "US-CA:D7654321"),
    ("license", "D7654321", " ca ", "US-CA:D7654321"),
    ("license", "D7654321", "", ":D7654321"),
    ("license", "CA D7654321", "", "US-CA:D7654321"),
    ("license", "CA-D7654321", "", "US-CA:D7654321"),
    ("license", "CA/D7654321", "", "US-CA:D7654321"),
    ("license", "us-ca: D7654321", "", "US-CA:D7654321"),
    ("license", "California D7654321", "", "US-CA:D7654321"),
    ("license", "D7654321 (CA)", "", "US-CA:D7654321"),
    ("license", "D7654321, California", "", "US-CA:D7654321"),
    ("license", "FL S530-460-79-042-0", "", "US-FL:S530460790420"),
    ("license", "TX 23456780", "US-CA", "US-TX:23456780"),  # the number itself knows best
    ("license", "ZZ D7654321", "", ":ZZD7654321"),  # no such state
    ("license", "WA 123456", "", ":WA123456"),  # no license of Washington
    ("plate", "8ABC124 (CA)", "", "US-CA:8ABC124"),
    ("plate", "CA:8ABC124", "", "US-CA:8ABC124"),
    ("plate", "CA 8ABC124", "", "US-CA:8ABC124"),
    ("case_number", "884213", "zendesk", "ZENDESK:884213"),
]


def test_a_number_carries_its_issuer() -> None:
    assert_reads(parse, {tuple(key): (value,) for *key, value in WITH_ISSUER})


STATES = [
    ("ON A1234-56789-01234", "", "CA", "CA-ON:A12345678901234"),
    ("A1234-56789-01234", "Ontario", "CA", "CA-ON:A12345678901234"),
    ("12345679", "NSW", "AU", "AU-NSW:12345679"),
    ("12345679", "N.S.W.", "AU", "AU-NSW:12345679"),
]


def test_states_are_those_of_the_country() -> None:
    assert_reads(
        lambda *key: parse("license", *key), {tuple(key): (value,) for *key, value in STATES}
    )


ISSUERS = [
    ("California", "US", "US-CA"),
    ("calif.", "US", "US-CA"),
    ("us-ca", "GB", "US-CA"),
    ("CA", "", "CA"),
    ("Ontario", "US", "CA-ON"),  # no state of the US is called so
    ("Web shop", "", "WEB-SHOP"),
    ("Zürich/Süd", "", "ZURICH-SUD"),
    (" - ", "US", ""),
]


def test_issuers_have_one_spelling() -> None:
    assert_reads(normalize_issuer, {tuple(key): told for *key, told in ISSUERS})


@given(st.text(), st.sampled_from(("US", "CA", "AU", "XX")))
def test_any_issuer_has_a_spelling_that_stays(issuer: str, region: str) -> None:
    once = normalize_issuer(issuer)
    assert normalize_issuer(once) == once
    assert ":" not in normalize_issuer(issuer, region)


@given(st.text("CAUSNY-:/(),. 0123456789D"), st.booleans())
def test_a_number_that_names_no_state_is_left_alone(text: str, by_format: bool) -> None:
    state, rest = split_state(text, "US", by_format=by_format)
    assert rest in text
    assert state or rest == text


FORMATS = [
    ("D7654321", "US-CA", True),
    ("7654321D", "US-CA", False),
    ("S530460790420", "US-FL", True),
    ("D7654321", "", False),
    ("D7654321", "US-XX", False),
]


def test_formats_are_those_of_the_issuer() -> None:
    assert_reads(fits_license_format, {tuple(key): told for *key, told in FORMATS})
