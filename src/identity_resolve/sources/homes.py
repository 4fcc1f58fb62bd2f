"""Where a record is at home: the state or province of its address, or of a number that one gave out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import polars as pl

from identity_resolve.arrays import Column
from identity_resolve.fingerprint import fingerprint_texts
from identity_resolve.keeping import Keep, kept
from identity_resolve.kinds.tables import read_rows

__all__ = ["home_among", "homes_of"]


def homes_of(columns: Mapping[str, Column]) -> Column | None:
    """The home of each record as a column, if any has one.

    Args:
        columns: the parts of the records.
    """
    told = [part for part in HOMES if part in columns]
    texts = [HOMES[part](pl.Series(columns[part].values, dtype=pl.String)) for part in told]
    known = sorted({text for found in texts for text in found.unique().to_list()} - {""})
    if not known:
        return None
    home = np.full(len(columns[told[0]].codes[0]), -1, dtype=np.int32)
    for part, found in zip(told, texts, strict=True):
        code_of = found.replace_strict(
            known, range(len(known)), default=-1, return_dtype=pl.Int32
        ).to_numpy()
        for held in columns[part].codes:
            home = np.where(home < 0, np.append(code_of, np.int32(-1)).take(held), home)
    return Column(known, fingerprint_texts(known), (home,))


def home_among(parts: Mapping[str, Sequence[str | None]]) -> str | None:
    """The home of a record, as `homes_of` finds it.

    Args:
        parts: part name to canonical texts, one a slot.

    >>> home_among({"phone": ["+13125550123"], "license": ["US-CA:D1234567"]})
    'CA'
    >>> home_among({"phone": ["+442079460018", "+13125550123"]})
    'IL'
    """
    texts = ((HOMES[part], text) for part in HOMES for text in parts.get(part, ()) if text)
    found = (kept(keep, [text])[0] for keep, text in texts)
    return next(filter(None, found), None)


def _of_issuers(numbers: pl.Series) -> pl.Series:
    return numbers.str.extract(r"^[A-Z]{2}-([A-Z]+):").fill_null("")


def _of_areas(phones: pl.Series) -> pl.Series:
    area = phones.str.extract(r"^\+1(\d{3})")
    return area.replace_strict(_regions(), default="", return_dtype=pl.String)


@cache
def _regions() -> Mapping[str, str]:
    """States and provinces by area code."""
    rows = read_rows("area_codes.csv")
    return {code: row["region"] for row in rows for code in row["area_codes"].split()}


def _of_issuer(number: str) -> str:
    found = re.match("[A-Z]{2}-([A-Z]+):", number)
    return found.group(1) if found else ""


def _of_area(phone: str) -> str:
    return _regions().get(phone[2:5], "") if phone.startswith("+1") else ""


HOMES: Mapping[str, Keep] = {
    "region": Keep(str, lambda regions: regions),
    "license": Keep(_of_issuer, _of_issuers),
    "plate": Keep(_of_issuer, _of_issuers),
    "phone": Keep(_of_area, _of_areas),
}
"""What tells a home, the surest first: people keep a phone number when they move."""
