"""Birth date and sex in national and tax ids.

A rule of `national_ids.csv` says where the digits stand (``.yymmdd``) and names one of `CALENDARS` where
more must be known: how the century is told, or what a country adds to the month or day. Sources: python-stdnum
2.2 for those it dates (the tests compare), and the Wikipedia page of each id.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import TypeAlias

__all__ = ["CALENDARS", "read_birth", "read_sex"]

Day: TypeAlias = tuple[str, int, int]
"""Year in two or four digits, month, day; `_UNTOLD` where it is not told."""

_UNTOLD = -1

_OMOCODES = str.maketrans("LMNPQRSTUV", "0123456789")
_MONTHS = " ABCDEHLMPRST"


def read_birth(number: str, places: str, calendar: str) -> str | None:
    """The birth date in a compact number, as ISO date or ``YY-MM-DD``; None where there is no such day.

    >>> read_birth("44051401359", "yymmdd", "pesel"), read_birth("7503305044089", "yymmdd", "")
    ('1944-05-14', '75-03-30')
    >>> read_birth("44139901359", "yymmdd", "pesel") is None
    True
    """
    year, month, day = (_pick(number, places, role) for role in "ymd")
    found = (year, int(month or _UNTOLD), int(day or _UNTOLD))
    if calendar:
        found = CALENDARS[calendar](number, found)
    return _written(*found) if found[0] else ""


def _pick(number: str, places: str, role: str) -> str:
    return "".join(c for c, place in zip(number, places, strict=False) if place == role)


def _written(year: str, month: int, day: int) -> str | None:
    century = "" if len(year) == 4 else "19" if int(year) % 4 else "20"  # a leap year stays one
    try:
        date(int(century + year), abs(month), abs(day))
    except ValueError:
        return None
    return "-".join((year, *(f"{part:02}" for part in (month, day) if part != _UNTOLD)))


def read_sex(number: str, place: str) -> str:
    """The sex that a character of a compact number tells, ``m`` or ``f``.

    The place is an index and how to read it there: ``o`` odd digits are men, ``e`` even ones, ``z`` 5 to 9,
    ``y`` 0 to 4, ``h`` the letter H or M (of Mexico), ``d`` a day and ``c`` a month that is not raised.

    >>> read_sex("44051401359", "9o"), read_sex("RCCMNL83S58D969H", "9d")
    ('m', 'f')
    """
    start, how = int(place[:-1]), place[-1]
    character = number[start]
    if how == "h":
        return {"H": "m", "M": "f"}.get(character, "")
    if how in "dc":
        is_man = int(number[start : start + 2].translate(_OMOCODES)) <= (40 if how == "d" else 50)
    else:
        value = int(character)
        is_man = {"o": value % 2 == 1, "e": value % 2 == 0, "z": value >= 5, "y": value < 5}[how]
    return "m" if is_man else "f"


def _pesel(_: str, day: Day) -> Day:
    """Poland adds 20 to the month for every century after the 20th, and 80 for the 19th."""
    yy, month, dd = day
    return f"{(19, 20, 21, 22, 18)[month // 20]}{yy}", month % 20, dd


def _egn(_: str, day: Day) -> Day:
    """Bulgaria adds 20 to the month for the 19th century, 40 for the 21st."""
    yy, month, dd = day
    return f"{(19, 18, 20, 21, 21)[month // 20]}{yy}", month % 20, dd


def _rodne_cislo(number: str, day: Day) -> Day:
    """Czechia and Slovakia add 50 to the month for women, 20 where numbers ran out; 10 digits since 1954."""
    yy, month, dd = day
    month %= 50
    is_late = int(yy) < 54
    century = 19 + is_late if len(number) == 10 else 18 + is_late
    return f"{century}{yy}", month - 20 if month > 20 else month, dd


def _fodselsnummer(number: str, day: Day) -> Day:
    """Norway tells the century by digits 7 to 9; 40 is added to the day of foreigners, the month of tests."""
    yy, month, dd = day
    serial, year = int(number[6:9]), int(yy)
    if serial < 500 or (serial >= 900 and year >= 40):
        century = "19"
    elif serial < 750 and year >= 54:
        century = "18"
    else:
        century = "20" if year < 40 else ""
    return century + yy, month % 40, dd % 40


def _cpr(number: str, day: Day) -> Day:
    """Denmark tells the century by digit 7; 60 is added to the day of a replacement."""
    yy, month, dd = day
    seventh, year = int(number[6]), int(yy)
    if seventh < 4 or (seventh in (4, 9) and year > 36):
        century = 19
    else:
        century = 18 if seventh in (5, 6, 7, 8) and year > 57 else 20
    return f"{century}{yy}", month, dd % 60


def _hetu(number: str, day: Day) -> Day:
    """Finland tells the century by the sign in the middle."""
    century = 18 if number[6] == "+" else 19 if number[6] in "-UVWXY" else 20
    return f"{century}{day[0]}", day[1], day[2]


def _baltic(number: str, day: Day) -> Day:
    """Estonia and Lithuania tell century and sex by the first digit."""
    return f"{18 + (int(number[0]) - 1) // 2}{day[0]}", day[1], day[2]


def _latvian(number: str, day: Day) -> Day:
    """Latvia tells the century by digit 7; numbers that begin with 32 tell nothing."""
    if number[:2] == "32":
        return "", _UNTOLD, _UNTOLD
    return f"{18 + int(number[6])}{day[0]}", day[1], day[2]


def _cnp(number: str, day: Day) -> Day:
    """Romania tells the century by the first digit, but of residents (7 to 9)."""
    century = {"1": "19", "2": "19", "3": "18", "4": "18", "5": "20", "6": "20"}.get(number[0], "")
    return century + day[0], day[1], day[2]


def _emso(_: str, day: Day) -> Day:
    """Slovenia leaves out the thousands of the year."""
    return ("1" if day[0] >= "800" else "2") + day[0], day[1], day[2]


def _rrn(number: str, day: Day) -> Day:
    """Korea tells the century by digit 7."""
    century = 18 if number[6] in "90" else 19 if number[6] in "1256" else 20
    return f"{century}{day[0]}", day[1], day[2]


def _curp(number: str, day: Day) -> Day:
    """Mexico tells the century by a digit or letter in place 17."""
    return f"{19 if number[16].isdigit() else 20}{day[0]}", day[1], day[2]


def _kennitala(number: str, day: Day) -> Day:
    """Iceland tells the century by the last digit; 40 is added to the day of companies."""
    century = {"8": "18", "9": "19", "0": "20"}.get(number[-1], "")
    return century + day[0], day[1], day[2] % 40


def _personnummer(number: str, _: Day) -> Day:
    """Sweden writes the century or not; 60 is added to the day of people who do not live there."""
    yymmdd = number[-10:-4]
    return number[:-10] + yymmdd[:2], int(yymmdd[2:4]), int(yymmdd[4:]) % 60


def _rijksregister(number: str, day: Day) -> Day:
    """Belgium puts a 2 before the number of people born since 2000 for its check; 20 or 40 add to months."""
    is_old = 97 - int(number[:9]) % 97 == int(number[9:])
    return f"{19 if is_old else 20}{day[0]}", day[1] % 20, day[2]


def _nir(_: str, day: Day) -> Day:
    """France writes months above 12 where the month is not known."""
    return day[0], day[1] if day[1] <= 12 else _UNTOLD, _UNTOLD


def _codice_fiscale(number: str, _: Day) -> Day:
    """Italy writes the month as a letter, adds 40 to the day of women, and letters for digits of namesakes."""
    year, day = (number[a:b].translate(_OMOCODES) for a, b in ((6, 8), (9, 11)))
    return year, _MONTHS.index(number[8]), int(day) % 40


def _indonesian(_: str, day: Day) -> Day:
    """Indonesia adds 40 to the day of women."""
    return day[0], day[1], day[2] % 40


def _days(number: str, _: Day) -> Day:
    """Ukraine counts days since the last of 1899."""
    born = date(1899, 12, 31) + timedelta(int(number[:5]))
    return f"{born.year:04}", born.month, born.day


def _vietnamese(number: str, day: Day) -> Day:
    """Vietnam tells century and sex by digit 4."""
    return f"{19 + int(number[3]) // 2}{day[0]}", _UNTOLD, _UNTOLD


CALENDARS: Mapping[str, Callable[[str, Day], Day]] = {
    "pesel": _pesel, "egn": _egn, "rodne_cislo": _rodne_cislo, "fodselsnummer": _fodselsnummer,
    "cpr": _cpr, "hetu": _hetu, "baltic": _baltic, "latvian": _latvian, "cnp": _cnp, "emso": _emso,
    "rrn": _rrn, "curp": _curp, "kennitala": _kennitala, "personnummer": _personnummer,
    "rijksregister": _rijksregister, "nir": _nir, "codice_fiscale": _codice_fiscale,
    "indonesian": _indonesian, "days": _days, "vietnamese": _vietnamese,
}  # fmt: skip
"""By name: what a compact number and the digits of its date say together."""
