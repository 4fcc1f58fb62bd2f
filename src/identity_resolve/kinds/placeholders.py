"""Values people and systems write when they have none."""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from identity_resolve.kinds.tables import read_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = ["are_placeholders", "is_placeholder"]


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
    if folded in _exact(kind):
        return True
    patterns = _patterns(kind)
    return bool(patterns) and any(pattern.search(folded) for pattern in patterns)


def are_placeholders(kind: str, texts: pl.Series) -> pl.Series:
    """`is_placeholder` of many texts in lower case, one bool a text."""
    found = texts.is_in(list(_exact(kind)))
    if patterns := _patterns(kind):
        found |= texts.str.contains("|".join(pattern.pattern for pattern in patterns))
    return found
