import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.domain import Reason, Rejected
from identity_resolve.kinds.aamva import find_header, issuers
from identity_resolve.kinds.barcode import EXAMPLE, Barcode, parse_barcode
from tests.kinds.tables import assert_reads

RUN_TOGETHER = (
    "@ANSI 636026080102DL00410288ZA03290015DLDAQD12345671DCSPUBLICDDENDACDAISYDDFNDADQUINCYDDGN"
    "DCADDCBNONEDCDNONEDBD08242015DBB01311971DBA01312035DBC1DAU069 inDAYGRNDAG789 DADE STDAIDADE CITY"
    "DAJCADAK902230000DCF83D9BN217QO983B1DCGUSADAW180DAZBRODCK12345678900000000000DDB02142014DDK1"
    "ZAZAANZABZAC"
)
VERSION_1 = (
    "@\n\x1e\rAAMVA6360030101DL00290192DLDAQK-134-123-145-103\nDAAJOHNSON,JACK,,3RD\n"
    "DAG1234 BARNEYS INN PL\nDAIBALTIMORE\nDAJMD\nDAK21230      \nDARC \nDAU505\nDBA20170209\n"
    "DBB19910209\nDBC1\nDBD20120210\nDBHN\r"
)
CAROLINA = (
    "@\n\nAAMVA36004001DL00280200DLDABSAMPLE\nDACPAT\nDADLEE\nDAE\nDAL3105 TEST DR\nDAM\nDANRALEIGH\n"
    "DAONC\nDAP27614-7307\nDAQ27475304\nDBA06-05-2019\nDBB06-05-1951\nDBCF\nDBD07-18-2012\n"
)
MISSOURI = (
    "@\nANSI 6360300102DL00390191ZM02300053DLDAQX100097001DAASample,Pat, ,DAG123 ABC ST 2ND FL"
    "DAIST LOUISDAJMODAK633011      DARF   DAS          DAT     DAU508DAW155DAYBRODBA20180204"
    "DBB19710809DBCMDBD20110630\nZMZMAST LOUIS CITYZMB112001810097ZMC          ZMD"
)
PENNSYLVANIA = (
    "@ \nANSI 636025080002DL00410268ZP03090030DLDAQ99999989 DCSSAMPLE DDEU DACJANICE DDFU DADANN DDGU "
    "DCAC DCBNONE DCDNONE DBD10052015 DBB08041969 DBA08042023 DBC2 DAU066 IN DAYBRO DAG123 MAIN STREET "
    "DAIHARRISBURG DAJPA DAK171010000   DCF12345678 DCGUSA DDK1 DDL1 \nZPZPAN ZPB00 ZPC123 \nZPDNONE"
)
ONTARIO = (
    "@\n\x1e\rANSI 636012080102DL00410278ZO03190008DLDAQA1234-56789-06015\nDCSTREMBLAY\nDACMARIE\n"
    "DADJEANNE,ANNE\nDBB19900115\nDBA20290115\nDCGCAN\nDAKK1A0B1  \nDAJON\nDBC2\nDAG12 ELM ST\nDAIOTTAWA\r"
)
COLORADO = (
    "@\n\x1e\rANSI 636020030001DL00310242DLDAQ123456780\r\nDBB01021970\r\nDCTMARY ANN,LOUISE\r\n"
    "DDFT\r\nDDGN\r\nDCSLASTNAME\r\nDDEU\r\nDBC9\r\nDAG123 MAIN STREET\r\nDAIDENVER\r\nDAJCO\r\nDCGUSA\r\n"
)


def scan(text: str) -> Barcode:
    found = parse_barcode(text)
    assert isinstance(found, Barcode)
    return found


def summary(text: str) -> tuple[str, ...]:
    b = scan(text)
    return (
        b.given,
        b.middle,
        b.family,
        b.suffix,
        b.birth_date,
        b.sex,
        b.license,
        b.issuer,
        b.postcode,
    )


SCANS = [
        (EXAMPLE, ("MICHAEL", "JOHN", "SAMPLE", "JR", "1986-06-06", "m", "T64235789", "US-VA", "23269")),
        (RUN_TOGETHER, ("DAISY", "QUINCY", "PUBLIC", "", "1971-01-31", "m", "D12345671", "US-AZ", "90223")),
        (VERSION_1, ("JACK", "", "JOHNSON", "3RD", "1991-02-09", "m", "K-134-123-145-103", "US-MD", "21230")),
        (CAROLINA, ("PAT", "LEE", "SAMPLE", "", "1951-06-05", "f", "27475304", "US-NC", "27614-7307")),
        (MISSOURI, ("Pat", "", "Sample", "", "1971-08-09", "m", "X100097001", "US-MO", "63301")),
        (PENNSYLVANIA, ("JANICE", "ANN", "SAMPLE", "", "1969-08-04", "f", "99999989", "US-PA", "17101")),
        (ONTARIO, ("MARIE", "JEANNE ANNE", "TREMBLAY", "", "1990-01-15", "f", "A1234-56789-06015", "CA-ON", "K1A 0B1")),
        (COLORADO, ("MARY ANN", "LOUISE", "LASTNAME", "", "1970-01-02", "", "123456780", "US-CO", "")),
    ]  # fmt: skip


def test_scans_as_jurisdictions_write_them() -> None:
    assert_reads(summary, {tuple(key): told for *key, told in SCANS})


DAMAGES = {
    "no record separator": EXAMPLE.replace("\x1e", ""),
    "no control characters in the header": EXAMPLE.replace("@\n\x1e\r", "@"),
    "no @": EXAMPLE.removeprefix("@\n\x1e\r"),
    "lines of Windows": EXAMPLE.replace("\n", "\r\n"),
    "lines of an old Mac": EXAMPLE.replace("\n", "\r"),
    "blanks around": f"  {EXAMPLE}\n\n ",
    "spelled out": EXAMPLE.replace("\n", "<LF>").replace("\r", "<CR>").replace("\x1e", "<RS>"),
    "escaped": EXAMPLE.replace("\n", "\\n").replace("\r", "\\r").replace("\x1e", "\\x1e"),
    "escaped otherwise": EXAMPLE.replace("\n", "\\n")
    .replace("\r", "\\r")
    .replace("\x1e", "\\u001e"),
    "pictures": EXAMPLE.replace("\n", "␊").replace("\r", "␍").replace("\x1e", "␞"),
    "lower case": EXAMPLE.lower(),
    "designator on its own line": EXAMPLE.replace("DLDAQ", "DL\nDAQ"),
    "designator lost": EXAMPLE.replace("DLDAQ", "\nDAQ"),
    "lines of braces": EXAMPLE.replace("\n", "{LF}").replace("\r", "{CR}"),
    "bars": EXAMPLE.replace("\n", "|").replace("\r", "|"),
    "tabs": EXAMPLE.replace("\n", "\t"),
    "group separators": EXAMPLE.replace("\n", "\x1d"),
    "mark of the scanner": "]L2" + EXAMPLE,
    "designator twice": EXAMPLE.replace("DLDAQ", "DLDLDAQ"),
    "older header": EXAMPLE.replace("ANSI 636000100102", "ANSI 6360001002"),
    "all run together": EXAMPLE.replace("\n", "").replace("\r", ""),
    "blanks for lines": EXAMPLE.replace("\n", " ").replace("\r", " "),
    "no directory": EXAMPLE.replace("DL00410278ZV03190008", ""),
    "no header": EXAMPLE[EXAMPLE.index("DAQ") :],
}


def test_damage_of_scanners_changes_nothing() -> None:
    assert {damage: summary(text) for damage, text in DAMAGES.items()} == dict.fromkeys(
        DAMAGES, summary(EXAMPLE)
    )


def test_every_version_of_the_standard_is_read() -> None:
    def read(version: int) -> tuple[int, str, str]:
        jurisdiction = "" if version == 1 else "01"
        head = f"ANSI 636000{version:02}{jurisdiction}02"
        found = scan(EXAMPLE.replace("ANSI 636000100102", head))
        return found.aamva_version, found.license, found.birth_date

    assert_reads(read, {version: (version, "T64235789", "1986-06-06") for version in range(1, 11)})


CANADA = EXAMPLE.replace("636000", "636012").replace("DCGUSA", "DCGCAN").replace("DAJVA", "DAJON")


def test_dates_are_of_the_order_of_the_country() -> None:
    assert_reads(
        lambda text, written: scan(text.replace("DBB06061986", f"DBB{written}")).birth_date,
        {
            (EXAMPLE, "12102019"): "2019-12-10",
            (EXAMPLE, "10122012"): "2012-10-12",
            (EXAMPLE, "12191910"): "1910-12-19",
            (CANADA, "20010203"): "2001-02-03",
            (CANADA, "19121018"): "1912-10-18",
            (CANADA, "20121012"): "2012-10-12",
        },
    )


def test_names_in_one_element_are_parted() -> None:
    def read(*elements: str) -> tuple[str, ...]:
        names = "DCSSAMPLE\nDDEN\nDACMICHAEL\nDDFN\nDADJOHN\nDDGN\nDCUJR\n"
        return summary(EXAMPLE.replace(names, "".join(f"{each}\n" for each in elements)))[:4]

    assert_reads(
        read,
        {
            ("DCSDOE", "DCTJOHN QUINCY"): ("JOHN", "QUINCY", "DOE", ""),
            ("DCSDOE", "DCTMARY ANN,LEE"): ("MARY ANN", "LEE", "DOE", ""),
            ("DCSDOE", "DACJOHN,QUINCY"): ("JOHN", "QUINCY", "DOE", ""),
            ("DCSDOE JR", "DACJO"): ("JO", "", "DOE", "JR"),
            ("DCSDE LA CRUZ-SMITH", "DACMARY JO", "DADNONE"): (
                "MARY JO",
                "",
                "DE LA CRUZ-SMITH",
                "",
            ),
            ("DCSLÉVESQUE", "DACRENÉ"): ("RENÉ", "", "LÉVESQUE", ""),
            ("DAADOE@JOHN@Q@JR",): ("JOHN", "Q", "DOE", "JR"),
        },
    )


def test_identifiers_are_canonical_and_carry_the_issuer() -> None:
    found = {each.kind: each for each in scan(EXAMPLE).identifiers()}
    assert list(found) == ["full_name", "birth_date", "sex", "address", "license"]
    assert found["full_name"].parts["suffix"] == "jr"
    assert found["license"].value == "US-VA:T64235789"
    assert found["license"] == ir.normalize("license", "T64235789", issuer="US-VA")
    assert found["address"].parts["postcode"] == "23269"
    ontario = {each.kind: each.value for each in scan(ONTARIO).identifiers()}
    assert ontario["license"] == "CA-ON:A12345678906015"
    assert ontario["address"].endswith("ottawa, ON K1A0B1")


def test_placeholders_in_a_barcode_are_left_out() -> None:
    text = EXAMPLE.replace("DADJOHN", "DADNONE").replace("DCUJR", "DCUunavl")
    assert summary(text)[:4] == ("MICHAEL", "", "SAMPLE", "")
    kinds = [i.kind for i in scan(EXAMPLE.replace("T64235789", "D1234567")).identifiers()]
    assert "license" not in kinds


def test_the_issuer_is_of_the_header_not_of_the_address() -> None:
    moved = scan(EXAMPLE.replace("DAJVA", "DAJMD"))
    assert (moved.issuer, moved.region) == ("US-VA", "MD")
    assert scan(EXAMPLE.replace("636000", "636999")).issuer == "US-VA"  # unknown: by the address
    assert scan(EXAMPLE.replace("636000", "636027")).issuer == ""  # diplomats, of no state


def test_truncation_and_cards_of_other_sorts() -> None:
    assert scan(COLORADO).truncated == ("given",)
    assert scan(EXAMPLE).truncated == ()
    assert scan(EXAMPLE.replace("DL0041", "ID0041").replace("DLDAQ", "IDDAQ")).is_id_card
    assert not scan(EXAMPLE).is_id_card


SEXES = [("1", "m"), ("2", "f"), ("9", ""), ("M", "m"), ("F", "f"), ("X", "x")]


def test_codes_of_sex() -> None:
    assert_reads(
        lambda sex: scan(EXAMPLE.replace("DBC1", f"DBC{sex}")).sex,
        {tuple(key): told for *key, told in SEXES},
    )


DATES = [
    ("06061986", "1986-06-06"),
    ("19860606", "1986-06-06"),  # seen in West Virginia
    ("06-06-1986", "1986-06-06"),
    ("06/06/1986", "1986-06-06"),
    ("1986-06-06", "1986-06-06"),
    ("02301986", ""),
    ("00000000", ""),
    ("NONE", ""),
    ("", ""),
]


def test_dates_in_either_order() -> None:
    assert_reads(
        lambda written: scan(EXAMPLE.replace("DBB06061986", f"DBB{written}")).birth_date,
        {tuple(key): told for *key, told in DATES},
    )


def test_every_element_is_kept_but_social_security_numbers() -> None:
    elements = scan(EXAMPLE.replace("DDAF", "DDAF\nDBK212097694")).elements
    assert elements["DAY"] == "BRO"
    assert elements["ZVA"] == "01"
    assert elements["DCF"] == "2424244747474786102204"
    assert "DBK" not in elements
    assert scan(MISSOURI).elements["ZMA"] == "ST LOUIS CITY"
    assert scan(RUN_TOGETHER).elements["DCA"] == "D"
    assert scan(RUN_TOGETHER).elements["ZAA"] == "N"


def test_every_jurisdiction_is_known_once() -> None:
    states = [f"{country}-{state}" for country, state in issuers().values() if state]
    assert len(states) == len(set(states)) == len(issuers()) - 1


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", Reason.EMPTY),
        ("  \n", Reason.EMPTY),
        ("Jane Doe, D7654321", Reason.BAD_FORMAT),
        ("ANSI", Reason.BAD_FORMAT),
        ("@\n\x1e\rANSI 636014", Reason.BAD_FORMAT),
        ("@\n\x1e\rANSI 636014040002DL00410477", Reason.BAD_FORMAT),
        ("%CALOS ANGELES^SAMPLE$JANE^1 MAIN ST^?;63601477654321=2512?", Reason.BAD_FORMAT),
        ("A" * 20_000, Reason.TOO_LONG),
    ],
)
def test_what_is_no_barcode_is_refused_and_masked(text: str, reason: Reason) -> None:
    found = parse_barcode(text)
    assert isinstance(found, Rejected)
    assert (found.kind, found.reason) == ("barcode", reason)
    assert not any(character.isalnum() for character in found.raw)


PIECES = (
    *(
        "@",
        "\n",
        "\r",
        "\x1e",
        "ANSI ",
        "AAMVA",
        "636014",
        "04",
        "DL",
        "ID",
        "ZC",
        "ZCZCA",
        "00410477",
    ),
    *(
        "DAQ",
        "DCS",
        "DAC",
        "DAA",
        "DCT",
        "DBB",
        "DBC1",
        "DAJCA",
        "DAK94110",
        "DAG",
        "DDEN",
        "DCGCAN",
    ),
    *("D7654321", "SMITH,JOHN", "06061986", " ", "²", "é", "x"),
)
barcodes = st.one_of(
    st.text(),
    st.text(string.printable),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=30).map(lambda p: EXAMPLE[:41] + "".join(p)),
    st.tuples(st.integers(0, len(EXAMPLE)), st.integers(0, len(EXAMPLE)), st.text(max_size=5)).map(
        lambda cut: EXAMPLE[: cut[0]] + cut[2] + EXAMPLE[cut[1] :]
    ),
)


@given(barcodes)
def test_any_text_is_read_or_refused(text: str) -> None:
    found = parse_barcode(text)
    assert parse_barcode(text) == found
    if isinstance(found, Barcode):
        assert find_header(text) is not None
        found.identifiers()
