"""States, provinces and territories, and their postal abbreviations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import words

__all__ = ["find_subdivision"]

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


def _american() -> dict[str, str]:
    rows = read_rows("usps_abbreviations.csv")
    return {row["input"].lower(): row["standard"] for row in rows if row["class"] == "state"}


@cache
def _subdivisions(region: str) -> Mapping[str, str]:
    """Abbreviation by folded name or abbreviation."""
    names = {
        "US": lambda: _american() | _TERRITORIES,
        "CA": lambda: _PROVINCES,
        "AU": lambda: _AUSTRALIAN,
    }.get(region, dict)()
    return MappingProxyType(names | {short.lower(): short for short in names.values()})


def find_subdivision(text: str, region: str) -> str:
    """Postal abbreviation of a state or province of a country, or ``""``.

    >>> find_subdivision("N. Dak.", "US"), find_subdivision("Victoria", "AU")
    ('ND', 'VIC')
    """
    return _subdivisions(region).get(" ".join(words(text)), "")
