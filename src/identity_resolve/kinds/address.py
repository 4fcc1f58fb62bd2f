"""Postal addresses, whole or in columns of their own."""

from __future__ import annotations

import re

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parse, Parsed
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.places import find_subdivision
from identity_resolve.kinds.street import (
    find_street_end,
    is_street_type,
    normalize_unit,
    split_street,
    split_unit,
)
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold, words

__all__ = ["ADDRESSES"]

_NOWHERE = frozenset(
    {
        *("no fixed address", "no fixed abode", "homeless", "transient", "no address"),
        *("address unknown", "unknown address", "same as above", "same as mailing"),
    }
)
_SAME_WORDS = {"saint": "st", "mount": "mt", "fort": "ft"}
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")

_NUMBER_WORD = re.compile(r"(?:(?:no|nr|nbr|number|num)\b|#)[\s.:#]*(?=\d)")
_NUMBER_HYPHEN = re.compile(r"\s*([-/])\s*|(?<=\d)\s+(?=[a-z]\Z)")
_NUMBER = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_DECIMAL = re.compile(r"(\d+)\.0+", re.ASCII)

_SEPARATORS = re.compile(r"[^0-9A-Z]+")
_POSTCODE = re.compile(r"(?=.*\d)[0-9A-Z]{3,10}")
_ZIP = re.compile(r"(\d{5})(?:-? ?\d{4})?", re.ASCII)
_POSTCODE_LAST = re.compile(
    r"(?:^|[\s,]+)(\d{5}(?:-\d{4})?|[a-z]\d[a-z] ?\d[a-z]\d|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})$",
    re.ASCII,
)
_SHORT_POSTCODE_LAST = re.compile(r"(?<=[^\W\d_])[\s,]+(\d{4})$", re.ASCII)
_POSTCODE_FIRST = re.compile(r",\s*(?:[a-z]{1,2}-)?(\d{4,5})\s+([^\d,]+)$", re.ASCII)
_POSTCODE_BEHIND = frozenset({"US", "CA", "AU", "GB", "NZ", "IE"})
_SHORT_POSTCODES = frozenset({"AU", "NZ"})
_COUNTRY_LAST = re.compile(
    r"(?:,\s*|(?<=\d)\s+)(?:u\.?s\.?a?|united states(?: of america)?|australia|canada|u\.?k"
    r"|united kingdom|great britain|england|new zealand|germany|deutschland|france)\.?$"
)
_LONGEST_ABBREVIATION = 3


def _fold(text: str) -> str | Reason:
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    folded = fold(clean(text))
    if folded in _NOWHERE or is_placeholder("any", folded):
        return Reason.PLACEHOLDER
    return folded


def _checked(parts: tuple[str, ...]) -> Parsed:
    return parts if any(parts) else Reason.BAD_FORMAT


def _parse_street(text: str, _: Context) -> Parsed:
    """House number, street and unit of a street line.

    >>> _parse_street("2210 Mission Street Apt 5", Context())
    ('2210', 'mission st', '5')
    """
    folded = _fold(text)
    return folded if isinstance(folded, Reason) else _checked(split_street(folded))


def _parse_number(text: str, _: Context) -> Parsed:
    """A house number.

    >>> _parse_number("No. 12 A", Context()), _parse_number("112 - 10", Context())
    (('12a',), ('112-10',))
    """
    if text.isdigit() and text.isascii() and len(text) <= MAX_LENGTH and text.strip("0"):
        return (text,)
    folded = _fold(text)
    if isinstance(folded, Reason):
        return folded
    if decimal := _DECIMAL.fullmatch(folded):
        return (decimal[1],)
    bare = _NUMBER_HYPHEN.sub(r"\1", _NUMBER_WORD.sub("", folded, count=1))
    number = " ".join(_NUMBER.findall(bare))
    return (number,) if _DIGIT.search(number) else Reason.BAD_FORMAT


def _parse_unit(text: str, _: Context) -> Parsed:
    """An apartment, suite or floor without its designator.

    >>> _parse_unit("Apt. 4-B", Context()), _parse_unit("# 4 b", Context())
    (('4b',), ('4b',))
    """
    folded = _fold(text)
    return folded if isinstance(folded, Reason) else _checked((normalize_unit(folded),))


def _parse_extra(text: str, _: Context) -> Parsed:
    """The second line of an address: a building or neighborhood, and a unit.

    >>> _parse_extra("Brentwood Vlge", Context()), _parse_extra("Villa 2", Context())
    (('brentwood vlge', ''), ('', '2'))
    """
    folded = _fold(text)
    return folded if isinstance(folded, Reason) else _checked(split_unit(folded))


def _parse_city(text: str, _: Context) -> Parsed:
    """A city, town or suburb.

    >>> _parse_city("Saint-Louis", Context()), _parse_city("St. Louis", Context())
    (('st louis',), ('st louis',))
    """
    folded = _fold(text)
    return folded if isinstance(folded, Reason) else _checked((_normalize_city(folded),))


def _normalize_city(folded: str) -> str:
    city = " ".join(_SAME_WORDS.get(word, word) for word in words(folded))
    return city if _LETTER.search(city) else ""


def _parse_region(text: str, context: Context) -> Parsed:
    """A state, province or county; by its abbreviation where the country is known to use one.

    >>> _parse_region("California", Context()), _parse_region("Calif.", Context())
    (('CA',), ('CA',))
    """
    folded = _fold(text)
    if isinstance(folded, Reason):
        return folded
    region = find_subdivision(folded, context.region) or " ".join(words(folded)).upper()
    return (region,) if _LETTER.search(region) else Reason.BAD_FORMAT


def _parse_postcode(text: str, _: Context) -> Parsed:
    """A postal code: upper case without blanks; of a ZIP+4 the first five digits.

    >>> _parse_postcode("94110-1234", Context()), _parse_postcode("tr1 3ab", Context())
    (('94110',), ('TR13AB',))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    upper = clean(text).upper()
    if decimal := _DECIMAL.fullmatch(upper):
        upper = decimal[1]
    zip_code = _ZIP.fullmatch(upper)
    code = zip_code[1] if zip_code else _SEPARATORS.sub("", upper)
    if is_placeholder("postcode", upper) or is_placeholder("postcode", code) or not code.strip("0"):
        return Reason.PLACEHOLDER
    return (code,) if _POSTCODE.fullmatch(code) else Reason.BAD_FORMAT


def _parse_address(text: str, context: Context) -> Parsed:
    """A whole address in one text.

    >>> _parse_address("2210 Mission St #5, San Francisco, CA 94110", Context())
    ('2210', 'mission st', '5', 'san francisco', 'CA', '94110')
    >>> _parse_address("18 Vine Street Napa CA 94559-1234", Context())
    ('18', 'vine st', '', 'napa', 'CA', '94559')
    """
    folded = _fold(_LINE_ENDS.sub(", ", text))
    if isinstance(folded, Reason):
        return folded
    rest, postcode = _take_postcode(_COUNTRY_LAST.sub("", folded), context)
    rest, region = _take_region(rest, context.region, has_postcode=postcode != "")
    line, city = _take_city(rest, is_whole=bool(postcode or region))
    return _checked((*split_street(line), _normalize_city(city), region, postcode))


def _take_postcode(text: str, context: Context) -> tuple[str, str]:
    """The text without its postal code, and the code, ``""`` where there is none."""
    region = context.region
    match = _POSTCODE_LAST.search(text)
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
    parsed = _parse_postcode(match[1], context)
    return rest, "" if isinstance(parsed, Reason) else parsed[0]


def _take_region(text: str, country: str, *, has_postcode: bool) -> tuple[str, str]:
    """The text without the state it ends in, and the state.

    A word that may be something else counts only where nothing else is likely: ``12 Main Ct`` is a
    court, and in ``12 Main St, Washington`` the last word is a city.
    """
    head, comma, tail = text.rpartition(",")
    tail_words = tail.replace(".", " ").split()
    for count in range(min(3, len(tail_words)), 0, -1):
        name = " ".join(tail_words[-count:])
        if not (state := find_subdivision(name, country)):
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
    name = " ".join(tail)
    if not tail or _DIGIT.search(name) or is_street_type(tail[-1]):
        return False
    return split_unit(name)[1] == ""


def _row(
    name: str,
    title: str,
    parse: Parse,
    parts: tuple[str, ...],
    *,
    headers: str,
    examples: tuple[str, ...],
    looks_like: str | None = None,
) -> Kind:
    is_contact = "street" in parts
    return Kind(
        name=name,
        title=title,
        identifier_class=(
            IdentifierClass.CONTACT_POINT if is_contact else IdentifierClass.ATTRIBUTE
        ),
        parse=parse,
        parts=parts,
        share_limit=12 if is_contact else 10**9,
        headers=header_pattern(headers),
        examples=examples,
        looks_like=looks_like,
        many=True,
    )


ADDRESSES: tuple[Kind, ...] = (
    _row(
        "street_number",
        "house number",
        _parse_number,
        ("number",),
        headers=r"(?:street|house|st|building|civic|hausnummer)_?(?:number|num|no|nbr|nr)|house"
        r"|hausnummer",
        examples=("12", "12a", "112-10", "No. 5"),
    ),
    _row(
        "street",
        "street line",
        _parse_street,
        ("number", "street", "unit"),
        headers=r"(?:address|addr|add|street|str)(?:_?1)?|street_?(?:addr(?:ess)?|line|name)(?:_?1)?"
        r"|(?:address|addr)_?line(?:_?1)?|line_?1|road|strasse|calle|rue",
        examples=("12 Main St Apt 4B", "Apt 4B, 12 Main St", "12/34 Smith Street", "PO Box 77"),
    ),
    _row(
        "unit",
        "apartment or suite",
        _parse_unit,
        ("unit",),
        headers=r"(?:apt|apartment|unit|suite|ste|flat|room)(?:_?(?:number|num|no|nbr|nr))?",
        examples=("Apt 4B", "#5", "Suite 200", "2nd floor"),
    ),
    _row(
        "address_extra",
        "second address line",
        _parse_extra,
        ("locality", "unit"),
        headers=r"(?:address|addr|add|street|street_address)_?(?:line_?)?[23]|line_?[23]"
        r"|(?:address|addr)_(?:extra|other|more|additional)|additional_address|locality"
        r"|neighbou?rhood|building(?:_name)?|complement",
        examples=("Brentwood Vlge", "Villa 2", "Apt 312 The Rock Wall"),
    ),
    _row(
        "city",
        "city",
        _parse_city,
        ("city",),
        headers=r"city|town|suburb|municipality|post_?town|city_?name|city_town|ort|stadt|ville"
        r"|ciudad",
        examples=("San Francisco", "Saint Louis", "alice springs"),
    ),
    _row(
        "region",
        "state, province or county",
        _parse_region,
        ("region",),
        headers=r"(?:state|province|county|region)(?:_?(?:code|name|abbr))?|prov|st|bundesland",
        examples=("CA", "California", "nsw", "Ontario"),
    ),
    _row(
        "postcode",
        "postal code",
        _parse_postcode,
        ("postcode",),
        headers=r"zip(?:_?(?:code|5|4|plus_?4))?|post(?:al)?_?code|post_?cd|pin_?code|plz"
        r"|eircode|postcode_fake|code_postal|codigo_postal",
        examples=("94110", "94110-1234", "tr1 3ab", "2119"),
    ),
    _row(
        "address",
        "whole address",
        _parse_address,
        ("number", "street", "unit", "city", "region", "postcode"),
        headers=r"(?:full|whole|complete|entire|postal|mailing|formatted)_?addr(?:ess)?|addresses"
        r"|address_?(?:full|text|string)|address|addr",
        examples=(
            "2210 Mission St #5, San Francisco, CA 94110",
            "18 Vine Street Napa CA 94559",
            "7 Wallaby Place, Delmar, Cleveland",
        ),
        looks_like=(
            r"(?=[^\d]*\d)[^,]{3,80}(?:,[^,]{1,60}){0,3},\s*(?:[^\W\d][^\d,]{1,40}\s+)?"
            r"(?:\d{4,5}(?:-\d{4})?|[A-Za-z]{1,2}\d\w?\s?\d[A-Za-z]{2})\s*"
        ),
    ),
)
