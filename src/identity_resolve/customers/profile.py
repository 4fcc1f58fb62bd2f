"""The golden record: for each customer and part one value, and the record it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

from identity_resolve.arrays import BORN, CHANNEL, HOME, SEEN, Column, IntArray, Records, run_starts
from identity_resolve.kinds import KINDS
from identity_resolve.threads import in_threads

__all__ = ["SURVIVORSHIP", "Survivorship", "golden_records"]

Survivorship: TypeAlias = Literal["most recent", "most frequent", "most complete"]

ADDRESS = tuple(part for part in KINDS["address"].parts)
HIDDEN = frozenset({"mailbox", SEEN, BORN, CHANNEL, HOME})
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
    *,
    first: IntArray,
    threads: int = 1,
) -> pl.DataFrame:
    """One row a customer: per part the surviving value and where it is from.

    Args:
        records: the records.
        customer: int32 of shape (records,), the first row of each record's customer.
        table: record_id and time (a sortable timestamp, or null) of each record.
        survivorship: part to rule, over `SURVIVORSHIP`.
        first: int32 of shape (customers,), first row of each customer, in the order wanted.
        threads: parts worked on at a time.

    Returns:
        Per part the value and, as ``<part>_from``, a record id.
    """
    rules = {**SURVIVORSHIP, **survivorship}
    ordered = _by_customer(customer, table["time"])
    wanted = ordered.number[first]
    ids = table["record_id"]

    def work(part: str) -> tuple[pl.Series, pl.Series]:
        texts = pl.Series(records.columns[part].values, dtype=pl.String)
        rule = rules.get(part, "most frequent")
        code, row = _survivors(ordered, records.columns[part], texts, rule)
        return _gather(_shown(part, texts), code[wanted]), _gather(ids, row[wanted])

    parts = [part for part in records.columns if part not in HIDDEN and part not in ADDRESS]
    result: dict[str, pl.Series] = {}
    for part, (values, origins) in zip(parts, in_threads(work, parts, threads), strict=True):
        result[part], result[f"{part}_from"] = values, origins
    row = _address_rows(ordered, records, rules["address"])[wanted]
    if (row >= 0).any():
        for part in ADDRESS:
            if part in records.columns:
                column = records.columns[part]
                texts = _shown(part, pl.Series(column.values, dtype=pl.String))
                result[part] = _gather(texts, np.append(column.codes[0], -1)[row])
        result["address_from"] = _gather(ids, row)
    return pl.DataFrame(result)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """Records by customer, within a customer the earliest first, those without time before them.

    Attributes:
        customers: int32 of shape (customers,), first row of each customer, ascending.
        number: int32 of shape (records,), position in `customers` of each that is such a row.
        position: int32 of shape (records,), which customer each record in this order is of.
        row: int32 of shape (records,), the records in this order.
        time: int64 of shape (records,), rank of the time of each record in this order; 0 for none.
    """

    customers: IntArray
    number: IntArray
    position: IntArray
    row: IntArray
    time: npt.NDArray[np.int64]


def _by_customer(customer: IntArray, time: pl.Series) -> _Ordered:
    rank = time.rank("dense").fill_null(0).cast(pl.Int64).to_numpy()
    row = np.argsort((customer.astype(np.int64) << 32) | rank, kind="stable").astype(np.int32)
    is_first = customer == np.arange(len(customer), dtype=np.int32)
    number = (np.cumsum(is_first) - 1).astype(np.int32)
    first = np.flatnonzero(is_first).astype(np.int32)
    return _Ordered(first, number, number[customer[row]], row, rank[row])


def _survivors(
    ordered: _Ordered, column: Column, texts: pl.Series, rule: Survivorship
) -> tuple[IntArray, IntArray]:
    """Per customer the surviving code and the latest row that has it: int32 (customers,), or -1."""
    code = np.full(len(ordered.customers), -1, dtype=np.int32)
    row = np.full(len(ordered.customers), -1, dtype=np.int32)
    slots = [codes[ordered.row] for codes in column.codes]
    known = [np.flatnonzero(codes >= 0) for codes in slots]
    held = np.concatenate(known)
    codes = np.concatenate([c[where] for c, where in zip(slots, known, strict=True)])
    if len(column.codes) > 1:
        order = np.argsort(held, kind="stable")
        held, codes = held[order], codes[order]
    position = ordered.position[held]
    ends = np.r_[run_starts(position)[1:], len(position)][: len(position)] - 1
    code[position[ends]], row[position[ends]] = codes[ends], ordered.row[held[ends]]
    contested = np.zeros(len(code), dtype=np.bool_)
    contested[position[codes != code[position]]] = True
    some = np.flatnonzero(contested[position])
    best = _strongest(position[some], codes[some], held[some], ordered, texts, rule)
    code[best["position"]], row[best["position"]] = best["code"], best["row"]
    return code, row


def _strongest(
    position: IntArray,
    codes: IntArray,
    held: npt.NDArray[np.intp],
    ordered: _Ordered,
    texts: pl.Series,
    rule: Survivorship,
) -> pl.DataFrame:
    """Where a customer has several values: position, code and row of the one that survives."""
    lengths = texts.gather(codes.astype(np.uint32)).str.len_chars()
    counted = (
        pl.DataFrame(
            {
                "position": position,
                "code": codes,
                "length": lengths,
                "time": ordered.time[held],
                "row": ordered.row[held],
            }
        )
        .group_by("position", "code", maintain_order=True)
        .agg(
            pl.col("length").first(),
            count=pl.len(),
            latest=pl.col("time").max(),
            row=pl.col("row").last(),
        )
    )
    orders = {
        "most recent": ["latest", "count", "length"],
        "most frequent": ["count", "latest", "length"],
        "most complete": ["length", "count", "latest"],
    }
    keys = orders[rule]
    return counted.sort([*keys, "code"], descending=[True] * len(keys) + [False]).unique(
        "position", keep="first", maintain_order=True
    )


def _shown(part: str, texts: pl.Series) -> pl.Series:
    """Values as people read them."""
    if part in TITLED:
        return texts.str.to_titlecase()
    return texts.str.strip_prefix(":") if ":" in part or part in KINDS else texts


def _gather(texts: pl.Series, index: IntArray) -> pl.Series:
    """Elements at an index; null at -1."""
    held = pl.Series(index >= 0)
    where = pl.select(pl.when(held).then(pl.Series(index))).to_series()
    return texts.gather(where.cast(pl.UInt32))


def _address_rows(ordered: _Ordered, records: Records, rule: Survivorship) -> IntArray:
    """The row whose address survives, the most recent or the fullest: int32 (customers,), or -1."""
    row = np.full(len(ordered.customers), -1, dtype=np.int32)
    held = [records.columns[p].codes[0] >= 0 for p in ADDRESS if p in records.columns]
    if not held:
        return row
    filled = np.sum(held, axis=0)[ordered.row]
    keys = (ordered.time, filled) if rule == "most recent" else (filled, ordered.time)
    some = np.flatnonzero(filled > 0)
    order = some[np.lexsort((-ordered.row[some], keys[1][some], keys[0][some]))]
    row[ordered.position[order]] = ordered.row[order]  # the last written is the strongest
    return row
