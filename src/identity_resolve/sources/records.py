"""Records given as mappings, as a frame: any values, any mixture of types, missing keys."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import polars as pl

__all__ = ["IDLE_ZEROS", "records_frame", "value_text"]

IDLE_ZEROS = r"(?:(\.\d*[1-9])0+|\.0+)($|[+-])"
"""Zeros at the end of the fraction of a second, before the time zone; groups 1 and 2 are kept."""

_PLAIN = frozenset({str, int, float, bool, date, datetime, time, timedelta, Decimal, bytes})
_MIDNIGHT = time()


def records_frame(rows: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """A frame with one row a record and every key as a column, in order of first appearance.

    A mapping inside a record becomes columns ``outer.inner``. A column of one type keeps it; values
    of several types become text.

    >>> records_frame([{"id": 1, "phone": 2125551234}, {"id": 2, "phone": "n/a"}]).rows()
    [(1, '2125551234'), (2, 'n/a')]
    """
    flat = [_flat(row) for row in rows]
    names = dict.fromkeys(name for row in flat for name in row)
    return pl.DataFrame([_column(name, [row.get(name) for row in flat]) for name in names])


def _flat(row: Mapping[str, Any], prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[f"{prefix}{key}"] = None if _is_nan(value) else value
    return flat


def _is_nan(value: object) -> bool:
    return isinstance(value, float) and value != value


def _column(name: str, values: list[Any]) -> pl.Series:
    types = {type(value) for value in values if value is not None}
    if types == {int, float}:
        values = [float(value) if _is_exact(value) else value for value in values]
        types = {type(value) for value in values if value is not None}
    if len(types) <= 1 and types <= _PLAIN:
        try:
            return pl.Series(name, values)
        except (pl.exceptions.PolarsError, TypeError, ValueError, OverflowError):
            pass  # too large, or text that is not valid Unicode
    return pl.Series(name, [value_text(value) for value in values], dtype=pl.String)


def _is_exact(value: object) -> bool:
    return isinstance(value, int) and abs(value) < 2**53


def value_text(value: object) -> str | None:
    """A Python value as text, the same text as `frames.text_column` gives its type.

    >>> value_text(2125551234.0), value_text(["a", None, 2]), value_text({"a": 1})
    ('2125551234', 'a; 2', '{"a": 1}')
    """
    match value:
        case None:
            return None
        case str():
            return value.encode(errors="replace").decode()  # no lone surrogates
        case Mapping():
            return json.dumps(value, ensure_ascii=False, default=str)
        case list() | tuple():
            return _joined([value_text(item) for item in value])
        case set() | frozenset():
            return _joined(sorted(value_text(item) or "" for item in value))
    return _scalar_text(value)


def _scalar_text(value: object) -> str | None:
    match value:
        case bool():
            return str(value).lower()
        case float():
            return _float_text(value)
        case datetime() if value.time() == _MIDNIGHT and value.tzinfo is None:
            return value.date().isoformat()
        case date() | time():
            return re.sub(IDLE_ZEROS, r"\1\2", value.isoformat())
        case Decimal():
            return str(int(value) if value.is_finite() and value == int(value) else value)
        case bytes():
            return _bytes_text(value)
    return str(value)


def _float_text(value: float) -> str | None:
    if value in (float("inf"), float("-inf")) or _is_nan(value):
        return None
    text = str(int(value)) if value.is_integer() and abs(value) < 2**53 else str(value)
    return str(pl.Series([value]).cast(pl.String)[0]) if "e" in text else text  # 1e16, not 1e+16


def _bytes_text(value: bytes) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return value.hex()


def _joined(texts: Sequence[str | None]) -> str:
    return "; ".join(text for text in texts if text)
