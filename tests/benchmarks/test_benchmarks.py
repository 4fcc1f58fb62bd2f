import polars as pl
import pytest

from benchmarks.ceiling import measure
from benchmarks.customers import generate
from benchmarks.identity_resolve_ import run
from benchmarks.judge import judge
from benchmarks.labels import main as labels
from benchmarks.outcome import load_clusters, load_edges, load_figures
from benchmarks.stress import Stress, broken
from benchmarks.table import render_reliability, render_row, render_rules


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    generate(2_000, 3, folder)
    truth = pl.read_parquet(folder / "truth.parquet").rename({"person_id": "entity_id"})
    result = run([folder / "records.parquet"], folder)
    found = judge(load_figures(folder), load_clusters(folder), load_edges(folder), truth)
    return {**found, "ceiling": measure(result, truth)}


def test_ceiling_proposes_the_pairs_of_the_run(judged):
    rules = judged["ceiling"]["rules"]
    assert all(rule["alone"] <= rule["true"] <= rule["pairs"] for rule in rules)
    assert max(rule["pairs"] for rule in rules) <= judged["candidate_pairs"]
    assert judged["candidate_pairs"] <= sum(rule["pairs"] for rule in rules)


def test_an_oracle_is_never_wrong_and_finds_what_was_proposed(judged):
    persons = judged["ceiling"]["persons"]
    assert persons["precision"] == 1
    assert persons["found"] <= persons["both"] <= persons["true"]


def test_households_hold_persons(judged):
    households, persons = judged["ceiling"]["households"], judged["ceiling"]["persons"]
    assert households["true"] > persons["true"]
    assert judged["households"]["true"] == households["true"]


def test_every_edge_is_in_one_bin_of_reliability(judged):
    bins = judged["reliability"]
    assert len(bins) <= 10
    assert all(row["low"] <= row["predicted"] <= row["high"] for row in bins)


def test_tables_say_what_was_found(judged):
    row = render_row("customers", 2_000, judged)
    assert f"{judged['chosen']['pairwise']['f1']:.3f}" in row
    assert "households" in row
    assert "given and family name" in render_rules(judged)
    assert "observed" in render_reliability(judged)


def test_a_failed_run_is_one_line():
    row = render_row("customers", 2_000, {"tool": "splink", "error": "Traceback\nKeyError: 'x'"})
    assert row.endswith("failed: KeyError: 'x'")


def test_broken_bounds_are_named():
    stress = Stress(pl.DataFrame, 10, 100, 5, (90, 100))
    good = {"seconds": 1, "mb": 50, "largest": 5, "customers": 100}
    assert broken(stress, good) == []
    assert broken(stress, {**good, "seconds": 11, "phases": {"train": 9.0, "score": 1.0}}) == [
        "10 seconds (most of them: train 9.0)"
    ]
    assert broken(stress, {**good, "largest": 6}) == ["largest customer 5"]
    assert broken(stress, {**good, "customers": 3}) == ["customers from 90 to 100"]


@pytest.mark.parametrize("asked", [(), ("--precision", "0.99")])
def test_labels_and_precision_are_measured(capsys, tmp_path, asked):
    sets = ("--sets", "customers-email", "--records", "800", "--draws", "1")
    labels(["--data", str(tmp_path), *sets, *asked])
    told = capsys.readouterr().out
    assert ("review at a threshold" if asked else "50 any") in told
