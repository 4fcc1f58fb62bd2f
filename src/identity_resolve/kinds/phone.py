"""Phone numbers: E.164 by phonenumbers, or bare national digits where no country can be told.

A number that is possible but not assigned is kept: number plans grow faster than their metadata,
and a number of a plan we cannot tell still equals itself.
"""

from __future__ import annotations

import re
import unicodedata

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["PHONE"]

_NANP_REGIONS = frozenset({"US", "CA"})
_NANP = re.compile(
    r"\s*(?:\+?1[-.\s]*)?\(?([2-9]\d\d)\)?[-.\s/]*(\d{3})[-.\s]*(\d{4})(?:\.0)?\s*", re.ASCII
)
_ABROAD = re.compile(r"\(?0(?![\s()-]*(?:0|1[\s()-]*1))(?:[\s()-]*\d){8,14}", re.ASCII)
"""National numbers of other plans: no North American one begins so, and no date is as long."""

_MIN_DIGITS, _MAX_DIGITS = 7, 15  # E.164 allows 15; a local number has 7
_FAKE_LOCALS = frozenset({digit * 7 for digit in "0123456789"} | {"5551212"})  # 1212: directory
_FAKE_RUNS = ("01234567890", "09876543210")

_BARE = re.compile(r"[+\d\s()-]+", re.ASCII)
_WRAPPED = re.compile(r"""=?["']*(.*?)["']*""")
_DECIMAL = re.compile(r"(\+?\d{7,15})\.0+")
_SCIENTIFIC = re.compile(r"(\d)\.(\d+)[eE]\+?(\d{1,2})")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){2,}")
_OTHER_NUMBER = re.compile(
    r"(?:19|20)\d\d([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:19|20)\d\d|\d{3}-\d\d-\d{4}"
)
"""A date or a social security number."""

_PLACES = (
    r"(?:telephone|tel|phone|ph|fax|mobile|mob|cellular|cell|home|work|office|main|day|evening"
    r"|[tmchwopf])"
)
_BEFORE = re.compile(rf"(?:\(?{_PLACES}\b[\s:.#)-]*)+(?=[+(\d])", re.IGNORECASE)
_AFTER = re.compile(rf"[\s,;(\[-]+{_PLACES}[)\].]*\Z", re.IGNORECASE)
_EXTENSION = re.compile(
    r"(.*?\d.*?)[\s,;(]*(?:extension|extn|ext|x|#)[.:=\s#]*(\d{1,7})\)?", re.IGNORECASE
)
_ALTERNATIVE = re.compile(r"(?<=\d{4})/\d{1,4}\Z")
_TRUNK = re.compile(r"\A(?:\+|00)?\s*\(?([1-9]\d{0,2})\)?[\s.-]*\(0\)")
_ABROAD_PREFIX = re.compile(r"\A\(?00[\s.-]*(?=[1-9])")
_MEXICO = re.compile(r"(?:00)?521(\d{10})")
_MEXICO_HOME = re.compile(r"0(?:44|45|1)(\d{10})")
_NOT_DIGIT = re.compile(r"\D+")
_LETTER = re.compile(r"[^\W\d_]")


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
    if context.region in _NANP_REGIONS:
        nanp = _NANP.fullmatch(text)
        if nanp is not None:
            return _nanp_parts(nanp, "")
        if _ABROAD.fullmatch(text):
            return _national_parts(_NOT_DIGIT.sub("", text), "")
    return _parse_unusual(_ascii_digits(clean(text)), context.region)


def _nanp_parts(match: re.Match[str], extension: str) -> Parsed:
    """The parts of a North American number, unless nobody has it."""
    national = "".join(match.groups())
    if national[3:] in _FAKE_LOCALS or national == "9876543210":
        return Reason.PLACEHOLDER
    return "+1" + national, extension


def _parse_unusual(text: str, region: str) -> Parsed:
    if is_placeholder("any", text):
        return Reason.PLACEHOLDER
    if "@" in text or "://" in text or _OTHER_NUMBER.fullmatch(text):
        return Reason.BAD_FORMAT
    if _BARE.fullmatch(text):
        body, extension = text, ""
    elif (repaired := _repair_spreadsheet(text)) is not None:
        body, extension = _split_extension(_without_labels(repaired))
    else:
        return Reason.SPREADSHEET_DAMAGE
    if region in _NANP_REGIONS and (nanp := _NANP.fullmatch(body)):
        return _nanp_parts(nanp, extension)
    digits = _NOT_DIGIT.sub("", body)
    if not digits:
        return Reason.BAD_FORMAT
    return _parse_by_library(body, digits, extension, region)


def _parse_by_library(body: str, digits: str, extension: str, region: str) -> Parsed:
    has_letters = _LETTER.search(body) is not None
    number = _find_vanity(body, region) if has_letters else _find_number(body, digits, region)
    if number is None:
        return Reason.BAD_FORMAT if has_letters else _national_parts(digits, extension)
    national = phonenumbers.national_significant_number(number)
    nanp = _NANP.fullmatch(national) if number.country_code == 1 else None
    if nanp is not None:
        return _nanp_parts(nanp, extension or number.extension or "")
    if _is_fake(national):
        return Reason.PLACEHOLDER
    return _e164(number), extension or number.extension or ""


def _national_parts(digits: str, extension: str) -> Parsed:
    if _is_fake(digits):
        return Reason.PLACEHOLDER
    if len(digits) > _MAX_DIGITS:
        return Reason.TOO_LONG
    if len(digits) < _MIN_DIGITS:
        return Reason.TOO_SHORT
    return digits, extension


def _is_fake(digits: str) -> bool:
    """One digit repeated, or a run up or down the keypad.

    >>> _is_fake("0000000"), _is_fake("1234567890"), _is_fake("2125550123")
    (True, True, False)
    """
    if len(digits) == 11 and digits[0] == "1":
        digits = digits[1:]
    if len(digits) < _MIN_DIGITS:
        return False
    return digits == digits[0] * len(digits) or any(digits in run for run in _FAKE_RUNS)


def _find_number(body: str, digits: str, region: str) -> PhoneNumber | None:
    """Read as written, then as the digits of the region, then as a number lacking its plus."""
    return (
        _read(_repair_prefix(body, digits, region), region)
        or _read(_repair_prefix(digits, digits, region), region)
        or _read_assigned("+" + digits, region)
    )


def _find_vanity(body: str, region: str) -> PhoneNumber | None:
    """A number spelled with letters; as any word can be dialed, it must be assigned."""
    return _read_assigned(body, region) if body[0] in "+(0123456789" else None


def _read(text: str, region: str) -> PhoneNumber | None:
    """A number of possible length that reads the same from its E.164 form."""
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException:
        return None
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return None
    national = phonenumbers.national_significant_number(number)
    if number.country_code == 1 and national[0] in "01":
        return None  # no area code begins so
    return number if phonenumbers.is_valid_number(number) or _is_stable(number) else None


def _is_stable(number: PhoneNumber) -> bool:
    """Whether an unassigned number has E.164 length and keeps its first digits when read again."""
    text = _e164(number)
    try:
        return len(text) <= _MAX_DIGITS + 1 and _e164(phonenumbers.parse(text, None)) == text
    except NumberParseException:
        return False


def _e164(number: PhoneNumber) -> str:
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _read_assigned(text: str, region: str) -> PhoneNumber | None:
    number = _read(text, region)
    return number if number is not None and phonenumbers.is_valid_number(number) else None


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(character, character)) for character in text)


def _repair_spreadsheet(text: str) -> str | None:
    """Undo what a spreadsheet does to digits; None when it dropped some.

    >>> _repair_spreadsheet("2.125551234E9"), _repair_spreadsheet('="0123"')
    ('2125551234', '0123')
    """
    if wrapped := _WRAPPED.fullmatch(text):
        text = wrapped[1]
    if scientific := _SCIENTIFIC.fullmatch(text):
        first, rest, exponent = scientific.groups()
        return first + rest if len(rest) == int(exponent) else None
    if decimal := _DECIMAL.fullmatch(text):
        return decimal[1]
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text


def _without_labels(text: str) -> str:
    """The number in ``Cell: 212-555-0143``, ``(212) 555-0143 (home)`` or ``555-0143/44``.

    >>> _without_labels("tel:212-555-0143 (home)")
    '212-555-0143'
    """
    if before := _BEFORE.match(text):
        text = text[before.end() :]
    return _ALTERNATIVE.sub("", _AFTER.sub("", text))


def _split_extension(text: str) -> tuple[str, str]:
    """A number and its extension.

    >>> _split_extension("212-555-0143;ext=56")
    ('212-555-0143', '56')
    """
    match = _EXTENSION.fullmatch(text)
    if match is None or len(_NOT_DIGIT.sub("", match[1])) < _MIN_DIGITS:
        return text, ""
    return match[1], match[2]


def _repair_prefix(body: str, digits: str, region: str) -> str:
    """Put a plus where the country code is told another way; drop dialing prefixes of the past."""
    if (region == "MX" or body[0] == "+") and (mexico := _MEXICO.fullmatch(digits)):
        return "+52" + mexico[1]
    if region == "MX" and (mexico := _MEXICO_HOME.fullmatch(digits)):
        return "+52" + mexico[1]
    return _ABROAD_PREFIX.sub("+", _TRUNK.sub(r"+\1 ", body, count=1), count=1)


PHONE = Kind(
    name="phone",
    title="phone number",
    identifier_class=IdentifierClass.CONTACT_POINT,
    parse=_parse_phone,
    parts=("phone", "extension"),
    share_limit=6,
    headers=(
        r"(?!(?:is|has|no|opt|valid)_)(?:[a-z0-9]+_){0,3}"
        r"(?:(?:tele)?phones?|tel|mobiles?|mob|cell(?:ular)?|cellphone|landline|fax|msisdn|ani"
        r"|caller(?:_?id)?|from_number|calling_number|callback(?:_number)?|telefono?|telefon|whatsapp)"
        r"(?:_?(?:number|num|no|nbr|nr))?(?:_?(?:\d+|primary|secondary|home|work|day|evening))?"
    ),
    examples=("(212) 555-0143", "+44 (0)20 7946 0018", "1-800-FLOWERS", "212.555.0143 x56"),
    looks_like=(
        r"(?!\d{4}[-/.]\d\d?[-/.]\d\d?\Z|\d\d?[-/.]\d\d?[-/.]\d{2,4}\Z|\d{3}-\d\d-\d{4}\Z)"
        r"(?=(?:[^\d]*\d){7,15}[^\d]*(?:\d{1,7}[^\d]*)?\Z)(?=.*[-+()./\s])"
        r"\s*(?:tel:)?[+(]{0,2}\d[\d\s().\-/]{6,24}(?:(?:;ext=|\s*(?:ext\.?|x|#)\s*)\d{1,7})?\s*"
    ),
    many=True,
    render=_render_phone,
    split=(
        r"\||;(?!\s*(?:ext|phone-context|isub))|\s+(?:or|and|&)\s+|\s/\s"
        r"|/(?=\s*(?:[+(]|(?:\d[\s.-]?){10}))|,\s*(?=[+(]?\d[\d\s().-]{6})"
    ),
)
