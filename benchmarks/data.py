"""Data sets with a known truth, brought into one form for every tool.

A folder of data sets holds one folder each, with records.parquet (record_id and text columns) and
truth.csv (record_id, entity_id). Record ids of some published sets contain the answer, so they are
replaced by random ones and the rows are shuffled.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.normalize import normalize
from benchmarks.simulated import SETS, write

__all__ = ["PUBLISHED", "SIMULATED", "DataSet", "generated", "published", "simulated"]

PUBLISHED = (
    "febrl1", "febrl2", "febrl3", "febrl4", "splink_fake_1000", "splink_historical_50k",
    "dqbench_er_t1", "dqbench_er_t2",
)  # fmt: skip
SIMULATED = tuple(SETS)


@dataclass(frozen=True, slots=True)
class DataSet:
    """One data set, ready to run.

    Attributes:
        name: what to call it.
        setup: which of the rival's settings fit it.
        records: Parquet files of the sources as they are, with record ids that say nothing.
        truth: Parquet file of record_id, entity_id and, where it is known, household_id.
        size: number of records.
    """

    name: str
    setup: str
    records: tuple[Path, ...]
    truth: Path
    size: int

    def normalized(self) -> Path:
        """Parquet file of the records of the one source, simply normalized; made when first asked for."""
        (records,) = self.records
        path = self.truth.parent / "normalized.parquet"
        if not path.exists() or path.stat().st_mtime < records.stat().st_mtime:
            normalize(pl.scan_parquet(records)).sink_parquet(path)
        return path


def published(name: str, folder: Path, work: Path) -> DataSet | None:
    """A data set from a folder, or None when it is not there."""
    records, truth = folder / name / "records.parquet", folder / name / "truth.csv"
    if not (records.exists() and truth.exists()):
        return None
    frame = pl.read_parquet(records).drop("source", strict=False)
    labels = pl.read_csv(truth, infer_schema_length=0)
    ids = frame.select("record_id").sample(fraction=1, shuffle=True, seed=1)
    ids = ids.with_row_index("number").with_columns(
        number=pl.format("r{}", pl.col("number").cast(pl.String).str.zfill(8))
    )
    hidden = ids.join(frame, on="record_id", maintain_order="left").drop("record_id")
    hidden = hidden.rename({"number": "record_id"})
    known = ids.join(labels, on="record_id").select(
        pl.col("number").alias("record_id"), "entity_id"
    )
    directory = work / name
    directory.mkdir(parents=True, exist_ok=True)
    hidden.write_parquet(directory / "records.parquet")
    known.write_parquet(directory / "truth.parquet")
    records, truth = directory / "records.parquet", directory / "truth.parquet"
    return DataSet(name, name, (records,), truth, hidden.height)


def _generate_apart(records: int, seed: int, directory: Path) -> None:
    """Generate in a process of its own, so that its memory is free again before anything runs."""
    command = [sys.executable, str(Path(__file__).with_name("customers.py"))]
    command += ["--records", str(records), "--seed", str(seed), "--out", str(directory)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def generated(records: int, seed: int, work: Path) -> DataSet:
    """Touchpoints of our own generator, made once and kept in `work`. Never read as a whole."""
    name = f"customers_{records}"
    directory = work / f"{name}_seed{seed}"
    truth = directory / "known.parquet"
    if not truth.exists():
        _generate_apart(records, seed, directory)
        made = pl.scan_parquet(directory / "truth.parquet").rename({"person_id": "entity_id"})
        made.sink_parquet(truth)
    return DataSet(name, "customers", (directory / "records.parquet",), truth, records)


def simulated(name: str, seed: int, work: Path) -> DataSet:
    """A simulated set, made anew: it takes seconds."""
    sources, truth = write(name, seed, work / f"{name}_seed{seed}")
    return DataSet(name, "simulated", tuple(sources), truth, len(pl.read_parquet(truth)))
