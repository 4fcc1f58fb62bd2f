"""What a national or tax id looks like in each country, and what it tells: `national_ids.csv`, compiled."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, TypeAlias

from identity_resolve.errors import MissingExtraError
from identity_resolve.kinds.national_births import read_birth, read_sex
from identity_resolve.kinds.national_checks import NATIONAL_CHECKS
from identity_resolve.kinds.tables import read_rows

__all__ = [
    "Found",
    "NationalRule",
    "check_national_id",
    "find_rule",
    "find_rule_by_shape",
    "rules_of",
]

_SEPARATORS = re.compile(r"[\W_]+")
_LETTERED = frozenset(["codice_fiscale", "curp", "dni", "nie", "nino", "nric", "pan", "ppsn"])
_BLANKS = re.compile(r"[\s.:/]+")


@dataclass(frozen=True, slots=True)
class NationalRule:
    """One id of one country.

    Attributes:
        country: who issues it, ISO 3166-1 alpha-2.
        name: what it is called there, in snake case.
        title: what a person calls it.
        pattern: of the compact number.
        written: of the number as usually written, where that tells it from the ids of others.
        check: whether a number of this form is one; None where there is no check.
        certain: whether a number that fails the check is surely none.
        birth: which characters hold the birth date (``.yymmdd``), or ``""``.
        calendar: what its digits mean beyond that, a name of `CALENDARS`, or ``""``.
        sex: which character tells the sex, and how (`read_sex`), or ``""``.
    """

    country: str
    name: str
    title: str
    pattern: re.Pattern[str]
    written: re.Pattern[str] | None
    check: Callable[[str], bool] | None
    certain: bool
    birth: str
    calendar: str
    sex: str

    @property
    def lettered(self) -> bool:
        """Whether the form alone sets it apart: letters, and a check that few numbers pass by chance."""
        return self.name in _LETTERED

    def read(self, upper: str) -> str:
        """The compact number in an upper-case text, or ``""`` if it has not this form."""
        separators = _BLANKS if self.name == "hetu" else _SEPARATORS
        number = separators.sub("", upper)
        return number if self.pattern.fullmatch(number) else ""

    def passes(self, number: str) -> bool:
        """Whether a compact number passes the check, or there is none."""
        return self.check is None or self.check(number)

    def birth_of(self, number: str) -> str | None:
        """The birth date that a compact number holds; None where it is no day of the calendar."""
        return read_birth(number, self.birth, self.calendar) if self.birth else ""

    def facts(self, number: str) -> dict[str, str]:
        """What a compact number tells: its type, and the birth date and sex that some hold."""
        facts = {"country": self.country, "type": self.name}
        if birth := self.birth_of(number):
            has_century = len(birth.partition("-")[0]) == 4
            facts["birth_date" if has_century else "birth_date_short_year"] = birth
        if self.sex and (sex := read_sex(number, self.sex)):
            facts["sex"] = sex
        return facts


Found: TypeAlias = tuple[NationalRule, str, bool]
"""The rule, the compact number, and whether its check passes."""


@cache
def _rules() -> tuple[NationalRule, ...]:
    return tuple(
        NationalRule(
            row["country"],
            row["name"],
            row["title"],
            re.compile(row["pattern"], re.ASCII),
            re.compile(row["written"], re.ASCII) if row["written"] else None,
            NATIONAL_CHECKS.get(row["check"]),
            row["certain"] == "yes",
            row["birth"],
            row["calendar"],
            row["sex"],
        )
        for row in read_rows("national_ids.csv")
    )


@cache
def rules_of(country: str) -> tuple[NationalRule, ...]:
    """The ids of a country, the checked ones first.

    >>> [rule.name for rule in rules_of("GB")]
    ['nhs', 'utr', 'nino']
    """
    found = (rule for rule in _rules() if rule.country == country)
    return tuple(sorted(found, key=lambda rule: (rule.check is None, not rule.certain)))


def find_rule(upper: str, country: str) -> Found | None:
    """Which id of a country a text is.

    >>> rule, number, passes = find_rule("943 476 5919", "GB")
    >>> rule.name, number, passes
    ('nhs', '9434765919', True)
    """
    failed = None
    for rule in rules_of(country):
        if number := rule.read(upper):
            if rule.passes(number):
                return rule, number, True
            if failed is None or not rule.certain:
                failed = rule, number, False
    return failed or _find_shortened(upper, country)


def _find_shortened(upper: str, country: str) -> Found | None:
    """The id whose leading zero a spreadsheet cut off: digits that pass a certain check with it."""
    if not upper.isdigit():
        return None
    for rule in rules_of(country):
        number = rule.read(f"0{upper}") if rule.certain and rule.check else ""
        if number and rule.passes(number) and rule.birth_of(number) is not None:
            return rule, number, True
    return None


@cache
def _telling_rules() -> tuple[NationalRule, ...]:
    return tuple(rule for rule in _rules() if rule.written or rule.lettered)


def find_rule_by_shape(upper: str) -> tuple[NationalRule, str] | None:
    """The one id that a text is by its form and check, whatever the country; None if none or several.

    >>> rule, number = find_rule_by_shape("529.982.247-25")
    >>> rule.country, number
    ('BR', '52998224725')
    """
    found = []
    has_letter = upper.upper() != upper.lower()
    for rule in _telling_rules():
        if (rule.written and rule.written.fullmatch(upper)) or (has_letter and rule.lettered):
            number = rule.read(upper)
            if number and rule.passes(number) and rule.birth_of(number) is not None:
                found.append((rule, number))
    countries = {rule.country for rule, _ in found}
    return found[0] if len(countries) == 1 else None


def check_national_id(number: str, country: str) -> bool:
    """Whether a number is an id of a country, by what is built in, else by python-stdnum.

    Args:
        number: as written.
        country: ISO 3166-1 alpha-2.

    Raises:
        MissingExtraError: The country is not built in, and python-stdnum is not installed.

    >>> check_national_id("529.982.247-25", "BR"), check_national_id("529.982.247-26", "BR")
    (True, False)
    """
    if rules_of(country):
        found = find_rule(number.upper().strip(), country)
        return found is not None and found[2]
    return any(module.is_valid(number) for module in _modules_of(country))


def _modules_of(country: str) -> list[Any]:
    """The modules of python-stdnum for a country."""
    try:
        import_module("stdnum")
    except ImportError:
        message = f"ids of {country} need python-stdnum: pip install identity_resolve[national]"
        raise MissingExtraError(message) from None
    name = country.lower() + ("_" if country in ("IN", "IS") else "")
    try:
        package = import_module(f"stdnum.{name}")
    except ImportError:
        return []
    modules = [
        import_module(f"stdnum.{name}.{found.name}") for found in iter_modules(package.__path__)
    ]
    return [module for module in modules if hasattr(module, "is_valid")]
