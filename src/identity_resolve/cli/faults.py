"""Faults told in words, with an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from identity_resolve.errors import IdentityResolveError

__all__ = ["FAULT", "faults_told"]

FAULT = 2
"""Exit code where the input or the settings are at fault."""


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
