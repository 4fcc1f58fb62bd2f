"""Ids of customers: a customer is called by its oldest record, and old ids lead on for ever."""

from __future__ import annotations

from collections.abc import Iterable

from identity_resolve.living.held import Held
from identity_resolve.living.prints import HALF, signed

__all__ = ["customer_id", "find_customer", "key_of_id", "leads_to"]

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"


def customer_id(key: int) -> str:
    """The id of the customer that is called by a record, spelled as `spell_print` spells many."""
    return "c" + "".join(_DIGITS[key >> shift & 31] for shift in range(60, -1, -5))


def key_of_id(text: str) -> int | None:
    """The key of the record that an id is of; None for what is no id."""
    digits = text.removeprefix("c")
    if len(digits) != 13 or not set(digits) <= set(_DIGITS) or not text.startswith("c"):
        return None
    key = 0
    for digit in digits:
        key = key << 5 | _DIGITS.index(digit)
    return key if key < 1 << 64 else None


def leads_to(held: Held, keys: Iterable[int]) -> dict[int, int | None]:
    """Where ids lead: to the key of a customer that there is, or to None where it has ended.

    Ids that never were are left out.
    """
    wanted = signed(keys)
    found: dict[int, int | None] = {}
    ended = (
        "SELECT a.key, r.customer FROM anchor a LEFT JOIN record r ON r.rid = a.rid "
        "WHERE a.key IN {set}"
    )
    for key, customer in held.session.rows(ended, wanted):
        found[key + HALF] = None if customer is None else customer + HALF
    living = "SELECT key, customer FROM record WHERE key IN {set}"
    for key, customer in held.session.rows(living, wanted):
        found[key + HALF] = customer + HALF
    return found


def find_customer(held: Held, text: str) -> int | None:
    """The key of the customer an id leads to, or None.

    Raises:
        KeyError: there never was such an id.
    """
    key = key_of_id(text)
    found = leads_to(held, [key]) if key is not None else {}
    if key is None or key not in found:
        raise KeyError(f"no such customer: {text}")
    return found[key]
