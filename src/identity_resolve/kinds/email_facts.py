"""What an address tells: provider, role, throw-away and relay domains, likely typing errors."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

from identity_resolve.kinds.email_text import is_hashed
from identity_resolve.kinds.tables import read_rows

__all__ = ["confidence_of", "facts_of", "is_provider"]

_TRUST = {
    "role": 0.5,
    "disposable": 0.2,
    "relay": 0.5,
    "sms_gateway": 0.7,
    "did_you_mean": 0.5,
    "hashed": 0.4,
    "mixed_script": 0.6,
    "reserved": 0.3,
    "suspicious": 0.5,
}
"""How far a fact lowers the confidence."""

_TEST_WORDS = frozenset({"dummy", "fake", "sample", "test", "tester", "testing", "testuser"})
_RESERVED = frozenset({"example.com", "example.net", "example.org", "example.edu"})  # RFC 2606
_OFTEN = (
    *("gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "googlemail.com"),
    *("protonmail.com", "comcast.net", "verizon.net", "sbcglobal.net", "bellsouth.net"),
    *("hotmail.co.uk", "yahoo.co.uk", "btinternet.com", "t-online.de", "hotmail.fr", "yahoo.fr"),
)
"""Domains that are mistyped most, long enough that one letter of difference is likely an error."""


def facts_of(local: str, domain: str) -> dict[str, str]:
    """Facts of an address in canonical form.

    >>> facts_of("info", "mailnesia.com")
    {'domain': 'mailnesia.com', 'role': 'info', 'role_class': 'rfc2142', 'disposable': 'yes'}
    >>> facts_of("jo", "gmial.com")["did_you_mean"]
    'jo@gmail.com'
    """
    base, _, tag = local.partition("+") if local[0] != "+" else (local, "", "")
    facts = {"domain": domain, "tag": tag, **_role(base), **_service(local, domain)}
    if intended := _intended_domain(domain):
        facts["did_you_mean"] = f"{local}@{intended}"
    facts["hashed"] = "yes" if is_hashed(local) else ""
    facts["mixed_script"] = "yes" if _is_mixed(f"{local}.{domain}") else ""
    facts["suspicious"] = _suspicion(local, domain)
    facts["reserved"] = "yes" if ".".join(domain.split(".")[-2:]) in _RESERVED else ""
    return {name: fact for name, fact in facts.items() if fact}


def confidence_of(facts: dict[str, str]) -> float:
    """How sure an address with these facts is one person's own.

    >>> confidence_of({"provider": "gmail"}), confidence_of({"role": "info"})
    (1.0, 0.5)
    """
    confidence = 1.0
    for name, trust in _TRUST.items():
        confidence *= trust if name in facts else 1.0
    return round(confidence, 2)


def is_provider(domain: str) -> bool:
    """Whether a domain belongs to a provider of mailboxes."""
    return _domains().get(domain, ("", ""))[0] == "provider"


@cache
def _domains() -> dict[str, tuple[str, str]]:
    """Class and name of what is known about a domain."""
    listed = files(__package__).joinpath("data", "disposable_domains.txt")
    disposable = dict.fromkeys(listed.read_text(encoding="utf-8").split(), ("disposable", ""))
    rows = read_rows("email_domains.csv")
    return disposable | {row["domain"]: (row["class"], row["name"]) for row in rows}


def _service(local: str, domain: str) -> dict[str, str]:
    """What is known of the domain; throw-away and relay services own their subdomains too."""
    known, rest = _domains(), domain
    while rest:
        group, name = known.get(rest, ("", ""))
        if group == "provider" and rest == domain:
            return {"provider": name}
        if group == "sms_gateway":
            return {group: name, "phone": local if local.isdecimal() else ""}
        if group in ("relay", "disposable"):
            return {group: name or "yes"}
        rest = rest.partition(".")[2]
    return {"relay": "reply address"} if domain.startswith(("reply.", "replies.")) else {}


@cache
def _roles() -> dict[str, str]:
    return {row["local_part"]: row["class"] for row in read_rows("email_role_accounts.csv")}


def _role(base: str) -> dict[str, str]:
    """The role an address belongs to, also as ``info2`` or ``customer.service``."""
    for name in (base, base.rstrip("0123456789"), base.translate({46: None, 45: None, 95: None})):
        if name in _roles():
            return {"role": name, "role_class": _roles()[name]}
    return {}


@cache
def _typos() -> dict[str, str]:
    return {row["typo"]: row["intended"] for row in read_rows("email_typo_domains.csv")}


def _intended_domain(domain: str) -> str:
    """The domain this one is likely a typing error of, or ``""``.

    >>> _intended_domain("gmaul.com"), _intended_domain("acme.con"), _intended_domain("mail.com")
    ('gmail.com', 'acme.com', '')
    """
    if _domains().get(domain, ("disposable", ""))[0] != "disposable":  # some lie in wait for slips
        return ""
    if intended := _typos().get(domain, ""):
        return intended
    for often in _OFTEN:
        if domain[0] == often[0] and _is_one_edit(domain, often):
            return often
    head, rest = domain.partition(".")[::2]
    while rest:
        if intended := _typos().get(f"*.{rest}", ""):
            whole = f"{head}{intended[1:]}"
            return _typos().get(whole, whole)
        label, _, rest = rest.partition(".")
        head = f"{head}.{label}"
    return ""


def _is_one_edit(left: str, right: str) -> bool:
    """Whether one letter added, dropped, replaced or swapped with the next makes one the other.

    >>> _is_one_edit("gmial.com", "gmail.com"), _is_one_edit("gmail.com", "gmail.com")
    (True, False)
    """
    if left == right or abs(len(left) - len(right)) > 1:
        return False
    pairs = enumerate(zip(left, right, strict=False))
    same = next((at for at, (a, b) in pairs if a != b), min(len(left), len(right)))
    a, b = left[same:], right[same:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return swapped or a[1:] == b[1:] or a[1:] == b or a == b[1:]


def _suspicion(local: str, domain: str) -> str:
    """Why an address looks made up, or ``""``; some such addresses are real.

    >>> _suspicion("acme", "acme.com"), _suspicion("test2", "gmail.com"), _suspicion("jo", "x.com")
    ('repeats its domain', 'a word for tests', '')
    """
    if local == domain.partition(".")[0]:
        return "repeats its domain"
    return "a word for tests" if local.rstrip("0123456789") in _TEST_WORDS else ""


def _is_mixed(text: str) -> bool:
    """Whether one label mixes Latin letters with look-alikes of another script (UTS #39).

    >>> _is_mixed("pаypal.com"), _is_mixed("почта.рф"), _is_mixed("josé.fr")
    (True, False, False)
    """
    if text.isascii():
        return False
    for label in text.split("."):
        scripts = {unicodedata.name(c, "?").partition(" ")[0] for c in label if c.isalpha()}
        if "LATIN" in scripts and scripts & {"CYRILLIC", "GREEK", "CHEROKEE", "ARMENIAN"}:
            return True
    return False
