"""A demonstration set of master data: customers, a reference list and a watchlist, people and firms.

In the form of the truth set that Senzing ships with its demonstrations: its headers, a mix of dates
written four ways, full names beside name parts, addresses in one cell or in five, each record with
a few of some thirty columns. Names are spelled as they are transliterated (Muhammad, Mohamed), 40
people have a namesake, and one email in five of those given is a relative's. Names have 5 % of
errors and a fifth are nicknames; Senzing states no rates, so these are ours.
"""

from __future__ import annotations

import random

from benchmarks.simulated import names
from benchmarks.simulated.files import Files, Row
from benchmarks.simulated.noise import code, damaged, digit_typo, maybe
from benchmarks.simulated.people import House, Person, birthday, population
from benchmarks.simulated.places import NEVADA, Address, address, phone, phone_forms, ssn

__all__ = ["make", "make_one"]

PEOPLE, LAST_BORN, NAMESAKES, FIRMS = 900, 2004, 40, 60
IN_REFERENCE, IN_WATCHLIST = 0.45, 0.12
NAME_ERROR, NICKNAME, TRANSLITERATED = 0.05, 0.2, 0.45
OTHER_ADDRESS, RELATIVES_EMAIL = 0.25, 0.2
_SPELLINGS = {
    "Mohammed": "Muhammad Mohamed Mohammad", "Youssef": "Yusuf Yousef", "Hussein": "Husayn Hussain",
    "Ahmed": "Ahmad", "Abdullah": "Abdallah", "Chen": "Cheng Chan", "Zhang": "Chang Cheung",
    "Li": "Lee Lei", "Wang": "Wong", "Xu": "Hsu", "Nguyen": "Nguyễn", "Hassan": "Hasan",
    "Khalid": "Khaled", "Qureshi": "Kureshi", "Siddiqui": "Siddiqi",
}  # fmt: skip
_COUNTRIES = {
    "chinese": "CHN", "vietnamese": "VNM", "korean": "KOR", "indian": "IND", "arab": "ARE",
    "hispanic": "MEX", "white": "GBR", "black": "NGA",
}  # fmt: skip
_LINES = ["Logistics", "Trading", "Motors", "Catering", "Holdings", "Real Estate"]
_COLUMNS = (
    "DATA_SOURCE RECORD_TYPE PRIMARY_NAME_LAST PRIMARY_NAME_FIRST PRIMARY_NAME_MIDDLE NAME_SUFFIX "
    "PRIMARY_NAME_FULL PRIMARY_NAME_ORG AKA_NAME_FULL GENDER DATE_OF_BIRTH PASSPORT_NUMBER "
    "PASSPORT_COUNTRY DRIVERS_LICENSE_NUMBER DRIVERS_LICENSE_STATE SSN_NUMBER NATIONAL_ID_NUMBER "
    "NATIONAL_ID_COUNTRY ADDR_TYPE ADDR_FULL ADDR_LINE1 ADDR_CITY ADDR_STATE ADDR_POSTAL_CODE "
    "PHONE_TYPE PHONE_NUMBER EMAIL_ADDRESS DATE STATUS CATEGORY AMOUNT"
).split()


def make(rng: random.Random) -> Files:
    """Three files."""
    _, people = population(rng, PEOPLE, NEVADA)
    people = [person for person in people if person.born.year <= LAST_BORN]
    people += [_namesake(rng, person, number) for number, person in _chosen(rng, people)]
    for person in people:
        _hand_out(rng, person)
    files = Files(rng, "RECORD_ID")
    for person in people:
        sources = ["customers"] * rng.choice([1, 1, 2, 3])
        sources += ["reference"] * (rng.random() < IN_REFERENCE)
        sources += ["watchlist"] * (rng.random() < IN_WATCHLIST)
        for source in sources:
            files.add(source, f"person {person.number}", _record(rng, person, source))
    for firm in range(FIRMS):
        _add_firm(files, firm)
    return files


def make_one(rng: random.Random) -> Files:
    """The same records in one file."""
    return make(rng).as_one("records")


def _chosen(rng: random.Random, people: list[Person]) -> list[tuple[int, Person]]:
    first = max(person.number for person in people) + 1
    return list(enumerate(rng.sample(people, NAMESAKES), first))


def _namesake(rng: random.Random, person: Person, number: int) -> Person:
    """Another person of the same name, born another day, who lives elsewhere."""
    house, middle = House(address(rng, NEVADA)), names.given(rng, person.origin, person.sex)
    other = Person(
        number, person.sex, person.given, middle, person.family, "",
        birthday(rng, (20, 80)), person.origin, house, "Reference person",
    )  # fmt: skip
    house.people.append(other)
    return other


def _hand_out(rng: random.Random, person: Person) -> None:
    given, family = person.given.split()[0].lower(), person.family.lower().replace(" ", "")
    tail = rng.choice(["", str(rng.randint(1, 99))])
    host = rng.choice(["gmail.com", "yahoo.com", "hotmail.com"])
    person.has.update(
        ssn=ssn(rng),
        license=code(rng, "9999999999"),
        passport=code(rng, "A99999999"),
        national_id=code(rng, "999999999"),
        mobile=phone(rng, "702 725"),
        email=f"{given}{rng.choice(['.', '_', ''])}{family}{tail}@{host}".replace("-", ""),
        second=address(rng, NEVADA),
    )
    person.house.has.setdefault("phone", phone(rng, "702"))


def _record(rng: random.Random, person: Person, source: str) -> Row:
    home = person.has["second"] if rng.random() < OTHER_ADDRESS else person.house.home
    row: Row = dict.fromkeys(_COLUMNS)
    row |= {"DATA_SOURCE": source.upper(), "RECORD_TYPE": "PERSON"}
    row |= _name(rng, person, source)
    row |= {
        "GENDER": maybe(person.sex, rng, 0.5),
        "DATE_OF_BIRTH": maybe(_birth_date(rng, person), rng, 0.25),
    }
    row |= _numbers(rng, person, source)
    if rng.random() < 0.8:
        row |= _address(rng, home, in_one=source != "customers" or rng.random() < 0.2)
    row |= _contacts(rng, person, source)
    row |= _business(rng, source)
    return row


def _name(rng: random.Random, person: Person, source: str) -> Row:
    short = names.nickname(rng, person.given) if rng.random() < NICKNAME else person.given
    given = damaged(_spelled(rng, short), rng, NAME_ERROR)
    family = damaged(_spelled(rng, person.family), rng, NAME_ERROR)
    middle = rng.choice([person.middle, person.middle, person.middle[:1], "", ""])
    if source == "watchlist" or (source == "reference" and rng.random() < 0.3):
        words = [given, middle, family, person.suffix]
        turned = f"{family}, {given} {middle}".strip()
        other = f"{names.nickname(rng, person.given)} {person.family}"
        return {
            "PRIMARY_NAME_FULL": turned if rng.random() < 0.4 else " ".join(filter(None, words)),
            "AKA_NAME_FULL": maybe(other, rng, 0.7),
        }
    return {
        "PRIMARY_NAME_LAST": family,
        "PRIMARY_NAME_FIRST": given,
        "PRIMARY_NAME_MIDDLE": middle or None,
        "NAME_SUFFIX": maybe(person.suffix or None, rng, 0.2),
    }


def _spelled(rng: random.Random, name: str) -> str:
    if name in _SPELLINGS and rng.random() < TRANSLITERATED:
        return rng.choice(_SPELLINGS[name].split())
    return name


def _birth_date(rng: random.Random, person: Person) -> str:
    born = person.born
    forms = [f"{born.month}/{born.day}/{born.year}", born.isoformat(), str(born.year)]
    forms.append(f"{born.month}/{born.day}/{born:%y}")
    return rng.choices(forms, [70, 20, 8, 2])[0]


def _numbers(rng: random.Random, person: Person, source: str) -> Row:
    """The one or two numbers that a record of the source may have."""
    has, drawn = person.has, rng.random()
    wrong = rng.random() < 0.03
    passport = {
        "PASSPORT_NUMBER": has["passport"],
        "PASSPORT_COUNTRY": _COUNTRIES[person.origin],
    }
    national = {
        "NATIONAL_ID_NUMBER": has["national_id"],
        "NATIONAL_ID_COUNTRY": _COUNTRIES[person.origin],
    }
    license_ = {
        "DRIVERS_LICENSE_NUMBER": has["license"],
        "DRIVERS_LICENSE_STATE": person.house.home.state,
    }
    social = {"SSN_NUMBER": digit_typo(has["ssn"], rng) if wrong else has["ssn"]}
    shares: list[tuple[float, float, Row]] = {
        "customers": [(0, 0.25, license_), (0.2, 0.5, social), (0.9, 1, passport)],
        "reference": [(0, 0.15, social), (0.85, 1, national)],
        "watchlist": [(0, 0.3, passport), (0.3, 0.5, national)],
    }[source]
    given: Row = {}
    for low, high, numbers in shares:
        given |= numbers if low <= drawn < high else {}
    return given


def _address(rng: random.Random, home: Address, *, in_one: bool) -> Row:
    line = damaged(home.line(long=rng.random() < 0.4), rng, 0.03)
    if home.unit and rng.random() < 0.7:
        line += " " + home.unit.replace("Apt", rng.choice(["Apt", "#", "Unit"]))
    kind = {"ADDR_TYPE": rng.choice(["HOME", "HOME", "MAILING", "PRIMARY"])}
    if in_one:
        postcode = home.postcode if rng.random() < 0.7 else ""
        return kind | {"ADDR_FULL": f"{line}, {home.city} {home.state} {postcode}".strip()}
    return kind | {
        "ADDR_LINE1": line,
        "ADDR_CITY": home.city,
        "ADDR_STATE": home.state,
        "ADDR_POSTAL_CODE": home.postcode,
    }


def _contacts(rng: random.Random, person: Person, source: str) -> Row:
    row: Row = {}
    if rng.random() < (0.55 if source == "customers" else 0.2):
        kind = rng.choice(["HOME", "MOBILE"])
        number = person.has["mobile"] if kind == "MOBILE" else person.house.has["phone"]
        row |= {"PHONE_TYPE": kind, "PHONE_NUMBER": rng.choice(phone_forms(number)[:4])}
    if source == "customers" and rng.random() < 0.4:
        relatives = [other for other in person.house.people if "email" in other.has]
        owner = rng.choice(relatives) if rng.random() < RELATIVES_EMAIL else person
        row["EMAIL_ADDRESS"] = owner.has["email"]
    return row


def _business(rng: random.Random, source: str) -> Row:
    if source == "customers":
        return {
            "DATE": f"{rng.randint(1, 12)}/{rng.randint(1, 28)}/{rng.randint(14, 19)}",
            "STATUS": rng.choice(["Active", "Active", "Inactive"]),
            "AMOUNT": str(rng.randint(1, 900) * 100),
        }
    if source == "watchlist":
        return {"CATEGORY": rng.choice(["Owns", "OFAC", "Fraud", "Wanted"]), "STATUS": "Active"}
    return {}


def _add_firm(files: Files, firm: int) -> None:
    rng = files.rng
    name = f"{names.family(rng, 'white')} {rng.choice(_LINES)}"
    home, number = address(rng, NEVADA), phone(rng, "702")
    sources = ["customers"] * rng.choice([1, 2])
    sources += ["reference"] * (rng.random() < 0.6) + ["watchlist"] * (rng.random() < 0.2)
    for source in sources:
        row: Row = dict.fromkeys(_COLUMNS)
        row |= _address(rng, home, in_one=source != "customers")
        row |= {
            "DATA_SOURCE": source.upper(),
            "RECORD_TYPE": "ORGANIZATION",
            "PRIMARY_NAME_ORG": damaged(name, rng, 0.08)
            + rng.choice([" Inc", " LLC", "", ", Inc.", " Ltd"]),
            "ADDR_TYPE": "BUSINESS",
            "PHONE_TYPE": "BUSINESS",
            "PHONE_NUMBER": maybe(number, rng, 0.4),
        }
        files.add(source, f"firm {firm}", row)
