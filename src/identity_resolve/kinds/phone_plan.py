"""What number plans tell without the library: fiction, withheld callers, numbers of the past."""

from __future__ import annotations

import re
from functools import cache

from identity_resolve.domain import Reason
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.tables import read_rows

__all__ = [
    "MIN_DIGITS",
    "NANP_REGIONS",
    "find_region",
    "is_company_line",
    "is_fictitious",
    "is_nobody",
    "is_repeated",
    "is_run",
    "keep_digits",
    "line_of",
    "renumber",
    "suspicion_of",
]

MIN_DIGITS = 7
"""Least digits of a number that is not known to be assigned (a local number has 7)."""

_MAX_DIGITS = 15  # E.164

NANP_REGIONS = frozenset(
    {
        *("US", "CA", "AG", "AI", "AS", "BB", "BM", "BS", "DM", "DO", "GD", "GU", "JM", "KN", "KY"),
        *("LC", "MP", "MS", "PR", "SX", "TC", "TT", "VC", "VG", "VI"),
    }
)
"""Regions of country code 1."""

_TOLL_FREE = frozenset({"1800", "1833", "1844", "1855", "1866", "1877", "1888"})
_RUNS = ("01234567890", "09876543210")
_SUSPICIONS = (
    (re.compile(r"1\d{3}55501\d\d"), ""),  # told as fiction
    (re.compile(r"1\d{3}555\d{4}"), "exchange 555"),
    (re.compile(r"1(\d{3})\1\d{4}"), "area code twice"),
    (re.compile(r"1\d{3}1234567"), "digits in a row"),
    (re.compile(r"\d*?(\d)\1{6,}"), "one digit repeated"),
)
"""Forms of numbers that people make up, though some are real (`phone_regex` in the facts)."""


def find_region(region: str) -> str:
    """The code of a region in any spelling.

    >>> find_region("gb"), find_region("UK"), find_region("USA"), find_region("")
    ('GB', 'GB', 'US', '')
    """
    return region if region in NANP_REGIONS else find_country(region) or region.strip().upper()


def is_run(digits: str) -> bool:
    """Digits up or down the keypad.

    >>> is_run("1234567890"), is_run("2125550123")
    (True, False)
    """
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    return len(digits) >= MIN_DIGITS and any(digits in run for run in _RUNS)


def is_repeated(digits: str) -> bool:
    """One digit all along, a leading 1 apart.

    >>> is_repeated("0000"), is_repeated("19999999999"), is_repeated("911")
    (True, True, False)
    """
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    least = 1 if digits[0] == "0" else MIN_DIGITS
    return len(digits) >= least and digits == digits[0] * len(digits)


def keep_digits(digits: str, extension: str) -> Parsed:
    """The parts of a number of a plan that cannot be told, which still equals itself.

    >>> keep_digits("0368182862", "5"), str(keep_digits("0000000", "")), str(keep_digits("911", ""))
    (('0368182862', '5'), 'placeholder', 'too short')
    """
    if is_repeated(digits) or is_run(digits):
        return Reason.PLACEHOLDER
    if len(digits) > _MAX_DIGITS:
        return Reason.TOO_LONG
    if len(digits) < MIN_DIGITS:
        return Reason.TOO_SHORT
    return digits, extension


def is_nobody(digits: str) -> bool:
    """Whether international digits are a known stand-in, such as that of a withheld caller.

    >>> is_nobody("266696687"), is_nobody("442079460018")
    (True, False)
    """
    return _ranges("placeholder").fullmatch(digits) is not None


def is_fictitious(digits: str) -> bool:
    """Whether international digits lie in a range kept for films and books.

    >>> is_fictitious("12125550143"), is_fictitious("447700900123"), is_fictitious("18005550100")
    (True, True, False)
    """
    if digits[:4] in _TOLL_FREE and digits[4:7] == "555":
        return digits == "18005550199"
    return _ranges("fictitious").fullmatch(digits) is not None


def suspicion_of(digits: str) -> str:
    """Why international digits look made up, or ``""``.

    >>> suspicion_of("12122123456"), suspicion_of("14155712671")
    ('area code twice', '')
    """
    for pattern, why in _SUSPICIONS:
        if pattern.fullmatch(digits):
            return why
    return "digits in a row" if any(run[1:9] in digits for run in _RUNS) else ""


_LINES = (
    *("fixed", "mobile", "fixed_or_mobile", "toll_free", "premium", "shared_cost", "voip"),
    *("personal", "pager"),
)
"""Names of ``phonenumbers.PhoneNumberType`` 0 to 8."""

_COMPANY_LINES = frozenset({"toll_free", "premium", "shared_cost", "uan", "voicemail", "pager"})
_OTHER_LINES = {9: "uan", 10: "uan", 27: "emergency", 28: "voicemail"}


def line_of(number_type: int) -> str:
    """What sort of line a ``phonenumbers.PhoneNumberType`` is.

    >>> line_of(1), line_of(6), line_of(99)
    ('mobile', 'voip', 'unknown')
    """
    if number_type < len(_LINES):
        return _LINES[number_type]
    return _OTHER_LINES.get(number_type, "unknown")


def is_company_line(line: str) -> bool:
    """Whether a line of this sort belongs to a company or service rather than to a person.

    >>> is_company_line("toll_free"), is_company_line("mobile")
    (True, False)
    """
    return line in _COMPANY_LINES


_CHANGED = ("52", "55", "44171", "44181", "225", "229", "841")


def renumber(digits: str) -> str:
    """International digits as they are today, or ``""`` where they did not change.

    >>> renumber("5215512345678"), renumber("551187654321"), renumber("12125550143")
    ('525512345678', '5511987654321', '')
    """
    if not digits.startswith(_CHANGED):
        return ""
    for pattern, becomes in _changes():
        if match := pattern.fullmatch(digits):
            return match.expand(becomes)
    return ""


@cache
def _ranges(kind: str) -> re.Pattern[str]:
    rows = read_rows("phone_ranges.csv")
    return re.compile("|".join(row["pattern"] for row in rows if row["class"] == kind))


@cache
def _changes() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = read_rows("phone_ranges.csv")
    return tuple(
        (re.compile(row["pattern"]), row["becomes"]) for row in rows if row["class"] == "old"
    )
