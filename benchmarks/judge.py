"""Scores of a run: at the threshold the tool chose, and at the one that would have been best."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from benchmarks.outcome import Figures
from identity_resolve.clustering.components import components
from identity_resolve.evaluation import Scores, bcubed, pairwise, reliability

__all__ = ["judge"]

Json: TypeAlias = dict[str, Any]

STEPS = 40  # thresholds tried, spread evenly over the edges that there are
TRIED_LIMIT = 2_000_000  # records; with more, no other thresholds are tried


def judge(
    figures: Figures, clusters: pl.DataFrame, edges: pl.DataFrame, truth: pl.DataFrame
) -> Json:
    """Figures and scores of one run, as they go into the JSON file."""
    joined = truth.join(clusters, on="record_id", how="inner")
    if joined.height != truth.height:
        raise ValueError(f"{figures.tool} placed {joined.height} of {truth.height} records")
    ends = _Ends(edges, truth)
    best, at = ends.best() if truth.height <= TRIED_LIMIT else (None, None)
    found = {
        **asdict(figures),
        "records": truth.height,
        "total_seconds": sum(figures.seconds.values()),
        "chosen": _scores(joined["cluster_id"], joined["entity_id"]),
        "best": best,
        "best_threshold_bits": at,
    }
    if {"household_id", "household_id_right"} <= set(joined.columns):
        households = pairwise(joined["household_id_right"], joined["household_id"])
        found["households"] = asdict(households)
    if figures.probabilities:
        found["reliability"] = ends.reliability()
    return found


def _scores(clusters: pl.Series, truth: pl.Series) -> Json:
    return {
        "pairwise": asdict(pairwise(clusters, truth)),
        "bcubed": asdict(bcubed(clusters, truth)),
    }


class _Ends:
    """Edges of a run as rows of the truth.

    Args:
        edges: left and right record_id, bits; probability where it is not what the bits say, not a number
            where a rule decided.
        truth: record_id and entity_id.
    """

    def __init__(self, edges: pl.DataFrame, truth: pl.DataFrame) -> None:
        rows = truth.select("record_id").with_row_index("row")
        self.left, self.right = (
            edges.select(record_id=side)
            .join(rows, on="record_id", maintain_order="left")["row"]
            .to_numpy()
            .astype(np.int32)
            for side in ("left", "right")
        )
        self.bits = edges["bits"].to_numpy()
        said = edges["probability"].to_numpy() if "probability" in edges.columns else None
        self.probability = (
            1 / (1 + np.exp2(-self.bits.astype(np.float64))) if said is None else said
        )
        self.truth = truth["entity_id"]

    def best(self) -> tuple[Json | None, float | None]:
        """Scores of the components of the edges at the threshold with the best pairwise F1."""
        if not len(self.bits):
            return None, None
        tried = np.unique(np.quantile(self.bits, np.linspace(0, 0.98, STEPS)))
        found = list(self._at(np.union1d(tried, np.arange(-4, 12))))
        _, at = max(found, key=lambda scored: (scored[0].f1, scored[1]))
        return _scores(pl.Series(self._labels(at)), self.truth), at

    def _at(self, thresholds: Iterable[float]) -> Iterable[tuple[Scores, float]]:
        for threshold in thresholds:
            yield pairwise(self._labels(threshold), self.truth), float(threshold)

    def _labels(self, threshold: float) -> np.ndarray:
        kept = self.bits >= threshold
        return components(len(self.truth), self.left[kept], self.right[kept])

    def reliability(self) -> list[Json]:
        """Predicted probability of the edges against the share that is right, in ten bins."""
        group = self.truth.rank("dense").to_numpy()
        told = ~np.isnan(self.probability)
        same = group[self.left] == group[self.right]
        return reliability(self.probability[told], same[told]).to_dicts()
