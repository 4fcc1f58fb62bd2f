"""What labels bring, and whether a wanted precision is kept.

    python benchmarks/labels.py --data FOLDER --sets febrl3 splink_fake_1000 customers --records 20000

Labels are answers of the truth about candidate pairs, taken uniformly or where the first run was in
doubt (probability 0.2 to 0.8), or are the first of its review table. Columns after a name are left
out (``splink_fake_1000-email,dob``), ``name~300`` takes the records of 300 of its persons, and
``--wrong 0.05`` gives one label in twenty the wrong answer. Scores are of pairs, over all records,
and over the pairs that were not labeled.

With --precision nothing is labeled: each run is asked for a precision, and its review is held against
the truth.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import polars as pl

import identity_resolve as ir
from benchmarks.data import generated, published
from identity_resolve.candidates.buckets import chunks, pairs_of
from identity_resolve.clustering.components import components
from identity_resolve.evaluation import Scores, pairwise
from identity_resolve.learning import allowed
from identity_resolve.linking import judge, propose
from identity_resolve.scoring.weights import probability

SIZES = (50, 200, 1000)
DOUBT = (0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Tried:
    """One data set: records, their true persons, a first run, and its candidate pairs.

    Attributes:
        records: text columns and record_id.
        person: the true person of each record, in the order of the run's members.
        first: the run without labels.
        pairs: left and right of the candidate pairs, positions in the members.
        chance: probability of each that it is one person.
    """

    records: pl.DataFrame
    person: np.ndarray
    first: ir.Result
    pairs: np.ndarray
    chance: np.ndarray

    def scores(self, result: ir.Result) -> Scores:
        """Scores of a run over all pairs of records."""
        return pairwise(result.members["customer_id"], self.person)

    def unlabeled(self, result: ir.Result, pairs: np.ndarray) -> float:
        """F1 over the pairs that are not labeled."""
        all_ = self.scores(result)
        customer = result.members["customer_id"].rank("dense").to_numpy()
        left, right = self.pairs[:, pairs]
        found, true = customer[left] == customer[right], self.person[left] == self.person[right]
        both = all_.both - (found & true).sum()
        left_over = all_.predicted - found.sum() + all_.true - true.sum()
        return 2 * both / left_over if left_over else 1.0


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder of public sets")
    parser.add_argument("--sets", nargs="+", required=True)
    parser.add_argument("--records", type=int, default=20_000, help="of customers")
    parser.add_argument("--draws", type=int, default=3, help="samples of labels")
    parser.add_argument("--wrong", type=float, default=0.0, help="share of wrong labels")
    parser.add_argument("--precision", nargs="+", type=float, help="ask for these instead")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        for name in given.sets:
            tried = _try(*_load(name, given.data, Path(work), given.records))
            lines = _lines(tried, given.draws, given.wrong)
            for line in _asked(tried, given.precision) if given.precision else lines:
                print(f"{name:30} {line}", flush=True)


def _load(name: str, folder: Path, work: Path, records: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    name, _, persons = name.partition("~")
    name, _, without = name.partition("-")
    found = generated(records, 7, work) if name == "customers" else published(name, folder, work)
    if found is None:
        raise SystemExit(f"no {name} in {folder}")
    frame = pl.read_parquet(found.records).drop(without.split(",") if without else [])
    truth = pl.read_parquet(found.truth)
    if persons:
        some = truth["entity_id"].unique().sort().sample(int(persons), seed=3)
        truth = truth.filter(pl.col("entity_id").is_in(some.implode()))
        frame = frame.join(truth, on="record_id", how="semi", maintain_order="left")
    return frame, truth


def _try(records: pl.DataFrame, truth: pl.DataFrame) -> Tried:
    first = ir.resolve(records)
    known = first.members.join(truth, on="record_id", how="left", maintain_order="left")
    world, at = first._run.world, first._run.recorded.table["at"].to_numpy()
    following = propose(world.records, world.plan).following
    left, right, bits = [], [], []
    for cut in chunks(following, limit=world.plan.chunk_limit):
        pairs = allowed(world.records, pairs_of(following, cut))
        left.append(at[pairs.left])
        right.append(at[pairs.right])
        bits.append(judge(world, pairs.left, pairs.right).same)
    return Tried(
        records,
        known["entity_id"].rank("dense").to_numpy(),
        first,
        np.array([np.concatenate(left), np.concatenate(right)]),
        probability(np.concatenate(bits)),
    )


def _lines(tried: Tried, draws: int, wrong: float) -> Iterator[str]:
    start = tried.scores(tried.first)
    yield f"no labels      F1 {start.f1:.4f}  precision {start.precision:.4f}  recall {start.recall:.4f}"
    doubted = np.flatnonzero((tried.chance > DOUBT[0]) & (tried.chance < DOUBT[1]))
    for how, pool in (("any", np.arange(tried.pairs.shape[1])), ("doubted", doubted)):
        for size in sorted({min(size, len(pool)) for size in SIZES} - {0}):
            told = [_score(tried, pool, size, seed, wrong) for seed in range(draws)]
            f1, rest = np.array(told).T
            yield (
                f"{size:>5} {how:8} F1 {f1.mean():.4f}  {f1.mean() - start.f1:+.4f} "
                f"({f1.min() - start.f1:+.4f} to {f1.max() - start.f1:+.4f})  "
                f"unlabeled pairs {rest.mean():+.4f}"
            )
    yield from _reviewed(tried, start)


def _asked(tried: Tried, precisions: Sequence[float]) -> Iterator[str]:
    for precision in precisions:
        run = ir.resolve(tried.records, settings={"precision": precision}, model=tried.first.model)
        found = tried.scores(run)
        yield (
            f"asked {precision:<6} merged from {run.threshold:.4f}  precision {found.precision:.4f}  "
            f"recall {found.recall:.4f}  F1 {found.f1:.4f}"
        )
    person = dict(zip(tried.first.members["record_id"], tried.person, strict=True))
    review = tried.first.review.select("decision", "left", "right")
    merged, apart = (
        [person[a] == person[b] for decision, a, b in review.rows() if (decision == "same") == is_]
        for is_ in (True, False)
    )
    yield (
        f"review at a threshold of 0.5: {len(merged)} merged, {merged.count(False)} of them wrong; "
        f"{len(apart)} kept apart, {apart.count(True)} of them wrong"
    )


def _score(
    tried: Tried, pool: np.ndarray, size: int, seed: int, wrong: float
) -> tuple[float, float]:
    """F1 with labels, and how much it rose over the pairs that are not labeled."""
    random = np.random.default_rng(seed)
    chosen = random.choice(pool, size, replace=False)
    left, right = tried.pairs[:, chosen]
    same = (tried.person[left] == tried.person[right]) != (random.random(size) < wrong)
    result = _taught(tried, left, right, same)
    rise = tried.unlabeled(result, chosen) - tried.unlabeled(tried.first, chosen)
    return tried.scores(result).f1, rise


def _taught(tried: Tried, left: np.ndarray, right: np.ndarray, same: np.ndarray) -> ir.Result:
    """The run with labels of pairs of positions, but for answers that others contradict."""
    ids = tried.first.members["record_id"]
    labels = pl.DataFrame({"left": ids.gather(left), "right": ids.gather(right), "same": same})
    person = components(len(ids), left[same], right[same])
    told = labels.filter(pl.Series(same | (person[left] != person[right])))
    return ir.resolve(tried.records, labels=told)


def _reviewed(tried: Tried, start: Scores) -> Iterator[str]:
    """With the first pairs of the review table labeled."""
    position = {id_: i for i, id_ in enumerate(tried.first.members["record_id"])}
    pairs = tried.first.review.select("left", "right").rows()
    left, right = np.array([[position[id_] for id_ in pair] for pair in pairs] or [[0, 0]]).T
    same = tried.person[left] == tried.person[right]
    for size in sorted({min(size, len(pairs)) for size in SIZES} - {0}):
        f1 = tried.scores(_taught(tried, left[:size], right[:size], same[:size])).f1
        yield f"{size:>5} review   F1 {f1:.4f}  {f1 - start.f1:+.4f}"


if __name__ == "__main__":
    main()
