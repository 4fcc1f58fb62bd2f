"""What is kept of values when something less than the whole counts: an initial, a year, bare digits.

Block keys and comparisons share these. Each takes distinct values (a `pl.Series` of texts) and gives
as many texts, ``""`` where nothing is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import polars as pl

from identity_resolve.arrays import Column
from identity_resolve.fingerprint import fingerprint_series, fingerprint_text, fingerprint_texts

__all__ = [
    "Keep",
    "area_code",
    "bare_number",
    "digits_of",
    "initial",
    "issuer_of",
    "kept",
    "kept_print",
    "kept_prints",
    "last_eight",
    "local_part",
    "of_one",
    "prefix_of",
    "site_name",
    "sound",
    "sound_of",
    "year",
]

FEW = 64
"""Values that are not worth a column."""

_NOTHING = np.uint64(0)
_SOUNDS = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556")
_SILENT = frozenset("aeiouyhw")


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: it is looked up by all the time
class Keep:
    """What is kept of values.

    Attributes:
        one: of one value, ``""`` where nothing is left.
        many: the same of many at once, where that is faster.
    """

    one: Callable[[str], str]
    many: Callable[[pl.Series], pl.Series] | None = None

    def __call__(self, texts: pl.Series) -> pl.Series:
        """What is kept of all."""
        if self.many is not None:
            return self.many(texts)
        return pl.Series([self.one(text) for text in texts.to_list()], dtype=pl.String)


def of_one(one: Callable[[str], str]) -> Callable[[Callable[[pl.Series], pl.Series]], Keep]:
    """Say beside what is kept of many values what is kept of one."""
    return lambda many: Keep(one, many)


def _found(pattern: str) -> Callable[[str], str]:
    """What the first group of a pattern matches, ``""`` where it does not."""
    search = re.compile(pattern).search

    def found(value: str) -> str:
        match = search(value)
        return match.group(1) if match else ""

    return found


_digits_behind = _found(r"(?:^|:)[A-Z]*([0-9]{5,})$")
_last_field = _found(r"([^:]*)$")
_name_of_site = _found(r"^([^./]{5,})\.[^/]*$")


def kept_prints(column: Column, keep: Keep | None) -> npt.NDArray[np.uint64]:
    """Fingerprints of what is kept of the values of a column, 0 for nothing.

    Args:
        column: the part.
        keep: what is kept; None for all of it.

    Returns:
        uint64 of shape (values + 1,), 0 at the end: for code -1, a missing value.
    """
    return column.found(_padded_prints, keep) if keep else np.append(column.fingerprints, _NOTHING)


@lru_cache(maxsize=1 << 16)
def kept_print(keep: Keep, value: str) -> int:
    """The fingerprint of what is kept of one value, 0 for nothing."""
    return fingerprint_text(keep.one(value))


@of_one(lambda value: value[:1])
def initial(texts: pl.Series) -> pl.Series:
    """First letter."""
    return texts.str.head(1)


@of_one(lambda value: value[:4])
def year(dates: pl.Series) -> pl.Series:
    """The year of a date."""
    return dates.str.head(4)


@of_one(_found(r"(?s)^.+(.{8})$"))
def last_eight(phones: pl.Series) -> pl.Series:
    """The last eight digits: the same with and without a country code."""
    return pl.select(
        pl.when(phones.str.len_chars() > 8).then(phones.str.tail(8)).otherwise(pl.lit(""))
    ).to_series()


@of_one(_found(r"^(\+1\d{3}|\+[2-9]\d{4})"))
def area_code(phones: pl.Series) -> pl.Series:
    """The country and area code of a phone, as far as they are of fixed length.

    >>> area_code(pl.Series(["+14155552671", "+442079460018"])).to_list()
    ['+1415', '+44207']
    """
    return phones.str.extract(r"^(\+1\d{3}|\+[2-9]\d{4})").fill_null("")


@of_one(_found(r"^([^@]{6,})"))
def local_part(emails: pl.Series) -> pl.Series:
    """The part of an email address before the @, if long enough to tell people apart.

    >>> local_part(pl.Series(["ann.lee@example.org", "al@example.org"])).to_list()
    ['ann.lee', '']
    """
    return emails.str.extract(r"^([^@]{6,})").fill_null("")


@of_one(lambda value: _digits_behind(value) or _last_field(value))
def bare_number(numbers: pl.Series) -> pl.Series:
    """The digits of an ``issuer:number`` value without a prefix of letters, if enough are left.

    >>> bare_number(pl.Series(["US-CA:D1234567", ":CS0099182", ":8ABC123"])).to_list()
    ['1234567', '0099182', '8ABC123']
    """
    digits = numbers.str.extract(r"(?:^|:)[A-Z]*([0-9]{5,})$")
    return digits.fill_null(numbers.str.extract(r"([^:]*)$"))


@of_one(lambda value: re.sub(r"[^0-9]", "", value))
def digits_of(texts: pl.Series) -> pl.Series:
    """The digits of a text, in their order.

    >>> digits_of(pl.Series(["ann48@example.org", "ann@example.org"])).to_list()
    ['48', '']
    """
    return texts.str.replace_all(r"[^0-9]+", "")


@of_one(_found(r"(?:^|:)([A-Z]+)[0-9]{5,}$"))
def prefix_of(numbers: pl.Series) -> pl.Series:
    """The letters before the digits that `bare_number` keeps."""
    return numbers.str.extract(r"(?:^|:)([A-Z]+)[0-9]{5,}$").fill_null("")


@of_one(_found(r"^(.*):"))
def issuer_of(numbers: pl.Series) -> pl.Series:
    """The issuer of an ``issuer:number`` value."""
    return numbers.str.extract(r"^(.*):").fill_null("")


@of_one(lambda value: _name_of_site(value).replace("-", ""))
def site_name(websites: pl.Series) -> pl.Series:
    """A website without its ending, if long enough to tell; nothing where a host is shared.

    >>> site_name(pl.Series(["acme-tools.co.uk", "ibm.com", "facebook.com/acme"])).to_list()
    ['acmetools', '', '']
    """
    names = websites.str.extract(r"^([^./]{5,})\.[^/]*$").fill_null("")
    return names.str.replace_all("-", "", literal=True)


def sound_of(name: str) -> str:
    """Soundex-like code of a name: its first letter and up to three consonant classes.

    >>> [sound_of(name) for name in ("smith", "smyth", "lee")]
    ['s53', 's53', 'l']
    """
    code, last = name[:1], ""
    for letter, digit in zip(name[1:], name[1:].translate(_SOUNDS), strict=True):
        if letter not in _SILENT and digit != last and digit.isdigit():
            code += digit
        last = "" if letter in "aeiouy" else digit
    return code[:4]


sound = Keep(sound_of)
"""The sound of each name."""


def kept(keep: Keep, values: Sequence[str]) -> list[str]:
    """What is kept of some values; of a few, one by one.

    >>> kept(initial, ["ann", "bob"])
    ['a', 'b']
    """
    if len(values) <= FEW:
        return [keep.one(value) for value in values]
    found: list[str] = keep(pl.Series(values, dtype=pl.String)).to_list()
    return found


def _padded_prints(keep: Keep, values: Sequence[str]) -> npt.NDArray[np.uint64]:
    if len(values) <= FEW:
        return np.append(fingerprint_texts(kept(keep, values)), _NOTHING)
    return np.append(fingerprint_series(keep(pl.Series(values, dtype=pl.String))), _NOTHING)


__test__ = {
    keep.many.__name__: keep.many
    for keep in [*globals().values()]
    if isinstance(keep, Keep) and keep.many
}
"""Where doctest finds the examples of what is a `Keep` now."""
