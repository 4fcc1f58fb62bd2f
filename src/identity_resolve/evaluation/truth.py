"""Compare the customers of a run with a table of the truth."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from identity_resolve.errors import SourceError
from identity_resolve.evaluation.metrics import Scores, bcubed, pairwise, reliability

__all__ = ["Evaluation", "evaluate"]

_ENTITY_COLUMNS = ("entity_id", "person_id", "customer_id", "cluster_id")


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well a run agrees with the truth.

    Attributes:
        pairwise: scores over pairs of records.
        bcubed: scores over records.
        records: records that have both a customer and a truth.
        without_truth: records of the run that the truth does not know; left out of the scores.
        without_customer: records of the truth that the run does not have; left out of the scores.
        reliability: predicted against observed share of pairs that are one customer, a row per bin of
            probability (see `metrics.reliability`); None where no edges were given.
    """

    pairwise: Scores
    bcubed: Scores
    records: int
    without_truth: int
    without_customer: int
    reliability: pl.DataFrame | None = None

    def render(self) -> str:
        """The scores as a table of text."""
        rows = [("pairwise", self.pairwise, "pairs"), ("B-cubed", self.bcubed, "clusters")]
        lines = [
            f"{self.records:,} records compared with the truth",
            "",
            f"{'':10}{'precision':>10}{'recall':>10}{'F1':>10}{'true':>14}{'predicted':>14}{'both':>14}",
        ]
        lines += [
            f"{name:10}{s.precision:>10.4f}{s.recall:>10.4f}{s.f1:>10.4f}"
            f"{s.true:>14,}{s.predicted:>14,}{s.both:>14,}  {unit}"
            for name, s, unit in rows
        ]
        lines += ["", *self._missing()] if self._missing() else []
        lines += ["", *self._reliable()] if self.reliability is not None else []
        return "\n".join(lines)

    def _reliable(self) -> list[str]:
        assert self.reliability is not None
        return [
            "pairs by probability   predicted  observed         pairs",
            *(
                f"{low:>8.1f} to {high:<8.1f}{predicted:>12.3f}{observed:>10.3f}{pairs:>14,}"
                for low, high, predicted, observed, pairs in self.reliability.rows()
            ),
        ]

    def _missing(self) -> list[str]:
        counts = {
            "in the run but not in the truth": self.without_truth,
            "in the truth but not in the run": self.without_customer,
        }
        return [f"{n:,} records {where}: left out" for where, n in counts.items() if n]


def evaluate(
    members: pl.DataFrame, truth: pl.DataFrame, edges: pl.DataFrame | None = None
) -> Evaluation:
    """Score the members of a run against the truth.

    Args:
        members: columns record_id and customer_id, and source where ids repeat between sources.
        truth: record_id, one of entity_id, person_id, customer_id or cluster_id, and source where
            record ids repeat between sources.
        edges: the evidence of the run, to see whether its probabilities mean what they say.

    Raises:
        SourceError: a column is missing, a record occurs twice, or no record is in both tables.

    >>> members = pl.DataFrame({"record_id": ["1", "2", "3"], "customer_id": ["c", "c", "d"]})
    >>> truth = pl.DataFrame({"record_id": [1, 2, 4], "entity_id": [7, 7, 8]})
    >>> found = evaluate(members, truth)
    >>> found.pairwise.f1, found.records, found.without_truth, found.without_customer
    (1.0, 2, 1, 1)
    """
    keys = ["record_id"]
    if "source" in members.columns and "source" in truth.columns:
        keys = ["source", "record_id"]
    found = _labels(members, "run", keys, ("customer_id",)).rename({"label": "predicted"})
    known = _labels(truth, "truth", keys, _ENTITY_COLUMNS).rename({"label": "true"})
    joined = found.join(known, on=keys, how="inner")
    if joined.is_empty():
        raise SourceError(_nothing_joins(found, known))
    return Evaluation(
        pairwise=pairwise(joined["predicted"], joined["true"]),
        bcubed=bcubed(joined["predicted"], joined["true"]),
        records=joined.height,
        without_truth=found.height - joined.height,
        without_customer=known.height - joined.height,
        reliability=None if edges is None else _reliability(edges, known, keys),
    )


def _reliability(edges: pl.DataFrame, known: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Of pairs that no rule decided and whose truth is known: predicted against observed."""
    told = edges.filter(pl.col("rule").is_null())
    for side in ("left", "right"):
        renamed = {"record_id": side, "source": f"{side}_source", "true": f"{side}_true"}
        names = {k: v for k, v in renamed.items() if k in known.columns}
        told = told.join(known.rename(names), on=[names[key] for key in keys])
    same = (told["left_true"] == told["right_true"]).to_numpy()
    return reliability(told["probability"].cast(pl.Float64).to_numpy(), same)


def _labels(
    table: pl.DataFrame, name: str, keys: list[str], candidates: tuple[str, ...]
) -> pl.DataFrame:
    """Keys and label as text, after checks; records without a label are left out."""
    present = [column for column in candidates if column in table.columns]
    if "record_id" not in table.columns or not present:
        wanted = " or ".join(candidates)
        raise SourceError(
            f"{name}: needs the columns record_id and {wanted}; it has {', '.join(table.columns)}"
        )
    label = pl.col(present[0]).alias("label")
    labels = table.select(*keys, label).cast(pl.String).drop_nulls()
    if labels.select(keys).is_duplicated().any():
        raise SourceError(
            f"{name}: {' and '.join(keys)} must be unique; where ids repeat between sources, "
            "both tables need a source column"
        )
    return labels


def _nothing_joins(found: pl.DataFrame, known: pl.DataFrame) -> str:
    def example(table: pl.DataFrame) -> str:
        if table.is_empty():
            return "is empty"
        row = table.row(0, named=True)
        shown = ", ".join(f"{k}={row[k]!r}" for k in ("source", "record_id") if k in row)
        return f"has records such as {shown}"

    return f"no record is in both tables: the run {example(found)}, the truth {example(known)}"
