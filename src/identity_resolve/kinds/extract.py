"""Identifiers in free text: chat, e-mail, notes of a call. Precision before recall.

A value is taken in two ways: by a form that hardly anything else has (an email address, a VIN), or
because it stands right behind words that announce it ("my case is ..."). A date, a price, a time, a
quantity or a version is none, whatever its form.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from identity_resolve.domain import Identifier, IdentifierClass, Rejected
from identity_resolve.kinds import KINDS, find_kind, normalize
from identity_resolve.kinds.announced import (
    Announced,
    find_announced,
    find_announcing,
    find_said,
    find_siblings,
    find_values,
)
from identity_resolve.kinds.forms import Form, find_form, forms_of
from identity_resolve.kinds.interaction_errors import is_bare_code
from identity_resolve.kinds.pieces import find_windows
from identity_resolve.kinds.spoken import Spoken, find_spoken_emails
from identity_resolve.kinds.zones import Zones, find_zones, is_something_else

__all__ = ["Found", "extract"]


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier in a text.

    Attributes:
        kind: name of the kind, a key of ``KINDS``.
        identifier: its canonical form; ``raw`` is what stands in the text
            (masked, where its kind is kept nowhere in clear).
        span: start and end in the text, as ``text[start:end]``.
        confidence: 0 to 1, that this is an identifier of this kind.
        why: the reason, for people.
    """

    kind: str
    identifier: Identifier
    span: tuple[int, int]
    confidence: float
    why: str


class _Page(NamedTuple):
    """A text to read: its characters made plain, what in it is no identifier, where it is from.

    And what was normalized already, by kind and what was said: a phone is found by form and by words.
    """

    text: str
    zones: Zones
    region: str
    known: dict[tuple[str, str], Identifier | Rejected]


_PLAIN = {0xFF01 + n: 0x21 + n for n in range(94)} | dict.fromkeys((0xA0, 0x202F, 0x3000), " ")
_PLAIN |= dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2212), "-") | {0x2019: "'"}
"""Full-width forms, blanks and dashes as plain ones, character by character: spans stay."""

_SURE, _LEAST_SURE = 0.84, 0.74
"""The least confidence of a form that is taken without a word that announces it; the least that may
be left of it where a check of the value fails."""

_ANNOUNCED, _SPOKEN = 0.88, 0.8
_FITS = 0.05
"""What the form of an announced value adds at most: "lic 7ABC123" is a plate, "lic D5518204" is none."""

_MOST_WORDS = 60
_NEEDS_WORDS = frozenset({"ip", "street", "address", "opaque", "text", "plate", "ein"})
"""What versions, street numbers and products look like too."""

_LIKE_ZONES = ("birth_date", "ip")
"""Kinds whose values look like what else is no identifier: a date, a version."""

_LEAST_SPOKEN, _LEAST_SPOKEN_PHONE = 5, 7

_WRITTEN = re.compile(r"[\d@/]")
"""What texts have that hold an identifier other than a spoken one."""


def extract(text: str, *, region: str = "US", kinds: Iterable[str] | None = None) -> list[Found]:
    """The identifiers in a text, in the order they stand in.

    Args:
        text: what somebody wrote or said.
        region: country (ISO 3166-1 alpha-2) that numbers without a country code belong to.
        kinds: only these kinds; None for all of them.

    Raises:
        SettingsError: One of `kinds` is unknown.

    >>> for found in extract("my case is CS-2024-0099182, call me on 415 555 2671"):
    ...     print(found.kind, found.identifier.value, found.span)
    case_number :CS20240099182 (11, 26)
    phone +14155552671 (39, 51)
    """
    names = tuple(KINDS) if kinds is None else tuple(find_kind(name).name for name in kinds)
    plain = text.translate(_PLAIN)
    page = _Page(plain, find_zones(plain), region, {})
    written = (_find_emails, _find_phones, _find_by_form) if _WRITTEN.search(plain) else ()
    finders = (*written, _find_spoken_emails, _find_by_words)
    kept = _without_overlaps([found for find in finders for found in find(page)])
    return [_as_written(found, text) for found in kept if found.kind in names]


def _as_written(found: Found, text: str) -> Found:
    """A value with the characters that stand in the text."""
    raw = KINDS[found.kind].raw(text[slice(*found.span)])
    return replace(found, identifier=replace(found.identifier, raw=raw))


def _build(
    page: _Page, name: str, span: tuple[int, int], belief: float, why: str, *, said: str = ""
) -> Found | None:
    """A value that the kind accepts; `said` is what it stands for where that is not as written."""
    raw = page.text[slice(*span)]
    if is_bare_code(raw):
        return None
    asked = (name, said or raw)
    if asked not in page.known:
        page.known[asked] = normalize(*asked, region=page.region)
    identifier = page.known[asked]
    if not isinstance(identifier, Identifier):
        return None
    confidence = round(belief * (0.5 + identifier.confidence / 2), 3)
    return Found(name, identifier, span, confidence, why)


_EMAIL = re.compile(
    r"(?<![^\s@<>()\[\],;:\"'“”|\\])[^\s@<>()\[\],;:\"'“”|\\]{1,80}"
    r"@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,24}(?![\w@-])(?!:\S)"  # git@host:path
)
_EMAIL_OPENING = "\"'“‘«<([{*_>.="
_KEY = re.compile(r"\A[A-Za-z_]+=(?=[^=]*\Z)")
_FILE_ENDINGS = frozenset(
    ("png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "js", "css", "ts", "py", "html", "zip")
)


def _find_emails(page: _Page) -> Iterator[Found]:
    for match in _EMAIL.finditer(page.text):
        raw = _KEY.sub("", match[0].lstrip(_EMAIL_OPENING)).removeprefix("mailto:")
        span = (match.end() - len(raw), match.end())
        if raw.rpartition(".")[2].lower() in _FILE_ENDINGS or is_something_else(page.text, span[0]):
            continue
        if found := _build(page, "email", span, 0.97, "has the form of an address"):
            yield found


def _find_spoken_emails(page: _Page) -> Iterator[Found]:
    for spoken in find_spoken_emails(page.text):
        if found := _build_spoken(page, "email", spoken):
            yield found


_PHONE = re.compile(
    r"(?<![\w.,/#$€£+@-])(?<!\d )(?:"
    r"(?:\+?1[-. ]?)?(?:\([2-9]\d\d\)[-. ]?|[2-9]\d\d([-. ]))[2-9]\d\d[-. ]\d{4}"
    r"|1[-. ]8(?:00|33|44|55|66|77|88)[-. ][A-Z]{7}"
    r"|\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}"
    r")(?:[ ,;]*(?:ext\.?|x|extension)[ .]*\d{1,6})?(?![\w/@%€-]|[ .]?\d)",
    re.IGNORECASE,
)
_LEAST_PHONE = 9


def _find_phones(page: _Page) -> Iterator[Found]:
    for match in _PHONE.finditer(page.text):
        start, end = match.span()
        if sum(map(str.isalnum, match[0])) < _LEAST_PHONE or page.zones.forbid(start, end):
            continue
        if is_something_else(page.text, start):
            continue
        found = _build(page, "phone", (start, end), 0.93, "written as a phone number")
        if found and found.identifier.value.startswith("+"):
            yield found


def _find_by_form(page: _Page) -> Iterator[Found]:
    """Values of a form that hardly anything else has."""
    for start, end in find_windows(page.text):
        if page.zones.forbid(start, end) or is_something_else(page.text, start):
            continue
        raw = page.text[start:end]
        if not any(pattern.fullmatch(raw) for pattern in _any_telling_form()):
            continue
        for name, forms in _telling_forms():
            form = next((form for form in forms if form.pattern.fullmatch(raw)), None)
            found = form and _build(page, name, (start, end), form.confidence, form.why)
            if found and found.confidence >= _LEAST_SURE:
                yield found


@cache
def _telling_forms() -> tuple[tuple[str, tuple[Form, ...]], ...]:
    """The sure forms of every kind that is known by its form."""
    return tuple(
        (name, tuple(form for form in forms_of(name) if form.confidence >= _SURE))
        for name, kind in KINDS.items()
        if name not in _NEEDS_WORDS
        and name not in ("email", "phone")
        and kind.identifier_class is not IdentifierClass.ATTRIBUTE
    )


@cache
def _any_telling_form() -> tuple[re.Pattern[str], ...]:
    """All of the sure forms as few patterns, for most pieces of a text have none of them."""
    patterns = [form.pattern.pattern for _, forms in _telling_forms() for form in forms]
    apart = [pattern for pattern in patterns if "\\1" in pattern]  # groups go by number
    joined = "|".join(f"(?:{pattern})" for pattern in patterns if pattern not in apart)
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (joined, *apart))


def _find_by_words(page: _Page) -> Iterator[Found]:
    """Values right behind words that announce them, and those built alike that follow in a list."""
    for name in find_announcing(page.text):
        for announced in find_announced(name, page.text):
            if not (found := _find_behind(page, name, announced)):
                continue
            spans = list(find_siblings(page.text, found.span))
            if announced.is_plural and not spans:
                continue
            yield found
            for span in spans:
                if other := _build(page, name, span, found.confidence, found.why):
                    yield other


def _find_behind(page: _Page, name: str, announced: Announced) -> Found | None:
    words = announced.words[:_MOST_WORDS]
    belief = _ANNOUNCED + len(words) / 1000  # "license plate" says more than "plate"
    for span in find_values(name, page.text, announced):
        if name not in _LIKE_ZONES and page.zones.forbid(*span):
            continue
        raw = page.text[slice(*span)]
        platform = f"{words.split()[0]} {raw}" if name == "social_handle" else ""
        why = f"stands behind {words!r}"
        for said in (platform, "") if platform else ("",):
            form = find_form(name, raw)
            trust = belief + (_FITS * form.confidence if form else 0.0)
            if found := _build(page, name, span, trust, why, said=said):
                return found
    if name == "birth_date" or not (spoken := find_said(page.text, announced)):
        return None
    return _build_spoken(page, name, spoken)


def _build_spoken(page: _Page, name: str, spoken: Spoken) -> Found | None:
    least = {"email": 0, "phone": _LEAST_SPOKEN_PHONE}.get(name, _LEAST_SPOKEN)
    if len(spoken.text.lstrip("+")) < least:
        return None
    return _build(page, name, (spoken.start, spoken.end), _SPOKEN, "spoken", said=spoken.text)


def _without_overlaps(candidates: Iterable[Found]) -> list[Found]:
    """Of values that overlap the more confident and longer one; in the order of the text."""
    order = list(KINDS)

    def rank(found: Found) -> tuple[float, int, int]:
        start, end = found.span
        return (-(found.confidence + 0.01 * (end - start)), start, order.index(found.kind))

    kept: list[Found] = []  # apart, so that only the neighbors of a value can touch it
    for found in sorted(candidates, key=rank):
        place = bisect_left(kept, found.span, key=attrgetter("span"))
        before, behind = kept[max(place - 1, 0) : place], kept[place : place + 1]
        if all(k.span[1] <= found.span[0] for k in before) and all(
            k.span[0] >= found.span[1] for k in behind
        ):
            kept.insert(place, found)
    return kept
