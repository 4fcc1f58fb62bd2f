"""Run identity_resolve on one data set as it is, with no settings.

    python benchmarks/identity_resolve_.py --records records.parquet --out DIR

writes figures.json, clusters.parquet and edges.parquet.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import polars as pl

import identity_resolve as ir
from benchmarks.outcome import Figures, peak_megabytes, save


def run(records: Path, out: Path) -> None:
    """Resolve; save what came out and what it took."""
    resolve = ir.resolve  # imported on first use; not part of the run
    started = time.perf_counter()
    result = resolve(str(records))
    total = time.perf_counter() - started
    peak = peak_megabytes()
    seconds = dict(result.timings)
    seconds["other"] = max(total - sum(seconds.values()), 0.0)
    clusters = result.members.select("record_id", pl.col("customer_id").alias("cluster_id"))
    version = getattr(ir, "__version__", "")
    figures = Figures(
        f"identity_resolve {version}", seconds, result.counts["candidate_pairs"], peak, 0.5
    )
    save(out, figures, clusters, _edges(result))


def _edges(result: ir.Result) -> pl.DataFrame:
    """Left and right record with the bits of evidence for the same customer, prior included."""
    edges = result.edges.filter(pl.col("probability").is_not_null())
    p = pl.col("probability").clip(1e-9, 1 - 1e-9)
    bits = pl.col("bits") if "bits" in edges.columns else (p / (1 - p)).log(2)
    return edges.select("left", "right", bits=bits.cast(pl.Float64))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    run(given.records, given.out)


if __name__ == "__main__":
    main()
