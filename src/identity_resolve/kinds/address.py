"""Postal addresses, whole or in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parse, Parsed, Plain, join_parts, reading_again
from identity_resolve.kinds.full_address import render_address, split_address
from identity_resolve.kinds.headers import header_pattern
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.places import normalize_city, normalize_region
from identity_resolve.kinds.postcode import normalize_postcode, read_codes
from identity_resolve.kinds.street import (
    drop_care_of,
    render_extra,
    render_street,
    split_street,
    split_unit,
)
from identity_resolve.kinds.street_plain import read_street_lines
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold
from identity_resolve.kinds.units import normalize_unit

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ADDRESSES"]

_LINE_ENDS = re.compile(r"\s*(?:[\r\n]+|<br ?/?>)\s*", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")
_PLAIN = re.compile(
    r"(?!.*\bbox\b)(?!.*\b(?:apt|unit|ste|suite)\.?\Z)(?:\d+|[a-z]+(?: [a-z]+)*"
    r"|\d+ (?:[nsew]\.? )?[a-z]+(?: [a-z]+){1,2}\.?(?:,? (?:apt|unit|ste|suite)\.? \w+|,? #\w+)?"
    r"(?:, [a-z]+(?: [a-z]+)*, [a-z]{2} \d{5}(?:-\d{4})?)?)",
    re.IGNORECASE | re.ASCII,
)
"""Texts as most are, which are read as themselves."""

_NUMBER_WORD = re.compile(r"\b(?:(?:no|nr|nbr|number|num) )+(?=\d)")
_LONE_UNIT = re.compile(r"\d{1,4}-?[a-z]?|[a-z]-?\d{1,4}", re.ASCII)
_FRACTION = re.compile(r"(\d+)[- ](\d/\d)", re.ASCII)
_NUMBER_HYPHEN = re.compile(r"\s*([-/])\s*|(?<=\d)\s+(?=[a-z]\Z)")
_NUMBER = re.compile(r"[^\W_]+(?:[-/][^\W_]+)*")
_LONGEST = MAX_LENGTH - len(" # , ,  ")
"""Characters of all parts together, so that the text made of them is not too long to read."""

_DECIMAL = re.compile(r"(\d+)\.0+", re.ASCII)


def _fold(text: str, kind: str = "address") -> str | Reason:
    """Folded text, unless it is too long or says that there is no value of the kind."""
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    folded = fold(clean(text))
    bare = folded.strip(" .,!()")
    is_nothing = is_placeholder(kind, folded) or (bare != folded and is_placeholder(kind, bare))
    return Reason.PLACEHOLDER if is_nothing else folded


def _checked(parts: tuple[str, ...], kind: str = "address") -> Parsed:
    """The parts, unless nothing, or nothing that means anything, is left of the text."""
    texts = [part for part in parts if part]
    if not texts:
        return Reason.BAD_FORMAT
    if sum(map(len, texts)) > _LONGEST:
        return Reason.TOO_LONG
    return Reason.PLACEHOLDER if len(texts) == 1 and is_placeholder(kind, texts[0]) else parts


def _parse_street(text: str, context: Context) -> Parsed:
    """House number, street and unit of a street line.

    >>> _parse_street("2210 Mission Street Apt 5", Context())
    ('2210', 'mission st', '5')
    """
    folded = _fold(text)
    if isinstance(folded, Reason):
        return folded
    return _checked(split_street(folded, context.region))


def _parse_number(text: str, _: Context) -> Parsed:
    """A house number.

    >>> _parse_number("No. 12 A", Context()), _parse_number("112 - 10", Context())
    (('12a',), ('112-10',))
    """
    if text.isdigit() and text.isascii() and len(text) <= MAX_LENGTH and text.strip("0"):
        return (text.lstrip("0"),)
    folded = _fold(text)
    if isinstance(folded, Reason):
        return folded
    if decimal := _DECIMAL.fullmatch(folded):
        return _checked((decimal[1].lstrip("0"),))
    if fraction := _FRACTION.fullmatch(folded):
        return (f"{fraction[1]} {fraction[2]}",)
    bare = " ".join(_NUMBER.findall(_NUMBER_HYPHEN.sub(r"\1", folded)))
    number = _NUMBER_HYPHEN.sub(r"\1", _NUMBER_WORD.sub("", bare))
    number = number.lstrip("0") if number.isdigit() else number
    return _checked((number,)) if _DIGIT.search(number) else Reason.BAD_FORMAT


def _parse_unit(text: str, _: Context) -> Parsed:
    """An apartment, suite or floor without its designator.

    >>> _parse_unit("Apt. 4-B", Context()), _parse_unit("# 4 b", Context())
    (('4b',), ('4b',))
    """
    folded = _fold(text)
    if isinstance(folded, Reason):
        return folded
    decimal = _DECIMAL.fullmatch(folded)
    return _checked((normalize_unit(decimal[1] if decimal else folded),))


def _parse_extra(text: str, _: Context) -> Parsed:
    """The second line of an address: a building or neighborhood, and a unit.

    >>> _parse_extra("Brentwood Vlge", Context()), _parse_extra("Villa 2", Context())
    (('brentwood vlge', ''), ('', '2'))
    """
    folded = _fold(text)
    if isinstance(folded, Reason):
        return folded
    return _checked(_read_extra(folded))


def _read_extra(folded: str) -> tuple[str, str]:
    locality, unit = split_unit(drop_care_of(folded))
    if not unit and _LONE_UNIT.fullmatch(locality):
        return "", normalize_unit(locality)
    return locality, unit


def _parse_city(text: str, context: Context) -> Parsed:
    """A city, town or suburb.

    >>> _parse_city("Saint-Louis", Context()), _parse_city("St. Louis, MO", Context())
    (('st louis',), ('st louis',))
    """
    folded = _fold(text, "city")
    return (
        folded
        if isinstance(folded, Reason)
        else _checked((normalize_city(folded, context.region),), "city")
    )


def _parse_region(text: str, context: Context) -> Parsed:
    """A state, province or county; by its abbreviation where the country is known to use one.

    >>> _parse_region("California", Context()), _parse_region("Calif.", Context())
    (('CA',), ('CA',))
    """
    folded = _fold(text)
    if isinstance(folded, Reason):
        return folded
    region = normalize_region(folded, context.region)
    return _checked((region,)) if _LETTER.search(region) else Reason.BAD_FORMAT


def _parse_postcode(text: str, context: Context) -> Parsed:
    """A postal code.

    >>> _parse_postcode("94110-1234", Context()), str(_parse_postcode("99999", Context()))
    (('94110',), 'placeholder')
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    code = normalize_postcode(clean(text), context.region)
    return code if isinstance(code, Reason) else (code,)


def _parse_address(text: str, context: Context) -> Parsed:
    r"""A whole address, on one line or several.

    >>> _parse_address("18 Vine Street\nNapa, CA 94559", Context())
    ('18', 'vine st', '', 'napa', 'CA', '94559')
    """
    is_one_line = text.isprintable() and "<" not in text
    folded = _fold(text if is_one_line else _LINE_ENDS.sub(", ", text))
    if isinstance(folded, Reason):
        return folded
    if "@" in folded:
        return Reason.BAD_FORMAT
    return _checked(split_address(folded, context.region))


def _row(
    name: str,
    title: str,
    parse: Parse,
    parts: tuple[str, ...],
    *,
    plain: Callable[[pl.Series, Context, Parse], Plain] | None = None,
    headers: str,
    examples: tuple[str, ...],
    looks_like: str | None = None,
    render: Callable[..., str] = join_parts,
) -> Kind:
    is_contact = "street" in parts
    settled = reading_again(parse, render, plain=_PLAIN.fullmatch)
    return Kind(
        name=name,
        title=title,
        identifier_class=(
            IdentifierClass.CONTACT_POINT if is_contact else IdentifierClass.ATTRIBUTE
        ),
        parse=settled,
        plain=(lambda texts, context: plain(texts, context, settled)) if plain else None,
        parts=parts,
        share_limit=12 if is_contact else 10**9,
        headers=header_pattern(headers, numbered=not is_contact),
        examples=examples,
        looks_like=looks_like,
        render=render,
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
        plain=read_street_lines,
        headers=r"(?:address|addr|add|street|str)(?:_?1)?|street_?(?:addr(?:ess)?|line|name)(?:_?1)?"
        r"|(?:address|addr)_?line(?:_?1)?|line_?1|road|strasse|calle|rue",
        render=render_street,
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
        render=render_extra,
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
        plain=read_codes,
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
        render=render_address,
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
