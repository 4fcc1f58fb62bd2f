"""What in a text is no identifier: dates, times, prices, quantities, versions, parcels, web addresses."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

__all__ = ["Zones", "find_zones", "is_something_else"]

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_UNITS = (
    r"units?|items?|pcs|pieces?|packs?|boxes|copies|tickets|seats|people|persons|guests|users"
    r"|kg|g|lbs?|oz|km|mi|miles?|mph|ft|feet|inch(?:es)?|cm|mm|sq|kwh|kw|gb|mb|tb|mhz|ghz|mp|fps"
    r"|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|yrs?|times|nights?"
    r"|points|miles|stars?|followers|views|likes|pages?|steps|calories|degrees|st|nd|rd|th"
)
_MONEY = r"USD|EUR|GBP|CAD|AUD|MXN|dollars?|euros?|pounds?|bucks|cents|pesos?|d[oó]lares"
_STREETS = (
    r"st|street|ave|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane|ct|court|pl|place|way|hwy|highway"
    r"|pkwy|parkway|ter|terrace|cir|circle|sq|square"
)
_ZONE = re.compile(  # by how they begin, so that few are tried at each character
    rf"""
      (?:https?://|www\.)\S+
    | [$€£¥₹]\s?\d[\d.,]*\d? (?:\s?[kKmM]\b)?
    | (?=\d) (?<!\w) (?:
        (?<![.-]) \d[\d.,]{{0,20}}\s?(?:[$€£¥%‰°]|(?:{_MONEY})\b)
      | (?<![.,-]) \d{{1,3}}(?:[.,\s]\d{{3}}){{0,6}}[.,]\d\d (?![\w-]|[.,]\d)
      | (?<![.,-]) \d{{1,3}}(?:,\d{{3}}){{1,6}} (?![\w-]|[.,]\d)
      | (?<![:-]) \d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[ap]\.?m\b\.?)? (?![\w-]|:\d)
      | (?<![.-]) \d{{1,2}}\s?[ap]\.?m\b
      | (?<![.-]) \d{{4}}-\d\d-\d\d(?:[T ]\d\d:\d\d\S*)? (?![\w-])
      | (?<![.-]) \d{{1,2}}([-/.])\d{{1,2}}\1(?:\d{{4}}|\d\d) (?![\w-]|[./]\d)
      | (?<![.-]) \d{{4}}[/.]\d{{1,2}}[/.]\d{{1,2}} (?![\w-])
      | (?<![.-]) \d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:of\s|de\s)?(?:{_MONTH})(?:,?\s\d{{4}})? (?![\w-])
      | (?<![.-]) (?!\d{{3}}\.\d{{3}}\.\d{{4}}\b) \d{{1,4}}\.\d{{1,4}}\.\d{{1,5}}(?:\.\d+)* (?![\w-])
      | (?<!-) (?:19|20)\d\d\s?[-/–]\s?(?:19|20)?\d\d (?![\w-])
      | 1Z(?:\s?[0-9A-Z]){{16}} (?!\w)
      | 9[1-5]\d\d(?:\s?\d{{4}}){{4}}\s?\d\d (?!\w)
      | (?<![.-]) \d{{1,5}}\s?x\s?\d+ (?:\s?x\s?\d+)?
      | (?<![.-]) \d+\s?x (?!\w)
      | (?<![.-]) \d[\d.,]{{0,20}}\s?-?(?:{_UNITS})\b
      | (?<!-) \d{{1,5}}[a-z]?\s(?:[NSEW]\.?\s)?(?:[^\W\d_][\w'.]*\s){{1,3}}(?:{_STREETS})\b
      )
    | (?=[a-z]) (?<!\w) (?:
        (?<!-) (?:USD|EUR|GBP|CAD)\s?\d[\d.,]*
      | (?:{_MONTH})\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})? (?![\w-])
      | v(?:ersion\s|er\.?\s)?\d+(?:\.\d+)+\S*
      | [A-Z]{{2}}\s?(?:\d{{3}}\s?){{3}}(?:US|CA|GB|DE|FR|CN|AU|JP) (?!\w)
      | (?:CVE|ISO|RFC|IEC|DIN|ASTM|IEEE|NIST|ANSI|HTTP|KB)[-\s]?\d[\d:-]*
      | (?:apt|suite|ste|unit|room|floor|fl|box)\.?\s\#?\d+\w?
      )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SOMETHING_ELSE = re.compile(
    r"(?:\b(?:track(?:ing)?|parcel|shipment|consignment|waybill|awb|flight|train|model|sku|part|serial|s/n"
    r"|version|build|firmware|item|product|upc|ean|isbn|asin|gtin|room|gate|seat|zip(?: ?code)?"
    r"|postcode|error code|message-id|in-reply-to|references|commit|verification|otp|pin|passcode"
    r"|security code|code|ups|usps|fedex|dhl|version|docket fee)\b)"
    r"[\s.]*(?:\b(?:numbers?|no|nr|id|code)\b\.?)?[\s:#=<(\"'-]*(?:\b(?:is|was|are)\b)?[\s:#<\"'(]*$",
    re.IGNORECASE,
)
_LOOK_BACK = 48


class Zones(NamedTuple):
    """Spans that are no identifier, ascending and apart."""

    starts: list[int]
    ends: list[int]
    webs: list[bool]

    def forbid(self, start: int, end: int) -> bool:
        """Whether a span touches one of them, and is more than it only where that is an address."""
        first = bisect_left(self.ends, start + 1)
        for place in range(first, len(self.starts)):
            if self.starts[place] >= end:
                break
            inside = start <= self.starts[place] and self.ends[place] <= end
            if not (
                inside and (self.webs[place] or end - start > self.ends[place] - self.starts[place])
            ):
                if self.webs[place] and end + 1 >= self.ends[place] and start == self.starts[place]:
                    continue  # the address without its punctuation
                return True
        return False


def find_zones(text: str) -> Zones:
    """The dates, times, prices, quantities, versions and web addresses of a text.

    >>> zones = find_zones("$1,200.00 on 07/19/2024 at 5 pm")
    >>> [(start, end) for start, end in zip(zones.starts, zones.ends)]
    [(0, 9), (13, 23), (27, 31)]
    """
    found = [(m.start(), m.end(), "/" in m[0] and m[0][:1] in "hHwW") for m in _ZONE.finditer(text)]
    return Zones([f[0] for f in found], [f[1] for f in found], [f[2] for f in found])


def is_something_else(text: str, start: int) -> bool:
    """Whether the words before a value say that it is a parcel, a product, a flight, a code.

    >>> is_something_else("tracking number: 1Z", 17), is_something_else("my number: 41", 11)
    (True, False)
    """
    return _SOMETHING_ELSE.search(text[max(0, start - _LOOK_BACK) : start]) is not None
