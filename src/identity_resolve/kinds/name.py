"""Names of people, as one column or as several.

Parts are folded: lower case, without accents, apostrophes and dots; a hyphen stays. Titles, ranks,
credentials and nicknames in quotes are dropped. Where a record names two people, the first counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

from identity_resolve.domain import Context, IdentifierClass, Reason
from identity_resolve.kinds.base import Description, Kind, Parsed, join_parts
from identity_resolve.kinds.name_facts import describe_name, remark_on_name
from identity_resolve.kinds.name_marks import is_company
from identity_resolve.kinds.name_order import NEVER, family_ahead, read_full, read_part
from identity_resolve.kinds.name_plain import (
    FAMILY_FIRST,
    read_family_names,
    read_full_names,
    read_given_names,
    read_middle_names,
)
from identity_resolve.kinds.name_words import (
    ENDINGS,
    GENERATIONS,
    RANKS,
    SPECIAL,
    STAND_IN_FAMILIES,
    TITLE_FAMILIES,
    UNKNOWN,
    first_person,
    name_words,
    prepare,
)
from identity_resolve.kinds.nickname import is_known_given
from identity_resolve.kinds.placeholders import has_placeholder_form, is_nobody, is_placeholder
from identity_resolve.kinds.script import romanize
from identity_resolve.kinds.text import MAX_LENGTH, clean, fold

__all__ = ["NAMES"]

_WORD = r"(?:[A-Za-z]\.|[A-Za-z]++(?:['-][A-Za-z]++)*+)"
_PLAIN = re.compile(rf"{_WORD}(?: {_WORD})*+")
_PLAIN_FULL = re.compile(rf"(?!{FAMILY_FIRST})(?:({_WORD}), )?{_WORD}(?: {_WORD})*+")
_MAILBOX = re.compile(r"(?<=\S)\s*[<\[(][^<>\[\]@]*@[^<>\[\]@]*[>\])]$|(?<=[^\W\d_]) +\S+@\S+$")
_UPPER_FIRST = re.compile(  # DUPONT Jean, DE LA FONTAINE Jean
    r"([^\W\d_a-z]{3,}(?:[ '-][^\W\d_a-z]{2,})*|(?:D[EU]|VAN|VON|DI|LE|LA)(?: [^\W\d_a-z]{2,})+)"
    r" ([^\W\d_a-z][^\W\d_A-Z'-]+(?:[ -][^\W\d_].*)?)"
)
_NO_NAME = re.compile(r"@|://|www\.", re.IGNORECASE)
_PATRONYMICS = ("ich", "vna", "hna")
"""Ends of Russian names that may stand in another order; see `is_patronymic_last`."""
_NO_NAME_SIGNS = frozenset("@:.")
_BORN_AS = re.compile(r"(?<=\w)\s+nee\s+\w.*", re.IGNORECASE)
_INITIALS = re.compile(r"[^AEIOUY]{3}")
_LOOKS = 4
_GENERATION_WORDS = {
    "first": "i",
    "second": "ii",
    "third": "iii",
    "fourth": "iv",
    "fifth": "v",
    "2": "ii",
    "3": "iii",
    "4": "iv",
    "5": "v",
}
_RANKED = RANKS | TITLE_FAMILIES | {"bart"}
_UNLIMITED = 10**9  # any number of people may share a name
_OF_WHOM = (
    r"(?:(?:customer|client|contact|person|caller|member|patient|driver|owner|account|card|policy"
    r"|holder|cardholder|employee|applicant|subscriber|guest|buyer|billing|shipping|recipient"
    r"|insured|registrant|legal|primary|secondary|home|party|user|citizen|voter)_)*"
)
_NUMBERED = r"(?:_?\d+)?"


def _render_full_name(given: str, middle: str, family: str, suffix: str) -> str:
    """One text that is read back as the same parts.

    >>> _render_full_name("juan", "q", "de la vega", "iii")
    'de la vega, juan q, iii'
    """
    if given.isascii() and not (middle or family or suffix):
        return given
    text = f"{family}, {given} {middle}".rstrip(" ")
    return f"{text}, {suffix}" if suffix else text


def _parse_full(text: str, context: Context) -> Parsed:
    """Given, middle and family name and generation; the values of a column tell which stands first.

    >>> _parse_full("Dr. Juan Q. de la Vega III", Context())
    ('juan', 'q', 'de la vega', 'iii')
    >>> _parse_full("Smith, John Jr.", Context())
    ('john', '', 'smith', 'jr')
    """
    text = family_ahead(text) if context.family_first else text
    plain = _plain_words(text, _PLAIN_FULL)
    if plain is None:
        return _settled(_parse_unusual(text), _parse_again, _render_full_name)
    return plain if isinstance(plain, Reason) else _plain_parts(plain)


def _parse_again(text: str) -> Parsed:
    plain = _plain_words(text, _PLAIN_FULL)
    if plain is None:
        return _parse_unusual(text)
    return plain if isinstance(plain, Reason) else _plain_parts(plain)


def _plain_parts(words: list[str]) -> Parsed:
    return _whole_name(words[:-1] or words, " ".join(words[1:][-1:]), "")


def _whole_name(given: list[str], family: str, generation: str) -> Parsed:
    """The parts, without what is no given name (``Smith, Infant``)."""
    if has_placeholder_form("given", " ".join(given)):
        given = []
    if not family and (not given or (len(given) == 1 and is_placeholder("lone", given[0]))):
        return Reason.PLACEHOLDER
    return "".join(given[:1]), " ".join(given[1:]), family, generation


def _settled(parsed: Parsed, read: Callable[[str], Parsed], render: Callable[..., str]) -> Parsed:
    """Parts that are read as themselves: names of little but titles may need a second look."""
    for _ in range(_LOOKS):
        if isinstance(parsed, Reason):
            return parsed
        text = render(*parsed)
        if len(text) > MAX_LENGTH:
            return Reason.TOO_LONG
        again = read(text)
        if again == parsed:
            return parsed
        parsed = again
    return Reason.BAD_FORMAT


def _upper_family_first(text: str) -> str:
    """A name with a comma behind the family name, where capitals say which it is.

    >>> _upper_family_first("DUPONT Jean"), _upper_family_first("WILLIAM Marquez")
    ('DUPONT, Jean', 'WILLIAM Marquez')
    """
    found = _UPPER_FIRST.fullmatch(text)
    if found is None or not found[1].isupper() or SPECIAL.issuperset(found[1].lower().split()):
        return text
    if _INITIALS.fullmatch(found[1]):
        return text
    first, behind = fold(found[1]), fold(found[2]).split(" ")[0]
    is_given = is_known_given(first) and not is_known_given(behind)
    return text if is_given else f"{found[1]}, {found[2]}"


def _parse_unusual(text: str) -> Parsed:
    if text[:2].isupper() and not text.isupper():
        text = _upper_family_first(text)
    segments = _segments(text)
    if isinstance(segments, Reason):
        return segments
    lower_start = text[:1].islower() and not text.islower()
    order = read_full(segments, lower_start=lower_start)
    if reason := _why_no_name([*order.given, *order.family], segments):
        return reason
    if not order.family and len(order.given) == 1 and order.given[0] in RANKS:
        return Reason.BAD_FORMAT
    return _whole_name(order.given, " ".join(order.family), order.generation)


def _parse_given(text: str, _context: Context) -> Parsed:
    """A given name and those behind it.

    >>> _parse_given("Mary Ann", Context()), _parse_given("J.R.", Context())
    (('mary', 'ann'), ('j', 'r'))
    """
    plain = _plain_words(text, _PLAIN)
    if isinstance(plain, list):
        return _given_of(plain)
    return plain or _settled(_read_given(text), _read_given, join_parts)


def _read_given(text: str) -> Parsed:
    words, _ = _part_words(text, NEVER)
    if isinstance(words, Reason):
        return words
    if len(words) == 1 and words[0] in RANKS | TITLE_FAMILIES:
        return Reason.BAD_FORMAT
    return _given_of(words)


def _given_of(words: list[str]) -> Parsed:
    """The first word and the others, unless they say what somebody is (``Child``, ``Adult 2``)."""
    if is_placeholder("given", " ".join(words)):
        return Reason.PLACEHOLDER
    return words[0], " ".join(words[1:])


def _parse_middle(text: str, _context: Context) -> Parsed:
    plain = _plain_words(text, _PLAIN)
    if isinstance(plain, list):
        return (" ".join(plain),)
    return plain or _settled(_read_middle(text), _read_middle, join_parts)


def _read_middle(text: str) -> Parsed:
    words, _ = _part_words(text, NEVER)
    return words if isinstance(words, Reason) else (" ".join(words),)


def _parse_family(text: str, _context: Context) -> Parsed:
    """A family name with its particles, and a generation written behind it.

    >>> _parse_family("O'Neil Jr.", Context()), _parse_family("Van Beethoven", Context())
    (('oneil', 'jr'), ('van beethoven', ''))
    """
    plain = _plain_words(text, _PLAIN)
    if isinstance(plain, Reason):
        name = text.strip().lower()
        return (name, "") if name in STAND_IN_FAMILIES else plain
    parsed = _read_family(text)
    return parsed if plain else _settled(parsed, _read_family, join_parts)


def _read_family(text: str) -> Parsed:
    words, generation = _part_words(_BORN_AS.sub("", text), 1)
    if isinstance(words, Reason):
        return words
    if len(words) == 2 and words[0] == "mac":
        words = ["".join(words)]
    if len(words) > 1 and words[0] in ("o", "d", "l") and words[0] + words[1] not in SPECIAL:
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
    words = prepare(text).replace(".", "").replace(",", " ").removeprefix("the ").split()
    if len(words) == 1:
        words = [_GENERATION_WORDS.get(words[0], words[0])]
    found = next((GENERATIONS[word] for word in words if word in GENERATIONS), None)
    return (found,) if found else Reason.BAD_FORMAT


def _plain_words(text: str, pattern: re.Pattern[str]) -> list[str] | Reason | None:
    """Words of a name with nothing special about it, the family name last; None if it has."""
    if len(text) > MAX_LENGTH:
        return Reason.TOO_LONG
    text = text.strip() if text.isascii() else fold(romanize(clean(text)))
    if len(text) > MAX_LENGTH:  # Latin letters may be more than those they stand for
        return Reason.TOO_LONG
    plain = pattern.fullmatch(text)
    if plain is None or (text[:3].isalpha() and text[:3].isupper() and not text.isupper()):
        return None
    words = text.lower().replace(".", "").replace("'", "").replace(",", "").split(" ")
    if not SPECIAL.isdisjoint(words) or (words[-1][-3:] in _PATRONYMICS and len(words) == 3):
        return None
    if plain.lastindex:  # family name first
        words.append(words.pop(0))
    return Reason.PLACEHOLDER if is_nobody(words) else words


def _segments(text: str) -> list[list[str]] | Reason:
    """Words of the first person named, between the commas."""
    text = clean(text)
    if is_placeholder("name", text):
        return Reason.PLACEHOLDER
    text = _MAILBOX.sub("", text) if "@" in text else text
    if not _NO_NAME_SIGNS.isdisjoint(text) and _NO_NAME.search(text):
        return Reason.BAD_FORMAT
    prepared = prepare(text)
    if is_company(prepared):
        return Reason.BAD_FORMAT
    return [name_words(segment) for segment in first_person(prepared).split(",")]


def _part_words(text: str, least: int) -> tuple[list[str] | Reason, str]:
    """Words of one part of a name and its generation; `least` as in `split_generation`."""
    plain = _plain_words(text, _PLAIN)
    if plain is not None:
        return plain, ""
    segments = _segments(text)
    if isinstance(segments, Reason):
        return segments, ""
    words, generation = read_part(segments, least)
    last = [word for segment in segments for word in segment if word not in ENDINGS][-1:]
    if not words and _RANKED.issuperset(last):
        words = last  # Bishop and Bart are names, too
    return _why_no_name(words, segments) or words, generation


def _why_no_name(words: list[str], segments: list[list[str]]) -> Reason | None:
    """Why the words left of a text are no name, if they are none."""
    if words:
        joined = " ".join(words)
        if 2 * sum(map(str.isdigit, joined)) >= sum(map(str.isalnum, joined)):
            return Reason.BAD_FORMAT
        return Reason.PLACEHOLDER if is_nobody(words) else None
    unknown = any(word in UNKNOWN for segment in segments for word in segment)
    return Reason.PLACEHOLDER if unknown else Reason.BAD_FORMAT


def _describe(parts: tuple[str, ...], _: Context, names: tuple[str, ...]) -> Description:
    return describe_name(dict(zip(names, parts, strict=True)))


NAMES: tuple[Kind, ...] = (
    Kind(
        name="given_name",
        title="given name",
        identifier_class=IdentifierClass.ATTRIBUTE,
        parse=_parse_given,
        plain=read_given_names,
        parts=("given", "middle"),
        describe=partial(_describe, names=("given", "middle")),
        share_limit=_UNLIMITED,
        headers=_OF_WHOM
        + r"(?:first_?(?:name|nm)|f_?name|given_?names?|given|fore_?names?|christian_?name"
        r"|name_(?:first|given)|first|preferred_name|vorname|prenom|nombre"
        r"|voornaam|imie|fornavn|fornamn|etunimi|primer_nombre)" + _NUMBERED,
        examples=("Mary Ann", "J. R.", "Zoë"),
    ),
    Kind(
        name="middle_name",
        title="middle name",
        identifier_class=IdentifierClass.ATTRIBUTE,
        parse=_parse_middle,
        plain=read_middle_names,
        parts=("middle",),
        describe=partial(_describe, names=("middle",)),
        share_limit=_UNLIMITED,
        headers=_OF_WHOM
        + r"(?:(?:middle|second)_?(?:names?|initials?|nm)|m_?name|m_?i|minit|middle|name_middle)"
        + _NUMBERED,
        examples=("Quincy", "Q."),
    ),
    Kind(
        name="family_name",
        title="family name",
        identifier_class=IdentifierClass.ATTRIBUTE,
        parse=_parse_family,
        plain=read_family_names,
        parts=("family", "suffix"),
        describe=partial(_describe, names=("family", "suffix")),
        share_limit=_UNLIMITED,
        headers=_OF_WHOM + r"(?:last_?(?:names?|nm)|l_?name|sur_?names?|family_?names?|family|last"
        r"|name_(?:last|family)|nachname|familienname|nom_de_famille|apellidos?"
        r"|achternaam|nazwisko|efternavn|efternamn|etternavn|sukunimi|cognome|sobrenome)"
        + _NUMBERED,
        examples=("de la Vega", "O'Neil Jr.", "Smith-Jones"),
    ),
    Kind(
        name="full_name",
        title="full name",
        identifier_class=IdentifierClass.ATTRIBUTE,
        parse=_parse_full,
        plain=read_full_names,
        parts=("given", "middle", "family", "suffix"),
        describe=partial(_describe, names=("given", "middle", "family", "suffix")),
        remark=remark_on_name,
        share_limit=_UNLIMITED,
        headers=r"(?!user_name)"
        + _OF_WHOM
        + r"(?:(?:full|complete|display|whole)_?(?:name|nm)|names?|name_full|(?:name_?)?on_card"
        r"|caller|customer|client|contact|person|cardholder|account_holder|nombre_completo|nom_complet|nome_completo"
        r"|(?:first|given|fore)_?(?:name)?_?(?:and|n)?_?(?:last|sur|family)_?(?:name)?)"
        + _NUMBERED,
        examples=("Dr. Juan de la Vega III", "Smith, John Q.", "Mr & Mrs John Smith"),
        looks_like=r"\s*[^\W\d_][\w.'’-]*,?(?:(?:(?<=,)|\s+)[^\W\d_][\w.'’-]*,?){1,6}\s*",
        render=_render_full_name,
    ),
    Kind(
        name="name_suffix",
        title="generation",
        identifier_class=IdentifierClass.ATTRIBUTE,
        parse=_parse_suffix,
        parts=("suffix",),
        describe=partial(_describe, names=("suffix",)),
        share_limit=_UNLIMITED,
        headers=_OF_WHOM
        + r"(?:(?:name_?)?(?:suffix|sfx)|suffix_name|gen(?:eration)?(?:_?suffix)?)",
        examples=("Jr.", "III"),
    ),
)
