"""What is learned of the values of records before pairs are weighed."""

import identity_resolve as ir


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
