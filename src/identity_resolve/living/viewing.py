"""Customers as they are, and as they were."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import polars as pl

from identity_resolve.customers.profile import ADDRESS, golden_records
from identity_resolve.domain import IdentifierClass
from identity_resolve.kinds import KINDS
from identity_resolve.living.answers import Customer, HeldRecord, when
from identity_resolve.living.held import Held
from identity_resolve.living.naming import customer_id
from identity_resolve.living.prints import HALF
from identity_resolve.living.rows import Row
from identity_resolve.settings import Settings

__all__ = ["customer_at", "view_customer"]


_NOW = "SELECT rid, source, record_id, key, parts, raw, probability, stated, told FROM record "


def view_customer(held: Held, key: int, settings: Settings) -> Customer | None:
    """A customer by the key of the record it is called by; None where it has no records."""
    found = held.session.rows(_NOW + "WHERE customer = ? ORDER BY rid", key - HALF)
    return _customer(held, key, found, settings, _household(held, key)) if found else None


def customer_at(held: Held, key: int, at: int, settings: Settings) -> Customer | None:
    """What was known of a customer at a point in time.

    Args:
        held: the store.
        key: of the record that the id asked for is of; at that time it led to a customer.
        at: microseconds since 1970.
        settings: of the store.
    """
    called = _called_at(held, key, at)
    if called is None:
        return None
    rids = [
        *held.session.rows(
            "SELECT rid FROM record WHERE customer = ? AND since <= ?", called - HALF, at
        ),
        *held.session.rows(
            "SELECT rid FROM past_customer WHERE customer = ? AND since <= ? AND until > ?",
            *(called - HALF, at, at),
        ),
    ]
    found = [row for (rid,) in sorted(set(rids)) for row in _stated_at(held, rid, at)]
    return _customer(held, called, found, settings, ()) if found else None


def _called_at(held: Held, key: int, at: int) -> int | None:
    """The customer that a record was of at a point in time."""
    for statement in (
        "SELECT customer FROM record WHERE key = ? AND since <= ?",
        "SELECT p.customer FROM past_customer p JOIN record r ON r.rid = p.rid "
        "WHERE r.key = ? AND p.since <= ? AND p.until > ?",
        "SELECT p.customer FROM past_customer p JOIN anchor r ON r.rank = p.rid "
        "WHERE r.key = ? AND p.since <= ? AND p.until > ?",
    ):
        times = (at,) * (statement.count("?") - 1)
        for (customer,) in held.session.rows(statement, key - HALF, *times):
            return int(customer) + HALF
    return None


def _stated_at(held: Held, rid: int, at: int) -> list[tuple[object, ...]]:
    now = held.session.rows(_NOW + "WHERE rid = ? AND stated <= ?", rid, at)
    return now or held.session.rows(
        "SELECT rid, source, record_id, key, parts, raw, 1.0, since, 0 FROM past_record "
        "WHERE rid = ? AND since <= ? AND until > ?",
        *(rid, at, at),
    )


def _customer(
    held: Held,
    key: int,
    found: Sequence[Sequence[object]],
    settings: Settings,
    household: Sequence[str],
) -> Customer:
    rows, records, told = [], [], {}
    for rid, source, record_id, of, parts, raw, chance, stated, time in found:
        number = int(str(rid))
        row = Row(
            number,
            int(str(source)),
            str(record_id),
            int(str(of)) + HALF,
            number,
            json.loads(str(parts)),
        )
        name = held.sources.names[row.source]
        rows.append(row)
        told[number] = int(str(time))
        records.append(
            HeldRecord(
                name,
                row.record_id,
                json.loads(str(raw)),
                float(str(chance)),
                when(int(str(stated))),
            )
        )
    profile, provenance = _golden(held, rows, told, settings)
    return Customer(
        customer_id(key), profile, provenance, _identifiers(rows), tuple(records), tuple(household)
    )


def _golden(
    held: Held, rows: Sequence[Row], told: Mapping[int, int], settings: Settings
) -> tuple[dict[str, str], dict[str, str]]:
    small = held.world(rows)
    table = pl.DataFrame(
        {
            "record_id": [f"{held.sources.names[r.source]}/{r.record_id}" for r in small.rows],
            "time": pl.Series([told[r.rid] or None for r in small.rows], dtype=pl.Int64),
        }
    )
    one = np.zeros(len(small.rows), dtype=np.int32)
    golden = golden_records(small.records, one, table, settings.survivorship, first=one[:1])
    values = golden.row(0, named=True) if golden.height else {}  # records may say nothing
    profile = {k: v for k, v in values.items() if v is not None and not k.endswith("_from")}
    source = {k.removesuffix("_from"): v for k, v in values.items() if k.endswith("_from") and v}
    if "address" in source:
        whole = source.pop("address")
        source |= {part: whole for part in ADDRESS if part in profile}
    return profile, source


def _identifiers(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        for part, texts in row.parts.items():
            kind = KINDS.get(part.partition(":")[0])
            if (
                kind
                and kind.identifier_class is not IdentifierClass.ATTRIBUTE
                and part not in ADDRESS
            ):
                held = found.setdefault(part, {})
                held.update((text.removeprefix(":"), None) for text in texts if text)
    return {part: tuple(texts) for part, texts in sorted(found.items())}


def _household(held: Held, key: int) -> list[str]:
    """Customers directly related to one: more likely of one household than strangers."""
    statement = (
        "SELECT DISTINCT o.customer FROM record r JOIN edge e ON e.a = r.rid "
        "JOIN record o ON o.rid = e.b WHERE r.customer = ? AND e.related >= 0 AND o.customer <> ?"
    )
    found = held.session.rows(statement, key - HALF, key - HALF)
    return sorted(customer_id(customer + HALF) for (customer,) in found)
