"""Where records are at home, as a batch and as a single record finds it."""

from collections import Counter
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.arrays import HOME
from identity_resolve.keeping import kept
from identity_resolve.kinds.places import find_subdivision
from identity_resolve.kinds.tables import read_rows
from identity_resolve.sources.homes import HOMES, home_among

COLUMNS = {"license": "license", "of": {"kind": "issuer", "of": "license"}, "phone": "phone"}
COLUMNS |= {"address": "address", "account": "account"}


def test_every_area_code_is_of_one_state() -> None:
    rows = read_rows("area_codes.csv")
    codes = Counter(code for row in rows for code in row["area_codes"].split())
    assert codes.most_common(1)[0][1] == 1
    assert all(find_subdivision(row["region"], row["country"]) == row["region"] for row in rows)
    assert len(codes) > 400


@pytest.mark.parametrize(
    ("parts", "home"),
    [
        ({"region": ["NY"], "license": ["US-CA:D1234567"], "phone": ["+13125550123"]}, "NY"),
        ({"license": [":D1234567"], "plate": ["US-TX:ABC1234"]}, "TX"),
        ({"phone": [None, "+16045550123"]}, "BC"),
        ({"phone": ["+18005550123", "2125550123"]}, None),  # toll-free; of no country
        ({"phone": ["+442079460018"], "region": ["DEVON"]}, "DEVON"),
        ({"email": ["ann@example.org"]}, None),
    ],
)
def test_the_surest_tells_first(parts: Any, home: str | None) -> None:
    assert home_among(parts) == home


row = st.fixed_dictionaries(
    {
        "account": st.just("AC20031401"),
        "phone": st.sampled_from(["415 555 2671", "+1 312 555 0123", "800 555 0199", None]),
        "license": st.sampled_from(["D1234567", None]),
        "of": st.sampled_from(["CA", "NY", None]),
        "address": st.sampled_from(["1 Main St, Austin, TX 78701", None]),
    }
)


@given(st.lists(row, min_size=1, max_size=6))
def test_a_batch_finds_the_homes_of_its_records(rows: list[dict[str, str | None]]) -> None:
    frame = pl.DataFrame(rows, schema=dict.fromkeys([*COLUMNS], pl.String))
    settings = {"sources": {"records": {"columns": COLUMNS}}}
    records = ir.resolve(frame, settings=settings)._run.recorded.records
    for at in range(len(records)):
        parts = {
            part: [column.values[codes[at]] if codes[at] >= 0 else None for codes in column.codes]
            for part, column in records.columns.items()
        }
        [home] = parts.pop(HOME, [None])
        assert home == home_among(parts)


@given(
    st.lists(
        st.from_regex(
            r"\A(\+1[0-9]{2,10}|\+44[0-9]{3}|[A-Z]{2}-[A-Z]{0,2}:[A-Z0-9]{1,3}|[A-Z]{2})\Z"
        ),
        max_size=5,
    )
)
def test_homes_of_texts_one_by_one(texts):
    for keep in HOMES.values():
        assert kept(keep, texts) == keep(pl.Series(texts, dtype=pl.String)).to_list()
