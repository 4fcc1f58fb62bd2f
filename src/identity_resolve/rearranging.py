"""Records move to the customer they fit better, now that all customers are known.

Customers form by joining, and what was joined early stays, whatever grew beside it since. So each record is
weighed against its own customer and all others near, and those that fit another better move; of the moves
that touch the same customer only the best is made, and all is weighed again (iterated conditional modes:
Besag, "On the statistical analysis of dirty pictures", 1986).
"""

from __future__ import annotations

import numpy as np

from identity_resolve.arrays import IntArray, unpack
from identity_resolve.belonging import Places, find_places, merge_places
from identity_resolve.linking import Edges
from identity_resolve.world import World

__all__ = ["rearrange"]

ROUNDS = 2
"""How often records move at most."""

BETTER = 2.0
"""Odds for another customer, against its own, from which a record moves."""


def rearrange(
    world: World,
    customer: IntArray,
    part: IntArray,
    component: IntArray,
    inside: Edges,
    sizes: tuple[int, ...],
) -> Places:
    """Where records belong once those have moved that fit another customer better.

    Args:
        world: the records and the model.
        customer: int32 of shape (records,), the first row of each record's customer.
        part: int32 of shape (records,), the first row of the part of it that was there first.
        component: int32 of shape (records,), the component of the evidence that each record is in.
        inside: all pairs inside components.
        sizes: how many customers have 1, 2, 3 … records.
    """
    places = find_places(world, customer, part, inside, sizes)
    record, other = _moves(places)
    if not len(record):
        return places
    moved = np.zeros(len(component), dtype=np.bool_)  # by component: others stay as they are
    moved[component.take(record)] = True
    rows = np.flatnonzero(moved.take(component))
    ends = np.flatnonzero(moved.take(component.take(inside.left)))
    some, found = inside.take(ends), places
    customer, part = (np.arange(len(component), dtype=np.int32) for _ in range(2))
    customer[rows], part[rows] = places.customer[rows], places.part[rows]
    for _ in range(ROUNDS):
        customer[record] = other
        part[record] = len(part) + np.arange(len(record), dtype=np.int32)  # parts of their own
        customer, part = _by_first(customer), _by_first(part)
        found = find_places(world, customer, part, some, sizes)
        record, other = _moves(found)
        if not len(record):
            break
    return merge_places(places, found, rows)


def _moves(places: Places) -> tuple[IntArray, IntArray]:
    """Records that fit another customer better, and that customer; no customer is in two moves."""
    record, other = unpack(places.moving)
    better = np.flatnonzero((places.size[record] > 1) & (places.moves >= BETTER))
    record, other, odds = record.take(better), other.take(better), places.moves.take(better)
    order = np.lexsort((other, record, -odds))
    record, other = record.take(order), other.take(order)
    rank, first = np.arange(len(order)), np.full(len(places.customer), len(order))
    touched = places.customer.take(record), other
    for side in touched:
        np.minimum.at(first, side, rank)
    chosen = np.flatnonzero(np.logical_and(*(first.take(side) == rank for side in touched)))
    return record.take(chosen), other.take(chosen)


def _by_first(label: IntArray) -> IntArray:
    """Labels of records named by the first row that has each."""
    rows = np.arange(len(label), dtype=np.int32)
    first = np.full(int(label.max(initial=-1)) + 1, len(label), dtype=np.int32)
    np.minimum.at(first, label, rows)
    return first.take(label)
