"""Work on a few tasks at a time; numpy, polars and rapidfuzz let go of the interpreter meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

__all__ = ["in_threads"]

Task = TypeVar("Task")
Made = TypeVar("Made")


def in_threads(work: Callable[[Task], Made], tasks: Sequence[Task], threads: int) -> Iterator[Made]:
    """What comes of each task, in the order of the tasks.

    >>> list(in_threads(abs, [-3, 2, -1], 2))
    [3, 2, 1]
    """
    if threads == 1 or len(tasks) <= 1:
        yield from map(work, tasks)
        return
    with ThreadPoolExecutor(threads) as pool:
        yield from pool.map(work, tasks)
