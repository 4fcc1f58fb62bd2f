"""Which formal names a given name may stand for."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache

from identity_resolve.kinds.tables import read_rows

__all__ = ["find_formal_names", "is_known_given", "is_nickname", "nickname_groups"]


_MISTAKES = frozenset(
    {("robert", "bill"), ("robert", "billy"), ("bill", "robert"), ("billy", "robert")}
    | {("bill", "fred"), ("billy", "fred"), ("will", "fred")}
)
"""Rows of the table that would make william, robert and frederick one name."""


_FORMAL = 4
"""Nicknames of its own that make a name no nickname itself."""


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Formal names and their nicknames."""
    pairs = {(row["name1"], row["name2"]) for row in read_rows("nicknames.csv")} - _MISTAKES
    more = read_rows("nicknames_more.csv")
    return frozenset(pairs).union(
        (row["formal"], nickname) for row in more for nickname in row["nicknames"].split()
    )


@cache
def _nickname_counts() -> Counter[str]:
    return Counter(formal for formal, _ in _pairs())


@cache
def _formal_names() -> dict[str, frozenset[str]]:
    """Each name of the table to itself and the formal names it is a nickname of.

    Some pairs stand in the table both ways; the name with more nicknames is the formal one.
    """
    pairs, count = _pairs(), _nickname_counts()
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for formal, short in pairs:
        groups[formal].add(formal)
        groups[short].add(short)
        if (short, formal) not in pairs or count[formal] >= count[short]:
            groups[short].add(formal)
    return {name: frozenset(names) for name, names in groups.items()}


def find_formal_names(name: str) -> list[str]:
    """The formal names of a nickname, those with the most nicknames first; none of a formal name.

    >>> find_formal_names("liz"), find_formal_names("mary")
    (['elizabeth'], [])
    """
    count = _nickname_counts()
    if count[name] >= _FORMAL:
        return []
    formal = [other for other in nickname_groups(name) if count[other] > max(2 * count[name], 1)]
    return sorted(formal, key=lambda other: (-count[other], other))


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
    >>> is_nickname("paco", "francisco"), is_nickname("sasha", "aleksandr")
    (True, True)
    """
    return left == right or not nickname_groups(left).isdisjoint(nickname_groups(right))


def is_known_given(name: str) -> bool:
    """Whether a canonical name is listed as a given name, formal or short.

    >>> is_known_given("gabriel"), is_known_given("marquez")
    (True, False)
    """
    return name in _formal_names()
