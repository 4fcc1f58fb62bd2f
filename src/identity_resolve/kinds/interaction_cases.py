"""Numbers of cases and tickets: how each system writes them, and what of it does not matter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Parsed, Plain
from identity_resolve.kinds.cased import salesforce_id
from identity_resolve.kinds.docket import (
    DOCKET_TYPES,
    compact_docket,
    find_docket,
    find_named_docket,
)
from identity_resolve.kinds.interaction_text import (
    Wording,
    collapse_hashes,
    foreign_nouns,
    holds_several,
    is_amount,
    read_written,
)
from identity_resolve.kinds.issuers import normalize_issuer
from identity_resolve.kinds.number import NumberRules, parse_number, read_plain_numbers
from identity_resolve.kinds.text import MAX_LENGTH

if TYPE_CHECKING:
    import polars as pl

__all__ = ["find_system", "parse_case", "read_cases", "restore_salesforce_id", "suggest_case"]

_PLAIN = NumberRules(4, needs_digit=True)
_MARKED = NumberRules(1, needs_digit=True)

_BEFORE = (
    r"my|your|our|the|re|aw|fwd?|this|customer|client|support|service|help ?desk|customer service"
    r"|police|sheriff'?s?|crash|accident|arrest|offen[cs]e|crime|court|superior|district|federal"
    r"|civil|criminal|external|internal|new|open|closed"
)
_NAMED = "zendesk|freshdesk|jira|hubspot|zoho|intercom|github|gitlab|salesforce|servicenow|dynamics"
_NOUNS = (
    r"case|ticket|tkt|incident|issue|bug|complaint|claim|enquiry|inquiry|request|dispute|docket|index"
    r"|matter|cause|file|event|conversation|report|action|ref(?:erence)?|service request|tracking(?: ?id)?"
    rf"|support id|confirmation|record|work order|{foreign_nouns('case_number')}"
)
_NUMBERED = (
    r"numbers?|num|nbr|nos?|nr|n°|n\.o|n(?=\.)|n[úu]mero|num[ée]ro|nummer"
    r"|id|key|code|ref(?:erence)?|is|was|#"
)
_SEPARATOR = r"[\s:#.=,;(\[-]"
_SAID = rf"(?:(?:{_NOUNS}){_SEPARATOR}++)++(?:(?:{_NUMBERED}){_SEPARATOR}++)*+"
_HEADED = r"(?:sr|cr|pr|dr|ir|#)?[\s#]*(?:no|nr|num|number|id|n°)[\s.:#]+"
_LABEL = re.compile(
    rf"(?:\W*(?:(?:{_BEFORE}|{_NAMED})[\s:.]+)*(?:{_SAID}|(?<=[\s:.])#[\s#]*|{_HEADED})"
    rf"|\W*#[\s#]*|(?:{_NAMED})[\s:]+)(?=.*\d)",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    rf"(?<![^\W_])(?:{_NOUNS})(?:\W+(?:{_NUMBERED}))*{_SEPARATOR}+"
    r"((?=[^\s]*\d)[0-9A-Z](?:[\w./:-]*\w)?)(?![^\W_])",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?:CASE|TICKET|INCIDENT|COMPLAINT|CLAIM|REFERENCE|REF)"
    r"(?:-(?=.*\d)|(?:-?(?:NO|ID|NUMBER))?-?(?=\d{4}))",
    re.IGNORECASE,
)
_GLUED_STARTS = ("CASE", "TICK", "INCI", "COMP", "CLAI", "REFE")
_GLUED_HEADS = frozenset((*_GLUED_STARTS, *(f"REF{c}" for c in "0123456789-NI")))
_CODE = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+){0,8}")
WORDING = Wording(_LABEL, _ANNOUNCED, _GLUED)

_THREAD = re.compile(
    r"ref:([_!]?00D[0-9A-Za-z]+)\.([_!]?500[0-9A-Za-z]+):ref|thread::([\w-]{8,})::", re.I
)
_REPOSITORY = re.compile(r"([\w.-]+/[\w.-]+)\s?#(\d{1,9})")
_OBJECT = re.compile(r"(?!000)[0-9aA]")
_SEPARATORS = re.compile(r"[\W_]+")
_ID15, _ID18, _SHORT_THREAD = 15, 18, 10
_OBJECTS = frozenset(
    ("500", "001", "003", "005", "006", "00D", "00Q", "00T", "00U", "02S", "570", "0Q0", "701")
) | frozenset(("800", "801", "0WO"))

_COUNTS = "INC|CHG|CTASK|PRB|PTASK|REQ|RITM|SCTASK|TASK|CS|CSTASK|HRC|SIR|WO|WOT|IMS"
_SERVICENOW = re.compile(rf"({_COUNTS})(\d{{1,10}})")
_MISREAD = re.compile(r"(INC|CHG|RITM|SCTASK)(?=.*O)(?=(?:O*\d){5})([O\d]{7})")
_PADDED_FORM = re.compile(
    rf"(?:{_COUNTS})[O\d]{{1,10}}$"
    rf"|\d\d\d?(?:{DOCKET_TYPES})\d|\d{{14}}C"
)
_PADDED = 7
_CASE_DIGITS = 8

_SYSTEMS = {name.upper(): name for name in _NAMED.split("|")} | {
    "SFDC": "salesforce",
    "SNOW": "servicenow",
    "ATLASSIAN": "jira",
}
_COUNTERS = frozenset(("zendesk", "freshdesk", "hubspot", "zoho", "intercom", "github", "gitlab"))


def find_system(issuer: str) -> str:
    """The system that an issuer names, or ``""``.

    >>> find_system("ACME-ZENDESK"), find_system("CRM")
    ('zendesk', '')
    """
    return next((_SYSTEMS[word] for word in issuer.split("-") if word in _SYSTEMS), "")


def parse_case(text: str, context: Context) -> Parsed:
    """A case or ticket number with its issuer.

    What does not tell cases apart is dropped: padding of ServiceNow, judges of a docket, the way
    an id of Salesforce is written.

    >>> [parse_case(text, Context())[0] for text in ("Case # CS-2024-0099182", "inc10001")]
    [':CS20240099182', ':INC0010001']
    >>> parse_case("Case 2:20-cv-01234-BBD-dkv", Context())
    (':220CV01234',)
    >>> parse_case("5003000000D8cuI", Context())
    (':5003000000D8cuIAAR',)
    """
    if _CODE.fullmatch(text):
        return _parse_code(text, context)
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    text = collapse_hashes(text)
    issuer = normalize_issuer(context.issuer) if context.issuer else ""
    if kept := _find_thread(text) or find_named_docket(text):
        return (f"{issuer}:{kept}",)
    if is_amount(text) or holds_several(text):
        return Reason.BAD_FORMAT
    written = read_written(text, issuer, WORDING)
    if kept := _find_kept(written.body):
        return (f"{issuer}:{kept}",)
    if written.is_sentence:
        return Reason.PLACEHOLDER if _is_nothing(text) else Reason.BAD_FORMAT
    is_marked = written.is_marked or bool(issuer and find_system(issuer))
    body = f":{written.body}" if written.is_canonical else written.body
    return _finish(body, context, _MARKED if is_marked else _PLAIN)


def _parse_code(text: str, context: Context) -> Parsed:
    """A short text of letters, digits and hyphens, which nearly every value is."""
    issuer = normalize_issuer(context.issuer) if context.issuer else ""
    rules = _MARKED if issuer and find_system(issuer) else _PLAIN
    first = text[0]
    if text[:4].upper() in _GLUED_HEADS and (glued := _GLUED.match(text)):
        return _finish(text[glued.end() :], context, _MARKED)
    may_be_kept = len(text) in (_ID15, _ID18) or first.isdigit() or text[1:2] in "VRIvri"
    if may_be_kept and (kept := _find_kept(text)):
        return (f"{issuer}:{kept}",)
    return _finish(text if text.isalnum() else text.upper(), context, rules)


def read_cases(texts: pl.Series, context: Context) -> Plain | None:
    """What `parse_case` finds in plain texts of no known issuer."""
    if context.issuer:
        return None
    found = read_plain_numbers(texts, context, rules=_PLAIN, is_own=_is_plain_head, signs="#")
    padded = texts.str.contains(rf"^(?:{_COUNTS})-?[0-9]")
    settled = texts.str.contains(rf"^[A-Z]+-?(?:[0-9]{{{_PADDED}}}|[1-9][0-9]{{{_PADDED},}})$")
    return Plain(found.where & (~padded | settled), found.parts)


def _is_plain_head(head: str) -> bool:
    """Whether no letters in front of a number make it a docket, padded, or anything but itself."""
    is_padded = _PADDED_FORM.match(f"{head}1") and not _SERVICENOW.fullmatch(f"{head}1")
    is_docket = head[1:2] in ("V", "R", "I")
    return not (is_padded or is_docket or head.startswith((*_GLUED_STARTS, "REF")))


def _finish(body: str, context: Context, rules: NumberRules) -> Parsed:
    parsed = parse_number(body, context, rules=rules)
    if isinstance(parsed, Reason):
        return parsed
    issuer, _, number = parsed[0].partition(":")
    if len(number) in (_ID15, _ID18) and number[5] == "0":
        written = _SEPARATORS.sub("", body)[-len(number) :]
        if kept := restore_salesforce_id(written if written.upper() == number else number):
            return (f"{issuer}:{kept}",)
    if not (issuer or _PADDED_FORM.match(number)):
        return parsed
    canonical = _without_padding(number, find_system(issuer))
    if canonical == number:
        return parsed
    return parse_number(f"{issuer}:{canonical}", context, rules=rules)


def _is_nothing(text: str) -> bool:
    return parse_number(text, Context(), rules=_MARKED) is Reason.PLACEHOLDER


def _without_padding(number: str, system: str) -> str:
    """The number without what its system does not care for.

    >>> [_without_padding(n, "") for n in ("INC00010001", "INCO010001", "97CV0001HCM", "00123")]
    ['INC0010001', 'INC0010001', '97CV00001', '00123']
    >>> _without_padding("1026", "salesforce"), _without_padding("00123", "zendesk")
    ('00001026', '123')
    """
    if number.isdigit():
        if system == "salesforce":
            return number.zfill(_CASE_DIGITS)
        return number.lstrip("0") if system in _COUNTERS else number
    if counted := _SERVICENOW.fullmatch(number) or _MISREAD.fullmatch(number):
        return f"{counted[1]}{int(counted[2].replace('O', '0')):0{_PADDED}d}"
    return compact_docket(number) or number


def _find_kept(body: str) -> str:
    """The canonical number of a text whose separators or letter case count, or ``""``."""
    if len(body) in (_ID15, _ID18) and (restored := restore_salesforce_id(body)):
        return restored
    if body.isalnum():
        return ""
    if "#" in body and (repository := _REPOSITORY.fullmatch(body)):
        return f"{repository[1]}#{int(repository[2])}".upper()
    return find_docket(body)


def _find_thread(text: str) -> str:
    """The case that a token of an email subject names; its id where the token tells all of it.

    A token drops the zeros in the middle of an id: with ten characters left there were five zeros.
    Source: Salesforce help, case thread id (winter 2016 and later).

    >>> _find_thread("Re: Hello [ ref:_00D50IQwR._50050PQo5L:ref ]")
    '5005000000PQo5LAAT'
    >>> _find_thread("ref:_00D1234._5001234:ref")
    'ref:_00D1234._5001234:ref'
    """
    if "ref:" not in text and "thread::" not in text:
        return ""
    if not (found := _THREAD.search(text)):
        return ""
    if found[3]:
        return found[0]
    case = found[2].lstrip("_!")
    if found[2] != case and len(case) == _SHORT_THREAD:
        case = f"{case[:5]}00000{case[5:]}"
    return (len(case) == _ID15 and restore_salesforce_id(case)) or found[0]


def restore_salesforce_id(text: str) -> str:
    """The 18 characters of a Salesforce id in their own letter case, or ``""``.

    The last three characters of 18 say which of the others are capitals, so that any letter case
    can be restored; 15 characters stand for themselves. Source: Salesforce help, record ids.

    >>> restore_salesforce_id("0019000000B98de"), restore_salesforce_id("0019000000b98deaab")
    ('0019000000B98deAAB', '0019000000B98deAAB')
    >>> restore_salesforce_id("0019000000B98deAAC"), restore_salesforce_id("CS2024009918212")
    ('', '')
    """
    if len(text) == _ID15:
        is_id = text[:3].upper() in _OBJECTS and text[5] == "0" and not text.isdigit()
        return salesforce_id(text) if is_id else ""
    if len(text) != _ID18 or text[5] != "0" or not _OBJECT.match(text):
        return ""
    return salesforce_id(text.lower())


def suggest_case(text: str, context: Context) -> str:
    """The one number in a refused sentence, if there is just one that could be meant.

    >>> suggest_case("spoke to her about the old thing again, 00123456 it was", Context())
    '00123456'
    """
    if len(text) > MAX_LENGTH:
        return ""
    found = {token for token in re.findall(r"[\w-]+", text) if sum(map(str.isdigit, token)) > 4}
    if len(found) != 1:
        return ""
    (token,) = found
    return token if token != text and isinstance(parse_case(token, context), tuple) else ""
