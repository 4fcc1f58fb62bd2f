"""The words of a name as people write it: names, titles, ranks of nobility, generations."""

from __future__ import annotations

import re
import unicodedata

from identity_resolve.kinds.damage import unescape_percent
from identity_resolve.kinds.name_marks import (
    COMPANY_FIRST_WORDS,
    MARKS,
    WEAK_FORMS,
    drop_marks,
    reorder,
)
from identity_resolve.kinds.nickname import is_known_given
from identity_resolve.kinds.script import romanize
from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import clean, fold

__all__ = [
    "CONFUSABLE",
    "ENDINGS",
    "GENERATIONS",
    "LOOSE_TITLES",
    "PARTICLES",
    "RANKS",
    "SPECIAL",
    "STAND_IN_FAMILIES",
    "TITLES",
    "TITLE_FAMILIES",
    "UNKNOWN",
    "drop_ranks",
    "find_family",
    "first_person",
    "is_one_name",
    "is_territory",
    "name_words",
    "prepare",
    "split_generation",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _table(name: str) -> dict[str, str]:
    rows = [row for row in read_rows("name_parts.csv") if row["class"] == name]
    return {word: row["note"].lower() for row in rows for word in fold(row["token"]).split()}


GENERATIONS = _table("generation")
"""A generation as written to its canonical form: ``jnr`` to ``jr``, ``3rd`` to ``iii``."""

_CREDENTIALS = frozenset(_table("credential"))

ENDINGS = _CREDENTIALS | frozenset(GENERATIONS)
"""What may stand alone after a comma behind a name."""

CONFUSABLE = _words("v i vi junior senior md jd rn do ma ba pa pe np bs ret")
"""Endings that are names or initials of other people."""

PARTICLES = frozenset(_table("particle")) - _words(
    "ad ar as ash at az an am ab av ap bat mc o' e y san fitz"
)
"""Words that belong to the family name after them; those that are mostly names are left out."""

UNKNOWN = _words(
    "fnu lnu nfn nln nmn nmi unknown unk none null nan undefined noname nogivenname nosurname"
)
"""Words that stand for a name nobody knew. Other placeholders (guest, no) are also real names."""

LOOSE_TITLES = _words(
    """don dona justice judge major general governor gen father fr brother br sister sr rabbi imam
    sri kumari haji hajji sheikh shaikh pan ing mag maj rep sen gov herr dame eng dato ustaz datuk sergeant hon right"""
)
"""Titles that are names too: dropped only before a given and a family name."""

_MORE_TITLES = _words(
    """rt revd honourable messrs mister doctor brig lieut brig-gen maj-gen lt-gen lt-col lieut-col
    lieut-gen major-general lieutenant-general lieutenant-colonel vice-admiral rear-admiral obe mbe
    cbe kbe kcb kcmg madam mesdames mstr ltcol sgtmaj ssgt tsgt msgt pvt lcdr pastor deacon bishop
    cllr hj hjh dna engr councillor councilwoman councilman alderman ambassador dipl-ing dipl-kfm dipl-inf drmed
    drjur frau dhr mevr mevrouw meneer mijnheer dottssa drssa sigra sig avv geom lic licda dra profa
    mgr mudr judr phdr rndr mvdr pani g-n g-zha bsn msn aprn fnp dnp crna edd psyd pharmd dpt otr
    lcsw lmft facs faap qc kc frcs mbchb mbbs beng meng msw mph mpa pmp cissp"""
)
RANKS = _words(
    """lord lady baron baroness viscount viscountess marquess marquis marchioness countess
    duchess freiherr freifrau grafin"""
)
_RANKS_BEHIND = _words("baronet bt bart")
_RANKS_AND_NAMES = _words("earl duke count prince princess")

TITLES = (
    (frozenset(_table("honorific")) | _CREDENTIALS | _MORE_TITLES)
    - LOOSE_TITLES
    - CONFUSABLE
    - RANKS
    - {"m"}  # an initial more often than a monsieur
)
"""Titles and credentials that are nobody's name."""

TITLE_FAMILIES = _words(
    "admiral alderman bishop captain colonel deacon doctor meng officer pani pastor"
)
"""Titles that are family names, too: kept where the family name stands and no other does."""

STAND_IN_FAMILIES = _words("blank cash guest sample")
"""What is written for nobody, but is the family name of thousands: kept in a column of such names."""

SPECIAL = (
    (TITLES | LOOSE_TITLES | PARTICLES | UNKNOWN | frozenset(GENERATIONS) | _CREDENTIALS)
    | (RANKS | _RANKS_BEHIND | MARKS | WEAK_FORMS | COMPANY_FIRST_WORDS)
    | _words("and und et or y of the estate nee geb aka fka alias formerly dba mc o d l")
    | _words("llc inc incorporated ltd limited corp corporation llp lllp plc pllc gmbh ohg bv srl")
    | _words("sarl pty pte ltda company co sons")
)
"""Words that mean the plain reading of a name (first, middle, last) may be wrong."""

_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_ASIDE = re.compile(r"""\([^()]*\)|\[[^][]*\]|["“”„«»][^"“”„«»]*["“”„«»]|(?<!\S)'[^']+'(?!\S)""")
_ELIDED = re.compile(r"\b([odl])'\s+")
_HYPHENS = re.compile(r"\s*-[\s-]*")
_LETTER = re.compile(r"[^\W\d_]")
_SYMBOLS = re.compile(r"[^a-z0-9.,&+/-]+")
_JOINING = _words("and und et geb aka fka dba alias formerly")
_JOINERS = str.maketrans("&+/", "   ")
_BORN = re.compile(r"(?<!\w)née?(?!\w)", re.IGNORECASE)  # without its accent it is a name ...
_NEE = re.compile(r"(?<=\w)(\s+[^\W\d_]+)\s+nee\s+(?=\w)")  # ... unless two stand before it
_Y = re.compile(r"(?<!\S)([^\W\d_]+) (?:y|u\.) ([^\W\d_]+)(?= )")
_DOTTED = re.compile(
    r"\b(?=[dhps])(?:h\.e\.|(?:dott|prof|dr)\.ssa|sig\.ra|dr\.? ?(?:med|jur|phil|rer|ing|h\. ?c)\.?"
    r"(?: ?(?:dent|vet|nat|pol)\.?)?|dipl\.?[- ]?(?:ing|kfm|inf|psych)\.?)(?= )"
)
_ESTATE = re.compile(r"\s*(?:the )?estate of (?:the late )?")
_AFTERWARDS = re.compile(
    r"(?<=[^\s,])[\s,]+(?:geb|aka|fka|nka|dba|alias|formerly|c/o|[afn]/k/a|d/b/a|[afn]\.k\.a|z domu"
    r"|roz|epouse|ep\.|vda\.|viuda|veuve|vve|nata)[\s.]\s*.+"
)
_BESIDE_OTHERS = _words(
    """estate geb aka fka nka dba alias formerly domu roz epouse viuda veuve vve nata and und et or"""
)
"""Words of letters alone by which the three patterns find more than one name."""

_COUPLE = re.compile(r"\s*[&+/]\s*|\s+(?:and|und|et|or)\s+")
_GENERATION_ASIDE = re.compile(r"[(\[]((?:[js]r|i{1,3}|iv)\.?)[)\]]")
_APOSTROPHE_T = re.compile(r"(?<!\S)'t\s+(?=\w)")
_QUOTES = frozenset("()[]\"'“”„«»")
_VAN_DER = re.compile(r"(?<= )v\.? ?d\.\s*(?=\w{2})")
_TWO_PEOPLE = re.compile(r"(\w+ [\w. ]+\w) ?; ?\w+ .*")


def prepare(text: str) -> str:
    """Folded text without nicknames in quotes or brackets; commas, dots and ampersands stay.

    >>> prepare("Smith-Ørsted, J. 'Jack' O’Neil")
    'smith-orsted, j. oneil'
    """
    text = clean(unescape_percent(text))
    if not text.isascii():
        text = romanize(_BORN.sub(" geb ", text))
    capitals = "/" in text and text.isupper()
    text = fold(text).replace("''", "'")
    if ";" in text and (people := _TWO_PEOPLE.fullmatch(text)):
        text = people[1]
    if "+" in text and " " not in text:
        text = text.replace("+", " ")  # of a web address
    text = reorder(text, capitals=capitals)
    if "." in text or "dr" in text or "dipl" in text:
        text = _DOTTED.sub("dr", text)
    text = drop_marks(text)
    if " y " in text or " u. " in text:
        text = _Y.sub(_couple, text)
    if " nee " in text:
        text = _NEE.sub(r"\1 geb ", text)
    text = text.replace(".-", "-")
    if " v" in text:
        text = _VAN_DER.sub("van der ", text)
    if not _QUOTES.isdisjoint(text):
        text = _without_asides(_APOSTROPHE_T.sub("t", _GENERATION_ASIDE.sub(r" \1", text)))
    text = _ELIDED.sub(r"\1", text).replace("'", "") if "'" in text else text
    if text.isascii() and _has_only_letters(text):
        return " ".join(text.split())
    text = _SYMBOLS.sub(" ", text) if text.isascii() else _without_symbols(text)
    return _HYPHENS.sub("-", text).strip()


def _has_only_letters(text: str) -> bool:
    return text.replace(" ", "").isalpha()


def _without_asides(text: str) -> str:
    without = _ASIDE.sub(" ", text)
    return without if _LETTER.search(without) else text


def _couple(found: re.Match[str]) -> str:
    is_couple = is_known_given(found[1]) and is_known_given(found[2]) and not found.start()
    return f"{found[1]} & {found[2]}" if is_couple else found[0]


def _without_symbols(text: str) -> str:
    """Text whose symbols are blanks; marks stay, they are vowels in many scripts."""
    kept = (c if c.isalnum() or c in ".,&+/-" or _is_mark(c) else " " for c in text)
    return " ".join("".join(kept).split())


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")


def name_words(text: str) -> list[str]:
    """Words of a prepared text, initials apart, numbers and dotted credentials dropped.

    >>> name_words("j.r. mc donald 42 ph.d.")
    ['j', 'r', 'mcdonald']
    """
    words: list[str] = []
    for position, piece in enumerate(text.translate(_JOINERS).split()):
        undotted = [piece] if piece.isalpha() else _undot(piece, at_start=position == 0)
        for word in undotted:
            if words and words[-1] == "mc" and word not in SPECIAL:
                words[-1] += word
            elif _is_word(word) and word not in _JOINING:
                words.append(word)
    return words


def _undot(piece: str, *, at_start: bool) -> list[str]:
    parts = [part for dotted in piece.split(".") if (part := dotted.strip("-"))]
    joined = "".join(parts)
    if len(parts) < 2 or at_start or joined not in ENDINGS:
        return parts
    if joined in GENERATIONS:  # i.i. are initials, j.r. behind a name is a generation
        return [joined] if joined in ("jr", "sr") else parts
    return []


def _is_word(text: str) -> bool:
    if text.isalpha() or _ORDINAL.fullmatch(text):
        return True
    return 2 * sum(map(str.isdigit, text)) < len(text) and _LETTER.search(text) is not None


def first_person(text: str) -> str:
    """The first of the people a prepared text names.

    >>> first_person("mr & mrs john smith"), first_person("john & jane ann van dyke")
    ('mrs john smith', 'john van dyke')
    """
    if _has_only_letters(text) and _BESIDE_OTHERS.isdisjoint(text.split()):
        return text
    text = _AFTERWARDS.sub("", _ESTATE.sub("", text, count=1))
    while couple := _COUPLE.search(text):
        left, right = text[: couple.start()], text[couple.end() :]
        names = [word for word in name_words(left) if word not in TITLES]
        if not names:
            text = right
        elif len(names) > 1 or "," in left:
            return _family_first(names, name_words(right)) or left
        else:
            others = name_words(right)
            return " ".join([left, *others[find_family(others) :]])
    return text


def _family_first(names: list[str], others: list[str]) -> str:
    """``smith john & mary``: where a lone given name follows, the family name stands first."""
    is_turned = (
        len(names) == 2
        and len(others) == 1
        and is_known_given(names[1])
        and is_known_given(others[0])
        and not is_known_given(names[0])
    )
    return f"{names[0]}, {names[1]}" if is_turned else ""


def find_family(words: list[str]) -> int:
    """Where the family name begins, if a given name stands before it.

    >>> find_family(["juan", "q", "de", "la", "vega"]), find_family(["jose", "ortega", "y", "gasset"])
    (2, 1)
    """
    start = max(len(words) - 1, 1)
    if start > 2 and words[start - 1] == "y" and not is_known_given(words[start - 2]):
        start -= 2
    while start > 1 and words[start - 1] in PARTICLES:
        start -= 1
    return start


def is_one_name(words: list[str]) -> bool:
    """Whether the words can only be a family name: one word, after particles or not.

    >>> is_one_name(["de", "la", "vega"]), is_one_name(["garcia", "marquez"])
    (True, False)
    """
    return all(word in PARTICLES for word in words[:-1])


def split_generation(words: list[str], least: int) -> tuple[list[str], str]:
    """Words without generation and credentials at their end, and the generation.

    An ending that may be a name itself is kept unless more than `least` words stand there.

    >>> split_generation(["john", "smith", "jnr", "md"], 2)
    (['john', 'smith'], 'jr')
    """
    generation = ""
    while len(words) > 1 and (words[-1] in GENERATIONS or words[-1] in ("md", "jd", "rn")):
        if words[-1] in CONFUSABLE and len(words) <= least:
            break
        generation = generation or GENERATIONS.get(words[-1], "")
        words = words[:-1]
    return words, generation


def drop_ranks(words: list[str]) -> list[str]:
    """Words without ranks of nobility; a territory after two names goes as well.

    >>> drop_ranks("thomas clifford 1st baron clifford of chudleigh".split())
    ['thomas', 'clifford']
    """
    kept: list[str] = []
    noble = False
    for position, word in enumerate(words):
        last = position == len(words) - 1
        if _is_rank(word, noble=noble, last=last):
            if len(kept) > 1:
                break
            noble = True
        elif kept or last or word != "the":
            kept.append(word)
            noble = False
    return kept


def _is_rank(word: str, *, noble: bool, last: bool) -> bool:
    if word == "of" or word in _RANKS_BEHIND or _ORDINAL.fullmatch(word):
        return True
    return not last and (word in RANKS or (noble and word in _RANKS_AND_NAMES))


def is_territory(words: list[str], names: list[str]) -> bool:
    """Whether words after a comma tell a rank or a territory of the names before it.

    >>> is_territory(["earl", "cromer"], ["evelyn", "baring"]), is_territory(["earl"], ["smith"])
    (True, False)
    """
    if words[0] in _RANKS_AND_NAMES:
        return not is_one_name(names)
    return words[0] in RANKS or _is_rank(words[0], noble=False, last=True)
