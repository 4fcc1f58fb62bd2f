"""Few pairs are judged one by one as many are at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.comparison.base import RARITIES
from identity_resolve.comparison.engine import compare
from identity_resolve.comparison.few import compare_few
from identity_resolve.comparison.library import comparisons
from tests.build import view

NAMES = st.sampled_from(
    [
        *("ann", "anne", "annie", "a", "bill", "william", "will", "mo", "josé"),
        *("lee", "le", "leigh", "lee-moss", "moss", "smith", "smyth", "smithson"),
    ]
)
STREETS = st.sampled_from(["main st", "mian st", "long winding road", "long windng road", "a"])
NUMBERS = st.sampled_from(
    ["12345678", "12345679", "1234567B", "12345687", "1234568", "D12345678", "87654321"]
)
ISSUED = st.tuples(st.sampled_from(["US-CA", "US-NV", ""]), NUMBERS).map(":".join)
DATES = st.sampled_from(
    ["1980-02-03", "1980-03-02", "1980-02", "1980", "1981-02-03", "1990-02-03", "1980-12-03"]
)
EMAILS = st.builds(
    "{}{}{}@{}".format,
    NAMES,
    st.sampled_from(["", ".", "7", "77"]),
    NAMES,
    st.sampled_from(["example.org", "example.com"]),
)
TEXTS = st.lists(
    st.sampled_from(["acme", "steel", "tools", "of", "the", "west", "inc"]), min_size=1
).map(" ".join)
PARTS = {
    "given": NAMES,
    "family": NAMES,
    "middle": NAMES,
    "suffix": st.sampled_from(["jr", "sr"]),
    "sex": st.sampled_from(["f", "m"]),
    "birth_date": DATES,
    "born": st.integers(1978, 1995).map(str),
    "age": st.integers(20, 40).map(str),
    "email": st.lists(EMAILS, min_size=1, max_size=3).map(tuple),
    "mailbox": EMAILS,
    "phone": st.lists(NUMBERS.map("+1415{}".format), min_size=1, max_size=2).map(tuple),
    "social_handle": st.tuples(st.sampled_from(["x", ""]), NAMES, NAMES).map(
        lambda told: f"{told[0]}:{told[1]}_{told[2]}"
    ),
    "street": STREETS,
    "number": st.sampled_from(["1", "2"]),
    "unit": st.sampled_from(["a", "b"]),
    "city": st.sampled_from(["springfield", "sprngfield", "reno", "rino"]),
    "region": st.sampled_from(["ca", "nv"]),
    "postcode": st.sampled_from(["94103", "94130", "89501"]),
    "seen": st.sampled_from(["2024-01-01", "2024-01-05", "2024-01-25", "2024-05-01", "2025-01-01"]),
    "license": ISSUED,
    "plate": ISSUED,
    "home": st.sampled_from(["ca", "nv"]),
    "account:shop": NUMBERS,
    "website": st.sampled_from(["acme-tools.com", "acmetools.org", "acme-tolls.com", "ibm.com"]),
    "measure:weight": st.sampled_from(["100", "100.5", "108", "-100", "0"]),
    "text:title": TEXTS,
}
RECORD = st.fixed_dictionaries({}, optional=PARTS)


@settings(max_examples=400, deadline=None)
@given(st.lists(RECORD, min_size=2, max_size=6), st.data())
def test_outcomes_of_few_pairs(rows, data):
    seen = view(rows)
    bins = st.integers(0, RARITIES - 1)
    rarities = {
        part: np.array([data.draw(bins) for _ in column.values], dtype=np.uint8)
        for part, column in seen.columns.items()
    }
    compared = comparisons(seen.columns)
    left, right = (side.astype(np.int32) for side in np.triu_indices(len(rows), 1))
    few = compare_few(compared, seen, rarities, left, right)
    for comparison in compared:
        many = compare(comparison, seen, rarities, left, right)
        assert few[comparison.name].tolist() == many.tolist(), comparison.name


@pytest.mark.parametrize("left", [0, 1])
def test_either_side_may_be_first(left):
    seen = view([{"given": "ann", "family": "lee"}, {"email": "ann.lee@example.org"}])
    rarities = {part: np.zeros(len(c.values), np.uint8) for part, c in seen.columns.items()}
    sides = (np.array([row], dtype=np.int32) for row in (left, 1 - left))
    found = compare_few(comparisons(seen.columns), seen, rarities, *sides)
    assert found["spelled"].tolist() == [1]
