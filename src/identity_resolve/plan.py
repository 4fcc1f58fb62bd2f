"""What settings and the parts at hand mean: functions and numbers, chosen once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from identity_resolve.candidates.rules import BlockRule, block_rules
from identity_resolve.comparison.base import Comparison
from identity_resolve.comparison.library import comparisons
from identity_resolve.domain import IdentifierClass
from identity_resolve.errors import SettingsError
from identity_resolve.kinds import KINDS
from identity_resolve.scoring.rules import BUILT_IN_RULES, DecisionRule, Form
from identity_resolve.settings import RuleSettings, Settings

__all__ = ["Plan", "make_plan"]

RARER = 4
"""How many times fewer records a key may bring together that must be rare to pay."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the stages need to know besides the records and the model.

    Attributes:
        comparisons: what is compared.
        block_rules: how pairs are found.
        decision_rules: what is decided whatever the evidence.
        share_limits: identifier part to the number of customers who may share a value.
        bucket_limit: most records of one block key.
        rare_limit: the same of a key that says little, or that narrows an oversized bucket.
        chunk_limit: candidate pairs, about, that are held at a time.
        component_limit: most records decided together.
        threshold_bits: evidence from which two records are one customer.
        floor_bits: evidence below which a pair is not kept.
        households: whether households are formed.
        threads: chunks worked on at a time.
    """

    comparisons: tuple[Comparison, ...]
    block_rules: tuple[BlockRule, ...]
    decision_rules: tuple[DecisionRule, ...]
    share_limits: dict[str, int]
    bucket_limit: int
    rare_limit: int
    chunk_limit: int
    component_limit: int
    threshold_bits: float
    floor_bits: float
    households: bool
    threads: int

    def limit_of(self, *, rare: bool) -> int:
        """Most records of a block key."""
        return self.rare_limit if rare else self.bucket_limit


def make_plan(parts: Iterable[str], settings: Settings, *, threads: int = 2) -> Plan:
    """The plan for records with these parts.

    Raises:
        SettingsError: a rule names a field the records do not have.
    """
    present = sorted(set(parts))
    compared = comparisons(present)
    limits = settings.limits
    return Plan(
        comparisons=compared,
        block_rules=block_rules(present),
        decision_rules=_decision_rules(settings.rules, compared),
        share_limits=_share_limits(present, limits.share),
        bucket_limit=limits.bucket,
        rare_limit=max(limits.bucket // RARER, 2),
        chunk_limit=limits.chunk,
        component_limit=limits.component,
        threshold_bits=float(np.log2(settings.threshold / (1 - settings.threshold))),
        floor_bits=settings.floor_bits,
        households=settings.households,
        threads=threads,
    )


def _share_limits(parts: Iterable[str], given: dict[str, int]) -> dict[str, int]:
    limits = {}
    for part in parts:
        kind = KINDS.get("email" if part == "mailbox" else part.partition(":")[0])
        if kind is None or kind.identifier_class is IdentifierClass.ATTRIBUTE:
            continue
        limit = given.get(part, given.get(kind.name, kind.share_limit))
        if kind.name not in KINDS["address"].parts:
            limits[part] = limit
    return limits


def _decision_rules(
    given: list[RuleSettings] | None, compared: tuple[Comparison, ...]
) -> tuple[DecisionRule, ...]:
    if given is None:
        return BUILT_IN_RULES
    names = {comparison.name for comparison in compared}
    faults = [
        f"rules.{rule.name}: no field {field!r} in these records; there are {', '.join(sorted(names))}"
        for rule in given
        for field in [*rule.fields, *rule.unless]
        if field not in names
    ]
    if faults:
        raise SettingsError("\n".join(faults))
    return tuple(
        DecisionRule(rule.name, Form(rule.then), tuple(rule.fields), tuple(rule.unless))
        for rule in given
    )
