"""Damage that texts take on their way, undone: escapes of other systems, wrong encoding."""

from __future__ import annotations

import re

__all__ = ["repair", "unescape_percent"]

_LONGEST = 4096
"""Characters beyond which no text is repaired: what is refused as too long need not be read first."""

_TRAILS = "\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_MOJIBAKE = re.compile(
    r"[├┬┼╬√]\S|"  # Mac Roman, code pages 437 and 850 of a console
    "[À-ôĂĎĐĹĽŐĆРС]"  # the first byte of a letter in UTF-8, read in one of these:
    f"[{_TRAILS}"  # Latin-1, Windows-1252
    "ˇ˘ŁĄŚŞŤŹŻ˛łľśşťź˝żŕ"  # Windows-1250, ISO-8859-2
    "ЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґё№єјЅѕї]",  # Windows-1251
)
_CONSOLE = re.compile(r"\S*[├┬┼╬√]\S+")
_LOWERED = re.compile(rf"[ãâåä](?=[{_TRAILS}])")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_AMPERSANDS = re.compile(r"&(?:(?:amp|#0*38|#x0*26);)+", re.IGNORECASE)
_ESCAPE = re.compile(  # of letters of Europe and quotes; a user "ACME\u4711" stays
    r"\\u(00(?:[a-f][0-9a-f]|2[267])|0[1-5][0-9a-f]{2}|20[01][0-9a-f])|\\(['\"])", re.IGNORECASE
)
_TAG = re.compile(
    r"</?(?:br|b|i|u|p|div|span|strong|em|font|small|td|tr|li)(?: [^<>]*)?/?>", re.IGNORECASE
)
_PERCENT = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


def _has_escape(text: str) -> bool:
    """Whether a text has a character that starts an escape of HTML, JSON or SQL."""
    return "&" in text or "\\" in text


def repair(text: str) -> str:
    r"""Text as it was before a program read it in the wrong way; only what is certain is changed.

    HTML tags of layout and entities (with their semicolon), the escapes of JSON and SQL, and UTF-8 that was read in
    another encoding, several times over too. The last is the work of ``ftfy`` (R. Speer, Apache-2.0),
    which is loaded for texts that show a sign of it.

    >>> repair("O&#39;Neil &amp;amp; Sons"), repair("MÃ¼ller"), repair(r"Jos\u00e9 O\'Neil")
    ("O'Neil & Sons", 'Müller', "José O'Neil")
    """
    if len(text) > _LONGEST:
        return text
    if _has_escape(text):
        text = _unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    return text if text.isascii() or not _MOJIBAKE.search(text) else _reencode(text)


def _unescape(text: str) -> str:
    """Text without the escapes of HTML, JSON and SQL, however often they were escaped again."""
    from html import unescape  # its table of 2,231 names is rarely needed

    before = ""
    while before != text:
        before = text
        text = _ESCAPE.sub(_escaped, _AMPERSANDS.sub("&", text))
        text = _ENTITY.sub(lambda match: unescape(match[0]), text)
    return text


def _escaped(match: re.Match[str]) -> str:
    return match[2] or chr(int(match[1], 16))


def _reencode(text: str) -> str:
    from ftfy import fix_encoding  # 50 ms to load, and few texts need it

    for candidate in (text, _LOWERED.sub(lambda match: match[0].upper(), text)):
        try:
            fixed = fix_encoding(candidate)
        except UnicodeError:  # half a surrogate pair is in no encoding
            return text
        if fixed != candidate:
            return fixed
    return _CONSOLE.sub(lambda word: _from_console(word[0]), text)


def _from_console(text: str) -> str:
    """A word that a console or an old Macintosh wrote.

    >>> _from_console("M├╝ller"), _from_console("Jos├®"), _from_console("M√ºller")
    ('Müller', 'José', 'Müller')
    """
    for encoding in ("cp850", "cp437", "mac_roman"):
        try:
            return text.encode(encoding).decode()
        except UnicodeError:
            continue
    return text


def unescape_percent(text: str) -> str:
    """Text without the escapes of a web address, where they are UTF-8.

    >>> unescape_percent("Jos%C3%A9%20Smith"), unescape_percent("100%")
    ('José Smith', '100%')
    """
    return _PERCENT.sub(_unescaped, text) if "%" in text else text


def _unescaped(match: re.Match[str]) -> str:
    try:
        return bytes.fromhex(match[0].replace("%", "")).decode()
    except UnicodeDecodeError:
        return match[0]
