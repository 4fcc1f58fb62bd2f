"""North American numbers in their ordinary forms, read without the library and many times as fast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.base import Parsed, Plain
from identity_resolve.kinds.phone_plan import NANP_REGIONS, keep_digits

if TYPE_CHECKING:
    import polars as pl

__all__ = ["NOT_DIGIT", "read_abroad", "read_nanp", "read_nanps", "toll_free_digits"]

NOT_DIGIT = re.compile(r"\D+")

_NANP = re.compile(
    r"\s*(?:\+?1[-.\s]*)?\(?([2-9]\d\d)\)?[-.\s/]*(\d{3})[-.\s]*(\d{4})(?:\.0)?\s*", re.ASCII
)
_WITH_LOCAL_DIALING = frozenset({"US", "CA"})
_LOCAL = re.compile(r"\s*(?!310)[2-9]\d\d[-.\s]?\d{4}\s*", re.ASCII)
"""A number of the US or Canada without its area code; 310 may be dialed so in all of Canada."""

_ABROAD = re.compile(
    r"(?!\d{3}-\d\d-\d{4}\Z)\(?0(?![\s()-]*(?:0|1[\s()-]*1))(?:[\s()-]*\d){8,14}", re.ASCII
)
"""National numbers of other plans: no North American one begins so, and no date is as long, but a
social security number is."""

_FAKE_LOCALS = frozenset({digit * 7 for digit in "0123456789"} | {"5551212"})  # 1212: directory
_COUNTED_DOWN = "9876543210"
_NANPS = (
    r"^(?:\+?1[-. ]{0,3})?\(?[2-9][0-9]{2}\)?[-. /]{0,3}[0-9]{3}[-. ]{0,3}[0-9]{4}$"  # as `_NANP`
)
_TOLL_FREE = re.compile(
    r"(?:\+?1[\s.-]*)?\(?8(?:00|33|44|55|66|77|88)\)?[\s.-]*[\w\s.-]+", re.ASCII
)
_LENGTH = 10


def read_nanp(text: str, extension: str, region: str) -> Parsed | None:
    """The parts of a number in an ordinary form, a reason where nobody has it, None in other forms.

    >>> read_nanp("(212) 555-0143", "", "US"), read_nanp("555-0143", "9", "US")
    (('+12125550143', ''), ('5550143', '9'))
    >>> read_nanp("212-555-0143", "", "DE") is None
    True
    """
    if region not in NANP_REGIONS and text[:2] != "+1":
        return None
    if match := _NANP.fullmatch(text):
        national = "".join(match.groups())
        if national[3:] in _FAKE_LOCALS or national == _COUNTED_DOWN:
            return Reason.PLACEHOLDER
        return "+1" + national, extension
    if region in _WITH_LOCAL_DIALING and _LOCAL.fullmatch(text):
        return keep_digits(NOT_DIGIT.sub("", text), extension)
    return None


def read_nanps(texts: pl.Series, context: Context) -> Plain | None:
    """What `read_nanp` finds in texts without an extension."""
    if context.region not in NANP_REGIONS:
        return None
    national = texts.str.replace_all("[^0-9]", "").str.tail(_LENGTH)
    odd = national.str.slice(3).is_in(sorted(_FAKE_LOCALS)) | (national == _COUNTED_DOWN)
    return Plain(texts.str.contains(_NANPS) & ~odd, ("+1" + national, None))


def read_abroad(text: str, region: str) -> Parsed | None:
    """The digits of a national number that cannot be North American; None in other forms.

    >>> read_abroad("03 6818 2862", "US"), read_abroad("212-555-0143", "US")
    (('0368182862', ''), None)
    """
    if region in _WITH_LOCAL_DIALING and _ABROAD.fullmatch(text):
        return keep_digits(NOT_DIGIT.sub("", text), "")
    return None


def toll_free_digits(text: str, digits: str, region: str) -> str:
    """The digits that are dialed of a toll-free number spelled with too many letters, or ``""``.

    >>> toll_free_digits("1-800-MICROSOFT", "180064276763", "US")
    '8006427676'
    """
    if region not in NANP_REGIONS or not _TOLL_FREE.fullmatch(text):
        return ""
    return digits.removeprefix("1")[:_LENGTH]
