"""A run, told to a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from identity_resolve.result import Result

__all__ = ["render_summary"]


def render_summary(result: Result) -> str:
    """What was inferred, found, merged, set aside and doubted, as plain text."""
    blocks = [
        ["What the columns are", *_inferred(result)],
        ["What was found", *_found(result)],
        ["What was set aside", *_set_aside(result)],
        ["What is doubted", *_doubted(result)],
        ["Seconds", *_seconds(result)],
    ]
    return "\n\n".join("\n".join(_indented(block)) for block in blocks) + "\n"


def _indented(block: list[str]) -> list[str]:
    return [block[0], *(f"  {line}" for line in block[1:])]


def _inferred(result: Result) -> list[str]:
    lines = []
    for source in result._run.recorded.sources:
        lines.append(f"{source.name} ({source.records:,} records)")
        width = max((len(c.column) for c in source.columns), default=0)
        lines += [
            f"  {c.column:<{width}}  {c.kind:<14} {c.confidence:4.0%}  {c.why}"
            for c in source.columns
        ]
    return lines


def _found(result: Result) -> list[str]:
    counts = result.counts
    sizes = result.customers["records"]
    shared = int((sizes > 1).sum())
    lines = [
        f"{counts['records']:,} records are {counts['customers']:,} customers "
        f"in {counts['households']:,} households",
        f"{shared:,} customers have several records, the largest {int(sizes.sort()[-1]):,}",
        f"{counts['candidate_pairs']:,} pairs were compared, {counts['edges']:,} kept as evidence",
    ]
    if result.members["source"].n_unique() > 1:
        several = int(result.customers["sources"].str.contains(", ", literal=True).sum())
        lines.append(f"{several:,} customers are known to several sources")
    return lines


def _set_aside(result: Result) -> list[str]:
    reasons = (
        result.rejected.group_by("kind", "reason")
        .agg(values=pl.len())
        .sort("values", "kind", "reason", descending=[True, False, False])
        .rows(named=True)
    )
    lines = [
        f"{int(row['values']):,} values of kind {row['kind']}: {row['reason']}" for row in reasons
    ]
    lines += [
        f"{a.buckets:,} keys by {a.rule}, too common to pair ({a.largest:,} records the largest)"
        for a in result._run.aside
    ]
    if result._run.formed.split:
        lines.append(
            f"{result._run.formed.split:,} records were loosened from oversized components"
        )
    return lines or ["nothing"]


def _doubted(result: Result) -> list[str]:
    doubted = result.counts["doubted"]
    if not doubted:
        return ["no record is less than 90 % likely to be where it was put"]
    return [
        f"{doubted:,} records are less than 90 % likely to be where they were put (members.probability)"
    ]


def _seconds(result: Result) -> list[str]:
    return [f"{phase:<11}{seconds:8.2f}" for phase, seconds in result.timings.items()]
