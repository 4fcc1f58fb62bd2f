"""Where an account is, and its handle, out of a profile's address or the words around the handle."""

from __future__ import annotations

import re
from urllib.parse import unquote

from identity_resolve.domain import Reason
from identity_resolve.kinds.social_platforms import (
    find_platform,
    platform_of_host,
    read_platform,
)

__all__ = ["FORMS", "find_account"]

_URL = re.compile(
    r"(?:(?P<scheme>https?):)?(?://)?@?(?P<host>(?:[\w-]+\.)+[a-z]{2,24})(?::\d+)?(?:/+(?P<path>.*))?",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\[[^\[\]]*\]\((?P<a>[^\s()]+)\)|<?a\s[^<>]*?href=[\"']?(?P<b>[^\"'<> ]+).*"
    r"|\(?(?P<c>(?:https?://|www\.)[^\s()]+)\)",
    re.IGNORECASE,
)
_APP = re.compile(
    r"(?:whatsapp://send/?\?(?:.*&)?phone=|tg://resolve/?\?(?:.*&)?domain=|(?:twitter|x)://user\?screen_name="
    r"|instagram://user\?username=|fb://profile/|snapchat://add/|skype:(?!live:)|weixin://dl/chat\?"
    r"|(?:at|acct):/{0,2}@?)(?P<h>[^&?/]+).*",
    re.IGNORECASE,
)
_APPS = {
    "tg": "telegram",
    "fb": "facebook",
    "twitter": "x",
    "weixin": "wechat",
    "at": "bluesky",
    "acct": "mastodon",
}
_SUBDOMAIN = re.compile(
    r"www\d?|m|mobile|mbasic|touch|web|api|old|new|np|amp|app|gist|music|(?!v[mt])[a-z]{2}(?:-[a-z]{2})?"
)
_OWN_SUBDOMAINS = frozenset({"tumblr", "medium", "telegram", "substack"})
"""Platforms that give every account a subdomain."""

_NAMED_FIRST = re.compile(
    r"([^\W\d_][^:@]{0,24}?)(?:\s*[:|=>/-]+\s*|\s+)"
    r"(?:(?:handle|id|user|username|name|is|account)\b[\s:]*)*(@?\S+(?:\s[\d(][\d\s()-]+)?)"
)
_NAMED_LAST = re.compile(
    r"(@?\S+?)\s*(?:\(\s*([^()]+?)\s*\)|\[([^\[\]]+)\]|\s(?:on|at|via|-|/)\s+([^\W\d_][\w ./()]{0,24}))"
)
_LONE = re.compile(r"(?:[^\s@]+\s+){1,5}(@\s?[\w.-]+)")
"""A few words, and the only name behind @."""

_SPACED = re.compile(r"@\s+(?=\S+\Z)")
_ADDRESS = re.compile(r"[^@\s]+@([a-z0-9.-]+\.[a-z]{2,24})")
FORMS = (
    ("reddit", re.compile(r"/?u(?:ser)?/([\w-]+)/?")),
    ("linkedin", re.compile(r"/?in/([^/\s]+)/?")),
    ("bluesky", re.compile(r"@?([a-z0-9-]+\.bsky\.social|did:[a-z]+:\S+)")),
    ("mastodon", re.compile(r"@([\w.-]+@[a-z0-9.-]+\.[a-z]{2,24})")),
    ("wechat", re.compile(r"(wxid_\w+)")),
    ("discord", re.compile(r"([^#@:\s]{2,32}#\d{4})")),
)
"""Forms that only one platform has, and the handle in them."""


def find_account(text: str, issuer: str) -> tuple[str, str] | Reason:
    """Platform and handle of a cleaned text, the issuer where the text names no platform.

    >>> find_account("IG: jane.doe", ""), find_account("(https://x.com/jane?s=20)", "")
    (('instagram', 'jane.doe'), ('x', 'jane'))
    >>> find_account("follow me @jane", "tiktok")
    ('tiktok', '@jane')
    """
    if link := _LINK.fullmatch(text):
        text = link["a"] or link["b"] or link["c"]
    if text[:7].lower() in ("http%3a", "https%3"):
        text = unquote(text)
    text = _SPACED.sub("@", text)
    found = _from_canonical(text, issuer) or _from_app(text) or _from_url(text) or _from_words(text)
    if found:
        return found
    lone = _LONE.fullmatch(text)
    return issuer or _by_form(text), lone[1] if lone else text


def _from_canonical(text: str, issuer: str) -> tuple[str, str] | None:
    """Both sides of ``instagram:jane``, and of ``:jane`` for an unknown platform."""
    head, colon, tail = text.partition(":")
    if issuer == "skype" and head.lower() == "live":
        return issuer, text
    is_known = not head or head == issuer or find_platform(head) == head
    if colon and is_known and "//" not in tail[:2]:
        return head or issuer, tail.strip()
    return None


def _from_words(text: str) -> tuple[str, str] | None:
    """``Instagram: jane`` and ``jane (Instagram)``."""
    first = _NAMED_FIRST.fullmatch(text)
    if first and (platform := find_platform(first[1])):
        return platform, first[2]
    last = _NAMED_LAST.fullmatch(text)
    if last and (platform := find_platform(last[2] or last[3] or last[4])):
        return platform, last[1]
    return None


def _by_form(text: str) -> str:
    """The only platform whose accounts look so, or ``""``.

    >>> _by_form("@jane@fosstodon.org"), _by_form("u/jane"), _by_form("@jane")
    ('mastodon', 'reddit', '')
    """
    lower = text.lower()
    address = _ADDRESS.fullmatch(lower)
    if address and platform_of_host(address[1]) == ("mastodon", ""):
        return "mastodon"
    return next((platform for platform, form in FORMS if form.fullmatch(lower)), "")


def _from_app(text: str) -> tuple[str, str] | None:
    app = _APP.fullmatch(text)
    if app is None:
        return None
    scheme = text.partition(":")[0].lower()
    return _APPS.get(scheme, scheme), app["h"]


def _from_url(text: str) -> tuple[str, str] | Reason | None:
    """Platform and handle of the address of a profile; None where the text is no address."""
    url = _URL.fullmatch(text)
    if url is None:
        return None
    host = url["host"].lower()
    platform, sub = platform_of_host(host)
    path = (url["path"] or "").rstrip(")")
    if not platform:
        return _from_unknown(host, path, is_url=bool(url["scheme"] or "/" in text))
    if host.endswith(".github.io"):
        return platform, sub
    if sub and not _SUBDOMAIN.fullmatch(sub):
        return (platform, sub) if platform in _OWN_SUBDOMAINS else Reason.BAD_FORMAT
    if not path.strip("/"):
        return Reason.BAD_FORMAT
    return _from_path(platform, host, path)


def _from_path(platform: str, host: str, path: str) -> tuple[str, str] | Reason:
    rules = read_platform(platform)
    found = rules.path.fullmatch(unquote(path))
    handle = next((group for group in found.groups() if group), "") if found else ""
    handle = handle[:1] + re.split(r"[?#]", handle[1:])[0]
    if not handle:
        return Reason.BAD_FORMAT
    if handle.lower() in rules.reserved:
        return Reason.NOT_ASSIGNED
    if platform == "mastodon" and "@" not in handle:
        handle = f"{handle}@{host.removeprefix('www.')}"
    return platform, handle


def _from_unknown(host: str, path: str, *, is_url: bool) -> tuple[str, str] | Reason | None:
    """A profile on a server of Mastodon that no list knows: ``https://example.social/@jane``."""
    profile = re.fullmatch(r"(?:web/)?@(\w[\w.-]*)(@[\w.-]+)?/?(?:[?#/].*)?", path)
    if profile:
        return "mastodon", profile[1] + (profile[2] or f"@{host.removeprefix('www.')}")
    return Reason.BAD_FORMAT if is_url else None
