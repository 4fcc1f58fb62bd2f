"""Which formal names a given name may stand for."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from identity_resolve.kinds.tables import read_rows

__all__ = ["is_known_given", "is_nickname", "nickname_groups"]


@cache
def _formal_names() -> dict[str, frozenset[str]]:
    """Each name of the table to itself and the formal names it is a nickname of."""
    formal: defaultdict[str, set[str]] = defaultdict(set)
    for row in read_rows("nicknames.csv"):
        formal[row["name1"]].add(row["name1"])
        formal[row["name2"]].update((row["name2"], row["name1"]))
    return {name: frozenset(names) for name, names in formal.items()}


def nickname_groups(name: str) -> frozenset[str]:
    """The formal names a canonical given name may stand for, itself included.

    The relation is not transitive: ``liz`` stands for elizabeth, not for what elizabeth stands for.

    >>> sorted(nickname_groups("will"))
    ['wilber', 'wilbur', 'wilfred', 'will', 'william', 'wilson']
    """
    return _formal_names().get(name) or frozenset((name,))


def is_nickname(left: str, right: str) -> bool:
    """Same name, or one is a nickname of the other, or both are of one formal name.

    >>> is_nickname("bill", "william"), is_nickname("bill", "will"), is_nickname("bill", "bob")
    (True, True, False)
    """
    return left == right or not nickname_groups(left).isdisjoint(nickname_groups(right))


def is_known_given(name: str) -> bool:
    """Whether a canonical name is listed as a given name, formal or short.

    >>> is_known_given("gabriel"), is_known_given("marquez")
    (True, False)
    """
    return name in _formal_names()
