"""Units within a building: apartments, suites, floors, and the words that announce them.

All functions take folded text, or tokens of it: words, numbers and the marks ``#`` and ``,``.
"""

from __future__ import annotations

import re

__all__ = [
    "NUMBER_WORDS",
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
        *("office", "ofc", "penthouse", "ph", "department", "dept"),
    }
)
"""Announce a number or a letter."""

_FLOORS = frozenset({"floor", "flr", "fl", "level", "lvl"})
_LOTS = frozenset({"lot", "space", "spc", "slip", "hangar", "hngr", "pier"})
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

_TOKEN = re.compile(
    r"[^\W_]*\d[^\W_]*(?:[-/][^\W_]+)*|[^\W_](?:-\d[^\W_]*)(?![^\W_])|[^\W_]+|[#,&]"
)
_INITIALS = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_ID = re.compile(r"(?!\d+(?:st|nd|rd|th)\Z)(?:[a-z]{0,2}-?\d[a-z\d]*(?:-[a-z\d]+)*|[a-z])")
_ID_HYPHEN = re.compile(r"(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=\d)")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")


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
        elif token in _FLOORS and rest and (ordinal := _ORDINAL.fullmatch(rest[-1])):
            rest.pop()
            units.append(ordinal[1])
            length = 1
        elif token != "#":
            rest.append(token)
        position += length or 1
    return rest, units


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
    is_closed = end == len(tokens) or tokens[end] == ","
    if end == first or (mark == "#" and position == 0 and not is_closed):
        return 0
    is_letter_apart = tokens[first].isdigit() and tokens[end - 1].isalpha() and end == first + 2
    if is_closed and (mark == "#" or is_letter_apart):
        return end - position
    return first + 1 - position


def _is_unit(token: str, mark: str) -> bool:
    if mark == "#" and token in _LONE:
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
            return [first + second]
    return [_LONE.get(unit) or _ID_HYPHEN.sub("", unit) for unit in units]


def normalize_unit(text: str) -> str:
    """A unit without its designator.

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
    return named or " ".join(_LONE.get(token, token) for token in tokens)


def has_unit_mark(tokens: list[str]) -> bool:
    """Whether one of the words announces a unit, as ``apt`` does."""
    return not _MARKS.isdisjoint(tokens)


def find_lone_unit(word: str) -> str:
    """A unit that needs no number, such as the rear of a house, or ``""``."""
    return _LONE.get(word, "")
