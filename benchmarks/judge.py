"""Scores of a run: at the threshold the tool chose, and at the one that would have been best."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np
import polars as pl

from benchmarks.outcome import Figures
from identity_resolve.clustering.components import components
from identity_resolve.evaluation import Scores, bcubed, pairwise

__all__ = ["judge"]

STEPS = 40  # thresholds tried, spread evenly over the edges that there are


def judge(
    figures: Figures, clusters: pl.DataFrame, edges: pl.DataFrame, truth: pl.DataFrame
) -> dict[str, Any]:
    """Figures and scores of one run, as they go into the JSON file."""
    joined = truth.join(clusters, on="record_id", how="inner")
    if joined.height != truth.height:
        raise ValueError(f"{figures.tool} placed {joined.height} of {truth.height} records")
    chosen = _scores(joined["cluster_id"], joined["entity_id"])
    best, at = _best(edges, truth)
    return {
        **asdict(figures),
        "records": truth.height,
        "total_seconds": sum(figures.seconds.values()),
        "chosen": chosen,
        "best": best,
        "best_threshold_bits": at,
    }


def _scores(clusters: pl.Series, truth: pl.Series) -> dict[str, dict[str, float]]:
    return {
        "pairwise": asdict(pairwise(clusters, truth)),
        "bcubed": asdict(bcubed(clusters, truth)),
    }


def _best(
    edges: pl.DataFrame, truth: pl.DataFrame
) -> tuple[dict[str, dict[str, float]] | None, float | None]:
    """Scores of connected components of the edges at the threshold with the best pairwise F1."""
    if edges.is_empty():
        return None, None
    rows = truth.select("record_id").with_row_index("row")
    left = edges.select(record_id="left").join(rows, on="record_id", maintain_order="left")
    right = edges.select(record_id="right").join(rows, on="record_id", maintain_order="left")
    ends = left["row"].to_numpy().astype(np.int32), right["row"].to_numpy().astype(np.int32)
    bits = edges["bits"].to_numpy()
    found: list[tuple[Scores, float]] = []
    tried = np.unique(np.quantile(bits, np.linspace(0, 0.98, STEPS)))
    for threshold in np.union1d(tried, np.arange(-4, 12)):
        kept = bits >= threshold
        label = components(truth.height, ends[0][kept], ends[1][kept])
        found.append((pairwise(label, truth["entity_id"]), float(threshold)))
    _, at = max(found, key=lambda scored: (scored[0].f1, scored[1]))
    kept = bits >= at
    label = pl.Series(components(truth.height, ends[0][kept], ends[1][kept]))
    return _scores(label, truth["entity_id"]), at
