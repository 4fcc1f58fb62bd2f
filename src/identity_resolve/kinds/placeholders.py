"""Values people and systems write when they have none."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from identity_resolve.kinds.tables import read_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["are_placeholders", "has_placeholder_form", "is_nobody", "is_placeholder"]


@cache
def _exact(kind: str) -> frozenset[str]:
    rows = [row for row in read_rows("placeholder_values.csv") if row["kind"] in (kind, "any")]
    whole = {row["value"].casefold() for row in rows if row["match"] == "exact"}
    lists = [row["value"].split() for row in rows if row["match"] == "phrase"]
    phrases = (product(*(words.split("|") for words in phrase)) for phrase in lists)
    return frozenset(whole.union(*(map(" ".join, said) for said in phrases)))


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    rows = read_rows("placeholder_values.csv")
    return tuple(
        re.compile(row["value"])
        for row in rows
        if row["match"] == "regex" and row["kind"] == f"{kind}_regex"
    )


def is_placeholder(kind: str, text: str) -> bool:
    """Whether a cleaned text stands for "no value" of this kind.

    The kind is a name of the table `placeholder_values.csv`: ``any``, ``email``, ``email_domain``,
    ``name``, ``lone``, ``given``, ``address``, ``city``, ``dob``, ``ssn``, ``plate``, ``licence``, ``account_case``,
    ``postcode``, ``phone``.

    >>> is_placeholder("email", "N/A"), is_placeholder("ssn", "jane@example.com")
    (True, False)
    """
    folded = text.casefold()
    return folded in _exact(kind) or has_placeholder_form(kind, folded)


def has_placeholder_form(kind: str, text: str) -> bool:
    """Whether a text in lower case has a form of those that stand for "no value" of this kind.

    >>> has_placeholder_form("given", "baby boy"), has_placeholder_form("given", "guest")
    (True, False)
    """
    return any(pattern.search(text) for pattern in _patterns(kind))


def is_nobody(words: list[str]) -> bool:
    """Whether words stand for no name: listed, or nothing but one such word or letter.

    >>> is_nobody(["john", "doe"]), is_nobody(["test", "test"]), is_nobody(["xxx"])
    (True, True, True)
    """
    if is_placeholder("name", " ".join(words)):
        return True
    if words[0] != words[-1] or len(set(words)) > 1:
        return False
    is_one_letter = len(words[0]) > 2 and words[0] == words[0][0] * len(words[0])
    return is_one_letter or (len(words) > 1 and is_placeholder("name", words[0]))


def are_placeholders(kind: str, texts: pl.Series) -> pl.Series:
    """`is_placeholder` of many texts in lower case, one bool a text."""
    found = texts.is_in(list(_exact(kind)))
    if patterns := _patterns(kind):
        found |= texts.str.contains("|".join(pattern.pattern for pattern in patterns))
    return found
