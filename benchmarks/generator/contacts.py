"""What people can be reached and known by, and from when until when."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.generator import rates
from benchmarks.generator.names import Places, Pool
from benchmarks.generator.people import CHILD, HEAD, MATE, PARTNER, Days, Ints, People

VERSIONS = 3
NEVER = np.float32(1e9)


@dataclass(frozen=True, slots=True)
class Versions:
    """Up to three values a person has had: `value` (persons, 3), in use from day `start`."""

    value: Ints
    start: Days

    def at(self, rng: np.random.Generator, person: Ints, day: Days, old: float) -> Ints:
        """The value in use on a day, or with probability `old` one that was in use before."""
        number = (self.start[person] <= day[:, None]).sum(axis=1) - 1
        earlier = (rng.random(len(person)) * number).astype(np.intp)
        chosen = np.where(rng.random(len(person)) < old, earlier, number)
        return self.value[person, chosen]


@dataclass(frozen=True, slots=True)
class Addresses:
    """One row an address."""

    town: Ints
    zip_code: Ints
    street: Ints
    suffix: Ints
    number: Ints
    unit: Ints  # 0 for none


@dataclass(frozen=True, slots=True)
class Contacts:
    """Everything people give as identifiers.

    Attributes:
        email: versions of rows in `email_texts`.
        email_texts: every email address.
        mobile: versions of rows in `numbers`.
        landline: row in `numbers` of each household, -1 without.
        numbers: ten-digit phone numbers, int64.
        address: versions of rows in `addresses`.
        addresses: every address.
        account: number of each person, 0 without.
        license: number of each person, -1 without (unique within a state).
        license_state: state that issued it.
        plate: versions of plate numbers per household, -1 without.
        device: versions of device numbers per person.
    """

    email: Versions
    email_texts: pl.Series
    mobile: Versions
    landline: Ints
    numbers: np.ndarray
    address: Versions
    addresses: Addresses
    account: Ints
    license: Ints
    license_state: Ints
    plate: Versions
    device: Versions


def make_contacts(
    rng: np.random.Generator, people: People, places: Places, streets: Pool, words: pl.DataFrame,
    domains: Pool,
) -> Contacts:  # fmt: skip
    """Identifiers of all people; `words` has their names as lower-case letters."""
    address, addresses = _addresses(rng, people, places, streets)
    home = places.state[addresses.town[address.value[:, 0]]]
    mobile, landline, numbers = _phones(rng, people, home, places)
    email, texts = _emails(rng, people, words, domains)
    licensed = (rng.random(len(people)) < rates.LICENSE) & (people.born < 18_262 - 16 * 365)
    return Contacts(
        email=email,
        email_texts=texts,
        mobile=mobile,
        landline=landline,
        numbers=numbers,
        address=address,
        addresses=addresses,
        account=_accounts(rng, people),
        license=np.where(licensed, rng.permutation(len(people)), -1).astype(np.int32),
        license_state=home,
        plate=_plates(rng, people),
        device=_devices(rng, people),
    )


def _starts(rng: np.random.Generator, size: int, second: float, third: float) -> Days:
    """When up to three values come into use, float32 of shape (size, 3)."""
    first = np.full(size, -1, dtype=np.float32)
    day = np.sort(rng.random((size, 2), dtype=np.float32) * rates.DAYS, axis=1)
    draw = rng.random(size)
    return np.stack(
        [
            first,
            np.where(draw < second, day[:, 0], NEVER),
            np.where(draw < third, day[:, 1], NEVER),
        ],
        axis=1,
    )


def _addresses(
    rng: np.random.Generator, people: People, places: Places, streets: Pool
) -> tuple[Versions, Addresses]:
    """Homes: of the household, of the household after a move, of a member who left."""
    households, persons = int(people.household[-1]) + 1, len(people)
    moves = rng.random(households) < rates.MOVES
    leaves = np.isin(people.role, (CHILD, MATE)) & (rng.random(persons) < rates.LEAVES_HOME)
    addresses = _draw_addresses(rng, households, persons, places, streets, people.household)
    day = (rng.random(households) * rates.DAYS).astype(np.float32)
    start = np.full((persons, VERSIONS), NEVER, dtype=np.float32)
    start[:, 0] = -1
    start[:, 1] = np.where(moves, day, NEVER)[people.household]
    start[:, 2] = np.where(leaves, rng.random(persons) * rates.DAYS, NEVER)
    value = np.stack(
        [
            people.household,
            people.household + households,
            np.arange(persons, dtype=np.int32) + 2 * households,
        ],
        axis=1,
    ).astype(np.int32)
    early = start[:, 2] < start[:, 1]  # who has left does not move with the others
    value[early, 1], start[early, 1] = value[early, 2], start[early, 2]
    return Versions(value, start), addresses


def _draw_addresses(
    rng: np.random.Generator, households: int, persons: int, places: Places, streets: Pool,
    household: Ints,
) -> Addresses:  # fmt: skip
    """Homes of households, their second homes, and a home of each person, in that order."""
    first = places.pool.draw(rng, households)
    stays = rng.random(households) < 0.7
    second = np.where(stays, first, places.pool.draw(rng, households))
    near = np.where(rng.random(persons) < 0.6, first[household], places.pool.draw(rng, persons))
    town = np.concatenate([first, second, near]).astype(np.int32)
    size = len(town)
    apartment = rng.random(size) < rates.APARTMENT
    # Flats stand in buildings of about a dozen: their place on the map comes from the building.
    building = town.astype(np.int64) * 64 + (rng.random(size) * _buildings(town)).astype(np.int64)
    spot = np.where(apartment, building, rng.integers(1 << 40, 1 << 48, size))
    drawn = mix(spot)
    street = np.searchsorted(streets.cumulative, unit_interval(drawn)).astype(np.int32)
    rest = mix(drawn.astype(np.int64))
    return Addresses(
        town=town,
        zip_code=(
            places.first_zip[town] + (rest % places.zips[town].astype(np.uint64)).astype(np.int32)
        ).astype(np.int32),
        street=street,
        suffix=(drawn % np.uint64(10)).astype(np.int32),
        number=(1 + (rest >> np.uint64(20)) % np.uint64(9899)).astype(np.int32),
        unit=np.where(apartment, rng.integers(1, 400, size), 0).astype(np.int32),
    )


def _buildings(town: Ints) -> np.ndarray:
    """Apartment buildings of each address's town."""
    flats = np.bincount(town) * rates.APARTMENT
    return np.clip(flats / 12, 1, 64)[town]


def mix(values: np.ndarray) -> np.ndarray:
    """Splitmix64: well spread uint64, one to one."""
    x = values.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


def unit_interval(values: np.ndarray) -> np.ndarray:
    return (values >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def _phones(
    rng: np.random.Generator, people: People, state: Ints, places: Places
) -> tuple[Versions, Ints, np.ndarray]:
    """Mobile numbers with some recycled, landlines of households, and all the numbers."""
    persons, households = len(people), int(people.household[-1]) + 1
    start = _starts(rng, persons, rates.SECOND_MOBILE, rates.THIRD_MOBILE)
    value = np.arange(persons * VERSIONS, dtype=np.int32).reshape(persons, VERSIONS)
    _hand_on(rng, value, start, rates.RECYCLED_PHONE)
    landline = np.arange(households, dtype=np.int32) + persons * VERSIONS
    landline[rng.random(households) >= rates.LANDLINE] = -1
    first = np.flatnonzero(people.role == HEAD)
    owner_state = np.concatenate([np.repeat(state, VERSIONS), state[first]])
    return Versions(value, start), landline, _numbers(rng, owner_state, places)


def _numbers(rng: np.random.Generator, state: Ints, places: Places) -> np.ndarray:
    """Distinct ten-digit numbers with area codes of the states, int64."""
    most = max(len(codes) for codes in places.area_codes)
    codes = np.array([(c * most)[:most] for c in places.area_codes])
    area = codes[state, rng.integers(0, most, len(state))]
    order = np.argsort(area, kind="stable")
    sizes = np.bincount(area, minlength=1000)
    within = np.empty(len(area), dtype=np.int64)
    within[order] = np.arange(len(area)) - (np.cumsum(sizes) - sizes)[area[order]]
    # A stride coprime to the range spreads successive numbers over it and repeats none.
    place = (within * 4_763_089 + area * 91_193) % (len(_EXCHANGES) * 10_000)
    local = _EXCHANGES[place // 10_000] * 10_000 + place % 10_000
    return area.astype(np.int64) * 10_000_000 + local


_EXCHANGES = np.array([n for n in range(200, 1000) if n % 100 != 11 and n != 555])


def _hand_on(rng: np.random.Generator, value: Ints, start: Days, share: float) -> None:
    """Let some second values be another owner's first one, given up two months before."""
    second = start[:, 1] < NEVER
    taker = np.flatnonzero(second & (rng.random(len(value)) < share))
    giver = rng.permutation(np.flatnonzero(second))[: len(taker)]
    later = start[taker, 1] > start[giver, 1] + 60
    value[taker[later], 1] = value[giver[later], 0]


def _emails(
    rng: np.random.Generator, people: People, words: pl.DataFrame, domains: Pool
) -> tuple[Versions, pl.Series]:
    """Addresses made from names, all different; some partners use the head's."""
    persons = len(people)
    start = _starts(rng, persons, rates.SECOND_EMAIL, rates.THIRD_EMAIL)
    value = np.arange(persons * VERSIONS, dtype=np.int32).reshape(persons, VERSIONS)
    shares = (people.role == PARTNER) & (rng.random(persons) < rates.SHARED_EMAIL)
    value[shares, 0] = value[people.head[shares], 0]
    rows = np.repeat(np.arange(persons, dtype=np.uint32), VERSIONS)
    year = 1970 + people.born[rows] // 365.25
    frame = words[rows].with_columns(
        number=pl.Series(rng.integers(1, 1000, len(rows))),
        year=pl.Series((year % 100).astype(np.int32)),
        form=pl.Series(rng.choice(10, len(rows), p=_FORM_WEIGHTS)),
        domain=pl.Series(domains.texts).gather(domains.draw(rng, len(rows))),
    )
    local = frame.select(pl.coalesce(_email_forms()).alias("local"), "domain")
    return Versions(value, start), _distinct(local)


_FORM_WEIGHTS = (0.22, 0.12, 0.13, 0.05, 0.06, 0.10, 0.08, 0.08, 0.12, 0.04)


def _email_forms() -> list[pl.Expr]:
    given, family, nick = pl.col("given"), pl.col("family"), pl.col("nick")
    first, number = given.str.slice(0, 1), pl.col("number").cast(pl.String)
    year = pl.col("year").cast(pl.String).str.zfill(2)
    forms = [
        given + "." + family, given + family, first + family, family + "." + given,
        given + "_" + family, given + year, nick + family, given + "." + family + year,
        family + number, nick + "." + number,
    ]  # fmt: skip
    return [pl.when(pl.col("form") == place).then(form) for place, form in enumerate(forms)]


def _distinct(local: pl.DataFrame) -> pl.Series:
    """Email addresses; where two would be equal, later ones get a number."""
    email = local.select(email=pl.col("local") + "@" + pl.col("domain"))["email"]
    attempt = 0
    while (again := ~email.is_first_distinct()).any():
        attempt += 1
        rank = pl.int_range(pl.len()).over("local", "domain")
        numbered = local.filter(again).select(
            pl.col("local") + (rank * 7 + attempt * 3).cast(pl.String) + "@" + pl.col("domain")
        )
        email = email.scatter(again.arg_true(), numbered.to_series())
    return email


def _accounts(rng: np.random.Generator, people: People) -> Ints:
    """Numbers given out in turn, couples often one after the other; 0 without one."""
    persons = len(people)
    signed = rng.random(int(people.household[-1]) + 1)[people.household]
    alone = rng.random(persons)
    turn = np.argsort(np.where(rng.random(persons) < 0.3, signed, alone), kind="stable")
    number = np.empty(persons, dtype=np.int64)
    number[turn] = 20_000_000 + np.cumsum(rng.integers(1, 10, persons))
    number[rng.random(persons) >= rates.ACCOUNT] = 0
    joint = (people.role == PARTNER) & (rng.random(persons) < rates.JOINT_ACCOUNT)
    number[joint] = number[people.head[joint]]
    return number.astype(np.int32)


def _plates(rng: np.random.Generator, people: People) -> Versions:
    """Plates of households, -1 without; some second ones were another household's before."""
    households = int(people.household[-1]) + 1
    start = _starts(rng, households, rates.SECOND_PLATE, 0)
    value = np.arange(households * VERSIONS, dtype=np.int32).reshape(households, VERSIONS)
    _hand_on(rng, value, start, rates.TRANSFERRED_PLATE)
    value[rng.random(households) >= rates.VEHICLE] = -1
    return Versions(value, start)


def _devices(rng: np.random.Generator, people: People) -> Versions:
    persons = len(people)
    start = _starts(rng, persons, rates.DEVICE_CHANGES, rates.DEVICE_CHANGES / 4)
    value = np.arange(persons * VERSIONS, dtype=np.int32).reshape(persons, VERSIONS)
    shared = rng.random(persons) < rates.SHARED_DEVICE
    value[shared, 0] = value[people.head[shared], 0]
    return Versions(value, start)
