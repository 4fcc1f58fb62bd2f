"""CSV: polars reads it; where polars is unsure, the csv module reads it again and finds the fault.

polars takes a short line for a full one, reports no line numbers, and refuses a quote inside an
unquoted value. So its result is checked by a count: every separator of the file stands either
between two fields or inside a value that was read. Only if the sum is off, or polars gave up, does
the slow reader run, and it either reads the same records or names the line and the column.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

import polars as pl

from identity_resolve.errors import SourceError
from identity_resolve.sources.content import Content

__all__ = ["read_csv"]

_SEPARATORS = ",;\t|"
_SAMPLE_BYTES = 1 << 18
_SAMPLE_RECORDS = 50
_BATCH = 50_000
_FIELD_LIMIT = 2**31 - 1  # the module's own limit is 128 KiB
_LINE_END = re.compile(r"\r\n?|\n")
_VALUE = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|(?!\d{4}-)\+?[\d ().-]{9,}")
"""What is no column name: an email address, a phone number; a day may be one."""


def read_csv(content: Content, *, default: str = ",") -> pl.DataFrame:
    """Records of a CSV file in UTF-8, every column text.

    Args:
        content: the file.
        default: separator of a file with one column, where none can be seen.

    Raises:
        SourceError: no header, a header named twice, a ragged line, a quote that is never closed.
    """
    with _any_field_size():
        separator = _separator(content, default)
        header = _header(content, separator)
        frame = _read_fast(content, separator, header)
        if frame is None:
            frame = _read_slow(content, separator, header)
    return _named(frame, header)


@contextmanager
def _any_field_size() -> Iterator[None]:
    previous = csv.field_size_limit(_FIELD_LIMIT)
    try:
        yield
    finally:
        csv.field_size_limit(previous)


def _separator(content: Content, default: str) -> str:
    """The separator under which most lines have as many fields as the header."""
    data = content.head(_SAMPLE_BYTES)
    text = data.decode("utf-8-sig", errors="ignore")
    best, best_fit = default, (0.0, 1)
    for separator in _SEPARATORS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        rows = [row for row in islice(reader, _SAMPLE_RECORDS) if row]
        if len(data) == _SAMPLE_BYTES and len(rows) > 1:
            rows.pop()  # possibly cut off
        width = len(rows[0]) if rows else 1
        fit = (sum(len(row) == width for row in rows) / max(len(rows), 1), width)
        if width > 1 and fit > best_fit:
            best, best_fit = separator, fit
    return best


def _header(content: Content, separator: str) -> list[str]:
    line, header = next(_records(content, separator), (1, []))
    where = f"{content.path}: line {line}"
    if not any(name.strip() for name in header):
        raise SourceError(f"{where}: no column names; the first line must name the columns")
    if any(_VALUE.fullmatch(name.strip()) for name in header) or not _has_letter(header):
        raise SourceError(
            f"{where}: looks like a record, not like column names; add a first line that names the "
            "columns"
        )
    for name, count in Counter(name for name in header if name.strip()).items():
        if count > 1:
            fields = " and ".join(str(i + 1) for i, other in enumerate(header) if other == name)
            raise SourceError(
                f"{where}: column {name!r} occurs {count} times (fields {fields}); rename all but "
                "one"
            )
    return header


def _has_letter(texts: Sequence[str]) -> bool:
    return any(character.isalpha() for text in texts for character in text)


def _read_fast(content: Content, separator: str, header: Sequence[str]) -> pl.DataFrame | None:
    try:
        frame = pl.read_csv(content.data, separator=separator, infer_schema=False, glob=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return None
    if frame.width > 1:
        frame = frame.head(max(frame.height - _blank_lines_at_end(content), 0))
    return frame if _is_sound(frame, content, separator, header) else None


def _blank_lines_at_end(content: Content) -> int:
    tail = content.tail(_SAMPLE_BYTES)
    return max(tail.count(b"\n", len(tail.rstrip(b"\r\n"))) - 1, 0)


def _is_sound(frame: pl.DataFrame, content: Content, separator: str, header: Sequence[str]) -> bool:
    """Whether every separator of the file is accounted for."""
    if frame.width != len(header):
        return False
    if any(_plain(name) and name != read for name, read in zip(header, frame.columns, strict=True)):
        return False
    if not _ends_well(content, separator, frame.width):
        return False
    found, quoted = _count(content, separator)
    between = (frame.height + 1) * (frame.width - 1)
    return found == between + (_count_inside(frame, separator, header) if quoted else 0)


def _plain(name: str) -> bool:
    return name != "" and '"' not in name  # polars keeps doubled quotes, and renames blank headers


def _ends_well(content: Content, separator: str, width: int) -> bool:
    """Whether the last line has a line end, or as many fields as it should: polars drops others."""
    tail = content.tail(_SAMPLE_BYTES)
    last = tail[tail.rfind(b"\n") + 1 :]
    return not last or (b'"' not in last and last.count(separator.encode()) == width - 1)


def _count(content: Content, separator: str) -> tuple[int, bool]:
    found, quoted, mark = 0, False, separator.encode()
    for chunk in content.chunks():
        found += chunk.count(mark)
        quoted = quoted or b'"' in chunk
    return found, quoted


def _count_inside(frame: pl.DataFrame, separator: str, header: Sequence[str]) -> int:
    matches = pl.all().str.count_matches(separator, literal=True).cast(pl.UInt64).sum()
    inside: int = frame.select(matches).sum_horizontal().item()
    return inside + sum(name.count(separator) for name in header)


def _read_slow(content: Content, separator: str, header: Sequence[str]) -> pl.DataFrame:
    rows = _rows(content, separator, header)
    schema = {str(i): pl.String for i in range(len(header))}
    batches = [pl.DataFrame(schema=schema)]
    while batch := list(islice(rows, _BATCH)):
        columns = zip(schema, zip(*batch, strict=True), strict=True)
        batches.append(pl.DataFrame(dict(columns), schema=schema))
    return pl.concat(batches)


def _rows(content: Content, separator: str, header: Sequence[str]) -> Iterator[list[str]]:
    """Records below the header, each as wide as the header."""
    for line, fields in islice(_records(content, separator, header), 1, None):
        if len(fields) != len(header):
            raise SourceError(
                f"{content.path}: line {line}: {_ragged(fields, header)}; correct the line, and "
                f"quote values that hold {separator!r}"
            )
        yield fields


def _ragged(fields: Sequence[str], header: Sequence[str]) -> str:
    counts = f"{len(fields)} field{'s' * (len(fields) != 1)}, the header has {len(header)}"
    if len(fields) > len(header):
        extra = "field follows" if len(fields) == len(header) + 1 else "fields follow"
        return f"{counts}; the extra {extra} column {header[-1]!r}"
    return f"{counts}; nothing stands for column {header[len(fields)]!r}"


def _records(
    content: Content, separator: str, header: Sequence[str] = ()
) -> Iterator[tuple[int, list[str]]]:
    """Every record that is not a blank line, with the number of the line it starts on."""
    kept: list[str] = []
    start, begun = 1, False
    with content.open_text() as handle:
        reader = csv.reader(_keep(handle, kept), delimiter=separator, strict=True)
        while True:
            try:
                fields = next(reader, None)
            except csv.Error as error:
                place = _place("".join(kept), start, separator, header)
                raise SourceError(f"{content.path}: {place}: {_advice(error)}") from error
            if fields is None:
                return
            if fields:
                yield start, fields
            elif begun and len(header) == 1:
                yield start, [""]  # in a file with one column a blank line is a missing value
            start, begun = reader.line_num + 1, begun or bool(fields)
            kept.clear()


def _keep(lines: Iterable[str], kept: list[str]) -> Iterator[str]:
    """The lines, each also added to what is kept of the record being read."""
    for line in lines:
        kept.append(line)
        yield line


def _place(text: str, start: int, separator: str, header: Sequence[str]) -> str:
    """Line and column of the first field in a record's text that is not well formed."""
    mark = re.escape(separator)
    field = re.compile(rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{mark}\r\n][^{mark}\r\n]*+|){mark}')
    index = position = 0
    while match := field.match(text, position):
        index, position = index + 1, match.end()
    line = start + len(_LINE_END.findall(text[:position]))
    return f"line {line}, column {repr(header[index]) if index < len(header) else index + 1}"


def _advice(error: csv.Error) -> str:
    if "unexpected end" in str(error):
        return "a quote opens here and is never closed; close it, or double it inside a value"
    return "text follows a closing quote; double the quotes inside a value"


def _named(frame: pl.DataFrame, header: Sequence[str]) -> pl.DataFrame:
    """The header as column names; an unnamed column is numbered, or dropped if it is empty."""
    frame.columns = [
        name if name.strip() else _free_name(f"column_{position}", header)
        for position, name in enumerate(header, 1)
    ]
    unnamed = [new for new, name in zip(frame.columns, header, strict=True) if not name.strip()]
    return frame.drop(new for new in unnamed if not frame.get_column(new).str.contains(r"\S").any())


def _free_name(name: str, taken: Sequence[str]) -> str:
    while name in taken:
        name += "_"
    return name
