"""Birth dates: a year, a month or a day, whichever the text is sure of."""

from __future__ import annotations

import re
from datetime import date, timedelta

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold

__all__ = ["BIRTH_DATE", "MONTH_FIRST_REGIONS", "day_first_evidence"]

_DECIMAL = re.compile(r"(\d{4,8})\.0+", re.ASCII)
_TIME = re.compile(r"(?:t|[\s,]+)\d{1,2}:\d\d(?!\d).*", re.ASCII)
_THREE = re.compile(r"(\d{1,4})(?:\s*[-/.]\s*|\s+)(\d{1,2})(?:\s*[-/.]\s*|\s+)(\d{1,4})", re.ASCII)
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})", re.ASCII)
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})", re.ASCII)
_WORDS = re.compile(r"\d+|[^\W\d_]+")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FILLERS = frozenset({"st", "nd", "rd", "th", "of", "the"})
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

MONTH_FIRST_REGIONS = frozenset({"US", "PH", "PR", "GU", "VI", "AS", "MP"})
_ISO_LENGTH = len("YYYY-MM-DD")
_YEAR_DIGITS, _SERIAL_DIGITS, _DATE_DIGITS = 4, 5, 8
_EARLIEST = "1000"
_RECENT_YEARS = range(1850, 2100)
_NO_YEARS = (0, 9999)
_LAST_MONTH, _LAST_DAY = 12, 31
_SHORTEST_WORD = 3
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
    cleaned = _without_time(text)
    if is_placeholder("any", cleaned):
        return Reason.PLACEHOLDER
    if cleaned.isascii() and cleaned.isdigit():
        return _read_digits(cleaned, context)
    if match := _THREE.fullmatch(cleaned):
        return _read_three(match[1], match[2], match[3], context)
    if match := _YEAR_MONTH.fullmatch(cleaned):
        return _check(int(match[1]), int(match[2]), 0)
    if match := _MONTH_YEAR.fullmatch(cleaned):
        return _check(int(match[2]), int(match[1]), 0)
    return _read_words(cleaned)


def _without_time(text: str) -> str:
    """Folded text without the time of day, and without the decimals of a spreadsheet."""
    folded = _TIME.sub("", fold(clean(text)), count=1).strip(" ,.'\"")
    decimal = _DECIMAL.fullmatch(folded)
    return decimal[1] if decimal else folded


def _read_digits(digits: str, context: Context) -> Parsed:
    """A year, ``YYYYMMDD``, a day of a spreadsheet, or eight digits that end in the year."""
    if len(digits) == _YEAR_DIGITS:
        return _check(int(digits), 0, 0)
    if len(digits) == _SERIAL_DIGITS and int(digits) in _SERIALS:
        day = _SERIAL_ORIGIN + timedelta(int(digits))
        return _check(day.year, day.month, day.day)
    if len(digits) != _DATE_DIGITS:
        return Reason.BAD_FORMAT
    if int(digits[4:]) in _RECENT_YEARS:  # no month is 18, 19 or 20
        return _read_three(digits[:2], digits[2:4], digits[4:], context)
    return _check(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _read_three(first: str, second: str, third: str, context: Context) -> Parsed:
    """Three numbers; the year is the long one, or the one that can be nothing else."""
    if len(first) == _YEAR_DIGITS or (len(third) <= 2 and int(first) > _LAST_DAY):
        return _check_year(first, int(second), int(third)) if len(third) <= 2 else Reason.BAD_FORMAT
    if len(first) > 2 or len(third) == 3:
        return Reason.BAD_FORMAT
    day, month = int(first), int(second)
    if not _is_day_first(day, month, context):
        day, month = month, day
    return _check_year(third, month, day)


def _is_day_first(first: int, second: int, context: Context) -> bool:
    """Whether the day stands first: as told, as usual in the region, unless impossible."""
    day_first = context.day_first
    if day_first is None:
        day_first = context.region not in MONTH_FIRST_REGIONS
    if day_first:
        return not second > _LAST_MONTH >= first
    return first > _LAST_MONTH >= second


def _read_words(text: str) -> Parsed:
    """A date with the month as a word, in any order."""
    months: list[int] = []
    numbers: list[str] = []
    for word in _WORDS.findall(text):
        if word.isdigit():
            numbers.append(word)
        elif month := _find_month(word):
            months.append(month)
        elif word not in _FILLERS and not _is_weekday(word):
            return Reason.BAD_FORMAT
    match months, [len(number) for number in numbers]:
        case [month], [4]:
            return _check(int(numbers[0]), month, 0)
        case [month], [4, 1 | 2]:
            return _check(int(numbers[0]), month, int(numbers[1]))
        case [month], [1 | 2, 2 | 4]:
            return _check_year(numbers[1], month, int(numbers[0]))
    return Reason.BAD_FORMAT


def _find_month(word: str) -> int:
    """Number of the month that a word or its beginning names, or 0.

    >>> _find_month("sept"), _find_month("ma")
    (9, 0)
    """
    if len(word) < _SHORTEST_WORD:
        return 0
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


def _is_weekday(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and any(name.startswith(word) for name in _WEEKDAYS)


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
    match = _THREE.fullmatch(_without_time(text[:MAX_LENGTH]))
    if match is None or len(match[1]) > 2 or len(match[3]) == 3:
        return None
    first, second = int(match[1]), int(match[2])
    if not first or not second or max(first, second) > _LAST_DAY:
        return None
    if (first > _LAST_MONTH) == (second > _LAST_MONTH):
        return None
    return first > _LAST_MONTH


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
    ),
    examples=("1984-07-19", "19081209", "07/19/1984", "9 Dec 1908", "1908-12", "1908"),
)
