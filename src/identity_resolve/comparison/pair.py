"""One pair of records: what a comparison may ask of it, under the names `Sides` has for many.

Of few pairs each call of numpy counts, not what is in the arrays. So the values of two records are judged
by themselves, in whole numbers and texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import numpy as np

from identity_resolve.comparison.similarity import (
    MANY,
    begins_alike,
    share_word,
    text_edits,
    texts_begin_alike,
    texts_share_word,
)
from identity_resolve.comparison.view import Said, View
from identity_resolve.keeping import Keep, kept_print

__all__ = ["Pair"]

OnCodes: TypeAlias = Callable[..., Any]

_OF_TEXTS: Mapping[OnCodes, Callable[[str, str], bool]] = {
    share_word: texts_share_word,
    begins_alike: texts_begin_alike,
}
"""Questions of codes, asked of two texts."""


@dataclass(slots=True)  # not frozen: so many are made that setting attributes past the lock counts
class Pair:
    """Two records; see `Sides`.

    Attributes:
        view: the columns.
        place: part to where its code stands.
        left: codes of one record, -1 where it has no value.
        right: codes of the other.
    """

    view: View
    place: Mapping[str, int]
    left: tuple[int, ...]
    right: tuple[int, ...]

    def has(self, part: str) -> bool:
        """Whether the records have such a part at all."""
        return part in self.view.columns

    def codes(self, part: str) -> tuple[int, int]:
        """Codes of a part on both sides, -1 where missing."""
        at = self.place.get(part)
        return (-1, -1) if at is None else (self.left[at], self.right[at])

    def texts(self, part: str) -> tuple[str, str]:
        """The values on both sides, empty where missing."""
        left, right = self.codes(part)
        if left < 0 and right < 0:
            return "", ""
        values = self.view.columns[part].values
        return values[left] if left >= 0 else "", values[right] if right >= 0 else ""

    def both(self, part: str) -> bool:
        """Whether both sides have a value."""
        left, right = self.codes(part)
        return left >= 0 and right >= 0

    def neither(self, part: str) -> bool:
        """Whether no side has a value."""
        left, right = self.codes(part)
        return left < 0 and right < 0

    def same(self, part: str) -> bool:
        """Whether both sides have the same value."""
        left, right = self.codes(part)
        return left == right and left >= 0

    def differ(self, part: str) -> bool:
        """Whether both sides have a value, and not the same."""
        left, right = self.codes(part)
        return left != right and left >= 0 and right >= 0

    def kept(self, part: str, keep: Keep) -> tuple[int, int]:
        """Fingerprints of what is kept of the values, 0 for nothing."""
        left, right = self.texts(part)
        return kept_print(keep, left), kept_print(keep, right)

    def same_derived(self, part: str, keep: Keep) -> bool:
        """Whether what is kept of the values is the same and not empty."""
        left, right = self.kept(part, keep)
        return left == right and left != 0

    def shares(self, part: str, other: str) -> bool:
        """Whether one side's value of a part is the other's of another part."""
        (left, right), (there, here) = self.texts(part), self.texts(other)
        return left == here != "" or right == there != ""

    def same_across(self, part: str, other: str) -> bool:
        """Whether the left side's `part` is the right side's `other`."""
        (left, _), (_, right) = self.texts(part), self.texts(other)
        return left == right and left != ""

    def says_across(self, part: str, other: str, function: Callable[[str, str], bool]) -> bool:
        """Whether something is said of the left side's `part` and the right side's `other`."""
        (left, _), (_, right) = self.texts(part), self.texts(other)
        return left != "" and right != "" and function(left, right)

    def flipped(self) -> Pair:
        """The same pair, right side first."""
        return Pair(self.view, self.place, self.right, self.left)

    def edits(self, part: str, *, at_most: int) -> int:
        """Edits between the values, MANY beyond `at_most` and where a value is missing."""
        left, right = self.texts(part)
        if not left or not right:
            return MANY
        count = _few_edits(left, right)
        return count if count <= at_most else MANY

    def on_codes(self, part: str, test: OnCodes) -> bool:
        """Ask a question of the values where both sides have one, and not the same."""
        left, right = self.codes(part)
        if left == right or left < 0 or right < 0:
            return False
        if test in _OF_TEXTS:
            return _OF_TEXTS[test](*self.texts(part))
        return bool(test(self.view.values(part), np.array([left]), np.array([right]))[0])

    def same_group(self, part: str, groups: Callable[[str], Iterable[str]]) -> bool:
        """Whether some group holds both values, which differ."""
        if not self.differ(part):
            return False
        left, right = self.texts(part)
        return not frozenset(groups(left)).isdisjoint(groups(right))

    def numbers(self, part: str, function: Callable[[str], int]) -> tuple[Any, Any]:
        """A number said of the values on both sides; -1 where missing."""
        left, right = self.texts(part)
        return function(left) if left else -1, function(right) if right else -1

    def row_says(self, parts: tuple[str, ...], function: Said) -> bool:
        """Whether something is said of the record on either side."""
        sides = zip(*map(self.texts, parts), strict=True)
        return any(all(texts) and function(*texts) for texts in sides)

    def lengths(self, part: str) -> tuple[int, int]:
        """Characters of the values on both sides; 0 where missing."""
        left, right = self.texts(part)
        return len(left), len(right)

    def shortest(self, part: str) -> int:
        """Characters of the shorter value; 0 where one is missing."""
        return min(self.lengths(part))

    def never(self) -> bool:
        """No."""
        return False

    def only(self, holds: Any, question: Callable[[Any], Any]) -> bool:
        """Ask a further question only where something holds already."""
        return bool(holds and question(self))

    def in_order(self, present: Any, tests: tuple[Callable[[Any], Any], ...]) -> int:
        """The first test that holds, from 1; 0 for nothing to compare, one more than there are for none."""
        if not present:
            return 0
        for level, test in enumerate(tests, start=1):
            if test(self):
                return level
        return len(tests) + 1


@lru_cache(maxsize=1 << 14)
def _few_edits(left: str, right: str) -> int:
    """Edits between two texts; who asks for one asks for two next."""
    return text_edits(left, right, at_most=2)
