"""Touchpoints as rows of messy text: what each channel writes down of what it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.generator import rates
from benchmarks.generator.capture import (
    Edit,
    Flags,
    damage,
    date_forms,
    digit_typo,
    misread,
    phone_forms,
    pick,
    typo,
)
from benchmarks.generator.contacts import Contacts
from benchmarks.generator.names import Places, Pool
from benchmarks.generator.people import JUNIOR, NO_SUFFIX, Days, Ints, People
from benchmarks.generator.texts import (
    NameTexts,
    address_frame,
    device_texts,
    license_texts,
    plate_texts,
)
from benchmarks.generator.touchpoints import CHANNELS, Touchpoints

__all__ = ["World", "emit"]

_FIELDS = (
    "name", "birth_date", "email", "phone", "address", "account", "license", "plate", "case",
    "device", "handle",
)  # fmt: skip
_MIDNIGHT = pl.lit(rates.FIRST_DAY).str.to_datetime("%Y-%m-%d", time_unit="ms")


@dataclass(frozen=True, slots=True)
class World:
    """Everything there is to write about."""

    people: People
    names: NameTexts
    contacts: Contacts
    places: Places
    streets: Pool
    touchpoints: Touchpoints


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The touchpoints being written: who, when, where, and which fields each carries."""

    world: World
    rng: np.random.Generator
    person: Ints
    day: Days
    channel: Ints
    case: Ints
    carries: Mapping[str, Flags]

    def __len__(self) -> int:
        return len(self.person)

    def chance(self, probability: float | np.ndarray) -> Flags:
        return self.rng.random(len(self)) < probability

    def by_channel(self, table: Mapping[str, float]) -> np.ndarray:
        """The rate of each row's channel."""
        return np.array([table.get(name, 0.0) for name in CHANNELS])[self.channel]

    def on(self, *channels: str) -> Flags:
        return np.isin(self.channel, [CHANNELS.index(name) for name in channels])

    def damage(self, texts: pl.Series, rate: float | np.ndarray, edit: Edit) -> pl.Series:
        return damage(self.rng, texts, self.chance(rate), edit)

    def written(self, field: str, texts: pl.Series) -> pl.Series:
        """Texts where the field is carried, placeholders among them, null elsewhere."""
        fill = self.chance(rates.PLACEHOLDER.get(field, 0.0))
        values = rates.PLACEHOLDERS.get(field, ("",))
        dummy = pl.Series(values).gather(self.rng.integers(0, len(values), len(self)))
        frame = pl.DataFrame({"text": texts, "dummy": dummy, "fill": fill})
        frame = frame.with_columns(carried=pl.Series(self.carries[field]))
        chosen = pl.when("fill").then("dummy").otherwise("text")
        return frame.select(text=pl.when("carried").then(chosen))["text"]


def emit(world: World, rows: slice, rng: np.random.Generator) -> pl.DataFrame:
    """Records of some touchpoints, without ids."""
    points = world.touchpoints
    channel = points.channel[rows]
    carries = _carried(rng, channel, world, points.person[rows])
    chunk = _Chunk(
        world, rng, points.person[rows], points.day[rows], channel, points.case[rows], carries
    )
    return pl.DataFrame(
        {
            "channel": pl.Series(CHANNELS).gather(channel),
            "timestamp": _timestamps(chunk.day),
            **_names(chunk),
            "birth_date": _birth_dates(chunk),
            "email": _emails(chunk),
            "phone": _phones(chunk),
            **_addresses(chunk),
            "account_number": _accounts(chunk),
            **_licenses(chunk),
            "plate": _plates(chunk),
            "case_number": _cases(chunk),
            "device_id": _devices(chunk),
            "social_handle": _handles(chunk),
        }
    )


def _carried(
    rng: np.random.Generator, channel: Ints, world: World, person: Ints
) -> dict[str, Flags]:
    """Which fields each row has; a row with nothing but a name gets its channel's main field."""
    table = np.array([[rates.CARRIES[c].get(f, 0.0) for f in _FIELDS] for c in CHANNELS])
    carried = rng.random((len(channel), len(_FIELDS))) < table[channel]
    at = _FIELDS.index
    carried[:, at("account")] &= world.contacts.account[person] > 0
    carried[:, at("license")] &= world.contacts.license[person] >= 0
    plates = world.contacts.plate.value[world.people.household[person], 0]
    carried[:, at("plate")] &= plates >= 0
    main = np.array([at(rates.MAIN_FIELD[c]) for c in CHANNELS])[channel]
    bare = ~carried[:, 1:].any(axis=1)
    carried[np.flatnonzero(bare), main[bare]] = True
    return {field: carried[:, place] for place, field in enumerate(_FIELDS)}


def _timestamps(day: Days) -> pl.Series:
    seconds = pl.Series("s", (day.astype(np.float64) * 86_400).astype(np.int64))
    moment = _MIDNIGHT + pl.duration(seconds=pl.col("s"))
    return seconds.to_frame().select(moment.dt.strftime("%Y-%m-%dT%H:%M:%S")).to_series()


def _names(chunk: _Chunk) -> dict[str, pl.Series]:
    """Full name on the channels that have one field, else given and family name."""
    given, family = _given_names(chunk), _family_names(chunk)
    swapped = chunk.chance(rates.SWAPPED_NAMES)
    frame = pl.DataFrame({"given": given, "family": family, "swapped": swapped}).with_columns(
        given=pl.when("swapped").then("family").otherwise("given"),
        family=pl.when("swapped").then("given").otherwise("family"),
        draw=pl.Series(chunk.rng.random(len(chunk))),
        full=pl.Series(chunk.on(*rates.FULL_NAME_CHANNELS)),
        first=pl.Series(chunk.chance(rates.FAMILY_FIRST)),
    )
    missing = pl.col("draw")
    full = (
        pl.when(missing < rates.GIVEN_MISSING)
        .then("given")
        .when("first")
        .then(pl.format("{}, {}", "family", "given"))
        .otherwise(pl.format("{} {}", "given", "family"))
    )
    given_gone = pl.col("full") | (missing < rates.GIVEN_MISSING)
    family_gone = pl.col("full") | (missing > 1 - rates.FAMILY_MISSING)
    frame = frame.select(
        full_name=pl.when("full").then(full),
        given_name=pl.when(~given_gone).then("given"),
        family_name=pl.when(~family_gone).then("family"),
    )
    return _cased_names(chunk, frame)


def _cased_names(chunk: _Chunk, frame: pl.DataFrame) -> dict[str, pl.Series]:
    """Names in the case of their channel, nulls where no name is carried, and placeholders."""
    frame = _cased(chunk, frame)
    carried = pl.Series(chunk.carries["name"])
    dummy = pl.Series(chunk.chance(rates.PLACEHOLDER["name"]))
    values = pl.Series(rates.PLACEHOLDERS["name"])
    frame = frame.with_columns(
        carried=carried,
        dummy=dummy,
        value=values.gather(chunk.rng.integers(0, len(values), len(chunk))),
    )
    return {
        name: frame.select(
            pl.when("carried").then(
                pl.when(pl.col("dummy") & pl.col(name).is_not_null())
                .then(pl.col("value") if name != "family_name" else None)
                .otherwise(name)
            )
        ).to_series()
        for name in ("full_name", "given_name", "family_name")
    }


def _cased(chunk: _Chunk, frame: pl.DataFrame) -> pl.DataFrame:
    """All columns in upper case, lower case or as they are, by channel."""
    draw = chunk.rng.random(len(chunk))
    upper, lower = chunk.by_channel(rates.UPPER_CASE), chunk.by_channel(rates.LOWER_CASE)
    flags = {"upper_": draw < upper, "lower_": (draw >= upper) & (draw < upper + lower)}
    text = pl.all().exclude("upper_", "lower_")
    return frame.with_columns(**{k: pl.Series(v) for k, v in flags.items()}).select(
        pl.when("upper_")
        .then(text.str.to_uppercase())
        .when("lower_")
        .then(text.str.to_lowercase())
        .otherwise(text)
        .name.keep()
    )


def _given_names(chunk: _Chunk) -> pl.Series:
    """Given name, its short form or initial; sometimes with a middle initial."""
    people, names = chunk.world.people, chunk.world.names
    draw = chunk.rng.random(len(chunk))
    frame = pl.DataFrame(
        {
            "given": names.given.gather(names.given_of(people)[chunk.person]),
            "nick": names.nick.gather(names.nick_of(people)[chunk.person]),
            "middle": pl.Series([chr(65 + i) for i in range(26)]).gather(
                people.middle[chunk.person]
            ),
            "draw": draw,
            "has_middle": chunk.chance(rates.MIDDLE_INITIAL),
        }
    )
    given = (
        pl.when(pl.col("draw") < rates.NICKNAME)
        .then("nick")
        .when(pl.col("draw") > 1 - rates.INITIAL)
        .then(pl.col("given").str.slice(0, 1))
        .otherwise("given")
    )
    frame = frame.select("middle", "has_middle", given=given)
    texts = chunk.damage(frame["given"], chunk.by_channel(rates.TYPO), typo)
    return _with_middle(frame.with_columns(given=texts))


def _with_middle(frame: pl.DataFrame) -> pl.Series:
    both = pl.format("{} {}", "given", "middle")
    return frame.select(given=pl.when("has_middle").then(both).otherwise("given"))["given"]


def _family_names(chunk: _Chunk) -> pl.Series:
    """Family name of the day, with a typo at times, and with Jr or Sr."""
    people = chunk.world.people
    single = chunk.day < people.married[chunk.person]
    family = np.where(single, people.family_before[chunk.person], people.family[chunk.person])
    texts = chunk.world.names.family.gather(family)
    texts = chunk.damage(texts, chunk.by_channel(rates.TYPO), typo)
    suffix = people.suffix[chunk.person]
    shown = (suffix != NO_SUFFIX) & chunk.chance(rates.SUFFIX_WRITTEN)
    frame = pl.DataFrame({"text": texts, "shown": shown, "junior": suffix == JUNIOR})
    ending = pl.when("junior").then(pl.lit(" Jr")).otherwise(pl.lit(" Sr"))
    whole = pl.when("shown").then(pl.col("text") + ending).otherwise("text")
    return frame.select(text=whole)["text"]


def _birth_dates(chunk: _Chunk) -> pl.Series:
    """Dates in five forms; the IVR takes eight digits."""
    born = pl.Series("date", chunk.world.people.born[chunk.person]).cast(pl.Date)
    date, day = pl.col("date"), pl.col("date").dt.day()
    swapped = pl.date(date.dt.year(), day, date.dt.month())
    other_year = date.dt.offset_by(pl.col("years"))
    frame = pl.DataFrame(
        {
            "date": born,
            "form": np.where(chunk.on("ivr"), 0.95, chunk.rng.random(len(chunk)) * 0.9),
            "swap": chunk.chance(rates.DAY_MONTH_SWAPPED),
            "off": chunk.chance(rates.WRONG_YEAR),
            "years": pl.Series(["-1y", "1y", "-10y"]).gather(chunk.rng.integers(0, 3, len(chunk))),
        }
    ).with_columns(
        date=pl.when(pl.col("swap") & (day <= 12))
        .then(swapped)
        .when("off")
        .then(other_year)
        .otherwise(date)
    )
    iso, us, words, compact, short = date_forms(date)
    forms = [iso, us, words, short, compact]
    texts = frame.select(text=pick(forms, (0.38, 0.30, 0.10, 0.12, 0.10)))["text"]
    texts = chunk.damage(texts, rates.BIRTH_DATE_TYPO, digit_typo)
    return chunk.written("birth_date", texts)


def _emails(chunk: _Chunk) -> pl.Series:
    contacts = chunk.world.contacts
    rows = contacts.email.at(chunk.rng, chunk.person, chunk.day, rates.OLD_VALUE_USED)
    texts = contacts.email_texts.gather(rows)
    texts = chunk.damage(texts, chunk.by_channel(rates.TYPO) * rates.EMAIL_TYPO_FACTOR, typo)
    agents = max(2, len(contacts.account) // 4000)
    agent = chunk.chance(rates.AGENT_EMAIL)
    who = np.minimum(chunk.rng.geometric(4.0 / (agents + 4), len(chunk)), agents)
    frame = pl.DataFrame({"email": texts, "who": who.astype(np.int64), "agent": agent})
    written = pl.when("agent").then(pl.format("frontdesk@dealer{}.com", "who")).otherwise("email")
    return chunk.written("email", _cased(chunk, frame.select(email=written))["email"])


def _phones(chunk: _Chunk) -> pl.Series:
    """Mobile, landline of the household, or the switchboard of an employer."""
    contacts, rng = chunk.world.contacts, chunk.rng
    rows = contacts.mobile.at(rng, chunk.person, chunk.day, rates.OLD_VALUE_USED)
    landline = contacts.landline[chunk.world.people.household[chunk.person]]
    at_home = (landline >= 0) & chunk.chance(rates.LANDLINE_USED)
    number = contacts.numbers[np.where(at_home, landline, rows)]
    at_work = chunk.on("phone", "ivr") & chunk.chance(rates.SWITCHBOARD)
    boards = max(3, len(contacts.account) // 1500)
    board = np.minimum(rng.geometric(6.0 / (boards + 6), len(chunk)), boards)
    number = np.where(at_work, 8_002_000_000 + board.astype(np.int64) * 35_711 % 7_000_000, number)
    frame = pl.DataFrame({"number": number, "form": rng.random(len(chunk))})
    frame = frame.with_columns(pl.col("number").cast(pl.String))
    ivr = chunk.on("ivr")
    frame = frame.with_columns(form=pl.Series(np.where(ivr, 0.70, frame["form"].to_numpy())))
    weights = (0.28, 0.20, 0.17, 0.03, 0.12, 0.06, 0.08, 0.06)
    texts = frame.select(text=pick(phone_forms(pl.col("number")), weights))["text"]
    rate = chunk.by_channel(rates.TYPO) * rates.PHONE_TYPO_FACTOR
    return chunk.written("phone", chunk.damage(texts, rate, digit_typo))


def _addresses(chunk: _Chunk) -> dict[str, pl.Series]:
    """Street line, city, state and postcode."""
    contacts, rng = chunk.world.contacts, chunk.rng
    rows = contacts.address.at(rng, chunk.person, chunk.day, rates.OLD_VALUE_USED / 3)
    frame = address_frame(contacts.addresses, rows, chunk.world.places, chunk.world.streets)
    frame = frame.with_columns(
        form=pl.Series(rng.random(len(chunk))),
        draw=pl.Series(rng.random(len(chunk))),
        zip_draw=pl.Series(rng.random(len(chunk))),
        plus=pl.Series(rng.integers(1000, 9999, len(chunk))),
        no_unit=pl.Series(chunk.chance(rates.UNIT_MISSING)) | (pl.col("unit") == "0"),
    )
    suffix = pick([pl.col(f"suffix_{k}") for k in range(3)], (0.4, 0.45, 0.15))
    unit = pick([pl.format(f, "unit") for f in (" Apt {}", " #{}", ", Unit {}")], (0.5, 0.3, 0.2))
    line = pl.format("{} {} {}", "number", "street", suffix)
    postcode = pl.when(pl.col("zip_draw") < rates.ZIP_PLUS_4).then(
        pl.format("{}-{}", "postcode", "plus")
    )
    gone = pl.col("zip_draw") > 1 - rates.POSTCODE_MISSING
    frame = frame.select(
        address=pl.when("no_unit").then(line).otherwise(pl.concat_str(line, unit)),
        city=pl.when(pl.col("draw") > rates.CITY_MISSING).then("city"),
        state="state",
        postcode=pl.when(~gone).then(postcode.otherwise("postcode")),
    )
    rate = chunk.by_channel(rates.TYPO)
    edits = (
        ("address", rates.ADDRESS_TYPO_FACTOR, typo),
        ("city", 1, typo),
        ("postcode", 0.5, digit_typo),
    )
    frame = frame.with_columns(
        **{name: chunk.damage(frame[name], rate * factor, edit) for name, factor, edit in edits}
    )
    carried = pl.Series(chunk.carries["address"])
    cased = _cased(chunk, frame)
    return {n: cased.select(pl.when(carried).then(n)).to_series() for n in cased.columns}


def _accounts(chunk: _Chunk) -> pl.Series:
    number = pl.Series("n", chunk.world.contacts.account[chunk.person]).cast(pl.String)
    plain = chunk.damage(number, rates.KEYED_NUMBER_TYPO, digit_typo)
    forms = [pl.col("n"), pl.format("AC-{}", "n"), pl.format("AC{}", "n"), _spaced(4)]
    return chunk.written("account", _formed(chunk, plain, forms, (0.6, 0.2, 0.1, 0.1), ivr=0.0))


def _spaced(after: int) -> pl.Expr:
    return pl.concat_str(pl.col("n").str.slice(0, after), pl.lit(" "), pl.col("n").str.slice(after))


def _formed(
    chunk: _Chunk, texts: pl.Series, forms: list[pl.Expr], weights: tuple[float, ...], *, ivr: float
) -> pl.Series:
    """One of several forms; a keypad always gives the form at draw `ivr`."""
    draw = np.where(chunk.on("ivr"), ivr, chunk.rng.random(len(chunk)))
    frame = pl.DataFrame({"n": texts, "form": draw})
    return frame.select(text=pick(forms, weights))["text"]


def _licenses(chunk: _Chunk) -> dict[str, pl.Series]:
    contacts = chunk.world.contacts
    state = contacts.license_state[chunk.person]
    texts = license_texts(contacts.license[chunk.person], state, chunk.world.places)
    texts = chunk.damage(texts, rates.OCR, misread)
    texts = chunk.damage(texts, rates.KEYED_NUMBER_TYPO, digit_typo)
    forms = [pl.col("n"), pl.col("n").str.to_lowercase(), _spaced(4), _hyphened()]
    number = _formed(chunk, texts, forms, (0.78, 0.08, 0.07, 0.07), ivr=0.0)
    named = chunk.carries["license"] & chunk.chance(0.85)
    states = pl.Series("s", chunk.world.places.states).gather(state)
    shown = pl.DataFrame({"s": states, "named": named}).select(s=pl.when("named").then("s"))["s"]
    return {"license_number": chunk.written("license", number), "license_state": shown}


def _hyphened() -> pl.Expr:
    return pl.concat_str(pl.col("n").str.slice(0, 4), pl.lit("-"), pl.col("n").str.slice(4))


def _plates(chunk: _Chunk) -> pl.Series:
    contacts = chunk.world.contacts
    household = chunk.world.people.household[chunk.person]
    number = contacts.plate.at(chunk.rng, household, chunk.day, rates.OLD_VALUE_USED)
    texts = chunk.damage(plate_texts(number), rates.OCR, misread)
    split = (pl.col("n").str.slice(0, 3), pl.col("n").str.slice(3))
    forms = [
        pl.col("n"),
        pl.format("{} {}", *split),
        pl.format("{}-{}", *split),
        pl.col("n").str.to_lowercase(),
    ]
    return chunk.written("plate", _formed(chunk, texts, forms, (0.6, 0.15, 0.15, 0.1), ivr=0.0))


def _cases(chunk: _Chunk) -> pl.Series:
    number = pl.Series("n", chunk.case).cast(pl.String)
    plain = chunk.damage(number, rates.KEYED_NUMBER_TYPO, digit_typo)
    forms = [pl.col("n"), pl.format("CS-{}", "n"), pl.format("CS{}", "n"), pl.format("#{}", "n")]
    return chunk.written("case", _formed(chunk, plain, forms, (0.4, 0.4, 0.1, 0.1), ivr=0.0))


def _devices(chunk: _Chunk) -> pl.Series:
    number = chunk.world.contacts.device.at(chunk.rng, chunk.person, chunk.day, 0.05)
    kiosks = max(2, len(chunk.world.people) // 5000)
    kiosk = -1 - chunk.rng.integers(0, kiosks, len(chunk))
    number = np.where(chunk.chance(rates.KIOSK_DEVICE), kiosk, number)
    return chunk.written("device", device_texts(number.astype(np.int64)))


def _handles(chunk: _Chunk) -> pl.Series:
    people, names = chunk.world.people, chunk.world.names
    frame = pl.DataFrame(
        {
            "nick": names.nick.gather(names.nick_of(people)[chunk.person]),
            "family": names.family.gather(people.family_before[chunk.person]),
            "number": people.born[chunk.person] * 17 % 983,
        }
    )
    family = pl.col("family").str.replace_all("[^A-Za-z]", "").str.slice(0, 5)
    handle = pl.format("@{}{}{}", "nick", family, "number").str.to_lowercase()
    return chunk.written("handle", frame.select(text=handle)["text"])
