import json

import pytest

from benchmarks.measured import load, save, take_in
from benchmarks.tables import PAGES, TABLES, fill

SCORES = {"precision": 0.9, "recall": 0.8, "f1": 0.8471}


def result(tool, data_set="febrl1", f1=0.8471, seconds=2.04):
    scores = SCORES | {"f1": f1}
    return {
        "data_set": data_set, "tool": tool, "records": 1_000, "candidate_pairs": 523,
        "total_seconds": seconds, "peak_megabytes": 210.4,
        "chosen": {"pairwise": scores, "bcubed": scores}, "best": {"pairwise": scores},
    }  # fmt: skip


@pytest.fixture
def results(tmp_path):
    def write(*found, time="2026-11-26T18:00:00+0000"):
        machine = {"cores": 2, "system": "Linux", "python": "3.11.7", "time": time}
        path = tmp_path / f"{time[:13]}.json"
        path.write_text(json.dumps({"machine": machine, "results": list(found)}))
        return path

    return write


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_show_what_was_measured(page):
    """Where this fails, `make tables` renews the pages."""
    assert fill(page.read_text(), load()) == page.read_text()


def test_newer_figures_replace_older_ones_and_failures_nothing(results):
    old = take_in([], results(result("identity_resolve 0.1.0")))
    failed = {"data_set": "febrl1", "tool": "identity_resolve", "error": "stopped"}
    later = results(result("Splink 5.0.0", f1=0.9), failed, time="2026-11-27T18:00:00+0000")
    both = take_in(old, later)
    assert [(row["tool"], row["pairwise"][2]) for row in both] == [
        ("identity_resolve", 0.847),
        ("splink", 0.9),
    ]
    newer = results(result("identity_resolve 0.2.0", f1=0.95), time="2026-11-28T18:00:00+0000")
    newest = take_in(both, newer)
    assert newest[0]["version"] == "0.2.0"
    assert take_in(newest, later) == newest


def test_what_is_saved_is_loaded_equal(results, tmp_path):
    figures = take_in([], results(result("identity_resolve 0.1.0")))
    save(figures, tmp_path / "measured.json")
    assert load(tmp_path / "measured.json") == figures


def test_tables_say_where_a_rival_does_better_and_which_seconds_are_of_another_run(results):
    ours = take_in([], results(result("identity_resolve 0.1.0", seconds=2)))
    rival = result("GoldenMatch 3.22.0", f1=0.99, seconds=0.5)
    figures = take_in(ours, results(rival, time="2026-11-27T18:00:00+0000"))
    page = "".join(f"<!-- table: {name} -->\nstale\n<!-- end -->\n" for name in TABLES)
    filled = fill(page, figures)
    assert "stale" not in filled
    assert "GoldenMatch is faster on febrl1 of 1,000 (0.5 s against 2.0 s)" in filled
    assert (
        "GoldenMatch has the better F1 of pairs on febrl1 of 1,000 (0.990 against 0.847)" in filled
    )
    assert "0.5 †" in filled
    assert fill(filled, figures) == filled
