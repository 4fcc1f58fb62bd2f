"""The golden record: for each customer and part one value, and the record it came from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import numpy as np
import polars as pl

from identity_resolve.domain import Column, IntArray, Records
from identity_resolve.kinds import KINDS

__all__ = ["SURVIVORSHIP", "Survivorship", "golden_records"]

Survivorship: TypeAlias = Literal["most recent", "most frequent", "most complete"]

ADDRESS = tuple(part for part in KINDS["address"].parts)
HIDDEN = frozenset({"mailbox"})
TITLED = frozenset({"given", "middle", "family", "street", "city", "locality"})

SURVIVORSHIP: Mapping[str, Survivorship] = {
    "given": "most complete",
    "middle": "most complete",
    "email": "most recent",
    "phone": "most recent",
    "address": "most recent",
}
"""Which value survives, by part; ``address`` stands for all its parts, which come from one record.
Where nothing is said: the most frequent."""


def golden_records(
    records: Records,
    customer: IntArray,
    table: pl.DataFrame,
    survivorship: Mapping[str, Survivorship],
) -> pl.DataFrame:
    """One row a customer: its first row, and per part the surviving value and where it is from.

    Args:
        records: the records.
        customer: int32 of shape (records,), the first row of each record's customer.
        table: record_id and time (a sortable timestamp, or null) of each record.
        survivorship: part to rule, over `SURVIVORSHIP`.

    Returns:
        Columns ``customer``, then per part the value and, as ``<part>_from``, a record id.
    """
    rules = {**SURVIVORSHIP, **survivorship}
    base = pl.DataFrame({"customer": customer, "row": np.arange(len(customer), dtype=np.int32)})
    base = base.with_columns(record_id=table["record_id"], time=table["time"])
    result = base.select("customer").unique().sort("customer")
    for part, column in records.columns.items():
        if part not in HIDDEN and part not in ADDRESS:
            chosen = _survivors(base, column, rules.get(part, "most frequent"))
            result = _attach(result, chosen, part, column)
    return _attach_address(result, base, records, rules["address"])


def _survivors(base: pl.DataFrame, column: Column, rule: Survivorship) -> pl.DataFrame:
    """Per customer the surviving code, and the latest record that has it."""
    slots = [base.with_columns(code=pl.Series(codes)) for codes in column.codes]
    held = pl.concat(slots).filter(pl.col("code") >= 0)
    lengths = pl.Series([len(v) for v in column.values], dtype=pl.Int32)
    held = held.with_columns(length=lengths.gather(held["code"].cast(pl.UInt32)))
    counted = (
        held.sort("time", "row", nulls_last=False)
        .group_by("customer", "code", maintain_order=True)
        .agg(
            count=pl.len(),
            latest=pl.col("time").max(),
            length=pl.col("length").first(),
            record_id=pl.col("record_id").last(),
        )
    )
    orders = {
        "most recent": ["latest", "count", "length"],
        "most frequent": ["count", "latest", "length"],
        "most complete": ["length", "count", "latest"],
    }
    keys = orders[rule]
    return counted.sort(
        [*keys, "code"], descending=[True] * len(keys) + [False], nulls_last=True
    ).unique("customer", keep="first", maintain_order=True)


def _attach(result: pl.DataFrame, chosen: pl.DataFrame, part: str, column: Column) -> pl.DataFrame:
    texts = pl.Series(column.values, dtype=pl.String).gather(chosen["code"].cast(pl.UInt32))
    if part in TITLED:
        texts = texts.str.to_titlecase()
    elif ":" in part or part in KINDS:
        texts = texts.str.strip_prefix(":")
    shown = chosen.select("customer", texts.alias(part), pl.col("record_id").alias(f"{part}_from"))
    return result.join(shown, on="customer", how="left")


def _attach_address(
    result: pl.DataFrame, base: pl.DataFrame, records: Records, rule: Survivorship
) -> pl.DataFrame:
    """All parts of the address from one record: the recent or the fullest."""
    parts = [part for part in ADDRESS if part in records.columns]
    if not parts:
        return result
    filled = np.sum([records.columns[p].codes[0] >= 0 for p in parts], axis=0)
    held = base.with_columns(filled=pl.Series(filled)).filter(pl.col("filled") > 0)
    keys = ["filled", "time"] if rule != "most recent" else ["time", "filled"]
    chosen = held.sort([*keys, "row"], descending=[True, True, False], nulls_last=True).unique(
        "customer", keep="first", maintain_order=True
    )
    shown = chosen.select("customer", pl.col("record_id").alias("address_from"))
    for part in parts:
        column = records.columns[part]
        codes = pl.Series(column.codes[0][chosen["row"].to_numpy()])
        texts = pl.Series([*column.values, None], dtype=pl.String)
        at = codes.cast(pl.Int64).to_numpy()
        text = texts.gather(np.where(at < 0, len(column.values), at))
        shown = shown.with_columns(
            (text.str.to_titlecase() if part in TITLED else text).alias(part)
        )
    ordered = shown.select("customer", *parts, "address_from")
    return result.join(ordered, on="customer", how="left")
