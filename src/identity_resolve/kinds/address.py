"""Postal addresses, whole or in columns of their own."""

from __future__ import annotations

import re
from collections.abc import Callable

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
_HOUSE_NUMBER = re.compile(r"(?:no|nr|number|num)?[\s.:#]*(.*\d.*?)(?:\.0+)?")
_ZIP = re.compile(r"(\d{5})(?:[-\s]?\d{4})?(?:\.0+)?", re.ASCII)
_NOT_POSTCODE = re.compile(r"[^0-9A-Z]+")
_POSTCODE = re.compile(r"(?=.*\d)[0-9A-Z]{3,10}")
_POSTCODE_LAST = re.compile(
    r"(?:^|[\s,]+)(\d{5}(?:-?\d{4})?|[a-z]\d[a-z]\s?\d[a-z]\d|[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})$",
    re.ASCII,
)
_SHORT_POSTCODE_LAST = re.compile(r"[\s,]+(\d{4})$", re.ASCII)
_POSTCODE_FIRST = re.compile(r",\s*(?:[a-z]{1,2}-)?(\d{4,5})\s+([^\d,]+)$", re.ASCII)
_COUNTRY_LAST = re.compile(
    r"(?:,\s*|(?<=\d)\s+)(?:u\.?s\.?a?\.?|united states(?: of america)?|australia|canada|u\.?k\.?"
    r"|united kingdom|great britain|england|new zealand|germany|deutschland|france)\.?$"
)
_POSTCODE_BEHIND = frozenset({"US", "CA", "AU", "GB", "NZ", "IE"})
_SHORT_POSTCODES = frozenset({"AU", "NZ"})
_LINE_ENDS = re.compile(r"\s*[\r\n]+\s*")
_LONGEST_REGION = 4


def _folded(parse: Callable[[str, Context], Parsed]) -> Parse:
    ...
