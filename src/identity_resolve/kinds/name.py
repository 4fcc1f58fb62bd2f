"""Names of people, as one column or as several.

Parts are folded: lower case, without accents, apostrophes and dots; a hyphen stays. Titles, ranks,
credentials and nicknames in quotes are dropped. Where a record names two people, the first counts.
"""

from __future__ import annotations

import re

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Kind, Parsed
from identity_resolve.kinds.name_words import (
    CONFUSABLE,
    ENDINGS,
    GENERATIONS,
    LOOSE_TITLES,
    PARTICLES,
    SPECIAL,
    TITLES,
    UNKNOWN,
    drop_ranks,
    find_family,
    first_person,
    is_one_name,
    is_territory,
    name_words,
    prepare,
    split_generation,
)
from identity_resolve.kinds.nickname import is_known_given
from identity_resolve.kinds.placeholders import is_placeholder
from identity_resolve.kinds.text import MAX_LENGTH, clean

__all__ = ["NAMES", "render_full_name"]

_PLAIN = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)*")
_NO_NAME = re.compile(r"@|://|www\.", re.IGNORECASE)
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HANGUL = re.compile(r"[\uac00-\ud7af]{2,4}")
_HAN = re.compile(r"[\u3400-\u9fff]{2,4}")
_LONG_FAMILIES = frozenset("欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 남궁 선우 제갈 황보 독고".split())
_GIVEN_PARTICLES = frozenset("van al ben mac del le abd abu do".split())
_KNIGHTS = frozenset(("sir", "dame"))
_NEVER = MAX_LENGTH  # more words than a text has: an ending that may be a name stays


def render_full_name(given: str, middle: str, family: str, suffix: str) -> str:
    """One text that is read back as the same parts.

    >>> render_full_name("juan", "q", "de la vega", "iii")
    'de la vega, juan q, iii'
    """
    if given and not (middle or family or suffix):
        return given
    text = f"{family}, {given} {middle}".rstrip(" ")
    return f"{text}, {suffix}" if suffix else text


def _parse_full(text: str, _context: Context) -> Parsed:
    """Given, middle and family name and generation of one person.

    >>> _parse_full("Dr. Juan Q. de la Vega III", Context())
    ('juan', 'q', 'de la vega', 'iii')
    >>> _parse_full("Smith, John Jr.", Context())
    ('john', '', 'smith', 'jr')
    """
    words = _plain_words(text)
    if isinstance(words, Reason):
        return words
    if words:
        family = words[-1] if len(words) > 1 else ""
        return words[0], " ".join(words[1:-1]), family, ""
    segments = _segments(clean(text))
    if isinstance(segments, Reason):
        return segments
    given, family_words, generation = _read_segments(segments, lower_start=_is_lower_start(text))
    if reason := _why_no_name([*given, *family_words], segments):
        return reason
    return "".join(given[:1]), " ".join(given[1:]), " ".join(family_words), generation


def _parse_given(text: str, _context: Context) -> Parsed:
    """A given name and those behind it.

    >>> _parse_given("Mary Ann", Context()), _parse_given("J.R.", Context())
    (('mary', 'ann'), ('j', 'r'))
    """
    words, _ = _part_words(text, _NEVER)
    if isinstance(words, Reason):
        return words
    if len(words) == 1 and words[0] in RANKS:
        return Reason.BAD_FORMAT
    return words[0], " ".join(words[1:])


def _parse_middle(text: str, _context: Context) -> Parsed:
    words, _ = _part_words(text, _NEVER)
    return words if isinstance(words, Reason) else (" ".join(words),)


def _parse_family(text: str, _context: Context) -> Parsed:
    """A family name with its particles, and a generation written behind it.

    >>> _parse_family("O'Neil Jr.", Context()), _parse_family("Van Beethoven", Context())
    (('oneil', 'jr'), ('van beethoven', ''))
    """
    words, generation = _part_words(text, 1)
    if isinstance(words, Reason):
        return words
    if len(words) > 1 and words[0] in ("o", "d", "l"):
        words = [words[0] + words[1], *words[2:]]
    return " ".join(words), generation


def _parse_suffix(text: str, _context: Context) -> Parsed:
    """A generation in its canonical form.

    >>> _parse_suffix("Senior", Context()), _parse_suffix("3rd", Context())
    (('sr',), ('iii',))
    """
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    text = clean(text)
    if is_placeholder("any", text):
        return Reason.PLACEHOLDER
    for word in prepare(text).replace(".", "").split():
        if word in GENERATIONS:
            return (GENERATIONS[word],)
    return Reason.BAD_FORMAT


def _plain_words(text: str) -> list[str] | Reason:
    """Words of a name without anything special about it; none if it must be read with care."""
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    text = text.strip()
    if not _PLAIN.fullmatch(text):
        return []
    words = text.lower().split(" ")
    if not SPECIAL.isdisjoint(words):
        return []
    return Reason.PLACEHOLDER if is_placeholder("name", text) else words


def _segments(text: str) -> list[list[str]] | Reason:
    """Words of the first person named, between the commas."""
    if is_placeholder("name", text):
        return Reason.PLACEHOLDER
    if _NO_NAME.search(text):
        return Reason.BAD_FORMAT
    return [name_words(segment) for segment in first_person(prepare(text)).split(",")]


def _part_words(text: str, least: int) -> tuple[list[str] | Reason, str]:
    """Words of one part of a name and its generation; `least` as in `split_generation`."""
    plain = _plain_words(text)
    if plain:
        return plain, ""
    segments = _segments(clean(text))
    if isinstance(segments, Reason):
        return segments, ""
    named, apart = _drop_endings(segments)
    words, generation = split_generation(_drop_titles(next(filter(None, named), [])), least)
    words = _drop_heads(words)
    return _why_no_name(words, segments) or words, apart or generation


def _why_no_name(words: list[str], segments: list[list[str]]) -> Reason | None:
    """Why what is left of a text is no name, if it is none."""
    if words:
        return Reason.PLACEHOLDER if is_placeholder("name", " ".join(words)) else None
    unknown = any(word in UNKNOWN for segment in segments for word in segment)
    return Reason.PLACEHOLDER if unknown else Reason.BAD_FORMAT


def _drop_endings(segments: list[list[str]]) -> tuple[list[list[str]], str]:
    """Segments without those that hold only endings (``, Jr., MD``), and the generation there."""
    generation = ""
    kept = segments[:1]
    for position, words in enumerate(segments[1:], 1):
        if words and all(word in ENDINGS for word in words):
            may_be_name = len(words) == 1 and words[0] in CONFUSABLE
            if not (position == 1 and may_be_name and is_one_name(segments[0])):
                found = [GENERATIONS[word] for word in words if word in GENERATIONS]
                generation = generation or "".join(found[:1])
                continue
        kept.append(words)
    return kept, generation


def _drop_titles(words: list[str]) -> list[str]:
    return [word for word in words if word not in TITLES and word not in UNKNOWN]


def _drop_heads(words: list[str]) -> list[str]:
    """Words without ranks, and without a generation that stands first."""
    words = drop_ranks(words)
    while len(words) > 1 and words[0] in GENERATIONS and words[0] not in CONFUSABLE:
        words = drop_ranks(words[1:])
    return words


def _read_segments(segments: list[list[str]], *, lower_start: bool) -> _Read:
    named, apart = _drop_endings(segments)
    first, rest = named[0], next(filter(None, named[1:]), [])
    title = next((word for word in first if word in TITLES), "")
    if first and first[0] in UNKNOWN or lower_start:
        title = title or "lower"
    only_given = bool(first) and first[-1] in UNKNOWN
    rest, of_rest = split_generation(_drop_titles(rest), _NEVER)
    first, of_first = split_generation(_drop_titles(first), 1 if rest else 2)
    first = _drop_heads(first)
    rest = [] if rest and is_territory(rest, first) else _drop_heads(rest)
    generation = apart or of_rest or of_first
