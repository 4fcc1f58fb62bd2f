"""Run identity_resolve and Splink one after the other on the same data, and compare.

    python benchmarks/run.py                               our own generator, 100,000 records
    python benchmarks/run.py --data DIR                    and the published sets found in DIR
    python benchmarks/run.py --records 1000000 --sets customers

Every run is a process of its own; its wall seconds and most resident memory are its own figures.
Prints a table and writes benchmarks/results/<time>.json. See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.data import PUBLISHED, DataSet, generated, published
from benchmarks.judge import judge
from benchmarks.outcome import load_clusters, load_edges, load_figures

VARIABLE = "IDENTITY_RESOLVE_BENCH_DATA"
HEADER = (
    f"{'data set':<22}{'records':>10}  {'tool':<24}{'pairs':>12}{'seconds':>9}{'MB':>8}"
    f"{'P':>8}{'R':>7}{'F1':>7}{'B3 F1':>8}{'best F1':>9}{'best B3':>9}"
)


def data_sets(given: argparse.Namespace, work: Path) -> Iterator[DataSet]:
    """The sets asked for, made ready one by one; a line for each that is not there."""
    for name in PUBLISHED:
        if given.sets and name not in given.sets:
            continue
        found = published(name, given.data, work) if given.data else None
        if found is None:
            where = given.data or f"a folder: give --data or set {VARIABLE}"
            print(f"{name:<22}skipped, not in {where}", flush=True)
        else:
            yield found
    if not given.sets or "customers" in given.sets:
        for records in given.records:
            yield generated(records, given.seed, work)


def run_tool(tool: str, data: DataSet, work: Path) -> dict[str, Any]:
    """One tool on one set, in a process of its own, scored; or what went wrong."""
    out = work / data.name / tool
    command = [sys.executable, str(HERE / f"{tool}_.py"), "--out", str(out)]
    if tool == "splink":
        command += ["--model", data.model, "--records", str(data.normalized)]
    else:
        command += ["--records", str(data.records)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    if ended.returncode != 0:
        return {"tool": tool, "error": ended.stderr.strip()[-2000:]}
    scores = judge(load_figures(out), load_clusters(out), load_edges(out), data.truth)
    return {"data_set": data.name, **scores}


def render_row(data: DataSet, found: dict[str, Any]) -> str:
    """One line of the table."""
    start = f"{data.name:<22}{data.size:>10,}  {found['tool']:<24}"
    if "error" in found:
        return f"{start}failed: {found['error'].splitlines()[-1] if found['error'] else '?'}"
    chosen, best = found["chosen"], found["best"]
    pair = chosen["pairwise"]
    line = (
        f"{start}{found['candidate_pairs']:>12,}{found['total_seconds']:>9.1f}"
        f"{found['peak_megabytes']:>8,.0f}{pair['precision']:>8.3f}{pair['recall']:>7.3f}"
        f"{pair['f1']:>7.3f}{chosen['bcubed']['f1']:>8.3f}"
    )
    if best:
        line += f"{best['pairwise']['f1']:>9.3f}{best['bcubed']['f1']:>9.3f}"
    phases = "  ".join(f"{name} {s:.1f}" for name, s in found["seconds"].items() if s >= 0.05)
    return f"{line}   {phases}"


def machine() -> dict[str, Any]:
    """Where the figures were taken."""
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": platform.processor() or platform.machine(),
        "cores": os.cpu_count(),
        "time": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
    }


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    folder = os.environ.get(VARIABLE)
    parser.add_argument(
        "--data", type=Path, default=Path(folder) if folder else None,
        help=f"folder of published data sets (or ${VARIABLE})",
    )  # fmt: skip
    parser.add_argument("--sets", nargs="*", choices=[*PUBLISHED, "customers"])
    parser.add_argument("--records", nargs="*", type=int, default=[100_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--rivals", choices=["splink", "none"], default="splink")
    parser.add_argument("--tools", nargs="*", help="overrules --rivals: which tools to run")
    parser.add_argument("--work", type=Path, default=HERE / ".cache")
    parser.add_argument("--results", type=Path, default=HERE / "results")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> None:
    given = parse(arguments)
    rivals = [] if given.rivals == "none" else [given.rivals]
    tools = given.tools or ["identity_resolve", *rivals]
    results: list[dict[str, Any]] = []
    print(HEADER, flush=True)
    for data in data_sets(given, given.work):
        for tool in tools:
            found = run_tool(tool, data, given.work)
            results.append(found)
            print(render_row(data, found), flush=True)
    given.results.mkdir(parents=True, exist_ok=True)
    path = given.results / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    path.write_text(json.dumps({"machine": machine(), "results": results}, indent=2))
    print(f"\nwritten to {path}")


if __name__ == "__main__":
    main()
