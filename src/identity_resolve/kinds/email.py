"""Email addresses: form by email-validator (RFC 5321), mailbox by the rule of the provider."""

from __future__ import annotations

import re
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_json, read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["EMAIL"]

_PLAIN = re.compile(
    r"([a-z0-9_+-]++(?:\.[a-z0-9_+-]++)*+)@"
    r"((?:[a-z0-9]++(?:-[a-z0-9]++)*+\.)++"
    r"(?!(?:arpa|invalid|local|localhost|onion|test)\Z)[a-z]{2,})"
)
"""Addresses that email-validator accepts as they stand; others are left to it."""

_PLAIN_LENGTH = 64  # so that neither label nor address can exceed its limit
_ANGLE = re.compile(r"<([^<>]*@[^<>]*)>")
_MAILTO = re.compile(r"mailto:([^?]*)")
_AROUND_AT = re.compile(r"\s*@\s*")
_EDGES = " \"'<>()[]{},;:."
_HOTMAIL = re.compile(r"(?:hotmail|live|outlook)\.[a-z.]+")


@dataclass(frozen=True, slots=True)
class _Provider:
    """How a provider reads the local part of its addresses."""

    domain: str
    separator: str
    ignored: str
    by_subdomain: bool


def _load_providers() -> dict[str, _Provider]:
    """Rules that are safe to match on, by domain."""
    providers = {}
    for rule in read_json("email_providers.json")["providers"]:
        if rule["strength"] not in ("strong", "medium"):
            continue
        for domain in rule["domains"]:
            folded = rule["canonical_domain"] if domain in rule["fold_domains"] else domain
            providers[domain] = _Provider(
                domain=folded,
                separator=rule["subaddress_separator"],
                ignored=rule["ignored_chars"],
                by_subdomain=rule["subdomain_addressing"],
            )
    return providers


def _load_fakes() -> tuple[frozenset[str], frozenset[str], re.Pattern[str]]:
    """Addresses, domains and a pattern of addresses that nobody has.

    Example domains are left out: of them only whole addresses (test@example.com) are nobody's.
    The patterns are all anchored at the start, so one `match` tests them together.
    """
    rows = read_rows("placeholder_values.csv")
    addresses = frozenset(row["value"] for row in rows if row["kind"] == "email")
    domains = frozenset(
        row["value"]
        for row in rows
        if row["kind"] == "email_domain" and not row["value"].startswith("example.")
    )
    patterns = [row["value"] for row in rows if row["kind"] == "email_regex"]
    patterns.sort(key=lambda pattern: r"\1" not in pattern)  # a numbered group must come first
    return addresses, domains, re.compile("|".join(patterns))


_PROVIDERS = _load_providers()
_FAKE_ADDRESSES, _FAKE_DOMAINS, _FAKE = _load_fakes()


def _render_email(email: str, _mailbox: str) -> str:
    """The address alone, as its mailbox follows from it.

    >>> _render_email("jo.smith@gmail.com", "josmith@gmail.com")
    'jo.smith@gmail.com'
    """
    return email


def _parse_email(text: str, _context: Context) -> Parsed:
    """An address in lower case and the mailbox it is delivered to.

    >>> _parse_email("Jo.Smith+news@GoogleMail.com", Context())
    ('jo.smith+news@googlemail.com', 'josmith@gmail.com')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    email = text.strip().lower()
    plain = _PLAIN.fullmatch(email)
    if plain is None or len(email) > _PLAIN_LENGTH:
        return _parse_unusual(text)
    local, domain = plain.groups()
    if email in _FAKE_ADDRESSES or domain in _FAKE_DOMAINS or _FAKE.match(email):
        return Reason.PLACEHOLDER
    return email, _mailbox(email, local, domain)


def _parse_unusual(text: str) -> Parsed:
    text = _repair(text)
    if is_placeholder("email", text):
        return Reason.PLACEHOLDER
    local, _, domain = text.rpartition("@")
    if not local:
        return Reason.BAD_FORMAT
    if domain in _FAKE_DOMAINS or domain.rpartition(".")[2] in _FAKE_DOMAINS:
        return Reason.PLACEHOLDER
    try:
        email = validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return Reason.TOO_LONG if len(text) > 254 else Reason.BAD_FORMAT
    local, _, domain = email.rpartition("@")
    return email, _mailbox(email, local, domain)


def _repair(text: str) -> str:
    """The address in ``"Jo" <jo@x.com>``, ``mailto:jo@x.com?subject=hi`` or ``(jo @x.com).``."""
    text = clean(text).lower()
    if angle := _ANGLE.search(text):
        text = angle[1]
    text = text.strip(_EDGES)
    if mailto := _MAILTO.match(text):
        text = mailto[1].strip(_EDGES)
    return _AROUND_AT.sub("@", text)


def _mailbox(email: str, local: str, domain: str) -> str:
    """The address that all spellings of one mailbox share, by the rule of its provider."""
    provider = _PROVIDERS.get(domain)
    if provider is None:
        return _mailbox_elsewhere(email, local, domain)
    local = local.partition(provider.separator)[0] or local
    for character in provider.ignored:
        local = local.replace(character, "") or local
    return f"{local}@{provider.domain}"


def _mailbox_elsewhere(email: str, local: str, domain: str) -> str:
    """``any@jo.fastmail.com`` is jo@fastmail.com; hotmail.fr reads tags as hotmail.com does."""
    label, _, parent = domain.partition(".")
    provider = _PROVIDERS.get(parent)
    if provider is not None and provider.by_subdomain:
        return f"{label}@{parent}"
    if "+" in local and _HOTMAIL.fullmatch(domain):
        return f"{local.partition('+')[0] or local}@{domain}"
    return email


EMAIL = Kind(
    name="email",
    title="email address",
    identifier_class=IdentifierClass.CONTACT_POINT,
    parse=_parse_email,
    parts=("email", "mailbox"),
    share_limit=4,
    headers=(
        r"(?!(?:is|has|no|opt|valid)_)(?:[a-z0-9]+_){0,3}"
        r"(?:e_?mails?|mail|e_?mail_?(?:address(?:es)?|addr|adr|id)|emailadresse|correo)"
        r"(?:_?(?:\d+|primary|secondary|home|work|personal))?"
    ),
    examples=("Jo.Smith@example.com", "Jo Smith <jo@example.org>", "mailto:jo@example.net"),
    looks_like=r"[^@]{0,99}?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}>?\s*",
    many=True,
    render=_render_email,
    split=r"[;,|]|\s/\s|(?<!\s)\s+(?=[^\s<>@]+@)",
)
