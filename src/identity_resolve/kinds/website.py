"""Websites: the host that somebody registered, without scheme, www and page."""

from __future__ import annotations

import re
from functools import cache

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["WEBSITE"]

_ADDRESS = re.compile(
    r"(?:[a-z]+:)?(?://)?(?:[^/@]*@)?(?P<host>[^/?#:@\s]+)(?::\d+)?(?P<path>[/?#]\S*)?"
)
_HOST = re.compile(r"(?:(?!-)[\w-]{1,63}\.)+(?:[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59})\.?")
_WWW = re.compile(r"(?:www?\d?\.)+(?=[^.]+\.)")
_SECOND = re.compile(r"com?|org?|net?|gov?|ac|edu|gob|gouv|gv|ltd|plc|nom|school")
"""Labels that registries of countries put before their own: acme.co.uk, acme.com.au."""

_SECTION = re.compile(
    r"[cpsu]|channel|compan(?:y|ies)|groups|in|maps|pages|people|profile|shops?|site|stores?|users?|view"
)
"""Parts of a path after which the name of an account follows."""


def _parse_website(text: str, _: Context) -> Parsed:
    """The registered part of the host; on hosts that many share (facebook.com) the account, too.

    >>> _parse_website("https://www.Acme-Tools.co.uk/contact?x=1", Context())
    ('acme-tools.co.uk',)
    >>> _parse_website("facebook.com/pages/AcmeTools/", Context())
    ('facebook.com/acmetools',)
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    cleaned = clean(text).strip(" <>()[]\"'.,;").lower()
    if is_placeholder("any", cleaned):
        return Reason.PLACEHOLDER
    found = _ADDRESS.fullmatch(cleaned)
    if not found or not _HOST.fullmatch(found["host"]):
        return Reason.BAD_FORMAT
    if "@" in cleaned.partition("/")[0] and "//" not in cleaned:
        return Reason.BAD_FORMAT  # an email address
    site = _site(_WWW.sub("", found["host"].rstrip("."), count=1), found["path"] or "")
    return (site,) if site else Reason.SHARED


def _site(host: str, path: str) -> str:
    """What tells a website: its registered host, and on shared hosts the account; ``""`` for none."""
    labels = host.split(".")
    own = 3 if len(labels) > 2 and len(labels[-1]) == 2 and _SECOND.fullmatch(labels[-2]) else 2
    registered = ".".join(labels[-own:])
    match _shared_hosts().get(registered):
        case "subdomain":
            return ".".join(labels[-own - 1 :]) if len(labels) > own else ""
        case "path":
            names = re.findall(r"(?<=/)[\w.@%-]+(?=[/?#]|$)", path)
            account = next((name for name in names if not _SECTION.fullmatch(name)), "")
            return f"{registered}/{account}" if account else ""
    return registered


@cache
def _shared_hosts() -> dict[str, str]:
    return {row["host"]: row["account"] for row in read_rows("shared_hosts.csv")}


WEBSITE = Kind(
    name="website",
    title="website",
    identifier_class=IdentifierClass.CONTACT_POINT,
    parse=_parse_website,
    parts=("website",),
    share_limit=5,
    headers=header_pattern(
        r"(?:company_|business_|org_|corporate_|vendor_|supplier_)?"
        r"(?:web_?site|web|url|home_?page|web_?(?:address|url)|site_url|domain(?:_name)?"
        r"|internet|webseite|site_web|pagina_web|sitio_web)(?:_url|_address)?"
    ),
    examples=("https://www.acme-tools.co.uk/contact", "acme.com", "facebook.com/AcmeTools"),
    many=True,
)
