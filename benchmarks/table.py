"""The tables a run prints, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

__all__ = ["HEADER", "render_reliability", "render_row", "render_rules"]

Json: TypeAlias = dict[str, Any]

HEADER = (
    f"{'data set':<22}{'records':>10}  {'tool':<30}{'pairs':>12}{'seconds':>9}{'MB':>8}"
    f"{'P':>8}{'R':>7}{'F1':>7}{'ceiling':>9}{'B3 F1':>8}{'best F1':>9}{'best B3':>9}"
)


def render_row(name: str, size: int, found: Json) -> str:
    """One line of the table; below it households and the note, where there are such."""
    start = f"{name:<22}{size:>10,}  {found['tool']:<30}"
    if "error" in found:
        return f"{start}failed: {found['error'].splitlines()[-1] if found['error'] else '?'}"
    chosen, pair = found["chosen"], found["chosen"]["pairwise"]
    pairs = "-" if found["candidate_pairs"] is None else f"{found['candidate_pairs']:,}"
    line = (
        f"{start}{pairs:>12}{found['total_seconds']:>9.1f}{found['peak_megabytes']:>8,.0f}"
        f"{pair['precision']:>8.3f}{pair['recall']:>7.3f}{pair['f1']:>7.3f}"
        f"{_f1(found.get('ceiling', {}).get('persons')):>9}{chosen['bcubed']['f1']:>8.3f}"
    )
    best = found["best"] or {}
    line += f"{_f1(best.get('pairwise')):>9}{_f1(best.get('bcubed')):>9}"
    phases = "  ".join(f"{name} {s:.1f}" for name, s in found["seconds"].items() if s >= 0.05)
    return "\n".join([f"{line}   {phases}", *_below(found)])


def _below(found: Json) -> Iterator[str]:
    if households := found.get("households"):
        ceiling = _f1(found.get("ceiling", {}).get("households"))
        yield (
            f"{'':34}households: P {households['precision']:.3f}  R {households['recall']:.3f}"
            f"  F1 {households['f1']:.3f}  ceiling {ceiling}"
        )
    if found.get("megabytes"):
        peaks = "  ".join(f"{name} {mb:,.0f}" for name, mb in found["megabytes"].items())
        yield f"{'':34}MB at most: {peaks}"
    if found["note"]:
        yield f"{'':34}{found['note']}"


def _f1(scores: Json | None) -> str:
    return f"{scores['f1']:.3f}" if scores else "-"


def render_rules(found: Json) -> str:
    """What each block rule found: pairs, share true, true pairs it alone found."""
    ceiling = found["ceiling"]
    persons = ceiling["persons"]
    lines = [
        f"  {'block rule':<44}{'pairs':>12}{'true':>11}{'share':>8}{'of all':>8}{'alone':>10}",
        *(
            f"  {rule['rule']:<44}{rule['pairs']:>12,}{rule['true']:>11,}"
            f"{rule['true'] / max(rule['pairs'], 1):>8.3f}"
            f"{rule['true'] / max(persons['true'], 1):>8.3f}{rule['alone']:>10,}"
            for rule in sorted(ceiling["rules"], key=lambda rule: -rule["true"])
        ),
        f"  {'all of them':<44}{found['candidate_pairs']:>12,}{persons['found']:>11,}"
        f"{persons['found'] / max(found['candidate_pairs'], 1):>8.3f}"
        f"{persons['found'] / max(persons['true'], 1):>8.3f}",
    ]
    return "\n".join(lines)


def render_reliability(found: Json) -> str:
    """Predicted probability of edges against the share that is right."""
    lines = [f"  {'probability':<14}{'pairs':>12}{'predicted':>11}{'observed':>10}"]
    lines += [
        f"  {row['low']:.1f} to {row['high']:.1f}    {row['pairs']:>12,}"
        f"{row['predicted']:>11.3f}{row['observed']:>10.3f}"
        for row in found["reliability"]
    ]
    return "\n".join(lines)
