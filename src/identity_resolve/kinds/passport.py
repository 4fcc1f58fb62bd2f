"""Passports: a number means something only with the country that issued it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.issuers import normalize_issuer
from identity_resolve.kinds.number import (
    LOOK_ALIKES,
    TAIL,
    NumberRules,
    parse_number,
    upper_code,
)
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.spreadsheet import repair_spreadsheet
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH

__all__ = ["PASSPORT", "mrz_check_digit"]

_SEPARATORS = re.compile(r"[\W_]+")
_LABEL = re.compile(
    r"(?:[\s:.#-]*\b(?:PASSPORT|PASSEPORT|PASAPORTE|REISEPASS|PPT?|BOOK|NO|NR|NUM|NUMBER|ID)\b)+[\s:.#-]*"
)
_MRZ = re.compile(
    r"([A-Z0-9<]{9})([0-9])([A-Z]{3}|[A-Z]<<)([0-9]{6})[0-9][MFX<]([0-9]{6})[0-9][A-Z0-9<]{14}[0-9<][0-9]"
)
_LEADING = re.compile(r"([A-Z][A-Z .]*?)(\s*[:/]\s*|[\s-]+)([0-9A-Z -]*\d[0-9A-Z -]*)")
_TRAILING = re.compile(r"([0-9A-Z -]*\d[0-9A-Z -]*?)\s*[(,/]\s*([A-Z][A-Z .]+)\)?")
_ZERO_AND_ONE = str.maketrans("OI", "01")
_FUSED = re.compile(r"([A-Z]{3})([0-9A-Z]{6,9})")
_RULES = NumberRules(6, 12, needs_digit=True)
_LONGEST = 9
_CONFIRMED, _UNTOLD, _MISFIT = 1.0, 0.7, 0.4


@cache
def _formats() -> Mapping[str, re.Pattern[str]]:
    rows = read_rows("passport_formats.csv")
    return {row["country"]: re.compile(row["pattern"], re.ASCII) for row in rows}


def mrz_check_digit(text: str) -> int:
    """The check digit of a field of a machine-readable zone (ICAO Doc 9303 part 3: weights 7, 3, 1).

    >>> mrz_check_digit("L898902C3"), mrz_check_digit("D23145890")
    (6, 7)
    """
    values = (0 if c == "<" else int(c, 36) for c in text)
    return sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10


def _parse(text: str, context: Context) -> Parsed:
    """A passport number with its country.

    >>> _parse("USA 512345678", Context()), _parse("C01X00T47", Context(issuer="Germany"))
    (('US:512345678',), ('DE:C01X00T47',))
    >>> _parse("L898902C36UTO7408122F1204159ZE184226B<<<<<10", Context())  # specimen of ICAO
    (':L898902C3',)
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    issuer = context.issuer and (find_country(context.issuer) or normalize_issuer(context.issuer))
    if text.isascii() and text.isalnum() and len(text) <= _LONGEST:
        return parse_number(text, Context(context.region, issuer), rules=_RULES)
    upper = upper_code(text)
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    if mrz := _MRZ.search(upper.replace(" ", "")):
        return _read_mrz(mrz, issuer)
    repaired = repair_spreadsheet(upper)
    if isinstance(repaired, Reason):
        return repaired
    country, number = _split_country(repaired, issuer)
    return parse_number(f"{country}:{number}", Context(context.region, country), rules=_RULES)


def _read_mrz(mrz: re.Match[str], issuer: str) -> Parsed:
    if mrz_check_digit(mrz[1]) != int(mrz[2]):
        return Reason.BAD_CHECK_DIGIT
    country = "DE" if mrz[3] == "D<<" else find_country(mrz[3])
    return parse_number(mrz[1].strip("<"), Context(issuer=country or issuer), rules=_RULES)


def _split_country(upper: str, issuer: str) -> tuple[str, str]:
    """The country a text names, else the one known, and the number.

    A code in front needs a colon, three letters, or more characters behind it than a passport has.
    """
    head, colon, tail = upper.partition(":")
    if colon and head in ("", issuer):
        return issuer, tail
    if label := _LABEL.match(upper):
        upper = upper[label.end() :]
    if (last := _TRAILING.fullmatch(upper)) and (country := find_country(last[2])):
        return country, last[1]
    if (first := _LEADING.fullmatch(upper)) and (country := find_country(first[1])):
        is_marked = first[2].strip() in (":", "/") or len(first[1]) > 2
        if is_marked or len(_SEPARATORS.sub("", first[1] + first[3])) > _LONGEST:
            label = _LABEL.match(first[3])
            return country, first[3][label.end() :] if label else first[3]
    fused = _FUSED.fullmatch(upper)
    if fused and len(upper) > _LONGEST and (country := find_country(fused[1])):
        return country, fused[2]
    return issuer, upper


def _describe(parts: tuple[str, ...], _: Context) -> Description:
    """Less sure where the number has not the form that its country is known to use (lists lag behind).

    >>> described = _describe(("DE:CO1X00T47",), Context())  # no German passport has an O
    >>> described.confidence, described.facts["likely_number"]
    (0.4, 'C01X00T47')
    """
    country, _colon, number = parts[0].partition(":")
    facts = {"country": country} if country else {}
    known = _formats().get(country)
    if known is None:
        return Description(_MISFIT if len(number) > _LONGEST else _UNTOLD, facts)
    if known.fullmatch(number):
        return Description(_CONFIRMED, facts)
    if likely := _find_likely(number, known):
        facts["likely_number"] = likely
    return Description(_MISFIT, facts)


def _find_likely(number: str, known: re.Pattern[str]) -> str:
    """The number in the form of its country, with digits for look-alikes or a lost zero back, or ``""``."""
    digits = number.translate(LOOK_ALIKES)
    bare = number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    behind = number[: len(number) - len(bare)] + bare.translate(LOOK_ALIKES)
    guesses = (number.translate(_ZERO_AND_ONE), behind, digits, f"0{number}")
    return next((guess for guess in guesses if known.fullmatch(guess)), "")


PASSPORT = Kind(
    name="passport",
    title="passport number",
    identifier_class=IdentifierClass.PERSON_KEY,
    parse=_parse,
    parts=("passport",),
    share_limit=1,
    headers=header_pattern(
        rf"passport(?:_?book)?(?:{TAIL})?|ppt_?(?:no|number)|travel_document(?:{TAIL})?"
    ),
    examples=("512345678", "USA 512345678", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"),
    looks_like=r"\s*P<[A-Z<]{3}.*|\s*[A-Z0-9<]{10}[A-Z<]{3}\d{7}[MFX<]\d{7}[A-Z0-9<]{15}\d\s*",
    shapes=(
        Shape(
            r"[a-z0-9<]{10}[a-z<]{3}\d{7}[mfx<]\d{7}[a-z0-9<]{15}\d",
            0.99,
            "the machine-readable line of a passport",
        ),
        Shape(r"[a-z]\d{8}", 0.25, "a letter and eight digits, as US passports have"),
        Shape(r"\d{9}|[a-z]{1,2}\d{6,7}", 0.1, "as long as a passport number"),
    ),
    cues=r"passport(?:\s+(?:number|no\.?|#))?",
    describe=_describe,
)
