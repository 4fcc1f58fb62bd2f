"""The protocol of a kind: a row of facts and one parse function."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from identity_resolve.domain import Context, IdentifierClass, Reason

__all__ = ["Kind", "Parse", "Parsed", "join_parts"]

Parsed: TypeAlias = tuple[str, ...] | Reason
"""One canonical text per part of the kind (``""`` where the part is absent), or why there is none."""

Parse: TypeAlias = Callable[[str, Context], Parsed]
"""Never raises, depends on nothing but its arguments, and is idempotent through `Kind.render`."""


def join_parts(*parts: str) -> str:
    """The parts that are there, with blanks between them."""
    return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of value is, how it is brought to canonical form, and how much it may prove.

    Attributes:
        name: key in ``KINDS``.
        title: what a person calls it.
        identifier_class: how much it may prove.
        parse: raw text, not blank, to the texts of `parts`, or a `Reason`.
        parts: the record parts this kind fills; several kinds may fill the same part
            (a full name fills ``given`` and ``family``, so do two separate columns).
        share_limit: how many customers may sensibly share a value before it is generic.
        headers: regular expression over a normalized header (lower case, words joined by ``_``)
            that names such a column.
        looks_like: regular expression of raw values that look like this kind, or None when only the
            header can tell; inference also counts how many values `parse` accepts.
        examples: raw texts the kind accepts.
        many: whether one customer may have several values at a time.
        scoped: whether values of different columns are different things (an id of another system).
        split: regular expression that separates several values in one cell, or None.
        render: the parts as one text that is read back as the same parts.
    """

    name: str
    title: str
    identifier_class: IdentifierClass
    parse: Parse
    parts: tuple[str, ...]
    share_limit: int
    headers: str
    examples: tuple[str, ...]
    looks_like: str | None = None
    many: bool = False
    scoped: bool = False
    split: str | None = None
    render: Callable[..., str] = join_parts
