"""Stored records, one by one, and the columns a few of them make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, ItemsView, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from json import loads
from typing import TypeAlias

import numpy as np

from identity_resolve.arrays import Column, IntArray, Records
from identity_resolve.fingerprint import (
    combine,
    combine_one,
    fingerprint_text,
    fingerprint_texts,
    mix,
    mix_one,
)
from identity_resolve.living.jsons import read_parts, spell

__all__ = [
    "Parts",
    "Row",
    "SmallWorld",
    "Stated",
    "columns_of_few",
    "columns_of_many",
    "content_of",
    "contents_of",
    "key_of",
    "small_world",
    "value_print",
    "values_of",
]

Parts: TypeAlias = Mapping[str, Sequence[str | None]]
"""Part name to canonical texts, one a slot; None where a slot is empty."""

FEW = 8
"""Records whose contents are worked out one by one."""

MANY = 2000
"""Records whose columns are made of the texts of all at once."""


class Stated(Mapping[str, Sequence[str | None]]):
    """Parts of a stored record, read when they are first asked for.

    Args:
        text: the parts in JSON, as a store keeps them.
    """

    __slots__ = ("_read", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._read: dict[str, list[str | None]] | None = None

    def read(self) -> dict[str, list[str | None]]:
        """The parts."""
        if self._read is None:
            self._read = loads(self.text)
        return self._read

    def __getitem__(self, name: str) -> Sequence[str | None]:
        return self.read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.read())

    def __len__(self) -> int:
        return len(self.read())

    def items(self) -> ItemsView[str, Sequence[str | None]]:
        """Part names with their texts."""
        return self.read().items()


@dataclass(frozen=True, slots=True)
class Row:
    """A stored record.

    Attributes:
        rid: its number, in the order of arrival.
        source: number of its source.
        record_id: its id there.
        key: fingerprint of source and id.
        content: fingerprint of what it says; with `key`, its place in the canonical order.
        parts: what it says.
        customer: key of the record that its customer is called by; 0 while it has none.
        probability: that it is where it belongs.
    """

    rid: int
    source: int
    record_id: str
    key: int
    content: int
    parts: Parts
    customer: int = 0
    probability: float = 0.0


@dataclass(frozen=True, slots=True)
class SmallWorld:
    """A few records in canonical order, in columns.

    Attributes:
        rows: the records.
        records: their columns.
        at: rid to position.
    """

    rows: Sequence[Row]
    records: Records
    at: Mapping[int, int]

    def positions(self, rids: Iterable[int]) -> IntArray:
        """Where records stand: int32."""
        return np.array([self.at[rid] for rid in rids], dtype=np.int32)


def key_of(source: str, record_id: str) -> int:
    """The fingerprint of a record's name."""
    return combine_one(fingerprint_text(source), fingerprint_text(record_id))


@lru_cache(maxsize=1 << 16)
def value_print(part: str, text: str) -> int:
    """The fingerprint of a value, told apart by its part."""
    return combine_one(fingerprint_text(part), fingerprint_text(text))


def values_of(parts: Parts) -> list[tuple[str, str]]:
    """Every value with the part it is of."""
    return [(part, text) for part, texts in parts.items() for text in texts if text]


def content_of(source: str, parts: Parts) -> int:
    """The fingerprint of what a record says, as `record_sources` gives it."""
    total = fingerprint_text(source) + sum(value_print(*held) for held in values_of(parts))
    return mix_one(total & (1 << 64) - 1)


def contents_of(sources: Sequence[str], records: Sequence[Parts]) -> list[int]:
    """`content_of` each of some records."""
    if len(records) <= FEW:
        return [content_of(source, parts) for source, parts in zip(sources, records, strict=True)]
    held = [values_of(parts) for parts in records]
    names, texts = ([value[side] for values in held for value in values] for side in (0, 1))
    total = fingerprint_texts(sources)
    owner = np.repeat(np.arange(len(held)), [len(values) for values in held])
    np.add.at(total, owner, combine(fingerprint_texts(names), fingerprint_texts(texts)))
    contents: list[int] = mix(total).tolist()
    return contents


def small_world(
    rows: Iterable[Row], unique: tuple[bool, ...], parts: Collection[str]
) -> SmallWorld:
    """Records in columns, in canonical order.

    Args:
        rows: the records, each once.
        unique: per source, whether its records are known to be different customers.
        parts: all that records may have.
    """
    ordered = sorted(rows, key=lambda row: (row.content, row.key))
    source = np.array([row.source for row in ordered], dtype=np.int32)
    order = np.array([row.content for row in ordered], dtype=np.uint64)
    at = {row.rid: position for position, row in enumerate(ordered)}
    held = [row.parts for row in ordered]
    columns = columns_of_many(held, parts) if len(held) > MANY else columns_of_few(held)
    return SmallWorld(ordered, Records(columns, source, unique, order), at)


def columns_of_many(records: Iterable[Parts], parts: Collection[str]) -> dict[str, Column]:
    """`columns_of_few` of many records; of parts that none has there is no column."""
    return read_parts([r.text if isinstance(r, Stated) else spell(r) for r in records], parts)


def columns_of_few(records: Iterable[Parts]) -> dict[str, Column]:
    """The columns that what records say makes."""
    held: defaultdict[str, list[tuple[int, Sequence[str | None]]]] = defaultdict(list)
    size = 0
    for size, parts in enumerate(records, start=1):
        for name, texts in parts.items():
            held[name].append((size - 1, texts))
    return {name: _column(held[name], size) for name in sorted(held)}


def _column(held: Sequence[tuple[int, Sequence[str | None]]], size: int) -> Column:
    """A part of so many records: which record has which texts, one a slot."""
    told = [(slot, i, text) for i, texts in held for slot, text in enumerate(texts) if text]
    values = sorted({text for _, _, text in told})
    code = {text: number for number, text in enumerate(values)}
    slots = [[-1] * size for _ in range(max([len(texts) for _, texts in held]) or 1)]
    for slot, i, text in told:
        slots[slot][i] = code[text]
    return Column(values, None, tuple([np.array(slot, dtype=np.int32) for slot in slots]))
