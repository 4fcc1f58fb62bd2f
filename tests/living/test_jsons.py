"""Many records spelled, or told apart, by columns are so as one by one."""

import json

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.living.jsons import spell_cells, spell_parts
from identity_resolve.living.rows import (
    FEW,
    Row,
    columns_of_few,
    columns_of_many,
    content_of,
    contents_of,
    small_world,
)

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6) | st.sampled_from(
    ['say "hi"', "back\\slash", "tab\t", "\x00", "\x7f", "é", "{}", ","]
)


@given(st.lists(st.dictionaries(st.sampled_from("abc"), TEXTS | st.none()), max_size=5))
def test_cells(rows):
    frame = pl.DataFrame(rows, schema=dict.fromkeys("abc", pl.String))
    told = [{key: row[key] for key in "abc" if row.get(key) is not None} for row in rows]
    assert spell_cells(frame).to_list() == [
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in told
    ]


PARTS = ["given", 'od"d', "phone"]


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(PARTS),
            st.lists(TEXTS | st.none(), min_size=1, max_size=3).filter(lambda t: t[-1] is not None),
        ),
        min_size=1,
        max_size=5,
    )
)
def test_parts(said):
    rows = [Row(i, 0, str(i), i, i, dict(sorted(parts.items()))) for i, parts in enumerate(said)]
    small = small_world(rows, (False,), PARTS)
    assert spell_parts(small.records).to_list() == [
        json.dumps(row.parts, ensure_ascii=False, separators=(",", ":")) for row in rows
    ]
    assert np.array_equal(small.records.order, np.arange(len(rows), dtype=np.uint64))
    few, many = (
        columns_of_few(r.parts for r in rows),
        columns_of_many((r.parts for r in rows), PARTS),
    )
    assert few.keys() == many.keys()
    for name, column in few.items():
        assert list(column.values) == list(many[name].values)
        assert np.array_equal(column.fingerprints, many[name].fingerprints)
        np.testing.assert_array_equal(column.codes, many[name].codes)


@given(
    st.lists(
        st.dictionaries(st.sampled_from(PARTS), st.lists(TEXTS | st.none(), max_size=3)),
        min_size=FEW + 1,
        max_size=2 * FEW,
    )
)
def test_contents(said):
    sources = ["shop" if i % 2 else "desk" for i in range(len(said))]
    one_by_one = [content_of(source, parts) for source, parts in zip(sources, said, strict=True)]
    assert contents_of(sources, said) == one_by_one
