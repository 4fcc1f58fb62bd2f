"""What can go wrong with a file: each time it is said what to do, and the store is unharmed."""

import os
import resource
import shutil
import sqlite3
import subprocess
import tempfile
import threading
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from identity_resolve.errors import StoreError
from identity_resolve.resolver import Resolver
from identity_resolve.stores import open_store
from tests.stores.people import record


def some(first, last):
    return [record(Random(n), str(n)) for n in range(first, last)]


@pytest.fixture
def path(tmp_path):
    """A store with a few records."""
    found = str(tmp_path / "book.db")
    with Resolver.open(found) as book:
        book.add(some(0, 10))
    return found


def assert_unharmed(path, records=10):
    with Resolver.open(path) as book:
        assert len(book) == records
        assert book.rebuild().differing == 0
        assert book.add(some(500, 501)[0]).customer_id
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def pragma(book, text):
    return book._desk.store._connection.execute(f"PRAGMA {text}").fetchone()[0]


def test_a_full_disk(path):
    with Resolver.open(path) as book:
        pragma(book, f"max_page_count={pragma(book, 'page_count')}")
        with pytest.raises(StoreError, match="the disk is full; nothing was changed: make room"):
            book.add(some(10, 400))
        assert len(book) == 10
        pragma(book, "max_page_count=1000000")
        book.add(some(10, 20))
    assert_unharmed(path, 20)


def fill(book):
    for start in range(10, 10_000, 50):
        book.add(some(start, start + 50))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_really_is_full(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(disk)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no disk may be mounted here")
    try:
        path = str(disk / "book.db")
        with Resolver.open(path) as book:
            book.add(some(0, 10))
            with pytest.raises(
                StoreError, match="the disk is full; nothing was changed: make room"
            ):
                fill(book)
            count = len(book)
        subprocess.run(["mount", "-o", "remount,size=50m", str(disk)], check=True)
        assert_unharmed(path, count)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_a_file_that_may_not_grow(path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Resolver.open(path) as book:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
        try:
            with pytest.raises(StoreError, match="nothing was changed"):
                book.add(some(10, 400))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert len(book) == 10
    assert_unharmed(path)


@contextmanager
def as_nobody():
    """Root may write everywhere: be somebody else for a while."""
    if os.geteuid() == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        if os.getuid() == 0:
            os.seteuid(0)


@pytest.fixture
def readable(path):
    """The store in a directory that all may read and none write."""
    home = Path(tempfile.mkdtemp(prefix="ir-readable-"))
    found = home / "book.db"
    shutil.copy(path, found)
    found.chmod(0o444)
    home.chmod(0o555)
    yield found
    home.chmod(0o755)
    shutil.rmtree(home)


def test_a_file_that_may_only_be_read(readable):
    readable.parent.chmod(0o777)
    with as_nobody(), Resolver.open(readable) as book:
        assert len(book) == 10
        with pytest.raises(
            StoreError, match="the file is read-only; nothing was changed: give write"
        ):
            book.add(some(10, 11)[0])
    readable.chmod(0o644)
    assert_unharmed(readable)


def test_a_directory_that_may_only_be_read(readable):
    readable.chmod(0o666)
    with as_nobody(), pytest.raises(StoreError, match="directory"):
        open_and_add(readable)
    readable.parent.chmod(0o755)
    assert_unharmed(readable)


def test_a_file_that_another_process_holds(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other, Resolver.open(path) as book:
        other.execute("BEGIN IMMEDIATE")
        pragma(book, "busy_timeout=50")
        assert len(book) == 10  # looking is not hindered
        with pytest.raises(StoreError, match="another process has been writing"):
            book.add(some(10, 11)[0])
        other.execute("ROLLBACK")
        book.add(some(10, 11)[0])
    assert_unharmed(path, 11)


def test_many_open_an_absent_file(tmp_path):
    faults = []

    def work(number):
        try:
            with Resolver.open(tmp_path / "book.db") as book:
                book.add(some(number, number + 1)[0])
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert_unharmed(str(tmp_path / "book.db"), 6)


def test_a_damaged_file(path):
    with open(path, "r+b") as file:
        for page in range(1, os.path.getsize(path) // 4096):
            file.seek(page * 4096)
            file.write(b"\xff" * 2000)
    with pytest.raises(StoreError, match=r"the file is damaged: restore a backup, or .*\.recover"):
        open_and_add(path)


def test_a_file_cut_short(path):
    with open(path, "r+b") as file:
        file.truncate(os.path.getsize(path) // 2)
    with pytest.raises(StoreError, match="the file is damaged: restore a backup"):
        open_and_add(path)


def open_and_add(path):
    with Resolver.open(path) as book:
        book.add(some(0, 200))


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("to do: nothing\n" * 500)
    with pytest.raises(
        StoreError, match="is no SQLite file, or an encrypted one: name another file"
    ):
        open_store(str(path))
    assert path.read_text() == "to do: nothing\n" * 500


def test_a_database_of_somebody_else(tmp_path):
    path = tmp_path / "shop.db"
    with closing(sqlite3.connect(path)) as shop:
        shop.execute("CREATE TABLE article (number INTEGER)")
        shop.commit()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no identity store: name another file"):
        open_store(str(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["", "no/such/directory/book.db"])
def test_a_place_where_no_file_can_be(tmp_path, name):
    with pytest.raises(StoreError, match="check that the directory exists"):
        open_store(str(tmp_path / name))
