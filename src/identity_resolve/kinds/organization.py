"""Names of organizations and of people: words of trades and given names, by which columns of them are told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from identity_resolve.kinds.name_marks import is_company
from identity_resolve.kinds.nickname import is_known_given
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold, words

__all__ = ["are_organizations", "are_people", "names_organization"]

_WORD = re.compile(r"[^\W\d_]+")
_MANY = 0.4
"""Share of names that must tell that they are of organizations; many do not, as *Golden Gate* does not."""

_KNOWN = 0.5
"""Share of names of people of which one of the first two words must be a given name that is known."""

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
    found = _WORD.findall(folded)
    if len(found) < 2:
        return False
    return is_company(folded) or not _forms().isdisjoint(found) or "& sons" in folded


def are_organizations(texts: Sequence[str]) -> bool:
    """Whether names are those of organizations, and not of people with a few firms among them.

    >>> are_organizations(["Acme Inc", "Troy Steel", "Smith & Sons Roofing", "Cafe Lola"])
    True
    >>> are_organizations(["Acme Inc", "Ann Lee", "Robert Ray", "Maria Gil", "James Fox"])
    False
    """
    return sum(map(names_organization, texts)) >= _MANY * len(texts)


def are_people(texts: Sequence[str]) -> bool:
    """Whether texts that are written like names are those of people, as a given name in front tells.

    >>> are_people(["LEE, ANN", "Zofia Wrona", "James Fox"])
    True
    >>> are_people(["Golden Gate", "Santa Ana", "Elm Street"])
    False
    """
    told = sum(any(map(is_known_given, words(text[:MAX_LENGTH])[:2])) for text in texts)
    return told >= _KNOWN * len(texts) and not are_organizations(texts)


@cache
def _forms() -> frozenset[str]:
    """Words that stand in names of organizations, and hardly ever in those of people."""
    rows = read_rows("organization_words.csv")
    return frozenset(word for row in rows for word in row["words"].split())
