"""Block keys of one record, in whole numbers: as `entries_of` gives them to many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import TypeAlias

import numpy as np

from identity_resolve.arrays import Column
from identity_resolve.candidates.entries import Token
from identity_resolve.candidates.rules import BlockRule, Way
from identity_resolve.candidates.spelled import BEGINNING, LETTERS
from identity_resolve.candidates.wording import word_keys
from identity_resolve.fingerprint import combine_one, fingerprint_text, fingerprint_texts, mix_one
from identity_resolve.keeping import kept_print
from identity_resolve.spelling import LEAST, SHORTENED, WRITTEN, called, letters_of, local_text

__all__ = ["keys_of"]

Parts: TypeAlias = Mapping[str, Sequence[str | None]]

_ALL = (1 << 64) - 1
_BASE = letters_of("a")[1]


def keys_of(rule: BlockRule, parts: Parts) -> list[int]:
    """The block keys a rule, not one for near values, gives to a record, `salted`.

    Args:
        rule: the rule.
        parts: part name to the texts the record has, one a slot.
    """
    keys: Iterable[int]
    match rule.way:
        case Way.WORDED:
            keys = _worded(_texts(parts, rule.tokens[0].part))
        case Way.SPELLED | Way.INITIAL:
            keys = _spelled(parts, initial=rule.way is Way.INITIAL)
        case Way.SHORTENED:
            keys = _short(parts)
        case _:
            keys = _compound(parts, rule.tokens)
    salt = fingerprint_text(rule.name)
    return [combine_one(salt, key) & ~1 | rule.rare for key in keys]


def _texts(parts: Parts, part: str) -> list[str]:
    return [text for text in parts.get(part, ()) if text]


def _compound(parts: Parts, tokens: Sequence[Token]) -> Iterator[int]:
    for first, *others in product(*(_prints(parts, token) for token in tokens)):
        key = first
        for following in others:
            key = combine_one(key, following)
        if key:
            yield key


def _prints(parts: Parts, token: Token) -> list[int]:
    texts = _texts(parts, token.part)
    if token.keep is None:
        return [fingerprint_text(text) for text in texts]
    return [kept_print(token.keep, text) for text in texts]


def _worded(texts: Sequence[str]) -> list[int]:
    codes = np.arange(len(texts), dtype=np.int32)
    keys = [word_keys(Column(texts, fingerprint_texts(texts), (codes,))).keys] if texts else []
    return [key for found in keys for key in found.tolist()]


def _short(parts: Parts) -> Iterator[int]:
    yield from _compound(parts, (Token("given", LETTERS), Token("family", BEGINNING)))
    for handle in _texts(parts, SHORTENED):
        for given, family in called(handle):
            yield combine_one(fingerprint_text(given), fingerprint_text(family))


def _spelled(parts: Parts, *, initial: bool) -> Iterator[int]:
    for given, family in product(_texts(parts, "given"), _texts(parts, "family")):
        first, shift, letter, size, _ = letters_of(given)
        last, last_shift, *_ = letters_of(family)
        if initial:
            first, shift = letter, _BASE if size else 1
        if first and last:
            yield mix_one((first * last_shift + last) & _ALL)
            yield mix_one((last * shift + first) & _ALL)
    for text in (text for part in WRITTEN for text in _texts(parts, part)):
        letters, _, _, size, _ = letters_of(local_text(text))
        if size >= LEAST and letters:
            yield mix_one(letters)
