"""What a user who knows some pairs gets of them."""

from dataclasses import replace
from itertools import pairwise

import polars as pl
import pytest

import identity_resolve as ir
from tests.build import DATA, named, people, person_of, poor_people

BASE = people(120, 5)


def label(left, right, same):
    return {"left": left, "right": right, "same": same}


def some_labels(frame, count):
    """Answers about neighbors in a table: mostly strangers."""
    ids = frame["record_id"].to_list()
    return [label(a, b, False) for a, b in pairwise(ids[: count + 1])]


def without_sizes(model):
    """A model that knows nothing of the sizes of customers, as nobody formed any."""
    return replace(model, sizes=())


def test_train_makes_the_model_that_resolve_would():
    assert ir.train(BASE).to_json() == without_sizes(ir.resolve(BASE).model).to_json()
    labels = some_labels(BASE, 20)
    taught = ir.train(BASE, labels=labels)
    assert taught.to_json() == without_sizes(ir.resolve(BASE, labels=labels).model).to_json()
    assert named(ir.resolve(BASE, model=taught)) == named(ir.resolve(BASE, labels=labels))


def test_the_model_depends_on_no_order():
    labels = [*some_labels(BASE, 30), label("r0", "r40", True)]
    turned = [label(x["right"], x["left"], x["same"]) for x in reversed(labels)]
    shuffled = BASE.sample(fraction=1.0, shuffle=True, seed=1)
    assert ir.train(BASE, labels=labels).to_json() == ir.train(shuffled, labels=turned).to_json()


@pytest.mark.parametrize("asked", [50, 200])
def test_labels_of_doubtful_pairs_help_where_columns_are_poor(asked):
    """Names and suburbs of febrl3 alone, and answers to the first pairs of the review table."""
    frame, person = poor_people(), person_of(DATA / "febrl3" / "truth.csv")
    truth = pl.read_csv(DATA / "febrl3" / "truth.csv")
    first = ir.resolve(frame)
    pairs = first.review.select("left", "right").head(asked).rows()
    labels = [label(a, b, person[a] == person[b]) for a, b in pairs]
    taught = ir.resolve(frame, labels=labels)
    scores = [ir.evaluate(run.members, truth).pairwise for run in (first, taught)]
    assert scores[1].f1 > scores[0].f1 + 0.04
    assert scores[1].precision > scores[0].precision - 0.01


def test_labels_decide_nothing_about_their_own_pairs():
    twins = [{"record_id": str(i), "name": "Zoe Quint", "email": "zq@example.org"} for i in (1, 2)]
    rows = [*twins, {"record_id": "3", "name": "Ann Lee", "email": "ann@example.org"}]
    customers = named(ir.resolve(rows, labels=[label(1, 2, "no"), label(1, 3, "yes")]))
    assert customers["1"] == customers["2"] != customers["3"]


def test_a_pair_that_no_key_proposes_teaches_too():
    """Ann Lee's second record shares nothing that pairs are found by: names differ when married."""
    rows = [
        *BASE.to_dicts(),
        {"record_id": "a", "first_name": "Ann", "last_name": "Lee", "dob": "1980-01-02"},
        {"record_id": "b", "first_name": "Ann", "last_name": "Moss", "dob": "1971-05-06"},
    ]
    plain, taught = ir.train(rows), ir.train(rows, labels=[label("a", "b", True)])
    assert taught.weights["birth_date"].m[-2] > plain.weights["birth_date"].m[-2]


def test_labels_over_several_sources_name_them():
    sources = {"crm": BASE.head(60), "web": BASE.tail(60)}
    ids = BASE["record_id"].to_list()
    named_ends = {"left_source": "crm", "right_source": "web"}
    model = ir.train(sources, labels=[{**label(ids[0], ids[-1], False), **named_ends}])
    assert model.trained_on == 120
    with pytest.raises(ir.SourceError, match="no column left_source, right_source"):
        ir.train(sources, labels=[label(ids[0], ids[-1], False)])


def test_labels_that_contradict_each_other_by_way_of_a_third_record_are_refused():
    labels = [label("r1", "r2", 1), label("r2", "r3", 1), label("r1", "r3", 0)]
    with pytest.raises(ir.SourceError, match=r"1 pairs .* third record; see row 3"):
        ir.train(BASE, labels=labels)


def test_labels_that_contradict_settings_are_refused():
    settings = {"sources": {"records": {"unique": True}}}
    with pytest.raises(ir.SourceError, match="no two records of their source are; see row 1"):
        ir.train(BASE, labels=[label("r1", "r2", 1)], settings=settings)


def test_a_model_that_is_given_is_not_trained():
    with pytest.raises(ir.SettingsError, match="model and labels were both given"):
        ir.resolve(BASE, model=ir.train(BASE), labels=some_labels(BASE, 1))
