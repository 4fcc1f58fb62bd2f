"""The two sides of many pairs: what a comparison may ask of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import (
    BoolArray,
    IntArray,
    LevelArray,
    UInt64Array,
)
from identity_resolve.comparison.pair import Pair
from identity_resolve.comparison.similarity import (
    MANY,
    Values,
    edits,
    is_related,
    least_edits,
)
from identity_resolve.comparison.view import Groups, Said, View
from identity_resolve.keeping import Keep, kept_prints

__all__ = ["NOTHING_KNOWN", "Answer", "Asked", "Known", "Sides", "Test", "no"]

Asked: TypeAlias = "Sides | Pair"
"""What a comparison asks: many pairs at once, or one."""

Answer: TypeAlias = Any
"""Bool of shape (pairs,) of many pairs, a bool of one: `&`, `|` and `no` are of both."""

Test: TypeAlias = Callable[[Any], Answer]
EditArray: TypeAlias = npt.NDArray[np.uint8]
OnCodes: TypeAlias = Callable[[Values, IntArray, IntArray], BoolArray]


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
        _least: edits that there are at least, of the parts asked for so far.
    """

    view: View
    left: IntArray
    right: IntArray
    slots: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    _codes: dict[str, tuple[IntArray, IntArray]] = field(default_factory=dict, repr=False)
    _edits: dict[tuple[str, int], EditArray] = field(default_factory=dict, repr=False)
    _least: dict[str, EditArray] = field(default_factory=dict, repr=False)
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
            return (left, right) if where is None else (left.take(where), right.take(where))
        column = self.view.columns[part].codes
        a, b = self.slots.get(part, (0, 0))
        return column[a].take(self.left), column[b].take(self.right)

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

    def neither(self, part: str) -> BoolArray:
        """Whether no side has a value."""
        left, right = self.codes(part)
        return (left < 0) & (right < 0)

    def differ(self, part: str) -> BoolArray:
        """Whether both sides have a value, and not the same."""
        left, right = self.codes(part)
        return (left != right) & (left >= 0) & (right >= 0)

    def same_derived(self, part: str, keep: Keep) -> BoolArray:
        """Whether what is kept of the values is the same and not empty."""
        if not self.has(part):
            return self.never()
        left, right = self.kept(part, keep)
        return (left == right) & (left != 0)

    def kept(self, part: str, keep: Keep) -> tuple[UInt64Array, UInt64Array]:
        """Fingerprints of what is kept of the values on both sides, 0 for nothing."""
        prints = kept_prints(self.view.columns[part], keep)
        left, right = self.codes(part)
        return prints.take(left), prints.take(right)

    def shares(self, part: str, other: str) -> bool:
        """Whether any value of a part is one of another part, too."""
        return self.view.shares(part, other)

    def same_across(self, part: str, other: str) -> BoolArray:
        """Whether the left side's `part` is the right side's `other`."""
        if not self.shares(part, other):
            return self.never()
        translated = self.view.translated(part, other).take(self.codes(part)[0])
        return (translated == self.codes(other)[1]) & (translated >= 0)

    def says_across(self, part: str, other: str, function: Callable[[str, str], bool]) -> BoolArray:
        """Whether something is said of the left side's `part` and the right side's `other`."""
        result = (self.codes(part)[0] >= 0) & (self.codes(other)[1] >= 0)
        where = np.flatnonzero(result)
        if where.size:
            left, right = self.texts(part)[0][where], self.texts(other)[1][where]
            result[where] = [function(*texts) for texts in zip(left, right, strict=True)]
        return result

    def flipped(self) -> Sides:
        """The same pairs, right side first."""
        slots = {part: (b, a) for part, (a, b) in self.slots.items()}
        codes = {part: (right, left) for part, (left, right) in self._codes.items()}
        edited = dict(self._edits), dict(self._least)
        return Sides(self.view, self.right, self.left, slots, codes, *edited)

    def edits(self, part: str, *, at_most: int) -> EditArray:
        """Edits between the values, MANY beyond `at_most` and where a value is missing."""
        if (part, at_most) not in self._edits:
            self._edits[part, at_most] = self._count_edits(part, at_most)
        return self._edits[part, at_most]

    def _count_edits(self, part: str, at_most: int) -> EditArray:
        least = self._least_edits(part)
        result = np.where(least == 0, least, np.uint8(MANY))
        where = np.flatnonzero((least > 0) & (least <= at_most))
        if where.size:
            left, right = (codes.take(where) for codes in self.codes(part))
            result[where] = edits(self.view.values(part), left, right, at_most=at_most)
        return result

    def _least_edits(self, part: str) -> EditArray:
        """Edits that there are at least, 0 only for the same value, MANY where one is missing."""
        if part not in self._least:
            least = np.where(self.same(part), np.uint8(0), np.uint8(MANY))
            where = np.flatnonzero(self.differ(part))
            if where.size:
                left, right = (codes.take(where) for codes in self.codes(part))
                least[where] = least_edits(self.view.values(part), left, right)
            self._least[part] = least
        return self._least[part]

    def on_codes(self, part: str, test: OnCodes) -> BoolArray:
        """Ask a question of the codes where both sides have a value, and not the same."""
        result = np.zeros(len(self), dtype=np.bool_)
        where = np.flatnonzero(self.differ(part))
        if where.size:
            left, right = (codes.take(where) for codes in self.codes(part))
            result[where] = test(self.view.values(part), left, right)
        return result

    def same_group(self, part: str, groups: Groups) -> BoolArray:
        """Whether some group holds both values, which differ."""
        if not self.has(part):
            return self.never()
        pairs = self.view.related(part, groups)
        if not len(pairs):
            return self.never()
        return self.on_codes(part, lambda _, left, right: is_related(pairs, left, right))

    def numbers(self, part: str, function: Callable[[str], int]) -> tuple[Any, Any]:
        """A number said of the values on both sides; -1 where missing."""
        if not self.has(part):
            return self.codes(part)
        measured = self.view.measured(part, function)
        left, right = self.codes(part)
        return measured.take(left), measured.take(right)

    def row_says(self, parts: tuple[str, ...], function: Said) -> BoolArray:
        """Whether something is said of the record on either side."""
        if not all(map(self.has, parts)):
            return self.never()
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

    def lengths(self, part: str) -> tuple[IntArray, IntArray]:
        """Characters of the values on both sides; 0 where missing."""
        if not self.has(part):
            nothing = np.zeros(len(self), dtype=np.int32)
            return nothing, nothing
        lengths = self.view.lengths(part)
        left, right = self.codes(part)
        return lengths.take(left), lengths.take(right)

    def shortest(self, part: str) -> IntArray:
        """Characters of the shorter value; 0 where one is missing."""
        return np.minimum(*self.lengths(part))

    def never(self) -> BoolArray:
        """No."""
        return np.zeros(len(self), dtype=np.bool_)

    def only(self, holds: Answer, question: Test) -> BoolArray:
        """Ask a further question only where something holds already."""
        where = np.flatnonzero(holds)
        result = self.never()
        if where.size:
            result[where] = question(self.take(where) if len(where) < len(self) else self)
        return result

    def take(self, where: npt.NDArray[np.intp]) -> Sides:
        """Some of the pairs."""
        codes = {
            part: (left.take(where), right.take(where))
            for part, (left, right) in self._codes.items()
        }
        edited = {asked: count.take(where) for asked, count in self._edits.items()}
        least = {part: count.take(where) for part, count in self._least.items()}
        rows = self.left.take(where), self.right.take(where)
        return Sides(self.view, *rows, self.slots, codes, edited, least)

    def in_order(self, present: Answer, tests: tuple[Test, ...]) -> LevelArray:
        """The first test that holds decides; each is asked only of pairs still undecided.

        Args:
            present: bool of shape (pairs,), whether there is anything to compare.
            tests: questions, strongest first.

        Returns:
            uint8 of shape (pairs,): 0 nothing to compare, i the i-th test, len(tests) + 1 none held.
        """
        levels = np.zeros(len(self), dtype=np.uint8)
        rest = np.flatnonzero(present)
        asked = self.take(rest) if len(rest) < len(self) else self
        for level, test in enumerate(tests, start=1):
            if not rest.size:
                return levels
            holds = test(asked)
            found = np.flatnonzero(holds)
            if found.size:
                levels[rest.take(found)] = level
                others = np.flatnonzero(~holds)
                rest, asked = rest.take(others), asked.take(others)
        levels[rest] = len(tests) + 1
        return levels


def no(answer: Answer) -> Answer:
    """The opposite of an answer."""
    return answer ^ True
