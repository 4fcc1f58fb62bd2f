"""Connected components, and their size limit with rising floors. The home of scipy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import minimum_spanning_tree

from identity_resolve.arrays import BoolArray, IntArray

__all__ = ["bounded_components", "components", "spanning"]

FEW = 32
"""Edges that are not worth arrays."""

BitArray = npt.NDArray[np.float32]


def components(size: int, left: IntArray, right: IntArray) -> IntArray:
    """Label of the component of each node: int32 of shape (size,), the smallest node in it.

    Every tree of nodes hangs its root under the smallest root that an edge leads to, until no edge
    leads to another tree (Shiloach and Vishkin 1982).
    """
    if len(left) <= FEW:
        return _few_components(size, left, right)
    label = np.arange(size, dtype=np.int32)
    while True:
        left, right = label.take(left), label.take(right)
        between = np.flatnonzero(left != right)
        if not between.size:
            return label
        left, right = left.take(between), right.take(between)
        np.minimum.at(label, np.maximum(left, right), np.minimum(left, right))
        label = _flat(label)


def _flat(label: IntArray) -> IntArray:
    """The root of each node, where each tells a node nearer to it."""
    nearer = label.take(label)
    while not np.array_equal(nearer, label):
        label, nearer = nearer, nearer.take(nearer)
    return label


def _few_components(size: int, left: IntArray, right: IntArray) -> IntArray:
    """The same, joined one by one: arrays take longer than so few joins."""
    nearer: dict[int, int] = {}  # of nodes that are no roots, a smaller one

    def root(node: int) -> int:
        while node in nearer:
            node = nearer[node]
        return node

    for a, b in zip(left.tolist(), right.tolist(), strict=True):
        first, second = root(a), root(b)
        if first != second:
            nearer[max(first, second)] = min(first, second)
    label = np.arange(size, dtype=np.int32)
    label[list(nearer)] = [root(node) for node in nearer]
    return label


def bounded_components(
    size: int, left: IntArray, right: IntArray, bits: BitArray, *, limit: int
) -> tuple[IntArray, BoolArray]:
    """Components of at most `limit` nodes: larger ones lose their weakest edges, floor by floor.

    Every component has floors of its own, so it ends the same whatever else there is.

    Args:
        size: number of nodes.
        left: int32 of shape (edges,).
        right: int32 of shape (edges,).
        bits: float32 of shape (edges,), evidence of each edge.
        limit: most nodes of a component, where edges differ enough to split it.

    Returns:
        labels int32 of shape (size,), and which edges were kept, bool of shape (edges,).
    """
    kept = np.ones(len(left), dtype=np.bool_)
    label = components(size, left, right)
    if size <= limit:
        return label, kept
    floor = np.full(size, -np.inf, dtype=np.float32)  # of the component of each node
    while True:
        oversized = np.bincount(label, minlength=size).take(label) > limit
        crowded = np.flatnonzero(kept & oversized.take(left))
        if not crowded.size:
            return label, kept
        weakest = np.full(size, np.inf, dtype=np.float32)
        np.minimum.at(weakest, label[left[crowded]], bits[crowded])
        raised = np.maximum(floor + 1, weakest[label] + np.float32(1e-3))
        floor = np.where(oversized, raised, floor)
        kept[crowded] = bits[crowded] >= floor[left[crowded]]
        strong = crowded[kept[crowded]]
        nodes = np.flatnonzero(oversized).astype(np.int32)
        ends = [np.searchsorted(nodes, side[strong]).astype(np.int32) for side in (left, right)]
        label[nodes] = nodes[components(len(nodes), ends[0], ends[1])]


def spanning(size: int, left: IntArray, right: IntArray, bits: BitArray) -> npt.NDArray[np.intp]:
    """Positions of the strongest edges that still hold every component together, ascending.

    Of equally strong edges the first counts as the strongest.

    Args:
        size: number of nodes.
        left: int32 of shape (edges,).
        right: int32 of shape (edges,).
        bits: float32 of shape (edges,), evidence of each edge.

    >>> spanning(3, np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([5.0, 1.0, 3.0])).tolist()
    [0, 2]
    """
    rank = np.empty(len(left), dtype=np.float64)
    rank[np.argsort(-bits, kind="stable")] = np.arange(1, len(left) + 1)
    tree = minimum_spanning_tree(coo_array((rank, (left, right)), shape=(size, size)))
    return np.flatnonzero(np.isin(rank, tree.data))
