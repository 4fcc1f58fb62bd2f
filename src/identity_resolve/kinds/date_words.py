"""Dates as people and systems write them, down to numbers and a month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import clean, fold

__all__ = ["bare_date", "date_words"]

_CUE = re.compile(
    r"\A(?:d\.? ?o\.? ?b\.?|date of birth|birth ?date|birth ?day|born(?: on| in)?|b\.|\*"
    r"|geb(?:oren)?\.?(?: am)?|geburtsdatum|nee? le|nacid[oa](?: el)?|nat[oa] il|fecha de nacimiento"
    r"|date de naissance|data di nascita|data de nascimento|дата рождения)[\s:=-]*(?=\S)"
)
_ABOUT = re.compile(r"\A(?:circa|ca?\.|ca|about|abt\.?|approx(?:imately|\.)?|around|~)\s*(?=\d)")
_WRAPPED = re.compile(r"\(([^()]*)\)|\[([^][]*)\]")
_MILLISECONDS = re.compile(r"/?date\((-?\d{1,14})(?:[+-]\d{4})?\)/?", re.ASCII)
_ASIDE = re.compile(r"(?<=\S)\s*(?:\([^()]*\)|\[[^][]*\]|,?\s*aged?:? \d{1,3}(?: years?)?)$")
_TIME = re.compile(
    r"(?:t|[\s,]+(?:at |- )?|(?<=\D\d{4}):)\d{1,2}:\d\d(?!\d).*|(?<=\d{8})t\d{4,6}.*"
    r"|(?<=\d\d-\d\d)(?:z|[+-]\d\d:\d\d)$|\s+\d{1,2}\.\d\d\.\d\d(?:\.\d+)?(?: ?[ap]m)?$",
    re.ASCII,
)
_YEAR_LAST = re.compile(  # Thu Jul 19 00:00:00 EDT 1984
    r"([^\W\d]+ [^\W\d]+ \d{1,2}),? \d\d:\d\d:\d\d(?: [a-z]{2,5}| [+-]\d{4})? (\d{4})", re.ASCII
)
_MASKED = re.compile(r"(?<![^\W_])(?:(?:xx){1,2}|(?:\?\?){1,2}|(?:\*\*){1,2})(?![^\W_])")
_DECIMAL = re.compile(r"(\d{4}|\d{6,8})\.0+|(\d{5})\.\d+", re.ASCII)
_STAMP = re.compile(
    r"(\d{8})(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d(?:\.\d+)?)?(?:[+-]\d{4})?", re.ASCII
)

_CJK_UNIT = re.compile(r"\s*(?:[年년](?:\s*(?=\d))|[月월](?:\s*(?=\d)))")
_CJK_END = re.compile(r"[年년月월日일号生생]+$")
_ERA = re.compile(r"(明治|大正|昭和|平成|令和|民國|民国)\s?(\d{1,2}|元)(?=年)")
_ERA_LETTER = re.compile(r"([mtshr])\.? ?(\d{1,2})(?=[./-]\d{1,2}[./-]\d{1,2}$)", re.ASCII)
_ERA_STARTS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA_LETTERS = dict(zip("mtshr", _ERA_STARTS.values(), strict=True))
_ERA_STARTS |= {"民國": 1911, "民国": 1911}  # of the Republic of China
_BUDDHIST = re.compile(r"(?<!\d)2[45]\d\d(?!\d)", re.ASCII)
_YEARS_BEFORE_BUDDHIST = 543
_VIETNAMESE = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}),? nam (\d{4})", re.ASCII)

_THAI = re.compile("[\u0e00-\u0e7f]")
_TOKENS = re.compile(r"\d+|(?:[^\W\d_]|[\u0900-\u0963\u0e31-\u0e4e])+")
_ROMANS = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_FILLERS = frozenset(
    (
        *("st", "nd", "rd", "th", "of", "the", "de", "del", "den", "der", "du", "le", "el", "al"),
        *("di", "do", "da", "dia", "o", "a", "er", "e", "eme", "re", "em", "ter", "am", "det", "d"),
        *("l", "r", "roku", "rok", "g", "goda", "года", "год", "г", "р", "року", "m", "gada"),
        *("ano", "year", "day", "ro", "ero"),
    )
)
_SHORTEST_WORD = 3
_DAY = 86_400_000
_DAYS_OF_REASON = 60_000


def bare_date(text: str, region: str) -> str:
    """Folded text of a date without what says so, time of day, asides and decimals of a spreadsheet.

    Years of the Japanese eras, and in Thailand those of the Buddhist one, become years.

    >>> bare_date(" DOB: 07/19/1984 12:00 AM", "US"), bare_date("昭和59年7月19日", "US")
    ('07/19/1984', '1984-7-19')
    """
    folded = fold(clean(text)).strip(" ,.'\"=;")
    if wrapped := _WRAPPED.fullmatch(folded):
        folded = wrapped[1] or wrapped[2] or ""
    if stamp := _MILLISECONDS.fullmatch(folded):
        return _date_of(int(stamp[1]))
    folded = _MASKED.sub(lambda mask: "0" * len(mask[0]), folded)
    folded = _ABOUT.sub("", _CUE.sub("", folded, count=1), count=1)
    folded = _YEAR_LAST.sub(r"\1 \2", _ASIDE.sub("", folded))
    folded = _TIME.sub("", folded, count=1).strip(" ,.'\"?").replace("'", "")
    if not folded.isascii():
        folded = _ERA.sub(lambda era: _era_year(_ERA_STARTS[era[1]], era[2]), folded)
        folded = _CJK_UNIT.sub("-", _CJK_END.sub("", folded))
    elif region == "JP":
        folded = _ERA_LETTER.sub(lambda era: _era_year(_ERA_LETTERS[era[1]], era[2]), folded)
    if region == "TH" or _THAI.search(folded):
        folded = _BUDDHIST.sub(lambda year: str(int(year[0]) - _YEARS_BEFORE_BUDDHIST), folded)
    if stamp := _STAMP.fullmatch(folded):
        return stamp[1]
    decimal = _DECIMAL.fullmatch(folded)
    return (decimal[1] or decimal[2]) if decimal else _VIETNAMESE.sub(r"\3-\2-\1", folded)


def _date_of(milliseconds: int) -> str:
    """The day of a time in JSON as .NET writes it, counted from 1970; ``""`` out of all reason.

    >>> _date_of(322790400000), _date_of(10**13)
    ('1980-03-25', '')
    """
    days = milliseconds // _DAY
    return (date(1970, 1, 1) + timedelta(days)).isoformat() if abs(days) < _DAYS_OF_REASON else ""


def _era_year(start: int, year: str) -> str:
    return str(start + (1 if year == "元" else int(year)))


def date_words(text: str) -> tuple[list[int], list[str]] | None:
    """Months and numbers of a folded text that has nothing else in it, weekdays apart.

    >>> date_words("thursday, 19 de julio de 1984"), date_words("19.vii.1984")
    (([7], ['19', '1984']), ([7], ['19', '1984']))
    >>> date_words("19 foo 1984") is None
    True
    """
    months: list[int] = []
    numbers: list[str] = []
    for word in _TOKENS.findall(text):
        if word.isdigit():
            numbers.append(word)
        elif month := _find_month(word):
            months.append(month)
        elif word not in _FILLERS and _date_table().get(word) != 0:
            return None
    return months, numbers


def _find_month(word: str) -> int:
    """Number of the month that a word or its beginning names, or 0.

    >>> _find_month("sept"), _find_month("juillet"), _find_month("vii"), _find_month("ma")
    (9, 7, 7, 0)
    """
    if known := _date_table().get(word) or _ROMANS.get(word):
        return known
    if len(word) < _SHORTEST_WORD:
        return 0
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


@cache
def _date_table() -> dict[str, int]:
    """Names of months in European languages, and of weekdays (0)."""
    return {row["word"]: int(row["month"] or 0) for row in read_rows("date_words.csv")}
