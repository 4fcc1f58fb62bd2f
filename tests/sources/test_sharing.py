"""Identifiers that sources share, found by their values."""

import polars as pl

import identity_resolve as ir
from identity_resolve.sources.inference import infer_sources
from identity_resolve.sources.readers import read_sources

IDS = [f"AA{100003 + 7919 * i}" for i in range(50)]
NAMES = [f"{given} Lee" for given in ("Ann", "Bob", "Cy", "Di", "Eva")] * 10


def infer(**sources):
    read = read_sources({name: pl.DataFrame(columns) for name, columns in sources.items()})
    return infer_sources(read, region="US")


def test_what_differs_within_each_source_may_join_two():
    [one], [two] = infer(a={"ncid": IDS}, b={"ncid": IDS[10:]})
    assert (one.kind, two.kind) == ("opaque", "opaque")
    assert one.why == "shares its values with ncid of another source"
    [[alone]] = infer(a={"ncid": IDS})
    assert alone.kind == "ignore"


def test_columns_of_the_same_values_are_one_field_under_any_header():
    found = infer(a={"ncid": IDS}, b={"vuid": IDS[::-1]}, c={"key_x": [i.lower() for i in IDS]})
    assert [column.kind for [column] in found] == ["opaque"] * 3
    assert len({column.field for [column] in found}) == 1


def test_a_column_that_is_named_tells_what_the_others_are():
    [account], [other] = infer(a={"account": IDS}, b={"zz": IDS[5:]})
    assert (account.kind, other.kind, other.field) == ("account", "account", None)


def test_a_member_number_is_a_loyalty_number_where_its_values_are():
    ids = [str(9123456789 + 7919 * i) for i in range(50)] * 2
    found = infer(a={"member_no": ids}, b={"ff_number": ids[5:]}, c={"member_number": ids[:60]})
    assert [column.kind for [column] in found] == ["loyalty"] * 3
    others = [str(7123456789 + 7919 * i) for i in range(50)] * 2
    [member], [number] = infer(a={"member_no": others}, b={"ff_number": ids})
    assert (member.kind, number.kind) == ("account", "loyalty")
    [one], [two] = infer(a={"member_no": ids}, b={"customer_no": ids})
    assert (one.kind, two.kind) == ("account", "account")


def test_numbers_that_meet_by_chance_are_no_shared_ids():
    count = [str(1000 + i) for i in range(200)]
    [one], [two] = infer(a={"ncid": count}, b={"vuid": count[50:]})
    assert (one.kind, two.kind) == ("ignore", "ignore")


def test_numbers_given_in_turn_join_nothing_unless_another_source_has_them():
    turn = [f"K{100000 + i}" for i in range(200)]
    [number] = infer(a={"Kundennummer": turn})[0]
    assert (number.kind, number.confidence) == ("record_id", 0.7)
    [number], _ = infer(a={"Kundennummer": turn}, b={"account": turn[::2]})
    assert number.kind == "account"


FIRMS = ["Acme Plumbing LLC", "Troy Steel Inc", "Fox & Sons Roofing", "Lola's Cafe", "Golden Gate"]


def fields(found):
    return {c.column: (c.kind, c.field) for columns in found for c in columns}


def test_names_of_organizations_meet_under_whatever_header():
    sap = {"NAME1": FIRMS, "ORT01": ["Troy", "Akron", "Troy", "Xenia", "Akron"]}
    vendors = {"companyname": FIRMS, "legalname": [f"{firm} Ltd" for firm in FIRMS]}
    sources = {"sap": sap, "vendors": vendors, "cards": {"merchant": [f.upper() for f in FIRMS]}}
    told = fields(infer(**sources))
    for header in ("NAME1", "companyname", "legalname", "merchant"):
        assert told[header] == ("text", "organization")
    frames = {name: pl.DataFrame(columns) for name, columns in sources.items()}
    assert "text:organization" in ir.resolve(frames).customers.columns


def test_the_company_of_a_person_is_not_the_merchant_of_another_source():
    people = {"first_name": ["Ann", "Bob"] * 2, "company": FIRMS[:4]}
    told = fields(
        infer(people=people, cards={"merchant": FIRMS[:4], "city": ["Troy", "Akron"] * 2})
    )
    assert told["company"][1] is told["merchant"][1] is None


def test_a_name_of_people_with_a_firm_among_them_stays_one():
    names = ["Ann Lee", "Bob Ray", "Cyd Fox", "Dora Pohl", "Acme Plumbing LLC"]
    assert fields(infer(owners={"name": names, "x": ["Troy"] * 5}))["name"] == ("full_name", None)
