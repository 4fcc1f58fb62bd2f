"""What a run gives: tables, a model, a summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import polars as pl

from identity_resolve.arrays import IntArray, UInt64Array, distinct, unpack
from identity_resolve.belonging import pair_probability, record_probability
from identity_resolve.customers.profile import golden_records
from identity_resolve.fingerprint import (
    combine,
    fingerprint_series,
    fingerprint_texts,
    mix,
    spell_print,
)
from identity_resolve.forming import Formed
from identity_resolve.linking import Aside, Edges
from identity_resolve.reviewing import doubtful
from identity_resolve.scoring.model import Model
from identity_resolve.scoring.weights import field_bits, probability
from identity_resolve.settings import Settings
from identity_resolve.sources.recording import Recorded
from identity_resolve.sources.writers import write_tables
from identity_resolve.world import World, weigh

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["Result", "Run", "build_result"]


@dataclass(frozen=True, slots=True)
class Run:
    """Everything the stages of one run made."""

    recorded: Recorded
    world: World
    edges: Edges
    candidates: int
    formed: Formed
    aside: tuple[Aside, ...]
    settings: Settings


class Result:
    """Customers found in records, and why.

    Attributes:
        members: one row a record, in the order they came: source, record_id, customer_id,
            household_id, probability (that the record is of its customer; where it is alone, of no other).
        customers: one row a customer: customer_id, household_id, records, sources, first_seen,
            last_seen, and per part the surviving value and, as ``<part>_from``, the record it came from
            (``source/record_id`` where there are several sources).
        rejected: one row a value set aside: source, record_id, column, kind, reason.
        model: what every agreement was worth; save it to use it again.
        threshold: probability from which two records were one customer: as set, or as it took for the
            precision that was set.
        counts: what was counted on the way.
        timings: seconds by phase.
    """

    def __init__(
        self,
        run: Run,
        tables: Mapping[str, pl.DataFrame],
        counts: Mapping[str, int],
        timings: dict[str, float],
    ) -> None:
        self._run = run
        self.members = tables["members"]
        self.rejected = tables["rejected"]
        self.model: Model = run.world.model
        self.threshold = float(probability(run.world.plan.threshold_bits))
        self.counts = dict(counts)
        self.timings = timings  # the run's own: its last phase is still being timed

    @cached_property
    def customers(self) -> pl.DataFrame:
        """What is known of each customer, one row a customer: made when first asked for."""
        return _customers(self._run, self._labels)

    @cached_property
    def edges(self) -> pl.DataFrame:
        """The evidence, one row a pair.

        Left and right record; bits, the evidence of the two records alone, in all and per field; the
        probability that they are one person, all that is known of their customers considered; the rule
        that decided, if any; and the decision: same, household or apart.
        """
        return _edges(self._run, self._ids)

    @cached_property
    def review(self) -> pl.DataFrame:
        """Decisions worth a person's look, one row a pair, the most uncertain first.

        The columns of `edges`. Of a customer the pairs that hold its records together, of two
        customers kept apart their strongest pair, where the decision is less certain than settings
        ask (`review`). What a rule decided is not in doubt.
        """
        left, right = doubtful(self._run.formed, self._run.settings.review)
        return _pairs(self._run, self._ids, left, right)

    @cached_property
    def _ids(self) -> pl.DataFrame:
        return self._run.recorded.table

    @property
    def _labels(self) -> pl.DataFrame:
        """Members in the order of the records."""
        return self.members[self._ids["at"]]

    def graph(self, *customer_ids: str) -> nx.Graph[str]:
        """Households, customers, their records and the identifiers these hold, as a networkx graph.

        Nodes are named ``household:…``, ``customer:…``, ``record:<source>/<record_id>`` and
        ``<kind>:<value>``; each says what it is in ``type``.

        Args:
            customer_ids: the customers wanted; all of them where none is given. A large run is
                better asked for a few: a graph holds a Python object for every node.

        Raises:
            KeyError: there is no such customer.
        """
        from identity_resolve.customers.graph import build_graph

        if unknown := set(customer_ids).difference(self.members["customer_id"]):
            raise KeyError(f"no such customer: {', '.join(sorted(unknown))}")
        return build_graph(self._run.recorded.records, self._labels, customers=customer_ids or None)

    def summary(self) -> str:
        """What was inferred, found, merged and doubted, for people."""
        from identity_resolve.report.summary import render_summary

        return render_summary(self)

    def write(self, directory: str | PathLike[str], *, format: str = "parquet") -> list[Path]:  # noqa: A002
        """Write all tables, the model and the summary into a directory: all of them or nothing.

        Args:
            directory: made when absent; tables of an earlier run in it are replaced.
            format: ``parquet``, ``csv`` or ``ndjson``.
        """
        tables = {
            "members": self.members,
            "customers": self.customers,
            "edges": self.edges,
            "review": self.review,
            "rejected": self.rejected,
        }
        texts = {"model.json": self.model.to_json(), "summary.txt": self.summary()}
        return write_tables(tables, directory, format=format, texts=texts)


def build_result(run: Run, timings: dict[str, float]) -> Result:
    """Tables of a run."""
    table = run.recorded.table
    keys = _record_keys(run)
    customer_ids = _ids_of(run.formed.customer, keys, "c")
    household_ids = _ids_of(run.formed.household, keys, "h")
    labels = table.with_columns(
        customer_id=customer_ids,
        household_id=household_ids,
        probability=pl.Series(np.round(record_probability(run.formed.places), 6)),
    )
    members = labels.sort("at").select(
        "source", "record_id", "customer_id", "household_id", "probability", "channel", "timestamp"
    )
    tables = {"members": members, "rejected": _rejected(run, labels)}
    return Result(run, tables, _count(run, tables), timings)


def _record_keys(run: Run) -> UInt64Array:
    """What identifies each record: its source and id where ids were given, else its content."""
    table, records = run.recorded.table, run.world.records
    names = fingerprint_texts([s.name for s in run.recorded.sources])[records.source]
    given = np.array([s.has_ids for s in run.recorded.sources])[records.source]
    by_id = combine(names, fingerprint_series(table["record_id"]))
    first = np.searchsorted(records.order, records.order)
    repeat = np.arange(len(records), dtype=np.uint64) - first.astype(np.uint64)
    by_content = mix(records.order + mix(repeat))
    return np.where(given, by_id, by_content)


def _ids_of(label: IntArray, keys: UInt64Array, letter: str) -> pl.Series:
    """Ids of groups: from the smallest key of their records, so from content and not position."""
    smallest = np.full(len(label), np.iinfo(np.uint64).max, dtype=np.uint64)
    np.minimum.at(smallest, label, keys)
    first = np.flatnonzero(label == np.arange(len(label)))
    names = (letter + pl.Series(spell_print(smallest[first]), dtype=pl.String)).rename("id")
    position = np.zeros(len(label), dtype=np.uint32)
    position[first] = np.arange(len(first), dtype=np.uint32)
    return names.gather(position[label])


def _customers(run: Run, labels: pl.DataFrame) -> pl.DataFrame:
    customer = run.formed.customer
    time = run.recorded.table["time"]
    base = pl.DataFrame({"customer": customer, "time": time})
    counted = base.group_by("customer").agg(
        records=pl.len(), first_seen=pl.col("time").min(), last_seen=pl.col("time").max()
    )
    ids = labels.select("customer_id", "household_id")[counted["customer"].cast(pl.UInt32)]
    counted = counted.hstack(ids).join(_sources(run, customer), on="customer").sort("customer_id")
    origin = pl.col("record_id")
    if len(run.recorded.sources) > 1:  # ids may repeat between sources
        origin = pl.format("{}/{}", pl.col("source"), origin)
    golden = golden_records(
        run.world.records,
        customer,
        labels.select(time, record_id=origin),
        run.settings.survivorship,
        first=counted["customer"].to_numpy(),
        threads=run.world.plan.threads,
    )
    told = ("customer_id", "household_id", "records", "sources", "first_seen", "last_seen")
    return counted.select(told).hstack(golden)


def _sources(run: Run, customer: IntArray) -> pl.DataFrame:
    """Names of the sources that know each customer."""
    names = pl.Series([source.name for source in run.recorded.sources], dtype=pl.String)
    source = names.gather(run.world.records.source.astype(np.uint32))
    known = pl.DataFrame({"customer": customer, "sources": source}).unique()
    several = known["customer"].is_duplicated()
    told = known.filter(several).sort("customer", "sources").group_by("customer")
    return pl.concat([known.filter(~several), told.agg(pl.col("sources").str.join(", "))])


def _rejected(run: Run, labels: pl.DataFrame) -> pl.DataFrame:
    """Values refused by their kind, and values withdrawn because too many customers share them."""
    parts = [run.recorded.rejected]
    for part, values in run.world.model.generic.items():
        column = run.recorded.records.columns.get(part)
        if column is None or part == "mailbox":
            continue
        wanted = set(values)
        generic = np.array([value in wanted for value in column.values] + [False])
        rows = np.flatnonzero(np.logical_or.reduce([generic[codes] for codes in column.codes]))
        parts.append(
            labels[rows].select(
                "source",
                "record_id",
                column=pl.lit(part),
                kind=pl.lit(part.partition(":")[0]),
                reason=pl.lit("shared by too many"),
            )
        )
    return pl.concat(parts).sort("source", "record_id", "column")


def _count(run: Run, tables: Mapping[str, pl.DataFrame]) -> dict[str, int]:
    members = tables["members"]
    return {
        "records": members.height,
        "customers": int((run.formed.customer == np.arange(members.height)).sum()),
        "households": int((run.formed.household == np.arange(members.height)).sum()),
        "candidate_pairs": run.candidates,
        "edges": len(run.edges),
        "pairs_inside": len(run.formed.inside),
        "rejected": tables["rejected"].height,
        "doubted": int((members["probability"] < 0.9).sum()),
        "expected_wrong": _expected_wrong(run),
        "oversized_buckets": sum(a.buckets for a in run.aside),
    }


def _expected_wrong(run: Run) -> int:
    """How many records, by their own probability, are with others they do not belong to."""
    customer = run.formed.customer
    joined = np.bincount(customer, minlength=len(customer))[customer] > 1
    return round(float((1.0 - record_probability(run.formed.places))[joined].sum()))


def _edges(run: Run, table: pl.DataFrame) -> pl.DataFrame:
    inside, edges = run.formed.inside, run.edges
    ruled = inside.rule >= 0
    left, right = unpack(distinct(np.r_[edges.packed, inside.take(ruled).packed]))
    return _pairs(run, table, left, right).sort("left_source", "left", "right_source", "right")


def _pairs(run: Run, table: pl.DataFrame, left: IntArray, right: IntArray) -> pl.DataFrame:
    """What is known of pairs of rows, in the order given."""
    evidence = weigh(run.world, left, right)
    customer, household = run.formed.customer, run.formed.household
    together = customer[left] == customer[right]
    related = household[left] == household[right]
    names = [rule.name for rule in run.world.plan.decision_rules]
    likely = pair_probability(run.formed.places, left, right, evidence.bits.same)
    likely[evidence.decided.apart & ~together] = 0.0
    rule = pl.Series([*names, None], dtype=pl.String).gather(
        np.where(evidence.decided.rule < 0, len(names), evidence.decided.rule)
    )
    ends = {
        f"{side}{suffix}": table[column].gather(rows.astype(np.uint32))
        for side, rows in (("left", left), ("right", right))
        for suffix, column in (("_source", "source"), ("", "record_id"))
    }
    fields = {
        f"bits_{name}": _shown(field_bits(run.world.model.weights[name], outcome))
        for name, outcome in evidence.levels.items()
    }
    return pl.DataFrame(
        {
            **ends,
            "bits": _shown(evidence.bits.same),
            "probability": np.round(likely, 6),
            "decision": np.where(together, "same", np.where(related, "household", "apart")),
            "rule": rule,
            **fields,
        }
    )


def _shown(bits: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    return np.round(bits.astype(np.float64), 2).astype(np.float64)
