"""The nouns: what every stage may know, and nothing about how a stage works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = [
    "BoolArray",
    "Column",
    "Context",
    "FloatArray",
    "Identifier",
    "IdentifierClass",
    "IntArray",
    "LevelArray",
    "Pairs",
    "Reason",
    "Records",
    "Rejected",
    "UInt64Array",
    "pack",
]

BoolArray: TypeAlias = npt.NDArray[np.bool_]
FloatArray: TypeAlias = npt.NDArray[np.float64]
IntArray: TypeAlias = npt.NDArray[np.int32]
LevelArray: TypeAlias = npt.NDArray[np.uint8]
UInt64Array: TypeAlias = npt.NDArray[np.uint64]


class IdentifierClass(StrEnum):
    """How much a kind of identifier may prove (see docs/model.md)."""

    PERSON_KEY = "person key"
    CONTACT_POINT = "contact point"
    ASSET_KEY = "asset key"
    INTERACTION_KEY = "interaction key"
    ATTRIBUTE = "attribute"


class Reason(StrEnum):
    """Why a raw value was set aside."""

    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    BAD_FORMAT = "bad format"
    BAD_CHECK_DIGIT = "bad check digit"
    OUT_OF_RANGE = "out of range"
    NOT_ASSIGNED = "not assigned"
    UNKNOWN_ISSUER = "unknown issuer"
    SPREADSHEET_DAMAGE = "spreadsheet damage"
    FICTITIOUS = "fictitious"
    SHARED = "shared by too many"
    OVERSIZED_BUCKET = "oversized bucket"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a value besides its text.

    Attributes:
        region: ISO 3166-1 alpha-2 country that numbers without a country code belong to.
        issuer: who issued the identifier, such as ``US-CA`` for a license or ``crm`` for an account.
        day_first: whether ``03/04/2001`` is 3 April; None leaves it to the region.
    """

    region: str = "US"
    issuer: str = ""
    day_first: bool | None = None


@dataclass(frozen=True, slots=True)
class Identifier:
    """A typed, normalized value.

    Attributes:
        kind: name of the kind, a key of ``KINDS``.
        value: the canonical value.
        raw: the text it came from.
        parts: what the value consists of, part name to canonical text.
        confidence: 0 to 1, less than 1 where a check that is itself uncertain fails.
        facts: what the value tells beyond itself.
    """

    kind: str
    value: str
    raw: str
    parts: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 1.0
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """A raw value that was refused, why, and what it was likely meant to be, if that is safe to say."""

    kind: str
    raw: str
    reason: Reason
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One part of all records (``given``, ``phone``), as codes into its distinct values.

    Attributes:
        values: the distinct canonical values, sorted.
        fingerprints: uint64 of shape (values,), stable hashes of the values.
        codes: one int32 array of shape (records,) per slot; -1 where a record has no value. A part
            that one record may have several of (two phones) has several slots.
    """

    values: Sequence[str]
    fingerprints: UInt64Array
    codes: tuple[IntArray, ...]


@dataclass(frozen=True, slots=True)
class Records:
    """Records in columns. Rows stand in canonical order: by content, never by arrival.

    Attributes:
        columns: part name to column.
        source: int32 of shape (records,), which source a record came from.
        unique: per source, whether its records are known to be different customers.
        order: uint64 of shape (records,), content keys; ascending.
    """

    columns: Mapping[str, Column]
    source: IntArray
    unique: tuple[bool, ...]
    order: UInt64Array

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Candidate pairs: rows ``left < right`` (int32), and which block keys found them.

    Attributes:
        left: int32 of shape (pairs,).
        right: int32 of shape (pairs,).
        found_by: uint64 of shape (pairs,), bit r set where rule r found the pair.
    """

    left: IntArray
    right: IntArray
    found_by: UInt64Array

    def __len__(self) -> int:
        return len(self.left)

    @property
    def packed(self) -> UInt64Array:
        """Left and right as one ascending number each."""
        return pack(self.left, self.right)


def pack(left: IntArray, right: IntArray) -> UInt64Array:
    """Pairs of rows or codes as one number each, in the order of (left, right)."""
    return (left.astype(np.uint64) << np.uint64(32)) | right.astype(np.uint64)
