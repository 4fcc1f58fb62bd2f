"""A whole address in one text, taken apart from its end: postal code, state, city, street."""

from __future__ import annotations

import re
from typing import TypeAlias

from identity_resolve.domain import Reason
from identity_resolve.kinds.places import normalize_city, normalize_postcode, subdivisions
from identity_resolve.kinds.street import is_settled, render_street, split_street, split_unit
from identity_resolve.kinds.street_words import find_street_end, is_street_type
from identity_resolve.kinds.text import fold
from identity_resolve.kinds.units import has_unit_mark

__all__ = ["render_address", "split_address"]

_ODD = re.compile(r"[^\w\s,#'.&/-]|_|(?<!\d)[-/]|[-/](?![^\W_])")
_DIGIT = re.compile(r"\d")
_ZIP_LAST = re.compile(r"(?:^|[\s,]+)(\d{5}(?:-\d{4})?)$", re.ASCII)
_POSTCODE_LAST = re.compile(
    r"(?:^|[\s,]+)([a-z]\d[a-z] ?\d[a-z]\d|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})$", re.ASCII
)
_SHORT_POSTCODE_LAST = re.compile(r"(?<=[^\W\d_])[\s,]+(\d{4})$", re.ASCII)
_POSTCODE_FIRST = re.compile(r",\s*(?:[a-z]{1,2}[- ])?(\d{4,5})\s+([^\d,]+)$", re.ASCII)
_POSTCODE_BEHIND = frozenset({"US", "CA", "AU", "GB", "NZ", "IE"})
_SHORT_POSTCODES = frozenset({"AU", "NZ"})
_COUNTRY_LAST = re.compile(
    r"(?:,\s*|(?<=\d)\s+)(?:u\.?s\.?a?|united states(?: of america)?|australia|canada|u\.?k"
    r"|united kingdom|great britain|england|new zealand|germany|deutschland|france)\.?$"
)
_INITIALS = re.compile(r"\b([a-z])\. ?(?=[a-z]\b)")
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
    parts = _split_once(text, region)
    for _ in range(_ROUNDS):
        is_settled_place = parts[3] and (parts[4] or parts[5])
        if is_settled_place and is_settled(*parts[:3]):
            break
        again = _split_once(fold(render_address(*parts)), region)
        if again == parts:
            break
        parts = again
    return parts


def _split_once(text: str, region: str) -> _Parts:
    text = _ODD.sub(" ", text)
    if not text[-1:].isdigit():
        text = _COUNTRY_LAST.sub("", text)
    rest, postcode = _take_postcode(text, region)
    rest, state = _take_state(rest, region, has_postcode=postcode != "")
    line, city = _take_city(rest, is_whole=bool(postcode or state))
    return (*split_street(line), normalize_city(city), state, postcode)


def render_address(*parts: str) -> str:
    """A whole address that is read back as the same parts.

    >>> render_address("12", "main st", "", "napa", "CA", "94559")
    '12 main st, napa, CA 94559'
    """
    number, street, unit, city, state, postcode = parts
    texts = (render_street(number, street, unit), city, f"{state} {postcode}".strip())
    return ", ".join(text for text in texts if text)


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
        return text, ""
    code = normalize_postcode(match[1])
    return rest, "" if isinstance(code, Reason) else code


def _take_state(text: str, country: str, *, has_postcode: bool) -> tuple[str, str]:
    """The text without the state it ends in, and the state.

    A word that may be something else counts only where nothing else is likely: ``12 Main Ct`` is a
    court, and in ``12 Main St, Washington`` the last word is a city.
    """
    head, comma, tail = text.rpartition(",")
    if "." in tail:
        tail = _INITIALS.sub(r"\1", tail).replace(".", " ")
    tail_words = tail.split()
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
    if not segments:
        return "", ""
    last = segments[-1]
    last_words = last.replace(".", " ").split()
    if _is_city(last_words) and (len(segments) > 1 or is_whole):
        return ", ".join(segments[:-1]), last
    end = find_street_end(last_words) if len(segments) == 1 and is_whole else 0
    city, unit = split_unit(" ".join(last_words[end:])) if end else ("", "")
    if not _is_city(city.split()):
        return ", ".join(segments), ""
    line = " ".join(last_words[:end])
    return f"{line} # {unit}" if unit else line, city


def _is_city(tail: list[str]) -> bool:
    if not tail or tail[-1] == "saint" or is_street_type(tail[-1]) or has_unit_mark(tail):
        return False
    return not _DIGIT.search(" ".join(tail))
