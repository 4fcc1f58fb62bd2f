"""An email address out of the text around it, and what a mistyped one was likely meant to be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from identity_resolve.kinds.text import clean

__all__ = ["guesses", "is_absent", "is_hashed", "repair"]

_ABSENT = re.compile(
    r"(?:(?:has|have|had|with|there is) )?no[ _-]?(?:e-?mails?|mail)(?: (?:address|id))?"
    r"(?: (?:given|provided|available|on file))?"
    r"|(?:none|not) (?:given|provided|available|on file)"
    r"|(?:(?:customer|client|patient|they|he|she) )?(?:refuse[ds]|decline[ds])(?: to (?:give|provide))?"
    r"|(?:does not|doesn't|don't) have(?: (?:one|an? e-?mail|e-?mail))?(?: address)?"
)

_ALONE = re.compile(r"[^\s<>()\[\]\":%&?\\]+")
"""A text that has nothing around the address but stray marks."""

_ESCAPES = {
    "%40": "@",
    "%2b": "+",
    "%20": " ",
    "%27": "'",
    "&#64;": "@",
    "&commat;": "@",
    r"\n": " ",
    r"\r": " ",
    r"\t": " ",
}
_ESCAPE = re.compile("|".join(map(re.escape, _ESCAPES)))
_TAG = re.compile(r"</?(?:br|p|div|span|b|strong|i|em|u|font|td|li)\b[^<>@]*>")
_EMPHASIS = re.compile(r"\A([*_]{1,2})([^\s*_]\S*@\S+)\1\Z")
_QUERY = re.compile(r"(@[^\s?]+)\?\S*")
_ANGLE = re.compile(r"<([^<>]*@[^<>]*)>")
_BRACKETED = re.compile(r"\(([^()\s@]+@[^()\s@]+)\)")
_MAILTO = re.compile(r"mailto:([^?\"'<>\s()]*)")
_LABEL = re.compile(r"[a-z][\w .-]{0,24}:(?!//)\s*(?=[^\s@]+\s*@)")
_NOTE = re.compile(r"(@\S+[^\W_])\s+[(\[][^@]*\Z")
_QUOTED = re.compile(r"\"([\w.+-]+)\"(?=@)")
_AROUND_AT = re.compile(r"\s*@\s*")
_SPACED_ENDING = re.compile(r"(@[\w-]+)(?:\s+\.\s*|\.\s+)(?=(?:com|net|org|edu|gov|co\.uk)\Z)")
_EDGES = " \"'<>()[]{},;:.“”„‟«»‹›"
_TAIL = "/\\!?*#=" + _EDGES

_AT_IN_BRACKETS = r"\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*|\s-\s?at\s?-\s"
_AT_BRACKETED = re.compile(_AT_IN_BRACKETS, re.ASCII)
_AT_WORD = re.compile(rf"{_AT_IN_BRACKETS}|\s+at\s+|_at_|&at;|\s+arroba\s+", re.ASCII)
_DOT_WORD = re.compile(
    r"\s*[\[({<]\s*(?:dot|\.)\s*[\])}>]\s*|\s-\s?dot\s?-\s|\s+(?:dot|punto)\s+|_dot_", re.ASCII
)
_SIGN_WORD = re.compile(r"\s+(underscore|dash|hyphen|minus|plus)\s+", re.ASCII)
_SIGNS = {"underscore": "_", "plus": "+"}
_OTHER_DOT = re.compile(r"\s*[,;:]+\s*|\s*\.[\s.]*|·")
_DOTS = re.compile(r"\s*\.[\s.]*")

_WORD = re.compile(
    r"(?<![^\s<>()\[\]{},;:|/\"'=*-])[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
)
_SEPARATED = re.compile(r"(?:.*[,;:|<>()/\[\]\"]\s*|(?:\S+\s+){2,}|)\Z", re.DOTALL)
_SET_OFF = re.compile(r"(?:.*(?:[,;:|>)/\]\"]|\s[-=])\s*|)\Z", re.DOTALL)
_ANNOUNCED = re.compile(
    r"(?:.*\b(?:e?-?mails?|address|contact|home|work|is|to|me|at))\s+\Z", re.DOTALL
)
_ENDED = re.compile(r"\s*[,;|)>\]\"]|\.?\s+-|\.?\s+[^\W\d_]{4}|\.?(?:\s+\S+){2}|\.?\Z")
_NAME = re.compile(r"[^\W\d_]{3,}")
_HASHED = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[A-Za-z0-9+/]{43}=")
_LEAST_KNOWN = len("live.com")  # shorter domains end many a word: acme.com, not ac@me.com
_COMMON = ("gmail", "yahoo", "hotmail", "outlook", "icloud", "aol", "protonmail", "live", "msn")


def is_hashed(text: str) -> bool:
    """Whether a text has the form of an MD5, SHA-1 or SHA-256 value (hex, or base64 as UID2 has it).

    >>> is_hashed("b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514")
    True
    >>> is_hashed("tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ="), is_hashed("jo@x.com")
    (True, False)
    """
    return _HASHED.fullmatch(text) is not None or _HASHED.fullmatch(text.lower()) is not None


def is_absent(text: str) -> bool:
    """Whether a text in lower case says that there is no address.

    >>> is_absent("no email on file"), is_absent("customer refused"), is_absent("no@email.com")
    (True, True, False)
    """
    return _ABSENT.fullmatch(text) is not None


def repair(text: str) -> str:
    """The address in ``"Jo" <jo@x.com>``, ``mailto:jo@x.com?subject=hi`` or ``(jo @x.com).``.

    >>> repair("SMTP:Jo@x.com"), repair("Smith, Jo (jo@x.com)"), repair("jo@x.com (work)")
    ('jo@x.com', 'jo@x.com', 'jo@x.com')
    >>> repair("Jo Smith jo@x.com"), repair("jo [at] x [dot] com"), repair("jo dot s at x dot com")
    ('jo@x.com', 'jo@x.com', 'jo.s@x.com')
    """
    text = _EMPHASIS.sub(r"\2", clean(text).lower())
    if "@" in text and _ALONE.fullmatch(text):
        return text.lstrip(_EDGES).rstrip(_TAIL)
    text = _TAG.sub(" ", _ESCAPE.sub(lambda escape: _ESCAPES[escape[0]], text))
    if "@" not in text:
        text = _spelled_out(text)
    if "@" not in text:
        return text.strip(_EDGES)
    if (mailto := _MAILTO.search(text)) and mailto[1]:
        text = mailto[1]
    elif found := _ANGLE.search(text) or _BRACKETED.search(text):
        text = found[1]
    return _lone_address(_without_notes(text))


def _spelled_out(text: str) -> str:
    """An address whose signs are words, where brackets or a second word leave no doubt.

    >>> _spelled_out("jo(at)x.com"), _spelled_out("jo plus news at x dot com")
    ('jo@x.com', 'jo+news@x.com')
    >>> _spelled_out("look at x.com")
    'look at x.com'
    """
    if not _AT_BRACKETED.search(text) and not (_AT_WORD.search(text) and _DOT_WORD.search(text)):
        return text
    return _SIGN_WORD.sub(lambda word: _SIGNS.get(word[1], "-"), _with_signs(text))


def _with_signs(text: str) -> str:
    return _DOT_WORD.sub(".", _AT_WORD.sub("@", text, count=1))


def _without_notes(text: str) -> str:
    """The address without blanks around its signs, quotes, labels and notes."""
    text = _QUOTED.sub(r"\1", _SPACED_ENDING.sub(r"\1.", _AROUND_AT.sub("@", text)))
    text = _NOTE.sub(r"\1", _QUERY.sub(r"\1", text)).lstrip(_EDGES).rstrip(_TAIL)
    label = _LABEL.match(text)
    return text[label.end() :].lstrip(_EDGES) if label else text


def _lone_address(text: str) -> str:
    """The only address of a text, once or repeated, unless a word beside may be a part of it.

    A blank inside an address is a common slip (``mary ann smith@x.com``); a word in front is a name
    only where the address repeats it, or where it announces an address.

    >>> _lone_address("jo@x.com - home"), _lone_address("contact jo smith smith@x.com")
    ('jo@x.com', 'smith@x.com')
    >>> _lone_address("mary ann smith@x.com"), _lone_address("jo@x.co uk")
    ('mary ann smith@x.com', 'jo@x.co uk')
    """
    found = list(_WORD.finditer(text))
    if len(found) != text.count("@") or len({match[0] for match in found}) != 1:
        return text
    return found[0][0] if len(found) > 1 or _stands_apart(found[0]) else text


def _stands_apart(address: re.Match[str]) -> bool:
    """Whether the words beside an address are no part of it."""
    before = address.string[: address.start()]
    local = address[0].partition("@")[0]
    if not _ENDED.match(address.string, address.end()):
        return False
    if _SET_OFF.match(before) or _ANNOUNCED.match(before):
        return True
    return local in before.split() or any(name in local for name in _NAME.findall(before))


def guesses(text: str, known: Callable[[str], bool]) -> Iterator[str]:
    """What a refused text was likely meant to be, the likeliest first.

    Args:
        text: as written.
        known: whether a domain belongs to a provider of mailboxes.

    >>> list(guesses("jo at gmail.com", {"gmail.com"}.__contains__))
    ['jo@gmail.com']
    >>> list(guesses("jo@gmail,com", {"gmail.com"}.__contains__))
    ['jo@gmail.com']
    """
    text = repair(text)
    spelled = _with_signs(text)
    local, at, domain = re.sub("@[@.]+", "@", spelled).partition("@")
    if not at:
        yield from _without_at(spelled, known)
    elif "@" not in domain:
        yield from _with_parts(local, domain, known)
    yield from _first_address(text)


def _with_parts(local: str, domain: str, known: Callable[[str], bool]) -> Iterator[str]:
    """The parts without stray dots, blanks and commas; a blank inside a name may be anything."""
    local = _DOTS.sub(".", local).strip(" .,;:\"'")
    domain = _OTHER_DOT.sub(".", domain).strip(_TAIL)
    if " " in local:
        return
    if " " in domain or "." not in domain:
        dotted = (re.sub("[ _-]", filler, domain) for filler in ("", "."))
        domain = next(filter(known, dotted), domain)
    if " " in domain:
        return
    if "." in domain:
        yield f"{local.replace(',', '.')}@{domain}"
    elif full := _with_ending(domain, known):
        yield f"{local}@{full}"


def _with_ending(name: str, known: Callable[[str], bool]) -> str:
    """``gmailcom`` and ``gmail`` are gmail.com."""
    if name in _COMMON:
        return f"{name}.com"
    for ending in ("com", "net", "de", "fr"):
        domain = f"{name.removesuffix(ending)}.{ending}"
        if name.endswith(ending) and known(domain):
            return domain
    return ""


def _without_at(text: str, known: Callable[[str], bool]) -> Iterator[str]:
    """``jo#gmail.com``, ``jo2gmail.com`` and ``jogmail.com`` lack the sign before a known domain."""
    text = _OTHER_DOT.sub(".", text)
    if " " in text.strip():
        head, _, tail = text.rpartition(" ")
        if known(tail) and " " not in head:
            yield f"{head}@{tail}"
        return
    for start in range(1, len(text) - 4):
        if len(text) - start >= _LEAST_KNOWN and known(text[start:]):
            local = text[:start]
            if local[-1] in '2"#!$*%&' and len(local) > 1:
                local = local[:-1]
            yield f"{local.rstrip('.')}@{text[start:]}"
            return


def _first_address(text: str) -> Iterator[str]:
    """The first address of a text that holds more, unless the word before may be a part of it."""
    if (match := _WORD.search(text)) and _SEPARATED.match(text[: match.start()]):
        yield match[0]
