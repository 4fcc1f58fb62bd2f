"""Edges to customers and households."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from identity_resolve.arrays import IntArray, UInt64Array, pack, unpack
from identity_resolve.belonging import Places
from identity_resolve.between_few import weigh_groups
from identity_resolve.candidates.buckets import bucket, chunks, follow, pairs_of
from identity_resolve.candidates.entries import Entries
from identity_resolve.clustering.components import bounded_components, components
from identity_resolve.clustering.partition import join_groups, partition, renamed_pairs
from identity_resolve.linking import CERTAIN, BitArray, Edges, join_edges, judge
from identity_resolve.rearranging import rearrange
from identity_resolve.relating import join_households
from identity_resolve.sizes import SizePrior, count_sizes
from identity_resolve.threads import in_threads
from identity_resolve.world import Verdicts, World, every_pair

__all__ = ["Formed", "form_customers"]

START_BITS = np.float32(2.0)
"""Evidence beyond the threshold by which records join at once, before groups are compared as such."""


@dataclass(frozen=True, slots=True)
class Formed:
    """Customers and households of all records.

    Attributes:
        customer: int32 of shape (records,), the first row of each record's customer.
        household: int32 of shape (records,), the first row of each record's household.
        places: where else records could be, from which probabilities follow.
        sizes: how many customers have 1, 2, 3 … records: those the model knows, else those formed.
        inside: all pairs inside components, whether or not a block key proposed them.
        split: records of components that were too large and lost their weakest edges first.
    """

    customer: IntArray
    household: IntArray
    places: Places
    sizes: tuple[int, ...]
    inside: Edges
    split: int


def form_customers(world: World, edges: Edges, known: Edges | None = None) -> Formed:
    """Partition the components of the evidence graph into customers, and join households.

    Args:
        world: the records and the model.
        edges: pairs that may matter, from `link`.
        known: pairs that are weighed already, ascending, where the edges tell only their strength in
            `same`.
    """
    size, plan = len(world.records), world.plan
    node = _as_one(size, world.verdicts)
    strength = np.where(edges.weight >= CERTAIN, np.float32(CERTAIN), edges.same)
    evident = np.flatnonzero(strength >= plan.floor_bits)
    left, right = node[edges.left[evident]], node[edges.right[evident]]
    component, kept = bounded_components(
        size, left, right, strength[evident], limit=plan.component_limit
    )
    inside = _inside(world, component[node], edges if known is None else known)
    shift = np.float32(plan.threshold_bits)
    weight = np.where(inside.weight > plan.floor_bits, inside.weight - shift, inside.weight)
    first, second = node[inside.left], node[inside.right]
    start = partition(size, first, second, weight - START_BITS, inside.apart & (first != second))
    start = start[node]
    customer = _join_copies(world, _join_by_knowledge(world, start, inside))
    sizes = world.model.sizes or count_sizes(customer)
    customer = _join_alone(world, customer, inside, SizePrior.of(sizes, world.model))
    places = rearrange(world, customer, start, component[node], inside, sizes)
    customer = places.customer
    return Formed(
        customer=customer,
        household=join_households(world, customer, edges) if plan.households else customer,
        places=places,
        sizes=sizes,
        inside=inside,
        split=0 if kept.all() else len(np.unique(np.r_[left[~kept], right[~kept]])),
    )


def _as_one(size: int, verdicts: Verdicts) -> IntArray:
    """What decisions are about: records, and those as one that stewards said are one customer.

    Where they also said that two of these are not, nothing is taken for one beforehand.

    Returns:
        int32 of shape (records,), the first row of each.
    """
    if not len(verdicts.together):
        return np.arange(size, dtype=np.int32)
    node = components(size, *unpack(verdicts.together))
    left, right = unpack(verdicts.apart)
    torn = np.isin(node, node[left[node[left] == node[right]]])
    return np.where(torn, np.arange(size), node).astype(np.int32)


def _join_by_knowledge(world: World, group: IntArray, inside: Edges) -> IntArray:
    """Join groups by what each knows as a whole."""
    shift = np.float32(world.plan.threshold_bits)

    def weigh(group: IntArray, left: IntArray, right: IntArray) -> BitArray:
        return weigh_groups(world, group, left, right).same - shift

    return join_groups(group, *_near_and_apart(world, group, inside), weigh)


def _join_alone(world: World, group: IntArray, inside: Edges, prior: SizePrior) -> IntArray:
    """Join records that are still alone to what is near, now that the sizes of customers are known."""
    shift = np.float32(world.plan.threshold_bits)

    def weigh(group: IntArray, left: IntArray, right: IntArray) -> BitArray:
        size = np.bincount(group, minlength=len(group))
        bits = weigh_groups(world, group, left, right).same - shift
        bits = bits + prior.bits(size[left], size[right]).astype(np.float32)
        return np.where((size[left] > 1) & (size[right] > 1), np.float32(-CERTAIN), bits)

    near, apart = _near_and_apart(world, group, inside)
    alone = np.bincount(group, minlength=len(group)) == 1
    left, right = unpack(near)
    return join_groups(group, near[alone[left] | alone[right]], apart, weigh)


def _near_and_apart(
    world: World, group: IntArray, inside: Edges
) -> tuple[UInt64Array, UInt64Array]:
    """Pairs of groups that may join, and pairs that must not: packed, ascending."""
    near = (inside.same >= world.plan.floor_bits) | (inside.related >= 0)
    apart = inside.apart
    return (
        renamed_pairs(group, inside.left[near], inside.right[near]),
        renamed_pairs(group, inside.left[apart], inside.right[apart]),
    )


def _join_copies(world: World, customer: IntArray) -> IntArray:
    """Join records that are alone and say the very same, where one would join its copy.

    So many may say the same that all their block keys are set aside and no pair of them is made.
    """
    size = np.bincount(customer, minlength=len(customer))
    alone = size[customer] == 1
    order = world.records.order
    left = np.flatnonzero((order[1:] == order[:-1]) & alone[1:] & alone[:-1]).astype(np.int32)
    if not left.size:
        return customer
    right = left + np.int32(1)
    judged = judge(world, left, right)
    joins = (judged.weight > world.plan.threshold_bits) & ~judged.apart
    joined = components(len(customer), left[joins], right[joins])
    return np.where(alone, joined, customer).astype(np.int32)


def _inside(world: World, component: IntArray, known: Edges) -> Edges:
    """All pairs inside components, in no order; those that are not known are weighed now."""
    packed = known.packed

    def weighed(left: IntArray, right: IntArray) -> Edges:
        pairs = pack(left, right)
        where = np.searchsorted(packed, pairs)
        is_known = np.append(packed, np.uint64(0))[where] == pairs
        others = np.flatnonzero(~is_known)
        fresh = [judge(world, left.take(others), right.take(others))] if others.size else []
        return join_edges([known.take(where[is_known]), *fresh])

    if world.matrix is not None:
        left, right = every_pair(len(component))
        within = np.flatnonzero(component[left] == component[right])
        return weighed(left.take(within), right.take(within))
    rows = np.arange(len(component), dtype=np.int32)
    entries = Entries(rows, component.astype(np.uint64) + np.uint64(1))
    following = follow([bucket(entries, limit=len(component) + 1)])

    def work(cut: tuple[int, int]) -> Edges:
        pairs = pairs_of(following, cut)
        return weighed(pairs.left, pairs.right)

    cuts = chunks(following, limit=world.plan.chunk_limit)
    return join_edges(list(in_threads(work, cuts, world.plan.threads)))
