"""Identifiers in free text: chat, e-mail, notes of a call. Precision before recall.

A value is taken in two ways: by a form that hardly anything else has (an email address, a VIN), or
because it stands right behind words that announce it ("my case is ..."). A date, a price, a time, a
quantity or a version is none, whatever its form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from identity_resolve.domain import Identifier, IdentifierClass
from identity_resolve.kinds import KINDS, find_kind, normalize
from identity_resolve.kinds.forms import cues_of, find_form
from identity_resolve.kinds.spoken import Spoken, find_spoken_emails, read_spoken
from identity_resolve.kinds.zones import Zones, find_zones, is_something_else

__all__ = ["Found", "extract"]


@dataclass(frozen=True, slots=True)
class Found:
    """An identifier in a text.

    Attributes:
        kind: name of the kind, a key of ``KINDS``.
        identifier: its canonical form; ``raw`` is what stands in the text.
        span: start and end in the text, as ``text[start:end]``.
        confidence: 0 to 1, that this is an identifier of this kind.
        why: the reason, for people.
    """

    kind: str
    identifier: Identifier
    span: tuple[int, int]
    confidence: float
    why: str


_PLAIN = {0xFF01 + n: 0x21 + n for n in range(94)} | dict.fromkeys((0xA0, 0x202F, 0x3000), " ")
_PLAIN |= dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2212), "-") | {0x2019: "'"}
"""Full-width forms, blanks and dashes as plain ones, character by character: spans stay."""

_SURE = 0.84
"""The least confidence of a form that is taken without a word that announces it."""

_CUED = 0.9
_NEEDS_CUE = frozenset({"ip", "street", "address", "account", "opaque", "text", "plate"})
"""What versions, street numbers and products look like too."""

_MAX_PIECES = 9  # an IBAN in groups of four
_PIECE = re.compile(r"\S+")
_LONGEST, _LEAST_GROUPED = 256, 9
_OPENING, _CLOSING = "\"'“‘«<([{*_>", "\"'”’»>)]}*_.,;:!?…"
_HAS_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"[A-Z]{0,4}\d[A-Z\d]*|[A-Z]{2,4}", re.ASCII)
_DIGIT_GROUP = re.compile(r"[\d-]+", re.ASCII)

_EMAIL = re.compile(
    r"(?<![^\s@<>()\[\],;:\"'“”|\\])[^\s@<>()\[\],;:\"'“”|\\]{1,80}"
    r"@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d_]{2,24}(?![\w@-])"
)
_FILE_ENDINGS = frozenset(
    ("png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "js", "css", "ts", "py", "html", "zip")
)
_PHONE = re.compile(
    r"(?<![\w.,/#$€£+@-])(?<!\d )(?:"
    r"(?:\+?1[-. ]?)?(?:\([2-9]\d\d\)[-. ]?|[2-9]\d\d([-. ]))[2-9]\d\d[-. ]\d{4}"
    r"|1[-. ]8(?:00|33|44|55|66|77|88)[-. ][A-Z]{7}"
    r"|\+\d{1,3}(?:[ .-]?\(?\d{1,5}\)?){2,6}"
    r")(?:[ ,;]*(?:ext\.?|x|extension)[ .]*\d{1,6})?(?![\w/@%€-]|[ .]?\d)",
    re.IGNORECASE,
)
_LEAST_PHONE = 9

_LINK = (
    r"(?P<word>(?:[\s.]{0,4}(?:\b(?:numbers?|no|nr|num|nbr|n[úu]mero|nummer|num[ée]ro|id"
    r"|reference|ref)\b\.?|\bn[º°]|[#№]))*)"
    r"(?P<verb>(?:[\s,]{0,4}(?:\b(?:is|was|are|it'?s|that'?s|es|ist|est|lautet|el)\b|[:=–—-]))*)"
    r"[\s#\"'“(]{0,6}"
)
_LIKE_ZONES = ("birth_date", "ip")
"""Kinds whose values look like what else is no identifier: a date, a version."""

_CUE_SPAN = 60
_SHIPPING = re.compile(r"track|parcel|package|shipment", re.IGNORECASE)
_NOT_THIS = re.compile(
    r"(?:business|software|liquor|contractor|professional|nursing|medical|teaching|upper|lower"
    r"|use|test|edge|worst|best|phone|in|suit|brief|display|pillow|stair|price|law)[\s-]*$",
    re.IGNORECASE,
)
_LEAST_BARE, _LEAST_MIXED, _LEAST_TOLD = 6, 5, 5
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])", re.ASCII)
_KEY = re.compile(r"\A[A-Za-z_]+=(?=[^=]*\Z)")


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
    raw, text = text, text.translate(_PLAIN)
    names = tuple(KINDS) if kinds is None else tuple(find_kind(name).name for name in kinds)
    zones = find_zones(text)
    candidates = (
        *_find_emails(text, region),
        *_find_phones(text, region, zones),
        *_find_by_form(text, region, zones),
        *_find_by_cue(text, region, zones),
    )
    kept = _without_overlaps(candidates)
    return [_as_written(found, raw) for found in kept if found.kind in names]


def _as_written(found: Found, text: str) -> Found:
    """A value with the characters that stand in the text."""
    return replace(found, identifier=replace(found.identifier, raw=text[slice(*found.span)]))


def _build(
    name: str,
    raw: str,
    span: tuple[int, int],
    *,
    region: str,
    belief: float,
    why: str,
    said: str = "",
) -> Found | None:
    """A value that the kind accepts."""
    read = normalize(name, said or raw, region=region)
    if not isinstance(read, Identifier):
        return None
    identifier = Identifier(name, read.value, raw, read.parts, read.confidence, read.facts)
    return Found(name, identifier, span, round(belief * (0.5 + read.confidence / 2), 3), why)


def _find_emails(text: str, region: str) -> Iterator[Found]:
    for match in _EMAIL.finditer(text):
        raw = _KEY.sub("", match[0].lstrip(_OPENING + ".=")).removeprefix("mailto:")
        start = match.end() - len(raw)
        if raw.rpartition(".")[2].lower() in _FILE_ENDINGS or is_something_else(text, start):
            continue
        if (
            text[match.end() : match.end() + 1] == ":"
            and text[match.end() + 1 : match.end() + 2].strip()
        ):
            continue  # git@host:path
        found = _build("email", raw, (start, match.end()), region=region, belief=0.97,
                       why="has the form of an address")  # fmt: skip
        if found:
            yield found
    for spoken in find_spoken_emails(text):
        if found := _from_speech("email", text, spoken, region):
            yield found


def _find_phones(text: str, region: str, zones: Zones) -> Iterator[Found]:
    for match in _PHONE.finditer(text):
        raw, span = match[0], match.span()
        if sum(map(str.isalnum, raw)) < _LEAST_PHONE or zones.forbid(*span):
            continue
        if is_something_else(text, span[0]):
            continue
        found = _build(
            "phone", raw, span, region=region, belief=0.93, why="written as a phone number"
        )
        if found and found.identifier.value.startswith("+"):
            yield found


def _find_by_form(text: str, region: str, zones: Zones) -> Iterator[Found]:
    """Values of a form that hardly anything else has."""
    names = [name for name in KINDS if _is_telling(name)]
    for start, end in _windows(text):
        raw = text[start:end]
        if zones.forbid(start, end) or is_something_else(text, start):
            continue
        for name in names:
            form = find_form(name, raw)
            if form is None or form.confidence < _SURE:
                continue
            found = _build(
                name, raw, (start, end), region=region, belief=form.confidence, why=form.why
            )
            if found and found.confidence >= _SURE - 0.1:
                yield found


def _is_telling(name: str) -> bool:
    if name in _NEEDS_CUE or name in ("email", "phone"):
        return False
    return KINDS[name].identifier_class is not IdentifierClass.ATTRIBUTE


def _windows(text: str) -> Iterator[tuple[int, int]]:
    """Spans of one piece without its punctuation, and of several that may be groups of one number."""
    pieces = [
        _trim(text, *match.span())
        for match in _PIECE.finditer(text)
        if match.end() - match.start() <= _LONGEST
    ]
    for first, (start, end) in enumerate(pieces):
        piece = text[start:end]
        if _HAS_DIGIT.search(piece) or "/" in piece:
            yield start, end
        if not _GROUP.fullmatch(piece) and not _DIGIT_GROUP.fullmatch(piece):
            continue
        for other_start, other_end in pieces[first + 1 : first + _MAX_PIECES]:
            group = text[other_start:other_end]
            if text[end:other_start] != " " or not (
                _GROUP.fullmatch(group) or _DIGIT_GROUP.fullmatch(group)
            ):
                break
            end = other_end
            if end - start >= _LEAST_GROUPED:
                yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _OPENING:
        start += 1
    while start < end and text[end - 1] in _CLOSING:
        end -= 1
    return start, end


@cache
def _cue_pattern(name: str) -> re.Pattern[str] | None:
    cues = cues_of(name)
    return re.compile(rf"(?<![\w@./-])(?:{cues})(?![\w@]){_LINK}", re.IGNORECASE) if cues else None


def _find_by_cue(text: str, region: str, zones: Zones) -> Iterator[Found]:
    """Values right behind words that announce them."""
    for name in KINDS:
        pattern = _cue_pattern(name)
        for match in pattern.finditer(text) if pattern else ():
            if _NOT_THIS.search(text, max(0, match.start() - 20), match.start()):
                continue
            if _SHIPPING.match(match[0]):
                continue  # a parcel is no contact with a customer
            if found := _value_behind(name, text, match, region, zones):
                yield found


def _value_behind(
    name: str, text: str, cue: re.Match[str], region: str, zones: Zones
) -> Found | None:
    words = cue[0].strip(" \n\t\"'“(")
    belief = _CUED + min(len(words), _CUE_SPAN) / 1000  # "license plate" says more than "plate"
    why = f"stands behind {words[:_CUE_SPAN]!r}"
    for start, end in _values_at(text, cue.end(), name):
        raw = text[start:end]
        if name not in _LIKE_ZONES and zones.forbid(start, end):
            continue
        if not _is_strong(name, raw, cue):
            continue
        said = f"{words.split()[0]} {raw}" if name == "social_handle" else ""  # the platform
        for text_of in (said, raw) if said else (raw,):
            found = _build(
                name, raw, (start, end), region=region, belief=belief, why=why, said=text_of
            )
            if found:
                return found
    spoken = read_spoken(text, cue.end())
    return _from_speech(name, text, spoken, region) if spoken and name != "birth_date" else None


def _values_at(text: str, place: int, name: str) -> list[tuple[int, int]]:
    """Spans of values that begin at a place, the longest first."""
    if name == "birth_date":
        return _dates_at(text, place)
    spans: list[tuple[int, int]] = []
    end = place
    for match in _PIECE.finditer(text, place):
        if len(spans) == _MAX_PIECES or (spans and text[end : match.start()] != " "):
            break
        start, end = _trim_value(text, *match.span())
        if spans and not _continues(text[spans[0][0] : spans[-1][1]], text[start:end], name):
            break
        if start == end or end - start > _LONGEST:
            break
        spans.append((spans[0][0] if spans else start, end))
        if end != match.end():
            break  # punctuation ends a number
    return [span for span in reversed(spans) if _HAS_DIGIT.search(text[slice(*span)])
            or text[span[0]] == "@"]  # fmt: skip


def _trim_value(text: str, start: int, end: int) -> tuple[int, int]:
    """Without punctuation around, but with the bracket of an area code."""
    first, last = _trim(text, start, end)
    return (start, end) if text[start] == "(" and text[end - 1] == ")" else (first, last)


def _continues(sofar: str, piece: str, name: str) -> bool:
    """Whether a further piece may belong to a number in groups."""
    if re.fullmatch(r"[+(\d][\d().-]*", sofar.replace(" ", "")) and _DIGIT_GROUP.fullmatch(piece):
        return True
    if name in ("plate", "license", "iban", "vin"):
        return _GROUP.fullmatch(piece) is not None and not _YEAR.fullmatch(piece)
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


def _is_strong(name: str, raw: str, cue: re.Match[str]) -> bool:
    """Whether a value is one, by the words before it: the fewer they say, the more it must."""
    digits = sum(map(str.isdigit, raw))
    if name == "birth_date" or raw[0] == "@":
        return True
    if name == "phone":
        return digits > _LEAST_BARE and (" " not in raw or find_form(name, raw) is not None)
    if name == "error_reference" and not cue["word"]:
        return find_form(name, raw) is not None
    if cue["word"] or "#" in cue[0]:
        return digits > 1 or len(raw) > _LEAST_TOLD
    if _DAY.fullmatch(raw):
        return False
    if raw.isdigit() or _DIGIT_GROUP.fullmatch(raw.replace(" ", "")):
        return digits >= (_LEAST_TOLD if ":" in cue["verb"] else _LEAST_BARE)
    return digits > 1 and len(raw) >= _LEAST_MIXED and not raw[0].islower()


def _from_speech(name: str, text: str, spoken: Spoken, region: str) -> Found | None:
    if name != "email" and len(spoken.text) < _LEAST_TOLD:
        return None
    if name == "phone" and len(spoken.text.lstrip("+")) < _LEAST_BARE + 1:
        return None
    raw, span = text[spoken.start : spoken.end], (spoken.start, spoken.end)
    return _build(name, raw, span, region=region, belief=0.8, why="spoken", said=spoken.text)


def _without_overlaps(candidates: Iterable[Found]) -> list[Found]:
    """Of values that overlap the more confident and longer one; in the order of the text."""
    order = list(KINDS)

    def rank(found: Found) -> tuple[float, int, int]:
        start, end = found.span
        return (-(found.confidence + 0.01 * (end - start)), start, order.index(found.kind))

    kept: list[Found] = []
    for found in sorted(candidates, key=rank):
        if all(found.span[1] <= k.span[0] or found.span[0] >= k.span[1] for k in kept):
            kept.append(found)
    return sorted(kept, key=lambda found: found.span)
