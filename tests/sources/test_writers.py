"""Tables appear whole or not at all, and read back equal."""

import csv
from datetime import datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.errors import SettingsError, SourceError
from identity_resolve.sources.writers import FORMATS, read_table, write_tables

MEMBERS = pl.DataFrame(
    {
        "record_id": ["007", "1,2", 'say "hi"\r\nho'],
        "customer_id": ["a", None, "👩‍👩‍👧"],
        "probability": [0.5, 1.0, None],
    }
)
NESTED = pl.DataFrame(
    {
        "id": ["1", "2", "3"],
        "emails": [["a@b.org", 'q"q'], [], None],
        "name": [{"given": "Ann", "at": datetime(2020, 1, 2)}, None, {"given": None, "at": None}],
    }
)


def names(directory):
    return sorted(path.name for path in directory.iterdir())


@pytest.mark.parametrize("extension", FORMATS)
def test_tables_and_texts_are_written_in_order(tmp_path, extension):
    out = tmp_path / "new" / "out"
    tables = {"members": MEMBERS, "edges": pl.DataFrame({"left": [1]})}
    paths = write_tables(tables, out, format=extension, texts={"summary.txt": "né\n"})
    assert paths == [out / f"members.{extension}", out / f"edges.{extension}", out / "summary.txt"]
    assert all(path.is_file() for path in paths)
    assert (out / "summary.txt").read_bytes() == "né\n".encode()
    assert names(tmp_path) == ["new"]
    assert names(tmp_path / "new") == ["out"]


@pytest.mark.parametrize("extension", ["parquet", "ndjson"])
@pytest.mark.parametrize("table", [MEMBERS, NESTED.drop("name")])
def test_what_is_written_reads_back_equal(tmp_path, extension, table):
    write_tables({"t": table}, tmp_path, format=extension)
    assert read_table(tmp_path, "t").equals(table)


def test_csv_reads_back_as_text(tmp_path):
    write_tables({"t": MEMBERS}, tmp_path, format="csv")
    assert read_table(tmp_path, "t").equals(MEMBERS.cast(pl.String))


@pytest.mark.parametrize("extension", FORMATS)
def test_a_table_without_rows(tmp_path, extension):
    write_tables({"t": MEMBERS.clear()}, tmp_path, format=extension)
    assert read_table(tmp_path, "t").height == 0


def test_nested_columns_are_json_in_csv(tmp_path):
    write_tables({"t": NESTED}, tmp_path, format="csv")
    rows = read_table(tmp_path, "t").rows()
    assert rows[0][1] == '["a@b.org","q\\"q"]'
    assert rows[0][2].startswith('{"given":"Ann","at":"2020-01-02')
    assert rows[1][1:] == ("[]", None)
    assert rows[2][1:] == (None, '{"given":null,"at":null}')


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=cmd|'/c calc'!A0", "'=cmd|'/c calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("+cmd", "'+cmd"),
        ("-2+3+cmd", "'-2+3+cmd"),
        ("'=1", "''=1"),
        ("+1 (212) 555-1234 ext. 5", "+1 (212) 555-1234 ext. 5"),
        ("-12.5", "-12.5"),
        ("ann@example.org", "ann@example.org"),
        ("'tis", "'tis"),
        ("a=b", "a=b"),
    ],
)
def test_formulas_are_disarmed_in_csv_and_read_back(tmp_path, value, written):
    table = pl.DataFrame({"=note": [value]})
    [path] = write_tables({"t": table}, tmp_path, format="csv")
    with path.open(newline="", encoding="utf-8") as handle:
        assert list(csv.reader(handle)) == [["'=note"], [written]]
    assert read_table(tmp_path, "t").equals(table)


@settings(max_examples=30)  # each example is a file
@given(st.lists(st.text(st.sampled_from("'=+-@\t\r\n1a,\" "), min_size=1), min_size=1))
def test_any_text_reads_back_from_csv(tmp_path_factory, values):
    table = pl.DataFrame({"id": ["x"] * len(values), "value": values})
    directory = tmp_path_factory.mktemp("out")
    write_tables({"t": table}, directory, format="csv")
    assert read_table(directory, "t").equals(table)


def test_writing_again_replaces_the_tables_and_leaves_other_files(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    write_tables({"t": MEMBERS, "other": MEMBERS}, tmp_path, format="csv")
    write_tables({"t": NESTED}, tmp_path)
    assert names(tmp_path) == ["mine.txt", "other.csv", "t.parquet"]
    assert read_table(tmp_path, "t").equals(NESTED)


class Unwritable(pl.DataFrame):
    """A table whose writing fails half-way."""

    def write_parquet(self, file, **options):
        file.write_bytes(b"PAR1 half")
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("exists", [True, False])
def test_a_failure_leaves_everything_as_it_was(tmp_path, exists):
    out = tmp_path / "out"
    if exists:
        write_tables({"a": MEMBERS}, out)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(SourceError) as caught:
        write_tables({"a": NESTED, "b": Unwritable()}, out)
    assert str(caught.value) == (
        f"{out}: cannot be written (No space left on device); nothing was changed"
    )
    assert sorted(tmp_path.rglob("*")) == before
    if exists:
        assert read_table(out, "a").equals(MEMBERS)


def test_a_directory_where_a_table_should_go_leaves_everything_as_it_was(tmp_path):
    write_tables({"a": MEMBERS}, tmp_path)
    (tmp_path / "b.parquet").mkdir()
    with pytest.raises(SourceError, match=r"b\.parquet is a directory there"):
        write_tables({"a": NESTED, "b": NESTED}, tmp_path)
    assert names(tmp_path) == ["a.parquet", "b.parquet"]
    assert read_table(tmp_path, "a").equals(MEMBERS)


@pytest.mark.parametrize("below", ["", "out"])
def test_a_file_where_the_directory_should_be(tmp_path, below):
    path = tmp_path / "file"
    path.write_text("mine")
    with pytest.raises(SourceError):
        write_tables({"a": MEMBERS}, path / below)
    assert path.read_text() == "mine"
    assert names(tmp_path) == ["file"]


def test_the_current_directory(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_tables({"a": MEMBERS}, ".")
    assert names(tmp_path) == ["a.parquet"]


def test_an_unknown_format(tmp_path):
    with pytest.raises(SettingsError) as caught:
        write_tables({"a": MEMBERS}, tmp_path / "out", format="xlsx")
    assert str(caught.value) == "format: 'xlsx' is unknown; use one of parquet, csv, ndjson"
    assert names(tmp_path) == []


def test_a_table_that_is_not_there(tmp_path):
    with pytest.raises(SourceError) as caught:
        read_table(tmp_path, "t")
    assert str(caught.value) == (
        f"{tmp_path}: no table 't' (none of t.parquet, t.csv, t.ndjson); check the directory"
    )


def test_a_damaged_table(tmp_path):
    (tmp_path / "t.parquet").write_bytes(b"PAR1")
    with pytest.raises(SourceError, match=r"t\.parquet: damaged or not readable; write it again"):
        read_table(tmp_path, "t")
