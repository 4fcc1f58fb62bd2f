"""How likely records are where they were put: what else could be, given where all others are.

A pair weighed alone knows too little: what is known of it is what the two customers know. So a record is
weighed against the rest of its customer, as if it had never been in it, and against every other customer
it could be of; two customers of several records also against each other. From these odds follow

- of a record: how likely it is of its customer, and not alone or of another one;
- of two records of one customer: that neither is elsewhere;
- of two records of two customers: that one of them is of the other's, or that both customers are one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import (
    BoolArray,
    FloatArray,
    IntArray,
    UInt64Array,
    distinct,
    order_by,
    pack,
    unpack,
)
from identity_resolve.between_few import weigh_groups, weigh_records
from identity_resolve.clustering.partition import renamed_pairs
from identity_resolve.linking import CERTAIN, Edges
from identity_resolve.scoring.weights import Bits, probability
from identity_resolve.sizes import SizePrior
from identity_resolve.world import World

__all__ = [
    "CROSSED",
    "Places",
    "find_places",
    "merge_places",
    "pair_probability",
    "record_probability",
]

MOST_BITS = 60.0
"""Evidence beyond which nothing is told apart."""

SURE = 10.0
"""Evidence of one pair, in bits, from which a record is not weighed against its whole customer."""

MOST_PARTS = 32
"""Parts of one customer, the largest first, that are weighed against the rest of it."""

CROSSED = 4
"""Pairs of values, about, that are compared for a record and a customer."""

Weigh: TypeAlias = Callable[[World, IntArray, IntArray, IntArray], Bits]
LongArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places:
    """Where else records could be, in odds against where they are.

    Attributes:
        customer: int32 of shape (records,), the first row of each record's customer.
        size: int64 of shape (records,), how many records that has.
        part: int32 of shape (records,), the first row of the part of it that stood before parts were joined
            as a whole.
        tear: float64 of shape (records,), that this part is not of the rest.
        leave: float64 of shape (records,), that the record is not with its customer's others; where it is
            alone, that it is of another customer.
        moving: uint64 of shape (moves,), records and other customers they could be of, packed, ascending.
        moves: float64 of shape (moves,), that they are.
        joining: uint64 of shape (joins,), pairs of customers of several records, packed, ascending.
        joins: float64 of shape (joins,), that they are one.
    """

    customer: IntArray
    size: LongArray
    part: IntArray
    tear: FloatArray
    leave: FloatArray
    moving: UInt64Array
    moves: FloatArray
    joining: UInt64Array
    joins: FloatArray


def find_places(
    world: World, customer: IntArray, part: IntArray, inside: Edges, sizes: tuple[int, ...]
) -> Places:
    """Weigh records against their own customers and the others near.

    Args:
        world: the records and the model.
        customer: int32 of shape (records,), the first row of each record's customer.
        part: int32 of shape (records,), the first row of the part of it that was there first.
        inside: all pairs inside components.
        sizes: how many customers have 1, 2, 3 … records.
    """
    size = np.bincount(customer, minlength=len(customer))[customer]
    several = size > 1
    prior = SizePrior.of(sizes, world.model)
    stay = _stay(world, customer, inside, size, prior)
    moving = _moving(customer, inside, floor=world.plan.floor_bits)
    record, other = unpack(moving)
    bits = _in_chunks(world, customer, moving, weigh_records)
    bits = bits + prior.bits(np.ones(len(record), dtype=np.int64), size[other])
    moves = _odds(bits - stay[record])
    joining = _joining(customer, moving, several, inside)
    bits = _in_chunks(world, customer, joining, weigh_groups)
    left, right = unpack(joining)
    joins = _odds(bits + prior.bits(size[left], size[right]))
    alone = ~several[record]
    grown = 1.0 + _sums(
        np.concatenate([other[alone], left, right]),
        np.concatenate([moves[alone], joins, joins]),
        customer,
    )
    both = _sums(customer[record], moves, customer)
    leave = np.where(size == 2, both, _sums(record, moves, np.arange(len(customer))))
    leave = np.where(several, (leave + _odds(-stay)) / grown, leave)
    tear = _tear(world, customer, part, prior) / grown
    return Places(customer, size, part, tear, leave, moving, moves, joining, joins)


def merge_places(every: Places, some: Places, rows: npt.NDArray[np.intp]) -> Places:
    """Places of all records, those of whole components anew.

    Args:
        every: places as they were.
        some: places as they are of some records, where all others are left out.
        rows: these records.
    """
    anew = np.zeros(len(every.customer), dtype=np.bool_)
    anew[rows] = True
    both = {
        name: np.where(anew, getattr(some, name), getattr(every, name))
        for name in ("customer", "size", "part", "tear", "leave")
    }
    moving, moves = _merged(anew, (every.moving, every.moves), (some.moving, some.moves))
    joining, joins = _merged(anew, (every.joining, every.joins), (some.joining, some.joins))
    return Places(**both, moving=moving, moves=moves, joining=joining, joins=joins)


def _merged(
    anew: BoolArray, every: tuple[UInt64Array, FloatArray], some: tuple[UInt64Array, FloatArray]
) -> tuple[UInt64Array, FloatArray]:
    kept = ~anew[unpack(every[0])[0]]
    keys, odds = (np.concatenate([a[kept], b]) for a, b in zip(every, some, strict=True))
    order = np.argsort(keys)
    return keys.take(order), odds.take(order)


def _sums(of: IntArray, odds: FloatArray, place: npt.NDArray[np.integer]) -> FloatArray:
    """Odds added up by row, as each record finds them at its place: float64 of shape (records,)."""
    return np.bincount(of, weights=odds, minlength=len(place)).astype(np.float64)[place]


def _joining(
    customer: IntArray, moving: UInt64Array, several: BoolArray, inside: Edges
) -> UInt64Array:
    """Pairs of customers of several records that could be one, and are near: packed, ascending."""
    if not len(moving):
        return moving
    record, other = unpack(moving)
    both = several[record] & several[other]
    near = renamed_pairs(np.arange(len(customer)), customer[record[both]], other[both])
    held = renamed_pairs(customer, inside.left[inside.apart], inside.right[inside.apart])
    return np.setdiff1d(near, held, assume_unique=True)


def record_probability(places: Places) -> FloatArray:
    """Probability of each record that it is of its customer, and of none beside it."""
    tear = np.where(2 * _count(places.part) <= places.size, places.tear, 0.0)
    return 1.0 / (1.0 + places.leave + tear)


def pair_probability(
    places: Places, left: IntArray, right: IntArray, bits: npt.NDArray[np.float32]
) -> FloatArray:
    """Probability that pairs of records are one person, all that is known of both considered.

    Args:
        places: of all records.
        left: int32 of shape (pairs,).
        right: int32 of shape (pairs,).
        bits: float32 of shape (pairs,), their own evidence, for pairs that were not decided together.
    """
    first, second = places.customer[left], places.customer[right]
    leave = places.leave[left] + places.leave[right]
    there, known = _look_up(places.moving, places.moves, pack(left, second))
    back, _ = _look_up(places.moving, places.moves, pack(right, first))
    joined = pack(np.minimum(first, second), np.maximum(first, second))
    joins, _ = _look_up(places.joining, places.joins, joined)
    alone = (places.size[left] == 1) & (places.size[right] == 1)  # one move, seen from both ends
    one = np.where(alone, there, there + back) + joins
    apart = np.maximum(1.0 + leave - there - back, 1.0)
    across = np.where(known, one / (one + apart), probability(bits))
    tear = np.maximum(places.tear[left], places.tear[right])
    tear = np.where(places.part[left] == places.part[right], 0.0, tear)
    leave = np.maximum(places.leave[left], places.leave[right])  # for the most part one event
    leave = np.maximum(leave, tear)
    return np.where(first == second, 1.0 / (1.0 + leave), across)


def _stay(
    world: World, customer: IntArray, inside: Edges, size: LongArray, prior: SizePrior
) -> FloatArray:
    """Bits that records are of their customers, as against alone; 0 where they are alone."""
    together = customer[inside.left] == customer[inside.right]
    left, right = inside.left[together], inside.right[together]
    same = inside.same[together].astype(np.float64)  # as `stay`: `maximum.at` is slow on two types
    linked = inside.weight[together] >= CERTAIN
    stay = np.full(len(customer), -np.inf)
    for side in (left, right):
        np.maximum.at(stay, side, same)
    told = (stay >= SURE) | (
        (size == 2) & (stay > -np.inf)
    )  # two records weigh what their pair does
    record = np.flatnonzero((size > 1) & ~told).astype(np.int32)
    stay[record] = _in_chunks(world, customer, pack(record, customer[record]), weigh_records)
    stay += prior.bits(np.ones(len(customer), dtype=np.int64), np.maximum(size - 1, 1))
    stay[left[linked]] = stay[right[linked]] = CERTAIN
    return np.where(size > 1, stay, 0.0)


def _count(label: IntArray) -> LongArray:
    """How many records have the label of each: int64 of shape (records,)."""
    return np.bincount(label, minlength=len(label))[label]


def _tear(world: World, customer: IntArray, part: IntArray, prior: SizePrior) -> FloatArray:
    """Odds that parts of several records are not of the rest of their customer, one part after the other.

    A part of one record is weighed as a record, and so is what such a part leaves of two.
    """
    if (part == customer).all():
        return np.zeros(len(customer))
    rows = np.arange(len(customer), dtype=np.int32)
    counted, size = _count(part), _count(customer)
    first = part == rows
    parts = np.bincount(customer[first], minlength=len(customer))[customer]
    torn = rows[first & (counted > 1) & (parts > 1) & ((parts > 2) | (size - counted > 1))]
    if not len(torn):
        return np.zeros(len(customer))
    torn = torn[np.lexsort((torn, -counted[torn], customer[torn]))]
    turn = np.arange(len(torn)) - np.searchsorted(customer[torn], customer[torn])
    last = np.zeros(len(customer), dtype=np.int32)
    last[part] = rows  # names a part beside the customer, named by its first row
    tear = np.zeros(len(customer))
    for now in range(min(int(turn.max(initial=-1)) + 1, MOST_PARTS)):
        chosen = torn[turn == now]
        is_torn = np.zeros(len(customer), dtype=np.bool_)
        is_torn[chosen] = True
        label = np.where(is_torn[part], last[part], customer).astype(np.int32)
        ends = pack(last[chosen], customer[chosen])
        bits = _in_chunks(world, label, ends, weigh_groups)
        tear[chosen] = _odds(-bits - prior.bits(counted[chosen], (size - counted)[chosen]))
    return tear[part]


def _moving(customer: IntArray, inside: Edges, *, floor: float) -> UInt64Array:
    """Records and other customers near that they are not held apart from: packed, ascending."""
    differ = customer[inside.left] != customer[inside.right]
    near = differ & ((inside.same >= floor) | (inside.related >= 0))
    if not near.any():
        return np.zeros(0, dtype=np.uint64)
    apart = _both_ways(customer, inside, differ & inside.apart)
    near_ways = distinct(_both_ways(customer, inside, near))
    return np.setdiff1d(near_ways, distinct(apart), assume_unique=True)


def _both_ways(customer: IntArray, inside: Edges, chosen: BoolArray) -> UInt64Array:
    left, right = inside.left[chosen], inside.right[chosen]
    return np.concatenate([pack(left, customer[right]), pack(right, customer[left])])


def _in_chunks(world: World, customer: IntArray, pairs: UInt64Array, weigh: Weigh) -> FloatArray:
    """Bits of pairs, so many at a time; those of one customer together, so that it is read once."""
    if not len(pairs):
        return np.zeros(0)
    step = max(world.plan.chunk_limit // CROSSED, 1)
    record, other = unpack(pairs)
    if len(pairs) <= step and world.matrix is not None:
        return weigh(world, customer, record, other).same.astype(np.float64)
    order = order_by(other)
    bits = np.zeros(len(pairs))
    for at in range(0, len(order), step):
        cut = order[at : at + step]
        bits[cut] = weigh(world, customer, record[cut], other[cut]).same
    return bits


def _odds(bits: FloatArray) -> FloatArray:
    return np.exp2(np.clip(bits, -MOST_BITS, MOST_BITS))


def _look_up(
    keys: UInt64Array, values: FloatArray, wanted: UInt64Array
) -> tuple[FloatArray, BoolArray]:
    """Values of the keys that are there, 0 of others; and which are."""
    where = np.searchsorted(keys, wanted)
    found = np.append(keys, np.uint64(0))[where] == wanted
    return np.where(found, np.append(values, 0.0)[where], 0.0), found
