"""Connected components, and their size limit with rising floors. The home of scipy."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, minimum_spanning_tree

from identity_resolve.arrays import BoolArray, IntArray

__all__ = ["bounded_components", "components", "spanning"]

BitArray = npt.NDArray[np.float32]


def components(size: int, left: IntArray, right: IntArray) -> IntArray:
    """Label of the component of each node: int32 of shape (size,), the smallest node in it."""
    ones = np.ones(len(left), dtype=np.bool_)
    _, label = connected_components(coo_array((ones, (left, right)), shape=(size, size)), False)
    first = np.empty(size, dtype=np.int32)
    first[label[::-1]] = np.arange(size - 1, -1, -1, dtype=np.int32)  # the last written is smallest
    return first[label]


def bounded_components(
    size: int, left: IntArray, right: IntArray, bits: BitArray, *, limit: int
) -> tuple[IntArray, BoolArray]:
    """Components of at most `limit` nodes: larger ones lose their weakest edges, floor by floor.

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
    floor = float(bits.min(initial=0))
    while True:
        oversized = np.bincount(label, minlength=size)[label] > limit
        crowded = np.flatnonzero(kept & oversized[left])
        if not crowded.size:
            return label, kept
        floor = max(floor + 1, float(bits[crowded].min()) + 1e-3)
        kept[crowded] = bits[crowded] >= floor
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
