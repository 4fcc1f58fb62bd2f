"""What driver's license numbers tell of their holders: name codes, birth date, sex.

No state publishes its rules. These were found by readers of many licenses (sources in
`data/license_codes.json`) and agree with the samples in the tests; those for Quebec, Nova Scotia and
Newfoundland rest on one source each. So what a number tells is evidence, never a check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Any, TypeAlias

from identity_resolve.kinds.tables import read_json

__all__ = ["codes", "decode_license", "is_coded", "soundex"]

Facts: TypeAlias = dict[str, str]

_SOUNDEX = str.maketrans("BFPVCGJKQSXZDTLMNR", "111122222222334556", "HW")
_YOUNGEST = 14
_WOMAN = 50
_WISCONSIN = re.compile(r"([A-Z]\d{3})(\d{3})(\d\d)(\d{3})(\d{0,2})")
_MARYLAND = re.compile(r"([A-Z]\d{3})(\d{3})(\d{3})(\d{3})")
_WASHINGTON = re.compile(r"([A-Z][A-Z*]{4})([A-Z])([A-Z*])(\d\d)(\d)([A-Z1-9])([A-Z0-9])")
_JERSEY = re.compile(r"([A-Z])\d{4}\d{3}(\d\d)(\d\d)(\d\d)\d")
_ONTARIO = re.compile(r"([A-Z])(\d)\d{3}\d{3}\d(\d\d)(\d\d)(\d\d)")
_QUEBEC = re.compile(r"([A-Z])\d{4}(\d\d)(\d\d)(\d\d)\d\d")
_SCOTIA = re.compile(r"([A-Z]{5})(\d\d)(\d\d)(\d\d)\d{3}")
_NEWFOUNDLAND = re.compile(r"([A-Z])(\d\d)(\d\d)(\d\d)\d{3}")
_BRITAIN = re.compile(r"([A-Z][A-Z9]{4})(\d)(\d\d)(\d\d)(\d)([A-Z9]{2})[A-Z0-9][A-Z]{2}")
_DAY_RULES = {"US-FL": (13, 40, 500), "US-IL": (12, 31, 600), "US-WI": (14, 40, 500)}
"""Length of a number, days that a month counts, and what is added for a woman."""


@cache
def codes(table: str) -> Mapping[str, Any]:
    """A table of `license_codes.json`, read when it is first asked for."""
    return MappingProxyType(read_json("license_codes.json")[table])


def soundex(name: str) -> str:
    """American Soundex of a name: equal codes count once, even with H or W between them.

    >>> [soundex(name) for name in ("Ashcraft", "Tymczak", "Pfister", "O'Neil", "Nye")]
    ['A261', 'T522', 'P236', 'O540', 'N000']
    """
    letters = "".join(letter for letter in name.upper() if "A" <= letter <= "Z")
    if not letters:
        return ""
    runs = [code for code, _ in groupby(letters[0] + letters[1:].translate(_SOUNDEX))]
    if len(runs) > 1 and runs[1] == letters[0].translate(_SOUNDEX):
        del runs[1]
    digits = [code for code in runs[1:] if code.isdigit()]
    return (letters[0] + "".join(digits) + "000")[:4]


def decode_license(number: str, issuer: str) -> Mapping[str, str]:
    """What a compact number tells of its holder, nothing where its issuer codes nothing.

    Keys: ``soundex``, ``surname_prefix`` or ``surname_initial``; ``initials``; ``given_code`` (how
    far the table of given names tells it); ``birth_date`` (to the month, where the day is not told)
    or ``birth_month_day``; ``sex``; ``check_digit``. Of a year in two digits the latest century is
    meant that makes the holder old enough to drive.

    >>> dict(decode_license("MORGA657054SM9IJ", "GB"))
    {'surname_prefix': 'MORGA', 'initials': 'SM', 'birth_date': '1964-07-05', 'sex': 'f'}
    """
    decode = _DECODERS.get(issuer)
    return MappingProxyType(decode(number, issuer)) if decode else MappingProxyType({})


def _wisconsin(number: str, issuer: str) -> Facts:
    """Florida, Illinois, Wisconsin: Soundex, name code, year, day of the year and sex."""
    length, month_days, woman = _DAY_RULES[issuer]
    match = _WISCONSIN.fullmatch(number)
    if match is None or len(number) != length:
        return {}
    day_code = int(match[4])
    month, day = divmod(day_code % woman - 1, month_days)
    birth = _birth(match[3], month + 1, day + 1)
    if not birth or day_code // woman > 1:
        return {}
    initials = _initials_of(int(match[2]))
    return {
        "soundex": match[1],
        "initials": initials,
        "birth_date": birth,
        "sex": "f" if day_code >= woman else "m",
    }


def _initials_of(code: int) -> str:
    """First and middle initial of a name code; without the middle one where the code is shared."""
    first = [letter for letter, start in codes("given_initials").items() if start <= code][-1]
    middle = [m for m, value in codes("middle_initials").items() if value == code % 20]
    return (first + (middle[0] if len(middle) == 1 else "")).upper()


def _maryland(number: str, _: str) -> Facts:
    """Maryland, Michigan, Minnesota until 2004: Soundex, two name codes, month and day."""
    match = _MARYLAND.fullmatch(number)
    given = _names_by_code().get(match[2]) if match else None
    if match is None or given is None:
        return {}
    middle = _names_by_code().get(match[3], "") or _middles_by_code().get(match[3], "")
    facts = {"soundex": match[1], "initials": (given[0] + middle[:1]).upper(), "given_code": given}
    if month_day := _month_days_by_code().get(match[4]):
        facts["birth_month_day"] = month_day
    return facts


@cache
def _names_by_code() -> Mapping[str, str]:
    return {code: name for name, code in codes("name_prefixes").items()}


@cache
def _middles_by_code() -> Mapping[str, str]:
    return {code: letter for letter, code in codes("middle_initials_only").items()}


@cache
def _month_days_by_code() -> Mapping[str, str]:
    return {code: month_day for month_day, code in codes("month_days").items()}


def _washington(number: str, _: str) -> Facts:
    """Washington before 2018: five letters, initials, 100 minus the year, month and day codes."""
    match = _WASHINGTON.fullmatch(number)
    if match is None:
        return {}
    month = codes("washington_months").get(match[6], 0)
    day = codes("washington_days").get(match[7], 0)
    birth = _birth(f"{(100 - int(match[4])) % 100:02}", month, day)
    if not birth:
        return {}
    return {
        "surname_prefix": match[1].rstrip("*"),
        "initials": match[2] + match[3].strip("*"),
        "birth_date": birth,
        "check_digit": "fits" if match[5] in _washington_checks(number) else "does not fit",
    }


def _washington_checks(number: str) -> set[str]:
    """The check digits a number may have: published samples differ on what a lone ``*`` counts."""
    values = codes("washington_values")
    signs = (1, -1, 1, -1, 1, -1, 1, -1, 1, 0, -1, 1)
    return {
        str(abs(sum(s * (star if c == "*" else values[c]) for s, c in zip(signs, number, strict=True))) % 10)
        for star in (0, 4)
    }  # fmt: skip


def _jersey(number: str, _: str) -> Facts:
    """New Jersey: surname initial, middle initial, month and year (women plus 50)."""
    match = _JERSEY.fullmatch(number)
    if match is None:
        return {}
    month, sex = _month_and_sex(match[3])
    birth = _birth(match[4], month, 1)
    if not birth:
        return {}
    middle = codes("new_jersey_middle").get(match[2], "").upper()
    facts = {"surname_initial": match[1], "birth_date": birth[:7], "sex": sex}
    return facts | ({"middle_initial": middle} if middle else {})


def _ontario(number: str, _: str) -> Facts:
    """Ontario: surname initial and group of its second letter, YYMMDD (women plus 50)."""
    match = _ONTARIO.fullmatch(number)
    if match is None:
        return {}
    month, sex = _month_and_sex(match[4])
    birth = _birth(match[3], month, int(match[5]))
    return {"surname_initial": match[1], "birth_date": birth, "sex": sex} if birth else {}


def _quebec(number: str, _: str) -> Facts:
    """Quebec: surname initial, DDMMYY. One published sample, A6128-100590-07."""
    match = _QUEBEC.fullmatch(number)
    birth = _birth(match[4], int(match[3]), int(match[2])) if match else ""
    return {"surname_initial": match[1], "birth_date": birth} if match and birth else {}


def _scotia(number: str, _: str) -> Facts:
    """Nova Scotia: five letters of the surname, DDMMYY."""
    match = _SCOTIA.fullmatch(number)
    birth = _birth(match[4], int(match[3]), int(match[2])) if match else ""
    return {"surname_prefix": match[1], "birth_date": birth} if match and birth else {}


def _newfoundland(number: str, _: str) -> Facts:
    """Newfoundland and Labrador: surname initial, YYMMDD."""
    match = _NEWFOUNDLAND.fullmatch(number)
    birth = _birth(match[2], int(match[3]), int(match[4])) if match else ""
    return {"surname_initial": match[1], "birth_date": birth} if match and birth else {}


def _britain(number: str, _: str) -> Facts:
    """Great Britain: five letters, year around month (women plus 50) and day, initials (DVLA)."""
    match = _BRITAIN.fullmatch(number)
    if match is None:
        return {}
    month, sex = _month_and_sex(match[3])
    birth = _birth(match[2] + match[5], month, int(match[4]))
    if not birth:
        return {}
    facts = {"surname_prefix": match[1].rstrip("9"), "initials": match[6].rstrip("9")}
    return {k: v for k, v in facts.items() if v} | {"birth_date": birth, "sex": sex}


def _month_and_sex(digits: str) -> tuple[int, str]:
    month = int(digits)
    return (month - _WOMAN, "f") if month > _WOMAN else (month, "m")


def _birth(year: str, month: int, day: int) -> str:
    """The date of a two-digit year whose holder is old enough to drive, or ``""`` if there is none."""
    latest = date.today().year - _YOUNGEST
    full = latest - (latest - int(year)) % 100
    try:
        return date(full, month, day).isoformat()
    except ValueError:
        return ""


_DECODERS: Mapping[str, Callable[[str, str], Facts]] = {
    **dict.fromkeys(_DAY_RULES, _wisconsin),
    **dict.fromkeys(("US-MD", "US-MI", "US-MN"), _maryland),
    "US-WA": _washington,
    "US-NJ": _jersey,
    "CA-ON": _ontario,
    "CA-QC": _quebec,
    "CA-NS": _scotia,
    "CA-NL": _newfoundland,
    "GB": _britain,
}


def is_coded(number: str, issuer: str) -> bool:
    """Whether every number of this format that the issuer gives tells of its holder.

    Not so in Maryland, Michigan and Minnesota, which have changed or may change to other numbers.

    >>> is_coded("S530460790420", "US-FL"), is_coded("WDLABC1234CD", "US-WA")
    (True, False)
    """
    if issuer in _DAY_RULES:
        return len(number) == _DAY_RULES[issuer][0]
    return issuer in ("CA-ON", "GB")
