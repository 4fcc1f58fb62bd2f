"""A comparison: the ordered outcomes of comparing one field of two records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Any

import numpy as np

from identity_resolve.arrays import BoolArray

__all__ = ["RARITIES", "Comparison", "Level", "first_outcomes"]

RARITIES = 16
"""Bins of rarity that a level `by` a part splits into: one bit each, the commonest first."""


@dataclass(frozen=True, slots=True, eq=False)  # each is itself: it is looked up by all the time
class Level:
    """One outcome of a comparison, with what to expect before any data is seen.

    Attributes:
        title: the sentence a person is shown.
        m: chance of this outcome when both records are of one person.
        u: chance when they have nothing to do with each other; for levels `by` a part, the chance
            that a value nothing is known about is shared.
        h: chance when they are two people of one household; None: as for strangers.
        by: the part whose rarity divides this level into `RARITIES` outcomes.
        near: counts only as far as other fields agree: a number but for a slip, a text of which
            nothing more is known.
        agrees: whether rules take it for agreement; of a comparison that marks none, the first is.
        within: comparisons whose agreement this outcome presupposes; u is its chance among strangers
            who agree in those (an address spelled from a name says little beyond the name).
        also: a part whose value is shared as well as that of `by`: their rarities add up.
        share: of the strangers who share the value of `by`, those who agree in what else the outcome asks
            for too (an initial).
    """

    title: str
    m: float
    u: float
    h: float | None = None
    by: str | None = None
    near: bool = False
    agrees: bool = False
    within: tuple[str, ...] = ()
    also: str | None = None
    share: float = 1.0

    @property
    def outcomes(self) -> int:
        """How many outcomes the level has."""
        return RARITIES if self.by else 1


@cache
def first_outcomes(levels: tuple[Level, ...]) -> tuple[int, ...]:
    """The first outcome of each level, 0 (nothing to compare) first, and what comes behind the last.

    >>> first_outcomes((Level("same", 0.9, 0.1, by="given"), Level("different", 0.1, 0.9)))
    (0, 1, 17, 18)
    """
    return (0, *accumulate((level.outcomes for level in levels), initial=1))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one field of two records is compared.

    Attributes:
        name: the field.
        parts: the record parts it compares. Pairs that have none of them on both sides are not even
            looked at: there is nothing to compare.
        levels: possible outcomes, strongest first, the last holding when no other does.
        judge: sides to levels, uint8 of shape (pairs,): 0 nothing to compare, i for levels[i - 1].
            Of one pair a number.
        shared: whether people of one household share it, so that h is learned.
        scarce: whether an agreement is so rare among strangers that its chance must be learned
            from candidate pairs instead of frequencies or random pairs.
        several: whether one person has several, now or over time, so that disagreement contradicts
            nothing.
        beside: parts it looks at besides those it compares.
        personal: whether it tells the people of one household apart.
        together: fields whose agreement this one is about: strangers who agree in one of them agree
            in the others more often than by chance (names go together by language and origin). It has
            one level and is no evidence of its own; training learns how often.
        worded: whether it weighs the words of its part, so that their frequencies are learned.
        weak: whether it may go together with any other field (an industry with a company's name), so
            that agreement is worth what it tells of strangers who met by others.
        across: whether one part of a side is compared with another part of the other (an age with a
            birth date).
        instead: comparisons that tell more; of groups of records this one counts only where none of them
            tells anything (that no value of several is shared tells nothing).
        learned: whether nothing is assumed of it: each of its outcomes says what was learned of just that
            one, and nothing where nothing was.
        by_many: whether many pairs are judged at once only, and never one by itself.
    """

    name: str
    parts: tuple[str, ...]
    levels: tuple[Level, ...]
    judge: Callable[[Any], Any]
    shared: bool = False
    scarce: bool = False
    several: bool = False
    beside: tuple[str, ...] = ()
    personal: bool = False
    together: tuple[str, ...] = ()
    worded: bool = False
    weak: bool = False
    across: bool = False
    instead: tuple[str, ...] = ()
    learned: bool = False
    by_many: bool = False

    @property
    def silent(self) -> int:
        """The outcome that tells nothing besides 0, of what a person has several of; else 0."""
        return first_outcomes(self.levels)[-1] - 1 if self.several else 0

    @property
    def insists(self) -> bool:
        """Whether disagreement says the more, the more records hold the field.

        No slip comes again and again, and of several phones one could have been the same.
        """
        return self.scarce or not self.several

    @property
    def near(self) -> BoolArray:
        """Which outcomes are near matches, 0 (nothing to compare) first: bool of shape (outcomes + 1,)."""
        sizes = [level.outcomes for level in self.levels]
        return np.append(False, np.repeat([level.near for level in self.levels], sizes))

    @property
    def agreeing(self) -> BoolArray:
        """Which outcomes are agreement: bool of shape (outcomes,)."""
        marked = [level.agrees for level in self.levels]
        if not any(marked):
            marked[0] = True
        return np.repeat(marked, [level.outcomes for level in self.levels])
