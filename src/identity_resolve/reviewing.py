"""How far to merge for a wanted precision, and which decisions a person should look at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from identity_resolve.arrays import FloatArray, IntArray, UInt64Array, pack
from identity_resolve.belonging import pair_probability
from identity_resolve.clustering.components import spanning
from identity_resolve.forming import Formed
from identity_resolve.linking import Edges
from identity_resolve.plan import Plan
from identity_resolve.scoring.weights import probability

__all__ = ["doubtful", "merging_to", "threshold_for"]


def merging_to(plan: Plan, edges: Edges, precision: float | None) -> Plan:
    """The plan with the threshold at which merged pairs are expected to be right so often."""
    if precision is None:
        return plan
    weighed = (edges.rule < 0) & ~edges.apart & (edges.same >= plan.floor_bits)
    bits = threshold_for(edges.same[weighed].astype(np.float64), precision)
    return replace(plan, threshold_bits=max(bits, plan.floor_bits))


def threshold_for(bits: FloatArray, precision: float) -> float:
    """Evidence above which pairs are expected to be right so often: their mean probability.

    It lies between two pairs, as low as the precision allows.

    Args:
        bits: float64 of shape (pairs,), evidence for one person.
        precision: share of the pairs above that are to be one person's.

    >>> threshold_for(np.array([9.0, 4.0, 0.0, -1.0]), 0.95)
    2.0
    """
    values, count = np.unique(bits, return_counts=True)
    values, count = values[::-1], count[::-1]
    expected = np.cumsum(probability(values) * count) / np.cumsum(count)
    kept = int(np.searchsorted(-expected, -precision, side="right"))
    if kept == 0:
        return float(values[0]) + 1.0 if len(values) else 0.0
    below = values[kept] if kept < len(values) else values[-1] - 1.0
    return float(values[kept - 1] + below) / 2


def doubtful(formed: Formed, certainty: float) -> tuple[IntArray, IntArray]:
    """Pairs that stand for a decision less certain than wanted, the most uncertain first.

    Of a customer the pairs that hold its records together, of two customers kept apart their
    strongest pair, all that is known of both considered. What a rule decided is not in doubt.

    Args:
        formed: customers, and all pairs inside components.
        certainty: probability of a decision from which it is not in doubt.

    Returns:
        left and right rows, int32 of shape (pairs,) each.
    """
    inside, customer = formed.inside, formed.customer
    inside = inside.take(np.argsort(inside.packed))  # ties go to the order of records
    together = customer[inside.left] == customer[inside.right]
    joined, parted = inside.take(together), inside.take(~together & ~_apart(formed, inside))
    ties = joined.take(spanning(len(customer), joined.left, joined.right, joined.weight))
    found = [ties.take(ties.rule < 0), parted.take(_strongest(customer, parted))]
    chances = [pair_probability(formed.places, e.left, e.right, e.same) for e in found]
    doubted = [chances[0] < certainty, chances[1] > 1.0 - certainty]
    left, right = (
        np.concatenate([getattr(e, side)[d] for e, d in zip(found, doubted, strict=True)])
        for side in ("left", "right")
    )
    chance = np.concatenate([c[d] for c, d in zip(chances, doubted, strict=True)])
    order = np.lexsort((right, left, np.abs(chance - 0.5)))
    return left[order], right[order]


def _apart(formed: Formed, pairs: Edges) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether a rule keeps the customers of each pair apart."""
    keys = _customers(formed.customer, pairs)
    barred = formed.inside.take(formed.inside.apart)
    return np.isin(keys, _customers(formed.customer, barred))


def _customers(customer: IntArray, pairs: Edges) -> UInt64Array:
    a, b = customer[pairs.left], customer[pairs.right]
    return pack(np.minimum(a, b), np.maximum(a, b))


def _strongest(customer: IntArray, pairs: Edges) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Positions of the strongest pair between each two customers."""
    keys = _customers(customer, pairs)
    order = np.lexsort((pairs.packed, -pairs.same, keys))
    _, first = np.unique(keys[order], return_index=True)
    return order[first]
