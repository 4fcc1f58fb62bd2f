"""Names with nothing special about them, read many at a time: words of ASCII letters, a comma at most.

The family name stands last, or first before the comma. Whatever `SPECIAL` words, odd capitals or a
stand-in may make of a name is left to a look at each.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_lowercase
from typing import TYPE_CHECKING

from identity_resolve.domain import Context
from identity_resolve.kinds.base import Plain
from identity_resolve.kinds.name_order import family_ahead
from identity_resolve.kinds.name_words import SPECIAL
from identity_resolve.kinds.placeholders import are_placeholders

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "FAMILY_FIRST",
    "read_family_names",
    "read_full_names",
    "read_given_names",
    "read_middle_names",
]

FAMILY_FIRST = r"[^ .,]{2,} [A-Za-z]\.? [A-Za-z]\.?$"
"""A register's order, ``Petrov I. I.``: initials behind are those of given names."""

_WORD = r"(?:[A-Za-z]\.|[A-Za-z]{1,40}(?:['-][A-Za-z]{1,40}){0,2})"
_PART = rf"^{_WORD}(?: {_WORD}){{0,3}}$"
_FULL = rf"^(?:{_WORD}, )?{_WORD}(?: {_WORD}){{0,3}}$"
_WITH_INITIAL = r"^[A-Za-z]{2,40} [A-Za-z]$"
_ODD_CAPITALS = r"^[^a-z]{2}[A-Z].*[a-z]"
_USUAL_CAPITALS = r"^[A-Z][' ]([A-Z][a-z]{2,})$"  # O'Brien, J Smith
_PATRONYMIC = r"^[^ ]+ [^ ]+ [^ ]*(?:ich|vna|hna)$"
_ONE_LETTER = f"^(?:{'|'.join(f'{letter}{{3,}}' for letter in ascii_lowercase)})$"
_FIRST, _BEHIND, _LAST = r"^([^ ]+)", r"^[^ ]+ (.+)$", r" ([^ ]+)$"
_MIDDLE = r"^[^ ]+ (.+) [^ ]+$"


@cache
def _special() -> str:
    """Pattern of a text with a word that may mean something else."""
    words = (re.escape(word) for word in sorted(SPECIAL) if word.isascii())
    return f"(?:^| )(?:{'|'.join(words)})(?: |$)"


def _lowered(texts: pl.Series) -> pl.Series:
    return texts.str.to_lowercase().str.replace_all(r"[.',]", "")


def _are_odd(texts: pl.Series, words: pl.Series, pattern: str) -> pl.Series:
    """Whether a look at each is needed, but for stand-ins; `words` in the order written."""
    behind = texts.str.extract(_USUAL_CAPITALS).str.to_lowercase()
    is_usual = behind.is_not_null() & ~behind.is_in(sorted(SPECIAL)).fill_null(value=False)
    odd = texts.str.contains(_ODD_CAPITALS) & ~is_usual
    odd |= ~texts.str.contains(pattern)
    return odd | words.str.contains(_special()) | words.str.contains(_PATRONYMIC)


def _are_somebody(words: pl.Series) -> pl.Series:
    """Whether words, the family name last, are surely no stand-in for a name."""
    first, last = words.str.extract(_FIRST), words.str.extract(_LAST).fill_null("")
    nobody = are_placeholders("name", words) | words.str.contains(_ONE_LETTER)
    return ~(nobody | (first == last))


def _read_part(texts: pl.Series) -> tuple[pl.Series, pl.Series]:
    words = _lowered(texts)
    return ~_are_odd(texts, words, _PART) & _are_somebody(words), words


def read_given_names(texts: pl.Series, _: Context) -> Plain:
    """A given name and those behind it."""
    where, words = _read_part(texts)
    first = words.str.extract(_FIRST)
    # A letter behind one name is an initial, although it means much behind two.
    is_initial = texts.str.contains(_WITH_INITIAL) & ~first.is_in(sorted(SPECIAL))
    where |= is_initial & _are_somebody(words)
    where &= ~are_placeholders("given", words)
    return Plain(where, (first, words.str.extract(_BEHIND)))


def read_middle_names(texts: pl.Series, _: Context) -> Plain:
    """Middle names, as one text."""
    where, words = _read_part(texts)
    return Plain(where, (words,))


def read_family_names(texts: pl.Series, _: Context) -> Plain:
    """A family name, without a generation."""
    where, words = _read_part(texts)
    return Plain(where & ~words.str.starts_with("mac "), (words, None))


def read_full_names(texts: pl.Series, context: Context) -> Plain:
    """Given, middle and family name of one person, without a generation."""
    if context.family_first:
        texts = texts.map_elements(family_ahead, return_dtype=texts.dtype)
    words = _lowered(texts)
    odd = _are_odd(texts, words, _FULL) | texts.str.contains(f"^{FAMILY_FIRST}")
    is_turned = texts.str.contains(",", literal=True)
    words = words.str.replace(r"^([^ ]+) (.+)$", "$2 $1").zip_with(is_turned, words)
    parts = (words.str.extract(pattern) for pattern in (_FIRST, _MIDDLE, _LAST))
    somebody = _are_somebody(words) & ~are_placeholders("lone", words)
    somebody &= ~are_placeholders("given", words.str.replace(_LAST, ""))
    return Plain(~odd & somebody, (*parts, None))
