"""What a user may overrule, and nothing else. The home of pydantic.

Everything has a default, so the empty settings are valid settings. Every fault is reported at once,
each with its path, the value, and the nearest valid names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from identity_resolve.errors import SettingsError
from identity_resolve.kinds import KINDS

__all__ = [
    "COLUMN_KINDS",
    "ROLES",
    "ColumnSettings",
    "LimitSettings",
    "RuleSettings",
    "Settings",
    "SourceSettings",
    "load_settings",
    "parse_settings",
]

ROLES = ("ignore", "record_id", "channel", "timestamp", "year", "country", "issuer", "notes")
"""What a column may be besides a kind of value."""

COLUMN_KINDS = (*KINDS, *ROLES)

Survivorship = Literal["most recent", "most frequent", "most complete"]


PARTS = ("address", *dict.fromkeys(part for kind in KINDS.values() for part in kind.parts))
"""What a golden record has values of; ``address`` stands for all its parts."""


def _known_part(part: str) -> str:
    if part.partition(":")[0] not in PARTS:
        raise ValueError(f"is no part of a golden record; {_nearest(part, PARTS)}")
    return part


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ColumnSettings(_Part):
    """What a column is.

    Attributes:
        kind: a key of ``KINDS``, or a role.
        issuer: who issued the identifiers in it, such as ``US-CA``.
        of: for the role ``issuer``, the column whose issuer it names.
        field: a name that makes columns of two sources the same thing (ids of another system, texts).
        family_first: of whole names, whether they begin with the family name; None lets the values tell.
    """

    kind: str
    issuer: str = ""
    of: str | None = None
    field: str | None = None
    family_first: bool | None = None

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in COLUMN_KINDS:
            raise ValueError(f"is no kind; {_nearest(kind, COLUMN_KINDS)}")
        return kind


class SourceSettings(_Part):
    """What is known of a source.

    Attributes:
        unique: its records are different customers; they never merge with each other.
        record_id: the column that names a record; rows are numbered without one.
        channel: the channel all its records came by, where no column says so.
        columns: column to kind, or to `ColumnSettings`.
    """

    unique: bool = False
    record_id: str | None = None
    channel: str | None = None
    columns: dict[str, ColumnSettings] = Field(default_factory=dict)

    @field_validator("columns", mode="before")
    @classmethod
    def _short_form(cls, columns: Any) -> Any:
        if not isinstance(columns, Mapping):
            return columns
        return {k: {"kind": v} if isinstance(v, str) else v for k, v in columns.items()}


class RuleSettings(_Part):
    """A named decision about two records.

    Attributes:
        name: what a person reads.
        then: ``same`` (must-link) or ``different`` (cannot-link).
        fields: fields that must all agree, or, for ``different``, all conflict.
        unless: fields that suspend the rule: by conflicting, or, for ``different``, by agreeing.
    """

    name: str
    then: Literal["same", "different"]
    fields: Annotated[list[str], Field(min_length=1)]
    unless: list[str] = Field(default_factory=list)


def _known_kind(kind: str) -> str:
    if kind.partition(":")[0] not in KINDS:
        raise ValueError(f"is no kind; {_nearest(kind, KINDS)}")
    return kind


class LimitSettings(_Part):
    """Limits that bound time and memory.

    Attributes:
        bucket: most records of one block key; larger buckets are set aside.
        chunk: candidate pairs, about, held at a time.
        component: most records decided together.
        share: kind to the number of customers who may share a value.
    """

    bucket: Annotated[int, Field(ge=2)] = 100
    chunk: Annotated[int, Field(ge=1)] = 500_000
    component: Annotated[int, Field(ge=2)] = 200
    share: dict[Annotated[str, AfterValidator(_known_kind)], Annotated[int, Field(ge=1)]] = Field(
        default_factory=dict
    )


class Settings(_Part):
    """All settings of a run.

    Attributes:
        region: country (ISO 3166-1 alpha-2) of numbers without a country code.
        day_first: whether ``03/04/2001`` is 3 April; None lets each column tell.
        threshold: probability from which two records are one customer.
        precision: share of the merged pairs that is expected to be right, instead of a threshold;
            the run then merges as far as its evidence allows.
        review: certainty below which a decision is listed in `Result.review`.
        floor_bits: evidence, in bits, below which a pair is not kept.
        households: whether households are formed.
        sources: source name to what is known of it.
        rules: decisions above the model; None for the built-in ones.
        limits: bounds of time and memory.
        survivorship: part to the rule by which its value survives into the golden record.
    """

    region: Annotated[str, Field(pattern=r"^[A-Z]{2}$")] = "US"
    day_first: bool | None = None
    threshold: Annotated[float, Field(gt=0, lt=1)] = 0.5
    precision: Annotated[float, Field(gt=0, lt=1)] | None = None
    review: Annotated[float, Field(ge=0.5, le=1)] = 0.9
    floor_bits: Annotated[float, Field(ge=-10, le=0)] = -2.0
    households: bool = True
    sources: dict[str, SourceSettings] = Field(default_factory=dict)
    rules: list[RuleSettings] | None = None
    limits: LimitSettings = Field(default_factory=LimitSettings)
    survivorship: dict[Annotated[str, AfterValidator(_known_part)], Survivorship] = Field(
        default_factory=dict
    )

    @model_validator(mode="after")
    def _one_threshold(self) -> Self:
        if self.precision is not None and "threshold" in self.model_fields_set:
            raise ValueError(
                "precision and threshold: both are given; a precision is reached by a threshold "
                "of its own, so give one of them"
            )
        return self


def parse_settings(mapping: Mapping[str, Any]) -> Settings:
    """Settings from plain data.

    Raises:
        SettingsError: all faults, one a line.

    >>> parse_settings({"sources": {"crm": {"columns": {"dl": "licence"}}}})
    Traceback (most recent call last):
    identity_resolve.errors.SettingsError: sources.crm.columns.dl.kind: 'licence' is no kind; did you mean 'license'?
    """
    try:
        return Settings.model_validate(dict(mapping))
    except ValidationError as fault:
        raise SettingsError("\n".join(_explain(error) for error in fault.errors())) from None


def load_settings(path: str | PathLike[str]) -> Settings:
    """Settings from a TOML file.

    Raises:
        SettingsError: the file cannot be read, is no TOML, or holds faults.
    """
    try:
        with Path(path).open("rb") as handle:
            return parse_settings(tomllib.load(handle))
    except OSError as fault:
        raise SettingsError(f"cannot read settings {path}: {fault.strerror}") from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise SettingsError(f"{path} is no TOML: {fault}") from fault
    except SettingsError as fault:
        raise SettingsError(f"{path}:\n{fault}") from None


def _nearest(name: str, known: Any) -> str:
    nearest = get_close_matches(name, list(known), n=3, cutoff=0.5)
    if nearest:
        return f"did you mean {' or '.join(map(repr, nearest))}?"
    return f"known are {', '.join(known)}"


_MODELS: Mapping[str, type[BaseModel]] = {
    "sources": SourceSettings,
    "columns": ColumnSettings,
    "rules": RuleSettings,
    "limits": LimitSettings,
}


def _explain(error: Any) -> str:
    """One fault as ``path: value what is wrong; what is near``."""
    path = ".".join(str(step) for step in error["loc"] if step != "[key]")
    value = error["input"]
    if not path:  # about several settings at once
        return str(error["msg"].removeprefix("Value error, "))
    if error["type"] == "missing":
        return f"{path}: is missing"
    if error["type"] == "extra_forbidden":
        return f"{path}: no such setting; {_nearest(str(error['loc'][-1]), _fields(error['loc']))}"
    shown = repr(value) if isinstance(value, str | int | float | bool) else type(value).__name__
    if error["type"] == "literal_error":
        expected = error["ctx"]["expected"]
        return f"{path}: {shown} is not one of {expected}"
    return f"{path}: {shown} {error['msg'].removeprefix('Value error, ')}"


def _fields(location: tuple[Any, ...]) -> list[str]:
    """Names of the settings that may stand where an unknown one does."""
    inside = [_MODELS[step] for step in location[:-1] if step in _MODELS]
    return list((inside[-1] if inside else Settings).model_fields)
