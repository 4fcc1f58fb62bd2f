"""Scores against a known truth."""

from identity_resolve.evaluation.metrics import Scores, bcubed, pairwise, reliability
from identity_resolve.evaluation.truth import Evaluation, evaluate

__all__ = ["Evaluation", "Scores", "bcubed", "evaluate", "pairwise", "reliability"]
