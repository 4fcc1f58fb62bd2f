"""Run hostile sets, each in a process of its own, within bounds of time, memory and customer size.

    python benchmarks/stress.py                       all of them; exit 1 where a bound is broken
    python benchmarks/stress.py --sets one_phone      some of them
    python benchmarks/stress.py --profile one_phone   where the seconds of one go

Prints one line a set: records, seconds, MB, largest customer, customers, and what was set aside.
The bounds of seconds are wide, for machines differ; those of customers are what is right.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import polars as pl

import identity_resolve as ir
from benchmarks.figures import peak_megabytes

HEADER = (
    f"{'set':<20}{'records':>10}{'seconds':>9}{'MB':>8}{'largest':>9}{'customers':>11}  set aside"
)
ADDRESS_SPACE = 16 << 30  # bytes; a set that wants more fails instead of taking the machine along
PATIENCE = 3  # times its seconds after which a set is stopped

_ONSETS = ("b", "br", "d", "dr", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v")
_VOWELS = ("a", "e", "i", "o", "u", "ai", "ea")


@dataclass(frozen=True, slots=True)
class Stress:
    """A hostile set and its bounds.

    Attributes:
        make: builds the records.
        seconds: most wall seconds, reading included.
        megabytes: most resident memory.
        largest: most records of one customer.
        customers: fewest and most customers that could be right.
    """

    make: Callable[[], pl.DataFrame]
    seconds: float
    megabytes: float
    largest: int
    customers: tuple[int, int]


def words(count: int, syllables: int) -> pl.Series:
    """Distinct made-up names, in a fixed order."""
    parts = [onset + vowel for onset in _ONSETS for vowel in _VOWELS]
    number = np.arange(count) * 7_919 % len(parts) ** syllables
    made = [
        "".join(parts[n // len(parts) ** k % len(parts)] for k in range(syllables)) for n in number
    ]
    return pl.Series(made).str.to_titlecase()


def people(count: int) -> pl.DataFrame:
    """As many different people, with given and family name and birth date."""
    rng = np.random.default_rng(5)
    names = words(14_000, 2), words(100_000, 3)
    given, family = (pool.gather(rng.integers(0, len(pool), count)) for pool in names)
    born = pl.Series(rng.integers(-14_000, 14_000, count).astype(np.int32)).cast(pl.Date)
    return pl.DataFrame(
        {"given_name": given, "family_name": family, "birth_date": born.dt.strftime("%Y-%m-%d")}
    )


def one_phone() -> pl.DataFrame:
    return people(100_000).with_columns(phone=pl.lit("(415) 273-9164"))


def one_email() -> pl.DataFrame:
    named = pl.lit("Garcia"), pl.lit("garcia@example.org")
    return people(10_000).with_columns(family_name=named[0], email=named[1])


def only_given() -> pl.DataFrame:
    """First names and nothing else, but for ten whole people: without them it would be refused."""
    whole = people(10).select("given_name", "family_name")
    names = words(300, 2).gather(np.random.default_rng(5).integers(0, 300, 50_000))
    return pl.concat([whole, pl.DataFrame({"given_name": names})], how="diagonal")


def id_chain() -> pl.DataFrame:
    """Account numbers of which each is one digit away from the next."""
    rng = np.random.default_rng(5)
    digits, rows = rng.integers(0, 10, 12), []
    for step in range(10_000):
        place = step % 12
        digits[place] = (digits[place] + rng.integers(1, 10)) % 10
        rows.append("".join(map(str, digits)))
    return people(10_000).select("given_name", "family_name", account_number=pl.Series(rows))


def singletons() -> pl.DataFrame:
    count = 2_000_000
    number = pl.int_range(count, eager=True).cast(pl.String)
    phone = 2_012_000_000 + np.arange(count, dtype=np.int64) * 37 % 7_000_000
    return people(count).with_columns(
        email=number.str.zfill(8) + "q@example.org", phone=pl.Series(phone).cast(pl.String)
    )


def identical() -> pl.DataFrame:
    row = {
        "given_name": "Ann", "family_name": "Lee", "birth_date": "1980-04-01",
        "email": "ann.lee@example.org", "phone": "(415) 273-9164",
    }  # fmt: skip
    return pl.DataFrame({name: [value] * 50_000 for name, value in row.items()})


def switchboard() -> pl.DataFrame:
    return people(100_000).select(
        "given_name",
        "family_name",
        phone=pl.lit("(800) 273-9164"),
        address=pl.lit("500 Market Street"),
        city=pl.lit("San Francisco"),
        state=pl.lit("CA"),
        postcode=pl.lit("94105"),
    )


def big_cell() -> pl.DataFrame:
    big = ("Ann Lee, 12 Oak Street; " * 450_000)[: 10 << 20]
    given = pl.when(pl.int_range(pl.len()) == 500).then(pl.lit(big)).otherwise("given_name")
    return people(1_000).with_columns(given_name=given)


SETS = {
    "one_phone": Stress(one_phone, 30, 700, 5, (99_000, 100_000)),
    "one_email": Stress(one_email, 15, 400, 5, (9_500, 10_000)),
    "only_given": Stress(only_given, 15, 500, 5, (50_000, 50_010)),
    "id_chain": Stress(id_chain, 15, 400, 5, (9_500, 10_000)),
    "singletons": Stress(singletons, 180, 4_000, 5, (1_990_000, 2_000_000)),
    "identical": Stress(identical, 15, 500, 50_000, (1, 1)),
    "switchboard": Stress(switchboard, 30, 700, 5, (99_000, 100_000)),
    "big_cell": Stress(big_cell, 10, 600, 5, (995, 1_000)),
}


def resolve_one(records: Path) -> dict[str, Any]:
    """What a run found and took; a refusal of ours is a finding, too."""
    started = time.perf_counter()
    try:
        result = ir.resolve(str(records))
    except ir.IdentityResolveError as refused:
        return {"seconds": time.perf_counter() - started, "mb": peak_megabytes(), "refused": str(refused)}  # fmt: skip
    seconds, memory = time.perf_counter() - started, peak_megabytes()
    sizes = result.members.group_by("customer_id").len()["len"]
    rejected = result.rejected.group_by("column", "reason").len().sort("len", descending=True)
    aside = [f"{n:,} {column} {reason}" for column, reason, n in rejected.head(4).rows()]
    aside += [
        f"{a.buckets:,} keys of {a.rule} (largest {a.largest:,})" for a in result._run.aside[:4]
    ]
    return {
        "seconds": seconds, "mb": memory, "largest": int(sizes.max()), "customers": len(sizes),
        "aside": aside, "phases": result.timings,
    }  # fmt: skip


def run_one(name: str, folder: Path) -> tuple[str, bool]:
    """The line of one set, and whether all its bounds held."""
    stress = SETS[name]
    records = folder / f"{name}.parquet"
    frame = stress.make()
    frame.write_parquet(records)
    start = f"{name:<20}{frame.height:>10,}"
    del frame
    command = [sys.executable, __file__, "--child", str(records)]
    limit = PATIENCE * stress.seconds
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=limit)
    except subprocess.TimeoutExpired:
        return f"{start}  stopped after {limit:.0f} seconds", False
    if ended.returncode != 0:
        return f"{start}  failed: {(ended.stderr.strip().splitlines() or ['?'])[-1]}", False
    found = json.loads(ended.stdout.splitlines()[-1])
    faults = broken(stress, found)
    line = f"{start}{found['seconds']:>9.1f}{found['mb']:>8,.0f}"
    if "refused" in found:
        return f"{line}  refused: {found['refused']}", not faults
    line += f"{found['largest']:>9,}{found['customers']:>11,}  {'; '.join(found['aside']) or '-'}"
    return "\n".join([line, *(f"{'':<20}BROKEN {fault}" for fault in faults)]), not faults


def broken(stress: Stress, found: dict[str, Any]) -> list[str]:
    """The bounds that did not hold."""
    faults: list[str] = []
    if found["seconds"] > stress.seconds:
        slowest = max(found.get("phases", {"?": 0}).items(), key=lambda phase: phase[1])
        faults.append(f"{stress.seconds:.0f} seconds (most of them: {slowest[0]} {slowest[1]:.1f})")
    if found["mb"] > stress.megabytes:
        faults.append(f"{stress.megabytes:,.0f} MB")
    if "refused" in found:
        return faults
    if found["largest"] > stress.largest:
        faults.append(f"largest customer {stress.largest:,}")
    low, high = stress.customers
    if not low <= found["customers"] <= high:
        faults.append(f"customers from {low:,} to {high:,}")
    return faults


def profile(name: str, folder: Path) -> None:
    """Print the functions that take the time of one set, in one thread."""
    records = folder / f"{name}.parquet"
    SETS[name].make().write_parquet(records)
    profiler = cProfile.Profile()
    profiler.runcall(ir.resolve, str(records), threads=1)
    stats = pstats.Stats(profiler)
    stats.sort_stats("cumulative").print_stats("identity_resolve", 25)
    stats.sort_stats("tottime").print_stats(12)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", nargs="*", choices=sorted(SETS), default=list(SETS))
    parser.add_argument("--profile", choices=sorted(SETS))
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.child:
        resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
        print(json.dumps(resolve_one(given.child)))
        return
    with tempfile.TemporaryDirectory() as folder:
        if given.profile:
            profile(given.profile, Path(folder))
            return
        print(HEADER, flush=True)
        held = True
        for name in given.sets:
            line, kept = run_one(name, Path(folder))
            print(line, flush=True)
            held &= kept
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
