"""Cities, states and counties in one spelling."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import words

__all__ = [
    "find_subdivision",
    "is_county",
    "normalize_city",
    "normalize_region",
    "subdivisions",
]

_LETTER = re.compile(r"[^\W\d_]")
_SAME_WORDS = {"saint": "st", "mount": "mt", "fort": "ft"}
_DIRECTIONS = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}
_ELIDED = re.compile(r"(?<!\S)([dlo]) (?=[aeiouh])")
_CODE_BEFORE = re.compile(r"(?:[a-z]{1,2}-?)?\d{4,6}\s+(?=\D)|\d{3} \d{2}\s+(?=\D)", re.ASCII)
_CODE_BEHIND = re.compile(r"(?<=\D)[\s,]+(?:\d{4,5}(?:-\d{4})?|\d{6})$", re.ASCII)
_ELIDING = frozenset("dlo")
_LONGEST_CODE = 3
_NEW_YORK = frozenset({"nyc", "new york city"})
_INITIALS = re.compile(r"\b([a-z])\.\s*(?=[a-z]\b)")

_SHORT_DIRECTIONS = {"north": ("n", "no"), "south": ("s", "so"), "west": ("w",)}
_STATE_OF = re.compile(r"(?:the )?(?:state|province|commonwealth) of |(?<=\w) (?:state|province)$")
_CLOSE, _SHORTEST_TYPO = 0.85, 6

_COUNTIES = frozenset(
    {
        *("beds", "berks", "bucks", "cambs", "cheshire", "cornwall", "cumbria", "derbys"),
        *("devon", "dorset", "essex", "glos", "hants", "herts", "kent", "lancs"),
        *(
            "leics",
            "lincs",
            "merseyside",
            "middlesex",
            "norfolk",
            "northants",
            "northumberland",
            "notts",
        ),
        *("oxon", "rutland", "salop", "somerset", "staffs", "suffolk", "surrey", "sussex"),
        *("wilts", "worcs", "yorks"),
    }
)
_COUNTY = re.compile(
    r"(?:(?:north|south|east|west|mid|n|s|e|w)\.? )?(?:[a-z]{4,}shire|sussex|yorks|glamorgan)"
    r"|county [a-z]+|co\.? [a-z]+|greater (?:london|manchester)|tyne (?:and|&) wear"
    r"|isle of (?:wight|man)|west midlands"
)


def _names() -> dict[str, dict[str, str]]:
    """Per country, postal abbreviations by the names of its states."""
    found: dict[str, dict[str, str]] = {"US": {}}
    for row in read_rows("usps_abbreviations.csv"):
        if row["class"] == "state":
            found["US"][row["input"].lower()] = row["standard"]
    for row in read_rows("subdivisions.csv"):
        named = dict.fromkeys(row["names"].split("|"), row["code"])
        found.setdefault(row["country"], {}).update(named)
    for named in found.values():
        for name, code in list(named.items()):
            direction, _, rest = name.partition(" ")
            shorts = _SHORT_DIRECTIONS.get(direction, ()) if rest else ()
            named.update({f"{short} {rest}": code for short in shorts})
    return found


@cache
def subdivisions(region: str) -> Mapping[str, str]:
    """Postal abbreviations of the states of a country by their folded names and abbreviations.

    >>> subdivisions("US")["south carolina"], subdivisions("US")["sc"], len(subdivisions("FR"))
    ('SC', 'SC', 0)
    """
    found = _names().get(region, {})
    return MappingProxyType(found | {short.lower(): short for short in found.values()})


def find_subdivision(text: str, region: str) -> str:
    """Postal abbreviation of a state or province of a country, or ``""``.

    >>> find_subdivision("N. Dakota", "US"), find_subdivision("N.S.W.", "AU")
    ('ND', 'NSW')
    """
    known = subdivisions(region)
    if state := known.get(text.lower()):
        return state
    parts = words(text)
    initials = all(len(part) == 1 for part in parts)
    return known.get(("" if initials else " ").join(parts), "")


def normalize_region(folded: str, region: str) -> str:
    """A state, province or county in upper case; its abbreviation where its country uses one.

    >>> [normalize_region(text, "US") for text in ("us-ca", "ca - california", "californa", "devon")]
    ['CA', 'CA', 'CA', 'DEVON']
    """
    joined = " ".join(words(folded))
    return _find_region(folded, region) or _find_region(joined, region) or joined.upper()


def _find_region(folded: str, region: str) -> str:
    if state := find_subdivision(folded, region):
        return state
    if not (known := subdivisions(region)):
        return ""
    pieces = [piece for piece in re.split(r"[-/,()]|\s+(?=\d)", folded) if piece.strip(" .")]
    found = {find_subdivision(piece, region) for piece in pieces}
    told = found - {""}
    others = [piece for piece in pieces if not find_subdivision(piece, region)]
    if len(told) == 1 and all(piece.strip().isdigit() or find_country(piece) for piece in others):
        return told.pop()
    bare = " ".join(words(_INITIALS.sub(r"\1", _STATE_OF.sub("", folded)).replace("d c", "dc")))
    code = bare.rpartition(" ")[2]
    if bare in known:
        return known[bare]
    if len(code) == len("ca") and code in known:  # los angeles ca
        return known[code]
    if len(bare) < _SHORTEST_TYPO:
        return ""
    return next((known[near] for near in get_close_matches(bare, known, 1, _CLOSE)), "")


def normalize_city(folded: str, region: str = "") -> str:
    """A city of a folded text without the state and postal code written beside it, or ``""``.

    >>> normalize_city("saint-louis, mo", "US"), normalize_city("80331 munchen"), normalize_city("12")
    ('st louis', 'munchen', '')
    """
    city = _city_once(folded, region)
    if not region and city == folded:
        return city
    while not folded.isalpha() and folded != city:
        folded, city = city, _city_once(city, region)
    return city


def _city_once(folded: str, region: str) -> str:
    if not folded.isalpha():
        folded = _bare_city(folded, region)
    is_plain = folded.isascii() and folded.replace(" ", "").isalpha()
    parts = [
        _SAME_WORDS.get(word, word) for word in (folded.split() if is_plain else words(folded))
    ]
    if len(parts) > 1:
        parts[0] = _DIRECTIONS.get(parts[0], parts[0])
    city = " ".join(parts)
    if not _ELIDING.isdisjoint(parts):
        city = _ELIDED.sub(r"\1", city)
    if city in _NEW_YORK:
        return "new york"
    return city if _LETTER.search(city) else ""


def _bare_city(folded: str, region: str) -> str:
    """A city without apostrophes, postal code and state."""
    if not folded.replace(" ", "").isalpha():
        folded = _CODE_BEHIND.sub("", _CODE_BEFORE.sub("", folded, 1)).replace("'", "")
        folded = _INITIALS.sub(r"\1", folded).strip(" .,")
        name, comma, behind = folded.rpartition(",")
        if comma and find_subdivision(behind, region) and _LETTER.search(name):
            return name
    name, _, behind = folded.rpartition(" ")
    if name[-2:] == " d" and behind == "c":
        name, behind = name[:-2], "dc"
    is_state = len(behind) <= _LONGEST_CODE and len(name) > 2 and behind in subdivisions(region)
    return name if is_state else folded


def is_county(folded: str) -> bool:
    """Whether a text is a county of the United Kingdom or Ireland that no town is named as.

    >>> is_county("oxfordshire"), is_county("west sussex"), is_county("london")
    (True, True, False)
    """
    return folded in _COUNTIES or _COUNTY.fullmatch(folded) is not None
