"""What a tool hands over after a run: a JSON of figures, its clusters and its edges."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import polars as pl

__all__ = ["Figures", "load_clusters", "load_edges", "load_figures", "peak_megabytes", "save"]


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run took.

    Attributes:
        tool: name and version.
        seconds: wall seconds by phase; reading the input is in them, Python's start is not.
        candidate_pairs: pairs of records that were compared.
        peak_megabytes: most resident memory of the process.
        threshold: what the clusters were made with.
    """

    tool: str
    seconds: dict[str, float]
    candidate_pairs: int
    peak_megabytes: float
    threshold: float


def peak_megabytes() -> float:
    """Most resident memory of this process so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def save(directory: Path, figures: Figures, clusters: pl.DataFrame, edges: pl.DataFrame) -> None:
    """Write figures, clusters (record_id, cluster_id) and edges (left, right, bits)."""
    directory.mkdir(parents=True, exist_ok=True)
    clusters.write_parquet(directory / "clusters.parquet")
    edges.write_parquet(directory / "edges.parquet")
    (directory / "figures.json").write_text(json.dumps(asdict(figures), indent=2))


def load_figures(directory: Path) -> Figures:
    """Figures of a run."""
    return Figures(**json.loads((directory / "figures.json").read_text()))


def load_clusters(directory: Path) -> pl.DataFrame:
    """record_id and cluster_id."""
    return pl.read_parquet(directory / "clusters.parquet")


def load_edges(directory: Path) -> pl.DataFrame:
    """Left and right record_id, and bits of evidence (log2 of the odds of a match)."""
    return pl.read_parquet(directory / "edges.parquet")
