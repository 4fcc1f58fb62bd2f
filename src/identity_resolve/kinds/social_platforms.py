"""Social networks: their names, hosts and handles, as the table `social_platforms.csv` has them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from identity_resolve.kinds.tables import read_rows

__all__ = [
    "Platform",
    "find_platform",
    "is_platform_word",
    "platform_of_host",
    "read_platform",
]

_NOT_LETTER = re.compile(r"[\W_]+")
_LONGEST_SHORT_NAME = 4
_EVERYWHERE = frozenset(
    {
        *("explore", "home", "intent", "login", "logout", "privacy", "share", "sharer", "signup"),
        "terms",
    }
)


@dataclass(frozen=True, slots=True)
class Platform:
    """What a network asks of its handles, and how the addresses of its profiles look.

    Attributes:
        path: an address behind the host; the group that matched is the handle.
        handle: a handle in lower case.
        reserved: words in its addresses that are no account.
    """

    path: re.Pattern[str]
    handle: re.Pattern[str]
    reserved: frozenset[str]


_NOWHERE = Platform(
    path=re.compile(r"(?!)"),
    handle=re.compile(r"(?=.*[^\W_])\w(?:[\w.-]{0,62}\w)?"),
    reserved=_EVERYWHERE,
)
"""What is asked of a handle while its platform is unknown, or is one that no table has."""


def read_platform(name: str) -> Platform:
    """The rules of a platform, lenient ones where it is unknown.

    >>> bool(read_platform("x").handle.fullmatch("jane.doe"))
    False
    >>> bool(read_platform("crm").handle.fullmatch("jane.doe"))
    True
    """
    return _platforms().get(name, _NOWHERE)


@lru_cache(maxsize=1024)
def find_platform(text: str) -> str:
    """The platform of a name, however written, or ``""``.

    >>> find_platform("X (Twitter)"), find_platform("IG"), find_platform("crm")
    ('x', 'instagram', '')
    """
    names = _names()
    folded = text.lower().removesuffix(".com")
    if found := names.get(_NOT_LETTER.sub("", folded)):
        return found
    return next((names[word] for word in _NOT_LETTER.split(folded) if word in names), "")


def is_platform_word(text: str) -> bool:
    """Whether a lower-case text is the name of a platform: somebody wrote where, not who."""
    return len(text) > _LONGEST_SHORT_NAME and text in _names()


def platform_of_host(host: str) -> tuple[str, str]:
    """Platform and subdomain of a lower-case host.

    >>> platform_of_host("mobile.twitter.com"), platform_of_host("example.org")
    (('x', 'mobile'), ('', ''))
    """
    hosts = _hosts()
    if platform := hosts.get(host):
        return platform, ""
    sub, _, rest = host.partition(".")
    return (hosts[rest], sub) if rest in hosts else ("", "")


@cache
def _platforms() -> dict[str, Platform]:
    return {
        row["platform"]: Platform(
            re.compile(rf"(?:{row['path']})(?:[/?#].*)?", re.IGNORECASE),
            re.compile(row["handle"]),
            frozenset(row["reserved"].split()) | _EVERYWHERE,
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
