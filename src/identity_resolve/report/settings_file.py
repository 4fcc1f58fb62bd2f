"""What was inferred, as a settings file to edit and pass back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from identity_resolve.settings import Settings
from identity_resolve.sources.inference import InferredColumn
from identity_resolve.sources.recording import MappedSource

__all__ = ["render_settings_file"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def render_settings_file(mapped: Sequence[MappedSource], settings: Settings) -> str:
    """TOML text that `load_settings` reads: what every column is held to be, and why.

    Args:
        mapped: the sources and what their columns are.
        settings: the settings they were read with.
    """
    return "\n".join([*_general(settings), *(line for m in mapped for line in _source(m))]) + "\n"


def _general(settings: Settings) -> Iterator[str]:
    yield "# What identity-resolve inferred. Edit it and pass it back with --settings."
    yield f'region = "{settings.region}"  # country of numbers without a country code'
    yield f"threshold = {settings.threshold}  # probability from which two records are one customer"
    yield ""
    yield "[limits]"
    yield f"bucket = {settings.limits.bucket}  # most records of one block key"
    yield f"component = {settings.limits.component}  # most records decided together"


def _source(mapped: MappedSource) -> Iterator[str]:
    name = _key(mapped.source.name)
    yield ""
    yield f"[sources.{name}]"
    yield f"unique = {str(mapped.unique).lower()}  # true: its records are different customers"
    yield f"[sources.{name}.columns]"
    for column in mapped.columns:
        yield f"{_key(column.column)} = {_value(column)}  # {column.confidence:.0%}: {column.why}"


def _value(column: InferredColumn) -> str:
    extra = {"issuer": column.issuer, "of": column.issuer_of, "field": column.field}
    held = {key: value for key, value in extra.items() if value}
    if not held:
        return _text(column.kind)
    fields = ", ".join(
        f"{key} = {_text(value)}" for key, value in {"kind": column.kind, **held}.items()
    )
    return f"{{ {fields} }}"


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for the DEL character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
