"""Run GoldenMatch's zero-configuration deduplication on one data set.

    benchmarks/.goldenmatch-venv/bin/python benchmarks/goldenmatch_.py --records records.parquet --out DIR

writes figures.json, clusters.parquet and edges.parquet. It runs in an environment of its own, as
its README says: `pip install goldenmatch`, then `dedupe_df(table)`. Record ids are left out by
`exclude_columns`; what earlier runs chose is not used again (`GOLDENMATCH_AUTOCONFIG_MEMORY=0`);
analytics are off unless asked for, and no model is downloaded unless a setting names one.

From 100,000 records on it refuses a configuration it does not trust itself. Then it runs once more
with `allow_red_config=True`, which the refusal offers, and the note of the run says so; the seconds
are of the second run.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ |= {"GOLDENMATCH_AUTOCONFIG_MEMORY": "0", "GOLDENMATCH_ANALYTICS": "0"}

import goldenmatch
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from goldenmatch.core.autoconfig_controller import ControllerNotConfidentError
from goldenmatch.core.bench import bench_capture

from benchmarks.figures import Figures, peak_megabytes, save_figures

REFUSED = "it refused its own configuration; run with allow_red_config=True"


def run(records: Path, out: Path) -> None:
    """Configure, match, cluster; save what came out and what it took."""
    note = ""
    started = time.perf_counter()
    table = pq.read_table(records)
    seconds = {"read": time.perf_counter() - started}
    try:
        result, took = _dedupe(table)
    except ControllerNotConfidentError:
        note = REFUSED
        result, took = _dedupe(table, allow_red_config=True)
    peak = peak_megabytes()
    figures = Figures(
        f"GoldenMatch {goldenmatch.__version__}", seconds | took, None, peak, None,
        probabilities=False, note=note,
    )  # fmt: skip
    save_figures(out, figures)
    ids = table["record_id"]
    pq.write_table(_clusters(result.clusters, ids), out / "clusters.parquet")
    pq.write_table(_edges(result.scored_pairs, ids), out / "edges.parquet")


def _dedupe(table: pa.Table, **options: bool) -> tuple[Any, dict[str, float]]:
    """The result, and the seconds of choosing a configuration and of the rest."""
    started = time.perf_counter()
    with bench_capture() as recorder:
        result = goldenmatch.dedupe_df(table, exclude_columns=["record_id"], **options)
    total = time.perf_counter() - started
    configuring = recorder.timings.get("auto_configure", 0.0)
    return result, {"configure": configuring, "match": total - configuring}


def _clusters(clusters: dict[int, dict[str, Any]], ids: pa.ChunkedArray) -> pa.Table:
    """Record and cluster ids; a record that is in no cluster is its own."""
    cluster = np.arange(len(ids), dtype=np.int64) + len(ids)
    for number, found in enumerate(clusters.values()):
        cluster[found["members"]] = number
    return pa.table({"record_id": ids, "cluster_id": cluster})


def _edges(pairs: Sequence[tuple[int, int, float]], ids: pa.ChunkedArray) -> pa.Table:
    """Scored pairs; bits are the log odds of the score, which orders pairs and claims nothing."""
    left, right, score = (np.array(side) for side in _columns(pairs))
    score = np.clip(score.astype(np.float64), 1e-9, 1 - 1e-9)
    ends = {"left": ids.take(pa.array(left)), "right": ids.take(pa.array(right))}
    return pa.table(ends | {"bits": np.log2(score / (1 - score))})


def _columns(pairs: Sequence[tuple[int, int, float]]) -> Iterator[Sequence[float]]:
    return zip(*pairs, strict=True) if pairs else iter([np.zeros(0, np.int64)] * 3)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    run(given.records, given.out)


if __name__ == "__main__":
    main()
