"""Whatever happens, and in whatever order: the customers are those of one batch."""

import os
import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from identity_resolve import Resolver
from tests.life import Life, a_record, batch_of, partition_of, say_enough, tight_settings

LIVES = int(os.environ.get("IDENTITY_RESOLVE_LIVES", "100"))
"""How many graphs live; `make soak` lets thousands."""


@settings(max_examples=LIVES)
@given(seed=st.integers(0, 10**9), steps=st.integers(1, 40))
@example(seed=16546, steps=1)
@example(seed=39, steps=22)
def test_a_life_ends_in_the_customers_of_a_batch(seed: int, steps: int) -> None:
    life = Life(seed)
    life.live(steps)
    assert life.book.rebuild().differing == 0
    while life.verdicts:
        life.book.undo(life.verdicts.pop())
    if say_enough(life.records.values()):
        assert life.customers() == life.batch()


@settings(max_examples=LIVES // 2)
@given(seed=st.integers(0, 10**9))
def test_order_and_batch_size_do_not_matter(seed: int) -> None:
    chance = random.Random(seed)
    limits = tight_settings(chance)
    records = [a_record(chance, number) for number in range(chance.randrange(2, 20))]
    names = {(r["source"], r["record_id"]): r for r in records}
    found = []
    for many in (1, 3, len(names)):
        book = Resolver.open(":memory:", settings=limits)
        waiting = sorted(names.values(), key=lambda r: r["record_id"])
        chance.shuffle(waiting)
        for start in range(0, len(waiting), many):
            book.add(waiting[start : start + many])
        found.append(partition_of(book, names))
        model = book.model
    assert found == [found[0]] * 3
    if say_enough(names.values()):
        assert found[0] == batch_of(names.values(), limits, model)


@settings(max_examples=LIVES // 2)
@given(seed=st.integers(0, 10**9))
def test_what_is_withdrawn_and_added_again_was_never_gone(seed: int) -> None:
    chance = random.Random(seed)
    book = Resolver.open(":memory:", settings=tight_settings(chance))
    records = [a_record(chance, number) for number in range(15)]
    for record in records:
        book.add(record)
    names = [(r["source"], r["record_id"]) for r in records]
    before = {name: book.customer_of(*name) for name in names}
    some = chance.sample(records, 7)
    for record in some:
        book.withdraw(record["source"], record["record_id"])
    chance.shuffle(some)
    for record in some:
        book.add(record)
    assert {name: book.customer_of(*name) for name in names} == before
