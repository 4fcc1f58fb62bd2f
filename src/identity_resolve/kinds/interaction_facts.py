"""What the number of a case, order or parcel tells beyond itself: its system, year, usual form."""

from __future__ import annotations

import re
from functools import cache

from identity_resolve.domain import Context
from identity_resolve.kinds.base import Description
from identity_resolve.kinds.interaction_cases import find_system, restore_salesforce_id
from identity_resolve.kinds.interaction_payments import check_transaction
from identity_resolve.kinds.tables import read_rows

__all__ = ["describe_case", "describe_transaction"]

_OBJECTS = {
    "500": "case",
    "001": "account",
    "003": "contact",
    "005": "user",
    "006": "opportunity",
    "00Q": "lead",
    "00T": "task",
    "00D": "organization",
    "800": "contract",
    "801": "order",
}
_PIVOT, _SHORT = 50, 3
_FAILED, _UNSURE = 0.6, 0.5


@cache
def _formats(kind: str) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    return tuple(
        (row["system"], re.compile(row["pattern"]), row["display"])
        for row in read_rows("ticket_formats.csv")
        if row["kind"] == kind
    )


def _facts(kind: str, number: str, system: str) -> dict[str, str]:
    """Facts of the first known format that a number has, in a table of the bundled data.

    >>> _facts("case_number", "CS20240099182", "")["display"]
    'CS-2024-0099182'
    """
    for name, pattern, display in _formats(kind):
        if found := pattern.fullmatch(number):
            groups = {key: text for key, text in found.groupdict().items() if text}
            facts = {key: text for key, text in groups.items() if not key.startswith("_")}
            if display:
                facts["display"] = display.format(**groups)
            if short := facts.pop("yy", ""):
                facts["year"] = f"{19 if int(short) >= _PIVOT else 20}{short}"
            return {"system": name} | facts if name else facts
    return {"system": system} if system else {}


def describe_case(parts: tuple[str, ...], _context: Context) -> Description:
    """System, year, sequence and usual form of a case number.

    >>> dict(describe_case((":220CV01234",), Context()).facts)["display"]
    '2:20-cv-01234'
    """
    issuer, _, number = parts[0].partition(":")
    facts = _facts("case_number", number, find_system(issuer))
    if facts.get("system") == "salesforce_id":
        if not restore_salesforce_id(number):
            return Description(_FAILED, {"check": "failed"})
        facts |= {"id15": number[:15], "object": _OBJECTS.get(number[:3], number[:3])}
    elif facts.get("system") == "federal_court":
        office = f"{facts['office']}:" if "office" in facts else ""
        kind, serial = facts["type"].lower(), facts["sequence"]
        facts["display"] = f"{office}{facts['year'][2:]}-{kind}-{serial}"
    is_short = number.isdigit() and len(number) <= _SHORT
    return Description(_UNSURE if is_short else 1.0, facts)


def describe_transaction(parts: tuple[str, ...], _context: Context) -> Description:
    """System, check and usual form of the number of an order, payment or parcel.

    >>> dict(describe_transaction((":1Z999AA10123456784",), Context()).facts)["check"]
    'passed'
    """
    issuer, _, number = parts[0].partition(":")
    facts = _facts("transaction", number, find_system(issuer))
    passed = check_transaction(facts.get("system", ""), number)
    if passed is not None:
        facts["check"] = "passed" if passed else "failed"
        return Description(1.0 if passed else _FAILED, facts)
    is_short = number.isdigit() and len(number) <= _SHORT
    return Description(_UNSURE if is_short else 1.0, facts)
