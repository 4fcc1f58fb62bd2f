"""A file as a frame: its format by its name, or by its first bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import polars as pl

from identity_resolve.errors import SourceError
from identity_resolve.sources.content import Content, load_content, to_utf8
from identity_resolve.sources.csv_ import read_csv
from identity_resolve.sources.json_ import read_json, read_ndjson

__all__ = ["file_stem", "read_file"]

Read: TypeAlias = Callable[[Content], pl.DataFrame]

_PARQUET = b"PAR1"


def read_file(path: Path) -> pl.DataFrame:
    """Records of a CSV, Parquet, NDJSON or JSON file, also compressed with gzip.

    Raises:
        SourceError: the file cannot be read; the message names line and column where known.
    """
    content = load_content(path)
    extension = _plain_name(path).suffix.lower()
    if extension in (".parquet", ".pq") or content.head(len(_PARQUET)) == _PARQUET:
        return _read_parquet(content)
    content = to_utf8(content)
    return READERS.get(extension, _read_any)(content)


def file_stem(path: Path) -> str:
    """The name of a file without its extension.

    >>> file_stem(Path("data/crm.2024.csv.gz"))
    'crm.2024'
    """
    return _plain_name(path).stem


def _plain_name(path: Path) -> Path:
    return Path(path.stem) if path.suffix.lower() == ".gz" else Path(path.name)


def _read_parquet(content: Content) -> pl.DataFrame:
    try:
        return pl.read_parquet(content.data, glob=False)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
        raise SourceError(
            f"{content.path}: not a Parquet file, or a damaged one; write or copy it again"
        ) from error


def _read_any(content: Content) -> pl.DataFrame:
    """A text file of no known extension: JSON shows in its first character."""
    start = content.head(1 << 16).removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    return (read_json if start in (b"{", b"[") else read_csv)(content)


READERS: Mapping[str, Read] = MappingProxyType(
    {
        ".csv": read_csv,
        ".txt": read_csv,
        ".tsv": partial(read_csv, default="\t"),
        ".json": read_json,
        ".ndjson": read_ndjson,
        ".jsonl": read_ndjson,
    }
)
