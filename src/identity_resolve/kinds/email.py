"""Email addresses: form by email-validator (RFC 5321), mailbox by the rule of the provider."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Plain, Shape
from identity_resolve.kinds.email_facts import confidence_of, facts_of, is_provider
from identity_resolve.kinds.email_plain import read_addresses
from identity_resolve.kinds.email_text import guesses, is_absent, repair
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_json, read_rows
from identity_resolve.kinds.text import MAX_LENGTH

if TYPE_CHECKING:
    import polars as pl

__all__ = ["EMAIL"]

_PLAIN = re.compile(
    r"([a-z0-9_+-]++(?:[.'][a-z0-9_+-]++)*+)@"
    r"((?:[a-z0-9]++(?:-[a-z0-9]++)*+\.)++"
    r"(?!(?:arpa|invalid|local|localhost|onion|test)\Z)[a-z]{2,})"
)
"""Addresses that email-validator accepts as they stand; others are left to it."""

_MOST_CHARACTERS = 254  # of an address, RFC 5321
_MOST_LOCAL_BYTES = 64  # RFC 5321; email-validator leaves it to its strict mode
_PLAIN_LENGTH = 64  # so that neither label nor address can exceed its limit
_YAHOO = re.compile(r"(?:yahoo|ymail|y7mail|rocketmail)\.[a-z.]+")
_HOTMAIL = re.compile(r"(?:hotmail|live|outlook)\.[a-z.]+")


@dataclass(frozen=True, slots=True)
class _Provider:
    """How a provider reads the local part of its addresses."""

    domain: str
    separator: str
    ignored: str
    read_as_dot: str
    by_subdomain: bool
    name: str
    strength: str


@cache
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
                read_as_dot=rule.get("dot_chars", ""),
                by_subdomain=rule["subdomain_addressing"],
                name=rule["provider"],
                strength=rule["strength"],
            )
    return providers


@cache
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
    return _parse_plain(plain)


def _read_plain(texts: pl.Series, _context: Context) -> Plain:
    return read_addresses(texts, _load_providers(), _load_fakes())


def _parse_plain(plain: re.Match[str]) -> Parsed:
    email = plain[0]
    local, domain = plain.groups()
    addresses, domains, fake = _load_fakes()
    if email in addresses or domain in domains or fake.match(email):
        return Reason.PLACEHOLDER
    return email, _mailbox(email, local, domain)


def _parse_unusual(text: str) -> Parsed:
    text = repair(text)
    if is_placeholder("email", text) or is_absent(text):
        return Reason.PLACEHOLDER
    local, _, domain = text.rpartition("@")
    if not local:
        return Reason.BAD_FORMAT
    _, fakes, _ = _load_fakes()
    if domain in fakes or domain.rpartition(".")[2] in fakes:
        return Reason.PLACEHOLDER
    if len(text) <= _PLAIN_LENGTH and (plain := _PLAIN.fullmatch(text)):
        return _parse_plain(plain)
    email = _normalize(text)
    if not email:
        return Reason.TOO_LONG if len(text) > _MOST_CHARACTERS else Reason.BAD_FORMAT
    local, _, domain = email.rpartition("@")
    if len(local.encode()) > _MOST_LOCAL_BYTES:
        return Reason.TOO_LONG
    return email, _mailbox(email, local, domain)


def _normalize(text: str) -> str:
    """The address as email-validator writes it, in lower case; ``""`` where it is none."""
    from email_validator import EmailNotValidError, validate_email

    try:
        return validate_email(text, check_deliverability=False).normalized.lower()
    except EmailNotValidError:
        return ""


def _mailbox(email: str, local: str, domain: str) -> str:
    """The address that all spellings of one mailbox share, by the rule of its provider."""
    provider = _load_providers().get(domain)
    if provider is None:
        return _mailbox_elsewhere(email, local, domain)
    local = local.partition(provider.separator)[0] or local
    for character in provider.ignored:
        local = local.replace(character, "") or local
    for character in provider.read_as_dot:
        local = local.replace(character, ".")
    return f"{local}@{provider.domain}"


def _mailbox_elsewhere(email: str, local: str, domain: str) -> str:
    """``any@jo.fastmail.com`` is jo@fastmail.com; hotmail.fr reads tags as hotmail.com does."""
    label, _, parent = domain.partition(".")
    provider = _load_providers().get(parent)
    if provider is not None and provider.by_subdomain:
        return f"{label}@{parent}"
    if "+" in local and _HOTMAIL.fullmatch(domain):
        return f"{local.partition('+')[0] or local}@{domain}"
    return email


def _describe_email(parts: tuple[str, ...], _context: Context) -> Description:
    """Provider, role, throw-away or relay domain, and how sure the mailbox is.

    >>> found = _describe_email(("jo+news@acme.com", "jo+news@acme.com"), Context())
    >>> found.facts["alias_strength"], found.facts["likely_mailbox"]
    ('weak', 'jo@acme.com')
    """
    email, mailbox = parts
    local, _, domain = email.rpartition("@")
    facts = facts_of(local, domain)
    if "relay" not in facts:
        facts |= _alias_facts(email, mailbox)
    if not email.isascii():
        facts |= _international_facts(email)
    return Description(confidence_of(facts), facts)


def _alias_facts(email: str, mailbox: str) -> dict[str, str]:
    """How sure it is that the address is an alias of its mailbox, or of a likely one."""
    local, _, domain = email.rpartition("@")
    provider = _load_providers().get(domain)
    if provider is None and mailbox.endswith("@" + domain.partition(".")[2]):
        provider = _load_providers().get(domain.partition(".")[2])
    facts = {"provider": provider.name} if provider else {}
    if mailbox != email:
        return facts | {"alias_strength": provider.strength if provider else "strong"}
    if provider:
        return facts
    separator = "-" if _YAHOO.fullmatch(domain) else "+"
    base = local.partition(separator)[0]
    if separator in local and base:
        return {"alias_strength": "weak", "likely_mailbox": f"{base}@{domain}"}
    return {}


def _international_facts(email: str) -> dict[str, str]:
    """The form for systems that know ASCII domains only, and whether SMTPUTF8 is needed."""
    from email_validator import validate_email

    found = validate_email(email, check_deliverability=False)
    if found.ascii_email:
        return {"ascii": found.ascii_email}
    domain = {} if email.rpartition("@")[2].isascii() else {"ascii_domain": found.ascii_domain}
    return {"smtputf8": "yes"} | domain


def _suggest_email(text: str, context: Context) -> str:
    """The nearest safe reading of a refused text.

    >>> _suggest_email("jo@gmail,com", Context()), _suggest_email("jo smith@gmail.com", Context())
    ('jo@gmail.com', '')
    """
    if len(text) > MAX_LENGTH:
        return ""
    for guess in guesses(text, is_provider):
        parsed = _parse_email(guess, context)
        if not isinstance(parsed, Reason):
            return parsed[0]
    return ""


_SHAPES = (
    Shape(
        r"[\w.+'%-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,5}\.[a-z]{2,24}",
        0.99,
        "name@domain",
    ),
    Shape(r"mailto:[\w.+'%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}", 0.99, "link to an address"),
    Shape(
        r"[^\s@<>()\[\],;:\"]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",
        0.95,
        "international address",
    ),
)

EMAIL = Kind(
    name="email",
    title="email address",
    identifier_class=IdentifierClass.CONTACT_POINT,
    parse=_parse_email,
    parts=("email", "mailbox"),
    share_limit=4,
    headers=(
        r"(?!(?:is|has|no|opt|valid)_)(?:[a-z0-9]+_){0,3}"
        r"(?:e_?mails?|mail|e_?mail_?(?:address(?:es)?|addr|adr|id)|emailadresse|correo(?:_electronico)?|courriel"
        r"|e_?mail_?adresse|adresse_e?_?mail)(?:_?(?:\d+|primary|secondary|home|work|personal|business|other|alt))?"
    ),
    examples=("Jo.Smith@example.com", "Jo Smith <jo@example.org>", "mailto:jo@example.net"),
    looks_like=r"[^@]{0,99}?[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}>?\s*",
    many=True,
    render=_render_email,
    split=r"[;,|]|\s/\s|(?<!\s)\s+(?=[^\s<>@]+@)",
    shapes=_SHAPES,
    cues=r"e-?mails?(?: address)?|mail(?: me)?|write (?:to )?(?:me|us)|reach (?:me|us)|correo|courriel",
    describe=_describe_email,
    suggest=_suggest_email,
    plain=_read_plain,
)
