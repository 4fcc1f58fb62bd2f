"""One record has the keys that it has among many."""

from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.candidates.one import keys_of
from identity_resolve.candidates.rules import block_rules, entries_of, salted
from tests.build import records
from tests.comparison.test_few import RECORD


@settings(max_examples=300, deadline=None)
@given(st.lists(RECORD.filter(bool), min_size=1, max_size=4))
def test_keys_of_records_one_by_one(rows):
    some = records(rows)
    for rule in block_rules(some.columns):
        if rule.near:
            continue
        found = entries_of(rule, some)
        among = zip(found.rows.tolist(), salted(rule, found.keys).tolist(), strict=True)
        alone = {
            (row, key)
            for row, parts in enumerate(rows)
            for key in keys_of(
                rule, {name: [c] if isinstance(c, str) else c for name, c in parts.items()}
            )
        }
        assert alone == set(among), rule.name
