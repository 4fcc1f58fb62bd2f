from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.errors import SourceError
from identity_resolve.evaluation import bcubed, pairwise, reliability

LABELS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=25)


def split(rows):
    return [p for p, _ in rows], [t for _, t in rows]


def naive_pairwise(predicted, truth):
    together = [
        (predicted[i] == predicted[j], truth[i] == truth[j])
        for i, j in combinations(range(len(truth)), 2)
    ]
    joined = sum(p for p, _ in together)
    true = sum(t for _, t in together)
    both = sum(p and t for p, t in together)
    return (both / joined if joined else 1.0, both / true if true else 1.0, true, joined, both)


def naive_bcubed(predicted, truth):
    size = range(len(truth))
    precision, recall = [], []
    for i in size:
        cluster = {j for j in size if predicted[j] == predicted[i]}
        entity = {j for j in size if truth[j] == truth[i]}
        precision.append(len(cluster & entity) / len(cluster))
        recall.append(len(cluster & entity) / len(entity))
    return (float(np.mean(precision)), float(np.mean(recall))) if precision else (1.0, 1.0)


@given(LABELS)
def test_pairwise_equals_counting_every_pair(rows):
    predicted, truth = split(rows)
    scores = pairwise(predicted, truth)
    found = (scores.precision, scores.recall, scores.true, scores.predicted, scores.both)
    assert found == pytest.approx(naive_pairwise(predicted, truth))


@given(LABELS)
def test_bcubed_equals_averaging_over_every_record(rows):
    predicted, truth = split(rows)
    scores = bcubed(predicted, truth)
    assert (scores.precision, scores.recall) == pytest.approx(naive_bcubed(predicted, truth))


@given(LABELS)
def test_bcubed_counts_clusters(rows):
    predicted, truth = split(rows)

    def sets(labels):
        return {frozenset(i for i, x in enumerate(labels) if x == label) for label in labels}

    scores = bcubed(predicted, truth)
    assert (scores.true, scores.predicted, scores.both) == (
        len(sets(truth)),
        len(sets(predicted)),
        len(sets(truth) & sets(predicted)),
    )


@pytest.mark.parametrize(
    ("predicted", "precision"),
    [
        # Bagga and Baldwin 1998: truth {1..5} {6 7} {8..12}; the first response joins the
        # last two (precision 16/21), the second, worse, the first and the last (7/12).
        ([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1], 16 / 21),
        ([0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], 7 / 12),
    ],
)
def test_bcubed_of_the_published_example(predicted, precision):
    truth = [0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2]
    scores = bcubed(predicted, truth)
    assert scores.precision == pytest.approx(precision)
    assert scores.recall == 1.0
    assert scores.f1 == pytest.approx(2 * precision / (precision + 1))


@given(LABELS, st.randoms())
def test_only_who_is_together_counts_not_the_names_nor_the_order(rows, random):
    predicted, truth = split(rows)
    shuffled = random.sample(rows, len(rows))
    renamed = [f"customer {p * 7}" for p, _ in shuffled], [-t for _, t in shuffled]
    assert pairwise(predicted, truth) == pairwise(*renamed)
    assert bcubed(predicted, truth).f1 == pytest.approx(bcubed(*renamed).f1)


def test_numpy_labels_are_accepted():
    assert pairwise(np.array([1, 1, 2]), np.array(["a", "a", "a"])).recall == pytest.approx(1 / 3)


def test_labels_of_different_length_are_refused():
    with pytest.raises(SourceError, match="2 predicted labels for 1 true"):
        pairwise([1, 2], [1])


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40), st.integers(1, 12)
)
def test_reliability_puts_every_pair_in_the_bin_of_its_probability(rows, bins):
    probability, same = np.array([p for p, _ in rows]), np.array([s for _, s in rows])
    table = reliability(probability, same, bins)
    assert table["pairs"].sum() == len(rows)
    assert (table["pairs"] * table["observed"]).sum() == pytest.approx(same.sum())
    assert (table["pairs"] * table["predicted"]).sum() == pytest.approx(probability.sum())
    assert (table["predicted"] >= table["low"] - 1e-9).all()
    assert (table["predicted"] <= table["high"] + 1e-9).all()
