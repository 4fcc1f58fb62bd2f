"""Whether an email address or a handle spells the name that another record holds."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, IntArray, LevelArray
from identity_resolve.comparison.base import Comparison, Level
from identity_resolve.comparison.sides import Sides
from identity_resolve.comparison.view import View
from identity_resolve.spelling import (
    LEAST,
    WRITTEN,
    Letters,
    behind,
    initials,
    local_letters,
    name_letters,
)

__all__ = ["HANDLE", "SPELLED"]

_FULL, _INITIAL, _FAMILY, _GIVEN, _OTHERWISE = range(1, 6)


def judge_spelled(sides: Sides) -> LevelArray:
    """A name on one side, an address or a handle and no family name on the other."""
    levels = np.zeros(len(sides), dtype=np.uint8)
    some = _on_one_side(sides, "family")
    levels[some] = _judge_some(sides.take(some))
    return levels


def _on_one_side(sides: Sides, part: str) -> npt.NDArray[np.intp]:
    left, right = sides.codes(part)
    return np.flatnonzero((left < 0) != (right < 0))


def _judge_some(sides: Sides) -> LevelArray:
    best = np.full(len(sides), 255, dtype=np.uint8)
    for named, other in ((0, 1), (1, 0)):
        for part in WRITTEN:
            if sides.has(part):
                _judge_named(sides, named, other, part, best)
    best[best == 255] = 0
    return best


def _judge_named(sides: Sides, named: int, other: int, part: str, best: LevelArray) -> None:
    given, family, written = (sides.codes(p) for p in ("given", "family", part))
    asked = (given[named] >= 0) & (family[named] >= 0) & (written[other] >= 0)
    asked &= (family[other] < 0) & (written[named] != written[other])
    where = np.flatnonzero(asked)
    if not where.size:
        return
    g, f, w = given[named][where], family[named][where], written[other][where]
    found = _spelled(sides.view, part, g, f, w)
    beside = given[other][where] >= 0  # a given name beside it is compared by itself
    found[(found == _FULL) & beside] = _INITIAL
    found[(found == _GIVEN) & beside] = 255
    best[where] = np.minimum(best[where], found)


def _spelled(view: View, part: str, g: IntArray, f: IntArray, w: IntArray) -> LevelArray:
    first, last = _letters(view, "given"), _letters(view, "family")
    local = _letters(view, part)
    letters, enough = local.print[w], local.size[w] >= LEAST

    def spells(names: Letters) -> BoolArray:
        there = behind(names.print[g], last.print[f], last.shift[f])
        back = behind(last.print[f], names.print[g], names.shift[g])
        return enough & (last.size[f] > 1) & ((letters == there) | (letters == back))

    found = np.where(letters == first.print[g], _GIVEN, _OTHERWISE)
    found[letters == last.print[f]] = _FAMILY
    found[~enough] = _OTHERWISE
    found[spells(initials(first))] = _INITIAL
    found[spells(first) & (first.size[g] > 1)] = _FULL
    return found.astype(np.uint8)


def judge_handle(sides: Sides) -> LevelArray:
    """A handle on one side, an address and no handle on the other."""
    levels = np.zeros(len(sides), dtype=np.uint8)
    some = _on_one_side(sides, "social_handle")
    levels[some] = _judge_handles(sides.take(some))
    return levels


def _judge_handles(sides: Sides) -> LevelArray:
    levels = np.zeros(len(sides), dtype=np.uint8)
    email, handle = sides.codes("email"), sides.codes("social_handle")
    local, handles = (_letters(sides.view, part) for part in ("email", "social_handle"))
    for one, other in ((0, 1), (1, 0)):
        asked = (email[one] >= 0) & (handle[one] < 0) & (handle[other] >= 0)
        e, h = email[one], handle[other]
        same = (local.whole[e] == handles.whole[h]) & (local.size[e] >= LEAST - 1)
        levels[asked] = np.where(same, 1, 2)[asked]
    return levels


def _letters(view: View, part: str) -> Letters:
    return view.columns[part].found(name_letters if part in ("given", "family") else local_letters)


SPELLED = Comparison(
    "spelled",
    ("given", "family", "email", "social_handle"),
    (
        Level(
            "email address or handle spelled from the full name",
            m=0.25, u=1e-6, h=0.01, by="family", also="given",
        ),
        Level(
            "email address or handle spelled from initial or given name, and family name",
            m=0.20, u=0.0003, h=0.01, by="family", share=0.03,
        ),
        Level("email address or handle is the family name", m=0.05, u=0.0003, h=0.08, by="family"),
        Level("email address or handle is the given name", m=0.05, u=0.001, h=0.002, by="given"),
        Level("email address or handle spelled otherwise", m=0.45, u=1.0, h=0.81),
    ),
    judge_spelled,
    shared=True,
    several=True,
    across=True,
    instead=("family",),
)  # fmt: skip

HANDLE = Comparison(
    "handle",
    ("email", "social_handle"),
    (
        Level("handle as in the email address", m=0.30, u=2e-6),
        Level("handle another than in the email address", m=0.70, u=1.0),
    ),
    judge_handle,
    scarce=True,
    several=True,
    across=True,
)
