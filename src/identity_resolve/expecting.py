"""What to expect of each comparison, before any pair is seen: built-in chances and value frequencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from identity_resolve.arrays import BoolArray, FloatArray, LevelArray, Records
from identity_resolve.comparison.base import RARITIES, Comparison, Level
from identity_resolve.scoring.frequencies import agreement
from identity_resolve.scoring.priors import FieldPrior, going_together

__all__ = ["build_priors"]


def build_priors(
    compared: Sequence[Comparison],
    records: Records,
    frequencies: Mapping[str, Mapping[str, float]],
    rarities: Mapping[str, LevelArray],
) -> list[FieldPrior]:
    """What is assumed of each comparison.

    Args:
        compared: the comparisons.
        records: the records they are made of.
        frequencies: per part, how common its values are.
        rarities: per part, the rarity bin of each distinct value.
    """
    position = {c.name: i for i, c in enumerate(compared)}
    return [
        going_together(tuple(position[name] for name in c.together))
        if c.together
        else _build_prior(c, position, records, frequencies, rarities)
        for c in compared
    ]


def _build_prior(
    comparison: Comparison,
    position: Mapping[str, int],
    records: Records,
    frequencies: Mapping[str, Mapping[str, float]],
    rarities: Mapping[str, LevelArray],
) -> FieldPrior:
    levels = comparison.levels
    sizes = [level.outcomes for level in levels]
    rare = [_by_rarity(level, comparison, records, frequencies, rarities) for level in levels]
    split, chances, fixed = (np.concatenate(each) for each in zip(*rare, strict=True))
    free = np.repeat([not level.within for level in levels], sizes)
    u = _with_rest(chances, free)
    within = [tuple(position[n] for n in level.within if n in position) for level in levels]
    return FieldPrior(
        m=u if comparison.learned else _built_in_m(comparison, sizes, split),
        h=_built_in_h(comparison, sizes, split, u),
        u=np.where(free, u / u[free].sum(), u),
        fixed_u=fixed,
        group=np.repeat(np.arange(len(sizes)), sizes),
        split=split,
        shared=comparison.shared,
        personal=comparison.personal,
        scarce=comparison.scarce,
        within=tuple(w for w, size in zip(within, sizes, strict=True) for _ in range(size)),
        agreeing=comparison.agreeing,
        near=np.repeat([level.near for level in levels], sizes),
        weak=comparison.weak,
        learned=comparison.learned,
    )


def _by_rarity(
    level: Level,
    comparison: Comparison,
    records: Records,
    frequencies: Mapping[str, Mapping[str, float]],
    rarities: Mapping[str, LevelArray],
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """How a level splits by rarity, chances among strangers, and those that are given by frequencies.

    All float64 of shape (outcomes,), the last NaN where frequencies do not tell.
    """
    size = level.outcomes
    if level.by is None or level.by not in frequencies:
        return np.full(size, 1 / size), np.full(size, level.u / size), np.full(size, np.nan)
    column = records.columns[level.by]
    split, chance = agreement(column, frequencies[level.by], rarities[level.by], size=RARITIES)
    if not comparison.across:
        chance = chance * _coverage(records, level.by, comparison) ** 2
    if level.also is not None:
        column = records.columns[level.also]
        beside = agreement(column, frequencies[level.also], rarities[level.also], size=RARITIES)
        split, chance = (_added_up(*each) for each in zip((split, chance), beside, strict=True))
    return split, chance * level.share, chance * level.share


def _added_up(one: FloatArray, other: FloatArray) -> FloatArray:
    """What two rarities hold by the sum of both; the last holds all beyond."""
    every = np.convolve(one, other)
    return np.append(every[: RARITIES - 1], every[RARITIES - 1 :].sum())


def _with_rest(chances: FloatArray, free: BoolArray) -> FloatArray:
    """Chances among strangers, the last outcome holding what the others leave."""
    rest = max(1.0 - chances[:-1][free[:-1]].sum(), 1e-3)
    return np.append(chances[:-1], rest)


def _built_in_m(comparison: Comparison, sizes: list[int], split: FloatArray) -> FloatArray:
    m = np.repeat([level.m for level in comparison.levels], sizes) * split
    return m / m.sum()


def _built_in_h(
    comparison: Comparison, sizes: list[int], split: FloatArray, u: FloatArray
) -> FloatArray:
    """Built-in chances of a household as given; what strangers share fills the rest."""
    h = np.repeat([level.h or 0.0 for level in comparison.levels], sizes) * split
    given = np.repeat([level.h is not None for level in comparison.levels], sizes)
    h = np.where(given, h, u)
    rest = 1.0 - h[given].sum()
    free = h[~given].sum()
    if free <= 0 or rest <= 0:
        return h / h.sum()
    return np.where(given, h, h * rest / free)


def _coverage(records: Records, part: str, comparison: Comparison) -> float:
    """Share of the records with anything to compare that have the part."""
    present = [records.columns[p].codes[0] >= 0 for p in comparison.parts if p in records.columns]
    anything = np.logical_or.reduce(present).sum()
    return float((records.columns[part].codes[0] >= 0).sum() / max(anything, 1))
