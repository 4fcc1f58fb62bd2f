"""Numbers that somebody issued: accounts, cases, licenses, plates, orders, ids of other systems.

A number means something only together with its issuer, so the canonical form of every kind here is
``ISSUER:NUMBER``, with nothing before the colon while the issuer is unknown. The number keeps its
letters, digits and leading zeros, in upper case; separators are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.issuers import normalize_issuer, split_state
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold

__all__ = ["NUMBERS"]

_CODE = re.compile(r"(?!XXX)[0-9A-Z]++(?:-[0-9A-Z]++)*+")
_SEPARATORS = re.compile(r"[\W_]+")
_SEPARATORS_BUT_STAR = re.compile(r"(?:[^\w*]|_)+")
_MASKED = re.compile(r"[\W_]*(?:[*•]{2}|X{3,}+(?=[\W_\d]))")
_DECIMAL = re.compile(r"(\d+)\.0+", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+)E\+?|E\+)(\d{1,3})", re.ASCII)
_LABEL = re.compile(
    r"(?:#[\W_]*|(?:CASE|TICKET|INCIDENT|REFERENCE|REF|ACCOUNT|ACCT|CUSTOMER|CUST|CLIENT|MEMBER"
    r"|POLICY|LOYALTY|ORDER|INVOICE|NOTICE|TRANSACTION|TXN|CONFIRMATION|REGISTRATION|REGO|PLATE"
    r"|REG(?=[\W_]*(?:NO|NUMBER|NR|NUM)(?![^\W_]))|DRIVER'?S?|LICEN[SC]E|DLN?|ERROR|NUMBER|NUM|NBR"
    r"|NO|NR|(?<=[\W_])ID|ID(?=\W*[:#])|CODE)[\W_]+)+(?=.*\d)"
)
_SSN = re.compile(r"(?:S\.?S\.?N?\.?\W*|:)?(\d{3})[-. ]?(\d\d)[-. ]?(\d{4})(?:\.0)?", re.ASCII)
_FAULT = re.compile(r"[A-Z]+\d{0,6}[A-Z]?|\d{3}[A-Z]*|0X[0-9A-F]{1,8}")

_UPWARD, _DOWNWARD = "01234567890123456789", "9876543210"
_LEAST_RUN = 6
_LEAST_ZEROS = 5
_LEAST_VARIETY = 4
_SHORT = 3


def _drop_separators(text: str) -> str:
    return _SEPARATORS.sub("", text)


def _keep_star(text: str) -> str:
    """Without separators, but with the stars that pad old Washington licenses."""
    return _SEPARATORS_BUT_STAR.sub("", text).strip("*")


def _keep_short(text: str) -> str:
    """Without separators, unless too little is left."""
    number = _SEPARATORS.sub("", text)
    return number if len(number) >= _SHORT or not number else text


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a kind of number asks of its values.

    Attributes:
        shortest: least number of characters.
        longest: greatest number of characters.
        placeholders: kind of `placeholder_values.csv`, besides ``any`` and ``account_case``.
        needs_digit: whether letters alone are no number.
        by_state: whether the issuer is a state or province, which the text itself may name.
        compact: how a number loses its separators.
        find_fault: a further check of the compact number.
    """

    shortest: int
    longest: int = 64
    placeholders: str = ""
    needs_digit: bool = False
    by_state: bool = False
    compact: Callable[[str], str] = _drop_separators
    find_fault: Callable[[str], Reason | None] | None = None


def _parse_number(text: str, context: Context, *, rules: _Rules) -> Parsed:
    """A number with its issuer.

    >>> _parse_number("Case # CS-2024-0099182", Context(issuer="crm"), rules=_Rules(4))
    ('CRM:CS20240099182',)
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    issuer = context.issuer
    if issuer:
        issuer = normalize_issuer(issuer, context.region if rules.by_state else "")
    number = text.upper()
    if not (text.isalnum() and text.isascii()) or number.startswith("XXX"):
        found = _read(text, issuer, context.region, rules)
        if isinstance(found, Reason):
            return found
        issuer, number = found
    return _find_fault(number, rules) or (f"{issuer}:{number}",)


def _read(text: str, issuer: str, region: str, rules: _Rules) -> tuple[str, str] | Reason:
    """Issuer and number of a text that is more than letters and digits."""
    if _CODE.fullmatch(text) and not (rules.by_state and text[:2].isalpha()):
        return issuer, rules.compact(_without_label(text))
    cleaned = clean(text)
    upper = cleaned.upper() if cleaned.isascii() else fold(cleaned).upper()
    head, colon, tail = upper.partition(":")
    if colon and head in ("", issuer):
        return issuer, rules.compact(tail.strip())
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    if rules.placeholders != "plate" and _MASKED.match(upper):
        return Reason.BAD_FORMAT
    repaired = _repair_spreadsheet(upper)
    if isinstance(repaired, Reason):
        return repaired
    body = _without_label(repaired)
    if rules.by_state:
        state, body = split_state(body, region, by_format=rules.placeholders == "licence")
        issuer = state or issuer
    return issuer, rules.compact(body)


def _without_label(text: str) -> str:
    """A number without the words that say what it is.

    >>> _without_label("CASE NO. 12345"), _without_label("CS-12345")
    ('12345', 'CS-12345')
    """
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


def _repair_spreadsheet(text: str) -> str | Reason:
    """Undo what a spreadsheet did to a number, or say that digits are lost.

    >>> _repair_spreadsheet('="00123"'), _repair_spreadsheet("4417.0")
    ('00123', '4417')
    >>> _repair_spreadsheet("1.2345678901E+10"), str(_repair_spreadsheet("1.23E+11"))
    ('12345678901', 'spreadsheet damage')
    """
    text = text.strip("=\"' ")
    if decimal := _DECIMAL.fullmatch(text):
        return decimal[1]
    if scientific := _SCIENTIFIC.fullmatch(text):
        digits, exponent = scientific[2] or "", int(scientific[3])
        if len(digits) < exponent or digits[exponent:].strip("0"):
            return Reason.SPREADSHEET_DAMAGE
        return scientific[1] + digits[:exponent]
    return text


@cache
def _placeholders(kind: str) -> frozenset[str]:
    """Compact forms of the values that mean "none"."""
    values = (
        (row["value"].upper(), _SEPARATORS.sub("", row["value"].upper()))
        for row in read_rows("placeholder_values.csv")
        if row["match"] == "exact" and row["kind"] in ("any", "account_case", kind)
    )
    return frozenset(compact for value, compact in values if len(compact) > 1 or value == compact)


def _find_fault(number: str, rules: _Rules) -> Reason | None:
    if not number:
        return Reason.BAD_FORMAT
    if number in _placeholders(rules.placeholders) or _is_made_up(number):
        return Reason.PLACEHOLDER
    if rules.find_fault and (fault := rules.find_fault(number)):
        return fault
    if len(number) < rules.shortest:
        return Reason.TOO_SHORT
    if len(number) > rules.longest:
        return Reason.TOO_LONG
    if rules.needs_digit and number.isalpha():
        return Reason.BAD_FORMAT
    return None


def _is_made_up(number: str) -> bool:
    """Whether somebody held a key down or counted: ``000``, ``999999``, ``1234567``, ``A00000``."""
    head = number.rstrip("0")
    if not head or (len(number) - len(head) >= _LEAST_ZEROS and head.isalpha()):
        return True
    if len(number) < _LEAST_RUN:
        return False
    return number == number[0] * len(number) or number in _UPWARD or number in _DOWNWARD


def _find_fault_code(number: str) -> Reason | None:
    """A bare code names a fault that many people meet, not the session of one of them."""
    digits = sum(map(str.isdigit, number))
    if _FAULT.fullmatch(number) or digits < 2 or len(set(number)) < _LEAST_VARIETY:
        return Reason.SHARED
    return None


def _parse_ssn(text: str, _: Context) -> Parsed:
    """A US Social Security number by the rules of the SSA (areas 000, 666 and 9xx never issued).

    >>> _parse_ssn("212-09-7694", Context()), str(_parse_ssn("666-09-7694", Context()))
    ((':212097694',), 'not assigned')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    match = _SSN.fullmatch(text) or _SSN.fullmatch(clean(text).upper().strip("=\"' "))
    if match is None:
        is_none = is_placeholder("any", clean(text))
        return Reason.PLACEHOLDER if is_none else Reason.BAD_FORMAT
    area, group, serial = match.groups()
    number = area + group + serial
    if number in _placeholders("ssn"):
        return Reason.PLACEHOLDER
    if area in ("000", "666") or area[0] == "9" or group == "00" or serial == "0000":
        return Reason.NOT_ASSIGNED
    return (f":{number}",)


_TAIL = r"_?(?:ids?|numbers?|num|no|nbr|nr|key|ref|reference)"


def _row(
    name: str,
    title: str,
    identifier_class: IdentifierClass,
    share_limit: int,
    *,
    rules: _Rules,
    headers: str,
    examples: tuple[str, ...],
) -> Kind:
    return Kind(
        name=name,
        title=title,
        identifier_class=identifier_class,
        parse=partial(_parse_number, rules=rules),
        parts=(name,),
        share_limit=share_limit,
        headers=header_pattern(headers),
        examples=examples,
        many=identifier_class is not IdentifierClass.PERSON_KEY,
        scoped=name == "opaque",
    )


_SSN_KIND = Kind(
    name="ssn",
    title="US Social Security number",
    identifier_class=IdentifierClass.PERSON_KEY,
    parse=_parse_ssn,
    parts=("ssn",),
    share_limit=1,
    headers=header_pattern(rf"ssn{_TAIL}?|ss{_TAIL}|soc(?:ial)?_?sec(?:urity)?(?:{_TAIL})?"),
    examples=("212-09-7694", "212097694", "SSN: 212 09 7694"),
    looks_like=r"\s*\d{3}-\d\d-\d{4}\s*",
)

NUMBERS: tuple[Kind, ...] = (
    _row(
        "account",
        "account or customer number",
        IdentifierClass.PERSON_KEY,
        3,
        rules=_Rules(3),
        headers=(
            rf"(?:acc(?:oun)?t|customer|cust|client|member(?:ship)?|subscriber|loyalty(?:_card)?"
            rf"|user|policy|contract|profile|cif){_TAIL}|acc(?:oun)?t|uid"
        ),
        examples=("AC-0042117", "00123", '="0012345"', "4417.0"),
    ),
    _row(
        "license",
        "driver's license",
        IdentifierClass.PERSON_KEY,
        1,
        rules=_Rules(4, 25, "licence", needs_digit=True, by_state=True, compact=_keep_star),
        headers=(
            rf"(?:(?:drivers?|driving|operators?)_?)?(?:licen[sc]es?|lic)(?:{_TAIL})?"
            rf"|d_?l_?n?(?:{_TAIL})?"
        ),
        examples=("D7654321", "CA D7654321", "S530-4607-9042", "N0042117 (CA)"),
    ),
    _SSN_KIND,
    _row(
        "case_number",
        "case or ticket number",
        IdentifierClass.INTERACTION_KEY,
        2,
        rules=_Rules(4, needs_digit=True),
        headers=(
            rf"(?:case|ticket|incident|issue|complaint|claim|enquiry|inquiry|docket|request"
            rf"|service_request|sr)(?:{_TAIL})?|ref(?:erence)?(?:_?(?:id|number|num|no|nr|code))?"
        ),
        examples=("CS-2024-0099182", "case #12345", "INC0010001", "Ticket 884213"),
    ),
    _row(
        "transaction",
        "notice, order or payment number",
        IdentifierClass.INTERACTION_KEY,
        2,
        rules=_Rules(4, needs_digit=True),
        headers=(
            rf"(?:(?:renewal|notice|trans(?:action)?|trx|txn|order|purchase|confirmation|invoice"
            rf"|receipt|payment|booking|reservation)_?)+(?:{_TAIL}|_code)"
            rf"|renewal_notice|confirmation|invoice|receipt|transaction"
        ),
        examples=("RN-5582-7719-03", "Order # 114-3941689", "INV-20391"),
    ),
    _row(
        "error_reference",
        "error reference of one session",
        IdentifierClass.INTERACTION_KEY,
        2,
        rules=_Rules(8, needs_digit=True, find_fault=_find_fault_code),
        headers=rf"(?:web_|session_)?err(?:or)?(?:{_TAIL}|_code|_token)?|(?:correlation|trace)_id",
        examples=("WER-7F3K-99Q2-AB41", "7f3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11"),
    ),
    _row(
        "plate",
        "license plate",
        IdentifierClass.ASSET_KEY,
        4,
        rules=_Rules(2, 10, "plate", by_state=True),
        headers=(
            rf"(?:(?:licen[sc]e|lic|number|vehicle|car|registration|reg)_?)*plate(?:{_TAIL})?"
            rf"|(?:vehicle_|licen[sc]e_)?tag(?:{_TAIL})?|rego(?:{_TAIL})?"
        ),
        examples=("8ABC123", "5qrs-901", "8ABC124 (CA)", "AB12 CDE"),
    ),
    _row(
        "registration",
        "vehicle registration number",
        IdentifierClass.ASSET_KEY,
        4,
        rules=_Rules(4, needs_digit=True),
        headers=rf"(?:vehicle_|car_)?reg(?:istration)?{_TAIL}|(?:vehicle_)?registration",
        examples=("REG-44120987", "Registration no. 44120987"),
    ),
    _row(
        "opaque",
        "id of another system",
        IdentifierClass.PERSON_KEY,
        3,
        rules=_Rules(1, 128, compact=_keep_short),
        headers=(
            r"(?:external|ext|legacy|old|crm|erp|global|universal|unique|person|party|individual"
            r"|national|tax|employee|student|patient|passport|citizen|soc_sec)_?"
            r"(?:ids?|uuid|guid|numbers?|num|no|nr|key|code)|uuid|guid|mrn|passport|nhs_number|tin"
        ),
        examples=("6089216", "cus_NffrFeUfNV2Hib", "A-1"),
    ),
)
