"""The layout of an AAMVA barcode: header, subfiles, elements; also of damaged ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote_plus

from identity_resolve.kinds.tables import read_rows

__all__ = ["Header", "find_header", "issuers", "read_elements"]

_HEADER = re.compile(
    r"(?:ANSI|AAMVA)\s*(?P<iin>\d{5,6})(?P<digits>\d{0,8})\s*(?P<entries>(?:[A-Z]{2}\d{6,8})*)",
)
_BARE = re.compile(r"(?:^|[\s@])(?:DL|ID|EN)?(?=D(?:AQ|CS|AA|AB|BA|CA)[^\s])")
_DESIGNATOR = re.compile(r"(?:DL|ID|EN)+(?=D[A-D][A-Z]|\s)")
_ELEMENT = re.compile(r"[DZ][A-Z][A-Z]")
_SUBFILE = re.compile(r"(Z[A-Z])(?=\1[A-Z])")
_LINE_ENDS = re.compile(r"[\n\r\x1c-\x1f\x00\x0b\x0c\x85\u2028\u2029]+")
_IIN = 6
_SPELLED = re.compile(
    r"<(LF|CR|RS|FS|GS|US)>|\\(n|r|x1e|x1d|x0a|x0d|u001e|u001d|u000a|u000d)|[\[{](LF|CR|RS)[\]}]|\|"
    r"|&#(?:x?0*(?:1[03]|30|[aAdD]|1[eE]));|[\u240a\u240d\u241e\u241d]|\^[JM^](?=[A-Z@^])",
    re.IGNORECASE,
)
_TYPED = {
    **dict.fromkeys(
        ("DBA", "DBB", "DBD"), re.compile(r"\d\d[-/]?\d\d[-/]?\d{4}|\d{4}[-/]\d\d[-/]\d\d")
    ),
    **dict.fromkeys(("DDB", "DDC", "DDH", "DDI", "DDJ"), re.compile(r"\d{8}|(?=D[A-D][A-Z])")),
    **dict.fromkeys(("DDE", "DDF", "DDG"), re.compile(r"[TNU](?=\s|D[A-D]|Z|$)")),
    "DBC": re.compile(r"[0-9MFXU](?=\s|D[A-D]|Z|$)"),
    "DAU": re.compile(r"\d{2,3}"),
    "DAW": re.compile(r"\d{2,3}"),
    "DAX": re.compile(r"\d{2,3}"),
    "DAJ": re.compile(r"[A-Z]{2}(?=\s|D[A-D]|Z|$)"),
    "DAO": re.compile(r"[A-Z]{2}(?=\s|D[A-D]|Z|$)"),
    "DAK": re.compile(r"\d{5}|[A-Z]\d[A-Z]"),
    "DAP": re.compile(r"\d{5}|[A-Z]\d[A-Z]"),
    "DCG": re.compile(r"USA|CAN|MEX|US(?=\s|D|Z|$)"),
    "DAY": re.compile(r"[A-Z]{3}(?=\s|D[A-D]|Z|$)"),
    "DAZ": re.compile(r"[A-Z]{3}(?=\s|D[A-D]|Z|$)"),
    "DCE": re.compile(r"\d(?=\s|D[A-D]|Z|$)"),
    "DDA": re.compile(r"[FNM](?=\s|D[A-D]|Z|$)"),
    **dict.fromkeys(("DDD", "DDK", "DDL"), re.compile(r"[01](?=\s|D[A-D]|Z|$)")),
}
_NEXT = {
    "DCS": ("DDE", "DAC", "DCT"),
    "DAC": ("DDF", "DAD"),
    "DCT": ("DDF", "DDG", "DAD"),
    "DAD": ("DDG",),
    "DAG": ("DAH", "DAI"),
    "DAL": ("DAM", "DAN"),
    "DAI": ("DAJ",),
    "DAN": ("DAO",),
    "DAA": ("DAG", "DAL"),
    "DAB": ("DAC",),
}
"""What usually follows an element of free text."""
_LEAST_MARKS = 2
_WINDOW = 45


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the elements.

    Attributes:
        iin: issuer identification number, ``""`` where the header is lost.
        version: version of the standard, 0 where the header is lost.
        is_id_card: whether the subfile is of an identity card.
        body: the text behind the header.
    """

    iin: str
    version: int
    is_id_card: bool
    body: str


def find_header(text: str) -> Header | None:
    r"""The header of an AAMVA text, None where there is nothing like one.

    >>> header = find_header("@\n\x1e\rANSI 636014040002DL00410477ZC05180089DLDAQD7654321")
    >>> header.iin, header.version, header.body
    ('636014', 4, 'DLDAQD7654321')
    """
    text = _respelled(text)
    match = _HEADER.search(text)
    if match is None:
        bare = _BARE.search(text)
        return Header("", 0, False, text[bare.end() :]) if bare and _has_marks(text) else None
    iin, digits = match["iin"], match["digits"]
    if iin not in issuers() and (whole := "6" + iin[: _IIN - 1]) in issuers():  # seen in NC
        iin, digits = whole, iin[_IIN - 1 :] + digits
    body = text[match.end() :]
    entries = match["entries"]
    is_id_card = entries.startswith("ID") or (not entries and body.lstrip().startswith("ID"))
    return Header(iin, int(digits[:2] or 0), is_id_card, body)


def _respelled(text: str) -> str:
    r"""Text with control characters that somebody spelled out, in upper case if it has none.

    >>> _respelled(r"@\n\x1e\rANSI"), _respelled("@<LF><RS><CR>ANSI"), _respelled("%40%0AANSI+6")
    ('@\n\n\nANSI', '@\n\n\nANSI', '@\nANSI 6')
    """
    if text.lstrip()[:3] == "%40":
        text = unquote_plus(text, errors="replace")
    text = _SPELLED.sub("\n", text)
    return text.upper() if text.islower() else text


def _has_marks(text: str) -> bool:
    """Whether a text without a header is an AAMVA text all the same: it has typed elements."""
    return sum(_is_typed(text, m.start()) for m in _ids().finditer(text)) > _LEAST_MARKS


@cache
def issuers() -> Mapping[str, tuple[str, str]]:
    """Country and state by issuer identification number.

    >>> issuers()["636014"], issuers()["636012"]
    (('US', 'CA'), ('CA', 'ON'))
    """
    rows = read_rows("aamva_issuers.csv")
    return {row["iin"]: (row["country"], row["jurisdiction"]) for row in rows}


@cache
def _ids() -> re.Pattern[str]:
    """Where an element may begin; overlapping ones are found too."""
    rows = read_rows("aamva_elements.csv")
    return re.compile(f"(?=({'|'.join(sorted(row['element'] for row in rows))}))")


def _is_typed(text: str, start: int) -> bool:
    """Whether an element of fixed form begins here, with a value of that form."""
    typed = _TYPED.get(text[start : start + 3])
    return typed is not None and typed.match(text, start + 3) is not None


def read_elements(body: str) -> Mapping[str, str]:
    r"""Elements by their three letters, on lines of their own or run together.

    >>> dict(read_elements("DLDAQD7654321\nDCSSAMPLE\nDACDAISY\r"))
    {'DAQ': 'D7654321', 'DCS': 'SAMPLE', 'DAC': 'DAISY'}
    >>> dict(read_elements("DLDAQD7654321DCSSAMPLEDDENDACDAISYDDFNDADDDGNDBB01311990DBC2DAJCA"))["DAC"]
    'DAISY'
    """
    found: dict[str, str] = {}
    last = ""
    for line in _LINE_ENDS.split(body):
        text = _without_designator(line.strip(" \t"), is_first=not found)
        if not text:
            continue
        if not _ELEMENT.match(text):
            if last and found[last]:
                found[last] = f"{found[last]} {text}"
            continue
        for key, value in _split_line(text):
            if value or key not in found:
                found[key] = found.get(key) or value
            last = key
    return found


def _without_designator(line: str, *, is_first: bool) -> str:
    designator = _DESIGNATOR.match(line) if is_first else None
    if designator:
        line = line[designator.end() :].lstrip()
    elif line in ("DL", "ID", "EN"):
        line = ""
    subfile = _SUBFILE.match(line)
    return line[2:] if subfile else line


def _split_line(line: str) -> list[tuple[str, str]]:
    """The elements of a line: one, unless several of fixed form stand in it."""
    if line[0] == "Z":
        return _split_own(line)
    marks = [m.start() for m in _ids().finditer(line, 3) if _is_typed(line, m.start())]
    if len(marks) < _LEAST_MARKS:
        return [(line[:3], line[3:].strip())]
    if own := _SUBFILE.search(line):
        return [*_split_line(line[: own.start()]), *_split_own(line[own.start() + 2 :])]
    found: list[tuple[str, str]] = []
    seen: set[str] = set()
    start = 0
    while start < len(line):
        key = line[start : start + 3]
        seen.add(key)
        end = _find_end(line, start, seen)
        value = line[start + 3 : end].strip()
        found.append((key, value))
        start = end
    return found


def _split_own(line: str) -> list[tuple[str, str]]:
    """Elements of a jurisdiction's own subfile, which share their first two letters.

    >>> _split_own("ZAAN ZABZAC7")
    [('ZAA', 'N'), ('ZAB', ''), ('ZAC', '7')]
    """
    parts = re.split(f"({line[:2]}[A-Z])", line)
    return [(key, value.strip()) for key, value in zip(parts[1::2], parts[2::2], strict=True)]


def _find_end(line: str, start: int, seen: set[str]) -> int:
    """Where the value of a run-together element ends."""
    key, begin = line[start : start + 3], start + 3
    nexts = [m for m in _ids().finditer(line, begin) if _may_begin(line, m, seen)]
    usual = [m for m in nexts if m[1] in _NEXT.get(key, ()) and m.start() - begin <= _WINDOW]
    ends = [m.start() for m in usual or nexts]
    typed = _TYPED.get(key)
    if typed and (value := typed.match(line, begin)):
        ends = [m.start() for m in nexts if m.start() >= value.end()]
    return ends[0] if ends else len(line)


def _may_begin(line: str, match: re.Match[str], seen: set[str]) -> bool:
    key = match[1]
    return key not in seen and (key not in _TYPED or _is_typed(line, match.start()))
