"""Vehicles and other assets: plates, VINs, registrations, meters.

An asset moves between owners, and a household shares it: it supports, and never proves a person.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Plain, Shape
from identity_resolve.kinds.issuers import normalize_issuer, state_or_country
from identity_resolve.kinds.number import (
    TAIL,
    NumberRules,
    number_row,
    parse_number,
    placeholders_of,
)
from identity_resolve.kinds.number_plain import read_plates
from identity_resolve.kinds.places import subdivisions
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import MAX_LENGTH, clean, compact
from identity_resolve.kinds.vin import VIN

if TYPE_CHECKING:
    import polars as pl

__all__ = ["VEHICLES"]

_LONGEST_PLATE = 10
_MISREAD = 0.8
_LONGEST_AMERICAN = 8
_LONGEST_NAMED = 40
_METER_RULES = NumberRules(4, 35, needs_digit=True)
_PLATE_RULES = NumberRules(2, _LONGEST_PLATE, "plate", by_state=True)
_WORDS = re.compile(
    r"(?:NO(?:LICEN[SC]E|NUMBER)?|NON|NOT|WITHOUT|NEW|PAPER|TEMP(?:ORARY)?|DEALER|DLR|APPLIEDFOR|INTRANSIT|EXEMPT|LOST"
    r"|STOLEN|PENDING|SAMPLE|PERSONALI[SZ]ED|VANITY|OUTOFSTATE)"
    r"(?:FRONT)?(?:PLATES?|TAGS?|CAR|VEHICLE|PERMIT|STICKER|REG(?:ISTRATION)?)?"
)
_SHARED = re.compile(
    r"(?:DEALER|DLR|TRADE|TRANSPORTER|LOANER|RENTAL|TEMP(?:ORARY)?)(?:PLATE|TAG|PERMIT)?\d+"
)
"""Plates of a dealer or of a few weeks, which go from car to car."""

_LABEL = re.compile(
    r"\s*(?:(?:lic(?:en[sc]e)?|vehicle|car|number)\b[.\s]*)*(?:plate|tag|lic|lp|rego|vrm)\b"
    r"(?:[.\s]*(?:no|num|number|nr)\b)?[\s.:#]+(?=\S)",
    re.IGNORECASE,
)
_GERMAN = re.compile(
    r"\W*([A-ZÄÖÜ]{1,3})(?:\s*[-:·.•]\s*|\s+)([A-Z]{1,2})[\s-]*(\d{1,4})\s*([EH]?)\W*"
)
"""District, letters, digits, and whether it is an electric or historic car (Fahrzeug-Zulassungsverordnung)."""

_MAY_NAME = re.compile(r"[A-Za-z]{2}[\s,:/.-]|.*[\s,:/.(-][A-Za-z]{2,3}\)?\Z|.{9}")
_BETWEEN = re.compile(r"[\s,:/().-]+")
_METER_LABEL = re.compile(
    r"\s*(?:(?:electric(?:ity)?|gas|water|power|smart)\s+)?(?:meter|mtr|mp[ar]n|nmi|esi\s?id)\b"
    r"(?:\s*(?:no|num|number|nr|id|serial)\b)*[\s.:#]+(?=\S)",
    re.IGNORECASE,
)
_UMLAUTS = str.maketrans("ÄÖÜ", "AOU")
_LOOK_ALIKE = str.maketrans("OQI", "001")
_SWAPS = {"O": "0", "0": "O", "I": "1", "1": "I", "Q": "0"}
_NEVER_O = frozenset({"US-AL", "US-FL", "US-ID"})
"""States that have no letter O on any plate (keying rules of toll agencies)."""


def _parse_plate(text: str, context: Context) -> Parsed:
    """A plate with the state that issued it, as far as that is told; characters stay as written.

    >>> _parse_plate("8abc-124 (CA)", Context()), _parse_plate("CA 8ABC124", Context())
    (('US-CA:8ABC124',), ('US-CA:8ABC124',))
    """
    if not text.isalnum() and len(text) <= MAX_LENGTH:
        if label := _LABEL.match(text):
            text = text[label.end() :]
        if german := _read_german(text, context):
            return (german,)
    parsed = parse_number(text, context, rules=_PLATE_RULES)
    may_name = len(text) <= _LONGEST_NAMED and _MAY_NAME.match(text)
    if may_name and (named := _split_named(text, context)):
        parsed = parse_number(named, context, rules=_PLATE_RULES)
    if isinstance(parsed, Reason):
        is_none = len(text) <= _LONGEST_NAMED and _WORDS.fullmatch(compact(text))
        return Reason.PLACEHOLDER if is_none else parsed
    issuer, _, number = parsed[0].rpartition(":")
    if number[:2].isalpha():
        if _WORDS.fullmatch(number):
            return Reason.PLACEHOLDER
        if _SHARED.fullmatch(number):
            return Reason.SHARED
    return (f"{state_or_country(issuer, context.issuer, number, _is_standard)}:{number}",)


def _read_plates(texts: pl.Series, context: Context) -> Plain | None:
    """What `_parse_plate` finds in plain texts of no known issuer, but for the German ones."""
    if context.issuer or context.region == "DE":
        return None
    return read_plates(texts, placeholders=placeholders_of(_PLATE_RULES.placeholders))


def _read_german(text: str, context: Context) -> str:
    """A German plate, or ``""``. Its hyphen stays: ``B-AB 123`` and ``BA-B 123`` are of two cars.

    With the issuer ``DE`` its form tells it from one of Delaware, which has no letters in the middle.

    >>> _read_german("B AB 123", Context("DE")), _read_german("m-xy 1234 h", Context("US", "DE"))
    (':B-AB123', 'DE:M-XY1234H')
    """
    if not context.issuer and context.region != "DE":
        return ""
    issuer = normalize_issuer(context.issuer, context.region) if context.issuer else ""
    issuer = "DE" if issuer == "US-DE" and context.issuer.strip().upper() == "DE" else issuer
    if (issuer or context.region) != "DE":
        return ""
    head, colon, tail = text.partition(":")
    read = _GERMAN.fullmatch(clean(tail if colon and head in ("", issuer) else text).upper())
    if read is None or not read[3].strip("0"):
        return ""
    district = read[1].translate(_UMLAUTS)
    return f"{issuer}:{district}-{read[2]}{read[3]}{read[4]}"


def _split_named(text: str, context: Context) -> str:
    """``US-CA:8ABC124`` for ``CA 8ABC124``, where only a state with a plate of it explains the text.

    >>> _split_named("8ABC124 CA", Context()), _split_named("Texas ABC-1235", Context())
    ('US-CA:8ABC124', 'US-TX:ABC1235')
    >>> _split_named("MD 12345", Context()), _split_named("MD 12345", Context(issuer="US-MD"))
    ('', 'US-MD:12345')
    """
    known = subdivisions(context.region)
    if ":" in text[:8] or not known:
        return ""
    words = [word for word in _BETWEEN.split(clean(text).upper()) if word]
    if len(words) == 1 and len(words[0]) > _LONGEST_AMERICAN:
        words = [words[0][:2], words[0][2:]]
    for count in range(1, min(len(words), 4)):
        for name, rest in ((words[:count], words[count:]), (words[-count:], words[:-count])):
            state = known.get(" ".join(name).lower())
            if state is None:
                continue
            is_told = len(" ".join(name)) > 3 or bool(context.issuer)
            named = _named(state, "".join(rest), context)
            if named and (is_told or _explains(name[0], named)):
                return named
    return ""


def _named(state: str, number: str, context: Context) -> str:
    """The plate with its state, unless it is none or the issuer another."""
    issuer = f"{context.region}-{state}"
    if not 2 <= len(number) <= _LONGEST_AMERICAN or number.isalpha():
        return ""
    if context.issuer and normalize_issuer(context.issuer, context.region) != issuer:
        return ""
    return f"{issuer}:{number}"


def _explains(code: str, named: str) -> bool:
    """Whether the text is too long for a plate, or all but the code is a standard plate of the state."""
    issuer, _, number = named.partition(":")
    return len(number) + len(code) > _LONGEST_AMERICAN or _is_standard(number, issuer)


@cache
def _formats(issuer: str) -> frozenset[str]:
    rows = read_rows("plate_formats.csv")
    return frozenset(row["shape"] for row in rows if row["issuer"] == issuer)


def _shape(number: str) -> str:
    return "".join("N" if c.isdigit() else "A" for c in number)


def _is_standard(number: str, issuer: str) -> bool:
    return _shape(number) in _formats(issuer)


def _as_issued(number: str, issuer: str) -> str:
    """The plate that the issuer's format makes of letters and digits that look alike, or ``""``.

    >>> _as_issued("8AB0I23", "US-CA"), _as_issued("8ABC123", "US-CA"), _as_issued("BOB0", "US-ID")
    ('8ABO123', '', 'B0B0')
    """
    if issuer in _NEVER_O and "O" in number:
        number = number.replace("O", "0")
        return number
    if _is_standard(number, issuer):
        return ""
    found = {
        fitted
        for shape in _formats(issuer)
        if len(shape) == len(number) and (fitted := _fit(number, shape))
    }
    return found.pop() if len(found) == 1 else ""


def _fit(number: str, shape: str) -> str:
    fitted = "".join(
        c if (c.isdigit() == (wanted == "N")) else _SWAPS.get(c, "?")
        for c, wanted in zip(number, shape, strict=True)
    )
    return "" if "?" in fitted else fitted


def _describe_plate(parts: tuple[str, ...], context: Context) -> Description:
    """Whether it follows the standard form of its issuer, and how it looks where O is 0 and I is 1.

    >>> dict(_describe_plate(("US-CA:8ABO123",), Context()).facts)
    {'look_alike': '8AB0123', 'issuer': 'US-CA', 'form': 'standard'}
    """
    issuer, _, number = parts[0].rpartition(":")
    facts = {"look_alike": number.translate(_LOOK_ALIKE)}
    country = issuer if _formats(issuer) else "" if issuer else context.region
    if issuer:
        facts["issuer"] = issuer
    fitted = _as_issued(number, country)
    if fitted:
        facts["as_issued"] = fitted
    if _formats(country) and _is_standard(number, country):
        facts["form"] = "standard"
    elif number.isalpha():
        facts["form"] = "vanity"
    return Description(_MISREAD if fitted else 1.0, facts)


def _parse_meter(text: str, context: Context) -> Parsed:
    """A meter number with its utility, the words before it dropped.

    >>> _parse_meter("Meter No. 48812077", Context())
    (':48812077',)
    """
    if len(text) <= MAX_LENGTH and (label := _METER_LABEL.match(text)):
        text = text[label.end() :]
    return parse_number(text, context, rules=_METER_RULES)


_PRIMES = (3, 5, 7, 13, 17, 19, 23, 29, 31, 37, 41, 43)


def _meter_form(number: str) -> str:
    """The public numbering a meter number belongs to, by its check digit, or ``""``.

    >>> _meter_form("541448820000000008"), _meter_form("12345")
    ('EAN', '')
    """
    core = number[-13:] if len(number) in (13, 21) and number.isdigit() else ""
    if core:
        total = sum(int(c) * p for c, p in zip(core, _PRIMES, strict=False))
        return "MPAN" if total % 11 % 10 == int(core[-1]) else ""
    if len(number) == 18 and number.isdigit():
        total = sum(int(c) * (3, 1)[i % 2] for i, c in enumerate(number))
        return "EAN" if total % 10 == 0 else ""
    if len(number) in (17, 22) and number.startswith("10") and number.isdigit():
        return "ESI ID"
    return "POD" if re.fullmatch(r"IT\d{3}E\d{8,9}", number) else ""


def _describe_meter(parts: tuple[str, ...], _: Context) -> Description:
    form = _meter_form(parts[0].rpartition(":")[2])
    return Description(1.0, {"form": form} if form else {})


_PLATE = replace(
    number_row(
        "plate",
        "license plate",
        IdentifierClass.ASSET_KEY,
        4,
        rules=_PLATE_RULES,
        headers=(
            rf"(?:(?:licen[sc]e|lic|number|vehicle|car|registration|reg)_?)*plate(?:{TAIL})?"
            rf"|(?:vehicle_|licen[sc]e_)?tag(?:{TAIL})?|rego(?:{TAIL})?|kennzeichen|matricula|vrm|vrn"
        ),
        examples=("8ABC123", "5qrs-901", "8ABC124 (CA)", "AB12 CDE"),
    ),
    parse=_parse_plate,
    plain=_read_plates,
    describe=_describe_plate,
    shapes=(
        Shape(r"\d[A-Z]{3}\d{3}", 0.5, "form of a Californian plate"),
        Shape(r"[A-Z]{2}[0-357]\d\s?[A-HJ-PR-Z]{3}", 0.6, "form of a British plate"),
        Shape(r"[A-HJ-NP-TV-Z]{2}-\d{3}-[A-HJ-NP-TV-Z]{2}", 0.6, "form of a French plate"),
        Shape(r"[A-Z]{3}[- ]?\d{3,4}", 0.35, "form of plates of many states"),
        Shape(r"\d{3}[- ]?[A-Z]{3}", 0.3, "form of plates of some states"),
    ),
    cues=(
        r"(?:licen[sc]e|number|vehicle|car)?\s?plates?(?:\s(?:number|no\.?|#))?"
        r"|(?:car|vehicle|licen[sc]e)\stag(?:\s(?:number|no\.?|#))?|rego"
    ),
)

VEHICLES: tuple[Kind, ...] = (
    _PLATE,
    VIN,
    replace(
        number_row(
            "registration",
            "vehicle registration number",
            IdentifierClass.ASSET_KEY,
            4,
            rules=NumberRules(4, needs_digit=True),
            headers=rf"(?:vehicle_|car_)?reg(?:istration)?{TAIL}|(?:vehicle_)?registration",
            examples=("REG-44120987", "Registration no. 44120987"),
        ),
        shapes=(
            Shape(
                r"(?:reg|rgn|rego)[-_#: ]{0,2}\d{5,12}", 0.8, "starts like a registration number"
            ),
            Shape(r"[a-z]{1,2}\d{6,9}", 0.08, "letters and digits, as some registrations have"),
            Shape(r"\d{7,10}", 0.08, "digits, as registration numbers have"),
        ),
        cues=r"(?:vehicle\s)?registration(?:\s(?:number|no\.?|#))?|reg\.?\s(?:no\.?|number)",
    ),
    replace(
        number_row(
            "meter",
            "utility meter number",
            IdentifierClass.ASSET_KEY,
            4,
            rules=_METER_RULES,
            headers=(
                rf"(?:(?:electric(?:ity)?|gas|water|power|utility|smart|energy)_?)?(?:meter|mtr)"
                rf"(?:{TAIL}|_serial(?:_number|_no)?)?|mp[ar]n(?:_core)?|esi_?id|nmi"
            ),
            examples=("MTR-0048812", "Meter # 48812077", "00 111 222 13 1234 5678 345"),
        ),
        parse=_parse_meter,
        describe=_describe_meter,
        shapes=(
            Shape(r"(?:mtr|met|meter)[-_#: ]{0,2}\d{5,12}", 0.85, "starts like a meter number"),
            Shape(r"IT\d{3}E\d{8,9}", 0.9, "point of delivery of Italy"),
            Shape(
                r"(?:S ?)?\d\d ?\d{3} ?\d{3} (?:\d\d ?\d{4} ?\d{4} ?\d{3})", 0.85, "MPAN of Britain"
            ),
            Shape(r"10\d{15}|10\d{20}", 0.6, "ESI ID of Texas"),
            Shape(r"\d{18}", 0.3, "as long as an EAN of a meter"),
            Shape(r"\d{21}|\d{13}|[a-z]\d{7,9}|\d{8}", 0.08, "as long as a meter number"),
        ),
        cues=r"(?:electric(?:ity)?|gas|water)?\s?meter(?:\s(?:number|no\.?|id|#))?|mp[ar]n|esi\s?id",
    ),
    number_row(
        "premise",
        "number of a premise or parcel",
        IdentifierClass.ASSET_KEY,
        12,
        rules=NumberRules(3, needs_digit=True),
        headers=(
            rf"(?:prem(?:ise)?s?|(?:assessors?_)?parcel|service_?(?:point|location)|property|dwelling){TAIL}"
            rf"|service_?point|apn(?:{TAIL})?|(?:unit|apartment)_?id"
        ),
        examples=("300402262", "014-0233-007", "P-20417"),
    ),
)
