"""The log of a SQLite file is moved into it beside the work."""

import os
from pathlib import Path
from random import Random

from identity_resolve.resolver import Resolver
from identity_resolve.stores import checkpoints
from identity_resolve.stores.checkpoints import Checkpoints
from tests.stores.people import record

LARGE = 200_000


def grow(book, first, last):
    for number in range(first, last):
        book.add(record(Random(number), str(number)))


def test_a_log_that_has_grown_begins_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoints, "LARGE", LARGE)
    path, log = tmp_path / "book.db", tmp_path / "book.db-wal"
    with Resolver.open(path) as book:
        grow(book, 0, 40)
        for number in range(40, 60):
            book._desk.store._checkpoints.end()
            grow(book, number, number + 1)
            if log.stat().st_size < LARGE:
                break
        else:
            raise AssertionError("the log only grows")
        assert len(book) == number + 1
        assert book.rebuild().differing == 0


def test_what_is_moved_can_be_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoints, "LARGE", 1)
    path = tmp_path / "book.db"
    with Resolver.open(path) as book:
        book.add({"source": "web", "record_id": "w-1", "email": "gone.for.good@example.org"})
        grow(book, 0, 10)
        book.forget(("web", "w-1"))
        for file in (path, Path(f"{path}-wal")):
            assert b"gone.for.good" not in file.read_bytes()


def test_no_file_is_made(tmp_path):
    path = tmp_path / "none.db"
    moving = Checkpoints(str(path))
    Path(f"{path}-wal").write_bytes(bytes(checkpoints.LARGE))
    moving.look()
    moving.end()
    assert os.listdir(tmp_path) == ["none.db-wal"]
