"""Rules above the model: named decisions about pairs that no weight of evidence overturns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import BoolArray, LevelArray

__all__ = ["BUILT_IN_RULES", "Decided", "DecisionRule", "Form", "decide"]


class Form(Enum):
    """The two forms of a rule."""

    MUST_LINK = "same"
    CANNOT_LINK = "different"


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """A named decision.

    Attributes:
        name: what a person reads.
        form: must-link or cannot-link.
        fields: comparisons that must all agree (must-link) or all conflict (cannot-link).
        unless: comparisons that suspend the rule: by conflicting (must-link) or agreeing (cannot-link).
    """

    name: str
    form: Form
    fields: tuple[str, ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """What the rules say of pairs.

    Attributes:
        rule: int8 of shape (pairs,), position of the deciding rule, -1 where none applies.
        together: bool of shape (pairs,), must-link.
        apart: bool of shape (pairs,), cannot-link; wins over must-link.
    """

    rule: npt.NDArray[np.int8]
    together: BoolArray
    apart: BoolArray


BUILT_IN_RULES: tuple[DecisionRule, ...] = (
    DecisionRule(
        "different driver's licenses of one issuer",
        Form.CANNOT_LINK,
        ("license",),
        unless=("birth_date", "ssn", "account"),
    ),
    DecisionRule(
        "different social security numbers",
        Form.CANNOT_LINK,
        ("ssn",),
        unless=("birth_date", "license", "account"),
    ),
    DecisionRule(
        "different generations of one name",
        Form.CANNOT_LINK,
        ("suffix",),
        unless=("birth_date", "license", "ssn", "account"),
    ),
)


def decide(
    rules: Sequence[DecisionRule],
    levels: Mapping[str, LevelArray],
    agrees: Callable[[str, LevelArray], BoolArray],
    conflicts: Callable[[str, LevelArray], BoolArray],
    *,
    size: int,
) -> Decided:
    """Apply rules to pairs; the first that applies names the decision, cannot-link before must-link.

    Args:
        rules: the rules.
        levels: comparison name to outcomes, uint8 of shape (pairs,) each.
        agrees: whether an outcome of a comparison is agreement: bool of shape (pairs,).
        conflicts: whether it is a conflict, beyond a plausible capture error.
        size: number of pairs.
    """
    decided = np.full(size, -1, dtype=np.int8)
    apart = np.zeros(size, dtype=np.bool_)
    ordered = sorted(enumerate(rules), key=lambda item: item[1].form is Form.MUST_LINK)
    for position, rule in ordered:
        if any(field not in levels for field in rule.fields):
            continue
        cannot = rule.form is Form.CANNOT_LINK
        holds, lifts = (conflicts, agrees) if cannot else (agrees, conflicts)
        applies = np.ones(size, dtype=np.bool_)
        for field in rule.fields:
            applies &= holds(field, levels[field])
        for field in rule.unless:
            if field in levels:
                applies &= ~lifts(field, levels[field])
        applies &= decided < 0
        decided[applies] = position
        apart |= applies & cannot
    return Decided(decided, (decided >= 0) & ~apart, apart)
