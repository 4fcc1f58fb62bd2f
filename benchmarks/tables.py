"""Write the tables of README.md and docs/benchmarks.md from benchmarks/measured.json.

    python benchmarks/tables.py                                    the tables once more
    python benchmarks/tables.py benchmarks/results/<time>.json     with the figures of a run

A table stands between `<!-- table: name -->` and `<!-- end -->`; all else in the pages is left alone.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.data import PUBLISHED, SIMULATED
from benchmarks.measured import load, save, take_in
from benchmarks.simulated import SETS

__all__ = ["TABLES", "fill"]

Json: TypeAlias = dict[str, Any]
Found: TypeAlias = dict[tuple[str, str], Json]

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "benchmarks.md")
OURS, SPLINK, GOLDENMATCH = TOOLS = ("identity_resolve", "splink", "goldenmatch")
SHORT = (
    "febrl3", "splink_fake_1000", "splink_historical_50k", "dqbench_er_t1", "customers_100000",
    "customers_1000000",
)  # fmt: skip
NAMES = {OURS: "`identity_resolve`", SPLINK: "Splink", GOLDENMATCH: "GoldenMatch"}
OTHER_RUN = "†"
_MARKED = re.compile(r"(<!-- table: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def accuracy(found: Found) -> str:
    """F1 of pairs by set and tool, and what stands behind ours."""
    head = "data | records | precision | recall | F1 | ceiling | F1 Splink | best | F1 GoldenMatch | best".split(
        " | "
    )
    rows = []
    for name in _compared(found):
        ours = found[name, OURS]
        cells = [_label(name), f"{ours['records']:,}", *_scores(ours), _three(ours["ceiling"])]
        for tool in (SPLINK, GOLDENMATCH):
            rival = found.get((name, tool))
            cells += [_three(rival and rival["pairwise"][2]), _three(rival and rival["best_f1"])]
        rows.append(cells)
    return _table(head, rows)


def clusters(found: Found) -> str:
    """B-cubed F1 by set and tool."""
    rows = [
        [_label(name), *(_three(row and row["bcubed"][2]) for row in _row(found, name))]
        for name in _compared(found)
    ]
    return _table(["data", *NAMES.values()], rows)


def cost(found: Found) -> str:
    """Candidate pairs, seconds and memory by set and tool."""
    head = "data | pairs | pairs Splink | seconds | Splink | GoldenMatch | MB | Splink | GoldenMatch".split(
        " | "
    )
    rows = []
    for name in _compared(found):
        three = _row(found, name)
        pairs = [_whole(row and row["pairs"]) for row in three[:2]]
        seconds = [_seconds(row, three[0]) for row in three]
        memory = [_whole(row and row["megabytes"]) for row in three]
        rows.append([_label(name), *pairs, *seconds, *memory])
    return _table(head, rows)


def simulated(found: Found) -> str:
    """Scores of the simulated sets."""
    head = "data | what it imitates | records | precision | recall | F1 | ceiling | B-cubed F1 | seconds | MB".split(
        " | "
    )
    rows = []
    for name in SIMULATED:
        if (name, OURS) in found:
            row = found[name, OURS]
            cells = [name, SETS[name].about, f"{row['records']:,}", *_scores(row)]
            cells += [_three(row["ceiling"]), _three(row["bcubed"][2])]
            rows.append([*cells, f"{row['seconds']:.1f}", _whole(row["megabytes"])])
    return _table(head, rows, texts=2)


def behind(found: Found) -> str:
    """Where a rival does better than we, by more than the last digit."""
    lines = []
    for tool in (SPLINK, GOLDENMATCH):
        for said, measure, sign, form in _MEASURES:
            sets = [
                f"{_label(name)} of {ours['records']:,} ({form(theirs)} against {form(mine)})"
                for name in _compared(found)
                if (rival := found.get((name, tool))) and (ours := found[name, OURS])
                if (theirs := measure(rival)) * sign > (mine := measure(ours)) * sign
            ]
            if sets:
                lines.append(f"- {NAMES[tool]} {said} on {', '.join(sets)}.\n")
    return "".join(lines or ["Nowhere in these tables.\n"])


def short(found: Found) -> str:
    """The few rows of the README."""
    head = (
        "data | records | F1 | F1 Splink | F1 GoldenMatch | seconds | Splink | GoldenMatch".split(
            " | "
        )
    )
    rows = []
    for name in SHORT:
        three = _row(found, name)
        if three[0]:
            f1 = [_three(row and row["pairwise"][2]) for row in three]
            seconds = [_seconds(row, three[0]) for row in three]
            rows.append([_label(name), f"{three[0]['records']:,}", *f1, *seconds])
    return _table(head, rows)


def machine(found: Found) -> str:
    """Where and when the figures were taken."""
    where = sorted({row["machine"] for row in found.values()})
    days = sorted({row["run"][:10] for row in found.values()})
    when = days[0] if len(days) == 1 else f"between {days[0]} and {days[-1]}"
    tools = sorted(
        {f"{NAMES[tool].strip('`')} {row['version']}" for (_, tool), row in found.items()}
    )
    return f"Measured {when} on {'; '.join(where)}. Versions: {', '.join(tools)}.\n"


TABLES: dict[str, Callable[[Found], str]] = {
    table.__name__: table for table in (accuracy, clusters, cost, simulated, behind, short, machine)
}


def fill(text: str, figures: Iterable[Json]) -> str:
    """A page with its tables as the figures say.

    Args:
        text: of the page.
        figures: as `measured.load` gives them.
    """
    found = {(row["set"], row["tool"]): row for row in figures}
    return _MARKED.sub(lambda m: f"{m[1]}\n{TABLES[m[2]](found)}\n{m[3]}", text)


def _compared(found: Found) -> list[str]:
    """The sets on which rivals run as well, in order, customers last."""
    own = {name for name, _ in found if name.startswith("customers")}
    every = [*PUBLISHED, *sorted(own, key=lambda name: found[name, OURS]["records"])]
    return [name for name in every if (name, OURS) in found]


def _row(found: Found, name: str) -> list[Json | None]:
    return [found.get((name, tool)) for tool in TOOLS]


def _label(name: str) -> str:
    return "customers" if name.startswith("customers") else name


def _scores(row: Json) -> list[str]:
    return [_three(score) for score in row["pairwise"]]


def _three(score: float | None) -> str:
    return "–" if score is None else f"{score:.3f}"


def _whole(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _seconds(row: Json | None, ours: Json | None) -> str:
    if row is None:
        return "–"
    other = ours is not None and row["run"] != ours["run"]
    return f"{row['seconds']:,.1f}" + (f" {OTHER_RUN}" if other else "")


_MEASURES: tuple[tuple[str, Callable[[Json], float], int, Callable[[float], str]], ...] = (
    ("has the better F1 of pairs", lambda row: row["pairwise"][2], 1, "{:.3f}".format),
    ("has the better B-cubed F1", lambda row: row["bcubed"][2], 1, "{:.3f}".format),
    ("is faster", lambda row: row["seconds"], -1, "{:,.1f} s".format),
    ("takes less memory", lambda row: row["megabytes"], -1, "{:,} MB".format),
)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int = 1) -> str:
    """A Markdown table whose first columns are text, the others numbers."""
    rule = ["---"] * texts + ["---:"] * (len(head) - texts)
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, rule, *rows))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("results", nargs="*", type=Path, help="files that run.py wrote")
    given = parser.parse_args(arguments)
    figures = load()
    for results in given.results:
        figures = take_in(figures, results)
    save(figures)
    for page in PAGES:
        page.write_text(fill(page.read_text(), figures))
        print(page)


if __name__ == "__main__":
    main()
