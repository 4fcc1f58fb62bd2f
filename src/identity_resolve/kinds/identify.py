"""What could this be? Kinds for a text of unknown kind, as a search box or a keypad gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from identity_resolve.domain import Context, Identifier, IdentifierClass, Reason
from identity_resolve.kinds import KINDS, normalize
from identity_resolve.kinds.base import Kind
from identity_resolve.kinds.forms import cues_of, find_form, forms_of
from identity_resolve.kinds.interaction_errors import is_bare_code
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["Guess", "identify"]

_KEYPAD = re.compile(r"[\d\s*#]*[*#][\d\s*#]*", re.ASCII)
_KEYS = re.compile(r"[*#\s]+")
_LABEL_END = r"(?:\s*(?:number|no|nr|num|id)\b\.?)*[\s:#=]+(?=\S)"
_HAS_DIGIT = re.compile(r"\d")

_BASES = {
    IdentifierClass.PERSON_KEY: 0.12,
    IdentifierClass.INTERACTION_KEY: 0.1,
    IdentifierClass.ASSET_KEY: 0.08,
    IdentifierClass.CONTACT_POINT: 0.1,
    IdentifierClass.ATTRIBUTE: 0.05,
}
_LAST_RESORTS = {"text": 0.01, "opaque": 0.1, "street": 0.05, "address": 0.05}
_WORDS_AS_NUMBER = 0.2
"""What is left of a number's belief where the text has no digit."""

_ANNOUNCED = 0.9
_DOUBT = 0.6
"""How much of the doubt about a value is doubt about its kind: a made-up phone is still a phone."""

_OWN_FORM = 0.8
_LEAST = 0.05
_TELLING = 0.25
"""From here on a guess is better than a name or a part of an address that is merely accepted."""


@dataclass(frozen=True, slots=True)
class Guess:
    """One kind that a text may be of.

    Attributes:
        kind: name of the kind, a key of ``KINDS``.
        identifier: the text in the canonical form of that kind.
        confidence: 0 to 1; an order of belief, the guesses of one text do not add up to 1.
        why: the reason, for people.
    """

    kind: str
    identifier: Identifier
    confidence: float
    why: str


def identify(text: str, *, region: str = "US") -> list[Guess]:
    """The kinds a text may be of, the most likely first; empty where it is nobody's value.

    Args:
        text: what was typed, keyed in (``*`` and ``#`` of a keypad are no part of it) or pasted.
        region: country (ISO 3166-1 alpha-2) that numbers without a country code belong to.

    >>> [guess.kind for guess in identify("(415) 555-2671")][0]
    'phone'
    >>> [guess.kind for guess in identify("D5518204")][0]
    'license'
    >>> identify("123-45-6789")
    []
    """
    if len(text) > MAX_LENGTH or not (cleaned := _without_keys(clean(text))):
        return []
    if is_bare_code(cleaned) or any(
        _stands_for_none(kind, cleaned, region) for kind in KINDS.values()
    ):
        return []
    found = [guess for kind in KINDS.values() if (guess := _guess(kind, text, cleaned, region))]
    found.sort(key=lambda guess: -guess.confidence)  # stable: KINDS puts telling kinds first
    return _worth_telling(found)


def _stands_for_none(kind: Kind, text: str, region: str) -> bool:
    """Whether a text has the very form of a person's number, but is one that nobody has."""
    if kind.identifier_class is not IdentifierClass.PERSON_KEY:
        return False
    form = find_form(kind.name, text)
    if form is None or form.confidence < _OWN_FORM:
        return False
    return kind.parse(text, Context(region)) is Reason.PLACEHOLDER


def _without_keys(text: str) -> str:
    """What was keyed in, without the keys that end it.

    >>> _without_keys("07*19*1984#"), _without_keys("#12345")
    ('07-19-1984', '#12345')
    """
    if not _KEYPAD.fullmatch(text) or (text[0] == "#" and text[1:].isdigit()):
        return text
    return _KEYS.sub("-", text).strip("-")


def _guess(kind: Kind, raw: str, text: str, region: str) -> Guess | None:
    announced = _announced(kind.name, text)
    value = text[announced:]
    read = normalize(kind.name, value, region=region)
    if not isinstance(read, Identifier):
        return None
    confidence, why = (_ANNOUNCED, "says so itself") if announced else _believe(kind, value)
    identifier = replace(read, raw=kind.raw(raw))
    trust = 1 - _DOUBT * (1 - read.confidence)
    return Guess(kind.name, identifier, round(confidence * trust, 3), why)


@cache
def _label(name: str) -> re.Pattern[str] | None:
    cues = cues_of(name)
    return re.compile(rf"(?:my |the )?(?:{cues}){_LABEL_END}", re.IGNORECASE) if cues else None


def _announced(name: str, text: str) -> int:
    """Length of the words before a value that say what it is, as in ``case no. 12345``."""
    label = _label(name)
    found = label.match(text) if label else None
    return found.end() if found and _HAS_DIGIT.search(text, found.end()) else 0


def _believe(kind: Kind, text: str) -> tuple[float, str]:
    """How sure the form alone makes that a text, which the kind accepts, is of it."""
    if form := find_form(kind.name, text):
        return form.confidence, form.why
    base = _LAST_RESORTS.get(kind.name, _BASES[kind.identifier_class])
    if forms_of(kind.name):
        base /= 2
    if kind.identifier_class is not IdentifierClass.ATTRIBUTE and not _HAS_DIGIT.search(text):
        base *= _WORDS_AS_NUMBER
    return base, "accepted, but not in a usual form"


def _worth_telling(found: list[Guess]) -> list[Guess]:
    """Names and parts of addresses only where nothing tells more, and never what is hardly so."""
    best = found[0].confidence if found else 0.0
    return [
        guess
        for guess in found
        if (guess.confidence >= _LEAST or guess.confidence == best)
        and not (best >= _TELLING and _is_part(guess.kind) and guess.confidence < _TELLING)
    ]


def _is_part(name: str) -> bool:
    """Whether nearly any text passes for a value of the kind: names, and parts of addresses."""
    return KINDS[name].identifier_class is IdentifierClass.ATTRIBUTE or name in _LAST_RESORTS
