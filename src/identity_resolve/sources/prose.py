"""Columns of free text, told from columns of names, titles and codes: by what their values say."""

from __future__ import annotations

from collections.abc import Sequence

from identity_resolve.domain import Context
from identity_resolve.kinds.notes import NOTES

__all__ = ["are_notes", "are_texts", "share_telling"]

_TEXTS = 0.5
"""Share of the values that must be several words, where a header says that they are notes."""

_WORDS = 4
"""Mean words of a value from which a column of any header may be notes: few titles have as many."""

_TELLING = 0.1
"""Share of such values in which something must be found: titles, trades and places hold nothing."""

_LOOKED_AT = 100


def are_texts(values: Sequence[str]) -> bool:
    """Whether most values are several words.

    >>> are_texts(["RENEW GRB4937", "left message"]), are_texts(["VIP", "urgent"])
    (True, False)
    """
    return sum(" " in value.strip() for value in values) >= _TEXTS * len(values)


def are_notes(values: Sequence[str]) -> bool:
    """Whether values are sentences, many of which hold something that tells of a person.

    >>> are_notes(["cust called re bill, acct 10007919"] * 9 + ["power out since 6am, no answer"])
    True
    >>> are_notes(["Canon PowerShot SD1000 7.1MP digital camera, silver"] * 10)
    False
    """
    words = sum(map(str.count, values, " " * len(values))) + len(values)
    return words >= _WORDS * len(values) and share_telling(values) >= _TELLING


def share_telling(values: Sequence[str]) -> float:
    """Share of the values, or of some spread evenly among them, in which something is found."""
    some = values[:: -(-len(values) // _LOOKED_AT)]
    return sum(NOTES.parse(value, Context()) != ("",) for value in some) / max(len(some), 1)
