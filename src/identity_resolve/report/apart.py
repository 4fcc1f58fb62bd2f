"""Customers that have something in common and were kept apart, and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from identity_resolve.comparison.base import Comparison
from identity_resolve.domain import IntArray, Records
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
        conflicts: what speaks against one person, beyond the rules, strongest first.
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
    pairs = np.sort(np.column_stack([left[closest], right[closest]]), axis=1)
    _, first = np.unique(pairs, axis=0, return_index=True)
    return [_explain(result, int(a), int(b)) for a, b in pairs[np.sort(first)[:limit]]]


def explain_apart(result: Result, left: str, right: str) -> Apart:
    """Why two customers, given by their ids, are two."""
    ids = result.members["customer_id"].gather(result._run.recorded.table["at"])
    a, b = (int(result._run.formed.customer[ids.index_of(id_) or 0]) for id_ in (left, right))
    return _explain(result, a, b)


def _explain(result: Result, one: int, other: int) -> Apart:
    """Weigh every record of one customer against every record of the other."""
    run = result._run
    rows = [np.flatnonzero(run.formed.customer == first).astype(np.int32) for first in (one, other)]
    left, right = np.repeat(rows[0], len(rows[1])), np.tile(rows[1], len(rows[0]))
    evidence = weigh(run.world, left, right)
    rules, ruled = _rules(run, evidence, left, right)
    said = sorted(_said(run, evidence, left, right), key=lambda s: abs(s.bits), reverse=True)
    ids = result.members["customer_id"]
    places = run.recorded.table["at"]
    return Apart(
        left=ids[int(places[one])],
        right=ids[int(places[other])],
        rules=rules,
        conflicts=tuple(s for s in said if s.bits < 0 and s.field not in ruled),
        agreements=tuple(s for s in said if s.bits > 0),
    )


def _rules(
    run: Run, evidence: Evidence, left: IntArray, right: IntArray
) -> tuple[tuple[str, ...], frozenset[str]]:
    """What keeps the records apart whatever the evidence, and the fields that says so of."""
    applied = np.unique(evidence.decided.rule[evidence.decided.apart])
    rules = [run.world.plan.decision_rules[i] for i in applied]
    source, unique = run.world.records.source, run.world.records.unique
    within = np.unique(source[left][source[left] == source[right]])
    clean = [
        f"records of {run.recorded.sources[i].name} are different customers, as set"
        for i in within
        if unique[i]
    ]
    fields = frozenset(field for rule in rules for field in rule.fields)
    return (*clean, *(rule.name for rule in rules)), fields


def _said(run: Run, evidence: Evidence, left: IntArray, right: IntArray) -> Iterator[Said]:
    """Per field the best agreement of any two records, else the worst conflict."""
    for comparison in run.world.plan.comparisons:
        if comparison.name not in evidence.levels:
            continue
        outcome = evidence.levels[comparison.name]
        bits = field_bits(run.world.model.weights[comparison.name], outcome)
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
