"""What households show of themselves: an oracle that knows every customer and every household.

    python benchmarks/households.py --records records.parquet --truth known.parquet

It joins customers of one household who share a value of what households share, and no others: no
evidence of that kind finds more. Then the same with equal family names, which are evidence only as far
as they are rare.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import numpy.typing as npt
import polars as pl

import identity_resolve as ir
from identity_resolve.clustering.components import components
from identity_resolve.evaluation import pairwise

CONTACTS = ("phone", "email", "device_id", "account", "plate")
Codes = npt.NDArray[np.int64]


def evidence(frame: pl.DataFrame, names: Sequence[str]) -> Iterator[tuple[Codes, Codes]]:
    """Rows of one household that share a value, the first of them with each of the others."""
    first = pl.col("row").first()
    for name in names:
        held = frame.filter(pl.col(name).is_not_null())
        found = held.select("row", first=first.over(name, "household"))
        yield found["first"].to_numpy(), found["row"].to_numpy()


def measure(result: ir.Result, truth: pl.DataFrame) -> dict[str, float]:
    """F1 of household pairs by what the oracle may use."""
    recorded = result._run.recorded
    known = recorded.table.select("record_id").join(truth, on="record_id", maintain_order="left")
    columns = {
        part: pl.Series(column.codes[0]).replace(-1, None)
        for part, column in recorded.records.columns.items()
    }
    frame = pl.DataFrame(columns).with_columns(
        row=pl.int_range(pl.len()),
        person=known["entity_id"],
        household=known["household_id"],
        address=pl.concat_str("number", "street", separator=" "),
    )
    told = {
        "customers": ["person"],
        "and shared contacts": ["person", "address", *CONTACTS],
        "and equal family names": ["person", "address", *CONTACTS, "family"],
    }
    scores = {}
    for title, names in told.items():
        pairs = [np.concatenate(side) for side in zip(*evidence(frame, names), strict=True)]
        label = components(len(frame), *(side.astype(np.int32) for side in pairs))
        scores[title] = pairwise(pl.Series(label), known["household_id"]).f1
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--truth", type=Path, required=True)
    given = parser.parse_args()
    result = ir.resolve(str(given.records))
    for title, score in measure(result, pl.read_parquet(given.truth)).items():
        print(f"{title:24} {score:.3f}")


if __name__ == "__main__":
    main()
