"""What a process does until it is killed: it says what it is about to do, does it, and says that it is done."""

import json
import os
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any, TypeAlias

from identity_resolve.resolver import Resolver
from tests.stores.people import record

Act: TypeAlias = tuple[list[Any], Callable[[], Any]]
"""An act as told, and what does it."""

ACTS = (
    "add",
    "add",
    "add",
    "add many",
    "update",
    "update",
    "withdraw",
    "say",
    "say",
    "undo",
    "forget",
)


def held(book: Resolver) -> tuple[dict[str, str], set[int]]:
    """What is stored: each record with what it says, and the numbers of the verdicts."""
    statement = (
        "SELECT s.name, r.record_id, r.raw FROM record r JOIN source s ON s.number = r.source"
    )
    with book._desk.store.reading() as session:
        records = {f"{source}/{name}": raw for source, name, raw in session.rows(statement)}
        return records, {n for (n,) in session.rows("SELECT DISTINCT number FROM verdict")}


def do(where: str, seed: int, to: int) -> None:
    """Act at random, for ever."""

    def tell(*what: Any) -> None:
        os.write(to, (json.dumps(what) + "\n").encode())

    random = Random(seed)
    with Resolver.open(where) as book:
        tell("ready")
        for about, act in acts(book, random, seed):
            tell("about to", *about)
            tell("done", act())


def acts(book: Resolver, random: Random, seed: int) -> Iterator[Act]:
    """What to do next."""
    count = 0
    while True:
        records, verdicts = held(book)
        kind = random.choice(ACTS) if len(records) > 5 else "add"
        if kind.startswith("add"):
            size = 1 if kind == "add" else random.randint(2, 30)
            yield put(book, [record(random, f"{seed}-{count + i}") for i in range(size)])
            count += size
        elif kind == "undo":
            for number in random.sample(sorted(verdicts), min(1, len(verdicts))):
                yield ["undo", number], partial(book.undo, number)
        else:
            first, second = random.sample(sorted(records), 2)
            yield one(book, random, kind, first, second)


def put(book: Resolver, records: list[dict[str, Any]]) -> Act:
    """Add records; answered with those of people who were forgotten."""

    def act() -> list[str]:
        added = book.add(records) if len(records) > 1 else [book.add(records[0])]
        return [f"{a.source}/{a.record_id}" for a in added if a.outcome == "erased"]

    return ["put", records], act


def one(book: Resolver, random: Random, kind: str, first: str, second: str) -> Act:
    """An act on records that are there."""
    named, other = tuple(first.split("/")), tuple(second.split("/"))
    if kind == "update":
        return put(book, [record(random, named[1]) | {"source": named[0]}])
    if kind == "withdraw":
        return ["gone", first], partial(book.withdraw, *named)
    if kind == "say":
        say = random.choice((book.same, book.different))
        return ["say"], partial(say, named, other, by="steward")
    return ["forgotten", first], lambda: book.forget(named) and None
