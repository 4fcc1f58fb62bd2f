"""Internet addresses: weak by nature, shared by households, offices and whole mobile networks.

An address is an attribute, not a contact point: it never makes candidate pairs by itself, and two
records that agree in it gain a few bits, as much as its rarity warrants.
"""

from __future__ import annotations

import re

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["IP"]

_OCTET = r"(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_V4 = re.compile(rf"{_OCTET}\.{_OCTET}\.{_OCTET}\.{_OCTET}", re.ASCII)
_PADDED = re.compile(r"\d{3}(?:\.\d{3}){3}", re.ASCII)
_PORT = re.compile(r"((?:::ffff:)?\d+(?:\.\d+){3}):\d{1,5}", re.ASCII)
_BRACKETS = re.compile(r"\[([^\[\]]+)\](?::\d{1,5})?")
_LENGTH = re.compile(r"([^/%]+)(?:%[^/]*)?(?:/(\d{1,3}))?", re.ASCII)
_HOUSEHOLD = 64  # bits of the network that a customer of IPv6 is given
_NAT64 = bytes((0, 0x64, 0xFF, 0x9B)) + bytes(8)  # 64:ff9b::/96, RFC 6052
_LABEL = re.compile(
    r"(?:(?:ip(?:v[46])?|(?:client|remote|source|src|user)\b|addr(?:ess)?|for|(?:x-)?forwarded(?:-for)?)[\s:=#.]+)+",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://([^/?#]+).*", re.IGNORECASE)
_FORWARDED = re.compile(r"\bfor=\"?([^\s;,\"]+)", re.IGNORECASE)
_BETWEEN = re.compile(r"[,;|\s]+")
_EDGES = "\"'()<>.,;"
_MOST_PIECES = 8


def _parse_ip(text: str, _: Context) -> Parsed:
    """An address in the form of RFC 5952, unless it belongs to nobody in particular.

    >>> _parse_ip("::ffff:81.2.69.160", Context()), _parse_ip("[2A00:1450::0:8]:443", Context())
    (('81.2.69.160',), ('2a00:1450::8',))
    >>> str(_parse_ip("192.168.1.20", Context())), str(_parse_ip("081.2.69.160", Context()))
    ('shared by too many', 'bad format')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    if _V4.fullmatch(text):
        return _judge_v4(text)
    cleaned = clean(text).replace("。", ".")
    if is_placeholder("any", cleaned):
        return Reason.PLACEHOLDER
    pieces = _pieces(cleaned)
    return _parse_one(pieces[0]) if len(pieces) == 1 else _parse_only(pieces)


def _pieces(text: str) -> list[str]:
    """The texts of a cell or header that may be addresses, without labels and links.

    >>> _pieces("X-Forwarded-For: 81.2.69.160, 10.0.0.1"), _pieces("for=81.2.69.160;proto=https")
    (['81.2.69.160', '10.0.0.1'], ['81.2.69.160'])
    """
    if forwarded := _FORWARDED.findall(text):
        return list(map(str, forwarded))
    text = text.strip(_EDGES + " ")
    if label := _LABEL.match(text):
        text = text[label.end() :].strip(_EDGES + " ")
    if link := _LINK.fullmatch(text):
        text = link[1]
    return [piece for piece in _BETWEEN.split(text) if piece] or [text]


def _parse_only(pieces: list[str]) -> Parsed:
    """The only address of several texts; of more than one, none is the customer's for sure."""
    if len(pieces) > _MOST_PIECES:
        return Reason.BAD_FORMAT
    parsed = {_parse_one(piece) for piece in pieces}
    found = [one for one in parsed if not isinstance(one, Reason)]
    if len(found) == 1:
        return found[0]
    return Reason.SHARED if not found and Reason.SHARED in parsed else Reason.BAD_FORMAT


def _parse_one(text: str) -> Parsed:
    """An address without its port, zone and the length of its network."""
    text = text.strip(_EDGES)
    if wrapped := _BRACKETS.fullmatch(text):
        text = wrapped[1]
    if port := _PORT.fullmatch(text):
        text = port[1]
    match = _LENGTH.fullmatch(text)
    if match is None or _is_network(match[1], match[2] or ""):
        return Reason.BAD_FORMAT
    body = match[1]
    if _PADDED.fullmatch(body):
        body = ".".join(str(int(octet)) for octet in body.split("."))
    if _V4.fullmatch(body):
        return _judge_v4(body)
    return _parse_v6(body) if ":" in body else Reason.BAD_FORMAT


def _is_network(address: str, length: str) -> bool:
    """Whether the text is a network of many; the /64 of a household is not.

    >>> _is_network("81.2.69.0", "24"), _is_network("81.2.69.160", "24"), _is_network("2a00::", "64")
    (True, False, False)
    """
    from ipaddress import ip_network

    if not length or (":" in address and int(length) == _HOUSEHOLD):
        return False
    try:
        return ip_network(f"{address}/{length}").num_addresses > 1
    except ValueError:  # bits beyond the length: an address
        return False


def _judge_v4(text: str) -> Parsed:
    """An address of version 4, unless it is reserved (RFC 6890).

    >>> _judge_v4("81.2.69.160"), str(_judge_v4("127.0.0.1")), str(_judge_v4("224.0.0.1"))
    (('81.2.69.160',), 'placeholder', 'out of range')
    """
    first, second, _, _ = map(int, text.split("."))
    if first in (0, 127) or text == "255.255.255.255":
        return Reason.PLACEHOLDER
    if first >= 224:
        return Reason.OUT_OF_RANGE
    is_private = (
        first == 10
        or (first == 172 and 16 <= second <= 31)
        or (first == 192 and second == 168)
        or (first == 100 and 64 <= second <= 127)  # behind the translation of a provider: RFC 6598
        or (first == 169 and second == 254)
    )
    return Reason.SHARED if is_private else (text,)


def _parse_v6(body: str) -> Parsed:
    from ipaddress import IPv6Address  # not needed where all addresses are of version 4

    try:
        address = IPv6Address(body)
    except ValueError:
        return Reason.BAD_FORMAT
    if mapped := address.ipv4_mapped:
        return _judge_v4(str(mapped))
    if address.packed[:12] == _NAT64:
        return _judge_v4(".".join(map(str, address.packed[12:])))
    if address.is_unspecified or address.is_loopback:
        return Reason.PLACEHOLDER
    if address.is_link_local or address.is_site_local or address.packed[0] & 0xFE == 0xFC:
        return Reason.SHARED
    if address.packed[0] >> 5 != 1:  # 2000::/3 is all that is given out
        return Reason.OUT_OF_RANGE
    return (address.compressed,)


def _describe_ip(parts: tuple[str, ...], _: Context) -> Description:
    """Its version and network; of version 6, a household has a /64.

    >>> dict(_describe_ip(("2a00:1450:4001:81b::200e",), Context()).facts)
    {'version': '6', 'network': '2a00:1450:4001:81b::/64'}
    """
    from ipaddress import ip_address, ip_network

    address = ip_address(parts[0])
    length = 24 if address.version == 4 else 64
    network = ip_network(f"{parts[0]}/{length}", strict=False)
    facts = {"version": str(address.version), "network": str(network)}
    if not address.is_global:
        return Description(0.3, facts | {"scope": "documentation or reserved"})
    return Description(1.0, facts)


def _suggest_ip(text: str, _: Context) -> str:
    """The first address of a text that holds several: a proxy adds its own behind the client's.

    >>> _suggest_ip("81.2.69.160, 172.68.1.1", Context())
    '81.2.69.160'
    """
    if len(text) > MAX_LENGTH:
        return ""
    parsed = map(_parse_one, _pieces(clean(text)))
    return next((one[0] for one in parsed if not isinstance(one, Reason)), "")


IP = Kind(
    name="ip",
    title="internet address",
    identifier_class=IdentifierClass.ATTRIBUTE,
    parse=_parse_ip,
    parts=("ip",),
    share_limit=20,
    headers=header_pattern(
        r"(?:(?:last|login|signup|sign_up|registration|session|remote|source|src|user|web|public|device|visitor"
        r"|origin|x_forwarded)_){0,2}(?:ips?|ip_?(?:v[46])?_?(?:addr(?:ess)?(?:es)?|number)|ipv[46]"
        r"|remote_addr(?:ess)?|forwarded_for)"
    ),
    examples=("81.2.69.160", "2a00:1450:4001:81b::200e", "81.2.69.160:51234"),
    looks_like=(
        r"\s*(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\s*"
        r"|\s*(?=(?:[^:]*:){3})[0-9A-Fa-f:]{6,39}\s*"
    ),
    many=True,
    split=r"[;,|]\s*|\s+",
    shapes=(
        Shape(
            r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)",
            0.9,
            "four numbers up to 255",
        ),
        Shape(r"(?=(?:[^:]*:){3})[\dA-F:]{6,39}", 0.9, "form of an IPv6 address"),
    ),
    cues=r"ip(?:v[46])?(?:\saddress)?",
    describe=_describe_ip,
    suggest=_suggest_ip,
)
