"""Numbers a state gives: social security, taxes, passports, identity cards of many countries."""

import importlib
import random
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Identifier, Reason
from identity_resolve.errors import MissingExtraError
from identity_resolve.kinds import normalize
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.national import NATIONALS
from identity_resolve.kinds.national_checks import NATIONAL_CHECKS
from identity_resolve.kinds.national_rules import check_national_id, rules_of

KINDS = {kind.name: kind for kind in NATIONALS}


def parse(kind: str, text: str, issuer: str = "", region: str = "US") -> Parsed:
    return KINDS[kind].parse(text, Context(region, issuer))


def found(kind: str, text: str, **context: str) -> Identifier:
    value = normalize(kind, text, **context)
    assert isinstance(value, Identifier)
    return value


@pytest.mark.parametrize(
    "raw",
    [
        "212-09-7694",
        "212 - 09 - 7694",
        "212/09/7694",
        "212_09_7694",
        "212 097694",
        "Social Security No. 212-09-7694",
    ],
)
def test_further_spellings_of_an_ssn(raw: str) -> None:
    assert parse("ssn", raw) == (":212097694",)


def test_zeros_cut_off_in_front_of_nine_digits_are_put_back() -> None:
    assert parse("ssn", "12097694") == parse("ssn", "012-09-7694") == (":012097694",)
    assert parse("ein", "43456780") == parse("ein", "04-3456780") == (":043456780",)


def test_letters_for_digits_are_suggested_back() -> None:
    assert normalize("ssn", "2I2-O9-7694").suggestion == "212-09-7694"
    assert normalize("ein", "l2-345678O").suggestion == "12-3456780"
    assert normalize("ssn", "no ssn").suggestion == ""
    assert normalize("medicare_beneficiary", "1EG4-TE5-MK7E").suggestion == ""
    assert normalize("medicare_beneficiary", "IEG4-TE5-MK73").suggestion == "1EG4-TE5-MK73"


@pytest.mark.parametrize("group", [50, 65, 70, 88, 90, 92, 94, 99])
def test_groups_of_an_itin(group: int) -> None:
    for raw in (f"912-{group}-1234", f"912{group}1234", f"ITIN: 912 {group} 1234"):
        assert parse("itin", raw) == (f":912{group}1234",)
    assert parse("ssn", f"912-{group}-1234") is Reason.NOT_ASSIGNED


@pytest.mark.parametrize(
    "raw", ["912-49-1234", "912-66-1234", "912-89-1234", "912-93-1234", "212-70-1234"]
)
def test_what_is_no_itin(raw: str) -> None:
    assert parse("itin", raw) is Reason.NOT_ASSIGNED


@pytest.mark.parametrize(
    ("raw", "parsed"),
    [
        ("12-3456780", (":123456780",)),
        ("12 3456780", (":123456780",)),
        ("FEIN 12-3456780", (":123456780",)),
        ("EIN: 12-3456780", (":123456780",)),
        ("Tax ID 12-3456780", (":123456780",)),
        ("00-3456780", Reason.NOT_ASSIGNED),
        ("12-3456789", Reason.PLACEHOLDER),
        ("123-45-6780", Reason.BAD_FORMAT),
        ("n/a", Reason.PLACEHOLDER),
    ],
)
def test_employer_numbers(raw: str, parsed: Parsed) -> None:
    assert parse("ein", raw) == parsed


def test_an_employer_prefix_that_is_not_published_is_believed_less() -> None:
    assert found("ein", "07-3456780").confidence < found("ein", "12-3456780").confidence


@pytest.mark.parametrize(
    ("raw", "parsed"),
    [
        ("1EG4-TE5-MK73", (":1EG4TE5MK73",)),
        ("1eg4te5mk73", (":1EG4TE5MK73",)),
        ("MBI: 1EG4 TE5 MK73", (":1EG4TE5MK73",)),
        ("0EG4-TE5-MK73", Reason.BAD_FORMAT),
        ("1SG4-TE5-MK73", Reason.BAD_FORMAT),
        ("1EG4-TE5", Reason.TOO_SHORT),
        ("000-00-0000", Reason.PLACEHOLDER),
    ],
)
def test_medicare_beneficiary_identifiers(raw: str, parsed: Parsed) -> None:
    assert parse("medicare_beneficiary", raw) == parsed


@pytest.mark.parametrize(
    ("raw", "issuer", "parsed"),
    [
        ("512345678", "", (":512345678",)),
        ("512345678", "US", ("US:512345678",)),
        ("512345678", "United States", ("US:512345678",)),
        ("US:512345678", "", ("US:512345678",)),
        ("USA 512345678", "", ("US:512345678",)),
        ("USA512345678", "", ("US:512345678",)),
        ("US 512345678", "", ("US:512345678",)),
        ("512345678 (USA)", "", ("US:512345678",)),
        ("Passport No. A12340678", "", (":A12340678",)),
        ("passport # GBR 512345678", "", ("GB:512345678",)),
        ("AB 123406", "", (":AB123406",)),  # as well a number of Canada as of Gibraltar
        ("Canada AB123406", "", ("CA:AB123406",)),
        ("c01x00t47", "DEU", ("DE:C01X00T47",)),
        ("L898902C36UTO7408122F1204159ZE184226B<<<<<10", "", (":L898902C3",)),  # ICAO Doc 9303
        (
            "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4",
            "",
            ("DE:C01X00T47",),
        ),  # specimen of Germany
        ("L898902C37UTO7408122F1204159ZE184226B<<<<<10", "", Reason.BAD_CHECK_DIGIT),
        ("000000000", "", Reason.PLACEHOLDER),
        ("none", "", Reason.PLACEHOLDER),
        ("12345", "", Reason.TOO_SHORT),
        ("ABCDEFGHJ", "", Reason.BAD_FORMAT),
        ("5123456789013", "", Reason.TOO_LONG),
    ],
)
def test_passports(raw: str, issuer: str, parsed: Parsed) -> None:
    assert parse("passport", raw, issuer) == parsed


def test_a_passport_of_another_form_than_its_country_uses_is_believed_less() -> None:
    assert found("passport", "A12340678", issuer="US").confidence == 1
    assert found("passport", "AB1234067", issuer="US").confidence < 0.5


PUBLISHED = [  # the published examples of the authorities, of Wikipedia and of python-stdnum
    ("BR", "529.982.247-25"),
    ("BR", "390.533.447-05"),
    ("CA", "046 454 286"),
    ("GB", "AB 12 34 56 C"),
    ("GB", "943 476 5919"),
    ("GB", "1955839661"),
    ("MX", "BOXW310820HNERXN09"),
    ("MX", "GODE561231GR8"),
    ("ES", "54362315-K"),
    ("ES", "X-2482300W"),
    ("ES", "12345678Z"),
    ("IT", "RCC MNL 83S18 D969H"),
    ("IN", "2341 2341 2346"),
    ("IN", "ACUPA7085R"),
    ("NL", "1112.22.333"),
    ("SE", "880320-0016"),
    ("SE", "19880320-0016"),
    ("FI", "131052-308T"),
    ("FI", "131052A308T"),
    ("NO", "151086 95088"),
    ("DK", "211062-5629"),
    ("BE", "85.07.30-033.28"),
    ("FR", "2 95 10 99 126 111 93"),
    ("FR", "1 84 12 76 451 089 46"),
    ("DE", "36 574 261 809"),
    ("CH", "756.9217.0769.85"),
    ("PL", "44051401359"),
    ("PT", "501964843"),
    ("RO", "1630615123457"),
    ("BG", "7523169263"),
    ("CZ", "710319/2745"),
    ("HR", "33392005961"),
    ("GR", "01013099997"),
    ("EE", "36805280109"),
    ("LT", "38703181745"),
    ("IE", "1234567T"),
    ("IS", "450401-3150"),
    ("TR", "17291716060"),
    ("ZA", "7503305044089"),
    ("CN", "360426199101010071"),
    ("JP", "1234 5678 9018"),
    ("KR", "971013-9019902"),
    ("HK", "A123456(3)"),
    ("TW", "A123456789"),
    ("SG", "S1234567D"),
    ("MY", "770305-02-1234"),
    ("TH", "1-2345-45678-78-1"),
    ("IL", "3933742-3"),
    ("AU", "123 456 782"),
    ("NZ", "49091850"),
    ("CL", "12.531.909-2"),
    ("AR", "20-05536168-2"),
]


@pytest.mark.parametrize(("country", "raw"), PUBLISHED)
def test_published_ids_are_accepted_at_their_country(country: str, raw: str) -> None:
    value = found("national_id", raw, issuer=country)
    assert value.value.startswith(f"{country}:")
    assert value.facts["country"] == country
    assert value.confidence >= 0.4
    assert found("national_id", raw.lower(), issuer=country.lower()).value == value.value
    assert found("national_id", value.value).value == value.value


@pytest.mark.parametrize(
    ("country", "raw"),
    [
        ("BR", "529.982.247-26"),
        ("CA", "046 454 287"),
        ("ES", "12345678A"),
        ("IT", "RCCMNL83S18D969I"),
        ("IN", "2341 2341 2347"),
        ("NL", "111222334"),
        ("SE", "880320-0017"),
        ("FI", "131052-308U"),
        ("PL", "44051401358"),
        ("CH", "756.9217.0769.84"),
        ("CN", "360426199101010072"),
        ("SG", "S1234567A"),
        ("FR", "295109912611199"),
        ("TR", "17291716061"),
        ("MX", "BOXW310820HNERXN08"),
    ],
)
def test_a_certain_check_that_fails_refuses(country: str, raw: str) -> None:
    assert parse("national_id", raw, country) is Reason.BAD_CHECK_DIGIT
    assert not check_national_id(raw, country)


@pytest.mark.parametrize("raw", ["BG123456A", "GB123456A", "QQ123456C", "DA123456A"])
def test_prefixes_never_given_to_a_national_insurance_number(raw: str) -> None:
    assert parse("national_id", raw, "GB") is Reason.NOT_ASSIGNED


@pytest.mark.parametrize(
    ("raw", "region", "value"),
    [
        ("529.982.247-25", "US", "BR:52998224725"),
        ("52998224725", "US", ":52998224725"),  # eleven digits may be of many countries
        ("52998224725", "BR", "BR:52998224725"),
        ("CPF: 52998224725", "US", "BR:52998224725"),
        ("BOXW310820HNERXN09", "US", "MX:BOXW310820HNERXN09"),
        ("RCCMNL83S18D969H", "US", "IT:RCCMNL83S18D969H"),
        ("AB123456C", "US", "GB:AB123456C"),
        ("NI number AB 12 34 56 C", "US", "GB:AB123456C"),
        ("NHS No. 943-476-5919", "US", "GB:9434765919"),
        ("046 454 286", "US", "CA:046454286"),
        ("046454286", "CA", "CA:046454286"),
        ("12345678Z", "US", "ES:12345678Z"),
        ("131052-308T", "US", "FI:131052-308T"),
        ("756.9217.0769.85", "US", "CH:7569217076985"),
        ("2341 2341 2346", "US", "IN:234123412346"),
        ("212-09-7694", "US", "US:212097694"),
        ("987123400", "US", ":987123400"),
    ],
)
def test_the_country_goes_by_words_form_and_check(raw: str, region: str, value: str) -> None:
    assert parse("national_id", raw, region=region) == (value,)
    assert parse("national_id", value, region=region) == (value,)


def test_ids_tell_birth_date_and_sex() -> None:
    chinese = found("national_id", "360426199101010071", issuer="CN").facts
    assert (chinese["birth_date"], chinese["sex"]) == ("1991-01-01", "m")
    mexican = found("national_id", "BOXW310820HNERXN09", issuer="MX").facts
    assert (mexican["birth_date_short_year"], mexican["sex"]) == ("31-08-20", "m")
    finnish = found("national_id", "131052-308T", issuer="FI").facts
    assert (finnish["birth_date_short_year"], finnish["sex"]) == ("52-10-13", "f")


def test_an_uncertain_check_or_unknown_form_lowers_confidence() -> None:
    passing = found("national_id", "971013-9019902", issuer="KR")
    failing = found("national_id", "971013-9019903", issuer="KR")  # no check since October 2020
    assert passing.confidence > failing.confidence
    assert found("national_id", "L01X00T47", issuer="DE").confidence < 0.5


def test_no_rule_raises_and_every_country_has_one() -> None:
    chance = random.Random(3)
    for country in {number[0] for number in PUBLISHED}:
        assert rules_of(country)
        for rule in rules_of(country):
            for _ in range(300):
                text = "".join(chance.choices("0123456789ABCKTXZ", k=chance.randrange(4, 19)))
                number = rule.read(text)
                if number:
                    rule.passes(number)
                    rule.facts(number)


STDNUM = {
    "tfn": "au.tfn", "rijksregister": "be.nn", "egn": "bg.egn", "cpf": "br.cpf", "rut": "cl.rut",
    "rodne_cislo": "cz.rc", "isikukood": "ee.ik", "dni": "es.dni", "nhs": "gb.nhs", "utr": "gb.utr",
    "bsn": "nl.bsn", "fodselsnummer": "no.fodselsnummer", "pesel": "pl.pesel", "nif_pt": "pt.nif",
    "cnp": "ro.cnp", "kimlik": "tr.tckimlik", "personnummer": "se.personnummer",
    "mod11_10": "hr.oib", "cuit": "ar.cuit", "kennitala": "is_.kennitala", "my_number": "jp.in_",
}  # fmt: skip
LENGTHS = {
    "tfn": 9, "egn": 10, "rut": 9, "rodne_cislo": 10, "dni": 9, "nhs": 10, "utr": 10, "bsn": 9, "nif_pt": 9,
    "cnp": 13, "personnummer": 10, "kennitala": 10, "my_number": 12,
}  # fmt: skip


@pytest.mark.parametrize("name", STDNUM)
def test_what_python_stdnum_holds_for_valid_passes(name: str) -> None:
    pytest.importorskip("stdnum")
    module = importlib.import_module(f"stdnum.{STDNUM[name]}")
    chance, letters = (
        random.Random(11),
        "TRWAGMYFPDXBNJZSQVHLCKE" if name == "dni" else "0123456789K",
    )
    for _ in range(3_000):
        head = chance.choices("0123456789", k=LENGTHS.get(name, 11) - 1)
        last = chance.choice(letters) if name in ("dni", "rut") else chance.choice("0123456789")
        number = "".join(head) + last
        assert NATIONAL_CHECKS[name](number) or not module.is_valid(number), number


def test_countries_that_are_not_built_in_ask_for_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "stdnum", None)
    assert check_national_id("529.982.247-25", "BR")
    with pytest.raises(MissingExtraError, match=r"identity_resolve\[national\]"):
        check_national_id("17085803711", "PE")
    assert found("national_id", "10117410-2", issuer="PE").confidence < 1  # and nothing else does


def test_countries_that_are_not_built_in_go_by_python_stdnum() -> None:
    pytest.importorskip("stdnum")
    assert check_national_id("10117410-2", "PE")
    assert not check_national_id("10117410-3", "PE")
    assert not check_national_id("123", "AQ")


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("ssn", "ssn"),
        ("itin", "itin"),
        ("ein", "ein"),
        ("fein", "ein"),
        ("federal_tax_id", "ein"),
        ("employer_id_number", "ein"),
        ("passport_no", "passport"),
        ("passport", "passport"),
        ("mbi", "medicare_beneficiary"),
        ("medicare_number", "medicare_beneficiary"),
        ("national_id", "national_id"),
        ("tax_id", "national_id"),
        ("tin", "national_id"),
        ("nhs_number", "national_id"),
        ("national_insurance_number", "national_id"),
        ("cpf", "national_id"),
        ("curp", "national_id"),
        ("citizen_id", "national_id"),
    ],
)
def test_headers_name_the_column(header: str, kind: str) -> None:
    assert [k.name for k in NATIONALS if re.fullmatch(k.headers, header)][:1] == [kind]


texts = st.one_of(st.text(), st.text("0123456789 -./:ABCDKXTZPUS<()Oil", max_size=46))


@given(
    st.sampled_from(sorted(KINDS)),
    texts,
    st.sampled_from(("", "US", "GB", "BR", "FI", "crm", "PE")),
)
def test_parsing_never_raises_and_is_idempotent(kind: str, raw: str, issuer: str) -> None:
    for region in ("US", "GB", "FI"):
        parsed = parse(kind, raw, issuer, region)
        if isinstance(parsed, tuple):
            assert parse(kind, KINDS[kind].render(*parsed), issuer, region) == parsed
            KINDS[kind].describe(parsed, Context(region, issuer))
        else:
            KINDS[kind].suggest(raw, Context(region, issuer))
