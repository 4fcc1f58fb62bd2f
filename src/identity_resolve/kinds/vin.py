"""Vehicle identification numbers: 17 characters by ISO 3779, or what makers stamped before 1981.

The check digit in position 9 is law in North America (49 CFR 565) and often a filler elsewhere.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.number import upper_code
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH

__all__ = ["VIN"]

_LENGTH = 17
_SHORTEST, _LONGEST_OLD = 5, 13
_LEAST_DIGITS = 3
_LABEL = re.compile(
    r"(?:(?:V\.?I\.?N\.?|VEHICLE|IDENTIFICATION|CHASSIS|FRAME|SERIAL|S/N|NUMBER|NO|NUM|NR|#)"
    r"(?:[\W_]+|\Z))+"
)
_GLUED_LABEL = re.compile(r"VIN(?=[0-9A-Z]{17}\Z)")
_SEPARATORS = re.compile(r"[\W_]+")
_DECIMAL = re.compile(r"(\d+)\.0+", re.ASCII)
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+\d{1,3}", re.ASCII)
_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}", re.ASCII)
_OLD = re.compile(r"(?=(?:[A-Z]*\d){3})[A-Z0-9]{5,13}", re.ASCII)
_REPAIRS = str.maketrans("IOQ", "100")
_FILLER = "ZZZ"
_CHARACTERS = "ABCDEFGHJKLMNPRSTUVWXYZ1234567890"
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_VALUES = {c: int(c) for c in "0123456789"} | dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "12345678123457923456789"), strict=True)
)
_CONFUSIONS = {"S": "5", "5": "S", "B": "8", "8": "B", "Z": "2", "2": "Z", "G": "6", "6": "G"}
_MADE_UP = ("12345678901234567", "01234567890123456", "ABCDEFGHJKLMNPRST")
_YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"
_REGIONS = (
    ("ABCDEFGH", "Africa"),
    ("JKLMNPR", "Asia"),
    ("STUVWXYZ", "Europe"),
    ("12345", "North America"),
    ("67", "Oceania"),
    ("89", "South America"),
)


def _parse_vin(text: str, _: Context) -> Parsed:
    """A VIN in upper case behind an empty issuer, the letters it never has (I, O, Q) read as digits.

    >>> _parse_vin("1m8gdm9axkpo42788", Context()), str(_parse_vin("1M8GDM9A1KP042788", Context()))
    ((':1M8GDM9AXKP042788',), 'bad check digit')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    number = _compact_vin(text)
    if isinstance(number, Reason):
        return number
    if len(number) > _LENGTH:
        number = _without_scanner_mark(number)
    if len(number) != _LENGTH:
        return _parse_old(number)
    vin = number.translate(_REPAIRS)
    if not _VIN.fullmatch(vin):
        return Reason.BAD_FORMAT
    if vin == vin[0] * _LENGTH or vin in _MADE_UP:
        return Reason.PLACEHOLDER
    if vin.isalpha():
        return Reason.BAD_FORMAT
    return Reason.BAD_CHECK_DIGIT if _must_check(vin) and not _checks(vin) else (f":{vin}",)


def _compact_vin(text: str) -> str | Reason:
    """Letters and digits in upper case; a lower-case L among capitals is a one."""
    if "l" in text and text.replace("l", "").isupper():
        text = text.replace("l", "1")
    return text.upper() if text.isascii() and text.isalnum() else _without_label(text)


def _without_label(text: str) -> str | Reason:
    """The letters and digits of ``VIN: 1M8GD-M9AXKP-042788``."""
    upper = upper_code(text)
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    upper = upper.strip("=\"'* ")
    if decimal := _DECIMAL.fullmatch(upper):
        upper = decimal[1]
    if _SCIENTIFIC.fullmatch(upper):
        return Reason.SPREADSHEET_DAMAGE
    if label := _LABEL.match(upper):
        upper = upper[label.end() :]
    return _SEPARATORS.sub("", upper) or Reason.BAD_FORMAT


def _without_scanner_mark(number: str) -> str:
    """The VIN behind a label, or behind the ``I`` that begins the bar code of an imported vehicle."""
    number = _GLUED_LABEL.sub("", number)
    if len(number) == _LENGTH + 1 and number[0] == "I":
        return number[1:]
    return number


def _parse_old(number: str) -> Parsed:
    """A chassis number of before 1981 (or of Japan): no common form, so kept as it is."""
    if len(number) > _LONGEST_OLD:
        return Reason.TOO_LONG if len(number) > _LENGTH else Reason.TOO_SHORT
    if is_placeholder("any", number) or number in ("UNKNOWNVIN", "NOVIN", "NOTAVAILABLE"):
        return Reason.PLACEHOLDER
    if len(number) < _SHORTEST:
        return Reason.TOO_SHORT
    if len(set(number)) == 1 or number in _MADE_UP[0] or not number.strip("0"):
        return Reason.PLACEHOLDER
    return (f":{number}",) if _OLD.fullmatch(number) else Reason.BAD_FORMAT


def _must_check(vin: str) -> bool:
    """Whether the law of the maker's country demands a check digit.

    Cars made there for other markets carry the filler ZZZ of European makers instead.
    """
    in_america = vin[0] in "12345" or (vin[0] == "7" and vin[1] not in "ABCDE")
    return in_america and _FILLER not in vin[3:9]


def _checks(vin: str) -> bool:
    """Whether position 9 is the check digit of the others (49 CFR 565.15(c)).

    >>> _checks("1M8GDM9AXKP042788"), _checks("1M8GDM9AXKP042789")
    (True, False)
    """
    total = sum(_VALUES[c] * w for c, w in zip(vin, _WEIGHTS, strict=True))
    return vin[8] == "0123456789X"[total % 11]


def _suggest_vin(text: str, context: Context) -> str:
    """The one VIN of a known country that one look-alike character makes pass its check.

    >>> _suggest_vin("1MBGDM9AXKP042788", Context())
    '1M8GDM9AXKP042788'
    """
    if _parse_vin(text, context) is not Reason.BAD_CHECK_DIGIT:
        return ""
    number = _compact_vin(text)
    vin = _without_scanner_mark(str(number)).translate(_REPAIRS)
    found = [
        changed
        for i, c in enumerate(vin)
        if c in _CONFUSIONS
        and i != 8
        and not (c.isdigit() and i > 11)  # a serial number has digits
        if _checks(changed := vin[:i] + _CONFUSIONS[c] + vin[i + 1 :]) and _country(changed)
    ]
    return found[0] if len(found) == 1 else ""


@cache
def _countries() -> dict[str, str]:
    """Countries by the first two characters (ISO 3780)."""
    found: dict[str, str] = {}
    for row in read_rows("vin_countries.csv"):
        first, last = _CHARACTERS.index(row["from"]), _CHARACTERS.index(row["to"])
        found |= {row["first"] + c: row["country"] for c in _CHARACTERS[first : last + 1]}
    return found


def _country(vin: str) -> str:
    return _countries().get(vin[:2], "")


def _region(vin: str) -> str:
    """The part of the world that a VIN begins with (ISO 3780).

    >>> _region("WVW"), _region("7SA")
    ('Europe', 'North America')
    """
    if vin[0] == "7" and vin[1] not in "ABCDE":
        return "North America"
    return next((region for codes, region in _REGIONS if vin[0] in codes), "")


def _model_years(vin: str) -> dict[str, str]:
    """Both years that position 10 may mean, and the one that position 7 tells in North America.

    A letter in position 7 says 2010 or later, for light vehicles (49 CFR 565.15(d)); where that would
    be years ahead, it is a truck, trailer or motorcycle of before.
    """
    code = _YEAR_CODES.find(vin[9])
    if code < 0 or _region(vin) not in ("North America", "Asia", "Oceania"):
        return {}  # makers of Europe and South America need not tell
    early, late = 1980 + code, 2010 + code
    facts = {"model_years": f"{early} or {late}"}
    if _must_check(vin):
        is_late = vin[6].isalpha() and late <= date.today().year + 2
        facts["model_year"] = str(late if is_late else early)
    return facts


def _describe_vin(parts: tuple[str, ...], _: Context) -> Description:
    """What the maker wrote into it.

    >>> facts = _describe_vin((":1M8GDM9AXKP042788",), Context()).facts
    >>> facts["wmi"], facts["country"], facts["model_year"], facts["plant"]
    ('1M8', 'US', '1989', 'P')
    """
    vin = parts[0].removeprefix(":")
    if len(vin) != _LENGTH:
        return Description(0.5, {"form": "chassis number, not ISO 3779"})
    checks = _checks(vin)
    check = "valid" if checks else "absent"
    facts = {"form": "ISO 3779", "wmi": vin[:3], "region": _region(vin), "check_digit": check}
    if country := _country(vin):
        facts["country"] = country
    facts |= _model_years(vin)
    facts |= {"plant": vin[10], "serial": vin[11:]}
    is_doubted = vin[0] in "12345L" and not checks  # China has a check digit too: GB 16735
    return Description(0.8 if is_doubted else 1.0, facts)


VIN = Kind(
    name="vin",
    title="vehicle identification number",
    identifier_class=IdentifierClass.ASSET_KEY,
    parse=_parse_vin,
    parts=("vin",),
    share_limit=4,
    headers=header_pattern(
        r"(?:vehicle_|car_|auto_)?(?:vins?|vin_?(?:number|num|no|nbr|nr|code|id))"
        r"|vehicle_ident(?:ification|ity)?(?:_(?:number|num|no|nbr|nr|code))?"
        r"|(?:vehicle_|car_)?(?:chassis|chasis|frame)_?(?:number|num|no|nbr|nr)|fahrgestellnummer"
    ),
    examples=("1M8GDM9AXKP042788", "vin: 1hgcm-82633-a004352", "WVWZZZ1JZ3W386752"),
    looks_like=r"\s*(?=[^\s]*[A-Za-z])[A-HJ-NPR-Za-hj-npr-z0-9]{13}\d{4}\s*",
    many=True,
    shapes=(
        Shape(r"(?=.*[A-Z])[A-HJ-NPR-Z\d]{13}\d{4}", 0.9, "17 characters as in a VIN"),
        Shape(r"(?=.*[A-Z])(?=.*\d)[A-HJ-NPR-Z\d]{17}", 0.6, "17 characters without I, O and Q"),
    ),
    cues=r"v\.?i\.?n\.?|vehicle identification(?: number)?|chassis(?: number| no\.?)?",
    describe=_describe_vin,
    suggest=_suggest_vin,
)
