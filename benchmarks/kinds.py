"""Seconds to normalize a million distinct phones and emails, against the libraries everybody uses.

    python benchmarks/kinds.py            # rivals on 50,000 of the same values, scaled up (and said so)
    python benchmarks/kinds.py --full     # rivals on all values

Phones are North American in the formats people write; the rival does parse, is_valid_number and
format E164 of phonenumbers. Emails are ordinary ASCII addresses; the rival is email-validator with
deliverability off. Every value is parsed one by one, in one thread, in the same run.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from identity_resolve.domain import Context
from identity_resolve.kinds import KINDS

SAMPLE = 50_000
PHONE_FORMS = (
    "({0}) {1}-{2}", "{0}-{1}-{2}", "{0}.{1}.{2}", "{0}{1}{2}", "+1{0}{1}{2}", "1-{0}-{1}-{2}",
    "+1 {0} {1} {2}", "{0} {1} {2}", "1{0}{1}{2}", "({0}){1}-{2}",
)  # fmt: skip
AREAS = (
    "201", "202", "205", "206", "212", "213", "214", "216", "302", "303", "305", "310", "312", "313",
    "404", "407", "412", "415", "416", "469", "503", "504", "512", "602", "604", "615", "617", "646",
    "702", "704", "713", "718", "773", "801", "808", "813", "816", "818", "901", "904", "907", "917",
)  # fmt: skip
NAMES = (
    "ann", "bob", "carla", "dmitri", "elena", "farid", "grace", "hugo", "ines", "jo", "kofi", "lena",
    "maria", "noor", "omar", "pia",
)  # fmt: skip
FAMILIES = (
    "smith", "jones", "garcia", "nguyen", "patel", "kim", "lopez", "brown", "khan", "rossi", "meyer",
    "dubois", "sato", "okoye",
)  # fmt: skip
DOMAINS = (
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "aol.com", "comcast.net",
    "acme.com", "north-wind.co.uk", "uni.edu", "firma.de", "example.org", "mail.acme.io",
)  # fmt: skip


def make_phones(count: int, random_: random.Random) -> list[str]:
    exchanges = [e for e in range(200, 1000) if e % 100 != 11 and e != 555]
    national: set[tuple[str, int, int]] = set()
    while len(national) < count:
        national.add((random_.choice(AREAS), random_.choice(exchanges), random_.randrange(10_000)))
    return [
        random_.choice(PHONE_FORMS).format(area, exchange, f"{line:04}")
        for area, exchange, line in sorted(national)
    ]


def make_emails(count: int, random_: random.Random) -> list[str]:
    emails: set[str] = set()
    while len(emails) < count:
        given, family = random_.choice(NAMES), random_.choice(FAMILIES)
        local = f"{given}{random_.choice('._-')}{family}{random_.randrange(100_000)}"
        local = local.title() if random_.random() < 0.2 else local
        emails.add(f"{local}@{random_.choice(DOMAINS)}")
    return sorted(emails)


def read_phone(text: str) -> str:
    number = phonenumbers.parse(text, "US")
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_email(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False).normalized
    except EmailNotValidError:
        return ""


def seconds_for(work: Callable[[str], object], values: Sequence[str]) -> float:
    start = time.perf_counter()
    for value in values:
        work(value)
    return time.perf_counter() - start


def measure(name: str, rival: Callable[[str], str], values: list[str], *, full: bool) -> str:
    """One line of the table; the results of both are compared on the rival's values."""
    context, parse = Context("US"), KINDS[name].parse
    sample = values if full else random.Random(7).sample(values, min(SAMPLE, len(values)))
    for value in sample[:1000]:
        parse(value, context), rival(value)
    ours = seconds_for(lambda value: parse(value, context), values)
    theirs = seconds_for(rival, sample) * len(values) / len(sample)
    differ = sum(
        expected != "" and parse(value, context)[0] != expected.lower()
        for value in sample
        for expected in (rival(value),)
    )
    scaled = "" if len(sample) == len(values) else f" (scaled from {len(sample):,})"
    return (
        f"| {name} | {len(values):,} | {ours:.2f} | {theirs:.2f}{scaled} | {theirs / ours:.1f} "
        f"| {differ:,} of {len(sample):,} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="the rivals read all values, too")
    parser.add_argument("--count", type=int, default=1_000_000, help="distinct values of each kind")
    options = parser.parse_args()
    random_ = random.Random(1)
    print("| kind | distinct values | seconds | seconds of the library | times faster | differ |")
    print("| --- | --- | --- | --- | --- | --- |")
    phones = make_phones(options.count, random_)
    print(measure("phone", read_phone, phones, full=options.full), flush=True)
    del phones
    emails = make_emails(options.count, random_)
    print(measure("email", read_email, emails, full=options.full), flush=True)


if __name__ == "__main__":
    main()
