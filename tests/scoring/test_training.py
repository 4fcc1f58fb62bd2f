"""Training finds the chances that made-up pairs were drawn with."""

from dataclasses import replace

import numpy as np
import pytest

from identity_resolve.scoring.priors import FieldPrior, going_together
from identity_resolve.scoring.training import observe, train

RECORDS = 20_000
SAME = 8_000


def prior(m, u, *, shared=False, h=None):
    m, u = np.array(m, dtype=np.float64), np.array(u, dtype=np.float64)
    size = len(m)
    return FieldPrior(
        m=m,
        h=u if h is None else np.array(h, dtype=np.float64),
        u=u,
        fixed_u=np.full(size, np.nan),
        group=np.arange(size),
        split=np.ones(size),
        shared=shared,
        personal=True,
        scarce=False,
        within=((),) * size,
        agreeing=np.arange(size) == 0,
        near=np.zeros(size, dtype=np.bool_),
    )


def draw(random, chances, size):
    return random.choice(len(chances), size, p=chances).astype(np.uint8) + np.uint8(1)


@pytest.fixture(scope="module")
def trained():
    random = np.random.default_rng(5)
    m = [[0.9, 0.1], [0.8, 0.2], [0.78, 0.22], [0.85, 0.15], [0.8, 0.2], [0.95, 0.05]]
    u = [[0.001, 0.999], [0.01, 0.99], [0.02, 0.98], [0.001, 0.999], [0.002, 0.998], [0.005, 0.995]]
    strangers = 60_000  # candidates that some rule found by chance
    same = [draw(random, chances, SAME) for chances in m]
    other = [draw(random, chances, strangers) for chances in u]
    levels = [np.concatenate(pair) for pair in zip(same, other, strict=True)]
    everywhere = [np.ones(len(levels[0]), dtype=np.bool_)] * len(m)
    rest = [draw(random, chances, 100_000) for chances in u]
    none = [np.zeros(100_000, dtype=np.bool_)] * len(m)
    scale = (RECORDS * (RECORDS - 1) / 2 - len(levels[0])) / 100_000
    built_in = [prior([0.8, 0.2], [0.01, 0.99]) for _ in m]
    found = train(
        observe(levels, everywhere, 1.0), observe(rest, none, scale), built_in, records=RECORDS
    )
    return found, m, u


def test_the_number_of_pairs_of_one_person_is_found(trained):
    assert trained[0].same_pairs == pytest.approx(SAME, rel=0.1)


def test_chances_given_one_person_are_found(trained):
    for weights, truth in zip(trained[0].weights, trained[1], strict=True):
        assert weights.m[1:] == pytest.approx(truth, abs=0.03)


def test_chances_given_strangers_are_found(trained):
    for weights, truth in zip(trained[0].weights, trained[2], strict=True):
        assert weights.u[1:] == pytest.approx(truth, rel=0.25)


def test_nothing_to_compare_says_nothing(trained):
    for weights in trained[0].weights:
        assert weights.m[0] == weights.h[0] == weights.u[0] == 1


def test_a_handful_of_pairs_leaves_the_built_in_chances_nearly_as_they_are():
    levels = [np.array([1, 1, 2], dtype=np.uint8)]
    seen = observe(levels, [np.ones(3, dtype=np.bool_)], 1.0)
    none = observe([np.zeros(0, np.uint8)], [np.zeros(0, np.bool_)], 1.0)
    found = train(seen, none, [prior([0.9, 0.1], [0.001, 0.999])], records=3)
    assert found.weights[0].m[1] == pytest.approx(0.9, abs=0.05)


def test_patterns_are_counted():
    levels = [np.array([1, 1, 2, 1], dtype=np.uint8), np.array([3, 3, 1, 1], dtype=np.uint8)]
    independent = [np.array([True, True, False, True])] * 2
    seen = observe(levels, independent, 2.0)
    counted = {tuple(row): n for row, n in zip(seen.levels.tolist(), seen.count, strict=True)}
    assert counted == {(1, 3): 4.0, (2, 1): 2.0, (1, 1): 2.0}


@pytest.mark.parametrize("factor", [1.0, 4.0])
def test_names_that_go_together_among_strangers_are_found(factor):
    """Two fields agree together `factor` times as often as by chance; others tell who is who."""
    random = np.random.default_rng(8)
    pairs = RECORDS * (RECORDS - 1) / 2
    u = 0.003
    strangers = int(pairs * u * u * factor)  # all pairs that agree in both
    alike = [np.ones(SAME + strangers, np.uint8)] * 2
    told = [
        np.r_[draw(random, [0.9, 0.1], SAME), draw(random, [0.01, 0.99], strangers)]
        for _ in range(3)
    ]
    both = np.ones(SAME + strangers, np.uint8)
    found = [np.ones(SAME + strangers, dtype=np.bool_)] * 6
    one = random.random((2, 400_000)) < u
    one[:, one.all(axis=0)] = False  # those that agree in both are all candidates
    rest = [np.where(side, 1, 2).astype(np.uint8) for side in one]
    others = [draw(random, [0.01, 0.99], 400_000) for _ in range(3)]
    built_in = [prior([0.9, 0.1], [u, 1 - u])] * 2 + [prior([0.8, 0.2], [0.02, 0.98])] * 3
    seen = observe([*alike, *told, both], found, 1.0)
    unseen = observe(
        [*rest, *others, np.zeros(400_000, np.uint8)],
        [np.zeros(400_000, dtype=np.bool_)] * 6,
        (pairs - len(both)) / 400_000,
    )
    trained = train(seen, unseen, [*built_in, going_together((0, 1))], records=RECORDS)
    assert trained.weights[5].u[1] == pytest.approx(factor, rel=0.35)
    assert trained.same_pairs == pytest.approx(SAME, rel=0.1)


def test_agreement_that_comes_with_how_pairs_met_is_worth_no_more_than_that():
    random = np.random.default_rng(7)
    size, strangers = 4_000, 40_000
    m = [[0.9, 0.1], [0.9, 0.1], [0.95, 0.05]]
    among_met = [[0.01, 0.99], [0.01, 0.99], [0.6, 0.4]]  # who met is of one place, and one sector
    among_all = [[0.01, 0.99], [0.01, 0.99], [0.05, 0.95]]
    same = [draw(random, chances, size) for chances in m]
    other = [draw(random, chances, strangers) for chances in among_met]
    rest = [draw(random, chances, 100_000) for chances in among_all]
    levels = [np.concatenate(pair) for pair in zip(same, other, strict=True)]
    seen = observe(levels, [np.ones(len(levels[0]), dtype=np.bool_)] * 3, 1.0)
    none = observe(rest, [np.zeros(100_000, dtype=np.bool_)] * 3, 1_000.0)
    built_in = [prior([0.8, 0.2], [0.01, 0.99])] * 2

    def sector(*, weak):
        priors = [*built_in, replace(prior([0.8, 0.2], [0.05, 0.95]), weak=weak)]
        return train(seen, none, priors, records=RECORDS).weights[2].u[1]

    assert sector(weak=False) == pytest.approx(0.05, abs=0.02)
    assert sector(weak=True) == pytest.approx(0.6, abs=0.06)
