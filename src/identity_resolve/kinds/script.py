"""Names of other alphabets in Latin letters, where that can be relied on."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from identity_resolve.kinds.text import fold_look_alikes

__all__ = ["find_script", "romanize"]

_ALPHABETS = (
    "\u0370-\u03ff\u1f00-\u1fff"  # Greek
    "\u0400-\u052f\u1c80-\u1c8f\ua640-\ua69f"  # Cyrillic
    "\u0531-\u0587\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f"  # Armenian, Georgian
)
_OTHER = re.compile(f"[{_ALPHABETS}]")
_WORD = re.compile(rf"(?:[^\W\d_]|[\u0300-\u036f])*[{_ALPHABETS}](?:[^\W\d_]|[\u0300-\u036f])*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_GROUPS = (
    (re.compile("^μπ"), "b"),
    (re.compile("ο[υύὐ-ὗῦ]"), "ou"),
    (re.compile("([αεη])[υύ](?=[θκξπστφχψς]|$)"), r"\1f"),
    (re.compile("([αεη])[υύ]"), r"\1v"),
    (re.compile("γ(?=[γξχ])"), "n"),
)
"""Letters that sound together, by ELOT 743 (Greek passports; United Nations resolution V/19)."""


def romanize(text: str) -> str:
    """Cleaned text whose Cyrillic, Greek, Armenian and Georgian words are in Latin letters.

    These alphabets write every vowel, so ``anyascii`` (ISC license) spells their names nearly as
    passports do. Chinese characters are read otherwise in Japan, Hangul is spelled in many ways and
    Arabic and Hebrew leave vowels out: they stay as they are. A Latin word with letters that only
    look Latin is a Latin word.

    >>> romanize("Мария Щукина"), romanize("Γιώργος Παπαδόπουλος"), romanize("田中 太郎")
    ('Mariya Shchukina', 'giorgos papadopoulos', '田中 太郎')
    >>> romanize("Miсhael").isascii()  # with a Cyrillic es
    True
    """
    if text.isascii() or not _OTHER.search(text):
        return text
    return _WORD.sub(lambda match: _romanize_word(match[0]), text)


@lru_cache(10_000)
def _romanize_word(word: str) -> str:
    from anyascii import anyascii

    if _LATIN.search(word) and not _OTHER.search(looks := fold_look_alikes(word)):
        return looks
    if _GREEK.search(word):
        word = word.lower()
        for pattern, letters in _GROUPS:
            word = pattern.sub(letters, word)
    return unicodedata.normalize("NFC", anyascii(word).replace("'", ""))


def find_script(text: str) -> str:
    """The script of the first letter of a text, in lower case, ``""`` where it has none.

    >>> find_script("José"), find_script("田中"), find_script("محمد"), find_script("42")
    ('latin', 'han', 'arabic', '')
    """
    letter = next((c for c in text if c.isalpha()), "")
    name = unicodedata.name(letter, "").split(" ")[0].split("-")[0].lower() if letter else ""
    return "han" if name == "cjk" else name
