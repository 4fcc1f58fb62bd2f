import pytest

from identity_resolve.domain import Identifier, Reason, Rejected
from identity_resolve.kinds import KINDS, normalize
from tests.kinds.tables import assert_reads


def value(kind: str, text: str, *, issuer: str = "", region: str = "US") -> str:
    found = normalize(kind, text, issuer=issuer, region=region)
    return found.value if isinstance(found, Identifier) else str(found.reason)


def facts(kind: str, text: str, *, issuer: str = "", region: str = "US") -> dict[str, str]:
    found = normalize(kind, text, issuer=issuer, region=region)
    assert isinstance(found, Identifier)
    return dict(found.facts)


VINS = (
    "1M8GDM9AXKP042788",
    "1HGCM82633A004352",
    "5YJSA1DG9DFP14705",
    "5GZCZ43D13S812715",
    "JHMCM56557C404453",
    "4T1BE32K25U056382",
    "1XPBDP9X5LD665686",
    "WVWZZZ1JZ3W386752",
    "WP0ZZZ99ZTS392124",
    "KNDJC735875700541",
    "LSVAU2180C2183294",
    "3VWZZZ1KZ8M025678",
    "VF1LM1B0H36666155",
    "XTAGFK330JY144213",
)


def test_real_vins_are_kept() -> None:
    assert_reads(
        lambda text: value("vin", text),
        {
            text: f":{vin}"
            for vin in VINS
            for text in (
                vin,
                vin.lower(),
                f"VIN: {vin}",
                f" {vin[:8]}-{vin[8:]} ",
                f"*{vin}*",
                f"I{vin}",
            )
        },
    )


SPELLINGS = [
    "1HGCM82633AOO4352",
    "IHGCM82633A004352",
    "VIN# 1HGCM82633A004352",
    "VIN1HGCM82633A004352",
    "Vehicle Identification Number: 1HGCM82633A004352",
    "1HG CM826 33A 004352",
    "１HGCM82633A004352",
    "1НGСМ82633А004352",  # Cyrillic
    "lHGCM82633A004352",
    "S/N 1HGCM82633A004352",
]


def test_spellings_of_a_vin_become_one() -> None:
    assert_reads(lambda text: value("vin", text), dict.fromkeys(SPELLINGS, ":1HGCM82633A004352"))


NO_VINS = [
    ("11111111111111111", Reason.PLACEHOLDER),  # passes its check digit
    ("12345678901234567", Reason.PLACEHOLDER),
    ("00000000000000000", Reason.PLACEHOLDER),
    ("1HGCM82633A004353", Reason.BAD_CHECK_DIGIT),
    ("1HGCM82633A00435", Reason.TOO_SHORT),
    ("1HGCM82633A0043521", Reason.TOO_LONG),
    ("1.23E+16", Reason.SPREADSHEET_DAMAGE),
    ("no vin", Reason.BAD_FORMAT),
    ("ABCDEFGHJKLMNPRST", Reason.PLACEHOLDER),
    ("unknown", Reason.PLACEHOLDER),
    ("HONDA", Reason.BAD_FORMAT),
]


def test_what_is_no_vin_is_refused() -> None:
    assert_reads(lambda text: value("vin", text), {tuple(key): told for *key, told in NO_VINS})


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("1MBGDM9AXKP042788", "1M8GDM9AXKP042788"),
        ("1HGCMB2633A004352", "1HGCM82633A004352"),
        ("1HGCM82633A004353", ""),  # any digit may be the wrong one
        ("1HGCM8263", ""),
    ],
)
def test_one_look_alike_character_is_suggested(text: str, suggestion: str) -> None:
    found = normalize("vin", text)
    assert (found.suggestion if isinstance(found, Rejected) else "") == suggestion


def test_a_vin_tells_its_maker_year_and_plant() -> None:
    told = facts("vin", "1M8GDM9AXKP042788")
    assert (told["wmi"], told["region"]) == ("1M8", "North America")
    assert (told["country"], told["check_digit"], told["plant"]) == ("US", "valid", "P")
    assert (told["model_year"], told["model_years"]) == ("1989", "1989 or 2019")
    assert facts("vin", "5YJSA1DG9DFP14705")["model_year"] == "2013"  # a letter in position 7
    german = facts("vin", "WVWZZZ1JZ3W386752")
    assert (german["country"], german["check_digit"]) == ("DE", "absent")
    assert "model_year" not in german


def test_unchecked_vins_are_certain_and_old_ones_are_not() -> None:
    confidences = {
        vin: normalize("vin", vin).confidence  # type: ignore[union-attr]
        for vin in ("WVWZZZ1JZ3W386752", "1HGCM82633A004352", "124379N664466", "JZA80-1004956")
    }
    assert list(confidences.values()) == [1.0, 1.0, 0.5, 0.5]


PLATES = [
    ("8abc-124", "US", ":8ABC124"),
    ("8ABC·124", "US", ":8ABC124"),
    ("CA 8ABC124", "US", "US-CA:8ABC124"),
    ("ON ABCD 123", "CA", "CA-ON:ABCD123"),
    ("FL ABCD12", "US", "US-FL:ABCD12"),
    ("CA8ABC124", "US", "US-CA:8ABC124"),
    ("CA: 8ABC124", "US", "US-CA:8ABC124"),
    ("8ABC124 CA", "US", "US-CA:8ABC124"),
    ("8ABC124 (CA)", "US", "US-CA:8ABC124"),
    ("California 8ABC124", "US", "US-CA:8ABC124"),
    ("TEXAS ABC-1235", "US", "US-TX:ABC1235"),
    ("New York HTR 1235", "US", "US-NY:HTR1235"),
    ("ABCD12 FL", "US", "US-FL:ABCD12"),
    ("MD 12345", "US", ":MD12345"),
    ("Ontario ABCD 123", "CA", "CA-ON:ABCD123"),
    ("Lic# 8ABC124", "US", ":8ABC124"),
    ("Tag: 8ABC124", "US", ":8ABC124"),
    ("AB12 CDE", "GB", ":AB12CDE"),
    ("A123 BCD", "GB", ":A123BCD"),
    ("B-AB 123", "DE", ":B-AB123"),  # another car than BA-B 123
    ("ba b 123", "DE", ":BA-B123"),
    ("M:XY 1234 H", "DE", ":M-XY1234H"),
    ("MÜ-AB 12", "DE", ":MU-AB12"),
    ("BAB123", "DE", ":BAB123"),
    ("AB-123-CD", "FR", ":AB123CD"),
    ("1234 BCD", "ES", ":1234BCD"),
    ("MH 12 AB 1234", "IN", ":MH12AB1234"),
    ("粤B·12345", "CN", ":粤B12345"),
    ("IH8TRFC", "US", ":IH8TRFC"),
    ("♥LOVE1", "US", ":LOVE1"),
]


def test_plates_as_people_write_them() -> None:
    assert_reads(
        lambda text, region: value("plate", text, region=region),
        {tuple(key): told for *key, told in PLATES},
    )


NO_PLATES = ["NO PLATE", "no licence plate", "TEMP TAG", "paper", "Dealer", "new car", "In Transit"]


def test_words_are_no_plates() -> None:
    assert_reads(lambda text: value("plate", text), dict.fromkeys(NO_PLATES, "placeholder"))


SHARED = ["DLR 1234", "Dealer 55", "TEMP 4821", "Loaner 12"]


def test_plates_that_go_from_car_to_car_are_shared() -> None:
    assert_reads(lambda text: value("plate", text), dict.fromkeys(SHARED, "shared by too many"))


def test_an_issuer_is_not_named_twice() -> None:
    assert value("plate", "CA 8ABC124", issuer="California") == "US-CA:8ABC124"
    assert value("plate", "8ABC124", issuer="us-ca") == "US-CA:8ABC124"
    assert value("plate", "8ABC124", issuer="New South Wales", region="AU") == "AU-NSW:8ABC124"


def test_a_code_of_a_state_and_a_country_goes_by_the_form_of_the_plate() -> None:
    assert_reads(
        lambda text, issuer: value("plate", text, issuer=issuer),
        {
            ("B-AB 123", "DE"): "DE:B-AB123",
            ("BA-B 123", "DE"): "DE:BA-B123",
            ("M-XY 1234 H", "Germany"): "DE:M-XY1234H",
            ("DE:B-AB123", "DE"): "DE:B-AB123",
            ("123456", "DE"): "placeholder",
            ("PC 12346", "DE"): "US-DE:PC12346",
            ("MH-12-AB-1234", "IN"): "IN:MH12AB1234",
            ("22 BH 1234 AA", "IN"): "IN:22BH1234AA",
            ("123ABD", "IN"): "US-IN:123ABD",
            ("XX-99-XX", "NL"): "NL:XX99XX",
            ("AB12 CDE", "UK"): "GB:AB12CDE",
            ("AB-123-CD", "France"): "FR:AB123CD",
            ("1234 BCD", "ES"): "ES:1234BCD",
        },
    )


def test_look_alikes_stay_as_written_and_are_told() -> None:
    assert value("plate", "O0I1Q7") == ":O0I1Q7"
    assert facts("plate", "O0I1Q7")["look_alike"] == "001107"
    assert facts("plate", "8AB0I23", issuer="US-CA")["as_issued"] == "8ABO123"
    assert facts("plate", "AB1OCDE", region="GB")["as_issued"] == "AB10CDE"
    assert facts("plate", "BOB77", issuer="US-FL")["as_issued"] == "B0B77"  # Florida has no O
    assert "as_issued" not in facts("plate", "8ABC123", issuer="US-CA")
    assert facts("plate", "8ABC123", issuer="US-CA")["form"] == "standard"
    assert facts("plate", "SUNNY", issuer="US-CA")["form"] == "vanity"


@pytest.mark.parametrize(
    ("text", "number", "form"),
    [
        ("Meter No. 48812077", ":48812077", ""),
        ("MTR-0048812", ":MTR0048812", ""),
        ("10443720000123456", ":10443720000123456", "ESI ID"),
        ("541448820000000008", ":541448820000000008", "EAN"),
        ("IT001E12345678", ":IT001E12345678", "POD"),
    ],
)
def test_meters(text: str, number: str, form: str) -> None:
    assert value("meter", text) == number
    assert facts("meter", text).get("form", "") == form


@pytest.mark.parametrize("text", ["12", "gas meter", "n/a"])
def test_what_is_no_meter_is_refused(text: str) -> None:
    assert isinstance(normalize("meter", text), Rejected)


def test_assets_belong_to_one_owner_at_a_time() -> None:
    names = ("plate", "vin", "registration", "meter", "premise")
    classes = {KINDS[name].identifier_class for name in names}
    assert {str(found) for found in classes} == {"asset key"}
