"""Seven files of a service agency, one a channel, each with headers and values of its own.

The use this library is for, made without looking at its other generator (`customers.py`, which
writes one file with tidy headers): web forms, IVR calls, phone calls, chats, emails, social media and
a counter. A touchpoint carries one to three identifiers, so most pairs of one customer share nothing.
Files call the same thing by different names (`entered_dl`, `drv_lic_no`). Agents misspell a tenth of
the names they hear, others 3 to 4 % of those they type; 15 % of first names are nicknames; callers mistype 3 % of
account numbers and 7 % are anonymous. All rates are guesses.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from benchmarks.simulated import names
from benchmarks.simulated.files import Files, Row
from benchmarks.simulated.noise import code, damaged, digit_typo, maybe
from benchmarks.simulated.people import House, Person, population
from benchmarks.simulated.places import phone, phone_forms

__all__ = ["make"]

RECORDS, LAST_BORN = 20_000, 2003
PEOPLE = RECORDS * 10 // 34
START = dt.datetime(2023, 1, 1)
MINUTES = 700_000
HEARD_WRONG, NICKNAME = 0.10, 0.15
LANDLINE, LANDLINE_USED, PLATE = 0.35, 0.25, 0.7
SHARED_EMAIL, WORK_EMAIL, WORK_EMAIL_USED = 0.08, 0.25, 0.3
MOBILE, ACCOUNT, LICENSE = 0.92, 0.7, 0.9
NEW_CASE = 0.3  # a touchpoint
CHANNELS = {"web": 24, "ivr": 20, "phone": 20, "chat": 10, "email": 12, "social": 4, "counter": 10}
_HOSTS = ["gmail.com"] * 10 + ["yahoo.com"] * 5 + ["hotmail.com"] * 3
_HOSTS += ["aol.com", "icloud.com", "icloud.com", "outlook.com", "comcast.net"]


def make(rng: random.Random) -> Files:
    """Seven files."""
    houses, people = population(rng, PEOPLE)
    adults = [person for person in people if person.born.year <= LAST_BORN]
    for house in houses:
        _share(rng, house)
    for person in adults:
        _hand_out(rng, person)
    busy = [min(rng.paretovariate(1.3), 8) for _ in adults]
    files = Files(rng)
    for person in rng.choices(adults, busy, k=RECORDS):
        channel = rng.choices(list(CHANNELS), list(CHANNELS.values()))[0]
        files.add(channel, person.number, _ROWS[channel](_Touch(rng, person, channel)))
    return files


def _share(rng: random.Random, house: House) -> None:
    house.has.update(
        landline=phone(rng) if rng.random() < LANDLINE else None,
        plate=code(rng, "AAA 9999"),
        email=None,
    )


def _hand_out(rng: random.Random, person: Person) -> None:
    house = person.house.has
    family = person.family.lower()
    work = f"{rng.choice(['work', 'corp', 'univ', 'state'])}{rng.randint(1, 80)}"
    ending = rng.choice(["com", "org", "edu"])
    person.has.update(
        email=_email(rng, person),
        work_email=maybe(f"{family}{rng.randint(1, 99)}@{work}.{ending}", rng, 1 - WORK_EMAIL),
        mobile=maybe(phone(rng), rng, 1 - MOBILE),
        account=maybe(code(rng, "999999999"), rng, 1 - ACCOUNT),
        license=maybe(code(rng, "AA999999"), rng, 1 - LICENSE),
        device=code(rng, "x" * 32),
        plate=house["plate"] if rng.random() < PLATE else code(rng, "AAA 9999"),
        case=None,
    )


def _email(rng: random.Random, person: Person) -> str:
    """An address of one's own, or the one of the household."""
    given = person.given.lower().replace(" ", "").replace("-", "")
    family, year = person.family.lower(), f"{person.born.year % 100:02d}"
    word = rng.choice(["cool", "big", "lil", "sunny", "blue", "red", "happy"])
    word += rng.choice(["cat", "dog", "bear", "mom", "dad", "fan"])
    forms = [
        f"{given}.{family}", f"{given}{family}", f"{given[0]}{family}", f"{given}{year}",
        f"{family}{given[0]}{rng.randint(1, 999)}", f"{given}_{family}{rng.randint(1, 99)}",
        f"{word}{rng.randint(1, 9999)}",
    ]  # fmt: skip
    email = f"{rng.choice(forms)}@{rng.choice(_HOSTS)}"
    shared = person.house.has["email"]
    if shared and rng.random() < SHARED_EMAIL:
        return str(shared)
    if not shared and rng.random() < 0.15:
        person.house.has["email"] = email
    return email


class _Touch:
    """What a person says of himself or herself this time.

    Args:
        rng: source of chance.
        person: who gets in touch.
        channel: how.
    """

    def __init__(self, rng: random.Random, person: Person, channel: str) -> None:
        self.rng, self.has = rng, person.has
        heard = channel == "phone"
        given = names.nickname(rng, person.given) if rng.random() < NICKNAME else person.given
        self.given = damaged(given, rng, HEARD_WRONG if heard else 0.04)
        self.family = damaged(person.family, rng, HEARD_WRONG if heard else 0.03)
        self.born, self.postcode = person.born, person.house.home.postcode
        self.landline = person.house.has["landline"]
        self.when = START + dt.timedelta(minutes=rng.randint(0, MINUTES))

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    def given_only(self, rate: float) -> str:
        """The whole name, or at this rate the first name alone."""
        return self.given if self.rng.random() < rate else self.name

    def number(self, form: int) -> str | None:
        """Mobile or landline, written in one of the forms."""
        own = self.has["mobile"]
        use_landline = self.landline and (not own or self.rng.random() < LANDLINE_USED)
        number = self.landline if use_landline else own
        return phone_forms(number)[form] if number else None

    def email(self) -> str:
        work = self.has["work_email"]
        return str(work if work and self.rng.random() < WORK_EMAIL_USED else self.has["email"])

    def case(self) -> str:
        """The open case, or a new one."""
        if not self.has["case"] or self.rng.random() < NEW_CASE:
            number = self.rng.randint(0, 9_999_999)
            self.has["case"] = f"CS-{self.rng.randint(2022, 2024)}-{number:07d}"
        return str(self.has["case"])

    def some(self, offered: Row, fewest: int, most: int) -> Row:
        """A few of the values offered, the others blank."""
        kept = self.rng.sample(list(offered), self.rng.randint(fewest, most))
        return {name: value if name in kept else None for name, value in offered.items()}


def _web(touch: _Touch) -> Row:
    rng, mobile = touch.rng, touch.has["mobile"]
    offered = {
        "fullName": touch.name, "emailAddress": damaged(touch.email(), rng, 0.02),
        "mobile": phone_forms(mobile)[rng.choice([0, 2, 3])] if mobile else None,
        "accountNo": touch.has["account"], "caseRef": maybe(touch.case(), rng, 0.5),
    }  # fmt: skip
    return {
        "ts": touch.when.isoformat(),
        **touch.some(offered, 1, 3),
        "device_id": touch.has["device"] if rng.random() < 0.6 else code(rng, "x" * 32),
        "page": rng.choice(["/renew", "/pay", "/status", "/contact"]),
    }


def _ivr(touch: _Touch) -> Row:
    rng, account = touch.rng, touch.has["account"]
    if account and rng.random() < 0.03:
        account = digit_typo(account, rng)
    return {
        "call_start": touch.when.strftime("%Y-%m-%d %H:%M:%S"),
        "ani": touch.number(1) if rng.random() < 0.93 else "anonymous",
        "entered_account": maybe(account, rng, 0.65),
        "entered_dl": maybe(touch.has["license"], rng, 0.9),
        "duration_sec": str(rng.randint(10, 900)),
        "exit_node": rng.choice(["AGENT", "HANGUP", "SELFSERVE"]),
    }


def _phone(touch: _Touch) -> Row:
    turned = touch.rng.random() < 0.3
    offered = {
        "caller_name": f"{touch.family}, {touch.given}" if turned else touch.name,
        "callback_number": touch.number(2), "case_number": touch.case(), "zip": touch.postcode,
    }  # fmt: skip
    notes = ["asked about renewal", "complaint", "address change", "wants a double payment back"]
    return {
        "call_date": touch.when.strftime("%m/%d/%Y %H:%M"),
        "agent": touch.rng.choice(["mjones", "tlee", "kpatel"]),
        **touch.some(offered, 2, 3),
        "notes": touch.rng.choice(notes),
    }


def _chat(touch: _Touch) -> Row:
    offered = {
        "visitor_name": touch.given_only(0.4), "visitor_email": touch.email(),
        "account": touch.has["account"],
    }  # fmt: skip
    return {
        "started": touch.when.isoformat(),
        **touch.some(offered, 1, 2),
        "device": maybe(touch.has["device"], touch.rng, 0.4),
    }


def _mail(touch: _Touch) -> Row:
    email = touch.email()
    return {
        "received_at": touch.when.strftime("%a, %d %b %Y %H:%M:%S"),
        "from": f"{touch.name} <{email}>" if touch.rng.random() < 0.7 else email,
        "subject_case": maybe(touch.case(), touch.rng, 0.7),
    }


def _social(touch: _Touch) -> Row:
    return {
        "posted": touch.when.isoformat(),
        "display_name": touch.given_only(0.4),
        "handle": "@" + touch.has["email"].split("@")[0],
        "case": maybe(touch.case(), touch.rng, 0.75),
    }


def _counter(touch: _Touch) -> Row:
    return {
        "visit_date": touch.when.strftime("%m/%d/%Y"),
        "first": touch.given.upper(),
        "last": touch.family.upper(),
        "dob": maybe(touch.born.strftime("%m/%d/%Y"), touch.rng, 0.4),
        "drv_lic_no": maybe(touch.has["license"], touch.rng, 0.3),
        "plate": maybe(touch.has["plate"], touch.rng, 0.7),
        "postal": maybe(touch.postcode, touch.rng, 0.5),
    }


_ROWS: dict[str, Callable[[_Touch], Row]] = {
    "web": _web, "ivr": _ivr, "phone": _phone, "chat": _chat, "email": _mail, "social": _social,
    "counter": _counter,
}  # fmt: skip
