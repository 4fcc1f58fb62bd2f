"""The street line of an address: house number, street and unit.

Text that is none of the three stays in the street: nothing is lost. All functions take folded text.
"""

from __future__ import annotations

import re

from identity_resolve.kinds.street_box import split_box
from identity_resolve.kinds.street_words import is_street_type, normalize_street_type, standardize
from identity_resolve.kinds.units import (
    NUMBER_WORDS,
    bare_unit,
    find_lone_unit,
    has_unit_mark,
    take_units,
    tokenize,
)

__all__ = [
    "drop_care_of",
    "is_settled",
    "render_extra",
    "render_street",
    "split_street",
    "split_unit",
]

_ROUNDS = 4
_ORDINARY = re.compile(r"\d[a-z\d #.']*")
_HOUSE = re.compile(r"\d+[a-z]?(?:-\d+[a-z]?|-[a-z])?|[nsew]\d+[nsew]\d+")
_UNIT_HOUSE = re.compile(r"u?([a-z]?\d+[a-z]?)/(\d+[a-z]?(?:-\d+[a-z]?)?)")
_UNIT_HYPHEN_HOUSE = re.compile(r"(\d+[a-z]?)-(\d+[a-z]?)")
_GLUED_HOUSE = re.compile(r"(\d+)(?!(?:bis|ter|nth)\b)([a-z]{3,})")
_GLUED_FRACTION = re.compile(r"(?<=\d)-(?=\d/\d(?!\d))")
_FRACTION = re.compile(r"\d/\d")
_BARE_UNIT = re.compile(r"\d+(?:-?[a-z]|/f)?|[a-df-mo-rt-v](?:-?\d+)?")  # no direction
_SAME_HOUSE = frozenset(("bis", "ter", "quater", "hs"))
_RANGE = re.compile(r"(?<=\d) ?- ?(?=\d)")
_FLOOR_AND_DOOR = re.compile(r",\s*(\d{1,2})o,? ?(?:([a-z]|izq|dcha|esq|dto)\b)?(?=,|$)")
_CARE_OF = re.compile(r"(?:c/o|care of|attn|attention)\b[\s:.]*[^,\d]*(?:,\s*|(?=\d)|$)")
_WORD_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "ten": "10"}
_NUMBERED = frozenset(
    {
        *("hwy", "rte", "rr", "hc", "box", "us", "sr", "cr", "fm", "interstate", "i", "km"),
        *("exit", "loop", "spur", "fwy", "expy", "calle", "carrera", "psc", "cmr"),
    }
)
"""Words that a number follows as part of the name: ``highway 61``."""

_NUMBERED_ROADS = frozenset({"county", "co", "state", "ranch", "forest", "farm", "township"})


def split_street(text: str, region: str = "US") -> tuple[str, str, str]:
    """House number, street and unit of a street line.

    >>> split_street("12 north main street apt 4b"), split_street("flat 2, 10 high road")
    (('12', 'n main st', '4b'), ('10', 'high rd', '2'))
    >>> split_street("12/34 smith street"), split_street("hauptstrasse 5")
    (('34', 'smith st', '12'), ('5', 'hauptstrasse', ''))
    >>> split_street("10-123 main street", "CA"), split_street("112-10 queens blvd")
    (('123', 'main st', '10'), ('112-10', 'queens blvd', ''))
    """
    if not _ORDINARY.fullmatch(text):
        text = _spelled_out(text)
    parts = _split_once(text, region)
    for _ in range(_ROUNDS):
        if is_settled(*parts) or (again := _split_once(render_street(*parts), region)) == parts:
            break
        parts = again
    return parts


def drop_care_of(text: str) -> str:
    """A folded line without the person through whom mail is sent.

    >>> drop_care_of("c/o jane roe, 12 main st"), drop_care_of("attn: jane roe")
    ('12 main st', '')
    """
    return _CARE_OF.sub("", text, count=1).lstrip(", ") if text[:1] in ("c", "a") else text


def _spelled_out(text: str) -> str:
    """A line whose shorthands are words that the reading after it knows."""
    if "-" in text:
        text = _GLUED_FRACTION.sub(" ", _RANGE.sub("-", text))
    if "o" in text and "," in text:
        text = _FLOOR_AND_DOOR.sub(r" # \1\2", text)
    return f"calle {text[2:]}" if text[:2] == "c/" and text[:3] != "c/o" else text


def _split_once(text: str, region: str) -> tuple[str, str, str]:
    if not text[:1].isdigit():
        text = drop_care_of(text) or text
        if box := split_box(text):
            return box
    tokens, units = _without_units(tokenize(text))
    number, unit, words = _take_number(tokens, "" if units else region)
    if number[:1] == "0" and number.isdigit():
        number = number.lstrip("0") or "0"
    words = standardize(words)
    if unit:
        units.insert(0, unit)
    if number and len(words) > 3 and words[-2] in NUMBER_WORDS:
        del words[-2]
    if not units and (last := _unit_behind(number, words)):
        words = standardize(words[:-1])
        units.append(last)
    return number, " ".join(words), " ".join(units)


def _unit_behind(number: str, words: list[str]) -> str:
    """A unit that no word announces, behind a street and its type: ``12 main st 4b``, ``... rear``."""
    if len(words) < 3 or not normalize_street_type(words[-2]):
        return ""
    if lone := find_lone_unit(words[-1]):
        return lone
    is_sure = number != "" and is_street_type(words[-2]) and not _takes_number(words[:-1])
    return bare_unit(words[-1]) if is_sure and _BARE_UNIT.fullmatch(words[-1]) else ""


def is_settled(number: str, street: str, unit: str) -> bool:
    """Whether a line is so ordinary that it is surely read back as the same parts."""
    words = street.split()
    return (
        number.isalnum()
        and "".join(words).isalpha()
        and not has_unit_mark(words)
        and (not unit or unit.isalnum())
    )


def render_street(number: str, street: str, unit: str) -> str:
    """A street line that is read back as the same parts.

    >>> render_street("12", "main st", "4b")
    '12 main st # 4b'
    """
    lettered = street == "po box" and not number.isdigit()  # box c: a letter in front is no number
    first, second = (street, number) if lettered else (number, street)
    return " ".join(part for part in (first, second, unit and f"# {unit}") if part)


def _without_units(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The words of a line in one piece, and the units they name."""
    units: list[str] = []
    if has_unit_mark(tokens):
        tokens, units = take_units(tokens)
    if "," in tokens:
        tokens = _join_segments(tokens)
        tokens, more = take_units(tokens)
        units += more
    return tokens, units


def _join_segments(tokens: list[str]) -> list[str]:
    """Tokens without commas; the first segment that starts with a house number goes first.

    >>> _join_segments("rose cottage , 12 high street".split())
    ['12', 'high', 'street', 'rose', 'cottage']
    """
    if not _HOUSE.fullmatch(tokens[0]):
        for position, token in enumerate(tokens[:-2], 1):
            if token == "," and _HOUSE.fullmatch(tokens[position]):
                tokens = [*tokens[position:], *tokens[: position - 1]]
                break
    return [token for token in tokens if token != ","]


def _take_number(tokens: list[str], region: str) -> tuple[str, str, list[str]]:
    """House number, a unit written before it (``12/34``), and the words of the street."""
    if len(tokens) > 1 and tokens[0] in NUMBER_WORDS and tokens[1][0].isdigit():
        tokens = tokens[1:]
    if not tokens:
        return "", "", []
    first, rest = tokens[0], tokens[1:]
    if region == "CA" and (both := _UNIT_HYPHEN_HOUSE.fullmatch(first)):
        return both[2], both[1], rest
    if first.isdigit() or _HOUSE.fullmatch(first):
        if rest and (_FRACTION.fullmatch(rest[0]) or rest[0] in _SAME_HOUSE):
            return f"{first} {rest[0]}", "", rest[1:]
        return first, "", rest
    if both := _UNIT_HOUSE.fullmatch(first):
        return both[2], both[1], rest
    if glued := _GLUED_HOUSE.fullmatch(first):
        return glued[1], "", [glued[2], *rest]
    if _is_spelled_house(tokens):
        return _WORD_NUMBERS[first], "", rest
    return _take_last_number(tokens)


def _is_spelled_house(tokens: list[str]) -> bool:
    """Whether a line begins with a house number in letters: ``one main st``, not ``two rivers rd``."""
    return (
        len(tokens) > 2
        and tokens[0] in _WORD_NUMBERS
        and is_street_type(tokens[-1])
        and (tokens[0] == "one" or not tokens[1].endswith("s"))
    )


def _take_last_number(tokens: list[str]) -> tuple[str, str, list[str]]:
    """A house number that stands last (``hauptstrasse 5``, ``hauptstrasse 5 a``), and the street."""
    if len(tokens) > 2 and (tokens[-1] in _SAME_HOUSE or tokens[-1] in ("a", "b", "c", "d")):
        blank = "" if len(tokens[-1]) == 1 else " "
        if tokens[-2].isdigit() and _ends_in_number(tokens[:-1]):
            return f"{tokens[-2]}{blank}{tokens[-1]}", "", tokens[:-2]
    if _ends_in_number(tokens):
        return tokens[-1], "", tokens[:-1]
    return "", "", tokens


def _ends_in_number(tokens: list[str]) -> bool:
    """Whether the house number stands last: ``hauptstrasse 5``, but not ``county road 5``."""
    if len(tokens) < 2 or not _HOUSE.fullmatch(tokens[-1]):
        return False
    before = tokens[-2]
    if not before.isalpha() or len(before) == 1 or _takes_number(tokens[:-1]):
        return False
    return len(tokens) > 2 or not normalize_street_type(before)


def _takes_number(words: list[str]) -> bool:
    """Whether a number behind these words is part of the name of a road."""
    street_type = normalize_street_type(words[-1])
    if (street_type or words[-1]) in _NUMBERED:
        return True
    return street_type == "rd" and words[-2:-1] != [] and words[-2] in _NUMBERED_ROADS


def split_unit(text: str) -> tuple[str, str]:
    """The words that name no unit, and the unit.

    >>> split_unit("flr 5 john flynn medical centre"), split_unit("villa 2")
    (('john flynn medical centre', '5'), ('', '2'))
    """
    for _ in range(_ROUNDS):
        tokens, units = _without_units(tokenize(text))
        parts = " ".join(tokens), " ".join(units)
        text, before = render_extra(*parts), text
        if not units or text == before:
            break
    return parts


def render_extra(locality: str, unit: str) -> str:
    """A second address line that is read back as the same parts."""
    return render_street("", locality, unit)
