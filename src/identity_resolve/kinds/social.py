"""Accounts on social networks, by the handle or the address of the profile.

The canonical form is ``platform:handle`` in lower case, with nothing before the colon while the
platform is unknown. Handles can be given up and taken by another; numeric ids cannot.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.issuers import normalize_issuer
from identity_resolve.kinds.phone import PHONE
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["SOCIALS"]

_PLAIN = re.compile(r"@?([a-z0-9_]{2,30})", re.ASCII)
_URL = re.compile(
    r"(?:(?P<scheme>https?):)?(?://)?@?(?P<host>(?:[\w-]+\.)+[a-z]{2,24})(?::\d+)?(?:/+(?P<path>.*))?",
    re.IGNORECASE,
)
_APP = re.compile(
    r"(?:whatsapp://send/?\?(?:.*&)?phone=|tg://resolve/?\?(?:.*&)?domain=|(?:twitter|x)://user\?screen_name="
    r"|instagram://user\?username=|fb://profile/|snapchat://add/|skype:(?!live:)|weixin://dl/chat\?)(?P<h>[^&?/]+).*",
    re.IGNORECASE,
)
_APPS = {"tg": "telegram", "fb": "facebook", "twitter": "x", "weixin": "wechat"}
_SUBDOMAIN = re.compile(
    r"www\d?|m|mobile|mbasic|touch|web|api|old|new|np|amp|app|(?!v[mt])[a-z]{2}(?:-[a-z]{2})?"
)
_NAMED_FIRST = re.compile(
    r"([^\W\d_][^:@]{0,24}?)(?:\s*[:|=>/-]+\s*|\s+)"
    r"(?:(?:handle|id|user|username|name|is|account)\b[\s:]*)*(@?\S+(?:\s\d[\d\s()-]+)?)"
)
_NAMED_LAST = re.compile(
    r"(@?\S+?)\s*(?:\(\s*([^()]+?)\s*\)|\[([^\[\]]+)\]|\s(?:on|at|via|-|/)\s+([^\W\d_][\w ./()]{0,24}))"
)
_FORMS = (
    ("reddit", re.compile(r"/?u(?:ser)?/([\w-]+)/?")),
    ("linkedin", re.compile(r"/?in/([^/\s]+)/?")),
    ("bluesky", re.compile(r"@?([a-z0-9-]+\.bsky\.social|did:[a-z]+:\S+)")),
    ("mastodon", re.compile(r"@([\w.-]+@[a-z0-9.-]+\.[a-z]{2,24})")),
    ("wechat", re.compile(r"(wxid_\w+)")),
    ("discord", re.compile(r"([^#@:\s]{2,32}#\d{4})")),
)
_ADDRESS = re.compile(r"[^@\s]+@([a-z0-9.-]+\.[a-z]{2,24})")
_HANDLE = re.compile(r"(?=.*[^\W_])\w(?:[\w.-]{0,62}\w)?")
_NOT_LETTER = re.compile(r"[\W_]+")
_CHANNEL = re.compile(r"(?:youtube:)?(UC[A-Za-z0-9_-]{22})")
_BY_PHONE = frozenset({"whatsapp", "signal", "telegram"})
_LENGTHS = (15, 20, 24, 25, 30, 32, 39, 50, 64, 100)
_RESERVED = frozenset(
    (
        "home",
        "login",
        "logout",
        "share",
        "sharer",
        "signup",
        "intent",
        "explore",
        "privacy",
        "terms",
    )
)
_PLACEHOLDERS = frozenset(
    {
        *("username", "yourusername", "your_username", "your.username", "handle", "yourhandle"),
        *("your_handle", "yourname", "your_name", "handlehere", "user", "userid", "profile"),
        *("example", "nohandle", "noaccount", "no_account", "nosocial", "undefined"),
    }
)


@dataclass(frozen=True, slots=True)
class _Platform:
    """What a network asks of its handles, and how the addresses of its profiles look."""

    name: str
    path: re.Pattern[str]
    handle: re.Pattern[str]
    reserved: frozenset[str]


@cache
def _platforms() -> dict[str, _Platform]:
    return {
        row["platform"]: _Platform(
            row["platform"],
            re.compile(rf"(?:{row['path']})(?:[/?#].*)?", re.IGNORECASE),
            re.compile(row["handle"]),
            frozenset(row["reserved"].split()) | _RESERVED,
        )
        for row in read_rows("social_platforms.csv")
    }


@cache
def _names() -> dict[str, str]:
    rows = read_rows("social_platforms.csv")
    return {name: row["platform"] for row in rows for name in row["names"].split()}


@cache
def _hosts() -> dict[str, str]:
    rows = read_rows("social_platforms.csv")
    return {host: row["platform"] for row in rows for host in row["hosts"].split()}


@lru_cache(maxsize=1024)
def _find_platform(text: str) -> str:
    """The platform of a name, however written, or ``""``.

    >>> _find_platform("X (Twitter)"), _find_platform("IG"), _find_platform("crm")
    ('x', 'instagram', '')
    """
    names = _names()
    folded = text.lower().removesuffix(".com")
    if found := names.get(_NOT_LETTER.sub("", folded)):
        return found
    words = [names[word] for word in _NOT_LETTER.split(folded) if word in names]
    return words[0] if words else ""


def _issuer(context: Context) -> str:
    if not context.issuer:
        return ""
    return _find_platform(context.issuer) or normalize_issuer(context.issuer).lower()


def _parse_social(text: str, context: Context) -> Parsed:
    """An account with its platform, as far as the text or its issuer tells.

    >>> _parse_social("https://www.instagram.com/Jane.Doe/?hl=en", Context())
    ('instagram:jane.doe',)
    >>> _parse_social("@JaneDoe", Context(issuer="Twitter")), _parse_social("@JaneDoe", Context())
    (('x:janedoe',), (':janedoe',))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return _finish(_issuer(context), plain[1], context)
    cleaned = clean(text).strip("<>\"'`,; ")
    if is_placeholder("any", cleaned):
        return Reason.PLACEHOLDER
    found = _split(cleaned, context)
    if isinstance(found, Reason):
        return found
    platform, handle = found
    return _finish(platform, handle, context)


def _split(text: str, context: Context) -> tuple[str, str] | Reason:
    """Platform and handle of a cleaned text."""
    issuer = _issuer(context)
    head, colon, tail = text.partition(":")
    if colon and (not head or head in _platforms() or head == issuer) and "//" not in tail[:2]:
        return head or issuer, tail.strip()
    if issuer == "skype" and head.lower() == "live":
        return issuer, text
    found = _from_app(text) or _from_url(text)
    if found is not None:
        return found
    first = _NAMED_FIRST.fullmatch(text)
    if first and (platform := _find_platform(first[1])):
        return platform, first[2]
    if (last := _NAMED_LAST.fullmatch(text)) and (
        platform := _find_platform(last[2] or last[3] or last[4])
    ):
        return platform, last[1]
    return issuer or _by_form(text), text


def _by_form(text: str) -> str:
    """The only platform whose accounts look so, or ``""``.

    >>> _by_form("@jane@fosstodon.org"), _by_form("u/jane"), _by_form("@jane")
    ('mastodon', 'reddit', '')
    """
    lower = text.lower()
    if (address := _ADDRESS.fullmatch(lower)) and _hosts().get(address[1]) == "mastodon":
        return "mastodon"
    return next((platform for platform, form in _FORMS if form.fullmatch(lower)), "")


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
    platform, sub = _platform_of(host)
    path = url["path"] or ""
    if not platform:
        return _from_unknown(host, path, is_url=bool(url["scheme"] or "/" in text))
    if sub and not _SUBDOMAIN.fullmatch(sub):
        is_profile = platform in ("tumblr", "medium", "telegram")
        return (platform, sub) if is_profile else Reason.BAD_FORMAT
    if host.endswith(".github.io"):
        return platform, host.partition(".")[0]
    if not path.strip("/"):
        return Reason.BAD_FORMAT
    return _from_path(platform, host, path)


def _platform_of(host: str) -> tuple[str, str]:
    """Platform and subdomain.

    >>> _platform_of("mobile.twitter.com"), _platform_of("example.org")
    (('x', 'mobile'), ('', ''))
    """
    hosts = _hosts()
    if platform := hosts.get(host):
        return platform, ""
    sub, _, rest = host.partition(".")
    if rest in hosts:
        return hosts[rest], sub
    return ("github", "") if rest == "github.io" else ("", "")


def _from_path(platform: str, host: str, path: str) -> tuple[str, str] | Reason:
    from urllib.parse import unquote

    found = _platforms()[platform].path.fullmatch(unquote(path))
    handle = next((group for group in found.groups() if group), "") if found else ""
    handle = handle if "?" not in handle and "#" not in handle[1:] else re.split(r"[?#]", handle)[0]
    if not handle:
        return Reason.BAD_FORMAT
    if handle.lower() in _platforms()[platform].reserved:
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


def _finish(platform: str, handle: str, context: Context) -> Parsed:
    """The canonical form of a handle, if the platform could have given it."""
    handle = _tidy(platform, handle)
    if platform in _BY_PHONE and (phone := _phone(platform, handle, context)) is not None:
        return phone if isinstance(phone, Reason) else (f"{platform}:{phone}",)
    if not handle:
        return Reason.BAD_FORMAT
    if handle in _PLACEHOLDERS or is_placeholder("any", handle) or not handle.strip("0_.-x"):
        return Reason.PLACEHOLDER
    if len(handle) > 4 and handle in _names():
        return Reason.PLACEHOLDER  # somebody wrote where, not who
    known = _platforms().get(platform)
    if handle in (known.reserved if known else _RESERVED):
        return Reason.NOT_ASSIGNED
    if not (known.handle if known else _HANDLE).fullmatch(handle):
        return _fault(known.handle if known else _HANDLE, handle)
    if platform == "facebook" and not handle.isdigit():
        handle = handle.replace(".", "")
    return (f"{platform}:{handle}",)


def _tidy(platform: str, handle: str) -> str:
    """Lower case without @, and what a platform adds or leaves out.

    >>> _tidy("bluesky", "@Jane"), _tidy("reddit", "/u/Jane/"), _tidy("github", "Jane ")
    ('jane.bsky.social', 'jane', 'jane')
    """
    if platform == "youtube" and (channel := _CHANNEL.fullmatch(handle.strip("/ "))):
        return channel[1]
    handle = handle.lower().strip("/ ").lstrip("@").rstrip(".,;!? ")
    for known, form in _FORMS:
        if known == platform and (found := form.fullmatch(handle)):
            return found[1]
    if platform == "bluesky" and handle and "." not in handle:
        return f"{handle}.bsky.social"
    return handle


def _phone(platform: str, handle: str, context: Context) -> str | Reason | None:
    """The number of an account that is a phone number; None where it is a name."""
    digits = "".join(filter(str.isdecimal, handle))
    if len(digits) < 7 or any(c.isalpha() for c in handle):
        return None
    is_abroad = len(digits) > 10 and digits[0] != "0" and handle[0] != "+"
    parsed = PHONE.parse(f"+{digits}" if is_abroad else handle, context)
    if isinstance(parsed, Reason):
        return None if platform == "telegram" and handle.isdecimal() else parsed
    return parsed[0]


def _fault(pattern: re.Pattern[str], handle: str) -> Reason:
    """Why a handle does not fit the form of its platform.

    >>> str(_fault(re.compile("[a-z]{1,15}"), "a" * 16)), str(_fault(re.compile("[a-z]{3,}"), "a"))
    ('too long', 'too short')
    """
    if any(len(handle) > k and pattern.fullmatch(handle[:k]) for k in _LENGTHS):
        return Reason.TOO_LONG
    return Reason.TOO_SHORT if pattern.fullmatch(handle * 6) else Reason.BAD_FORMAT


def _describe_social(parts: tuple[str, ...], _: Context) -> Description:
    """The platform, and whether the account is a name, a number or a company.

    >>> dict(_describe_social(("facebook:100004123456789",), Context()).facts)
    {'form': 'numeric id', 'platform': 'facebook'}
    """
    platform, _colon, handle = parts[0].partition(":")
    facts = {"form": "handle"}
    if handle.startswith("+"):
        facts["form"] = "phone"
    elif handle.isdigit() and len(handle) > 4:
        facts["form"] = "numeric id"
    elif _CHANNEL.fullmatch(handle) and platform == "youtube":
        facts["form"] = "channel id"
    elif platform == "linkedin" and "/" in handle:
        facts["form"] = "company"
    if not platform:
        return Description(0.7, facts)
    is_company = facts["form"] == "company"
    return Description(0.5 if is_company else 1.0, facts | {"platform": platform})


_SITES = (
    r"twitter|instagram|insta|facebook|linkedin|linked_in|tik_?tok|you_?tube|telegram|we_?chat|snapchat|reddit"
    r"|git_?hub|threads|blue_?sky|bsky|mastodon|pinterest|discord|twitch|messenger|weibo|tumblr|skype"
)
_SHORT_SITES = r"x|ig|fb|li|yt|tt|tg|snap|gh|line|qq|vk|signal|kik|xing|medium|gitlab|soundcloud"
_WHAT = r"_?(?:handle|user_?name|user|screen_?name|profile|account|url|link|page|slug|channel|nick(?:name)?)"

SOCIAL = Kind(
    name="social_handle",
    title="account on a social network",
    identifier_class=IdentifierClass.CONTACT_POINT,
    parse=_parse_social,
    parts=("social_handle",),
    share_limit=6,
    headers=header_pattern(
        rf"(?:social|social_?media|social_?network|sm)(?:{_WHAT}s?){{0,2}}(?:_id)?|handles?|screen_?name|at_?name"
        rf"|(?:social_)?(?:{_SITES})(?:{_WHAT}s?){{0,2}}(?:_?id)?|(?:{_SHORT_SITES})(?:{_WHAT}){{1,2}}(?:_?id)?|(?:fb|ig|tg|snap)_id"
    ),
    examples=(
        "@jane_doe",
        "https://www.instagram.com/jane.doe/?hl=en",
        "linkedin.com/in/jane-doe-42",
    ),
    looks_like=(
        r"\s*@[A-Za-z0-9_][\w.]{1,29}\s*|\s*(?:https?://)?(?:www\.|m\.|mobile\.)?(?:twitter|x|instagram|facebook"
        r"|fb|tiktok|snapchat|threads)\.(?:com|net)/@?[\w.-]+/?(?:\?.*)?\s*"
        r"|\s*(?:https?://)?(?:[a-z]{2,3}\.)?linkedin\.com/in/[\w%-]+/?(?:\?.*)?\s*"
    ),
    many=True,
    split=r"[;|,]\s*|\s+(?:and|&|or|/)\s+|\s+(?=@|https?://|www\.)",
    shapes=(
        Shape(
            r"(?:https?://)?(?:www\.|m\.|mobile\.|[a-z]{2}\.)?(?:twitter|x|instagram|facebook|fb|tiktok|snapchat"
            r"|threads|linkedin|reddit|github|youtube|pinterest|t|wa|bsky)\.(?:com|net|me|app)/\S+",
            0.95,
            "address of a profile",
        ),
        Shape(r"@[\w.-]+@[a-z0-9.-]+\.[a-z]{2,}", 0.9, "form of an account on Mastodon"),
        Shape(r"@[a-z0-9_](?:[\w.]{0,28}\w)?", 0.8, "a name behind @"),
    ),
    cues=(
        r"twitter|instagram|insta|facebook|linkedin|tiktok|telegram|snapchat|reddit|github|bluesky|mastodon"
        r"|(?:social\s)?handle|my\sig|(?:on|at)\s(?:x|ig|fb)"
    ),
    describe=_describe_social,
)

SOCIALS: tuple[Kind, ...] = (SOCIAL,)
