"""The bytes of a file: decompressed, in UTF-8, and left on disk where they can be read there."""

from __future__ import annotations

import codecs
import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, BinaryIO

from identity_resolve.errors import SourceError

__all__ = ["Content", "load_content", "to_utf8"]

_CHUNK = 1 << 22
_GZIP = b"\x1f\x8b"
_WRONG_FORMATS = {
    b"PK\x03\x04": "an Excel workbook or a zip file; save its sheet as CSV, or unpack it",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook; save its sheet as CSV",
    b"\x28\xb5\x2f\xfd": "compressed with Zstandard; decompress it, or use gzip",
    b"SQLite format 3\x00": "an SQLite database; export the table as CSV or Parquet",
}
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds.

    Attributes:
        path: the file, as the user named it.
        data: the same path where the bytes can be read from disk as they are, else the bytes.
    """

    path: Path
    data: Path | bytes

    def open(self) -> BinaryIO:
        """The bytes as a stream."""
        return io.BytesIO(self.data) if isinstance(self.data, bytes) else self.data.open("rb")

    def open_text(self) -> IO[str]:
        """The text as a stream, line ends untouched, without byte order mark; needs `to_utf8`."""
        return io.TextIOWrapper(self.open(), encoding="utf-8-sig", newline="")

    def chunks(self) -> Iterator[bytes]:
        """The bytes in pieces, so that a large file need not fit in memory."""
        with self.open() as handle:
            while chunk := handle.read(_CHUNK):
                yield chunk

    def head(self, size: int) -> bytes:
        """The first bytes."""
        with self.open() as handle:
            return handle.read(size)

    def tail(self, size: int) -> bytes:
        """The last bytes."""
        with self.open() as handle:
            handle.seek(max(handle.seek(0, io.SEEK_END) - size, 0))
            return handle.read()


def load_content(path: Path) -> Content:
    """The bytes of a file, decompressed if they are gzip.

    Raises:
        SourceError: the file is missing, a directory, empty, unreadable, or of a known format that
            holds no records.
    """
    try:
        return _checked(_decompressed(path))
    except OSError as error:
        raise SourceError(f"{path}: {_reason(path, error)}") from error
    except (EOFError, zlib.error) as error:
        raise SourceError(
            f"{path}: the gzip data is cut off or damaged; compress or copy the file again"
        ) from error


def _decompressed(path: Path) -> Content:
    if path.is_dir():
        raise IsADirectoryError
    in_place = path.is_file() and str(path) == str(path).encode(errors="replace").decode()
    data = path if in_place else path.read_bytes()  # a pipe is read once; polars wants text names
    content = Content(path, data)
    if content.head(2) == _GZIP:
        with content.open() as handle, gzip.open(handle) as unpacked:
            return Content(path, unpacked.read())
    return content


def _checked(content: Content) -> Content:
    head = content.head(16)
    if not head:
        raise SourceError(f"{content.path}: the file is empty; check how it was written")
    for mark, what in _WRONG_FORMATS.items():
        if head.startswith(mark):
            raise SourceError(f"{content.path}: the file is {what}")
    return content


def _reason(path: Path, error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return "no such file; check the path"
        case IsADirectoryError():
            return f"is a directory; name its files, for example {str(path / '*.csv')!r}"
        case PermissionError():
            return "permission denied; make the file readable for this user"
        case gzip.BadGzipFile():
            return "the gzip data is damaged; compress or copy the file again"
    return f"cannot be read ({error.strerror or error})"


def to_utf8(content: Content) -> Content:
    """The same text in UTF-8: from UTF-16 by its mark, else from Windows-1252 or Latin-1.

    Raises:
        SourceError: the file has a UTF-16 mark and is not UTF-16.
    """
    if content.head(2) in _UTF16_MARKS:
        recoded = _recoded(content, "utf-16")
        if recoded is None:
            raise SourceError(
                f"{content.path}: starts as UTF-16 but is not valid UTF-16; save it as UTF-8"
            )
        return replace(content, data=recoded)
    if _is_utf8(content):
        return content
    recoded = _recoded(content, "cp1252")
    if recoded is None:
        recoded = b"".join(chunk.decode("latin-1").encode() for chunk in content.chunks())
    return replace(content, data=recoded)


def _is_utf8(content: Content) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for chunk in content.chunks():
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _recoded(content: Content, encoding: str) -> bytes | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        texts = [decoder.decode(chunk).encode() for chunk in content.chunks()]
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return b"".join(texts)
