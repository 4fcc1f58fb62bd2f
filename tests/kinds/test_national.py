"""Numbers a state gives: social security, taxes, passports, identity cards of many countries."""

import contextlib
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
from tests.kinds.tables import assert_reads

KINDS = {kind.name: kind for kind in NATIONALS}


def parse(kind: str, text: str, issuer: str = "", region: str = "US") -> Parsed:
    return KINDS[kind].parse(text, Context(region, issuer))


def found(kind: str, text: str, **context: str) -> Identifier:
    value = normalize(kind, text, **context)
    assert isinstance(value, Identifier)
    return value


SSNS = {
    "212-09-7694": (":212097694",),
    "212 - 09 - 7694": (":212097694",),
    "212/09/7694": (":212097694",),
    "212_09_7694": (":212097694",),
    "212 097694": (":212097694",),
    "Social Security No. 212-09-7694": (":212097694",),
    "social security number 212-09-7694": (":212097694",),
    "#212-09-7694": (":212097694",),
    "899-12-3456": (":899123456",),  # opened in 2011
    "12097694": (":012097694",),  # a spreadsheet cut the zero off
    "12097694.0": (":012097694",),
    "SSN 212097694.0": (":212097694",),
    "2.12097694E+08": (":212097694",),
    "2.12E+08": Reason.SPREADSHEET_DAMAGE,
    "912-70-1234": (":912701234",),  # a taxpayer number, in the one field there is
    "912-93-1234": Reason.NOT_ASSIGNED,
    "012-34-5678": Reason.PLACEHOLDER,
    "222-22-2222": Reason.PLACEHOLDER,
    "1097694": Reason.TOO_SHORT,
    "212-09-769": Reason.TOO_SHORT,
    "last 4: 7694": Reason.BAD_FORMAT,
    "no ssn": Reason.BAD_FORMAT,
}
ITINS = {
    **{f"912-{group}-1234": (f":912{group}1234",) for group in (50, 65, 70, 88, 90, 92, 94, 99)},
    **{f"912-{group}-1234": Reason.NOT_ASSIGNED for group in (49, 66, 89, 93)},
    "912701234": (":912701234",),
    "ITIN: 912 70 1234": (":912701234",),
    "212-70-1234": Reason.NOT_ASSIGNED,
    "912-70-123": Reason.TOO_SHORT,
}
EINS = {
    "12-3456780": (":123456780",),
    "12 3456780": (":123456780",),
    "FEIN 12-3456780": (":123456780",),
    "EIN: 12-3456780": (":123456780",),
    "Tax ID 12-3456780": (":123456780",),
    "12-3456780.0": (":123456780",),
    "43456780": (":043456780",),
    "04-3456780": (":043456780",),
    "00-3456780": Reason.NOT_ASSIGNED,
    "12-3456789": Reason.PLACEHOLDER,
    "123-45-6780": Reason.BAD_FORMAT,
    "n/a": Reason.PLACEHOLDER,
}
MBIS = {
    "1EG4-TE5-MK73": (":1EG4TE5MK73",),
    "1eg4te5mk73": (":1EG4TE5MK73",),
    "MBI: 1EG4 TE5 MK73": (":1EG4TE5MK73",),
    "1ЕG4-ТЕ5-МК73": (":1EG4TE5MK73",),  # Cyrillic
    "0EG4-TE5-MK73": Reason.BAD_FORMAT,
    "1SG4-TE5-MK73": Reason.BAD_FORMAT,
    "1EG4-TE5": Reason.TOO_SHORT,
    "000-00-0000": Reason.PLACEHOLDER,
}


def test_numbers_of_the_united_states() -> None:
    tables = {"ssn": SSNS, "itin": ITINS, "ein": EINS, "medicare_beneficiary": MBIS}
    assert_reads(
        parse,
        {(kind, raw): parsed for kind, table in tables.items() for raw, parsed in table.items()},
    )


def test_letters_for_digits_are_suggested_back() -> None:
    assert_reads(
        lambda kind, raw: normalize(kind, raw).suggestion,
        {
            ("ssn", "2I2-O9-7694"): "212-09-7694",
            ("ssn", "SSN 2I2-O9-7694"): "212-09-7694",
            ("ssn", "no ssn"): "",
            ("ein", "l2-345678O"): "12-3456780",
            ("medicare_beneficiary", "1EG4-TE5-MK7E"): "",
            ("medicare_beneficiary", "IEG4-TE5-MK73"): "1EG4-TE5-MK73",
            ("medicare_beneficiary", "MBI 2AC7NM4RT9O"): "2AC7-NM4-RT90",
        },
    )


def test_an_employer_prefix_that_is_not_published_is_believed_less() -> None:
    assert found("ein", "07-3456780").confidence < found("ein", "12-3456780").confidence


PASSPORTS = {
    "512345678": ":512345678",
    "512345678, US": "US:512345678",
    "512345678, United States": "US:512345678",
    "US:512345678": "US:512345678",
    "USA 512345678": "US:512345678",
    "USA512345678": "US:512345678",
    "US 512345678": "US:512345678",
    "US passport 512345678": "US:512345678",
    "512345678 (USA)": "US:512345678",
    "512 345 678": ":512345678",
    "512345678.0": ":512345678",
    "512345678<": ":512345678",
    "Passport No. A12340678": ":A12340678",
    "passport # GBR 512345678": "GB:512345678",
    "AB 123406": ":AB123406",  # as well a number of Canada as of Gibraltar
    "Canada AB123406": "CA:AB123406",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10": ":L898902C3",  # ICAO Doc 9303
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10": ":L898902C3",
    "C01X00T478D<<6408125F2702283<<<<<<<<<<<<<<<4": "DE:C01X00T47",  # specimen of Germany
    "L898902C37UTO7408122F1204159ZE184226B<<<<<10": "bad check digit",
    "000000000": "placeholder",
    "none": "placeholder",
    "5.12E+08": "spreadsheet damage",
    "12345": "too short",
    "ABCDEFGHJ": "bad format",
    "5123456789013": "too long",
}
PASSPORTS_OF = {
    "AU": "PA1234067", "BR": "FZ123406", "CA": "A123406AB", "CN": "E12340678", "DE": "C01X00T47",
    "ES": "PAA123406", "FR": "18AB12340", "GB": "533401372", "IE": "LA0804021", "IN": "K1234067",
    "IT": "YA1234067", "JP": "TK1234067", "MX": "G12340678", "NL": "NPR1A2C34", "PL": "ZS0000177",
    "SE": "91234067", "US": "A12340678",
}  # fmt: skip


def test_passports() -> None:
    def read(raw: str) -> str:
        number, _, country = raw.partition(", ")
        value = normalize("passport", number, issuer=country)
        return value.value if isinstance(value, Identifier) else str(value.reason)

    assert_reads(read, PASSPORTS)
    assert read("c01x00t47, DEU") == "DE:C01X00T47"


def test_a_passport_of_the_form_of_its_country_is_certain_and_others_are_not() -> None:
    assert {
        country: found("passport", number, issuer=country).confidence
        for country, number in PASSPORTS_OF.items()
    } == dict.fromkeys(PASSPORTS_OF, 1.0)
    assert found("passport", "AB1234067", issuer="US").confidence < 0.5
    assert found("passport", "CO1XOOT47", issuer="DE").facts["likely_number"] == "C01X00T47"
    assert found("passport", "12340678", issuer="US").facts["likely_number"] == "012340678"


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
    ("AT", "1237 010180"),
    ("BR", "16.727.230/0001-97"),
    ("IE", "6433435FT"),
    ("IE", "6433435OA"),
    ("LV", "161175-19997"),
    ("LV", "328673-00679"),
    ("SI", "0101006500006"),
    ("UA", "1759013776"),
    ("EC", "171430710-3"),
    ("DO", "00113918205"),
    ("ID", "3171011708450001"),
    ("VN", "001089012345"),
]


def test_published_ids_are_accepted_at_their_country() -> None:
    faults = [
        (country, raw, value)
        for country, raw in PUBLISHED
        for value in [found("national_id", raw, issuer=country)]
        if not value.value.startswith(f"{country}:")
        or value.facts["country"] != country
        or value.confidence < 0.4
        or found("national_id", raw.lower(), issuer=country.lower()).value != value.value
        or found("national_id", raw, region=country).value != value.value
        or found("national_id", value.value).value != value.value
    ]
    assert faults == []


BAD = {
    "BR": "529.982.247-26", "CA": "046 454 287", "ES": "12345678A", "IT": "RCCMNL83S18D969I",
    "IN": "2341 2341 2347", "NL": "111222334", "SE": "880320-0017", "FI": "131052-308U",
    "PL": "44051401358", "CH": "756.9217.0769.84", "CN": "360426199101010072", "SG": "S1234567A",
    "FR": "295109912611199", "TR": "17291716061", "MX": "BOXW310820HNERXN08", "AT": "2237 010180",
}  # fmt: skip


def test_a_certain_check_that_fails_refuses() -> None:
    assert_reads(
        lambda country, raw: parse("national_id", raw, country),
        dict.fromkeys(BAD.items(), Reason.BAD_CHECK_DIGIT),
    )
    assert not [raw for country, raw in BAD.items() if check_national_id(raw, country)]
    assert (
        parse("national_id", BAD["BR"], region="BR") is Reason.BAD_CHECK_DIGIT
    )  # written as a CPF
    assert parse("national_id", BAD["PL"], region="PL") == (f":{BAD['PL']}",)  # may be anything


NATIONAL_IDS = {
    ("529.982.247-25", "US"): "BR:52998224725",
    ("52998224725", "US"): ":52998224725",  # eleven digits may be of many countries
    ("52998224725", "BR"): "BR:52998224725",
    ("52998224725.0", "BR"): "BR:52998224725",
    ("CPF: 52998224725", "US"): "BR:52998224725",
    ("16727230000197", "BR"): "BR:16727230000197",
    ("BOXW310820HNERXN09", "US"): "MX:BOXW310820HNERXN09",
    ("RCCMNL83S18D969H", "US"): "IT:RCCMNL83S18D969H",
    ("AB123456C", "US"): "GB:AB123456C",
    ("АВ123456С", "US"): "GB:AB123456C",  # Cyrillic
    ("NI number AB 12 34 56 C", "US"): "GB:AB123456C",
    ("NHS No. 943-476-5919", "US"): "GB:9434765919",
    ("046 454 286", "US"): "CA:046454286",
    ("046454286", "CA"): "CA:046454286",
    ("46454286", "CA"): "CA:046454286",  # a spreadsheet cut the zero off
    ("2070803628", "PL"): "PL:02070803628",
    ("12345678Z", "US"): "ES:12345678Z",
    ("131052-308T", "US"): "FI:131052-308T",
    ("756.9217.0769.85", "US"): "CH:7569217076985",
    ("2341 2341 2346", "US"): "IN:234123412346",
    ("212-09-7694", "US"): "US:212097694",
    ("987123400", "US"): ":987123400",
    ("PT 501 964 843", "US"): "PT:501964843",
    ("HR33392005961", "US"): "HR:33392005961",
    ("23412340001", "NG"): "NG:23412340001",
    ("10117410-2", "PE"): "PE:101174102",  # no form of it is built in
    ("784-1980-1234567-9", "AE"): "AE:784198012345679",
    **dict.fromkeys(
        [(raw, "GB") for raw in ("BG123456A", "GB123456A", "QQ123456C", "DA123456A")],
        "not assigned",
    ),
    ("111.111.111-11", "BR"): "placeholder",
    ("3.9E+10", "BR"): "spreadsheet damage",
    ("n/a", "BR"): "placeholder",
}


def test_the_country_goes_by_words_form_and_check() -> None:
    def read(raw: str, region: str) -> str:
        parsed = parse("national_id", raw, region=region)
        return str(parsed) if isinstance(parsed, Reason) else parsed[0]

    assert_reads(read, NATIONAL_IDS)
    values = [(value, region) for (_, region), value in NATIONAL_IDS.items() if ":" in value]
    assert_reads(read, {key: key[0] for key in values})
    assert parse("national_id", "BG123456A", "GB") is Reason.NOT_ASSIGNED


BORN = {
    ("PL", "44051401359"): "1944-05-14 m",
    ("PL", "02070803628"): "1902-07-08 f",
    ("NO", "151086 95088"): "1986-10-15 f",
    ("FI", "131052-308T"): "1952-10-13 f",
    ("DK", "211062-5629"): "1862-10-21 m",
    ("CN", "360426199101010071"): "1991-01-01 m",
    ("MX", "BOXW310820HNERXN09"): "1931-08-20 m",
    ("IT", "RCCMNL83S18D969H"): "83-11-18 m",
    ("FR", "295109912611193"): "95-10 f",
    ("BG", "7523169263"): "1875-03-16 m",
    ("CZ", "710319/2745"): "1971-03-19 m",
    ("BE", "85.07.30-033 28"): "1985-07-30 m",
    ("RO", "1630615123457"): "1963-06-15 m",
    ("EE", "36805280109"): "1968-05-28 m",
    ("LV", "161175-19997"): "1975-11-16",
    ("SI", "0101006500006"): "2006-01-01 m",
    ("SE", "880320-0016"): "88-03-20 m",
    ("SE", "19880320-0016"): "1988-03-20 m",
    ("IS", "450401-3150"): "2001-04-05",
    ("ZA", "7503305044089"): "75-03-30 m",
    ("UA", "1759013776"): "1948-02-28 m",
    ("ID", "3171011708450001"): "45-08-17 m",
    ("ID", "3171015708450001"): "45-08-17 f",
    ("VN", "001089012345"): "1989 m",
    ("ES", "12345678Z"): "",
}


def test_ids_tell_birth_date_and_sex() -> None:
    def read(country: str, raw: str) -> str:
        facts = found("national_id", raw, issuer=country).facts
        birth = facts.get("birth_date") or facts.get("birth_date_short_year", "")
        return f"{birth} {facts.get('sex', '')}".strip()

    assert_reads(read, BORN)
    assert found("national_id", "44139901357", issuer="PL").confidence < 0.5  # no such day


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


def test_what_python_stdnum_holds_for_valid_passes() -> None:
    pytest.importorskip("stdnum")
    faults = []
    for name, path in STDNUM.items():
        module = importlib.import_module(f"stdnum.{path}")
        chance = random.Random(11)
        last = {"dni": "TRWAGMYFPDXBNJZSQVHLCKE", "rut": "0123456789K"}.get(name, "0123456789")
        for _ in range(2_000):
            head = chance.choices("0123456789", k=LENGTHS.get(name, 11) - 1)
            number = "".join(head) + chance.choice(last)
            if module.is_valid(number) and not NATIONAL_CHECKS[name](number):
                faults.append((name, number))
    assert faults == []


DATED = {
    ("PL", "pesel"): "pl.pesel", ("BG", "egn"): "bg.egn", ("CZ", "rodne_cislo"): "cz.rc",
    ("NO", "fodselsnummer"): "no.fodselsnummer", ("DK", "cpr"): "dk.cpr", ("EE", "isikukood"): "ee.ik",
    ("LT", "asmens_kodas"): "lt.asmens", ("RO", "cnp"): "ro.cnp", ("MX", "curp"): "mx.curp",
    ("SI", "emso"): "si.emso", ("IT", "codice_fiscale"): "it.codicefiscale", ("KR", "rrn"): "kr.rrn",
    ("CN", "resident_id"): "cn.ric", ("ID", "nik"): "id.nik", ("LV", "personas_kods"): "lv.pvn",
}  # fmt: skip


def dated_number(name: str, chance: random.Random) -> str:
    """A number whose date may be anything that a country makes of one."""
    year, month, day = chance.randrange(100), chance.randrange(1, 13), chance.randrange(1, 32)
    raised = month + chance.choice((0, 0, 20, 40, 50, 60, 80))
    tail = "".join(chance.choices("0123456789", k=9))
    match name:
        case "curp":
            return (
                f"BOXW{year:02}{month:02}{day:02}{chance.choice('HM')}NERXN{chance.choice('0A')}1"
            )
        case "codice_fiscale":
            return (
                f"RCCMNL{year:02}{'ABCDEHLMPRST'[month - 1]}{day + chance.choice((0, 40)):02}D969X"
            )
        case "resident_id":
            return f"36042619{year:02}{month:02}{day:02}{tail[:4]}"
        case "nik":
            return f"317101{day + chance.choice((0, 40)):02}{month:02}{year:02}{tail[:4]}"
        case "emso":
            return f"{day:02}{month:02}{chance.choice('90')}{year:02}{tail[:6]}"
        case "isikukood" | "asmens_kodas" | "cnp":
            return f"{tail[0]}{year:02}{month:02}{day:02}{tail[1:]}"[: 13 if name == "cnp" else 11]
        case "cpr" | "fodselsnummer" | "personas_kods":
            return f"{day:02}{month:02}{year:02}{tail}"[: 10 if name == "cpr" else 11]
    length = {"egn": 10, "rodne_cislo": 10 - year % 2, "rrn": 13}.get(name, 11)
    return f"{year:02}{month if name == 'rrn' else raised:02}{day:02}{tail}"[:length]


def test_births_are_those_that_python_stdnum_reads() -> None:
    pytest.importorskip("stdnum")
    faults, chance = [], random.Random(5)
    for (country, name), path in DATED.items():
        module = importlib.import_module(f"stdnum.{path}")
        rule = next(rule for rule in rules_of(country) if rule.name == name)
        for number in (dated_number(name, chance) for _ in range(400)):
            with contextlib.suppress(ValueError):  # of which those of python-stdnum are
                told = module.get_birth_date(number).isoformat()
                mine = rule.birth_of(number) if rule.pattern.fullmatch(number) else told
                if not mine or not told.endswith(mine):
                    faults.append((name, number, told, mine))
    assert [fault for fault in faults if fault[0] != "rodne_cislo" or fault[3]] == []


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


HEADERS = {
    "ssn": "ssn",
    "itin": "itin",
    "ein": "ein",
    "fein": "ein",
    "federal_tax_id": "ein",
    "employer_id_number": "ein",
    "passport_no": "passport",
    "passport": "passport",
    "mbi": "medicare_beneficiary",
    "medicare_number": "medicare_beneficiary",
    "national_id": "national_id",
    "tax_id": "national_id",
    "tin": "national_id",
    "nhs_number": "national_id",
    "national_insurance_number": "national_id",
    "cpf": "national_id",
    "curp": "national_id",
    "citizen_id": "national_id",
}


def test_headers_name_the_column() -> None:
    def kind_of(header: str) -> str:
        return next((k.name for k in NATIONALS if re.fullmatch(k.headers, header)), "")

    assert_reads(kind_of, HEADERS)


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
