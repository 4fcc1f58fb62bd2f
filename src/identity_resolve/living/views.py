"""Questions to a living graph. They change nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from identity_resolve.living import viewing
from identity_resolve.living.answers import Customer, Found, Happened, happened
from identity_resolve.living.desk import Desk
from identity_resolve.living.events import EVENT, Event, from_stored
from identity_resolve.living.finding import cells_of_text, find_customers
from identity_resolve.living.held import Held
from identity_resolve.living.naming import customer_id, find_customer, key_of_id
from identity_resolve.living.prints import HALF, signed
from identity_resolve.living.rows import key_of

__all__ = ["count", "customer", "customer_at", "customer_of", "events", "find", "told"]


def count(desk: Desk) -> int:
    """How many records there are."""
    with desk.store.reading() as session:
        return int(session.rows("SELECT count(*) FROM record")[0][0])


def find(desk: Desk, text: str, values: Mapping[str, str], *, limit: int) -> list[Found]:
    """Customers that may be the one asked for."""
    cells = {**(cells_of_text(text) if text else {}), **{k: str(v) for k, v in values.items()}}
    with desk.reading() as (held, frozen):
        return find_customers(held, frozen, cells, limit=limit)


def customer(desk: Desk, customer_id: str) -> Customer:
    """A customer by any id it ever had."""
    with desk.reading() as (held, frozen):
        key = find_customer(held, customer_id)
        found = viewing.view_customer(held, key, frozen.settings) if key is not None else None
    if found is None:
        raise KeyError(f"customer {customer_id} has ended: its records were withdrawn or erased")
    return found


def customer_of(desk: Desk, source: str, record_id: str) -> str:
    """The id of the customer that a record is of."""
    with desk.reading() as (held, _):
        rows = held.rows_by_key([key_of(source, record_id)])
    if not rows:
        raise KeyError(f"no such record: {source}/{record_id}")
    return customer_id(rows[0].customer)


def customer_at(desk: Desk, customer_id: str, at: int) -> Customer:
    """A customer as it was."""
    key = key_of_id(customer_id)
    with desk.reading() as (held, frozen):
        found = viewing.customer_at(held, key, at, frozen.settings) if key is not None else None
    if found is None:
        raise KeyError(f"no such customer then: {customer_id}")
    return found


def events(desk: Desk, since: int, *, limit: int) -> list[Happened]:
    """The change feed behind a cursor."""
    settled = desk.store.settled()  # before the session is opened: it must see all of these
    with desk.reading() as (held, _):
        columns = ", ".join(EVENT)
        statement = (
            f"SELECT {columns} FROM event WHERE number > ? AND number <= ? ORDER BY number LIMIT ?"
        )
        rows = held.session.rows(statement, since, settled, limit)
        return told(held, [from_stored(row) for row in rows])


def told(held: Held, found: Sequence[Event]) -> list[Happened]:
    """Events for applications."""
    names = _names(held, {e.record for e in found if e.record is not None})
    return [happened(event, names) for event in found]


def _names(held: Held, keys: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Source and id of records, also of those withdrawn."""
    wanted = signed(keys)
    rows = held.session.rows(
        "SELECT key, source, record_id FROM past_record WHERE key IN {set}", wanted
    )
    rows += held.session.rows(
        "SELECT key, source, record_id FROM record WHERE key IN {set}", wanted
    )
    return {key + HALF: (held.sources.names[source], name) for key, source, name in rows}
