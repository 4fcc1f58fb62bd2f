"""The same records are the same customers, whatever they come in, and however odd they are."""

import gzip
import json
import sys
from datetime import date

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet
import pytest

import identity_resolve as ir
from tests.build import named, partition

ROWS = [
    ("a1", "Ann Leeds", "ann.leeds@example.org", 4155552671, date(1984, 7, 19), "94110"),
    ("a2", "A. Leeds", None, 4155552671, date(1984, 7, 19), "94110"),
    ("a3", "LEEDS, ANN", "Ann.Leeds@Example.org", None, None, None),
    ("b1", "Robert Moss", "rob@example.net", 6285553390, date(1990, 1, 2), "01077"),
    ("b2", "Bob Moss", "rob@example.net", 6285553390, None, "01077"),
    ("c1", "José Díaz-Peña", "jose@example.com", None, date(1971, 12, 31), "73301"),
    ("d1", None, None, 2125550143, None, None),
    ("e1", None, None, None, None, None),
]
COLUMNS = ("record_id", "customer", "email", "mobile", "born", "zip")
DICTS = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
FRAME = pl.DataFrame(DICTS)
CUSTOMERS = {frozenset(ids) for ids in (["a1", "a2", "a3"], ["b1", "b2"], ["c1"], ["d1"], ["e1"])}


def in_memory():
    """The records in whatever holds records."""
    connection = duckdb.connect()
    connection.register("frame", FRAME.to_arrow())
    return {
        "polars": FRAME,
        "lazy polars": FRAME.lazy(),
        "pandas": pd.DataFrame(DICTS),
        "pyarrow": FRAME.to_arrow(),
        "duckdb": connection.sql("select * from frame"),
        "dicts": DICTS,
        "an iterator": iter(DICTS),
        "a tuple": tuple(DICTS),
        "texts": [{k: None if v is None else str(v) for k, v in row.items()} for row in DICTS],
        "without the gaps": [{k: v for k, v in row.items() if v is not None} for row in DICTS],
        "a mapping": {"records": DICTS},
    }


@pytest.mark.parametrize("holder", in_memory())
def test_the_same_customers_from_whatever_holds_the_records(holder):
    assert named(ir.resolve(in_memory()[holder])) == named(ir.resolve(DICTS))


def test_those_customers_are_the_right_ones():
    assert partition(ir.resolve(DICTS)) == CUSTOMERS


def written(folder):
    """The records in files of every format."""
    text = FRAME.write_csv()
    lines = [json.dumps(row, default=str) for row in DICTS]
    FRAME.write_parquet(folder / "a.parquet")
    pa.parquet.write_table(FRAME.to_arrow(), folder / "b.pq")
    (folder / "c.csv").write_text(text)
    (folder / "d.csv.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "e.tsv").write_text(FRAME.write_csv(separator="\t"))
    (folder / "f.txt").write_text(FRAME.write_csv(separator=";", line_terminator="\r\n"))
    (folder / "g.csv").write_bytes(text.encode("utf-16"))
    (folder / "h.csv").write_bytes(text.encode("cp1252"))
    (folder / "i.ndjson").write_text("\n".join(lines))
    (folder / "j.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    (folder / "k.json").write_text(f"[{', '.join(lines)}]")
    return sorted(folder.iterdir())


def test_the_same_customers_from_files_of_every_format(tmp_path):
    expected = named(ir.resolve(DICTS))
    for path in written(tmp_path):
        assert named(ir.resolve(path, names=["records"])) == expected, path.name


@pytest.fixture
def split(tmp_path):
    """Three files with a part of the records each."""
    for number, rows in enumerate((ROWS[:2], ROWS[2:5], ROWS[5:]), start=1):
        frame = pl.DataFrame(rows, schema=FRAME.schema, orient="row")
        frame.write_csv(tmp_path / f"part-{number}.csv")
    return tmp_path


def test_several_sources_as_paths_a_pattern_or_named_frames_are_the_same_customers(split):
    paths = sorted(split.iterdir())
    frames = {path.stem: pl.read_csv(path, infer_schema=False) for path in paths}
    mixed = {"part-1": paths[0], "part-2": frames["part-2"].to_pandas(), "part-3": DICTS[5:]}
    expected = ir.resolve(paths)
    assert partition(expected) == CUSTOMERS
    for inputs in (str(split / "part-*.csv"), frames, mixed, list(map(str, reversed(paths)))):
        assert named(ir.resolve(inputs)) == named(expected)


def test_sources_may_use_other_names_for_the_same_things():
    crm = [{"id": 1, "First Name": "Ann", "Last Name": "Leeds", "E-Mail": "ann.leeds@example.org"}]
    web = [{"visit": "w1", "login": "Ann.Leeds@example.org", "user_name": "Ann Leeds"}]
    calls = [{"ContactName": "Leeds, Ann", "contactEmail": "ann.leeds@example.org"}]
    found = ir.resolve({"crm": crm, "web": web, "calls": calls})
    assert found.counts["customers"] == 1
    assert found.customers["sources"].to_list() == ["calls, crm, web"]


def test_records_of_a_source_declared_unique_meet_only_through_others():
    twice = [DICTS[0], {**DICTS[0], "record_id": "a9"}]
    settings = {"sources": {"crm": {"unique": True}}}
    found = ir.resolve({"crm": twice, "web": [DICTS[2]]}, settings=settings)
    ids = named(found)
    assert ids["a1"] != ids["a9"]
    assert ids["a3"] in (ids["a1"], ids["a9"])


@pytest.mark.parametrize(
    "columns",
    [("email",), ("mobile",), ("customer",), ("email", "mobile"), ("born", "zip")],
)
def test_a_few_columns_are_enough_to_run(columns):
    found = ir.resolve(FRAME.select("record_id", *columns))
    assert found.members["record_id"].to_list() == [row[0] for row in ROWS]
    assert found.edges.height == found.counts["edges"]
    assert found.summary()


@pytest.mark.parametrize("columns", [("born",), ("zip",)])
def test_columns_that_many_people_share_are_not_enough(columns):
    with pytest.raises(ir.SourceError, match=f"to tell customers by .*{columns[0]}"):
        ir.resolve(FRAME.select("record_id", *columns))


ODD = [
    "\0",
    "💥",
    "\u202eAnn\u202c",
    "\u200f\u200e",
    "=cmd|' /C calc'!A0",
    "Ａｎｎ",
    "ﬁ\u0301" * 999,
]


@pytest.mark.parametrize("column", ["customer", "email", "mobile", "born", "zip"])
def test_odd_values_in_one_column_change_nothing_for_other_records(column, tmp_path):
    """Hostile values become customers of their own, are written, and are read back."""
    odd = [{"record_id": f"x{i}", column: value} for i, value in enumerate(ODD)]
    settings = {"sources": {"records": {"columns": kinds()}}}
    clean = partition(ir.resolve(DICTS, settings=settings))
    mixed = [{k: None if v is None else str(v) for k, v in row.items()} for row in DICTS] + odd
    found = ir.resolve(mixed, settings=settings)
    assert {frozenset(ids) for ids in clean} <= {
        frozenset(i for i in ids if not i.startswith("x")) for ids in partition(found)
    }
    for extension in ("csv", "ndjson", "parquet"):
        found.write(tmp_path / extension, format=extension)
        assert ir.evaluate(found.members, found.members).pairwise.f1 == 1.0


def kinds():
    names = ("record_id", "full_name", "email", "phone", "birth_date", "postcode")
    return dict(zip(COLUMNS, names, strict=True))


def test_a_value_of_ten_million_characters_is_carried_to_the_tables(tmp_path):
    huge = "9" * 10_000_000
    rows = [*DICTS, {"record_id": "x", "customer": huge, "zip": huge}]
    found = ir.resolve(rows, settings={"sources": {"records": {"columns": kinds()}}})
    assert partition(found) == CUSTOMERS | {frozenset(["x"])}
    found.write(tmp_path / "out", format="csv")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("extension", ["csv", "parquet", "ndjson", "json"])
def test_a_file_whose_name_is_no_text(tmp_path, extension):
    path = tmp_path / f"caf\udce9.{extension}"
    frame = FRAME.with_columns(pl.col("born").cast(pl.String))
    with path.open("wb") as handle:
        getattr(frame, f"write_{extension}")(handle)
    found = ir.resolve(path)
    assert partition(found) == CUSTOMERS
    found.write(tmp_path / "out")


def test_columns_without_any_value_are_ignored_in_every_format(tmp_path):
    empty = FRAME.with_columns(fax=None, notes=pl.lit(""), score=pl.lit(float("nan")))
    assert named(ir.resolve(empty)) == named(ir.resolve(FRAME))
    empty.write_csv(tmp_path / "records.csv")
    empty.write_ndjson(tmp_path / "records.ndjson")
    for path in tmp_path.iterdir():
        assert named(ir.resolve(path)) == named(ir.resolve(FRAME)), path.name


def test_one_record_in_a_file_gives_all_tables(tmp_path):
    FRAME.head(1).write_csv(tmp_path / "one.csv")
    found = ir.resolve(tmp_path / "one.csv")
    found.write(tmp_path / "out")
    assert (found.members.height, found.customers.height, found.edges.height) == (1, 1, 0)
    assert "1 record: 1 customer in 1 household" in found.summary()


def test_records_of_which_none_are_alike_give_empty_evidence(tmp_path):
    rows = [DICTS[0], DICTS[3], DICTS[5]]
    found = ir.resolve(rows)
    found.write(tmp_path, format="ndjson")
    assert (found.counts["customers"], found.edges.height) == (3, 0)
    assert "Kept apart" not in found.summary()


def test_a_copy_of_every_record_doubles_every_customer():
    copies = [{**row, "record_id": f"{row['record_id']}'"} for row in DICTS[:6]]
    twice = partition(ir.resolve([*DICTS[:6], *copies]))
    assert {frozenset(i.rstrip("'") for i in ids) for ids in twice} == {
        ids for ids in CUSTOMERS if not ids & {"d1", "e1"}
    }
