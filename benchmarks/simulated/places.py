"""American addresses, and numbers that belong to a place or to nobody in particular."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass

from benchmarks.simulated import names

__all__ = ["NEVADA", "NORTH_CAROLINA", "OHIO", "Address", "address", "phone", "phone_forms", "ssn"]

OHIO = """Springfield,OH,45501 45502 45503 45504
Dayton,OH,45402 45403 45404 45405 45406 45409 45410
Columbus,OH,43201 43202 43203 43204 43205 43206 43207 43209 43210 43211 43212 43213 43214
Cincinnati,OH,45202 45203 45204 45205 45206 45207 45208
Akron,OH,44301 44302 44303 44304
Xenia,OH,45385
Yellow Springs,OH,45387
Urbana,OH,43078
Troy,OH,45373
London,OH,43140
New Carlisle,OH,45344
Mt Vernon,OH,43050
St Paris,OH,43072
Fairborn,OH,45324
Kettering,OH,45429
Beavercreek,OH,45430 45431 45432
Marysville,OH,43040
Delaware,OH,43015
Newark,OH,43055 43056
Lancaster,OH,43130"""
NORTH_CAROLINA = """Charlotte,NC,28202 28203 28204 28205 28206 28207 28208 28209 28210 28211 28212
Raleigh,NC,27601 27603 27604 27605 27606 27607 27608 27609
Greensboro,NC,27401 27403 27405 27406 27407
Durham,NC,27701 27703 27704 27705
Winston Salem,NC,27101 27103 27104
Asheville,NC,28801 28803 28804
Hickory,NC,28601 28602
Wilson,NC,27893 27896
Boone,NC,28607
Sylva,NC,28779
Edenton,NC,27932
Rocky Mount,NC,27801 27803 27804"""
NEVADA = """Las Vegas,NV,89101 89109 89117 89128 89131 89147
Henderson,NV,89002 89012 89014
Reno,NV,89501 89502
Phoenix,AZ,85001 85003
San Diego,CA,92101 92103"""
_STREETS = (
    "Main Oak Maple Washington Park Elm Cedar Pine Lake Hill Walnut Church High Center Mill Spring "
    "River Chestnut Sunset Highland Jackson Lincoln Jefferson Franklin Madison Adams Cherry Dogwood "
    "Hickory Meadow Forest Ridge Valley Willow Locust College Court School Prospect Poplar Sycamore "
    "Birch Magnolia Grant Monroe Harrison Cleveland Liberty Union Grove Railroad Water Front Mulberry "
    "Spruce Martin_Luther_King Old_Mill Stone_Creek Country_Club Fox_Run Deer_Path Old_State"
).split()  # fmt: skip
_COMMON = names.Draw(names.zipf([name.replace("_", " ") for name in _STREETS], 0.5, 6))
_ENDS = {
    "St": ("Street", 40), "Ave": ("Avenue", 20), "Rd": ("Road", 14), "Dr": ("Drive", 13),
    "Ln": ("Lane", 5), "Ct": ("Court", 4), "Blvd": ("Boulevard", 3), "Pl": ("Place", 2),
    "Way": ("Way", 2), "Cir": ("Circle", 2), "Pkwy": ("Parkway", 1),
}  # fmt: skip
_END = names.Draw({end: weight for end, (_, weight) in _ENDS.items()})
_NUMBERED, _COMMON_STREET, _APARTMENT = 0.12, 0.55, 0.22


@dataclass(frozen=True, slots=True)
class Address:
    """A home.

    Attributes:
        number: of the house.
        direction: N, S, E, W or nothing.
        street: name of the street.
        end: St, Ave and so on.
        unit: "Apt 4" or nothing.
        city: name of the town.
        state: two letters.
        postcode: five digits.
    """

    number: str
    direction: str
    street: str
    end: str
    unit: str
    city: str
    state: str
    postcode: str

    def way(self, *, long: bool = False) -> str:
        """The street without the number; `long` spells its end out."""
        end = _ENDS[self.end][0] if long else self.end
        return " ".join(word for word in (self.direction, self.street, end) if word)

    def line(self, *, long: bool = False) -> str:
        """Number and street."""
        return f"{self.number} {self.way(long=long)}"


def address(rng: random.Random, towns: str = OHIO) -> Address:
    """A home in one of the towns; large towns have more."""
    lines = [line.split(",") for line in towns.splitlines()]
    city, state, postcodes = rng.choices(lines, [len(line[2].split()) for line in lines])[0]
    return Address(
        number=str(int(rng.lognormvariate(6.3, 1.1)) + 1),
        direction=rng.choice(["", "", "", "N", "S", "E", "W"]),
        street=_street(rng),
        end=_END(rng),
        unit=f"Apt {_unit(rng)}" if rng.random() < _APARTMENT else "",
        city=city,
        state=state,
        postcode=rng.choice(postcodes.split()),
    )


def _street(rng: random.Random) -> str:
    drawn = rng.random()
    if drawn < _NUMBERED:
        return _ordinal(rng.randint(1, 40))
    return _COMMON(rng) if drawn < _COMMON_STREET else names.family(rng, "white")


def _ordinal(number: int) -> str:
    teens = 10 <= number % 100 <= 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _unit(rng: random.Random) -> str:
    lettered = f"{rng.randint(1, 9)}{rng.choice(string.ascii_uppercase[:6])}"
    return rng.choice([str(rng.randint(1, 40)), rng.choice("ABCD"), lettered])


def phone(rng: random.Random, areas: str = "937 614 513 740 330 567") -> str:
    """Ten digits; no exchange of a service."""
    exchange = f"{rng.randint(2, 9)}{rng.randint(0, 9)}{rng.choice('02345678')}"
    return f"{rng.choice(areas.split())}{exchange}{rng.randint(0, 9999):04d}"


def phone_forms(number: str) -> list[str]:
    """Six ways to write a phone number."""
    a, b, c = number[:3], number[3:6], number[6:]
    return [
        f"({a}) {b}-{c}", f"+1{number}", f"{a}-{b}-{c}", number, f"1-{a}-{b}-{c}", f"{a}.{b}.{c}",
    ]  # fmt: skip


def ssn(rng: random.Random) -> str:
    """A social security number of a form that is given out."""
    area = rng.choice((rng.randint(1, 665), rng.randint(667, 772)))
    return f"{area:03d}-{rng.randint(1, 99):02d}-{rng.randint(1, 9999):04d}"
