"""The words of texts, in arrays: block keys and comparisons weigh them by how rare they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from identity_resolve.arrays import IntArray

__all__ = ["Words", "split_words", "words_table"]


def words_table(part: str) -> str:
    """Under which name a model keeps how common the words of a part are.

    >>> words_table("text:title")
    'words of text:title'
    """
    return f"words of {part}"


@dataclass(frozen=True, slots=True)
class Words:
    """The distinct words of each of many texts.

    Attributes:
        words: the distinct words of all texts, sorted.
        start: int64 of shape (texts + 1,), where the words of each text begin in `code`.
        code: int32 of shape (entries,), positions in `words`, ascending within a text.
    """

    words: Sequence[str]
    start: npt.NDArray[np.int64]
    code: IntArray

    @property
    def owner(self) -> IntArray:
        """Which text each entry of `code` belongs to: int32 of shape (entries,)."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), np.diff(self.start))

    def count(self, texts: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """How often each word occurs where each text occurs so often: float64 of shape (words,)."""
        counts = np.bincount(self.code, weights=texts[self.owner], minlength=len(self.words))
        return counts.astype(np.float64)


def split_words(texts: Sequence[str]) -> Words:
    """The words of texts, which are parted by blanks.

    >>> found = split_words(["blue sky", "sky sky"])
    >>> found.words, found.start.tolist(), found.code.tolist()
    (['blue', 'sky'], [0, 2, 3], [0, 1, 1])
    """
    frame = pl.DataFrame({"word": texts}, schema={"word": pl.String}).with_row_index("text")
    held = frame.with_columns(pl.col("word").str.split(" ")).explode("word").unique()
    words = held["word"].unique().sort()
    known = words.to_frame().with_row_index("code")
    found = held.join(known, on="word").sort("text", "code")
    counts = np.bincount(found["text"].to_numpy(), minlength=len(texts))
    return Words(
        words.to_list(),
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        found["code"].cast(pl.Int32).to_numpy(),
    )
