"""Values in free text that stand right behind words which announce them ("my case number is ...")."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from identity_resolve.kinds.forms import cues_of, find_form
from identity_resolve.kinds.pieces import PIECE, has_digit, is_digit_group, is_group, trim
from identity_resolve.kinds.spoken import Spoken, read_spoken

__all__ = [
    "Announced",
    "find_announced",
    "find_announcing",
    "find_said",
    "find_siblings",
    "find_values",
]

_MOST_PIECES, _LONGEST, _LOOK_BACK, _MOST_SPOKEN = 9, 256, 20, 400
_NUMBER = (
    r"numbers?|no|nr|nro|num|nbr|n[úu]m(?:ero)?|nummer|num[ée]ro|numer|n(?=\.)|id|reference|ref"
)
_VERB = r"is|was|are|it'?s|that'?s|this is|es|ist|est (?:le|la)|est|lautet|el|è|é|jest|är"
_OF = r"of|for|de|du|da|do|di|del|der|des|van|d'"
_SPEAKER = r"(?-i:[A-Z][\w.]{0,20}(?: [\w.]{1,20})?: )"
_HESITATION = r"(?:yes|yeah|yep|sure|ok(?:ay)?|um+|uh+|er|so|it'?s|it is|that'?s)\b[\s,.]*"
_ANSWER = (
    rf"(?P<answer>(?:,? please)?(?:\?|(?:[.!]|(?<=\.))(?=\s+{_SPEAKER}))"
    rf"\s*{_SPEAKER}?(?:{_HESITATION}){{0,4}})?"
)
_LINK = (
    rf"(?P<word>(?:[\s.(/-]{{0,4}}(?:\b(?:{_NUMBER})\b\.?|\bn[º°]|[#№]))*)"
    rf"(?:[\s.,)\"']{{0,4}}(?:\b(?:{_VERB})(?!\w)|[:=–—-]))*"
    rf"{_ANSWER}(?:\s*area code\b)?"
    r"[\s#\"'“(\[]{0,6}"
)
_NUMBER_OF = re.compile(
    rf"\b(?:{_NUMBER})\.? (?:{_OF}) ?(?:la |le |el |the |my |l')?\Z", re.IGNORECASE
)
_SAYS_NUMBER = re.compile(
    r"(?:numbers?|nummer|n[úu]mero|num[ée]ro|nr|no|id|\w[ _-]ref(?:erence)?|#)\.?\Z", re.IGNORECASE
)
_LEADS = re.compile(rf"(?:\b(?:{_VERB})|[:=?])\W*\Z", re.IGNORECASE)
_SHIPPING = re.compile(r"track|parcel|package|shipment", re.IGNORECASE)
_NOT_THIS = re.compile(
    r"(?:business|software|liquor|contractor|professional|nursing|medical|teaching|upper|lower"
    r"|use|test|edge|worst|best|phone|in|suit|brief|display|pillow|stair|price|law)[\s-]*$",
    re.IGNORECASE,
)
"""Words that make another thing of a cue: a business license, an upper case, a price tag."""

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_IN_GROUPS = re.compile(r"[+(\d][\d().-]*", re.ASCII)
_LEAST_DIGITS, _LEAST_PHONE, _LEAST_MIXED = 5, 7, 5
_LOWER_DIGITS, _LOWER_LENGTH = 3, 6
_LOOSE = frozenset({"error_reference", "license"})
"""Kinds whose cues also announce other things, a fault or a plate: the value must have their form."""


class Announced(NamedTuple):
    """Words that announce a value, and where it may stand.

    Attributes:
        words: the words, as written.
        start: where the value begins.
        is_told: whether they say that a number follows: "case no.", "ticket #", "Kundennummer".
        is_linked: whether a verb or a sign leads to the value: "is", ":".
        is_plural: whether several values must follow: "tickets 884213 and 884220".
    """

    words: str
    start: int
    is_told: bool
    is_linked: bool
    is_plural: bool = False


_BEFORE_CUE, _BEHIND_CUE = r"(?<![\w@./-])", r"s?(?![\w@])"


@cache
def _pattern(name: str) -> re.Pattern[str] | None:
    if not (cues := cues_of(name)):
        return None
    return re.compile(
        rf"{_BEFORE_CUE}(?P<cue>{cues})(?P<plural>s)?(?![\w@])\.?{_LINK}", re.IGNORECASE
    )


@cache
def _cues() -> tuple[re.Pattern[str], Mapping[str, Callable[..., object]]]:
    """Where a lower-case text may announce a value of any kind, and what tells each kind there."""
    from identity_resolve.kinds import KINDS

    cues = {name: found for name in KINDS if (found := cues_of(name))}
    any_cue = "|".join(f"(?:{found})" for found in cues.values())
    each = {name: re.compile(f"(?:{found}){_BEHIND_CUE}").match for name, found in cues.items()}
    return re.compile(f"{_BEFORE_CUE}(?=(?:{any_cue}){_BEHIND_CUE})"), each


def find_announcing(text: str) -> list[str]:
    """The kinds that words of a text may announce: a quick look, before each is looked for.

    >>> find_announcing("My case no. is 12345"), find_announcing("thank you")
    (['case_number'], [])
    """
    lower = text.lower()
    anywhere, each = _cues()
    places = [match.start() for match in anywhere.finditer(lower)]
    found = {name for at in places for name, is_cue in each.items() if is_cue(lower, at)}
    return [name for name in each if name in found]


def find_announced(name: str, text: str) -> Iterator[Announced]:
    """The places of a text where words announce a value of a kind.

    >>> [found.words for found in find_announced("case_number", "My case no. is 12345, a claim, in case")]
    ['case no. is', 'claim']
    """
    pattern = _pattern(name)
    for match in pattern.finditer(text) if pattern else ():
        if _NOT_THIS.search(text, max(0, match.start() - _LOOK_BACK), match.start()):
            continue
        if _SHIPPING.match(match["cue"]):
            continue  # a parcel is no contact with a customer
        if (found := _read_announced(match)).is_told or "?" in found.words or not match["answer"]:
            yield found


def _read_announced(match: re.Match[str]) -> Announced:
    before = match.string[max(0, match.start() - _LOOK_BACK) : match.start()]
    says_number = match["word"] or "#" in match[0] or _SAYS_NUMBER.search(match["cue"])
    told = says_number or _NUMBER_OF.search(before)
    words = match[0].strip(" \n\t\"'“([")
    is_linked = _LEADS.search(words) is not None
    return Announced(words, match.end(), bool(told), is_linked, bool(match["plural"]))


def find_values(name: str, text: str, announced: Announced) -> list[tuple[int, int]]:
    """The spans where an announced value may stand, the longest first."""
    place = announced.start
    spans = _dates_at(text, place) if name == "birth_date" else _spans_at(text, place, name)
    return [span for span in spans if _is_strong(name, text[slice(*span)], announced)]


def _spans_at(text: str, place: int, name: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    end = place
    for match in PIECE.finditer(text, place):
        if len(spans) == _MOST_PIECES or (spans and text[end : match.start()] != " "):
            break
        start, end = _trim_value(text, *match.span())
        if spans and not _continues(text[spans[0][0] : spans[-1][1]], text[start:end], name):
            break
        if start == end or end - start > _LONGEST:
            break
        spans.append((spans[0][0] if spans else start, end))
        if end != match.end():
            break  # punctuation ends a number
    return [(a, b) for a, b in reversed(spans) if has_digit(text[a:b]) or text[a] == "@"]


def _trim_value(text: str, start: int, end: int) -> tuple[int, int]:
    """Without punctuation around, but with the bracket of an area code."""
    return (start, end) if text[start] == "(" and text[end - 1] == ")" else trim(text, start, end)


def _continues(sofar: str, piece: str, name: str) -> bool:
    """Whether a further piece may belong to a number in groups."""
    if _IN_GROUPS.fullmatch(sofar.replace(" ", "")) and is_digit_group(piece):
        return True
    if name in ("plate", "license", "iban", "vin"):
        return is_group(piece) and not _YEAR.fullmatch(piece)
    return False


_MONTHS = r"[^\W\d_]{3,12}\.?"
_DATE = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?!\w)"
    rf"|(?:{_MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th|\.)?"
    rf"[ -](?:of |de )?{_MONTHS}(?: de)?,?[ -]\d{{4}})(?!\w)"
)


def _dates_at(text: str, place: int) -> list[tuple[int, int]]:
    match = _DATE.match(text, place)
    return [match.span()] if match else []


def _is_strong(name: str, raw: str, announced: Announced) -> bool:
    """Whether a value is one, by the words before it: the fewer they say, the more it must."""
    digits = sum(map(str.isdigit, raw))
    if name == "birth_date" or raw[0] == "@":
        return True
    if name == "phone":
        return digits >= _LEAST_PHONE and (" " not in raw or find_form(name, raw) is not None)
    if not announced.is_told and name in _LOOSE and find_form(name, raw) is None:
        return False
    if announced.is_told:
        return digits > 1 or len(raw) > _LEAST_DIGITS
    if raw.isdigit() or is_digit_group(raw.replace(" ", "")):
        return digits >= _LEAST_DIGITS and not _DAY.fullmatch(raw)
    if raw[0].islower():
        is_meant = announced.is_linked or name in _LOOSE
        return is_meant and digits >= _LOWER_DIGITS and len(raw) >= _LOWER_LENGTH
    return digits > 1 and len(raw) >= _LEAST_MIXED


_PAUSE = re.compile(r"[\s,.…-]*\b(?:um+|uh+|er+m?|hmm+|and|then)\b[\s,.…-]*", re.IGNORECASE)
_PRONOUN = re.compile(
    r"\bI(?='| (?:am|was|have|had|think|need|want|called|call|got|would|will|can|paid|just|also)\b)"
)
_LONE_LETTER = re.compile(r"(?<![\w'])[ai](?![\w']| (?:am|was|have)\b)")


def find_said(text: str, announced: Announced) -> Spoken | None:
    """The characters spoken behind words that announce them, across "um" and "and then".

    Behind "number is" a lone ``a`` or ``i`` is a letter, elsewhere a word.

    >>> place = Announced("phone number is", 0, True, True)
    >>> find_said("six one nine, um, seven three six, one one two zero", place).text
    '6197361120'
    >>> find_said("a c dash double zero four", place).text
    'AC-004'
    """
    place = announced.start
    heard = _PRONOUN.sub("i", text[place : place + _MOST_SPOKEN])
    if announced.is_told:
        heard = _LONE_LETTER.sub(lambda letter: letter[0].upper(), heard)
    said = read_spoken(heard, 0)
    while said and (pause := _PAUSE.match(heard, said.end)):
        if not (more := read_spoken(heard, pause.end())):
            break
        said = Spoken(said.start, more.end, said.text + more.text)
    return said and Spoken(place + said.start, place + said.end, said.text)


_AND = re.compile(r"(?:,| ?&| ?/|,? (?:and|or|y|et|und|e|en))\s+[#\"'“(]{0,2}")
_LETTERS, _DIGITS = re.compile(r"[^\W\d_]"), re.compile(r"\d")


def find_siblings(text: str, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Values built alike that follow in a list: "cases 00441902, 00441903 and 00441904".

    >>> text = "plates 8ABC123 and 7XYZ987 or 30 days"
    >>> [text[start:end] for start, end in find_siblings(text, (7, 14))]
    ['7XYZ987']
    """
    first, end = _build_of(text[slice(*span)]), span[1]
    while joint := _AND.match(text, end):
        piece = PIECE.match(text, joint.end())
        if piece is None:
            return
        start, end = trim(text, *piece.span())
        if _build_of(text[start:end]) != first:
            return
        yield start, end


def _build_of(raw: str) -> str:
    """Which characters are letters and which are digits."""
    return _LETTERS.sub("A", _DIGITS.sub("9", raw))
