"""What a text could be: the right kind first, nothing for nobody's value, never a fault."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.domain import IdentifierClass
from identity_resolve.kinds import KINDS, normalize
from identity_resolve.kinds.forms import cues_of, forms_of
from identity_resolve.kinds.identify import identify
from identity_resolve.kinds.tables import read_rows

BY_KIND = {
    "phone": (
        "(415) 555-2671",
        "+44 20 7183 8750",
        "4155552671#",
        "+1 415 555 2671",
        "415.555.2671",
        "1-800-275-2273",
        "4155552671",
        "+14155552671",
        "tel:+14155552671",
    ),
    "account": ("0012-4567-8", "account 4417-2290", "Customer number 4471902"),
    "email": (
        "maria.garcia@example.org",
        "Maria <m.garcia@example.org>",
        "mailto:info@example.net",
    ),
    "vin": ("1M8GDM9AXKP042788", "VIN: 1HGCM82633A004352"),
    "birth_date": ("07/19/1984", "07*19*1984#", "July 19, 1984", "1984-07-19", "19 July 1984"),
    "license": (
        "D5518204",
        "CA D7654321",
        "S530-4607-9042",
        "WDL1ABC123DE",
        "DL# D5518204",
        "MORGA657054SM9IJ",
    ),
    "ssn": ("212-09-7694", "SSN 212-09-7694"),
    "case_number": (
        "INC0010001",
        "CS-2024-0099182",
        "case # 12345",
        "00001026",
        "PROJ-123",
        "CAS-01234-X1Y2Z3",
        "2:20-cv-01234-BBD",
        "Ticket 884213",
    ),
    "transaction": (
        "my order no. 5512098",
        "114-3941689-8772232",
        "1Z999AA10123456784",
        "RN-5582-7719-03",
        "pi_3MtwBwLkdIwHu7ix28a3tqPa",
        "INV-20391",
        "ORD-20391774",
        "order 1001",
    ),
    "plate": ("8ABC123", "7XYZ987 CA", "plate 8ABC123"),
    "iban": ("GB29 NWBK 6016 1331 9268 19", "DE89370400440532013000"),
    "full_name": (
        "Maria Garcia",
        "John Smith",
        "Dr. Juan de la Vega III",
        "Smith, John Q.",
        "María José García",
    ),
    "itin": ("912-70-1234",),
    "ein": ("12-3456780",),
    "payment_card": ("4539578763621486",),
    "ip": ("81.2.69.160", "2a00:1450:4001:81b::200e"),
    "postcode": ("94110", "94110-1234", "SW1A 1AA", "K1A 0B1"),
    "social_handle": ("@jane_doe", "https://twitter.com/jane_doe", "instagram.com/jane.doe"),
    "error_reference": ("WER-7F3K-99Q2-AB41",),
    "cookie": ("GA1.2.123456789.1609459200",),
    "national_id": ("529.982.247-25", "AB123456C"),
    "address": ("2210 Mission St #5, San Francisco, CA 94110",),
    "street": ("12 Main St Apt 4B",),
    "medicare_beneficiary": ("1EG4-TE5-MK73",),
    "meter": ("MTR-0048812",),
    "registration": ("REG-44120987",),
}
FIRST = {text: kind for kind, texts in BY_KIND.items() for text in texts}


def test_the_likely_kind_stands_first() -> None:
    assert {text: [guess.kind for guess in identify(text)][:1] for text in FIRST} == {
        text: [kind] for text, kind in FIRST.items()
    }


def test_a_number_in_groups_may_be_many_things() -> None:
    kinds = [guess.kind for guess in identify("0012-4567-8")]
    assert {"account", "case_number", "transaction"} <= set(kinds[:4])
    assert {"license", "plate"} <= {guess.kind for guess in identify("D5518204")}


def test_what_is_nobodys_is_no_guess() -> None:
    for text in ("", "  ", "123-45-6789", "n/a", "#", "***", "x" * 10_000):
        assert identify(text) == [], text


def test_a_code_that_many_people_meet_is_no_guess() -> None:
    for text in (
        "ERR_TIMEOUT",
        "0x80070005",
        "HTTP 500",
        "ORA-00942",
        "KB5034441",
        "SQLSTATE 42P01",
    ):
        assert identify(text) == [], text


def test_names_and_places_only_where_nothing_tells_more() -> None:
    for text in ("(415) 555-2671", "maria.garcia@example.org", "INC0010001"):
        for guess in identify(text):
            assert KINDS[guess.kind].identifier_class is not IdentifierClass.ATTRIBUTE


def test_a_guess_is_what_normalize_says_of_the_text() -> None:
    for guess in identify("D5518204"):
        assert guess.identifier == normalize(guess.kind, "D5518204")
        assert guess.why


def test_the_raw_text_is_kept() -> None:
    assert {guess.identifier.raw for guess in identify(" 4155552671# ")} == {" 4155552671# "}


def test_a_local_number_belongs_to_the_region() -> None:
    first = identify("020 7183 8750", region="GB")[0]
    assert (first.kind, first.identifier.value) == ("phone", "+442071838750")


def test_forms_and_cues_of_every_kind_are_sound() -> None:
    for name in KINDS:
        believed = [form.confidence for form in forms_of(name)]
        assert believed == sorted(believed, reverse=True)
        assert all(0 < form.confidence <= 1 and form.why for form in forms_of(name))
        assert not re.fullmatch(cues_of(name), "") or not cues_of(name), name


def test_words_of_the_table_belong_to_kinds() -> None:
    rows = read_rows("cue_words.csv")
    assert {row["kind"] for row in rows} <= set(KINDS)
    assert len({(row["kind"], row["language"]) for row in rows}) == len(rows)


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["US", "GB", "DE", "", "??"]))
def test_any_text_gives_ranked_guesses_and_the_same_each_time(text: str, region: str) -> None:
    found = identify(text, region=region)
    assert found == identify(text, region=region)
    assert [g.confidence for g in found] == sorted((g.confidence for g in found), reverse=True)
    for guess in found:
        assert 0 <= guess.confidence <= 1
