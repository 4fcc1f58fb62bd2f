"""Labels as people write them, and what is refused with words that help."""

import polars as pl
import pytest

from identity_resolve.errors import SourceError
from identity_resolve.sources.labels import label_rows

ONE = pl.DataFrame({"source": ["crm"] * 4, "record_id": ["1", "2", "3", "4"]})
TWO = pl.DataFrame({"source": ["crm", "crm", "web", "web"], "record_id": ["1", "2", "1", "2"]})


def rows(labels, table=ONE):
    return label_rows(labels, table).select("left", "right", "same").rows()


@pytest.mark.parametrize(
    ("yes", "no"), [(True, False), (1, 0), ("yes", "no"), (" YES ", "n"), ("true", "False")]
)
def test_same_is_written_in_many_ways(yes, no):
    labels = [{"left": 2, "right": 1, "same": yes}, {"left": "3", "right": "4", "same": no}]
    assert rows(labels) == [(0, 1, True), (2, 3, False)]


def test_labels_come_in_any_form_the_readers_take(tmp_path):
    frame = pl.DataFrame({"left": [1], "right": [2], "same": [True]})
    frame.write_csv(tmp_path / "labels.csv")
    assert rows(tmp_path / "labels.csv") == rows(frame) == rows(frame.to_dicts()) == [(0, 1, True)]


def test_sources_tell_records_of_one_id_apart():
    label = {"left_source": "web", "left": 1, "right_source": "crm", "right": 1, "same": 1}
    assert rows([label], TWO) == [(0, 2, True)]


def test_rows_without_an_answer_and_other_columns_are_passed_over():
    labels = [
        {"left": "1", "right": "2", "bits": 3.5, "same": None},
        {"left": "1", "right": "3", "bits": 0.1, "same": "yes"},
        {"left": "8", "right": "9", "bits": 0.1, "same": ""},
    ]
    assert rows(labels) == [(0, 2, True)]


def test_a_pair_labeled_twice_counts_once():
    labels = [{"left": a, "right": b, "same": 1} for a, b in ((1, 2), (2, 1), (1, 2))]
    assert rows(labels) == [(0, 1, True)]


@pytest.mark.parametrize(
    ("labels", "table", "message"),
    [
        ([(1, 2, 1), (1, 7, 1), (8, 9, 0)], ONE, "2 of 3 pairs name a record .* such as row 2"),
        ([(1, 2, 1), (3, 4, 0), (2, 1, 0)], ONE, "1 pairs .* both .* see rows 1 and 3"),
        ([(1, 2, 1), (3, 4, "maybe")], ONE, "same is neither .* in 1 rows, such as row 2"),
        ([(3, 3, 1)], ONE, "row 1 pairs a record with itself"),
        ([(1, 2, 1)], TWO, "no column left_source, right_source"),
    ],
)
def test_wrong_labels_are_refused(labels, table, message):
    named = [dict(zip(("left", "right", "same"), label, strict=True)) for label in labels]
    with pytest.raises(SourceError, match=message):
        label_rows(named, table)


def test_missing_columns_are_named():
    with pytest.raises(SourceError, match="no column right, same; there are left"):
        label_rows([{"left": 1}], ONE)
