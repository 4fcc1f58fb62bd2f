"""Numbers of orders, notices, payments and parcels."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import cycle

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Parsed
from identity_resolve.kinds.interaction_text import (
    Wording,
    collapse_hashes,
    foreign_nouns,
    holds_several,
    is_amount,
    read_written,
)
from identity_resolve.kinds.issuers import normalize_issuer
from identity_resolve.kinds.number import NumberRules, parse_number
from identity_resolve.kinds.text import MAX_LENGTH

__all__ = ["check_transaction", "parse_transaction"]

_PLAIN = NumberRules(4, needs_digit=True)
_MARKED = NumberRules(1, needs_digit=True)

_BEFORE = (
    r"my|your|our|the|re|aw|fwd?|this|customer|sales|web|online|purchase|renewal|final|bank|card"
    r"|registration|parcel|new|(?:number|no|n°|n[úu]mero|num[ée]ro) (?:of|de)"
)
_NAMED = "amazon|shopify|ebay|etsy|walmart|paypal|stripe|ups|fedex|usps|dhl"
_NOUNS = (
    r"order|notice|renewal|transaction|transact|txn|trx|trans|payment|confirmation|invoice|receipt"
    r"|booking|reservation|tracking|shipment|package|purchase order|authori[sz]ation|auth"
    rf"|check|cheque|conf|pnr|(?:record )?locator|voucher|remittance|ref(?:erence)?|{foreign_nouns('transaction')}"
)
_NUMBERED = (
    r"numbers?|num|nbr|nos?|nr|n°|n\.o|n(?=\.)|n[úu]mero|num[ée]ro|nummer"
    r"|id|key|code|ref(?:erence)?|is|was|#"
)
_SEPARATOR = r"[\s:#.=,;(\[-]"
_LABEL = re.compile(
    rf"(?:\W*(?:(?:{_BEFORE}|{_NAMED})[\s:.]+)*(?:(?:{_NOUNS}){_SEPARATOR}++)++"
    rf"(?:(?:{_NUMBERED}){_SEPARATOR}++)*+"
    rf"|(?:po|inv)[\s.]*(?:no|nr|num|number|id)[\s.:#]+|(?:no|nr|num|number|id|n°)[\s.:#]+"
    rf"|\W*#[\s#]*|(?:{_NAMED})[\s:#]+)(?=.*\d)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    rf"(?<![^\W_])(?:{_NOUNS})(?:\W+(?:{_NUMBERED}))*{_SEPARATOR}+"
    r"((?=[^\s]*\d)[0-9A-Z](?:[\w./-]*\w)?)(?![^\W_])",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?:ORDER|INVOICE|NOTICE|TRANSACTION|TXN|CONFIRMATION|RECEIPT|PAYMENT|BOOKING)"
    r"(?:-(?=.*\d)|(?:-?(?:NO|ID|NUMBER))?-?(?=\d{4}))",
    re.IGNORECASE,
)
_GLUED_HEADS = frozenset(("ORD", "INV", "NOT", "TRA", "TXN", "CON", "REC", "PAY", "BOO"))
_CODE = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+){0,8}")
WORDING = Wording(_LABEL, _ANNOUNCED, _GLUED)

_KEPT = re.compile(
    r"(?<![^\W_])((?:ch|pi|py|pm|in|ii|re|pyr|txn|sub|si|cs|seti|tr|po|src|card|dp|du|evt|req|pay"
    r"|order|rfnd|plink|acct|cus|tok|ba)_(?:test_|live_)?(?=[A-Za-z]*\d)[0-9A-Za-z]{14,255})"
    r"(?![^\W_])"
)
_WITHOUT_PREFIX = 20
_ROUTED = re.compile(r"420(?:\d{5}|\d{9})(9[1-5]\d{20}(?:\d{4})?)")


def parse_transaction(text: str, context: Context) -> Parsed:
    """The number of an order, notice, payment or parcel with its issuer.

    Ids of Stripe and its like keep their letter case, which tells them apart; the ZIP Code that
    scanners read in front of a USPS number is dropped.

    >>> parse_transaction("Order # 114-3941689-1234567", Context())
    (':11439416891234567',)
    >>> parse_transaction("ch_3MmlLrLkdIwHu7ix0snN0B15", Context())
    (':ch_3MmlLrLkdIwHu7ix0snN0B15',)
    """
    if _CODE.fullmatch(text):
        return _parse_code(text, context)
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    text = collapse_hashes(text)
    issuer = normalize_issuer(context.issuer) if context.issuer else ""
    if "_" in text and (kept := _KEPT.search(text)):
        return (f"{issuer}:{kept[1]}",)
    if is_amount(text) or holds_several(text):
        return Reason.BAD_FORMAT
    written = read_written(text, issuer, WORDING)
    if written.is_sentence:
        nothing = parse_number(text, context, rules=_MARKED) is Reason.PLACEHOLDER
        return Reason.PLACEHOLDER if nothing else Reason.BAD_FORMAT
    body = f":{written.body}" if written.is_canonical else written.body
    return _finish(body, context, _MARKED if written.is_marked else _PLAIN)


def _parse_code(text: str, context: Context) -> Parsed:
    """A short text of letters, digits and hyphens, which nearly every value is."""
    if text[:3].upper() in _GLUED_HEADS and (glued := _GLUED.match(text)):
        return _finish(text[glued.end() :].upper(), context, _MARKED)
    return _finish(text.upper(), context, _PLAIN)


def _finish(body: str, context: Context, rules: NumberRules) -> Parsed:
    parsed = parse_number(body, context, rules=rules)
    if isinstance(parsed, Reason) or ":420" not in parsed[0]:
        return parsed
    issuer, _, number = parsed[0].partition(":")
    routed = _ROUTED.fullmatch(number)
    return (f"{issuer}:{routed[1]}",) if routed and _ends_in_mod10(routed[1]) else parsed


def check_transaction(system: str, number: str) -> bool | None:
    """Whether the check digit of a number is right, or None where there is none.

    >>> check_transaction("ups", "1Z999AA10123456784"), check_transaction("s10", "RA473124828FR")
    (True, False)
    """
    check = _CHECKS.get(system)
    return check(number) if check else None


def _is_ups(number: str) -> bool:
    """Check digit of UPS: odd places once, even places twice; letters as (code - 3) mod 10."""
    values = [int(c) if c.isdigit() else (ord(c) - 3) % 10 for c in number[2:-1]]
    total = sum(value << (place & 1) for place, value in enumerate(values))
    return str(-total % 10) == number[-1]


def _ends_in_mod10(number: str) -> bool:
    """GS1 check digit: weights 3 and 1 from the right (USPS Publication 199, FedEx Ground)."""
    weighted = zip(map(int, reversed(number[:-1])), cycle((3, 1)), strict=False)
    return str(-sum(digit * weight for digit, weight in weighted) % 10) == number[-1]


def _is_usps(number: str) -> bool:
    """Check digit of USPS; twenty digits may have lost the 91 in front that it counts."""
    lost = len(number) == _WITHOUT_PREFIX and _ends_in_mod10(f"91{number}")
    return lost or _ends_in_mod10(number)


def _is_fedex(number: str) -> bool:
    """Check digit of FedEx Ground 96: only the last fifteen digits are checked."""
    return _ends_in_mod10(number[-15:])


def _is_s10(number: str) -> bool:
    """Check digit of the Universal Postal Union (standard S10), modulus 11."""
    weights = (8, 6, 4, 2, 3, 5, 9, 7)
    rest = 11 - sum(int(d) * w for d, w in zip(number[2:10], weights, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest) == int(number[10])


def _is_creditor_reference(number: str) -> bool:
    """ISO 11649: the reference, then ``RF`` and two check digits, modulus 97."""
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


_CHECKS: Mapping[str, Callable[[str], bool]] = {
    "ups": _is_ups,
    "usps": _is_usps,
    "fedex": _is_fedex,
    "s10": _is_s10,
    "creditor_reference": _is_creditor_reference,
}
