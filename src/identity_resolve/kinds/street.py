"""The street line of an address: house number, street and unit, as USPS Publication 28 writes it.

Street types and directions are abbreviated where they stand as such (``North Main Street`` is
``n main st``, but ``North Street`` is ``north st``); other words stay, so that a typing error stays
comparable. Text that is none of the three parts stays in the street: nothing is lost.

All functions take folded text.
"""

from __future__ import annotations

import re

from identity_resolve.kinds.tables import read_rows

__all__ = [
    "find_street_end",
    "has_unit_mark",
    "is_settled",
    "is_street_type",
    "normalize_unit",
    "render_extra",
    "render_street",
    "split_street",
    "split_unit",
]


def _read_table(name: str) -> dict[str, str]:
    rows = read_rows("usps_abbreviations.csv")
    return {row["input"].lower(): row["standard"].lower() for row in rows if row["class"] == name}


_TYPES = _read_table("street_suffix") | {
    "blv": "blvd",
    "rt": "rte",
    "strasse": "st",
    "circuit": "cct",
    "cct": "cct",
    "close": "cl",
    "cl": "cl",
    "parade": "pde",
    "pde": "pde",
    "esplanade": "esp",
    "esp": "esp",
}
"""Street types by any spelling: those of Publication 28, and a few of other countries."""

_COMMON = {"st", "ave", "rd", "dr", "ln", "ct", "pl", "blvd", "cir", "ter", "hwy", "pkwy", "way"}
_COMMON |= {"sq", "cres", "cct", "cl", "pde", "rte", "fwy", "trl"}
_COMMON_TYPES = {
    word: short for word, short in _TYPES.items() if short in _COMMON and word not in ("la", "pk")
}
"""Street types that are one wherever they stand behind the first word."""

_DIRECTIONS = _read_table("directional")
_DIRECTIONS |= {short: short for short in _DIRECTIONS.values()}
_DIAGONALS = {("n", "e"): "ne", ("n", "w"): "nw", ("s", "e"): "se", ("s", "w"): "sw"}
_SAME_WORDS = {
    "&": "and",
    "saint": "st",
    "mount": "mt",
    "fort": "ft",
    "first": "1st",
    "second": "2nd",
    "third": "3rd",
    "fourth": "4th",
    "fifth": "5th",
    "sixth": "6th",
    "seventh": "7th",
    "eighth": "8th",
    "ninth": "9th",
    "tenth": "10th",
}
_TYPE_GLUED_ON = re.compile(
    r"(\w{3,})(street|avenue|crescent|circuit|drive|terrace|parade|boulevard|place)"
)

_ROOMS = {"apartment", "apmnt", "aprt", "aptm", "aptmt", "apt", "unit", "unt", "suite", "ste"}
_ROOMS |= {"flat", "flt", "room", "rm", "building", "bldg", "trailer", "trlr", "villa", "shop"}
_ROOMS |= {"office", "ofc", "penthouse", "ph", "department", "dept"}
_FLOORS = {"floor", "flr", "fl", "level", "lvl"}
_LOTS = {"lot", "space", "spc", "slip", "hangar", "hngr", "pier"}
_MARKS = _ROOMS | _FLOORS | _LOTS | {"#"}
_ALONE = {"basement": "bsmt", "bsmt": "bsmt", "rear": "rear", "penthouse": "ph", "ph": "ph"}
_ALONE |= {"upper": "uppr", "uppr": "uppr", "lower": "lowr", "lowr": "lowr"}
_ALONE |= {"front": "frnt", "frnt": "frnt"}
_ROUNDS = 4
_NUMBER_WORDS = {"no", "nr", "nbr", "number", "num"}

_TOKEN = re.compile(
    r"[^\W_]*\d[^\W_]*(?:[-/][^\W_]+)*|[^\W_](?:-\d[^\W_]*)(?![^\W_])|[^\W_]+|[#,&]"
)
_INITIALS = re.compile(r"\b([a-z])\.(?=[a-z]\b)")
_ID = re.compile(r"(?!\d+(?:st|nd|rd|th)\Z)(?:[a-z]{0,2}-?\d[a-z\d]*(?:-[a-z\d]+)*|[a-z])")
_ID_HYPHEN = re.compile(r"(?<=\d)-(?=[a-z])|(?<=[a-z])-(?=\d)")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_HOUSE = re.compile(r"\d+[a-z]?(?:-\d+[a-z]?|-[a-z])?|[nsew]\d+[nsew]\d+")
_UNIT_HOUSE = re.compile(r"([a-z]?\d+[a-z]?)/(\d+[a-z]?(?:-\d+[a-z]?)?)")
_FRACTION = re.compile(r"\d/\d")
_CARE_OF = re.compile(r"(?:c/o|care of|attn|attention)\b[\s:.]*(?:[^,\d]*(?:,\s*|(?=\d)))?")
_BOX = re.compile(
    r"(?:p[\s.]*o[\s.]*b(?:ox)?|post office box|g\.?p\.?o\.? box|box)\b[\s.,:#]*"
    r"(?:no\b[.\s]*|number\s+)?([a-z]?\d[^\W_]*(?:-[^\W_]+)*|[a-z])(?![^\W_])"
)
_NUMBERED = {"hwy", "rte", "rr", "hc", "box", "us", "sr", "cr", "fm", "interstate", "i", "km"}
_NUMBERED |= {"exit", "loop", "spur", "fwy", "expy", "calle", "carrera", "psc", "cmr"}
_NUMBERED_ROADS = {"county", "co", "state", "ranch", "forest", "farm", "township"}


def split_street(text: str) -> tuple[str, str, str]:
    """House number, street and unit of a street line.

    >>> split_street("12 north main street apt 4b"), split_street("flat 2, 10 high road")
    (('12', 'n main st', '4b'), ('10', 'high rd', '2'))
    >>> split_street("12/34 smith street"), split_street("hauptstrasse 5")
    (('34', 'smith st', '12'), ('5', 'hauptstrasse', ''))
    """
    parts = _split_once(text)
    for _ in range(_ROUNDS):
        if is_settled(*parts) or (again := _split_once(render_street(*parts))) == parts:
            break
        parts = again
    return parts


def _split_once(text: str) -> tuple[str, str, str]:
    if text[:1] in ("c", "a"):
        text = _CARE_OF.sub("", text, count=1) or text
    if text[:1] in ("p", "b", "g") and (box := _BOX.match(text)):
        return box[1], " ".join(["po box", *_tokens(text[box.end() :].replace(",", " "))]), ""
    tokens, units = _without_units(_tokens(text))
    number, unit, words = _take_number(tokens)
    words = _standardize(words)
    if unit:
        units.insert(0, unit)
    if not units and len(words) > 2 and words[-1] in _ALONE and words[-2] in _TYPES:
        units.append(_ALONE[words.pop()])
    return number, " ".join(words), " ".join(units)


def is_settled(number: str, street: str, unit: str) -> bool:
    """Whether a line is so ordinary that it is surely read back as the same parts."""
    words = street.split()
    return (
        number.isalnum()
        and "".join(words).isalpha()
        and _MARKS.isdisjoint(words)
        and (not unit or unit.isalnum())
    )


def render_street(number: str, street: str, unit: str) -> str:
    """A street line that is read back as the same parts.

    >>> render_street("12", "main st", "4b")
    '12 main st # 4b'
    """
    return " ".join(part for part in (number, street, unit and f"# {unit}") if part)


def _tokens(text: str) -> list[str]:
    """Words, numbers such as ``112-10`` and ``1/2``, and the marks ``#`` and ``,``."""
    if "." in text:
        text = _INITIALS.sub(r"\1", text).replace(".", " ")
    spaced = text.replace("'", "").replace(",", " , ").replace("#", " # ")
    tokens = spaced.split()
    if "".join(tokens).replace(",", "").replace("#", "").isalnum():
        return tokens
    return _TOKEN.findall(spaced)


def _without_units(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The words of a line in one piece, and the units they name."""
    units: list[str] = []
    if not _MARKS.isdisjoint(tokens):
        tokens, units = _take_units(tokens)
    if "," in tokens:
        tokens = _join_segments(tokens)
        tokens, more = _take_units(tokens)
        units += more
    return tokens, units


def _join_segments(tokens: list[str]) -> list[str]:
    """Tokens without commas; the first segment that starts with a house number goes first.

    >>> _join_segments("rose cottage , 12 high street".split())
    ['12', 'high', 'street', 'rose', 'cottage']
    """
    if not _HOUSE.fullmatch(tokens[0]):
        for position, token in enumerate(tokens[:-2], 1):
            if token == "," and _HOUSE.fullmatch(tokens[position]):
                tokens = [*tokens[position:], *tokens[: position - 1]]
                break
    return [token for token in tokens if token != ","]


def _take_units(tokens: list[str]) -> tuple[list[str], list[str]]:
    """The tokens that are no unit, and the units.

    >>> _take_units(["12", "main", "st", "#", "4-b"])
    (['12', 'main', 'st'], ['4b'])
    """
    rest: list[str] = []
    units: list[str] = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        length = _unit_length(tokens, position) if token in _MARKS else 0
        if length:
            units += _read_units(tokens[position + 1 : position + length])
        elif token in _FLOORS and rest and (ordinal := _ORDINAL.fullmatch(rest[-1])):
            rest.pop()
            units.append(ordinal[1])
            length = 1
        elif token != "#":
            rest.append(token)
        position += length or 1
    return rest, units


def _unit_length(tokens: list[str], position: int) -> int:
    """How many tokens from a mark on tell a unit; 0 if what follows is none."""
    mark = tokens[position]
    end = position + 1
    if mark != "#":
        while end < len(tokens) and (tokens[end] == "#" or tokens[end] in _NUMBER_WORDS):
            end += 1
    first = end
    while end < len(tokens) and _is_unit(tokens[end], mark):
        end += 1
    is_closed = end == len(tokens) or tokens[end] == ","
    if end == first or (mark == "#" and position == 0 and not is_closed):
        return 0
    is_letter_apart = tokens[first].isdigit() and tokens[end - 1].isalpha() and end == first + 2
    if is_closed and (mark == "#" or is_letter_apart):
        return end - position
    return first + 1 - position


def _is_unit(token: str, mark: str) -> bool:
    if mark == "#" and token in _ALONE:
        return True
    if mark not in _ROOMS and mark != "#" and token.isalpha():
        return False
    return _ID.fullmatch(token) is not None


def _read_units(tokens: list[str]) -> list[str]:
    """Units in one spelling: ``4-b`` and ``4 b`` are ``4b``.

    >>> _read_units(["4", "b"]), _read_units(["b-12"]), _read_units(["12-3", "penthouse"])
    (['4b'], ['b12'], ['12-3', 'ph'])
    """
    units = [token for token in tokens if token != "#" and token not in _NUMBER_WORDS]
    match units:
        case [first, second] if (first.isdigit() and second.isalpha() and len(second) == 1) or (
            second.isdigit() and first.isalpha() and len(first) == 1
        ):
            return [first + second]
    return [_ALONE.get(unit) or _ID_HYPHEN.sub("", unit) for unit in units]


def _take_number(tokens: list[str]) -> tuple[str, str, list[str]]:
    """House number, a unit written before it (``12/34``), and the words of the street."""
    if len(tokens) > 1 and tokens[0] in _NUMBER_WORDS and tokens[1][0].isdigit():
        tokens = tokens[1:]
    if not tokens:
        return "", "", []
    if _HOUSE.fullmatch(tokens[0]):
        if len(tokens) > 1 and _FRACTION.fullmatch(tokens[1]):
            return f"{tokens[0]} {tokens[1]}", "", tokens[2:]
        return tokens[0], "", tokens[1:]
    if both := _UNIT_HOUSE.fullmatch(tokens[0]):
        return both[2], both[1], tokens[1:]
    if _ends_in_number(tokens):
        return tokens[-1], "", tokens[:-1]
    return "", "", tokens


def _ends_in_number(tokens: list[str]) -> bool:
    """Whether the house number stands last: ``hauptstrasse 5``, but not ``county road 5``."""
    if len(tokens) < 2 or not _HOUSE.fullmatch(tokens[-1]):
        return False
    before = tokens[-2]
    if not before.isalpha() or len(before) == 1 or _TYPES.get(before, before) in _NUMBERED:
        return False
    if len(tokens) == 2:
        return before not in _TYPES
    return not (before in ("rd", "road") and tokens[-3] in _NUMBERED_ROADS)


def _standardize(words: list[str]) -> list[str]:
    """Words of a street with its type and directions abbreviated.

    >>> _standardize(["saint", "marys", "street", "north"]), _standardize(["north", "street"])
    (['st', 'marys', 'st', 'n'], ['north', 'st'])
    """
    if not words:
        return words
    words = [_SAME_WORDS.get(word, word) for word in words]
    if words[0] in _DIRECTIONS:
        words = _abbreviate_leading(words)
    last = len(words) - 1
    if words[last] in _DIRECTIONS:
        words, last = _abbreviate_trailing(words)
    if last > 0:
        for position in range(1, last):
            words[position] = _COMMON_TYPES.get(words[position], words[position])
        words[last] = _TYPES.get(words[last], words[last])
    if words[last] not in _TYPES and (glued := _TYPE_GLUED_ON.fullmatch(words[last])):
        words[last : last + 1] = [glued[1], _TYPES[glued[2]]]
    return words


def _abbreviate_leading(words: list[str]) -> list[str]:
    """A direction in front of a name is one; in front of a mere type it is the name."""
    first, rest = _DIRECTIONS[words[0]], words[1:]
    if rest and (diagonal := _DIAGONALS.get((first, _DIRECTIONS.get(rest[0], "")))):
        first, rest = diagonal, rest[1:]
    if not rest or (len(rest) == 1 and rest[0] in _TYPES):
        return words
    return [first, *rest]


def _abbreviate_trailing(words: list[str]) -> tuple[list[str], int]:
    """A direction behind a type or a number is one; also the position of the word before it."""
    last = len(words) - 1
    direction, before = _DIRECTIONS[words[last]], words[:last]
    if before and (diagonal := _DIAGONALS.get((_DIRECTIONS.get(before[-1], ""), direction))):
        direction, before = diagonal, before[:-1]
    if len(before) > 1 and (before[-1] in _TYPES or before[-1].isdigit()):
        return [*before, direction], len(before) - 1
    return words, last


def split_unit(text: str) -> tuple[str, str]:
    """The words that name no unit, and the unit.

    >>> split_unit("flr 5 john flynn medical centre"), split_unit("villa 2")
    (('john flynn medical centre', '5'), ('', '2'))
    """
    for _ in range(_ROUNDS):
        tokens, units = _without_units(_tokens(text))
        parts = " ".join(tokens), " ".join(units)
        text, before = render_extra(*parts), text
        if not units or text == before:
            break
    return parts


def render_extra(locality: str, unit: str) -> str:
    """A second address line that is read back as the same parts."""
    return render_street("", locality, unit)


def normalize_unit(text: str) -> str:
    """A unit without its designator.

    >>> normalize_unit("apt. #4b"), normalize_unit("4-b"), normalize_unit("2nd floor")
    ('4b', '4b', '2')
    """
    tokens = _tokens(text)
    rest, units = _take_units(tokens)
    left = [token for token in rest if token not in (",", "#") and token not in _MARKS]
    named = " ".join(units + _read_units(left))
    return named or " ".join(_ALONE.get(token, token) for token in tokens)


def has_unit_mark(tokens: list[str]) -> bool:
    """Whether one of the words announces a unit, as ``apt`` does."""
    return not _MARKS.isdisjoint(tokens)


def is_street_type(word: str) -> bool:
    """Whether a word is a usual street type, such as ``st`` or ``avenue``."""
    return word in _COMMON_TYPES


def find_street_end(words: list[str]) -> int:
    """How many words of a street line without commas belong to the street; 0 if none can tell.

    >>> find_street_end("12 main st springfield".split()), find_street_end(["broadway"])
    (3, 0)
    """
    end = next((n for n in range(2, len(words)) if words[n] in _COMMON_TYPES), -1) + 1
    while 0 < end < len(words) and words[end] in _COMMON_TYPES and words[end] != "st":
        end += 1
    if 0 < end < len(words) and words[end] in _DIRECTIONS.values():
        end += 1
    return end
