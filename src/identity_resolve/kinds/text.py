"""Repair of text that every kind shares: damage, invisible characters, blanks, accents, look-alikes."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from identity_resolve.kinds.damage import repair
from identity_resolve.kinds.tables import read_rows

__all__ = ["MAX_LENGTH", "clean", "compact", "fold", "fold_look_alikes", "words"]

MAX_LENGTH = 256
"""Characters beyond which a value is no identifier (an email address has at most 254)."""

_BLANKS = re.compile(r"\s+")
_REPAIRABLE = frozenset("&\\<")
"""ASCII characters of texts that may need `repair`."""

_FRACTION = re.compile("(\\d)([\u00bc-\u00be\u2150-\u215e])")  # 12½ is no 121/2
_NOT_CODE = re.compile(r"[^0-9A-Z]+")
_NOT_WORD = re.compile(r"[^\w']+|_+")
_REPLACEMENTS = {"remove": "", "to space": " ", "to apostrophe": "'", "to hyphen (in codes)": "-"}
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)


_ACCENTS = re.compile(  # Latin, Greek, Cyrillic; the vowel points of Hebrew and Arabic
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""Marks that a reader may leave out; in other scripts they are vowels, or make another letter."""

_ZEROS = (
    *(0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xE50),
    *(0xED0, 0xF20, 0x1040, 0x17E0, 0x1810),
)
"""The zero of every script with its own digits that is in daily use; nine digits follow each."""

_INVISIBLE = (
    *range(0x80, 0xA0),  # controls; the letters of Windows-1252 among them are put back
    *(*range(0x206A, 0x2070), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080)),
    *(*range(0xE0100, 0xE01F0), *range(0xD800, 0xE000)),
)


def _character_table() -> dict[int, str]:
    table = dict.fromkeys((*range(32), 127, *_INVISIBLE), "")
    table |= dict.fromkeys((9, 10, 11, 12, 13, 133), " ")
    table |= {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
    for row in read_rows("invisible_and_punct_chars.csv"):
        table[int(row["codepoint"][2:], 16)] = _REPLACEMENTS[row["action"]]
    for quote, dash in zip((0x91, 0x92), (0x96, 0x97), strict=True):  # Windows-1252 as Latin-1
        table |= {quote: "'", dash: "-"}
    table |= {0x2044: "/", 0x2215: "/"}  # of fractions, NFKC writes the first
    return table


_CHARACTERS = _character_table()


def clean(text: str) -> str:
    r"""Text in one form: damage repaired, NFKC, nothing invisible, plain quotes, dashes and digits.

    >>> clean("  Ｊｏｈｎ\u200b   O’Neil "), clean("Smith &amp; M\u00c3\u00bcller \u0664\u0665")
    ("John O'Neil", 'Smith & Müller 45')
    """
    if text.isascii() and text.isprintable() and _REPAIRABLE.isdisjoint(text):
        return " ".join(text.split()).replace("`", "'")
    text = _FRACTION.sub(r"\1 \2", repair(text))
    text = unicodedata.normalize("NFKC", text).translate(_CHARACTERS)
    text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()
    again = repair(text)  # full width signs may have hidden what is wrong
    return clean(again) if len(again) < len(text) else text


def fold(text: str) -> str:
    """Cleaned text in lower case without accents, for comparison.

    >>> fold("Zoë Łuczak-Strauß")
    'zoe luczak-strauss'
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    kept = _ACCENTS.sub("", folded)
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", kept)).strip()


def words(text: str) -> list[str]:
    """Folded words of a cleaned text: letters, digits and inner apostrophes.

    >>> words("12-B, rue de l'Église")
    ['12', 'b', 'rue', 'de', "l'eglise"]
    """
    return [word for part in _NOT_WORD.split(fold(text)) if (word := part.strip("'"))]


def compact(text: str) -> str:
    """Letters and digits of a code in upper case, separators dropped.

    >>> compact("d123-4567 8")
    'D12345678'
    """
    return _NOT_CODE.sub("", clean(text).upper())


def fold_look_alikes(text: str) -> str:
    """A code with the ASCII characters that its characters look like, of any script.

    For codes only: a name of Cyrillic letters is a name. Digits of other scripts keep their value
    (an Arabic 5 looks like an o). Source: Unicode's data on confusable characters, the rows that
    NFKC does not fold.

    >>> fold_look_alikes("А123ВС"), fold_look_alikes("Ｄ１２３")  # Cyrillic; full width
    ('A123BC', 'D123')
    """
    if text.isascii():
        return text
    return clean(text.translate(_look_alikes())).translate(_look_alikes())


@cache
def _look_alikes() -> dict[int, str]:
    rows = (
        (chr(int(row["codepoint"][2:], 16)), row["ascii"]) for row in read_rows("look_alikes.csv")
    )
    return {
        ord(character): str(unicodedata.decimal(character)) if character.isdecimal() else ascii_
        for character, ascii_ in rows
    }
