"""Names of organizations: legal forms and words of trades, by which a column of them is told from one of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from identity_resolve.kinds.name_marks import is_company
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold

__all__ = ["are_organizations", "names_organization"]

_WORD = re.compile(r"[^\W\d_]+")
_MANY = 0.4
"""Share of names that must tell that they are of organizations; many do not, as *Golden Gate* does not."""

_DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b)|(?<=\b\w)\.(?=\W|$)")


def names_organization(text: str) -> bool:
    """Whether a text names a company, a shop, a public body.

    >>> [names_organization(text) for text in ("ACME, L.L.C.", "Joe's Plumbing", "City of Troy")]
    [True, True, True]
    >>> [names_organization(text) for text in ("Joe Baker", "Ann Banks", "Plumbing")]
    [False, False, False]
    """
    if len(text) > MAX_LENGTH:
        return False
    folded = _DOTS.sub("", fold(clean(text)))
    words = _WORD.findall(folded)
    if len(words) < 2:
        return False
    return is_company(folded) or not _forms().isdisjoint(words) or "& sons" in folded


def are_organizations(texts: Sequence[str]) -> bool:
    """Whether names are those of organizations, and not of people with a few firms among them.

    >>> are_organizations(["Acme Inc", "Troy Steel", "Smith & Sons Roofing", "Cafe Lola"])
    True
    >>> are_organizations(["Acme Inc", "Ann Lee", "Robert Ray", "Maria Gil", "James Fox"])
    False
    """
    return sum(map(names_organization, texts)) >= _MANY * len(texts)


@cache
def _forms() -> frozenset[str]:
    """Words that stand in names of organizations, and hardly ever in those of people."""
    rows = read_rows("organization_words.csv")
    return frozenset(word for row in rows for word in row["words"].split())
