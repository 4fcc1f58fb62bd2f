"""Columns of one source that claim the same."""

import polars as pl
import pytest

import identity_resolve as ir
from identity_resolve.sources.inference import infer_columns
from identity_resolve.sources.readers import read_sources

PEOPLE = {"first_name": ["Ann", "Bob", None], "last_name": ["Lee", "Ray", None]}
TIMES = ["2024-01-02T10:00:00", "2024-01-03T11:30:00", "2024-01-03T12:00:00"]


def infer(**columns):
    [source] = read_sources(pl.DataFrame(columns))
    return {c.column: c for c in infer_columns(source, region="US")}


def kinds(**columns):
    return {name: column.kind for name, column in infer(**columns).items()}


def test_a_whole_name_fills_in_where_its_parts_are_empty():
    found = infer(**PEOPLE, name=["Ann Lee", None, "Cy Fox"])["name"]
    assert found.kind == "full_name"
    assert found.why.endswith("; for 1 record without its parts")


@pytest.mark.parametrize(
    ("beside", "header", "values", "kind"),
    [
        ("Vorname", "Name", ["Lee", "Ray"], "family_name"),
        ("prenom", "nom", ["Lee", "Ray"], "family_name"),
        ("Cognome", "Nome", ["Ann", "Bob"], "given_name"),
        ("apellidos", "nombre", ["Ann", "Bob"], "given_name"),
        ("email", "name", ["Ann Lee", "Bob Ray"], "full_name"),
        ("email", "nom", ["Ann Lee", "Bob Ray"], "full_name"),
    ],
)
def test_a_bare_name_is_what_the_others_lack(beside, header, values, kind):
    assert kinds(**{beside: ["Ann", "Bob"], header: values})[header] == kind


def test_a_county_stands_beside_its_state():
    found = kinds(county=["WAKE", "DURHAM"], state_cd=["NC", "SC"], name=["Ann Lee", "Bob Ray"])
    assert (found["county"], found["state_cd"]) == ("text", "region")
    assert kinds(county=["WAKE", "DURHAM"])["county"] == "region"


def test_a_room_is_a_unit_where_a_street_is_told():
    street = ["12 Oak St", "40 Elm Ave"]
    assert kinds(street=street, room=["101", "214"])["room"] == "unit"
    home = ["12 Oak St, Dayton, OH 45402", "40 Elm Ave, Troy, OH 45373"]
    assert kinds(home_address=home, room_no=["101", "214"])["room_no"] == "ignore"


def test_the_owner_of_a_salesforce_record_is_who_keeps_it():
    owner = ["0055g00000AbCdE", "0055g00000FgHiJ", "0055g00000AbCdE"]
    assert kinds(Id=["a01", "a02", "a03"], OwnerId=owner)["OwnerId"] == "ignore"


def test_a_guess_gives_way_to_a_column_that_is_so_by_name():
    names = {"acme_first_name": ["Ann", "Bob", "Ann"]}
    assert kinds(**names) == {"acme_first_name": "given_name"}
    found = kinds(**names, first_name=["Ann", "Bob", "Ann"])
    assert list(found.values()) == ["text", "given_name"]


def test_of_two_times_the_one_with_a_clock_is_the_timestamp():
    days = ["2024-01-02", "2024-01-02", "2024-01-03"]
    found = kinds(registered=days, call_start=TIMES, call_end=TIMES)
    assert found == {"registered": "text", "call_start": "timestamp", "call_end": "ignore"}


def test_what_an_issuer_speaks_of_is_told_by_its_header():
    found = infer(
        passport_number=["512345678", "512345679"],
        passport_country=["MEX", "GBR"],
        dl_number=["D7654321", "D7654322"],
        dl_state=["CA", "NV"],
    )
    issuers = {c.column: c.issuer_of for c in found.values() if c.kind == "issuer"}
    assert issuers == {"passport_country": "passport_number", "dl_state": "dl_number"}


def test_a_company_is_whom_records_are_about_where_they_name_no_person():
    place = {"company_city": ["Troy", "Akron"], "company_phone": ["2125550143", "9165550122"]}
    assert list(kinds(**place).values()) == ["city", "phone"]
    assert list(kinds(**place, first_name=["Ann", "Bob"]).values())[:2] == ["ignore"] * 2


def test_a_year_is_that_of_the_record_where_there_are_ages():
    years = {"survey_year": ["2019", "2019", "2020"], "model_year": ["2001", "2007", "2011"]}
    assert kinds(**years, **PEOPLE, age=["34", "8", "71"])["survey_year"] == "year"
    assert "year" not in kinds(**years, **PEOPLE).values()


def test_m_is_a_woman_beside_h():
    names = {"nombre": ["Maria", "Jorge", "Lucia"], "apellidos": ["Gil", "Paz", "Rey"]}
    assert infer(**names, sexo=["M", "H", "M"])["sexo"].issuer == "H/M"
    assert infer(**names, sexo=["F", "M", "F"])["sexo"].issuer == ""
    found = ir.resolve(pl.DataFrame({**names, "sexo": ["M", "H", "M"]}))
    sexes = found.customers.select("given", "sex").rows()
    assert dict(sexes) == {"Maria": "f", "Jorge": "m", "Lucia": "f"}


def test_letters_of_a_sex_are_read_alike_in_a_graph_that_lives(tmp_path):
    rows = {"id": ["1", "2"], "nombre": ["Eva", "Rui"], "sexo": ["M", "H"]}
    with ir.Resolver.open(tmp_path / "graph.db") as book:
        book.train([pl.DataFrame(rows)])
        added = book.add({"source": "records", "record_id": "9", "nombre": "Ana", "sexo": "M"})
        assert book.customer(added.customer_id).profile["sex"] == "f"


def test_phones_of_parents_are_those_of_the_household():
    children = {"student": ["Ann Lee", "Bob Lee"], "dob": ["2012-05-01", "2014-06-01"]}
    phones = {
        "guardian_phone": ["212-555-0143", "212-555-0143"],
        "guardian": ["Eve Lee", "Eve Lee"],
    }
    found = infer(**children, **phones)
    assert (found["guardian_phone"].kind, found["guardian"].kind) == ("phone", "ignore")
    assert found["guardian_phone"].why.endswith("that of a parent: one of the household")
    result = ir.resolve(pl.DataFrame({**children, **phones}))
    assert (result.counts["customers"], result.counts["households"]) == (2, 1)
