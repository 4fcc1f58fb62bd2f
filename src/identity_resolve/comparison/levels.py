"""Questions of two sides. The first line of each is the sentence a person is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, IntArray, UInt64Array, pack
from identity_resolve.comparison.sides import Answer, Asked, Test, no
from identity_resolve.comparison.similarity import Values, begins_alike, share_word, text_edits
from identity_resolve.keeping import Keep, bare_number, digits_of, initial, prefix_of
from identity_resolve.kinds.nickname import nickname_groups
from identity_resolve.kinds.tables import read_rows

__all__ = [
    "both",
    "capture_error",
    "capture_errors",
    "few_edits",
    "initial_only",
    "known_as",
    "ladder",
    "not_contrary",
    "not_in_digits",
    "one_edit",
    "part_of",
    "prefix_missing",
    "same",
    "same_kept",
    "same_or_swapped",
    "spelled_from_name",
    "swapped_names",
]


CharacterArray = npt.NDArray[np.uint32]


def ladder(
    part: str,
    *tests: Test,
    asked: Sequence[int] | None = None,
    comparable: Test | None = None,
) -> Callable[[Asked], Any]:
    """Judge a part by the first test that holds.

    Args:
        part: what both sides must have.
        tests: questions in the order they are asked.
        asked: the level (from 1) each question is about, where that is another order.
        comparable: what must hold beside it, that there is anything to compare.
    """

    def judge(sides: Asked) -> Any:
        both = sides.both(part)
        return sides.in_order(both & comparable(sides) if comparable else both, tests)

    if asked is None:
        return judge
    levels = np.array([0, *asked, len(tests) + 1], dtype=np.uint8)
    return lambda sides: levels[judge(sides)]


def same(part: str) -> Test:
    """The same."""
    return lambda sides: sides.same(part)


def both(first: Test, second: Test) -> Test:
    """Two questions at once."""
    return lambda sides: first(sides) & second(sides)


def one_edit(part: str, *, shortest: int = 4) -> Test:
    """One typing error apart."""
    return partial(_within, part=part, at_most=1, shortest=shortest)


def few_edits(part: str, *, shortest: int = 7) -> Test:
    """Two typing errors apart."""
    return partial(_within, part=part, at_most=2, shortest=shortest)


def _within(sides: Asked, *, part: str, at_most: int, shortest: int) -> Answer:
    near = sides.edits(part, at_most=at_most) <= at_most
    return near & (sides.shortest(part) >= shortest)


def not_in_digits(part: str, test: Test) -> Test:
    """As far as the digits of both are the same: numbers that differ are not typing errors."""

    def same_digits(sides: Asked) -> Answer:
        left, right = sides.kept(part, digits_of)
        return left == right

    return lambda sides: sides.only(test(sides), same_digits)


def same_kept(part: str, keep: Keep) -> Test:
    """The same in what is kept of both."""
    return lambda sides: sides.same_derived(part, keep)


def swapped_names(sides: Asked) -> Answer:
    """Given and family name changed places."""
    if not sides.shares("given", "family"):
        return sides.never()
    there, back = _crossed(sides), _crossed(sides.flipped())
    nearly_there = sides.only(back & no(there), _nearly_crossed)
    nearly_back = sides.only(there & no(back), lambda asked: _nearly_crossed(asked.flipped()))
    return (there & back) | nearly_there | nearly_back


def _crossed(sides: Asked) -> Answer:
    """Whether the left given name is the right family name, and the names differ in their places."""
    differ = no(sides.same("family") | sides.same("given"))
    return sides.same_across("given", "family") & differ


def _nearly_crossed(sides: Asked) -> Answer:
    """Whether the left given name is nearly the right family name."""
    return sides.says_across("given", "family", is_like)


@lru_cache(maxsize=1 << 16)
def is_like(left: str, right: str) -> bool:
    """Whether two names are one edit apart, forms of one name, or one begins with the other."""
    short, long = sorted((left, right), key=len)
    alike = long.startswith(short) or not nickname_groups(left).isdisjoint(nickname_groups(right))
    return alike or text_edits(left, right, at_most=1) <= 1


def same_or_swapped(sides: Asked) -> Answer:
    """The same family name, in its own place or in that of the given name."""
    return sides.same("family") | swapped_names(sides)


def known_as(sides: Asked) -> Answer:
    """A nickname of the other, or of the same name."""
    return sides.same_group("given", nickname_groups)


def initial_only(part: str) -> Test:
    """One is the initial of the other."""
    return lambda sides: sides.same_derived(part, initial) & (sides.shortest(part) == 1)


def part_of(part: str) -> Test:
    """They share a whole word, or one begins with the other."""
    return lambda sides: sides.on_codes(part, share_word) | sides.on_codes(part, begins_alike)


def spelled_from_name(test: Test) -> Test:
    """The same, and no more than the name they share tells."""
    return lambda sides: sides.only(sides.only(test(sides), _share_name), _names_address)


def _share_name(sides: Asked) -> Answer:
    """Whether given and family name are, but for a slip, the same."""
    same = sides.same("given") & sides.same("family")
    others = no(same) & sides.both("given") & sides.both("family")
    return same | sides.only(others, _nearly_share_name)


def _nearly_share_name(sides: Asked) -> Answer:
    alike = sides.edits("given", at_most=1) <= 1
    alike = alike | known_as(sides) | part_of("given")(sides)
    return alike & (sides.edits("family", at_most=1) <= 1) | swapped_names(sides)


def _names_address(sides: Asked) -> Answer:
    return sides.row_says(("email", "given", "family"), names_address)


def names_address(email: str, given: str, family: str) -> bool:
    """Whether an address is made of a name alone.

    >>> names_address("ann.lee@example.org", "ann", "lee"), names_address("lee77@example.org", "ann", "lee")
    (True, False)
    """
    letters = email.partition("@")[0]
    if not letters.isalpha():
        if any(map(str.isdigit, letters)):
            return False
        letters = "".join(filter(str.isalpha, letters))
    rest = letters.replace(family.replace(" ", "").replace("-", ""), "", 1)
    spelled = len(rest) < len(letters)
    return spelled and (len(rest) <= 1 or any(rest == name for name in nickname_groups(given)))


def prefix_missing(part: str) -> Test:
    """The same number, its issuer or prefix missing on one side."""
    same_prefix = not_contrary(part, prefix_of)
    return lambda sides: sides.only(sides.same_derived(part, bare_number), same_prefix)


def not_contrary(part: str, keep: Keep) -> Test:
    """What is kept of both is the same, or nothing is kept of one."""

    def test(sides: Asked) -> Answer:
        left, right = sides.kept(part, keep)
        return (left == right) | (left == 0) | (right == 0)

    return test


def capture_error(part: str) -> Test:
    """One plausible capture error apart."""

    def explained(sides: Asked) -> Answer:
        return sides.on_codes(part, capture_errors)

    return lambda sides: sides.only(sides.edits(part, at_most=1) == 1, explained)


@cache
def _confusions() -> UInt64Array:
    """Characters taken for each other, in either case and order, packed and ascending."""
    pairs = [(row["a"], row["b"]) for row in read_rows("confusion_pairs.csv")]
    spelled = {
        (ord(one), ord(other))
        for pair in pairs
        if max(map(len, pair)) == 1
        for a, b in (pair, pair[::-1])
        for one in (a.upper(), a.lower())
        for other in (b.upper(), b.lower())
    }
    first, second = np.array(sorted(spelled), dtype=np.uint32).T
    return pack(first, second)


def capture_errors(values: Values, left: IntArray, right: IntArray) -> BoolArray:
    """Whether one slip explains the difference of two texts that are one edit apart.

    Look-alike characters or neighboring keys, swapped neighbors, a character dropped or typed twice.

    >>> values = Values(["D1O4", "D104", "4821", "4281", "17", "13"])
    >>> capture_errors(values, np.array([0, 2, 4]), np.array([1, 3, 5])).tolist()
    [True, True, False]
    """
    lengths = values.lengths[left]
    result = lengths != values.lengths[right]
    for length in np.flatnonzero(np.bincount(lengths[~result])):
        where = np.flatnonzero((lengths == length) & (values.lengths[right] == length))
        first, second = (
            values.texts[codes[where]].astype(f"U{length}").view(np.uint32).reshape(-1, length)
            for codes in (left, right)
        )
        result[where] = _slipped(first, second)
    return result


def _slipped(first: CharacterArray, second: CharacterArray) -> BoolArray:
    """Whether characters, uint32 of shape (pairs, length), differ in one look-alike or a swap."""
    pair, differ = np.arange(len(first)), first != second
    at, count = differ.argmax(axis=1), differ.sum(axis=1)
    following = np.minimum(at + 1, first.shape[1] - 1)
    swapped = (first[pair, at] == second[pair, following]) & (count == 2)
    swapped &= first[pair, following] == second[pair, at]
    alike = np.isin(pack(first[pair, at], second[pair, at]), _confusions())
    return np.where(count == 1, alike, swapped)
