"""What happened to customers, as a feed that others can follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from identity_resolve.living.deciding import Decision
from identity_resolve.living.prints import HALF
from identity_resolve.living.rows import Row

__all__ = ["EVENT", "Event", "as_stored", "events_of", "from_stored"]


EVENT = ("number", "at", "what", "customer", "other", "record", "who")
"""Columns of the table of events."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a customer.

    Attributes:
        what: ``created`` by a record · ``joined`` by a record · ``updated``, a record of it ·
            ``merged`` with `other`, which ended · ``split``, `other` was part of it · ``moved``, a record
            that `other` lost to it · ``left`` by a withdrawn record · ``ended``, without records ·
            ``redirected``, its id now leads to `other` · ``erased``.
        customer: the customer, by the key of the record it is called by.
        other: the other customer, where there is one.
        record: key of the record, where there is one.
        number: ascending, in the order of what happened.
        at: when, in microseconds since 1970.
        who: on whose behalf.
    """

    what: str
    customer: int
    other: int | None = None
    record: int | None = None
    number: int = 0
    at: int = 0
    who: str = ""


def as_stored(event: Event) -> tuple[object, ...]:
    """An event as a row of its table."""
    other, record = (None if k is None else k - HALF for k in (event.other, event.record))
    return (
        *(event.number, event.at, event.what, event.customer - HALF),
        *(other, record, event.who),
    )


def from_stored(values: Sequence[object]) -> Event:
    """An event from a row of its table."""
    number, at, what, customer, other, record, who = values
    keys = [None if k is None else int(str(k)) + HALF for k in (customer, other, record)]
    return Event(
        str(what), keys[0] or 0, keys[1], keys[2], int(str(number)), int(str(at)), str(who)
    )


def events_of(
    decision: Decision,
    come: Sequence[Row],
    fresh: Collection[int],
    gone: Sequence[Row],
    *,
    erased: bool,
) -> list[Event]:
    """What a decision means for customers.

    Args:
        decision: what was decided.
        come: records that came or changed.
        fresh: rids of those that are new.
        gone: records that went.
        erased: whether they were erased, so that no event names them.
    """
    customers: dict[int, list[Row]] = {}
    for row in sorted(decision.rows, key=lambda row: row.rid):
        customers.setdefault(decision.customer[row.rid], []).append(row)
    events = [
        Event("erased", row.customer) if erased else Event("left", row.customer, record=row.key)
        for row in gone
    ]
    events += _updated(decision, come, fresh)
    for customer, rows in sorted(customers.items(), key=lambda item: item[1][0].rid):
        events += _grown(customer, rows, customers)
    events += _ended(decision, customers, gone)
    return events


def _updated(decision: Decision, come: Sequence[Row], fresh: Collection[int]) -> Iterator[Event]:
    for row in come:
        if row.rid not in fresh:
            yield Event("updated", decision.customer[row.rid], record=row.key)


def _grown(
    customer: int, rows: Sequence[Row], customers: Mapping[int, Sequence[Row]]
) -> Iterator[Event]:
    """What a customer became, or took from others."""
    were = dict.fromkeys(row.customer for row in rows if row.customer)
    if not were:
        yield Event("created", customer, record=rows[0].key)
    elif customer not in were:
        yield from (Event("split", was, other=customer) for was in were if was in customers)
    for was in were:
        if was != customer and was not in customers:
            yield Event("merged", customer, other=was)
        elif was != customer and customer in were:
            yield from (
                Event("moved", customer, other=was, record=r.key) for r in rows if r.customer == was
            )
    for row in rows[0 if were else 1 :]:
        if not row.customer:
            yield Event("joined", customer, record=row.key)


def _ended(
    decision: Decision, customers: Mapping[int, Sequence[Row]], gone: Iterable[Row]
) -> Iterator[Event]:
    """Customers that are no more: their ids lead to others, or nowhere."""
    leads: dict[int, int | None] = {row.customer: None for row in gone}
    for row in sorted(decision.rows, key=lambda row: -row.rid):
        if row.customer:
            leads[row.customer] = decision.customer[row.rid]
    by_key = {row.key: decision.customer[row.rid] for row in decision.rows}
    for was, to in leads.items():
        if was in customers:
            continue
        to = by_key.get(was, to)
        yield Event("ended", was) if to is None else Event("redirected", was, other=to)
