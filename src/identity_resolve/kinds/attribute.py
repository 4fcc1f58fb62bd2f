"""Attributes that identify nobody alone: sex, age, and any other short text."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold, words

__all__ = ["ATTRIBUTES", "HOMBRE_MUJER"]

HOMBRE_MUJER = "H/M"
"""Who issues codes of a sex of which H is a man, and M is a woman."""

_UNKNOWN = "-"
_DECIMAL = re.compile(r"0?(\d)(?:\.0+)?", re.ASCII)
_ABOUT = re.compile(r"(?:gender|sex)[\s:]+(?=\w)|(?<=\w)[\s-]+(?:gender|sex|person)$")
_AGE = re.compile(
    r"(?:age[d:]*\s*)?(\d{1,3})(?:\.0+)?\s*(?:(?:years?|yrs?|y/?o?|ans|jahre|anos)(?: old)?|"
    r"(m|mos?|months?|weeks?|wks?|days?)(?: old)?)?",
    re.ASCII,
)
_OLDEST = 120
_EDGES = " .,;:*()[]{}'\""
_BETWEEN = re.compile(r"\s*[/=:,;()|]+\s*|\s+-\s+|(?<=^[a-z\d])-|\s+or\s+")
_CLOSE = 0.8
_LETTERS_BY_REGION = {
    "v": {"m": {"ES", "MX", "AR", "CO", "PE", "CL", "VE", "EC"}, "f": {"NL", "BE"}},
    "e": {"m": {"TR"}},
    "n": {"f": {"FI"}},
    "p": {"f": {"ID"}},
    "l": {"m": {"ID"}},
}
"""Initials that mean a sex in some countries only: varon and vrouw, erkek, nainen."""


@cache
def _sexes() -> dict[str, str]:
    sexes: dict[str, str] = {}
    for row in read_rows("sexes.csv"):
        words, *phrases = row["words"].split("|")
        sexes |= dict.fromkeys(map(fold, (*words.split(), *phrases)), row["sex"])
    return sexes


def _parse_sex(text: str, context: Context) -> Parsed:
    """``m``, ``f`` or ``x``; 1 and 2 are the codes of ISO/IEC 5218.

    >>> _parse_sex("Female", Context()), _parse_sex("1", Context()), _parse_sex("X", Context())
    (('f',), ('m',), ('x',))
    >>> _parse_sex("M - Male", Context()), _parse_sex("Weiblich (w)", Context())
    (('m',), ('f',))
    >>> _parse_sex("M", Context(issuer="H/M"))
    ('f',)
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    folded = fold(clean(text))
    decimal = _DECIMAL.fullmatch(folded)
    word = decimal[1] if decimal else folded.strip(_EDGES)
    if word == "m" and context.issuer == HOMBRE_MUJER:
        return ("f",)
    sex = _find_sex(word, context.region) or _find_sex(_ABOUT.sub("", word), context.region)
    if sex == _UNKNOWN or (not sex and is_placeholder("any", folded)):
        return Reason.PLACEHOLDER
    if sex:
        return (sex,)
    found = {_find_sex(piece, context.region) for piece in _BETWEEN.split(word) if piece}
    return (found.pop(),) if len(found) == 1 and found < {"m", "f", "x"} else Reason.BAD_FORMAT


def _find_sex(word: str, region: str) -> str:
    """The sex a folded word or phrase names, ``-`` for one that is not told, or ``""``."""
    sexes = _sexes()
    if sex := sexes.get(word) or sexes.get(word.replace("-", "")) or sexes.get(_spaced(word)):
        return sex
    by_region = _LETTERS_BY_REGION.get(word, {})
    return next((sex for sex, regions in by_region.items() if region in regions), "")


def _spaced(word: str) -> str:
    return " ".join(word.replace("-", " ").split())


def _suggest_sex(text: str, _: Context) -> str:
    """The sex whose word is spelled nearly so.

    >>> _suggest_sex("femal", Context()), _suggest_sex("yes", Context())
    ('f', '')
    """
    word = fold(clean(text[:MAX_LENGTH])).strip(_EDGES)
    if not word.isalpha():
        return ""
    known = [name for name, sex in _sexes().items() if len(name) > 3 and sex != _UNKNOWN]
    return next((_sexes()[near] for near in get_close_matches(word, known, 1, _CLOSE)), "")


def _describe_sex(parts: tuple[str, ...], _: Context) -> Description:
    return Description(facts={"sex": {"m": "male", "f": "female"}.get(parts[0], "other")})


def _parse_age(text: str, _: Context) -> Parsed:
    """Whole years.

    >>> _parse_age("34 yrs", Context()), _parse_age("8 months", Context()), _parse_age("34.0", Context())
    (('34',), ('0',), ('34',))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    folded = fold(clean(text))
    found = _AGE.fullmatch(folded)
    if found is None:
        return Reason.PLACEHOLDER if is_placeholder("any", folded) else Reason.BAD_FORMAT
    years = 0 if found[2] else int(found[1])
    return (str(years),) if years <= _OLDEST else Reason.OUT_OF_RANGE


def _parse_text(text: str, _: Context) -> Parsed:
    """Folded words joined by a blank.

    >>> _parse_text("  Wayne  Enterprises, Inc.", Context())
    ('wayne enterprises inc',)
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    cleaned = clean(text)
    joined = " ".join(words(cleaned))
    if is_placeholder("any", cleaned) or is_placeholder("any", joined):
        return Reason.PLACEHOLDER
    return (joined,) if joined else Reason.BAD_FORMAT


ATTRIBUTES: tuple[Kind, ...] = (
    Kind(
        name="sex",
        title="sex",
        identifier_class=IdentifierClass.ATTRIBUTE,
        parse=_parse_sex,
        parts=("sex",),
        share_limit=10**9,
        headers=header_pattern(
            r"(?:sex|gender)(?:_?(?:code|cd|at_birth))?|geschlecht|sexo|sexe"
            r"|sesso|genero|genre|plec|kon|cinsiyet|geslacht"
        ),
        examples=("F", "male", "Woman", "2", "X"),
        cues=r"sex|gender|geschlecht|sexo|sexe",
        describe=_describe_sex,
        suggest=_suggest_sex,
    ),
    Kind(
        name="age",
        title="age in years",
        identifier_class=IdentifierClass.ATTRIBUTE,
        parse=_parse_age,
        parts=("age",),
        share_limit=10**9,
        headers=header_pattern(
            r"age(?:_?(?:years?|yrs|in_years|at_\w+|today|now))?|years_old|current_age|alter"
            r"|edad|idade|eta|leeftijd|wiek"
        ),
        examples=("34", "34 years", "7 months"),
    ),
    Kind(
        name="text",
        title="other text",
        identifier_class=IdentifierClass.ATTRIBUTE,
        parse=_parse_text,
        parts=("text",),
        share_limit=10**9,
        headers=r"(?!)",  # any column may be text, none says so
        examples=("politician", "Wayne Enterprises, Inc.", "West Devon"),
        many=True,
        scoped=True,
    ),
)
