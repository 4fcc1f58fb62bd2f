"""A store of an older version is brought up to date as a whole when it is opened; a newer one is refused."""

from random import Random

import pytest

from identity_resolve.errors import StoreError
from identity_resolve.resolver import Resolver
from identity_resolve.stores.migrations import STEPS, steps_from
from identity_resolve.stores.sqlite_ import SqliteStore
from tests.stores.people import record

NEXT = (
    *STEPS,
    ("ALTER TABLE record ADD COLUMN note TEXT", "UPDATE record SET note = 'kept since version 1'"),
)
BROKEN = (*STEPS, ("ALTER TABLE record ADD COLUMN note TEXT", "UPDATE record SET nothing = 1"))


def store_at(where, steps):
    if where.startswith("postgresql://"):
        from identity_resolve.stores.postgres_ import PostgresStore

        return PostgresStore(where, steps=steps)
    return SqliteStore(where, steps=steps)


@pytest.fixture
def older(lasting):
    with Resolver.open(lasting) as book:
        book.add([record(Random(n), str(n)) for n in range(5)])
    return lasting


def notes(store):
    with store.reading() as session:
        return session.rows("SELECT count(*), min(note) FROM record")


def test_an_older_store_is_brought_up_to_date(older):
    for _ in range(2):
        store = store_at(older, NEXT)
        assert notes(store) == [(5, "kept since version 1")]
        store.close()


def test_a_newer_store_is_refused(older):
    store_at(older, NEXT).close()
    with pytest.raises(StoreError, match="schema version 2, this library knows 1: upgrade"):
        Resolver.open(older)
    store = store_at(older, NEXT)
    assert notes(store) == [(5, "kept since version 1")]
    store.close()


def test_a_step_that_fails_leaves_all_as_it_was(older):
    with pytest.raises(StoreError):
        store_at(older, BROKEN)
    with Resolver.open(older) as book:
        assert len(book) == 5
        assert book.rebuild().differing == 0
    store_at(older, NEXT).close()


def test_a_new_store_takes_all_steps(lasting):
    store = store_at(lasting, NEXT)
    assert notes(store) == [(0, None)]
    store.close()


def test_steps_follow_one_another():
    assert steps_from(0, (("a", "b"), ("c",)), name="x") == ["a", "b", "c"]
    assert steps_from(1, (("a", "b"), ("c",)), name="x") == ["c"]
    assert steps_from(2, (("a", "b"), ("c",)), name="x") == []
