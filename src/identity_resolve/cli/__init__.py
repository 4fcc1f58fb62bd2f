"""The command line. The only place that prints or exits."""

from identity_resolve.cli.app import main

__all__ = ["main"]
