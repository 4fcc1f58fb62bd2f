"""Whatever a user has becomes sources with names of their own."""

from datetime import datetime
from decimal import Decimal

import duckdb
import pandas as pd
import polars as pl
import pytest

from identity_resolve.errors import SourceError
from identity_resolve.sources.readers import read_sources

ROWS = [{"id": 1, "name": "Ann"}, {"id": 2, "name": "Bo"}]
TEXTS = [("1", "Ann"), ("2", "Bo")]


@pytest.fixture
def folder(tmp_path):
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.csv").write_text(f"id,name\n1,{name}\n")
    (tmp_path / "d.csv").mkdir()
    return tmp_path


def fault(inputs, **names):
    with pytest.raises(SourceError) as caught:
        read_sources(inputs, **names)
    return str(caught.value)


def summary(inputs, **names):
    return [(source.name, source.frame.rows()) for source in read_sources(inputs, **names)]


@pytest.mark.parametrize("kind", [str, lambda path: path])
def test_a_path(folder, kind):
    [source] = read_sources(kind(folder / "a.csv"))
    assert (source.name, source.origin) == ("a", str(folder / "a.csv"))
    assert source.frame.rows() == [("1", "a")]
    assert source.numeric == source.temporal == frozenset()


@pytest.mark.parametrize(
    "inputs",
    [
        ROWS,
        tuple(ROWS),
        iter(ROWS),
        (row for row in ROWS),
        [ROWS],
        pl.DataFrame(ROWS),
        pl.LazyFrame(ROWS),
        pd.DataFrame(ROWS),
        [pl.DataFrame(ROWS)],
        {"records": ROWS},
        {"records": iter(ROWS)},
    ],
)
def test_one_source_of_records(inputs):
    assert summary(inputs) == [("records", TEXTS)]


def test_a_duckdb_relation():
    with duckdb.connect() as connection:
        relation = connection.sql("from (values (1, 'Ann'), (2, 'Bo')) t(id, name)")
        assert summary(relation) == [("records", TEXTS)]
        assert [name for name, _ in summary([relation, relation])] == ["records", "records_2"]


def test_a_pattern_gives_its_files_sorted(folder):
    assert [name for name, _ in summary(str(folder / "*.csv"))] == ["a", "b", "c"]
    assert [name for name, _ in summary(folder / "[bc].csv")] == ["b", "c"]


def test_a_file_whose_name_looks_like_a_pattern(folder):
    (folder / "[a].csv").write_text("id\nx\n")
    assert summary(folder / "[a].csv") == [("[a]", [("x",)])]


def test_a_list_mixes_paths_patterns_frames_and_lists_of_dicts(folder):
    found = summary([folder / "c.csv", str(folder / "[ab].csv"), pl.DataFrame(ROWS), ROWS])
    assert [name for name, _ in found] == ["c", "a", "b", "records", "records_2"]
    assert found[3][1] == found[4][1] == TEXTS


def test_a_mapping_names_its_inputs(folder):
    found = summary({"crm": folder / "a.csv", "web": ROWS, "old": str(folder / "[bc].csv")})
    assert [name for name, _ in found] == ["crm", "web", "old", "old_2"]


def test_given_names(folder):
    assert [n for n, _ in summary([folder / "a.csv", ROWS], names=["crm", "web"])] == ["crm", "web"]


def test_names_stay_distinct():
    names = [name for name, _ in summary([ROWS] * 4, names=["a", "a", "a_2", "a"])]
    assert names == ["a", "a_3", "a_2", "a_4"]


def test_types_are_remembered_and_structures_flattened():
    day = datetime(2020, 1, 2)
    rows = [{"n": 1, "x": 1.5, "t": "a", "d": {"day": day.date(), "at": day}, "m": Decimal(2)}]
    [source] = read_sources(rows)
    assert source.numeric == {"n", "x", "m"}
    assert source.temporal == {"d.day", "d.at"}
    assert source.frame.rows() == [("1", "1.5", "a", "2020-01-02", "2020-01-02", "2")]
    assert set(source.frame.dtypes) == {pl.String}


def test_numbers_in_json_are_remembered(tmp_path):
    path = tmp_path / "web.ndjson"
    path.write_text('{"phone": 2125551234.0, "at": "2020-01-02"}\n')
    [source] = read_sources(path)
    assert source.frame.rows() == [("2125551234", "2020-01-02")]
    assert (source.numeric, source.temporal) == ({"phone"}, frozenset())


def test_columns_without_any_value_and_one_record(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id,fax,pager\n1,, \n")
    [source] = read_sources(path)
    assert source.frame.rows() == [("1", None, None)]


def test_the_order_of_records_is_kept(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("id\n" + "".join(f"{i * 7919 % 50_000}\n" for i in range(50_000)))
    [source] = read_sources(path)
    assert source.frame.to_series().to_list() == [str(i * 7919 % 50_000) for i in range(50_000)]


@pytest.mark.parametrize(
    ("inputs", "expected"),
    [
        ([], "dicts: no records; the input is empty"),
        ({}, "nothing to read: no inputs were given; give at least one file or frame"),
        ({"crm": []}, "crm: no records; the input is empty"),
        ([{}, {}], "dicts: no columns, so no records can be read"),
        (pl.DataFrame(), "data frame: no columns, so no records can be read"),
        (pl.DataFrame({"a": []}), "data frame: no records, only column names; check how it was"),
        ([pl.DataFrame(ROWS), ROWS[0]], "a list holds either dicts, which are the records of one"),
        (5, "cannot read a int; give a path, a frame with the Arrow PyCapsule interface"),
        (b"a,b", "bytes are not an input; write them to a file, or pass a path"),
        ("no/such.csv", "no/such.csv: no such file; check the path"),
        ("no/such/*.csv", "no/such/*.csv: no file matches the pattern; check the path"),
        (
            pl.DataFrame({"a.b": [1], "a": [{"b": 2}]}),
            "data frame: column 'a.b' exists already, beside a structure with that field",
        ),
    ],
)
def test_inputs_without_records(inputs, expected):
    assert fault(inputs).startswith(expected)


@pytest.mark.parametrize("text", ["id,name\n", "id,name", "id,name\n\n\n"])
def test_a_file_with_a_header_only(tmp_path, text):
    path = tmp_path / "a.csv"
    path.write_text(text)
    assert fault(path) == f"{path}: no records, only column names; check how it was written"


@pytest.mark.parametrize(
    ("name", "text"), [("a.json", "[]"), ("a.ndjson", "\n"), ("a.json", "[{}]"), ("a.json", "{}")]
)
def test_json_without_records(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text)
    assert fault(path) == f"{path}: no columns, so no records can be read"


def test_as_many_names_as_sources(folder):
    assert fault(folder / "[ab].csv", names=["crm"]) == (
        "names: 1 given for 2 sources; give one for each of a, b"
    )
