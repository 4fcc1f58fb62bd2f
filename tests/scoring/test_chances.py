"""Chances of outcomes among strangers."""

import numpy as np
import pytest

from identity_resolve.scoring.chances import learn_u
from identity_resolve.scoring.priors import FieldPrior

NONE = np.zeros(2, dtype=np.bool_)


def field(*, scarce: bool) -> FieldPrior:
    u = np.array([0.004, 0.996])
    return FieldPrior(
        m=np.array([0.5, 0.5]), h=u, u=u, fixed_u=np.full(2, np.nan), group=np.arange(2),
        split=np.ones(2), shared=False, personal=False, scarce=scarce, within=((), ()),
        agreeing=NONE, near=NONE,
    )  # fmt: skip


def test_what_a_sample_cannot_show_is_not_held_to_be_impossible():
    """Ten candidates agree; of 200,000 random pairs, each for 400,000, none does."""
    mass = np.array([10.0, 8e10])
    kept = learn_u(mass, field(scarce=False), each=4e5)[0]
    assert 1e-7 < kept < 5e-6
    assert learn_u(mass, field(scarce=True), each=4e5)[0] < 1e-9  # keys find all that agree
    seen = np.array([4e8, 8e10])
    assert learn_u(seen, field(scarce=False), each=4e5)[0] == pytest.approx(0.005, rel=0.01)
