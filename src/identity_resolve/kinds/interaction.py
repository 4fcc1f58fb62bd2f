"""Numbers of one contact with a customer: cases, notices, payments, references of an error."""

from __future__ import annotations

import re

from identity_resolve.domain import IdentifierClass, Reason
from identity_resolve.kinds.base import Kind
from identity_resolve.kinds.number import TAIL, NumberRules, number_row

__all__ = ["INTERACTIONS"]

_FAULT = re.compile(r"[A-Z]+\d{0,6}[A-Z]?|\d{3}[A-Z]*|0X[0-9A-F]{1,8}")
_LEAST_VARIETY = 4


def _find_fault_code(number: str) -> Reason | None:
    """A bare code names a fault that many people meet, not the session of one of them."""
    digits = sum(map(str.isdigit, number))
    if _FAULT.fullmatch(number) or digits < 2 or len(set(number)) < _LEAST_VARIETY:
        return Reason.SHARED
    return None


INTERACTIONS: tuple[Kind, ...] = (
    number_row(
        "case_number",
        "case or ticket number",
        IdentifierClass.INTERACTION_KEY,
        2,
        rules=NumberRules(4, needs_digit=True),
        headers=(
            rf"(?:case|ticket|incident|issue|complaint|claim|enquiry|inquiry|docket|request"
            rf"|service_request|sr)(?:{TAIL})?|ref(?:erence)?(?:_?(?:id|number|num|no|nr|code))?"
        ),
        examples=("CS-2024-0099182", "case #12345", "INC0010001", "Ticket 884213"),
    ),
    number_row(
        "transaction",
        "notice, order or payment number",
        IdentifierClass.INTERACTION_KEY,
        2,
        rules=NumberRules(4, needs_digit=True),
        headers=(
            rf"(?:(?:renewal|notice|trans(?:action)?|trx|txn|order|purchase|confirmation|invoice"
            rf"|receipt|payment|booking|reservation)_?)+(?:{TAIL}|_code)"
            rf"|renewal_notice|confirmation|invoice|receipt|transaction"
        ),
        examples=("RN-5582-7719-03", "Order # 114-3941689", "INV-20391"),
    ),
    number_row(
        "error_reference",
        "error reference of one session",
        IdentifierClass.INTERACTION_KEY,
        2,
        rules=NumberRules(8, needs_digit=True, find_fault=_find_fault_code),
        headers=rf"(?:web_|session_)?err(?:or)?(?:{TAIL}|_code|_token)?|(?:correlation|trace)_id",
        examples=("WER-7F3K-99Q2-AB41", "7f3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11"),
    ),
)
