"""What one column is, from its header and its values.

A kind is believed where header and values agree, or where the values alone are unmistakable. A column
of ten-digit numbers is not a phone because it could be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.base import Kind
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.organization import are_organizations, are_people
from identity_resolve.settings import COLUMN_KINDS
from identity_resolve.sources.column import Facts, accepted_share, are_places, look_alike_share
from identity_resolve.sources.dates import Dates, read_dates
from identity_resolve.sources.headers import NOBODY, OTHERS, Claim, Header
from identity_resolve.sources.prose import are_notes, are_texts, share_telling

__all__ = ["ORGANIZATION", "UNIQUE", "Judged", "is_year", "judge", "judge_header", "judge_unnamed"]

UNIQUE = "every value differs, so it can join nothing"

ACCEPTED = 0.5
"""Share of the values a kind must accept when the name says so; real data is messy."""

UNMISTAKABLE = 0.8
"""Share of the values that must look like a kind when the name does not say so."""

_TOLD_SEX = 0.3
"""Share of the different forms of address (Mr, Mrs, Dr) that must tell a sex."""

_LONG_TEXT = 60
"""Mean characters from which a text is prose, not a value."""

_SAYING = 0.02
"""Share of long texts in which something must be found, so that it pays to read them all."""

_VARIED = 0.2
"""Share of the records that must have a value of their own, where ids and people are told by values."""

_SAYING_WHO = (frozenset({"person"}), frozenset({"whereto"}))
"""Meanings that name a person or a place alone, so that the values must look like it."""

_FEW = 100
_MOST_CHANNELS = 50
_MOST_TITLES = 20

_PERSONAL = frozenset({"given_name", "family_name", "middle_name", "birth_date", "email", "phone"})
_PLACES = frozenset({"street", "address", "city", "region", "postcode", "unit", "street_number"})
_GUESSED = (
    _PERSONAL
    | _PLACES
    | {"full_name", "name_suffix", "sex", "ssn", "national_id", "passport", "license", "account"}
    | {"case_number", "device_id"}
)
"""Kinds that a header is believed to name although it has words nobody knows (``acme_first_name``)."""

_TOWN_BEHIND = re.compile(
    r"[,\n]\s*(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{2}-\d{3}|\d{3} \d{2}|\d{4} ?[A-Z]{2})\s+[^\W\d_]{2,}"
)
"""Postal code and city behind a comma, as most of Europe writes them."""

_NUMBER = re.compile(r"[+-]?\d*\.?\d+(?:[eE][+-]?\d+)?")
_MASKED = r"[Xx][Xx -]*[Xx]{2}[ -]?\d{2,6}"
_CODE = re.compile(rf"(?=.*\d)(?!{_MASKED}\Z)[A-Za-z0-9][A-Za-z0-9 ._:/#-]{{2,63}}")


_YES_OR_NO = frozenset({"yes", "no", "si", "sí"})
"""Of them ``no`` would be no value at all."""

ORGANIZATION = "an organization"
"""Why a column is a text, where it names one."""

_TAKEN = frozenset({"survey", "census", "snapshot", "report", "reporting", "record", "data", "of"})
"""Words beside ``year`` that say that it is the year in which a record was taken."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What a column is held to be by itself.

    Attributes:
        kind: a key of ``KINDS``, or a role.
        confidence: 0 to 1.
        why: the reason, for people.
        guess: whether its header has words that nobody knows.
    """

    kind: str
    confidence: float
    why: str
    guess: bool = False


_Verdict: TypeAlias = Judged | None


def judge(facts: Facts, context: Context, subjects: frozenset[str]) -> Judged:
    """What a column is, looked at alone.

    Args:
        facts: what is known of it.
        context: where its numbers are from.
        subjects: meanings of words for others (`NOBODY`) whom these records are about.
    """
    if not facts.values:
        return Judged("ignore", 1.0, "empty")
    claims = facts.header.claims(subjects)
    is_told = bool(claims) and not claims[0].unknown
    if not is_told and (other := facts.header.other(subjects)):
        return Judged("ignore", 0.8, _whose(*other))
    named = list(_named(facts, claims))
    return (
        _role(facts, [claim for claim in claims if is_told or claim.kind == "notes"])
        or _dated(facts, named)
        or (_by_values(facts, context) if _may_be_any(facts, named, claims) else None)
        or _by_name(facts, named, claims, context)
        or _form_of_address(facts, claims)
        or _by_values(facts, context)
        or judge_unnamed(facts, named)
    )


def judge_header(header: Header) -> Judged:
    """What a column is by its header alone, where no values can be seen beforehand.

    >>> from identity_resolve.sources.headers import read_header
    >>> judge_header(read_header("dob")).kind, judge_header(read_header("remarks")).kind
    ('birth_date', 'notes')
    """
    subjects = NOBODY - {"animal"}  # a record of animals would have to show that it names nobody
    claims = header.claims(subjects)
    told = [claim for claim in claims if not claim.unknown or claim.kind == "notes"]
    told.sort(key=lambda claim: claim.kind != "notes")  # reading a text too many does no harm
    if not told and (other := header.other(subjects)):
        return Judged("ignore", 0.8, _whose(*other))
    patterns = [k.name for k in KINDS.values() if re.fullmatch(k.headers, header.text)]
    for kind in (header.text, *patterns, *(claim.kind for claim in told)):
        if kind in COLUMN_KINDS and kind not in ("record_id", "text"):
            return Judged(kind, 0.6, "by name")
    if is_year(header):
        return Judged("year", 0.6, "by name")
    if header.means("event", "time"):
        return Judged("timestamp", 0.6, "by name")
    return Judged("ignore", 0.5, "its name says nothing; name its kind in settings")


def is_year(header: Header) -> bool:
    """Whether a header names the year that records are of.

    >>> from identity_resolve.sources.headers import read_header
    >>> [is_year(read_header(name)) for name in ("year", "Survey Year", "model_year", "birth_year")]
    [True, True, False, False]
    """
    beside = [w for w, held in zip(header.words, header.meanings, strict=True) if held != {"year"}]
    return len(beside) < len(header.words) and _TAKEN.issuperset(beside)


def _may_be_any(facts: Facts, named: Sequence[Kind], claims: Sequence[Claim]) -> bool:
    """Whether a header says so little that values which are unmistakable say more."""
    is_guess = bool(named) and bool(claims) and bool(claims[0].unknown)
    only_ids = [kind.name for kind in named[:1]] == ["opaque"]
    return only_ids or (is_guess and not _is_pattern(named[0], facts))


def _whose(meaning: str, word: str) -> str:
    told = OTHERS[meaning]
    return told or f"of the {word}, not of the record's own person"


def _named(facts: Facts, claims: Sequence[Claim]) -> Iterator[Kind]:
    """Kinds that the header names: by their own patterns, then by its words."""
    whole, stripped = (
        [kind.name for kind in KINDS.values() if header and re.fullmatch(kind.headers, header)]
        for header in (facts.header.text, facts.header.stripped())
    )
    worded = [claim.kind for claim in claims if _is_likely(claim)]
    yield from (KINDS[name] for name in dict.fromkeys((*whole, *stripped, *worded)))


def _is_likely(claim: Claim) -> bool:
    """Whether a kind is named well enough to ask the values: guesses must be of a usual one."""
    is_usual = claim.kind in _GUESSED and claim.meanings != {"person"}
    return claim.kind in KINDS and claim.kind != "text" and (is_usual or not claim.unknown)


def _role(facts: Facts, claims: Sequence[Claim]) -> _Verdict:
    """The role that the words of a header give, where the values may play it."""
    for claim in claims:
        match claim.kind:
            case "record_id" if facts.unique and not _names_key(facts, claim):
                return Judged("record_id", 0.9, "by name; every value differs")
            case "record_id" if "record" in claim.meanings and len(claim.meanings) > 1:
                return Judged("record_id", 0.6, "by name")
            case "channel" if facts.distinct <= _MOST_CHANNELS:
                return Judged("channel", 0.9, "by name")
            case "country" if _are_countries(facts.values):
                return Judged("country", 0.9, "by name")
            case "issuer" if max(map(len, facts.values)) <= 40:
                return Judged("issuer", 0.8, "by name")
            case "notes" if _say_something(facts, claim):
                return Judged("notes", 0.8, "by name; what its texts say of a person is read")
            case "ignore":
                return Judged("ignore", 0.8, claim.why or "a measure")
            case "text":
                return _nothing(facts) or Judged("text", 0.6, claim.why or "a text")
    return None


def _say_something(facts: Facts, claim: Claim) -> bool:
    """Whether values are the texts that a header names; some headers are of anything, a product too."""
    is_any = bool(claim.unknown) or "described" in claim.meanings
    return are_texts(facts.values) and (not is_any or share_telling(facts.values) >= _SAYING)


def _names_key(facts: Facts, claim: Claim) -> bool:
    """Whether a header of several words names an id of its own (``crm_id``), not the record's."""
    return (
        len(facts.header.words) > 1
        and claim.meanings.isdisjoint({"record", "touch", "happening"})
        and any(re.fullmatch(kind.headers, facts.header.text) for kind in KINDS.values())
    )


def _are_countries(values: Sequence[str]) -> bool:
    return sum(bool(find_country(value)) for value in values) >= ACCEPTED * len(values)


def _dated(facts: Facts, named: Sequence[Kind]) -> _Verdict:
    """What a column of dates is; never an id."""
    if any(kind.name == "birth_date" for kind in named):
        return None
    dates = read_dates(facts.header, facts.values, least=UNMISTAKABLE)
    if dates is None:
        return None
    return _event(facts, dates) or _birth(facts, dates) or Judged("text", 0.5, "dates, as a text")


def _event(facts: Facts, dates: Dates) -> _Verdict:
    if facts.header.means("expiry") or not dates.recent:
        return None
    if dates.clocks >= ACCEPTED:
        return Judged("timestamp", 0.9, "its values are times")
    if facts.temporal or facts.header.means("event", "date", "time"):
        return Judged("timestamp", 0.8, "by name; its values are recent dates")
    return None


def _birth(facts: Facts, dates: Dates) -> _Verdict:
    telling = facts.header.means("event", "expiry", "death", "thing", "time")
    if telling or not dates.lifelong or dates.clocks >= ACCEPTED:
        return None
    why = f"by its values; dates of {dates.first} to {dates.last}"
    return Judged("birth_date", 0.7, why, guess=True)


def _by_name(
    facts: Facts, named: Sequence[Kind], claims: Sequence[Claim], context: Context
) -> _Verdict:
    """The kind a name gives, unless the values are something else."""
    if any(kind.name == "full_name" for kind in named) and are_organizations(facts.values):
        return _nothing(facts) or Judged("text", 0.75, f"{ORGANIZATION}, as its values say")
    unknown = {claim.kind: claim.unknown for claim in claims if claim.unknown}
    for kind in _most_alike(facts, named, context):
        rate = accepted_share(kind, facts.values, context)
        if rate is None:
            return Judged(kind.name, 0.5, "by name; its values say nothing")
        strange = unknown.get(kind.name, ()) if not _is_pattern(kind, facts) else ()
        alone = any(c.kind == kind.name and c.meanings in _SAYING_WHO for c in claims)
        alone &= not (kind.name == "address" and are_places(facts.values))
        needed = UNMISTAKABLE if strange else ACCEPTED
        if alone or (strange and kind.name == "full_name"):
            rate = min(rate, look_alike_share(kind, facts.values, context))
        if rate < needed or (strange and _is_key(kind) and not _are_codes(facts)):
            continue
        if strange:
            why = f"by name, but for '{' '.join(strange)}'; {rate:.0%} of its values fit"
            return Judged(kind.name, 0.2 + rate / 2, why, guess=True)
        told = next((f"; {c.why}" for c in claims if c.kind == kind.name and c.why), "")
        return Judged(kind.name, 0.5 + rate / 2, f"by name; {rate:.0%} of its values fit{told}")
    return None


def _is_key(kind: Kind) -> bool:
    return kind.identifier_class not in (IdentifierClass.ATTRIBUTE, IdentifierClass.CONTACT_POINT)


def _is_pattern(kind: Kind, facts: Facts) -> bool:
    return re.fullmatch(kind.headers, facts.header.text) is not None


def _most_alike(facts: Facts, named: Sequence[Kind], context: Context) -> Sequence[Kind]:
    """Of several kinds a name may mean, first those that the values look like."""
    if len(named) < 2:
        return named
    rank = {
        kind.name: int(look_alike_share(kind, facts.values, context) < UNMISTAKABLE)
        for kind in named
    }
    if {"street", "address"} <= rank.keys():
        is_whole = _are_whole(facts.values, context)
        rank |= {"street": 2, "address": 1} if is_whole else {"street": 1, "address": 2}
    return sorted(named, key=lambda kind: rank[kind.name])


def _are_whole(values: Sequence[str], context: Context) -> bool:
    """Whether most addresses go on after the street."""
    kind = KINDS["address"]
    some = values[:: -(-len(values) // _FEW)]
    towns = sum(bool(_TOWN_BEHIND.search(value)) for value in some)
    if towns >= ACCEPTED * len(some):
        return True
    parsed = [kind.parse(value, context) for value in some]
    read = [dict(zip(kind.parts, p, strict=True)) for p in parsed if not isinstance(p, Reason)]
    whole = [p for p in read if p["street"] and (p["city"] or p["postcode"])]
    return len(whole) >= ACCEPTED * len(some)


def _form_of_address(facts: Facts, claims: Sequence[Claim]) -> _Verdict:
    """Mr and Mrs tell a sex, Dr and Prof nothing that tells people apart."""
    if not any(claim.meanings & {"salutation", "title"} for claim in claims):
        return None
    rate = accepted_share(KINDS["sex"], facts.values, Context()) or 0.0
    if rate >= _TOLD_SEX:
        return Judged("sex", 0.7, "a form of address that tells the sex")
    if facts.distinct <= _MOST_TITLES and max(map(len, facts.values)) < 12:
        return Judged("ignore", 0.6, "a form of address")
    return None


def _by_values(facts: Facts, context: Context) -> _Verdict:
    """The kind that values are unmistakably of, if any."""
    for kind in (KINDS["ip"], *KINDS.values()):  # whose four numbers pass for those of a phone
        rate = look_alike_share(kind, facts.values, context)
        if rate >= UNMISTAKABLE and (kind.name != "full_name" or _names_person(facts)):
            why = f"by its values; {rate:.0%} look like it"
            is_guess = kind.name == "full_name" and not facts.header.means("name")
            return Judged(kind.name, 0.9 * rate, why, guess=is_guess)
    return None


def _names_person(facts: Facts) -> bool:
    """Whether what is written like names names the people of the records, not a few who serve them."""
    if facts.header.means("thing", "former", *OTHERS):
        return False
    varied = facts.distinct > _VARIED * facts.filled
    return facts.header.means("name") or (varied and are_people(facts.values))


def judge_unnamed(facts: Facts, named: Sequence[Kind] = ()) -> Judged:
    """What a column is whose name and values fit no kind."""
    if nothing := _nothing(facts):
        return nothing
    values = facts.values
    if are_notes(values):
        return Judged("notes", 0.6, "texts that tell of people; what they say is read")
    names = ", ".join(kind.name for kind in named)
    but = f"named like {names}, but its values are not; " if named else ""
    numbers = sum(bool(_NUMBER.fullmatch(v)) for v in values) / len(values)
    if numbers > 0.9 and any("." in v for v in values):
        return Judged("ignore", 0.8, "a measure")
    if facts.unique and not named:
        return Judged("ignore", 0.7, UNIQUE)
    if _are_codes(facts):
        return Judged("opaque", 0.6, f"{but}ids of another system")
    if numbers > 0.9 and not named:
        return Judged("ignore", 0.6, "numbers that may mean anything")
    return Judged("text", 0.5, f"{but}a text")


def _are_codes(facts: Facts) -> bool:
    """Whether values are like ids: codes of some length, most of them different."""
    values = facts.values
    codes = sum(bool(_CODE.fullmatch(v)) for v in values) / len(values)
    short = sum(len(v) < 4 for v in values) > len(values) / 2
    return codes >= UNMISTAKABLE and not short and facts.distinct > _VARIED * facts.filled


def _folded(value: str) -> str:
    return value.strip().casefold()


def _nothing(facts: Facts) -> _Verdict:
    """Why a column tells nothing of people whatever it is, if it does not."""
    if facts.distinct == 1 and facts.rows > 1:
        return Judged("ignore", 0.9, "one value only")
    if facts.distinct < _FEW and _YES_OR_NO.issuperset(map(_folded, facts.values)):
        return Judged("ignore", 0.8, "a yes or no")
    if sum(map(len, facts.values)) / len(facts.values) >= _LONG_TEXT:
        if share_telling(facts.values) >= _SAYING:
            return Judged("notes", 0.6, "long texts; what they say of a person is read")
        return Judged("ignore", 0.8, "long texts")
    return None
