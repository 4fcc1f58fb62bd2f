import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.clustering.components import bounded_components, components, spanning

EDGES = st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30)


def sides(edges):
    table = np.array(edges, dtype=np.int32).reshape(-1, 2)
    return table[:, 0], table[:, 1]


@given(EDGES)
def test_components_are_those_of_networkx(edges):
    graph = nx.Graph(edges)
    graph.add_nodes_from(range(20))
    expected = {node: min(c) for c in nx.connected_components(graph) for node in c}
    assert components(20, *sides(edges)).tolist() == [expected[node] for node in range(20)]


def test_oversized_components_lose_their_weakest_edges():
    left, right = sides([(0, 1), (1, 2), (2, 3), (3, 4)])
    bits = np.array([9, 9, 1, 9], dtype=np.float32)
    label, kept = bounded_components(6, left, right, bits, limit=3)
    assert label.tolist() == [0, 0, 0, 3, 3, 5]
    assert kept.tolist() == [True, True, False, True]


def test_components_of_equal_edges_fall_apart_rather_than_stay_oversized():
    left, right = sides([(i, i + 1) for i in range(50)])
    label, _ = bounded_components(51, left, right, np.full(50, 3, np.float32), limit=10)
    assert np.bincount(label).max() <= 10


@given(EDGES)
def test_spanning_edges_are_the_strongest_that_hold_components_together(edges):
    edges = [edge for edge in dict.fromkeys(edges) if edge[0] < edge[1]]
    left, right = sides(edges)
    bits = np.array([(a * 7 + b * 13) % 11 for a, b in edges], dtype=np.float32)
    kept = spanning(20, left, right, bits)
    assert components(20, left[kept], right[kept]).tolist() == components(20, left, right).tolist()
    graph = nx.Graph()
    graph.add_weighted_edges_from((a, b, w) for (a, b), w in zip(edges, bits, strict=True))
    best = nx.maximum_spanning_tree(graph).size(weight="weight")
    assert bits[kept].sum() == best
