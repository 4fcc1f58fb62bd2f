"""A progress bar on standard error, where that is a terminal; it leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["show_progress"]

PHASES = ("read", "normalize", "candidates", "train", "score", "cluster", "profile", "write")
"""The phases of a run, in their order."""


@contextmanager
def show_progress() -> Iterator[Callable[[str, float], None]]:
    """What to tell of progress: the phase, and the fraction of it that is done."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description:<11}"),
        BarColumn(),
        TextColumn("{task.percentage:3.0f} %"),
        TimeElapsedColumn(),
    )
    hidden = not console.is_terminal
    with Progress(*columns, console=console, disable=hidden, transient=True) as bar:
        task = bar.add_task("read", total=len(PHASES))

        def tell(phase: str, done: float) -> None:
            position = PHASES.index(phase) if phase in PHASES else 0
            bar.update(task, description=phase, completed=position + done)

        yield tell
        bar.update(task, completed=len(PHASES))
