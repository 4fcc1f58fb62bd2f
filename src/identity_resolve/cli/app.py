"""The commands: resolve, init, evaluate."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from identity_resolve import __version__
from identity_resolve.cli.progress import show_progress
from identity_resolve.errors import IdentityResolveError

__all__ = ["app", "main"]

FAULT = 2
"""Exit code where the input or the settings are at fault."""

app = typer.Typer(
    help="Turn the many numbers a person leaves with a company into one customer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


class Format(StrEnum):
    """File formats of results."""

    PARQUET = "parquet"
    CSV = "csv"
    NDJSON = "ndjson"


Files = Annotated[
    list[str],
    typer.Argument(
        help="CSV, Parquet, NDJSON or JSON files, also .gz, or quoted patterns.", show_default=False
    ),
]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", "-s", help="TOML file of what to overrule.")
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of a fault.")]


@app.callback()
def callback(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Options before the command."""
    if version:
        typer.echo(f"identity-resolve {__version__}")
        raise typer.Exit


@app.command()
def resolve(
    files: Files,
    out: Annotated[Path, typer.Option("--out", "-o", help="Directory the results go to.")],
    settings: SettingsFile = None,
    model: Annotated[
        Path | None, typer.Option(help="A saved model.json, instead of training one.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="Of the tables.")] = Format.PARQUET,
    debug: Debug = False,
) -> None:
    """Resolve records into customers: members, customers, edges, rejected, model and summary."""
    with faults_told(debug):
        from identity_resolve.pipeline import resolve as run
        from identity_resolve.scoring.model import load_model
        from identity_resolve.settings import Settings, load_settings

        chosen = load_settings(settings) if settings else Settings()
        trained = load_model(model) if model else None
        with show_progress() as progress:
            result = run(files, settings=chosen, model=trained, progress=progress)
            progress("write", 0.0)
            paths = result.write(out, format=format_.value)
        typer.echo(result.summary())
        typer.echo("Written: " + ", ".join(str(path) for path in paths))


@app.command()
def init(files: Files, settings: SettingsFile = None, debug: Debug = False) -> None:
    """Print what the columns are held to be, as a settings file to edit and pass back."""
    with faults_told(debug):
        from identity_resolve.pipeline import map_sources
        from identity_resolve.report.settings_file import render_settings_file
        from identity_resolve.settings import Settings, load_settings
        from identity_resolve.sources.readers import read_sources

        chosen = load_settings(settings) if settings else Settings()
        typer.echo(render_settings_file(map_sources(read_sources(files), chosen), chosen), nl=False)


@app.command()
def evaluate(
    directory: Annotated[Path, typer.Argument(help="Directory a run was written to.")],
    truth: Annotated[
        str, typer.Argument(help="File with record_id and entity_id (or person_id, customer_id).")
    ],
    debug: Debug = False,
) -> None:
    """Score a run against known truth: pairwise and B-cubed precision, recall and F1."""
    with faults_told(debug):
        from identity_resolve.evaluation import evaluate as score
        from identity_resolve.sources.readers import read_sources
        from identity_resolve.sources.writers import read_table

        found = score(read_table(directory, "members"), read_sources(truth)[0].frame)
        typer.echo(found.render())


@contextmanager
def faults_told(debug: bool) -> Iterator[None]:
    """Tell a fault of input or settings in words, and exit with `FAULT`."""
    try:
        yield
    except IdentityResolveError as fault:
        if debug:
            raise
        typer.echo(f"identity-resolve: {fault}", err=True)
        raise typer.Exit(FAULT) from None


def main() -> None:
    """Run the command line."""
    app(prog_name="identity-resolve" if sys.argv[0].endswith("__main__.py") else None)
