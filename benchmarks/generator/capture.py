"""How people and systems write values down: formats, and the errors they make."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Flags: TypeAlias = npt.NDArray[np.bool_]
Edit: TypeAlias = Callable[[str, float, float], str]

_ROWS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEIGHBORS = {
    key: row[max(i - 1, 0) : i] + row[i + 1 : i + 2] for row in _ROWS for i, key in enumerate(row)
}
_LOOK_ALIKE = {a: b for x, y in ("O0", "I1", "S5", "B8", "Z2", "G6") for a, b in ((x, y), (y, x))}


def typo(text: str, which: float, where: float) -> str:
    """One slip of the fingers: a neighboring key, two letters swapped, one dropped or doubled."""
    if len(text) < 2:
        return text
    at = int(where * len(text))
    if which < 0.35:
        return text[:at] + _neighbor(text[at], which / 0.35) + text[at + 1 :]
    if which < 0.60:
        at = min(at, len(text) - 2)
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if which < 0.82:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at] + text[at:]


def digit_typo(text: str, which: float, where: float) -> str:
    """A wrong digit, or two neighbors swapped; the length stays."""
    digits = [i for i, c in enumerate(text) if c.isdigit()]
    if len(digits) < 2:
        return text
    at = digits[int(where * (len(digits) - 1))]
    if which < 0.4 and text[at + 1 : at + 2].isdigit():
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    wrong = str((int(text[at]) + 1 + int(which * 1000) % 9) % 10)
    return text[:at] + wrong + text[at + 1 :]


def misread(text: str, which: float, where: float) -> str:
    """One character read as another of the same shape: O/0, I/1, S/5, B/8, Z/2, G/6."""
    places = [i for i, c in enumerate(text) if c in _LOOK_ALIKE]
    if not places:
        return digit_typo(text, which, where)
    at = places[int(where * len(places))]
    return text[:at] + _LOOK_ALIKE[text[at]] + text[at + 1 :]


def _neighbor(character: str, draw: float) -> str:
    near = _NEIGHBORS.get(character.lower(), "")
    if not near:
        return character
    chosen = near[int(draw * len(near))]
    return chosen.upper() if character.isupper() else chosen


def damage(rng: np.random.Generator, texts: pl.Series, chosen: Flags, edit: Edit) -> pl.Series:
    """Apply an edit to the chosen texts. Few are chosen, so a loop over them is fast enough."""
    rows = np.flatnonzero(chosen & texts.is_not_null().to_numpy())
    if len(rows) == 0:
        return texts
    draws = rng.random((2, len(rows)))
    damaged = map(edit, texts.gather(rows.astype(np.uint32)), *draws.tolist())
    return texts.scatter(rows.astype(np.uint32), list(damaged))


def pick(forms: list[pl.Expr], weights: tuple[float, ...]) -> pl.Expr:
    """An expression that takes one of several forms row by row; `form` must be a column."""
    edges = np.cumsum(weights) / sum(weights)
    chosen = forms[-1]
    for form, edge in zip(reversed(forms[:-1]), reversed(edges[:-1]), strict=True):
        chosen = pl.when(pl.col("form") < float(edge)).then(form).otherwise(chosen)
    return chosen


def phone_forms(number: pl.Expr) -> list[pl.Expr]:
    """Eight ways to write a ten-digit number."""
    a, b, c = number.str.slice(0, 3), number.str.slice(3, 3), number.str.slice(6, 4)
    return [
        pl.format("({}) {}-{}", a, b, c),
        pl.format("{}-{}-{}", a, b, c),
        number,
        pl.format("{}.{}.{}", a, b, c),
        pl.format("+1{}", number),
        pl.format("+1 {} {} {}", a, b, c),
        pl.format("1-{}-{}-{}", a, b, c),
        pl.format("{} {}{}", a, b, c),
    ]


def date_forms(date: pl.Expr) -> list[pl.Expr]:
    """Five ways to write a date."""
    return [
        date.dt.strftime(f) for f in ("%Y-%m-%d", "%m/%d/%Y", "%b %d, %Y", "%Y%m%d", "%-m/%-d/%Y")
    ]
