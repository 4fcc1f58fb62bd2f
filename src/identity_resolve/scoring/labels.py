"""What labeled pairs teach: how far the chances of classes are off, and for how many pairs.

Labels are few, and chosen: mostly where a person was in doubt. So a label adds no pair. It moves
mass between the classes of pairs like it: by what is known less what was expected, times the number
of pairs it stands for. That is the difference estimator of survey sampling (Särndal, Swensson and
Wretman 1992, chapter 6) inside semi-supervised expectation maximization (Nigam et al. 2000;
Enamorado, Fifield and Imai 2019):

- a label that says what was expected moves nothing, however it was chosen;
- pairs are counted in strata of evidence, so labels of doubtful pairs speak for doubtful pairs only;
- labels are now and then wrong, so a word against what is all but certain is taken for a slip;
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

SLIP = 0.01
"""Share of labels that are taken to be wrong: what is all but certain is not believed on one word."""

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

    Known is what a label makes of the chance of one person, wrong as `SLIP` of the labels are; where
    no rule found the pair, somebody went and looked for it, and it is believed. How pairs of different
    people are divided between relatives and strangers is left to the chances.

    Args:
        labeled: the labeled pairs.
        weight: how many pairs each stands for.
        chances: of each class as it is now, float64 of shape (pairs,) each.
    """
    same, household, unrelated = chances
    slip = np.where(labeled.proposed, SLIP, 0.0)
    told = np.where(labeled.same, 1.0 - slip, slip)  # chance of the label, given one person
    known = told * same / np.maximum(told * same + (1.0 - told) * (1.0 - same), 1e-300)
    left = (1.0 - known) / np.maximum(household + unrelated, 1e-300)
    moved = (known - same, left * household - household, left * unrelated - unrelated)
    return tuple(weight * move for move in moved)


def _stratum(chance: FloatArray) -> npt.NDArray[np.intp]:
    odds = np.clip(chance, 1e-12, 1 - 1e-12)
    return np.searchsorted(STRATA, np.log2(odds / (1 - odds)))
