"""Repair of text that every kind shares: look-alike forms, invisible characters, blanks, accents."""

from __future__ import annotations

import re
import unicodedata

from identity_resolve.kinds.tables import read_rows

__all__ = ["MAX_LENGTH", "clean", "compact", "fold", "words"]

MAX_LENGTH = 256
"""Characters beyond which a value is no identifier (an email address has at most 254)."""

_BLANKS = re.compile(r"\s+")
_NOT_CODE = re.compile(r"[^0-9A-Z]+")
_NOT_WORD = re.compile(r"[^\w']+|_+")
_REPLACEMENTS = {"remove": "", "to space": " ", "to apostrophe": "'", "to hyphen (in codes)": "-"}
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
)


def _character_table() -> dict[int, str]:
    table = dict.fromkeys(range(32), "") | dict.fromkeys((9, 10, 11, 12, 13, 133), " ")
    for row in read_rows("invisible_and_punct_chars.csv"):
        table[int(row["codepoint"][2:], 16)] = _REPLACEMENTS[row["action"]]
    return table


_CHARACTERS = _character_table()


def clean(text: str) -> str:
    r"""Text in one form: NFKC, no invisible characters, plain quotes and dashes, single blanks.

    >>> clean("  Ｊｏｈｎ\u200b   O’Neil ")
    "John O'Neil"
    """
    if text.isascii() and text.isprintable():
        return _BLANKS.sub(" ", text).strip().replace("`", "'")
    text = unicodedata.normalize("NFKC", text).translate(_CHARACTERS)
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """Cleaned text in lower case without accents, for comparison.

    >>> fold("Zoë Łuczak-Strauß")
    'zoe luczak-strauss'
    """
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)
    kept = "".join(c for c in folded if not unicodedata.combining(c))
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
