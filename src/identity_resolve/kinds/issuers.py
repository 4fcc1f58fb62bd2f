"""Who issued a number: one spelling of the issuer, and the state that a number names itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.places import find_subdivision
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import clean, fold

__all__ = [
    "fits_license_format",
    "has_license_formats",
    "issuers_that_fit",
    "normalize_issuer",
    "split_state",
    "state_or_country",
]

_SEPARATORS = re.compile(r"[\W_]+")
_SEPARATORS_BUT_STAR = re.compile(r"(?:[^\w*]|_)+")
_CANONICAL = re.compile(r"([A-Z]{2}-[A-Z0-9]{1,3}):(.+)")
_FIRST = re.compile(
    r"[(\[]?((?:[A-Z]{2,3}-)?[A-Z][A-Z.' ]{0,45}[A-Z]\.?)"
    r"(\s*[\])]?\s*[:/#\])][\s#:]*|[\s.-]\s*)(\S*\d.*)"
)
_LAST = re.compile(
    r"([^(\[,/]*\d[^(\[,/]*)[(\[,/]\s*((?:[A-Z]{2}-)?[A-Z][A-Z. ]*(?:,\s*(?:USA?|CANADA))?)[)\]]?"
)
_BEHIND = re.compile(
    r"([^\s\d]*\d\S*(?: [^\s\d]*\d\S*)*)[\s-]+((?:[A-Z]{2}-)?[A-Z][A-Z. ]{0,28}[A-Z]\.?)"
)
_TITLE = (
    r"(?:D[./]?L[./]?(?:N|ID)?\.?|CDL|O\.?L\.?N?\.?|(?:DRIV(?:ERS?|ING|ER'S)|OPERATOR'?S)"
    r"|LIC(?:EN[CS]E)?\.?|NO\.?|NUMBER|NUM|NBR|PERMIT)"
)
_TITLE_BEHIND = re.compile(rf"(?:[\s-]+{_TITLE})+(?:[\s-]+ID)?$")
_TITLE_GLUED = re.compile(r"([A-Z]{2})(?:DLN?|OLN)")
_COUNTRY_FIRST = re.compile(r"(USA?|CAN?|AUS?|GB|UK)[\s/_.,:-]+(.+)")
_COUNTRY_LAST = re.compile(r"(.+?)[\s/_.,-]+(USA|US|UNITED STATES|CAN|CANADA|AUS|AUSTRALIA)\.?")
_COUNTRIES = {"UNITED STATES": "US", "UNITED KINGDOM": "GB", "UK": "GB"}
_AGENCY = re.compile(
    r"\b(?:(?:STATE|PROVINCE|COMMONWEALTH) OF|D\.?M\.?V\.?|DPS|BMV|RMV|MVD|MVA|DVS|DOL|DOT|DHSMV|FLHSMV"
    r"|SOS|MTO|ICBC|SAAQ|SGI|DRIVE|DIVISION OF|DEPARTMENT OF|DEPT\.? OF|MOTOR VEHICLES?|STATE|PROVINCE)\b"
)
_NEIGHBORS = {"US": "CA", "CA": "US"}
_NATIONAL = {
    **dict.fromkeys(("GB", "UK", "UNITED KINGDOM", "GREAT BRITAIN", "DVLA", "GBR"), "GB"),
    **dict.fromkeys(("NORTHERN IRELAND", "GB-NIR"), "GB-NIR"),
    **dict.fromkeys(("NYS", "NYSDMV"), "US-NY"),
    **dict.fromkeys(("CADMV", "CALI"), "US-CA"),
    **dict.fromkeys(("FLHSMV", "FLDHSMV", "DHSMV"), "US-FL"),
    **dict.fromkeys(("TXDPS", "TXDOT"), "US-TX"),
    "USVI": "US-VI",
    "US VIRGIN ISLANDS": "US-VI",
    "DC": "US-DC",
    "WASHINGTON DC": "US-DC",
    "MTO": "CA-ON",
    "SAAQ": "CA-QC",
    "PQ": "CA-QC",
    "ICBC": "CA-BC",
    "SGI": "CA-SK",
    **dict.fromkeys(("NF", "NFLD", "LABRADOR", "NEWFOUNDLAND & LABRADOR"), "CA-NL"),
    "YUKON TERRITORY": "CA-YT",
    "NWT": "CA-NT",
}
_USUAL = ("US", "CA", "GB")


@lru_cache(maxsize=4096)
def normalize_issuer(issuer: str, region: str = "") -> str:
    """An issuer in one spelling; a state with its country when a region is given.

    >>> normalize_issuer("California", "US"), normalize_issuer("us-ca", "US")
    ('US-CA', 'US-CA')
    >>> normalize_issuer("Ontario", "US"), normalize_issuer("State of New York DMV", "US")
    ('CA-ON', 'US-NY')
    >>> normalize_issuer("Web shop")
    'WEB-SHOP'
    """
    is_country = issuer.strip().upper() == region  # Canada, not California
    known = "" if is_country or not region else _find_state(issuer, region) or _find_abroad(issuer)
    return known or _SEPARATORS.sub("-", fold(clean(issuer)).upper()).strip("-")


def _find_abroad(issuer: str) -> str:
    """The country of an issuer that its name or three letters tell, or the number AAMVA gave it.

    >>> _find_abroad("Deutschland"), _find_abroad("636014"), _find_abroad("DEU"), _find_abroad("web")
    ('DE', 'US-CA', 'DE', '')
    """
    compact = issuer.strip()
    if compact.isdigit():
        return _issuer_numbers().get(compact, "")
    is_told = len(compact) > 3 or (len(compact) == 3 and compact.isupper())
    return find_country(compact) if is_told else ""


@cache
def _issuer_numbers() -> Mapping[str, str]:
    rows = read_rows("aamva_issuers.csv")
    return {
        row["iin"]: f"{row['country']}-{row['jurisdiction']}" for row in rows if row["jurisdiction"]
    }


def split_state(text: str, region: str, *, by_format: bool) -> tuple[str, str]:
    """The state or province that an upper-case number names itself, or ``""``, and the rest.

    A state in front of the number needs a colon or slash after it, or with `by_format` a rest that
    looks like a driver's license of that state: ``MD 12345`` may as well be a plate.

    >>> split_state("D7654321 (CA)", "US", by_format=True)
    ('US-CA', 'D7654321 ')
    >>> split_state("CA D7654321", "US", by_format=True)
    ('US-CA', 'D7654321')
    >>> split_state("D7654321 CA", "US", by_format=True)
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
    if first and (found := _read_first(first, region, by_format=by_format)):
        return found
    behind = _BEHIND.fullmatch(text) if by_format else None
    if behind and (state := _find_state(behind[2], region)) and _fits(behind[1], state):
        return state, behind[1]
    word, _, rest = text.partition(" ") if by_format else ("", "", "")
    if rest and (state := _find_state(word, region)) and _fits(rest, state):
        return state, rest
    return "", text


def _read_first(first: re.Match[str], region: str, *, by_format: bool) -> tuple[str, str] | None:
    """The state before a number and the number, if it is a state indeed."""
    name, mark, rest = first[1], first[2].strip(), first[3]
    is_marked = mark != "" and ":/#)]".find(mark[0]) >= 0
    if state := _find_state(name, region):
        return (state, rest) if is_marked or (by_format and _fits(rest, state)) else None
    if not by_format:
        return None
    glued = _TITLE_GLUED.fullmatch(name)
    untitled = glued[1] if glued else _TITLE_BEHIND.sub("", name)
    state = _find_state(untitled, region) if untitled != name else ""
    return (state, rest) if state else None


def _fits(text: str, issuer: str) -> bool:
    return fits_license_format(_SEPARATORS_BUT_STAR.sub("", text), issuer)


@cache
def _formats(*, telling: bool = False) -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Patterns by issuer, of a country as a whole under its own code; only the `telling` ones."""
    patterns: dict[str, tuple[re.Pattern[str], ...]] = {}
    for row in read_rows("license_formats.csv"):
        regex = row["regex_after_upper_and_separator_removal"]
        if regex and not (telling and row["loose"]):
            issuer = f"{row['country']}-{row['jurisdiction']}".rstrip("-")
            patterns[issuer] = (*patterns.get(issuer, ()), re.compile(regex))
    return patterns


def _patterns(issuer: str) -> tuple[re.Pattern[str], ...]:
    """Patterns of an issuer, or of its country where states are not told apart."""
    found = _formats().get(issuer)
    return _formats().get(issuer[:2], ()) if found is None else found


def fits_license_format(number: str, issuer: str) -> bool:
    """Whether a compact driver's license number has a known format of its issuer.

    The published lists lag behind reality: a misfit is a warning, never proof of an error.

    >>> fits_license_format("D7654321", "US-CA"), fits_license_format("D765432", "US-CA")
    (True, False)
    >>> fits_license_format("MORGA657054SM9IJ", "GB"), fits_license_format("12345679", "AU-NSW")
    (True, True)
    """
    return any(pattern.search(number) for pattern in _patterns(issuer))


def issuers_that_fit(number: str, region: str = "US") -> tuple[str, ...]:
    """Issuers of the region, the US, Canada and the UK whose format a compact number has.

    >>> issuers_that_fit("S530460790420")
    ('US-FL', 'US-IL', 'US-MD', 'US-MI', 'US-MN', 'CA-QC')
    """
    countries = (region, *(country for country in _USUAL if country != region))
    return tuple(
        issuer
        for country in countries
        for issuer, patterns in sorted(_formats(telling=True).items())
        if issuer[:2] == country and any(pattern.search(number) for pattern in patterns)
    )


def has_license_formats(issuer: str) -> bool:
    """Whether any format of an issuer is known.

    >>> has_license_formats("US-CA"), has_license_formats("US-AS")
    (True, False)
    """
    return bool(_patterns(issuer))


def state_or_country(issuer: str, said: str, number: str, fits: Callable[[str, str], bool]) -> str:
    """The issuer, or the country of the same two letters if only its form `fits` the number.

    >>> state_or_country("US-DE", "DE", "B072RRE2I55", fits_license_format)  # not Delaware
    'DE'
    """
    country = issuer[3:]
    if not country or said.strip().upper() != country:
        return issuer
    return country if fits(number, country) and not fits(number, issuer) else issuer


@lru_cache(maxsize=4096)
def _find_state(text: str, region: str) -> str:
    """``US-CA`` for ``CA``, ``California``, ``US-CA`` or ``CA DMV``; ``GB``; or ``""``."""
    upper = " ".join(clean(text).upper().split()).strip(" ,-")
    if found := _find_named(upper, region):
        return found
    bare = " ".join(_AGENCY.sub(" ", upper).split()).strip(" ,-")
    return _find_named(bare, region) if bare and bare != upper else ""


def _find_named(upper: str, region: str) -> str:
    if state := find_subdivision(upper, region):
        return f"{region}-{state}"
    if found := _NATIONAL.get(upper.replace(".", "").replace(",", "")):
        return found
    country, name = _NEIGHBORS.get(region, ""), upper
    if last := _COUNTRY_LAST.fullmatch(upper):
        name, country = last.groups()
    elif first := _COUNTRY_FIRST.fullmatch(upper):
        country, name = first.groups()
    country = _COUNTRIES.get(country, country[:2])
    state = find_subdivision(name, country)
    return f"{country}-{state}" if state else ""
