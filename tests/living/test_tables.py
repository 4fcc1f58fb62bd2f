"""Whatever happened, the tables of a store are those that a batch over its records writes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.life import Life
from tests.living.test_order import LIVES

EXACT = ("blockkey", "valuekey", "nearkey", "crowded", "generic", "edge")
KEPT = ("hot", "holder")
"""Who holds a value is counted on where it once was of many."""


def tables_of(book):
    with book._desk.reading() as (held, _):
        found = {t: set(held.session.rows(f"SELECT * FROM {t}")) for t in (*EXACT, *KEPT)}
        told = "SELECT rid, content, parts, customer, probability FROM record"
        return found | {"record": set(held.session.rows(told))}


@settings(max_examples=LIVES // 2)
@given(seed=st.integers(0, 10**9), steps=st.integers(1, 40))
def test_a_life_leaves_the_tables_of_a_batch(seed, steps):
    life = Life(seed)
    life.live(steps)
    lived = tables_of(life.book)
    assert life.book.rebuild().differing == 0
    made = tables_of(life.book)
    for table in ("record", *EXACT):
        assert lived[table] == made[table], table
    for table in KEPT:
        assert lived[table] >= made[table], table
