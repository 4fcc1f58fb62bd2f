"""A whole address in one text, taken apart from its end: country, postal code, state, city, street."""

from __future__ import annotations

import re
from typing import TypeAlias

from identity_resolve.domain import Reason
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.nickname import is_known_given
from identity_resolve.kinds.places import is_county, normalize_city, subdivisions
from identity_resolve.kinds.postcode import has_postcode_shape, normalize_postcode
from identity_resolve.kinds.street import (
    drop_care_of,
    is_settled,
    render_street,
    split_street,
    split_unit,
)
from identity_resolve.kinds.street_box import find_box_end
from identity_resolve.kinds.street_words import find_street_end, is_street_type
from identity_resolve.kinds.text import fold
from identity_resolve.kinds.units import has_unit_mark

__all__ = ["render_address", "split_address"]

_ODD = re.compile(r"[^\w\s,#'.&/-]|_|(?<![\da-z])[-/]|[-/](?![^\W_])|(?<=[a-z]{3})/(?=[a-z])")
_PLAIN = re.compile(r"\d[a-z\d ,#.']*[a-z\d]", re.ASCII)
_SEPARATORS = re.compile(
    r"\s*[;|]\s*|\s+[-–/]\s+(?=[^\W\d])|(?<=[^\W\d_]{2})/(?=[^\W\d_]|\d{5})|[()]"
)
_DIGIT = re.compile(r"\d")
_ZIP_LAST = re.compile(r"(?:^|[\s,]+)(\d{5}(?:-?\d{4})?)$", re.ASCII)
_POSTCODE_LAST = re.compile(
    r"(?:^|[\s,]+)([a-z]\d[a-z][ -]?\d[a-z]\d|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"
    r"|[a-z]\d[\dw] [a-z\d]{4}|\d{5}-\d{3}|\d{3}-\d{4})$",
    re.ASCII,
)
_MISTYPED_LAST = re.compile(r"[\s,]+(?=[a-z\d ]*\d)((?:[a-z\d]{2,4}[ -])?[a-z\d]{3,5}|[a-z\d]{6})$")
_SHORT_POSTCODE_LAST = re.compile(r"(?<=[^\W\d_])[\s,]+(\d{3,4})$", re.ASCII)
_POSTCODE_FIRST = re.compile(
    r",\s*(?:[a-z]{1,2}[- ])?(\d{4} ?[a-z]{2}(?= )|\d{2}[- ]\d{3}|\d{3} \d{2}|\d{4,5})\s+([^\d,]+)$",
    re.ASCII,
)
_POSTCODE_BEHIND = frozenset({"US", "CA", "AU", "GB", "NZ", "IE"})
_SHORT_POSTCODES = frozenset({"AU", "NZ"})
_COUNTRY_LAST = re.compile(
    r"(?:(?:,\s*|(?<=\d)\s+|(?<= \d[a-z][a-z])\s+)([^\d,]{2,40})|[\s,]+(u\.?s\.?a|u\.?k))[\s.]*$"
)
_COUNTRY_CODES = frozenset(("us", "usa", "uk", "gb"))
"""Codes of countries that are no state and end an address."""

_INITIALS = re.compile(r"\b([a-z])\. ?(?=[a-z]\b)")
_BUILDING = re.compile(
    r"house|hall|cottage|lodge|farm|manor|villas?|tower|centre|center|court|park|buildings?|mill|inn"
    r"|place|plaza|school|college|hospital|church|cabin|mansions?|gardens?|street|road|avenue|lane"
)
_LONGEST_ABBREVIATION = 3
_LONGEST_ZIP = len(", 12345-6789")
_ROUNDS = 4

_Parts: TypeAlias = tuple[str, str, str, str, str, str]


def split_address(text: str, region: str) -> _Parts:
    """House number, street, unit, city, state and postal code of a folded text.

    >>> split_address("2210 mission st #5, san francisco, ca 94110", "US")
    ('2210', 'mission st', '5', 'san francisco', 'CA', '94110')
    >>> split_address("18 vine street napa ca 94559-1234, usa", "US")
    ('18', 'vine st', '', 'napa', 'CA', '94559')
    """
    if not _PLAIN.fullmatch(text):
        text = _SEPARATORS.sub(", ", drop_care_of(text))
        text = _ODD.sub(" ", text).rstrip(" ,.")
    if not text[:1].isdigit():
        text = _drop_person(text)
    if not text[-1:].isdigit():
        text, region = _take_country(text, region)
    parts = _split_once(text, region)
    for _ in range(_ROUNDS):
        city, state, postcode = parts[3:]
        is_settled_place = city and (state or (postcode and city not in subdivisions(region)))
        if is_settled_place and is_settled(*parts[:3]):
            break
        again = _split_once(fold(render_address(*parts)), region)
        if again == parts:
            break
        parts = again
    return parts


def render_address(*parts: str) -> str:
    """A whole address that is read back as the same parts.

    >>> render_address("12", "main st", "", "napa", "CA", "94559")
    '12 main st, napa, CA 94559'
    """
    number, street, unit, city, state, postcode = parts
    texts = (render_street(number, street, unit), city, f"{state} {postcode}".strip())
    return ", ".join(text for text in texts if text)


def _split_once(text: str, region: str) -> _Parts:
    rest, postcode = _take_postcode(text, region)
    if postcode:
        if not postcode.isdigit():
            region = next((c for c in ("CA", "GB") if has_postcode_shape(postcode, c)), region)
        if rest[-3:-2] not in (" ", ","):  # no state of two letters
            rest, region = _take_country(rest, region)
    rest, state = _take_state(rest, region, has_postcode=postcode != "")
    line, city = _take_city(rest, is_whole=bool(postcode or state))
    return (*split_street(line, region), normalize_city(city), state, postcode)


def _drop_person(text: str) -> str:
    """An address without the person above it: a first line of a given name and one or two words."""
    first, comma, rest = text.partition(",")
    names = first.split()
    is_person = (
        len(names) in (2, 3)
        and first.replace(" ", "").replace(".", "").isalpha()
        and is_known_given(names[0])
        and not _BUILDING.fullmatch(names[-1])
        and not is_street_type(names[-1])
    )
    return rest.lstrip() if comma and is_person and _DIGIT.match(rest.lstrip()) else text


def _take_country(text: str, region: str) -> tuple[str, str]:
    """An address without the country it ends in, and that country or else the region.

    >>> _take_country("hauptstrasse 5, 80331 munchen, deutschland", "US")
    ('hauptstrasse 5, 80331 munchen', 'DE')
    >>> _take_country("12 main st, lebanon", "US")  # more likely a town
    ('12 main st, lebanon', 'US')
    """
    last = text[text.rfind(" ") + 1 :]
    is_state = len(last) == len("ca") and last not in _COUNTRY_CODES
    if is_state or not (found := _COUNTRY_LAST.search(text)):
        return text, region
    name, rest = (found[1] or found[2]).strip(" ."), text[: found.start()].rstrip(" ,.")
    is_short = len(name.replace(".", "")) <= _LONGEST_ABBREVIATION
    if is_short and name.replace(".", "") not in _COUNTRY_CODES:
        return text, region
    if name in subdivisions(region) or not (country := find_country(name)):
        return text, region
    is_town = "," not in rest and not _DIGIT.search(rest[-4:])  # lebanon and mexico are towns, too
    if is_town and country not in (region, *_POSTCODE_BEHIND):
        return text, region
    return rest, country


def _take_postcode(text: str, region: str) -> tuple[str, str]:
    """The text without its postal code, and the code, ``""`` where there is none."""
    match = _ZIP_LAST.search(text, max(0, len(text) - _LONGEST_ZIP)) or _POSTCODE_LAST.search(text)
    if not match and (
        region in _SHORT_POSTCODES or (region not in _POSTCODE_BEHIND and "," in text)
    ):
        match = _SHORT_POSTCODE_LAST.search(text)
    if match:
        rest = text[: match.start()]
    elif region not in _POSTCODE_BEHIND and (match := _POSTCODE_FIRST.search(text)):
        rest = f"{text[: match.start()]}, {match[2]}"
    else:
        return _take_mistyped_postcode(text, region)
    code = normalize_postcode(match[1], region)
    return rest, "" if isinstance(code, Reason) else code


def _take_mistyped_postcode(text: str, region: str) -> tuple[str, str]:
    """A code with a letter for a digit or without its zero, where all else speaks for a code."""
    match = _MISTYPED_LAST.search(text)
    if match is None:
        return text, ""
    for code in (match[1], match[1].split(" ")[-1]):
        rest = text[: len(text) - len(code)].rstrip(" ,")
        found = normalize_postcode(code, region)
        if isinstance(found, Reason) or not has_postcode_shape(found, region):
            continue
        if region not in ("US", "AU") or _take_state(rest, region, has_postcode=True)[1]:
            return rest, found
    return text, ""


def _take_state(text: str, country: str, *, has_postcode: bool) -> tuple[str, str]:
    """The text without the state it ends in, and the state.

    A word that may be something else counts only where nothing else is likely: ``12 Main Ct`` is a
    court, and in ``12 Main St, Washington`` the last word is a city.
    """
    head, comma, tail = text.rpartition(",")
    if "." in tail:
        tail = _INITIALS.sub(r"\1", tail).replace(".", " ")
    tail_words = tail.split()
    if country == "GB":
        county = " ".join(tail_words)
        is_behind_town = "," in head and not _DIGIT.search(head.rpartition(",")[2])
        return (head, county.upper()) if is_behind_town and is_county(county) else (text, "")
    known = subdivisions(country)
    for count in range(min(3, len(tail_words)), 0, -1):
        name = " ".join(tail_words[-count:])
        if (state := known.get(name)) is None:
            continue
        is_alone = count == len(tail_words)
        if not has_postcode:
            is_short = len(name) <= _LONGEST_ABBREVIATION
            if is_alone and not is_short and _DIGIT.search(head) and "," not in head:
                break
            if not comma and (is_alone or not is_short or is_street_type(name)):
                break
        return head + comma + " ".join(tail_words[:-count]), state
    return text, ""


def _take_city(text: str, *, is_whole: bool) -> tuple[str, str]:
    """The street line of an address without state and postcode, and the city."""
    segments = [segment for part in text.split(",") if (segment := part.strip(" ."))]
    if len(segments) > 2 and segments[-1].endswith(" county"):
        segments.pop()
    if not segments:
        return "", ""
    last = segments[-1]
    last_words = last.replace(".", " ").split()
    if _is_city(last_words) and (len(segments) > 1 or is_whole):
        return ", ".join(segments[:-1]), last
    if len(segments) > 1 or not is_whole:
        return ", ".join(segments), ""
    if (box_end := find_box_end(last)) and _is_city(last[box_end:].split()):
        return last[:box_end], last[box_end:]
    end = find_street_end(last_words)
    city, unit = split_unit(" ".join(last_words[end:])) if end else ("", "")
    if not _is_city(city.split()):
        return last, ""
    line = " ".join(last_words[:end])
    return f"{line} # {unit}" if unit else line, city


def _is_city(tail: list[str]) -> bool:
    if not tail or tail[-1] == "saint" or is_street_type(tail[-1]) or has_unit_mark(tail[:-1]):
        return False
    return not _DIGIT.search(" ".join(tail))
