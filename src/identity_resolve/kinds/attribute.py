"""Attributes that identify nobody alone: sex, and any other short text."""

from __future__ import annotations

import re

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold, words

__all__ = ["ATTRIBUTES"]

_SEXES = {
    **dict.fromkeys(("m", "male", "man", "boy", "masculine", "1", "mannlich", "mann"), "m"),
    **dict.fromkeys(("masculino", "hombre", "homme", "masculin"), "m"),
    **dict.fromkeys(("f", "female", "woman", "girl", "feminine", "2", "weiblich", "w"), "f"),
    **dict.fromkeys(("frau", "femenino", "feminino", "mujer", "femme", "feminin"), "f"),
    **dict.fromkeys(("x", "nonbinary", "nb", "other", "diverse", "divers", "3", "d"), "x"),
}
_UNKNOWN_SEXES = frozenset({"0", "9", "u", "not known", "not specified", "prefer not to say"})
_DECIMAL = re.compile(r"(\d)\.0+", re.ASCII)


def _parse_sex(text: str, _: Context) -> Parsed:
    """``m``, ``f`` or ``x``; 1 and 2 are the codes of ISO/IEC 5218.

    >>> _parse_sex("Female", Context()), _parse_sex("1", Context()), _parse_sex("X", Context())
    (('f',), ('m',), ('x',))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    folded = fold(clean(text))
    decimal = _DECIMAL.fullmatch(folded)
    word = decimal[1] if decimal else folded.strip(" .()'\"").replace("-", "")
    if sex := _SEXES.get(word):
        return (sex,)
    if word in _UNKNOWN_SEXES or is_placeholder("any", folded):
        return Reason.PLACEHOLDER
    return Reason.BAD_FORMAT


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
        headers=header_pattern(r"(?:sex|gender)(?:_?(?:code|cd|at_birth))?|geschlecht|sexo|sexe"),
        examples=("F", "male", "Woman", "2", "X"),
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
