"""Numbers that somebody issued: accounts, cases, licenses, plates, orders, ids of other systems.

A number means something only together with its issuer, so the canonical form of every kind here is
``ISSUER:NUMBER``, with nothing before the colon while the issuer is unknown. The number keeps its
letters, digits and leading zeros, in upper case; separators are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, partial

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.places import find_subdivision
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold

__all__ = ["NUMBERS"]

_PLAIN = re.compile(r"[0-9][0-9A-Z]*", re.ASCII)
_SEPARATORS = re.compile(r"[\W_]+")
_SEPARATORS_BUT_STAR = re.compile(r"(?:[^\w*]|_)+")
_MASK = re.compile(r"\W*(?:[*•#]{2}|X{4}|X{3}\W)[*•#X\W]*\d*")
_DECIMAL = re.compile(r"(\d+)\.0+", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?E\+?(\d{1,3})", re.ASCII)
_LABEL = re.compile(
    r"(?:#[\W_]*|(?:CASE|TICKET|INCIDENT|REFERENCE|REF|ACCOUNT|ACCT|CUSTOMER|CUST|CLIENT|MEMBER"
    r"|POLICY|LOYALTY|ORDER|INVOICE|NOTICE|TRANSACTION|TXN|CONFIRMATION|REGISTRATION|REGO|PLATE"
    r"|REG(?=[\W_]*(?:NO|NUMBER|NR|NUM)(?![^\W_]))|DRIVER'?S?|LICEN[SC]E|DLN?|ERROR|NUMBER|NUM|NBR"
    r"|NO|NR|ID|CODE)(?:[\W_]+))+(?=.*\d)"
)
_STATE_FIRST = re.compile(r"((?:[A-Z]{2}-)?[A-Z][A-Z. ]{0,28}?[A-Z])(\s*[:/]\s*|[\s-]+)(\S*\d.*)")
_STATE_LAST = re.compile(r"([^(,/]*\d[^(,/]*?)\s*[(,/]\s*((?:[A-Z]{2}-)?[A-Z][A-Z. ]*)\s*\)?")
_COUNTRY_CODE = re.compile(r"[A-Z]{2}(?:-[A-Z0-9]{1,3})?")
_CANONICAL_STATE = re.compile(r"([A-Z]{2}-[A-Z0-9]{1,3}):(.+)")
_SSN = re.compile(r"(?:SSN?\W*|SOCIAL SECURITY(?: NUMBER| NO)?\W*|:)?(\d{3})[-. ]?(\d\d)[-. ]?(\d{4})")
_ERROR_CODE = re.compile(r"[A-Z]{1,8}\d{1,6}|\d{3}[A-Z]*|0X[0-9A-F]{1,8}")

_LEAST_RUN = 6
_SEQUENCES = ("01234567890123456789", "9876543210")


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a kind of number asks of its values.

    Attributes:
        shortest: least number of characters.
        longest: greatest number of characters.
        placeholders: kind of `placeholder_values.csv`, besides ``any`` and ``account_case``.
        needs_digit: whether letters alone are no number.
        by_state: whether the issuer is a state or province, which the text itself may name.
        find_fault: a further check of the canonical number.
    """

    shortest: int
    longest: int = 64
    placeholders: str = "account_case"
    needs_digit: bool = False
    by_state: bool = False
    find_fault: Callable[[str], Reason | None] | None = None
