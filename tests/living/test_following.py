"""Who follows the change feed misses nothing."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from identity_resolve import Resolver
from identity_resolve.living.answers import Happened
from tests.life import Life, Name

Held = dict[str, frozenset[Name]]


def held_by(book: Resolver, names: list[Name]) -> Held:
    """Id of each customer to its records."""
    found: dict[str, set[Name]] = {}
    for name in names:
        found.setdefault(book.customer_of(*name), set()).add(name)
    return {customer: frozenset(records) for customer, records in found.items()}


def ends(events: list[Happened]) -> dict[str, str | None]:
    """Ids that ended, and where they lead."""
    return {e.customer_id: e.other_id for e in events if e.what in ("redirected", "ended")}


@settings(max_examples=15)
@given(seed=st.integers(0, 10**9), steps=st.integers(1, 40))
@example(seed=39, steps=22)
@example(seed=101466021, steps=12)
def test_every_customer_that_changes_is_named_and_every_id_that_ends_says_where_it_leads(
    seed: int, steps: int
) -> None:
    life = Life(seed)
    before: Held = {}
    cursor = 0
    for step in range(steps):
        life.step(step % 25)
        after = held_by(life.book, sorted(life.records))
        events = life.book.events(cursor)
        named = {e.customer_id for e in events} | {e.other_id for e in events}
        changed = {c for c in before.keys() | after.keys() if before.get(c) != after.get(c)}
        assert changed <= named, [(e.what, e.customer_id, e.other_id) for e in events]
        over = ends(events)
        assert over.keys() >= before.keys() - after.keys()
        assert all(target is None or target in after for target in over.values())
        assert over.keys().isdisjoint(after)
        cursor, before = (events[-1].cursor if events else cursor), after
