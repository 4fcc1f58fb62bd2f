"""Pieces of a text that may be a number: what stands between blanks, without its punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["PIECE", "find_windows", "has_digit", "is_digit_group", "is_group", "trim"]

PIECE = re.compile(r"[^\s\"“”|<>]+")
"""What stands between blanks, quotes, angles and the bars of a table."""

_MOST_PIECES = 9  # an IBAN in groups of four
_LONGEST, _LEAST_GROUPED = 256, 9
_OPENING, _CLOSING = "\"'“‘«<([{*_>", "\"'”’»>)]}*_.,;:!?…"
_DIGIT = re.compile(r"\d")
_GROUP = re.compile(r"[A-Z]{0,4}\d[A-Z\d]*|[A-Z]{2,4}", re.ASCII)
_DIGIT_GROUP = re.compile(r"[\d-]+", re.ASCII)


def has_digit(text: str) -> bool:
    """Whether there is a digit of any script."""
    return _DIGIT.search(text) is not None


def is_group(piece: str) -> bool:
    """Whether a piece may be one group of a number of capitals and digits."""
    return _GROUP.fullmatch(piece) is not None


def is_digit_group(piece: str) -> bool:
    """Whether a piece may be one group of a number of digits."""
    return _DIGIT_GROUP.fullmatch(piece) is not None


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the punctuation around it.

    >>> trim("(see 12345).", 5, 12)
    (5, 10)
    """
    while start < end and text[start] in _OPENING:
        start += 1
    while start < end and text[end - 1] in _CLOSING:
        end -= 1
    return start, end


def find_windows(text: str) -> Iterator[tuple[int, int]]:
    """Spans of one piece, and of several with blanks between that may be groups of one number.

    >>> text = "IBAN: GB29 NWBK 6016"
    >>> [text[start:end] for start, end in find_windows(text)]
    ['GB29', 'GB29 NWBK', 'GB29 NWBK 6016', 'NWBK 6016', '6016']
    """
    matches = [m for m in PIECE.finditer(text) if m.end() - m.start() <= _LONGEST]
    pieces = [trim(text, *match.span()) for match in matches]
    for first, (start, end) in enumerate(pieces):
        piece = text[start:end]
        if has_digit(piece) or "/" in piece:
            yield start, end
        if is_group(piece) or is_digit_group(piece):
            yield from _joined(text, start, end, pieces[first + 1 : first + _MOST_PIECES])


def _joined(
    text: str, start: int, end: int, following: list[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """The span of a group with one, two ... of those that follow."""
    for next_start, next_end in following:
        group = text[next_start:next_end]
        if text[end:next_start] != " " or not (is_group(group) or is_digit_group(group)):
            return
        end = next_end
        if end - start >= _LEAST_GROUPED:
            yield start, end
