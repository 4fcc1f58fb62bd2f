"""Driver's licenses: a number means something only with the state that issued it."""

from __future__ import annotations

import re

from identity_resolve.domain import IdentifierClass
from identity_resolve.kinds.base import Kind
from identity_resolve.kinds.number import TAIL, NumberRules, number_row

__all__ = ["LICENSES"]

_SEPARATORS_BUT_STAR = re.compile(r"(?:[^\w*]|_)+")


def keep_star(text: str) -> str:
    """Without separators, but with the stars that pad old Washington licenses."""
    return _SEPARATORS_BUT_STAR.sub("", text).strip("*")


LICENSES: tuple[Kind, ...] = (
    number_row(
        "license",
        "driver's license",
        IdentifierClass.PERSON_KEY,
        1,
        rules=NumberRules(4, 25, "licence", needs_digit=True, by_state=True, compact=keep_star),
        headers=(
            rf"(?:(?:drivers?|driving|operators?)_?)?(?:licen[sc]es?|lic)(?:{TAIL})?"
            rf"|d_?l_?n?(?:{TAIL})?"
        ),
        examples=("D7654321", "CA D7654321", "S530-4607-9042", "N0042117 (CA)"),
    ),
)
