"""Run Splink (DuckDB backend) on one normalized data set.

    python benchmarks/splink_.py --setup febrl3 --records normalized.parquet --out DIR

writes figures.json, clusters.parquet and edges.parquet. The set-up is in splink_settings.py.
--save-model keeps the trained settings, --model uses them and trains nothing.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
import warnings
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import splink
from splink import DuckDBAPI, Linker, SettingsCreator

from benchmarks.outcome import Figures, peak_megabytes, save
from benchmarks.splink_settings import MODELS, Setup

THRESHOLD = 0.95  # what Splink's examples cluster at
KEPT = 0.01  # pairs below this are not kept: no threshold worth trying is lower


def run(setup: Setup, records: Path, out: Path, model: Path | None = None) -> Linker:
    """Train, predict, cluster; save what came out and what it took."""
    seconds: dict[str, float] = {}
    started = time.perf_counter()
    linker = _linker(setup, records, model)
    if model is None:
        _train(linker, setup)
    seconds["train" if model is None else "load"] = _lap(started, seconds)
    predictions = linker.inference.predict(threshold_match_probability=KEPT)
    seconds["predict"] = _lap(started, seconds)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, threshold_match_probability=THRESHOLD
    )
    seconds["cluster"] = _lap(started, seconds)
    peak = peak_megabytes()
    labels = clusters.as_duckdbpyrelation().select("record_id, cluster_id").pl()
    edges = predictions.as_duckdbpyrelation()
    edges = edges.select('record_id_l as "left", record_id_r as "right", match_weight as bits')
    pairs = _candidate_pairs(linker)
    tool = f"Splink {splink.__version__}" + (", saved model" if model else "")
    save(out, Figures(tool, seconds, pairs, peak, THRESHOLD), labels, edges.pl())
    return linker


def _lap(started: float, seconds: dict[str, float]) -> float:
    return time.perf_counter() - started - sum(seconds.values())


def _linker(setup: Setup, records: Path, model: Path | None) -> Linker:
    api = DuckDBAPI()
    table = api.duckdb_con.read_parquet(str(records))
    if setup.concatenated:
        first, second = setup.concatenated
        table = table.project(f"*, {first} || ' ' || {second} as whole_name")
    return Linker(api.register(table), str(model) if model else _settings(setup))


def _settings(setup: Setup) -> SettingsCreator:
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="record_id",
        comparisons=setup.comparisons,
        blocking_rules_to_generate_predictions=setup.blocking,
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )


def _train(linker: Linker, setup: Setup) -> None:
    training = linker.training
    training.estimate_probability_two_random_records_match(setup.certain, recall=setup.recall)
    training.estimate_u_using_random_sampling(max_pairs=setup.max_pairs, seed=1)
    for rule in setup.training:
        training.estimate_parameters_using_expectation_maximisation(
            rule, estimate_without_term_frequencies=True
        )


def _candidate_pairs(linker: Linker) -> int:
    """How many pairs the blocking rules found, each counted once."""
    blocked = linker.inference.compute_blocked_pairs_for_predict()
    return int(blocked.as_duckdbpyrelation().count("*").fetchall()[0][0])


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--setup", choices=sorted(MODELS), required=True)
    parser.add_argument("--records", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--model", type=Path)
    parser.add_argument("--save-model", type=Path)
    given = parser.parse_args(arguments)
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    linker = run(MODELS[given.setup](), given.records, given.out, given.model)
    if given.save_model:
        linker.misc.save_model_to_json(str(given.save_model), overwrite=True)


if __name__ == "__main__":
    main()
