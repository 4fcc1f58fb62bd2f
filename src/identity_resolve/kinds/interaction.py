"""Numbers of one contact with a customer: cases, notices, payments, references of an error.

They name an event, not a person, and the numbers of neighboring events differ in one digit: only
equal ones tell anything. What systems vary without meaning (padding, judges, the step of a trace)
is dropped; where letter case tells ids apart it is kept.
"""

from __future__ import annotations

from dataclasses import replace

from identity_resolve.domain import IdentifierClass
from identity_resolve.kinds.base import Kind, Shape
from identity_resolve.kinds.interaction_cases import parse_case, read_cases, suggest_case
from identity_resolve.kinds.interaction_errors import describe_error, parse_error
from identity_resolve.kinds.interaction_facts import describe_case, describe_transaction
from identity_resolve.kinds.interaction_payments import parse_transaction
from identity_resolve.kinds.interaction_text import SEVERAL
from identity_resolve.kinds.number import TAIL, NumberRules, number_row

__all__ = ["INTERACTIONS"]

_RULES = NumberRules(4, needs_digit=True)

_CASE_SHAPES = (
    Shape(r"ref:[_!]?00D\w+\.[_!]?500\w+:ref", 0.99, "Salesforce thread token"),
    Shape(
        r"\d:\d\d-(?:cv|cr|mj|mc|md|bk|ap|po|gj|sw|ra|cm)-\d{3,6}(?:-[a-z0-9()]{1,6}){0,4}",
        0.99,
        "docket of a federal court",
    ),
    Shape(
        r"\d\d[ -]?(?:cv|cr|civ\.?|crim?\.?|mj|mc|misc\.?|bk|md)[ -]?\d{3,6}"
        r"(?:[ -]\(?[a-z]{1,5}\)?){0,4}",
        0.9,
        "docket of a court without its office",
    ),
    Shape(
        r"(?:INC|RITM|SCTASK|CSTASK|CHG|PRB)[ -]?\d{7,10}", 0.97, "ServiceNow prefix and integer"
    ),
    Shape(r"(?:CS|REQ|TASK|HRC|SIR|WO|IMS)-?\d{7}", 0.8, "ServiceNow prefix and seven digits"),
    Shape(r"CAS-\d{5,}-[0-9A-Z]{4,6}", 0.98, "case of Dynamics 365"),
    Shape(
        r"(?:CS|CAS|CASE|TKT|TICKET|TCK|INC|CMP|COMP)-?(?:199|20[0-3])\d-?\d{4,8}",
        0.95,
        "prefix of a case, year and sequence",
    ),
    Shape(
        r"(?:CS|CASE|INC|INCIDENT|TKT|TICKET|SR)-\d[\d-]{4,}", 0.93, "prefix of a case and a number"
    ),
    Shape(r"500[0-9A-Z]{2}0[0-9A-Z]{9}(?:[A-Z0-5]{3})?", 0.9, "Salesforce id of a case"),
    Shape(
        r"\d\d(?:ST|SM|VE|BB|NW|GD|PS|TR|LB|CM|CH|IW|AV|BH|PD|WH|NU)"
        r"(?:CV|CP|LC|UD|RO|PB|SC|FL|PT|CR)\d{5}",
        0.95,
        "docket of Los Angeles",
    ),
    Shape(r"(?:199|20[0-3])\d-?(?:cv|cr|ci|cf|dr|sc)-?\d{4,8}", 0.9, "docket of a state court"),
    Shape(r"00\d{6}", 0.6, "eight digits with zeros in front, as Salesforce numbers cases"),
    Shape(r"[A-Z][A-Z0-9]{1,9}-[1-9]\d{0,5}", 0.5, "project and number, as in Jira"),
    Shape(r"[\w.-]+/[\w.-]+#\d{1,6}", 0.8, "issue of a repository"),
    Shape(r"\[?#\d{2,10}\]?", 0.5, "a number behind #"),
    Shape(r"[A-Z]{2,4}-?(?:199|20[0-3])\d-?\d{4,8}", 0.5, "prefix, year and sequence"),
    Shape(r"0\d{7}", 0.4, "eight digits with a zero in front, as Salesforce numbers cases"),
)
_TRANSACTION_SHAPES = (
    Shape(r"\d{3}-\d{7}-\d{7}", 0.97, "order of Amazon"),
    Shape(r"1Z ?[0-9A-Z]{3} ?[0-9A-Z]{3} ?[0-9A-Z]{2} ?\d{4} ?\d{4}", 0.97, "UPS tracking number"),
    Shape(r"9[1-5]\d\d(?: ?\d{4}){4} ?\d\d", 0.95, "USPS tracking number"),
    Shape(r"[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?(?:US|CA|GB|DE|FR|CN|AU|JP)", 0.9, "parcel by post"),
    Shape(r"(?:ch|pi|py|in|re|txn|pay)_(?:test_|live_)?[0-9A-Z]{14,}", 0.97, "id of a payment"),
    Shape(r"GPA\.\d{4}-\d{4}-\d{4}-\d{5}(?:\.\.\d+)?", 0.99, "order of Google Play"),
    Shape(r"RF\d\d(?: ?[0-9A-Z]{4}){1,5}(?: ?[0-9A-Z]{1,3})?", 0.8, "creditor reference"),
    Shape(r"RN-?\d{4}-?\d{4}-?\d{2}", 0.95, "renewal notice"),
    Shape(r"(?:INV|ORD|ORDER|PO|TXN|TRX|PAY|RCPT|SO|RN)[- ]?\d[\d-]{2,14}", 0.9, "says so"),
    Shape(r"\d{2}-\d{5}-\d{5}", 0.7, "order of eBay"),
    Shape(r"(?=[0-9A-Z]*\d[0-9A-Z]*\d)(?=[0-9A-Z]*[A-Z]{2})[0-9A-Z]{17}", 0.4, "as PayPal writes"),
)
_ERROR_SHAPES = (
    Shape(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}", 0.99, "W3C trace context"),
    Shape(r"(?:root=)?1-[0-9a-f]{8}-[0-9a-f]{24}", 0.97, "trace of AWS X-Ray"),
    Shape(r"[0-9a-f]{16}-[a-z]{3}", 0.95, "Cloudflare ray with its data center"),
    Shape(r"(?:WER|ERR|REF)-(?=\w*\d)(?:[0-9A-Z]{4}-){2,3}[0-9A-Z]{4}", 0.95, "error reference"),
    Shape(r"\d{1,2}\.[0-9a-f]{6,8}\.\d{10}\.[0-9a-f]{5,9}", 0.97, "reference of Akamai"),
    Shape(r"\{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}?", 0.5, "UUID"),
    Shape(r"[0-9a-f]{32}", 0.4, "32 hexadecimal digits"),
)

_CASE = number_row(
    "case_number",
    "case or ticket number",
    IdentifierClass.INTERACTION_KEY,
    2,
    rules=_RULES,
    headers=(
        rf"(?:(?:support|help_?desk|police|court|incident|sf|salesforce|zendesk|jira|servicenow)_)?"
        rf"(?:case|ticket|incident|issue|complaint|claim|enquiry|inquiry|docket|request"
        rf"|service_request|sr|dispute|conversation|police_report|tkt)(?:{TAIL}|_code)?"
        rf"|ref(?:erence)?(?:_?(?:id|number|num|no|nr|code))?"
        rf"|(?:matter|work_order|report|cause|jira|thread)_?(?:number|num|no|nr|key|ref)"
    ),
    examples=("CS-2024-0099182", "case #12345", "INC0010001", "Ticket 884213", "2:20-cv-01234-BBD"),
)
_TRANSACTION = number_row(
    "transaction",
    "notice, order or payment number",
    IdentifierClass.INTERACTION_KEY,
    2,
    rules=_RULES,
    headers=(
        rf"(?:(?:renewal|notice|trans(?:action)?|trx|txn|order|purchase|confirmation|invoice"
        rf"|receipt|payment|booking|reservation|shipment|charge)_?)+(?:{TAIL}|_code)"
        rf"|renewal_notice|confirmation|invoice|receipt|transaction"
        rf"|(?:po|inv|tracking|parcel|waybill|awb)_?(?:number|num|no|nr|code|ref)"
    ),
    examples=("RN-5582-7719-03", "Order # 114-3941689", "INV-20391", "1Z999AA10123456784"),
)
_ERROR = number_row(
    "error_reference",
    "error reference of one session",
    IdentifierClass.INTERACTION_KEY,
    2,
    rules=NumberRules(8, needs_digit=True),
    headers=(
        rf"(?:web_|session_|page_)?err(?:or)?(?:{TAIL}|_code|_token|_reference_\w+)?"
        rf"|(?:x_)?(?:correlation|trace|ray|cf_ray|activity|sentry|sentry_event|x_request)_id"
        rf"|cf_ray|traceparent|error_uuid"
    ),
    examples=("WER-7F3K-99Q2-AB41", "7f3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11"),
)

INTERACTIONS: tuple[Kind, ...] = (
    replace(
        _CASE,
        parse=parse_case,
        plain=read_cases,
        split=SEVERAL,
        shapes=_CASE_SHAPES,
        cues=(
            r"case|ticket|tkt|incident|complaint|claim|enquiry|inquiry|docket|civil action"
            r"|service request|sr|issue|bug|police report|report|reference|ref|matter"
        ),
        describe=describe_case,
        suggest=suggest_case,
    ),
    replace(
        _TRANSACTION,
        parse=parse_transaction,
        split=SEVERAL,
        shapes=_TRANSACTION_SHAPES,
        cues=(
            r"order|purchase|renewal|notice|transaction|txn|payment|confirmation|invoice|inv|receipt"
            r"|booking|reservation|tracking|shipment|parcel|package|po"
        ),
        describe=describe_transaction,
    ),
    replace(
        _ERROR,
        parse=parse_error,
        split=r"\s*[;|\n]\s*(?=\S*\d)",
        shapes=_ERROR_SHAPES,
        cues=(
            r"error(?: reference| ref| id| code)?|err|correlation id|trace id|request id|ray id"
            r"|activity id|event id|session reference|reference"
        ),
        describe=describe_error,
    ),
)
