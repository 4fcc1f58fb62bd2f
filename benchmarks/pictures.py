"""Draw the pictures of the documentation from one run on generated touchpoints.

    python benchmarks/pictures.py                 writes docs/pictures/*.svg
    python benchmarks/pictures.py --png DIR       and a light and a dark PNG of each, to look at

The run is on `customers.py` with 100,000 records and a fixed seed, so the pictures change only when the
library or the generator does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import numpy.typing as npt
import polars as pl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

import identity_resolve as ir
from benchmarks.ceiling import measure, proposed
from benchmarks.data import generated
from benchmarks.drawing import (
    BLUE,
    FAINT,
    GRAY,
    INK,
    ORANGE,
    PALE,
    PAPER,
    new_figure,
    save_png,
    save_svg,
)
from identity_resolve.evaluation import reliability
from identity_resolve.world import weigh

HERE = Path(__file__).resolve().parent
RECORDS, SEED = 100_000, 7
FIELDS = {  # shown in the picture of weights, by class of identifier
    "license": "driver's license", "phone": "phone", "address": "address",
    "family": "family name", "given": "given name", "birth_date": "birth date",
}  # fmt: skip
RULES = 16  # shown in the picture of rules
FEWEST = 30  # pairs of an outcome that is shown
SIZES = [(1, 1), (2, 2), (3, 3), (4, 4), (5, 6), (7, 9), (10, 14), (15, 1_000)]
STRANGER, RELATIVE, PERSON = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Facts:
    """What the pictures show.

    Attributes:
        result: of the run.
        levels: field to outcomes, uint8 of shape (pairs,), of the candidate pairs.
        bits: float64 of shape (pairs,), odds that a candidate pair is of one person.
        kind: int8 of shape (pairs,), STRANGER, RELATIVE or PERSON in truth.
        truth: record_id, entity_id, household_id.
        rules: what each block rule found, and the pairs there are, from `measure`.
    """

    result: ir.Result
    levels: dict[str, npt.NDArray[np.uint8]]
    bits: npt.NDArray[np.float64]
    kind: npt.NDArray[np.int8]
    truth: pl.DataFrame
    rules: dict[str, Any]


def gather(work: Path) -> Facts:
    """Resolve, and look at every candidate pair with the truth in hand."""
    data = generated(RECORDS, SEED, work)
    result = ir.resolve([str(path) for path in data.records])
    truth = pl.read_parquet(data.truth)
    known = result._run.recorded.table.select("record_id").join(
        truth, on="record_id", maintain_order="left"
    )
    person, household = (known[c].rank("dense").to_numpy() for c in ("entity_id", "household_id"))
    levels: dict[str, list[np.ndarray]] = {}
    bits, kinds = [], []
    for pairs in proposed(result):
        found = weigh(result._run.world, pairs.left, pairs.right)
        for name, outcome in found.levels.items():
            levels.setdefault(name, []).append(outcome)
        bits.append(found.bits.same.astype(np.float64))
        together = (household[pairs.left] == household[pairs.right]).astype(np.int8)
        kinds.append(np.where(person[pairs.left] == person[pairs.right], PERSON, together))
    joined = {name: np.concatenate(parts) for name, parts in levels.items()}
    all_bits, kind = np.concatenate(bits), np.concatenate(kinds)
    return Facts(result, joined, all_bits, kind, truth, measure(result, truth))


def outcome_rows(facts: Facts, field: str) -> list[tuple[str, float, float]]:
    """Each outcome of a field that occurs: what it is, bits against strangers, bits against relatives.

    Outcomes that depend on how rare a value is are the mean over the pairs that have them.
    """
    comparison = next(c for c in facts.result._run.world.plan.comparisons if c.name == field)
    weights = facts.result.model.weights[field]
    stranger, relative = np.log2(weights.m / weights.u), np.log2(weights.m / weights.h)
    sizes = [level.outcomes for level in comparison.levels]
    level_of = np.concatenate([[0], np.repeat(np.arange(1, len(sizes) + 1), sizes)])
    rows = []
    for number, level in enumerate(comparison.levels, start=1):
        outcomes = facts.levels[field][level_of[facts.levels[field]] == number]
        if len(outcomes) >= FEWEST:
            title = level.title + (" *" if level.near else "")
            rows.append((title, float(stranger[outcomes].mean()), float(relative[outcomes].mean())))
    return rows


def draw_weights(facts: Facts) -> Figure:
    rows: list[tuple[str, float, float] | str] = []
    for field, name in FIELDS.items():
        rows += [name, *outcome_rows(facts, field)]
    figure = new_figure(
        "An agreement is worth less against a relative",
        "Bits of evidence that two records are one person, not two strangers or two relatives. One bit\n"
        "doubles the odds, ten make them a thousand to one. Where there is one dot, it is the same for both.",
        (9.2, 0.255 * len(rows) + 2.0),
    )
    axes = _axes(figure, left=0.42, bottom=0.95, top=1.25)
    beside = {"transform": axes.get_yaxis_transform(), "va": "center"}
    for at, row in enumerate(rows):
        if isinstance(row, str):
            axes.text(-0.715, -at, row, weight="bold", **beside)
            continue
        title, *bits = row
        axes.text(-0.69, -at, title, size=10, **beside)
        axes.plot(bits, [-at, -at], color=FAINT, linewidth=3, zorder=2)
        for style, bit in zip((_STRANGER, _RELATIVE), bits, strict=True):
            axes.plot(bit, -at, "o", **style)
    axes.axvline(0, color=GRAY, linewidth=1)
    axes.set_yticks([])
    axes.grid(axis="y", visible=False)
    axes.spines["left"].set_visible(False)
    axes.set_ylim(-len(rows) + 0.3, 0.7)
    axes.set_xlabel("← against one person\u2003\u2003bits\u2003\u2003for one person →")
    marks = [axes.plot([], [], "o", **style)[0] for style in (_STRANGER, _RELATIVE)]
    names = ["against strangers", "against relatives"]
    axes.legend(marks, names, loc="lower right", bbox_to_anchor=(1, 0.995), ncols=2)
    note = "* counts only as far as other fields agree: numbers in sequence differ by one digit"
    figure.text(0.02, 0.18 / figure.get_figheight(), note, size=9.5, color=GRAY)
    return figure


_STRANGER = {"color": BLUE, "markersize": 7, "zorder": 4}
_RELATIVE = {
    "color": ORANGE, "markerfacecolor": PAPER, "markersize": 7, "markeredgewidth": 1.8, "zorder": 3,
}  # fmt: skip


def draw_classes(facts: Facts) -> Figure:
    figure = new_figure(
        "Relatives stand between one person and strangers",
        "All pairs that some rule proposed, by the evidence the model gives them and by what they are in\n"
        "truth, each kind on a scale of its own. Where records hold a shared phone and no name, nothing\n"
        "tells relatives apart.",
        (9.2, 6.3),
    )
    edges = np.arange(-30, 41, 2)
    clipped = np.clip(facts.bits, edges[0], edges[-1] - 1e-6)
    for place, (kind, name, color) in enumerate(_KINDS):
        chosen = facts.kind == kind
        axes = figure.add_axes((0.08, 0.585 - 0.24 * place, 0.9, 0.16))
        height, _ = np.histogram(clipped[chosen], edges)
        axes.bar(edges[:-1], height, width=1.8, align="edge", color=color)
        axes.axvline(0, color=INK, linewidth=1.2)
        axes.set(xlim=(edges[0], edges[-1]))
        axes.yaxis.set_major_formatter(_THOUSANDS)
        axes.locator_params(axis="y", nbins=3)
        axes.tick_params(axis="x", labelbottom=kind == STRANGER)
        axes.tick_params(axis="y", labelcolor=GRAY, labelsize=9)
        share = np.mean(facts.bits[chosen] >= 0)
        label = f"{name}: {height.sum():,} pairs, {share:.0%} of them right of 0"
        axes.set_title(label, color=color, weight="bold", size=10.5, loc="left")
    axes.set_xlabel(
        "← surely two\u2003\u2003bits of evidence for one person\u2003\u2003surely one →"
    )
    return figure


_KINDS = (
    (PERSON, "one person", BLUE),
    (RELATIVE, "two people of one household", ORANGE),
    (STRANGER, "two strangers", GRAY),
)
_THOUSANDS = FuncFormatter(lambda value, _: f"{value:,.0f}")
_PERCENT = FuncFormatter(lambda value, _: f"{value:.0%}")


def draw_reliability(facts: Facts) -> Figure:
    person = dict(facts.truth.select("record_id", "entity_id").rows())
    edges = facts.result.edges.filter(pl.col("rule").is_null())
    right = [person[a] == person[b] for a, b in edges.select("left", "right").rows()]
    table = reliability(edges["probability"].to_numpy(), np.array(right))
    figure = new_figure(
        "Of pairs given 90 %, nine in ten should be right",
        "Probability a pair is given, all considered, against the share of such pairs that\n"
        "are one person in truth. On the line it is honest; above it, too modest.",
        (6.6, 6.3),
    )
    axes = _axes(figure, left=0.14, bottom=0.72, top=1.28)
    axes.plot([0, 1], [0, 1], color=GRAY, linewidth=1.2, linestyle=(0, (4, 3)))
    area = 40 + 900 * table["pairs"].to_numpy() / table["pairs"].sum()
    axes.scatter(table["predicted"], table["observed"], s=area, color=BLUE, zorder=3)
    for row in table.iter_rows(named=True):
        at = row["predicted"], row["observed"]
        beside = {"textcoords": "offset points", "size": 9, "color": GRAY}
        axes.annotate(f"{row['pairs']:,}", at, (0, 15), ha="right", **beside)
    axes.text(0.985, 0.03, "numbers: pairs in each tenth", color=GRAY, size=9.5, ha="right")
    axes.text(0.36, 0.30, "as often right as predicted", rotation=41, color=GRAY, size=9.5)
    axes.xaxis.set_major_formatter(_PERCENT)
    axes.yaxis.set_major_formatter(_PERCENT)
    axes.set(xlim=(0, 1.03), ylim=(0, 1.06), xlabel="predicted", ylabel="one person in truth")
    axes.tick_params(axis="y", labelcolor=GRAY)
    return figure


def draw_sizes(facts: Facts) -> Figure:
    found = facts.result.members.group_by("customer_id").len()["len"].to_numpy()
    true = facts.truth.group_by("entity_id").len()["len"].to_numpy()
    figure = new_figure(
        "Customers come out a little too small, not too large",
        f"{RECORDS:,} records by the size of the customer they are in. They are of {len(true):,} people; "
        f"{len(found):,} customers\nwere found. A record that shares nothing with the rest of its customer "
        "stays alone: the surplus at 1.",
        (9.2, 4.6),
    )
    axes = _axes(figure, left=0.09, bottom=0.62, top=1.3)
    places = np.arange(len(SIZES))
    for sizes, shift, color, label in ((true, -0.2, PALE, "in truth"), (found, 0.2, BLUE, "found")):
        counts = [sizes[(sizes >= low) & (sizes <= high)].sum() for low, high in SIZES]
        bars = axes.bar(places + shift, counts, width=0.38, color=color, label=label)
        labels = [f"{count:,}" for count in counts]
        axes.bar_label(bars, labels, size=7.5, color=GRAY, padding=1)
    axes.yaxis.set_major_formatter(_THOUSANDS)
    axes.tick_params(axis="y", labelcolor=GRAY)
    names = [f"{low}" if low == high else f"{low}–{high}" for low, high in SIZES[:-1]]
    axes.set_xticks(places, [*names, f"{SIZES[-1][0]} and more"])
    axes.grid(axis="x", visible=False)
    largest = f"largest: {found.max()} found, {true.max()} in truth"
    axes.set_xlabel(f"records of the customer ({largest})")
    axes.legend(loc="upper right", ncols=2)
    return figure


def draw_rules(facts: Facts) -> Figure:
    rules = sorted(facts.rules["rules"], key=lambda rule: -rule["true"])[:RULES]
    true, found = facts.rules["persons"]["true"], facts.rules["persons"]["found"]
    figure = new_figure(
        "Pairs of one person are found in many ways",
        f"The {len(rules)} block rules that find most. All rules propose {len(facts.bits):,} pairs, with "
        f"{found:,} of the\n{true:,} that are one person; the others share no key, and meet through third "
        "records or not at all.",
        (9.2, 0.32 * len(rules) + 2.0),
    )
    axes = _axes(figure, left=0.34, bottom=0.62, top=1.45, right=0.2)
    places = -np.arange(len(rules))
    for part, color, label in (("true", PALE, "found"), ("alone", BLUE, "found by no other rule")):
        axes.barh(places, [rule[part] for rule in rules], color=color, height=0.7, label=label)
    beside = {"transform": axes.get_yaxis_transform(), "va": "center", "ha": "right", "size": 9.5}
    axes.text(1.24, 1, "right, of its pairs", weight="bold", **beside)
    for place, rule in zip(places, rules, strict=True):
        said = f"{rule['true'] / rule['pairs']:.0%} of {rule['pairs']:,}"
        axes.text(1.24, place, said, color=GRAY, **beside)
    axes.set_yticks(places, [rule["rule"].replace("_", " ") for rule in rules])
    axes.set_ylim(-len(rules) + 0.4, 0.7)
    axes.xaxis.set_major_formatter(_THOUSANDS)
    axes.grid(axis="y", visible=False)
    axes.set_xlabel("pairs of one person")
    axes.legend(loc="center right", bbox_to_anchor=(0.93, 0.5))
    return figure


def _axes(figure: Figure, *, left: float, bottom: float, top: float, right: float = 0.02) -> Any:
    """Axes below the title: left and right as shares of the width, bottom and top in inches."""
    height = figure.get_figheight()
    return figure.add_axes((left, bottom / height, 1 - left - right, 1 - (bottom + top) / height))


PICTURES = {
    "weights": (draw_weights, "Bits of each outcome of six fields, against strangers and relatives"),
    "classes": (draw_classes, "Evidence of pairs of one person, of two people of a household, and of strangers"),
    "reliability": (draw_reliability, "Predicted probability of pairs against the share that is right"),
    "sizes": (draw_sizes, "How many customers have how many records, found and in truth"),
    "rules": (draw_rules, "Pairs of one person found by each block rule, and by it alone"),
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=HERE.parent / "docs" / "pictures")
    parser.add_argument("--png", type=Path, help="also write PNGs into this folder")
    parser.add_argument("--work", type=Path, default=HERE / ".cache")
    given = parser.parse_args(arguments)
    facts = gather(given.work)
    given.out.mkdir(parents=True, exist_ok=True)
    for name, (draw, alt) in PICTURES.items():
        save_svg(partial(draw, facts), given.out / f"{name}.svg", alt)
        print(given.out / f"{name}.svg")
        if given.png:
            given.png.mkdir(parents=True, exist_ok=True)
            save_png(partial(draw, facts), given.png / f"{name}.png")
            save_png(partial(draw, facts), given.png / f"{name}-dark.png", dark=True)


if __name__ == "__main__":
    main()
