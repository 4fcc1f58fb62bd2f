"""Errors of writing, hearing and scanning, shared by all simulated sets.

The kinds of error are those of GeCo (Tran, Vatsalan and Christen, CIKM 2013) and of pseudopeople's
documentation ("Column-based noise"): typing, phonetic and scanning errors, wrong digits, blanks.
How often each happens is said in the module of the set.
"""

from __future__ import annotations

import random
import string
from typing import TypeVar

from benchmarks.generator.capture import digit_typo as _digit_typo
from benchmarks.generator.capture import typo as _typo

__all__ = ["code", "damaged", "digit_typo", "maybe", "misread", "phonetic", "typo"]

T = TypeVar("T")

_LOOKS_LIKE = [
    pair.split(">")
    for pair in (
        "m>rn rn>m l>1 i>l o>0 O>0 S>5 B>8 e>c cl>d d>cl h>b I>l vv>w w>vv u>v 5>S 0>O 1>l 8>B "
        "6>b g>q n>ri"
    ).split()
]
_SOUNDS_LIKE = [
    pair.split(">")
    for pair in (
        "ph>f f>ph ck>k c>k k>c y>i ie>y ee>ea ll>l l>ll tt>t nn>n n>nn s>z z>s ei>ie sch>sh "
        "au>aw j>g th>t ey>y son>sen er>ar ai>ay qu>kw x>ks"
    ).split()
]


def typo(text: str, rng: random.Random) -> str:
    """One slip of the fingers."""
    return _typo(text, rng.random(), rng.random())


def digit_typo(text: str, rng: random.Random) -> str:
    """A wrong digit, or two neighbors swapped."""
    return _digit_typo(text, rng.random(), rng.random())


def phonetic(text: str, rng: random.Random) -> str:
    """Written as it sounds; never at the first letter."""
    found = [pair for pair in _SOUNDS_LIKE if pair[0] in text[1:]]
    if not found:
        return typo(text, rng)
    heard, written = rng.choice(found)
    at = text.index(heard, 1)
    return text[:at] + written + text[at + len(heard) :]


def misread(text: str, rng: random.Random) -> str:
    """One group of letters read as another of the same shape."""
    found = [pair for pair in _LOOKS_LIKE if pair[0] in text]
    if not found:
        return text
    printed, read = rng.choice(found)
    places = [at for at in range(len(text)) if text.startswith(printed, at)]
    at = rng.choice(places)
    return text[:at] + read + text[at + len(printed) :]


def damaged(text: str, rng: random.Random, rate: float) -> str:
    """The text, with one error at this rate: typed (half), misheard (3 in 10) or misread."""
    if not text or rng.random() >= rate:
        return text
    return rng.choices([typo, phonetic, misread], weights=[5, 3, 2])[0](text, rng)


def maybe(value: T, rng: random.Random, rate: float) -> T | None:
    """The value, or None at this rate: left blank."""
    return None if rng.random() < rate else value


def code(rng: random.Random, form: str) -> str:
    """Random text of a form: 9 is a digit, A a capital letter, x a hexadecimal digit.

    Example:
        >>> code(random.Random(1), "AA-999")
        'EL-141'
    """
    drawn = {"9": string.digits, "A": string.ascii_uppercase, "x": "0123456789abcdef"}
    return "".join(rng.choice(drawn[c]) if c in drawn else c for c in form)
