"""Units within a building: apartments, suites, floors, and the words that announce them.

All functions take folded text, or tokens of it: words, numbers and the marks ``#`` and ``,``.
"""

from __future__ import annotations

import re

from identity_resolve.kinds.street_words import ORDINALS

__all__ = [
    "NUMBER_WORDS",
    "UNIT_WORDS",
    "bare_unit",
    "find_lone_unit",
    "has_unit_mark",
    "normalize_unit",
    "take_units",
    "tokenize",
]

_ROUNDS = 4
NUMBER_WORDS = frozenset({"no", "nr", "nbr", "number", "num"})
_ROOMS = frozenset(
    {
        *("apartment", "apmnt", "aprt", "aptm", "aptmt", "apt", "unit", "unt", "suite", "ste"),
        *("flat", "flt", "room", "rm", "building", "bldg", "trailer", "trlr", "villa", "shop"),
        *("office", "ofc", "penthouse", "ph", "department", "dept", "pmb", "bureau", "appt"),
        *("appartement", "wohnung", "whg", "depto", "dpto"),
    }
)
"""Announce a number or a letter."""

_FLOORS = frozenset({"floor", "flr", "fl", "level", "lvl", "piso"})
_IDLE = frozenset(("#", "apt", "apartment", "unit", "suite", "ste", "flat", "room", "rm"))
"""Tell nothing where nothing is behind them."""

_LOTS = frozenset({"lot", "space", "spc", "slip", "hangar", "hngr", "pier", "tower", "twr"})
"""Announce a number; a letter behind them may be anything."""

_MARKS = _ROOMS | _FLOORS | _LOTS | {"#"}
_LONE = {
    **dict.fromkeys(("basement", "bsmt"), "bsmt"),
    **dict.fromkeys(("front", "frnt"), "frnt"),
    **dict.fromkeys(("lower", "lowr"), "lowr"),
    **dict.fromkeys(("penthouse", "ph"), "ph"),
    **dict.fromkeys(("rear",), "rear"),
    **dict.fromkeys(("upper", "uppr"), "uppr"),
}

UNIT_WORDS = NUMBER_WORDS | _MARKS | _IDLE | frozenset(_LONE)
"""Words that may announce a unit, or be one."""

_TOKEN = re.compile(
    r"[^\W_]*\d[^\W_]*(?:[-/][^\W_]+)*|[^\W_](?:-\d[^\W_]*)(?![^\W_])|[^\W_]+|[#,&]"
)
_INITIALS = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_ID = re.compile(r"(?!\d+(?:st|nd|rd|th)\Z)(?:[a-z]{0,2}-?\d[a-z\d]*(?:-[a-z\d]+)*|[a-z])")
_ID_HYPHEN = re.compile(r"(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=\d)")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_FLOOR = re.compile(r"(\d+)/f|fl-?(\d+)")
_ZEROS = re.compile(r"\A0+(?=\d)")
_WORDS_OF_NUMBERS = (
    *("one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)
_NUMBERS = {word: str(n) for n, word in enumerate(_WORDS_OF_NUMBERS, 1)}
_HOUSE = re.compile(r"\d+[a-z]?(?:-\d+)?")


def tokenize(text: str) -> list[str]:
    """Words, numbers such as ``112-10`` and ``1/2``, and the marks ``#`` and ``,``."""
    if "." in text:
        text = _INITIALS.sub(r"\1", text).replace(".", " ")
    spaced = text.replace("'", "").replace(",", " , ").replace("#", " # ")
    tokens = spaced.split()
    if "".join(tokens).replace(",", "").replace("#", "").isalnum():
        return tokens
    return _TOKEN.findall(spaced)


def take_units(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The tokens that are no unit, and the units.

    >>> take_units(["12", "main", "st", "#", "4-b"])
    (['12', 'main', 'st'], ['4b'])
    """
    rest: list[str] = []
    units: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        length = _unit_length(tokens, position) if token in _MARKS else 0
        if length:
            units += _read_units(tokens[position + 1 : position + length])
            if token in ("ph", "penthouse"):
                units[-1] = f"ph{units[-1]}"
        elif token in _FLOORS and rest and (ordinal := _ordinal(rest[-1])):
            rest.pop()
            units.append(ordinal)
            length = 1
        elif token not in _IDLE or not _is_idle(tokens, position):
            rest.append(token)
        position += length or 1
    return rest, units


def _is_idle(tokens: list[str], position: int) -> bool:
    """Whether a mark has nothing to tell: ``12 main st apt``; ``unit 4/12 main st`` tells it alone."""
    if tokens[position] == "#":
        return True
    return (position == len(tokens) - 1 > 2) or "/" in "".join(tokens[position + 1 : position + 2])


def _ordinal(word: str) -> str:
    """The number of an ordinal, in digits or as a word, or ``""``."""
    found = _ORDINAL.fullmatch(ORDINALS.get(word, word))
    return found[1] if found else ""


def _unit_length(tokens: list[str], position: int) -> int:
    """How many tokens from a mark on tell a unit; 0 if what follows is none."""
    mark = tokens[position]
    end = position + 1
    if mark != "#":
        while end < len(tokens) and (tokens[end] == "#" or tokens[end] in NUMBER_WORDS):
            end += 1
    first = end
    while end < len(tokens) and _is_unit(tokens[end], mark):
        end += 1
    if end == first:
        return 0
    is_closed = end == len(tokens) or tokens[end] == ","
    if mark == "#" and position == 0 and not is_closed:
        is_before_house = end == first + 2 and _HOUSE.fullmatch(tokens[first + 1]) is not None
        return 2 if is_before_house else 0
    is_letter_apart = tokens[first].isdigit() and tokens[end - 1].isalpha() and end == first + 2
    if is_closed and (mark == "#" or is_letter_apart):
        return end - position
    return first + 1 - position


def _is_unit(token: str, mark: str) -> bool:
    if mark == "#" and token in _LONE:
        return True
    if mark in _ROOMS and token in _NUMBERS:
        return True
    if mark not in _ROOMS and mark != "#" and token.isalpha():
        return False
    return _ID.fullmatch(token) is not None


def _read_units(tokens: list[str]) -> list[str]:
    """Units in one spelling: ``4-b`` and ``4 b`` are ``4b``.

    >>> _read_units(["4", "b"]), _read_units(["b-12"]), _read_units(["12-3", "penthouse"])
    (['4b'], ['b12'], ['12-3', 'ph'])
    """
    units = [token for token in tokens if token != "#" and token not in NUMBER_WORDS]
    match units:
        case [first, second] if (first.isdigit() and second.isalpha() and len(second) == 1) or (
            second.isdigit() and first.isalpha() and len(first) == 1
        ):
            return [bare_unit(first + second)]
    return [_LONE.get(unit) or bare_unit(unit) for unit in units]


def bare_unit(unit: str) -> str:
    """A unit in digits, without a hyphen between a letter and a digit, and without zeros before it.

    >>> bare_unit("4-b"), bare_unit("02"), bare_unit("four"), bare_unit("2/f")
    ('4b', '2', '4', '2')
    """
    if floor := _FLOOR.fullmatch(unit):
        unit = floor[1] or floor[2]
    return _ZEROS.sub("", _ID_HYPHEN.sub("", _NUMBERS.get(unit, unit)))


def normalize_unit(text: str) -> str:
    """A unit without its designator; ``""`` where nothing else is told.

    >>> normalize_unit("apt. #4b"), normalize_unit("4-b"), normalize_unit("2nd floor")
    ('4b', '4b', '2')
    """
    for _ in range(_ROUNDS):
        unit = _normalize_once(text)
        if unit.isalnum() or unit == text:
            break
        text = unit
    return unit


def _normalize_once(text: str) -> str:
    tokens = tokenize(text)
    rest, units = take_units(tokens)
    left = [token for token in rest if token not in (",", "#") and token not in _MARKS]
    named = " ".join(units + _read_units(left))
    return named or " ".join(_LONE[token] for token in tokens if token in _LONE)


def has_unit_mark(tokens: list[str]) -> bool:
    """Whether one of the words announces a unit, as ``apt`` does."""
    return not _MARKS.isdisjoint(tokens)


def find_lone_unit(word: str) -> str:
    """A unit that needs no number, such as the rear of a house, or ``""``."""
    return _LONE.get(word, "")
