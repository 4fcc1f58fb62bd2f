"""What labeled pairs teach: how far the chances of classes are off, and for how many pairs.

Labels are few, and chosen: mostly where a person was in doubt. So a label adds no pair. It moves
mass between the classes of pairs like it: by what is known less what was expected, times the number
of pairs it stands for. That is the difference estimator of survey sampling (Särndal, Swensson and
Wretman 1992, chapter 6) inside semi-supervised expectation maximization (Nigam et al. 2000;
Enamorado, Fifield and Imai 2019):

- a label that says what was expected moves nothing, however it was chosen;
- pairs are counted in strata of evidence, so labels of doubtful pairs speak for doubtful pairs only;
- where every pair is labeled, each stands for itself: expectation maximization with known classes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, FloatArray, LevelArray

__all__ = ["PRIOR_LABELS", "Labeled", "corrections", "label_weights"]

PRIOR_LABELS = 5.0
"""Labels that what was learned without labels counts for in each stratum."""

STRATA = np.array([-12.0, -8.0, -5.0, -3.0, -2.0, -1.0, 0.0, 1.0, 2.0, 3.0, 5.0, 8.0])
"""Bits of evidence for one person that divide pairs into strata."""


@dataclass(frozen=True, slots=True)
class Labeled:
    """Pairs whose class is known.

    Attributes:
        levels: uint8 of shape (pairs, fields), outcomes.
        independent: bool of shape (pairs, fields), as in `Observed`; all true where no rule
            found the pair.
        proposed: bool of shape (pairs,), whether some rule found the pair.
        same: bool of shape (pairs,), whether it is one person.
    """

    levels: LevelArray
    independent: BoolArray
    proposed: BoolArray
    same: BoolArray

    def __len__(self) -> int:
        return len(self.same)


def label_weights(
    labeled: Labeled,
    expected: FloatArray,
    candidates: tuple[FloatArray, FloatArray],
    *,
    same_pairs: float,
    outside: float,
) -> FloatArray:
    """How many pairs each labeled pair stands for: float64 of shape (pairs,), at least 1.

    The pairs of its stratum, shared among the labels in it and `PRIOR_LABELS` more; all labels
    together never count for more than the pairs of one person there are.

    Args:
        labeled: the labeled pairs.
        expected: float64 of shape (pairs,), their chance of one person before labels are heard.
        candidates: the same chance of patterns of candidates, and how many pairs each has.
        same_pairs: expected pairs of one person.
        outside: of those, the ones that no rule finds.
    """
    chance, count = candidates
    there = np.bincount(_stratum(chance), weights=count, minlength=len(STRATA) + 1)
    stratum = np.where(labeled.proposed, _stratum(expected), len(STRATA) + 1)
    there = np.append(there, outside)
    held = np.bincount(stratum, minlength=len(there))
    weight = np.minimum(there / (held + PRIOR_LABELS), same_pairs / (len(labeled) + PRIOR_LABELS))
    return np.maximum(weight, 1.0)[stratum].astype(np.float64)


def corrections(
    labeled: Labeled, weight: FloatArray, chances: tuple[FloatArray, ...]
) -> tuple[FloatArray, ...]:
    """Mass that labels add to each class, or take from it: (same, household, unrelated).

    Of pairs of different people, how they are divided between relatives and strangers is left to
    the chances.

    Args:
        labeled: the labeled pairs.
        weight: how many pairs each stands for.
        chances: of each class as it is now, float64 of shape (pairs,) each.
    """
    _, household, unrelated = chances
    apart = np.maximum(household + unrelated, 1e-300)
    known = [
        np.where(labeled.same, float(is_same), rest)
        for is_same, rest in ((True, 0.0), (False, household / apart), (False, unrelated / apart))
    ]
    return tuple(weight * (k - c) for k, c in zip(known, chances, strict=True))


def _stratum(chance: FloatArray) -> npt.NDArray[np.intp]:
    odds = np.clip(chance, 1e-12, 1 - 1e-12)
    return np.searchsorted(STRATA, np.log2(odds / (1 - odds)))
