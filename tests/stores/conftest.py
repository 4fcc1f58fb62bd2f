"""A PostgreSQL cluster for the tests of this folder, and stores of every kind."""

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from identity_resolve.resolver import Resolver
from tests.stores.cluster import database, running

_NUMBERS = count()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """A cluster: one a worker, so that they need no agreement."""
    with running() as url:
        yield url


@pytest.fixture
def postgres(server: str) -> Iterator[str]:
    """An empty database."""
    with database(server, f"test_{next(_NUMBERS)}") as url:
        yield url


@pytest.fixture(params=["file", "memory", "postgres"])
def where(request, tmp_path) -> str:
    """An empty store of each kind."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres")
    return ":memory:" if request.param == "memory" else str(tmp_path / "book.db")


@pytest.fixture(params=["file", "postgres"])
def lasting(request, tmp_path) -> str:
    """An empty store of each kind that can be opened again."""
    if request.param == "postgres":
        return request.getfixturevalue("postgres")
    return str(tmp_path / "book.db")


@pytest.fixture
def opened() -> Iterator[Callable[..., Resolver]]:
    """Opens stores, and closes them after the test."""
    books: list[Resolver] = []

    def open_(where: str, **settings: object) -> Resolver:
        books.append(Resolver.open(where, **settings))
        return books[-1]

    yield open_
    for book in books:
        book.close()
