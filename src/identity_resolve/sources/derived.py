"""Parts of records that follow from others, or from how and when they came: channel, day, year of birth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from identity_resolve.arrays import BORN, CHANNEL, SEEN, Column
from identity_resolve.fingerprint import fingerprint_texts
from identity_resolve.sources.times import YEARS, read_year

__all__ = ["born_of", "channel_among", "channels_of", "seen_of"]


def seen_of(times: pl.Series) -> dict[str, Column]:
    """The day of each record as a part of its own, where there are times."""
    days = times.dt.date()
    if days.null_count() == len(days):
        return {}
    known = days.drop_nulls().unique().sort()
    code = pl.Series(range(len(known)), dtype=pl.Int32)
    held = days.replace_strict(known, code, default=-1, return_dtype=pl.Int32).to_numpy()
    texts = known.cast(pl.String).to_list()  # years have four digits, so in order as texts too
    return {SEEN: Column(texts, fingerprint_texts(texts), (held,))}


def born_of(columns: Mapping[str, Column], years: pl.Series, times: pl.Series) -> dict[str, Column]:
    """The year of birth by age, where the year of the record is told, or else its time."""
    if "age" not in columns:
        return {}
    told = {text: read_year(text) for text in years.drop_nulls().unique().to_list()}
    year = years.replace_strict(told, return_dtype=pl.Int32, default=None)
    taken = year.fill_null(times.dt.year()).fill_null(-1).to_numpy()
    [codes] = columns["age"].codes
    ages = np.array([int(text) for text in columns["age"].values], dtype=np.int32)
    born, held = taken - ages[codes], (codes >= 0) & (taken >= YEARS.start) & (taken < YEARS.stop)
    if not held.any():
        return {}
    known, which = np.unique(born[held], return_inverse=True)
    found = np.full(len(codes), -1, dtype=np.int32)
    found[held] = which
    texts = [str(one) for one in known.tolist()]  # of four digits, so in order as texts too
    return {BORN: Column(texts, fingerprint_texts(texts), (found,))}


def channels_of(channels: pl.Series, sources: pl.Series) -> dict[str, Column]:
    """The channel of each record, or else its source, as a part of its own."""
    pairs = pl.DataFrame({"channel": channels, "source": sources})
    told = pairs.unique(maintain_order=True)
    found = [channel_among(*row) for row in told.iter_rows()]
    texts = sorted(set(found))
    code = {text: i for i, text in enumerate(texts)}
    told = told.with_columns(code=pl.Series([code[text] for text in found], dtype=pl.Int32))
    held = pairs.join(told, on=["channel", "source"], nulls_equal=True, maintain_order="left")
    return {CHANNEL: Column(texts, fingerprint_texts(texts), (held["code"].to_numpy(),))}


def channel_among(channel: str | None, source: str) -> str:
    """The channel of one record, or else its source.

    >>> channel_among(" Web  Chat", "contacts"), channel_among(None, "contacts")
    ('web chat', 'contacts')
    """
    return " ".join((channel or "").split()).casefold() or source
