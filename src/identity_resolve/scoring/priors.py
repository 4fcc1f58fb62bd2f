"""What is assumed of a field before any pair is seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, FloatArray

__all__ = ["FieldPrior", "going_together"]


@dataclass(frozen=True, slots=True)
class FieldPrior:
    """What is assumed of a comparison's outcomes, each array float64 of shape (outcomes,).

    Attributes:
        m: built-in chances given one person; sums to 1.
        h: built-in chances given one household; sums to 1.
        u: built-in chances given strangers; sums to 1.
        fixed_u: chances that follow from value frequencies, NaN where they do not.
        group: int array, the level of each outcome; outcomes of one level share what is learned.
        split: share of each outcome within its level.
        shared: whether h is learned.
        personal: whether it tells the people of one household apart (a given name, a birth date).
        scarce: whether strangers agree too seldom to be seen among random pairs.
        within: per outcome, the fields (positions) whose agreement it presupposes; those of
            their outcomes that are agreement.
        agreeing: bool array, which outcomes are agreement.
        near: bool array, which outcomes are near agreement.
        learned: whether nothing is assumed of it, and each outcome learned by itself.
        together: fields (positions) that agree together among strangers more often than by chance;
            this one is how much more, as u of its only outcome, and no evidence of its own.
        weak: whether its agreement is worth no more than it tells those apart who met by something
            else (an industry, a party: it goes together with the place, the name).
    """

    m: FloatArray
    h: FloatArray
    u: FloatArray
    fixed_u: FloatArray
    group: npt.NDArray[np.int64]
    split: FloatArray
    shared: bool
    personal: bool
    scarce: bool
    within: tuple[tuple[int, ...], ...]
    agreeing: BoolArray
    near: BoolArray
    weak: bool = False
    learned: bool = False
    together: tuple[int, ...] = ()


def going_together(fields: tuple[int, ...]) -> FieldPrior:
    """What is assumed of fields that go together: that they do not."""
    one, no = np.ones(1), np.zeros(1, dtype=np.bool_)
    return FieldPrior(
        m=one,
        h=one,
        u=one,
        fixed_u=np.full(1, np.nan),
        group=np.zeros(1, dtype=np.int64),
        split=one,
        shared=False,
        personal=False,
        scarce=False,
        within=((),),
        agreeing=no,
        near=no,
        together=fields,
    )
