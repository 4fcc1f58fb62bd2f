"""Phone numbers: E.164 by phonenumbers, or bare national digits where no country can be told.

A number that is possible but not assigned is kept: number plans grow faster than their metadata,
and a number of a plan we cannot tell still equals itself. The library is loaded when the first
number comes that `phone_nanp` does not know.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed
from identity_resolve.kinds.phone_forms import CUES, HEADERS, LOOKS_LIKE, SHAPES, SPLIT
from identity_resolve.kinds.phone_nanp import (
    NOT_DIGIT,
    read_abroad,
    read_nanp,
    read_nanps,
    toll_free_digits,
)
from identity_resolve.kinds.phone_plan import (
    MIN_DIGITS,
    NANP_REGIONS,
    find_region,
    is_company_line,
    is_fictitious,
    is_nobody,
    is_repeated,
    is_run,
    keep_digits,
    line_of,
    renumber,
    suspicion_of,
)
from identity_resolve.kinds.phone_text import (
    ascii_digits,
    find_lone_number,
    find_numbers,
    has_letters,
    is_masked,
    is_other_number,
    is_withheld,
    read_words,
    repair_spreadsheet,
    split_extension,
    with_code_once,
    with_one_plus,
    with_plus,
    without_labels,
    without_link,
    without_typing_errors,
)
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import MAX_LENGTH, clean

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

__all__ = ["PHONE"]

_MAX_DIGITS, _MAX_EXTENSION = 15, 7  # E.164; a longer extension is another number
_LONGEST_NANP = 11  # with the 1 in front
_LEAST_UNASSIGNED = 6  # national digits below which an unassigned number is none

_BARE = re.compile(r"[+\d\s()-]+", re.ASCII)
_STARTS = frozenset("0123456789(+")
_PLAIN = re.compile(r"\d[\d .-]*", re.ASCII)
_WRONG_PLUS = re.compile(r"\+(?:0|8[\s-]*[\s(-])")
"""A plus in front of a trunk prefix: no country code begins with 0, or is 8."""

_MOST_REGIONS = 5
_TRUST = {"assigned": 0.5, "suspicious": 0.6, "shared": 0.4, "fictitious": 0.2}
"""How far a fact lowers the confidence."""


def _render_phone(phone: str, extension: str) -> str:
    """One text that is read back as the same parts (RFC 3966).

    >>> _render_phone("+12125550143", "56")
    '+12125550143;ext=56'
    """
    return f"{phone};ext={extension}" if extension else phone


def _parse_phone(text: str, context: Context) -> Parsed:
    """A number in E.164 form, or its national digits, and its extension.

    >>> _parse_phone("(212) 555-0143 x5", Context()), _parse_phone("03 6818 2862", Context())
    (('+12125550143', '5'), ('0368182862', ''))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    region = context.region
    quick = read_nanp(text, "", region) or read_abroad(text, region)
    return quick or _parse_unusual(ascii_digits(clean(text)), find_region(region))


def _parse_unusual(text: str, region: str) -> Parsed:
    if text[:1] in _STARTS and (quick := read_nanp(*split_extension(text), region)):
        return quick
    if is_placeholder("any", text) or is_withheld(text):
        return Reason.PLACEHOLDER
    if not _BARE.fullmatch(text):
        return _parse_wrapped(text, region)
    return Reason.BAD_FORMAT if is_other_number(text) else _parse_bare(text, "", region)


def _parse_wrapped(text: str, region: str) -> Parsed:
    """A number with something else around or between its digits."""
    text = without_link(text)
    repaired = repair_spreadsheet(text)
    if repaired is None:
        return Reason.SPREADSHEET_DAMAGE
    if "@" in text or "://" in text or is_other_number(text):
        return Reason.BAD_FORMAT
    unlabeled = without_labels(repaired)
    if is_masked(unlabeled):
        return Reason.BAD_FORMAT
    body, extension = split_extension(unlabeled)
    body = without_typing_errors(body)
    quick = read_nanp(body, extension, region)
    if quick is not None or not has_letters(body):
        return quick or _parse_bare(body, extension, region)
    if number := _find_vanity(body, region):
        return _parts_of(number, extension)
    if found := find_lone_number(body) or read_words(body):
        parsed = read_nanp(found, extension, region) or _parse_bare(found, extension, region)
        if isinstance(parsed, Reason) or parsed[0].startswith("+"):
            return parsed
    return Reason.BAD_FORMAT


def _parse_bare(text: str, extension: str, region: str) -> Parsed:
    """Digits and signs only."""
    digits = NOT_DIGIT.sub("", text)
    if not digits:
        return Reason.BAD_FORMAT
    body = with_one_plus(text)
    if is_nobody(digits) and (body[0] == "+" or region in NANP_REGIONS):
        return Reason.PLACEHOLDER
    find = _find_short if len(digits) < MIN_DIGITS else _find_number
    if number := find(body, digits, region):
        return _parts_of(number, extension)
    if body[0] == "+" and len(digits) >= MIN_DIGITS and (fault := _fault(body)):
        return fault
    if region in NANP_REGIONS and len(digits) > _LONGEST_NANP and digits[0] != "0":
        return Reason.PLACEHOLDER if is_repeated(digits) else Reason.TOO_LONG
    return keep_digits(digits, extension)


def _parts_of(number: PhoneNumber, extension: str) -> Parsed:
    """The parts of a number that was found, unless nobody has it."""
    text = _e164(number)
    extension = extension or number.extension or ""
    if len(extension) > _MAX_EXTENSION:
        return Reason.TOO_LONG
    if number.country_code == 1 and (nanp := read_nanp(text, extension, "")):
        return nanp
    return Reason.PLACEHOLDER if _is_fake(text, number) else (text, extension)


def _fault(text: str) -> Reason | None:
    """Why a number with a country code cannot be one, None where its plan leaves that open.

    >>> str(_fault("+999123456789")), str(_fault("+121255501439")), str(_fault("+331234"))
    ('not assigned', 'too long', 'too short')
    """
    import phonenumbers

    try:
        number = phonenumbers.parse(text, None)
    except phonenumbers.NumberParseException as error:
        return Reason.NOT_ASSIGNED if error.error_type == error.INVALID_COUNTRY_CODE else None
    results = phonenumbers.ValidationResult
    faults = {results.TOO_LONG: Reason.TOO_LONG, results.TOO_SHORT: Reason.TOO_SHORT}
    return faults.get(phonenumbers.is_possible_number_with_reason(number))


def _is_fake(text: str, number: PhoneNumber) -> bool:
    """One digit repeated, a known stand-in, or digits in a row that nobody was assigned."""
    import phonenumbers

    national = _national(number)
    if is_repeated(national) or is_nobody(text[1:]):
        return True
    return is_run(national) and not phonenumbers.is_valid_number(number)


def _find_number(body: str, digits: str, region: str) -> PhoneNumber | None:
    """Read as written, then as the digits of the region, then as a number lacking its plus."""
    if number := _find_miswritten(body, digits, region):
        return number
    if _WRONG_PLUS.match(body):
        body = "+" + digits.lstrip("0")
    written = with_plus(body)
    found = _read(written, region)
    if found is None and not _PLAIN.fullmatch(written):
        found = _read(with_plus(digits), region)
    if found is None and (number := _read_assigned("+" + digits, region)):
        return number
    possible, is_assigned = found or (None, False)
    if is_assigned:
        return possible
    if (once := with_code_once(body)) != body and (number := _read_assigned(once, region)):
        return number
    return _find_renumbered(body, digits, possible, region) or possible


def _find_miswritten(body: str, digits: str, region: str) -> PhoneNumber | None:
    """A national number behind a plus, or the country's own code without one.

    Where national numbers begin with 0, one that begins with the country's own code instead is
    international, if a separator says so or it is a mobile: in Germany, 49 171 1234567.
    """
    import phonenumbers

    if _WRONG_PLUS.match(body):
        return _read_assigned(digits, region) or _read_assigned(digits.lstrip("0"), region)
    code = str(phonenumbers.country_code_for_region(region))
    if not digits.startswith(code) or body[0] == "+":
        return None
    if phonenumbers.ndd_prefix_for_region(region, True) != "0":
        return None
    number = _read_assigned("+" + digits, region)
    is_set_off = re.match(rf"\(?{code}[\s./()-]", body)
    is_mobile = number and phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return number if is_set_off or is_mobile else None


def _find_renumbered(
    body: str, digits: str, found: PhoneNumber | None, region: str
) -> PhoneNumber | None:
    """A number of the past as it is today, if today's is assigned."""
    import phonenumbers

    abroad = [] if re.match("0[1-9]", digits) else [digits.lstrip("0")]  # one 0 is the trunk's
    candidates = [_e164(found)[1:], *abroad] if found else abroad
    foreign = found is not None and body[0] == "+"
    if not foreign and (code := phonenumbers.country_code_for_region(region)):
        candidates += [f"{code}{digits.lstrip('0')}", f"{code}{digits}"]
    for candidate in candidates:
        if (today := renumber(candidate)) and (number := _read_assigned("+" + today, region)):
            return number
    return None


def _find_short(body: str, digits: str, region: str) -> PhoneNumber | None:
    """A number of fewer than seven digits, where it is assigned and is dialed as it stands.

    Elsewhere it lacks its area code, or is a short code that everybody shares (911, 12345).
    """
    import phonenumbers

    if is_repeated(digits) or is_run(digits):
        return None
    if body[0] == "+" or phonenumbers.ndd_prefix_for_region(region, True) is None:
        return _read_assigned(body, region)
    return None


def _find_vanity(body: str, region: str) -> PhoneNumber | None:
    """A number spelled with letters; as any word can be dialed, it must be assigned.

    Letters beyond the length of a toll-free number are not dialed (1-800-MICROSOFT).
    """
    import phonenumbers

    if body[0] not in _STARTS:
        return None
    digits = NOT_DIGIT.sub("", phonenumbers.convert_alpha_characters_in_number(body))
    return _read_assigned(toll_free_digits(body, digits, region) or body, region)


def _read(text: str, region: str) -> tuple[PhoneNumber, bool] | None:
    """A number and whether it is assigned; if not, it is possible and keeps its E.164 form."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_valid_number(number):
        return number, True
    possible = phonenumbers.ValidationResult.IS_POSSIBLE
    if phonenumbers.is_possible_number_with_reason(number) != possible:
        return None
    if number.country_code == 1 and _national(number)[0] in "01":
        return None  # no area code begins so
    return (number, False) if _is_stable(number) else None


def _is_stable(number: PhoneNumber) -> bool:
    """Whether an unassigned number has E.164 length and keeps its first digits when read again."""
    import phonenumbers

    text = _e164(number)
    if len(_national(number)) < _LEAST_UNASSIGNED or len(text) > _MAX_DIGITS + 1:
        return False
    try:
        return _e164(phonenumbers.parse(text, None)) == text
    except phonenumbers.NumberParseException:
        return False


def _read_assigned(text: str, region: str) -> PhoneNumber | None:
    number, is_assigned = _read(text, region) or (None, False)
    return number if is_assigned else None


def _national(number: PhoneNumber) -> str:
    import phonenumbers

    return phonenumbers.national_significant_number(number)


def _e164(number: PhoneNumber) -> str:
    import phonenumbers

    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _describe_phone(parts: tuple[str, ...], _context: Context) -> Description:
    """Line, regions and forms of a number, and why it may be nobody's or everybody's.

    >>> found = _describe_phone(("+442079460018", ""), Context())
    >>> found.confidence, found.facts["line"], found.facts["region"], found.facts["national"]
    (0.2, 'fixed', 'GB', '020 7946 0018')
    """
    phone, extension = parts
    facts = {"extension": extension} if extension else {}
    if not phone.startswith("+"):
        scope = "local" if len(phone) == MIN_DIGITS else "national"
        return Description(0.4, {"scope": scope, "line": "unknown", **facts})
    facts |= _facts_of(phone)
    confidence = 1.0
    for name, trust in _TRUST.items():
        confidence *= trust if name in facts else 1.0
    return Description(round(confidence, 2), facts)


def _facts_of(phone: str) -> dict[str, str]:
    """Facts of a number in E.164 form."""
    import phonenumbers

    number = phonenumbers.parse(phone, None)
    forms = phonenumbers.PhoneNumberFormat
    regions = phonenumbers.region_codes_for_country_code(number.country_code or 0)
    region = phonenumbers.region_code_for_number(number)
    line = line_of(phonenumbers.number_type(number))
    facts = {
        "country_code": str(number.country_code),
        "region": region or (regions[0] if len(regions) == 1 else ""),
        "regions": "" if region or len(regions) > _MOST_REGIONS else ",".join(regions),
        "line": line,
        "national": phonenumbers.format_number(number, forms.NATIONAL),
        "international": phonenumbers.format_number(number, forms.INTERNATIONAL),
        "assigned": "" if phonenumbers.is_valid_number(number) else "no",
        "fictitious": "yes" if is_fictitious(phone[1:]) else "",
        "suspicious": suspicion_of(phone[1:]),
        "shared": "yes" if is_company_line(line) else "",
    }
    return {name: fact for name, fact in facts.items() if fact}


def _suggest_phone(text: str, context: Context) -> str:
    """The first number of a text that holds more than a number.

    >>> _suggest_phone("ask Bob, 212-555-0143", Context())
    '+12125550143'
    """
    if len(text) > MAX_LENGTH or "@" in text:
        return ""
    for number in find_numbers(ascii_digits(clean(text))):
        parsed = _parse_phone(number, context)
        if not isinstance(parsed, Reason):
            return _render_phone(*parsed)
    return ""


PHONE = Kind(
    name="phone",
    title="phone number",
    identifier_class=IdentifierClass.CONTACT_POINT,
    parse=_parse_phone,
    parts=("phone", "extension"),
    share_limit=6,
    headers=HEADERS,
    examples=("(212) 555-0143", "+44 (0)20 7946 0018", "1-800-FLOWERS", "212.555.0143 x56"),
    looks_like=LOOKS_LIKE,
    many=True,
    render=_render_phone,
    split=SPLIT,
    shapes=SHAPES,
    cues=CUES,
    describe=_describe_phone,
    suggest=_suggest_phone,
    plain=read_nanps,
)
