"""Identifiers as canonical text: what stands on the license, the plate, the letter."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.generator.contacts import Addresses, mix
from benchmarks.generator.names import SUFFIXES, Places, Pool, nicknames
from benchmarks.generator.people import Ints, People

_LETTERS = np.frombuffer(b"ABCDEFGHJKLMNPRSTUVWXYZ", dtype=np.uint8)  # no O, I, Q
_DIGITS = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class NameTexts:
    """Texts of names. Female given names stand after the male ones.

    Attributes:
        given: text of each given name.
        family: text of each family name.
        nick: short forms of all given names, one after the other; a name without any is its own.
        nick_first: where those of each given name begin.
        nick_count: how many each given name has.
        males: number of male given names.
    """

    given: pl.Series
    family: pl.Series
    nick: pl.Series
    nick_first: Ints
    nick_count: Ints
    males: int

    def given_of(self, people: People) -> Ints:
        """Position of each person's given name in `given`."""
        return people.given + np.where(people.female, self.males, 0).astype(np.int32)

    def nick_of(self, people: People) -> Ints:
        """Position in `nick` of the one short form each person uses."""
        given = self.given_of(people)
        choice = people.born.astype(np.int64) * 31 + people.middle
        return (self.nick_first[given] + choice % self.nick_count[given]).astype(np.int32)


def name_texts(male: Pool, female: Pool, families: Pool) -> NameTexts:
    """Texts of the pools, with short forms looked up."""
    given = [*male.texts, *female.texts]
    short = [nicknames().get(name) or [name] for name in given]
    count = np.array([len(forms) for forms in short], dtype=np.int32)
    return NameTexts(
        pl.Series(given),
        pl.Series(families.texts),
        pl.Series([form for forms in short for form in forms]),
        (np.cumsum(count) - count).astype(np.int32),
        count,
        len(male.texts),
    )


def name_words(texts: NameTexts, people: People) -> pl.DataFrame:
    """Given, family and short name of each person in lower-case letters, for email addresses."""

    def letters(series: pl.Series, rows: Ints) -> pl.Series:
        plain = [unicodedata.normalize("NFKD", text).lower() for text in series]
        return pl.Series(["".join(c for c in t if "a" <= c <= "z") for t in plain]).gather(rows)

    return pl.DataFrame(
        {
            "given": letters(texts.given, texts.given_of(people)),
            "family": letters(texts.family, people.family_before),
            "nick": letters(texts.nick, texts.nick_of(people)),
        }
    )


def as_texts(characters: np.ndarray) -> pl.Series:
    """Rows of ASCII characters, uint8 of shape (rows, length), as texts."""
    joined = np.ascontiguousarray(characters).view(f"S{characters.shape[1]}").ravel()
    return pl.Series(joined.tolist(), dtype=pl.Binary).cast(pl.String)


def device_texts(number: Ints) -> pl.Series:
    """Sixteen hexadecimal digits."""
    shifts = np.arange(60, -1, -4, dtype=np.uint64)
    return as_texts(_DIGITS[((mix(number)[:, None] >> shifts) & np.uint64(15)).astype(np.intp)])


def license_texts(number: Ints, state: Ints, places: Places) -> pl.Series:
    """License numbers in the form of their state; -1 gives some text too."""
    texts = pl.Series([""] * len(number), dtype=pl.String)
    for place, form in enumerate(places.license_formats):
        rows = np.flatnonzero(state == place)
        if len(rows):
            texts = texts.scatter(rows.astype(np.uint32), _licenses(number[rows], form))
    return texts


def _licenses(number: Ints, form: str) -> pl.Series:
    """Distinct numbers give distinct texts: digits spread by a stride, letters take the rest."""
    modulus = 10 ** form.count("9")
    digits = (number.astype(np.int64) + 1) * 7_368_787_913 % modulus
    rest = (number.astype(np.int64) + 1) // modulus
    columns = []
    left = digits
    for place, character in enumerate(form):
        if character == "9":
            modulus //= 10
            columns.append(_DIGITS[left // modulus])
            left = left % modulus
        else:
            columns.append(_LETTERS[((rest + digits * (7 + 4 * place)) % 23)])
            rest = rest // 23
    return as_texts(np.stack(columns, axis=1))


def plate_texts(number: Ints) -> pl.Series:
    """Plates of two forms, ABC1234 and 7ABC123."""
    spread = (number.astype(np.int64) + 1) * 48_271_019 % (23**3 * 10_000)
    letters = [_LETTERS[(spread // 10_000 // 23**k % 23)] for k in range(3)]
    digits = [_DIGITS[spread // 10**k % 10] for k in range(4)]
    californian = (number % 8 == 0)[:, None]
    plain, other = [*letters, *digits], [digits[0], *letters, *digits[1:]]
    return as_texts(np.where(californian, np.stack(other, axis=1), np.stack(plain, axis=1)))


def address_frame(addresses: Addresses, rows: Ints, places: Places, streets: Pool) -> pl.DataFrame:
    """Parts of addresses as text: number, street, three forms of the suffix, unit, town, state."""
    town, suffix = addresses.town[rows], addresses.suffix[rows]
    states = pl.Series(places.states).gather(places.state[town])
    return pl.DataFrame(
        {
            "number": pl.Series(addresses.number[rows]).cast(pl.String),
            "street": pl.Series(streets.texts).gather(addresses.street[rows]),
            **{f"suffix_{k}": pl.Series([s[k] for s in SUFFIXES]).gather(suffix) for k in range(3)},
            "unit": pl.Series(addresses.unit[rows]).cast(pl.String),
            "city": pl.Series(places.pool.texts).gather(town),
            "state": states,
            "postcode": pl.Series(addresses.zip_code[rows]).cast(pl.String).str.zfill(5),
        }
    )
