"""The commands about single values: identify, normalize, extract, kinds."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from identity_resolve.cli.faults import faults_told

if TYPE_CHECKING:
    from rich.table import Table

    from identity_resolve.kinds import Kind
    from identity_resolve.kinds.identify import Guess

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

_LIKELY = 0.1
"""The least confidence of a guess that has a line of its own in a table for people."""


def identify(
    text: Annotated[str, typer.Argument(help="What somebody typed or keyed in.")],
    region: Region = "US",
    format_: Shown = "table",
) -> None:
    """Say what a text could be, the most likely first.

    The value is what the library keeps of it; of a number it is ISSUER:NUMBER, and the issuer is
    empty where the text does not name it.
    """
    from identity_resolve.kinds.identify import identify as guess

    with faults_told(debug=False):
        guesses = guess(text, region=_country(region))
    if format_ == "table":
        _print_guesses(guesses)
    else:
        _print(("kind", "confidence", "value", "why"), map(_guess_row, guesses), format_)


def _guess_row(guess: Guess) -> tuple[str, ...]:
    return guess.kind, f"{guess.confidence:.2f}", guess.identifier.value, guess.why


def _print_guesses(guesses: Sequence[Guess]) -> None:
    """The likely guesses as a table, and those that accept nearly anything in one line."""
    if not guesses:
        typer.echo(
            "No kind fits: a placeholder, a code that many people meet, or too little to tell."
        )
        return
    likely = [guess for guess in guesses if guess.confidence >= _LIKELY] or guesses
    _print(("kind", "confidence", "value", "why"), map(_guess_row, likely), "table")
    if unlikely := ", ".join(guess.kind for guess in guesses[len(likely) :]):
        typer.echo(f"\nAccepted too, but hardly meant: {unlikely}.")


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
        known, country = find_kind(kind).name, _country(region)  # now, not after the first line
    lines = (line.rstrip("\r\n") for line in _input("one value a line"))
    rows = (_normalized(known, line, country, issuer) for line in lines)
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
    """Find identifiers in the text on standard input.

    Start and end count characters of the text; raw is what stands there.
    """
    from identity_resolve.kinds import find_kind
    from identity_resolve.kinds.extract import extract as find

    with faults_told(debug=False):
        only = [find_kind(name).name for name in kind] if kind else None
        country = _country(region)
    found = find("".join(_input("the text")), region=country, kinds=only)
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
    elif format_ == "table":
        _print_kinds(tuple(KINDS.values()))
    else:
        rows = (
            (k.name, k.title, k.identifier_class.value, _shared(k), k.examples[0])
            for k in KINDS.values()
        )
        _print(("kind", "is", "class", "shared by", "example"), rows, format_)


_ANY_NUMBER = 10**6


def _shared(kind: Kind) -> str:
    return "any" if kind.share_limit >= _ANY_NUMBER else f"<= {kind.share_limit}"


_PROVES = {
    "person key": "one customer; equal values link, two of one issuer conflict",
    "contact point": "where somebody is reached; equal values support",
    "asset key": "what somebody owns; equal values support",
    "interaction key": "what happened once; equal values link",
    "attribute": "true of many; equal values support by their rarity",
}


def _print_kinds(kinds: Sequence[Kind]) -> None:
    """A table of the kinds of each class, and what the class proves."""
    widths = [
        max(map(len, texts)) for texts in zip(*((k.name, k.title) for k in kinds), strict=True)
    ]
    for group, proves in _PROVES.items():
        rows = [
            (k.name, k.title, k.examples[0]) for k in kinds if k.identifier_class.value == group
        ]
        typer.echo(f"{group.capitalize()}s: {proves}\n")
        _print_table(("kind", "is", "example"), rows, least=widths, crop=True)
        typer.echo()
    typer.echo("More of one: identity-resolve kinds KIND")


def _print_one(kind: Kind) -> None:
    """Everything a person may want to know of a kind, a line each."""
    from identity_resolve.domain import Identifier
    from identity_resolve.kinds import normalize as read

    read_examples = ((text, read(kind.name, text)) for text in kind.examples)
    examples = [
        f"{text}  becomes  {found.value}"
        for text, found in read_examples
        if isinstance(found, Identifier)
    ]
    facts = (
        ("kind", [kind.name]),
        ("is", [kind.title]),
        ("class", [kind.identifier_class.value]),
        ("parts", [", ".join(kind.parts)]),
        ("shared by", [_shared(kind).replace("<=", "at most") + " customers"]),
        ("a customer has", ["several at a time" if kind.many else "one at a time"]),
        ("examples", examples),
        ("forms", [shape.why for shape in kind.shapes]),
    )
    for name, values in facts:
        for place, value in enumerate(values):
            typer.echo(f"{'' if place else name:<16}{value}")


def _country(text: str) -> str:
    """The code of a country that somebody named.

    Raises:
        SettingsError: There is none of that name.
    """
    from identity_resolve.errors import SettingsError
    from identity_resolve.kinds.country import find_country

    if country := find_country(text):
        return country
    raise SettingsError(f"--region: no country {text!r}; give a code such as US, GB or DE")


def _input(what: str) -> Iterator[str]:
    """The lines of standard input; a person at a terminal is told to type them."""
    if sys.stdin.isatty():
        end = "Ctrl-Z and Enter" if sys.platform == "win32" else "Ctrl-D"
        typer.echo(f"Type {what}, then {end}; or pipe a file in.", err=True)
    yield from sys.stdin


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


_LEAST_LAST = 16
"""The least room for the last column, which alone is wrapped; a narrower screen shows blocks."""


def _print_table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    least: Sequence[int] = (),
    crop: bool = False,
) -> None:
    """A table that breaks no word: only its last column wraps, or every row is a block of lines.

    Args:
        header: names of the columns.
        rows: their values.
        least: least widths of the first columns, for tables below each other.
        crop: whether the last column is cut instead of wrapped.
    """
    from rich.cells import cell_len
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=False)
    widths = [max(map(cell_len, column)) for column in zip(header, *rows, strict=True)]
    widths[: len(least)] = map(max, widths, least)
    left = console.width - sum(widths[:-1]) - 2 * (len(widths) - 1)
    if left < min(widths[-1], _LEAST_LAST):
        _print_blocks(header, rows)
    else:
        table = _table(header, widths[:-1])
        overflow: Literal["ellipsis", "fold"] = "ellipsis" if crop else "fold"
        table.add_column(header[-1], overflow=overflow, no_wrap=crop, width=min(left, widths[-1]))
        for row in rows:
            table.add_row(*map(Text, row))
        console.print(table)


def _table(header: Sequence[str], widths: Sequence[int]) -> Table:
    """A table with all columns but the last, of fixed width."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    table = Table(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold"
    )
    for name, width in zip(header, widths, strict=False):
        is_number = name in ("confidence", "start", "end")
        table.add_column(name, justify="right" if is_number else "left", width=width, no_wrap=True)
    return table


def _print_blocks(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Every row as lines of a name and a value, for a narrow screen."""
    label = max(map(len, header)) + 2
    for row in rows:
        for name, value in zip(header, row, strict=True):
            typer.echo(f"{name:<{label}}{value}")
        typer.echo()
