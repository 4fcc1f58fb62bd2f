import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.arrays import pack
from identity_resolve.clustering.partition import join_groups, partition

SIZE = 9
PAIRS = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)).filter(lambda p: p[0] < p[1]),
    st.tuples(st.integers(-20, 20), st.booleans()),
    max_size=20,
)


def run(pairs, size=SIZE):
    left, right = np.array(list(pairs) or np.zeros((0, 2)), dtype=np.int32).reshape(-1, 2).T
    bits = np.array([bits for bits, _ in pairs.values()], dtype=np.float32)
    apart = np.array([apart for _, apart in pairs.values()], dtype=np.bool_)
    return partition(size, left, right, bits, apart).tolist()


def between(pairs, group, a, b):
    found = [v for (i, j), v in pairs.items() if {group[i], group[j]} == {a, b}]
    return sum(bits for bits, _ in found), any(apart for _, apart in found)


@given(PAIRS)
def test_cannot_link_always_holds(pairs):
    group = run(pairs)
    assert not any(apart and group[i] == group[j] for (i, j), (_, apart) in pairs.items())


@given(PAIRS)
def test_no_two_groups_are_left_that_evidence_would_join(pairs):
    group = run(pairs)
    for a in set(group):
        for b in set(group):
            if a < b:
                bits, apart = between(pairs, group, a, b)
                assert bits <= 0 or apart


@given(PAIRS, PAIRS)
def test_a_component_does_not_know_what_stands_beside_it(pairs, other):
    beside = {(i + SIZE, j + SIZE): value for (i, j), value in other.items()}
    assert run({**pairs, **beside}, size=2 * SIZE)[:SIZE] == run(pairs)


@given(PAIRS, st.randoms())
def test_the_order_of_pairs_does_not_matter(pairs, random):
    shuffled = list(pairs.items())
    random.shuffle(shuffled)
    assert run(dict(shuffled)) == run(pairs)


def test_the_strongest_evidence_is_joined_first():
    pairs = {(0, 1): (5, False), (1, 2): (4, False), (0, 2): (-6, False)}
    assert run(pairs, size=3) == [0, 0, 2]


def test_a_group_is_labelled_by_its_first_row():
    assert run({(1, 4): (3, False), (4, 6): (3, False)}, size=7) == [0, 1, 2, 3, 1, 5, 1]


def join(pairs, size=SIZE):
    """Join single records, where groups weigh what all pairs between them weigh."""

    def weigh(group, left, right):
        sums = [
            between(pairs, group, a, b)[0]
            for a, b in zip(left.tolist(), right.tolist(), strict=True)
        ]
        return np.array(sums, dtype=np.float32)

    ends = np.array(sorted(pairs) or np.zeros((0, 2)), dtype=np.int32).reshape(-1, 2).T
    apart = np.array([pairs[pair][1] for pair in sorted(pairs)], dtype=np.bool_)
    packed = pack(*ends)
    return join_groups(np.arange(size, dtype=np.int32), packed, packed[apart], weigh).tolist()


@given(PAIRS)
def test_joining_groups_by_the_sum_of_pairs_is_the_partition(pairs):
    assert join(pairs) == run(pairs)


@given(PAIRS)
def test_groups_that_must_be_apart_are_never_joined(pairs):
    group = join(pairs)
    assert not any(apart and group[i] == group[j] for (i, j), (_, apart) in pairs.items())


def test_a_group_is_weighed_anew_when_it_has_grown():
    """Each record alone says no to the third; both together say yes."""

    def weigh(group, left, right):
        sizes = np.bincount(group, minlength=3)
        return np.where((sizes[left] + sizes[right] == 3) | (right == 1), 5, -5).astype(np.float32)

    near = pack(np.array([0, 0, 1], np.int32), np.array([1, 2, 2], np.int32))
    assert join_groups(np.arange(3, dtype=np.int32), near, near[:0], weigh).tolist() == [0, 0, 0]
