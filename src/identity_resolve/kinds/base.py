"""The protocol of a kind: a row of facts and one parse function."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from identity_resolve.domain import Context, IdentifierClass, Reason

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "Description",
    "Kind",
    "Parse",
    "Parsed",
    "Plain",
    "ReadPlain",
    "Shape",
    "join_parts",
    "mask_digits",
    "reading_again",
]

Parsed: TypeAlias = tuple[str, ...] | Reason
"""One canonical text per part of the kind (``""`` where the part is absent), or why there is none."""

Parse: TypeAlias = Callable[[str, Context], Parsed]
"""Never raises, depends on nothing but its arguments, and is idempotent through `Kind.render`."""


@dataclass(frozen=True, slots=True)
class Plain:
    """What plain texts among many hold: those written as most are, which need no look at each.

    Attributes:
        where: bool, one a text, whether it is plain.
        parts: a part of the kind each, one a text: what `Kind.parse` finds in a plain text, null where
            the part is absent, and anything where a text is not plain. None where no text has the part.
    """

    where: pl.Series
    parts: tuple[pl.Series | None, ...]


ReadPlain: TypeAlias = "Callable[[pl.Series, Context], Plain | None]"
"""Reads the plain ones among distinct texts, just as `Parse` would; None where none is to be expected.

It calls methods of the series it is given, so that kinds load no library of columns.
"""


READINGS = 4
"""How often a text is read again before it is given up."""


def join_parts(*parts: str) -> str:
    """The parts that are there, with blanks between them."""
    return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Shape:
    """A form in which values of a kind are written, for texts of unknown kind.

    Attributes:
        pattern: regular expression that a whole value matches (case ignored).
        confidence: 0 to 1, how sure the form alone makes that it is this kind.
        why: the reason, for people.
    """

    pattern: str
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class Description:
    """What more can be said of one value.

    Attributes:
        confidence: 0 to 1; less than 1 where a check that is itself uncertain fails.
        facts: what the value tells beyond itself, such as ``line`` of a phone or ``year`` of a VIN.
    """

    confidence: float = 1.0
    facts: Mapping[str, str] = field(default_factory=dict)


def never(_text: str) -> bool:
    """No text is plain."""
    return False


def reading_again(
    parse: Parse, render: Callable[..., str], *, plain: Callable[[str], object] = never
) -> Parse:
    """A parse function that reads odd texts again, until they are read as themselves.

    Args:
        parse: the function.
        render: parts to text.
        plain: whether a text is one that it reads as itself for sure.
    """

    def parse_until_settled(text: str, context: Context) -> Parsed:
        parts = parse(text, context)
        if isinstance(parts, Reason) or plain(text):
            return parts
        for _ in range(READINGS):
            again = parse(render(*parts), context)
            if again == parts or isinstance(again, Reason):
                return again
            parts = again
        return Reason.BAD_FORMAT

    return parse_until_settled


def mask_digits(text: str) -> str:
    """All digits but the last four as stars.

    >>> mask_digits("4111 1111 1111 1234 exp 04/27")
    '**** **** **** **** exp 04/27'
    """
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    hidden = frozenset(digits[:-4])
    return "".join("*" if at in hidden else letter for at, letter in enumerate(text))


def nothing_more(_parts: tuple[str, ...], _context: Context) -> Description:
    """Nothing to add."""
    return Description()


def no_remark(_text: str, _context: Context) -> Description:
    """Nothing to add."""
    return Description()


def no_suggestion(_text: str, _context: Context) -> str:
    """No better spelling is known."""
    return ""


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
        shapes: forms by which a value is known in text of unknown kind, the most telling first.
        cues: regular expression of words that announce a value in free text (``case|ticket``), case
            ignored; a value right behind one is believed more.
        describe: what more the parts of a value tell; asked of one value, never of a column.
        remark: what more the text as written tells, that its parts do not: a title before a name, that
            day and month may stand the other way round; asked of one value, never of a column.
        suggest: what a refused text was likely meant to be, ``""`` where no safe guess is known.
        plain: reads many texts at a time where they are plain, with the same result as `parse`, or None.
        secret: whether the raw text must be kept nowhere in clear: all digits but the last four are
            masked in what `normalize` gives.
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
    shapes: tuple[Shape, ...] = ()
    cues: str | None = None
    describe: Callable[[tuple[str, ...], Context], Description] = nothing_more
    remark: Callable[[str, Context], Description] = no_remark
    suggest: Callable[[str, Context], str] = no_suggestion
    plain: ReadPlain | None = None
    secret: bool = False

    @property
    def adds(self) -> bool:
        """Whether a further column of it holds further values, not other words for the same one.

        A person with two account numbers in a record has both; of two columns of names one stands in
        for the other.
        """
        return self.many or self.identifier_class is not IdentifierClass.ATTRIBUTE

    def raw(self, text: str) -> str:
        """A raw text as it may be kept: as it is, or masked."""
        return mask_digits(text) if self.secret else text
