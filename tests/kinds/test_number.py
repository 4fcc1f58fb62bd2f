import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.checks import CHECKS
from identity_resolve.kinds.finance import FINANCES
from identity_resolve.kinds.interaction import INTERACTIONS
from identity_resolve.kinds.license import LICENSES
from identity_resolve.kinds.national import NATIONALS
from identity_resolve.kinds.number import NUMBERS as PLAIN
from identity_resolve.kinds.number import number_with_check
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.vehicle import VEHICLES
from tests.kinds.tables import assert_reads

NUMBERS = (*PLAIN, *LICENSES, *NATIONALS, *VEHICLES, *INTERACTIONS)
HEADED = (*NATIONALS, *LICENSES, *VEHICLES, *FINANCES, *INTERACTIONS, *PLAIN)
KINDS = {kind.name: kind for kind in NUMBERS}
NAMES = sorted(KINDS)


def parse(kind: str, text: str, issuer: str = "", region: str = "US") -> Parsed:
    return KINDS[kind].parse(text, Context(region, issuer))


SPELLINGS = [
        ("account", "AC0042117", ("AC-0042117", "ac 0042117", "ＡＣ-0042117", "AC\u200b0042117")),
        ("account", "0012345", ('="0012345"', "'0012345", "Account # 0012345", "Acct. No. 0012345")),
        ("account", "4417", ("4417", "4417.0", "Customer ID: 4417", "4 417")),
        ("account", "ID4417", ("ID4417", "ID-4417")),  # may be part of the number
        ("case_number", "CS20240099182", ("CS-2024-0099182", "case CS-2024-0099182", "#CS20240099182")),
        ("case_number", "INC0010001", ("INC0010001", "Incident INC0010001", "Ticket no. INC0010001")),
        ("case_number", "220CV01234", ("2:20-cv-01234", "Case No. 2:20-cv-01234")),
        ("transaction", "RN5582771903", ("RN-5582-7719-03", "Notice RN5582771903")),
        ("transaction", "1143941689", ("Order # 114-3941689", "114-3941689")),
        ("registration", "44120987", ("44120987", "Registration no. 44120987", "Reg. No. 44120987")),
        ("license", "D7654321", ("D7654321", "d765-4321", "DL# D7654321", "Driver's License No. D7654321")),
        ("license", "DOEMJ*1234AB", ("DOEMJ*1234AB", "doemj*1234ab")),  # Washington before 2018
        ("plate", "8ABC124", ("8ABC124", "8abc 124", "8ABC-124", "Plate: 8ABC124")),
        ("plate", "MD12345", ("MD 12345",)),  # as well a plate as a state
        ("plate", "XXX1234", ("XXX1234", "XXX 1234")),
        ("opaque", "A-1", ("A-1", "a-1")),  # too short to lose its hyphen
        ("opaque", "A1", ("A1",)),
        ("opaque", "6089216", ("6089216", "6089-216", "6089216.0")),
    ]  # fmt: skip


def test_spellings_of_a_number_become_one() -> None:
    assert_reads(
        parse, {(kind, raw): (f":{number}",) for kind, number, raws in SPELLINGS for raw in raws}
    )


def test_leading_zeros_and_single_digits_tell_numbers_apart() -> None:
    raws = ("00123", "0123", "123", "1234", "124", "O0123")
    assert len({parse("account", raw) for raw in raws}) == len(raws)


LOST_DIGITS = [
    ("1.2345678902E+10", (":12345678902",)),  # every digit is still there
    ("1.500E+03", (":1500",)),
    ("1.23E+11", Reason.SPREADSHEET_DAMAGE),
    ("1,23E+11", Reason.SPREADSHEET_DAMAGE),
    ("1E+15", Reason.SPREADSHEET_DAMAGE),
    ("12E5", (":12E5",)),  # a code as good as any
]


def test_digits_lost_in_a_spreadsheet_are_not_made_up() -> None:
    assert_reads(
        lambda raw: parse("account", raw), {tuple(key): told for *key, told in LOST_DIGITS}
    )


NO_NUMBERS = [
    ("account", "n/a", Reason.PLACEHOLDER),
    ("account", "Pending", Reason.PLACEHOLDER),
    ("account", "000", Reason.PLACEHOLDER),
    ("account", "99999999", Reason.PLACEHOLDER),
    ("account", "1234567", Reason.PLACEHOLDER),
    ("account", "987654", Reason.PLACEHOLDER),
    ("account", "A00000", Reason.PLACEHOLDER),
    ("account", "A1111111", Reason.PLACEHOLDER),
    ("account", "see the other form", Reason.BAD_FORMAT),
    ("account", "•••• 1234", Reason.BAD_FORMAT),
    ("account", "**** 1234", Reason.BAD_FORMAT),
    ("account", "XXXX1234", Reason.BAD_FORMAT),
    ("account", "AB", Reason.TOO_SHORT),
    ("account", "🙂", Reason.BAD_FORMAT),
    ("account", "A1" * 33, Reason.TOO_LONG),
    ("case_number", "123", Reason.TOO_SHORT),
    ("case_number", "pending", Reason.PLACEHOLDER),
    ("case_number", "angry customer", Reason.BAD_FORMAT),
    ("license", "I1234568", Reason.PLACEHOLDER),  # the specimen of California
    ("license", "ABCDE", Reason.BAD_FORMAT),
    ("license", "D1" * 13, Reason.TOO_LONG),
    ("plate", "NO PLATE", Reason.PLACEHOLDER),
    ("plate", "ABC 123", Reason.PLACEHOLDER),
    ("plate", "1", Reason.TOO_SHORT),
    ("plate", "8ABC1248ABC", Reason.TOO_LONG),
    ("opaque", "0", Reason.PLACEHOLDER),
    ("opaque", "--", Reason.PLACEHOLDER),
    ("opaque", "#", Reason.BAD_FORMAT),
    ("opaque", "A1" * 65, Reason.TOO_LONG),
]


def test_what_is_no_number_is_refused() -> None:
    assert_reads(parse, {tuple(key): told for *key, told in NO_NUMBERS})


@pytest.mark.parametrize(("kind", "table"), [("license", "licence"), ("plate", "plate")])
def test_every_placeholder_of_the_table_is_refused(kind: str, table: str) -> None:
    for row in read_rows("placeholder_values.csv"):
        if row["kind"] == table:
            assert parse(kind, row["value"]) is Reason.PLACEHOLDER, row["value"]


@pytest.mark.parametrize(
    "raw",
    [
        "WER-7F3K-99Q2-AB41",
        "error reference: 7f3e2c1a94b0",
        "7f3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11",
        "{7F3E2C1A-94B0-4D6E-8F21-0C5D7A9B3E11}",
    ],
)
def test_the_reference_of_one_session_is_kept(raw: str) -> None:
    assert isinstance(parse("error_reference", raw), tuple)


FAULTS = [
    "404",
    "HTTP 500",
    "500 Internal Server Error",
    "E1234",
    "DMV-1042",
    "ORA-00942",
    "0x80070005",
    "Error code: 0x80070005",
    "ERR_CONNECTION_REFUSED",
    "TIMEOUT",
]


def test_a_bare_error_code_names_a_fault_and_no_person() -> None:
    assert_reads(lambda raw: parse("error_reference", raw), dict.fromkeys(FAULTS, Reason.SHARED))


SSNS = [
    "212-09-7694",
    "212097694",
    "212 09 7694",
    "212.09.7694",
    "212097694.0",
    '="212097694"',
    "SSN: 212-09-7694",
    "SS# 212-09-7694",
    "S.S.N. 212-09-7694",
    "２１２-09-7694",
    "212–09–7694",
    "2.12097694E+08",
]


def test_spellings_of_a_social_security_number_become_one() -> None:
    assert_reads(lambda raw: parse("ssn", raw), dict.fromkeys(SSNS, (":212097694",)))


NO_SSNS = [
    ("078-05-1120", Reason.PLACEHOLDER),  # the wallet insert of 1938
    ("219-09-9999", Reason.PLACEHOLDER),  # an advertisement of the Social Security Board
    ("457-55-5462", Reason.PLACEHOLDER),
    ("987-65-4320", Reason.PLACEHOLDER),  # reserved for advertisements
    ("123-45-6789", Reason.PLACEHOLDER),
    ("111-11-1111", Reason.PLACEHOLDER),
    ("n/a", Reason.PLACEHOLDER),
    ("000-12-3456", Reason.NOT_ASSIGNED),
    ("666-12-3456", Reason.NOT_ASSIGNED),
    ("900-12-3456", Reason.NOT_ASSIGNED),
    ("212-00-7694", Reason.NOT_ASSIGNED),
    ("212-09-0000", Reason.NOT_ASSIGNED),
    ("***-**-7694", Reason.TOO_SHORT),
    ("XXX-XX-7694", Reason.TOO_SHORT),
    ("7694", Reason.TOO_SHORT),
    ("212-09-76945", Reason.TOO_LONG),
    ("2.12E+08", Reason.SPREADSHEET_DAMAGE),
    ("D7654321", Reason.BAD_FORMAT),
]


def test_what_is_no_social_security_number_is_refused() -> None:
    assert_reads(lambda raw: parse("ssn", raw), {tuple(key): told for *key, told in NO_SSNS})


issuers = st.sampled_from(("", "crm", "US-CA", "Ontario", "Web shop 2", "crm:web"))
regions = st.sampled_from(("US", "CA", "AU", "GB", "DE"))
number_texts = st.text(string.ascii_letters + string.digits + " -./#:()*'=\"_E+•", max_size=24)


@given(st.sampled_from(NAMES), st.one_of(st.text(), number_texts), issuers, regions)
def test_parsing_never_raises_and_is_idempotent(
    kind: str, raw: str, issuer: str, region: str
) -> None:
    parsed = parse(kind, raw, issuer, region)
    if isinstance(parsed, tuple):
        assert ":" in parsed[0]
        assert parse(kind, KINDS[kind].render(*parsed), issuer, region) == parsed


CASELESS = sorted(set(NAMES) - {"account", "opaque"})


@given(st.sampled_from(CASELESS), st.text(string.ascii_letters + string.digits, max_size=20))
def test_case_does_not_matter(kind: str, raw: str) -> None:
    assert parse(kind, raw.lower()) == parse(kind, raw.upper())


@given(
    st.text("ABC", min_size=1, max_size=3),
    st.integers(1000, 10**9),
    st.sampled_from(["{}-{}", "{} {}", " {}.{}"]),
)
def test_separators_do_not_matter(letters: str, digits: int, shape: str) -> None:
    assert parse("account", shape.format(letters, digits)) == parse("account", f"{letters}{digits}")


def test_classes_say_how_much_a_number_proves() -> None:
    classes = {name: kind.identifier_class for name, kind in KINDS.items()}
    assert classes["license"] is classes["account"] is classes["ssn"] is IdentifierClass.PERSON_KEY
    assert classes["plate"] is classes["registration"] is IdentifierClass.ASSET_KEY
    assert classes["case_number"] is classes["transaction"] is IdentifierClass.INTERACTION_KEY
    assert [name for name, kind in KINDS.items() if kind.scoped] == ["opaque"]


HEADERS = [
    ("account_no", "account"),
    ("customer_id", "account"),
    ("loyalty_card_number", "loyalty"),
    ("driver_license", "license"),
    ("licence_number", "license"),
    ("dl_no", "license"),
    ("ssn", "ssn"),
    ("social_security_number", "ssn"),
    ("case_number", "case_number"),
    ("ticket", "case_number"),
    ("ref", "case_number"),
    ("renewal_notice_number", "transaction"),
    ("order_id", "transaction"),
    ("error_ref", "error_reference"),
    ("license_plate", "plate"),
    ("rego", "plate"),
    ("registration_no", "registration"),
    ("external_id", "opaque"),
    ("passport_no", "passport"),
    ("national_id", "national_id"),
]


def test_headers_name_the_column() -> None:
    assert_reads(
        lambda header: next((k.name for k in HEADED if re.fullmatch(k.headers, header)), ""),
        {tuple(key): told for *key, told in HEADERS},
    )


@pytest.mark.parametrize("header", ["account_type", "license_state", "case_status", "order_date"])
def test_other_headers_do_not(header: str) -> None:
    assert not any(re.fullmatch(kind.headers, header) for kind in NUMBERS)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("cus_NffrFeUfNV2Hib", "cus_NffrFeUfNV2Hib"),
        ("'cus_NffrFeUfNV2Hib", "cus_NffrFeUfNV2Hib"),
        ('="cus_NffrFeUfNV2Hib"', "cus_NffrFeUfNV2Hib"),
        ("Customer ID: cus_NffrFeUfNV2Hib", "cus_NffrFeUfNV2Hib"),
        ("acct_1032D82eZvKYlo2C", "acct_1032D82eZvKYlo2C"),
        ("dQw4w9WgXcQ", "dQw4w9WgXcQ"),
        ("a-b9_cD3eF4", "a-b9_cD3eF4"),  # hyphens of base64url are characters too
        ("0019000000B98de", "0019000000B98deAAB"),
        ("0019000000B98deAAB", "0019000000B98deAAB"),
        ("0019000000B98DEAAB", "0019000000B98deAAB"),  # case lost, and restored
        ("0019000000b98deaab", "0019000000B98deAAB"),
        ("a0D30000001n7Pi", "a0D30000001n7PiEAI"),
        ("Acct-0042117", "0042117"),
        ("McDonald12", "MCDONALD12"),
        ("7f3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11", "7F3E2C1A94B04D6E8F210C5D7A9B3E11"),
        ("{7F3E2C1A-94B0-4d6e-8f21-0C5D7A9B3E11}", "7F3E2C1A94B04D6E8F210C5D7A9B3E11"),
    ],
)
@pytest.mark.parametrize("kind", ["opaque", "account"])
def test_ids_that_look_random_keep_their_case(kind: str, raw: str, number: str) -> None:
    assert parse(kind, raw) == (f":{number}",)
    assert parse(kind, f":{number}") == (f":{number}",)
    assert parse(kind, raw, "crm") == parse(kind, f"CRM:{number}", "crm") == (f"CRM:{number}",)


def test_ids_that_differ_in_case_alone_are_two() -> None:
    raws = ("0019000000B98de", "0019000000b98De", "dQw4w9WgXcQ", "dQw4w9WgXcq", "DQw4w9WgXcQ")
    assert len({parse("opaque", raw) for raw in raws}) == len(raws)


@given(st.from_regex(r"[0-9A-Za-z_-]{8,20}", fullmatch=True), issuers)
def test_cased_ids_are_read_back(raw: str, issuer: str) -> None:
    for kind in ("account", "opaque"):
        parsed = parse(kind, raw, issuer)
        assert isinstance(parsed, Reason) or parse(kind, parsed[0], issuer) == parsed


DAMAGED = [
    ("1,234,568.00", (":1234568",)),
    ("1.234.568,00", (":1234568",)),
    ("1'234'568.0", (":1234568",)),
    ("4417,00", (":4417",)),
    ("1,234,568", (":1234568",)),
    ("1 234 568", (":1234568",)),
    ("'00123", (":00123",)),
    ('="00123"', (":00123",)),
    ("4.417E+03", (":4417",)),
    ("4.41723E+11", Reason.SPREADSHEET_DAMAGE),
    ("1.23456789012346E+15", Reason.SPREADSHEET_DAMAGE),
    ("########", Reason.SPREADSHEET_DAMAGE),
    ("2-Jan", Reason.SPREADSHEET_DAMAGE),
    ("2024-01-02 00:00:00", Reason.SPREADSHEET_DAMAGE),
]


def test_what_a_spreadsheet_did_is_undone_or_said() -> None:
    assert_reads(lambda raw: parse("account", raw), {tuple(key): told for *key, told in DAMAGED})


def test_a_number_that_may_be_rounded_is_believed_less() -> None:
    account = KINDS["account"]
    assert account.describe((":1234567890123450",), Context()).confidence < 1
    assert account.describe((":1234567890123456",), Context()).confidence == 1
    assert account.describe((":123456789012345",), Context()).confidence == 1


def test_a_declared_check_refuses_and_a_learned_one_doubts() -> None:
    good, bad = CHECKS["damm"].complete("441700"), CHECKS["damm"].complete("441700")[:-1] + "x"
    bad = bad.replace("x", str((int(good[-1]) + 1) % 10))
    declared = number_with_check(KINDS["account"], "damm")
    learned = number_with_check(KINDS["account"], "damm", declared=False)
    assert declared.parse(f"AC-{good}", Context()) == (f":AC{good}",)
    assert declared.parse(f"AC-{bad}", Context()) is Reason.BAD_CHECK_DIGIT
    assert learned.parse(f"AC-{bad}", Context()) == (f":AC{bad}",)
    assert learned.describe((f":AC{bad}",), Context()).confidence < 1
    assert learned.describe((f":AC{good}",), Context()).facts["check_passes"] == "yes"


@pytest.mark.parametrize("raw", ["#" * 256, "# " * 128, "NO # " * 51, "ID: #" * 51, "A/C " * 64])
def test_labels_without_a_number_are_read_at_once(raw: str) -> None:
    for kind in NAMES:  # backtracking over labels took forever; "opaque" may keep their letters
        parsed = parse(kind, raw)
        assert kind in ("opaque", "account") or isinstance(parsed, Reason)
