"""What holds for every store, and for a living graph in every store."""

import threading
from contextlib import suppress
from random import Random

import pytest

from identity_resolve.errors import StoreError
from identity_resolve.stores import open_store
from tests.stores.people import person, record

BIG = (-(1 << 63), -1, 0, 1, (1 << 63) - 1)


@pytest.fixture
def store(where):
    found = open_store(where)
    yield found
    found.close()


def put(store, *rows):
    with store.writing() as session:
        session.run("INSERT INTO blockkey (key, rid) VALUES (?, ?)", rows)


def all_rows(store):
    with store.reading() as session:
        return session.rows("SELECT key, rid FROM blockkey ORDER BY key, rid")


def test_holds_every_whole_number(store):
    put(store, *((n, n) for n in BIG))
    assert all_rows(store) == [(n, n) for n in BIG]


def test_a_list_is_one_value(store):
    put(store, *((n, 7) for n in BIG))
    with store.reading() as session:
        some = "SELECT key FROM blockkey WHERE key IN {set} ORDER BY key"
        assert session.rows(some, [BIG[0], 1, 2]) == [(BIG[0],), (1,)]
        assert session.rows(some, []) == []
        others = "SELECT key FROM blockkey WHERE key NOT IN {set} ORDER BY key"
        assert session.rows(others, list(BIG[1:])) == [(BIG[0],)]
        each = (
            "SELECT given.value, b.rid FROM {each} AS given JOIN blockkey b ON b.key = given.value"
        )
        assert session.rows(each, [1, 2]) == [(1, 7)]


def test_a_session_is_done_as_a_whole_or_not_at_all(store):
    def work():
        with store.writing() as session:
            session.run("INSERT INTO blockkey (key, rid) VALUES (?, ?)", [(1, 1)])
            session.load("blockkey", ("key", "rid"), [(2, 2)])
            assert len(session.rows("SELECT * FROM blockkey")) == 2
            raise KeyError

    with pytest.raises(KeyError):
        work()
    assert all_rows(store) == []
    put(store, (3, 3))
    assert all_rows(store) == [(3, 3)]


@pytest.mark.parametrize("count", [0, 1, 49, 50, 1000])
def test_loads_few_and_many(store, count):
    rows = [(n, n * n) for n in range(count)]
    with store.writing() as session:
        session.load("blockkey", ("key", "rid"), rows)
        session.load("valuekey", ("value", "rid"), iter(rows))
        session.run("INSERT INTO nearkey (key, value) VALUES (?, ?)", iter(rows))
    for table in ("blockkey", "valuekey", "nearkey"):
        with store.reading() as session:
            assert sorted(session.rows(f"SELECT * FROM {table}")) == rows


def test_texts_come_back_as_they_are(store):
    texts = ["", "50%", "?", "{set}", "O'Neil", '"', "\\", "\t\n\r", "Ödegård 東京 🙂", "\\N"]
    rows = [(str(n), text) for n, text in enumerate(texts)]
    for some in (rows, [(f"{n}-{i}", t) for i in range(10) for n, t in rows]):
        with store.writing() as session:
            session.run("INSERT INTO meta (name, value) VALUES (?, ?)", some)
        with store.reading() as session:
            found = dict(session.rows("SELECT name, value FROM meta"))
        assert {name: found[name] for name, _ in some} == dict(some)
    with store.reading() as session:
        like = "SELECT value FROM meta WHERE name = '1' AND value LIKE ? ESCAPE '!'"
        assert session.rows(like, "5%!%") == [("50%",)]
        assert session.rows(like, "5!%%") == []


def test_nothing_is_nothing(store):
    with store.writing() as session:
        session.load("anchor", ("key", "rank", "rid"), [(1, 1, None)])
        session.load("anchor", ("key", "rank", "rid"), ((n, 1, None) for n in range(2, 100)))
    with store.reading() as session:
        assert session.rows("SELECT count(*) FROM anchor WHERE rid IS NULL") == [(99,)]


def test_numbers_are_never_given_twice(store):
    given = []
    for count in (1, 5, 1):
        with store.writing() as session:
            given += session.numbers("record", count)
            given += session.numbers("record", count)
    assert len(given) == 14
    assert given == sorted(set(given))
    assert min(given) >= 1


def test_a_reader_sees_one_state(store, where):
    if where == ":memory:":
        pytest.skip("one session at a time")
    put(store, (1, 1))
    other = open_store(where)
    with other.reading() as session:
        before = session.rows("SELECT count(*) FROM blockkey")
        put(store, (2, 2))
        assert session.rows("SELECT count(*) FROM blockkey") == before
    assert len(all_rows(other)) == 2
    other.close()


def test_tells_its_size_and_its_name(store, where):
    assert store.size() >= 0
    assert store.name
    store.shrink()
    with store.loading():
        put(store, (1, 1))
    assert all_rows(store) == [(1, 1)]


def test_what_is_closed_stays_closed(store):
    store.close()
    with pytest.raises(StoreError), store.reading():
        pass


def test_threads_share_a_store(store):
    def work(number):
        for n in range(20):
            with store.writing(alone=True) as session:
                session.run("INSERT INTO blockkey (key, rid) VALUES (?, ?)", [(number, n)])
            with store.reading() as session:
                mine = session.rows("SELECT count(*) FROM blockkey WHERE key = ?", number)
                assert mine == [(n + 1,)]

    in_threads(work, 4)
    assert len(all_rows(store)) == 80


def in_threads(work, count):
    faults = []

    def kept(number):
        try:
            work(number)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=kept, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


# a living graph in every store


def test_a_graph_lives(where, opened):
    book, random = opened(where), Random(5)
    records = [record(random, str(n), people=12) for n in range(40)]
    for r in records[:20]:
        book.add(r)
    book.add(iter(records[20:]))
    names = [(r["source"], r["record_id"]) for r in records]
    verdict = book.different(names[0], names[1], by="steward")
    book.same(names[2], names[3], by="steward")
    book.withdraw(*names[4])
    book.update(record(random, names[5][1]) | {"source": names[5][0]})
    book.undo(verdict)
    before = book.events(limit=10**6)
    preview = book.preview(add=record(random, "new"), withdraw=[names[7]])
    assert preview.events
    assert book.forget(names[6], dry_run=True).records == 1
    assert book.events(limit=10**6) == before
    assert len(book) == 39
    assert book.rebuild().differing == 0
    named = {c for e in before for c in (e.customer_id, e.other_id) if c}
    customers = {}
    for name in named:
        with suppress(KeyError):  # some have ended
            customers |= {(found := book.customer(name)).customer_id: len(found.records)}
    assert sum(customers.values()) == 39


def test_every_store_gives_the_same(tmp_path, postgres, opened):
    books = [opened(w) for w in (":memory:", str(tmp_path / "book.db"), postgres)]
    answers = []
    for book in books:
        random = Random(11)
        added = [book.add(record(random, str(n), people=10)) for n in range(15)]
        added += book.add([record(random, str(n), people=10) for n in range(10, 40)])
        model = book.retrain()
        found = book.find(phone=person(3)["phone"])
        answers.append((added, found, model.to_json(), book.rebuild()))
    assert answers[0] == answers[1] == answers[2]


def test_train_loads_a_history(where, opened, tmp_path):
    import polars as pl

    random = Random(3)
    rows = [record(random, str(n), people=40) for n in range(300)]
    pl.DataFrame(rows).drop("source").write_csv(tmp_path / "web.csv")
    book = opened(where)
    assert book.train(tmp_path / "web.csv") == 300
    assert book.rebuild().differing == 0
    assert len(book.events(limit=10**6)) == 300
    with pytest.raises(StoreError, match="retrain"):
        book.train(tmp_path / "web.csv")


def test_threads_share_a_graph(where, opened):
    book = opened(where)

    def work(number):
        random = Random(number)
        for n in range(12):
            book.add(record(random, f"{number}-{n}", people=6))
            book.find(phone=person(n % 6)["phone"])

    in_threads(work, 3)
    assert len(book) == 36
    assert book.rebuild().differing == 0


def test_opened_again_it_is_as_it_was(lasting, opened):
    with_settings = opened(lasting, settings={"region": "DE"})
    with_settings.add(record(Random(1), "1"))
    with_settings.close()
    assert len(opened(lasting)) == 1
    with pytest.raises(StoreError, match="other settings") as fault:
        opened(lasting, settings={"region": "US"})
    assert "tester" not in str(fault.value)
