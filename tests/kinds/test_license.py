import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.domain import Context, Identifier
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.issuers import fits_license_format, issuers_that_fit
from identity_resolve.kinds.tables import read_rows
from tests.kinds.tables import assert_reads

LICENSE = KINDS["license"]


def value(text: str, issuer: str = "", region: str = "US") -> str:
    found = ir.normalize("license", text, issuer=issuer, region=region)
    assert isinstance(found, Identifier), (text, found)
    return found.value


NAMED = [
    "CA D7654321",
    "D7654321 CA",
    "(CA) D7654321",
    "D7654321 (CA)",
    "[CA] D7654321",
    "CA-D7654321",
    "D7654321-CA",
    "CA: D7654321",
    "CA/D7654321",
    "D7654321/CA",
    "D7654321, CA",
    "D7654321, California, USA",
    "D7654321 CA USA",
    "US-CA D7654321",
    "US-CA:D7654321",
    "USA-CA-D7654321",
    "california d765-4321",
    "Calif. D7654321",
    "CA DL D7654321",
    "CA DL# D7654321",
    "CADL D7654321",
    "CA-DL-D7654321",
    "DL CA D7654321",
    "CA driver's license no. D7654321",
    "Driver License: CA D7654321",
    "Drivers Lic # D7654321 (CA)",
    "DL# CA D7654321 exp 01/02/2027",
    "CA D7654321 Class C",
    "CA\u00a0D7654321",
    "ＣＡ Ｄ７６５４３２１",
    "“CA D7654321”",
]


def test_the_text_names_the_issuer() -> None:
    assert_reads(value, dict.fromkeys(NAMED, "US-CA:D7654321"))


UNNAMED = [
    "D7654321",
    "d765-4321",
    "D 765 4321",
    "D.765.4321",
    "D7654321.",
    "DL D7654321",
    "DL: D7654321",
    "DL#D7654321",
    "D/L D7654321",
    "D.L. # D7654321",
    "DLN D7654321",
    "OLN: D7654321",
    "Lic# D7654321",
    "CDL D7654321",
    "Driver's License Number: D7654321",
    "driving licence no D7654321",
    "Operator's License D7654321",
    "CAD7654321",
    "CA D7654321",
    "D7654321 exp. 01/2027",
    "D7654321 (exp 01/2027)",
    "D7654321; DOB 01/02/1980",
]


def test_a_known_issuer_needs_no_name_in_the_text() -> None:
    assert_reads(lambda raw: value(raw, "California"), dict.fromkeys(UNNAMED, "US-CA:D7654321"))


NUMBERS = [
    ("MORGA 657054 SM9IJ", "", "GB", "GB:MORGA657054SM9IJ"),  # its form names it
    ("MORGA657054SM9IJ 35", "UK", "GB", "GB:MORGA657054SM9IJ"),  # the issue number goes
    ("morga657054sm9ij35", "DVLA", "US", "GB:MORGA657054SM9IJ"),
    ("UK MORGA 657054 SM9IJ", "", "US", "GB:MORGA657054SM9IJ"),
    ("MORGA657054SM9IJ (GB)", "", "US", "GB:MORGA657054SM9IJ"),
    ("23456781", "Northern Ireland", "GB", "GB-NIR:23456781"),
    ("D1234-56789-01234", "Ontario", "US", "CA-ON:D12345678901234"),
    ("D1234-56789-01234 ON", "", "US", "CA-ON:D12345678901234"),
    ("ON D1234-56789-01234", "", "CA", "CA-ON:D12345678901234"),
    ("QC A6128-100590-07", "", "US", "CA-QC:A612810059007"),
    ("A6128-100590-07", "Québec", "CA", "CA-QC:A612810059007"),
    ("NS ABCDE 010190123", "", "CA", "CA-NS:ABCDE010190123"),
    ("CA D7654321", "", "CA", "US-CA:D7654321"),  # a visitor in Canada
    ("WA WOO**JT546KA", "", "US", "US-WA:WOO**JT546KA"),
    ("WOO**JT546KA", "WA", "US", "US-WA:WOO**JT546KA"),
    ("WDLABC1234CD", "WA", "US", "US-WA:WDLABC1234CD"),
    ("NHL12345679", "NH", "US", "US-NH:NHL12345679"),
    ("12-ABC-34567", "NH", "US", "US-NH:12ABC34567"),
    ("NYS DL 123 456 780", "", "US", "US-NY:123456780"),
    ("S530-4607-9042", "State of Illinois", "US", "US-IL:S53046079042"),
    ("WA 123456", "WV", "US", "US-WV:WA123456"),  # a format of its own issuer
    ("02345678", "TX DPS", "US", "US-TX:02345678"),
    ("23456781.0", "TX", "US", "US-TX:23456781"),
    ('="02345678"', "TX", "US", "US-TX:02345678"),
    ("DL-1420110149646", "", "IN", ":DL1420110149646"),  # Delhi, no label
    ("WDLABC1234CD", "", "US", "US-WA:WDLABC1234CD"),  # Washington writes WDL
    ("wdl-abc1234cd", "", "CA", "US-WA:WDLABC1234CD"),
    ("NHL12345679", "", "US", "US-NH:NHL12345679"),
    ("morga657054sm9ij 35", "", "US", "GB:MORGA657054SM9IJ"),
    ("D7654321", "636014", "US", "US-CA:D7654321"),  # the number of the issuer in barcodes
    ("D7654321", "Calif.", "US", "US-CA:D7654321"),
    ("D7654321", "State of California", "US", "US-CA:D7654321"),
    ("B072RRE2I55", "Germany", "US", "DE:B072RRE2I55"),
    ("B072RRE2I55", "DE", "US", "DE:B072RRE2I55"),  # Germany, by its form
    ("1234068", "DE", "US", "US-DE:1234068"),  # Delaware
    ("MH1420110062821", "IN", "US", "IN:MH1420110062821"),
    ("С7654321", "CA", "US", "US-CA:C7654321"),  # Cyrillic
    ("Ｄ７６５４３２１", "CA", "US", "US-CA:D7654321"),
    ("2,346,578", "OR", "US", "US-OR:2346578"),
    ("1.23E+11", "TX", "US", "spreadsheet damage"),
    ("A1111111", "CA", "US", "placeholder"),
    ("12345678", "", "US", "placeholder"),
    ("D1234567", "US-CA", "US", "placeholder"),
]


def test_numbers_of_many_issuers() -> None:
    def read(raw: str, issuer: str, region: str) -> str:
        found = ir.normalize("license", raw, issuer=issuer, region=region)
        return found.value if isinstance(found, Identifier) else str(found.reason)

    assert_reads(read, {tuple(key): told for *key, told in NUMBERS})


SAMPLES = {
    "US-AL": "7654329",
    "US-AK": "6543217",
    "US-AZ": "D08954796",
    "US-AR": "912345671",
    "US-CA": "Y7654321",
    "US-CO": "92-123-4567",
    "US-CT": "143567890",
    "US-DE": "1435678",
    "US-DC": "9123456",
    "US-FL": "G544-061-73-925-0",
    "US-GA": "054321987",
    "US-HI": "H00123956",
    "US-ID": "ZY123456X",
    "US-IL": "D400-7836-0001",
    "US-IN": "0299-11-6078",
    "US-IA": "123XX6789",
    "US-KS": "K00-09-3456",
    "US-KY": "D08-123-456",
    "US-LA": "008765432",
    "US-ME": "1234560",
    "US-MD": "S-530-429-085-151",
    "US-MA": "S88801234",
    "US-MI": "P 800 000 224 322",
    "US-MN": "J123456789113",
    "US-MS": "800-12-3457",
    "US-MO": "R123456789",
    "US-MT": "0812319684104",
    "US-NE": "H12345678",
    "US-NV": "1602345678",
    "US-NH": "07NPL93041",
    "US-NJ": "S99994022207042",
    "US-NM": "012345670",
    "US-NY": "123 456 780",
    "US-NC": "000012345670",
    "US-ND": "ABC951234",
    "US-OH": "TL545796",
    "US-OK": "H084938112",
    "US-OR": "0123457",
    "US-PA": "25 760 930",
    "US-RI": "9876541",
    "US-SC": "102345670",
    "US-SD": "01234568",
    "US-TN": "123456780",
    "US-TX": "08765431",
    "US-UT": "154456780",
    "US-VT": "07654321",
    "US-VA": "T64-23-5789",
    "US-WA": "POLLAJM304PR",
    "US-WV": "F123456",
    "US-WI": "F640-1036-4056-00",
    "US-WY": "050070-003",
    "US-PR": "1234561",
    "CA-AB": "134711-320",
    "CA-BC": "2222230",
    "CA-MB": "DE-WE-JE-M502LB",
    "CA-NB": "6543219",
    "CA-NL": "M850731022",
    "CA-NS": "BROWN070769017",
    "CA-ON": "S1234-56789-06015",
    "CA-PE": "165432",
    "CA-QC": "A6128-100590-07",
    "CA-SK": "70546932",
    "GB": "MORGA657054SM9IJ",
}


def test_a_sample_of_every_issuer_fits_its_format() -> None:
    faults = []
    for issuer, number in SAMPLES.items():
        found = ir.normalize("license", number, issuer=issuer)
        unknown = ir.normalize("license", number)
        assert isinstance(found, Identifier)
        assert isinstance(unknown, Identifier)
        fitting = unknown.facts.get("issuers_that_fit") or unknown.facts["issuer"]
        is_told = found.value.startswith(f"{issuer}:") and issuer in fitting.split(",")
        if not is_told or found.facts["format"] != "fits" or found.confidence < 0.8:
            faults.append((issuer, found, fitting))
    assert faults == []


def test_a_misfit_lowers_the_confidence_and_is_kept() -> None:
    found = ir.normalize("license", "D765432", issuer="CA")
    assert isinstance(found, Identifier)
    assert (found.value, found.facts["format"]) == ("US-CA:D765432", "unusual")
    assert found.confidence < 0.8
    likely = ir.normalize("license", "D765432I", issuer="CA")
    assert isinstance(likely, Identifier)
    assert likely.facts["likely_number"] == "D7654321"
    zero = ir.normalize("license", "5760931", issuer="PA")
    assert isinstance(zero, Identifier)
    assert zero.facts["likely_number"] == "05760931"
    unlisted = ir.normalize("license", "1234568", issuer="American Samoa")
    assert isinstance(unlisted, Identifier)
    assert unlisted.value == "US-AS:1234568"
    assert dict(unlisted.facts) == {"issuer": "US-AS"}


def test_an_unknown_issuer_is_one_of_those_whose_format_fits() -> None:
    found = ir.normalize("license", "SMITH-120480-001")
    assert isinstance(found, Identifier)
    assert (found.value, found.facts["issuers_that_fit"]) == (":SMITH120480001", "CA-NS")
    assert found.facts["birth_date"] == "1980-04-12"
    several = ir.normalize("license", "D7654321")
    assert isinstance(several, Identifier)
    assert "US-CA" in several.facts["issuers_that_fit"].split(",")
    assert several.confidence < found.confidence
    none = ir.normalize("license", "AB-CD-12-EF")
    assert isinstance(none, Identifier)
    assert "issuers_that_fit" not in none.facts
    assert none.confidence < several.confidence


def test_national_rows_of_the_table_can_be_met() -> None:
    national = [
        row["country"] for row in read_rows("license_formats.csv") if not row["jurisdiction"]
    ]
    assert "GB" in national
    assert fits_license_format("MORGA657054SM9IJ", "GB")
    assert fits_license_format("12345679", "AU-NSW")  # states not told apart
    assert not fits_license_format("MORGA657054SM9IJ", "GB-NIR")
    assert not fits_license_format("", "")
    assert issuers_that_fit("MORGA657054SM9IJ", "GB") == ("GB",)


@given(
    st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789*-. ()/:#", max_size=24),
    st.sampled_from(("", "CA", "US-FL", "Ontario", "UK", "IL", "WV", "NJ", "WA", "Web shop", "MD")),
    st.sampled_from(("US", "CA", "GB", "IN", "AU", "")),
)
def test_any_license_is_read_back_and_described(text: str, issuer: str, region: str) -> None:
    context = Context(region, issuer)
    parsed = LICENSE.parse(text, context)
    if isinstance(parsed, tuple):
        assert LICENSE.parse(parsed[0], context) == parsed
        described = LICENSE.describe(parsed, context)
        assert 0 < described.confidence <= 1
        assert all(isinstance(fact, str) and fact for fact in described.facts.values())
        born = described.facts.get("birth_date", "1900")
        assert int(born[:4]) <= date.today().year - 14


SHAPED = [
    ("MORGA657054SM9IJ", 0.9),
    ("S530-460-79-042-0", 0.9),
    ("S530-4607-9042", 0.9),
    ("F640-1036-4056-00", 0.9),
    ("D1234-56789-01234", 0.9),
    ("A6128-100590-07", 0.9),
    ("POLLAJM304PR", 0.8),
    ("CA D7654321", 0.7),
    ("(CA) D7654321", 0.7),
    ("D7654321 (CA)", 0.7),
    ("D7654321", 0.5),
    ("TX 12345670", 0.5),
]


def test_a_license_is_known_by_its_shape() -> None:
    assert_reads(lambda text, least: shape_confidence(text) >= least, dict.fromkeys(SHAPED, True))


NO_LICENSES = [
    "CA 94110",
    "NY 10001-1234",
    "in 2024-05",
    "or 97215",
    "415-555-2671",
    "2024-01-05",
    "8ABC124",
]


def test_postal_codes_dates_and_phones_have_no_shape_of_a_license() -> None:
    assert_reads(shape_confidence, dict.fromkeys(NO_LICENSES, 0))


def shape_confidence(text: str) -> float:
    fitting = (s for s in LICENSE.shapes if re.fullmatch(s.pattern, text, re.IGNORECASE))
    return max((shape.confidence for shape in fitting), default=0)


CUES = [
    ("my driver's license is", True),
    ("driving licence number", True),
    ("DL#", True),
    ("D/L", True),
    ("license plate", False),
    ("adl", False),
]


def test_words_that_announce_a_license() -> None:
    assert_reads(
        lambda text: bool(re.search(LICENSE.cues or "", text, re.IGNORECASE)),
        {tuple(key): told for *key, told in CUES},
    )
