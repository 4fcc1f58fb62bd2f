"""Numbers of an issuer as most are written, read many at a time: a few capitals, then digits.

The letters in front are few among many numbers; whether they are the number's own, or words that
announce it, is asked once of each.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import TYPE_CHECKING

from identity_resolve.kinds.base import Plain

if TYPE_CHECKING:
    import polars as pl

__all__ = ["LEAST_RUN", "RUNS", "are_length", "read_numbers", "read_plates"]

RUNS = ("01234567890123456789", "9876543210")
"""Digits counted up and down."""

LEAST_RUN = 6
"""Digits of a run from which nobody issued it."""

_MOST_DIGITS = 14
_ODD_LENGTHS = (15, 18)  # ids of some systems are as long, and read otherwise
_SHORTEST = 3
_PLATE = r"^[A-Z0-9]{4,8}$"
_SHARED_HEADS = r"^(?:DEALER|DLR|TRADE|TRANSPORTER|LOANER|RENTAL|TEMP|XXX)"
_REPEATED = f"^[A-Z]*(?:{'|'.join(f'{digit}+' for digit in range(10))})$"


@cache
def _counted() -> list[str]:
    ends = range(len(RUNS[0]) + 1)
    parts = {run[i:j] for run in RUNS for i in ends for j in ends}
    return sorted(part for part in parts if len(part) >= LEAST_RUN)


def are_length(texts: pl.Series, lengths: Collection[int]) -> pl.Series:
    """Whether ASCII texts are of one of these lengths."""
    return texts.str.len_bytes().is_in(list(lengths))


def read_numbers(
    texts: pl.Series,
    *,
    issuer: str,
    letters: int,
    is_own: Callable[[str], bool],
    shortest: int,
    placeholders: frozenset[str],
    signs: str = "",
) -> Plain:
    """Numbers of capitals and digits, with or without hyphens.

    Args:
        texts: distinct texts.
        issuer: canonical, or ``""``.
        letters: most letters in front of the digits.
        is_own: whether letters in front belong to the number and mean nothing else.
        shortest: least characters.
        placeholders: numbers, without hyphens, that mean "none".
        signs: what may be there besides hyphens: a ``#`` before digits, blanks between them.
    """
    mark, between = "#|" if "#" in signs else "", "[- ]" if " " in signs else "-"
    where = texts.str.contains(
        rf"^(?:{mark}[A-Z]{{1,{letters}}}-?)?[0-9]+(?:{between}[0-9]+){{0,4}}$"
    )
    head = texts.str.extract(r"^([A-Z]*)")
    number = texts.str.replace_all("[# -]", "")
    where &= number.str.len_bytes() - head.str.len_bytes() <= _MOST_DIGITS
    where &= number.str.len_bytes() >= max(shortest, _SHORTEST)
    where &= head.is_in([own for own in head.filter(where).unique() if is_own(own)])
    odd = are_length(texts, _ODD_LENGTHS) | are_length(number, _ODD_LENGTHS)
    odd |= _are_made_up(number) | number.is_in(sorted(placeholders))
    return Plain(where & ~odd, (f"{issuer}:" + number,))


def _are_made_up(numbers: pl.Series) -> pl.Series:
    """Whether somebody may have held a key down, or counted."""
    return numbers.str.contains(_REPEATED) | numbers.is_in(_counted())


def read_plates(texts: pl.Series, *, placeholders: frozenset[str]) -> Plain:
    """Plates of no known issuer, of capitals and digits alone and so short that they name no state.

    Args:
        texts: distinct texts.
        placeholders: plates that mean "none".
    """
    where = texts.str.contains(_PLATE) & texts.str.contains("[0-9]")
    odd = (
        texts.str.contains(_SHARED_HEADS) | _are_made_up(texts) | texts.is_in(sorted(placeholders))
    )
    return Plain(where & ~odd, (":" + texts,))
