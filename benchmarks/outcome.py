"""What a tool hands over after a run: a JSON of figures, its clusters and its edges."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from benchmarks.figures import Figures, PeakByPhase, load_figures, peak_megabytes, save_figures

__all__ = [
    "Figures",
    "PeakByPhase",
    "load_clusters",
    "load_edges",
    "load_figures",
    "peak_megabytes",
    "save",
]


def save(directory: Path, figures: Figures, clusters: pl.DataFrame, edges: pl.DataFrame) -> None:
    """Write figures, clusters (record_id, cluster_id) and edges (left, right, bits).

    Clusters may have a household_id.
    """
    save_figures(directory, figures)
    clusters.write_parquet(directory / "clusters.parquet")
    edges.write_parquet(directory / "edges.parquet")


def load_clusters(directory: Path) -> pl.DataFrame:
    """record_id and cluster_id; household_id where the tool has such."""
    return pl.read_parquet(directory / "clusters.parquet")


def load_edges(directory: Path) -> pl.DataFrame:
    """Left and right record_id, bits of evidence (log2 of the odds of a match); at times probability."""
    return pl.read_parquet(directory / "edges.parquet")
