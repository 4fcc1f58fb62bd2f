import random

import polars as pl
import pytest

from benchmarks import simulated
from benchmarks.simulated import SETS, census, europe, noise, tax, touchpoints, voters, write

SMALL = {census: 400, tax: 400, voters: 600, europe: 300, touchpoints: 300}


@pytest.fixture(autouse=True)
def small(monkeypatch):
    for module, people in SMALL.items():
        monkeypatch.setattr(module, "PEOPLE", people)
    monkeypatch.setattr(touchpoints, "RECORDS", 1_000)


@pytest.fixture(params=SETS)
def made(request, tmp_path):
    sources, truth = write(request.param, 3, tmp_path)
    frames = {path.stem: pl.read_parquet(path) for path in sources}
    return request.param, frames, pl.read_parquet(truth)


def key_of(frame):
    return next(name for name in ("record_id", "RECORD_ID", "id") if name in frame.columns)


def test_the_truth_knows_every_record_once(made):
    _, frames, truth = made
    ids = [name for frame in frames.values() for name in frame[key_of(frame)]]
    assert sorted(ids) == truth["record_id"].to_list()
    assert 1 < truth["entity_id"].n_unique() < truth.height


def test_the_same_seed_makes_the_same_files(made, tmp_path):
    name, frames, truth = made
    sources, again = write(name, 3, tmp_path / "again")
    assert all(pl.read_parquet(path).equals(frames[path.stem]) for path in sources)
    assert pl.read_parquet(again).equals(truth)


def test_neither_order_nor_ids_say_who_is_who(made):
    """Neighbors, by row or by id, are of one entity about as often as any two records are."""
    _, frames, truth = made
    for frame in frames.values():
        known = frame.select(record_id=key_of(frame)).join(
            truth, on="record_id", maintain_order="left"
        )
        sizes = known.group_by("entity_id").len()["len"]
        pairs = (sizes * (sizes - 1)).sum() / max(known.height - 1, 1)
        for order in (known, known.sort("record_id")):
            entity = order["entity_id"]
            together = (entity == entity.shift()).sum()
            assert together <= pairs + 4 * (pairs**0.5) + 4


def test_no_column_is_empty_and_all_values_are_text(made):
    _, frames, _ = made
    for frame in frames.values():
        assert set(frame.dtypes) == {pl.String}
        assert max(frame.null_count().row(0)) < frame.height


def test_each_kind_of_error_changes_little():
    rng = random.Random(1)
    for edit in (noise.typo, noise.phonetic, noise.misread, noise.digit_typo):
        assert any(edit("Richardson 1234", rng) != "Richardson 1234" for _ in range(9))
    assert noise.damaged("Ann", rng, 0) == "Ann"
    assert noise.maybe("Ann", rng, 1) is None
    assert noise.code(rng, "AA-99")[2] == "-"


def test_the_iban_of_the_german_bank_passes_its_check():
    import identity_resolve as ir

    iban = europe._iban(random.Random(1), "DE")
    assert not isinstance(ir.normalize("iban", iban), ir.Rejected)


def test_every_set_has_a_line_about_it():
    assert all(found.about for found in simulated.SETS.values())
