"""States, provinces and territories, and their postal abbreviations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import words

__all__ = ["find_subdivision"]

_NAMES = {
    "US": "american samoa:AS guam:GU puerto rico:PR us virgin islands:VI virgin islands:VI"
    " northern mariana islands:MP armed forces americas:AA armed forces europe:AE"
    " armed forces pacific:AP",
    "CA": "alberta:AB british columbia:BC manitoba:MB new brunswick:NB newfoundland:NL"
    " newfoundland and labrador:NL nova scotia:NS northwest territories:NT nunavut:NU ontario:ON"
    " ont:ON prince edward island:PE pei:PE quebec:QC que:QC saskatchewan:SK sask:SK yukon:YT",
    "AU": "australian capital territory:ACT new south wales:NSW northern territory:NT"
    " queensland:QLD south australia:SA tasmania:TAS victoria:VIC western australia:WA",
}


def _read_names(region: str) -> dict[str, str]:
    pairs = (chunk for chunk in _NAMES.get(region, "").replace(": ", ":").split(":"))
    names: dict[str, str] = {}
    name = next(pairs)
    for chunk in pairs:
        abbreviation, _, following = chunk.partition(" ")
        names[name] = abbreviation
        name = following
    return names
