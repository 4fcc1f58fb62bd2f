"""Cities, states and postal codes in one spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from identity_resolve.domain import Reason
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import words

__all__ = ["find_subdivision", "normalize_city", "normalize_postcode", "subdivisions"]

_LETTER = re.compile(r"[^\W\d_]")
_SAME_WORDS = {"saint": "st", "mount": "mt", "fort": "ft"}
_DECIMAL = re.compile(r"(\d+)\.0+", re.ASCII)
_SEPARATORS = re.compile(r"[^0-9A-Z]+")
_ZIP = re.compile(r"(\d{5})(?:\d{4})?", re.ASCII)
_COUNTRY_FIRST = re.compile(r"^[A-Z]{1,2}-(?=\d{4,5}$)", re.ASCII)
_POSTCODE = re.compile(r"(?=.*\d)[0-9A-Z]{3,10}")
_NO_POSTCODES = frozenset(
    _SEPARATORS.sub("", row["value"])
    for row in read_rows("placeholder_values.csv")
    if row["kind"] == "postcode"
)


_TERRITORIES = {
    "american samoa": "AS",
    "guam": "GU",
    "northern mariana islands": "MP",
    "puerto rico": "PR",
    "virgin islands": "VI",
    "us virgin islands": "VI",
    "armed forces americas": "AA",
    "armed forces europe": "AE",
    "armed forces pacific": "AP",
}
_PROVINCES = {
    "alberta": "AB",
    "british columbia": "BC",
    "manitoba": "MB",
    "new brunswick": "NB",
    "newfoundland": "NL",
    "newfoundland and labrador": "NL",
    "nova scotia": "NS",
    "northwest territories": "NT",
    "nunavut": "NU",
    "ont": "ON",
    "ontario": "ON",
    "prince edward island": "PE",
    "pei": "PE",
    "que": "QC",
    "quebec": "QC",
    "sask": "SK",
    "saskatchewan": "SK",
    "yukon": "YT",
}
_AUSTRALIAN = {
    "australian capital territory": "ACT",
    "new south wales": "NSW",
    "northern territory": "NT",
    "queensland": "QLD",
    "south australia": "SA",
    "tasmania": "TAS",
    "victoria": "VIC",
    "western australia": "WA",
}


_SHORT_DIRECTIONS = {"north": "n", "south": "s", "west": "w"}


def _american() -> dict[str, str]:
    rows = read_rows("usps_abbreviations.csv")
    names = {row["input"].lower(): row["standard"] for row in rows if row["class"] == "state"}
    for name, state in list(names.items()):
        direction, _, rest = name.partition(" ")
        if rest and direction in _SHORT_DIRECTIONS:
            names[f"{_SHORT_DIRECTIONS[direction]} {rest}"] = state
    return names | _TERRITORIES


@cache
def subdivisions(region: str) -> Mapping[str, str]:
    """Postal abbreviations of the states of a country by their folded names and abbreviations.

    >>> subdivisions("US")["south carolina"], subdivisions("US")["sc"], len(subdivisions("FR"))
    ('SC', 'SC', 0)
    """
    match region:
        case "US":
            found = _american()
        case "CA":
            found = _PROVINCES
        case "AU":
            found = _AUSTRALIAN
        case _:
            found = {}
    return MappingProxyType(found | {short.lower(): short for short in found.values()})


def find_subdivision(text: str, region: str) -> str:
    """Postal abbreviation of a state or province of a country, or ``""``.

    >>> find_subdivision("N. Dakota", "US"), find_subdivision("N.S.W.", "AU")
    ('ND', 'NSW')
    """
    known = subdivisions(region)
    if state := known.get(text.lower()):
        return state
    parts = words(text)
    initials = all(len(part) == 1 for part in parts)
    return known.get(("" if initials else " ").join(parts), "")


def normalize_city(folded: str) -> str:
    """A city of a folded text, or ``""``.

    >>> normalize_city("saint-louis"), normalize_city("12")
    ('st louis', '')
    """
    city = " ".join(_SAME_WORDS.get(word, word) for word in words(folded))
    return city if _LETTER.search(city) else ""


def normalize_postcode(cleaned: str) -> str | Reason:
    """A postal code in upper case without blanks; of a ZIP+4 the first five digits.

    >>> normalize_postcode("94110-1234"), normalize_postcode("tr1 3ab")
    ('94110', 'TR13AB')
    """
    upper = cleaned.upper()
    if decimal := _DECIMAL.fullmatch(upper):
        upper = decimal[1]
    code = upper
    if not (upper.isascii() and upper.isalnum()):
        code = _SEPARATORS.sub("", _COUNTRY_FIRST.sub("", upper, count=1))
    if zip_code := _ZIP.fullmatch(code):
        code = zip_code[1]
    if code in _NO_POSTCODES or (code and not code.strip("0")):
        return Reason.PLACEHOLDER
    if _POSTCODE.fullmatch(code):
        return code
    return Reason.PLACEHOLDER if is_placeholder("any", upper) else Reason.BAD_FORMAT
