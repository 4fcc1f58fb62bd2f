"""When people come, through which channel, about which case."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.generator import rates
from benchmarks.generator.people import Days, Ints

CHANNELS = tuple(rates.CHANNELS)
FIRST_CASE = 2_000_000


@dataclass(frozen=True, slots=True)
class Touchpoints:
    """One row a touchpoint, in random order.

    Attributes:
        person: row of the person.
        day: days since the first of touchpoints, with the time of day.
        channel: position in `CHANNELS`.
        case: number of the case it belongs to; given out in the order cases were opened.
    """

    person: Ints
    day: Days
    channel: Ints
    case: Ints


def make_touchpoints(rng: np.random.Generator, persons: int, records: int) -> Touchpoints:
    """Exactly `records` touchpoints of the first persons."""
    p = rates.TOUCHPOINTS_SHAPE / (rates.TOUCHPOINTS_SHAPE + rates.TOUCHPOINTS_MEAN - 1)
    counts = 1 + rng.negative_binomial(rates.TOUCHPOINTS_SHAPE, p, persons)
    person = np.repeat(
        np.arange(persons, dtype=np.int32), np.minimum(counts, rates.TOUCHPOINTS_MOST)
    )[:records]
    follows = rng.random(len(person)) < rates.FOLLOW_UP
    follows[0] = False
    follows[1:] &= person[1:] == person[:-1]
    day = _days(rng, follows)
    case = _cases(rng, follows, day)
    channel = _channels(rng, persons, person)
    order = rng.permutation(len(person))
    return Touchpoints(person[order], day[order].astype(np.float32), channel[order], case[order])


def _days(rng: np.random.Generator, follows: np.ndarray) -> np.ndarray:
    """Any day, or a few days after the touchpoint before."""
    size = len(follows)
    start = rng.random(size) * rates.DAYS
    after = np.cumsum(np.where(follows, rng.exponential(4.0, size), 0.0))
    first = np.maximum.accumulate(np.where(follows, 0, np.arange(size)))
    return np.minimum(start[first] + after - after[first], rates.DAYS - 0.01)


def _cases(rng: np.random.Generator, follows: np.ndarray, day: np.ndarray) -> Ints:
    opens = ~follows | (rng.random(len(follows)) >= rates.SAME_CASE)
    order = np.argsort(day[opens], kind="stable")
    number = np.empty(len(order), dtype=np.int32)
    number[order] = np.arange(len(order)) + FIRST_CASE
    return number[np.cumsum(opens) - 1]


def _channels(rng: np.random.Generator, persons: int, person: Ints) -> Ints:
    share = np.cumsum(list(rates.CHANNELS.values()))
    share /= share[-1]
    favorite = np.searchsorted(share, rng.random(persons))[person]
    any_channel = np.searchsorted(share, rng.random(len(person)))
    stays = rng.random(len(person)) < rates.FAVORITE_CHANNEL
    return np.where(stays, favorite, any_channel).astype(np.int32)
