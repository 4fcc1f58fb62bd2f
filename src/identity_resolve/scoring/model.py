"""The model: what an agreement is worth. Frozen, readable, saved as JSON."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path

import numpy as np

from identity_resolve.arrays import FloatArray
from identity_resolve.errors import SettingsError
from identity_resolve.scoring.frequencies import OTHERS

__all__ = ["MODEL_VERSION", "Model", "Weights", "load_model", "save_model"]

MODEL_VERSION = 3


@dataclass(frozen=True, slots=True)
class Weights:
    """Chances of the outcomes of one comparison; outcome 0 (nothing to compare) has chance 1.

    Attributes:
        m: float64 of shape (outcomes + 1,), given one person.
        h: float64, same shape, given two people of one household.
        u: float64, same shape, given two people who have nothing to do with each other.
    """

    m: FloatArray
    h: FloatArray
    u: FloatArray


@dataclass(frozen=True, slots=True)
class Model:
    """Everything a decision rests on besides the records themselves.

    Attributes:
        weights: comparison name to chances.
        same_pairs: expected pairs of records of one person, in the data trained on.
        household_pairs: expected pairs of two people of one household.
        all_pairs: pairs of records there are.
        frequencies: part to value to share of records, for values that are not rare.
        generic: part to values shared by too many customers to link.
        trained_on: number of records; 0 for the built-in model.
        dense: parts whose numbers were issued so densely that a near one tells nothing.
        sizes: how many customers had 1, 2, 3 … records, the last place all larger ones; empty before any
            were formed.
    """

    weights: Mapping[str, Weights]
    same_pairs: float
    household_pairs: float
    all_pairs: float
    frequencies: Mapping[str, Mapping[str, float]]
    generic: Mapping[str, tuple[str, ...]]
    trained_on: int
    dense: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()

    def also_generic(self, values: Mapping[str, Sequence[str]]) -> Model:
        """The model with further values by which nobody is told: part to values."""
        generic = {
            part: tuple(dict.fromkeys((*self.generic.get(part, ()), *values.get(part, ()))))
            for part in dict.fromkeys((*self.generic, *values))
        }
        return replace(self, generic=generic)

    def to_json(self) -> str:
        """The model as a readable, diffable JSON text."""
        body = {
            "version": MODEL_VERSION,
            "trained_on": self.trained_on,
            "sizes": list(self.sizes),
            "pairs": {
                "same": self.same_pairs,
                "household": self.household_pairs,
                "all": self.all_pairs,
            },
            "weights": {
                name: {key: getattr(w, key).tolist() for key in ("m", "h", "u")}
                for name, w in self.weights.items()
            },
            "dense": list(self.dense),
            "generic": {part: list(values) for part, values in self.generic.items()},
            "frequencies": {part: dict(shares) for part, shares in self.frequencies.items()},
        }
        return json.dumps(body, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Model:
        """The model a text of `to_json` holds.

        Raises:
            SettingsError: the text is no model, or of another version.
        """
        try:
            body = json.loads(text)
            version = body["version"]
        except (ValueError, KeyError, TypeError) as fault:
            raise SettingsError(
                "this is not a saved model: it is no JSON with a version"
            ) from fault
        if version != MODEL_VERSION:
            raise SettingsError(
                f"the model has version {version}, this library reads {MODEL_VERSION}: "
                "train it again"
            )
        try:
            pairs = {key: _number(body["pairs"][key]) for key in ("same", "household", "all")}
            return cls(
                weights={name: _weights(w) for name, w in body["weights"].items()},
                same_pairs=pairs["same"],
                household_pairs=pairs["household"],
                all_pairs=pairs["all"],
                frequencies={
                    part: {value: _number(share) for value, share in shares.items()}
                    for part, shares in body["frequencies"].items()
                    if _number(shares[OTHERS])
                },
                generic={part: _texts(values) for part, values in body["generic"].items()},
                trained_on=int(body["trained_on"]),
                dense=_texts(body["dense"]),
                sizes=_sizes(body["sizes"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError) as fault:
            raise SettingsError(f"this is not a saved model; missing or wrong: {fault}") from fault


def _weights(body: Mapping[str, list[float]]) -> Weights:
    weights = Weights(*(np.array(body[key], dtype=np.float64) for key in ("m", "h", "u")))
    chances = np.array([weights.m, weights.h, weights.u])  # of one length, else ValueError
    if chances.ndim != 2 or not ((chances > 0) & (chances < math.inf)).all():
        raise ValueError("m, h and u must be lists of positive chances")
    return weights


def _number(value: object) -> float:
    if not isinstance(value, int | float) or not 0 < value < math.inf:
        raise ValueError("a count or share is no positive number")
    return float(value)


def _sizes(value: object) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(isinstance(v, int) and v >= 0 for v in value):
        raise ValueError("sizes of customers must be a list of counts")
    return tuple(value)


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ValueError("generic values must be lists of texts")
    return tuple(values)


def save_model(model: Model, path: str | PathLike[str]) -> None:
    """Write a model to a JSON file."""
    Path(path).write_text(model.to_json(), encoding="utf-8")


def load_model(path: str | PathLike[str]) -> Model:
    """Read a model from a JSON file.

    Raises:
        SettingsError: the file cannot be read or holds no model.
    """
    try:
        return Model.from_json(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise SettingsError(f"cannot read the model {path}: {fault}") from fault
