"""The two sides of many pairs: what a comparison may ask of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import (
    BoolArray,
    Column,
    IntArray,
    LevelArray,
    UInt64Array,
    distinct,
)
from identity_resolve.comparison.similarity import (
    MANY,
    Values,
    edits,
    is_related,
    related,
)
from identity_resolve.comparison.wording import WeighedWords, weigh_words
from identity_resolve.keeping import Keep, kept_prints
from identity_resolve.words import words_table

__all__ = ["FEW", "NOTHING_KNOWN", "Known", "Sides", "Test", "View", "all_slots", "in_order"]

Test: TypeAlias = Callable[["Sides"], BoolArray]
Slot: TypeAlias = tuple[str, int]
Said: TypeAlias = Callable[..., bool]
Groups: TypeAlias = Callable[[str], Iterable[str]]
Frequencies: TypeAlias = Mapping[str, Mapping[str, float]]
EditArray: TypeAlias = npt.NDArray[np.uint8]
OnCodes: TypeAlias = Callable[[Values, IntArray, IntArray], BoolArray]


MANY_PARTS = 64
"""Parts from which on some share a bit."""

_UNASKED = -1

FEW = 256
"""Pairs that are asked all questions."""


class View:
    """Columns with what is known of their distinct values, worked out once when first asked."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self._bits = {
            part: np.uint64(1 << min(i, MANY_PARTS - 1)) for i, part in enumerate(columns)
        }
        self._frequencies: Frequencies = {}
        self._weighed: dict[str, WeighedWords] = {}
        self._values: dict[str, Values] = {}
        self._derived: dict[tuple[str, Keep], UInt64Array] = {}
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
        size = len(next(iter(self.columns.values())).codes[0]) if self.columns else 0
        present = np.zeros(size, dtype=np.uint64)
        for part, column in self.columns.items():
            for codes in column.codes:
                present |= (codes >= 0) * self._bits[part]
        return present

    def parts_of(self, rows: IntArray) -> UInt64Array:
        """Parts that records have, for `among`: uint64 of shape (rows,)."""
        if not self.columns:  # records that say nothing
            return np.zeros(len(rows), dtype=np.uint64)
        return self._present[rows]

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

    def among(self, parts: Iterable[str], common: UInt64Array) -> npt.NDArray[np.intp]:
        """The pairs that have one of the parts in common, and maybe others where parts are many."""
        return np.flatnonzero((common & self._wanted(parts)) != 0)

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
        wanted = self._wanted(parts)
        if not across:
            return np.flatnonzero((left & right & wanted) != 0)
        return np.flatnonzero(((left & wanted) != 0) & ((right & wanted) != 0))

    def _wanted(self, parts: Iterable[str]) -> np.uint64:
        return np.uint64(sum({int(self._bits[part]) for part in parts if part in self.columns}))

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

    def derived(self, part: str, keep: Keep) -> UInt64Array:
        """Fingerprint of what is kept of each value of a part, 0 for nothing; an extra 0 at the end."""
        if (part, keep) not in self._derived:
            kept = kept_prints(self.columns[part].values, keep)
            self._derived[part, keep] = np.append(kept, np.uint64(0))
        return self._derived[part, keep]

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


Known: TypeAlias = tuple[Mapping[str, tuple[IntArray, IntArray]], "npt.NDArray[np.intp] | None"]
NOTHING_KNOWN: Known = ({}, None)


@dataclass(frozen=True, slots=True)
class Sides:
    """Pairs of rows and the columns they stand in.

    Attributes:
        view: the columns.
        left: int32 of shape (pairs,), rows.
        right: int32 of shape (pairs,), rows.
        slots: which slot of a part to read on either side; the first where not named.
        known: codes of parts of one slot on both sides of more pairs, and which of them these are.
        _codes: codes of the parts looked up so far.
        _edits: edits counted so far, by part and the most that were of interest.
    """

    view: View
    left: IntArray
    right: IntArray
    slots: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    _codes: dict[str, tuple[IntArray, IntArray]] = field(default_factory=dict, repr=False)
    _edits: dict[tuple[str, int], EditArray] = field(default_factory=dict, repr=False)
    known: Known = NOTHING_KNOWN

    def __len__(self) -> int:
        return len(self.left)

    def has(self, part: str) -> bool:
        """Whether the records have such a part at all."""
        return part in self.view.columns

    def codes(self, part: str) -> tuple[IntArray, IntArray]:
        """Codes of a part on both sides, -1 where missing: int32 of shape (pairs,) each."""
        if part not in self._codes:
            self._codes[part] = self._look_up(part)
        return self._codes[part]

    def _look_up(self, part: str) -> tuple[IntArray, IntArray]:
        if not self.has(part):
            missing = np.full(len(self), -1, dtype=np.int32)
            return missing, missing
        among, where = self.known
        if part in among:
            left, right = among[part]
            return (left, right) if where is None else (left[where], right[where])
        column = self.view.columns[part].codes
        a, b = self.slots.get(part, (0, 0))
        return column[a][self.left], column[b][self.right]

    def texts(self, part: str) -> tuple[npt.NDArray[np.object_], npt.NDArray[np.object_]]:
        """The values on both sides as texts; meaningless where a value is missing."""
        texts = self.view.values(part).texts
        left, right = self.codes(part)
        return texts[left], texts[right]

    def both(self, part: str) -> BoolArray:
        """Whether both sides have a value."""
        left, right = self.codes(part)
        return (left >= 0) & (right >= 0)

    def same(self, part: str) -> BoolArray:
        """Whether both sides have the same value."""
        left, right = self.codes(part)
        return (left == right) & (left >= 0)

    def differ(self, part: str) -> BoolArray:
        """Whether both sides have a value, and not the same."""
        left, right = self.codes(part)
        return (left != right) & (left >= 0) & (right >= 0)

    def same_derived(self, part: str, keep: Keep) -> BoolArray:
        """Whether what is kept of the values is the same and not empty."""
        if not self.has(part):
            return np.zeros(len(self), dtype=np.bool_)
        left, right = self.codes(part)
        derived = self.view.derived(part, keep)
        return (derived[left] == derived[right]) & (derived[left] != 0)

    def same_across(self, part: str, other: str) -> BoolArray:
        """Whether the left side's `part` is the right side's `other`."""
        if not self.view.shares(part, other):
            return np.zeros(len(self), dtype=np.bool_)
        translated = self.view.translated(part, other)[self.codes(part)[0]]
        return (translated == self.codes(other)[1]) & (translated >= 0)

    def flipped(self) -> Sides:
        """The same pairs, right side first."""
        slots = {part: (b, a) for part, (a, b) in self.slots.items()}
        codes = {part: (right, left) for part, (left, right) in self._codes.items()}
        return Sides(self.view, self.right, self.left, slots, codes, dict(self._edits))

    def edits(self, part: str, *, at_most: int) -> EditArray:
        """Edits between the values, MANY beyond `at_most` and where a value is missing."""
        if (part, at_most) not in self._edits:
            if at_most == 1 and len(self) <= FEW:  # who asks for one asks for two next
                count = self.edits(part, at_most=2)
                self._edits[part, 1] = np.where(count <= 1, count, np.uint8(MANY))
            else:
                self._edits[part, at_most] = self._count_edits(part, at_most)
        return self._edits[part, at_most]

    def _count_edits(self, part: str, at_most: int) -> EditArray:
        result = np.full(len(self), MANY, dtype=np.uint8)
        result[self.same(part)] = 0
        where = np.flatnonzero(self.differ(part))
        if where.size:
            left, right = self.codes(part)
            values = self.view.values(part)
            result[where] = edits(values, left[where], right[where], at_most=at_most)
        return result

    def on_codes(self, part: str, test: OnCodes) -> BoolArray:
        """Ask a question of the codes where both sides have a value, and not the same."""
        result = np.zeros(len(self), dtype=np.bool_)
        where = np.flatnonzero(self.differ(part))
        if where.size:
            left, right = self.codes(part)
            result[where] = test(self.view.values(part), left[where], right[where])
        return result

    def same_group(self, part: str, groups: Groups) -> BoolArray:
        """Whether some group holds both values, which differ."""
        if not self.has(part):
            return np.zeros(len(self), dtype=np.bool_)
        pairs = self.view.related(part, groups)
        if not len(pairs):
            return np.zeros(len(self), dtype=np.bool_)
        return self.on_codes(part, lambda _, left, right: is_related(pairs, left, right))

    def numbers(self, part: str, function: Callable[[str], int]) -> tuple[IntArray, IntArray]:
        """A number said of the values on both sides; -1 where missing."""
        measured = self.view.measured(part, function)
        left, right = self.codes(part)
        return measured[left], measured[right]

    def row_says(self, parts: tuple[str, ...], function: Said) -> BoolArray:
        """Whether something is said of the record on either side."""
        if not all(map(self.has, parts)):
            return np.zeros(len(self), dtype=np.bool_)
        if len(self) <= FEW:
            return self._few_say(parts, function)
        slots = [self.slots.get(part, (0, 0)) for part in parts]
        left, right = (
            self.view.said(
                tuple((part, slot[side]) for part, slot in zip(parts, slots, strict=True)),
                function,
                rows,
            )
            for side, rows in enumerate((self.left, self.right))
        )
        return left | right

    def _few_say(self, parts: tuple[str, ...], function: Said) -> BoolArray:
        """The same, asked by values instead of by rows."""
        values = [self.view.columns[part].values for part in parts]
        known: dict[tuple[int, ...], bool] = {}

        def says(*codes: int) -> bool:
            if codes not in known:
                texts = [texts[code] for texts, code in zip(values, codes, strict=True)]
                known[codes] = min(codes) >= 0 and function(*texts)
            return known[codes]

        sides = zip(*map(self.codes, parts), strict=True)
        asked = [map(says, *(codes.tolist() for codes in side)) for side in sides]
        left, right = (np.fromiter(found, np.bool_, count=len(self)) for found in asked)
        return left | right

    def lengths(self, part: str) -> tuple[IntArray, IntArray]:
        """Characters of the values on both sides; 0 where missing."""
        if not self.has(part):
            nothing = np.zeros(len(self), dtype=np.int32)
            return nothing, nothing
        lengths = self.view.lengths(part)
        left, right = self.codes(part)
        return lengths[left], lengths[right]

    def take(self, where: npt.NDArray[np.intp]) -> Sides:
        """Some of the pairs."""
        codes = {part: (left[where], right[where]) for part, (left, right) in self._codes.items()}
        edited = {asked: count[where] for asked, count in self._edits.items()}
        return Sides(self.view, self.left[where], self.right[where], self.slots, codes, edited)


def all_slots(
    view: View, left: IntArray, right: IntArray, choices: Sequence[Mapping[str, tuple[int, int]]]
) -> Sides:
    """Pairs of rows by all choices of slots, one after the other, as so many pairs."""
    codes = {}
    for part in {part for slots in choices for part in slots}:
        column = view.columns[part].codes
        read = [slots.get(part, (0, 0)) for slots in choices]
        codes[part] = (
            np.concatenate([column[a][left] for a, _ in read]),
            np.concatenate([column[b][right] for _, b in read]),
        )
    many = len(choices)
    return Sides(view, np.tile(left, many), np.tile(right, many), {}, codes)


def in_order(sides: Sides, present: BoolArray, tests: tuple[Test, ...]) -> LevelArray:
    """The first test that holds decides; each is asked only of pairs still undecided.

    Args:
        sides: the pairs.
        present: bool of shape (pairs,), whether there is anything to compare.
        tests: questions, strongest first.

    Returns:
        uint8 of shape (pairs,): 0 nothing to compare, i the i-th test, len(tests) + 1 none held.
    """
    if len(sides) <= FEW:
        return _in_order_few(sides, present, tests)
    levels = np.zeros(len(sides), dtype=np.uint8)
    rest = np.flatnonzero(present)
    asked = sides.take(rest) if len(rest) < len(sides) else sides
    for level, test in enumerate(tests, start=1):
        if not rest.size:
            return levels
        holds = test(asked)
        levels[rest[holds]] = level
        others = np.flatnonzero(~holds)
        if len(others) < len(rest):
            rest, asked = rest[others], asked.take(others)
    levels[rest] = len(tests) + 1
    return levels


def _in_order_few(sides: Sides, present: BoolArray, tests: tuple[Test, ...]) -> LevelArray:
    """The same, each question asked of all pairs: to take some of so few costs more than to ask them."""
    levels = np.zeros(len(sides), dtype=np.uint8)
    rest = present.copy()
    for level, test in enumerate(tests, start=1):
        if not rest.any():
            return levels
        holds = test(sides) & rest
        levels[holds] = level
        rest ^= holds
    levels[rest] = len(tests) + 1
    return levels
