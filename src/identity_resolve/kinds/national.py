"""Numbers a state gives a person: social security, taxes, passports, identity cards."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from itertools import pairwise

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, Shape
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.national_id import NATIONAL_ID
from identity_resolve.kinds.number import LOOK_ALIKES, TAIL, placeholders_of
from identity_resolve.kinds.passport import PASSPORT
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["NATIONALS"]

_GAP = r"[-. /_]{0,3}"
_NINE = re.compile(rf"(\d{{3}}){_GAP}(\d\d){_GAP}(\d{{4}})(?:\.0+)?", re.ASCII)
_SHORTENED = re.compile(r"(\d{8})(?:\.0+)?", re.ASCII)
_LABEL = re.compile(
    r"(?:[\s:]*(?:S\.?S\.?[AN]?\b\.?|I\.?T\.?I\.?N\b\.?|SOC(?:IAL)?\.? SEC(?:URITY)?\b\.?|T\.?I\.?N\b\.?"
    r"|TAX(?:PAYER)? ID|NUMBER|NUM|NO|NR|#|US))*[\s:.#-]*"
)
_ITIN_GROUPS = frozenset((*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)))
_EIN = re.compile(r"(\d\d)[- ./]{0,3}(\d{7})(?:\.0+)?", re.ASCII)
_EIN_LABEL = re.compile(
    r"(?:[\s:]*(?:F?\.?E\.?I\.?N\b\.?|EMPLOYER ID\w*|FED(?:ERAL)?|TAX|TAXPAYER|T\.?I\.?N\b\.?|ID|NUMBER|NUM|NO|#))*"
    r"[\s:.#-]*"
)
_EIN_UNASSIGNED = frozenset(
    ["07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89", "96", "97"]
)
"""Prefixes the IRS has not published as assigned ("How EINs are assigned"); it has opened new ones before."""
_MBI = re.compile(
    r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y]\d[AC-HJKMNP-RT-Y]{2}\d\d"
)
_MBI_CLASSES = "nac nac naann".replace(" ", "")
_SEPARATORS = re.compile(r"[\W_]+")


def _read_nine(text: str) -> tuple[str, str, str] | Reason:
    """Three groups of a US number of nine digits; zeros that a spreadsheet cut off in front are put back."""
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    match = _NINE.fullmatch(text)
    if match is None:
        upper = clean(text).upper().strip("=\"' ").removeprefix(":")
        upper = upper[label.end() :] if (label := _LABEL.match(upper)) else upper
        if short := _SHORTENED.fullmatch(upper):
            upper = short[1].zfill(9)
        match = _NINE.fullmatch(upper)
        if match is None:
            is_none = is_placeholder("any", clean(text))
            return Reason.PLACEHOLDER if is_none else Reason.BAD_FORMAT
    area, group, serial = match.groups()
    if area + group + serial in placeholders_of("ssn"):
        return Reason.PLACEHOLDER
    return area, group, serial


def _parse_ssn(text: str, _: Context) -> Parsed:
    """A US Social Security number by the rules of the SSA (areas 000, 666 and 9xx never issued).

    >>> _parse_ssn("212-09-7694", Context()), str(_parse_ssn("666-09-7694", Context()))
    ((':212097694',), 'not assigned')
    """
    read = _read_nine(text)
    if isinstance(read, Reason):
        return read
    area, group, serial = read
    if area in ("000", "666") or area[0] == "9" or group == "00" or serial == "0000":
        return Reason.NOT_ASSIGNED
    return (f":{area}{group}{serial}",)


def _parse_itin(text: str, _: Context) -> Parsed:
    """A US taxpayer number of a person without an SSN: 9xx with the groups of the IRS manual 3.21.263.

    >>> _parse_itin("912-70-1234", Context()), str(_parse_itin("912-93-1234", Context()))
    ((':912701234',), 'not assigned')
    """
    read = _read_nine(text)
    if isinstance(read, Reason):
        return read
    area, group, serial = read
    if area[0] != "9" or int(group) not in _ITIN_GROUPS or serial == "0000":
        return Reason.NOT_ASSIGNED
    return (f":{area}{group}{serial}",)


def _parse_ein(text: str, _: Context) -> Parsed:
    """A US employer number, two digits and seven.

    >>> _parse_ein("FEIN: 12-3456780", Context()), str(_parse_ein("00-3456780", Context()))
    ((':123456780',), 'not assigned')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    match = _EIN.fullmatch(text)
    if match is None:
        upper = clean(text).upper().strip("=\"' ").removeprefix(":")
        upper = upper[label.end() :] if (label := _EIN_LABEL.match(upper)) else upper
        if (short := _SHORTENED.fullmatch(upper)) and len(short[1]) == 8:
            upper = short[1].zfill(9)
        match = _EIN.fullmatch(upper)
        if match is None:
            is_none = is_placeholder("any", clean(text))
            return Reason.PLACEHOLDER if is_none else Reason.BAD_FORMAT
    number = match[1] + match[2]
    if number in placeholders_of("ssn") or not match[2].strip("0"):
        return Reason.PLACEHOLDER
    return Reason.NOT_ASSIGNED if match[1] == "00" else (f":{number}",)


def _describe_ein(parts: tuple[str, ...], _: Context) -> Description:
    number = parts[0].lstrip(":")
    return Description(0.4 if number[:2] in _EIN_UNASSIGNED else 1.0, {"prefix": number[:2]})


def _describe_ssn(parts: tuple[str, ...], _: Context) -> Description:
    """Areas above 772 were opened on 2011-06-25, when the SSA began to assign numbers at random."""
    late = int(parts[0].lstrip(":")[:3]) > 772
    return Description(1.0, {"issued": "since 2011-06-25"} if late else {})


def _parse_mbi(text: str, _: Context) -> Parsed:
    """A Medicare beneficiary identifier (CMS, "Understanding the MBI format"): no S, L, O, I, B, Z.

    >>> _parse_mbi("1EG4-TE5-MK73", Context()), str(_parse_mbi("1EG4-TE5-MO73", Context()))
    ((':1EG4TE5MK73',), 'bad format')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    upper = clean(text).upper().strip("=\"' ")
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    upper = re.sub(
        r"^(?:[\s:]*(?:MBI|MEDICARE(?: BENEFICIARY)?|CLAIM|NUMBER|NO|ID|#))*[\s:.#-]+", "", upper
    )
    number = _SEPARATORS.sub("", upper)
    if _MBI.fullmatch(number):
        return (f":{number}",)
    if number.isdigit() and len(set(number)) == 1:
        return Reason.PLACEHOLDER
    if len(number) == 11 or not number.isalnum():
        return Reason.BAD_FORMAT
    return Reason.TOO_SHORT if len(number) < 11 else Reason.TOO_LONG


_TO_DIGIT = str.maketrans("OILSBZ", "011582")


def _suggest_mbi(text: str, context: Context) -> str:
    """The number with digits for the letters that an MBI never holds."""
    fixed = clean(text[:MAX_LENGTH]).upper().translate(_TO_DIGIT)
    parsed = _parse_mbi(fixed, context)
    if isinstance(parsed, Reason):
        return ""
    number = parsed[0].lstrip(":")
    return f"{number[:4]}-{number[4:7]}-{number[7:]}"


def _suggest_digits(
    text: str, context: Context, *, parse: Callable[..., Parsed], cuts: tuple[int, ...]
) -> str:
    """The number with digits for letters that look like one, where at least six digits are there."""
    if sum(map(str.isdigit, text[:MAX_LENGTH])) < 6:
        return ""
    parsed = parse(clean(text[:MAX_LENGTH]).upper().translate(LOOK_ALIKES), context)
    if isinstance(parsed, Reason):
        return ""
    number = parsed[0].lstrip(":")
    edges = (0, *cuts, len(number))
    return "-".join(number[a:b] for a, b in pairwise(edges))


NATIONALS: tuple[Kind, ...] = (
    Kind(
        name="ssn",
        title="US Social Security number",
        identifier_class=IdentifierClass.PERSON_KEY,
        parse=_parse_ssn,
        parts=("ssn",),
        share_limit=1,
        headers=header_pattern(
            rf"ssn{TAIL}?|ss{TAIL}|soc(?:ial)?_?sec(?:urity)?(?:{TAIL})?|ss?n?_?(?:itin|tin)"
        ),
        examples=("212-09-7694", "212097694", "SSN: 212 09 7694"),
        looks_like=r"\s*\d{3}-\d\d-\d{4}\s*",
        shapes=(
            Shape(r"\d{3}-\d\d-\d{4}", 0.9, "written like a Social Security number"),
            Shape(r"\d{3}[ .]\d\d[ .]\d{4}", 0.7, "grouped like a Social Security number"),
            Shape(r"\d{9}", 0.2, "nine digits, as Social Security numbers have"),
        ),
        cues=r"ssn|ss#|s\.s\.n\.?|social(?:\s+security)?(?:\s+(?:number|no\.?|#))?",
        describe=_describe_ssn,
        suggest=partial(_suggest_digits, parse=_parse_ssn, cuts=(3, 5)),
    ),
    Kind(
        name="itin",
        title="US individual taxpayer number",
        identifier_class=IdentifierClass.PERSON_KEY,
        parse=_parse_itin,
        parts=("itin",),
        share_limit=1,
        headers=header_pattern(rf"itin{TAIL}?|individual_taxpayer{TAIL}?"),
        examples=("912-70-1234", "900551234", "ITIN 912 88 1234"),
        looks_like=r"\s*9\d\d-\d\d-\d{4}\s*",
        shapes=(Shape(r"9\d\d-\d\d-\d{4}", 0.9, "written like an ITIN, in its range"),),
        cues=r"itin",
        suggest=partial(_suggest_digits, parse=_parse_itin, cuts=(3, 5)),
    ),
    Kind(
        name="ein",
        title="US employer number",
        identifier_class=IdentifierClass.PERSON_KEY,
        parse=_parse_ein,
        parts=("ein",),
        share_limit=5,
        headers=header_pattern(
            rf"f?ein{TAIL}?|employer_?(?:identification|id){TAIL}?|federal_?(?:tax_?)?{TAIL}|fed_?(?:tax_?)?{TAIL}"
        ),
        examples=("12-3456780", "123456780", "EIN 95-4123456"),
        looks_like=r"\s*\d\d-\d{7}\s*",
        shapes=(Shape(r"\d\d-\d{7}", 0.85, "written like an EIN"),),
        cues=r"f?ein|employer\s+id(?:entification)?(?:\s+number)?|federal\s+tax\s+id",
        describe=_describe_ein,
        suggest=partial(_suggest_digits, parse=_parse_ein, cuts=(2,)),
    ),
    PASSPORT,
    Kind(
        name="medicare_beneficiary",
        title="Medicare beneficiary identifier",
        identifier_class=IdentifierClass.PERSON_KEY,
        parse=_parse_mbi,
        parts=("medicare_beneficiary",),
        share_limit=1,
        headers=header_pattern(rf"mbi(?:{TAIL})?|medicare(?:_beneficiary)?(?:{TAIL})?"),
        examples=("1EG4-TE5-MK73", "2AC7NM4RT90"),
        looks_like=r"\s*[1-9][A-Za-z][0-9A-Za-z]\d-?[A-Za-z][0-9A-Za-z]\d-?[A-Za-z]{2}\d\d\s*",
        shapes=(
            Shape(
                r"[1-9][a-z][0-9a-z]\d-?[a-z][0-9a-z]\d-?[a-z]{2}\d\d", 0.95, "built like an MBI"
            ),
        ),
        cues=r"mbi|medicare(?:\s+(?:number|no\.?|id))?",
        suggest=_suggest_mbi,
    ),
    NATIONAL_ID,
)
