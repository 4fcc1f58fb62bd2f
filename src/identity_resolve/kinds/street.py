"""The street line of an address: house number, street and unit.

Text that is none of the three stays in the street: nothing is lost. All functions take folded text.
"""

from __future__ import annotations

import re

from identity_resolve.kinds.street_words import normalize_street_type, standardize
from identity_resolve.kinds.units import (
    NUMBER_WORDS,
    find_lone_unit,
    has_unit_mark,
    take_units,
    tokenize,
)

__all__ = ["is_settled", "render_extra", "render_street", "split_street", "split_unit"]

_ROUNDS = 4
_HOUSE = re.compile(r"\d+[a-z]?(?:-\d+[a-z]?|-[a-z])?|[nsew]\d+[nsew]\d+")
_UNIT_HOUSE = re.compile(r"([a-z]?\d+[a-z]?)/(\d+[a-z]?(?:-\d+[a-z]?)?)")
_FRACTION = re.compile(r"\d/\d")
_CARE_OF = re.compile(r"(?:c/o|care of|attn|attention)\b[\s:.]*(?:[^,\d]*(?:,\s*|(?=\d)))?")
_BOX = re.compile(
    r"(?:p[\s.]*o[\s.]*b(?:ox)?|post office box|g\.?p\.?o\.? box|box)\b[\s.,:#]*"
    r"(?:no\b[.\s]*|number\s+)?(\d+[a-z]?(?:-\d+[a-z]?)?)(?![^\W_]|-)"
)
_NUMBERED = frozenset(
    {
        *("hwy", "rte", "rr", "hc", "box", "us", "sr", "cr", "fm", "interstate", "i", "km"),
        *("exit", "loop", "spur", "fwy", "expy", "calle", "carrera", "psc", "cmr"),
    }
)
"""Words that a number follows as part of the name: ``highway 61``."""

_NUMBERED_ROADS = frozenset({"county", "co", "state", "ranch", "forest", "farm", "township"})


def split_street(text: str) -> tuple[str, str, str]:
    """House number, street and unit of a street line.

    >>> split_street("12 north main street apt 4b"), split_street("flat 2, 10 high road")
    (('12', 'n main st', '4b'), ('10', 'high rd', '2'))
    >>> split_street("12/34 smith street"), split_street("hauptstrasse 5")
    (('34', 'smith st', '12'), ('5', 'hauptstrasse', ''))
    """
    parts = _split_once(text)
    for _ in range(_ROUNDS):
        if is_settled(*parts) or (again := _split_once(render_street(*parts))) == parts:
            break
        parts = again
    return parts


def _split_once(text: str) -> tuple[str, str, str]:
    if text[:1] in ("c", "a"):
        text = _CARE_OF.sub("", text, count=1) or text
    if text[:1] in ("p", "b", "g") and (box := _BOX.match(text)):
        words = standardize(["po", "box", *tokenize(text[box.end() :].replace(",", " "))])
        return box[1], " ".join(words), ""
    tokens, units = _without_units(tokenize(text))
    number, unit, words = _take_number(tokens)
    words = standardize(words)
    if unit:
        units.insert(0, unit)
    lone = find_lone_unit(words[-1]) if len(words) > 2 and not units else ""
    if lone and normalize_street_type(words[-2]):
        words = standardize(words[:-1])
        units.append(lone)
    return number, " ".join(words), " ".join(units)


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
    return " ".join(part for part in (number, street, unit and f"# {unit}") if part)


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


def _take_number(tokens: list[str]) -> tuple[str, str, list[str]]:
    """House number, a unit written before it (``12/34``), and the words of the street."""
    if len(tokens) > 1 and tokens[0] in NUMBER_WORDS and tokens[1][0].isdigit():
        tokens = tokens[1:]
    if not tokens:
        return "", "", []
    if _HOUSE.fullmatch(tokens[0]):
        if len(tokens) > 1 and _FRACTION.fullmatch(tokens[1]):
            return f"{tokens[0]} {tokens[1]}", "", tokens[2:]
        return tokens[0], "", tokens[1:]
    if both := _UNIT_HOUSE.fullmatch(tokens[0]):
        return both[2], both[1], tokens[1:]
    if _ends_in_number(tokens):
        return tokens[-1], "", tokens[:-1]
    return "", "", tokens


def _ends_in_number(tokens: list[str]) -> bool:
    """Whether the house number stands last: ``hauptstrasse 5``, but not ``county road 5``."""
    if len(tokens) < 2 or not _HOUSE.fullmatch(tokens[-1]):
        return False
    before = tokens[-2]
    street_type = normalize_street_type(before)
    if not before.isalpha() or len(before) == 1 or (street_type or before) in _NUMBERED:
        return False
    if len(tokens) == 2:
        return not street_type
    return street_type != "rd" or tokens[-3] not in _NUMBERED_ROADS


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
