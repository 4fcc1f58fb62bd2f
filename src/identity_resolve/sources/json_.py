"""JSON and NDJSON: polars reads it; where it refuses, the json module does, or finds the fault."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from identity_resolve.errors import SourceError
from identity_resolve.sources.content import Content
from identity_resolve.sources.records import records_frame

__all__ = ["read_json", "read_ndjson"]

_BOM = b"\xef\xbb\xbf"
_NAMES = {
    list: "a list",
    dict: "an object",
    str: "a text",
    bool: "true or false",
    type(None): "null",
}


def read_ndjson(content: Content) -> pl.DataFrame:
    """Records of a file in UTF-8 with one JSON object a line.

    Raises:
        SourceError: a line is not a JSON object; the message names line and column.
    """
    content = _plain(content)
    try:
        return pl.read_ndjson(content.data, infer_schema_length=None)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return records_frame(_objects(content))


def read_json(content: Content) -> pl.DataFrame:
    """Records of a file in UTF-8 with an array of JSON objects, or else with one object a line.

    Raises:
        SourceError: the file is not JSON, or JSON but not records.
    """
    content = _plain(content)
    if content.head(1 << 16).lstrip().startswith(b"["):
        try:
            return pl.read_json(content.data, infer_schema_length=None)
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
            return records_frame(_array(content))
    whole = _whole_object(content)
    return read_ndjson(content) if whole is None else records_frame([whole])


def _plain(content: Content) -> Content:
    """Without byte order mark, and in memory where polars would take the path for a pattern."""
    data = content.data
    if content.head(len(_BOM)) == _BOM:
        data = b"".join(content.chunks()).removeprefix(_BOM)
    elif not isinstance(data, bytes) and any(mark in str(data) for mark in "*?["):
        data = data.read_bytes()
    return replace(content, data=data)


def _objects(content: Content) -> list[Mapping[str, Any]]:
    with content.open_text() as handle:
        lines = [
            (number, _parse(text, content.path, number))
            for number, text in enumerate(handle, 1)
            if text.strip()
        ]
    for number, item in lines:
        if not isinstance(item, Mapping):
            raise SourceError(
                f"{content.path}: line {number}: {_name(item)}, not an object; write one record a "
                'line, as {"column": value}'
            )
    return [item for _, item in lines]


def _array(content: Content) -> list[Mapping[str, Any]]:
    with content.open_text() as handle:
        items = _parse(handle.read(), content.path)
    for number, item in enumerate(items, 1):
        if not isinstance(item, Mapping):
            raise SourceError(
                f"{content.path}: item {number} of the array is {_name(item)}, not an object; "
                'write every record as {"column": value}'
            )
    return list(items)


def _whole_object(content: Content) -> Mapping[str, Any] | None:
    """The file as one JSON object, or None if it is something else."""
    with content.open_text() as handle:
        if _is_json(handle.readline()) and handle.readline().strip():
            return None  # one object a line
        handle.seek(0)
        try:
            item = json.load(handle)
        except (ValueError, RecursionError):
            return None
    if not isinstance(item, Mapping):
        return None
    for key, value in item.items():
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            raise SourceError(
                f"{content.path}: an object, not records; the records seem to be under {key!r}: "
                "write that array alone"
            )
    return item


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _parse(text: str, path: Path, line: int = 1) -> Any:
    try:
        return json.loads(text.rstrip("\r\n"))
    except json.JSONDecodeError as error:
        raise SourceError(
            f"{path}: line {line + error.lineno - 1}, column {error.colno}: malformed JSON "
            f"({error.msg}); correct it there"
        ) from error
    except (ValueError, RecursionError) as error:
        raise SourceError(
            f"{path}: line {line}: a number with too many digits, or too many levels; shorten it"
        ) from error


def _name(item: object) -> str:
    return _NAMES.get(type(item), "a number")
