"""The commands about single values: identify, normalize, extract, kinds."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from identity_resolve.cli.faults import faults_told

if TYPE_CHECKING:
    from rich.console import Console

    from identity_resolve.kinds import Kind

__all__ = ["extract", "identify", "kinds", "normalize"]

Format = Annotated[
    Literal["tsv", "csv", "ndjson"], typer.Option("--format", help="Of what is printed.")
]
Shown = Annotated[
    Literal["table", "tsv", "csv", "ndjson"],
    typer.Option("--format", help="A table for people, or one for programs."),
]
Region = Annotated[
    str, typer.Option(metavar="COUNTRY", help="Country of numbers without a country code.")
]


def identify(
    text: Annotated[str, typer.Argument(help="What somebody typed or keyed in.")],
    region: Region = "US",
    format_: Shown = "table",
) -> None:
    """Say what a text could be, the most likely first."""
    from identity_resolve.kinds.identify import identify as guess

    rows = [
        (g.kind, f"{g.confidence:.2f}", g.identifier.value, g.why)
        for g in guess(text, region=region)
    ]
    if not rows and format_ == "table":
        typer.echo("No kind fits: a placeholder, or too little to tell.")
    else:
        _print(("kind", "confidence", "value", "why"), rows, format_)


def normalize(
    kind: Annotated[str, typer.Option(metavar="KIND", help="What the lines are; see: kinds.")],
    region: Region = "US",
    issuer: Annotated[str, typer.Option(help="Who issued them, such as US-CA.")] = "",
    format_: Format = "tsv",
) -> None:
    """Normalize values, one a line of standard input.

    A line out for each line in: the value, why there is none, and the raw text. For a refused text
    that was likely meant to be another, the reason says which.
    """
    from identity_resolve.kinds import find_kind

    with faults_told(debug=False):
        known = find_kind(kind).name  # now, not after the first line
    lines = (line.rstrip("\r\n") for line in sys.stdin)
    rows = (_normalized(known, line, region, issuer) for line in lines)
    _print(("value", "reason", "raw"), rows, format_)


def _normalized(kind: str, raw: str, region: str, issuer: str) -> tuple[str, str, str]:
    from identity_resolve.domain import Identifier
    from identity_resolve.kinds import normalize as read

    found = read(kind, raw, region=region, issuer=issuer)
    if isinstance(found, Identifier):
        return found.value, "", raw
    meant = f"; meant {found.suggestion}?" if found.suggestion else ""
    return "", f"{found.reason}{meant}", raw


def extract(
    region: Region = "US",
    kind: Annotated[
        list[str] | None, typer.Option(metavar="KIND", help="Only this kind; may be repeated.")
    ] = None,
    format_: Shown = "table",
) -> None:
    """Find identifiers in the text on standard input."""
    from identity_resolve.kinds.extract import extract as find

    text = sys.stdin.read()
    with faults_told(debug=False):
        found = find(text, region=region, kinds=kind or None)
    rows = [
        (f.kind, f.identifier.value, *map(str, f.span), f"{f.confidence:.2f}", f.identifier.raw)
        for f in found
    ]
    if not rows and format_ == "table":
        typer.echo("No identifier found.")
    else:
        _print(("kind", "value", "start", "end", "confidence", "raw"), rows, format_)


def kinds(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="Show one in detail.", show_default=False)
    ] = None,
    format_: Shown = "table",
) -> None:
    """Show the kinds of values there are, and how much each may prove."""
    from identity_resolve.kinds import KINDS, find_kind

    if kind is not None:
        with faults_told(debug=False):
            _print_one(find_kind(kind))
        return
    rows = [
        (k.name, k.title, k.identifier_class.value, _shared(k), k.examples[0])
        for k in KINDS.values()
    ]
    _print(("kind", "is", "class", "shared by", "example"), rows, format_)


_ANY_NUMBER = 10**6


def _shared(kind: Kind) -> str:
    return "any" if kind.share_limit >= _ANY_NUMBER else f"<= {kind.share_limit}"


def _print_one(kind: Kind) -> None:
    """Everything a person may want to know of a kind, a line each."""
    facts = (
        ("kind", kind.name),
        ("is", kind.title),
        ("class", kind.identifier_class.value),
        ("parts", ", ".join(kind.parts)),
        ("shared by", _shared(kind) + " customers"),
        ("a customer has", "several at a time" if kind.many else "one at a time"),
        *zip(("examples", *[""] * len(kind.examples)), kind.examples, strict=False),
        *zip(("forms", *[""] * len(kind.shapes)), (s.why for s in kind.shapes), strict=False),
    )
    for name, value in facts:
        typer.echo(f"{name:<16}{value}")


def _print(header: Sequence[str], rows: Iterable[Sequence[str]], format_: str) -> None:
    """Rows as a table for people, or line by line as they come."""
    if format_ == "table":
        _print_table(header, list(rows))
    elif format_ == "ndjson":
        for row in rows:
            typer.echo(json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False))
    else:
        line = _tsv_line if format_ == "tsv" else _csv_line
        for row in chain([header], rows):
            typer.echo(line(row))


def _tsv_line(row: Sequence[str]) -> str:
    """Values with tabs between; a tab in a value is a blank."""
    return "\t".join(value.replace("\t", " ") for value in row)


def _csv_line(row: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="").writerow(row)
    return line.getvalue()


def _print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    table = Table(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold"
    )
    for name in header:
        is_number = name in ("confidence", "start", "end", "shared by")
        table.add_column(
            name,
            justify="right" if is_number else "left",
            no_wrap=is_number or name == "kind",
            overflow="fold",
        )
    for row in rows:
        table.add_row(*map(Text, row))
    _console().print(table)


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)
