"""Driver's licenses: a number means something only with the state that issued it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import chain

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Parsed, Shape
from identity_resolve.kinds.issuers import (
    fits_license_format,
    has_license_formats,
    issuers_that_fit,
    normalize_issuer,
    state_or_country,
)
from identity_resolve.kinds.license_codes import decode_license, is_coded
from identity_resolve.kinds.number import (
    TAIL,
    NumberRules,
    number_row,
    parse_number,
    read_plain_numbers,
    upper_code,
)
from identity_resolve.kinds.text import MAX_LENGTH

__all__ = ["LICENSES", "compact_license"]

_SEPARATORS_BUT_STAR = re.compile(r"(?:[^\w*]|_)+")
_TITLE = re.compile(
    r"(?:(?:(?:DRIV(?:ERS?|ING|ER'S)|OPERATOR'?S?)[\s/]+(?:LIC(?:EN[CS]E)?\b\.?|PERMIT|ID)?|LIC\b\.?"
    r"|D[./]L(?:[./]?N)?\b\.?|CDL(?=[\s:#]|$)|O\.?L\.?N?(?=[.:# ])\.?|PERMIT(?=[\s:#])|DLID|OLN|LN)"
    r"[\s:#.=-]*(?:(?:NO|NUMBER|NUM|NBR|NR|ID)\b[\s:#.=-]*)?)+(?=.*\d)"
)
_AFTERWARD = re.compile(
    r"(?<=[0-9A-Z)])[\s,;/]+\(?(?:EXP(?:IR\w*)?|ISS(?:UED?)?|CLASS|CL|DOB|VALID|ENDORSE\w*|SEX|ISSUE"
    r"(?:\s+NO)?)\b[\s.:#].*"
)
_GROUPED = re.compile(r"[A-Za-z]?[\d -]+", re.ASCII)
_DIGIT = re.compile(r"\d")
_NAMES_ISSUER = re.compile(r"[(\[:/,\"=']")
_STATE_BEHIND = re.compile(r"^([^\s(]*\d[^\s(]*)-([A-Z]{2})$")
_ONE_ISSUER = frozenset({"DE", "IN", "IT"})
"""Countries whose states issue licenses of one form, that no text names."""

_BRITISH = re.compile(r"([A-Z][A-Z9]{4}\d[0156]\d[0-3]\d\d[A-Z9]{2}[A-Z0-9][A-Z]{2})(?:\d\d)?")
_PREFIXED = {"WDL": "US-WA", "NHL": "US-NH"}
_RULES = NumberRules(4, 25, "licence", needs_digit=True, by_state=True)
_TO_DIGIT = str.maketrans("OILSBZQ", "0115820")
_TO_LETTER = str.maketrans("01582", "OISBZ")
_FITS, _UNTOLD, _ONE, _SEVERAL, _NONE, _MISFIT = 1.0, 0.9, 0.8, 0.6, 0.4, 0.6
_ODD_CODE = 0.8


def compact_license(text: str) -> str:
    """Without separators, but with the stars that pad old Washington licenses.

    >>> compact_license("MOE**-AW 240MD")
    'MOE**AW240MD'
    """
    return _SEPARATORS_BUT_STAR.sub("", text).strip("*")


def _parse_license(text: str, context: Context, *, rules: NumberRules) -> Parsed:
    """A license number with its issuer, by argument or as the text itself names it.

    >>> _parse_license("CA DL# d765-4321", Context(), rules=_RULES)
    ('US-CA:D7654321',)
    """
    is_bare = text.isalnum() and text.isascii()
    if not is_bare and len(text) <= MAX_LENGTH and not _GROUPED.fullmatch(text):
        text = _without_remarks(text, context)
    parsed = parse_number(text, context, rules=rules)
    if isinstance(parsed, Reason):
        return parsed
    issuer, _, number = parsed[0].partition(":")
    if number[1:].isdigit():  # most are
        return parsed
    if context.issuer:
        issuer = state_or_country(issuer, context.issuer, number, fits_license_format)
    return (_read_own_marks(number, issuer),)


def _without_remarks(text: str, context: Context) -> str:
    """A text without what stands around the number; the number alone if it surely is all."""
    upper = upper_code(text)
    title = _TITLE.match(upper)
    untitled = upper[title.end() :] if title else upper
    bare = _AFTERWARD.sub("", untitled)
    if not _DIGIT.search(bare):
        bare = untitled
    if bare.isascii() and not _NAMES_ISSUER.search(bare):
        number = compact_license(bare)
        issuer = normalize_issuer(context.issuer, context.region) if context.issuer else ""
        issuer = issuer or (context.region if context.region in _ONE_ISSUER else "")
        if issuer and fits_license_format(number, issuer):
            return number
    bare = _STATE_BEHIND.sub(r"\1 \2", bare)
    return text if bare == upper else bare


def _read_own_marks(number: str, issuer: str) -> str:
    """The canonical value of a number that tells its issuer by its form, or tells its state twice.

    >>> _read_own_marks("MORGA657054SM9IJ35", ""), _read_own_marks("CAD7654321", "US-CA")
    ('GB:MORGA657054SM9IJ', 'US-CA:D7654321')
    >>> _read_own_marks("WDLABC1234CD", ""), _read_own_marks("AB123456C", "")
    ('US-WA:WDLABC1234CD', ':AB123456C')
    """
    if british := _BRITISH.fullmatch(number):
        number, issuer = british[1], issuer or "GB"
    state = issuer[3:]
    if not issuer and (own := _PREFIXED.get(number[:3])) and fits_license_format(number, own):
        issuer = own
    elif state and number.startswith(state) and not fits_license_format(number, issuer):
        rest = number[len(state) :]
        number = rest if fits_license_format(rest, issuer) else number
    return f"{issuer}:{number}"


def _describe(parts: tuple[str, ...], context: Context) -> Description:
    """Whether the number has a format of its issuer, or who may have issued it, and what it tells.

    >>> _describe(("US-CA:D7654321",), Context()).confidence
    1.0
    >>> dict(_describe((":D7654321",), Context()).facts)
    {'issuers_that_fit': 'US-AZ,US-CA,US-MO,US-NE,US-NY,US-OH'}
    """
    issuer, _, number = parts[0].partition(":")
    return _of_known(number, issuer) if issuer else _of_unknown(number, context.region)


def _of_known(number: str, issuer: str) -> Description:
    facts = {"issuer": issuer}
    if not has_license_formats(issuer):
        return Description(_UNTOLD, facts)
    if not fits_license_format(number, issuer):
        facts["format"] = "unusual"
        if likely := _find_likely(number, issuer):
            facts["likely_number"] = likely
        return Description(_MISFIT, facts)
    told = decode_license(number, issuer)
    is_odd = told.get("check_digit") == "does not fit" or (not told and is_coded(number, issuer))
    return Description(_ODD_CODE if is_odd else _FITS, {**facts, "format": "fits", **told})


def _of_unknown(number: str, region: str) -> Description:
    fitting = issuers_that_fit(number, region)
    possible = tuple(i for i in fitting if decode_license(number, i) or not is_coded(number, i))
    issuers = possible or fitting
    facts = {"issuers_that_fit": ",".join(issuers)} if issuers else {}
    confidence = (_ONE if len(issuers) == 1 else _SEVERAL) if issuers else _NONE
    return Description(confidence, {**facts, **_told_by_all(number, issuers)})


def _told_by_all(number: str, issuers: tuple[str, ...]) -> Mapping[str, str]:
    """What a number tells whichever of the issuers it is from."""
    told = [decode_license(number, issuer) for issuer in issuers]
    if not told:
        return {}
    return {key: value for key, value in told[0].items() if all(t.get(key) == value for t in told)}


def _find_likely(number: str, issuer: str) -> str:
    """The number that has a format of its issuer once look-alikes (O for 0, I for 1) or lost zeros are back.

    >>> _find_likely("D765432I", "US-CA"), _find_likely("07654321", "US-CA")
    ('D7654321', 'O7654321')
    >>> _find_likely("5123456", "US-PA"), _find_likely("MORGA657O54SM9IJ", "GB")
    ('05123456', 'MORGA657054SM9IJ')
    """
    digits = number[1:].translate(_TO_DIGIT)
    singles = (
        number[:i] + other + number[i + 1 :]
        for i, c in enumerate(number)
        if (other := c.translate(_TO_DIGIT if c.isalpha() else _TO_LETTER)) != c
    )
    zeros = ("0" + number, "00" + number) if number.isdigit() else ()
    first = (number[:1], number[:1].translate(_TO_LETTER), number[:1].translate(_TO_DIGIT))
    guesses = chain((letter + digits for letter in first), singles, zeros)
    return next((guess for guess in guesses if fits_license_format(guess, issuer)), "")


_STATES = (
    "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT"
    "|V[AT]|W[AIVY]|AB|BC|MB|N[BLSTU]|ON|PE|QC|SK|YT"
)
_LETTERED = r"[A-Z]{1,3}[ -]?\d(?:[ -]?\d){3,14}"
_DIGITS = r"(?!\d{5}-\d{4}\b|(?:19|20)\d\d[ -])\d(?:[ -]?\d){5,14}"  # no ZIP code, no date
_NAMED = rf"(?:(?:US|CA)-)?\(?(?:{_STATES})\)?(?: ?DL#?)?[ :/-] ?"
_SHAPES = (
    Shape(r"[A-Z][A-Z9]{4}[ -]?\d[0156]\d[0-3]\d\d[ -]?[A-Z9]{2}[A-Z0-9][A-Z]{2}(?: ?\d\d)?", 0.95, "UK"),
    Shape(r"[A-Z]\d{3}-\d{3}-\d\d-\d{3}-\d", 0.95, "a name and birth date coded as in Florida"),
    Shape(r"[A-Z]\d{3}-\d{4}-\d{4}(?:-\d\d)?", 0.95, "coded as in Illinois or Wisconsin"),
    Shape(r"[A-Z]-?\d{3}-\d{3}-\d{3}-\d{3}", 0.9, "coded as in Maryland or Michigan"),
    Shape(r"[A-Z]\d{4}[ -]\d{5}[ -]\d{5}", 0.95, "grouped as in Ontario or New Jersey"),
    Shape(r"[A-Z]\d{4}-\d{6}-\d\d", 0.9, "grouped as in Quebec"),
    Shape(r"(?:WDL[A-Z0-9]{8,9}|NHL\d{8})", 0.9, "prefix of Washington or New Hampshire"),
    Shape(r"[A-Z][A-Z*]{4}[A-Z][A-Z*]\d{3}[A-Z1-9][A-Z0-9]", 0.85, "Washington before 2018"),
    Shape(rf"{_NAMED}{_LETTERED}", 0.7, "a state, letters and digits"),
    Shape(rf"{_LETTERED},? ?\(?(?:{_STATES})\)?", 0.7, "letters and digits, and a state"),
    Shape(rf"{_NAMED}{_DIGITS}", 0.5, "a state and digits"),
    Shape(rf"{_DIGITS},? \(?(?:{_STATES})\)?", 0.5, "digits and a state"),
    Shape(r"[A-Z]\d{12,14}", 0.7, "a letter and 12 to 14 digits"),
    Shape(r"[A-Z]\d{7}", 0.6, "a letter and 7 digits as in California"),
    Shape(r"[A-Z]\d{8}|[A-Z]\d{11}", 0.4, "a letter and 8 or 11 digits"),
    Shape(r"[A-Z]{1,2}\d{5,7}|[A-Z]\d{9,10}|\d{2}[A-Z]{3}\d{5}|[A-Z]{3}\d{6}", 0.3, "a format of some state"),
    Shape(r"\d{7,9}", 0.2, "digits as many states issue"),
)  # fmt: skip

LICENSES = (
    replace(
        number_row(
            "license",
            "driver's license",
            IdentifierClass.PERSON_KEY,
            1,
            rules=replace(_RULES, compact=compact_license),
            headers=(
                rf"(?:(?:drivers?|driving|operators?)_?)?(?:licen[sc]es?|lic)(?:{TAIL})?"
                rf"|d_?l_?n?(?:{TAIL})?"
            ),
            examples=("D7654321", "CA D7654321", "S530-4607-9042", "N0042117 (CA)"),
        ),
        parse=partial(_parse_license, rules=replace(_RULES, compact=compact_license)),
        plain=partial(read_plain_numbers, rules=_RULES, letters=1),
        shapes=_SHAPES,
        cues=(
            r"driv(?:er|ing)['’]?s?['’]?\s+(?:licen[cs]es?|permit|lic\.?|id)|operator['’]?s?\s+licen[cs]e"
            r"|licen[cs]e\s*(?:is\b|:|no\b|number|num\b|#|id\b)|\bd\.?l\.?(?:n|id)?\b|\bd/l\b|\blic\b|permis\s+de\s+conduire"
        ),
        describe=_describe,
    ),
)
