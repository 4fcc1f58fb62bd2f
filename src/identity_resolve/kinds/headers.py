"""Column names: what a person may write around the word that tells the kind."""

from __future__ import annotations

__all__ = ["header_pattern"]

_BEFORE = (
    "customer|cust|client|member|patient|person|applicant|owner|driver|holder|contact|caller"
    "|home|mailing|mail|billing|bill|shipping|ship|postal|residential|residence|res|physical"
    "|legal|current|primary|main|my|your|the"
)


def header_pattern(names: str, *, numbered: bool = True) -> str:
    """Regular expression of the headers that say one of the names, with the usual words around it.

    With `numbered`, a number may follow: of several phones the second, but not of an address.

    >>> import re
    >>> pattern = header_pattern("city|town")
    >>> [bool(re.fullmatch(pattern, header)) for header in ("home_city", "town_2", "velocity")]
    [True, True, False]
    """
    number = r"(?:_?\d)?" if numbered else ""
    return rf"(?:(?:{_BEFORE})_){{0,2}}(?:{names}){number}"
