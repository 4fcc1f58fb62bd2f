"""Countries by whatever people call them."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold

__all__ = ["find_country"]

_SYNONYMS = {"uk": "GB", "el": "GR", "en": "GB"}  # codes of the European Union, and of England
_WORDS = {"and": "", "the": "", "saint": "st", "rep": "republic", "rep.": "republic"}
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_FLAG_TO_LETTER = {0x1F1E6 + n: chr(ord("a") + n) for n in range(26)}
_BEHIND_COMMA = re.compile(r"([^,(]+)[,(]\s*([^,()]+)\)?")
_FORMS = re.compile(
    r"(?:the )?(?:(?:federal |united |islamic |socialist |democratic )?(?:republic|kingdom|state"
    r"|commonwealth|principality|grand duchy|sultanate) of |the )(?:the )?"
)


@lru_cache(1024)
def find_country(text: str) -> str:
    """The code (ISO 3166-1 alpha-2) of a country, ``""`` where it is none that is known.

    Read are codes of two and three letters and of digits, names in English and in the languages of
    the country and its neighbors, flags, and a code with a subdivision. Source: Unicode CLDR.

    >>> [find_country(text) for text in ("de", "DEU", "Deutschland", "U.S.A.", "England", "Mars")]
    ['DE', 'DE', 'DE', 'US', 'GB', '']
    """
    if len(text) > MAX_LENGTH or "/" in text:  # "n/a" is not Namibia
        return ""
    folded = fold(clean(text)).strip(" .,;()[]\"'")
    if _FLAG.fullmatch(folded):
        folded = folded.translate(_FLAG_TO_LETTER)
    if folded[:2].isalpha() and folded[2:3] in ("-", "_") and len(folded) > 3:
        folded = folded[:2] if folded[:2] in _codes() and len(folded) <= 6 else folded
    return _find(folded) or _find_formal(folded)


def _find(folded: str) -> str:
    compact = _compact(folded)
    return _codes().get(compact) or _SYNONYMS.get(compact) or _names().get(compact, "")


def _find_formal(folded: str) -> str:
    """A country by its formal name, in order or turned round.

    >>> _find_formal("republic of korea"), _find_formal("korea, republic of")
    ('KR', 'KR')
    """
    if turned := _BEHIND_COMMA.fullmatch(folded):
        name, form = turned[1].strip(), turned[2].strip()
        return _find(f"{form} {name}") or (_find(form) and _find(name)) or _formal(f"{form} {name}")
    return _formal(folded)


def _formal(folded: str) -> str:
    form = _FORMS.match(folded)
    return _find(folded[form.end() :]) if form else ""


def _compact(text: str) -> str:
    """Letters, marks and digits of a folded text, its little words left out or in one form."""
    text = "".join(_WORDS.get(word, word) for word in text.replace("-", " ").split())
    return "".join(c for c in text if c.isalnum() or unicodedata.category(c)[0] == "M")


@cache
def _codes() -> dict[str, str]:
    codes = {row["code"].lower(): row["code"] for row in read_rows("countries.csv")}
    for row in read_rows("countries.csv"):
        codes |= dict.fromkeys(filter(None, row["other_codes"].split("|")), row["code"])
    return codes


@cache
def _names() -> dict[str, str]:
    rows = read_rows("countries.csv")
    return {_compact(name): row["code"] for row in rows for name in row["names"].split("|")}
