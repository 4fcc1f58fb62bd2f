"""The nouns of one value. Light: what reads identifiers one by one needs no arrays (see `arrays`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Context", "Identifier", "IdentifierClass", "Reason", "Rejected"]


class IdentifierClass(StrEnum):
    """How much a kind of identifier may prove (see docs/model.md)."""

    PERSON_KEY = "person key"
    CONTACT_POINT = "contact point"
    ASSET_KEY = "asset key"
    INTERACTION_KEY = "interaction key"
    ATTRIBUTE = "attribute"


class Reason(StrEnum):
    """Why a raw value was set aside."""

    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    TOO_SHORT = "too short"
    TOO_LONG = "too long"
    BAD_FORMAT = "bad format"
    BAD_CHECK_DIGIT = "bad check digit"
    OUT_OF_RANGE = "out of range"
    NOT_ASSIGNED = "not assigned"
    UNKNOWN_ISSUER = "unknown issuer"
    SPREADSHEET_DAMAGE = "spreadsheet damage"
    FICTITIOUS = "fictitious"
    SHARED = "shared by too many"
    OVERSIZED_BUCKET = "oversized bucket"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a value besides its text.

    Attributes:
        region: ISO 3166-1 alpha-2 country that numbers without a country code belong to.
        issuer: who issued the identifier, such as ``US-CA`` for a license or ``crm`` for an account.
        day_first: whether ``03/04/2001`` is 3 April; None leaves it to the region.
        family_first: whether ``LEE ANN M`` is Ann Lee; a name with a comma says it itself.
    """

    region: str = "US"
    issuer: str = ""
    day_first: bool | None = None
    family_first: bool = False


@dataclass(frozen=True, slots=True)
class Identifier:
    """A typed, normalized value.

    Attributes:
        kind: name of the kind, a key of ``KINDS``.
        value: the canonical value.
        raw: the text it came from.
        parts: what the value consists of, part name to canonical text.
        confidence: 0 to 1, less than 1 where a check that is itself uncertain fails.
        facts: what the value tells beyond itself.
    """

    kind: str
    value: str
    raw: str
    parts: Mapping[str, str] = field(default_factory=dict)
    confidence: float = 1.0
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def reason(self) -> None:
        """None: nothing speaks against it. `Rejected` says here why it was refused."""
        return None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A raw value that was refused, why, and what it was likely meant to be, if that is safe to say."""

    kind: str
    raw: str
    reason: Reason
    suggestion: str = ""

    @property
    def value(self) -> None:
        """None: there is no canonical value, as an `Identifier` has."""
        return None
