"""Three files of a European mail order house, in German, English and French headers.

A customer master, a web shop and a newsletter, of people in Germany, France, Spain and Poland.
Letters beyond ASCII come through in seven ways: whole, spelled out (ue), stripped, decoded as Windows-1252,
decomposed, as question marks, in capitals. Postcodes lose their leading zeros, phone numbers are
written nationally or internationally, one of them as a spreadsheet does (4.9151E+11), IBANs with and
without blanks. Spaniards have two family names and write one, Polish wives have another ending. Name
errors are 3 %. What happens to the letters is what spreadsheets and wrong encodings do; how often is a guess.
"""

from __future__ import annotations

import datetime as dt
import random
import string
import tomllib
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.simulated import names
from benchmarks.simulated.files import Files, Row
from benchmarks.simulated.noise import code, damaged, maybe
from benchmarks.simulated.people import birthday

__all__ = ["make"]

PEOPLE = 7_000
COUNTRIES = {"DE": 45, "FR": 22, "ES": 18, "PL": 15}
HOUSEHOLD_SIZES = [50, 38, 12]  # of 1, 2 and 3
IN_MASTER, MASTER_TWICE, IN_NEWSLETTER = 0.75, 0.15, 0.3
SHOP_ORDERS = [40, 35, 17, 8]  # of none, 1, 2 and 3
MOVED, NAME_ERROR, GIVEN_SHORTENED, ONE_OF_TWO_NAMES = 0.12, 0.03, 0.06, 0.3
LETTERS = {  # ways that letters beyond ASCII come through, by file
    "kundenstamm": {
        "whole": 60, "spelled out": 12, "stripped": 6, "wrong encoding": 6, "decomposed": 3,
        "question marks": 2, "capitals": 11,
    },
    "webshop": {
        "whole": 55, "spelled out": 8, "stripped": 15, "wrong encoding": 5, "decomposed": 5,
        "question marks": 4, "capitals": 8,
    },
}  # fmt: skip
_FACTS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "europe.toml").read_text())
_SHORT = {
    "straße": "str.", "Calle": "C/", "Avenida": "Avda.", "avenue": "av.", "boulevard": "bd", "ul. ": "",
}  # fmt: skip
_SPELLED_OUT = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)


@dataclass(frozen=True, slots=True)
class Home:
    """An address.

    Attributes:
        street: its name.
        number: of the house.
        postcode: as the country writes it.
        city: name of the town.
        flat: number of the flat, or nothing.
    """

    street: str
    number: str
    postcode: str
    city: str
    flat: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A person.

    Attributes:
        number: what tells people apart in the truth.
        country: two letters.
        sex: M or F.
        given: given name.
        family: family name or names.
        born: birth date.
        home: where he or she lives.
        landline: number of the household, without a leading zero.
        mobile: his or her own.
        iban: of the account.
        email: address.
    """

    number: int
    country: str
    sex: str
    given: str
    family: str
    born: dt.date
    home: Home
    landline: str
    mobile: str
    iban: str
    email: str


def make(rng: random.Random) -> Files:
    """Three files."""
    files, customers = Files(rng), _Customers(rng).make()
    for customer in customers:
        if rng.random() < IN_MASTER:
            for _ in range(1 + (rng.random() < MASTER_TWICE)):
                files.add("kundenstamm", customer.number, _master(rng, customer))
        for _ in range(rng.choices(range(4), SHOP_ORDERS)[0]):
            files.add("webshop", customer.number, _order(rng, customer))
        if rng.random() < IN_NEWSLETTER:
            files.add("newsletter_events", customer.number, _subscription(rng, customer))
    return files


class _Customers:
    """People in households.

    Args:
        rng: source of chance.
    """

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        common = {country: names.zipf(own["families"].split()) for country, own in _FACTS.items()}
        self.common = {country: names.Draw(weights) for country, weights in common.items()}
        self.names = {
            part: {
                country: _falling(names.faker_names(own["locale"], part))
                for country, own in _FACTS.items()
            }
            for part in ("first_names_male", "first_names_female", "last_names")
        }

    def make(self) -> list[Customer]:
        """At least as many as are asked for."""
        made: list[Customer] = []
        while len(made) < PEOPLE:
            made += self.household(len(made))
        return made

    def household(self, first: int) -> list[Customer]:
        """The members of one, who share a home, a landline and mostly a name."""
        rng = self.rng
        country = rng.choices(list(COUNTRIES), list(COUNTRIES.values()))[0]
        home = _home(rng, country, self.common[country])
        shared = country, home, _number(rng, country), self.family(country)
        size = rng.choices([1, 2, 3], HOUSEHOLD_SIZES)[0]
        return [self.member(first + place, place, shared) for place in range(size)]

    def member(self, number: int, place: int, shared: tuple[str, Home, str, str]) -> Customer:
        rng, (country, home, landline, family) = self.rng, shared
        sex = "MF"[place % 2] if rng.random() < 0.9 else rng.choice("MF")
        given, own = self.given(country, sex), self.married(country, sex, family, place)
        born = birthday(rng, (18, 85))
        mobile, iban = _number(rng, country), _iban(rng, country)
        email = _email(rng, country, (given, own), born)
        return Customer(
            number, country, sex, given, own, born, home, landline, mobile, iban, email
        )  # fmt: skip

    def family(self, country: str) -> str:
        drawn = self.common if self.rng.random() < 0.5 else self.names["last_names"]
        return drawn[country](self.rng)

    def given(self, country: str, sex: str) -> str:
        draw = self.names[f"first_names_{'female' if sex == 'F' else 'male'}"][country]
        given = draw(self.rng)
        return (
            f"{given}-{draw(self.rng)}" if country == "DE" and self.rng.random() < 0.08 else given
        )

    def married(self, country: str, sex: str, family: str, place: int) -> str:
        """The family name as this member of the household has it."""
        common = self.common[country]
        if country == "PL" and sex == "F" and family.endswith(("ski", "cki")):
            return family[:-1] + "a"
        if country == "ES":
            return f"{common(self.rng) if place else family} {common(self.rng)}"
        if country == "DE" and place == 1 and self.rng.random() < 0.1:
            return f"{family}-{common(self.rng)}"
        return family


def _falling(weights: dict[str, float]) -> names.Draw:
    """Weights of a list, falling with the place in it."""
    return names.Draw({n: w / (rank + 8) ** 0.5 for rank, (n, w) in enumerate(weights.items())})


def _home(rng: random.Random, country: str, families: names.Draw | None = None) -> Home:
    city, postcodes = rng.choice(list(_FACTS[country]["towns"].items()))
    street = rng.choice(_FACTS[country]["streets"])
    if country == "DE" and families and rng.random() < 0.5:
        street = families(rng) + rng.choice(["straße", "weg", "platz", "-Str."])
    number = str(int(rng.lognormvariate(3.2, 0.9)) + 1)
    number += rng.choice("abc") if rng.random() < 0.08 else ""
    flat = str(rng.randint(1, 40)) if country in ("PL", "ES") and rng.random() < 0.5 else ""
    return Home(street, number, rng.choice(postcodes.split()), city, flat)


def _number(rng: random.Random, country: str) -> str:
    prefix = rng.choice(_FACTS[country]["prefixes"].split())
    return prefix + code(rng, "9" * (_FACTS[country]["phone_digits"] - len(prefix)))


def _iban(rng: random.Random, country: str) -> str:
    """An IBAN with the right check digits (ISO 13616)."""
    account = "".join(rng.choices(string.digits, k=_FACTS[country]["iban_digits"]))
    letters = "".join(str(ord(letter) - ord("A") + 10) for letter in country)
    return f"{country}{98 - int(account + letters + '00') % 97:02d}{account}"


def _email(rng: random.Random, country: str, name: tuple[str, str], born: dt.date) -> str:
    words = [_stripped(part.translate(_SPELLED_OUT)).split()[0].lower() for part in name]
    given, family = words[0], words[1].replace("'", "").replace("-", "")
    forms = [f"{given}.{family}", f"{given[0]}.{family}", f"{family}{rng.randint(1, 99)}"]
    forms.append(f"{given}{born.year % 100}")
    return f"{rng.choice(forms)}@{rng.choice(_FACTS[country]['hosts'].split())}"


def _master(rng: random.Random, customer: Customer) -> Row:
    given, family = _name(rng, customer)
    way, home = _letters(rng, "kundenstamm"), _present_home(rng, customer)
    line = _line(customer.country, home, short=rng.random() < 0.4)
    postcode = home.postcode.lstrip("0") if rng.random() < 0.15 else home.postcode
    number = customer.mobile if rng.random() < 0.6 else customer.landline
    blocks = [customer.iban[at : at + 4] for at in range(0, len(customer.iban), 4)]
    return {
        "Anrede": "Herr" if customer.sex == "M" else "Frau",
        "Titel": rng.choice([None] * 12 + ["Dr.", "Prof. Dr."]),
        "Vorname": _through(given, way),
        "Nachname": _through(family, way),
        "Geburtsdatum": maybe(customer.born.strftime("%d.%m.%Y"), rng, 0.35),
        "Straße": _through(line, way),
        "PLZ": postcode,
        "Ort": _through(home.city, way),
        "Land": customer.country,
        "Telefon": maybe(_telephone(rng, number, customer.country), rng, 0.3),
        "E-Mail": maybe(customer.email, rng, 0.4),
        "IBAN": maybe(" ".join(blocks), rng, 0.5),
        "Kundennummer": code(rng, "K9999999"),
    }


def _order(rng: random.Random, customer: Customer) -> Row:
    given, family = _name(rng, customer)
    way, home = _letters(rng, "webshop"), _present_home(rng, customer)
    name = f"{given} {family}" if rng.random() < 0.85 else f"{family}, {given}"
    other = f"{customer.email.split('@')[0]}@gmail.com"
    number = _number_forms(rng, customer.mobile, customer.country)
    address = f"{_line(customer.country, home)}, {home.postcode} {home.city}"
    return {
        "name": _through(name, way),
        "email": maybe(customer.email if rng.random() < 0.9 else other, rng, 0.1),
        "phone": maybe(rng.choice([number[0], number[1], *number[4:6]]), rng, 0.4),
        "shipping_address": _through(address, way),
        "country": _FACTS[customer.country]["name"],
        "iban": maybe(customer.iban, rng, 0.75),
        "birthday": maybe(customer.born.strftime("%d/%m/%Y"), rng, 0.7),
    }


def _subscription(rng: random.Random, customer: Customer) -> Row:
    given, family = _name(rng, customer)
    return {
        "prenom": given,
        "nom": family.upper(),
        "courriel": customer.email,
        "date_naissance": maybe(customer.born.strftime("%d-%m-%y"), rng, 0.7),
        "code_postal": maybe(customer.home.postcode, rng, 0.4),
        "ville": customer.home.city,
    }


def _name(rng: random.Random, customer: Customer) -> tuple[str, str]:
    given, family = customer.given, customer.family
    if rng.random() < GIVEN_SHORTENED:
        given = given.replace("-", " ").split()[0]
    if customer.country == "ES" and rng.random() < ONE_OF_TWO_NAMES:
        family = family.split()[0]
    return damaged(given, rng, NAME_ERROR), damaged(family, rng, NAME_ERROR)


def _present_home(rng: random.Random, customer: Customer) -> Home:
    return _home(rng, customer.country) if rng.random() < MOVED else customer.home


def _line(country: str, home: Home, *, short: bool = False) -> str:
    """Street and number, in the order of the country."""
    street = home.street
    for long, abbreviated in _SHORT.items() if short else ():
        street = street.replace(long, abbreviated)
    match country:
        case "FR":
            return f"{home.number}{',' if short else ''} {street}"
        case "ES":
            return f"{street}, {home.number}" + (f", {home.flat}º" if home.flat else "")
        case _:
            return f"{street} {home.number}" + (f"/{home.flat}" if home.flat else "")


def _number_forms(rng: random.Random, number: str, country: str) -> list[str]:
    """Seven ways to write a phone number."""
    calling, zero = _FACTS[country]["calling"], "0" if country in ("DE", "FR") else ""
    national = zero + number
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    if country == "FR":
        spaced = " ".join(national[at : at + 2] for at in range(0, 10, 2))
    if country == "DE":
        spaced = national[:4] + rng.choice(["/", " "]) + national[4:]
    return [
        f"+{calling}{number}", f"00{calling} {number}", f"+{calling} {number[:2]} {number[2:]}",
        f"+{calling} ({zero}){number}" if country == "DE" else f"+{calling} {number}",
        spaced, national, f"{calling}{number}",
    ]  # fmt: skip


def _telephone(rng: random.Random, number: str, country: str) -> str:
    if rng.random() < 0.02:
        return f"{int(_FACTS[country]['calling'] + number):.5E}"
    return rng.choice(_number_forms(rng, number, country))


def _letters(rng: random.Random, source: str) -> str:
    return rng.choices(list(LETTERS[source]), list(LETTERS[source].values()))[0]


def _stripped(text: str) -> str:
    plain = text.translate(str.maketrans({"ł": "l", "Ł": "L", "ß": "ss"}))
    return "".join(c for c in unicodedata.normalize("NFD", plain) if not unicodedata.combining(c))


def _through(text: str, way: str) -> str:
    """A text as it comes through one of the ways in LETTERS; ASCII always comes through."""
    if text.isascii():
        return text
    match way:
        case "whole":
            return text
        case "spelled out":
            return _stripped(text.translate(_SPELLED_OUT))
        case "stripped":
            return _stripped(text)
        case "wrong encoding":
            read = text.encode().decode("cp1252", errors="replace")
            return _stripped(text) if "�" in read else read
        case "decomposed":
            return unicodedata.normalize("NFD", text)
        case "question marks":
            return "".join(c if c.isascii() else "?" for c in text)
        case _:
            return text.upper()
