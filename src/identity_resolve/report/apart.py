"""Customers that have something in common and were kept apart, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identity_resolve.arrays import IntArray, Records, pack
from identity_resolve.comparison.base import Comparison
from identity_resolve.scoring.weights import field_bits
from identity_resolve.world import Evidence, weigh

if TYPE_CHECKING:
    from identity_resolve.result import Result, Run

__all__ = ["Apart", "Said", "explain_apart", "find_apart"]


@dataclass(frozen=True, slots=True)
class Said:
    """What one field says of two customers.

    Attributes:
        field: the comparison.
        title: its outcome, for people.
        bits: for one person where positive, against it where negative.
        values: what the two records have that say so; both empty for an address.
    """

    field: str
    title: str
    bits: float
    values: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Apart:
    """Why two customers are two.

    Attributes:
        left: id of one customer.
        right: id of the other.
        rules: what decided it whatever the evidence.
        conflicts: what speaks against one person, strongest first.
        agreements: what speaks for one person, strongest first.
    """

    left: str
    right: str
    rules: tuple[str, ...]
    conflicts: tuple[Said, ...]
    agreements: tuple[Said, ...]


def find_apart(result: Result, *, limit: int) -> list[Apart]:
    """The pairs of customers that came closest to being one, closest first."""
    customer, edges = result._run.formed.customer, result._run.edges
    left, right = customer[edges.left], customer[edges.right]
    across = np.flatnonzero(left != right)
    closest = across[np.argsort(-edges.same[across], kind="stable")]
    one = np.minimum(left[closest], right[closest])
    other = np.maximum(left[closest], right[closest])
    _, first = np.unique(pack(one, other), return_index=True)
    return [_explain(result, int(one[i]), int(other[i])) for i in np.sort(first)[:limit]]


def explain_apart(result: Result, left: str, right: str) -> Apart:
    """Why two customers, given by their ids, are two.

    Raises:
        KeyError: the run has no customer with that id.
    """
    ids = result.members["customer_id"].gather(result._run.recorded.table["at"])
    first = dict(zip(ids, result._run.formed.customer.tolist(), strict=True))
    return _explain(result, first[left], first[right])


def _explain(result: Result, one: int, other: int) -> Apart:
    """Weigh every record of one customer against every record of the other."""
    run = result._run
    rows = [np.flatnonzero(run.formed.customer == first).astype(np.int32) for first in (one, other)]
    left, right = np.repeat(rows[0], len(rows[1])), np.tile(rows[1], len(rows[0]))
    evidence = weigh(run.world, left, right)
    said = sorted(_said(run, evidence, left, right), key=lambda s: abs(s.bits), reverse=True)
    ids = result.members["customer_id"]
    places = run.recorded.table["at"]
    return Apart(
        left=ids[int(places[one])],
        right=ids[int(places[other])],
        rules=tuple(_rules(run, evidence, left, right)),
        conflicts=tuple(s for s in said if s.bits < 0),
        agreements=tuple(s for s in said if s.bits > 0),
    )


def _rules(run: Run, evidence: Evidence, left: IntArray, right: IntArray) -> Iterator[str]:
    """What keeps the records apart whatever the evidence."""
    source, unique = run.world.records.source, run.world.records.unique
    for position in np.unique(source[left][source[left] == source[right]]):
        if unique[position]:
            yield f"all records of {run.recorded.sources[position].name} are different customers"
    for position in np.unique(evidence.decided.rule[evidence.decided.apart]):
        yield run.world.plan.decision_rules[position].name


def _said(run: Run, evidence: Evidence, left: IntArray, right: IntArray) -> Iterator[Said]:
    """Per field the best agreement of any two records, else the worst conflict."""
    for comparison in run.world.plan.comparisons:
        if comparison.name not in evidence.levels or comparison.together:
            continue
        outcome = evidence.levels[comparison.name]
        bits = field_bits(run.world.model.weights[comparison.name], outcome)
        if comparison.parts[0] in run.world.model.dense:  # the next number is another customer's
            bits = np.where(comparison.near[outcome], 0, bits)
        at = int(bits.argmax())
        if bits[at] <= 0 and not comparison.several:  # who has several contradicts nothing
            at = int(bits.argmin())
        if bits[at]:
            values = _values(run.world.records, comparison, int(left[at]), int(right[at]))
            title = _titles(comparison)[outcome[at]]
            yield Said(comparison.name, title, float(bits[at]), values)


def _titles(comparison: Comparison) -> list[str]:
    return ["", *(level.title for level in comparison.levels for _ in range(level.outcomes))]


def _values(records: Records, comparison: Comparison, left: int, right: int) -> tuple[str, str]:
    """What two records have in a field of one part; the same value where they share one."""
    column = records.columns.get(comparison.parts[0])
    if column is None or comparison.name == "address":
        return "", ""
    one, other = (
        [column.values[c[row]].removeprefix(":") for c in column.codes if c[row] >= 0]
        for row in (left, right)
    )
    shared = [value for value in one if value in other]
    return (shared or one or [""])[0], (shared or other or [""])[0]
