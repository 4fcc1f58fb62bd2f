"""What a batch would propose, asked of the store."""

import pytest

from identity_resolve.living import neighbors
from identity_resolve.living.neighbors import copies_beside
from tests.life import Life


@pytest.mark.parametrize("seed", range(5))
def test_copies_of_many_records_are_those_of_each(seed, monkeypatch):
    life = Life(seed)
    for number in range(12):
        life.book.add(
            [
                {"source": "web", "record_id": f"{number}-{i}", "phone": "4155550000"}
                for i in range(3)
            ]
        )
    life.live(10)
    with life.book._desk.reading() as (held, _):
        rows = held.rows([rid for (rid,) in held.session.rows("SELECT rid FROM record")])
        monkeypatch.setattr(neighbors, "FEW", len(rows))
        one_by_one = copies_beside(held, rows)
        monkeypatch.setattr(neighbors, "FEW", 0)
        assert copies_beside(held, rows) == one_by_one
        assert one_by_one
