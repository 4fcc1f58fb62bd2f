"""Numbers a state gives a person: social security, taxes, passports, identity cards."""

from __future__ import annotations

import re
from functools import partial
from itertools import pairwise

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parse, Parsed, Shape
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.national_id import NATIONAL_ID
from identity_resolve.kinds.number import LOOK_ALIKES, TAIL, placeholders_of, upper_code
from identity_resolve.kinds.passport import PASSPORT
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.spreadsheet import repair_spreadsheet
from identity_resolve.kinds.text import MAX_LENGTH

__all__ = ["NATIONALS"]

_DIGITS = 9
_LEAST_DIGITS = 4
"""How many digits must be there before letters are taken for digits."""

_GAP = r"[-. /_]{0,3}"
_THREE_GROUPS = re.compile(rf"(\d{{3}}){_GAP}(\d\d){_GAP}(\d{{4}})", re.ASCII)
_TWO_GROUPS = re.compile(r"(\d\d)[- ./]{0,3}(\d{7})", re.ASCII)
_SEPARATORS = re.compile(r"[\W_]+")
_DECIMALS = re.compile(r"(?<=\d)\.0+$", re.ASCII)
_LABEL = re.compile(
    r"(?:[\s:]*(?:S\.?S\.?[AN]?\b\.?|I\.?T\.?I\.?N\b\.?|SOC(?:IAL)?\.? SEC(?:URITY)?\b\.?|T\.?I\.?N\b\.?"
    r"|F?\.?E\.?I\.?N\b\.?|EMPLOYER ID\w*|FED(?:ERAL)?|TAX(?:PAYER)?|ID|NUMBER|NUM|NO|NR|#|US))*[\s:.#-]*"
)
_ITIN_GROUPS = frozenset((*range(50, 66), *range(70, 89), *range(90, 93), *range(94, 100)))
_LAST_AREA_OF_A_STATE = 772
_EIN_UNASSIGNED = frozenset(
    ["07", "08", "09", "17", "18", "19", "28", "29", "49", "69", "70", "78", "79", "89", "96", "97"]
)
"""Prefixes the IRS has not published as assigned ("How EINs are assigned"); it has opened new ones before."""

_MBI_LETTER = "AC-HJKMNP-RT-Y"
_MBI = re.compile(
    rf"[1-9][{_MBI_LETTER}][0-9{_MBI_LETTER}]\d[{_MBI_LETTER}][0-9{_MBI_LETTER}]\d[{_MBI_LETTER}]{{2}}\d\d",
    re.ASCII,
)
_MBI_LENGTH = 11
_NEVER_IN_MBI = str.maketrans("OILSBZ", "011582")
_MBI_LABEL = re.compile(
    r"(?:[\s:]*(?:MBI|MEDICARE(?: BENEFICIARY)?|CLAIM|NUMBER|NO|ID|#))*[\s:.#-]+"
)


def _read_nine(text: str, form: re.Pattern[str]) -> tuple[str, ...] | Reason:
    """Groups of a US number of nine digits; a zero that a spreadsheet cut off in front is put back."""
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    match = form.fullmatch(text)
    if match is None:
        unlabeled = _unlabeled(text)
        if isinstance(unlabeled, Reason):
            return unlabeled
        match = form.fullmatch(unlabeled)
        if match is None:
            return _fault_of_digits(_SEPARATORS.sub("", unlabeled))
    groups = match.groups()
    return Reason.PLACEHOLDER if "".join(groups) in placeholders_of("ssn") else groups


def _unlabeled(text: str) -> str | Reason:
    upper = upper_code(text)
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    repaired = repair_spreadsheet(upper.removeprefix(":"))
    if isinstance(repaired, Reason):
        return repaired
    label = _LABEL.match(repaired)
    number = _DECIMALS.sub("", repaired[label.end() :] if label else repaired)
    is_shortened = len(number) == _DIGITS - 1 and number.isdigit()
    return f"0{number}" if is_shortened else number


def _fault_of_digits(number: str) -> Reason:
    """Why digits are no nine; of a masked number the last four are too few."""
    number = number.lstrip("X")
    if not number.isdigit() or len(number) == _DIGITS:
        return Reason.BAD_FORMAT
    return Reason.TOO_SHORT if len(number) < _DIGITS else Reason.TOO_LONG


def _parse_ssn(text: str, _: Context) -> Parsed:
    """A US Social Security number by the rules of the SSA (areas 000 and 666 never issued).

    Forms have one field for it and for the taxpayer number (ITIN) of those who have none.

    >>> _parse_ssn("212-09-7694", Context()), str(_parse_ssn("666-09-7694", Context()))
    ((':212097694',), 'not assigned')
    """
    read = _read_nine(text, _THREE_GROUPS)
    if isinstance(read, Reason):
        return read
    area, group, serial = read
    if area in ("000", "666") or group == "00" or serial == "0000":
        return Reason.NOT_ASSIGNED
    if area[0] == "9" and int(group) not in _ITIN_GROUPS:
        return Reason.NOT_ASSIGNED
    return (f":{area}{group}{serial}",)


def _parse_itin(text: str, _: Context) -> Parsed:
    """A US taxpayer number of a person without an SSN: 9xx with the groups of the IRS manual 3.21.263.

    >>> _parse_itin("912-70-1234", Context()), str(_parse_itin("912-93-1234", Context()))
    ((':912701234',), 'not assigned')
    """
    read = _read_nine(text, _THREE_GROUPS)
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
    read = _read_nine(text, _TWO_GROUPS)
    if isinstance(read, Reason):
        return read
    prefix, serial = read
    if not serial.strip("0"):
        return Reason.PLACEHOLDER
    return Reason.NOT_ASSIGNED if prefix == "00" else (f":{prefix}{serial}",)


def _describe_ein(parts: tuple[str, ...], _: Context) -> Description:
    """Less sure of a prefix that is not published as assigned."""
    prefix = parts[0][1:3]
    return Description(0.4 if prefix in _EIN_UNASSIGNED else 1.0, {"prefix": prefix})


def _describe_ssn(parts: tuple[str, ...], _: Context) -> Description:
    """Areas above 772 were opened on 2011-06-25, when the SSA began to assign numbers at random."""
    if parts[0][1] == "9":
        return Description(0.5, {"instead": "itin"})
    late = int(parts[0][1:4]) > _LAST_AREA_OF_A_STATE
    return Description(1.0, {"issued": "since 2011-06-25"} if late else {})


def _parse_mbi(text: str, _: Context) -> Parsed:
    """A Medicare beneficiary identifier (CMS, "Understanding the MBI format"): no S, L, O, I, B, Z.

    >>> _parse_mbi("1EG4-TE5-MK73", Context()), str(_parse_mbi("1EG4-TE5-MO73", Context()))
    ((':1EG4TE5MK73',), 'bad format')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    upper = upper_code(text).strip("=\"' ")
    if is_placeholder("any", upper):
        return Reason.PLACEHOLDER
    label = _MBI_LABEL.match(upper)
    number = _SEPARATORS.sub("", upper[label.end() :] if label else upper)
    if _MBI.fullmatch(number):
        return (f":{number}",)
    if number.isdigit() and len(set(number)) == 1:
        return Reason.PLACEHOLDER
    if len(number) == _MBI_LENGTH or not number.isalnum():
        return Reason.BAD_FORMAT
    return Reason.TOO_SHORT if len(number) < _MBI_LENGTH else Reason.TOO_LONG


def _suggest(
    text: str, context: Context, *, parse: Parse, cuts: tuple[int, ...], never: dict[int, int]
) -> str:
    """The number, grouped, with digits for the letters that it never holds; enough digits must be there.

    >>> _suggest("SSN 2I2-O9-7694", Context(), parse=_parse_ssn, cuts=(3, 5), never=LOOK_ALIKES)
    '212-09-7694'
    """
    upper = upper_code(text[:MAX_LENGTH])
    label = _MBI_LABEL.match(upper) if never is _NEVER_IN_MBI else _LABEL.match(upper)
    number = upper[label.end() :] if label else upper
    if sum(map(str.isdigit, number)) < _LEAST_DIGITS:
        return ""
    parsed = parse(number.translate(never), context)
    if isinstance(parsed, Reason):
        return ""
    edges = (0, *cuts, len(parsed[0]) - 1)
    return "-".join(parsed[0][1:][a:b] for a, b in pairwise(edges))


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
        suggest=partial(_suggest, parse=_parse_ssn, cuts=(3, 5), never=LOOK_ALIKES),
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
        suggest=partial(_suggest, parse=_parse_itin, cuts=(3, 5), never=LOOK_ALIKES),
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
        suggest=partial(_suggest, parse=_parse_ein, cuts=(2,), never=LOOK_ALIKES),
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
        suggest=partial(_suggest, parse=_parse_mbi, cuts=(4, 7), never=_NEVER_IN_MBI),
    ),
    NATIONAL_ID,
)
