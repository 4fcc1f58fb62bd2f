"""A driver's license number as evidence for or against the name and birth date beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from identity_resolve.domain import Context
from identity_resolve.kinds.attribute import ATTRIBUTES
from identity_resolve.kinds.date import BIRTH_DATE
from identity_resolve.kinds.issuers import normalize_issuer
from identity_resolve.kinds.license import compact_license
from identity_resolve.kinds.license_codes import codes, decode_license, soundex
from identity_resolve.kinds.nickname import nickname_groups
from identity_resolve.kinds.text import MAX_LENGTH, clean, words

__all__ = ["LicenseCheck", "check_license"]

_PREFIX = 5
_COMMON_MIDDLE = 20
_SEX = ATTRIBUTES[0]
_DAY_CODED = ("US-FL", "US-IL", "US-WI")


@dataclass(frozen=True, slots=True)
class LicenseCheck:
    """What a license number says of the person it is said to belong to.

    A family name that conflicts may be a former one: numbers often stay after a marriage. Two people
    of one name and birth date agree alike.

    Attributes:
        agrees: which of ``family``, ``given``, ``middle``, ``birth_date``, ``sex`` the number confirms.
        conflicts: which of them it contradicts.
        told: what the number tells, as `decode_license` has it; empty where its issuer codes nothing.
    """

    agrees: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)


def check_license(
    number: str,
    issuer: str,
    *,
    given: str = "",
    family: str = "",
    birth_date: str = "",
    sex: str = "",
) -> LicenseCheck:
    """Hold a driver's license number against the record it stands in.

    What the record leaves blank, or the number does not tell, is in neither list. Never raises.

    Args:
        number: the number as written or in canonical form.
        issuer: who issued it, such as ``US-FL`` or ``GB``.
        given: given name, with the middle names if known.
        family: family name.
        birth_date: as ISO date, or any text that the kind ``birth_date`` reads.
        sex: any text that the kind ``sex`` reads.

    >>> found = check_license("S536-241-15-452-0", "US-FL", given="Frank Albert", family="Sinatra",
    ...     birth_date="1915-12-21", sex="M")
    >>> found.agrees, found.conflicts
    (('family', 'given', 'middle', 'sex'), ('birth_date',))
    """
    texts = (number, issuer, given, family, birth_date, sex)
    if any(len(text) > MAX_LENGTH for text in texts):
        return LicenseCheck()
    head, _, tail = number.rpartition(":")
    state = normalize_issuer(issuer or head, "US")
    compact = compact_license(clean(tail).upper())
    told = decode_license(compact, state)
    results = {
        "family": _check_family(family, told),
        **_check_given(given, compact, state, told),
        "birth_date": _check_birth(birth_date, told),
        "sex": _check_sex(sex, told),
    }
    return LicenseCheck(
        tuple(name for name, result in results.items() if result is True),
        tuple(name for name, result in results.items() if result is False),
        told,
    )


def _check_family(family: str, told: Mapping[str, str]) -> bool | None:
    """Whether any reading of the name fits: whole, its last word, each half of a double name."""
    parts = [ascii_ for word in words(clean(family)) if (ascii_ := _letters(word))]
    readings = {"".join(parts), *parts} - {""}
    if not readings:
        return None
    if code := told.get("soundex"):
        return any(soundex(reading) == code for reading in readings)
    if prefix := told.get("surname_prefix"):
        return any(_has_prefix(reading, prefix) for reading in readings)
    if initial := told.get("surname_initial"):
        return any(reading[0] == initial for reading in readings)
    return None


def _letters(word: str) -> str:
    return "".join(letter for letter in word.upper() if "A" <= letter <= "Z")


def _has_prefix(name: str, prefix: str) -> bool:
    """Whether a surname is cut to this prefix; Great Britain writes MAC as MC (DVLA).

    >>> _has_prefix("MACDONALD", "MCDON"), _has_prefix("MOE", "MOE"), _has_prefix("MOEN", "MOE")
    (True, True, False)
    """
    short = "MC" + name[3:] if name.startswith("MAC") else name
    return prefix in (name[:_PREFIX], short[:_PREFIX])


def _check_given(
    given: str, number: str, issuer: str, told: Mapping[str, str]
) -> dict[str, bool | None]:
    """Whether the first name, or a formal name it may stand for, and the middle initial fit."""
    names = [_letters(word).lower() for word in words(clean(given))]
    names = [name for name in names if name]
    if not names or not told:
        return {}
    initials = told.get("initials", "").lower()
    middle = (told.get("middle_initial") or initials[1:2]).lower()
    formal = {names[0], *nickname_groups(names[0])} if len(names[0]) > 1 else {names[0]}
    found: dict[str, bool | None] = {"given": None, "middle": None}
    if issuer in _DAY_CODED:
        found["given"] = _fits_name_code(formal, int(number[4:7]))
    elif code := told.get("given_code"):
        found["given"] = any(_is_coded_as(name, code) for name in formal)
    elif initials:
        found["given"] = initials[0] in {name[0] for name in formal}
    if len(names) > 1 and middle:
        found["middle"] = names[1][0] == middle
    return found


def _fits_name_code(names: set[str], code: int) -> bool:
    """Whether one of the names has this code in Florida, Illinois or Wisconsin.

    >>> _fits_name_code({"francis"}, 241), _fits_name_code({"frank"}, 241), _fits_name_code({"f"}, 261)
    (True, False, True)
    """
    base = code - code % _COMMON_MIDDLE
    for name in names:
        start = codes("given_initials")[name[0]]
        if base in codes("given_names").get(name, [start]):
            return True
        if len(name) == 1 and base in _codes_of_initial(name):
            return True
    return False


def _codes_of_initial(initial: str) -> set[int]:
    starts = codes("given_initials")
    own = {starts[initial]}
    return own.union(*(code for name, code in codes("given_names").items() if name[0] == initial))


def _is_coded_as(name: str, code: str) -> bool:
    """Whether the longest listed beginning of a name is this one (Maryland, Michigan, Minnesota).

    >>> _is_coded_as("johnny", "john"), _is_coded_as("jon", "john"), _is_coded_as("j", "john")
    (True, False, True)
    """
    listed = codes("name_prefixes")
    if len(name) == 1:
        return code[0] == name
    return next((name[:n] for n in range(len(name), 0, -1) if name[:n] in listed), "") == code


def _check_birth(birth_date: str, told: Mapping[str, str]) -> bool | None:
    """Whether the dates agree as far as both go; centuries are not told, so not compared."""
    parsed = BIRTH_DATE.parse(birth_date, Context()) if birth_date.strip() else ()
    date = parsed[0] if isinstance(parsed, tuple) and parsed else ""
    if date and (month_day := told.get("birth_month_day")):
        return date[5:] == month_day if len(date) == len("YYYY-MM-DD") else None
    other = told.get("birth_date", "")
    if not date or not other:
        return None
    length = min(len(date), len(other))
    return date[2:length] == other[2:length]


def _check_sex(sex: str, told: Mapping[str, str]) -> bool | None:
    parsed = _SEX.parse(sex, Context()) if sex.strip() else ()
    known = parsed[0] if isinstance(parsed, tuple) and parsed else ""
    return known == told["sex"] if known in ("m", "f") and "sex" in told else None
