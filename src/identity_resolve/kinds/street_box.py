"""Lines that name no street: post office boxes, rural and contract routes, military mail.

Forms after USPS Publication 28, sections 24 to 26; words of other languages are from memory.
"""

from __future__ import annotations

import re

from identity_resolve.kinds.street_words import standardize
from identity_resolve.kinds.units import tokenize

__all__ = ["find_box_end", "split_box"]

_NUMBER_SIGN = r"[\s.,:#]*(?:n[or]\b[.\s]*|number\s+)?"
_BOX = re.compile(
    r"(?:p[\s.]*o[\s.]*b(?:ox)?|post office box|g\.?p\.?o\.? box|(?:lock ?|private )?box"
    r"|(?:locked|private) bag|postfach|postbus|postboks|apartado(?: postal| de correos)?"
    r"|apdo\.?(?: (?:postal|de correos))?|casilla(?: postal| de correo)?|caixa postal"
    r"|casella postale|c(?:ase|aisse) postale|boite postale|b\.?p|p\.?o\.? drawer)\.?(?![a-z])"
    rf"{_NUMBER_SIGN}(\d+[a-z]?(?:-\d+[a-z]?)?|[a-z](?=$|,))(?![^\W_]|-)"
)
_LONE_BOX = re.compile(r"p\.?o\.? ?#?(\d+)")
_ROUTE = re.compile(
    r"(?:r\.?\s?r|rural r(?:oute|te?)|r\.?f\.?d|r(?:oute|te?)\.?(?=[\s#]*\d+,? (?:po )?box)"
    r"|(?P<hc>h\.?\s?c\.?r?|highway contract(?: r(?:oute|te?))?|star r(?:oute|te?)))\.?(?![a-z])"
    rf"{_NUMBER_SIGN}(?P<route>\d+[a-z]?)(?:[\s,]*(?:p\.?o\.? )?box{_NUMBER_SIGN}(?P<box>[\w-]+))?(?![\w/])"
)
_MILITARY = re.compile(
    rf"(psc|cmr|unit){_NUMBER_SIGN}(\d+)[\s,]+box{_NUMBER_SIGN}(\d+[a-z]?)(?![\w-])"
)
_STARTS = frozenset("pgblcarhsu")


def split_box(text: str) -> tuple[str, str, str] | None:
    """Number, name and unit of a line that starts with a box or a route, None for any other.

    >>> split_box("p.o. box 77"), split_box("postfach 12")
    (('77', 'po box', ''), ('12', 'po box', ''))
    >>> split_box("rural route 2, box 45"), split_box("unit 2050 box 4190"), split_box("12 main st")
    (('', 'rr 2 box 45', ''), ('', 'unit 2050 box 4190', ''), None)
    """
    if text[:1] not in _STARTS:
        return None
    if box := _BOX.match(text) or _LONE_BOX.fullmatch(text):
        return box[1], " ".join(["po box", *_words_behind(text, box)]), ""
    if military := _MILITARY.match(text):
        name = f"{military[1]} {military[2]} box {military[3]}"
        return "", " ".join([name, *_words_behind(text, military)]), ""
    if route := _ROUTE.match(text):
        name = f"{'hc' if route['hc'] else 'rr'} {route['route']}"
        name = f"{name} box {route['box']}" if route["box"] else name
        return "", " ".join([name, *_words_behind(text, route)]), ""
    return None


def _words_behind(text: str, found: re.Match[str]) -> list[str]:
    return standardize(tokenize(text[found.end() :].replace(",", " ")))


def find_box_end(text: str) -> int:
    """Where a box or route that a folded text starts with ends, 0 if it starts with none.

    >>> find_box_end("po box 77 napa"), find_box_end("12 main st")
    (9, 0)
    """
    if text[:1] not in _STARTS:
        return 0
    found = _BOX.match(text) or _MILITARY.match(text) or _ROUTE.match(text)
    return found.end() if found else 0
