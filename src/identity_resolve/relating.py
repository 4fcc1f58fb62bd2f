"""Customers to households: who is related to whom, by what is known of each customer as a whole."""

from __future__ import annotations

import numpy as np

from identity_resolve.arrays import HOME, IntArray, UInt64Array, distinct, pack, spread, unpack
from identity_resolve.belonging import CROSSED
from identity_resolve.between import weigh_households
from identity_resolve.candidates.buckets import bucket, chunks, follow, pairs_of
from identity_resolve.candidates.entries import Entries
from identity_resolve.clustering.components import bounded_components
from identity_resolve.clustering.partition import renamed_pairs
from identity_resolve.linking import CERTAIN, Edges
from identity_resolve.world import World

__all__ = ["join_households"]

HOUSEHOLD_LIMIT = 100
"""Most records of one household; beyond it the weakest relations are dropped."""


def join_households(world: World, customer: IntArray, edges: Edges) -> IntArray:
    """Households: int32 of shape (records,), the first row of each record's.

    Customers are compared who have records that may be related, or a rare family name in one state. Those
    are joined who are more likely of one household than unrelated.

    Args:
        world: the records and the model.
        customer: int32 of shape (records,), the first row of each record's customer.
        edges: pairs that may matter.
    """
    near = edges.related >= 0
    pairs = [renamed_pairs(customer, edges.left[near], edges.right[near])]
    named = bucket(_names_at_home(world, customer), limit=world.plan.rare_limit)
    following = follow([named])
    cuts = chunks(following, limit=world.plan.chunk_limit)
    pairs += [pairs_of(following, cut).packed for cut in cuts]
    left, right = unpack(distinct(np.concatenate(pairs)))
    step = max(world.plan.chunk_limit // CROSSED, 1)
    parts = [slice(start, start + step) for start in range(0, max(len(left), 1), step)]
    bits = np.concatenate(
        [weigh_households(world, customer, left[part], right[part]) for part in parts]
    )
    joins = bits >= 0
    first = np.arange(len(customer), dtype=np.int32)
    member = customer != first
    label, _ = bounded_components(
        len(customer),
        np.r_[left[joins], customer[member]],
        np.r_[right[joins], first[member]],
        np.r_[bits[joins], np.full(member.sum(), CERTAIN, dtype=np.float32)],
        limit=HOUSEHOLD_LIMIT,
    )
    return label


def _names_at_home(world: World, customer: IntArray) -> Entries:
    """Every customer under each family name in each state that is known of it."""
    owner, family = unpack(_known(world, customer, "family"))
    others, home = unpack(_known(world, customer, HOME))
    start = np.searchsorted(others, owner)
    count = np.searchsorted(others, owner, side="right") - start
    which, at = spread(start, count)
    return Entries(owner[which], pack(family[which], home[at]) + np.uint64(1))


def _known(world: World, customer: IntArray, part: str) -> UInt64Array:
    """What customers are known to have of a part: customer and code, packed, ascending."""
    column = world.records.columns.get(part)
    held = [pack(customer[:0], customer[:0])]
    for codes in column.codes if column else ():
        rows = np.flatnonzero(codes >= 0)
        held.append(pack(customer[rows], codes[rows]))
    return distinct(np.concatenate(held))
