"""The batch run: the stages in a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import TypeAlias

import numpy as np

from identity_resolve.candidates.rules import block_rules
from identity_resolve.comparison.sides import View
from identity_resolve.errors import SettingsError, SourceError
from identity_resolve.forming import form_customers
from identity_resolve.learning import find_generic, learn_model
from identity_resolve.linking import link, propose
from identity_resolve.plan import make_plan
from identity_resolve.result import Result, Run, build_result
from identity_resolve.scoring.model import Model
from identity_resolve.settings import Settings, SourceSettings, load_settings, parse_settings
from identity_resolve.sources.inference import (
    InferredColumn,
    apply_settings,
    day_first_of,
    infer_sources,
)
from identity_resolve.sources.readers import Inputs, read_sources
from identity_resolve.sources.recording import MappedSource, Recorded, record_sources
from identity_resolve.sources.source import Source
from identity_resolve.world import build_world, withdraw_generic

__all__ = ["Progress", "resolve"]

Progress: TypeAlias = Callable[[str, float], None]


def resolve(
    inputs: Inputs,
    *,
    settings: Settings | str | Mapping[str, object] | None = None,
    model: Model | None = None,
    names: Sequence[str] | None = None,
    progress: Progress | None = None,
    threads: int = 2,
) -> Result:
    """Turn records of one or more sources into customers.

    Args:
        inputs: a path or pattern, a data frame, an iterable of dicts, or a list or mapping of these.
        settings: what to overrule; a `Settings`, a mapping, or the path of a TOML file.
        model: a saved model to use instead of training one on the data.
        names: a name for each source, where the file names do not do.
        progress: told the phase and the fraction of it that is done.
        threads: how many chunks are worked on at a time; the result does not depend on it.

    Returns:
        Members, customers, evidence, rejected values, the model and a summary.

    Raises:
        SourceError: an input cannot be read, or holds nothing to resolve by.
        SettingsError: a setting is wrong.

    >>> ann = {"name": "Ann Lee", "email": "ann@example.org"}
    >>> resolve([ann, {"name": "A. Lee", "email": "Ann@Example.org"}]).members["customer_id"].n_unique()
    1
    """
    chosen = _settings(settings)
    run = _Clock(progress or (lambda _phase, _done: None))
    with run.phase("read"):
        mapped = map_sources(read_sources(inputs, names=names), chosen)
    with run.phase("normalize"):
        recorded = record_sources(
            mapped,
            region=chosen.region,
            day_first=chosen.day_first,
            threads=threads,
            progress=run.progress,
        )
        _check_usable(recorded, mapped[0].source.origin)
        del mapped  # the raw texts are not needed any more
    records = recorded.records
    plan = make_plan(records.columns, chosen, threads=threads)
    with run.phase("candidates"):
        generic = dict(model.generic) if model else find_generic(records, plan)
        records = withdraw_generic(records, generic)
        following, aside = propose(records, plan)
    with run.phase("train"):
        view = View(records.columns)
        if model is None:
            model = learn_model(records, view, following, plan, generic=generic)
        world = build_world(records, view, model, plan)
        del view
    with run.phase("score"):
        edges, weighed = link(world, following, lambda done: run.progress("score", done))
        del following
    with run.phase("cluster"):
        formed = form_customers(world, edges)
        model = replace(model, sizes=formed.sizes)
        world = build_world(records, View(records.columns), model, plan)  # without its memory
    with run.phase("profile"):
        made = Run(recorded, world, edges, weighed, formed, tuple(aside), chosen)
        return build_result(made, run.timings)


class _Clock:
    """Seconds by phase, and progress to whoever listens."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self.timings: dict[str, float] = {}
        self._phase, self._start = "", 0.0

    def phase(self, name: str) -> _Clock:
        """Name the phase that a ``with`` block is."""
        self._phase = name
        return self

    def __enter__(self) -> None:
        self._start = perf_counter()
        self.progress(self._phase, 0.0)

    def __exit__(self, *_: object) -> None:
        self.timings[self._phase] = perf_counter() - self._start
        self.progress(self._phase, 1.0)


def _settings(settings: Settings | str | Mapping[str, object] | None) -> Settings:
    if settings is None:
        return Settings()
    if isinstance(settings, Settings):
        return settings
    if isinstance(settings, Mapping):
        return parse_settings(settings)
    return load_settings(settings)


def map_sources(sources: Sequence[Source], settings: Settings) -> list[MappedSource]:
    """Say what each column of each source is: as set, else inferred.

    Raises:
        SettingsError: settings name a source or column that is not there.
    """
    unknown = sorted(set(settings.sources) - {source.name for source in sources})
    if unknown:
        known = ", ".join(source.name for source in sources)
        raise SettingsError(f"sources.{unknown[0]}: no such source; there are {known}")
    return [
        _map_source(source, inferred, settings)
        for source, inferred in zip(
            sources, infer_sources(sources, region=settings.region), strict=True
        )
    ]


def _map_source(
    source: Source, inferred: Sequence[InferredColumn], settings: Settings
) -> MappedSource:
    chosen = settings.sources.get(source.name, SourceSettings())
    columns = apply_settings(inferred, chosen, source=source.name)
    day_first = {
        column.column: day_first_of(source.frame[column.column])
        if settings.day_first is None
        else settings.day_first
        for column in columns
        if column.kind == "birth_date"
    }
    return MappedSource(source, columns, chosen.unique, chosen.channel, day_first)


def _check_usable(recorded: Recorded, origin: str) -> None:
    columns = recorded.records.columns
    held = any(np.any(codes >= 0) for column in columns.values() for codes in column.codes)
    if not (held and block_rules(columns)):
        seen = ", ".join(c.column for s in recorded.sources for c in s.columns) or "none"
        raise SourceError(
            f"{origin}: no column holds anything to tell customers by "
            f"(columns: {seen}); name their kinds in settings"
        )
