"""Kinds of values: how each is brought to canonical form, and how much it may prove."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from types import MappingProxyType

from identity_resolve.domain import Context, Identifier, Reason, Rejected
from identity_resolve.errors import SettingsError
from identity_resolve.kinds.address import ADDRESSES
from identity_resolve.kinds.attribute import ATTRIBUTES
from identity_resolve.kinds.base import Kind, reading_again
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.date import BIRTH_DATE, day_first_evidence
from identity_resolve.kinds.device import DEVICES
from identity_resolve.kinds.email import EMAIL
from identity_resolve.kinds.finance import FINANCES
from identity_resolve.kinds.interaction import INTERACTIONS
from identity_resolve.kinds.license import LICENSES
from identity_resolve.kinds.measure import MEASURE
from identity_resolve.kinds.name import NAMES
from identity_resolve.kinds.national import NATIONALS
from identity_resolve.kinds.number import NUMBERS
from identity_resolve.kinds.phone import PHONE
from identity_resolve.kinds.social import SOCIALS
from identity_resolve.kinds.vehicle import VEHICLES
from identity_resolve.kinds.website import WEBSITE

__all__ = ["KINDS", "Kind", "day_first_evidence", "find_kind", "normalize"]

KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        kind.name: replace(kind, parse=reading_again(kind.parse, kind.render, plain=str.isascii))
        for kind in (
            *(EMAIL, PHONE, *SOCIALS, *NAMES, BIRTH_DATE, *ADDRESSES),
            *(*NATIONALS, *LICENSES, *VEHICLES, *FINANCES, *INTERACTIONS, *DEVICES),
            *(*NUMBERS, WEBSITE, MEASURE, *ATTRIBUTES),
        )
    }
)
"""Every kind by its name. More telling kinds stand before those that accept nearly anything.

Texts beyond ASCII, which fold in ways nobody foresees, are read until they are read as themselves.
"""


def find_kind(name: str) -> Kind:
    """The kind of a name.

    Raises:
        SettingsError: There is no such kind; the message names the nearest ones. It repeats the name
            only where it is near a kind: with arguments swapped, it is a personal value.

    >>> find_kind("emial")
    Traceback (most recent call last):
    identity_resolve.errors.SettingsError: unknown kind 'emial'; did you mean 'email'?
    """
    if kind := KINDS.get(name):
        return kind
    if nearest := " or ".join(map(repr, get_close_matches(name, KINDS, n=3))):
        raise SettingsError(f"unknown kind {name!r}; did you mean {nearest}?")
    raise SettingsError(f"unknown kind; known kinds: {', '.join(KINDS)}")


def normalize(
    kind: str,
    text: str,
    *,
    region: str = "US",
    issuer: str = "",
    day_first: bool | None = None,
    family_first: bool = False,
) -> Identifier | Rejected:
    """Bring one raw value to its canonical form, or say why it has none.

    Both results have a `value` and a `reason`, one of which is None.

    Args:
        kind: what the value is, a key of `KINDS`.
        text: the value as written.
        region: country that numbers without a country code belong to: its code (ISO 3166-1) or name.
        issuer: who issued it, such as ``US-CA`` for a license or ``crm`` for an account.
        day_first: whether ``03/04/2001`` is 3 April; None leaves it to the region.
        family_first: whether ``LEE ANN M`` is Ann Lee; a name with a comma says it itself.

    Raises:
        SettingsError: There is no such kind.

    >>> normalize("license", "d765-4321", issuer="US-CA").value
    'US-CA:D7654321'
    >>> str(normalize("birth_date", "31/02/1980").reason)
    'out of range'
    """
    found = find_kind(kind)
    if not text.strip():
        return Rejected(kind, text, Reason.EMPTY)
    context = Context(find_country(region) or region, issuer, day_first, family_first)
    parsed = found.parse(text, context)
    raw = found.raw(text)
    if isinstance(parsed, Reason):
        return Rejected(kind, raw, parsed, found.suggest(text, context))
    told, remarked = found.describe(parsed, context), found.remark(text, context)
    confidence, facts = told.confidence * remarked.confidence, {**told.facts, **remarked.facts}
    parts = dict(zip(found.parts, parsed, strict=True))
    return Identifier(kind, found.render(*parsed), raw, parts, confidence, facts)
