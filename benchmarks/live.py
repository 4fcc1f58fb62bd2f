"""How fast a living graph is: load, single adds, micro-batches, find, and the disk it takes.

    python benchmarks/live.py --records 100000 1000000 [--work DIR]

For each size: a history of generated touchpoints is loaded into a new SQLite store (beside it the same
batch run, for the ratio), then further touchpoints of the same people come one by one and by the thousand,
and customers are looked up by one identifier. Reported are p50, p90, p99 and the longest, in milliseconds.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import identity_resolve as ir
from benchmarks.customers import generate

SINGLES, BATCHES, BATCH, FINDS = 500, 5, 1000, 500


def records_of(frame: pl.DataFrame) -> list[dict[str, str]]:
    """Touchpoints as an application gives them."""
    return [
        {"source": "touchpoints", **{k: v for k, v in row.items() if v is not None}}
        for row in frame.iter_rows(named=True)
    ]


def timed(calls: Sequence[Callable[[], object]]) -> dict[str, float]:
    """Milliseconds of each call: p50, p90, p99, the longest."""
    taken = []
    for call in calls:
        start = perf_counter()
        call()
        taken.append(1000 * (perf_counter() - start))
    p50, p90, p99, longest = np.percentile(taken, [50, 90, 99, 100])
    return {"p50": p50, "p90": p90, "p99": p99, "max": longest}


def measure(size: int, work: Path) -> dict[str, object]:
    """All figures of one size."""
    coming = SINGLES + BATCHES * BATCH
    directory = work / str(size)
    generate(size + coming, 7, directory)
    frame = pl.read_parquet(directory / "records.parquet")
    history, fresh = frame.head(size), records_of(frame.tail(coming))
    start = perf_counter()
    ir.resolve({"touchpoints": history})
    batch = perf_counter() - start
    path = directory / "book.db"
    book = ir.Resolver.open(path)
    start = perf_counter()
    book.train({"touchpoints": history})
    load = perf_counter() - start
    book.close()
    disk = path.stat().st_size / size
    book = ir.Resolver.open(path)
    book.find(email="warm.up@example.org")
    singles = timed([lambda r=record: book.add(r) for record in fresh[:SINGLES]])
    start = perf_counter()
    for first in range(SINGLES, coming, BATCH):
        book.add(fresh[first : first + BATCH])
    many = BATCHES * BATCH / (perf_counter() - start)
    asked = history.filter(pl.col("email").is_not_null())["email"].sample(FINDS, seed=1).to_list()
    finds = timed([lambda e=email: book.find(email=e) for email in asked])
    return {
        "records": size,
        "batch seconds": batch,
        "load seconds": load,
        "bytes a record": disk,
        "add": singles,
        "records a second in thousands": many,
        "find": finds,
    }


def main() -> None:
    """Measure and print, one JSON object a size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--records", type=int, nargs="+", default=[100_000])
    parser.add_argument("--work", type=Path)
    arguments = parser.parse_args()
    print(f"{platform.machine()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as made:
        for size in arguments.records:
            found = measure(size, arguments.work or Path(made))
            print(json.dumps(found, default=lambda v: round(v, 2)), flush=True)


if __name__ == "__main__":
    main()
