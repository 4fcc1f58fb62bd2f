"""A model is a readable file: what is saved is loaded equal, and anything else is refused."""

import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.errors import SettingsError
from identity_resolve.scoring.model import (
    MODEL_VERSION,
    Model,
    Weights,
    load_model,
    save_model,
)

CHANCE = st.floats(1e-12, 1.0)
NAME = st.text(st.characters(codec="utf-8"), max_size=6)
MODELS = st.builds(
    Model,
    weights=st.dictionaries(
        NAME,
        st.lists(st.tuples(CHANCE, CHANCE, CHANCE), min_size=1, max_size=3).map(
            lambda rows: Weights(*(np.array([1.0, *c]) for c in zip(*rows, strict=True)))
        ),
        max_size=3,
    ),
    same_pairs=st.floats(1e-3, 1e12),
    household_pairs=st.floats(1e-3, 1e12),
    all_pairs=st.floats(1, 1e16),
    frequencies=st.dictionaries(
        NAME,
        st.builds(lambda named, rest: named | {"": rest}, st.dictionaries(NAME, CHANCE), CHANCE),
        max_size=2,
    ),
    generic=st.dictionaries(NAME, st.lists(NAME, max_size=3).map(tuple), max_size=2),
    trained_on=st.integers(0, 10**9),
)

SMALL = Model(
    weights={"sex": Weights(*(np.array([1.0, p, 1 - p]) for p in (0.98, 0.5, 0.5)))},
    same_pairs=12.5,
    household_pairs=3.25,
    all_pairs=4950.0,
    frequencies={"family": {"": 0.001, "garcia": 0.01}},
    generic={"phone": ("+19165554000",)},
    trained_on=100,
)


def body():
    return json.loads(SMALL.to_json())


def same(left, right):
    """Whether two models are equal in every field and chance."""
    kept = ("same_pairs", "household_pairs", "all_pairs", "frequencies", "generic", "trained_on")
    return (
        all(getattr(left, name) == getattr(right, name) for name in kept)
        and left.weights.keys() == right.weights.keys()
        and all(
            np.array_equal(getattr(w, given), getattr(right.weights[name], given))
            for name, w in left.weights.items()
            for given in ("m", "h", "u")
        )
    )


@given(MODELS)
def test_what_is_saved_is_loaded_equal(model):
    again = Model.from_json(model.to_json())
    assert same(model, again)
    assert again.to_json() == model.to_json()


def test_a_file_holds_a_model(tmp_path):
    save_model(SMALL, tmp_path / "model.json")
    assert same(SMALL, load_model(tmp_path / "model.json"))


def test_the_file_can_be_read_by_a_person(tmp_path):
    model = Model({}, 1.0, 1.0, 3.0, {"family": {"": 0.1, "gärtner": 0.2}}, {}, 3)
    save_model(model, tmp_path / "model.json")
    text = (tmp_path / "model.json").read_text(encoding="utf-8")
    assert '"gärtner": 0.2' in text
    assert json.loads(text)["pairs"] == {"same": 1.0, "household": 1.0, "all": 3.0}


def test_another_version_is_refused_and_the_message_names_both():
    with pytest.raises(SettingsError, match=rf"version 99.*reads {MODEL_VERSION}.*train"):
        Model.from_json(json.dumps({**body(), "version": 99}))


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", '"model"', "{}", "\0", "a,b\n1,2\n"])
def test_what_is_no_model_is_refused(text):
    with pytest.raises(SettingsError, match="not a saved model"):
        Model.from_json(text)


@pytest.mark.parametrize("field", sorted(body()))
def test_a_model_with_a_field_missing_is_refused(field):
    with pytest.raises(SettingsError, match=field):
        Model.from_json(json.dumps({k: v for k, v in body().items() if k != field}))


@given(st.integers(0, len(SMALL.to_json()) - 1))
def test_a_file_that_was_cut_off_is_refused(size):
    with pytest.raises(SettingsError):
        Model.from_json(SMALL.to_json()[:size])


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weights", {"sex": {"m": ["a"], "h": [1.0], "u": [1.0]}}),
        ("weights", [1]),
        ("pairs", {"same": 1.0}),
        ("generic", {"phone": 5}),
        ("trained_on", "many"),
    ],
)
def test_a_field_of_the_wrong_form_is_refused(field, value):
    with pytest.raises(SettingsError):
        Model.from_json(json.dumps({**body(), field: value}))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("weights", {"sex": {"m": [1.0, 0.9], "h": [1.0], "u": [1.0, 0.1, 0.2]}}),
        ("weights", {"sex": {"m": [[1.0]], "h": [[1.0]], "u": [[1.0]]}}),
        ("frequencies", None),
        ("frequencies", {"family": {"garcia": 0.1}}),  # no share of the values not listed
        ("generic", {"phone": "+19165554000"}),  # would be taken letter by letter
        ("pairs", {"same": math.nan, "household": -1.0, "all": 0.0}),
    ],
    ids=["lengths", "dimensions", "no frequencies", "no others", "a text", "no numbers"],
)
def test_values_that_no_model_can_have_are_refused(field, value):
    with pytest.raises(SettingsError):
        Model.from_json(json.dumps({**body(), field: value}))


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SettingsError, match="absent"):
        load_model(tmp_path / "absent.json")
    with pytest.raises(SettingsError, match="cannot read"):
        load_model(tmp_path)
    (tmp_path / "binary.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingsError, match="binary"):
        load_model(tmp_path / "binary.json")
