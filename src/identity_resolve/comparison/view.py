"""Columns, and what is known of their distinct values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, Column, IntArray, UInt64Array, distinct
from identity_resolve.comparison.similarity import Values, related
from identity_resolve.comparison.wording import WeighedWords, weigh_words
from identity_resolve.words import words_table

__all__ = ["Groups", "Said", "View"]

Slot: TypeAlias = tuple[str, int]
Said: TypeAlias = Callable[..., bool]
Groups: TypeAlias = Callable[[str], Iterable[str]]
Frequencies: TypeAlias = Mapping[str, Mapping[str, float]]

FEW = 64
"""Records that are not worth arrays."""

MANY_PARTS = 64
"""Parts from which on some share a bit."""

_UNASKED = -1


class View:
    """Columns with what is known of their distinct values, worked out once when first asked."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self._bits = {part: 1 << min(i, MANY_PARTS - 1) for i, part in enumerate(columns)}
        self._frequencies: Frequencies = {}
        self._weighed: dict[str, WeighedWords] = {}
        self._values: dict[str, Values] = {}
        self._measured: dict[tuple[str, Callable[[str], int]], IntArray] = {}
        self._related: dict[tuple[str, Groups], UInt64Array] = {}
        self._lengths: dict[str, IntArray] = {}
        self._translated: dict[tuple[str, str], IntArray] = {}
        self._shares: dict[tuple[str, str], bool] = {}
        self.remembered: dict[str, Any] = {}  # what was worked out of the columns elsewhere
        self._said: dict[tuple[tuple[Slot, ...], Said], npt.NDArray[np.int8]] = {}

    @property
    def size(self) -> int:
        """How many records there are."""
        return next((len(column.codes[0]) for column in self.columns.values()), 0)

    def knowing(self, frequencies: Frequencies) -> View:
        """The same columns, their words weighed by how common a model holds them to be."""
        view = copy(self)
        view._frequencies, view._weighed = frequencies, {}
        return view

    @cached_property
    def _present(self) -> UInt64Array:
        """Which parts each record has: uint64 of shape (records,); the last bit for all beyond."""
        slots = [(self._bits[p], codes) for p, c in self.columns.items() for codes in c.codes]
        if self.size <= FEW:
            told = [0] * self.size
            for bit, codes in slots:
                held = zip(told, codes.tolist(), strict=True)
                told = [some | bit if code >= 0 else some for some, code in held]
            return np.array(told, dtype=np.uint64)
        present = np.zeros(self.size, dtype=np.uint64)
        for bit, codes in slots:
            present |= (codes >= 0) * np.uint64(bit)
        return present

    def parts_of(self, rows: IntArray) -> UInt64Array:
        """Parts that records have, for `among`: uint64 of shape (rows,)."""
        if not self.columns:  # records that say nothing
            return np.zeros(len(rows), dtype=np.uint64)
        return self._present.take(rows)

    def having(
        self, parts: Iterable[str], told: UInt64Array, rows: IntArray
    ) -> npt.NDArray[np.intp]:
        """Which of some records, of which `parts_of` is told, have one of the parts."""
        some = self.among(parts, told)
        if len(self.columns) < MANY_PARTS:
            return some
        return some[self.holding(parts, rows[some])]

    def holding(self, parts: Iterable[str], rows: IntArray) -> BoolArray:
        """Which records have any of the parts: bool of shape (rows,)."""
        held = np.zeros(len(rows), dtype=np.bool_)
        for part in parts:
            for codes in self.columns[part].codes if part in self.columns else ():
                held |= codes[rows] >= 0
        return held

    def each_holding(self, wanted: Sequence[Iterable[str]]) -> BoolArray:
        """Which records have any of the parts, of several such: bool of shape (several, records)."""
        rows = np.arange(self.size, dtype=np.int32)
        if len(self.columns) >= MANY_PARTS:
            return np.array([self.holding(parts, rows) for parts in wanted])
        bits = np.array([self.bits_of(parts) for parts in wanted], dtype=np.uint64)
        return (self.parts_of(rows) & bits[:, None]) != 0

    def among(self, parts: Iterable[str], common: UInt64Array) -> npt.NDArray[np.intp]:
        """The pairs that have one of the parts in common, and maybe others where parts are many."""
        return np.flatnonzero((common & np.uint64(self.bits_of(parts))) != 0)

    def meeting(
        self, parts: Iterable[str], left: UInt64Array, right: UInt64Array, *, across: bool = False
    ) -> npt.NDArray[np.intp]:
        """The pairs that have one of the parts in common, and maybe others where parts are many.

        Args:
            parts: the parts.
            left: uint64 of shape (pairs,), what `parts_of` says of the left sides.
            right: uint64 of shape (pairs,), what it says of the right ones.
            across: whether it may be another part on either side.
        """
        wanted = np.uint64(self.bits_of(parts))
        if not across:
            return np.flatnonzero((left & right & wanted) != 0)
        return np.flatnonzero(((left & wanted) != 0) & ((right & wanted) != 0))

    def bits_of(self, parts: Iterable[str]) -> int:
        """The bits by which `parts_of` tells of some parts."""
        return sum({self._bits[part] for part in parts if part in self._bits})

    def weighed(self, part: str) -> WeighedWords:
        """The words of each value of a part, and the bits that sharing each is worth."""
        if part not in self._weighed:
            table = self._frequencies.get(words_table(part), {})
            self._weighed[part] = weigh_words(self.columns[part].values, table)
        return self._weighed[part]

    def values(self, part: str) -> Values:
        """The distinct values of a part."""
        if part not in self._values:
            self._values[part] = Values(self.columns[part].values)
        return self._values[part]

    def measured(self, part: str, function: Callable[[str], int]) -> IntArray:
        """A number said of each value of a part; one extra -1 at the end, for a missing value."""
        if (part, function) not in self._measured:
            numbers = self.values(part).measure(function)
            self._measured[part, function] = np.append(numbers, np.int32(-1))
        return self._measured[part, function]

    def lengths(self, part: str) -> IntArray:
        """Characters of each value of a part; one extra 0 at the end, for a missing value."""
        if part not in self._lengths:
            self._lengths[part] = np.append(self.values(part).lengths, np.int32(0))
        return self._lengths[part]

    def related(self, part: str, groups: Groups) -> UInt64Array:
        """Pairs of values of a part that are in one group, packed."""
        if (part, groups) not in self._related:
            self._related[part, groups] = related(self.values(part), groups)
        return self._related[part, groups]

    def said(self, parts: tuple[Slot, ...], function: Said, rows: IntArray) -> BoolArray:
        """What is said of records from several of their parts; False where one is missing."""
        columns = [(self.columns[part], slot) for part, slot in parts]
        size = len(columns[0][0].codes[0])
        known = self._said.setdefault((parts, function), np.full(size, _UNASKED, dtype=np.int8))
        fresh = distinct(rows[known[rows] == _UNASKED])
        codes = np.column_stack([column.codes[slot][fresh] for column, slot in columns])
        complete = (codes >= 0).all(axis=1)
        known[fresh[~complete]] = False
        asked = fresh[complete]
        texts = [self.values(p).texts[codes[complete, i]] for i, (p, _) in enumerate(parts)]
        known[asked] = np.fromiter(map(function, *texts), np.int8, count=len(asked))
        return known[rows] == 1

    def shares(self, part: str, other: str) -> bool:
        """Whether any value of a part is one of another part, too."""
        if (part, other) not in self._shares:
            both = part in self.columns and other in self.columns
            self._shares[part, other] = both and bool((self.translated(part, other) >= 0).any())
        return self._shares[part, other]

    def translated(self, part: str, other: str) -> IntArray:
        """For each value of a part the code of the same text in another part, else -1."""
        if (part, other) not in self._translated:
            position = {text: code for code, text in enumerate(self.columns[other].values)}
            codes = [position.get(text, -1) for text in self.columns[part].values]
            self._translated[part, other] = np.array([*codes, -1], dtype=np.int32)
        return self._translated[part, other]
