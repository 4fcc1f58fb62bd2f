"""Every format, by name and by content."""

import gzip
import json
from pathlib import Path

import polars as pl
import pytest

from identity_resolve.errors import SourceError
from identity_resolve.sources.files import file_stem, read_file

FRAME = pl.DataFrame({"id": ["1", "2"], "name": ["Zoë", None]})


def write(path, extension):
    match extension:
        case "parquet" | "pq":
            FRAME.write_parquet(path)
        case "json":
            path.write_text(json.dumps(FRAME.to_dicts()), encoding="utf-8")
        case "ndjson" | "jsonl":
            path.write_text(FRAME.write_ndjson(), encoding="utf-8")
        case "tsv":
            path.write_text(FRAME.write_csv(separator="\t"), encoding="utf-8")
        case _:
            path.write_text(FRAME.write_csv(), encoding="utf-8")


EXTENSIONS = ["csv", "tsv", "txt", "parquet", "pq", "json", "ndjson", "jsonl"]


@pytest.mark.parametrize("name", ["crm.{}", "CRM.{}", "a [1] *.{}"])
@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_format_by_its_extension(tmp_path, extension, name):
    path = tmp_path / name.format(extension.upper() if name.isupper() else extension)
    write(path, extension)
    assert read_file(path).equals(FRAME)


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_every_format_compressed(tmp_path, extension):
    plain = tmp_path / "plain"
    write(plain, extension)
    path = tmp_path / f"crm.{extension}.gz"
    path.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_file(path).equals(FRAME)


@pytest.mark.parametrize("extension", ["csv", "tsv", "parquet", "json", "ndjson"])
@pytest.mark.parametrize("name", ["crm", "crm.dat", "crm.gz"])
def test_every_format_by_its_content(tmp_path, extension, name):
    path = tmp_path / name
    write(path, extension)
    assert read_file(path).equals(FRAME)


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-20], lambda data: b"PAR1xxxx", lambda data: b"x"]
)
def test_a_damaged_parquet_file(tmp_path, damage, capfd):
    path = tmp_path / "crm.parquet"
    FRAME.write_parquet(path)
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(SourceError) as caught:
        read_file(path)
    assert str(caught.value) == (
        f"{path}: not a Parquet file, or a damaged one; write or copy it again"
    )


@pytest.mark.parametrize(
    ("name", "stem"),
    [("a/crm.csv", "crm"), ("crm.v2.CSV.GZ", "crm.v2"), ("crm", "crm"), ("x.gz", "x")],
)
def test_the_stem_of_a_file(name, stem):
    assert file_stem(Path(name)) == stem
