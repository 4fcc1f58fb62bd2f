"""Further columns of a kind of which a record has one value: do they say the same, or something else?

A second name stands in where the first is empty, if the two agree in most records that have both; else it
is another name, or another's. A second number counts beside the first, unless it would be taken for one of
the first's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.fingerprint import fingerprint_texts
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.base import Kind
from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.sharing import comparable, density
from identity_resolve.sources.source import Source

__all__ = ["settle_doubles"]

_LOOKED_AT = 300
"""Pairs of values that are looked at."""

_AGREEING = 0.5
"""Share of them that must agree for one column to stand in for the other."""

_MOST_FILLED = 0.5
"""Share of the records of the fullest column that another must have to be the one they stand beside."""

_DENSE = 0.01
"""Share of a range of numbers that is taken from which numbers of another column are met by chance."""

_MET = 3
"""Values in both columns, of different records, that show that they are met."""

_OWN_NAMES = frozenset({"given_name", "middle_name"})
"""Of these a person has several; a second surname is that of the siblings too, a whole name another's."""


def settle_doubles(
    source: Source, found: Sequence[InferredColumn], *, region: str
) -> list[InferredColumn]:
    """What each column is, given the others of its kind.

    Args:
        source: the records.
        found: what each column is by itself, in their order.
        region: country of numbers without a country code.
    """
    settled = list(found)
    for kind in dict.fromkeys(column.kind for column in found):
        at = [i for i, column in enumerate(found) if column.kind == kind]
        if len(at) > 1 and kind in KINDS and not (KINDS[kind].many or KINDS[kind].scoped):
            main = _main([source.frame[found[i].column] for i in at])
            for i in at[:main] + at[main + 1 :]:
                settled[i] = _beside(source, found[at[main]], found[i], region)
    return [_beside_parts(source, column, settled, region) for column in settled]


def _main(columns: Sequence[pl.Series]) -> int:
    """Of columns that are not of initials the first that is not empty in most records of another."""
    worded = [column.str.contains(r"\pL{2}").sum() > column.count() / 2 for column in columns]
    full = [i for i, is_worded in enumerate(worded) if is_worded or not any(worded)]
    filled = {i: columns[i].count() for i in full}
    return next(i for i in full if filled[i] >= _MOST_FILLED * max(filled.values()))


def _beside(
    source: Source, main: InferredColumn, other: InferredColumn, region: str
) -> InferredColumn:
    """What a column is beside the main one of its kind."""
    kind = KINDS[other.kind]
    pairs = source.frame.select(main=main.column, other=other.column)
    if kind.identifier_class is not IdentifierClass.ATTRIBUTE:
        return _numbers_beside(pairs, main, other)
    share = _agreeing(kind, _some(pairs.drop_nulls()), Context(region, other.issuer))
    if share is None or share >= _AGREEING:
        return replace(other, why=f"{other.why}; where {main.column} is empty", stands_in=True)
    differs = _differs(main.column, share)
    if kind.name in _OWN_NAMES:
        return replace(other, kind="text", why=f"{differs}: a name compared as a text")
    return replace(other, kind="ignore", why=differs)


def _beside_parts(
    source: Source, column: InferredColumn, settled: Sequence[InferredColumn], region: str
) -> InferredColumn:
    """A whole name says nothing beside the parts of another's name."""
    given, family = (
        next((c.column for c in settled if c.kind == kind and not c.stands_in), None)
        for kind in ("given_name", "family_name")
    )
    if column.kind != "full_name" or given is None or family is None:
        return column
    parts = pl.concat_str(given, family, separator=" ")
    pairs = source.frame.select(main=parts, other=column.column).drop_nulls()
    share = _agreeing(KINDS["full_name"], _some(pairs), Context(region))
    if share is None or share >= _AGREEING:
        return column
    return replace(column, kind="ignore", why=_differs(f"{given} and {family}", share))


def _differs(main: str, share: float) -> str:
    return f"differs from {main} in {1 - share:.0%} of the records that have both"


def _numbers_beside(
    pairs: pl.DataFrame, main: InferredColumn, other: InferredColumn
) -> InferredColumn:
    """Numbers that may be taken for those of another column are ids of their own."""
    texts = pairs.select(comparable(pairs["main"]), comparable(pairs["other"]))
    if max(density(texts[name].drop_nulls().unique()) for name in texts.columns) < _DENSE:
        return other
    elsewhere = texts.filter(pl.col("other").ne_missing(pl.col("main")))["other"].drop_nulls()
    met = elsewhere.unique().is_in(texts["main"].drop_nulls().unique().implode()).sum()
    if met < _MET:
        return other
    return replace(other, kind="opaque", why=f"ids beside {main.column}, with numbers like its own")


def _some(pairs: pl.DataFrame) -> list[tuple[str, str]]:
    """Some of the pairs of values, chosen by their content."""
    thin = max(1, len(pairs) // (20 * _LOOKED_AT))
    if thin > 1:
        pairs = pairs.filter(pairs.hash_rows(0) % thin == 0)
    told = pairs.unique().sort("main", "other").rows()
    if len(told) <= _LOOKED_AT:
        return told
    order = fingerprint_texts(["\t".join(pair) for pair in told]).argsort()
    return [told[i] for i in order[:_LOOKED_AT]]


def _agreeing(kind: Kind, pairs: Sequence[tuple[str, str]], context: Context) -> float | None:
    """Share of pairs of values that agree, None where no two can be held against each other."""
    read = [tuple(kind.parse(text, context) for text in pair) for pair in pairs]
    said = [
        _agree(*(" ".join(parts).split() for parts in pair))
        for pair in read
        if not any(isinstance(parts, Reason) for parts in pair)
    ]
    return sum(said) / len(said) if said else None


def _agree(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the words of one stand in the other, in full or as an initial.

    >>> _agree(["j", "lee"], ["john", "q", "lee"]), _agree(["ann", "lee"], ["john", "lee"])
    (True, False)
    """
    few, many = sorted((one, other), key=len)
    return all(any(_is_word(word, held) for held in many) for word in few)


def _is_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))
