"""Values people and systems write when they have none."""

from __future__ import annotations

import re
from functools import cache

from identity_resolve.kinds.tables import read_rows

__all__ = ["is_placeholder"]


@cache
def _exact(kind: str) -> frozenset[str]:
    rows = read_rows("placeholder_values.csv")
    return frozenset(
        row["value"].casefold()
        for row in rows
        if row["match"] == "exact" and row["kind"] in (kind, "any")
    )


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
    ``name``, ``address``, ``city``, ``dob``, ``ssn``, ``plate``, ``licence``, ``account_case``,
    ``postcode``, ``phone``.

    >>> is_placeholder("email", "N/A"), is_placeholder("ssn", "jane@example.com")
    (True, False)
    """
    folded = text.casefold()
    if folded in _exact(kind):
        return True
    patterns = _patterns(kind)
    return bool(patterns) and any(pattern.search(folded) for pattern in patterns)
