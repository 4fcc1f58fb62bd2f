"""Birth dates: a year, a month or a day, whichever the text is sure of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Plain
from identity_resolve.kinds.date_plain import read_dates
from identity_resolve.kinds.date_words import bare_date, date_words
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH

if TYPE_CHECKING:
    import polars as pl

__all__ = ["BIRTH_DATE", "MONTH_FIRST_REGIONS", "day_first_evidence", "find_other_reading"]

_SIGN = r"(?:\s*[-/.,:\\_]\s*|\s+)"
_THREE = re.compile(rf"(\d{{1,4}}){_SIGN}(\d{{1,2}}){_SIGN}(\d{{1,4}})", re.ASCII)
_CLOCK = re.compile(r"\d{1,2}:\d\d:\d\d?", re.ASCII)
_EUROPEAN = re.compile(r"\d{1,2}\. \d{1,2}\. ?\d{2,4}", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})", re.ASCII)
_DAMAGED = re.compile(r"#{3,}|\d[.,]\d+e\+?\d+|\d{1,2}-[a-z]{3,4}|[a-z]{3}-\d\d", re.ASCII)
_LETTERS_FOR_DIGITS = str.maketrans("OoIl|SB", "0011158")

MONTH_FIRST_REGIONS = frozenset({"US", "PH", "PR", "GU", "VI", "AS", "MP"})
_ISO_LENGTH = len("YYYY-MM-DD")
_MONTH_LENGTH = len("YYYY-MM")
_YEAR_DIGITS, _SERIAL_DIGITS, _DATE_DIGITS = 4, 5, 8
_EARLIEST = "1000"
_RECENT_YEARS = range(1850, 2100)
_NO_YEARS = (0, 9999)
_LAST_MONTH, _LAST_DAY = 12, 31
_LEAST_DIGITS = 4
_OLDEST = 120
_SERIAL_ORIGIN = date(1899, 12, 30)
_SERIALS = range(10_000, 60_001)
_PLACEHOLDERS = frozenset(
    row["value"] for row in read_rows("placeholder_values.csv") if row["kind"] == "dob"
)
_STARTED = date.today().isoformat()
"""Dates before this process started need no look at the clock."""


def _parse_birth_date(text: str, context: Context) -> Parsed:
    """A date as precise as the text: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``.

    >>> _parse_birth_date("12/09/1908", Context(region="AU")), _parse_birth_date("1908", Context())
    (('1908-09-12',), ('1908',))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    iso = f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == _DATE_DIGITS else text
    return (iso,) if _is_plain(iso) else _parse_unusual(text, context)


def _read_plain(texts: pl.Series, context: Context) -> Plain | None:
    """What `_parse_birth_date` finds in plain texts; Thai years are another era's."""
    if context.region == "TH":
        return None
    return read_dates(
        texts,
        latest=_STARTED,
        placeholders=_PLACEHOLDERS,
        day_first=_is_usual_day_first(context),
    )


def _is_plain(iso: str) -> bool:
    """Whether a text is an ordinary ISO date that needs no second look."""
    if len(iso) != _ISO_LENGTH or iso[4] != "-" or iso[7] != "-":
        return False
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return _EARLIEST <= iso <= _STARTED and iso not in _PLACEHOLDERS


def _parse_unusual(text: str, context: Context) -> Parsed:
    if context.region != "TH":  # the usual forms need no repair
        if match := _THREE.fullmatch(text):
            return _read_three_of(match, context)
        if text.isascii() and isinstance(read := _read_words(text.lower()), tuple):
            return read
    bare = bare_date(text, context.region)
    if is_placeholder("any", bare):
        return Reason.PLACEHOLDER
    if bare.isascii() and bare.isdigit():
        return _read_digits(bare, context)
    if match := _THREE.fullmatch(bare):
        return _read_three_of(match, context)
    if match := _YEAR_MONTH.fullmatch(bare):
        return _check(int(match[1]), int(match[2]), 0)
    if match := _MONTH_YEAR.fullmatch(bare):
        return _check(int(match[2]), int(match[1]), 0)
    parsed = _read_words(bare)
    damaged = parsed is Reason.BAD_FORMAT and _DAMAGED.fullmatch(bare)
    return Reason.SPREADSHEET_DAMAGE if damaged else parsed


def _read_digits(digits: str, context: Context) -> Parsed:
    """A year, ``YYYYMMDD``, a day of a spreadsheet, or digits that can be one date only."""
    match len(digits):
        case 4:
            return _check(int(digits), 0, 0)
        case 5 if int(digits) in _SERIALS:
            day = _SERIAL_ORIGIN + timedelta(int(digits))
            return _check(day.year, day.month, day.day)
        case 6:
            return _read_six(digits)
        case 7 if int(digits[3:]) in _RECENT_YEARS:  # a spreadsheet took the zero before it
            return _read_three(f"0{digits[0]}", digits[1:3], digits[3:], context)
        case 8 if int(digits[4:]) in _RECENT_YEARS:  # no month is 18, 19 or 20
            return _read_three(digits[:2], digits[2:4], digits[4:], context)
        case 8:
            return _check(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    return Reason.BAD_FORMAT


def _read_six(digits: str) -> Parsed:
    """Six digits, if only one of the orders in use makes a date of them.

    >>> _read_six("840719"), _read_six("198407"), str(_read_six("071084"))
    (('1984-07-19',), ('1984-07',), 'bad format')
    """
    one, two, three = digits[:2], int(digits[2:4]), digits[4:]
    readings = {
        _check_year(one, two, int(three)),
        _check_year(three, two, int(one)),
        _check_year(three, int(one), two),
        *(_check(year, month, 0) for year, month in _years_with_months(digits)),
    }
    dates = [reading for reading in readings if not isinstance(reading, Reason)]
    return dates[0] if len(dates) == 1 else Reason.BAD_FORMAT


def _years_with_months(digits: str) -> list[tuple[int, int]]:
    orders = ((int(digits[:4]), int(digits[4:])), (int(digits[2:]), int(digits[:2])))
    return [(year, month) for year, month in orders if year in _RECENT_YEARS and month]


def _read_three_of(match: re.Match[str], context: Context) -> Parsed:
    """Three numbers of a text, unless they are a time of day."""
    if _CLOCK.fullmatch(match[0]):
        return Reason.BAD_FORMAT
    if context.day_first is None and _EUROPEAN.fullmatch(match[0]):
        context = replace(context, day_first=True)  # nobody writes a month so
    return _read_three(match[1], match[2], match[3], context)


def _read_three(first: str, second: str, third: str, context: Context) -> Parsed:
    """Three numbers; the year is the long one, or the one that can be nothing else."""
    if len(first) == _YEAR_DIGITS or (len(third) <= 2 and int(first) > _LAST_DAY):
        if len(third) > 2:
            return Reason.BAD_FORMAT
        month, day = int(second), int(third)
        return _check_year(first, *((day, month) if day <= _LAST_MONTH < month else (month, day)))
    if len(first) > 2 or len(third) == 3:
        return Reason.BAD_FORMAT
    day, month = int(first), int(second)
    if not _is_day_first(day, month, context):
        day, month = month, day
    return _check_year(third, month, day)


def _is_day_first(first: int, second: int, context: Context) -> bool:
    """Whether the day stands first: as told, as usual in the region, unless impossible."""
    if _is_usual_day_first(context):
        return not second > _LAST_MONTH >= first
    return first > _LAST_MONTH >= second


def _is_usual_day_first(context: Context) -> bool:
    if context.day_first is None:
        return context.region not in MONTH_FIRST_REGIONS
    return context.day_first


def _read_words(text: str) -> Parsed:
    """A date with the month as a word, in any order."""
    months, numbers = date_words(text) or ([], [])
    match months, [len(number) for number in numbers]:
        case [month], [4]:
            return _check(int(numbers[0]), month, 0)
        case [month], [2] if int(numbers[0]) > _LAST_DAY:
            return _check_year(numbers[0], month, 0)
        case [month], [4, 1 | 2]:
            return _check(int(numbers[0]), month, int(numbers[1]))
        case [month], [1 | 2, 2 | 4]:
            return _check_year(numbers[1], month, int(numbers[0]))
    return Reason.BAD_FORMAT


def _check_year(year: str, month: int, day: int) -> Parsed:
    """A date whose year may have two digits: then the latest century that is not in the future."""
    if len(year) > 2:
        return _check(int(year), month, day)
    if not month and not day:
        return Reason.PLACEHOLDER
    latest = _check(2000 + int(year), month, day)
    return _check(1900 + int(year), month, day) if latest is Reason.OUT_OF_RANGE else latest


def _check(year: int, month: int, day: int) -> Parsed:
    """The canonical date; a month or day of 0 is not known."""
    if year in _NO_YEARS:
        return Reason.PLACEHOLDER
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return Reason.OUT_OF_RANGE
    if day and not month:
        return Reason.OUT_OF_RANGE
    value = f"{year:04}-{month:02}-{day:02}"[: 10 if day else 7 if month else 4]
    if value in _PLACEHOLDERS:
        return Reason.PLACEHOLDER
    if value < _EARLIEST or (value > _STARTED and value > _tomorrow()):
        return Reason.OUT_OF_RANGE
    return (value,)


def _tomorrow() -> str:
    """The latest day that has begun anywhere on earth."""
    return (date.today() + timedelta(1)).isoformat()


def day_first_evidence(text: str) -> bool | None:
    """Whether a date can only be day first (True), only month first (False), or says nothing.

    >>> day_first_evidence("25/12/1980"), day_first_evidence("12/25/1980")
    (True, False)
    >>> day_first_evidence("04/05/1980"), day_first_evidence("1980-12-25")
    (None, None)
    """
    match = _THREE.fullmatch(text) or _THREE.fullmatch(bare_date(text[:MAX_LENGTH], ""))
    if match is None or len(match[1]) > 2 or len(match[3]) == 3:
        return None
    first, second = int(match[1]), int(match[2])
    if not first or not second or max(first, second) > _LAST_DAY:
        return None
    if (first > _LAST_MONTH) == (second > _LAST_MONTH):
        return None
    return first > _LAST_MONTH


def find_other_reading(text: str, context: Context) -> str:
    """The date that a text tells if day and month stand the other way round, or ``""``.

    >>> find_other_reading("03/04/2001", Context("US")), find_other_reading("2001-03-04", Context())
    ('2001-04-03', '')
    """
    told = _parse_birth_date(text, context)
    others = (_parse_birth_date(text, replace(context, day_first=first)) for first in (True, False))
    found = (other for other in others if not isinstance(other, Reason) and other != told)
    return next(found, ("",))[0]


def _describe(parts: tuple[str, ...], _: Context) -> Description:
    """How precise a date is, and what speaks against it.

    >>> _describe(("1984-07-19",), Context()).facts["precision"]
    'day'
    """
    (value,) = parts
    facts = {"precision": {10: "day", 7: "month"}.get(len(value), "year")}
    confidence = 1.0
    if value.endswith("-01-01"):  # a default of many systems, and of people without papers
        facts["doubt"], confidence = "first of January", 0.8
    if date.today().year - int(value[:4]) > _OLDEST:
        facts["doubt"], confidence = f"more than {_OLDEST} years ago", 0.3
    return Description(confidence, facts)


def _remark(text: str, context: Context) -> Description:
    """The same text with day and month the other way round, where it can be read so.

    >>> dict(_remark("03/04/2001", Context("US")).facts)
    {'other_reading': '2001-04-03'}
    """
    other = find_other_reading(text, context)
    return Description(0.9, {"other_reading": other}) if other else Description()


def _suggest(text: str, context: Context) -> str:
    """The year, and the month if it is sure, of a day there never was; digits for look-alikes.

    >>> _suggest("31/02/1980", Context()), _suggest("13/13/1980", Context())
    ('1980-02', '1980')
    >>> _suggest("O7/l9/1984", Context())
    '1984-07-19'
    """
    refused = _parse_birth_date(text, context)
    if refused is Reason.OUT_OF_RANGE:
        return _suggest_part(bare_date(text, context.region), context)
    if refused is not Reason.BAD_FORMAT or sum(map(str.isdigit, text)) < _LEAST_DIGITS:
        return ""
    digits = _parse_birth_date(text.translate(_LETTERS_FOR_DIGITS), context)
    return "" if isinstance(digits, Reason) else digits[0]


def _suggest_part(bare: str, context: Context) -> str:
    if match := _THREE.fullmatch(bare):
        first, second, third = match.groups()
        if _YEAR_DIGITS not in (len(first), len(third)):
            return ""
        year, others = (first, (second, third)) if len(first) > 2 else (third, (first, second))
        months = [int(other) for other in others if len(other) <= 2 and 0 < int(other) <= 12]
        month = months[0] if len(months) == 1 else 0
    else:
        named, numbers = date_words(bare) or ([], [])
        year = next((number for number in numbers if len(number) == _YEAR_DIGITS), "0")
        month = named[0] if len(named) == 1 and len(numbers) == 2 else 0
    found = _check(int(year), month, 0)
    is_known = not isinstance(found, Reason) and _parse_birth_date(found[0], context) == found
    return found[0] if is_known and not isinstance(found, Reason) else ""


BIRTH_DATE = Kind(
    name="birth_date",
    title="date of birth",
    identifier_class=IdentifierClass.ATTRIBUTE,
    parse=_parse_birth_date,
    parts=("birth_date",),
    share_limit=10**9,
    headers=header_pattern(
        r"dobs?|d_o_b|date_?of_?birth|birth_?dates?|birth_?day|date_birth|born(?:_on|_date)?"
        r"|birth_dt|dob_dt|bdate|b_?day|geburtsdatum|fecha_(?:de_)?nacimiento|date_de_naissance"
        r"|data_(?:di_nascita|de_nascimento|urodzenia)|geboortedatum|fodelsedatum|fodselsdato"
    ),
    examples=("1984-07-19", "19081209", "07/19/1984", "9 Dec 1908", "1908-12", "1908"),
    cues=r"born(?: on)?|d\.?o\.?b\.?|date of birth|birth ?dat?e|birthday|geb(?:oren)?(?: am)?"
    r"|geburtsdatum|fecha de nacimiento|n[ée]e? le|date de naissance|data di nascita",
    describe=_describe,
    remark=_remark,
    suggest=_suggest,
    plain=_read_plain,
)
