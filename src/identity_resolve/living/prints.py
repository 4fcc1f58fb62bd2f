"""Fingerprints as a store keeps them: databases know signed numbers only, so less 2**63; the order stays."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from identity_resolve.arrays import UInt64Array

__all__ = ["HALF", "signed", "signed_all", "unsigned"]

HALF = 1 << 63
"""What is taken off a fingerprint."""


def signed(prints: Iterable[int]) -> list[int]:
    """Fingerprints as a store keeps them."""
    return [int(value) - HALF for value in prints]


def signed_all(prints: UInt64Array) -> list[int]:
    """The same of an array.

    >>> signed_all(np.array([0, 2**64 - 1], dtype=np.uint64)) == [-HALF, HALF - 1]
    True
    """
    kept: list[int] = (prints - np.uint64(HALF)).view(np.int64).tolist()
    return kept


def unsigned(kept: int) -> int:
    """The fingerprint a store keeps."""
    return kept + HALF
