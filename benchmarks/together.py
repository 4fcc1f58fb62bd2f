"""Several processes add records to one PostgreSQL at once: throughput, conflicts, and whether all is right after.

    python benchmarks/together.py --records 10000 --processes 4

starts a temporary cluster (or uses --url), adds records of the generator one by one, each process its share,
and compares the customers with those of a batch. ``--server key=value`` sets the temporary cluster.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from queue import Queue

import numpy as np
import polars as pl

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.customers import generate
from identity_resolve.resolver import Resolver
from tests.stores.cluster import database, running

SOURCE = "touchpoints"


def share(
    url: str, records: Path, number: int, of: int, batch: int, alone: bool, told: Queue
) -> None:
    """Add every `of`-th record, shuffled."""
    frame = pl.read_parquet(records).sample(fraction=1, shuffle=True, seed=3)[number::of]
    rows = [
        {"source": SOURCE} | {k: v for k, v in row.items() if v is not None}
        for row in frame.iter_rows(named=True)
    ]
    took = []
    with Resolver.open(url) as book:
        turns = book._desk.store._turns
        if alone:
            turns._left = len(rows) + 1
        for start in range(0, len(rows), batch):
            begun = time.perf_counter()
            book.add(rows[start] if batch == 1 else rows[start : start + batch])
            took.append(time.perf_counter() - begun)
        told.put((len(rows), turns.lost, took))


def main() -> int:
    """Measure and compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--batch", type=int, default=1, help="records a call")
    parser.add_argument("--alone", action="store_true", help="take turns from the start")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--url", help="of an empty database, instead of a temporary cluster")
    parser.add_argument("--server", nargs="*", default=[], help="settings of the temporary cluster")
    asked = parser.parse_args()
    with ExitStack() as stack:
        url, home = asked.url, Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if url is None:
            server = stack.enter_context(running(**dict(s.split("=") for s in asked.server)))
            url = stack.enter_context(database(server, "together"))
        generate(asked.records, asked.seed, home)
        Resolver.open(url).close()
        spawn, told = get_context("spawn"), get_context("spawn").Queue()
        work = [
            spawn.Process(
                target=share,
                args=(
                    url,
                    home / "records.parquet",
                    i,
                    asked.processes,
                    asked.batch,
                    asked.alone,
                    told,
                ),
            )
            for i in range(asked.processes)
        ]
        begun = time.perf_counter()
        for process in work:
            process.start()
        done = [told.get() for _ in work]
        for process in work:
            process.join()
        seconds = time.perf_counter() - begun
        took = np.concatenate([t for _, _, t in done]) * 1000
        with Resolver.open(url) as book:
            rebuilt = book.rebuild()
            events = len(book.events(limit=10**9))
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        p50, p99 = np.percentile(took, [50, 99])
        print(
            f"{asked.processes} processes, {rebuilt.records:,} records, {asked.batch} a call: "
            f"{sum(count for count, _, _ in done) / seconds:.0f} records/s, {used.ru_utime + used.ru_stime:.0f} s of "
            f"processor time beside the server's, a call p50 {p50:.0f} ms, p99 {p99:.0f} ms, "
            f"{sum(lost for _, lost, _ in done)} conflicts, {rebuilt.customers:,} customers, "
            f"{events:,} events, differing {rebuilt.differing}, exit codes {[p.exitcode for p in work]}"
        )
        return int(rebuilt.differing > 0 or any(p.exitcode for p in work))


if __name__ == "__main__":
    sys.exit(main())
