"""Tables of vectors: one test reads them all, and shows every row that is not as it should be."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

__all__ = ["assert_reads"]


def assert_reads(read: Callable[..., object], table: Mapping[Any, object]) -> None:
    """Every key of the table, a text or a tuple of arguments, is read as its value."""
    faults = []
    for key, expected in table.items():
        found = read(*key) if isinstance(key, tuple) else read(key)
        if found != expected:
            faults.append(f"{key!r}: {found!r}, not {expected!r}")
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)
