"""National and tax ids of many countries, as one kind. The country is the issuer."""

from __future__ import annotations

import re

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.errors import MissingExtraError
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape, join_parts, reading_again
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.issuers import normalize_issuer
from identity_resolve.kinds.national_rules import (
    Found,
    check_national_id,
    find_rule,
    find_rule_by_shape,
    rules_of,
)
from identity_resolve.kinds.number import TAIL, NumberRules, parse_number, upper_code
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.spreadsheet import repair_spreadsheet
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["NATIONAL_ID"]

_CHECKED, _BY_STDNUM, _UNCHECKED, _UNKNOWN, _MISFIT = 1.0, 0.9, 0.7, 0.5, 0.4
_RULES = NumberRules(4, 24, "ssn", needs_digit=True)
_CANONICAL = re.compile(r"([A-Z]{2}):(.+)")
_COUNTRY_OF = {
    "CPF": "BR", "CUIT": "AR", "CUIL": "AR", "TFN": "AU", "SIN": "CA", "NAS": "CA", "AHV": "CH", "AVS": "CH",
    "RUT": "CL", "BSN": "NL", "SOFI": "NL", "CPR": "DK", "NINO": "GB", "NI": "GB", "NHS": "GB", "UTR": "GB",
    "NIN": "", "PESEL": "PL", "CURP": "MX", "RFC": "MX", "AADHAAR": "IN", "AADHAR": "IN", "UIDAI": "IN",
    "PAN": "IN", "CODICE FISCALE": "IT", "COD. FISC.": "IT", "CF": "IT", "PPS": "IE", "PPSN": "IE", "NRIC": "",
    "HKID": "HK", "CNP": "RO", "EGN": "BG", "OIB": "HR", "AMKA": "GR", "PERSONNUMMER": "SE", "HETU": "FI",
    "HENKILÖTUNNUS": "FI", "KENNITALA": "IS", "FØDSELSNUMMER": "NO", "NIR": "FR", "STEUER-ID": "DE",
    "STEUERID": "DE", "IDNR": "DE", "DNI": "", "NIE": "ES", "NIF": "", "NATIONAL INSURANCE": "GB", "IRD": "NZ",
    "NHI": "NZ", "CNIC": "PK", "MYKAD": "MY", "T.C.": "TR", "TC KIMLIK": "TR", "SSN": "US", "ITIN": "US",
    "CNPJ": "BR", "EMSO": "SI", "NIK": "ID", "CEDULA": "", "SVNR": "AT", "EMIRATES ID": "AE",
    "NATIONAL ID": "", "NATIONAL": "", "TAX ID": "", "TIN": "", "ID": "", "IDENTITY": "",
}  # fmt: skip
_LABEL = re.compile(
    rf"\W*({'|'.join(re.escape(w) for w in sorted(_COUNTRY_OF, key=len, reverse=True))})(?![A-Z0-9])"
    r"(?:[\s:.#-]*\b(?:CARD|NUMBER|NUM|NUMERO|NO|NR|ID|CODE)\b)*[\s:.#-]*(?=.*\d)"
)
_NINO = re.compile(r"[A-Z]{2}\d{6}[A-D]?")
_PREFIXED = re.compile(r"([A-Z]{2})[ .-]?(\d.*)")


def _parse(text: str, context: Context) -> Parsed:
    """An id with its country: the one said, else the one its words, form and check speak for.

    >>> _parse("529.982.247-25", Context()), _parse("ab 12 34 56 c", Context())
    (('BR:52998224725',), ('GB:AB123456C',))
    >>> _parse("CPF 52998224725", Context()), _parse("046 454 286", Context(issuer="Canada"))
    (('BR:52998224725',), ('CA:046454286',))
    >>> str(_parse("529.982.247-26", Context(issuer="BR")))
    'bad check digit'
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    if text.isascii() and text.isdigit() and not context.issuer and context.region == "US":
        return parse_number(text, context, rules=_RULES)
    upper = _upper(text)
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    country = context.issuer and find_country(context.issuer)
    issuer = country or (context.issuer and normalize_issuer(context.issuer))
    canonical = _CANONICAL.fullmatch(upper)
    if canonical and canonical[1] == find_country(canonical[1]):
        return _read(canonical[2], canonical[1])
    head, colon, tail = upper.partition(":")
    if colon and head in ("", issuer):
        return parse_number(f"{issuer}:{tail}", Context(issuer=issuer), rules=_RULES)
    repaired = repair_spreadsheet(upper)
    if isinstance(repaired, Reason):
        return repaired
    if label := _LABEL.match(repaired):
        repaired, country = repaired[label.end() :], country or _COUNTRY_OF[label[1]]
    return _read(repaired, country) if country else _read_anywhere(repaired, issuer, context.region)


def _upper(text: str) -> str:
    """In upper case; in an id without words, look-alikes of other scripts are ASCII."""
    upper = clean(text).upper()
    return upper if upper.isascii() or _LABEL.match(upper) else upper_code(text)


def _read(upper: str, country: str) -> Parsed:
    """An id of a known country. Forms that are not built in are kept: every country has several."""
    if found := find_rule(upper, country):
        return _accept(found)
    if _is_never_given(upper, country):
        return Reason.NOT_ASSIGNED
    return parse_number(f"{country}:{upper}", Context(issuer=country), rules=_RULES)


def _accept(found: Found) -> Parsed:
    """The id that a rule found, unless it is made up or its check says that it is none."""
    rule, number, passes = found
    fault = parse_number(number, Context(issuer=rule.country), rules=_RULES)
    if isinstance(fault, Reason):
        return fault
    if rule.certain and not passes:
        return Reason.BAD_CHECK_DIGIT
    return (f"{rule.country}:{number}",)


def _is_never_given(upper: str, country: str) -> bool:
    """Whether it has the form of a National Insurance number, but letters that none begins with."""
    return country == "GB" and _NINO.fullmatch(re.sub(r"\W", "", upper)) is not None


def _read_anywhere(upper: str, issuer: str, region: str) -> Parsed:
    """An id of an unknown country: that of the region, or the only one of its form, if the check passes."""
    if region not in ("", "US") and (read := _read_at_home(upper, issuer, region)):
        return read
    prefixed = _PREFIXED.fullmatch(upper)
    found = find_rule(prefixed[2], prefixed[1]) if prefixed else None
    if found and found[0].check and found[0].certain and found[2]:
        return _accept(found)
    if not upper.isdigit() and (shaped := find_rule_by_shape(upper)):
        return _accept((*shaped, True))
    return parse_number(upper, Context(issuer=issuer), rules=_RULES)


def _read_at_home(upper: str, issuer: str, region: str) -> Parsed | None:
    """An id of the region; one that fails its check only if it is written as such an id."""
    if found := find_rule(upper, region):
        rule, _, passes = found
        is_written = rule.written is not None and rule.written.fullmatch(upper) is not None
        return _accept(found) if passes or not rule.certain or is_written else None
    is_only_choice = not issuer and not rules_of(region) and find_country(region) == region
    return _read(upper, region) if is_only_choice or _is_never_given(upper, region) else None


def _describe(parts: tuple[str, ...], _: Context) -> Description:
    """Surest where a check passes; the forms that are not built in are asked of python-stdnum, if installed."""
    country, _colon, number = parts[0].partition(":")
    if not (len(country) == 2 and country == find_country(country)):
        return Description(_MISFIT)
    if found := find_rule(number, country):
        rule, _number, passes = found
        sure = (_CHECKED if rule.check else _UNCHECKED) if passes else _MISFIT
        is_day = rule.birth_of(number) is not None
        return Description(sure if is_day else _MISFIT, rule.facts(number))
    if rules_of(country):
        return Description(_MISFIT, {"country": country})
    try:
        return Description(
            _BY_STDNUM if check_national_id(number, country) else _MISFIT, {"country": country}
        )
    except MissingExtraError:
        return Description(_UNKNOWN, {"country": country})


NATIONAL_ID = Kind(
    name="national_id",
    title="national or tax id",
    identifier_class=IdentifierClass.PERSON_KEY,
    parse=reading_again(_parse, join_parts),
    parts=("national_id",),
    share_limit=1,
    headers=header_pattern(
        rf"(?:national|citizen|government|govt|tax|tax_?payer|identity(?:_card)?|id_card|personal|fiscal)"
        rf"(?:_?insurance)?(?:{TAIL}|_code)|tin|nin|ni_?(?:no|number)|nino|nhs(?:{TAIL})?|sin(?:_?(?:no|number))?"
        rf"|social_insurance{TAIL}|cpf|curp|rfc|dni|nie|nif|cuit|cuil|rut|bsn|pesel|cnp|egn|oib|amka|cpr|ahv|avs"
        rf"|(?:personnummer|fodselsnummer|kennitala|hetu|isikukood)|aadhaa?r(?:{TAIL})?|pan_?(?:card)?{TAIL}"
        rf"|nric|fin|hkid|cnic|ppsn?(?:{TAIL})?|codice_fiscale|steuer_?id|tfn|utr|my_?kad|id_?(?:card|number)"
    ),
    examples=("529.982.247-25", "AB 12 34 56 C", "NHS 943 476 5919", "12345678Z"),
    looks_like=r"\s*(?:\d{3}\.\d{3}\.\d{3}-\d\d|[A-Za-z]{4}\d{6}[HMhm][A-Za-z]{5}[0-9A-Za-z]\d|756\.\d{4}\.\d{4}\.\d\d"
    r"|[A-Za-z]{6}\d\d[A-Za-z]\d\d[A-Za-z]\d{3}[A-Za-z])\s*",
    shapes=(
        Shape(r"\d{3}\.\d{3}\.\d{3}-\d\d", 0.95, "written like a Brazilian CPF"),
        Shape(r"[a-z]{4}\d{6}[hmx][a-z]{5}[0-9a-z]\d", 0.95, "built like a Mexican CURP"),
        Shape(
            r"[a-z]{6}\d\d[a-ehlmprst]\d\d[a-z]\d{3}[a-z]",
            0.97,
            "built like an Italian codice fiscale",
        ),
        Shape(r"756\.\d{4}\.\d{4}\.\d\d", 0.95, "written like a Swiss AHV number"),
        Shape(
            r"[a-ceghj-prtw-z][a-ceghj-nprtw-z] ?\d\d ?\d\d ?\d\d ?[a-d]",
            0.8,
            "built like a National Insurance number",
        ),
        Shape(r"[xyz]-?\d{7}-?[a-z]|\d{8}-?[a-z]", 0.5, "built like a Spanish DNI or NIE"),
        Shape(r"\d{3} \d{3} \d{3}", 0.5, "grouped like a Canadian SIN"),
        Shape(r"\d{3} \d{3} \d{4}", 0.2, "grouped like a number of the NHS"),
        Shape(r"[2-9]\d{3} \d{4} \d{4}", 0.5, "grouped like an Aadhaar number"),
    ),
    cues=r"(?:national\s+(?:id|insurance)|nino|nhs|sin|cpf|curp|rfc|dni|nie|aadhaa?r|bsn|pesel|personnummer"
    r"|codice\s+fiscale|tax\s+id|tin)(?:\s+(?:number|no\.?|#))?",
    describe=_describe,
)
