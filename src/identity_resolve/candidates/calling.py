"""What a given name sounds like in full: nicknames meet the names they are short for."""

from __future__ import annotations

from identity_resolve.keeping import Keep, sound_of
from identity_resolve.kinds.nickname import find_formal_names

__all__ = ["full_sound", "full_sound_of"]


def full_sound_of(name: str) -> str:
    """The sound of a given name, of a nickname that of the name it is most likely short for.

    >>> [full_sound_of(name) for name in ("mike", "micheal", "michael", "jose")]
    ['m24', 'm24', 'm24', 'j2']
    """
    return sound_of(next(iter(find_formal_names(name)), name))


full_sound = Keep(full_sound_of)
"""The sound of each given name."""
