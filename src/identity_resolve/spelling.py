"""Names as email addresses and handles spell them: ``anne.lee`` and ``leeanne77`` of Anne Lee, ``alee``.

Letters are hashed so that the hash of two texts, one behind the other, follows from theirs (Karp and
Rabin 1987): names are put together in arrays, and no text is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from identity_resolve.kinds.nickname import nickname_groups

__all__ = [
    "LEAST",
    "SHORTENED",
    "WRITTEN",
    "Letters",
    "beginning",
    "behind",
    "called",
    "initials",
    "letters_in",
    "letters_of",
    "local_letters",
    "local_text",
    "name_letters",
    "shortens",
]

UInt64Array = npt.NDArray[np.uint64]
ByteArray = npt.NDArray[np.uint8]

_BASE = np.uint64(0x100000001B3)
_END = "\n"

WRITTEN = ("email", "social_handle")
"""Parts that many people make of their names."""

SHORTENED = "social_handle"
"""The one of them in which names are shortened."""

LEAST = 5
"""Letters of an address or a handle that are enough to be a name."""

FEW = 64
"""Names that are not worth arrays."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of texts; a text without any stands behind all others, for code -1.

    Attributes:
        print: uint64 of shape (texts + 1,), their hash, 0 of none.
        shift: uint64 of shape (texts + 1,), what hashes are multiplied by to stand before them.
        first: uint64 of shape (texts + 1,), hash of the first letter.
        size: int64 of shape (texts + 1,), how many there are.
        whole: uint64 of shape (texts + 1,), hash of letters and digits.
    """

    print: UInt64Array
    shift: UInt64Array
    first: UInt64Array
    size: npt.NDArray[np.int64]
    whole: UInt64Array


def behind(first: UInt64Array, second: UInt64Array, shift: UInt64Array) -> UInt64Array:
    """Hash of letters behind others; `shift` is that of the second."""
    return first * shift + second


def initials(names: Letters) -> Letters:
    """The first letters of names, as texts of their own."""
    size = np.minimum(names.size, 1)
    return Letters(names.first, _powers(1)[size], names.first, size, names.first)


def name_letters(names: Sequence[str]) -> Letters:
    """The letters of names.

    >>> found = name_letters(["anne", "lee", "annelee"])
    >>> behind(found.print[:1], found.print[1:2], found.shift[1:2]) == found.print[2]
    array([ True])
    """
    if len(names) <= FEW:
        return _few_letters(names)
    blob = np.frombuffer(_END.join([*names, ""]).encode("ascii", "replace"), dtype=np.uint8)
    letter = (blob >= ord("a")) & (blob <= ord("z"))
    digit = (blob >= ord("0")) & (blob <= ord("9"))
    line = np.cumsum(blob == ord(_END))
    print_, size = _hash(blob[letter], line[letter], len(names))
    whole, _ = _hash(blob[letter | digit], line[letter | digit], len(names))
    first = np.zeros(len(names) + 1, dtype=np.uint64)
    held = np.flatnonzero(size)
    first[held] = blob[letter][(np.cumsum(size) - size)[held]]
    return Letters(print_, _powers(int(size.max(initial=0)) + 1)[size], first, size, whole)


def _few_letters(names: Sequence[str]) -> Letters:
    """The same in whole numbers: a few names take less time so."""
    print_, shift, first, size, whole = zip(*map(letters_of, [*names, ""]), strict=True)
    return Letters(
        np.array(print_, dtype=np.uint64),
        np.array(shift, dtype=np.uint64),
        np.array(first, dtype=np.uint64),
        np.array(size, dtype=np.int64),
        np.array(whole, dtype=np.uint64),
    )


@lru_cache(maxsize=1 << 14)
def letters_of(name: str) -> tuple[int, int, int, int, int]:
    """What `Letters` tells of one name: print, shift, first, size and whole."""
    told = [ord(c) for c in name if "a" <= c <= "z" or "0" <= c <= "9"]
    letters = [code for code in told if code >= ord("a")]
    shift = pow(int(_BASE), len(letters), 1 << 64)
    first = letters[0] if letters else 0
    return _hash_of(letters), shift, first, len(letters), _hash_of(told)


def _hash_of(codes: Sequence[int]) -> int:
    found = 0
    for code in codes:
        found = (found * int(_BASE) + code) & (1 << 64) - 1
    return found


def local_letters(texts: Sequence[str]) -> Letters:
    """The letters of email addresses before the @, of handles behind their site.

    >>> bool(local_letters(["ann.lee7@x.org"]).print[0] == local_letters([":ann_lee"]).print[0])
    True
    """
    return name_letters([local_text(text) for text in texts])


def local_text(text: str) -> str:
    """An email address before the @, a handle behind its site."""
    return text.partition("@")[0].rpartition(":")[2]


@lru_cache(maxsize=1 << 14)
def letters_in(text: str, *, digits: bool = False) -> str:
    """The letters of one text, and its digits if wanted.

    >>> letters_in("ann-marie7"), letters_in("ann_lee7", digits=True)
    ('annmarie', 'annlee7')
    """
    return "".join(c for c in text if "a" <= c <= "z" or (digits and "0" <= c <= "9"))


def beginning(family: str) -> str:
    """The letters a family name begins with, as many as are left where it is shortened.

    >>> beginning("von trapp"), beginning("lee")
    ('vontr', 'lee')
    """
    return letters_in(family)[:LEAST]


@lru_cache(maxsize=1 << 14)
def called(handle: str) -> tuple[tuple[str, str], ...]:
    """Given names and beginnings of family names that a handle may be made of.

    >>> called("jimlee5")
    (('ji', 'mlee'), ('jim', 'lee'), ('james', 'lee'), ('jiml', 'ee'))
    """
    letters = letters_in(local_text(handle))
    found = []
    for end in range(2, len(letters) - 1):
        head, tail = letters[:end], letters[end : end + LEAST]
        found += [(head, tail), *((n, tail) for n in sorted(nickname_groups(head) - {head}))]
    return tuple(found)


def shortens(handle: str, given: str, family: str) -> bool:
    """Whether a handle is what somebody is called and the family name, or a beginning of it.

    >>> shortens("waltbrook905", "walter", "brooks"), shortens("jimlee", "james", "lee")
    (True, True)
    >>> shortens("waltbr", "walter", "brooks"), shortens("walt", "walter", "brooks")
    (False, False)
    """
    letters, last, first = letters_in(local_text(handle)), letters_in(family), letters_in(given)
    short = last[:LEAST]
    start = letters.find(short, 2) if len(short) > 1 else -1
    while start > 0:
        if last.startswith(letters[start:]):
            head = letters[:start]
            return first == head or first in nickname_groups(head)
        start = letters.find(short, start + 1)
    return False


def _hash(
    characters: ByteArray, owner: npt.NDArray[np.int64], texts: int
) -> tuple[UInt64Array, npt.NDArray[np.int64]]:
    size = np.bincount(owner, minlength=texts + 1)
    behind_it = np.repeat(np.cumsum(size), size) - 1 - np.arange(len(characters))
    terms = characters.astype(np.uint64) * _powers(int(size.max(initial=0)) + 1)[behind_it]
    found = np.zeros(texts + 1, dtype=np.uint64)
    held = np.flatnonzero(size)
    if held.size:
        found[held] = np.add.reduceat(terms, (np.cumsum(size) - size)[held])
    return found, size


def _powers(count: int) -> UInt64Array:
    return np.cumprod(
        np.append(np.ones(1, dtype=np.uint64), np.full(count, _BASE)), dtype=np.uint64
    )
