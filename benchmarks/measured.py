"""What was measured: the figures the documentation shows, kept in measured.json.

Each run of `run.py` writes all it found into benchmarks/results, which is not kept. What the pages show is
taken over from there, the newest result of each set and tool, cut down to the figures that are shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

__all__ = ["MEASURED", "load", "save", "take_in"]

Json: TypeAlias = dict[str, Any]

MEASURED = Path(__file__).resolve().parent / "measured.json"
_TOOLS = ("identity_resolve", "splink", "goldenmatch")
_SCORES = ("precision", "recall", "f1")


def load(path: Path = MEASURED) -> list[Json]:
    """All figures: one dict for each set and tool."""
    figures: list[Json] = json.loads(path.read_text()) if path.exists() else []
    return figures


def save(figures: Iterable[Json], path: Path = MEASURED) -> None:
    """Write the figures, a line each, so that a change of one is seen as one."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in figures)
    path.write_text(f"[\n{lines}\n]\n")


def take_in(figures: list[Json], results: Path) -> list[Json]:
    """The figures with those of a file of results, which replace older ones; failures are left out."""
    body = json.loads(results.read_text())
    kept = {(row["set"], row["tool"]): row for row in figures}
    for found in body["results"]:
        if "error" in found or "saved model" in found["tool"]:
            continue
        row = _figures(found, body["machine"])
        known = kept.get((row["set"], row["tool"]))
        if known is None or known["run"] <= row["run"]:
            kept[row["set"], row["tool"]] = row
    return list(kept.values())


def _figures(found: Json, machine: Json) -> Json:
    tool, _, version = found["tool"].partition(" ")
    chosen, best, ceiling = found["chosen"], found["best"], found.get("ceiling", {})
    households = found.get("households")
    return {
        "set": found["data_set"],
        "tool": next(name for name in _TOOLS if name == tool.lower()),
        "version": version,
        "records": found["records"],
        "pairs": found["candidate_pairs"],
        "seconds": round(found["total_seconds"], 1),
        "megabytes": round(found["peak_megabytes"]),
        "pairwise": _scores(chosen["pairwise"]),
        "bcubed": _scores(chosen["bcubed"]),
        "best_f1": round(best["pairwise"]["f1"], 3) if best else None,
        "ceiling": round(ceiling["persons"]["f1"], 3) if ceiling else None,
        "households": _scores(households) if households else None,
        "run": machine["time"],
        "machine": f"{machine['cores']} cores, {machine['system']}, Python {machine['python']}",
    }


def _scores(scores: Json) -> list[float]:
    """Precision, recall and F1."""
    return [round(scores[name], 3) for name in _SCORES]
