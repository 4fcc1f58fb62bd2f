"""The commands: resolve, init, evaluate here; identify, normalize, extract, kinds in `kinds`."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from identity_resolve import __version__
from identity_resolve.cli import book
from identity_resolve.cli import kinds as values
from identity_resolve.cli.faults import faults_told
from identity_resolve.cli.options import Debug, Files
from identity_resolve.cli.progress import show_progress
from identity_resolve.errors import SettingsError

if TYPE_CHECKING:
    from identity_resolve.scoring.model import Model
    from identity_resolve.settings import Settings

__all__ = ["app", "main"]

app = typer.Typer(
    help="Turn the many numbers a person leaves with a company into one customer.",
    epilog="To start: identity-resolve resolve customers.csv calls.ndjson --out out",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # plain text reads the same in a terminal, a log and a mail
)

SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", "-s", metavar="TOML", help="What to overrule; init prints one."),
]


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"identity-resolve {__version__}")
        raise typer.Exit


@app.callback()
def callback(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Show the version and stop.",
        ),
    ] = False,
) -> None:
    """Options before the command."""


@app.command(short_help="Find the customers in files.")
def resolve(
    files: Files,
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Directory for the results.")
    ],
    *,
    settings: SettingsFile = None,
    model: Annotated[
        Path | None,
        typer.Option(metavar="JSON", help="model.json of an earlier run, instead of training one."),
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Pairs known to be one person or not: columns left, right, same (and sources).",
        ),
    ] = None,
    precision: Annotated[
        float | None,
        typer.Option(help="Share of merged pairs expected to be right, such as 0.99."),
    ] = None,
    format_: Annotated[
        Literal["parquet", "csv", "ndjson"], typer.Option("--format", help="Of the tables.")
    ] = "parquet",
    debug: Debug = False,
) -> None:
    """Find the customers in files, and write to a directory.

    members: which record is which customer. customers: one golden record each. edges: the evidence.
    review: decisions worth a look. rejected: values set aside. And model.json and summary.txt.
    """
    with faults_told(debug):
        from identity_resolve.pipeline import resolve as run
        from identity_resolve.sources.writers import check_directory

        check_directory(out)  # now, not after the work
        chosen = _settings(settings, precision)
        trained = _model(model) if model else None
        with show_progress() as progress:
            result = run(files, settings=chosen, model=trained, labels=labels, progress=progress)
            progress("write", 0.0)
            paths = result.write(out, format=format_)
        typer.echo(result.summary())
        typer.echo(f"Written to {out}: {', '.join(path.name for path in paths)}")


@app.command(short_help="Print what the columns seem to be, as settings to correct.")
def init(files: Files, settings: SettingsFile = None, debug: Debug = False) -> None:
    """Print what the columns seem to be, as a settings file to correct and pass to resolve."""
    with faults_told(debug):
        from identity_resolve.pipeline import map_sources
        from identity_resolve.report.settings_file import render_settings_file
        from identity_resolve.sources.readers import read_sources

        chosen = _settings(settings)
        typer.echo(render_settings_file(map_sources(read_sources(files), chosen), chosen), nl=False)


@app.command(short_help="Score a run against known truth.")
def evaluate(
    directory: Annotated[
        Path, typer.Argument(metavar="DIR", help="Directory a run was written to.")
    ],
    truth: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="Columns record_id and entity_id (or person_id, customer_id, cluster_id), and "
            "source where ids repeat between sources.",
        ),
    ],
    debug: Debug = False,
) -> None:
    """Score a run against known truth: precision, recall, F1, and whether probabilities hold."""
    with faults_told(debug):
        from identity_resolve.evaluation import evaluate as score
        from identity_resolve.sources.readers import read_sources
        from identity_resolve.sources.writers import read_table

        members, edges = (read_table(directory, name) for name in ("members", "edges"))
        found = score(members, read_sources(truth)[0].frame, edges)
        typer.echo(found.render())


for _command, _short in (
    (book.train, "Fit a model on files and load them into a store."),
    (book.add, "Add the records of files to a store."),
    (book.find, "Find a customer in a store."),
    (book.show, "Show a customer of a store."),
    (book.same, "Say that two are one customer."),
    (book.different, "Say that two are not one customer."),
    (book.undo, "Take such a verdict back."),
    (book.forget, "Erase a customer or record for good."),
    (book.events, "Show what happened to customers."),
    (values.identify, "Say what a text could be."),
    (values.normalize, "Normalize values, one a line of standard input."),
    (values.extract, "Find identifiers in the text on standard input."),
    (values.kinds, "Show the kinds of values there are."),
):
    app.command(short_help=_short)(_command)


def _settings(path: Path | None, precision: float | None = None) -> Settings:
    from identity_resolve.settings import Settings, load_settings, parse_settings

    chosen = load_settings(path) if path else Settings()
    if precision is None:
        return chosen
    return parse_settings(chosen.model_dump(exclude_unset=True) | {"precision": precision})


def _model(path: Path) -> Model:
    from identity_resolve.scoring.model import load_model

    try:
        return load_model(path)
    except SettingsError as fault:
        raise SettingsError(f"--model {path}: {fault}") from fault


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # names of any alphabet, whatever the locale
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
    app(prog_name="identity-resolve" if sys.argv[0].endswith("__main__.py") else None)
