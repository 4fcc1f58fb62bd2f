"""Two columns of a kind of which a record has one value."""

import polars as pl
import pytest

import identity_resolve as ir
from identity_resolve.sources.inference import infer_columns
from identity_resolve.sources.readers import read_sources

GIVEN = ("Ann", "Bob", "Cyd", "Dora", "Emil", "Fritz", "Gina", "Hugo", "Ida", "Jon")
FAMILY = ("Lee", "Ray", "Fox", "Pohl", "Marsh", "Nolan", "Quint", "Reyes", "Stone", "Tully")
NAMES = [f"{given} {family}" for given, family in zip(GIVEN, FAMILY, strict=True)]


def infer(**columns):
    [source] = read_sources(pl.DataFrame(columns))
    return {c.column: c for c in infer_columns(source, region="US")}


def held(rows, part):
    """Values of a part of each record, in all slots."""
    result = ir.resolve(rows)
    column = result._run.recorded.records.columns[part]
    return sorted({column.values[code] for codes in column.codes for code in codes if code >= 0})


def test_both_account_numbers_of_a_record_find_its_other_records():
    numbers = [str(10_000_000 + i * 7919) for i in range(8)]
    logins = [
        {"user_id": f"u{i}x{i}", "main_account": number, "mail": f"m{i}@x.org"}
        for i, number in enumerate(numbers)
    ]
    calls = [{"account_number": number, "caller": "Jo"} for number in numbers]
    chats = [{"user_id": f"u{i}x{i}", "nick": f"n{i}"} for i in range(8)]
    assert ir.resolve({"logins": logins, "calls": calls, "chats": chats}).counts["customers"] == 8


def test_two_licenses_of_a_record_are_both_its_own():
    rows = [{"dl_no": f"D765432{i}", "license_no_2": f"E123457{i}"} for i in range(1, 4)] * 2
    assert len(held(rows, "license")) == 6


def test_numbers_that_are_met_by_chance_are_ids_of_their_own():
    counted = [str(1000 + i) for i in range(200)]
    turned = [str(1000 + (i * 37) % 200) for i in range(200)]
    found = infer(account_no=counted, customer_no=turned, name=[NAMES[i % 10] for i in range(200)])
    assert [c.kind for c in found.values()] == ["account", "opaque", "full_name"]


@pytest.mark.parametrize("other", [[n.upper() for n in NAMES], [f"{n[0]}. {n.split()[1]}" for n in NAMES]])  # fmt: skip
def test_a_second_name_that_agrees_stands_in_where_the_first_is_empty(other):
    found = infer(customer_name=[*NAMES[:8], None, None], name_on_card=other)
    assert [c.kind for c in found.values()] == ["full_name", "full_name"]
    columns = zip([None, *NAMES[1:]], other, strict=True)
    assert "lee" in held([{"customer_name": n, "name_on_card": o} for n, o in columns], "family")


def test_a_second_family_name_stands_in_for_no_first():
    found = infer(nombre=list(GIVEN), apellido1=list(FAMILY), apellido2=[*FAMILY[3:], *FAMILY[:3]])
    assert [c.kind for c in found.values()] == ["given_name", "family_name", "ignore"]


def test_the_name_of_somebody_else_stands_in_for_nothing_and_says_so():
    payers = [*NAMES[3:], *NAMES[:3]]
    found = infer(user_name=NAMES, bill_name=payers)["bill_name"]
    assert found.kind == "ignore"
    assert "differs from user_name in 100% of the records that have both" in found.why


def test_the_column_that_most_records_have_is_the_name_itself():
    called = ["Annie", None, None, "Dot", None, None, None, "Huey", None, None]
    found = infer(preferred_name=called, first_name=list(GIVEN))
    assert [c.kind for c in found.values()] == ["text", "given_name"]


def test_initials_stand_in_for_a_name_wherever_they_stand():
    called = ["Ann", None, "Cyd", None, None, None, "Gina", None, None, None]
    letters = [f"{name[0]}.Q." for name in GIVEN]
    for order in (("voorletters", "roepnaam"), ("roepnaam", "voorletters")):
        columns = {"voorletters": letters, "roepnaam": called}
        found = infer(**{name: columns[name] for name in order})
        assert found["voorletters"].kind == found["roepnaam"].kind == "given_name"
        assert found["voorletters"].why.endswith("; where roepnaam is empty")
        rows = [{n: columns[n][i] for n in order} | {"email": f"m{i}@x.org"} for i in range(10)]
        assert held(rows, "given") == sorted(["ann", "cyd", "gina", *"bdefhij"])


def test_the_whole_name_of_another_does_not_fill_in_for_parts():
    others = [*NAMES[3:], *NAMES[:3]]
    found = infer(first_name=list(GIVEN), last_name=[None, *FAMILY[1:]], recipient=others)
    assert found["recipient"].kind == "ignore"
    assert "differs from first_name and last_name" in found["recipient"].why
    found = infer(first_name=list(GIVEN), last_name=[None, *FAMILY[1:]], recipient=NAMES)
    assert found["recipient"].kind == "full_name"


def test_names_that_no_record_has_both_of_fill_in_for_each_other():
    found = infer(customer_name=[*NAMES[:5], *[None] * 5], client_name=[*[None] * 5, *NAMES[5:]])
    assert [c.kind for c in found.values()] == ["full_name", "full_name"]
    assert found["client_name"].why.endswith("; where customer_name is empty")


def test_a_second_date_of_birth_of_somebody_else_is_left_out():
    dates = [f"19{50 + i}-03-1{i}" for i in range(10)]
    others = [f"19{52 + i}-07-0{i % 9 + 1}" for i in range(10)]
    found = infer(dob=dates, birth_date_2=others)["birth_date_2"]
    assert (found.kind, found.why) == (
        "ignore",
        "differs from dob in 100% of the records that have both",
    )


def test_what_doubles_are_does_not_depend_on_the_order_of_records():
    names, others = [NAMES[i % 10] for i in range(40)], [NAMES[i * i % 10] for i in range(40)]
    found = infer(name=names, holder_name=others)
    assert found == infer(name=names[::-1], holder_name=others[::-1])
