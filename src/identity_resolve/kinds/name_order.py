"""Which words of a name are given names and which the family name, from their order and commas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from identity_resolve.kinds.name_marks import MARKS
from identity_resolve.kinds.name_words import (
    CONFUSABLE,
    ENDINGS,
    GENERATIONS,
    LOOSE_TITLES,
    PARTICLES,
    TITLE_FAMILIES,
    TITLES,
    UNKNOWN,
    drop_ranks,
    find_family,
    is_one_name,
    is_territory,
    name_words,
    prepare,
    split_generation,
)
from identity_resolve.kinds.nickname import is_known_given

__all__ = [
    "NEVER",
    "NameOrder",
    "family_ahead",
    "family_first_evidence",
    "is_patronymic_last",
    "read_full",
    "read_part",
]

NEVER = 1000
"""More words than any name has: an ending that may be a name stays."""

_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CHINESE_OR_KOREAN = re.compile(r"[\u3400-\u9fff]{2,4}|[\uac00-\ud7af]{2,4}")
_LONG_FAMILIES = frozenset(
    ("欧阳", "歐陽", "司马", "司馬", "诸葛", "諸葛", "上官", "남궁", "선우", "제갈", "황보", "독고")
)
_GIVEN_PARTICLES = frozenset(("van", "al", "ben", "mac", "del", "le", "abd", "abu", "do"))
_NO_GIVEN = frozenset(("fnu", "nfn", "nogivenname"))
_PATRONYMIC = re.compile(r".{2,}(?:[oey]v(?:ich|na)|ichna)")
_SLAVIC_FAMILY = re.compile(r".{2,}(?:[oey]va?|[iy]na?|sk(?:iy|y|i|aya)|ko|chuk|yuk)")
_THREE = 3
_COURTESIES = frozenset(("mr", "mrs", "ms", "miss", "mstr"))
_KNIGHTS = frozenset(("sir", "dame"))
_NEVER_FAMILY = TITLES - TITLE_FAMILIES
_DEGREES = frozenset(("meng",))
"""Family names that stand behind other names as degrees."""


@dataclass(frozen=True, slots=True)
class NameOrder:
    """Given and middle names, the words of the family name, and the generation."""

    given: list[str]
    family: list[str]
    generation: str = ""


def read_part(segments: list[list[str]], least: int) -> tuple[list[str], str]:
    """Words of one part of a name and its generation; `least` as in `split_generation`.

    >>> read_part([["mr", "smith"], ["jr"]], 1)
    (['smith'], 'jr')
    """
    named, apart = _drop_endings([_drop_titles(words) for words in segments])
    words, generation = _bare_words(next(filter(None, named), []), least)
    return words, apart or generation


def family_first_evidence(text: str) -> bool | None:
    """Whether a whole name without a comma has its family name first, where it can only be read one way.

    An initial stands behind the given name, and words that are given names for the most part tell, too.

    >>> [family_first_evidence(t) for t in ("SMITH ROBERT D", "Robert D. Smith", "Ruiz Robert", "Ng Li")]
    [True, False, True, None]
    """
    words = [w for w in name_words(prepare(text.replace(".", " "))) if w not in GENERATIONS]
    if "," in text or len(words) < 2 or words[0] in TITLES or not all(map(str.isalpha, words)):
        return None
    full = [word for word in words if len(word) > 1]
    if len(full) == len(words) - 1 and len(full) > 1 and len(words[0]) > 1:
        return len(words[-1]) == 1
    first, last = is_known_given(words[0]), is_known_given(words[-1])
    return last if first != last else None


def family_ahead(text: str) -> str:
    """A whole name with a comma behind its family name, which stands first.

    >>> family_ahead("SMITH ROBERT D"), family_ahead("De La Cruz Ana"), family_ahead("Garcia Lopez Maria")
    ('SMITH, ROBERT D', 'De La Cruz, Ana', 'Garcia Lopez, Maria')
    """
    words = text.split()
    folded = [word.lower().strip(".") for word in words]
    if "," in text or len(words) < 2 or folded[0] in _NEVER_FAMILY:
        return text
    end = next((i for i, word in enumerate(folded) if word not in PARTICLES), 0) + 1
    inner, behind = [*folded[end : end + 2], "", ""][:2]
    if is_known_given(behind) and not is_known_given(inner) and inner not in MARKS:
        end += 1
    if end < len(words) and _is_generation(folded[end]):
        end += 1
    return f"{' '.join(words[:end])}, {' '.join(words[end:])}" if end < len(words) else text


def read_full(segments: list[list[str]], *, lower_start: bool = False) -> NameOrder:
    """Order of the words of a whole name, given in the segments between its commas.

    With `lower_start` the name begins in lower case though it has capitals, as ``van Dyck`` does.

    >>> read_full([["smith"], ["john", "q"], ["jr"]])
    NameOrder(given=['john', 'q'], family=['smith'], generation='jr')
    """
    start = segments[0]
    named = _find_title_family(segments)
    titles = TITLES - {named}
    title = next((word for word in start if word in titles or word == start[0] in UNKNOWN), "")
    ends_unknown = start[-1:] and start[-1] in UNKNOWN
    if ends_unknown and start[-1] in _NO_GIVEN:  # the given name would stand here
        title, ends_unknown = title or start[-1], False
    segments = _turned(segments)
    bare = [_drop_titles(segments[0], named), *map(_drop_titles, segments[1:])]
    (first, *others), apart = _drop_endings(bare)
    rest = _drop_head(next(filter(None, others), []))
    first, within = _bare_words(first, 1 if rest else 2)
    rest, behind = _bare_words([] if rest and is_territory(rest, first) else rest, NEVER)
    generation = apart or behind or within
    if rest and not _is_western(first, rest):
        return _family_first(first, rest, generation)
    if ends_unknown or not first:
        return NameOrder(first, [], generation)
    if len(segments) > 1 and not rest and is_one_name(first):
        return NameOrder([], first, generation)
    if lower_start and len(first) > 1:
        title = title or first[0]  # whatever stands in lower case before a name is not a given name
    return _given_first(first, title, generation)


def _turned(segments: list[list[str]]) -> list[list[str]]:
    """Segments with the family name apart where a register's order is plain: ``smith john mr``.

    A courtesy title stands last there, or initials do: ``petrov i.i.``.
    """
    if len(segments) > 1 or len(words := segments[0]) < _THREE:
        return segments
    if words[-1] in _COURTESIES and words[0] not in TITLES and words[0] not in PARTICLES:
        return [words[:1], words[1:-1]]
    initials = [len(word) == 1 and word.isalpha() for word in words]
    if all(initials[1:]) and not initials[0] and len(words) == _THREE:
        return [words[:1], words[1:]]
    return segments


def _is_western(first: list[str], rest: list[str]) -> bool:
    """Whether the comma sets a place apart (``thomas clifford, chudleigh``), not a given name."""
    return (
        not is_one_name(first)
        and first[0] not in PARTICLES
        and len(rest[0]) > 1
        and is_known_given(first[0])
        and not is_known_given(rest[0])
    )


def _family_first(family: list[str], given: list[str], generation: str) -> NameOrder:
    """Particles behind the given name lead the family name (``beethoven, ludwig van``)."""
    while family and len(given) > 1:
        if given[-1] in PARTICLES:
            family = [given[-1], *family]
        elif _is_generation(given[-1]):
            generation = generation or GENERATIONS[given[-1]]
        else:
            break
        given = given[:-1]
    return NameOrder(given, family, generation)


def _given_first(words: list[str], title: str, generation: str) -> NameOrder:
    if all(map(_EAST_ASIAN.search, words)):
        return _east_asian(words, generation)
    while words[0] in LOOSE_TITLES and not is_one_name(words[1:]):
        words = _drop_head(words[1:])
    if len(words) == 1:
        is_given = not title or (title in _KNIGHTS and is_known_given(words[0]))
        return NameOrder(words, [], generation) if is_given else NameOrder([], words, generation)
    if is_one_name(words) and (title or words[0] not in _GIVEN_PARTICLES):
        return NameOrder([], words, generation)
    if is_patronymic_last(words):
        return NameOrder(words[1:], words[:1], generation)
    start = find_family(words)
    inner = [word for word in words[1:start] if _is_generation(word)]
    middle = [word for word in words[1:start] if word not in inner]
    generation = generation or "".join(GENERATIONS[word] for word in inner[:1])
    return NameOrder([words[0], *middle], words[start:], generation)


def is_patronymic_last(words: list[str]) -> bool:
    """Whether a Russian name stands as in a register: family, given, patronymic.

    >>> is_patronymic_last(["ivanov", "ivan", "ivanovich"])
    True
    >>> is_patronymic_last(["milla", "natasha", "jovovich"])
    False
    """
    if len(words) != _THREE or not _PATRONYMIC.fullmatch(words[2]) or is_known_given(words[0]):
        return False
    is_patronymic_before = _PATRONYMIC.fullmatch(words[1]) is not None
    return _SLAVIC_FAMILY.fullmatch(words[0]) is not None and not is_patronymic_before


def _east_asian(words: list[str], generation: str) -> NameOrder:
    """Family name first: the first character of a Chinese or Korean name without a blank."""
    if len(words) == 1 and _CHINESE_OR_KOREAN.fullmatch(words[0]):
        name = words[0]
        is_long = name[:2] in _LONG_FAMILIES or (len(name) == 4 and name[0] < "\uac00")
        end = 2 if is_long and len(name) > 2 else 1
        words = [name[:end], name[end:]]
    return NameOrder(words[1:], words[:1], generation) if words[1:] else NameOrder(words, [], "")


def _drop_endings(segments: list[list[str]]) -> tuple[list[list[str]], str]:
    """Segments without those that hold only endings (``, Jr., MD``), and the generation there."""
    generation = ""
    kept = segments[:1]
    for position, words in enumerate(segments[1:], 1):
        is_given = position == 1 and words[:1] and _may_be_given(words, segments[0])
        is_dotted = all(len(word) == 1 for word in words) and "".join(words) in ENDINGS | TITLES
        if is_dotted and words and not is_one_name(segments[0]):  # m.d., q.c.
            continue
        if words and ENDINGS.issuperset(words) and not is_given:
            generation = generation or next((GENERATIONS[w] for w in words if w in GENERATIONS), "")
        else:
            kept.append(words)
    return kept, generation


def _may_be_given(words: list[str], family: list[str]) -> bool:
    return CONFUSABLE.issuperset(words) and is_one_name(family)


def _find_title_family(segments: list[list[str]]) -> str:
    """The title that is the family name, for no other word is: ``bishop, mary``, ``john bishop jr``.

    >>> _find_title_family([["john", "q", "bishop"]]), _find_title_family([["john", "smith", "meng"]])
    ('bishop', '')
    >>> _find_title_family([["bishop", "smith"]]), _find_title_family([["bishop"]])
    ('', '')
    """
    words = [word for word in segments[0] if word not in ENDINGS]
    if not words or words[-1] not in TITLE_FAMILIES:
        return ""
    middle = _drop_titles(words)[1:]
    if words[-1] in _DEGREES and middle:
        return ""
    is_beside = len(words) > 1 or len(segments) > 1
    is_missed = all(len(name) == 1 or is_known_given(name) for name in middle)
    return words[-1] if is_beside and is_missed else ""


def _drop_titles(words: list[str], but: str = "") -> list[str]:
    """Words without titles and those for nobody."""
    return [word for word in words if word == but or word not in TITLES | UNKNOWN]


def _bare_words(words: list[str], least: int) -> tuple[list[str], str]:
    """Words without ranks and generations, and the generation; `least` as in `split_generation`."""
    words, outer = split_generation(words, least)
    words, inner = split_generation(_drop_head(drop_ranks(_drop_head(words))), least)
    if len(words) == 1 and _is_generation(words[0]):
        return [], GENERATIONS[words[0]]
    return words, outer or inner


def _drop_head(words: list[str]) -> list[str]:
    """Words without a generation that stands first; an ordinal there belongs to a rank."""
    while len(words) > 1 and _is_generation(words[0]) and not words[0][0].isdigit():
        words = words[1:]
    return words


def _is_generation(word: str) -> bool:
    return word in GENERATIONS and word not in CONFUSABLE
