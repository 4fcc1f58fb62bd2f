"""Labels move chances as far as they surprise, and no further than they speak for."""

import numpy as np
import pytest

from identity_resolve.scoring.labels import Labeled, corrections, label_weights
from identity_resolve.scoring.training import observe, train
from tests.scoring.test_training import RECORDS, SAME, draw, prior

STRANGERS = 60_000
M, U = [0.8, 0.2], [0.02, 0.98]


def labeled(same, levels=None):
    same = np.array(same, dtype=np.bool_)
    levels = np.ones((len(same), 1), np.uint8) if levels is None else levels
    return Labeled(levels, np.ones(levels.shape, np.bool_), np.ones(len(same), np.bool_), same)


def world(seed):
    """Pairs that agree in three fields by chance, and in two more that always go together."""
    random = np.random.default_rng(seed)
    same = np.arange(SAME + STRANGERS) < SAME
    fields = [np.r_[draw(random, M, SAME), draw(random, U, STRANGERS)] for _ in range(4)]
    levels = np.column_stack([*fields, fields[-1]])
    rest = [draw(random, U, 100_000) for _ in range(4)]
    others = observe([*rest, rest[-1]], [np.zeros(100_000, np.bool_)] * 5, 1_900.0)
    return levels, same, others


def learn(levels, others, labels=None):
    seen = observe(list(levels.T), [np.ones(len(levels), np.bool_)] * 5, 1.0)
    return train(seen, others, [prior(M, U)] * 5, records=RECORDS, labeled=labels)


def test_labels_that_say_what_was_expected_move_nothing():
    known = labeled([True, False])
    chances = np.array([1.0, 0.0]), np.array([0.0, 0.25]), np.array([0.0, 0.75])
    moved = corrections(known, np.array([50.0, 50.0]), chances)
    assert [mass.tolist() for mass in moved] == [[0, 0]] * 3


def test_labels_move_mass_and_add_none():
    known = labeled([True, False, True])
    chances = np.array([0.4, 0.4, 1.0]), np.array([0.5, 0.2, 0.0]), np.array([0.1, 0.4, 0.0])
    moved = corrections(known, np.array([10.0, 3.0, 7.0]), chances)
    assert sum(moved) == pytest.approx(np.zeros(3))
    assert moved[0] == pytest.approx([6.0, -1.2, 0.0], rel=0.03)  # but for labels that are wrong
    assert moved[1][1] / moved[2][1] == pytest.approx(0.2 / 0.4)


def test_what_is_all_but_certain_is_not_believed_on_one_word():
    known = labeled([False, True])
    sure = np.array([1 - 1e-9, 1e-9])
    moved = corrections(known, np.array([50.0, 50.0]), (sure, np.zeros(2), 1 - sure))
    assert np.abs(moved).max() < 1e-3


def test_a_pair_that_no_rule_found_is_believed():
    found = Labeled(
        np.ones((1, 1), np.uint8), np.ones((1, 1), np.bool_), *np.array([[False], [True]])
    )
    moved = corrections(found, np.ones(1), tuple(np.array([[1e-9], [0.0], [1 - 1e-9]])))
    assert moved[0][0] == pytest.approx(1.0)


def test_where_all_pairs_are_labeled_each_stands_for_itself():
    chance = np.full(1000, 0.4)
    weight = label_weights(
        labeled(np.ones(1000)), chance, (chance, np.ones(1000)), same_pairs=400.0, outside=0.0
    )
    assert weight.tolist() == [1.0] * 1000


def test_labels_together_count_for_no_more_than_the_pairs_of_one_person():
    chance = np.full(100, 1e-6)
    weight = label_weights(
        labeled(np.ones(100)), chance, (chance, np.full(100, 1e6)), same_pairs=500.0, outside=0.0
    )
    assert 1 < weight.sum() <= 500


def test_the_number_of_pairs_stays_where_labels_are_of_doubtful_pairs_only():
    """Half of what was labeled is one person; of all pairs it is one in eight."""
    levels, same, others = world(1)
    without = learn(levels, others)
    doubted = np.flatnonzero((levels[:, :3] == 1).sum(axis=1) == 2)
    random = np.random.default_rng(2)
    half = [random.choice(doubted[same[doubted] == is_same], 50) for is_same in (True, False)]
    chosen = np.concatenate(half)
    with_ = learn(levels, others, labeled(same[chosen], levels[chosen]))
    assert with_.same_pairs == pytest.approx(SAME, rel=0.25)
    assert abs(with_.same_pairs - without.same_pairs) < 0.25 * SAME


def test_labels_teach_what_fields_that_go_together_hide():
    """Counted twice, an agreement of strangers looks like one person's; labels say otherwise."""
    levels, same, others = world(3)
    without = learn(levels, others)
    chosen = np.random.default_rng(4).choice(len(same), 1000, replace=False)
    with_ = learn(levels, others, labeled(same[chosen], levels[chosen]))
    assert abs(with_.same_pairs - SAME) < abs(without.same_pairs - SAME)
