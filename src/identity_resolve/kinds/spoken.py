"""Numbers and addresses as they are spoken and written down from a call.

Only words that stand for a character are read; anything else ends the number.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Spoken", "find_spoken_emails", "read_spoken"]


class Spoken(NamedTuple):
    """A stretch of words, and the text it stands for."""

    start: int
    end: int
    text: str


_DIGITS = {
    "zero": "0",
    "oh": "0",
    "nought": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "niner": "9",
}
_SIGNS = {"dash": "-", "hyphen": "-", "minus": "-", "slash": "/"}
_TIMES = {"double": 2, "triple": 3, "treble": 3}
_SPELLINGS = """alpha alfa bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima
mike november oscar papa quebec romeo sierra tango uniform victor whiskey xray x-ray yankee zulu
adam boy david edward frank george henry ida john king lincoln mary nora ocean paul queen robert sam
tom union william young zebra"""
_SPELLING = {word: word[0].upper() for word in _SPELLINGS.split()}
_LEAST = 3
_WORD = re.compile(r"[^\W_]+(?:-ray)?")
_GAP = re.compile(r"[\s,…-]{1,4}")
_AS_IN = re.compile(r"\s+(?:as in|like|for)\s+([^\W\d_]+)", re.IGNORECASE)


def read_spoken(text: str, start: int) -> Spoken | None:
    """The characters spoken from a place on, or None where there are too few.

    >>> read_spoken("four one five, double five five, two", 0).text
    '4155552'
    >>> read_spoken("D as in dog five five one eight", 0).text
    'D5518'
    """
    characters: list[str] = []
    place = end = start
    spoken = times = 0
    while word := _WORD.match(text, place):
        lower = word[0].lower()
        if lower in _TIMES and not times:
            times, place = _TIMES[lower], _after_gap(text, word.end())
            continue
        character = _character(word[0], lower)
        if not character:
            break
        spoken += len(lower) > 1 and not lower.isdigit()
        end = word.end()
        if len(lower) == 1 and (as_in := _AS_IN.match(text, end)) and as_in[1][:1].lower() == lower:
            end, spoken = as_in.end(), spoken + 1
        characters.append(character * (times or 1))
        times, place = 0, _after_gap(text, end)
    written = "".join(characters).strip("-/")
    return Spoken(start, end, written) if len(written) >= _LEAST and spoken else None


def _character(word: str, lower: str) -> str:
    """What one word stands for, or nothing; a lone letter only in upper case or where it is no word."""
    if word.isdigit() and len(word) <= _LEAST:
        return word
    if len(word) == 1 and word.isascii() and (word.isupper() or lower not in "ai"):
        return word.upper()
    return _DIGITS.get(lower) or _SIGNS.get(lower) or _SPELLING.get(lower, "")


def _after_gap(text: str, place: int) -> int:
    gap = _GAP.match(text, place)
    return gap.end() if gap else place


_JOINT = r"(?:dot|underscore|dash|hyphen|plus)"
_EMAIL = re.compile(
    rf"\b(?P<local>[a-z0-9]{{1,30}}(?:(?:[ ]{_JOINT}[ ]|[._-])[a-z0-9]{{1,30}}){{0,5}})"
    r"[ ](?:at|[(\[]at[)\]])[ ]"
    r"(?P<domain>[a-z0-9-]{1,63}(?:[ ](?:dot|[(\[]dot[)\]])[ ][a-z0-9-]{1,63}){0,4}"
    r"[ ](?:dot|[(\[]dot[)\]])[ ](?P<last>com|org|net|edu|gov|info|biz|io|me|us|uk|ca|de|es|fr|it|au))\b",
    re.IGNORECASE,
)
_SAID = {"dot": ".", "underscore": "_", "dash": "-", "hyphen": "-", "plus": "+"}
_EMAIL_CUE = re.compile(r"e-?mail\b[^.?!\n]{0,40}$|\bmail me\b[^.?!\n]{0,12}$", re.IGNORECASE)
_BEFORE_LOCAL = re.compile(r"(?:is|address|it's|at|to|me|e-?mail|[:,])\s*$", re.IGNORECASE)


def find_spoken_emails(text: str) -> list[Spoken]:
    """Addresses said in words, where the words around leave no doubt.

    >>> find_spoken_emails("it is maria dot garcia at example dot org")[0].text
    'maria.garcia@example.org'
    >>> find_spoken_emails("I look at example dot com")
    []
    """
    return [
        Spoken(match.start(), match.end(), _write(match))
        for match in _EMAIL.finditer(text)
        if _is_sure(text, match)
    ]


def _is_sure(text: str, match: re.Match[str]) -> bool:
    """Whether a joint in the name, brackets around "at", or a word before say it is an address."""
    if re.search(rf" {_JOINT} |[_\d]", match["local"]) or re.search(r"[(\[]at", match[0]):
        return True
    before = text[: match.start()]
    return bool(_EMAIL_CUE.search(before) and _BEFORE_LOCAL.search(before))


def _write(match: re.Match[str]) -> str:
    local, domain = (
        "".join(_SAID.get(word.strip("()[]"), word) for word in match[part].lower().split())
        for part in ("local", "domain")
    )
    return f"{local}@{domain}"
