"""The comparisons: one screen a field. m, u and h are what is assumed before any data is seen."""

from __future__ import annotations

from collections.abc import Iterable, Set

from identity_resolve.arrays import BORN, CHANNEL, HOME, SEEN
from identity_resolve.comparison.base import Comparison, Level
from identity_resolve.comparison.dates import (
    born_within,
    by_days_apart,
    day_month_swapped,
    judge_age,
    judge_written_year,
    one_digit_off,
    same_as_far_as_known,
    two_parts_agree,
)
from identity_resolve.comparison.levels import (
    both,
    capture_error,
    few_edits,
    initial_only,
    known_as,
    ladder,
    not_in_digits,
    one_edit,
    part_of,
    same,
    same_kept,
    same_or_swapped,
    spelled_from_name,
    swapped_names,
)
from identity_resolve.comparison.numbers import number_comparison
from identity_resolve.comparison.places import judge_address, judge_home, judge_premise
from identity_resolve.comparison.sides import Answer, Asked
from identity_resolve.comparison.spelled import HANDLE, SPELLED
from identity_resolve.comparison.texts import WEBSITE, measure_comparison, text_comparison
from identity_resolve.domain import IdentifierClass
from identity_resolve.keeping import area_code, last_eight, local_part
from identity_resolve.kinds import KINDS
from identity_resolve.spelling import WRITTEN

__all__ = ["comparisons"]


GIVEN = Comparison(
    "given",
    ("given",),
    (
        Level("same given name", m=0.80, u=0.001, by="given"),
        Level("given and family name changed places", m=0.01, u=0.001, by="given"),
        Level("nickname or form of the same name", m=0.05, u=0.004),
        Level("given name one typing error apart", m=0.05, u=0.002),
        Level("given name agrees with an initial", m=0.03, u=0.04),
        Level("given names share a word or beginning", m=0.02, u=0.01),
        Level("given name two typing errors apart", m=0.01, u=0.005),
        Level("different given name", m=0.03, u=0.93),
    ),
    ladder(
        "given",
        same("given"),
        swapped_names,
        known_as,
        one_edit("given", shortest=3),
        initial_only("given"),
        part_of("given"),
        few_edits("given", shortest=6),
    ),
    beside=("family",),
    personal=True,
)

MIDDLE = Comparison(
    "middle",
    ("middle",),
    (
        Level("same middle name", m=0.60, u=0.02, by="middle"),
        Level("middle name agrees with an initial", m=0.28, u=0.03),
        Level("middle name one typing error apart", m=0.03, u=0.002),
        Level("different middle name", m=0.09, u=0.95),
    ),
    ladder("middle", same("middle"), initial_only("middle"), one_edit("middle", shortest=3)),
    personal=True,
)

FAMILY = Comparison(
    "family",
    ("family",),
    (
        Level("same family name", m=0.86, u=0.0003, h=0.80, by="family"),
        Level("family name one typing error apart", m=0.05, u=0.001, h=0.05),
        Level("family name agrees with an initial", m=0.005, u=0.04, h=0.04),
        Level("family names share a word or beginning", m=0.015, u=0.003, h=0.02),
        Level("family name two typing errors apart", m=0.01, u=0.004, h=0.01),
        Level("different family name", m=0.05, u=0.95, h=0.12),
    ),
    ladder(
        "family",
        same_or_swapped,
        one_edit("family", shortest=3),
        initial_only("family"),
        part_of("family"),
        few_edits("family", shortest=6),
    ),
    shared=True,
    beside=("given",),
)

SUFFIX = Comparison(
    "suffix",
    ("suffix",),
    (
        Level("same generation (Jr, Sr, III)", m=0.98, u=0.4, h=0.3),
        Level("different generation (Jr, Sr, III)", m=0.02, u=0.6, h=0.7),
    ),
    ladder("suffix", same("suffix")),
)

SEX = Comparison(
    "sex",
    ("sex",),
    (
        Level("same sex", m=0.49, u=0.5, agrees=True),
        Level("same sex, as the given name says", m=0.49, u=0.97, agrees=True, within=("given",)),
        Level("different sex in spite of one given name", m=0.01, u=0.03, within=("given",)),
        Level("different sex", m=0.01, u=0.5),
    ),
    ladder(
        "sex",
        both(same("sex"), same("given")),
        same("sex"),
        same("given"),
        asked=(2, 1, 3),
    ),
    beside=("given",),
    personal=True,
)

NAMESAKES = Comparison(
    "namesakes",
    ("given", "family"),
    (Level("names that go together among strangers too", m=1.0, u=1.0),),
    lambda sides: sides.in_order(sides.same("given") & sides.same("family"), ()),
    together=("given", "family"),
)

BIRTH_DATE = Comparison(
    "birth_date",
    ("birth_date",),
    (
        Level("same birth date", m=0.88, u=0.00004, h=0.01, by="birth_date"),
        Level("day and month of birth swapped", m=0.015, u=0.0001),
        Level("birth dates agree as far as known", m=0.02, u=0.01),
        Level("birth date one typing error apart", m=0.04, u=0.0015),
        Level("two of year, month and day of birth agree", m=0.025, u=0.006),
        Level("different birth date", m=0.015, u=0.28),
        Level("birth dates many years apart", m=0.005, u=0.70),
    ),
    ladder(
        "birth_date",
        same("birth_date"),
        day_month_swapped,
        same_as_far_as_known,
        one_digit_off,
        two_parts_agree,
        born_within(10),
    ),
    personal=True,
)


AGE = Comparison(
    "age",
    ("age", BORN, "birth_date"),
    (
        Level("same age", m=0.30, u=0.008),
        Level("age as the birth date says", m=0.30, u=0.012),
        Level("age a year or two off", m=0.30, u=0.05),
        Level("age within ten years", m=0.05, u=0.18),
        Level("age more than ten years off", m=0.05, u=0.75),
    ),
    judge_age,
    personal=True,
    across=True,
)

WRITTEN_YEAR = Comparison(
    "year of birth in address",
    ("birth_date", *WRITTEN),
    (
        Level("email address or handle ends in the year of birth", m=0.30, u=0.015),
        Level("email address or handle ends in another number", m=0.70, u=0.985),
    ),
    judge_written_year,
    several=True,
    across=True,
    instead=("birth_date", "email"),
)

NAMES = ("given", "family")


def similar_email(sides: Asked) -> Answer:
    """The same before the @, or up to two typing errors apart."""
    return same_kept("email", local_part)(sides) | not_in_digits(
        "email", few_edits("email", shortest=8)
    )(sides)


EMAIL = Comparison(
    "email",
    ("email", "mailbox"),
    (
        Level("same email address", m=0.35, u=1e-6, h=0.05, agrees=True),
        Level("same mailbox, written otherwise", m=0.03, u=1e-7, h=0.005, agrees=True),
        Level("email address one typing error apart", m=0.03, u=2e-6, h=0.005, near=True),
        Level("email address two typing errors apart", m=0.01, u=1e-5, h=0.002, near=True),
        Level("same name before the @", m=0.03, u=5e-6, h=0.005),
        Level(
            "same email address, spelled from the same name",
            m=0.25,
            u=0.1,
            agrees=True,
            within=NAMES,
        ),
        Level("similar email address, spelled from the same name", m=0.05, u=0.1, within=NAMES),
        Level("different email address", m=0.27, u=1.0, h=0.95),
    ),
    ladder(
        "email",
        spelled_from_name(same("email")),
        spelled_from_name(similar_email),
        same("email"),
        same("mailbox"),
        not_in_digits("email", one_edit("email", shortest=8)),
        not_in_digits("email", few_edits("email", shortest=12)),
        same_kept("email", local_part),
        asked=(6, 7, 1, 2, 3, 4, 5),
    ),
    shared=True,
    scarce=True,
    several=True,
    beside=NAMES,
)

PHONE = Comparison(
    "phone",
    ("phone",),
    (
        Level("same phone number", m=0.55, u=1e-6, h=0.30, agrees=True),
        Level("same phone number but for the country code", m=0.01, u=1e-7, h=0.0055, agrees=True),
        Level("phone number one capture error apart", m=0.02, u=2e-6, h=0.011, near=True),
        Level("different phone number of one area", m=0.10, u=0.02, h=0.20),
        Level("different phone number", m=0.32, u=1.0, h=0.50),
    ),
    ladder(
        "phone",
        same("phone"),
        same_kept("phone", last_eight),
        capture_error("phone"),
        same_kept("phone", area_code),
    ),
    shared=True,
    scarce=True,
    several=True,
)

ADDRESS = Comparison(
    "address",
    ("street", "number", "unit", "city", "region", "postcode", "locality"),
    (
        Level("same address", m=0.50, u=2e-6, h=0.75, agrees=True),
        Level("same address, spelled differently", m=0.12, u=1e-6, h=0.18, agrees=True),
        Level("same street, house number unknown or another", m=0.05, u=2e-5, h=0.02),
        Level("same number and street, another place", m=0.03, u=2e-5, h=0.02),
        Level("same postcode", m=0.10, u=0.0005, h=0.05, by="postcode"),
        Level("same city", m=0.06, u=0.002, h=0.04, by="city"),
        Level("same street name elsewhere", m=0.01, u=0.005, h=0.005),
        Level("postcode or city one typing error apart", m=0.03, u=0.01, h=0.01),
        Level("different address", m=0.10, u=0.97, h=0.05),
    ),
    judge_address,
    shared=True,
    scarce=True,
    several=True,
)

PREMISE = Comparison(
    "premise",
    ("premise", "meter"),
    (
        Level("same premise", m=0.50, u=2e-6, h=0.75, agrees=True),
        Level("different premise", m=0.50, u=1.0, h=0.25),
    ),
    judge_premise,
    shared=True,
    scarce=True,
    several=True,
    beside=("street",),
    instead=("address",),
)

AT_HOME = Comparison(
    HOME,
    (HOME,),
    (
        Level("at home in the same state", m=0.80, u=0.05, h=0.85, by=HOME),
        Level("at home in different states", m=0.20, u=0.95, h=0.15),
    ),
    judge_home,
    shared=True,
    several=True,
    beside=("city", "postcode", "phone", "license", "plate"),
    instead=("address", "phone", "license", "plate"),
)

TIME = Comparison(
    SEEN,
    (SEEN,),
    (
        Level("seen on one day", m=0.01, u=0.003),
        Level("seen within a week", m=0.03, u=0.02),
        Level("seen within a month", m=0.08, u=0.06),
        Level("seen within half a year", m=0.30, u=0.30),
        Level("seen longer apart", m=0.58, u=0.617),
    ),
    by_days_apart(0, 7, 31, 183),
    shared=True,
    several=True,
)

BY_CHANNEL = Comparison(
    CHANNEL,
    (CHANNEL,),
    (
        Level("came by one channel", m=0.15, u=0.15, by=CHANNEL),
        Level("came by two channels", m=0.85, u=0.85),
    ),
    ladder(CHANNEL, same(CHANNEL)),
    learned=True,
)

PERSON_ATTRIBUTES = (
    *(GIVEN, FAMILY, NAMESAKES, MIDDLE, SUFFIX, SEX, BIRTH_DATE, AGE),
    *(EMAIL, PHONE, ADDRESS, PREMISE, AT_HOME, TIME, SPELLED, HANDLE, WRITTEN_YEAR, BY_CHANNEL),
)


def comparisons(parts: Iterable[str]) -> tuple[Comparison, ...]:
    """The comparisons that apply to records with these parts, in a fixed order.

    >>> [comparison.name for comparison in comparisons(["given", "license", "postcode"])]
    ['given', 'address', 'license']
    """
    present = set(parts)
    known = [c for c in PERSON_ATTRIBUTES if applies(c, present)]
    return (*known, *(_by_kind(part) for part in sorted(present) if _is_open(part)))


def applies(comparison: Comparison, present: Set[str]) -> bool:
    """Whether there is anything to compare in records with these parts."""
    if comparison is ADDRESS:
        return not present.isdisjoint({"street", "city", "postcode"})
    if comparison is PREMISE:
        return not present.isdisjoint(comparison.parts)
    if comparison is HANDLE:
        return present >= {"email", "social_handle"}
    if comparison is WRITTEN_YEAR:
        return "birth_date" in present and not present.isdisjoint(WRITTEN)
    if comparison is SPELLED:
        return {"given", "family"} <= present and not present.isdisjoint(WRITTEN)
    return comparison.parts[0] in present and set(comparison.together) <= present


_COVERED = frozenset(
    part for c in PERSON_ATTRIBUTES if c not in (SPELLED, HANDLE, WRITTEN_YEAR) for part in c.parts
) | {"extension"}


def _is_open(part: str) -> bool:
    return part not in _COVERED and part.partition(":")[0] in KINDS


def _by_kind(part: str) -> Comparison:
    kind = KINDS[part.partition(":")[0]]
    if part == WEBSITE.name:
        return WEBSITE
    if kind.identifier_class is IdentifierClass.ATTRIBUTE:
        return measure_comparison(part) if kind.name == "measure" else text_comparison(part)
    return number_comparison(part, kind.identifier_class, own=kind.share_limit == 1)
