"""Email addresses as most are written, read many at a time: ASCII, at a domain of no odd ending.

Tags behind a separator, and providers whose subdomains are mailboxes, are left to a look at each.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from identity_resolve.kinds.base import Plain

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Provider", "read_addresses"]

_ADDRESS = (
    r"^[A-Za-z0-9][A-Za-z0-9_-]*(?:[.'][A-Za-z0-9_-]+)*"
    r"@(?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+[A-Za-z]{2,}$"
)
_ODD_ENDING = r"\.(?:arpa|invalid|local|localhost|onion|test)$"
_LONGEST = 64  # so that neither label nor address can exceed its limit
_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789_-.'"


class Provider(Protocol):
    """How a provider reads the local part of its addresses."""

    @property
    def domain(self) -> str:
        """The domain that stands for all of its own."""

    @property
    def separator(self) -> str:
        """What stands before a tag."""

    @property
    def ignored(self) -> str:
        """Characters that it leaves out."""

    @property
    def read_as_dot(self) -> str:
        """Characters that are a dot to it."""

    @property
    def by_subdomain(self) -> bool:
        """Whether a subdomain is a mailbox, and what stands before it a tag."""


def read_addresses(
    texts: pl.Series,
    providers: Mapping[str, Provider],
    fakes: tuple[frozenset[str], frozenset[str], re.Pattern[str]],
) -> Plain:
    """Addresses and mailboxes.

    Args:
        texts: distinct texts.
        providers: by domain.
        fakes: addresses, domains, and a pattern of the beginning of addresses that nobody has.
    """
    email = texts.str.to_lowercase()
    local, domain = email.str.splitn("@", 2).struct.unnest()
    where = texts.str.contains(_ADDRESS) & (texts.str.len_bytes() <= _LONGEST)
    addresses, domains, pattern = fakes
    odd = email.is_in(list(addresses)) | domain.is_in(list(domains))
    odd |= email.str.contains(_ODD_ENDING) | email.str.contains(_wider(pattern.pattern))
    odd |= _may_be_tagged(local, domain, providers)
    return Plain(where & ~odd, (email, _mailboxes(local, domain, providers)))


def _wider(pattern: str) -> str:
    r"""A pattern without references to a group, that finds whatever this one does in plain addresses.

    >>> _wider(r"^(?P<a>[a-z]|abc)@(?P=a)\.|^no@")
    '^(?:[a-z]|abc)@|^no@'
    """
    return "|".join(part for one in re.split(r"\|(?=\^)", pattern) for part in _without_groups(one))


def _without_groups(pattern: str) -> list[str]:
    if r"\1" in pattern:  # any one character, and itself again
        written = (re.escape(character) for character in _CHARACTERS)
        return [pattern.replace("(.)", c).replace(r"\1", c) for c in written]
    return [re.sub(r"\(\?P<\w+>", "(?:", pattern.partition("(?P=")[0])]


def _may_be_tagged(
    local: pl.Series, domain: pl.Series, providers: Mapping[str, Provider]
) -> pl.Series:
    separators = re.escape("".join({"+", *(p.separator for p in providers.values())}))
    parents = [name for name, provider in providers.items() if provider.by_subdomain]
    parent = domain.str.extract(r"^[^.]*\.(.*)$")
    return local.str.contains(f"[{separators}]") | parent.is_in(parents)


def _mailboxes(local: pl.Series, domain: pl.Series, providers: Mapping[str, Provider]) -> pl.Series:
    """Addresses that all spellings of one mailbox share."""
    rules: dict[tuple[str, str], list[str]] = {}
    for name, provider in providers.items():
        rules.setdefault((provider.ignored, provider.read_as_dot), []).append(name)
    for (ignored, read_as_dot), names in rules.items():
        if ignored or read_as_dot:
            local = _as_read(local, ignored, read_as_dot).zip_with(domain.is_in(names), local)
    own = {name: p.domain for name, p in providers.items() if p.domain != name}
    return local + "@" + domain.replace(list(own), list(own.values()))


def _as_read(local: pl.Series, ignored: Sequence[str], read_as_dot: Sequence[str]) -> pl.Series:
    for character in ignored:
        local = local.str.replace_all(character, "", literal=True)
    for character in read_as_dot:
        local = local.str.replace_all(character, ".", literal=True)
    return local
