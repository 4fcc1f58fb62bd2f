"""Many records as JSON texts, column by column: the same texts as of one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from json import JSONEncoder

import polars as pl

from identity_resolve.arrays import Column, Records
from identity_resolve.fingerprint import fingerprint_series

__all__ = ["read_parts", "spell", "spell_cells", "spell_parts"]

_SPECIAL = r'["\\\x00-\x1f]'
"""What stands in JSON otherwise than in a text."""


_ENCODER = JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def spell(body: object) -> str:
    """One record, or a value of it."""
    return _ENCODER.encode(body)


def spell_cells(frame: pl.DataFrame) -> pl.Series:
    """The cells of each row of texts by column, those that are there.

    >>> spell_cells(pl.DataFrame({"a": ["b", None], "c": ["d", "e"]})).to_list()
    ['{"a":"b","c":"d"}', '{"c":"e"}']
    """
    cells = [spell(name) + ":" + _quoted(frame[name]) for name in frame.columns]
    return _objects(cells, len(frame))


def spell_parts(records: Records) -> pl.Series:
    """What each record says, as a store keeps it: by part the texts of its slots, up to the last."""
    fields = []
    for name, column in sorted(records.columns.items()):
        quoted = _quoted(pl.Series(column.values, dtype=pl.String))
        texts = pl.Series([None] * len(records), dtype=pl.String)
        for codes in reversed(column.codes):
            own = quoted.gather(pl.Series(codes).cast(pl.UInt32, strict=False))
            texts = _ahead(own, texts)
        fields.append(spell(name) + ":[" + texts + "]")
    return _objects(fields, len(records))


def read_parts(texts: Sequence[str], parts: Iterable[str]) -> dict[str, Column]:
    """The columns of records as a store keeps them.

    Args:
        texts: of each record, its parts in JSON.
        parts: all that there may be; those that no record has are left out.
    """
    kept = pl.Struct({name: pl.List(pl.String) for name in sorted(parts)})
    frame = pl.Series(texts, dtype=pl.String).str.json_decode(kept).struct.unnest()
    told = frame.select(pl.all().explode().drop_nulls().unique().sort().implode())
    values = {name: told[name].explode() for name in told.columns if told[name].list.len()[0]}
    most = frame.select(pl.col(values).list.len().max())
    codes = frame.select(
        pl.col(name)
        .list.get(slot, null_on_oob=True)
        .cast(pl.Enum(values[name]))
        .to_physical()
        .cast(pl.Int32)
        .fill_null(-1)
        .alias(f"{name} {slot}")
        for name in values
        for slot in range(most[name][0])
    )
    slots = {
        name: [codes[f"{name} {i}"].to_numpy() for i in range(most[name][0])] for name in values
    }
    return {
        name: Column(held.to_list(), fingerprint_series(held), tuple(slots[name]))
        for name, held in values.items()
    }


def _ahead(own: pl.Series, later: pl.Series) -> pl.Series:
    """Texts before those of later slots; null where there are neither."""
    frame = pl.DataFrame({"own": own, "later": later})
    beside = pl.concat_str(pl.col("own").fill_null("null"), "later", separator=",")
    return frame.select(
        pl.when(pl.col("later").is_null()).then("own").otherwise(beside).alias("texts")
    )["texts"]


def _quoted(texts: pl.Series) -> pl.Series:
    """Texts as JSON has them."""
    special = texts.str.contains(_SPECIAL).fill_null(value=False)
    quoted = '"' + texts + '"'
    if special.any():
        spelled = pl.Series(map(spell, texts.filter(special)), dtype=pl.String)
        quoted = quoted.scatter(special.arg_true(), spelled)
    return quoted


def _objects(fields: Sequence[pl.Series], size: int) -> pl.Series:
    """The fields of each row as one object, without those that are null."""
    if not fields:
        return pl.Series(["{}"] * size, dtype=pl.String)
    frame = pl.DataFrame([field.alias(str(i)) for i, field in enumerate(fields)])
    joined = pl.concat_str(pl.all(), separator=",", ignore_nulls=True)
    return frame.select(("{" + joined + "}").alias("object"))["object"]
