"""The words of a street: its type and directions, abbreviated as USPS Publication 28 does.

They are abbreviated only where they stand as such (``North Main Street`` is ``n main st``, but
``North Street`` is ``north st``); other words stay, so that a typing error stays comparable.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from identity_resolve.kinds.tables import read_rows

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "ORDINALS",
    "find_street_end",
    "is_street_type",
    "normalize_street_type",
    "standardize",
    "standardize_plain",
]


def _read_table(name: str) -> dict[str, str]:
    rows = read_rows("usps_abbreviations.csv")
    return {row["input"].lower(): row["standard"].lower() for row in rows if row["class"] == name}


_TYPES = _read_table("street_suffix") | {
    "blv": "blvd",
    "rt": "rte",
    "strasse": "st",
    "circuit": "cct",
    "cct": "cct",
    "close": "cl",
    "cl": "cl",
    "parade": "pde",
    "pde": "pde",
    "esplanade": "esp",
    "esp": "esp",
}
"""Street types by any spelling: those of Publication 28, and a few of other countries."""

_COMMON = frozenset(
    {
        *("st", "ave", "rd", "dr", "ln", "ct", "pl", "blvd", "cir", "ter", "hwy", "pkwy", "way"),
        *("sq", "cres", "cct", "cl", "pde", "rte", "fwy", "trl"),
    }
)
_COMMON_TYPES = {
    word: short for word, short in _TYPES.items() if short in _COMMON and word not in ("la", "pk")
}
"""Street types that are one wherever they stand behind the first word."""

_LONG_DIRECTIONS = _read_table("directional")
_DIRECTIONS = _LONG_DIRECTIONS | {short: short for short in _LONG_DIRECTIONS.values()}
_SHORT_DIRECTIONS = frozenset(_LONG_DIRECTIONS.values())
_DIAGONALS = {("n", "e"): "ne", ("n", "w"): "nw", ("s", "e"): "se", ("s", "w"): "sw"}
_UNITS_OF_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth"),
)
_TEENS = (
    *("tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth"),
    *("seventeenth", "eighteenth", "nineteenth"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def _in_digits(number: int) -> str:
    return f"{number}{'th' if 10 < number < 14 else _ENDINGS.get(number % 10, 'th')}"


ORDINALS = {
    **{word: _in_digits(n) for n, word in enumerate((*_UNITS_OF_ORDINALS, *_TEENS), 1)},
    **{f"{word[:-1]}ieth": _in_digits(10 * n) for n, word in enumerate(_TENS, 2)},
}
"""Ordinals of one word, in digits."""

_ORDINAL_DIGITS = {
    (tens, _in_digits(m)): _in_digits(10 * n + m)
    for n, tens in enumerate(_TENS, 2)
    for m in range(1, 10)
}
"""Ordinals of two words, the second already in digits: ``forty 2nd``."""

_SAME_WORDS = {"&": "and", "saint": "st", "mount": "mt", "fort": "ft", **ORDINALS}
_SHORT_ORDINAL = re.compile(r"\d*[23](?=d\Z)", re.ASCII)
_FIRST_WORDS = {
    **dict.fromkeys(("bd", "bld", "boul", "bvd", "blvd"), "boulevard"),
    **dict.fromkeys(("av", "ave", "avda", "avenida"), "avenue"),
    **dict.fromkeys(("highway", "hiway"), "hwy"),
    **dict.fromkeys(("route", "rt"), "rte"),
}
"""Types that stand before the name, in French and Spanish and before a number."""

_ROADS = {
    ("sr",): ("state", "rte"),
    ("st", "rte"): ("state", "rte"),
    ("st", "hwy"): ("state", "hwy"),
    ("cr",): ("county", "rd"),
    ("co", "rd"): ("county", "rd"),
    ("cnty", "rd"): ("county", "rd"),
    ("i",): ("interstate",),
    ("us", "rte"): ("us", "hwy"),
    ("us",): ("us", "hwy"),
}
"""Words before the number of a road, as Publication 28 (appendix F) writes them out."""

_ROAD_TYPES = {"highway": "hwy", "route": "rte", "rt": "rte", "road": "rd"}
_GLUED_ROAD = re.compile(r"(i|us|sr|cr|fm)-?(\d+)", re.ASCII)
_TYPE_GLUED_ON = re.compile(
    r"(\w{3,})(street|avenue|crescent|circuit|drive|terrace|parade|boulevard|place)"
)


_LETTERED = frozenset({word for word in _SAME_WORDS if word.isalpha()} | set(_DIRECTIONS))
"""Words that mean something wherever they stand."""


def standardize_plain(first: pl.Series, middle: pl.Series, last: pl.Series) -> pl.Series:
    """`standardize` of streets of two words or three, letters only; null where it needs a closer look.

    Args:
        first: first words.
        middle: words between, null where there is none.
        last: last words.
    """
    odd = middle.is_in(list(_TYPES))
    odd |= last.str.contains(r"str$") | last.str.contains(f"^{_TYPE_GLUED_ON.pattern}$")
    for words in (first, middle, last):
        odd = odd.fill_null(value=False) | words.is_in(list(_LETTERED))
    first = first.replace(list(_FIRST_WORDS), list(_FIRST_WORDS.values()))
    last = last.replace(list(_TYPES), list(_TYPES.values()))
    street = first + (" " + middle).fill_null("") + " " + last
    return street.set(odd.fill_null(value=True), None)


_STREETS_OF_ONE_WORD = frozenset(("broadway", "bowery", "embarcadero", "esplanade", "strand"))


def standardize(words: list[str]) -> list[str]:
    """Words of a street with its type and directions abbreviated.

    >>> standardize(["saint", "marys", "street", "north"]), standardize(["north", "street"])
    (['st', 'marys', 'st', 'n'], ['north', 'st'])
    """
    if not words:
        return words
    words = _name_road([_SAME_WORDS.get(word, word) for word in words])
    if words[0] in _DIRECTIONS:
        words = _abbreviate_leading(words)
    last = len(words) - 1
    if words[last] in _DIRECTIONS:
        words, last = _abbreviate_trailing(words)
    if last > 0:
        words[0] = _FIRST_WORDS.get(words[0], words[0])
        for position in range(1, last):
            words[position] = _COMMON_TYPES.get(words[position], words[position])
        words[last] = _TYPES.get(words[last], words[last])
    if words[last].endswith("str") and len(words[last]) > len("xxstr"):
        words[last] += "asse"
    if words[last] not in _TYPES and (glued := _TYPE_GLUED_ON.fullmatch(words[last])):
        words[last : last + 1] = [glued[1], _TYPES[glued[2]]]
    return words


def _name_road(words: list[str]) -> list[str]:
    """Words whose ordinals are in digits, and the kind of a numbered road in one form.

    >>> _name_road(["forty", "2nd", "st"]), _name_road(["co", "road", "12"]), _name_road(["i-35"])
    (['42nd', 'st'], ['county', 'rd', '12'], ['interstate', '35'])
    """
    if "".join(words).isalpha():
        return words
    if glued := _GLUED_ROAD.fullmatch(words[0]):
        words = [*glued.groups(), *words[1:]]
    number = next((n for n, word in enumerate(words[:4]) if word[0].isdigit()), len(words))
    if number < len(words) - 1 and (short := _SHORT_ORDINAL.match(words[number])):
        words[number] = _in_digits(int(short[0]))
    if number in (0, len(words)):
        return words
    if compound := _ORDINAL_DIGITS.get((words[number - 1], words[number])):
        return [*words[: number - 1], compound, *words[number + 1 :]]
    if words[number].isdigit():
        before = tuple(_ROAD_TYPES.get(word, word) for word in words[:number])
        return [*_ROADS.get(before, before), *words[number:]]
    return words


def _abbreviate_leading(words: list[str]) -> list[str]:
    """A direction in front of a name is one; in front of a mere type it is the name."""
    first, rest = _DIRECTIONS[words[0]], words[1:]
    if rest and (diagonal := _DIAGONALS.get((first, _DIRECTIONS.get(rest[0], "")))):
        first, rest = diagonal, rest[1:]
    if not rest or (len(rest) == 1 and rest[0] in _TYPES):
        return words
    return [first, *rest]


def _abbreviate_trailing(words: list[str]) -> tuple[list[str], int]:
    """A direction behind a type or a number is one; also the position of the word before it."""
    last = len(words) - 1
    direction, before = _DIRECTIONS[words[last]], words[:last]
    if before and (diagonal := _DIAGONALS.get((_DIRECTIONS.get(before[-1], ""), direction))):
        direction, before = diagonal, before[:-1]
    if len(before) > 1 and (before[-1] in _TYPES or before[-1].isdigit()):
        return [*before, direction], len(before) - 1
    return words, last


def normalize_street_type(word: str) -> str:
    """The abbreviation of a street type, common or not, or ``""``."""
    return _TYPES.get(word, "")


def is_street_type(word: str) -> bool:
    """Whether a word is a usual street type, such as ``st`` or ``avenue``."""
    return word in _COMMON_TYPES


def find_street_end(words: list[str]) -> int:
    """How many words of a street line without commas belong to the street; 0 if none can tell.

    >>> find_street_end("12 main st springfield".split()), find_street_end(["broadway"])
    (3, 0)
    """
    end = next((n for n in range(2, len(words)) if words[n] in _COMMON_TYPES), -1) + 1
    if not end and len(words) > 2 and words[0][0].isdigit() and words[1] in _STREETS_OF_ONE_WORD:
        end = 2
    while 0 < end < len(words) and words[end] in _COMMON_TYPES and words[end] != "st":
        end += 1
    if 0 < end < len(words) and words[end] in _LONG_DIRECTIONS.values():
        end += 1
    return end


_WHERE_ON_IT = re.compile(
    r"(?<=\w) (?:between|betw|btwn|near|off|at|behind|opposite|opp|corner|cor)(?: |\Z).*"
)


def bare_street(street: str) -> str:
    """A street in standard form without directions, and without what is said of where on it.

    >>> bare_street("n hillhurst ave"), bare_street("peachtree rd ne"), bare_street("south st")
    ('hillhurst ave', 'peachtree rd', 'south st')
    >>> bare_street("jane st off hudson st"), bare_street("piedmont ave rio shopping mall")
    ('jane st', 'piedmont ave')
    """
    words = _WHERE_ON_IT.sub("", street).split()
    if len(words) > 1 and words[0] in _SHORT_DIRECTIONS:
        del words[0]
    last = max((n for n in range(1, len(words)) if words[n] in _COMMON), default=-1)
    if last < 0 and len(words) > 1 and words[-1] in _SHORT_DIRECTIONS:
        last = len(words) - 2
    return " ".join(words[: last + 1] if last >= 0 else words)
