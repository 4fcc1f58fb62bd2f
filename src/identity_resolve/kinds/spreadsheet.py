"""What spreadsheets do to numbers, undone where every digit is still there."""

from __future__ import annotations

import re

from identity_resolve.domain import Reason

__all__ = ["might_be_rounded", "repair_spreadsheet"]

_GROUPED = r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:'\d{3})+|\d+"
_DECIMAL = re.compile(rf"({_GROUPED})\.0+|(\d{{1,3}}(?:\.\d{{3}})+|\d+),00?", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+)E\+?|E\+)(\d{1,3})", re.ASCII)
_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
_LOST = re.compile(
    rf"#{{3,}}|#(?:VALUE|REF|NAME|NUM|DIV/0|NULL|N/A|SPILL|CALC)[!?]?"
    rf"|\d\d?-(?:{_MONTHS})|\d{{4}}-\d\d-\d\d 00:00:00"
)
_KEPT_DIGITS = 15


def repair_spreadsheet(text: str) -> str | Reason:
    """Undo what a spreadsheet did to an upper-case number, or say that digits are lost.

    A cell keeps 15 digits and shows long numbers as ``1.23E+11``; a number is read back only where
    the notation still holds all its digits. ``2-JAN`` and ``2024-01-02 00:00:00`` were numbers once
    that were taken for dates, ``####`` is a narrow column and ``#REF!`` an error.

    >>> repair_spreadsheet('="00123"'), repair_spreadsheet("4417.0"), repair_spreadsheet("1,234.00")
    ('00123', '4417', '1234')
    >>> repair_spreadsheet("1.2345678901E+10"), str(repair_spreadsheet("1.23E+11"))
    ('12345678901', 'spreadsheet damage')
    """
    text = text.strip("=\"' ")
    if decimal := _DECIMAL.fullmatch(text):
        return re.sub("[,.']", "", decimal[1] or decimal[2])
    if scientific := _SCIENTIFIC.fullmatch(text):
        digits, exponent = scientific[2] or "", int(scientific[3])
        if len(digits) < exponent or digits[exponent:].strip("0"):
            return Reason.SPREADSHEET_DAMAGE
        return scientific[1] + digits[:exponent]
    return Reason.SPREADSHEET_DAMAGE if _LOST.fullmatch(text) else text


def might_be_rounded(number: str) -> bool:
    """Whether a long number ends as one that a spreadsheet cut to 15 digits.

    >>> might_be_rounded("1234567890123450"), might_be_rounded("1234567890123456")
    (True, False)
    """
    tail = number[_KEPT_DIGITS:]
    return tail != "" and not tail.strip("0") and number.isdigit()
