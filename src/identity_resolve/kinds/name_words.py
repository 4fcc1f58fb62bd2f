"""The words of a name as people write it: what to keep, what is a title, where a second person begins."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import clean, fold

__all__ = [
    "ASIDES",
    "CONFUSABLE_ENDINGS",
    "GENERATIONS",
    "PARTICLES",
    "UNKNOWN",
    "drop_titles",
    "is_one_name",
    "is_plain",
    "name_words",
    "prepare",
    "split_ending",
]


def _table(name: str) -> dict[str, str]:
    rows = read_rows("name_parts.csv")
    return {
        fold(word).replace("'", ""): row["note"].lower()
        for row in rows
        if row["class"] == name
        for word in row["token"].split()
    }


GENERATIONS = _table("generation")
"""Words of a generation to its canonical form: ``jnr`` to ``jr``, ``3rd`` to ``iii``."""

_CREDENTIALS = frozenset(_table("credential"))
_NAMES_TOO = frozenset({"do", "ma", "ba", "pa", "pe", "np", "bs", "ms", "ret", "ap", "e", "y"})
CONFUSABLE_ENDINGS = frozenset(
    {"v", "i", "junior", "senior", "md", "jd", "rn", "do", "ma", "ba", "pa", "pe", "np", "bs", "ret"}
)
"""Endings that are names or initials as well."""

_RARE_PARTICLES = frozenset("ad ar as ash at az an am ab av ap bat mc o e y san fitz".split())
PARTICLES = frozenset(_table("particle")) - _RARE_PARTICLES
"""Words that belong to the family name after them; those that are more often names are left out."""

UNKNOWN = frozenset({"fnu", "lnu", "unknown", "unk", "none", "null", "nan", "undefined", "noname"})
"""Words that stand where a name is not known; other placeholders are names of some people."""

_LOOSE = frozenset(
    """don dona justice judge major general gen father fr brother br sister sr rabbi imam sri kumari
    haji ing mag maj rep sen gov herr frau dame m lord lady ustaz datuk sergeant hon""".split()
)
_MORE_TITLES = frozenset(
    """rt revd honourable right messrs mister doctor brig lieut governor brig-gen maj-gen lt-gen
    lt-col lieut-col lieut-gen major-general lieutenant-general lieutenant-colonel vice-admiral
    rear-admiral baronet bt bart esq obe mbe cbe kbe kcb kcmg""".split()
)
TITLES = (
    frozenset(_table("honorific")) | _MORE_TITLES | _CREDENTIALS
) - _LOOSE - CONFUSABLE_ENDINGS - frozenset({"the"})
KNIGHTS = frozenset({"sir", "dame"})
_RANKS = frozenset(
    """lord lady baron baroness viscount viscountess marquess marquis marchioness countess
    duchess""".split()
)
_ROYAL = frozenset("earl duke count prince princess".split())
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
