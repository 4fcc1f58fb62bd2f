"""Run identity_resolve and its rivals one after the other on the same data, and compare.

    python benchmarks/run.py                               our own generator, 100,000 records
    python benchmarks/run.py --data DIR                    and the published sets found in DIR
    python benchmarks/run.py --records 1000000 --sets customers
    python benchmarks/run.py --sets simulated              what others have to resolve; ours alone
    python benchmarks/run.py --rivals none --rules --reliability
    python benchmarks/run.py --sets customers --saved      and runs with a model saved before

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

import polars as pl

from benchmarks.data import PUBLISHED, SIMULATED, DataSet, generated, published, simulated
from benchmarks.judge import judge
from benchmarks.outcome import load_clusters, load_edges, load_figures
from benchmarks.table import HEADER, render_reliability, render_row, render_rules

VARIABLE = "IDENTITY_RESOLVE_BENCH_DATA"
OURS = "identity_resolve"
RIVALS = ("splink", "goldenmatch")
SAVES = (OURS, "splink")  # tools that can keep what they learned
CLEANED = {
    "splink": None,
    "goldenmatch": ("customers",),
}  # sets whose values are cleaned for it; None: all
PYTHONS = {"goldenmatch": HERE / ".goldenmatch-venv" / "bin" / "python"}  # others: this one


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
    for name in SIMULATED:
        if name in given.sets or "simulated" in given.sets:
            yield simulated(name, given.seed, work)


def run_tool(tool: str, data: DataSet, out: Path, *options: str, limit: float) -> dict[str, Any]:
    """One tool on one set, in a process of its own, scored; or what went wrong.

    Args:
        tool: name of its script, without the underscore.
        data: what it is given.
        out: where it puts what it made.
        options: further options of its script.
        limit: seconds after which it is stopped.
    """
    python = PYTHONS.get(tool, Path(sys.executable))
    if not python.exists():
        return {"tool": tool, "error": f"{python} is missing: run make bench"}
    command = [str(python), str(HERE / f"{tool}_.py"), "--out", str(out), *options]
    command += ["--records", *map(str, _records(tool, data))]
    if tool == OURS:
        command += ["--truth", str(data.truth)]
    if tool == "splink":
        command += ["--setup", data.setup]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit)
    except subprocess.TimeoutExpired:
        return {"tool": tool, "error": f"stopped after {limit:,.0f} seconds"}
    if ended.returncode != 0:
        return {"tool": tool, "error": ended.stderr.strip()[-2000:]}
    return {"data_set": data.name, **_judged(data, out)}


def _records(tool: str, data: DataSet) -> tuple[Path, ...]:
    sets = CLEANED.get(tool, ())
    return (data.normalized(),) if sets is None or data.setup in sets else data.records


def _judged(data: DataSet, out: Path) -> dict[str, Any]:
    truth = pl.read_parquet(data.truth)
    found = judge(load_figures(out), load_clusters(out), load_edges(out), truth)
    ceiling = out / "ceiling.json"
    return found | ({"ceiling": json.loads(ceiling.read_text())} if ceiling.exists() else {})


def run_saved(
    tool: str, data: DataSet, other: DataSet, work: Path, *, limit: float
) -> dict[str, Any]:
    """One tool with what it learned on another set of the same kind."""
    model = work / other.name / f"{tool}.json"
    model.parent.mkdir(parents=True, exist_ok=True)
    learned = run_tool(
        tool, other, work / other.name / f"{tool}_fit", "--save-model", str(model), limit=limit
    )
    if "error" in learned:
        return learned
    out = work / data.name / f"{tool}_saved"
    return run_tool(tool, data, out, "--model", str(model), limit=limit)


def results_of(data: DataSet, given: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """One result after the other on one set; rivals have no settings for the simulated ones."""
    tools = [OURS] if data.setup == "simulated" else given.tools
    for tool in tools:
        yield run_tool(tool, data, given.work / data.name / tool, limit=given.limit)
    if given.saved and data.setup == "customers":
        other = generated(data.size, given.seed + 1, given.work)
        for tool in given.tools:
            if tool in SAVES:
                yield run_saved(tool, data, other, given.work, limit=given.limit)


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
    add = parser.add_argument
    add(
        "--data", type=Path, default=Path(folder) if folder else None,
        help=f"folder of published data sets (or ${VARIABLE})",
    )  # fmt: skip
    known = [*PUBLISHED, "customers", "simulated", *SIMULATED]
    add("--sets", nargs="*", choices=known, default=[], help="default: published and customers")
    add("--records", nargs="*", type=int, default=[100_000], help="sizes of the generated set")
    add("--seed", type=int, default=7)
    add("--rivals", nargs="*", choices=[*RIVALS, "none"], default=RIVALS)
    add("--tools", nargs="*", choices=[OURS, *RIVALS], help="overrules --rivals: which to run")
    add("--saved", action="store_true", help="also run with models saved from another seed")
    add("--rules", action="store_true", help="print what each block rule found")
    add("--reliability", action="store_true", help="print predicted against observed")
    add("--limit", type=float, default=3600, help="most seconds of one run")
    add("--work", type=Path, default=HERE / ".cache")
    add("--results", type=Path, default=HERE / "results")
    given = parser.parse_args(arguments)
    given.tools = given.tools or [OURS, *(r for r in RIVALS if r in given.rivals)]
    return given


def show(data: DataSet, found: dict[str, Any], given: argparse.Namespace) -> None:
    """Print a result, and what was asked for besides."""
    print(render_row(data.name, data.size, found), flush=True)
    if given.rules and "ceiling" in found:
        print(render_rules(found), flush=True)
    if given.reliability and "ceiling" in found:
        print(render_reliability(found), flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    given = parse(arguments)
    results: list[dict[str, Any]] = []
    given.results.mkdir(parents=True, exist_ok=True)
    path = given.results / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    where = machine()
    print(HEADER, flush=True)
    for data in data_sets(given, given.work):
        for found in results_of(data, given):
            results.append(found)
            path.write_text(json.dumps({"machine": where, "results": results}, indent=2))
            show(data, found, given)
    print(f"\nwritten to {path}")


if __name__ == "__main__":
    main()
