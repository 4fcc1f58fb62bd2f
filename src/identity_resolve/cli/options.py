"""What several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

__all__ = ["Debug", "Files"]

Files = Annotated[
    list[str],
    typer.Argument(
        help="CSV, TSV, Parquet, NDJSON or JSON, also .gz, or a quoted pattern; each is a source.",
        metavar="FILE",
        show_default=False,
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of a fault.")]
