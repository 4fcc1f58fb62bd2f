"""Edges to customers and households."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity_resolve.candidates.buckets import bucket, chunks, follow, pairs_of
from identity_resolve.candidates.entries import Entries
from identity_resolve.clustering.components import bounded_components
from identity_resolve.clustering.partition import partition
from identity_resolve.domain import BoolArray, FloatArray, IntArray, LevelArray, Pairs
from identity_resolve.linking import Edges, in_threads
from identity_resolve.scoring.weights import probability
from identity_resolve.world import Evidence, World, weigh

__all__ = ["Formed", "Inside", "form_customers"]

CERTAIN = 1000.0
"""Bits of a must-link: more than any evidence adds up to."""

HOUSEHOLD_LIMIT = 100
"""Most records of one household; beyond it the weakest relations are dropped."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Pairs inside the components of the evidence graph, with all that is known of them.

    Attributes:
        left: int32 of shape (pairs,).
        right: int32 of shape (pairs,).
        same: float32 of shape (pairs,), odds in bits that both are one person.
        weight: float32 of shape (pairs,), what the pair counts in the partition.
        apart: bool of shape (pairs,), cannot-link.
        rule: int8 of shape (pairs,), the deciding rule, -1 for none.
        levels: comparison name to outcomes, uint8 of shape (pairs,).
    """

    left: IntArray
    right: IntArray
    same: npt.NDArray[np.float32]
    weight: npt.NDArray[np.float32]
    apart: BoolArray
    rule: npt.NDArray[np.int8]
    levels: Mapping[str, LevelArray]


@dataclass(frozen=True, slots=True)
class Formed:
    """Customers and households of all records.

    Attributes:
        customer: int32 of shape (records,), the first row of each record's customer.
        household: int32 of shape (records,), the first row of each record's household.
        probability: float64 of shape (records,), that the record is where it belongs.
        inside: the evidence that was weighed for the decision.
        split: records of components that were too large and lost their weakest edges first.
    """

    customer: IntArray
    household: IntArray
    probability: FloatArray
    inside: Inside
    split: int


def form_customers(world: World, edges: Edges) -> Formed:
    """Partition the components of the evidence graph into customers, and join households.

    Args:
        world: the records and the model.
        edges: pairs that may matter, from `link`.
    """
    size, plan = len(world.records), world.plan
    evident = (edges.same >= plan.floor_bits) | edges.together
    left, right = edges.left[evident], edges.right[evident]
    strength = np.where(edges.together, np.float32(CERTAIN), edges.same)[evident]
    component, kept = bounded_components(size, left, right, strength, limit=plan.component_limit)
    inside = _inside(world, component)
    shift = np.float32(plan.threshold_bits)
    weight = np.where(inside.weight > plan.floor_bits, inside.weight - shift, inside.weight)
    customer = partition(size, inside.left, inside.right, weight, inside.apart)
    return Formed(
        customer=customer,
        household=_households(customer, edges) if plan.households else customer,
        probability=_membership(customer, inside),
        inside=inside,
        split=len(np.unique(np.r_[left[~kept], right[~kept]])),
    )


def _inside(world: World, component: IntArray) -> Inside:
    """All pairs inside components, whether or not a block key proposed them."""
    rows = np.arange(len(component), dtype=np.int32)
    entries = Entries(rows, component.astype(np.uint64) + np.uint64(1))
    following = follow([bucket(entries, limit=len(component) + 1)])
    cuts = chunks(following, limit=world.plan.chunk_limit)
    names = [c.name for c in world.plan.comparisons if c.name in world.model.weights]

    def work(cut: tuple[int, int]) -> Inside:
        pairs = pairs_of(following, cut)
        return _weighed(world, pairs, weigh(world, pairs.left, pairs.right))

    parts = list(in_threads(work, cuts, world.plan.threads))
    if not parts:
        none = np.zeros(0, dtype=np.int32)
        bits = np.zeros(0, dtype=np.float32)
        levels = {name: np.zeros(0, dtype=np.uint8) for name in names}
        return Inside(none, none, bits, bits, none.astype(bool), none.astype(np.int8), levels)
    fields = ("left", "right", "same", "weight", "apart", "rule")
    joined = {name: np.concatenate([getattr(part, name) for part in parts]) for name in fields}
    levels = {name: np.concatenate([part.levels[name] for part in parts]) for name in names}
    return Inside(**joined, levels=levels)


def _weighed(world: World, pairs: Pairs, evidence: Evidence) -> Inside:
    bits, decided = evidence.bits, evidence.decided
    weight = np.where(bits.same > 0, bits.same, np.maximum(bits.same, bits.against))
    weight = np.where(decided.together, np.float32(CERTAIN), weight).astype(np.float32)
    source = world.records.source[pairs.left]
    distinct = np.array(world.records.unique)[source] & (
        source == world.records.source[pairs.right]
    )
    apart = decided.apart | distinct
    return Inside(pairs.left, pairs.right, bits.same, weight, apart, decided.rule, evidence.levels)


def _households(customer: IntArray, edges: Edges) -> IntArray:
    """Customers joined by pairs that are more likely of one household than unrelated."""
    left, right = customer[edges.left], customer[edges.right]
    near = (edges.related >= 0) & (left != right)
    first = np.arange(len(customer), dtype=np.int32)
    member = customer != first
    left = np.r_[left[near], customer[member]]
    right = np.r_[right[near], first[member]]
    bits = np.r_[edges.related[near], np.full(member.sum(), CERTAIN, dtype=np.float32)]
    label, _ = bounded_components(len(customer), left, right, bits, limit=HOUSEHOLD_LIMIT)
    return label


def _membership(customer: IntArray, inside: Inside) -> FloatArray:
    """Probability of the strongest pair within the customer; alone, that no pair outside is one."""
    strongest = np.full(len(customer), -CERTAIN)
    nearest = np.full(len(customer), -CERTAIN)
    together = customer[inside.left] == customer[inside.right]
    bits = np.where(inside.weight >= CERTAIN, CERTAIN, inside.same)
    for side in (inside.left, inside.right):
        np.maximum.at(strongest, side[together], bits[together])
        np.maximum.at(nearest, side[~together], np.where(inside.apart, -CERTAIN, bits)[~together])
    alone = strongest == -CERTAIN
    return np.where(alone, 1 - probability(nearest), probability(strongest))
