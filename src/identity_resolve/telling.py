"""What tells people apart, and so how many of them hold a value: more than its kind allows make it generic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from identity_resolve.arrays import Column, Records, UInt64Array
from identity_resolve.clustering.generic import holders, most_holders
from identity_resolve.domain import IdentifierClass
from identity_resolve.fingerprint import combine, fingerprint_texts
from identity_resolve.kinds import KINDS, Kind
from identity_resolve.plan import Plan

__all__ = ["find_generic", "teller_names", "tellers", "tells"]

CONTACT = "contact"
"""What tells people apart in records without a name: the first key, email or phone that they hold."""


def find_generic(records: Records, plan: Plan) -> dict[str, tuple[str, ...]]:
    """Values of identifiers held by more people than their kind sensibly is."""
    telling = tellers(records)
    generic = {}
    for part, limit in plan.share_limits.items():
        persons = [prints for name, prints in telling.items() if tells(name, part)]
        if persons and part in records.columns:
            column = records.columns[part]
            most = most_holders(limit)
            over = np.flatnonzero(holders(column, persons, least=most + 1) > most)
            if over.size:
                generic[part] = tuple(column.values[int(i)] for i in over)
    return generic


def tellers(records: Records) -> dict[str, UInt64Array]:
    """What tells people apart: a name key, person keys, or else a contact; 0 where unknown."""
    telling = {}
    columns = records.columns
    if "given" in columns and "family" in columns:
        given = fingerprint_texts([v[:1] for v in columns["given"].values])
        family = fingerprint_texts([v[:3] for v in columns["family"].values])
        telling["name"] = combine(
            np.append(given, np.uint64(0))[columns["given"].codes[0]],
            np.append(family, np.uint64(0))[columns["family"].codes[0]],
        )
    for part in _own_parts(columns):
        column = columns[part]
        telling[part] = np.append(column.fingerprints, np.uint64(0))[column.codes[0]]
    contact = _contacts(columns)
    if contact is not None:
        telling[CONTACT] = np.where(telling.get("name", np.uint64(0)) == 0, contact, np.uint64(0))
    return telling


def _contacts(columns: Mapping[str, Column]) -> UInt64Array | None:
    """The first key, email or phone of each record: enough where no name tells whose it is."""
    keys = [part for part in sorted(columns) if _is_key(part)]
    contact = None
    for column in (columns[part] for part in (*keys, "email", "phone") if part in columns):
        prints = np.append(column.fingerprints, np.uint64(0))
        for codes in column.codes:
            found = prints[codes]
            contact = found if contact is None else np.where(contact == 0, found, contact)
    return contact


def _is_key(part: str) -> bool:
    kind = KINDS.get(part.partition(":")[0])
    return kind is not None and kind.identifier_class is IdentifierClass.PERSON_KEY


def tells(teller: str, part: str) -> bool:
    """Whether what tells people apart can say how many of them hold a value of a part.

    A value does not count its own holders; and a person may be reached in many ways, so that contacts
    count those of a key less surely than the key itself does.

    >>> tells("license", "phone"), tells("phone", "phone"), tells("contact", "account")
    (True, False, False)
    """
    return teller != part and not (teller == CONTACT and _is_key(part))


def teller_names(parts: Iterable[str]) -> list[str]:
    """By what people may be told apart in records with these parts: by name, and by which parts."""
    return ["name", *_own_parts(parts), CONTACT]


def _own_parts(parts: Iterable[str]) -> list[str]:
    """Parts of which people have one of their own."""
    kinds = {part: KINDS.get(part.partition(":")[0]) for part in sorted(parts)}
    return [part for part, kind in kinds.items() if kind and _tells_people(kind)]


def _tells_people(kind: Kind) -> bool:
    """Whether its values are a person's own, one each: no employer's, no id of an unknown system."""
    is_key = kind.identifier_class is IdentifierClass.PERSON_KEY
    return is_key and kind.share_limit == 1 and not kind.scoped
