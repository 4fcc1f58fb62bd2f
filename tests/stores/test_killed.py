"""A process is killed in the midst of anything: what it was told is done is done, the rest is not at all.

A few times here; IDENTITY_RESOLVE_KILLS=200 for a soak.
"""

import json
import os
import signal
import time
from multiprocessing import get_context
from multiprocessing.reduction import DupFd
from random import Random
from typing import Any

from identity_resolve.resolver import Resolver
from tests.stores.doing import do, held

KILLS = int(os.environ.get("IDENTITY_RESOLVE_KILLS", "3"))
SEED = int(os.environ.get("SEED", "1"))


def until_killed(where: str, seed: int, seconds: float) -> list[list[Any]]:
    """Let a process act, kill it, and give what it said."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.stores.doing"])
    out, to = os.pipe()
    process = context.Process(target=do_by, args=(where, seed, DupFd(to)))
    process.start()
    os.close(to)
    with os.fdopen(out, "rb") as told:
        said = [told.readline()]
        assert json.loads(said[0]) == ["ready"]
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        said += told.readlines()
    return [json.loads(line) for line in said[1:] if line.endswith(b"\n")]


def do_by(where: str, seed: int, to: Any) -> None:
    do(where, seed, to.detach())


class Expected:
    """What must be stored."""

    def __init__(self) -> None:
        self.records: dict[str, str] = {}
        self.verdicts: set[int] = set()
        self.undone: set[int] = set()

    def after(self, act: list[Any], answer: Any) -> None:
        """What must be stored after an act, answered as told."""
        match act:
            case ["put", records]:
                said = {name_of(r): raw_of(r) for r in records}
                self.records |= {name: raw for name, raw in said.items() if name not in answer}
            case ["gone", name]:
                del self.records[name]
            case ["forgotten", name]:
                del self.records[name]
                self.verdicts = set()  # those about the record are erased
            case ["undo", number]:
                self.verdicts.discard(number)
                self.undone.add(number)
            case ["say"]:
                self.verdicts.add(answer)

    def settle(self, act: list[Any], book: Resolver, records: dict[str, str]) -> None:
        """What must be stored after an act that was begun: as before, or all of it."""
        self.verdicts -= {act[1]} if act[0] == "undo" else set()
        self.verdicts = set() if act[0] == "forgotten" else self.verdicts
        if records == self.records or act[0] in ("undo", "say"):
            return
        lacking = [r for r in act[1] if name_of(r) not in records] if act[0] == "put" else []
        self.after(act, [name_of(r) for r in lacking])
        assert all(book.add(r).outcome == "erased" for r in lacking)


def name_of(record: dict[str, Any]) -> str:
    return f"{record['source']}/{record['record_id']}"


def raw_of(record: dict[str, Any]) -> str:
    cells = {key: text for key, text in record.items() if key not in ("source", "record_id")}
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(lasting):
    expected, random, acted, cut = Expected(), Random(SEED), 0, 0
    for kill in range(KILLS):
        said = until_killed(lasting, SEED * 1000 + kill, random.uniform(0.1, 2.0))
        begun = said.pop()[1:] if said and said[-1][0] == "about to" else None
        for about, done in zip(said[::2], said[1::2], strict=True):
            expected.after(about[1:], done[1])
        acted, cut = acted + len(said) // 2, cut + (begun is not None)
        with Resolver.open(lasting) as book:
            records, verdicts = held(book)
            if begun is not None:
                expected.settle(begun, book, records)
            assert records == expected.records
            assert expected.verdicts <= verdicts
            assert not expected.undone & verdicts
            numbers = [event.cursor for event in book.events(limit=10**9)]
            assert numbers == sorted(set(numbers))
            assert book.rebuild().differing == 0
    assert acted
    print(f"{KILLS} kills, {cut} within an act, {acted} acts, {len(expected.records)} records left")
