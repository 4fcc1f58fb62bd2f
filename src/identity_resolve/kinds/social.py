"""Accounts on social networks, by the handle or the address of the profile.

The canonical form is ``platform:handle`` in lower case, with nothing before the colon while the
platform is unknown. Handles can be given up and taken by another; numeric ids cannot.
"""

from __future__ import annotations

import re
from dataclasses import replace

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.issuers import normalize_issuer
from identity_resolve.kinds.phone import PHONE
from identity_resolve.kinds.phone_plan import MIN_DIGITS
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.social_platforms import (
    find_platform,
    is_platform_word,
    read_platform,
)
from identity_resolve.kinds.social_text import FORMS, find_account
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["SOCIALS"]

_PLAIN = re.compile(r"@?([a-z0-9_]{2,30})", re.ASCII)
_GROUPED_DIGITS = re.compile(r"[\d.-]*\d[.-][\d.-]*")
_CHANNEL = re.compile(r"(?:youtube:)?(UC[A-Za-z0-9_-]{22})")
_BY_PHONE = frozenset({"whatsapp", "signal", "telegram", "viber", "wechat"})
_LONGEST_NATIONAL = 10  # a longer number has its country code
_HOMES = {"wechat": "CN"}
"""Regions of platforms at home in one country."""

_PLACEHOLDERS = frozenset(
    {
        *("username", "yourusername", "your_username", "your.username", "handle", "yourhandle"),
        *("your_handle", "yourname", "your_name", "handlehere", "user", "userid", "profile"),
        *("example", "nohandle", "noaccount", "no_account", "nosocial", "undefined"),
    }
)


def _issuer(context: Context) -> str:
    if not context.issuer:
        return ""
    return find_platform(context.issuer) or normalize_issuer(context.issuer).lower()


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
    found = find_account(cleaned, _issuer(context))
    if isinstance(found, Reason):
        return found
    platform, handle = found
    return _finish(platform, handle, context)


def _finish(platform: str, handle: str, context: Context) -> Parsed:
    """The canonical form of a handle, if the platform could have given it."""
    handle = _tidy(platform, handle)
    if platform in _BY_PHONE and (phone := _phone(platform, handle, context)) is not None:
        return phone if isinstance(phone, Reason) else (f"{platform}:{phone}",)
    if not handle:
        return Reason.BAD_FORMAT
    if handle in _PLACEHOLDERS or is_placeholder("any", handle) or not handle.strip("0_.-x"):
        return Reason.PLACEHOLDER
    if is_platform_word(handle):
        return Reason.PLACEHOLDER
    rules = read_platform(platform)
    if handle in rules.reserved:
        return Reason.NOT_ASSIGNED
    if not rules.handle.fullmatch(handle):
        return _fault(rules.handle, handle)
    if not platform and _GROUPED_DIGITS.fullmatch(handle):
        return Reason.BAD_FORMAT
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
    for known, form in FORMS:
        if known == platform and (found := form.fullmatch(handle)):
            return found[1]
    if platform == "bluesky" and handle and "." not in handle:
        return f"{handle}.bsky.social"
    return handle


def _phone(platform: str, handle: str, context: Context) -> str | Reason | None:
    """The number of an account that is a phone number; None where it is a name."""
    digits = "".join(filter(str.isdecimal, handle))
    if len(digits) < MIN_DIGITS or any(c.isalpha() for c in handle):
        return None
    if home := _HOMES.get(platform):
        context = replace(context, region=home)
    elif len(digits) > _LONGEST_NATIONAL and digits[0] != "0" and handle[0] != "+":
        handle = f"+{digits}"
    parsed = PHONE.parse(handle, context)
    if isinstance(parsed, Reason):
        return None if platform == "telegram" and handle.isdecimal() else parsed
    return parsed[0]


def _fault(pattern: re.Pattern[str], handle: str) -> Reason:
    """Why a handle does not fit the form of its platform.

    >>> fault = lambda handle: str(_fault(re.compile("[a-z]{3,15}"), handle))
    >>> fault("a" * 16), fault("a"), fault("jane-doe")
    ('too long', 'too short', 'bad format')
    """
    fitting = (end for end in range(len(handle) - 1, 1, -1) if pattern.fullmatch(handle[:end]))
    if (end := next(fitting, 0)) and pattern.fullmatch(handle[: end - 1] + handle[end]):
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
