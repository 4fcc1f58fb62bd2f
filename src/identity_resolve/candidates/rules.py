"""Block rules: the table of keys by which two records may meet."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass, field
from enum import Enum

import numpy as np

from identity_resolve.arrays import Records, UInt64Array
from identity_resolve.candidates.calling import full_sound
from identity_resolve.candidates.entries import NO_ENTRIES, Entries, Token, compound, token
from identity_resolve.candidates.near import near
from identity_resolve.candidates.spelled import short_keys, spelled_keys
from identity_resolve.candidates.wording import word_keys
from identity_resolve.domain import IdentifierClass
from identity_resolve.fingerprint import combine, fingerprint_text, mix
from identity_resolve.keeping import area_code, bare_number, initial, local_part, sound, year
from identity_resolve.kinds import KINDS
from identity_resolve.spelling import SHORTENED, WRITTEN

__all__ = [
    "REFINERS",
    "RULES",
    "BlockRule",
    "Way",
    "block_rules",
    "copies",
    "entries_of",
    "near_entries_of",
    "refine",
    "salted",
]

MAX_RULES = 60
"""A pair's rules are bits of one 64-bit word; the most telling rules come first."""


class Way(Enum):
    """What two records share where they meet by a rule."""

    EQUAL = "all of its values"
    NEAR = "a value but for one edit"
    WORDED = "a word of a text"
    SPELLED = "a name, of which an address or a handle may be made"
    INITIAL = "such a name, of the given name only the initial"
    SHORTENED = "what somebody is called and a beginning of the family name, as in handles"


_BY_NAME = {Way.SPELLED: WRITTEN, Way.INITIAL: WRITTEN, Way.SHORTENED: (SHORTENED,)}
"""Ways for names, and the parts made of them: either is enough for keys."""


@dataclass(frozen=True, slots=True)
class BlockRule:
    """One way for two records to become a candidate pair.

    Attributes:
        name: what a person reads.
        tokens: what must agree; all of them.
        way: how.
        rare: whether it says so little that only rare keys pay: few records may share one.
        parts: the parts the rule rests on.
    """

    name: str
    tokens: tuple[Token, ...]
    way: Way = Way.EQUAL
    rare: bool = False
    parts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", frozenset(item.part for item in self.tokens))

    @property
    def near(self) -> bool:
        """Whether values one edit apart meet: these keys depend on which values there are."""
        return self.way is Way.NEAR

    def applies(self, present: Set[str]) -> bool:
        """Whether records with these parts have keys by this rule."""
        if self.way in _BY_NAME:
            return present >= _NAME or not present.isdisjoint(_BY_NAME[self.way])
        return self.parts <= present


_GIVEN, _FAMILY, _BORN = Token("given"), Token("family"), Token("birth_date")
_NAME = {"given", "family"}
_SPELLED = (_GIVEN, _FAMILY, *map(Token, WRITTEN))
_CITY, _POSTCODE, _STREET = Token("city"), Token("postcode"), Token("street")

RULES: tuple[BlockRule, ...] = (
    BlockRule("mailbox", (Token("mailbox"),)),
    BlockRule("email local part", (Token("email", local_part),)),
    BlockRule("given and family name", _SPELLED, Way.SPELLED),
    BlockRule("initial and family name", _SPELLED, Way.INITIAL, rare=True),
    BlockRule(
        "given and beginning of family name",
        (_GIVEN, _FAMILY, Token(SHORTENED)),
        Way.SHORTENED,
        rare=True,
    ),
    BlockRule("family name and birth date", (_FAMILY, _BORN)),
    BlockRule("given name and birth date", (_GIVEN, _BORN)),
    BlockRule("birth date and postcode", (_BORN, _POSTCODE)),
    BlockRule("birth date and city", (_BORN, _CITY)),
    BlockRule(
        "initials and birth date", (Token("given", initial), Token("family", initial), _BORN)
    ),
    BlockRule("family name and postcode", (_FAMILY, _POSTCODE)),
    BlockRule("given name and postcode", (_GIVEN, _POSTCODE)),
    BlockRule("family name and city", (_FAMILY, _CITY)),
    BlockRule("given name and city", (_GIVEN, _CITY)),
    BlockRule(
        "sound of family name, initial, birth year",
        (Token("family", sound), Token("given", initial), Token("birth_date", year)),
    ),
    BlockRule(
        "sounds of given and family name",
        (Token("given", full_sound), Token("family", sound)),
        rare=True,
    ),
    BlockRule("number and street", (Token("number"), _STREET)),
    BlockRule("street and postcode", (_STREET, _POSTCODE)),
    BlockRule("street and city", (_STREET, _CITY)),
    BlockRule("street and given name", (_STREET, _GIVEN)),
    BlockRule("street and family name", (_STREET, _FAMILY)),
)
"""Keys made of names, birth dates and places. Identifiers have theirs from their kind."""

_TEXT = KINDS["text"]
_COMPOUND = frozenset().union(
    *(rule.parts for rule in RULES if rule.way is Way.EQUAL), KINDS["address"].parts
)


def block_rules(parts: Iterable[str]) -> tuple[BlockRule, ...]:
    """The rules that can apply to records with these parts, in a fixed order.

    >>> [rule.name for rule in block_rules(["given", "postcode", "license"])]
    ['license', 'given name and postcode', 'license, one edit apart']
    """
    present = sorted(set(parts))
    kinds = {part: KINDS.get(part.partition(":")[0]) for part in present if part not in _COMPOUND}
    numbers = [
        part
        for part, kind in kinds.items()
        if kind and kind.identifier_class is not IdentifierClass.ATTRIBUTE
    ]
    exact = [BlockRule(part, (Token(part, bare_number),)) for part in numbers]
    compounds = [rule for rule in RULES if rule.applies(set(present))]
    slips = [BlockRule(f"{part}, one edit apart", (Token(part),), Way.NEAR) for part in numbers]
    texts = [part for part, kind in kinds.items() if kind is _TEXT]
    equal = [BlockRule(part, (Token(part),)) for part in texts]
    words = [BlockRule(f"word of {part}", (Token(part),), Way.WORDED) for part in texts]
    return tuple(exact + compounds + slips + equal + words)[:MAX_RULES]


REFINERS = (
    *(_GIVEN, _FAMILY, Token("middle"), _BORN, _POSTCODE, _CITY, _STREET),
    Token("phone", area_code),
)
"""What two records of an oversized bucket must share besides, to be a candidate pair all the same."""


def salted(rule: BlockRule, keys: UInt64Array) -> UInt64Array:
    """Keys of a rule told apart from those of every other; odd are those that few may share."""
    salt = np.full(len(keys), fingerprint_text(rule.name), dtype=np.uint64)
    return (combine(salt, keys) & ~np.uint64(1)) | np.uint64(rule.rare)


def refine(rule: BlockRule, records: Records, crowded: Entries) -> Entries:
    """Narrower keys for the entries of a rule's oversized buckets: one for each thing they may share.

    Near keys are not narrowed: what so many have is no slip.

    Args:
        rule: the rule.
        records: the records.
        crowded: entries of oversized buckets, their keys `salted`.
    """
    rows, keys = [crowded.rows[:0]], [crowded.keys[:0]]
    for item in () if rule.near else REFINERS:
        if item.part in records.columns and item.part not in rule.parts:
            for prints in token(records.columns[item.part], item.keep, crowded.rows):
                narrowed = combine(crowded.keys, prints)
                rows.append(crowded.rows[narrowed != 0])
                keys.append(narrowed[narrowed != 0] | np.uint64(1))
    return Entries(np.concatenate(rows), np.concatenate(keys))


def copies(records: Records) -> Entries:
    """A key for each record and the next that says the very same: one pair for each, not all pairs."""
    order = records.order
    first = np.flatnonzero(order[1:] == order[:-1]).astype(np.int32)
    keys = mix(first.astype(np.uint64) + np.uint64(1))
    return Entries(np.concatenate([first, first + np.int32(1)]), np.concatenate([keys, keys]))


def near_entries_of(rule: BlockRule, records: Records, *, judged: bool) -> Entries | None:
    """The near keys this rule gives to records; None where its numbers are issued densely.

    Args:
        rule: one for near values.
        records: the records.
        judged: whether it is known already that they are not.
    """
    return near(records.columns[rule.tokens[0].part], judged=judged)


def entries_of(rule: BlockRule, records: Records) -> Entries:
    """The block keys this rule gives to records; of a rule for near values all, however dense."""
    match rule.way:
        case Way.EQUAL:
            return compound(records, rule.tokens)
        case Way.NEAR:
            return near_entries_of(rule, records, judged=True) or NO_ENTRIES
        case Way.WORDED:
            return word_keys(records.columns[rule.tokens[0].part])
        case Way.SPELLED | Way.INITIAL:
            return spelled_keys(records, initial=rule.way is Way.INITIAL)
        case Way.SHORTENED:
            return short_keys(records)
