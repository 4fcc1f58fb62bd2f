"""A run, told to a person: plain text of at most 80 columns where names allow, no personal values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap
from typing import TYPE_CHECKING

import polars as pl

from identity_resolve.domain import Reason
from identity_resolve.report.apart import Apart, find_apart
from identity_resolve.report.poverty import share_too_poor

if TYPE_CHECKING:
    from identity_resolve.result import Result

__all__ = ["REASONS", "count", "plain", "render_summary"]

WIDTH = 80
UNSURE = 0.75
"""Confidence below which a person should look at what a column is held to be."""

TOO_POOR = 0.2
"""Share of records too poor from which the data as a whole is in doubt."""

CLOSEST = 5
"""Pairs of customers that are shown of those kept apart."""

REASONS: Mapping[Reason, str] = {
    Reason.PLACEHOLDER: "placeholder (n/a, 000-000-0000, noreply@)",
    Reason.SHARED: "shared by too many customers to tell them apart",
}
"""Reasons whose names alone do not say enough."""


def render_summary(result: Result) -> str:
    """What was inferred, found, kept apart, set aside and doubted."""
    blocks = {
        "What the columns are": _inferred(result),
        "What texts say": _read_in_texts(result),
        "What was found": _found(result),
        "Kept apart, though alike": _apart(result),
        "What was set aside": _set_aside(result),
        "What is doubted": _doubted(result),
        "Seconds": _seconds(result),
    }
    texts = [_block(title, list(lines)) for title, lines in blocks.items()]
    return "\n\n".join(text for text in texts if text) + "\n"


def count(number: int, what: str) -> str:
    """A number of things, in the plural where it must be.

    >>> count(1, "record"), count(2000, "record")
    ('1 record', '2,000 records')
    """
    return f"{number:,} {what}{'s' * (number != 1)}"


def plain(name: str) -> str:
    """A name of a user's column or file, whose line ends and the like are escaped."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in name)


def _block(title: str, lines: list[str]) -> str:
    return "\n".join([title, *(f"  {line}" for line in lines)]) if lines else ""


def _inferred(result: Result) -> Iterator[str]:
    unsure = False
    for source in result._run.recorded.sources:
        numbered = "" if source.has_ids else ", numbered as they came"
        yield f"{plain(source.name)} ({count(source.records, 'record')}{numbered})"
        width = min(max((len(plain(c.column)) for c in source.columns), default=0), 24)
        for column in source.columns:
            guess = column.confidence < UNSURE and column.kind != "ignore"
            name = f"{'?' if guess else ' '} {plain(column.column):<{width}}"
            yield f"{name}  {column.kind:<14} {plain(column.why)}"
            unsure = unsure or guess
    if unsure:
        yield "? = a guess. To correct it: init > my.toml, edit, resolve --settings my.toml"


def _read_in_texts(result: Result) -> Iterator[str]:
    for source in result._run.recorded.sources:
        for column, counts in source.texts.items():
            told = [f"{n:,} {kind}" for kind, n in sorted(counts.items(), key=lambda c: -c[1])]
            label = f"{plain(column)} in {plain(source.name)}:"
            yield from _listed(label, told or ["nothing by which people are told apart"])


def _found(result: Result) -> Iterator[str]:
    counts, sizes = result.counts, result.customers["records"]
    yield (
        f"{count(counts['records'], 'record')}: {count(counts['customers'], 'customer')} "
        f"in {count(counts['households'], 'household')}"
    )
    several = int((sizes > 1).sum())
    if several:
        most = int(sizes.to_numpy().max())
        yield f"{count(several, 'customer')} with more than one record, at most {most:,}"
    if len(result._run.recorded.sources) > 1:
        seen = result.members.select("customer_id", "source").unique()
        known = seen.filter(pl.col("customer_id").is_duplicated())["customer_id"].n_unique()
        yield f"{count(known, 'customer')} known to more than one source"
    precision = result._run.settings.precision
    if precision is not None:
        yield (
            f"merged from a probability of {result.threshold:.3f}, "
            f"for an expected precision of {precision:.4g}"
        )
    pairs = count(counts["candidate_pairs"], "pair")
    yield f"{pairs} of records compared, {counts['edges']:,} kept as evidence"


def _apart(result: Result) -> Iterator[str]:
    found = find_apart(result, limit=CLOSEST)
    label = ["source", "record_id"] if len(result._run.recorded.sources) > 1 else ["record_id"]
    ids = {id_ for apart in found for id_ in (apart.left, apart.right)}
    records = (
        result.members.filter(pl.col("customer_id").is_in(ids))
        .group_by("customer_id")
        .agg(pl.concat_str(label, separator=" ").first().alias("record"), pl.len())
    )
    names = {
        row["customer_id"]: f"{plain(row['record'])} ({count(row['len'], 'record')})"
        for row in records.iter_rows(named=True)
    }
    for apart in found:
        yield " and ".join((names[apart.left], names[apart.right]))
        yield from _why(apart)


def _why(apart: Apart) -> Iterator[str]:
    conflicts = [*apart.rules, *(said.title for said in apart.conflicts)]
    yield from _listed("  in common:", [said.title for said in apart.agreements])
    yield from _listed("  but:", conflicts or ["no two of their records agree in enough at once"])


def _listed(label: str, items: Iterable[str]) -> list[str]:
    """A label and items after it, in lines that fit."""
    indent = " " * (len(label) + 1)
    text = plain(", ".join(items))
    return wrap(text, WIDTH - 2, initial_indent=f"{label} ", subsequent_indent=indent)


def _set_aside(result: Result) -> Iterator[str]:
    groups = (
        result.rejected.group_by("source", "column", "reason")
        .agg(values=pl.len())
        .sort("values", "source", "column", "reason", descending=[True, False, False, False])
    )
    for source, column, reason, values in groups.rows():
        why = REASONS.get(Reason(reason), reason)
        yield f"{count(values, 'value')} of {plain(column)} in {plain(source)}: {why}"
    for aside in result._run.aside:
        yield (
            f"{count(aside.buckets, 'group')} alike by {aside.rule}: "
            f"up to {aside.largest:,} records, paired only where they share more"
        )
    split = result._run.formed.split
    if split:
        yield f"{count(split, 'record')} loosened from groups too large to decide together"


def _doubted(result: Result) -> Iterator[str]:
    yield from _too_poor(result)
    doubted = result.counts["doubted"]
    if doubted:
        yield (
            f"{count(doubted, 'record')} less than 90 % likely to be where put "
            "(see probability in members)"
        )
    if result.review.height:
        yield f"{count(result.review.height, 'decision')} worth a look (see review)"
    wrong, records = result.counts["expected_wrong"], result.counts["records"]
    joined = records - int((result.customers["records"] == 1).sum())
    if joined:
        yield f"of {count(joined, 'record')} put together, about {wrong:,} with the wrong customer"


def _too_poor(result: Result) -> Iterator[str]:
    poor = share_too_poor(result)
    if poor >= TOO_POOR:
        yield from wrap(
            f"TOO POOR TO RESOLVE: {poor:.0%} of the records hold so little that even an equal "
            "record is more likely a stranger's; columns are missing, or not read as what they are",
            WIDTH - 2,
        )


def _seconds(result: Result) -> list[str]:
    phases = ", ".join(f"{phase} {seconds:.2f}" for phase, seconds in result.timings.items())
    return wrap(f"{sum(result.timings.values()):.2f}: {phases}", WIDTH - 2)
