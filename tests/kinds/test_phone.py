import re

import phonenumbers
from hypothesis import example, given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds import phone as module
from identity_resolve.kinds import phone_nanp
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.phone import PHONE
from tests.kinds.tables import assert_reads

REGIONS = ("US", "CA", "GB", "AU", "MX", "DE", "IT", "AR", "RU", "ZZ")


def parse(text: str, region: str = "US") -> Parsed:
    return PHONE.parse(text, Context(region=region))


def number(text: str, region: str = "US") -> object:
    """The number of a text that holds no extension, or why there is none."""
    parsed = parse(text, region)
    return parsed[0] if isinstance(parsed, tuple) and not parsed[1] else parsed


def count_numbers(cell: str) -> int:
    """How many pieces of a cell are numbers; 0 where one is none."""
    pieces = [piece for piece in re.split(PHONE.split or "", cell) if piece.strip()]
    return len(pieces) if all(isinstance(parse(piece), tuple) for piece in pieces) else 0


def is_header(header: str) -> bool:
    return re.fullmatch(PHONE.headers, header) is not None


def looks_like(text: str) -> bool:
    return re.fullmatch(PHONE.looks_like or "", text) is not None


def test_spellings_of_a_number_become_one() -> None:
    assert_reads(
        parse,
        {
            "(212) 555-0143": ("+12125550143", ""),
            "212-555-0143": ("+12125550143", ""),
            "212.555.0143": ("+12125550143", ""),
            "212/555-0143": ("+12125550143", ""),
            "2125550143": ("+12125550143", ""),
            "12125550143": ("+12125550143", ""),
            "+1 212 555 0143": ("+12125550143", ""),
            "1 (212) 555-0143": ("+12125550143", ""),
            "tel:+1-212-555-0143": ("+12125550143", ""),
            "Cell: 212-555-0143": ("+12125550143", ""),
            "(h) 212-555-0143": ("+12125550143", ""),
            "212-555-0143 (home)": ("+12125550143", ""),
            "(212)5550143/44": ("+12125550143", ""),
            "2125550143.0": ("+12125550143", ""),
            "2.125550143E9": ("+12125550143", ""),
            "1.2125550143E+10": ("+12125550143", ""),
            "'2125550143": ("+12125550143", ""),
            '="2125550143"': ("+12125550143", ""),
            "2,125,550,143": ("+12125550143", ""),
            "٢١٢٥٥٥٠١٤٣": ("+12125550143", ""),
            "２１２－５５５－０１４３": ("+12125550143", ""),
            "0012125550143": ("+12125550143", ""),
            "+2125550143": ("+12125550143", ""),  # a plus by mistake: no such country code fits
            "\u202d212-555-0143\u202c": ("+12125550143", ""),
        },
    )


def test_numbers_of_the_world() -> None:
    assert_reads(
        number,
        {
            ("+44 (0)20 7946 0018", "US"): "+442079460018",
            ("44 (0)20 7946 0018", "US"): "+442079460018",
            ("00 44 20 7946 0018", "US"): "+442079460018",
            ("011 44 20 7946 0018", "US"): "+442079460018",
            ("442079460018", "US"): "+442079460018",
            ("020 7946 0018", "GB"): "+442079460018",
            ("02 3661 8300", "IT"): "+390236618300",
            ("06 12 34 56 78", "FR"): "+33612345678",
            ("+52 1 55 1234 5678", "US"): "+525512345678",
            ("52 1 55 1234 5678", "MX"): "+525512345678",
            ("044 55 1234 5678", "MX"): "+525512345678",
            ("01 55 1234 5678", "MX"): "+525512345678",
            ("011 15 1234 5678", "AR"): "+5491112345678",
            ("03 6818 2862", "AU"): "+61368182862",  # possible, not assigned
            ("1-800-FLOWERS", "US"): "+18003569377",
        },
    )


def test_numbers_of_no_plan_keep_their_digits() -> None:
    assert_reads(
        number,
        {
            "03 68182862": "0368182862",
            "(03) 6818-2862": "0368182862",
            "07 05614650": "0705614650",
            "555-0143": "5550143",
            "123-456-7891": "1234567891",
        },
    )


def test_extensions_stand_apart() -> None:
    assert_reads(
        parse,
        {
            "212-555-0143 x56": ("+12125550143", "56"),
            "212-555-0143 ext. 56": ("+12125550143", "56"),
            "(212) 555-0143, extension 56": ("+12125550143", "56"),
            "212-555-0143#56": ("+12125550143", "56"),
            "tel:+1-212-555-0143;ext=56": ("+12125550143", "56"),
        },
    )


def test_extension_of_a_number_of_no_plan() -> None:
    assert parse("03 6818 2862 x9") == ("0368182862", "9")


def test_what_is_no_number_is_refused() -> None:
    assert_reads(
        parse,
        {
            "0000000000": Reason.PLACEHOLDER,
            "000-000-0000": Reason.PLACEHOLDER,
            "999-999-9999": Reason.PLACEHOLDER,
            "1111111111": Reason.PLACEHOLDER,
            "+1 111 111 1111": Reason.PLACEHOLDER,
            "123-456-7890": Reason.PLACEHOLDER,
            "0123456789": Reason.PLACEHOLDER,
            "9876543210": Reason.PLACEHOLDER,
            "212-000-0000": Reason.PLACEHOLDER,
            "212-555-1212": Reason.PLACEHOLDER,
            "n/a": Reason.PLACEHOLDER,
            "none": Reason.PLACEHOLDER,
            "911": Reason.TOO_SHORT,
            "12345678901234567": Reason.TOO_LONG,
            "1" * 300: Reason.TOO_LONG,
            "2.12555E+09": Reason.SPREADSHEET_DAMAGE,
            "jo1234567@x.com": Reason.BAD_FORMAT,
            "http://x.com/2125550143": Reason.BAD_FORMAT,
            "call me": Reason.BAD_FORMAT,
            "D2345678": Reason.BAD_FORMAT,
            "2021-03-04": Reason.BAD_FORMAT,
            "123-45-6789": Reason.BAD_FORMAT,
            "+": Reason.BAD_FORMAT,
            "=cmd()": Reason.BAD_FORMAT,
        },
    )


def test_suspicious_numbers_are_kept() -> None:
    for raw in ("212-555-0100", "212-555-0199", "212-212-3456", "313-123-4567", "200-000-0001"):
        assert parse(raw) == ("+1" + raw.replace("-", ""), ""), raw


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
    assert phone_nanp._NANP.fullmatch(raw)
    number = phonenumbers.parse(raw, region)
    expected = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    assert parse(raw, region) in (Reason.PLACEHOLDER, (expected, ""))


@example("022500000000")
@given(st.from_regex(r"\(?0[1-9][0-9]{0,3}\)?[ -]?[0-9]{4,6}[ -]?[0-9]{3,4}", fullmatch=True))
def test_foreign_path_equals_the_library_path(raw: str) -> None:
    if phone_nanp._ABROAD.fullmatch(raw):
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


def test_examples_are_accepted() -> None:
    for text in PHONE.examples:
        assert isinstance(parse(text), tuple), text


def test_numbers_look_like_numbers() -> None:
    assert_reads(
        looks_like,
        {
            "(212) 555-0143": True,
            "+442079460018": True,
            "02 24557716": True,
            "212.555.0143 x56": True,
            "415/441-7778": True,
        },
    )


def test_other_values_do_not_look_like_numbers() -> None:
    assert_reads(
        looks_like,
        {
            "2125550143": False,
            "2021-03-04": False,
            "03/04/2021": False,
            "123-45-6789": False,
            "A123-4567": False,
            "24-12421": False,
            "2023-032030": False,
            "12 Main St": False,
        },
    )


def test_cells_are_split_into_numbers() -> None:
    assert_reads(
        count_numbers,
        {
            "212-555-0143; 212-555-0144": 2,
            "212-555-0143 or 212-555-0144": 2,
            "212-555-0143 / 212-555-0144": 2,
            "(212) 555-0143/(212) 555-0144": 2,
            "212-555-0143, 212-555-0144|212-555-0145": 3,
            "415/441-7778": 1,
            "+12125550143;ext=56": 1,
            "2,125,550,143": 1,
        },
    )


def test_headers_name_the_column() -> None:
    assert_reads(
        is_header,
        {
            "phone": True,
            "tel": True,
            "telephone": True,
            "mobile": True,
            "cell": True,
            "msisdn": True,
            "home_phone": True,
            "phone_number": True,
            "phone_2": True,
            "customer_phone_no": True,
            "caller_id": True,
            "ani": True,
        },
    )


def test_other_headers_do_not() -> None:
    assert_reads(
        is_header,
        {
            "phone_type": False,
            "is_mobile": False,
            "company": False,
            "telephone_opt_in": False,
        },
    )
