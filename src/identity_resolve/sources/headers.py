"""What a header says: its words, what each may mean, and the kinds that they name together.

Two tables hold all that is known: `header_words.csv` says what a word may mean, `header_kinds.csv` which
meanings make a kind. A row of the second applies where every meaning it asks for is there, and whatever
else the header says only qualifies it (``primary``, ``mailing``, ``customer``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from anyascii import anyascii

from identity_resolve.kinds import KINDS
from identity_resolve.kinds.tables import read_rows

__all__ = ["NOBODY", "OTHERS", "Claim", "Header", "read_header", "spell_header"]

OTHERS: Mapping[str, str] = {
    "staff": "who served the customer, not the customer",
    "else": "",
    "employer": "",
    "organization": "",
    "animal": "of an animal, not of a person",
    "maybe": "",
}
"""Meanings that name another than the person a record is about, and how that is told if not usual."""

NOBODY = frozenset({"maybe", "employer", "organization", "animal"})
"""Those of `OTHERS` that a record is about where it names no other person."""

_QUALIFIERS = frozenset({"form", "digit", "person"})
"""Meanings that change nothing about what a column is."""

_LAST_ONLY = frozenset({"two", "four"})
"""Meanings of a number that stands at the end (``address 2``, not ``address 2 city``)."""

_LEAST = 3
"""Letters of a word that is found inside a longer one (``zip`` in ``homezip``)."""

_ENDINGS = frozenset({"no", "nr", "id", "nm", "cd", "dt"})
"""Shorter words that end a longer one (``custno``)."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What the words of a header say that a column is.

    Attributes:
        kind: a key of ``KINDS``, or a role.
        why: the reason, where the table gives one.
        meanings: what the words had to mean.
        unknown: words of the header that the tables do not know.
    """

    kind: str
    why: str
    meanings: frozenset[str]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of `header_kinds.csv`."""

    kinds: tuple[str, ...]
    needs: tuple[str, ...]
    allowed: frozenset[str]
    why: str


@dataclass(frozen=True, slots=True)
class Header:
    """A header, read.

    Attributes:
        text: its words in lower case, joined by ``_``; what the patterns of kinds are matched against.
        words: its words, long ones taken apart.
        meanings: what each word may mean, nothing if it is not known.
    """

    text: str
    words: tuple[str, ...]
    meanings: tuple[frozenset[str], ...]

    def means(self, *meanings: str) -> bool:
        """Whether a word of it may mean one of these."""
        return any(not held.isdisjoint(meanings) for held in self.meanings)

    def stripped(self) -> str:
        """The header without words that say nothing else than ``current`` or ``value``."""
        kept = [
            w
            for w, m in zip(self.words, self.meanings, strict=True)
            if m - {"described", "whereto"} != {"form"}
        ]
        return "_".join(kept)

    def claims(self, subjects: frozenset[str] = frozenset()) -> list[Claim]:
        """What its words say together, the most telling first; nothing if they contradict.

        Args:
            subjects: meanings of `NOBODY` that are whom the records are about.
        """
        found = [c for row in _rows() for c in self._apply(row, _QUALIFIERS | subjects)]
        best = max(map(_telling, found), default=None)
        return [claim for claim in found if _telling(claim) == best]

    def other(self, subjects: frozenset[str] = frozenset()) -> tuple[str, str] | None:
        """The meaning in `OTHERS`, and the word, that makes it another's, if one does."""
        for word, meanings in zip(self.words, self.meanings, strict=True):
            told = meanings & OTHERS.keys()
            if told and not meanings & (_QUALIFIERS | subjects):
                return next(meaning for meaning in OTHERS if meaning in told), word
        return None

    def _apply(self, row: _Row, qualifiers: frozenset[str]) -> Iterator[Claim]:
        left = list(range(len(self.words)))
        for need in row.needs:
            having = [i for i in left if need in self.meanings[i]]
            if not having:
                return
            left.remove(min(having, key=lambda i: len(self.meanings[i])))
        allowed = qualifiers | row.allowed
        beside = [i for i in left if not self.meanings[i] & allowed]
        if not any(self.meanings[i] for i in beside):  # what is left is known to nobody
            unknown = tuple(self.words[i] for i in beside)
            yield from (Claim(k, row.why, frozenset(row.needs), unknown) for k in row.kinds)


def _telling(claim: Claim) -> tuple[bool, int]:
    return not claim.unknown, len(claim.meanings)


def spell_header(column: str) -> str:
    """A header as lower-case ASCII words joined by ``_``.

    >>> spell_header("DateOfBirth"), spell_header("Prénom"), spell_header("DLNumber2")
    ('date_of_birth', 'prenom', 'dl_number2')
    """
    column = (column if column.isascii() else anyascii(column)).replace("#", " no ")
    split = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", column.strip())
    return re.sub(r"[^0-9a-z]+", "_", split.lower()).strip("_")


@lru_cache(maxsize=4096)
def read_header(column: str) -> Header:
    """A header as words that mean something.

    >>> read_header("custHomeZip2").words, read_header("Kundennummer").words
    (('cust', 'home', 'zip', '2'), ('kunden', 'nummer'))
    >>> [claim.kind for claim in read_header("res_city_desc").claims()]
    ['city']
    """
    text = spell_header(column)
    pieces = re.findall(r"[a-z]+|[0-9]+", text)
    words = [word for piece in pieces for word in _take_apart(piece)]
    meanings = [_words().get(word, frozenset()) for word in words]
    for i, word in enumerate(words[:-1]):
        if word.isdigit():
            meanings[i] -= _LAST_ONLY
    return Header(text, tuple(words), tuple(meanings))


def _take_apart(piece: str) -> tuple[str, ...]:
    """A word that is not known as the fewest known words it is made of, else as it is."""
    known = _words()
    if piece in known or len(piece) < _LEAST + 2:
        return (piece,)
    best: list[tuple[str, ...] | None] = [(), *[None] * len(piece)]
    for end in range(_LEAST, len(piece) + 1):
        ways = [
            (*before, piece[start:end])
            for start in range(end)
            if (before := best[start]) is not None
            and piece[start:end] in known
            and (end - start >= _LEAST or (end == len(piece) and piece[start:] in _ENDINGS))
        ]
        best[end] = min(ways, key=len, default=None)
    return best[-1] or (piece,)


@cache
def _words() -> Mapping[str, frozenset[str]]:
    meanings: dict[str, set[str]] = {}
    for row in read_rows("header_words.csv"):
        for word in row["words"].split():
            meanings.setdefault(word, set()).add(row["meaning"])
    return {word: frozenset(held) for word, held in meanings.items()}


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(
            tuple(_usable(row["kind"].split())),
            tuple(row["all"].split()),
            frozenset(row["beside"].split()),
            row["why"],
        )
        for row in read_rows("header_kinds.csv")
    )


def _usable(kinds: Iterable[str]) -> Iterator[str]:
    """Kinds of the table; an age is left out as long as no kind of that name compares it."""
    for kind in kinds:
        yield "ignore" if kind == "age" and kind not in KINDS else kind
