"""Whether an email address or a handle spells the name that another record holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, IntArray, LevelArray
from identity_resolve.comparison.base import Comparison, Level
from identity_resolve.comparison.pair import Pair
from identity_resolve.comparison.sides import Asked, Sides
from identity_resolve.comparison.view import View
from identity_resolve.spelling import (
    LEAST,
    SHORTENED,
    WRITTEN,
    Letters,
    behind,
    initials,
    letters_in,
    local_letters,
    local_text,
    name_letters,
    shortens,
)

__all__ = ["HANDLE", "SPELLED"]

_FULL, _SHORT, _INITIAL, _FAMILY, _GIVEN, _OTHERWISE = range(1, 7)


def judge_spelled(sides: Asked) -> Any:
    """A name on one side, an address or a handle and no family name on the other."""
    if isinstance(sides, Pair):
        return min((*_named_left(sides), *_named_left(sides.flipped())), default=0)
    levels = np.zeros(len(sides), dtype=np.uint8)
    some = _on_one_side(sides, "family")
    levels[some] = _judge_some(sides.take(some))
    return levels


def _named_left(pair: Pair) -> Iterator[int]:
    """Levels of the name of the left record, and what the right one without a family name has."""
    (given, beside), (family, other) = pair.texts("given"), pair.texts("family")
    for part in WRITTEN if given and family and not other else ():
        own, written = pair.texts(part)
        if written and written != own:
            level = _level_of(given, family, local_text(written))
            if level == _OTHERWISE and part == SHORTENED and shortens(written, given, family):
                level = _SHORT
            if not (beside and level == _GIVEN):  # a given name beside it is compared by itself
                yield _INITIAL if beside and level in (_FULL, _SHORT) else level


def _level_of(given: str, family: str, written: str) -> int:
    first, last, letters = letters_in(given), letters_in(family), letters_in(written)
    if len(letters) < LEAST:
        return _OTHERWISE
    if len(last) > 1:
        if len(first) > 1 and letters in (first + last, last + first):
            return _FULL
        if letters in (first[:1] + last, last + first[:1]):
            return _INITIAL
    if letters == last:
        return _FAMILY
    return _GIVEN if letters == first else _OTHERWISE


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
    if part == SHORTENED:
        _find_short(sides.view, found, g, f, w)
    beside = given[other][where] >= 0  # a given name beside it is compared by itself
    found[((found == _FULL) | (found == _SHORT)) & beside] = _INITIAL
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


def _find_short(view: View, found: LevelArray, g: IntArray, f: IntArray, w: IntArray) -> None:
    """Which handles are shortened from a full name, in place."""
    rest = np.flatnonzero(found == _OTHERWISE)
    names = (view.values(part).texts for part in (SHORTENED, "given", "family"))
    texts = (each[codes[rest]] for each, codes in zip(names, (w, g, f), strict=True))
    short = np.fromiter(map(shortens, *texts), np.bool_, count=len(rest))
    found[rest[short]] = _SHORT


def judge_handle(sides: Asked) -> Any:
    """A handle on one side, an address and no handle on the other."""
    if isinstance(sides, Pair):
        return max(_handle_right(sides), _handle_right(sides.flipped()))
    levels = np.zeros(len(sides), dtype=np.uint8)
    some = _on_one_side(sides, "social_handle")
    levels[some] = _judge_handles(sides.take(some))
    return levels


def _handle_right(pair: Pair) -> int:
    """Level of an address of the left record, and a handle that only the right one has."""
    (email, _), (own, handle) = pair.texts("email"), pair.texts("social_handle")
    if not email or own or not handle:
        return 0
    address = local_text(email)
    same = letters_in(address, digits=True) == letters_in(local_text(handle), digits=True)
    return 1 if same and len(letters_in(address)) >= LEAST - 1 else 2


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
            "handle shortened from a form of the given name, and the family name",
            m=0.05, u=1e-6, h=0.01, by="family", also="given",
        ),
        Level(
            "email address or handle spelled from initial or given name, and family name",
            m=0.20, u=0.0003, h=0.01, by="family", share=0.06,
        ),
        Level("email address or handle is the family name", m=0.05, u=0.0003, h=0.08, by="family"),
        Level("email address or handle is the given name", m=0.05, u=0.001, h=0.002, by="given"),
        Level("email address or handle spelled otherwise", m=0.45, u=1.0, h=0.81),
    ),
    judge_spelled,
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
