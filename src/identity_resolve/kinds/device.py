"""Devices, browsers and networks: what a household may share.

Canonical forms are lower case, of a UUID with hyphens (RFC 9562), of a MAC address with hyphens
(IEEE 802; a colon would read as an issuer), of an address as RFC 5952 has it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Plain, Shape
from identity_resolve.kinds.cookie import COOKIE, read_uuid
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.ip import IP
from identity_resolve.kinds.placeholders import are_placeholders, is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean

if TYPE_CHECKING:
    import polars as pl

__all__ = ["DEVICES"]

_HEX = re.compile(r"[0-9a-f]+", re.ASCII)
_MAC = re.compile(r"[0-9a-f]{1,2}([:. -])(?:[0-9a-f]{1,2}\1){4}[0-9a-f]{1,2}")
_EUI64 = re.compile(r"[0-9a-f]{2}([:. -])(?:[0-9a-f]{2}\1){6}[0-9a-f]{2}")
_MAC_PLAIN = re.compile(
    r"[0-9a-f]{12}|[0-9a-f]{4}([.:-])[0-9a-f]{4}\1[0-9a-f]{4}|[0-9a-f]{6}[:.-][0-9a-f]{6}"
)
_IMEI = re.compile(
    r"\d{2}[ -./]?\d{6}[ -./]?\d{6}(?:[ -./]?\d{1,2})?|\d{14,16}|(?:\d[ -./]?){14}\d|\d{15}/\d{2}",
    re.ASCII,
)
_IMEI_SPLIT = re.compile(r"[ -./]|(?<=\d{15})/\d{2}")
_OTHER = re.compile(r"(?=.*\d)[0-9a-z][0-9a-z._/+=~-]{4,127}", re.ASCII)
_USUAL = r"^(?:[0-9A-Za-z]{16}|[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12})$"
_SEPARATORS = re.compile(r"[:. -]")
_NAMES = (
    r"(?:urn|uuid|guid|idfa|idfv|gaid|aaid|maid|madid|adid|oaid|rida|ifa|imei(?:sv)?|meid|mac|android|device"
    r"|advertising|ad|wi-?fi|serial|udid|hw|hardware|address|addr|number|no|id|sn)"
)
_LABEL = re.compile(rf"(?:\W*{_NAMES}(?:_{_NAMES})*\d?\b\.?[\s:=#]+)+(?=\S)")
_TYPED = str.maketrans("oil", "011")  # no hexadecimal digits, so a MAC address means those
_NOT_ALLOWED = re.compile(
    r"lat|limit(?:ed)?[ _-]?ad[ _-]?tracking|opt(?:ed)?[ _-]?out|zeroed|denied|restricted"
    r"|\(?not[ _](?:set|determined|authorized|allowed|specified)\)?"
    r"|\W*_*(?:idfa|gaid|aaid|maid|advertising_identifier(?:_plain)?)_*\W*|x{8}(?:-x{4}){3}-x{12}"
)
"""What stands for an id that the user keeps back, or that a template left unfilled."""

_REPORTING_BODIES = ("01", "35", "86", "99")
_WRAPPING = "={}()[]<>\"', "
_DECIMAL = re.compile(r"(\d{14,16})\.0*", re.ASCII)
_SCIENTIFIC = re.compile(r"\d[.,]\d+e\+?\d{1,3}", re.ASCII)


@cache
def _dummies() -> frozenset[str]:
    return frozenset(row["value"] for row in read_rows("device_dummies.csv"))


def _parse_device(text: str, _: Context) -> Parsed:
    """A device in one form: UUID, Android id, IMEI with its check digit, MAC address, or what it is.

    >>> _parse_device("{3F2504E0-4F89-41D3-9A0C-0305E82C3301}", Context())
    ('3f2504e0-4f89-41d3-9a0c-0305e82c3301',)
    >>> _parse_device("35-209900-176148-1", Context()), _parse_device("A483.E712.3456", Context())
    (('352099001761481',), ('a4-83-e7-12-34-56',))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    body = text.lower()
    if not (len(body) == 16 and body.isascii() and body.isalnum()):
        body = _without_label(body)
        if _is_absent(body):
            return Reason.PLACEHOLDER
    return _find_device(body)


def _read_plain_devices(texts: pl.Series, _: Context) -> Plain:
    """UUIDs in their usual form and Android ids, where both letters and digits are in them."""
    device = texts.str.to_lowercase()
    where = texts.str.contains(_USUAL)
    where &= device.str.contains("[a-z]") & device.str.contains("[0-9]")
    odd = device.is_in(sorted(_dummies())) | are_placeholders("device_id", device)
    return Plain(where & ~odd, (device,))


def _is_absent(body: str) -> bool:
    """Whether a text says that there is no id."""
    if is_placeholder("device_id", body) or is_placeholder("any", body):
        return True
    return body in _dummies() or _NOT_ALLOWED.fullmatch(body) is not None


def _without_label(text: str) -> str:
    body = clean(text).lower().strip(_WRAPPING)
    if not _MAC.fullmatch(body) and (label := _LABEL.match(body)):  # a MAC may begin with AD
        body = body[label.end() :].strip(_WRAPPING)
    decimal = _DECIMAL.fullmatch(body)
    return decimal[1] if decimal else body


def _find_device(body: str) -> Parsed:
    found: str | Reason
    if uuid := read_uuid(body):
        found = uuid
    elif _MAC.fullmatch(body) or _MAC_PLAIN.fullmatch(body) or _EUI64.fullmatch(body):
        found = _mac(body)
    elif _IMEI.fullmatch(body):
        found = _imei(_IMEI_SPLIT.sub("", body))
    elif _MAC.fullmatch(typed := body.translate(_TYPED)):
        found = _mac(typed)
    elif _SCIENTIFIC.fullmatch(body):
        return Reason.SPREADSHEET_DAMAGE
    else:
        found = body if _OTHER.fullmatch(body) else _no_device(body)
    if isinstance(found, Reason):
        return found
    return Reason.PLACEHOLDER if _is_dummy(found) else (found,)


def _no_device(body: str) -> Reason:
    return Reason.TOO_SHORT if body.isalnum() and len(body) < 5 else Reason.BAD_FORMAT


def _is_dummy(device: str) -> bool:
    """Whether many devices give this answer: a default, one character only, or a count.

    >>> _is_dummy("02-00-00-00-00-00"), _is_dummy("0000000000000000"), _is_dummy("9774d56d682e549c")
    (True, True, True)
    """
    is_imei = len(device) == 15 and device.isdigit()
    repeated = device[:-1] if is_imei else device
    if len(set(repeated) - {"-"}) == 1 or device in _dummies():
        return True
    return device in "12345678901234567890" or device in "01234567890123456789"


def _mac(body: str) -> str:
    """Six or eight pairs of hexadecimal digits, a dropped leading zero restored.

    >>> _mac("0:1b:44:11:3a:b7"), _mac("001b44113ab7")
    ('00-1b-44-11-3a-b7', '00-1b-44-11-3a-b7')
    """
    groups = _SEPARATORS.split(body)
    digits = "".join(g.zfill(2) for g in groups) if len(groups) == 6 else "".join(groups)
    return "-".join(digits[i : i + 2] for i in range(0, len(digits), 2))


def _imei(digits: str) -> str | Reason:
    """An IMEI of 14 digits and its check digit (3GPP TS 23.003); the software version is dropped.

    A plain number of 16 digits is one only where a body that issues IMEIs may have begun it so.

    >>> _imei("35209900176148"), _imei("3520990017614823"), str(_imei("352099001761482"))
    ('352099001761481', '352099001761481', 'bad check digit')
    """
    if len(digits) == 16 and not digits.startswith(_REPORTING_BODIES):
        return digits
    whole = digits[:14] + str(_luhn(digits[:14]))
    if len(digits) == 15 and digits != whole:
        return Reason.PLACEHOLDER if _is_dummy(digits) else Reason.BAD_CHECK_DIGIT
    return whole


def _luhn(digits: str) -> int:
    doubled = (int(c) * (1 + i % 2) for i, c in enumerate(digits))
    return -sum(d - 9 if d > 9 else d for d in doubled) % 10


def _describe_device(parts: tuple[str, ...], _: Context) -> Description:
    """What form it has; a MAC address that phones make up afresh is worth little.

    >>> found = _describe_device(("da-a1-19-12-34-56",), Context())
    >>> found.confidence, found.facts["administered"]
    (0.4, 'locally, often random')
    """
    device = parts[0]
    if read_uuid(device):
        return Description(1.0, {"form": "UUID", "uuid_version": device[14]})
    if _EUI64.fullmatch(device):
        return Description(1.0, {"form": "EUI-64", "maker": device[:8]})
    if _MAC.fullmatch(device):
        return _describe_mac(device)
    if len(device) == 15 and device.isdigit():
        return Description(1.0, {"form": "IMEI", "type_allocation": device[:8]})
    if _HEX.fullmatch(device) and len(device) in (14, 16, 40, 64):
        forms = {14: "MEID", 16: "Android id", 40: "SHA-1 or Apple UDID", 64: "SHA-256"}
        return Description(1.0, {"form": forms[len(device)]})
    return Description(0.7, {"form": "other"})


def _describe_mac(mac: str) -> Description:
    first = int(mac[:2], 16)
    if first & 1:
        return Description(0.2, {"form": "MAC", "administered": "a group, no device"})
    if first & 2:
        return Description(0.4, {"form": "MAC", "administered": "locally, often random"})
    return Description(1.0, {"form": "MAC", "maker": mac[:8]})


def _parse_advertising(text: str, _: Context) -> Parsed:
    """An advertising id in lower case with hyphens; zeroed where the user forbids tracking.

    >>> _parse_advertising("IDFA: EA7583CD-A667-48BC-B806-42ECB2B48606", Context())
    ('ea7583cd-a667-48bc-b806-42ecb2b48606',)
    >>> str(_parse_advertising("00000000-0000-0000-0000-000000000000", Context()))
    'placeholder'
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    body = _without_label(text)
    if _is_absent(body):
        return Reason.PLACEHOLDER
    is_hashed = len(body) in (40, 64) and _HEX.fullmatch(body)
    found = read_uuid(body) or (body if is_hashed else "")
    if not found:
        return Reason.BAD_FORMAT if body.strip("0-") else Reason.PLACEHOLDER
    return Reason.PLACEHOLDER if _is_dummy(found) else (found,)


def _describe_advertising(parts: tuple[str, ...], _: Context) -> Description:
    if "-" not in parts[0]:
        return Description(0.8, {"form": "SHA-1" if len(parts[0]) == 40 else "SHA-256"})
    version = parts[0][14]
    return Description(1.0 if version == "4" else 0.9, {"form": "UUID", "uuid_version": version})


_TAIL = r"_?(?:ids?|identifiers?|uuid|guid|number|no|num)"

_DEVICE = Kind(
    name="device_id",
    title="device",
    identifier_class=IdentifierClass.CONTACT_POINT,
    parse=_parse_device,
    plain=_read_plain_devices,
    parts=("device_id",),
    share_limit=6,
    headers=header_pattern(
        rf"(?:(?:mobile|user|client|android|ios|app|smart|phone|hardware|hw)_)?device{_TAIL}"
        rf"|(?:android|ssaid|hardware|machine|handset|install(?:ation)?|app_instance|firebase_install"
        rf"(?:ation)?){_TAIL}|(?:device_|phone_|handset_)?imei(?:sv)?(?:_?(?:\d|number|no))?|meid"
        rf"|(?:device_|wi_?fi_|bluetooth_)?mac(?:_?addr(?:ess)?(?:es)?)?|udid|idfv|ssaid|device_mac"
    ),
    examples=("9a3f0c1de2b84756", "35-209900-176148-1", "A4:83:E7:12:34:56"),
    looks_like=r"\s*(?:[0-9A-Fa-f]{2}([:-]))(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}\s*",
    many=True,
    split=r"[;,|]\s*|\s+/\s+",
    shapes=(
        Shape(r"(?:[\dA-F]{2}([:-]))(?:[\dA-F]{2}\1){4}[\dA-F]{2}", 0.95, "form of a MAC address"),
        Shape(r"[\dA-F]{4}\.[\dA-F]{4}\.[\dA-F]{4}", 0.8, "form of a MAC address"),
        Shape(r"(?=.*[A-F])(?=.*\d)[\dA-F]{16}", 0.5, "16 hexadecimal digits, as an Android id"),
        Shape(r"\d\d-\d{6}-\d{6}-\d", 0.9, "form of an IMEI"),
        Shape(r"(?:01|35|86|99)\d{13}", 0.5, "15 digits with the check digit of an IMEI"),
        Shape(
            r"[\dA-F]{8}-[\dA-F]{4}-[\dA-F]{4}-[\dA-F]{4}-[\dA-F]{12}", 0.4, "a UUID of something"
        ),
    ),
    cues=r"imei(?:\s(?:number|no\.?))?|mac(?:\saddress)?|(?:android|device)\s?id(?:entifier)?|udid",
    describe=_describe_device,
)

_ADVERTISING = replace(
    _DEVICE,
    name="advertising_id",
    title="advertising id of a phone",
    parse=_parse_advertising,
    plain=None,
    parts=("advertising_id",),
    headers=header_pattern(
        rf"(?:(?:mobile|google|apple|android|ios|amazon|device)_)?(?:ad|ads|advertising|advertiser_device)"
        rf"{_TAIL}|idfas?|gaids?|aaids?|adid|maids?|madids?|oaid|rida|rdid|tifa|afai|(?:mobile|device)_ifa|ifa"
    ),
    examples=(
        "EA7583CD-A667-48BC-B806-42ECB2B48606",
        "38400000-8cf0-11bd-b23e-10b96e40000d",
    ),
    looks_like=None,
    shapes=(
        Shape(
            r"[\dA-F]{8}-[\dA-F]{4}-4[\dA-F]{3}-[89AB][\dA-F]{3}-[\dA-F]{12}",
            0.45,
            "a random UUID, as IDFA and GAID are",
        ),
    ),
    cues=r"idfa|gaid|aaid|maid|advertising\s?id(?:entifier)?",
    describe=_describe_advertising,
)

DEVICES: tuple[Kind, ...] = (COOKIE, _ADVERTISING, _DEVICE, IP)
