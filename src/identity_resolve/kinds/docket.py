"""Docket numbers of courts, in the many ways they are written."""

from __future__ import annotations

import re

__all__ = ["DOCKET_TYPES", "compact_docket", "find_docket", "find_named_docket"]

DOCKET_TYPES = "CV|CR|MJ|MC|MD|BK|AP|PO|GJ|SW|RA|CM"
_SHORT_TYPES = {"CIV": "CV", "CRIM": "CR", "MAG": "MJ", "MISC": "MC", "MDL": "MD", "ADV": "AP"}
_DOCKET = re.compile(
    r"(?:S\d+ +)?(?:(\d) ?[:-] ?(?:(?:19|20)(?=\d\d ?-? ?[A-Z]))?)?(\d\d) ?-? ?"
    rf"({DOCKET_TYPES}|CIV|CRIM|MAG|MISC|MDL|ADV)\.?"
    r" ?(?:No\.?)? ?-? ?(\d{1,6})(?!\d)(?=$|[^\d])",
    re.IGNORECASE,
)
_TYPE_FIRST = re.compile(
    r"(CV|CR|CIV|CRIM)\.?[ -]?(?:(\d):)?(\d\d)-(\d{4,5})(?=$| ?[(-] ?[A-Z])", re.IGNORECASE
)
_UNTYPED = re.compile(
    r"\W*(CIV|CRIM)(?:IL|INAL|\.)? *(?:ACTION|CASE|A\.)?,? *(?:FILE )?(?:NOS?\.?|NUMBER|#)?[ :]*"
    r"(?:(\d):)?(\d\d)-(\d{1,5})(?=$|[^\w-]|-[A-Z])",
    re.IGNORECASE,
)
_COMPACT_DOCKET = re.compile(
    rf"(\d?\d\d)(?:(CV|CR|MJ|MC|MD|BK|AP)(\d{{1,6}})(?:[A-Z][0-9A-Z]*)?|({DOCKET_TYPES})(\d{{1,6}}))"
)
_BANKRUPTCY = re.compile(r"((?:\d[:-])?\d\d-\d{5})(?: ?\([A-Z]{2,4}\))+", re.IGNORECASE)
_WITH_OFFICE = re.compile(
    rf"(?<![\w:-])(\d):(\d\d)-({DOCKET_TYPES})-(\d{{1,6}})(?!\d)", re.IGNORECASE
)
_CALIFORNIA = re.compile(r"(\d\d(?:19|20)\d{10})C[ULP][A-Z]{4,5}")


def find_docket(text: str) -> str:
    """The docket that a text begins with, or that it names with the office of its court; or ``""``.

    Judges and parties are dropped, the serial has five digits. Sources: uscourts.gov; the district
    courts' own pages.

    >>> [find_docket(text) for text in ("2:20-cv-1234-BBD-dkv", "01 Civ. 2345 (CM)", "97cv0001-H(CM)")]
    ['220CV01234', '01CV02345', '97CV00001']
    >>> find_docket("C.A. No. 1:21-cv-00123"), find_docket("CV-20-01234-PHX"), find_docket("20-1234")
    ('121CV00123', '20CV01234', '')
    """
    if found := _DOCKET.match(text) or _WITH_OFFICE.search(text):
        return _write(found[1], found[2], found[3], found[4])
    if found := _TYPE_FIRST.match(text):
        return _write(found[2], found[3], found[1], found[4])
    bankruptcy = _BANKRUPTCY.fullmatch(text)
    return re.sub(r"\D", "", bankruptcy[1]) if bankruptcy else ""


def find_named_docket(text: str) -> str:
    """A docket whose type stands in front, in words; or ``""``.

    >>> find_named_docket("Civil Action No. 20-1234 (RMB)"), find_named_docket("case 20-1234")
    ('20CV01234', '')
    """
    found = _UNTYPED.match(text)
    return _write(found[2], found[3], found[1], found[4]) if found else ""


def compact_docket(number: str) -> str:
    """A docket out of letters and digits alone, or ``""``.

    >>> [compact_docket(n) for n in ("97CV0001HCM", "37202000012345CUOECTL", "CS20240099182")]
    ['97CV00001', '37202000012345', '']
    """
    if found := _COMPACT_DOCKET.fullmatch(number):
        return f"{found[1]}{found[2] or found[4]}{int(found[3] or found[5]):05d}"
    county = _CALIFORNIA.fullmatch(number)
    return county[1] if county else ""


def _write(office: str | None, year: str, kind: str, serial: str) -> str:
    kind = kind.upper()
    return f"{office or ''}{year}{_SHORT_TYPES.get(kind, kind)}{int(serial):05d}"
