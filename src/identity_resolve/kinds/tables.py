"""Read the fact tables that ship beside this module."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["read_json", "read_rows"]


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of a bundled CSV table, column name to text."""
    with files(__package__).joinpath("data", name).open(encoding="utf-8") as handle:
        return tuple(csv.DictReader(handle))


@cache
def read_json(name: str) -> Any:
    """A bundled JSON table."""
    return json.loads(files(__package__).joinpath("data", name).read_text(encoding="utf-8"))
