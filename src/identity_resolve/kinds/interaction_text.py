"""How people and systems write a reference: labels, subject tags, addresses of a page, prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape

from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import clean

__all__ = [
    "SEVERAL",
    "Wording",
    "Written",
    "collapse_hashes",
    "foreign_nouns",
    "holds_several",
    "is_amount",
    "read_written",
]

SEVERAL = r"\s*[;|\r\n]+\s*|\s+/\s+|,\s+(?=\S*\d)|\s+(?:and|&)\s+(?=\S*\d)"
"""Regular expression of what stands between several values in one cell."""

_SEVERAL = re.compile(SEVERAL)
_LEAST_DIGITS, _MOST_WORDS = 4, 4

_TAG = re.compile(r"[\[({]+([^\[\](){}]*\d[^\[\](){}]*)[\])}]+")
_MARKED_TAG = re.compile(r".*#+\s*([0-9A-Za-z][\w./-]*)#*\s*")
_HASH = re.compile(r"(?<![^\W_])#+\s?([0-9A-Za-z][\w-]*\d[\w-]*|\d)")
_URL = re.compile(r"(?:https?://|www\.)\S+|\w[\w.-]*\.(?:com|net|org|io)/\S+", re.IGNORECASE)
_QUERY = re.compile(
    r"[?&](?:sysparm_query=)?(?:case|ticket|incident|order|track(?:ing)?|t?labels)?_?"
    r"(?:numbers?|id|nums?|no|tlabels|tracknumbers?)(?:=|%3D)([0-9A-Za-z][\w.-]*)",
    re.IGNORECASE,
)
_PATH = re.compile(
    r"/(?:tickets?|cases?|browse|issues?|incidents?|conversations?|requests?|r/case|record/0-5|orders?"
    r"|cases/dv|dv|details|invoices?|payments?|charges)/([^/?#\s]*\d[^/?#\s]*)",
    re.IGNORECASE,
)
_SEGMENT = re.compile(
    r"/([A-Za-z]{2,10}-\d{1,9}|(?=[A-Za-z]*\d)[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?)(?=[/?#]|\Z)"
)
_REPOSITORY = re.compile(
    r"(?:github|gitlab)\.com/([\w.-]+/[\w.-]+)/(?:-/)?(?:issues|pull)/(\d+)", re.IGNORECASE
)
_WORD = re.compile(r"(?<![^\W_])[A-Za-z][a-z]{2,}(?![\w@])")
_LOWER = re.compile(r"(?<![\w/-])[a-z]{2,}(?![\w@-])")
_TRAILING = re.compile(
    r"(\S*\d\S*?)(?:[,;.]? [-|:(] ?|[,;.] |[,;.]?(?= (?:[a-z]{2,} [a-z]{2,}|[a-z]{4,})))[^\d]*[a-z]{2}[^\d]*"
)
_TITLED = re.compile(r"([0-9A-Za-z-]*\d[0-9A-Za-z-]*)(?: ?:| [-|]) [^\d]*[a-z]{3}[^\d]*")
_CODE_TAG = re.compile(r"[A-Za-z]{2,10}(?:-?\d{1,10}){1,3}")
_CURRENCY = r"(?:[$€£¥₹]|(?:USD|EUR|GBP|CAD|AUD)\b)"
_AMOUNT = re.compile(
    rf"\s*[-+(]?{_CURRENCY}\s?-?\d[\d.,]*\)?\s*|\s*[-+]?\d[\d.,]*\s?{_CURRENCY}\s*", re.IGNORECASE
)
_HASHES = re.compile(r"#[\W_]*#[\W_]*")
_MOST_HASHES = 8
_PROSE, _SENTENCE = 2, 4


@dataclass(frozen=True, slots=True)
class Wording:
    """The words around values of one kind.

    Attributes:
        label: matches the words in front of a value that say what it is.
        announced: finds a value behind such words in prose, as its group 1.
        glued: matches a label with no separator behind it (``CASE12345``), or None.
    """

    label: re.Pattern[str]
    announced: re.Pattern[str]
    glued: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What is left of a text.

    Attributes:
        body: the value without what stands around it.
        is_marked: whether something said that it is a value of this kind, so that it may be short.
        is_canonical: whether the body is a canonical number, from which nothing is taken.
        is_sentence: whether it is prose in which nothing is announced.
    """

    body: str
    is_marked: bool = False
    is_canonical: bool = False
    is_sentence: bool = False


def collapse_hashes(text: str) -> str:
    """Text with a long row of ``#`` made one: ten mean no more than one, and read slowly.

    >>> collapse_hashes("# " * 20 + "12"), collapse_hashes("##12##")
    ('#12', '##12##')
    """
    return _HASHES.sub("#", text) if text.count("#") > _MOST_HASHES else text


def foreign_nouns(kind: str) -> str:
    """Regular expression of what a kind is called in languages other than English.

    >>> bool(re.fullmatch(foreign_nouns("transaction"), "bestellnummer"))
    True
    """
    rows = read_rows("cue_words.csv")
    return "|".join(r["pattern"] for r in rows if r["kind"] == kind and r["language"] != "en")


def is_amount(text: str) -> bool:
    """Whether a text is a sum of money, from a neighboring column.

    >>> [is_amount(text) for text in ("$45.20", "1.204,50 EUR", "A$AP-45")]
    [True, True, False]
    """
    return _AMOUNT.fullmatch(text) is not None


def holds_several(text: str) -> bool:
    """Whether a text is several values, each long enough to be one, rather than one with blanks.

    >>> holds_several("CS-2024-0099182; CS-2024-0099183"), holds_several("12 345 678; ext")
    (True, False)
    """
    pieces = [piece for piece in _SEVERAL.split(text) if piece]
    return len(pieces) > 1 and all(
        sum(map(str.isdigit, piece)) >= _LEAST_DIGITS and len(piece.split()) <= _MOST_WORDS
        for piece in pieces
    )


def read_written(text: str, issuer: str, wording: Wording) -> Written:
    """The value in a text, and whether the text says that it is one.

    Args:
        text: raw text of a sensible length.
        issuer: the issuer in its canonical spelling, or ``""``.
        wording: the words of the kind.
    """
    if text.isalnum() and text.isascii():
        glued = wording.glued.match(text) if wording.glued else None
        return Written(text[glued.end() :], True) if glued else Written(text)
    cleaned = clean(unescape(text) if "&" in text else text)
    head, colon, tail = cleaned.partition(":")
    if colon and head.upper() in ("", issuer):
        return Written(tail.strip(), is_marked=True, is_canonical=True)
    if "/" in cleaned and (found := _find_in_url(cleaned)):
        return Written(found, True)
    if len(cleaned) > _PROSE and (found := _find_in_tag(cleaned, wording)):
        return Written(found, True)
    label = wording.label.match(cleaned)
    body = cleaned[label.end() :] if label else cleaned
    return _read_prose(body, bool(label), wording)


def _read_prose(body: str, is_marked: bool, wording: Wording) -> Written:
    if " " in body and (led := (_TRAILING if is_marked else _TITLED).fullmatch(body)):
        return Written(led[1], True)
    if " " in body and len(_WORD.findall(body)) >= _PROSE:
        if found := wording.announced.search(body) or _HASH.search(body):
            return Written(found[1], True)
        if is_marked and (first := body.split(" ", 1)[0]) and any(map(str.isdigit, first)):
            return Written(first, True)
        return Written(body, is_marked, is_sentence=len(_LOWER.findall(body)) >= _SENTENCE)
    return Written(body, is_marked)


def _find_in_url(text: str) -> str:
    """The number in the address of a page.

    >>> _find_in_url("https://acme.zendesk.com/agent/tickets/12345")
    '12345'
    >>> _find_in_url("https://github.com/Acme/Shop/pull/12")
    'Acme/Shop#12'
    """
    if not (url := _URL.search(text)):
        return ""
    if repository := _REPOSITORY.search(url[0]):
        return f"{repository[1]}#{repository[2]}"
    found = _QUERY.search(url[0]) or _PATH.search(url[0]) or _SEGMENT.search(url[0])
    return found[1] if found else ""


def _find_in_tag(text: str, wording: Wording) -> str:
    """The number in the tag of an email subject.

    >>> import re
    >>> words = Wording(re.compile(r"Ticket ID: "), re.compile(r"Ticket (.+)"))
    >>> [_find_in_tag(t, words) for t in ("Re: [#12345] Hello", "Re: [Ticket ID: 77] x", "7 (CM)")]
    ['12345', '77', '']
    """
    for tag in _TAG.finditer(text):
        inner = tag[1].strip()
        if marked := _MARKED_TAG.fullmatch(inner):
            return marked[1]
        if label := wording.label.match(inner):
            return inner[label.end() :]
        outside = text[: tag.start()] + text[tag.end() :]
        if _CODE_TAG.fullmatch(inner) and not any(map(str.isdigit, outside)):
            return inner
    return ""
