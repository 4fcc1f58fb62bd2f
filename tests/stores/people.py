"""Made-up records that belong together often enough for customers to merge and split."""

from random import Random
from typing import Any

GIVEN = ("Ann", "Bob", "Carla", "David", "Elena", "Farid", "Grace", "Hugo")
FAMILY = ("Lee", "Miller", "Szymborska", "Garcia", "O'Neil", "Nguyen", "Haddad", "Ödegård")


def person(number: int) -> dict[str, str]:
    """What a person would say if asked for everything."""
    given, family = GIVEN[number % 8], FAMILY[number // 2 % 8]
    return {
        "given_name": given,
        "family_name": family,
        "email": f"{given}.{number}@example.org".lower(),
        "phone": f"+1 415 555 {2000 + number // 2:04}",
        "license": f"D{7_000_000 + number * 7919}",
        "issuer": "US-CA",
    }


def record(random: Random, record_id: str, people: int = 30) -> dict[str, Any]:
    """A record of somebody: some of what they would say."""
    said = person(random.randrange(people))
    kept = {k: v for k, v in said.items() if random.random() < 0.6}
    source = random.choice(("web", "ivr", "chat"))
    return {"source": source, "record_id": record_id, "channel": source} | kept
