"""How well clusters agree with the truth, and whether probabilities are honest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from identity_resolve.arrays import BoolArray, FloatArray
from identity_resolve.errors import SourceError

__all__ = ["Labels", "Scores", "bcubed", "pairwise", "reliability"]

Labels: TypeAlias = npt.NDArray[Any] | pl.Series | Sequence[int] | Sequence[str]
"""One cluster label a record, integers or texts."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Agreement of predicted clusters with true ones.

    Attributes:
        precision: share of what was joined that belongs together.
        recall: share of what belongs together that was joined.
        f1: their harmonic mean.
        true: pairs of records together in truth (pairwise), or true clusters (B-cubed).
        predicted: the same of the prediction.
        both: pairs together in both, or clusters that are the same in both.
    """

    precision: float
    recall: float
    f1: float
    true: int
    predicted: int
    both: int


def pairwise(predicted: Labels, truth: Labels) -> Scores:
    """Score the pairs of records that stand in one cluster.

    Where there is no pair to be wrong about, precision (or recall) is 1.

    >>> pairwise([1, 1, 1, 2], ["a", "a", "b", "b"])
    Scores(precision=0.3333333333333333, recall=0.5, f1=0.4, true=2, predicted=3, both=1)

    Raises:
        SourceError: the labels are not of one length.
    """
    cells = _cells(predicted, truth)
    both = _pairs(cells["both"])
    joined = _pairs(_first_of("predicted", cells)["predicted_size"])
    true = _pairs(_first_of("true", cells)["true_size"])
    return _scores(_share(both, joined), _share(both, true), true, joined, both)


def bcubed(predicted: Labels, truth: Labels) -> Scores:
    """Score each record by the clusters it stands in, and average over records.

    Bagga and Baldwin, "Entity-based cross-document coreferencing using the vector space model",
    1998.

    >>> scores = bcubed([1, 1, 1, 2], ["a", "a", "b", "b"])
    >>> round(scores.precision, 3), scores.recall, scores.predicted, scores.both
    (0.667, 0.75, 2, 0)

    Raises:
        SourceError: the labels are not of one length.
    """
    cells = _cells(predicted, truth)
    both = cells["both"].cast(pl.Float64)
    records = float(both.sum())
    precision = _share(float((both * both / cells["predicted_size"]).sum()), records)
    recall = _share(float((both * both / cells["true_size"]).sum()), records)
    same = (cells["both"] == cells["predicted_size"]) & (cells["both"] == cells["true_size"])
    return _scores(
        precision, recall, cells["true"].n_unique(), cells["predicted"].n_unique(), int(same.sum())
    )


def reliability(probability: FloatArray, same: BoolArray, bins: int = 10) -> pl.DataFrame:
    """Predicted against observed: of pairs given about 0.8, are four in five the same customer?

    Args:
        probability: float64 of shape (pairs,), predicted probability of being the same.
        same: bool of shape (pairs,), whether they are.
        bins: number of equal intervals of probability.

    Returns:
        One row a bin that has pairs: low, high (its limits), predicted (mean), observed, pairs.

    >>> reliability(np.array([0.1, 0.7, 0.8]), np.array([False, True, False]), bins=2).rows()
    [(0.0, 0.5, 0.1, 0.0, 1), (0.5, 1.0, 0.75, 0.5, 2)]
    """
    place = np.clip((probability * bins).astype(np.int64), 0, bins - 1)
    return (
        pl.DataFrame({"bin": place, "probability": probability, "same": same})
        .group_by("bin")
        .agg(
            predicted=pl.col("probability").mean(),
            observed=pl.col("same").mean(),
            pairs=pl.len(),
        )
        .sort("bin")
        .select(
            (pl.col("bin") / bins).alias("low"),
            ((pl.col("bin") + 1) / bins).alias("high"),
            "predicted",
            "observed",
            "pairs",
        )
    )


def _cells(predicted: Labels, truth: Labels) -> pl.DataFrame:
    """The contingency table: one row per predicted and true cluster that meet, with their sizes."""
    if len(predicted) != len(truth):
        raise SourceError(f"{len(predicted)} predicted labels for {len(truth)} true ones")
    labels = pl.DataFrame([pl.Series("predicted", predicted), pl.Series("true", truth)])
    return (
        labels.group_by("predicted", "true")
        .agg(both=pl.len().cast(pl.Int64))
        .with_columns(
            predicted_size=pl.col("both").sum().over("predicted"),
            true_size=pl.col("both").sum().over("true"),
        )
    )


def _first_of(side: str, cells: pl.DataFrame) -> pl.DataFrame:
    return cells.unique(side, keep="any")


def _pairs(sizes: pl.Series) -> int:
    return int((sizes * (sizes - 1) // 2).sum())


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


def _scores(precision: float, recall: float, true: int, predicted: int, both: int) -> Scores:
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Scores(precision, recall, f1, true, predicted, both)
