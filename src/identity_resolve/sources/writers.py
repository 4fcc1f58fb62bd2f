"""Write tables to a directory: whole or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from uuid import uuid4

import polars as pl

from identity_resolve.errors import SettingsError, SourceError

__all__ = ["FORMATS", "check_directory", "read_table", "write_tables"]

FORMATS = ("parquet", "csv", "ndjson")

_NO_TEXTS: Mapping[str, str] = MappingProxyType({})
_FORMULA = r"^'*[=@\t\r+-]"
_SIGNED = r"^[+-][\d ().;ext=-]+$"


def write_tables(
    tables: Mapping[str, pl.DataFrame],
    directory: str | os.PathLike[str],
    *,
    format: str = "parquet",  # noqa: A002 - the word users know
    texts: Mapping[str, str] = _NO_TEXTS,
) -> list[Path]:
    """Write tables, one file each, and other texts; all of them appear, or none.

    Everything is written to a hidden directory first and moved in when it is complete. Files of the
    same tables in another format are removed; other files in the directory stay. In CSV, lists and
    structures become JSON, and a text that a spreadsheet would run as a formula gets a leading
    apostrophe, which `read_table` takes away again.

    Args:
        tables: file name without extension to table.
        directory: where to; made if it does not exist.
        format: one of `FORMATS`.
        texts: file name to content, for files that are not tables.

    Returns:
        The files, in the order given.

    Raises:
        SettingsError: the format is unknown.
        SourceError: the directory cannot be written to.
    """
    if format not in FORMATS:
        raise SettingsError(f"format: {format!r} is unknown; use one of {', '.join(FORMATS)}")
    target = Path(directory).resolve()
    try:
        with _workplace(target) as place:
            names = [_write_table(table, place, name, format) for name, table in tables.items()]
            names += [_write_text(content, place / name) for name, content in texts.items()]
            for name in names:
                _sync(place / name)
            _move(place, target, names)
            _remove_stale(target, tables, format)
    except (OSError, pl.exceptions.PolarsError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SourceError(
            f"{directory}: cannot be written ({reason}); nothing was changed"
        ) from error
    return [Path(directory) / name for name in names]


def check_directory(directory: str | os.PathLike[str]) -> None:
    """Find out, without making it, whether a directory can be written to.

    Raises:
        SourceError: it, or what it would be in, is a file or cannot be written to.
    """
    target = Path(directory)
    there = next(path for path in (target, *target.absolute().parents) if os.path.exists(path))
    if not there.is_dir():
        raise SourceError(f"{there}: is a file; name a directory to write to")
    if not os.access(there, os.W_OK | os.X_OK):
        raise SourceError(f"{there}: permission denied; name a directory you may write to")


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """A hidden directory on the target's file system, gone in the end whatever happens."""
    check_directory(target)
    home = target if target.is_dir() else target.parent
    home.mkdir(parents=True, exist_ok=True)
    place = home / f".{target.name}-{uuid4().hex}.tmp"
    place.mkdir()
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _write_table(table: pl.DataFrame, place: Path, name: str, extension: str) -> str:
    file = f"{name}.{extension}"
    match extension:
        case "parquet":
            table.write_parquet(place / file)
        case "csv":
            _guarded(table).write_csv(place / file)
        case "ndjson":
            table.write_ndjson(place / file)
    return file


def _write_text(content: str, path: Path) -> str:
    path.write_text(content, encoding="utf-8", newline="\n")
    return path.name


def _sync(path: Path) -> None:
    with path.open("rb+") as handle:
        os.fsync(handle.fileno())


def _move(place: Path, target: Path, names: list[str]) -> None:
    if not target.exists():
        place.rename(target)
        return
    for name in names:
        if (target / name).is_dir():
            raise IsADirectoryError(f"{name} is a directory there")
    for name in names:
        (place / name).replace(target / name)


def _remove_stale(target: Path, tables: Mapping[str, pl.DataFrame], extension: str) -> None:
    for name in tables:
        for other in FORMATS:
            if other != extension:
                (target / f"{name}.{other}").unlink(missing_ok=True)


def _guarded(table: pl.DataFrame) -> pl.DataFrame:
    """A table as CSV can hold it: nested columns as JSON, no text that starts a formula."""
    texts = table.with_columns(
        _json(name) for name, dtype in table.schema.items() if dtype.is_nested()
    )
    return _on_texts(texts, _guard)


def _on_texts(table: pl.DataFrame, change: Callable[[pl.Expr], pl.Expr]) -> pl.DataFrame:
    """Change all text of a table, its headers too."""
    headers = pl.DataFrame({"header": table.columns}).select(change(pl.col("header")))
    changed = table.with_columns(change(pl.col(pl.String)).name.keep())
    changed.columns = headers.to_series().to_list()
    return changed


def _json(name: str) -> pl.Expr:
    value = pl.struct(pl.col(name).alias("v")).struct.json_encode()  # {"v":...}
    return pl.when(pl.col(name).is_not_null()).then(value.str.slice(5).str.head(-1)).alias(name)


def _guard(text: pl.Expr) -> pl.Expr:
    return pl.when(_is_formula(text)).then("'" + text).otherwise(text)


def _unguard(text: pl.Expr) -> pl.Expr:
    rest = text.str.slice(1)
    guarded = text.str.starts_with("'") & _is_formula(rest)
    return pl.when(guarded).then(rest).otherwise(text)


def _is_formula(text: pl.Expr) -> pl.Expr:
    """Whether a spreadsheet might run the text; signed numbers and phone numbers are harmless."""
    return text.str.contains(_FORMULA) & ~text.str.contains(_SIGNED)


def read_table(directory: str | os.PathLike[str], name: str) -> pl.DataFrame:
    """Read a table that `write_tables` wrote; from CSV every column is text.

    Raises:
        SourceError: there is no such table, or it is damaged.
    """
    for extension in FORMATS:
        path = Path(directory) / f"{name}.{extension}"
        if path.is_file():
            try:
                return _read(path)
            except (OSError, pl.exceptions.PolarsError) as error:
                raise SourceError(f"{path}: damaged or not readable; write it again") from error
    expected = ", ".join(f"{name}.{extension}" for extension in FORMATS)
    raise SourceError(f"{directory}: no table {name!r} (none of {expected}); check the directory")


def _read(path: Path) -> pl.DataFrame:
    match path.suffix:
        case ".parquet":
            return pl.read_parquet(path, glob=False)
        case ".csv":
            return _on_texts(pl.read_csv(path, infer_schema=False, glob=False), _unguard)
    if not path.stat().st_size:
        return pl.DataFrame()
    return pl.read_ndjson(path.read_bytes(), infer_schema_length=None)
