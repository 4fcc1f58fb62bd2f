"""Parse functions are Python, so only other processes can run them side by side.

A worker is this interpreter started anew on `serve`, and talks in pickles over its standard input and
output: no main module is imported again, so scripts need no guard. Small inputs never start one, and
where none can be started or one dies, pieces are parsed here: slower, with the same result.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import IO, TypeAlias, cast

from identity_resolve.kinds.card import KEY_VARIABLE, card_key
from identity_resolve.kinds.notes import READABLE
from identity_resolve.sources.parsing import Parse, Piece, Task, parse_here, parse_piece

__all__ = ["LEAST_CELLS", "parsers", "serve"]

LEAST_CELLS = 250_000
"""Cells to parse one by one from which starting workers takes less time than it saves."""

AHEAD = 4
"""Pieces of one column that may wait for a worker at a time, so that few are held as texts."""

Worker: TypeAlias = "subprocess.Popen[bytes]"


@contextmanager
def parsers(workers: int, *, cells: int) -> Iterator[Parse]:
    """Where to parse: in some other processes, or here where that would not pay.

    Args:
        workers: how many processes.
        cells: how many are to be parsed.
    """
    if workers < 2 or cells < LEAST_CELLS or not sys.executable:
        yield parse_here
        return
    started = [_start() for _ in range(workers)]
    idle: SimpleQueue[Worker | None] = SimpleQueue()
    for worker in started:
        idle.put(worker)
    try:
        with ThreadPoolExecutor(workers) as pool:
            yield lambda tasks: _in_order(pool, idle, tasks)
    finally:
        for worker in filter(None, started):
            worker.kill()
            worker.communicate()


def _start() -> Worker | None:
    """A new worker, told the key by which card numbers are hashed; None where there can be none."""
    command = [sys.executable, "-c", f"from {__name__} import serve; serve()"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        worker = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        _send(cast("IO[bytes]", worker.stdin), card_key())
    except OSError:
        return None
    return worker


def _in_order(
    pool: ThreadPoolExecutor, idle: SimpleQueue[Worker | None], tasks: Iterable[Task]
) -> Iterator[Piece]:
    waiting: list[Future[Piece]] = []
    for task in tasks:
        waiting.append(pool.submit(_parse, idle, task))
        if len(waiting) > AHEAD:
            yield waiting.pop(0).result()
    yield from (future.result() for future in waiting)


def _parse(idle: SimpleQueue[Worker | None], task: Task) -> Piece:
    """Have a piece parsed by a worker that is idle; a worker that died is not asked again."""
    if READABLE.get(task.kind.name) is not task.kind:
        return parse_piece(task)
    worker = idle.get()
    piece = None
    if worker is not None:
        try:
            _send(
                cast("IO[bytes]", worker.stdin),
                (task.kind.name, task.tokens, task.texts, task.contexts),
            )
            piece = cast(Piece, pickle.load(cast("IO[bytes]", worker.stdout)))
        except (OSError, EOFError, pickle.UnpicklingError):
            worker = None
    idle.put(worker)
    return piece if piece is not None else parse_piece(task)


def _send(stream: IO[bytes], message: object) -> None:
    pickle.dump(message, stream, protocol=5)
    stream.flush()


def serve() -> None:
    """Parse what comes on standard input until it ends: the main function of a worker."""
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing printed by accident comes between the answers
    os.environ[KEY_VARIABLE] = pickle.load(source)
    while True:
        try:
            name, tokens, texts, contexts = pickle.load(source)
        except EOFError:
            return
        _send(answers, parse_piece(Task(READABLE[name], tokens, texts, contexts)))
