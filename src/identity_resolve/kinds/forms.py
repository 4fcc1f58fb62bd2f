"""Forms and announcing words of values, for kinds whose own row does not tell them.

A row of ``KINDS`` is the first source: what stands here adds to its ``shapes``, and the table
`cue_words.csv` adds words of other languages to its ``cues``. Hand-made from how people write; the
confidences are orders of belief, not measured frequencies.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from identity_resolve.kinds.base import Shape
from identity_resolve.kinds.tables import read_rows

__all__ = ["Form", "cues_of", "find_form", "forms_of"]

_DATE = r"\d{1,2}[-/. ]\d{1,2}[-/. ](?:\d{4}|\d\d)|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
_WORD_DATE = (
    rf"(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|\.)?[ -](?:of )?(?:{_MONTH}),?[ -]\d{{4}}"
)
_NAME = r"[^\W\d_][^\W\d_'’.-]*+\.?"
_NAMES = rf"{_NAME}(?:[ -]{_NAME})"

_SHAPES: Mapping[str, tuple[Shape, ...]] = {
    "email": (
        Shape(r"[^@<>]{1,80}<[^\s@<>,;]+@[^\s@<>]+\.[^\W\d_]{2,}>", 0.97, "a name and an address"),
    ),
    "phone": (
        Shape(
            r"(?:1[-. ]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[-. ])[2-9]\d\d[-. ]\d{4}"
            r"(?:[ ,;]*(?:ext|x|extension)[. ]*\d{1,6})?",
            0.93,
            "grouped as North American numbers are",
        ),
    ),
    "full_name": (
        Shape(rf"{_NAMES}{{1,6}}", 0.4, "two or more words"),
        Shape(rf"{_NAME}(?:[ -]{_NAME}){{0,3}}, {_NAME}(?: {_NAME}){{0,3}}", 0.5, "Family, Given"),
        Shape(rf"(?:mr|mrs|ms|miss|dr|prof)\.? {_NAMES}{{0,6}}", 0.6, "a title and a name"),
    ),
    "given_name": (Shape(_NAME, 0.2, "one word"),),
    "birth_date": (
        Shape(_DATE, 0.8, "has the form of a date"),
        Shape(_WORD_DATE, 0.8, "has the form of a date"),
        Shape(r"(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:19|20)\d\d", 0.5, "MMDDYYYY"),
        Shape(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])", 0.5, "YYYYMMDD"),
    ),
    "street": (Shape(r"\d+\w? [^\W\d_].*[^\W\d_].*", 0.5, "a number and a street"),),
    "address": (
        Shape(r"\d+\w? [^\W\d_].*,.*\d{4,5}.*", 0.7, "a street, a place and a code"),
        Shape(r"\d+\w? [^\W\d_].*, .*[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}", 0.7, "a street and a code"),
    ),
    "postcode": (
        Shape(r"\d{5}-\d{4}", 0.6, "written as ZIP+4"),
        Shape(r"\d{5}", 0.35, "five digits, as a ZIP code"),
        Shape(r"[a-z]{1,2}\d[a-z\d]? \d[a-z]{2}", 0.6, "written as a UK postcode"),
        Shape(r"[a-ceghj-npr-tvxy]\d[a-ceghj-npr-tv-z] ?\d[a-ceghj-npr-tv-z]\d", 0.6, "Canadian"),
        Shape(r"[1-9]\d{3} [a-z]{2}", 0.5, "written as a Dutch postcode"),
    ),
    "plate": (
        Shape(r"(?=\w*\d)(?=\w*[a-z])\w{5,8}", 0.15, "letters and digits of the length of a plate"),
        Shape(r"(?:[a-z]{2} )?(?:\d[a-z]{3}\d{3}|[a-z]{3} ?\d{4})(?: [a-z]{2})?", 0.45, "a plate"),
    ),
    "registration": (Shape(r"reg(?:no)?-\d{7,10}", 0.86, "says so"),),
    "meter": (Shape(r"mtr-?\d{5,12}", 0.86, "says so"),),
    "case_number": (Shape(r"\d[\d-]{3,}", 0.25, "digits, as case numbers are"),),
    "transaction": (Shape(r"\d[\d-]{3,}", 0.22, "digits, as order numbers are"),),
    "account": (
        Shape(r"\d{2,6}(?:-\d{1,8}){1,4}", 0.45, "digits in groups, as account numbers"),
        Shape(r"\d{6,8}|\d{10,14}", 0.3, "digits, as account numbers are"),
    ),
}


class Form(NamedTuple):
    """A shape, ready to be matched."""

    pattern: re.Pattern[str]
    confidence: float
    why: str


@cache
def forms_of(name: str) -> tuple[Form, ...]:
    """The forms of a kind, those of its row and of the table above, the most telling first.

    >>> find_form("email", "maria.garcia@example.org").confidence > 0.9
    True
    """
    from identity_resolve.kinds import KINDS

    shapes = (*KINDS[name].shapes, *_SHAPES.get(name, ()))
    ranked = sorted(shapes, key=lambda shape: -shape.confidence)  # stable: the row comes first
    return tuple(Form(re.compile(s.pattern, re.IGNORECASE), s.confidence, s.why) for s in ranked)


def find_form(name: str, text: str) -> Form | None:
    """The most telling form of a kind that a whole text has."""
    return next((form for form in forms_of(name) if form.pattern.fullmatch(text)), None)


@cache
def cues_of(name: str) -> str:
    """Regular expression of the words that announce a kind, or an empty text.

    >>> [bool(re.fullmatch(cues_of("plate"), words)) for words in ("license plate", "Kennzeichen")]
    [True, False]
    >>> bool(re.fullmatch(cues_of("plate"), "kennzeichen"))
    True
    """
    from identity_resolve.kinds import KINDS

    told = [row["pattern"] for row in read_rows("cue_words.csv") if row["kind"] == name]
    return "|".join(filter(None, (KINDS[name].cues, *told)))
