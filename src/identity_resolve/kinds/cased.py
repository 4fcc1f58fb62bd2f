"""Ids in which upper and lower case are different characters, such as those of Salesforce or Stripe.

Upper-casing would make two customers one. An id keeps its case, and its ``_`` and ``-``, where all holds:

1. it is one token of letters, digits and ``_ - + / =`` of at least 8 characters, and not hexadecimal
   (a UUID means the same in either case), unless it is built like a Salesforce id;
2. behind its first letters (which may be a word: ``cus_``) upper and lower case both occur;
3. a digit stands between two letters, or a lower-case letter is followed by an upper-case one three times.

So ``Acct-0042117`` and ``ID4417`` are read in any case, ``cus_NffrFeUfNV2Hib`` and ``dQw4w9WgXcQ`` are not.

A Salesforce id has 15 characters in which case matters, or 18, of which the last three repeat the case
(Salesforce, "Record IDs"); both are brought to 18, and an id of 18 that lost its case is restored.
"""

from __future__ import annotations

import re

__all__ = ["find_cased", "salesforce_id"]

_TOKEN = re.compile(r"([A-Za-z]*)([A-Za-z0-9_+/=-]+)")
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f-]+")
_BETWEEN = re.compile(r"[A-Za-z]\d+[A-Za-z]")
_STEP = re.compile(r"[a-z][A-Z]")
_SALESFORCE = re.compile(r"([A-Za-z0-9]{5}0[A-Za-z0-9]{9})([A-Za-z0-5]{3})?")
_SYMBOLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_SHORTEST = 8


def find_cased(text: str) -> str:
    """The canonical form of an id whose case matters, or ``""`` if the text is none.

    >>> find_cased("cus_NffrFeUfNV2Hib"), find_cased("0019000000B98de")
    ('cus_NffrFeUfNV2Hib', '0019000000B98deAAB')
    >>> find_cased("Acct-0042117"), find_cased("7F3e2c1a-94b0-4d6e-8f21-0c5d7a9b3e11")
    ('', '')
    """
    if len(text) == 18 and (restored := salesforce_id(text)):
        return restored
    if not _is_random(text):
        return ""
    return (len(text) == 15 and salesforce_id(text)) or text


def _is_random(text: str) -> bool:
    token = _TOKEN.fullmatch(text)
    if token is None or len(text) < _SHORTEST:
        return False
    if _HEXADECIMAL.fullmatch(text) and not (len(text) == 15 and salesforce_id(text)):
        return False
    rest = token[2]
    if rest.upper() == rest or rest.lower() == rest:
        return False
    return bool(_BETWEEN.search(text)) or len(_STEP.findall(text)) >= 3


def salesforce_id(text: str) -> str:
    """The 18 characters of a Salesforce id, or ``""`` if the text is not built like one.

    >>> salesforce_id("a0D30000001n7Pi"), salesforce_id("A0D30000001N7PIEAI")
    ('a0D30000001n7PiEAI', 'a0D30000001n7PiEAI')
    """
    match = _SALESFORCE.fullmatch(text)
    if match is None:
        return ""
    body, suffix = match[1], (match[2] or "").upper()
    if not suffix or _suffix(body) == suffix:
        return body + (suffix or _suffix(body))
    if body.upper() != body and body.lower() != body:
        return ""
    restored = _recased(body.lower(), suffix)
    return restored + suffix if _suffix(restored) == suffix else ""


def _suffix(body: str) -> str:
    """Which characters of three groups of five are upper case, the leftmost the lowest bit."""
    bits = sum(1 << i for i, character in enumerate(body) if "A" <= character <= "Z")
    return "".join(_SYMBOLS[bits >> shift & 31] for shift in (0, 5, 10))


def _recased(body: str, suffix: str) -> str:
    bits = sum(_SYMBOLS.index(symbol) << 5 * i for i, symbol in enumerate(suffix))
    return "".join(c.upper() if bits >> i & 1 else c for i, c in enumerate(body))
