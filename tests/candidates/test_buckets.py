from collections import defaultdict

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.candidates.buckets import bucket, chunks, follow, pairs_of, proposes
from identity_resolve.candidates.entries import Entries

ENTRIES = st.lists(st.tuples(st.integers(0, 25), st.integers(1, 8)), max_size=60)


def entries(rows_and_keys):
    rows, keys = zip(*rows_and_keys, strict=True) if rows_and_keys else ((), ())
    return Entries(np.array(rows, dtype=np.int32), np.array(keys, dtype=np.uint64))


def pairs_slowly(rules, limit):
    found = defaultdict(int)
    for rule, rows_and_keys in enumerate(rules):
        members = defaultdict(set)
        for row, key in rows_and_keys:
            members[key].add(row)
        for rows in members.values():
            if len(rows) <= limit:
                for left in rows:
                    for right in rows:
                        if left < right:
                            found[left, right] |= 1 << rule
    return dict(found)


@given(st.lists(ENTRIES, min_size=1, max_size=4), st.integers(2, 9), st.integers(1, 40))
def test_chunks_hold_every_pair_once_with_all_its_rules(rules, limit, chunk):
    following = follow([bucket(entries(rule), limit=limit) for rule in rules])
    found = {}
    for cut in chunks(following, limit=chunk):
        pairs = pairs_of(following, cut)
        for left, right, rule in zip(pairs.left, pairs.right, pairs.found_by, strict=True):
            assert (left, right) not in found
            found[int(left), int(right)] = int(rule)
    assert found == pairs_slowly(rules, limit)


def test_oversized_buckets_are_set_aside_and_counted():
    crowded = bucket(entries([(row, 7) for row in range(5)] + [(1, 3), (2, 3)]), limit=4)
    assert crowded.aside.tolist() == [5]
    assert crowded.members.tolist() == [1, 2]


@given(st.lists(st.integers(0, 4), min_size=2, max_size=25), st.integers(2, 6))
def test_what_is_proposed_is_what_is_made(keys, limit):
    entries = Entries(np.arange(len(keys), dtype=np.int32), np.array(keys, dtype=np.uint64) + 1)
    halves = Entries(entries.rows, entries.keys // np.uint64(2) + np.uint64(9))
    following = follow([bucket(entries, limit=limit), bucket(halves, limit=limit)])
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(keys), 1))
    made = {
        pair
        for cut in chunks(following, limit=3)
        for pair in zip(*(s.tolist() for s in ends(pairs_of(following, cut))), strict=True)
    }
    found = proposes(following, left, right)
    assert {
        (a, b) for a, b, is_ in zip(left.tolist(), right.tolist(), found, strict=True) if is_
    } == made


def ends(pairs):
    return pairs.left, pairs.right
