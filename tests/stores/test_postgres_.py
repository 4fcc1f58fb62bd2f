"""What PostgreSQL does differently: many write at once, and the server may be away."""

import sys
import threading
from contextlib import suppress
from random import Random

import psycopg
import pytest

from identity_resolve.errors import InternalError, MissingExtraError, StoreError
from identity_resolve.resolver import Resolver
from identity_resolve.stores import open_store
from identity_resolve.stores.base import Conflict
from identity_resolve.stores.postgres_ import PostgresStore
from tests.stores.cluster import running
from tests.stores.people import record
from tests.stores.test_contract import all_rows, in_threads, put


@pytest.fixture
def store(postgres):
    found = PostgresStore(postgres)
    yield found
    found.close()


# many at once


def meet(store):
    """Two sessions read what the other writes: none may be before the other."""
    with store.writing() as first:
        first.rows("SELECT rid FROM blockkey WHERE key = ?", 1)
        first.run("INSERT INTO blockkey (key, rid) VALUES (?, ?)", [(2, 1)])
        with store.writing() as second:
            second.rows("SELECT rid FROM blockkey WHERE key = ?", 2)
            second.run("INSERT INTO blockkey (key, rid) VALUES (?, ?)", [(1, 2)])


def test_of_two_that_meet_one_loses(store):
    with pytest.raises(Conflict):
        meet(store)
    assert all_rows(store) == [(1, 2)]


def test_the_same_put_in_twice_is_a_conflict(store):
    def twice():
        with store.writing() as first:
            first.rows("SELECT 1 FROM meta")
            put(store, (1, 1))
            first.run("INSERT INTO blockkey (key, rid) VALUES (?, ?)", [(1, 1)])

    with pytest.raises(Conflict):
        twice()
    put(store, (2, 2))


def test_alone_it_is_a_bug(store):
    put(store, (1, 1))
    with pytest.raises(InternalError), store.writing(alone=True) as session:
        session.run("INSERT INTO blockkey (key, rid) VALUES (?, ?)", [(1, 1)])


def test_who_lost_is_alone_next(store):
    with pytest.raises(Conflict):
        meet(store)
    done = threading.Event()

    def other():
        with store.writing():
            done.set()

    with store.writing() as session:
        put_later = threading.Thread(target=other)
        put_later.start()
        assert not done.wait(0.2)
        session.run("INSERT INTO blockkey (key, rid) VALUES (?, ?)", [(5, 5)])
    assert done.wait(10)
    put_later.join()


def test_a_reader_waits_for_nobody(store):
    with store.writing(alone=True) as session:
        session.run("INSERT INTO blockkey (key, rid) VALUES (?, ?)", [(1, 1)])
        assert all_rows(store) == []


@pytest.mark.parametrize("many", [False, True])
def test_many_add_to_one_graph(postgres, many):
    with Resolver.open(postgres) as book:
        book.add(record(Random(0), "0"))

    def work(number):
        random = Random(number)
        records = [record(random, f"{number}-{n}", people=200) for n in range(25)]
        with Resolver.open(postgres) as book:
            if many:
                book.add(records)
            for r in records:
                book.add(r)

    in_threads(work, 4)
    with Resolver.open(postgres) as book:
        assert len(book) == 101
        assert book.rebuild().differing == 0


def test_many_open_an_empty_database(postgres):
    def work(number):
        with Resolver.open(postgres) as book:
            book.add(record(Random(number), str(number)))

    in_threads(work, 6)
    with Resolver.open(postgres) as book:
        assert len(book) == 6


# the feed of events


def put_event(session, number):
    columns = ("number", "at", "what", "customer", "who")
    session.load("event", columns, [(number, 0, "created", 1, "")])


def test_events_of_who_commits_late_are_not_missed(postgres):
    with Resolver.open(postgres) as book:
        store = book._desk.store
        with store.writing() as slow:
            [early] = slow.numbers("event", 1)
            put_event(slow, early)
            with store.writing() as fast:
                [late] = fast.numbers("event", 1)
                put_event(fast, late)
            assert early < late
            assert book.events() == []  # the later one must wait for the earlier one
            with store.reading() as session:
                assert session.rows("SELECT number FROM event") == [(late,)]
        assert [event.cursor for event in book.events()] == [early, late]


def test_events_of_who_gives_up_hold_up_nobody(postgres):
    with Resolver.open(postgres) as book:
        store = book._desk.store
        with suppress(KeyError), store.writing() as lost:
            lost.numbers("event", 3)
            raise KeyError
        with store.writing() as session:
            [number] = session.numbers("event", 1)
            put_event(session, number)
        assert [event.cursor for event in book.events()] == [number]


def test_who_follows_the_feed_misses_nothing(postgres):
    with Resolver.open(postgres) as book:
        book.add(record(Random(0), "0"))
        seen, writing = [], threading.Event()

        def follow():
            while True:
                last = not writing.is_set()
                while found := book.events(seen[-1] if seen else 0, limit=7):
                    seen.extend(event.cursor for event in found)
                if last:
                    return

        def work(number):
            random = Random(number)
            with Resolver.open(postgres) as mine:
                for n in range(15):
                    mine.add(record(random, f"{number}-{n}", people=300))

        writing.set()
        follower = threading.Thread(target=follow)
        follower.start()
        in_threads(work, 3)
        writing.clear()
        follower.join()
        assert seen == [event.cursor for event in book.events(limit=10**6)]
        assert len(seen) >= 46


# what can go wrong


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("postgresql:///?nonsense=1", "write postgresql://"),
        ("postgresql://user:secret@127.0.0.1:1/x", "see that the server runs"),
        ("postgresql://user:secret@/x?host=/nowhere", "see that the server runs"),
    ],
)
def test_an_address_that_leads_nowhere(address, advice):
    with pytest.raises(StoreError, match=advice) as fault:
        open_store(address)
    assert "secret" not in str(fault.value)


def test_no_such_database(postgres):
    with pytest.raises(StoreError, match="createdb"):
        open_store(postgres.replace("///", "///no_such_"))


def test_no_such_user(postgres):
    with pytest.raises(StoreError, match="createuser"):
        open_store(postgres.replace("tester", "nobody_knows"))


def test_no_permission(postgres):
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute("DROP ROLE IF EXISTS guest")
        admin.execute("CREATE ROLE guest LOGIN")
    guest = postgres.replace("tester", "guest")
    with pytest.raises(StoreError, match="CREATE SCHEMA identity_resolve AUTHORIZATION"):
        open_store(guest)
    with Resolver.open(postgres) as book:
        book.add(record(Random(1), "1"))
    with pytest.raises(StoreError, match="may not do that"):
        open_store(guest)


def test_a_server_that_only_reads(postgres):
    Resolver.open(postgres).close()
    reading = postgres + "&options=-cdefault_transaction_read_only%3Don"
    with Resolver.open(reading) as book:
        assert len(book) == 0
        with pytest.raises(StoreError, match="name the primary"):
            book.add(record(Random(1), "1"))


def test_a_name_that_cannot_be_stored(postgres):
    with Resolver.open(postgres) as book:
        with pytest.raises(StoreError, match="take NUL characters out"):
            book.add({"source": "web", "record_id": "a\0b", "phone": "+1 415 555 2671"})
        book.add({"source": "web", "record_id": "ab", "given_name": "A\0nn"})
        assert len(book) == 1


def test_a_database_that_cannot_hold_every_text(server):
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS latin")
        admin.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(StoreError, match="UTF8"):
        open_store(server.replace("///postgres?", "///latin?"))


def test_a_lost_connection_is_made_anew(postgres):
    with Resolver.open(postgres) as book:
        book.add(record(Random(1), "1"))
        end_others(postgres)
        assert len(book) == 1  # nothing was under way: nobody need know
        with pytest.raises(StoreError, match="the next call connects anew"):
            lose_connection(book, postgres)
        assert book.add(record(Random(2), "2")).customer_id
        assert book.rebuild().records == 2


def lose_connection(book, postgres):
    with book._desk.store.writing() as session:
        session.rows("SELECT 1")
        end_others(postgres)
        session.rows("SELECT 1")


def end_others(postgres):
    with psycopg.connect(postgres, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_server_that_crashes_loses_nothing():
    with running() as server, Resolver.open(server) as book:
        book.add([record(Random(n), str(n)) for n in range(20)])
        with psycopg.connect(server, autocommit=True) as admin:
            [(pid,)] = admin.execute(
                "SELECT pid FROM pg_stat_activity WHERE datname IS NOT NULL "
                "AND pid <> pg_backend_pid() LIMIT 1"
            )
            kill(admin, pid)
        for _ in range(100):
            try:
                assert len(book) == 20
                break
            except StoreError:
                threading.Event().wait(0.2)
        book.add(record(Random(77), "77"))
        assert book.rebuild().differing == 0


def kill(admin, pid):
    """One process of the server is killed, and the server starts anew."""
    import os
    import signal

    try:
        os.kill(pid, signal.SIGKILL)
    except PermissionError:
        admin.execute("SELECT pg_terminate_backend(%s)", (pid,))


def test_without_psycopg_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "identity_resolve.stores.postgres_", None)
    with pytest.raises(MissingExtraError, match=r"identity_resolve\[postgres\]"):
        open_store("postgresql:///x")


def test_numbers_do_not_wait_for_others(store):
    with store.writing() as first, store.writing() as second:
        given = [
            first.numbers("record", 2),
            second.numbers("record", 2),
            first.numbers("record", 1),
        ]
    assert [n for some in given for n in some] == [1, 2, 3, 4, 5]
