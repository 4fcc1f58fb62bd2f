"""Who issued a number: one spelling of the issuer, and the state that a number names itself."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from identity_resolve.kinds.places import find_subdivision
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import clean, fold

__all__ = ["fits_license_format", "normalize_issuer", "split_state"]

_SEPARATORS = re.compile(r"[\W_]+")
_CANONICAL = re.compile(r"([A-Z]{2}-[A-Z0-9]{1,3}):(.+)")
_FIRST = re.compile(r"((?:[A-Z]{2}-)?[A-Z][A-Z. ]{0,28}[A-Z])(\s*[:/]\s*|[\s-]\s*)(\S*\d.*)")
_LAST = re.compile(r"([^(,/]*\d[^(,/]*)[(,/]\s*((?:[A-Z]{2}-)?[A-Z][A-Z. ]*)\)?")


@lru_cache(maxsize=4096)
def normalize_issuer(issuer: str, region: str = "") -> str:
    """An issuer in one spelling; a state with its country when a region is given.

    >>> normalize_issuer("California", "US"), normalize_issuer("us-ca", "US")
    ('US-CA', 'US-CA')
    >>> normalize_issuer("Web shop")
    'WEB-SHOP'
    """
    state = _find_state(issuer, region) if region else ""
    return state or _SEPARATORS.sub("-", fold(clean(issuer)).upper()).strip("-")


def split_state(text: str, region: str, *, by_format: bool) -> tuple[str, str]:
    """The state or province that an upper-case number names itself, or ``""``, and the rest.

    A state in front of the number needs a colon or slash after it, or with `by_format` a rest that
    looks like a driver's license of that state: ``MD 12345`` may as well be a plate.

    >>> split_state("D7654321 (CA)", "US", by_format=True)
    ('US-CA', 'D7654321 ')
    >>> split_state("CA D7654321", "US", by_format=True)
    ('US-CA', 'D7654321')
    >>> split_state("CA D7654321", "US", by_format=False)
    ('', 'CA D7654321')
    """
    if canonical := _CANONICAL.fullmatch(text):
        return canonical[1], canonical[2]
    last = _LAST.fullmatch(text)
    if last and (state := _find_state(last[2], region)):
        return state, last[1]
    first = _FIRST.fullmatch(text)
    if first and (state := _find_state(first[1], region)):
        is_marked = first[2].strip() in (":", "/")
        if is_marked or (by_format and fits_license_format(_SEPARATORS.sub("", first[3]), state)):
            return state, first[3]
    return "", text


@cache
def _formats(issuer: str) -> tuple[re.Pattern[str], ...]:
    return tuple(
        re.compile(row["regex_after_upper_and_separator_removal"])
        for row in read_rows("license_formats.csv")
        if f"{row['country']}-{row['jurisdiction']}" == issuer
    )


def fits_license_format(number: str, issuer: str) -> bool:
    """Whether a compact driver's license number has a known format of its issuer.

    The published lists lag behind reality: a misfit is a warning, never proof of an error.

    >>> fits_license_format("D7654321", "US-CA"), fits_license_format("D765432", "US-CA")
    (True, False)
    """
    return any(pattern.search(number) for pattern in _formats(issuer))


def _find_state(text: str, region: str) -> str:
    """``US-CA`` for ``CA``, ``California`` or ``US-CA``, or ``""``."""
    country, hyphen, name = clean(text).upper().partition("-")
    if not hyphen:
        country, name = region, text
    state = find_subdivision(name, country)
    return f"{country}-{state}" if state else ""
