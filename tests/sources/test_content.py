"""What a file's bytes become, and what is said when they cannot be had."""

import gzip
import os

import pytest

from identity_resolve.errors import SourceError
from identity_resolve.sources.content import load_content, to_utf8


def test_a_plain_file_stays_on_disk(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\n1\n")
    content = to_utf8(load_content(path))
    assert content.data == path
    assert b"".join(content.chunks()) == b"a\n1\n"


def test_gzip_is_known_by_its_first_bytes_not_by_its_name(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(gzip.compress(b"a\n1\n"))
    assert load_content(path).data == b"a\n1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_every_encoding_reads_as_the_same_text(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes("name\nZoë Müller\n".encode(encoding))
    with to_utf8(load_content(path)).open_text() as handle:
        assert handle.read() == "name\nZoë Müller\n"


def test_bytes_that_windows_1252_lacks_read_as_latin_1(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\n\xe9\x81\n")
    with to_utf8(load_content(path)).open_text() as handle:
        assert handle.read() == "a\né\x81\n"


def test_a_pipe_is_read_once_into_memory(tmp_path):
    read_end, write_end = os.pipe()
    os.write(write_end, b"a\n1\n")
    os.close(write_end)
    try:
        assert load_content(type(tmp_path)(f"/dev/fd/{read_end}")).data == b"a\n1\n"
    finally:
        os.close(read_end)


def message(path):
    with pytest.raises(SourceError) as caught:
        to_utf8(load_content(path))
    assert str(path) in str(caught.value)
    return str(caught.value).removeprefix(f"{path}: ")


def test_a_missing_file(tmp_path):
    assert message(tmp_path / "a.csv") == "no such file; check the path"


def test_a_directory(tmp_path):
    assert message(tmp_path).startswith("is a directory; name its files, for example")


def test_a_file_as_a_directory_of_the_path(tmp_path):
    (tmp_path / "a").write_bytes(b"x")
    assert message(tmp_path / "a" / "b.csv").startswith("cannot be read (Not a directory)")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_permission_denied(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"a\n1\n")
    path.chmod(0)
    assert message(path) == "permission denied; make the file readable for this user"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "the file is empty; check how it was written"),
        (gzip.compress(b"", mtime=0), "the file is empty; check how it was written"),
        (
            gzip.compress(b"a\n1\n" * 99, mtime=0)[:-9],
            "the gzip data is cut off or damaged; compress",
        ),
        (b"\x1f\x8b" + b"\x00" * 20, "the gzip data is damaged; compress"),
        (b"PK\x03\x04rest", "the file is an Excel workbook or a zip file; save its sheet as CSV"),
        (b"\x28\xb5\x2f\xfdrest", "the file is compressed with Zstandard; decompress it"),
        (b"\xff\xfea\x00b", "starts as UTF-16 but is not valid UTF-16; save it as UTF-8"),
    ],
)
def test_a_file_that_holds_no_text(tmp_path, data, expected):
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    assert message(path).startswith(expected)
