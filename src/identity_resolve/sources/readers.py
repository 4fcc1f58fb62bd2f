"""Read whatever a user has: files, patterns, frames of any library, dicts, and mixtures of them."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import polars as pl

from identity_resolve.errors import SourceError
from identity_resolve.sources.files import file_stem, read_file
from identity_resolve.sources.frames import ArrowStream, arrow_frame, flatten, text_column
from identity_resolve.sources.records import records_frame
from identity_resolve.sources.source import Source

__all__ = ["Inputs", "read_sources"]

Inputs: TypeAlias = "str | os.PathLike[str] | ArrowStream | Mapping[str, Any] | Iterable[Any]"
"""A path, a pattern, a frame, records as dicts, several of these, or a mapping of names to them."""

_RECORDS = "records"


def read_sources(inputs: Inputs, *, names: Sequence[str] | None = None) -> list[Source]:
    """Read every input into a frame of text.

    A path or a pattern such as ``data/*.csv``, a frame (polars, pandas, pyarrow, DuckDB, anything
    with the Arrow PyCapsule interface) or an iterable of dicts is one input; a list may hold
    several, and a mapping names them. Every file a pattern finds is a source of its own. A name
    that occurs again gets ``_2``, ``_3``, and so on.

    Args:
        inputs: what to read.
        names: one name for each source, in order; without it, files go by their stem, a mapping's
            inputs by their key, and everything else is called ``records``.

    Raises:
        SourceError: something cannot be read, or holds no records; the message names the file, and
            the line and column where known.

    >>> [source] = read_sources([{"name": "Ann", "phone": 2125551234.0}, {"name": " "}])
    >>> source.name, source.frame.rows(), sorted(source.numeric)
    ('records', [('Ann', '2125551234'), (None, None)], ['phone'])
    """
    found = list(_read(inputs, None))
    if not found:
        raise SourceError("nothing to read: no inputs were given; give at least one file or frame")
    if names is not None:
        if len(names) != len(found):
            raise SourceError(
                f"names: {len(names)} given for {len(found)} sources; give one for each of "
                f"{', '.join(source.name for source in found)}"
            )
        found = [_renamed(source, name) for source, name in zip(found, names, strict=True)]
    return _with_distinct_names(found)


def _read(inputs: Any, name: str | None) -> Iterator[Source]:
    match inputs:
        case str() | os.PathLike():
            for path in _paths(inputs):
                stem = file_stem(path).encode(errors="replace").decode()  # may be no text
                yield _source(name or stem, read_file(path), str(path))
        case pl.LazyFrame():
            yield _source(name or _RECORDS, inputs.collect(), "data frame")
        case ArrowStream():
            yield _source(name or _RECORDS, arrow_frame(inputs), "data frame")
        case Mapping():
            for key, value in inputs.items():
                yield from _read(value, str(key))
        case bytes() | bytearray():
            raise SourceError("bytes are not an input; write them to a file, or pass a path")
        case Iterable():
            yield from _read_items(list(inputs), name)
        case _:
            raise SourceError(
                f"cannot read a {type(inputs).__name__}; give a path, a frame with the Arrow "
                "PyCapsule interface (pandas 2.2 or later, polars, pyarrow, DuckDB) or dicts"
            )


def _read_items(items: list[Any], name: str | None) -> Iterator[Source]:
    records = sum(isinstance(item, Mapping) for item in items)
    if not items:
        raise SourceError(f"{name or 'dicts'}: no records; the input is empty")
    if records == len(items):
        yield _source(name or _RECORDS, records_frame(items), "dicts")
    elif records:
        raise SourceError(
            "a list holds either dicts, which are the records of one source, or inputs, not both; "
            "put the dicts in a list of their own"
        )
    else:
        for item in items:
            yield from _read(item, name)


def _paths(given: str | os.PathLike[str]) -> list[Path]:
    """The file itself, or every file that a pattern finds, sorted."""
    path = Path(given)
    if os.path.exists(path) or not glob.has_magic(str(path)):  # Path.exists may raise
        return [path]
    found = sorted(Path(name) for name in glob.glob(str(path), recursive=True))
    files = [name for name in found if not name.is_dir()]
    if not files:
        raise SourceError(f"{path}: no file matches the pattern; check the path")
    return files


def _source(name: str, frame: pl.DataFrame, origin: str) -> Source:
    if not frame.width:
        raise SourceError(f"{origin}: no columns, so no records can be read")
    if not frame.height:
        raise SourceError(f"{origin}: no records, only column names; check how it was written")
    try:
        frame = flatten(frame)
    except SourceError as error:
        raise SourceError(f"{origin}: {error}") from error
    types = zip(frame.columns, frame.dtypes, strict=True)
    numeric = frozenset(column for column, dtype in types if dtype.is_numeric())
    types = zip(frame.columns, frame.dtypes, strict=True)
    dated = frozenset(column for column, dtype in types if dtype in (pl.Date, pl.Datetime))
    return Source(
        name, pl.DataFrame([text_column(column) for column in frame]), origin, numeric, dated
    )


def _renamed(source: Source, name: str) -> Source:
    return Source(name, source.frame, source.origin, source.numeric, source.temporal)


def _with_distinct_names(sources: Sequence[Source]) -> list[Source]:
    given = {source.name for source in sources}
    taken: set[str] = set()
    distinct = []
    for source in sources:
        name, number = source.name, 1
        while name in taken or (number > 1 and name in given):
            number += 1
            name = f"{source.name}_{number}"
        taken.add(name)
        distinct.append(_renamed(source, name))
    return distinct
