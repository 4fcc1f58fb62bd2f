"""An email address out of the text around it, and what a mistyped one was likely meant to be."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from identity_resolve.kinds.text import clean

__all__ = ["guesses", "is_hashed", "repair"]

_ALONE = re.compile(r"[^\s<>()\[\]\":%&]+")
"""A text that has nothing around the address but stray marks."""

_ANGLE = re.compile(r"<([^<>]*@[^<>]*)>")
_BRACKETED = re.compile(r"\(([^()\s@]+@[^()\s@]+)\)")
_MAILTO = re.compile(r"mailto:([^?\"'<>\s()]*)")
_LABEL = re.compile(r"[a-z][\w .-]{0,24}:(?!//)\s*(?=[^\s@]+\s*@)")
_NOTE = re.compile(r"(@\S+[^\W_])\s+[(\[][^@]*\Z")
_QUOTED = re.compile(r"\"([\w.+-]+)\"(?=@)")
_AROUND_AT = re.compile(r"\s*@\s*")
_EDGES = " \"'<>()[]{},;:."
_TAIL = "/\\!?*#=" + _EDGES

_AT_WORD = re.compile(
    r"\s*[\[({<]\s*(?:at|@)\s*[\])}>]\s*|\s+at\s+|_at_|&at;|\s+arroba\s+", re.ASCII
)
_DOT_WORD = re.compile(r"\s*[\[({<]\s*(?:dot|\.)\s*[\])}>]\s*|\s+(?:dot|punto)\s+|_dot_", re.ASCII)
_OTHER_DOT = re.compile(r"\s*[,;:]+\s*|\s*\.[\s.]*|·")
_DOTS = re.compile(r"\s*\.[\s.]*")
_WORD = re.compile(r"[a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_SEPARATED = re.compile(r"(?:.*[,;:|<>()/\[\]\"]\s*|(?:\S+\s+){2,}|)\Z", re.DOTALL)
_HASHED = re.compile(r"[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[A-Za-z0-9+/]{43}=")
_COMMON = ("gmail", "yahoo", "hotmail", "outlook", "icloud", "aol", "protonmail", "live", "msn")


def is_hashed(text: str) -> bool:
    """Whether a text has the form of an MD5, SHA-1 or SHA-256 value (hex, or base64 as UID2 has it).

    >>> is_hashed("b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514")
    True
    >>> is_hashed("tMmiiTI7IaAcPpQPFQ65uMVCWH8av9jw4cwf/F5HVRQ="), is_hashed("jo@x.com")
    (True, False)
    """
    return _HASHED.fullmatch(text) is not None or _HASHED.fullmatch(text.lower()) is not None


def repair(text: str) -> str:
    """The address in ``"Jo" <jo@x.com>``, ``mailto:jo@x.com?subject=hi`` or ``(jo @x.com).``.

    >>> repair("SMTP:Jo@x.com"), repair("Smith, Jo (jo@x.com)"), repair("jo@x.com (work)")
    ('jo@x.com', 'jo@x.com', 'jo@x.com')
    """
    text = clean(text).lower()
    if "@" in text and _ALONE.fullmatch(text):
        return text.lstrip(_EDGES).rstrip(_TAIL)
    if "@" not in text:
        text = text.replace("%40", "@").replace("&#64;", "@").replace("&commat;", "@")
    if "@" not in text:
        return text.strip(_EDGES)
    if (mailto := _MAILTO.search(text)) and mailto[1]:
        text = mailto[1].replace("%40", "@")
    elif found := _ANGLE.search(text) or _BRACKETED.search(text):
        text = found[1]
    text = _QUOTED.sub(r"\1", _AROUND_AT.sub("@", text))
    text = _NOTE.sub(r"\1", text).lstrip(_EDGES).rstrip(_TAIL).removeprefix("%20")
    if label := _LABEL.match(text):
        text = text[label.end() :].lstrip(_EDGES)
    return text


def guesses(text: str, known: Callable[[str], bool]) -> Iterator[str]:
    """What a refused text was likely meant to be, the likeliest first.

    Args:
        text: as written.
        known: whether a domain belongs to a provider of mailboxes.

    >>> list(guesses("jo at gmail dot com", {"gmail.com"}.__contains__))
    ['jo@gmail.com']
    >>> list(guesses("jo@gmail,com", {"gmail.com"}.__contains__))
    ['jo@gmail.com']
    """
    text = repair(text)
    spelled = _DOT_WORD.sub(".", _AT_WORD.sub("@", text, count=1))
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
        if known(text[start:]):
            local = text[:start]
            if local[-1] in '2"#!$*%&' and len(local) > 1:
                local = local[:-1]
            yield f"{local.rstrip('.')}@{text[start:]}"
            return


def _first_address(text: str) -> Iterator[str]:
    """The first address of a text that holds more, unless the word before may be a part of it."""
    if (match := _WORD.search(text)) and _SEPARATED.match(text[: match.start()]):
        yield match[0]
