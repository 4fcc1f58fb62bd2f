"""What groups of records hold of one field: its distinct values, and how many records support each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import IntArray, order_by, run_starts, spread
from identity_resolve.comparison.base import Comparison
from identity_resolve.comparison.view import View
from identity_resolve.fingerprint import mix

__all__ = ["Held", "crossed", "distinct", "gaps_of", "hold", "hold_alone", "keys_of"]

LongArray = npt.NDArray[np.int64]

FEW = 64
"""Records that are not worth arrays."""

MOST_VALUES = 12
"""Values of one field that a group is known by: those that most of its records support."""


@dataclass(frozen=True, slots=True)
class Held:
    """The distinct values that groups hold of one field, group by group.

    Attributes:
        row: int32 of shape (values,), a record that holds the value.
        other: int32 of shape (values,), another record of the group that does, or the same.
        key: int32 or uint64 of shape (values,), what tells the value apart.
        support: int64 of shape (values,), how many records of the group do.
        start: int64 of shape (groups,), where the values of each group begin.
        count: int64 of shape (groups,), how many it has.
    """

    row: IntArray
    other: IntArray
    key: npt.NDArray[np.integer]
    support: LongArray
    start: LongArray
    count: LongArray


def hold(
    view: View, comparison: Comparison, rows: IntArray, owner: LongArray, *, groups: int
) -> Held:
    """What groups hold.

    Args:
        view: the records' columns.
        comparison: of the field.
        rows: int32 of shape (rows,), records that have some part of the field, group by group and
            ascending within a group.
        owner: int64 of shape (rows,), the group of each, ascending.
        groups: how many groups there are.
    """
    key = keys_of(view, comparison).take(rows)
    gaps = gaps_of(view, comparison)
    return distinct(rows, owner, key, None if gaps is None else gaps.take(rows), groups=groups)


def distinct(
    rows: IntArray,
    owner: LongArray,
    key: npt.NDArray[np.integer],
    gaps: npt.NDArray[np.integer] | None,
    *,
    groups: int,
) -> Held:
    """The distinct values among those that records hold, each of an owner; owners ascend."""
    order = order_by(owner, key) if gaps is None else order_by(owner, key, gaps)
    owner, key = owner.take(order), key.take(order)
    fresh = run_starts(owner, key)
    support = np.diff(np.append(fresh, len(order)))
    second = order.take(fresh + (support > 1))
    first, owner, key = order.take(fresh), owner.take(fresh), key.take(fresh)
    if len(fresh):
        order = order_by(owner, support.max() - support, first)
        first, second = first.take(order), second.take(order)
        key, support = key.take(order), support.take(order)
    count = np.bincount(owner, minlength=groups)
    start = np.cumsum(count) - count
    if count.max(initial=0) > MOST_VALUES:
        kept = np.flatnonzero(np.arange(len(owner)) - start[owner] < MOST_VALUES)
        first, second, key, support = first[kept], second[kept], key[kept], support[kept]
        count = np.minimum(count, MOST_VALUES)
        start = np.cumsum(count) - count
    return Held(rows.take(first), rows.take(second), key, support, start, count)


def hold_alone(view: View, comparison: Comparison, rows: IntArray) -> Held:
    """What records hold that have some part of the field, each a group of its own."""
    one = np.ones(len(rows), dtype=np.int64)
    return Held(rows, rows, keys_of(view, comparison).take(rows), one, np.arange(len(rows)), one)


def crossed(
    held: Held, others: Held, left: LongArray, right: LongArray
) -> tuple[LongArray, LongArray, LongArray]:
    """Every value of the left group with every value of the right one: pair, and both positions.

    Args:
        held: what groups on the left hold.
        others: what groups on the right hold.
        left: int64 of shape (pairs,), groups.
        right: int64 of shape (pairs,), groups.
    """
    pair, first = spread(held.start.take(left), held.count.take(left))
    right = right.take(pair)
    which, second = spread(others.start.take(right), others.count.take(right))
    return pair.take(which), first.take(which), second


def keys_of(view: View, comparison: Comparison) -> IntArray:
    """What tells apart what records have: int32 of shape (records,).

    What a person has one of is told apart by what stands beside it too (a family name beside a
    given name); of several values, the record that tells most beside it speaks for each.
    """
    told = comparison.parts if comparison.several else (*comparison.parts, *comparison.beside)
    name = "\n".join(("keys", *sorted(told)))
    if name not in view.remembered:
        view.remembered[name] = _numbers(view, sorted(told))
    keys: IntArray = view.remembered[name]
    return keys


def _numbers(view: View, parts: list[str]) -> IntArray:
    """A number for what each record has of some parts, the same for the same."""
    columns = [c for part in parts if part in view.columns for c in view.columns[part].codes]
    if len(columns) == 1:
        return columns[0]
    if view.size <= FEW:
        told: dict[tuple[int, ...], int] = {(-1,) * len(columns): -1}
        rows = zip(*(codes.tolist() for codes in columns), strict=True)
        return np.array([told.setdefault(row, len(told)) for row in rows], dtype=np.int32)
    held = np.flatnonzero(np.logical_or.reduce([codes >= 0 for codes in columns]))
    key = np.zeros(len(held), dtype=np.uint64)
    for codes in columns:
        key = mix(key * np.uint64(3) + codes[held].astype(np.uint64))
    numbers = np.full(view.size, -1, dtype=np.int32)
    numbers[held] = np.unique(key, return_inverse=True)[1]
    return numbers


def gaps_of(view: View, comparison: Comparison) -> npt.NDArray[np.uint8] | None:
    """How much is missing beside what records have: uint8 of shape (records,); None if no matter."""
    if not (comparison.several and comparison.beside):
        return None
    name = "\n".join(("gaps", *sorted(comparison.beside)))
    if name not in view.remembered:
        gaps = np.zeros(view.size, dtype=np.uint8)
        for part in comparison.beside:
            for codes in view.columns[part].codes if part in view.columns else ():
                gaps += codes < 0
        view.remembered[name] = gaps
    found: npt.NDArray[np.uint8] = view.remembered[name]
    return found
