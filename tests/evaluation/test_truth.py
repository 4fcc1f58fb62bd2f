import polars as pl
import pytest

from identity_resolve.errors import SourceError
from identity_resolve.evaluation import evaluate

MEMBERS = pl.DataFrame(
    {
        "source": ["crm", "crm", "web", "web"],
        "record_id": ["1", "2", "1", "2"],
        "customer_id": ["a", "b", "a", "b"],
    }
)


def test_records_are_joined_by_source_and_id_where_both_tables_have_a_source():
    truth = MEMBERS.rename({"customer_id": "person_id"})
    found = evaluate(MEMBERS, truth)
    assert (found.pairwise.f1, found.bcubed.f1, found.records) == (1.0, 1.0, 4)


@pytest.mark.parametrize("column", ["entity_id", "person_id", "customer_id", "cluster_id"])
def test_any_name_of_the_entity_and_any_type_will_do(column):
    members = MEMBERS.head(2)
    found = evaluate(members, pl.DataFrame({"record_id": [1, 2], column: [5, 5]}))
    assert (found.pairwise.recall, found.records) == (0.0, 2)


def test_records_on_one_side_only_are_counted_and_shown():
    truth = pl.DataFrame({"record_id": ["1", "8", "9"], "entity_id": ["x", "y", "y"]})
    found = evaluate(MEMBERS.head(2), truth)
    assert (found.records, found.without_truth, found.without_customer) == (1, 1, 2)
    text = found.render()
    assert "1 records in the run but not in the truth" in text
    assert "2 records in the truth but not in the run" in text


def test_render_shows_both_measures():
    truth = pl.DataFrame({"record_id": ["1", "2"], "entity_id": ["x", "x"]})
    text = evaluate(MEMBERS.head(2), truth).render()
    assert "pairwise      1.0000    0.0000" in text
    assert "B-cubed       1.0000    0.5000" in text
    assert "left out" not in text


@pytest.mark.parametrize(
    ("members", "truth", "message"),
    [
        (MEMBERS, {"record_id": ["7"], "source": ["crm"], "entity_id": ["x"]}, "no record is in"),
        (MEMBERS.clear(), {"record_id": ["7"], "entity_id": ["x"]}, "the run is empty"),
        (MEMBERS, {"record_id": ["1"], "entity_id": ["x"]}, "run: record_id must be unique"),
        (
            MEMBERS.head(1),
            {"record_id": ["1"], "who": ["x"]},
            "truth: needs the columns record_id and",
        ),
        (
            MEMBERS.head(1),
            {"record_id": ["1", "1"], "entity_id": ["x", "y"]},
            "truth: record_id must be unique",
        ),
    ],
)
def test_tables_that_cannot_be_compared_are_refused(members, truth, message):
    with pytest.raises(SourceError, match=message):
        evaluate(members, pl.DataFrame(truth))


def test_probabilities_of_edges_are_held_against_the_truth():
    ids = [str(i) for i in range(40)]
    members = pl.DataFrame({"record_id": ids, "customer_id": ids})
    truth = pl.DataFrame({"record_id": ids, "entity_id": [i // 2 for i in range(40)]})
    right = ids[1::2][:15] + ids[2::2][:4] + ["39"]  # fifteen of twenty pairs are one person
    edges = pl.DataFrame({"left": ids[::2], "right": right, "probability": [0.75] * 20})
    edges = edges.with_columns(rule=pl.Series([None] * 20, dtype=pl.String))
    [row] = evaluate(members, truth, edges).reliability.rows(named=True)
    assert (row["predicted"], row["pairs"]) == (0.75, 20)
    assert row["observed"] == pytest.approx(16 / 20)
    assert "predicted" in evaluate(members, truth, edges).render()


def test_pairs_that_a_rule_decided_are_no_test_of_probabilities():
    edges = pl.DataFrame({"left": ["1"], "right": ["2"], "probability": [0.9], "rule": ["mine"]})
    truth = pl.DataFrame({"record_id": ["1", "2"], "entity_id": ["x", "x"]})
    assert evaluate(MEMBERS.head(2), truth, edges).reliability.is_empty()
