"""Simulated sets: what others have to resolve, made up with a known truth.

Each module makes one set, seeded, with sources as their owners would send them: their headers, their
formats, their errors. All persons, firms and numbers are invented. `SETS` is the table of all of them.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.simulated import (
    census,
    companies,
    europe,
    mdm,
    products,
    tax,
    touchpoints,
    voters,
)
from benchmarks.simulated.files import Files

__all__ = ["SETS", "Simulated", "write"]


@dataclass(frozen=True, slots=True)
class Simulated:
    """A simulated set.

    Attributes:
        make: makes sources and truth.
        about: what it is, in a line.
    """

    make: Callable[[random.Random], Files]
    about: str


SETS = {
    "census": Simulated(census.make, "census and a survey a year later"),
    "tax": Simulated(tax.make, "W-2, 1099 and 1040 forms of three years"),
    "tax_w2": Simulated(tax.make_w2, "of these, only what employers send in"),
    "voters": Simulated(voters.make, "two snapshots of a voter register"),
    "mdm": Simulated(mdm.make, "customers, reference list, watchlist"),
    "mdm_one": Simulated(mdm.make_one, "the same in one file"),
    "touchpoints": Simulated(touchpoints.make, "seven files, one a channel"),
    "europe": Simulated(europe.make, "customers, web shop, newsletter in four countries"),
    "companies": Simulated(companies.make, "companies listed up to three times"),
    "products": Simulated(products.make, "electronic goods of several shops"),
}


def write(name: str, seed: int, directory: Path) -> tuple[list[Path], Path]:
    """Make a set; the files of its sources, and the file of its truth.

    The same name and seed give the same files.
    """
    return SETS[name].make(random.Random(seed)).save(directory)
