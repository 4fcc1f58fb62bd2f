"""What holds for every kind, tried on 100,000 generated and hostile texts a kind: ``make soak``.

A failure is shown masked, with what makes the text again: ``python -m tests.soak --kind phone --seed 7
--at 4711`` tries that one text.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing import get_context
from random import Random

import polars as pl

from identity_resolve.domain import Context, Identifier, Reason
from identity_resolve.kinds import KINDS, normalize
from identity_resolve.kinds.base import Kind
from identity_resolve.sources.parsing import parse_column
from tests.hostile import hostile_text, masked

__all__ = ["CONTEXTS", "examples_of", "faults_in_batch", "faults_of"]

CONTEXTS = (
    Context(),
    Context("GB", "crm", True),
    Context("AU", "NSW", False),
    Context("US", "US-CA"),
    Context("DE"),
    Context(""),
)
BATCH = 5_000
PATIENCE = 2.0
"""Seconds after which a text is given up; reading one takes microseconds."""
SHOWN = 5


def examples_of(kind: Kind) -> tuple[list[str], list[str]]:
    """Examples of a kind, and those of all others."""
    others = [e for other in KINDS.values() if other is not kind for e in other.examples]
    return list(kind.examples), others


def texts_of(kind: Kind, seed: int, count: int) -> list[str]:
    own, others = examples_of(kind)
    return [hostile_text(Random(f"{seed}:{kind.name}:{at}"), own, others) for at in range(count)]


def faults_of(kind: Kind, text: str, context: Context) -> Iterator[str]:
    """What does not hold for one text."""
    try:
        parsed = kind.parse(text, context)
        if isinstance(parsed, Reason):
            yield from _faults_of_suggestion(kind, text, context)
            return
        if len(parsed) != len(kind.parts) or not any(parsed):
            yield "parts are missing"
        elif any(part != part.strip() for part in parsed):
            yield "blanks around a part"
        elif kind.parse(kind.render(*parsed), context) != parsed:
            yield "is not read back"
        elif kind.parse(text, context) != parsed:
            yield "is read otherwise the second time"
        yield from _faults_of_description(kind, parsed, context)
    except Exception as fault:
        yield f"raises {type(fault).__name__}"


def _faults_of_suggestion(kind: Kind, text: str, context: Context) -> Iterator[str]:
    suggestion = kind.suggest(text, context)
    if suggestion and isinstance(kind.parse(suggestion, context), Reason):
        yield "suggests what is refused"


def _faults_of_description(kind: Kind, parsed: tuple[str, ...], context: Context) -> Iterator[str]:
    described = kind.describe(parsed, context)
    if not 0 <= described.confidence <= 1:
        yield "confidence is not from 0 to 1"
    if not all(isinstance(v, str) and k.isidentifier() for k, v in described.facts.items()):
        yield "facts are no texts by name"


def faults_in_batch(kind: Kind, texts: list[str], context: Context) -> Iterator[tuple[int, str]]:
    """Where the column path does not give what `normalize` gives one by one."""
    found = parse_column(kind, pl.Series(texts, dtype=pl.String), None, context)
    first = [part.to_list() for part in found.slots[0]] if found.slots else []
    refused: dict[int, list[Reason]] = {}
    for cell, reason in found.refused:
        refused.setdefault(cell, []).append(reason)
    for at, (text, row) in enumerate(zip(texts, found.rows.tolist(), strict=True)):
        alone = kind.parse(text, context)
        here = tuple(part[row] or "" for part in first)
        if isinstance(alone, Reason):
            if not any(here) and refused.get(row, [])[:1] != [alone]:
                yield at, "is refused otherwise in a column"
        elif here != alone or row in refused:
            yield at, "is another value in a column"


def soak(kind_name: str, seed: int, count: int) -> tuple[str, float, int, Counter[str], list[str]]:
    """Try a kind: seconds, how many texts it accepted, faults by what they are, and some of them."""
    kind, start = KINDS[kind_name], time.perf_counter()
    texts = texts_of(kind, seed, count)
    faults: Counter[str] = Counter()
    shown: list[str] = []
    accepted = 0

    def report(at: int, fault: str) -> None:
        faults[fault] += 1
        if faults[fault] <= SHOWN:
            shown.append(f"  {kind.name} --seed {seed} --at {at}: {fault}: {masked(texts[at])}")

    good = []
    for at, text in enumerate(texts):
        context = CONTEXTS[at % len(CONTEXTS)]
        signal.setitimer(signal.ITIMER_REAL, PATIENCE)
        found = list(faults_of(kind, text, context))
        signal.setitimer(signal.ITIMER_REAL, 0)
        for fault in found:
            report(at, fault)
        if faults["raises TimeoutError"] >= SHOWN * 2:
            shown.append(f"  {kind.name}: given up after {at + 1} texts")
            break
        if not found:
            good.append(at)
            accepted += not isinstance(kind.parse(text, context), Reason)
    for number, first in enumerate(range(0, len(good), BATCH)):
        batch, context = good[first : first + BATCH], CONTEXTS[number % len(CONTEXTS)]
        try:
            for at, fault in faults_in_batch(kind, [texts[at] for at in batch], context):
                report(batch[at], fault)
        except Exception as fault:
            report(batch[0], f"a column raises {type(fault).__name__}")
    return kind_name, time.perf_counter() - start, accepted, faults, shown


def _give_up(_signal: int, _frame: object) -> None:
    raise TimeoutError


def try_one(kind: Kind, seed: int, at: int) -> int:
    text = hostile_text(Random(f"{seed}:{kind.name}:{at}"), *examples_of(kind))
    context = CONTEXTS[at % len(CONTEXTS)]
    found = normalize(kind.name, text, region=context.region, issuer=context.issuer)
    faults = list(faults_of(kind, text, context))
    print(f"{text!r}\n{found if isinstance(found, Identifier) else found.reason}\n{faults}")
    return bool(faults)


def main() -> int:
    """Try all kinds, or one, and say what failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=100_000, help="texts a kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", choices=KINDS, help="only this one")
    parser.add_argument("--at", type=int, help="only this text, shown in clear")
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    if asked.kind and asked.at is not None:
        return try_one(KINDS[asked.kind], asked.seed, asked.at)
    names = [asked.kind] if asked.kind else list(KINDS)
    todo = [(name, asked.seed, asked.texts) for name in names]
    failed, start = 0, time.perf_counter()
    with get_context("spawn").Pool(min(asked.jobs, len(todo))) as pool:
        for name, seconds, accepted, faults, shown in pool.imap_unordered(_soak, todo):
            rate = accepted / asked.texts
            print(
                f"{name:20} {seconds:6.1f} s  {rate:4.0%} accepted  {sum(faults.values())} faults"
            )
            print("\n".join(shown), flush=True) if shown else None
            failed += sum(faults.values())
    total = f"{len(names)} kinds, {asked.texts:,} texts each, seed {asked.seed}"
    print(f"{total}: {failed} faults, {time.perf_counter() - start:.0f} s")
    return bool(failed)


def _soak(task: tuple[str, int, int]) -> tuple[str, float, int, Counter[str], list[str]]:
    signal.signal(signal.SIGALRM, _give_up)
    return soak(*task)


if __name__ == "__main__":
    sys.exit(main())
