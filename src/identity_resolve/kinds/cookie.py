"""First-party cookies: the browser that came back, as long as it keeps the cookie.

Google's ``_ga`` is reduced to the client id, the same in every domain of a site; others are kept whole.
"""

from __future__ import annotations

import re

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["COOKIE", "read_uuid"]

_FLAGS = re.IGNORECASE | re.ASCII
_NAME = re.compile(r"(?:(?:set-)?cookie:?\s*)?[\w.%-]{1,64}\s?=(?!=*\Z)\s*", _FLAGS)
_WORD = re.compile(r"(?:(?:set-)?cookie(?:\s?id)?\s*[:#]\s*)+", _FLAGS)
_GA = re.compile(r"GA\d\.\d{1,2}(?:-\d{1,2})?\.(\d{1,12}\.\d{9,12}|amp-[\w-]{8,128})\.?", _FLAGS)
_CLIENT_ID = re.compile(r"\d{1,12}\.\d{10}", re.ASCII)
_SESSION = re.compile(r"GS\d\.\d\..*", _FLAGS)
_META = re.compile(r"fb\.\d\.\d{10,13}\.[\w-]{1,220}", _FLAGS)
_ADOBE = re.compile(r"MCMID(?:\||%7C)(\d{38})(?!\d)", _FLAGS)
_ADOBE_OLD = re.compile(r"\[CS\]v1[|]([0-9A-F]{16}-[0-9A-F]{16})\[CE\]", _FLAGS)
_GA_BROKEN = re.compile(r"GA\d\.\d.*", _FLAGS)
_JSON_ID = re.compile(
    r"\"(?:distinct_id|device_?id|anonymous_?id|visitor_?id|uid|id)\"\s*:\s*\"([^\"]+)\"", _FLAGS
)
_ESCAPES = {"%22": '"', "%7B": "{", "%7D": "}", "%3A": ":", "%20": " "}
_IN_HEADER = re.compile(r"(?:;\s*|\A.*;\s*)_(?:ga|fbp)\s?=\s?([^;\s]+)", _FLAGS)
_NOTHING = re.compile(
    r"\(not set\)|deleted|opt[_-]?(?:ed[_-]?)?out|\[object object\]|(?:no )?cookies?", _FLAGS
)
_UUID = re.compile(
    r"([0-9a-f]{8})[-_ ]?([0-9a-f]{4})[-_ ]?([0-9a-f]{4})[-_ ]?([0-9a-f]{4})[-_ ]?([0-9a-f]{12})"
)
_LED_BY_ID = re.compile(
    r"([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{16})(?:\.\d+)+(?:\.[0-9a-f-]*)?\.?",
    re.ASCII,
)
_HEX = re.compile(r"[0-9a-fA-F]+", re.ASCII)
_SCIENTIFIC = re.compile(r"\d[.,]\d+e\+?\d{1,3}", _FLAGS)
_OTHER = re.compile(r"(?=.*\d)[0-9A-Za-z_-][\w.~:/+|!*$%-]{5,254}={0,2}", re.ASCII)


def read_uuid(text: str) -> str:
    """A UUID in lower case with its hyphens (RFC 9562), ``""`` where the lower-case text is none.

    >>> read_uuid("3f2504e04f8941d39a0c0305e82c3301"), read_uuid("3f2504e0")
    ('3f2504e0-4f89-41d3-9a0c-0305e82c3301', '')
    """
    uuid = _UUID.fullmatch(text)
    return "-".join(uuid.groups()) if uuid else ""


def _parse_cookie(text: str, _: Context) -> Parsed:
    """The id in the value of a cookie, however it was copied.

    >>> _parse_cookie("_ga=GA1.2.123456789.1609459200; Path=/", Context())
    ('123456789.1609459200',)
    >>> _parse_cookie("fb.1.1596403881668.1116446470", Context())
    ('fb.1.1596403881668.1116446470',)
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    google = _GA.fullmatch(text)
    if google is not None:
        return (google[1],)
    value = _value_of(clean(text))
    is_absent = is_placeholder("any", value) or is_placeholder("device_id", value)
    if is_absent or _NOTHING.fullmatch(value):
        return Reason.PLACEHOLDER
    found = _find_known(value) or _find_other(value)
    if isinstance(found, Reason):
        return found
    is_nothing = len(set(found) - {"-", "."}) <= 1 or found in "01234567890123456789"
    return Reason.PLACEHOLDER if is_nothing else (found,)


def _value_of(text: str) -> str:
    """A cookie without its name, attributes and quotes, however often it was wrapped.

    Of a header with several cookies, it is Google's or Meta's if there is one, else the first.

    >>> _value_of("lang=en; _ga=GA1.2.123456789.1609459200"), _value_of("uid=%22a1b2c3%22; Path=/")
    ('GA1.2.123456789.1609459200', 'a1b2c3')
    """
    for written, meant in _ESCAPES.items():
        text = text.replace(written, meant)
    if found := _IN_HEADER.search(text) or _JSON_ID.search(text):
        text = found[1]
    before = ""
    while text != before:
        before, text = text, text.partition(";")[0].strip("\"'{} ")
        if word := _WORD.match(text):
            text = text[word.end() :]
        if "=" in text:
            text = _NAME.sub("", text, count=1)
    return text


def _find_known(value: str) -> str | Reason | None:
    if google := _GA.fullmatch(value):
        return google[1]
    if _META.fullmatch(value):
        return value[:2].lower() + value[2:]
    if adobe := _ADOBE.search(value):
        return adobe[1]
    if old := _ADOBE_OLD.fullmatch(value):
        return old[1].lower()
    if _SESSION.fullmatch(value) or _GA_BROKEN.fullmatch(value):
        return Reason.BAD_FORMAT  # GA4 keeps the state of a visit in _ga_XXXX, no id
    lower = value.lower()
    if led := _LED_BY_ID.fullmatch(lower):
        lower = led[1]
    if uuid := read_uuid(lower):
        return uuid
    return lower if _HEX.fullmatch(lower) and len(lower) >= 12 else None


def _find_other(value: str) -> str | Reason:
    if _SCIENTIFIC.fullmatch(value):
        return Reason.SPREADSHEET_DAMAGE
    if _OTHER.fullmatch(value):
        return value
    return Reason.TOO_SHORT if len(value) < 6 and value.isalnum() else Reason.BAD_FORMAT


def _describe_cookie(parts: tuple[str, ...], _: Context) -> Description:
    """Who set it, and when, where the value says so.

    >>> dict(_describe_cookie(("123456789.1609459200",), Context()).facts)
    {'form': 'Google client id', 'set_at': '2021-01-01'}
    """
    from datetime import UTC, datetime

    value = parts[0]
    facts = {"form": _form(value)}
    seconds = ""
    if _CLIENT_ID.fullmatch(value):
        seconds = value[-10:]
    elif _META.fullmatch(value):
        seconds = value.split(".")[2][:10]
    if seconds:
        facts["set_at"] = datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    return Description(0.7 if facts["form"] == "other" else 1.0, facts)


def _form(value: str) -> str:
    if _CLIENT_ID.fullmatch(value) or value.startswith("amp-"):
        return "Google client id"
    if _META.fullmatch(value):
        return "Meta browser id" if value.rpartition(".")[2].isdigit() else "Meta click id"
    if len(value) == 38 and value.isdigit():
        return "Adobe ECID"
    if read_uuid(value) == value:
        return "UUID"
    return "hexadecimal" if _HEX.fullmatch(value.replace("-", "")) else "other"


COOKIE = Kind(
    name="cookie",
    title="first-party cookie",
    identifier_class=IdentifierClass.CONTACT_POINT,
    parse=_parse_cookie,
    parts=("cookie",),
    share_limit=6,
    headers=header_pattern(
        r"(?:(?:web|browser|first_party|fp|site|tracking|ga|google|visitor|fb|facebook|adobe)_)?"
        r"cookies?(?:_?(?:id|ids|value|uuid|guid))?"
        r"|ga|ga_id|ga_?client_?id|google_(?:analytics_)?(?:client_)?id|fb[pc]|fbp_id|ecid|mcm?id|fpid"
        r"|marketing_cloud_(?:visitor_)?id|experience_cloud_(?:visitor_)?id|(?:web_?)?visitor_?(?:id|uuid|key)"
        r"|(?:ajs_)?anonymous_?id|browser_?(?:id|uuid)|hubspotutk|muid|domain_userid"
    ),
    examples=("GA1.2.123456789.1609459200", "fb.1.1596403881668.1116446470"),
    looks_like=r"\s*(?:GA\d\.\d(?:-\d)?\.\d+\.\d{10}|fb\.\d\.\d{13}\.\d+)\s*",
    many=True,
    shapes=(
        Shape(r"GA\d\.\d(?:-\d)?\.\d{1,12}\.\d{10}", 0.99, "form of the cookie _ga"),
        Shape(r"fb\.\d\.\d{13}\.[\w-]+", 0.99, "form of the cookies _fbp and _fbc"),
        Shape(r"\d{6,12}\.1[4-9]\d{8}", 0.6, "form of a Google client id"),
        Shape(r"\d{38}", 0.8, "38 digits, as an Adobe ECID"),
    ),
    cues=r"cookie(?:\s?id)?|client\s?id|visitor\s?id|_ga|_fbp",
    describe=_describe_cookie,
)
