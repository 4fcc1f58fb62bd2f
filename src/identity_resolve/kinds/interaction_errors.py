"""References of an error on a page: one session's, or a bare code that many people meet."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from functools import cache
from html import unescape

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Description, Parsed
from identity_resolve.kinds.interaction_text import collapse_hashes
from identity_resolve.kinds.issuers import normalize_issuer
from identity_resolve.kinds.number import NumberRules, parse_number
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["describe_error", "is_bare_code", "parse_error"]

_HEX = "[0-9a-fA-F]"
_SESSION = re.compile(
    rf"(?<![^\W_])(?:{_HEX}{{2}}-({_HEX}{{32}})-{_HEX}{{16}}-{_HEX}{{2}}"  # W3C trace context
    rf"|1-({_HEX}{{8}}-{_HEX}{{24}})"  # AWS X-Ray
    rf"|({_HEX}{{32}}|{_HEX}{{16}})-{_HEX}{{16}}(?:-[01d])?(?:-{_HEX}{{16}})?"  # B3
    rf"|({_HEX}{{8}}(?:-{_HEX}{{4}}){{3}}-{_HEX}{{12}}|{_HEX}{{32}})"  # UUID
    rf"|({_HEX}{{16}})-[A-Z]{{3}}"  # Cloudflare ray with its data center
    r"|(\d{1,2}\.[0-9a-f]{6,8}\.\d{10}\.[0-9a-f]{5,9})"  # Akamai
    rf"|(?=\d*[a-fA-F])(?=[a-fA-F]*\d)({_HEX}{{12,64}}))(?![^\W_])"
)
_LABEL = re.compile(
    r"\W*(?:(?:x|cf|amzn?|b3|my|your|our|the|this|web|site|session|error|err|exception|reference|ref"
    r"|code|id|uuid|guid|numbers?|num|no|nr|trace|traceid|tracking|correlation|request|requestid|req"
    r"|activity|event|eventid|ray|sentry|incident|support|transaction|token|digest|hash|is|root|key"
    r"|cloudflare|diagnostic|operation)(?:[\s:#.=(\[]+|-(?=[a-z]+[a-z-]*\s*[:=])))+(?=.*\d)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"(?<![^\W_])(?:reference|ref|id|token|incident|session|number|no)(?:[\W_]+(?:is|was|id|number|no|code)"
    r")*[\s:#.=]+((?=\S*\d)[0-9A-Z]+(?:-[0-9A-Z]+)*)",
    re.IGNORECASE,
)
_ORDINARY = re.compile(r"(?<![\w-])[A-Za-z][a-z]{2,}(?![\w-])")
_SEPARATORS = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"\d")
_RUNS = re.compile(r"\d+|[A-Z]+")
_MIXED = re.compile(r"[A-Z]\d|\d[A-Z]", re.IGNORECASE)
_CODE = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+){1,5}")
_SHORTEST_SESSION = 20
_LEAST_LENGTH, _LEAST_VARIETY, _CODE_DIGITS, _CODE_RUNS = 6, 4, 6, 3
_RANDOM_LENGTHS = (16, 24, 32)
_RANDOM_TAIL = re.compile(r"[A-Z]{0,5}?((?!.*000)[0-9A-F]{8})")
"""Eight hexadecimal digits behind a prefix; a code would have zeros in a row."""
_HEX_NUMBER = re.compile(r"(?=.*\d)[0-9A-F]+")


@cache
def _fault_pattern(*, alone: bool = False) -> re.Pattern[str]:
    """Every known family of bare codes, on compact upper-case text.

    With `alone` only those that no other number looks like.
    """
    rows = read_rows("error_codes.csv")
    return re.compile("|".join(row["pattern"] for row in rows if row["alone"] or not alone))


_SAID_CODE = (
    r"0[xX][0-9a-fA-F]{1,16}"
    r"|(?:\w+::)?(?=\w*(?:ERR|TIME_?D?OUT|DENIED|FAIL|REFUSED|NXDOMAIN))[A-Z]{2,}\d?(?:_[A-Z]+\d{0,4})+"
    r"|(?:[a-z]\w*\.)*[A-Z]\w*[a-z](?:Exception|Error)|E(?:CONN|TIMED)[A-Z]+"
)
_BARE_CODE = re.compile(_SAID_CODE)
_CODE_BESIDE = re.compile(rf"(?<![\w:.-])(?:{_SAID_CODE})(?![\w-]):?")


def is_bare_code(text: str) -> bool:
    """Whether a text says itself that it is the code of a fault, which many people meet.

    >>> [is_bare_code(text) for text in ("HTTP 500", "ORA-00942", "0x80070005", "ERR_TIMEOUT", "404")]
    [True, True, True, True, False]
    """
    if _BARE_CODE.fullmatch(text):
        return True
    return _fault_pattern(alone=True).fullmatch(_SEPARATORS.sub("", text.upper())) is not None


def _find_fault_code(number: str) -> Reason | None:
    """A bare code names a fault that many people meet, not the session of one of them.

    A code is words and few digits in few runs (``PAY500TIMEOUT02``); a reference mixes letters and
    digits without sense, or has many digits.
    """
    digits = sum(map(str.isdigit, number))
    if len(number) in _RANDOM_LENGTHS and _HEX_NUMBER.fullmatch(number) and digits > 1:
        return None if len(set(number)) >= _LEAST_VARIETY else Reason.SHARED
    if digits < 2 or len(number) <= _LEAST_LENGTH or len(set(number)) < _LEAST_VARIETY:
        return Reason.SHARED
    tail = _RANDOM_TAIL.fullmatch(number)
    is_random = tail is not None and len(_RUNS.findall(tail[1])) >= _CODE_RUNS
    if digits <= _CODE_DIGITS and not is_random:
        runs = _RUNS.findall(number)
        if len(runs) <= _CODE_RUNS or min(map(len, runs)) > 1:
            return Reason.SHARED
    return Reason.SHARED if _fault_pattern().fullmatch(number) else None


_RULES = NumberRules(8, needs_digit=True, find_fault=_find_fault_code)


def parse_error(text: str, context: Context) -> Parsed:
    """The reference of one session with its issuer; `Reason.SHARED` for a bare code.

    Of a trace only the trace counts, not the step in it, and of a Cloudflare ray not the data center.

    >>> parse_error("WER-7F3K-99Q2-AB41", Context()), str(parse_error("SQLSTATE 42P01", Context()))
    ((':WER7F3K99Q2AB41',), 'shared by too many')
    >>> parse_error("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Context())
    (':4BF92F3577B34DA6A3CE929D0E0E4736',)
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    if text.isalnum() and text.isascii():
        return parse_number(text, context, rules=_RULES)
    if len(text) < _SHORTEST_SESSION and _CODE.fullmatch(text):
        return _parse_groups(text.upper(), context)
    cleaned = collapse_hashes(clean(unescape(text) if "&" in text else text))
    if found := _SESSION.search(cleaned):
        return parse_number(f":{found[found.lastindex or 0]}", context, rules=_RULES)
    head, colon, _ = cleaned.partition(":")
    issuer = normalize_issuer(context.issuer) if context.issuer else ""
    if colon and head.upper() in ("", issuer):
        return parse_number(cleaned, context, rules=_RULES)
    told = _without_codes(cleaned)
    label = _LABEL.match(told)
    body = told[label.end() :] if label else told
    return _parse_words(body, cleaned, context)


def _without_codes(text: str) -> str:
    """What is left beside the code of a fault, if that may be a reference.

    >>> _without_codes("ERR_TIMEOUT (ref WER-7F3K-99Q2-AB41)"), _without_codes("ORA-00942: no table")
    ('(ref WER-7F3K-99Q2-AB41)', 'ORA-00942: no table')
    """
    if "_" not in text and "0x" not in text:
        return text
    rest = _CODE_BESIDE.sub(" ", text)
    return rest.strip() if rest != text and _DIGIT.search(rest) else text


def _parse_words(body: str, whole: str, context: Context) -> Parsed:
    """A reference among words, or a code written with separators."""
    if len(_ORDINARY.findall(body)) > 1:
        announced = _ANNOUNCED.search(whole)
        if announced is None:
            nothing = parse_number(whole, context, rules=_RULES)
            return nothing if nothing is Reason.PLACEHOLDER else Reason.SHARED
        body = announced[1]
    return _parse_groups(body, context)


def _parse_groups(text: str, context: Context) -> Parsed:
    """A reference, unless its groups are words and short numbers, as those of a code are."""
    parsed = parse_number(text, context, rules=_RULES)
    if isinstance(parsed, Reason) or _MIXED.search(text):
        return parsed
    return Reason.SHARED if sum(map(str.isdigit, text)) <= _CODE_DIGITS else parsed


_UUID = re.compile(r"[0-9A-F]{12}([1-8])[0-9A-F]{3}[89AB][0-9A-F]{15}")
_ULID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_YEARS = range(2000, 2050)


def describe_error(parts: tuple[str, ...], _context: Context) -> Description:
    """The form of a reference, when it was made where the reference tells, and how sure it is one."""
    number = parts[0].partition(":")[2]
    if uuid := _UUID.fullmatch(number):
        return Description(1.0, _facts_of_uuid(number, uuid[1]))
    if _HEX_NUMBER.fullmatch(number) and len(number) in _RANDOM_LENGTHS:
        forms = {16: "hex16", 24: "hex24", 32: "hex32"}
        return Description(1.0, {"form": forms[len(number)], "display": number.lower()})
    if _ULID.fullmatch(number) and number.isupper():
        milliseconds = 0
        for c in number[:10]:
            milliseconds = milliseconds * 32 + _CROCKFORD.index(c)
        return Description(1.0, {"form": "ulid", **_date_of(milliseconds / 1000)})
    is_mixed = len(_RUNS.findall(number)) > _CODE_RUNS
    return Description(1.0 if is_mixed else 0.8 if len(number) > 9 else 0.6)


def _facts_of_uuid(number: str, version: str) -> dict[str, str]:
    """Form, version and date of a UUID (RFC 9562)."""
    n = number.lower()
    facts = {
        "form": "uuid",
        "version": version,
        "display": f"{n[:8]}-{n[8:12]}-{n[12:16]}-{n[16:20]}-{n[20:]}",
    }
    if version == "7":
        facts |= _date_of(int(n[:12], 16) / 1000)
    elif version == "1":
        ticks = int(n[13:16] + n[8:12] + n[:8], 16)
        facts |= _date_of(ticks / 10**7 - 12_219_292_800)
    return facts


def _date_of(seconds: float) -> dict[str, str]:
    if not 0 <= seconds < 2**32:
        return {}
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return {"date": moment.date().isoformat()} if moment.year in _YEARS else {}
