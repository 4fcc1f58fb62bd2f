"""Values that were set aside: from the distinct cells of columns to one row a value."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.parsing import ParsedColumn

__all__ = ["refused_rows", "rejected_table"]


def refused_rows(position: int, column: InferredColumn, found: ParsedColumn) -> pl.DataFrame:
    """One row a value set aside: source position, row, column, kind, reason."""
    cells, reasons = zip(*found.refused, strict=True) if found.refused else ((), ())
    refused = pl.DataFrame(
        {"cell": cells, "reason": [reason.value for reason in reasons]},
        schema={"cell": pl.Int32, "reason": pl.String},
    )
    concerned = np.zeros(found.rows.max(initial=-1) + 2, dtype=np.bool_)  # code -1 reads the last
    concerned[refused["cell"].to_numpy()] = True
    row = np.flatnonzero(concerned.take(found.rows))
    rows = pl.DataFrame({"row": row, "cell": found.rows.take(row)})
    return rows.join(refused, on="cell").select(
        position=pl.lit(position, pl.Int64),
        row=pl.col("row"),
        column=pl.lit(column.column),
        kind=pl.lit(column.kind),
        reason=pl.col("reason"),
    )


def rejected_table(
    rejections: Sequence[pl.DataFrame], starts: Sequence[int], table: pl.DataFrame
) -> pl.DataFrame:
    """One row a value set aside: source, record_id, column, kind, reason.

    Args:
        rejections: rows as `refused_rows` gives them.
        starts: the row of the table at which each source starts.
        table: source and record_id of every record, in the order they came.
    """
    schema = ["source", "record_id", "column", "kind", "reason"]
    found = [frame for frame in rejections if frame.height]
    if not found:
        return pl.DataFrame(schema=dict.fromkeys(schema, pl.String))
    start = pl.col("position").replace_strict(dict(enumerate(starts)), return_dtype=pl.Int64)
    frame = pl.concat(found).with_columns(at=start + pl.col("row"))
    beside = table[frame["at"].to_numpy()].select("source", "record_id")
    return pl.concat([frame, beside], how="horizontal").select(schema)
