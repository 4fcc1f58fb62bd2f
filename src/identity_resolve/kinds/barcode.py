"""The barcode on the back of a North American driver's license, as a scanner delivers it.

The text is laid out by the AAMVA DL/ID Card Design Standard, annex D (versions 2000 to 2020), and by
what jurisdictions and scanners made of it: control characters lost or spelled out, elements run
together, dates of either order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from identity_resolve.domain import Identifier, Reason, Rejected
from identity_resolve.kinds.aamva import Header, find_header, issuers, read_elements

__all__ = ["Barcode", "parse_barcode"]

_MAX_LENGTH = 10_000
_SHOWN = 24
_NOTHING = frozenset(
    {"", "NONE", "UNAVL", "UNAVAIL", "UNAVAILABLE", "N/A", "NA", "NULL", "UNK", "NON"}
)
_NEVER_KEPT = frozenset({"DBJ", "DBK"})  # social security numbers, in version 1
_YEARS = range(1850, 2150)
_SEXES = {"1": "m", "M": "m", "MALE": "m", "2": "f", "F": "f", "FEMALE": "f", "X": "x", "3": "x"}
_COUNTRIES = {
    "USA": "US",
    "US": "US",
    "CAN": "CA",
    "CA": "CA",
    "CDN": "CA",
    "MEX": "MX",
    "MX": "MX",
}
_SUFFIX = re.compile(r"JR|SR|I{1,3}|IV|VI{0,3}|IX|\d(?:ST|ND|RD|TH)")
_GENERATIONS = frozenset({"JR", "SR", "II", "III", "IV"})
_CANADIAN_CODE = re.compile(r"[A-Z]\d[A-Z]\s?\d[A-Z]\d")
_ZIP, _ZIP_PLUS_4 = 5, 9


@dataclass(frozen=True, slots=True)
class Barcode:
    """What a license or identity card says, as printed; what it leaves out is ``""``.

    Attributes:
        given: first name.
        middle: middle names.
        family: family name.
        suffix: generation, such as ``JR``.
        birth_date: ISO date.
        sex: ``m``, ``f``, ``x`` or ``""``.
        street: first line of the address.
        street_2: second line of the address.
        city: city.
        region: state or province of the address, which may differ from the issuer.
        postcode: postal code, ZIP+4 with a hyphen.
        country: ISO 3166-1 alpha-2 country of issue.
        license: license or card number, in most states the same.
        issuer: who issued it, such as ``US-CA``.
        issued: ISO date of issue.
        expires: ISO date of expiry.
        is_id_card: whether it is an identity card, no license.
        truncated: which of ``given``, ``middle``, ``family`` are cut off, so comparable by their
            beginning only.
        aamva_version: version of the standard, 0 for texts that do not say.
        elements: every element by its three letters, as scanned, social security numbers left out.
    """

    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""
    birth_date: str = ""
    sex: str = ""
    street: str = ""
    street_2: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""
    license: str = ""
    issuer: str = ""
    issued: str = ""
    expires: str = ""
    is_id_card: bool = False
    truncated: tuple[str, ...] = ()
    aamva_version: int = 0
    elements: Mapping[str, str] = field(default_factory=dict, repr=False)

    def identifiers(self) -> tuple[Identifier, ...]:
        r"""Name, birth date, sex, address and license in canonical form; refused ones left out.

        >>> scanned = parse_barcode(EXAMPLE)
        >>> [identifier.value for identifier in scanned.identifiers()]
        ['sample, michael john, jr', '1986-06-06', 'm', '2300 w broad st, richmond, VA 23269', 'US-VA:T64235789']
        """
        from identity_resolve.kinds import normalize

        given = " ".join(part for part in (self.given, self.middle) if part)
        name = f"{self.family}, {given}" if self.family and given else self.family or given
        place = " ".join(part for part in (self.region, self.postcode) if part)
        lines = (self.street, self.street_2, self.city, place)
        is_whole = bool(self.street and (self.city or self.postcode))
        texts = (
            ("full_name", f"{name}, {self.suffix}" if self.suffix else name),
            ("birth_date", self.birth_date),
            ("sex", self.sex),
            ("address", ", ".join(line for line in lines if line) if is_whole else ""),
            ("postcode", "" if is_whole else self.postcode),
            ("license", self.license),
        )
        found = (
            normalize(kind, text, region=self.country or "US", issuer=self.issuer)
            for kind, text in texts
            if text
        )
        return tuple(each for each in found if isinstance(each, Identifier))


EXAMPLE = (
    "@\n\x1e\rANSI 636000100102DL00410278ZV03190008DLDAQT64235789\nDCSSAMPLE\nDDEN\nDACMICHAEL\n"
    "DDFN\nDADJOHN\nDDGN\nDCUJR\nDCAD\nDCBK\nDCDPH\nDBD06062019\nDBB06061986\nDBA12102024\nDBC1\n"
    "DAU068 in\nDAYBRO\nDAG2300 WEST BROAD STREET\nDAIRICHMOND\nDAJVA\nDAK232690000  \n"
    "DCF2424244747474786102204\nDCGUSA\nDCK123456789\nDDAF\nDDB06062018\nDDC06062020\nDDD1\r"
    "ZVZVA01\r"
)
"""The sample of the standard (AAMVA DL/ID Card Design Standard 2020, D.13)."""


def parse_barcode(text: str) -> Barcode | Rejected:
    """Read the PDF417 barcode of a driver's license or identity card; never raises.

    A text that is none is `Rejected`, its letters and digits masked.

    >>> scanned = parse_barcode(EXAMPLE)
    >>> scanned.family, scanned.birth_date, scanned.issuer, scanned.license, scanned.expires
    ('SAMPLE', '1986-06-06', 'US-VA', 'T64235789', '2024-12-10')
    >>> parse_barcode("Jane 12").raw, str(parse_barcode("Jane 12").reason)
    ('**** **', 'bad format')
    """
    if not text.strip():
        return _rejected(text, Reason.EMPTY)
    if len(text) > _MAX_LENGTH:
        return _rejected(text, Reason.TOO_LONG)
    header = find_header(text)
    if header is None:
        return _rejected(text, Reason.BAD_FORMAT)
    elements = read_elements(header.body)
    if not elements.keys() & {"DAQ", "DCS", "DAA", "DAB", "DBB", "DAC", "DCT"}:
        return _rejected(text, Reason.BAD_FORMAT)
    return _build(header, elements)


def _rejected(text: str, reason: Reason) -> Rejected:
    return Rejected("barcode", re.sub(r"[^\W_]", "*", text[:_SHOWN]), reason)


def _build(header: Header, elements: Mapping[str, str]) -> Barcode:
    values = {key: " ".join(value.split()) for key, value in elements.items()}
    values = {key: value for key, value in values.items() if value.upper() not in _NOTHING}

    def first(*keys: str) -> str:
        return next((values[key] for key in keys if key in values), "")

    given, middle, family, suffix = _read_name(values)
    region = first("DAJ", "DAO")
    country, issuer = _read_issuer(header, first("DCG"), region)
    return Barcode(
        given=given,
        middle=middle,
        family=family,
        suffix=suffix,
        birth_date=_read_date(first("DBB")),
        sex=_SEXES.get(first("DBC").upper(), ""),
        street=first("DAG", "DAL"),
        street_2=first("DAH", "DAM"),
        city=first("DAI", "DAN"),
        region=region,
        postcode=_read_postcode(first("DAK", "DAP")),
        country=country,
        license=first("DAQ"),
        issuer=issuer,
        issued=_read_date(first("DBD")),
        expires=_read_date(first("DBA")),
        is_id_card=header.is_id_card,
        truncated=_read_truncated(values),
        aamva_version=header.version,
        elements=MappingProxyType({k: v for k, v in elements.items() if k not in _NEVER_KEPT}),
    )


def _read_name(values: Mapping[str, str]) -> tuple[str, str, str, str]:
    """Given, middle and family name and suffix, from whichever elements there are."""
    family = values.get("DCS") or values.get("DAB", "")
    given, middle = _split_given(values)
    suffix = values.get("DCU") or values.get("DAE", "")
    if not family and not given and "DAA" in values:
        given, middle, family, written = _read_whole_name(values["DAA"])
        suffix = suffix or written
    given, middle, family = (" ".join(n.replace(",", " ").split()) for n in (given, middle, family))
    name, _, last = family.rpartition(" ")
    if name and not suffix and last.upper() in _GENERATIONS:
        family, suffix = name, last
    return given, middle, family, suffix.strip(" ,.")


def _split_given(values: Mapping[str, str]) -> tuple[str, str]:
    """Given and middle names, which some issuers write into one element, with a comma between them.

    >>> _split_given({"DCT": "MARY ANN,LEE"}), _split_given({"DAC": "JOHN,QUINCY", "DAD": ""})
    (('MARY ANN', 'LEE'), ('JOHN', 'QUINCY'))
    """
    given, middle = values.get("DAC", ""), values.get("DAD", "")
    together = given if "," in given else "" if given else values.get("DCT", "")
    if not together or (given and middle):
        return given, middle
    names = together.strip(" ,")
    given, _, rest = names.partition("," if "," in names else " ")
    return given, middle or rest


def _read_whole_name(name: str) -> tuple[str, str, str, str]:
    """Parts of a name of version 1, family name first, or as spoken where no mark parts it.

    >>> _read_whole_name("JOHNSON,JACK,,3RD"), _read_whole_name("DOE@JOHN@Q@")
    (('JACK', '', 'JOHNSON', '3RD'), ('JOHN', 'Q', 'DOE', ''))
    >>> _read_whole_name("LAST, FIRST MIDDLE"), _read_whole_name("JOHN CHESTER DOE")
    (('FIRST', 'MIDDLE', 'LAST', ''), ('JOHN', 'CHESTER', 'DOE', ''))
    """
    parts = [part.strip() for part in re.split(r"[,@$]", name)]
    if len(parts) == 1:
        spoken = parts[0].split()
        suffix = spoken.pop() if len(spoken) > 2 and _SUFFIX.fullmatch(spoken[-1].upper()) else ""
        family = spoken.pop() if len(spoken) > 1 else ""
        return " ".join(spoken[:1]), " ".join(spoken[1:]), family, suffix
    family, given, *rest = parts
    rest = [part for part in rest if part]
    suffix = (
        rest.pop() if rest and _SUFFIX.fullmatch(rest[-1].upper()) and len(rest[-1]) > 1 else ""
    )
    if not rest:
        given, _, middle = given.partition(" ")
        return given, middle.strip(), family, suffix
    return given, " ".join(rest), family, suffix


def _read_issuer(header: Header, said: str, region: str) -> tuple[str, str]:
    """Country and issuer: by the issuer's number, else by the state of the address."""
    known = issuers().get(header.iin)
    if known:
        return known[0], "-".join(known) if known[1] else ""
    country = _COUNTRIES.get(said.upper().replace(".", ""), "")
    state = region.upper()
    by_state = next(
        (c for c, s in issuers().values() if s and s == state and country in ("", c)), ""
    )
    country = country or by_state
    return country, f"{country}-{state}" if by_state else ""


def _read_date(text: str) -> str:
    """An ISO date; month first in the US, year first in Canada and in version 1.

    Which of them holds needs no telling: read the other way, no year would be of our times.

    >>> _read_date("06061986"), _read_date("19860606"), _read_date("06-05-2019"), _read_date("00000000")
    ('1986-06-06', '1986-06-06', '2019-06-05', '')
    """
    digits = re.sub(r"[-/. ]", "", text)
    if len(digits) != len("CCYYMMDD") or not (digits.isascii() and digits.isdigit()):
        return ""
    month_first = (digits[4:], digits[:2], digits[2:4])
    for year, month, day in (month_first, (digits[:4], digits[4:6], digits[6:])):
        if int(year) in _YEARS:
            try:
                return date(int(year), int(month), int(day)).isoformat()
            except ValueError:
                continue
    return ""


def _read_postcode(text: str) -> str:
    """A postal code without the zeros or blanks it is filled up with.

    >>> _read_postcode("232690000"), _read_postcode("432122152"), _read_postcode("V6B1A1")
    ('23269', '43212-2152', 'V6B 1A1')
    """
    upper = text.upper()
    if _CANADIAN_CODE.match(upper):
        joined = upper.replace(" ", "")[:6]
        return f"{joined[:3]} {joined[3:]}"
    digits = re.sub(r"[-\s]", "", upper)
    if not digits.isdigit() or len(digits) < _ZIP:
        return upper
    plus_4 = digits[_ZIP:] if len(digits) == _ZIP_PLUS_4 else ""
    return f"{digits[:_ZIP]}-{plus_4}" if plus_4.strip("0") else digits[:_ZIP]


def _read_truncated(values: Mapping[str, str]) -> tuple[str, ...]:
    flags = (("family", "DDE"), ("given", "DDF"), ("middle", "DDG"))
    return tuple(name for name, key in flags if values.get(key, "").upper() == "T")
