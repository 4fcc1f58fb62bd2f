"""Columns of free text (notes, messages, transcripts): what each text says of the record it stands in.

Only what `extract` finds counts: values that stand behind words which announce them, or that have a
form hardly anything else has. The words around them are not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from identity_resolve.domain import Context, IdentifierClass
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.extract import Found, extract

__all__ = ["NOTES", "READABLE", "Noted", "read_noted"]

_TELLING = {"birth_date"} | {
    kind.name for kind in KINDS.values() if kind.identifier_class is not IdentifierClass.ATTRIBUTE
}
"""Kinds whose values tell people apart."""

_PERSONAL = frozenset(
    ("birth_date", "ssn", "itin", "national_id", "passport", "license", "medicare_beneficiary")
)
"""Kinds of which a relative has one of their own."""

_RELATIVE = (
    r"(?:grand|step)?(?:child(?:ren)?|sons?|daughters?|mother|mom|father|dad|parents?)|kids?|wife"
    r"|husband|spouse|partner|fianc[eé]e?|boyfriend|girlfriend|(?:family|household) members?"
    r"|dependents?|dependants?|baby|newborn|infant|twins?|brother|sister|siblings?|uncle|aunt|niece"
    r"|nephew|cousin|grandma|grandpa|roommate|housemate|hij[oa]s?|espos[oa]|herman[oa]"
    r"|padre|madre|fils|fille|mari|[ée]pouse|ehefrau|ehemann|sohn|tochter|mutter|vater"
)
_OTHERWISE = (
    r"my|me|i|self|own|caller|customer|cust|client|and|or|to|for|re|about|update|verified|support"
    r"|care|maiden|company|(?:call|ask|want|say|report)(?:s|ed|ing)?|said"
)
"""Words behind that of a relative after which somebody else may be meant."""

_OF_RELATIVE = re.compile(
    rf"\b(?:{_RELATIVE})(?:'?s)?"
    rf"(?:[ ,:(/-]+(?!(?:{_OTHERWISE})\b)(?:d\.o\.b\.|[^\W\d_][\w'-]*)){{0,6}}[ ,:#(=-]*\Z",
    re.IGNORECASE,
)
_LOOK_BACK = 80

_MOST = 3
"""Values of one kind in one text; more are a list, of nobody or of many people."""

_LONGEST = 20_000
"""Characters of a text that are read."""

_VALUE_END, _PART_END = "\x1e", "\x1f"  # control characters, which no canonical value has


class Noted(NamedTuple):
    """A value found in a text: its kind, and one canonical text per part of it."""

    kind: str
    parts: tuple[str, ...]


def _parse_notes(text: str, context: Context) -> Parsed:
    """What a text says, as one text that `read_noted` takes apart; empty where it says nothing."""
    text = text if len(text) <= _LONGEST else text[:_LONGEST].rpartition(" ")[0]
    values: dict[str, dict[tuple[str, ...], None]] = {}
    for found in extract(text, region=context.region):
        if found.kind in _TELLING and not _is_of_relative(found, text):
            parts = tuple(found.identifier.parts.values())
            values.setdefault(found.kind, {})[parts] = None
    told = (
        _PART_END.join((name, *parts))
        for name, held in values.items()
        if len(held) <= (_MOST if KINDS[name].many else 1)
        for parts in held
    )
    return (_VALUE_END.join(told),)


def _is_of_relative(found: Found, text: str) -> bool:
    """Whether what only one person has stands behind a word for a relative: ``son Al, dob ...``."""
    start = found.span[0]
    before = text[max(0, start - _LOOK_BACK) : start]
    return found.kind in _PERSONAL and _OF_RELATIVE.search(before) is not None


def read_noted(text: str) -> Iterator[Noted]:
    """The values of a text that was read, in its order; of one kind in a row.

    >>> (text,) = NOTES.parse("acct 10007919, reach him at 312-555-0143", Context())
    >>> [(noted.kind, noted.parts[0]) for noted in read_noted(text)]
    [('account', ':10007919'), ('phone', '+13125550143')]
    """
    for value in text.split(_VALUE_END) if text else ():
        kind, *parts = value.split(_PART_END)
        yield Noted(kind, tuple(parts))


NOTES = Kind(
    name="notes",
    title="free text",
    identifier_class=IdentifierClass.ATTRIBUTE,
    parse=_parse_notes,
    parts=("notes",),
    share_limit=0,
    headers=r"(?!)",
    examples=("cust called re bill, acct 10007919",),
)
"""How a column of free text is read. No key of `KINDS`: a text is no value, it holds values."""

READABLE: Mapping[str, Kind] = MappingProxyType({**KINDS, NOTES.name: NOTES})
"""How columns are read that are no mere role."""
