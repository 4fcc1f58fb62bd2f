"""Run identity_resolve on one data set as it is, with no settings.

    python benchmarks/identity_resolve_.py --records records.parquet --out DIR

Several files are several sources, named as they are. It writes figures.json, clusters.parquet and
edges.parquet; with --truth also ceiling.json, made after the clock has stopped. --save-model keeps
what was learned, --model uses it and learns nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import polars as pl

import identity_resolve as ir
from benchmarks.ceiling import measure
from benchmarks.outcome import Figures, PeakByPhase, save
from identity_resolve.belonging import pair_probability


def run(records: Sequence[Path], out: Path, model: Path | None = None) -> ir.Result:
    """Resolve; save what came out and what it took."""
    resolve = ir.resolve  # imported on first use; not part of the run
    peaks = PeakByPhase()
    started = time.perf_counter()
    saved = ir.load_model(model) if model else None
    loading = time.perf_counter() - started
    result = resolve([str(path) for path in records], model=saved, progress=peaks)
    total = time.perf_counter() - started
    peak = peaks.highest
    seconds = {"load": loading, **result.timings}
    seconds["other"] = max(total - sum(seconds.values()), 0.0)
    clusters = result.members.select(
        "record_id", "household_id", pl.col("customer_id").alias("cluster_id")
    )
    name = f"identity_resolve {getattr(ir, '__version__', '')}".strip()
    tool = f"{name}, saved model" if model else name
    figures = Figures(
        tool,
        seconds,
        result.counts["candidate_pairs"],
        peak,
        0.5,
        megabytes=peaks.megabytes,
        counts=result.counts,
    )
    save(out, figures, clusters, _edges(result))
    return result


def _edges(result: ir.Result) -> pl.DataFrame:
    """Left and right record, their own bits of evidence, and the probability all considered.

    Taken as the run left them: `result.edges` would weigh all pairs once more, field by field.
    Probabilities are of pairs that no rule decided.
    """
    edges, ids = result._run.edges, result._run.recorded.table["record_id"]
    probable = pair_probability(result._run.formed.places, edges.left, edges.right, edges.same)
    return pl.DataFrame(
        {
            "left": ids.gather(edges.left.astype(np.uint32)),
            "right": ids.gather(edges.right.astype(np.uint32)),
            "bits": edges.same.astype(np.float64),
            "probability": np.where(edges.rule < 0, probable, np.nan),
        }
    )


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--save-model", type=Path)
    given = parser.parse_args(arguments)
    result = run(given.records, given.out, given.model)
    if given.save_model:
        ir.save_model(result.model, given.save_model)
    if given.truth:
        allowed = measure(result, pl.read_parquet(given.truth))
        (given.out / "ceiling.json").write_text(json.dumps(allowed, indent=2))


if __name__ == "__main__":
    main()
