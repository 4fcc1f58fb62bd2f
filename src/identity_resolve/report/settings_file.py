"""What was inferred and set, as a settings file to edit and pass back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from identity_resolve.settings import COLUMN_KINDS, Settings
from identity_resolve.sources.inference import InferredColumn
from identity_resolve.sources.recording import MappedSource

__all__ = ["render_settings_file"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")

_NOTES: Mapping[str, str] = {
    "region": "country of numbers without a country code",
    "threshold": "probability from which two records are one customer",
}
"""General settings that are always shown, and what they mean."""


def render_settings_file(mapped: Sequence[MappedSource], settings: Settings) -> str:
    """TOML text that `load_settings` reads: what every column is held to be, and why.

    Passed back unchanged, it gives the same customers.

    Args:
        mapped: the sources and what their columns are.
        settings: the settings they were read with; what they set is kept.
    """
    return "\n".join([*_general(settings), *(line for m in mapped for line in _source(m))]) + "\n"


def _general(settings: Settings) -> Iterator[str]:
    yield "# What the columns seem to be. Correct it, then: identity-resolve resolve --settings FILE ..."
    yield from wrap(
        f"A column is one of {', '.join(COLUMN_KINDS)}.",
        initial_indent="# ",
        subsequent_indent="# ",
        width=100,
    )
    given = settings.model_dump(exclude_defaults=True, exclude={"sources"})
    shown = [name for name in _NOTES if name != "threshold" or settings.precision is None]
    for name, note in ((name, _NOTES[name]) for name in shown):
        yield f"{name} = {_value(getattr(settings, name))}  # {note}"
    yield from (f"{_key(k)} = {_value(v)}" for k, v in given.items() if k not in _NOTES)


def _source(mapped: MappedSource) -> Iterator[str]:
    name = _key(mapped.source.name)
    yield ""
    yield f"[sources.{name}]"
    yield f"unique = {_value(mapped.unique)}  # true: no two of its records are one customer"
    if mapped.channel is not None:
        yield f"channel = {_value(mapped.channel)}"
    yield f"[sources.{name}.columns]"
    for column in mapped.columns:
        yield f"{_key(column.column)} = {_column(column)}  # {_comment(column)}"


def _column(column: InferredColumn) -> str:
    extra = {
        "issuer": column.issuer or None,
        "of": column.issuer_of,
        "field": column.field,
        "family_first": column.family_first,
    }
    held = {key: value for key, value in extra.items() if value is not None}
    return _value({"kind": column.kind, **held} if held else column.kind)


def _comment(column: InferredColumn) -> str:
    """How sure it is, and why; a comment must not hold what ends a line."""
    why = "".join(c if c.isprintable() else " " for c in column.why)
    return why if column.why == "set" else f"{column.confidence:.0%} sure: {why}"


def _value(value: object) -> str:
    """A value as TOML writes it in one line."""
    match value:
        case str():
            return _text(value)
        case Mapping():
            fields = ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items())
            return f"{{ {fields} }}"
        case list():
            return f"[{', '.join(map(_value, value))}]"
    return json.dumps(value)


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _text(name)


def _text(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for the DEL character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
