"""What is learned of the values of records before pairs are weighed."""

import random

import numpy as np
import pytest

import identity_resolve as ir
from tests.build import FAMILY, GIVEN


def rejected(rows, **columns):
    settings = {"sources": {"w2": {"columns": {"id": "record_id", **columns}}}}
    return ir.resolve({"w2": rows}, settings=settings).rejected


def test_what_an_employer_or_a_measure_is_does_not_tell_people_apart():
    """Nine wage slips of one person, of nine employers, are no reason to distrust the SSN."""
    rows = [
        {"id": str(i), "name": "Ann Lee", "ssn": "212-09-7694", "wages": str(30211 + 977 * i),
         "employer": f"12-34567{i:02}"}
        for i in range(12)
    ]  # fmt: skip
    assert rejected(rows, wages="opaque", employer="ein").is_empty()


def test_a_number_that_many_names_share_is_generic():
    names = [
        "Ann Lee",
        "Bo Sandberg",
        "Carla Diaz",
        "Dan Moss",
        "Eve Novak",
        "Farid Haddad",
        "Gil Paz",
    ]
    rows = [{"id": str(i), "name": name, "ssn": "212-09-7694"} for i, name in enumerate(names)]
    assert rejected(rows)["reason"].to_list() == ["shared by too many"] * len(rows)


def test_without_names_a_number_beside_many_contacts_is_generic():
    """A hot line in the notes of many callers, of whom nothing is known but where they call from."""
    rows = [
        {"id": str(i), "ani": f"312664{1000 + 7 * i}", "acct": None, "line": "800 664 0199"}
        for i in range(20)
    ]
    columns = {"ani": "phone", "acct": "account", "line": "phone"}
    assert rejected(rows, **columns)["reason"].to_list() == ["shared by too many"] * len(rows)
    one = [{**row, "ani": rows[0]["ani"]} for row in rows]
    assert rejected(one, **columns).is_empty()


def test_many_contacts_do_not_make_a_key_generic():
    """One customer who called from nine phones about one account."""
    rows = [
        {"id": str(i), "ani": f"312664{1000 + 7 * i}", "acct": "31007919", "line": None}
        for i in range(9)
    ]
    assert rejected(rows, ani="phone", acct="account").is_empty()


def test_middle_names_tell_namesakes_apart():
    rows = [
        {"id": "a", "first": "Maria", "middle": "Graham", "last": "Szymborska", "zip": "94110"},
        {"id": "b", "first": "Maria", "middle": "G", "last": "Szymborska", "zip": "94110"},
        {"id": "c", "first": "Maria", "middle": "Tess", "last": "Szymborska", "zip": "94110"},
    ]
    columns = {
        "first": "given_name",
        "middle": "middle_name",
        "last": "family_name",
        "zip": "postcode",
    }
    settings = {"sources": {"records": {"columns": columns}}}
    edges = ir.resolve(rows, settings=settings).edges
    bits = {
        frozenset(ends): bits for *ends, bits in edges.select("left", "right", "bits_middle").rows()
    }
    assert bits[frozenset("ab")] > 0 > bits[frozenset("ac")]


def a_phone(number):
    return f"415{2_000_000 + 7919 * number}"


def test_a_list_without_duplicates_takes_up_a_log_that_knows_phones_alone():
    chance = random.Random(3)
    people = [
        {
            "customer_no": f"K{i:05}",
            "name": f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}",
            "birth_date": f"19{chance.randrange(40, 99)}-0{chance.randrange(1, 9)}-1{i % 10}",
            "phone": a_phone(i),
        }
        for i in range(300)
    ]
    calls = [{"phone": a_phone(chance.randrange(300))} for _ in range(300)]
    assert ir.resolve({"crm": people, "calls": calls}).counts["customers"] == 300


def test_couples_who_share_a_policy_stay_two():
    chance = random.Random(5)
    rows = []
    for couple in range(300):
        family, policy = chance.choice(FAMILY), f"PA-{1_000_000 + 7919 * couple}"
        for given in chance.sample(GIVEN[:8], 2):
            person = {"policy_number": policy, "first_name": given, "last_name": family}
            rows += [person, {**person, "phone": a_phone(len(rows))}]
    assert ir.resolve(rows).counts["customers"] == 600


def contacts(loyal):
    """Contacts of people who keep to their channel, or do not; some channels ask for more than others."""
    chance = random.Random(7)
    rows = []
    for person in range(2_000):
        facts = {"email": f"p{person}x@example.org", "phone": a_phone(person)}
        name = {"name": f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"}
        asked = {"web": ("email",), "ivr": ("phone",), "desk": ("email", "phone")}
        own = chance.choice([*asked])
        for _ in range(chance.choice((1, 2, 3))):
            channel = own if loyal and chance.random() < 0.7 else chance.choice([*asked])
            rows.append({"channel": channel, **name, **{k: facts[k] for k in asked[channel]}})
    return rows


@pytest.mark.parametrize(("loyal", "least", "most"), [(False, 0.7, 1.4), (True, 1.6, 3.0)])
def test_people_who_keep_to_a_channel_are_told_from_channels_that_ask_alike(loyal, least, most):
    """Two visits to the web share an address, one to the web and a call share nothing to be found by."""
    weights = ir.train(contacts(loyal)).weights["channel"]
    seen = weights.u[1:4] > 0.01
    odds = (weights.m[1:4] / weights.u[1:4])[seen]
    assert seen.all()
    assert np.all((odds > least) & (odds < most)), odds
