"""The batch run: the stages in a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from time import perf_counter
from typing import TypeAlias

import numpy as np

from identity_resolve.arrays import Records
from identity_resolve.candidates.buckets import Following
from identity_resolve.candidates.rules import block_rules
from identity_resolve.comparison.view import View
from identity_resolve.errors import SettingsError, SourceError
from identity_resolve.forming import form_customers
from identity_resolve.labeling import read_labels
from identity_resolve.learning import Compared, complete, learn_model
from identity_resolve.linking import Aside, link, propose
from identity_resolve.plan import Plan, make_plan
from identity_resolve.result import Result, Run, build_result
from identity_resolve.reviewing import merging_to
from identity_resolve.scoring.model import Model
from identity_resolve.settings import Settings, SourceSettings, load_settings, parse_settings
from identity_resolve.sources.inference import (
    InferredColumn,
    apply_settings,
    day_first_of,
    infer_sources,
    with_name_order,
)
from identity_resolve.sources.readers import Inputs, read_sources
from identity_resolve.sources.recording import MappedSource, Recorded, record_sources
from identity_resolve.sources.source import Source
from identity_resolve.telling import find_generic
from identity_resolve.world import build_world, withdraw_generic

__all__ = ["Progress", "map_sources", "resolve", "settings_of", "train"]

Progress: TypeAlias = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class _Learned:
    """Records, the pairs proposed of them, and a model: all that comes before pairs are weighed."""

    records: Records
    view: View
    plan: Plan
    following: Following
    aside: tuple[Aside, ...]
    model: Model
    compared: Compared | None


def resolve(
    inputs: Inputs,
    *,
    settings: Settings | str | Mapping[str, object] | None = None,
    model: Model | None = None,
    labels: Inputs | None = None,
    names: Sequence[str] | None = None,
    progress: Progress | None = None,
    threads: int = 2,
) -> Result:
    """Turn records of one or more sources into customers.

    Args:
        inputs: a path or pattern, a data frame, an iterable of dicts, or a list or mapping of these.
        settings: what to overrule; a `Settings`, a mapping, or the path of a TOML file.
        model: a saved model to use instead of training one on the data.
        labels: pairs of records known to be one person or not, to train with; see `train`.
        names: a name for each source, where the file names do not do.
        progress: told the phase and the fraction of it that is done.
        threads: how many chunks are worked on at a time; the result does not depend on it.

    Returns:
        Members, customers, evidence, rejected values, the model and a summary.

    Raises:
        SourceError: an input cannot be read, or holds nothing to resolve by; or labels are wrong.
        SettingsError: a setting is wrong.

    >>> ann = {"name": "Ann Lee", "email": "ann@example.org"}
    >>> resolve([ann, {"name": "A. Lee", "email": "Ann@Example.org"}]).members["customer_id"].n_unique()
    1
    """
    if model is not None and labels is not None:
        raise SettingsError(
            "model and labels were both given: labels train a model, and a model given is not "
            "trained; give one of them"
        )
    chosen = settings_of(settings)
    run = _Clock(progress or (lambda _phase, _done: None))
    recorded = _record(inputs, chosen, names, run, threads)
    learned = _learn(recorded, chosen, run, model, labels, threads)
    records, plan, aside, model = learned.records, learned.plan, learned.aside, learned.model
    with run.phase("score"):
        world = build_world(records, learned.view, model, plan)
        edges, weighed = link(
            world,
            learned.following,
            lambda done: run.progress("score", done),
            compared=learned.compared,
        )
        del learned  # the pairs proposed are many
    with run.phase("cluster"):
        plan = merging_to(plan, edges, chosen.precision)
        world = replace(world, plan=plan)
        formed = form_customers(world, edges)
        model = replace(model, sizes=formed.sizes)
        world = build_world(records, View(records.columns), model, plan)
        records.forget()
    with run.phase("profile"):
        made = Run(recorded, world, edges, weighed, formed, aside, chosen)
        return build_result(made, run.timings)


def train(
    inputs: Inputs,
    *,
    labels: Inputs | None = None,
    settings: Settings | str | Mapping[str, object] | None = None,
    names: Sequence[str] | None = None,
    progress: Progress | None = None,
    threads: int = 2,
) -> Model:
    """Learn a model from records, without resolving them.

    It is the model `resolve` would make of the same records, but for the sizes of customers, and can be
    saved for other records of that sort. Labels are not needed; where somebody knows of some pairs
    whether they are one person, they correct what is learned. They decide nothing about the labeled
    pairs themselves.

    Args:
        inputs: records, as for `resolve`.
        labels: pairs of records: a path, a frame or dicts, with the columns left and right (record
            ids), left_source and right_source where there are several sources, and same (true or
            false, yes or no, 1 or 0; rows where it is blank are passed over).
        settings: as for `resolve`.
        names: as for `resolve`.
        progress: as for `resolve`.
        threads: as for `resolve`.

    Raises:
        SourceError: an input cannot be read, or holds nothing to resolve by; labels name records that
            are not there, or contradict each other.
        SettingsError: a setting is wrong.

    >>> ann = {"id": "1", "name": "Ann Lee", "email": "ann@example.org"}
    >>> other = {"id": "2", "name": "A. Lee", "email": "Ann@Example.org"}
    >>> train([ann, other], labels=[{"left": "1", "right": "2", "same": "yes"}]).trained_on
    2
    """
    chosen = settings_of(settings)
    run = _Clock(progress or (lambda _phase, _done: None))
    recorded = _record(inputs, chosen, names, run, threads)
    return _learn(recorded, chosen, run, None, labels, threads).model


def _record(
    inputs: Inputs, chosen: Settings, names: Sequence[str] | None, run: _Clock, threads: int
) -> Recorded:
    """Read the inputs, say what their columns are, and normalize them."""
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
    return recorded


def _learn(
    recorded: Recorded,
    chosen: Settings,
    run: _Clock,
    model: Model | None,
    labels: Inputs | None,
    threads: int,
) -> _Learned:
    """Withdraw generic values, propose pairs, and train a model where none is given."""
    records = recorded.records
    told = None if labels is None else read_labels(labels, recorded.table, records)
    plan = make_plan(records.columns, chosen, threads=threads)
    with run.phase("candidates"):
        generic = find_generic(records, plan)
        if model is not None:
            _check_known(model, plan)
            model = complete(model.also_generic(generic), plan)
            generic = dict(model.generic)
        records = withdraw_generic(records, generic)
        found = propose(records, plan, dense=model.dense if model else None)
    with run.phase("train"):
        view, compared = View(records.columns), None
        if model is None:
            model, compared = learn_model(
                *(records, view, found.following, plan),
                generic=generic,
                dense=found.dense,
                labels=told,
            )
    return _Learned(records, view, plan, found.following, found.aside, model, compared)


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


def settings_of(settings: Settings | str | Mapping[str, object] | None) -> Settings:
    """Settings in whatever form they are given.

    Raises:
        SettingsError: a setting is wrong.
    """
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
    columns = [
        with_name_order(column, source.frame[column.column])
        for column in apply_settings(inferred, chosen, source=source.name)
    ]
    day_first = {
        column.column: day_first_of(source.frame[column.column])
        if settings.day_first is None
        else settings.day_first
        for column in columns
        if column.kind == "birth_date"
    }
    return MappedSource(source, columns, chosen.unique, chosen.channel, day_first)


def _check_known(model: Model, plan: Plan) -> None:
    if not any(comparison.name in model.weights for comparison in plan.comparisons):
        held = ", ".join(comparison.name for comparison in plan.comparisons) or "nothing to compare"
        raise SettingsError(
            f"the model knows {', '.join(model.weights) or 'no field'}; the records hold {held}: "
            "train a model on records like these"
        )


def _check_usable(recorded: Recorded, origin: str) -> None:
    columns = recorded.records.columns
    telling = set().union(*(rule.parts for rule in block_rules(columns))) & columns.keys()
    if not any(np.any(codes >= 0) for part in telling for codes in columns[part].codes):
        seen = ", ".join(c.column for s in recorded.sources for c in s.columns) or "none"
        raise SourceError(
            f"{origin}: no column holds anything to tell customers by "
            f"(columns: {seen}); name their kinds in settings"
        )
