"""Forms and announcing words of values, for kinds whose own row does not tell them.

A row of ``KINDS`` is the first source: what stands here adds to its ``cues``, and is asked where no
form of its ``shapes`` fits. Hand-made from the examples of `ticket_formats.csv` and from how people write;
the confidences are orders of belief, not measured frequencies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from identity_resolve.kinds.base import Shape

__all__ = ["Form", "cues_of", "find_form", "forms_of"]

_DATE = r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d\d)|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_WORD_DATE = (
    rf"(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?[ -](?:of )?(?:{_MONTH}),?[ -]\d{{4}}"
)
_NAME = r"[^\W\d_][^\W\d_'’.-]*\.?"
_PREFIXED = r"(?:cs|case|inc|incident|tkt|ticket|sr|cas)-"

_SHAPES: Mapping[str, tuple[Shape, ...]] = {
    "email": (Shape(r"[^\s@<>,;]+@[^\s@]+\.[^\W\d_]{2,}", 0.97, "has the form of an address"),),
    "phone": (
        Shape(r"\+\d[\d ().-]{6,18}\d(?:\D+\d{1,6})?", 0.96, "begins with + and a country code"),
        Shape(
            r"(?:1[-. ]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{4}"
            r"(?:[ ,;]*(?:ext|x|extension)[. ]*\d{1,6})?",
            0.93,
            "written as a North American phone number",
        ),
        Shape(r"1?[2-9]\d\d[2-9]\d{6}", 0.6, "ten digits that fit a North American number"),
        Shape(r"0\d[\d ().-]{7,13}\d", 0.55, "begins with 0, as numbers do within a country"),
        Shape(r"\d{3}[-. ]\d{4}", 0.5, "written as a local phone number"),
    ),
    "full_name": (Shape(rf"{_NAME}(?:[ -]{_NAME}){{1,4}}", 0.4, "two or more words"),),
    "given_name": (Shape(_NAME, 0.2, "one word"),),
    "birth_date": (
        Shape(_DATE, 0.8, "has the form of a date"),
        Shape(_WORD_DATE, 0.8, "has the form of a date"),
        Shape(r"(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:19|20)\d\d", 0.5, "MMDDYYYY"),
        Shape(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])", 0.5, "YYYYMMDD"),
    ),
    "street": (Shape(r"\d+\w? [^\W\d_].*[^\W\d_].*", 0.5, "a number and a street"),),
    "address": (Shape(r"\d+\w? [^\W\d_].*,.*\d{4,5}.*", 0.7, "a street, a place and a code"),),
    "postcode": (
        Shape(r"\d{5}-\d{4}", 0.6, "written as ZIP+4"),
        Shape(r"\d{5}", 0.2, "five digits, as a ZIP code"),
        Shape(r"[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}", 0.6, "written as a UK postcode"),
    ),
    "ssn": (
        Shape(r"\d{3}-\d\d-\d{4}", 0.9, "written as a Social Security number"),
        Shape(r"\d{3} \d\d \d{4}", 0.8, "written as a Social Security number"),
        Shape(r"\d{9}", 0.3, "nine digits in assigned ranges"),
    ),
    "license": (
        Shape(r"[a-z]\d{3}-\d{4}-\d{4}", 0.8, "a letter and 11 digits, as WI and IL write it"),
        Shape(r"[a-z]\d{3}-\d{3}-\d\d-\d{3}-\d", 0.85, "a letter and 12 digits, as FL writes it"),
        Shape(r"[a-z]\d{7}", 0.5, "a letter and 7 digits, as California"),
        Shape(r"[a-z]\d{8,13}", 0.35, "a letter and digits, as several states"),
        Shape(r"\d{7,9}", 0.2, "7 to 9 digits fit many states"),
    ),
    "plate": (
        Shape(r"\d[a-z]{3}\d{3}", 0.6, "written as a California plate"),
        Shape(r"[a-z]{3}[- ]?\d{4}", 0.45, "three letters and four digits, as many states"),
        Shape(r"[a-z]{2}\d\d ?[a-z]{3}", 0.65, "written as a British plate"),
        Shape(r"(?=\w*\d)(?=\w*[a-z])\w{5,8}", 0.15, "letters and digits of the length of a plate"),
    ),
    "case_number": (
        Shape(rf"{_PREFIXED}\d[\d-]{{4,}}", 0.93, "a prefix of cases and a number"),
        Shape(r"(?:inc|ritm|prb|chg|sctask|hrc|sir)\d{7,10}", 0.93, "ServiceNow number"),
        Shape(r"cs\d{7}", 0.85, "ServiceNow number"),
        Shape(r"cas-\d{5,}-[a-z0-9]{6}", 0.95, "Dynamics case number"),
        Shape(r"\d:\d\d-(?:cv|cr|bk|mj)-\d{4,6}(?:-[a-z]{2,4})*", 0.95, "federal court docket"),
        Shape(r"0\d{7}", 0.4, "eight digits with zeros, as Salesforce cases"),
        Shape(r"#\d{4,10}", 0.4, "a number sign and digits"),
        Shape(r"[a-z][a-z0-9_]{1,9}-[1-9]\d*", 0.4, "written as a Jira key"),
        Shape(r"\d[\d-]{3,}", 0.25, "digits, as case numbers are"),
    ),
    "transaction": (
        Shape(r"(?:ord|order|inv|txn|trx|pay|rcpt|po|rn)-\d[\d-]{3,}", 0.9, "a prefix of orders"),
        Shape(r"\d{3}-\d{7}-\d{7}", 0.9, "written as an Amazon order"),
        Shape(r"\d[\d-]{3,}", 0.22, "digits, as order numbers are"),
    ),
    "error_reference": (
        Shape(r"(?:wer|err)-[a-z0-9]{4}(?:-[a-z0-9]{4})+", 0.9, "an error prefix and a token"),
    ),
    "account": (
        Shape(r"(?:ac|acc|acct|cust|cus|mbr)[-_]\d{4,}", 0.9, "a prefix of accounts"),
        Shape(r"\d{2,6}(?:-\d{1,8}){1,4}", 0.45, "digits in groups, as account numbers"),
        Shape(r"\d{5,14}", 0.3, "digits, as account numbers are"),
    ),
    "opaque": (Shape(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", 0.5, "a UUID"),),
}

_CUES: Mapping[str, str] = {
    "email": r"e-?mail(?: address)?|correo|courriel|mail me(?: at)?",
    "phone": (
        r"(?:tele)?phone|tel|mobile?|mob|cell(?: ?phone)?|landline|fax|callback|whatsapp|sms"
        r"|(?:call|reach|ring|text|phone|contact)(?: (?:me|us|him|her|them))?(?: back)?(?: at| on)?"
        r"|(?:my|best|contact|callback|his|her|daytime|work|home|call ?back) number"
        r"|tel[eé]fono|m[oó]vil|celular|t[eé]l[eé]phone|portable|telefon|handy|rufnummer|telefone"
    ),
    "license": (
        r"(?:driver'?s?'?|driving|operator'?s?)[ -]?(?:licen[cs]e|lic\b\.?)|licen[cs]e|dln?|d\.l\."
        r"|licencia(?: de conducir)?|f[uü]hrerschein(?:nummer)?|permis(?: de conduire)?"
    ),
    "plate": (
        r"(?:licen[cs]e |number |vehicle |car |registration |reg )?plates?|rego|matr[ií]cula"
        r"|(?:amtliches )?kennzeichen|immatriculation|targa|placas?"
        r"|tag(?=\W*(?:#|:|no\b|number|is\b))"
    ),
    "registration": r"(?:vehicle |car )registration|registration",
    "vin": r"vin|chassis|vehicle identification",
    "case_number": (
        r"case|ticket|incident|complaint|claim|service request|docket|caso|fall(?:nummer)?|dossier"
        r"|vorgang(?:snummer)?|ref|reference|enquiry|inquiry|ticketnummer|expediente"
    ),
    "transaction": (
        r"order|invoice|notice|transaction|confirmation|receipt|booking|reservation|payment"
        r"|pedido|bestell(?:ung|nummer)|commande|factura|facture|rechnung(?:snummer)?"
        r"|auftragsnummer|txn"
    ),
    "error_reference": r"error (?:ref(?:erence)?|id|token)|correlation id|trace id|session id",
    "account": (
        r"account|acct|acc|a/c|customer|member(?:ship)?|policy|client|subscriber|cuenta"
        r"|konto(?:nummer)?|kunden(?:nummer|nr)|client|compte|conta|cliente"
    ),
    "social_handle": r"instagram|insta|ig|twitter|tiktok|telegram|snapchat|facebook|handle",
    "ein": r"ein|employer identification",
    "itin": r"itin",
    "passport": r"passport|pasaporte|reisepass(?:nummer)?|passeport",
    "ssn": r"ssn|social security|social",
    "birth_date": (
        r"dob|d\.o\.b\.?|date of birth|birth ?date|birthday|born(?: on)?|fecha de nacimiento"
        r"|nacid[oa](?: el)?|geboren(?: am)?|geburtsdatum|n[eé]e? le|date de naissance"
    ),
}


class Form(NamedTuple):
    """A shape, ready to be matched."""

    pattern: re.Pattern[str]
    confidence: float
    why: str


@cache
def forms_of(name: str) -> tuple[Form, ...]:
    """The forms of a kind: those of its row, then those of the table above.

    >>> find_form("email", "maria.garcia@example.org").confidence > 0.9
    True
    """
    from identity_resolve.kinds import KINDS

    shapes = (*KINDS[name].shapes, *_SHAPES.get(name, ()))
    return tuple(Form(re.compile(s.pattern, re.IGNORECASE), s.confidence, s.why) for s in shapes)


def find_form(name: str, text: str) -> Form | None:
    """The most telling form of a kind that a whole text has."""
    found = [form for form in forms_of(name) if form.pattern.fullmatch(text)]
    return max(found, key=lambda form: form.confidence, default=None)


@cache
def cues_of(name: str) -> str:
    """Regular expression of the words that announce a kind, or an empty text.

    >>> import re
    >>> re.fullmatch(cues_of("plate"), "license plate") is not None
    True
    """
    from identity_resolve.kinds import KINDS

    return "|".join(filter(None, (KINDS[name].cues, _CUES.get(name))))
