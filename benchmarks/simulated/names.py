"""Names of made-up people, drawn so that given and family names of one origin go together.

Lists and weights are in names.toml. Family names of origin "white" are those of Faker's American list
with their census weights, and rarer ones of the European countries people came from; a newer Faker can
therefore mean other names for the same seed.
"""

from __future__ import annotations

import importlib
import random
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

__all__ = ["ORIGINS", "RACES", "Draw", "faker_names", "family", "given", "nickname", "zipf"]

_FACTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "names.toml").read_text())
ORIGINS: dict[str, float] = {name: o["share"] for name, o in _FACTS["origins"].items()}
RACES: dict[str, str] = {name: o["race"] for name, o in _FACTS["origins"].items()}

_SHAPE = {  # power and shift of the weights of given and family names by rank
    "white": ((0.9, 3), None), "black": ((0.5, 3), (0.9, 4)), "hispanic": ((0.75, 5), (0.85, 4)),
    "chinese": (None, (0.8, 5)), "vietnamese": ((0.4, 5), None), "korean": (None, None),
    "indian": ((0.4, 5), (0.7, 5)), "arab": ((0.8, 5), (0.6, 5)),
}  # fmt: skip
_IMMIGRANTS = {
    "de_DE": 0.25, "it_IT": 0.2, "en_IE": 0.2, "pl_PL": 0.1, "fr_FR": 0.1, "sv_SE": 0.05,
    "nl_NL": 0.06, "en_GB": 0.4,
}  # fmt: skip
_OLD_COUNTRY = 0.28  # weight of their family names against 0.62 of the American list
_AMERICAN = 0.62
_TWO_SYLLABLES, _NATIVE_GIVEN = 0.7, 0.55  # Chinese and Korean given names
_RARE_GIVEN = {"male": 0.004, "female": 0.003}  # weight of each of Faker's given names


class Draw:
    """Texts with weights, to draw from.

    Args:
        weights: weight of each text.
    """

    def __init__(self, weights: Mapping[str, float]) -> None:
        self.texts = list(weights)
        self.cumulative = list(accumulate(weights.values()))

    def __call__(self, rng: random.Random) -> str:
        """One text."""
        return rng.choices(self.texts, cum_weights=self.cumulative)[0]


def zipf(texts: Iterable[str], power: float = 0.9, shift: float = 3) -> dict[str, float]:
    """Weights that fall with the rank; a text with a colon brings its own: `Nguyen:38`."""
    weights: dict[str, float] = {}
    for rank, text in enumerate(texts):
        name, _, own = text.partition(":")
        weights[name] = float(own) if own else 1 / (rank + shift) ** power
    return weights


def faker_names(locale: str, part: str) -> dict[str, float]:
    """Weights of a list of Faker's: `first_names_male`, `first_names_female` or `last_names`."""
    provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    found = getattr(provider, part, None) or provider.first_names
    if isinstance(found, Mapping):
        return {str(name): float(weight) for name, weight in found.items()}
    return dict.fromkeys(found, 1.0)


def given(rng: random.Random, origin: str, sex: str) -> str:
    """A given name for sex "M" or "F"."""
    if "syllables" in _FACTS["origins"][origin]:
        if rng.random() >= _NATIVE_GIVEN:
            return given(rng, "white", sex)
        return _syllables(rng, origin)
    return _given(origin, "female" if sex == "F" else "male")(rng)


def family(rng: random.Random, origin: str) -> str:
    """A family name."""
    return _family(origin)(rng)


def nickname(rng: random.Random, name: str) -> str:
    """One of the short forms of a given name; itself where there is none."""
    return rng.choice(_FACTS["nicknames"].get(name, name).split())


def _syllables(rng: random.Random, origin: str) -> str:
    first, second = rng.choices(_words(origin, "syllables"), k=2)
    if origin == "korean":
        return first + rng.choice(["", " ", "-"]) + second
    return first + (second.lower() if rng.random() < _TWO_SYLLABLES else "")


def _words(origin: str, part: str) -> list[str]:
    return _FACTS["origins"][origin][part].split()


@cache
def _given(origin: str, part: str) -> Draw:
    weights = zipf(_words(origin, part), *_SHAPE[origin][0])
    if origin == "white":
        weights = {
            **dict.fromkeys(faker_names("en_US", f"first_names_{part}"), _RARE_GIVEN[part]),
            **weights,
        }
    if origin == "black":
        shared = zipf(_words("white", part)).items()
        weights = {**{name: 0.7 * weight for name, weight in shared}, **weights}
    return Draw(weights)


@cache
def _family(origin: str) -> Draw:
    if origin == "white":
        return Draw(_american())
    return Draw(zipf(_words(origin, "family"), *(_SHAPE[origin][1] or ())))


def _american() -> dict[str, float]:
    hispanic = set(_words("hispanic", "family"))
    listed = {n: w for n, w in faker_names("en_US", "last_names").items() if n not in hispanic}
    total = sum(listed.values())
    weights = {name: weight / total * _AMERICAN for name, weight in listed.items()}
    for locale, share in _IMMIGRANTS.items():
        names = [_plain(name) for name in faker_names(locale, "last_names")]
        names = [name for name in names if name.isascii() and " " not in name]
        for name in names:
            weights[name] = weights.get(name, 0) + share / len(names) * _OLD_COUNTRY
    return weights


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c))
