"""Every example number of phonenumbers' own metadata, and the forms its parser gets wrong."""

import csv
import importlib.resources
import re
import subprocess
import sys
from itertools import product

import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from identity_resolve.domain import Context, Identifier, Reason, Rejected
from identity_resolve.kinds import normalize
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.phone import PHONE
from identity_resolve.kinds.phone_plan import NANP_REGIONS, is_fictitious, renumber
from tests.kinds.tables import assert_reads

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
SHORT = {("IR", 9), ("KI", 0), ("KI", 2), ("NL", 9), ("UY", 9)}
"""Numbers of fewer than seven digits in regions that have longer ones: read with country code only."""


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


def suggestion(text: str) -> str:
    """What is suggested for a refused text; a number that was accepted stands in brackets."""
    found = normalize("phone", text)
    return found.suggestion if isinstance(found, Rejected) else f"<{found.value}>"


def has_shape(text: str) -> bool:
    return any(re.fullmatch(shape.pattern, text, re.IGNORECASE) for shape in PHONE.shapes)


def write(number: phonenumbers.PhoneNumber, form: int) -> str:
    return phonenumbers.format_number(number, form)


def test_example_numbers_are_read_as_the_library_reads_them() -> None:
    table = {}
    for region, line in product(REGIONS, PhoneNumberType.values()):
        example = phonenumbers.example_number_for_type(region, line)
        if example is None:
            continue
        expected = write(example, PhoneNumberFormat.E164)
        for form in (0, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.RFC3966):
            for home in (region, "US", "DE", "ZZ", region.lower()):
                table[write(example, form), home] = expected
        if (region, line) not in SHORT:
            table[write(example, PhoneNumberFormat.NATIONAL), region] = expected
    assert_reads(number, table)


def test_example_numbers_of_no_country() -> None:
    codes = phonenumbers.COUNTRY_CODES_FOR_NON_GEO_REGIONS
    examples = [phonenumbers.example_number_for_non_geo_entity(code) for code in codes]
    international = PhoneNumberFormat.INTERNATIONAL
    assert_reads(number, {write(e, international): write(e, 0) for e in examples if e})


def test_regions_of_the_fast_path_are_those_of_country_code_1() -> None:
    assert set(phonenumbers.region_codes_for_country_code(1)) == NANP_REGIONS


@given(
    st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True),
    st.sampled_from(("({}) {}-{}", "{}{}{}", "+1 {} {} {}", "1-{}-{}-{}", "{}.{}.{}", "+1{}{}{}")),
    st.sampled_from(sorted(NANP_REGIONS)),
)
def test_fast_path_equals_the_library_in_every_region_of_the_plan(
    digits: str, form: str, region: str
) -> None:
    raw = form.format(digits[:3], digits[3:6], digits[6:])
    number = phonenumbers.parse(raw, region)
    assert parse(raw, region) in (Reason.PLACEHOLDER, (write(number, 0), ""))


@settings(deadline=None)
@given(
    st.sampled_from(REGIONS),
    st.from_regex(
        r"\(?\+?[0-9]{1,4}\)?[ -]?[0-9]{2,5}[ -]?[0-9]{0,8}( ?x[0-9]{1,4})?", fullmatch=True
    ),
)
def test_numbers_of_every_region_are_idempotent(region: str, raw: str) -> None:
    parsed = parse(raw, region)
    if isinstance(parsed, tuple):
        assert parse(PHONE.render(*parsed), region) == parsed
        assert parse(parsed[0], region) == (parsed[0], "")
        assert 0 <= PHONE.describe(parsed, Context(region=region)).confidence <= 1


@settings(deadline=None)
@given(
    st.text("0123456789", min_size=1, max_size=6), st.sampled_from(("DE", "US", "GB", "FI", "AT"))
)
def test_short_texts_are_refused(digits: str, region: str) -> None:
    assert parse(digits, region) in (Reason.TOO_SHORT, Reason.PLACEHOLDER)


def test_what_nobody_has_is_refused() -> None:
    assert_reads(
        parse,
        {
            ("0000", "DE"): Reason.PLACEHOLDER,
            ("12345", "DE"): Reason.TOO_SHORT,
            ("+490000", "DE"): Reason.TOO_SHORT,
            ("+49 12 34", "US"): Reason.TOO_SHORT,
            ("112", "FR"): Reason.TOO_SHORT,
            ("999", "GB"): Reason.TOO_SHORT,
            ("911", "US"): Reason.TOO_SHORT,
            ("13 12 34", "AU"): Reason.TOO_SHORT,
            ("01234 567890", "GB"): Reason.PLACEHOLDER,
            ("+266696687", "US"): Reason.PLACEHOLDER,
            ("Anonymous", "US"): Reason.PLACEHOLDER,
            ("Private Number", "US"): Reason.PLACEHOLDER,
            ("XXX-XXX-0143", "US"): Reason.BAD_FORMAT,
            ("(212) 555-01**", "US"): Reason.BAD_FORMAT,
            ("212-555-XXXX", "US"): Reason.BAD_FORMAT,
            ("4.47911E+11", "GB"): Reason.SPREADSHEET_DAMAGE,
            ("4,47911E+11", "GB"): Reason.SPREADSHEET_DAMAGE,
        },
    )


def test_forms_where_the_library_errs() -> None:
    assert_reads(
        number,
        {
            ("2l2-555-O143", "US"): "+12125550143",
            ("212 555 OI43", "US"): "+12125550143",
            ("2125550143.0", "US"): "+12125550143",
            ("2.125550143E+09", "US"): "+12125550143",
            ("4,47911123456E+11", "GB"): "+447911123456",
            ("++1 212 555 0143", "US"): "+12125550143",
            ("(+1) 212-555-0143", "GB"): "+12125550143",
            ("+1 1 212 555 0143", "US"): "+12125550143",
            ("*67 212-555-0143", "US"): "+12125550143",
            ("212-555-0143 (wife)", "US"): "+12125550143",
            ("212•555•0143", "US"): "+12125550143",
            ("sip:+12125550143@gw.example.com;user=phone", "US"): "+12125550143",
            ("tel:+1-212-555-0143;phone-context=+1", "US"): "+12125550143",
            ("tel:5550143;phone-context=+1-212", "US"): "+12125550143",
            ("whatsapp:+14155552671", "US"): "+14155552671",
            ("https://wa.me/14155552671", "US"): "+14155552671",
            ("5215512345678", "US"): "+525512345678",
            ("+52 044 55 1234 5678", "US"): "+525512345678",
            ("045 222 123 4567", "MX"): "+522221234567",
            ("+55 11 8765-4321", "US"): "+5511987654321",
            ("(011) 8765-4321", "BR"): "+5511987654321",
            ("0171 946 0018", "GB"): "+442079460018",
            ("0162 345 6789", "VN"): "+84323456789",
            ("+44 07911 123456", "US"): "+447911123456",
            ("1-800-MICROSOFT", "US"): "+18006427676",
            ("(800) FLOWERS", "US"): "+18003569377",
            ("21 12 34", "FO"): "+298211234",
            ("310-1234", "CA"): "+13101234",
            ("Tél. : 01 42 68 53 00", "FR"): "+33142685300",
            ("+7 (916) 123-45-67", "US"): "+79161234567",
            ("8 (495) 123-45-67", "RU"): "+74951234567",
        },
    )


def test_extensions_of_dialers_and_languages() -> None:
    assert_reads(
        parse,
        {
            "2125550143,56": ("+12125550143", "56"),
            "2125550143,,56#": ("+12125550143", "56"),
            "2125550143p56": ("+12125550143", "56"),
            "212-555-0143 poste 56": ("+12125550143", "56"),
            "212-555-0143 anexo 56": ("+12125550143", "56"),
            "212-555-0143 доб. 56": ("+12125550143", "56"),
            "2125550143;56": ("+12125550143", "56"),
            "212-555-0143-x56": ("+12125550143", "56"),
        },
    )


def test_facts_of_a_number() -> None:
    table = (
        ("415-441-7778", {"line": "fixed_or_mobile", "region": "US", "country_code": "1"}, 1.0),
        ("415-441-7778", {"national": "(415) 441-7778", "international": "+1 415-441-7778"}, 1.0),
        ("+44 7911 123456", {"line": "mobile"}, 1.0),
        ("+44 20 7183 8750", {"line": "fixed", "region": "GB"}, 1.0),
        ("212-555-0143", {"fictitious": "yes"}, 0.2),
        ("800-555-0199", {"fictitious": "yes", "line": "toll_free", "shared": "yes"}, 0.08),
        ("800-555-0100", {"suspicious": ""}, 0.4),
        ("1-800-356-9377", {"line": "toll_free", "shared": "yes"}, 0.4),
        ("1-900-441-7778", {"line": "premium", "shared": "yes"}, 0.4),
        ("+1 500 222 3456", {"line": "personal"}, 1.0),
        ("415-555-2671", {"suspicious": "exchange 555"}, 0.6),
        ("212-155-1234", {"assigned": "no"}, 0.5),
        ("212-441-7778 x9", {"extension": "9"}, 1.0),
        ("555-0143", {"scope": "local", "line": "unknown"}, 0.4),
        ("+800 3456 7890", {"line": "toll_free", "region": "001"}, 0.4),
    )
    for raw, facts, confidence in table:
        found = normalize("phone", raw)
        assert isinstance(found, Identifier), raw
        assert {name: found.facts.get(name, "") for name in facts} == facts, raw
        assert found.confidence == confidence, raw


def test_ranges_for_fiction() -> None:
    assert_reads(
        is_fictitious,
        {
            "12125550100": True,
            "447700900123": True,
            "441134960123": True,
            "441632960999": True,
            "61491570006": True,
            "493023125123": True,
            "33639981234": True,
            "46701740650": True,
            "61255501234": True,
        },
    )


def test_number_ranges_are_well_formed() -> None:
    data = importlib.resources.files("identity_resolve.kinds") / "data" / "phone_ranges.csv"
    rows = list(csv.DictReader(data.read_text(encoding="utf-8").splitlines()))
    for row in rows:
        assert re.compile(row["pattern"])
        assert row["source"]
        assert row["class"] in ("fictitious", "placeholder", "old")
        assert bool(row["becomes"]) == (row["class"] == "old")


@given(st.from_regex(r"(52|55|44|84|229)[0-9]{8,12}", fullmatch=True))
def test_todays_number_does_not_change_again(digits: str) -> None:
    today = renumber(digits)
    if today and phonenumbers.is_valid_number(phonenumbers.parse("+" + today)):
        assert parse("+" + today) in (("+" + today, ""), Reason.PLACEHOLDER)


def test_a_refused_text_gets_a_safe_suggestion() -> None:
    assert_reads(
        suggestion,
        {
            "212-441-7778; 415-441-7779": "+12124417778",
            "W: 212-441-7778 C: 415-441-7779": "+12124417778",
            "212-441-7778 (press 2)": "+12124417778",
            "212-555-XXXX": "",
            "n/a": "",
            "911": "",
            "jo2124417778@x.com": "",
        },
    )


def test_shapes_know_a_number() -> None:
    assert_reads(
        has_shape,
        {
            "+1 212 441 7778": True,
            "(212) 441-7778": True,
            "212-441-7778": True,
            "+44 20 7183 8750": True,
            "2124417778": True,
        },
    )


def test_shapes_take_no_other_value() -> None:
    assert_reads(
        has_shape,
        {
            "2021-03-04": False,
            "03/04/2021": False,
            "123-45-6789": False,
            "$1,200.50": False,
            "12 Main": False,
        },
    )


def test_the_libraries_are_loaded_on_first_need() -> None:
    code = (
        "import sys\n"
        "from identity_resolve.domain import Context\n"
        "from identity_resolve.kinds import KINDS\n"
        "assert KINDS['phone'].parse('212-441-7778', Context()) == ('+12124417778', '')\n"
        "assert KINDS['email'].parse('jo@acme.com', Context())[0] == 'jo@acme.com'\n"
        "assert not {'phonenumbers', 'email_validator', 'polars', 'pandas'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_cells_are_split_at_lines_and_between_whole_numbers() -> None:
    assert_reads(
        count_numbers,
        {
            "212-441-7778\n212-441-7779": 2,
            "(212) 441-7778 (415) 441-7779": 2,
            "212-441-7778 212-441-7779": 2,
            "2124417778 2124417779": 2,
            "2124417778;2124417779": 2,
            "W: 212-441-7778 C: 212-441-7779": 2,
            "212-441-7778 (home) 212-441-7779 (cell)": 2,
            "212-441-7778 ext: 12": 1,
            "+1 212 441 7778 +44 20 7183 8750": 2,
            "(212) 441-7778 (home)": 1,
            "+44 (0)20 7183 8750": 1,
        },
    )


def test_more_headers_name_the_column() -> None:
    assert_reads(
        is_header,
        {
            "contact_number": True,
            "telefonnummer": True,
            "handynummer": True,
            "phone_mobile": True,
            "phone_e164": True,
            "calling_party_number": True,
        },
    )


def test_near_headers_do_not() -> None:
    assert_reads(
        is_header,
        {
            "contact": False,
            "contact_name": False,
            "contact_id": False,
            "home": False,
            "number": False,
        },
    )
