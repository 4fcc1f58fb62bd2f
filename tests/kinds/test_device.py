import re
from functools import partial

from identity_resolve.domain import Identifier, IdentifierClass
from identity_resolve.kinds import KINDS, normalize
from tests.kinds.tables import assert_reads

UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
ECID = "80373412345678901234567890123456789012"


def value(kind: str, text: str) -> str:
    found = normalize(kind, text)
    return found.value if isinstance(found, Identifier) else str(found.reason)


device, advertising_id, cookie, ip = (
    partial(value, kind) for kind in ("device_id", "advertising_id", "cookie", "ip")
)


def kind_of_header(header: str) -> str:
    """The kind a header names; several with a blank between them."""
    return " ".join(kind.name for kind in KINDS.values() if re.fullmatch(kind.headers, header))


def described(kind: str, text: str) -> Identifier:
    found = normalize(kind, text)
    assert isinstance(found, Identifier)
    return found


def test_spellings_of_a_device_become_one() -> None:
    assert_reads(
        device,
        {
            "352099 00 176148 1": "352099001761481",
            "352099001761481/01": "352099001761481",
            "IMEI1: 352099001761481": "352099001761481",
            "urn:imei:35209900-176148-1": "352099001761481",
            "O0:1B:44:11:3A:B7": "00-1b-44-11-3a-b7",
            "a4:83:e7:ff:fe:12:34:56": "a4-83-e7-ff-fe-12-34-56",
            "A483E7-123456": "a4-83-e7-12-34-56",
            "a4 83 e7 12 34 56": "a4-83-e7-12-34-56",
            "android_id=9a3f0c1de2b84756": "9a3f0c1de2b84756",
            "Serial Number F2LXK0ABJCLF": "f2lxk0abjclf",
            "device_0001": "device_0001",
            "2b6f0cc904d137be2e1730235f5664094b831186": "2b6f0cc904d137be2e1730235f5664094b831186",
            "MEID: A10000009296F2": "a10000009296f2",
            "9A3F0C1DE2B84756": "9a3f0c1de2b84756",
            "9a3f0c1de2b84756": "9a3f0c1de2b84756",
            "352099001761481": "352099001761481",
            "35-209900-176148-1": "352099001761481",
            "35 209900 176148 1": "352099001761481",
            "IMEI: 352099001761481": "352099001761481",
            "352099001761481.0": "352099001761481",
            "35209900176148": "352099001761481",
            "3520990017614823": "352099001761481",
            "490154203237518": "490154203237518",
            "A4:83:E7:12:34:56": "a4-83-e7-12-34-56",
            "A4-83-E7-12-34-56": "a4-83-e7-12-34-56",
            "a483.e712.3456": "a4-83-e7-12-34-56",
            "A483E7123456": "a4-83-e7-12-34-56",
            "0:1b:44:11:3a:b7": "00-1b-44-11-3a-b7",
            "AD:12:34:56:78:9A": "ad-12-34-56-78-9a",
            "MAC: a4:83:e7:12:34:56": "a4-83-e7-12-34-56",
            UUID.upper(): UUID,
            "{" + UUID.upper() + "}": UUID,
            "urn:uuid:" + UUID: UUID,
            UUID.replace("-", ""): UUID,
            "00008030-001A35E11A88003A": "00008030-001a35e11a88003a",
            "C02XL0GYJGH5": "c02xl0gyjgh5",
            "dev_8f3a2b": "dev_8f3a2b",
            "device-0001": "device-0001",
        },
    )


def test_what_is_no_device_is_refused() -> None:
    assert_reads(
        device,
        {
            "111111111111119": "placeholder",
            "To be filled by O.E.M.": "placeholder",
            "Default string": "placeholder",
            "System Serial Number": "placeholder",
            "A4:83:E7:12:34": "bad format",
            "A4:83:E7:12:34:5G": "bad format",
            "356938035643809 / 356938035643817": "bad format",
            "03000200-0400-0500-0006-000700080009": "placeholder",
            "AA:BB:CC:DD:EE:FF": "placeholder",
            "9774d56d682e549c": "placeholder",
            "9774D56D682E549C": "placeholder",
            "0000000000000000": "placeholder",
            "0123456789abcdef": "placeholder",
            "000000000000000": "placeholder",
            "02:00:00:00:00:00": "placeholder",
            "00:00:00:00:00:00": "placeholder",
            "ff:ff:ff:ff:ff:ff": "placeholder",
            "00000000-0000-0000-0000-000000000000": "placeholder",
            "unknown": "placeholder",
            "352099001761482": "bad check digit",
            "3.52099E+14": "spreadsheet damage",
            "iPhone 12": "bad format",
            "abc": "too short",
        },
    )


def test_made_up_addresses_are_worth_less() -> None:
    assert described("device_id", "a4:83:e7:12:34:56").confidence == 1.0
    assert described("device_id", "da:a1:19:12:34:56").confidence == 0.4
    assert described("device_id", "352099001761481").facts["type_allocation"] == "35209900"
    assert described("device_id", UUID).facts["uuid_version"] == "4"


def test_advertising_ids() -> None:
    assert_reads(
        advertising_id,
        {
            "EA7583CD_A667_48BC_B806_42ECB2B48606": "ea7583cd-a667-48bc-b806-42ecb2b48606",
            "EA7583CD A667 48BC B806 42ECB2B48606": "ea7583cd-a667-48bc-b806-42ecb2b48606",
            "adid EA7583CD-A667-48BC-B806-42ECB2B48606": "ea7583cd-a667-48bc-b806-42ecb2b48606",
            "limit_ad_tracking": "placeholder",
            "(not set)": "placeholder",
            "{{IDFA}}": "placeholder",
            "%%ADVERTISING_IDENTIFIER_PLAIN%%": "placeholder",
            "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX": "placeholder",
            "12345678-1234-1234-1234-123456789012": "placeholder",
            "EA7583CD-A667-48BC-B806-42ECB2B4860G": "bad format",
            "EA7583CD-A667-48BC-B806-42ECB2B48606": "ea7583cd-a667-48bc-b806-42ecb2b48606",
            "idfa:EA7583CD-A667-48BC-B806-42ECB2B48606": "ea7583cd-a667-48bc-b806-42ecb2b48606",
            "GAID=38400000-8cf0-11bd-b23e-10b96e40000d": "38400000-8cf0-11bd-b23e-10b96e40000d",
            "ea7583cda66748bcb80642ecb2b48606": "ea7583cd-a667-48bc-b806-42ecb2b48606",
            "00000000-0000-0000-0000-000000000000": "placeholder",
            "00000000000000000000000000000000": "placeholder",
            "optout": "placeholder",
            "9a3f0c1de2b84756": "bad format",
        },
    )


def test_cookies() -> None:
    assert_reads(
        cookie,
        {
            "lang=en; _ga=GA1.2.123456789.1609459200": "123456789.1609459200",
            "Cookie: _ga=GA1.2.123456789.1609459200": "123456789.1609459200",
            "Set-Cookie: uid=abc123def456; Path=/": "abc123def456",
            "mp_x_mixpanel=%7B%22distinct_id%22%3A%20%22abc123-def%22%7D": "abc123-def",
            "ajs_anonymous_id=%22550e8400-e29b-41d4-a716-446655440000%22": "550e8400-e29b-41d4-a716-446655440000",
            "(not set)": "placeholder",
            "deleted": "placeholder",
            "opt-out": "placeholder",
            "GA1.2.0.0": "bad format",
            "[CS]v1|2E8F0A3B85000A12-4000010B2000A1C1[CE]": "2e8f0a3b85000a12-4000010b2000a1c1",
            "_fbc=fb.1.1596403881668.IwAR3x": "fb.1.1596403881668.IwAR3x",
            "GA1.2.123456789.1609459200": "123456789.1609459200",
            "_ga=GA1.1.123456789.1609459200; Path=/": "123456789.1609459200",
            "GA1.3-2.123456789.1609459200": "123456789.1609459200",
            "123456789.1609459200": "123456789.1609459200",
            "GA1.2.amp-AbCd_efgh1234567890": "amp-AbCd_efgh1234567890",
            "fb.1.1596403881668.1116446470": "fb.1.1596403881668.1116446470",
            "_fbp=fb.1.1596403881668.1116446470": "fb.1.1596403881668.1116446470",
            ECID: ECID,
            f"-1124106680%7CMCIDTS%7C19349%7CMCMID%7C{ECID}%7CMCAAMLH": ECID,
            UUID.upper(): UUID,
            f"%22{UUID}%22": UUID,
            "a1b2c3d4e5f60718.1609459200.": "a1b2c3d4e5f60718",
            "oeu1383080394924r0.5047421827912331": "oeu1383080394924r0.5047421827912331",
            "GS1.1.1609459200.1.1.1609459260.0": "bad format",
            "undefined": "placeholder",
            "00000000-0000-0000-0000-000000000000": "placeholder",
            "abc": "too short",
            "1.23457E+37": "spreadsheet damage",
            "no cookies": "placeholder",
        },
    )


def test_a_cookie_tells_who_set_it_and_when() -> None:
    told = described("cookie", "GA1.2.123456789.1609459200").facts
    assert told == {"form": "Google client id", "set_at": "2021-01-01"}
    assert described("cookie", "fb.1.1596403881668.1116446470").facts["set_at"] == "2020-08-02"


def test_addresses() -> None:
    assert_reads(
        ip,
        {
            "http://81.2.69.160:8080/x": "81.2.69.160",
            "http://[2a00:1450:4001:81b::200e]/": "2a00:1450:4001:81b::200e",
            "81.2.69.160, 10.0.0.1": "81.2.69.160",
            "10.0.0.1, 81.2.69.160": "81.2.69.160",
            "unknown, 81.2.69.160": "81.2.69.160",
            "X-Forwarded-For: 81.2.69.160, 10.0.0.1": "81.2.69.160",
            "for=81.2.69.160;proto=https;by=10.0.0.1": "81.2.69.160",
            'for="[2a00:1450:4001:81b::200e]:4711"': "2a00:1450:4001:81b::200e",
            "81.2.69.160, 172.68.1.1": "bad format",
            "10.0.0.1, 192.168.1.1": "shared by too many",
            "081.002.069.160": "81.2.69.160",
            "010.001.002.003": "shared by too many",
            "(81.2.69.160)": "81.2.69.160",
            "81.2.69.160.": "81.2.69.160",
            "81.2.69.160 (London)": "81.2.69.160",
            "81.2.69.160/24": "81.2.69.160",
            "2a00:1450:4001:81b::200e/64": "2a00:1450:4001:81b::200e",
            "2a00:1450:4001:81b::/64": "2a00:1450:4001:81b::",
            "2a00:1450::/32": "bad format",
            "::ffff:81.2.69.160:443": "81.2.69.160",
            "８１.２.６９.１６０": "81.2.69.160",
            "81.2.69.xxx": "bad format",
            "1.2.3.4.5": "bad format",
            "2a00:1450:4001:81b::200e%eth0": "2a00:1450:4001:81b::200e",
            "81.2.69.160": "81.2.69.160",
            "81.2.69.160:443": "81.2.69.160",
            "81.2.69.160/32": "81.2.69.160",
            "IP: 81.2.69.160": "81.2.69.160",
            "::ffff:81.2.69.160": "81.2.69.160",
            "64:ff9b::5102:45a0": "81.2.69.160",
            "2A00:1450:4001:081B:0000:0000:0000:200E": "2a00:1450:4001:81b::200e",
            "[2a00:1450:4001:81b::200e]:443": "2a00:1450:4001:81b::200e",
            "172.32.5.4": "172.32.5.4",
            "10.0.0.1": "shared by too many",
            "172.16.5.4": "shared by too many",
            "192.168.1.1": "shared by too many",
            "100.64.0.1": "shared by too many",
            "169.254.1.1": "shared by too many",
            "fe80::1%eth0": "shared by too many",
            "fd12:3456::1": "shared by too many",
            "127.0.0.1": "placeholder",
            "0.0.0.0": "placeholder",
            "::1": "placeholder",
            "255.255.255.255": "placeholder",
            "224.0.0.251": "out of range",
            "ff02::1": "out of range",
            "010.0.0.1": "bad format",
            "256.1.1.1": "bad format",
            "1.2.3": "bad format",
            "81.2.69.0/24": "bad format",
            "localhost": "bad format",
        },
    )


def test_the_first_of_several_addresses_is_suggested() -> None:
    assert normalize("ip", "81.2.69.160, 172.68.1.1").suggestion == "81.2.69.160"
    assert normalize("ip", "10.0.0.1, 192.168.1.1").suggestion == ""


def test_an_address_tells_its_network() -> None:
    assert described("ip", "2a00:1450:4001:81b::200e").facts["network"] == "2a00:1450:4001:81b::/64"
    assert described("ip", "81.2.69.160").facts["network"] == "81.2.69.0/24"
    assert described("ip", "203.0.113.5").confidence < 0.5  # reserved for documentation


def test_an_address_is_weak_and_a_device_is_of_a_household() -> None:
    assert KINDS["ip"].identifier_class is IdentifierClass.ATTRIBUTE
    for name in ("cookie", "device_id", "advertising_id"):
        assert KINDS[name].identifier_class is IdentifierClass.CONTACT_POINT
        assert KINDS[name].share_limit == 6


def test_headers_name_one_kind() -> None:
    assert_reads(
        kind_of_header,
        {
            "device_id": "device_id",
            "android_id": "device_id",
            "imei": "device_id",
            "mac_address": "device_id",
            "idfa": "advertising_id",
            "gaid": "advertising_id",
            "ga": "cookie",
            "ga_client_id": "cookie",
            "fbp": "cookie",
            "ecid": "cookie",
            "ip": "ip",
            "last_login_ip": "ip",
            "vin": "vin",
            "chassis_no": "vin",
            "meter_number": "meter",
            "client_id": "account",
            "user_id": "account",
            "ticket": "case_number",
            "zip": "postcode",
            "fax": "phone",
        },
    )


def test_other_headers_name_none_of_them() -> None:
    mine = ("vin", "meter", "cookie", "device_id", "advertising_id", "ip", "social_handle")
    for header in [
        "device",
        "device_type",
        "user_agent",
        "session_id",
        "vehicle_id",
        "tip",
        "trip",
        "x",
        "username",
    ]:
        assert not any(re.fullmatch(KINDS[name].headers, header) for name in mine), header
