import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds import phone as module
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.phone import PHONE

REGIONS = ("US", "CA", "GB", "AU", "MX", "DE", "IT", "AR", "RU", "ZZ")


def parse(text: str, region: str = "US") -> Parsed:
    return PHONE.parse(text, Context(region=region))


@pytest.mark.parametrize(
    "raw",
    [
        "(212) 555-0143",
        "212-555-0143",
        "212.555.0143",
        "212/555-0143",
        "2125550143",
        "12125550143",
        "+1 212 555 0143",
        "1 (212) 555-0143",
        "tel:+1-212-555-0143",
        "Cell: 212-555-0143",
        "(h) 212-555-0143",
        "212-555-0143 (home)",
        "(212)5550143/44",
        "2125550143.0",
        "2.125550143E9",
        "1.2125550143E+10",
        "'2125550143",
        '="2125550143"',
        "2,125,550,143",
        "٢١٢٥٥٥٠١٤٣",
        "２１２－５５５－０１４３",
        "0012125550143",
        "+2125550143",  # a plus by mistake: no such country code fits
        "\u202d212-555-0143\u202c",
    ],
)
def test_spellings_of_a_number_become_one(raw: str) -> None:
    assert parse(raw) == ("+12125550143", "")


@pytest.mark.parametrize(
    ("raw", "region", "number"),
    [
        ("+44 (0)20 7946 0018", "US", "+442079460018"),
        ("44 (0)20 7946 0018", "US", "+442079460018"),
        ("00 44 20 7946 0018", "US", "+442079460018"),
        ("011 44 20 7946 0018", "US", "+442079460018"),
        ("442079460018", "US", "+442079460018"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("02 3661 8300", "IT", "+390236618300"),
        ("06 12 34 56 78", "FR", "+33612345678"),
        ("+52 1 55 1234 5678", "US", "+525512345678"),
        ("52 1 55 1234 5678", "MX", "+525512345678"),
        ("044 55 1234 5678", "MX", "+525512345678"),
        ("01 55 1234 5678", "MX", "+525512345678"),
        ("011 15 1234 5678", "AR", "+5491112345678"),
        ("03 6818 2862", "AU", "+61368182862"),  # possible, not assigned
        ("1-800-FLOWERS", "US", "+18003569377"),
    ],
)
def test_numbers_of_the_world(raw: str, region: str, number: str) -> None:
    assert parse(raw, region) == (number, "")


@pytest.mark.parametrize(
    ("raw", "digits"),
    [
        ("03 68182862", "0368182862"),
        ("(03) 6818-2862", "0368182862"),
        ("07 05614650", "0705614650"),
        ("555-0143", "5550143"),
        ("123-456-7891", "1234567891"),
    ],
)
def test_numbers_of_no_plan_keep_their_digits(raw: str, digits: str) -> None:
    assert parse(raw) == (digits, "")


@pytest.mark.parametrize(
    "raw",
    [
        "212-555-0143 x56",
        "212-555-0143 ext. 56",
        "(212) 555-0143, extension 56",
        "212-555-0143#56",
        "tel:+1-212-555-0143;ext=56",
    ],
)
def test_extensions_stand_apart(raw: str) -> None:
    assert parse(raw) == ("+12125550143", "56")


def test_extension_of_a_number_of_no_plan() -> None:
    assert parse("03 6818 2862 x9") == ("0368182862", "9")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("0000000000", Reason.PLACEHOLDER),
        ("000-000-0000", Reason.PLACEHOLDER),
        ("999-999-9999", Reason.PLACEHOLDER),
        ("1111111111", Reason.PLACEHOLDER),
        ("+1 111 111 1111", Reason.PLACEHOLDER),
        ("123-456-7890", Reason.PLACEHOLDER),
        ("0123456789", Reason.PLACEHOLDER),
        ("9876543210", Reason.PLACEHOLDER),
        ("212-000-0000", Reason.PLACEHOLDER),
        ("212-555-1212", Reason.PLACEHOLDER),
        ("n/a", Reason.PLACEHOLDER),
        ("none", Reason.PLACEHOLDER),
        ("911", Reason.TOO_SHORT),
        ("12345678901234567", Reason.TOO_LONG),
        ("1" * 300, Reason.TOO_LONG),
        ("2.12555E+09", Reason.SPREADSHEET_DAMAGE),
        ("jo1234567@x.com", Reason.BAD_FORMAT),
        ("http://x.com/2125550143", Reason.BAD_FORMAT),
        ("call me", Reason.BAD_FORMAT),
        ("D2345678", Reason.BAD_FORMAT),
        ("2021-03-04", Reason.BAD_FORMAT),
        ("123-45-6789", Reason.BAD_FORMAT),
        ("+", Reason.BAD_FORMAT),
        ("=cmd()", Reason.BAD_FORMAT),
    ],
)
def test_what_is_no_number_is_refused(raw: str, reason: Reason) -> None:
    assert parse(raw) is reason


@pytest.mark.parametrize(
    "raw", ["212-555-0100", "212-555-0199", "212-212-3456", "313-123-4567", "200-000-0001"]
)
def test_suspicious_numbers_are_kept(raw: str) -> None:
    assert parse(raw) == ("+1" + raw.replace("-", ""), "")


tens = st.from_regex(r"[2-9][0-9]{9}", fullmatch=True)
shapes = st.sampled_from(
    [
        "{0}{1}{2}",
        "({0}) {1}-{2}",
        "{0}-{1}-{2}",
        "{0}.{1}.{2}",
        "+1{0}{1}{2}",
        "1-{0}-{1}-{2}",
        "+1 ({0}) {1} {2}",
        " {0} {1} {2} ",
    ]
)


@given(tens, shapes, st.sampled_from(("US", "CA")))
def test_fast_path_equals_the_library(digits: str, shape: str, region: str) -> None:
    raw = shape.format(digits[:3], digits[3:6], digits[6:])
    assert module._NANP.fullmatch(raw)
    number = phonenumbers.parse(raw, region)
    expected = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert parse(raw, region) in (Reason.PLACEHOLDER, (expected, ""))


@given(st.from_regex(r"\(?0[1-9][0-9]{0,3}\)?[ -]?[0-9]{4,6}[ -]?[0-9]{3,4}", fullmatch=True))
def test_foreign_path_equals_the_library_path(raw: str) -> None:
    if module._ABROAD.fullmatch(raw):
        assert parse(raw) == module._parse_unusual(raw, "US")


phone_texts = st.text("0123456789 ()+-./x#;,eEextOor'=", max_size=24)


@given(
    st.one_of(st.text(), phone_texts, st.from_regex(r"\+?[0-9 ()-]{5,18}", fullmatch=True)),
    st.sampled_from(REGIONS),
)
def test_parsing_never_raises_and_is_idempotent(raw: str, region: str) -> None:
    parsed = parse(raw, region)
    if isinstance(parsed, tuple):
        number, _ = parsed
        assert re.fullmatch(r"\+?[0-9]{3,17}", number, re.ASCII)
        assert parse(number, region) == (number, "")
        assert parse(PHONE.render(*parsed), region) == parsed


@pytest.mark.parametrize("example", PHONE.examples)
def test_examples_are_accepted(example: str) -> None:
    assert isinstance(parse(example), tuple)


@pytest.mark.parametrize(
    "raw", ["(212) 555-0143", "+442079460018", "02 24557716", "212.555.0143 x56", "415/441-7778"]
)
def test_numbers_look_like_numbers(raw: str) -> None:
    assert PHONE.looks_like is not None
    assert re.fullmatch(PHONE.looks_like, raw)


@pytest.mark.parametrize(
    "raw", ["2125550143", "2021-03-04", "03/04/2021", "123-45-6789", "A123-4567", "12 Main St"]
)
def test_other_values_do_not_look_like_numbers(raw: str) -> None:
    assert PHONE.looks_like is not None
    assert not re.fullmatch(PHONE.looks_like, raw)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("212-555-0143; 212-555-0144", 2),
        ("212-555-0143 or 212-555-0144", 2),
        ("212-555-0143 / 212-555-0144", 2),
        ("(212) 555-0143/(212) 555-0144", 2),
        ("212-555-0143, 212-555-0144|212-555-0145", 3),
        ("415/441-7778", 1),
        ("+12125550143;ext=56", 1),
        ("2,125,550,143", 1),
    ],
)
def test_cells_are_split_into_numbers(cell: str, count: int) -> None:
    assert PHONE.split is not None
    pieces = re.split(PHONE.split, cell)
    assert len(pieces) == count
    assert all(isinstance(parse(piece.strip()), tuple) for piece in pieces)


@pytest.mark.parametrize(
    "header",
    [
        "phone",
        "tel",
        "telephone",
        "mobile",
        "cell",
        "msisdn",
        "home_phone",
        "phone_number",
        "phone_2",
        "customer_phone_no",
        "caller_id",
        "ani",
    ],
)
def test_headers_name_the_column(header: str) -> None:
    assert re.fullmatch(PHONE.headers, header)


@pytest.mark.parametrize("header", ["phone_type", "is_mobile", "company", "telephone_opt_in"])
def test_other_headers_do_not(header: str) -> None:
    assert not re.fullmatch(PHONE.headers, header)
