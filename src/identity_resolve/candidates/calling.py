"""What a given name sounds like in full: nicknames meet the names they are short for."""

from __future__ import annotations

import polars as pl

from identity_resolve.keeping import sound
from identity_resolve.kinds.nickname import find_formal_names

__all__ = ["full_sound"]


def full_sound(names: pl.Series) -> pl.Series:
    """The sound of a given name, of a nickname that of the name it is most likely short for.

    >>> full_sound(pl.Series(["mike", "micheal", "michael", "jose"])).to_list()
    ['m24', 'm24', 'm24', 'j2']
    """
    full = [next(iter(find_formal_names(name)), name) for name in names.to_list()]
    return sound(pl.Series(full, dtype=pl.String))
