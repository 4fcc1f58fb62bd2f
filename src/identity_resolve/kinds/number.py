"""Numbers that somebody issued: accounts, cases, licenses, plates, orders, ids of other systems.

A number means something only together with its issuer, so the canonical form of every kind here is
``ISSUER:NUMBER``, with nothing before the colon while the issuer is unknown. The number keeps its
letters, digits and leading zeros, in upper case; separators are dropped. Accounts and ids of other
systems keep case and separators where case carries identity (see `identity_resolve.kinds.cased`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Plain, Shape
from identity_resolve.kinds.cased import find_cased
from identity_resolve.kinds.checks import CHECKS
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.issuers import normalize_issuer, split_state
from identity_resolve.kinds.number_plain import LEAST_RUN, RUNS, read_numbers
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.spreadsheet import might_be_rounded, repair_spreadsheet
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold, fold_look_alikes

if TYPE_CHECKING:
    import polars as pl

__all__ = [
    "NUMBERS",
    "TAIL",
    "NumberRules",
    "number_row",
    "number_with_check",
    "parse_number",
    "placeholders_of",
    "read_plain_numbers",
    "strip_label",
    "upper_code",
]

_CODE = re.compile(r"(?!XXX)[0-9A-Z]++(?:-[0-9A-Z]++)*+")
_SEPARATORS = re.compile(r"[\W_]+")
_MASKED = re.compile(r"[\W_]*(?:[*•]{2}|X{3,}+(?=[\W_\d]))")
_LABEL = re.compile(
    r"(?:#[\W_]*+|(?:CASE|TICKET|INCIDENT|REFERENCE|REF|ACCOUNT|ACCT|A/C|CUSTOMER|CUST|CLIENT"
    r"|MEMBER(?:SHIP)?|SUBSCRIBER|POLICY|LOYALTY|ORDER|INVOICE|NOTICE|TRANSACTION|TXN|CONFIRMATION|REGISTRATION|REGO|PLATE"
    r"|REG(?=[\W_]*(?:NO|NUMBER|NR|NUM)(?![^\W_])|\s*#)|DRIVER'?S?|LICEN[SC]E|DLN?|ERROR|NUMBER|NUM|NBR"
    r"|K(?:UNDEN|ONTO)(?:NUMMER|NR)?|CUENTA|COMPTE|CLIENTE|NUMERO|NUMMER|URN:UUID"
    r"|NO|NR|(?<=[\W_])ID|ID(?=\W*[:#])|CODE)[\W_]++)++(?=.*\d)"
)

_SENTENCE = re.compile(r"[^\W\d_]+(?:[^\w#]+[^\W\d_]+){2,}\W*")
_LEAST_RUN_BEHIND_LETTERS = 7
_LEAST_ZEROS, _SHORT = 5, 3


def upper_code(text: str) -> str:
    """A cleaned code in upper case, without accents, look-alikes of other scripts as ASCII.

    >>> upper_code("ａｃ–0042117"), upper_code("АС-0042117")  # full width; Cyrillic
    ('AC-0042117', 'AC-0042117')
    """
    cleaned = clean(text)
    if cleaned.isascii():
        return cleaned.upper()
    folded = _fold_code(cleaned)
    return folded if folded.isascii() else _fold_code(folded)  # what lost its accent may look alike


def _fold_code(text: str) -> str:
    return fold(fold_look_alikes(fold(text).upper())).upper()


def _drop_separators(text: str) -> str:
    return _SEPARATORS.sub("", text)


def keep_short(text: str) -> str:
    """Without separators, unless too little is left."""
    number = _SEPARATORS.sub("", text)
    return number if len(number) >= _SHORT or not number else text


@dataclass(frozen=True, slots=True)
class NumberRules:
    """What a kind of number asks of its values.

    Attributes:
        shortest: least number of characters.
        longest: greatest number of characters.
        placeholders: kind of `placeholder_values.csv`, besides ``any`` and ``account_case``.
        needs_digit: whether letters alone are no number.
        by_state: whether the issuer is a state or province, which the text itself may name.
        compact: how a number loses its separators.
        find_fault: a further check of the compact number.
        cased: whether ids that look random keep their case.
    """

    shortest: int
    longest: int = 64
    placeholders: str = ""
    needs_digit: bool = False
    by_state: bool = False
    compact: Callable[[str], str] = _drop_separators
    find_fault: Callable[[str], Reason | None] | None = None
    cased: bool = False


def parse_number(text: str, context: Context, *, rules: NumberRules) -> Parsed:
    """A number with its issuer.

    >>> parse_number("Case # CS-2024-0099182", Context(issuer="crm"), rules=NumberRules(4))
    ('CRM:CS20240099182',)
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    issuer = context.issuer
    if issuer:
        issuer = normalize_issuer(issuer, context.region if rules.by_state else "")
    number = text.upper()
    if rules.cased and number != text.lower() and (cased := _read_cased(text, issuer)):
        return _find_fault(cased.upper(), rules) or (f"{issuer}:{cased}",)
    if not (text.isalnum() and text.isascii()) or number.startswith("XXX"):
        found = _read(text, issuer, context.region, rules)
        if isinstance(found, Reason):
            return found
        issuer, number = found
    return _find_fault(number, rules) or (f"{issuer}:{number}",)


def read_plain_numbers(
    texts: pl.Series,
    context: Context,
    *,
    rules: NumberRules,
    letters: int = 5,
    is_own: Callable[[str], bool] = lambda _: True,
    signs: str = "",
) -> Plain:
    """What `parse_number` finds in plain texts.

    Args:
        texts: distinct texts.
        context: what is known of all.
        rules: with no further check. Where the text may name a state, it begins with one letter at most.
        letters: most letters in front of the digits.
        is_own: what more must hold of them.
        signs: as of `read_numbers`.
    """
    region = context.region if rules.by_state else ""
    return read_numbers(
        texts,
        issuer=normalize_issuer(context.issuer, region) if context.issuer else "",
        letters=letters,
        is_own=lambda head: _is_own(head) and is_own(head),
        shortest=rules.shortest,
        placeholders=placeholders_of(rules.placeholders),
        signs=signs,
    )


def _is_own(head: str) -> bool:
    """Whether letters in front of a number neither hide nor announce it."""
    return not head.startswith("XXX") and not _LABEL.match(f"{head}-1")


def _read(text: str, issuer: str, region: str, rules: NumberRules) -> tuple[str, str] | Reason:
    """Issuer and number of a text that is more than letters and digits."""
    if _CODE.fullmatch(text) and not (rules.by_state and text[:2].isalpha()):
        return issuer, rules.compact(strip_label(text))
    upper = upper_code(text)
    head, colon, tail = upper.partition(":")
    if colon and head in ("", issuer):
        return issuer, rules.compact(tail.strip())
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    if _SENTENCE.fullmatch(upper) or (rules.placeholders != "plate" and _MASKED.match(upper)):
        return Reason.BAD_FORMAT
    repaired = repair_spreadsheet(upper)
    if isinstance(repaired, Reason):
        return repaired
    body = strip_label(repaired)
    if rules.by_state:
        state, body = split_state(body, region, by_format=rules.placeholders == "licence")
        issuer = state or issuer
    return issuer, rules.compact(body)


def _read_cased(text: str, issuer: str) -> str:
    """An id whose case matters, as written, or ``""``."""
    if len(text) != 18 and (text.isupper() or text.islower()):
        return ""  # 18 characters may be an id of Salesforce that lost its case
    if text.isalnum() and text.isascii():
        return find_cased(text)
    cleaned = clean(text)
    head, colon, tail = cleaned.partition(":")
    if colon and head in ("", issuer):
        return find_cased(tail)
    if not cleaned.isascii():
        return ""
    cleaned = cleaned.removeprefix("'")
    if cleaned.startswith('="'):
        cleaned = cleaned[2:].rstrip('"')
    label = _LABEL.match(cleaned.upper())
    return find_cased(cleaned) or (find_cased(cleaned[label.end() :]) if label else "")


def strip_label(text: str) -> str:
    """An upper-case number without the words that say what it is.

    >>> strip_label("CASE NO. 12345"), strip_label("CS-12345")
    ('12345', 'CS-12345')
    """
    label = _LABEL.match(text)
    return text[label.end() :] if label else text


@cache
def placeholders_of(kind: str) -> frozenset[str]:
    """Compact forms of the values that mean "none"."""
    values = (
        (row["value"].upper(), _SEPARATORS.sub("", row["value"].upper()))
        for row in read_rows("placeholder_values.csv")
        if row["match"] == "exact" and row["kind"] in ("any", "account_case", kind)
    )
    return frozenset(compact for value, compact in values if len(compact) > 1 or value == compact)


def _find_fault(number: str, rules: NumberRules) -> Reason | None:
    if not number:
        return Reason.BAD_FORMAT
    if number in placeholders_of(rules.placeholders) or _is_made_up(number):
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
    last = number[-1]
    head = number.rstrip(last)
    run = len(number) - len(head)
    if last == "0" and (not head or (run >= _LEAST_ZEROS and head.isalpha())):
        return True
    if len(number) < LEAST_RUN:
        return False
    is_run = not head or (run >= _LEAST_RUN_BEHIND_LETTERS and last.isdigit() and head.isalpha())
    return is_run or any(number in run for run in RUNS)


TAIL = r"_?(?:ids?|numbers?|num|no|nbr|nr|key|ref|reference)"


def _describe_number(parts: tuple[str, ...], _: Context) -> Description:
    """Less sure of a word without a digit, and of more than 15 digits that a spreadsheet may have rounded."""
    number = parts[0].partition(":")[2]
    if might_be_rounded(number):
        return Description(0.5, {"damage": "digits after the 15th may be lost"})
    return Description(0.5) if number.isalpha() else Description()


def number_row(
    name: str,
    title: str,
    identifier_class: IdentifierClass,
    share_limit: int,
    *,
    rules: NumberRules,
    headers: str,
    examples: tuple[str, ...],
) -> Kind:
    """A kind of number, by the rules for it."""
    return Kind(
        name=name,
        title=title,
        identifier_class=identifier_class,
        parse=partial(parse_number, rules=rules),
        parts=(name,),
        share_limit=share_limit,
        headers=header_pattern(headers),
        examples=examples,
        many=identifier_class is not IdentifierClass.PERSON_KEY,
        scoped=name == "opaque",
        describe=_describe_number,
    )


def number_with_check(kind: Kind, check: str, *, declared: bool = True) -> Kind:
    """A kind of number whose values obey a scheme of check characters.

    Args:
        kind: a kind of number, such as ``KINDS["account"]``.
        check: a name of `identity_resolve.kinds.checks.CHECKS`.
        declared: whether the issuer says so. Numbers that fail are then refused; where the scheme was
            only learned from a column (`learn_check`), they are kept and believed less.

    >>> account = number_with_check(NUMBERS[0], "luhn")
    >>> account.parse("AC-79927398713", Context()), str(account.parse("AC-79927398731", Context()))
    ((':AC79927398713',), 'bad check digit')
    >>> learned = number_with_check(NUMBERS[0], "luhn", declared=False)
    >>> learned.describe((":79927398731",), Context()).confidence
    0.5
    """
    scheme = CHECKS[check]

    def passes(number: str) -> bool:
        number = number.partition(":")[2]
        return scheme.is_valid(number) or scheme.is_valid(number.lstrip(_ALPHABET))

    def parse(text: str, context: Context) -> Parsed:
        parsed = kind.parse(text, context)
        if declared and not isinstance(parsed, Reason) and not passes(parsed[0]):
            return Reason.BAD_CHECK_DIGIT
        return parsed

    def describe(parts: tuple[str, ...], context: Context) -> Description:
        told, good = kind.describe(parts, context), passes(parts[0])
        facts = {**told.facts, "check": scheme.title, "check_passes": "yes" if good else "no"}
        return Description(told.confidence if good else min(told.confidence, 0.5), facts)

    def suggest(text: str, context: Context) -> str:
        upper = upper_code(text[:MAX_LENGTH])
        if sum(map(str.isdigit, upper)) >= _SHORT:
            bare = upper.lstrip(_ALPHABET)
            head = upper[: len(upper) - len(bare)]
            for fixed in (head + bare.translate(LOOK_ALIKES), upper.translate(LOOK_ALIKES)):
                parsed = parse(fixed, context)
                if fixed != upper and not isinstance(parsed, Reason):
                    return parsed[0].partition(":")[2]
        return kind.suggest(text, context)

    return replace(kind, parse=parse, plain=None, describe=describe, suggest=suggest)


_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOOK_ALIKES = str.maketrans("OQDILZSGB", "000112568")
"""Letters written for a digit (`confusion_pairs.csv`), for numbers that hold digits alone."""


_ACCOUNT_RULES = NumberRules(3, cased=True)
_OPAQUE_RULES = NumberRules(1, 128, compact=keep_short, cased=True)

NUMBERS: tuple[Kind, ...] = (
    replace(
        number_row(
            "account",
            "account or customer number",
            IdentifierClass.PERSON_KEY,
            3,
            rules=_ACCOUNT_RULES,
            headers=(
                rf"(?:acc(?:oun)?t|customer|cust|client|member(?:ship)?|subscriber"
                rf"|user|policy|contract|profile|cif){TAIL}|acc(?:oun)?t|uid"
            ),
            examples=("AC-0042117", "00123", '="0012345"', "4417.0"),
        ),
        shapes=(
            Shape(r"(?:ac|acc|acct|cust?|cid)[-_ ]?\d{4,12}", 0.7, "starts like an account number"),
            Shape(r"cus_[0-9a-z]{14,24}", 0.9, "customer id of Stripe"),
            Shape(r"\d[-\d]{4,13}\d", 0.15, "digits, as account numbers are"),
            Shape(r"(?=.*\d)[a-z]{1,4}[-_ ]?\d{4,12}", 0.15, "letters and digits"),
        ),
        plain=partial(read_plain_numbers, rules=_ACCOUNT_RULES, signs="# "),
        cues=r"(?:acc(?:oun)?t|a/c|customer|client|member(?:ship)?|subscriber|policy|contract)\b",
    ),
    replace(
        number_row(
            "opaque",
            "id of another system",
            IdentifierClass.PERSON_KEY,
            3,
            rules=_OPAQUE_RULES,
            headers=(
                r"(?:external|ext|legacy|old|crm|erp|global|universal|unique|person|party"
                r"|individual|employee|student|patient|soc_sec)_?"
                r"(?:ids?|uuid|guid|numbers?|num|no|nr|key|code)|uuid|guid|mrn"
            ),
            examples=("6089216", "cus_NffrFeUfNV2Hib", "A-1"),
        ),
        plain=partial(read_plain_numbers, rules=_OPAQUE_RULES, signs="# "),
        shapes=(
            Shape(
                r"[{(]?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}[)}]?", 0.6, "written like a UUID"
            ),
            Shape(r"[a-z]{2,5}_[0-9a-z]{14,32}", 0.5, "prefixed random id of an API"),
            Shape(r"00[0-9a-z]{3}0[0-9a-z]{9}(?:[a-z0-5]{3})?", 0.4, "built like a Salesforce id"),
        ),
    ),
)
