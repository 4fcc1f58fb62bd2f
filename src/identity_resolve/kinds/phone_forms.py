"""How phone numbers, their columns and the words before them are written."""

from __future__ import annotations

from identity_resolve.kinds.base import Shape

__all__ = ["CUES", "HEADERS", "LOOKS_LIKE", "SHAPES", "SPLIT"]

SHAPES = (
    Shape(
        r"(?:tel:)?\+[1-9][\d\s().-]{6,20}\d(?:(?:;ext=|\s?(?:x|ext\.?)\s?)\d{1,7})?",
        0.95,
        "plus and country code",
    ),
    Shape(
        r"(?:\+?1[\s.-]?)?\([2-9]\d\d\)\s?\d{3}[\s.-]\d{4}(?:\s?(?:x|ext\.?)\s?\d{1,7})?",
        0.95,
        "North American number, area code in brackets",
    ),
    Shape(
        r"(?:\+?1[\s.-])?[2-9]\d\d([\s.-])[2-9]\d\d\1\d{4}(?:\s?(?:x|ext\.?)\s?\d{1,7})?",
        0.85,
        "North American number in groups of 3, 3 and 4",
    ),
    Shape(r"1[\s.-]8(?:00|33|44|55|66|77|88)[\s.-][A-Z\d-]{7,11}", 0.8, "toll-free, with letters"),
    Shape(
        r"\(?0\d{1,4}\)?[\s.-]\d{2,4}[\s.-]?\d{2,4}(?:[\s.-]?\d{2,4}){0,3}",
        0.6,
        "grouped digits after a 0",
    ),
    Shape(r"(?:011|00)[\s.-]?[1-9][\d\s.-]{7,16}\d", 0.6, "international dialing prefix"),
    Shape(r"1?[2-9]\d\d[2-9]\d{6}", 0.5, "ten digits a North American number may have"),
    Shape(r"[2-9]\d\d[\s.-]\d{4}", 0.3, "seven digits of a local number"),
)

CUES = (
    r"(?:tele)?phones?|tel|mobile|cell(?:ular)?|landline|fax|whats ?app|caller(?: id)?|callback"
    r"|call(?:ed|ing)?(?: (?:me|us|back|him|her|from|at|on))*|text(?: me)?|sms|reach (?:me|us)|dial(?:ed)?"
    r"|ring(?: me)?|contact number|ani|my number|n[uú]mero|t[eé]l[eé]fono?|handy(?:nummer)?|telefon"
)

HEADERS = (
    r"(?!(?:is|has|no|opt|valid)_)(?:[a-z0-9]+_){0,3}"
    r"(?:(?:tele)?phones?|tel|mobiles?|mob|cell(?:ular)?|cellphone|landline|fax|msisdn|ani"
    r"|caller(?:_?id)?|from_number|calling_number|callback(?:_number)?|telefono?|telefon|whatsapp"
    r"|contact_num|contact(?=_(?:no|nbr|number)\Z)|calling_party|telefon(?=nummer)|handy|rufnummer"
    r"|celular|movil|gsm)(?:nummer)?"
    r"(?:_?(?:number|num|no|nbr|nr))?"
    r"(?:_?(?:\d+|primary|secondary|home|work|day|evening|mobile|cell|office|business|e164|alt))?"
)

LOOKS_LIKE = (
    r"(?!\d{4}[-/.]\d\d?[-/.]\d\d?\Z|\d\d?[-/.]\d\d?[-/.]\d{2,4}\Z|\d{3}-\d\d-\d{4}\Z)"
    r"(?!(?:[0-4]\d-\d{5}|20[0-4]\d-\d{5,7})\Z)"  # a year and what was counted in it
    r"(?=(?:[^\d]*\d){7,15}[^\d]*(?:\d{1,7}[^\d]*)?\Z)(?=.*[-+()./\s])"
    r"\s*(?:tel:)?[+(]{0,2}\d[\d\s().\-/]{6,24}(?:(?:;ext=|\s*(?:ext\.?|x|#)\s*)\d{1,7})?\s*"
)

SPLIT = (
    r"\||;(?!\s*(?:ext|phone-context|isub))|\s+(?:or|and|&)\s+|\s/\s"
    r"|\s*[\r\n]+\s*|(?<=\d{4})\s+(?=\(\d{3}\)|\+\d)"
    r"|(?<=\d{3}[-.]\d{4})\s+(?=\d{3}[-.]\d{3}[-.]\d{4})|(?<=\d{10})\s+(?=\d{10}(?!\d))"
    r"|(?<=\d)[\s,;/]+(?!(?i:e?xt?|poste|anexo|ramal|int|durchwahl|dw|wew))(?=[^\W\d_]{1,9}:\s*[+(\d])"
    r"|(?<=[A-Za-z]\))\s*[,;]?\s+(?=[+(]?\d)"
    r"|/(?=\s*(?:[+(]|(?:\d[\s.-]?){10}))|,\s*(?=[+(]?\d[\d\s().-]{6})"
)
