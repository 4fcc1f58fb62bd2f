import re

import pytest

from identity_resolve.domain import Identifier, IdentifierClass
from identity_resolve.kinds import KINDS, normalize

UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
ECID = "80373412345678901234567890123456789012"


def value(kind: str, text: str) -> str:
    found = normalize(kind, text)
    return found.value if isinstance(found, Identifier) else str(found.reason)


def described(kind: str, text: str) -> Identifier:
    found = normalize(kind, text)
    assert isinstance(found, Identifier)
    return found


@pytest.mark.parametrize(
    ("text", "device"),
    [
        ("9A3F0C1DE2B84756", "9a3f0c1de2b84756"),
        ("9a3f0c1de2b84756", "9a3f0c1de2b84756"),
        ("352099001761481", "352099001761481"),
        ("35-209900-176148-1", "352099001761481"),
        ("35 209900 176148 1", "352099001761481"),
        ("IMEI: 352099001761481", "352099001761481"),
        ("352099001761481.0", "352099001761481"),
        ("35209900176148", "352099001761481"),
        ("3520990017614823", "352099001761481"),
        ("490154203237518", "490154203237518"),
        ("A4:83:E7:12:34:56", "a4-83-e7-12-34-56"),
        ("A4-83-E7-12-34-56", "a4-83-e7-12-34-56"),
        ("a483.e712.3456", "a4-83-e7-12-34-56"),
        ("A483E7123456", "a4-83-e7-12-34-56"),
        ("0:1b:44:11:3a:b7", "00-1b-44-11-3a-b7"),
        ("AD:12:34:56:78:9A", "ad-12-34-56-78-9a"),
        ("MAC: a4:83:e7:12:34:56", "a4-83-e7-12-34-56"),
        (UUID.upper(), UUID),
        ("{" + UUID.upper() + "}", UUID),
        ("urn:uuid:" + UUID, UUID),
        (UUID.replace("-", ""), UUID),
        ("00008030-001A35E11A88003A", "00008030-001a35e11a88003a"),
        ("C02XL0GYJGH5", "c02xl0gyjgh5"),
        ("dev_8f3a2b", "dev_8f3a2b"),
        ("device-0001", "device-0001"),
    ],
)
def test_spellings_of_a_device_become_one(text: str, device: str) -> None:
    assert value("device_id", text) == device


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("9774d56d682e549c", "placeholder"),
        ("9774D56D682E549C", "placeholder"),
        ("0000000000000000", "placeholder"),
        ("0123456789abcdef", "placeholder"),
        ("000000000000000", "placeholder"),
        ("02:00:00:00:00:00", "placeholder"),
        ("00:00:00:00:00:00", "placeholder"),
        ("ff:ff:ff:ff:ff:ff", "placeholder"),
        ("00000000-0000-0000-0000-000000000000", "placeholder"),
        ("unknown", "placeholder"),
        ("352099001761482", "bad check digit"),
        ("3.52099E+14", "spreadsheet damage"),
        ("iPhone 12", "bad format"),
        ("abc", "too short"),
    ],
)
def test_what_is_no_device_is_refused(text: str, reason: str) -> None:
    assert value("device_id", text) == reason


def test_made_up_addresses_are_worth_less() -> None:
    assert described("device_id", "a4:83:e7:12:34:56").confidence == 1.0
    assert described("device_id", "da:a1:19:12:34:56").confidence == 0.4
    assert described("device_id", "352099001761481").facts["type_allocation"] == "35209900"
    assert described("device_id", UUID).facts["uuid_version"] == "4"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("EA7583CD-A667-48BC-B806-42ECB2B48606", "ea7583cd-a667-48bc-b806-42ecb2b48606"),
        ("idfa:EA7583CD-A667-48BC-B806-42ECB2B48606", "ea7583cd-a667-48bc-b806-42ecb2b48606"),
        ("GAID=38400000-8cf0-11bd-b23e-10b96e40000d", "38400000-8cf0-11bd-b23e-10b96e40000d"),
        ("ea7583cda66748bcb80642ecb2b48606", "ea7583cd-a667-48bc-b806-42ecb2b48606"),
        ("00000000-0000-0000-0000-000000000000", "placeholder"),
        ("00000000000000000000000000000000", "placeholder"),
        ("optout", "placeholder"),
        ("9a3f0c1de2b84756", "bad format"),
    ],
)
def test_advertising_ids(text: str, found: str) -> None:
    assert value("advertising_id", text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("GA1.2.123456789.1609459200", "123456789.1609459200"),
        ("_ga=GA1.1.123456789.1609459200; Path=/", "123456789.1609459200"),
        ("GA1.3-2.123456789.1609459200", "123456789.1609459200"),
        ("123456789.1609459200", "123456789.1609459200"),
        ("GA1.2.amp-AbCd_efgh1234567890", "amp-AbCd_efgh1234567890"),
        ("fb.1.1596403881668.1116446470", "fb.1.1596403881668.1116446470"),
        ("_fbp=fb.1.1596403881668.1116446470", "fb.1.1596403881668.1116446470"),
        (ECID, ECID),
        (f"-1124106680%7CMCIDTS%7C19349%7CMCMID%7C{ECID}%7CMCAAMLH", ECID),
        (UUID.upper(), UUID),
        (f"%22{UUID}%22", UUID),
        ("a1b2c3d4e5f60718.1609459200.", "a1b2c3d4e5f60718"),
        ("oeu1383080394924r0.5047421827912331", "oeu1383080394924r0.5047421827912331"),
        ("GS1.1.1609459200.1.1.1609459260.0", "bad format"),
        ("undefined", "placeholder"),
        ("00000000-0000-0000-0000-000000000000", "placeholder"),
        ("abc", "too short"),
        ("1.23457E+37", "spreadsheet damage"),
        ("no cookies", "bad format"),
    ],
)
def test_cookies(text: str, found: str) -> None:
    assert value("cookie", text) == found


def test_a_cookie_tells_who_set_it_and_when() -> None:
    told = described("cookie", "GA1.2.123456789.1609459200").facts
    assert told == {"form": "Google client id", "set_at": "2021-01-01"}
    assert described("cookie", "fb.1.1596403881668.1116446470").facts["set_at"] == "2020-08-02"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("81.2.69.160", "81.2.69.160"),
        ("81.2.69.160:443", "81.2.69.160"),
        ("81.2.69.160/32", "81.2.69.160"),
        ("IP: 81.2.69.160", "81.2.69.160"),
        ("::ffff:81.2.69.160", "81.2.69.160"),
        ("64:ff9b::5102:45a0", "81.2.69.160"),
        ("2A00:1450:4001:081B:0000:0000:0000:200E", "2a00:1450:4001:81b::200e"),
        ("[2a00:1450:4001:81b::200e]:443", "2a00:1450:4001:81b::200e"),
        ("172.32.5.4", "172.32.5.4"),
        ("10.0.0.1", "shared by too many"),
        ("172.16.5.4", "shared by too many"),
        ("192.168.1.1", "shared by too many"),
        ("100.64.0.1", "shared by too many"),
        ("169.254.1.1", "shared by too many"),
        ("fe80::1%eth0", "shared by too many"),
        ("fd12:3456::1", "shared by too many"),
        ("127.0.0.1", "placeholder"),
        ("0.0.0.0", "placeholder"),
        ("::1", "placeholder"),
        ("255.255.255.255", "placeholder"),
        ("224.0.0.251", "out of range"),
        ("ff02::1", "out of range"),
        ("010.0.0.1", "bad format"),
        ("256.1.1.1", "bad format"),
        ("1.2.3", "bad format"),
        ("81.2.69.0/24", "bad format"),
        ("localhost", "bad format"),
    ],
)
def test_addresses(text: str, found: str) -> None:
    assert value("ip", text) == found


def test_an_address_tells_its_network() -> None:
    assert described("ip", "2a00:1450:4001:81b::200e").facts["network"] == "2a00:1450:4001:81b::/64"
    assert described("ip", "81.2.69.160").facts["network"] == "81.2.69.0/24"
    assert described("ip", "203.0.113.5").confidence < 0.5  # reserved for documentation


def test_an_address_is_weak_and_a_device_is_of_a_household() -> None:
    assert KINDS["ip"].identifier_class is IdentifierClass.ATTRIBUTE
    for name in ("cookie", "device_id", "advertising_id"):
        assert KINDS[name].identifier_class is IdentifierClass.CONTACT_POINT
        assert KINDS[name].share_limit == 6


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("device_id", "device_id"),
        ("android_id", "device_id"),
        ("imei", "device_id"),
        ("mac_address", "device_id"),
        ("idfa", "advertising_id"),
        ("gaid", "advertising_id"),
        ("ga", "cookie"),
        ("ga_client_id", "cookie"),
        ("fbp", "cookie"),
        ("ecid", "cookie"),
        ("ip", "ip"),
        ("last_login_ip", "ip"),
        ("vin", "vin"),
        ("chassis_no", "vin"),
        ("meter_number", "meter"),
        ("client_id", "account"),
        ("user_id", "account"),
        ("ticket", "case_number"),
        ("zip", "postcode"),
        ("fax", "phone"),
    ],
)
def test_headers_name_one_kind(header: str, kind: str) -> None:
    assert [k.name for k in KINDS.values() if re.fullmatch(k.headers, header)] == [kind]


@pytest.mark.parametrize(
    "header",
    [
        "device",
        "device_type",
        "user_agent",
        "session_id",
        "vehicle_id",
        "tip",
        "trip",
        "x",
        "username",
    ],
)
def test_other_headers_name_none_of_them(header: str) -> None:
    mine = ("vin", "meter", "cookie", "device_id", "advertising_id", "ip", "social_handle")
    assert not any(re.fullmatch(KINDS[name].headers, header) for name in mine)
