"""What a column is held to be, by its header and its values."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.errors import SettingsError
from identity_resolve.kinds import KINDS
from identity_resolve.settings import ROLES, parse_settings
from identity_resolve.sources.inference import (
    InferredColumn,
    apply_settings,
    day_first_of,
    infer_columns,
    with_name_order,
)
from identity_resolve.sources.readers import read_sources
from identity_resolve.sources.source import Source

TEN_DIGITS = [str(2125550143 + 7919 * i) for i in range(20)] * 2
EMAILS = [f"jo{i}@example.org" for i in range(20)]
DATES = [f"2019-03-{day:02}" for day in range(10, 28)]
LICENSES = ["D7654321", "D7654322", "D7654323"] * 2


def source(**columns: list) -> Source:
    [read] = read_sources(pl.DataFrame(columns))
    return read


def infer(**columns: list) -> dict[str, InferredColumn]:
    return {c.column: c for c in infer_columns(source(**columns), region="US")}


def kinds(**columns: list) -> dict[str, str]:
    return {name: column.kind for name, column in infer(**columns).items()}


def kind_of(header: str, values: list) -> str:
    [kind] = kinds(**{header: values}).values()
    return kind


WHOLE = [f"{100 + 17 * i} Oak St, Dayton, OH 454{10 + i}" for i in range(30)]
WHO = [f"{given} {family}" for given in ("Ann", "Bob", "Karl") for family in ("Lee", "Smith")]


@pytest.mark.parametrize(
    ("header", "values", "kind"),
    [
        *((header, WHOLE, "address") for header in ("ship_to", "billTo", "deliver_to", "shipping")),
        ("ship_to", ["3-2-1 Shibuya, Tokyo", "Villa 5, Al Khan, Sharjah"], "address"),
        *((header, WHO, "full_name") for header in ("ship_to", "Bill To")),
        ("shipping", ["Express", "Standard", "Next Day"], "text"),
        ("ship_phone", TEN_DIGITS, "phone"),
        ("flight", ["UA1204", "UA318", "UA77"], "ignore"),
        ("flight_no", ["1204", "318", "77"], "ignore"),
        ("seat", ["12F", "31C", "8A"], "ignore"),
    ],
)
def test_where_things_are_sent_and_how_people_travel(header: str, values: list, kind: str) -> None:
    assert kind_of(header, values) == kind


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("ref", "case_number"),
        ("Reference No.", "case_number"),
        ("loyalty_no", "loyalty"),
        ("AccountNumber", "account"),
        ("phone", "phone"),
        ("Caller ID", "phone"),
        ("external_id", "opaque"),
        ("x", "opaque"),
        ("balance", "ignore"),
    ],
)
def test_ten_digits_are_a_phone_only_where_the_header_says_so(header: str, kind: str) -> None:
    assert kind_of(header, TEN_DIGITS) == kind


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (EMAILS, "email"),
        ([*EMAILS, "n/a", "see notes"], "email"),
        ([*EMAILS, *(f"unreadable {i}" for i in range(20))], "ignore"),
        ([f"(212) 555-0{i}" for i in range(143, 163)], "phone"),
        ([f"212-09-7{i}" for i in range(143, 163)], "ssn"),
        ([f"{i} Vine Street, Napa, CA 94559" for i in range(10, 20)], "address"),
    ],
)
def test_unmistakable_values_are_found_under_any_header(values: list[str], kind: str) -> None:
    assert kind_of("f7", values) == kind


@pytest.mark.parametrize(
    ("header", "values", "kind"),
    [
        ("E-Mail Address", EMAILS, "email"),
        ("contactEmail", EMAILS, "email"),
        ("DateOfBirth", DATES, "birth_date"),
        ("created_at", DATES, "timestamp"),
        ("First Name", ["Ann", "Bob"], "given_name"),
        ("surname", ["Lee", "Ray"], "family_name"),
        ("name", ["Ann Lee", "Bob Ray"] * 2, "full_name"),
        ("visitor_name", ["Ann Lee", "Bob Ray"] * 2, "full_name"),
        ("Licence Number", LICENSES, "license"),
        ("plate", ["8ABC124", "8ABC125"], "plate"),
        ("zip", ["94110", "94559"], "postcode"),
        ("state", ["CA", "NV"], "region"),
        ("sex", ["F", "M"], "sex"),
        ("country", ["US", "GB"], "country"),
        ("channel", ["web", "ivr"], "channel"),
        ("id", ["1", "2"], "record_id"),
        ("call_id", ["c1", "c2"], "record_id"),
        ("occupation", ["pilot", "clerk", "pilot"], "text"),
        ("cluster_id", ["1", "1"], "ignore"),  # an answer, no evidence
        ("age", ["12", "13", "12"], "age"),
        ("lat", ["37.7", "37.9", "37.7"], "ignore"),
        ("status", ["open", "open"], "ignore"),
        ("notes", ["the customer called about a notice that never arrived, again"] * 2, "notes"),
        ("call_notes", ["left message, no answer", "VIP"], "notes"),
        ("Email Body", ["see attached, acct 10007919", "thank you"], "notes"),
        ("sms_body", ["RENEW GRB4937", "STOP", "STATUS BMV-24-4419921"], "notes"),
        ("subject", ["Re: case BMV-24-4421345", "My license", "(no subject)"], "notes"),
        ("subject", ["Fall sale", "Your cart", "News for May"] * 2, "text"),
        ("comments", ["VIP", "urgent"], "ignore"),
        ("message_id", ["m-1", "m-2"], "record_id"),
        ("description", ["Canon PowerShot SD1000 7.1MP camera", "HP 564XL ink, black"] * 2, "text"),
        ("description", ["power out, acct 10007919 called", "moved out on Jan 5"], "notes"),
        ("what_happened", ["power out, call him at 312-555-0143", "moved out on the 5th"], "notes"),
        ("title", ["Sony 46-inch LCD TV KDL-46V4100", "Bose 161 speaker, white"] * 2, "text"),
        ("agent_notes", ["caller wants paper bills", "paid, ref 884213"], "notes"),
        ("doctor_notes", ["caller wants paper bills", "paid, ref 884213"], "ignore"),
        ("empty", [None, None], "ignore"),
    ],
)
def test_headers_say_what_a_column_is(header: str, values: list, kind: str) -> None:
    assert kind_of(header, values) == kind


@pytest.mark.parametrize("header", ["email", "phone", "dob", "ssn", "license"])
def test_a_header_is_not_believed_against_its_values(header: str) -> None:
    found = infer(**{header: ["red", "green", "blue", "red"]})[header]
    assert found.kind == "text"
    assert "values are not" in found.why


@pytest.mark.parametrize(
    ("header", "values", "kind"),
    [
        ("error_code", ["E1234", "ORA-00942", "0x80070005", "E1234"], "error_reference"),
        ("error_code", ["E1234", "E404", "E500", "WER-7F3K-99Q2-AB41"], "error_reference"),
        ("ssn", ["123-45-6789", "078-05-1120", "219-09-9999"] * 2, "ssn"),
        ("email", ["none@none.com", "test@test.com"] * 2, "email"),
    ],
)
def test_values_that_name_nobody_do_not_become_ids_of_somebody(
    header: str, values: list[str], kind: str
) -> None:
    assert kind_of(header, values) == kind


@pytest.mark.parametrize("header", ["company_name", "product_name", "file name"])
def test_names_of_others_are_no_names_of_customers(header: str) -> None:
    assert kind_of(header, ["Ann Lee", "Bob Ray"] * 2) == "text"


@pytest.mark.parametrize("header", ["agent_name", "Agent", "csr id", "handled_by", "operator"])
def test_who_served_the_customer_is_left_out(header: str) -> None:
    assert kind_of(header, ["Ann Lee", "Bob Ray"] * 2) == "ignore"


@pytest.mark.parametrize("header", ["PetName", "pet_name", "dog name", "Animal", "Breed"])
def test_an_animal_is_told_of_only_where_no_person_is(header: str) -> None:
    named = ["Rex", "Luna", "Max", "Luna"]
    found = infer(**{header: named, "first_name": ["Ann", "Bob", "Cy", "Di"]})[header]
    assert (found.kind, found.why) == ("ignore", "of an animal, not of a person")
    assert kind_of(header, named) != "ignore"


def test_a_customer_column_of_codes_is_no_name() -> None:
    assert kind_of("customer", ["S-1", "S-2", "S-3", "S-2"]) != "full_name"


def test_bare_numbers_of_a_caller_are_phones() -> None:
    assert kind_of("caller", ["2125550143", "9165550122", "4155550199"]) == "phone"


def test_an_address_is_a_whole_one_if_it_looks_so() -> None:
    assert (
        kind_of("address", ["18 Vine St, Napa, CA 94559", "2 Oak St, Napa, CA 94559"]) == "address"
    )
    assert kind_of("address", ["18 Vine St", "2 Oak St Apt 4"]) == "street"


def test_a_full_name_is_left_out_where_its_parts_are_there() -> None:
    parts = {
        "first_name": ["Ann", "Bob"],
        "last_name": ["Lee", "Ray"],
        "name": ["Ann Lee", "Bob Ray"],
    }
    assert kinds(**parts)["name"] == "ignore"
    assert kinds(**{**parts, "last_name": [None, None]})["name"] == "full_name"


def test_a_role_is_played_once() -> None:
    found = kinds(id=["1", "2"], row_id=["3", "4"], channel=["web", "ivr"], medium=["a", "b"])
    assert list(found.values()) == ["record_id", "ignore", "channel", "ignore"]


def test_issuer_columns_find_what_they_speak_of() -> None:
    states = ["CA", "NV", "CA"] * 2
    plates = ["8ABC124", "8ABC125", "8ABC126"] * 2
    found = infer(plate=plates, plate_state=states, DL=LICENSES, dl_state=states)
    assert {c.column: c.issuer_of for c in found.values() if c.kind == "issuer"} == {
        "plate_state": "plate",
        "dl_state": "DL",
    }
    assert kind_of("dl_state", states) == "text"  # of nothing here


def test_every_column_is_told_with_a_reason_and_in_order() -> None:
    found = infer(a=EMAILS, b=TEN_DIGITS[:20], c=[None] * 20)
    assert list(found) == ["a", "b", "c"]
    assert all(0 < column.confidence <= 1 and column.why for column in found.values())


@settings(deadline=None, max_examples=50)
@given(st.lists(st.sampled_from([*EMAILS, *LICENSES, "n/a", "12", None]), min_size=1), st.randoms())
def test_the_order_of_records_does_not_matter(values: list, chance) -> None:
    shuffled = chance.sample(values, len(values))
    assert infer(some=values) == infer(some=shuffled)


@settings(deadline=None, max_examples=50)
@given(st.text(), st.lists(st.one_of(st.none(), st.text()), min_size=1, max_size=5))
def test_any_column_is_something(header: str, values: list) -> None:
    assert kind_of(header, values) in {*KINDS, *ROLES}


def test_thousands_of_values_are_judged_by_a_fair_sample() -> None:
    many = [f"jo{i}@example.org" for i in range(30_000)]
    assert kind_of("f7", many) == "email"
    assert kind_of("f7", [*(f"note {i}" for i in range(30_000)), *many]) == "ignore"


def test_few_values_and_all_different_ones_are_counted_exactly_in_long_columns() -> None:
    size = 120_000
    long = {"row_id": [f"r{i}" for i in range(size)], "fixed": ["A"] * size}
    long["code"] = [f"C{i % 60_000}" for i in range(size)]
    found = infer(**long)
    assert [found[name].kind for name in long] == ["record_id", "ignore", "opaque"]
    assert found["fixed"].why == "one value only"


@pytest.mark.parametrize(
    ("values", "day_first"),
    [
        (["25/12/1980", "01/02/1980"], True),
        (["12/25/1980", "01/02/1980"], False),
        (["25/12/1980", "12/25/1980"], None),  # both are there
        (["25/12/1980", "26/12/1980", "27/12/1980", "12/28/1980"], True),  # one is a slip
        (["01/02/1980", "1980-12-25", "n/a", None], None),
        ([None], None),
        ([], None),
    ],
)
def test_some_dates_tell_the_order_of_all(values: list, day_first: bool | None) -> None:
    assert day_first_of(pl.Series(values, dtype=pl.String)) is day_first


REGISTER = ["SMITH ROBERT D", "MADDOX KRISTEN B", "DE LA CRUZ ANA", "LIN TUAN M", "NG LI"]


@pytest.mark.parametrize(
    ("values", "family_first"),
    [
        (REGISTER, True),
        ([*REGISTER, "Robert D. Smith"], True),  # one is a slip
        (["Robert D Smith", "Kristen Maddox", "Ana de la Cruz", "Tuan M Lin"], None),
        ([*REGISTER[:3], "Robert Smith", "Kristen Maddox", "Ana Cruz"], None),  # both are there
        (["Smith, Robert D", "Maddox, Kristen", "Cruz, Ana", "Lin, Tuan M"], None),  # as they say
        (REGISTER[:2], None),
        ([None], None),
    ],
)
def test_some_names_tell_the_order_of_all(values: list, family_first: bool | None) -> None:
    column = InferredColumn("owner", "full_name", 1.0, "by name")
    found = with_name_order(column, pl.Series(values, dtype=pl.String))
    assert found.family_first is family_first


def test_a_register_and_a_list_hold_the_same_people() -> None:
    names = ["Smith, Robert D", "Maddox, Kristen B", "De La Cruz, Ana", "Lin, Tuan M", "Ng, Li"]
    phones = [f"415 555 26{i}1" for i in range(5)]
    people = {
        "register": pl.DataFrame({"owner_name": REGISTER, "phone": phones}),
        "list": pl.DataFrame({"name": names, "phone": phones}),
    }
    found = ir.resolve(people)
    assert found.customers["records"].to_list() == [2] * 5
    families = ["De La Cruz", "Lin", "Maddox", "Ng", "Smith"]
    assert sorted(found.customers["family"].str.to_titlecase()) == families
    register = people["register"]
    as_written = {"kind": "full_name", "family_first": False}
    chosen = {"sources": {"register": {"columns": {"owner_name": as_written}}}}
    found = ir.resolve({"register": register}, settings=chosen)
    assert "Smith" not in found.customers["family"].str.to_titlecase()


def settle(given: dict, **columns: list) -> dict[str, InferredColumn]:
    chosen = parse_settings({"sources": {"crm": given}}).sources["crm"]
    inferred = infer_columns(source(**columns), region="US")
    return {c.column: c for c in apply_settings(inferred, chosen, source="crm")}


def test_what_is_set_overrides_what_is_inferred() -> None:
    chosen = {"ref": "phone", "memo": "ignore", "lic": {"kind": "license", "issuer": "US-CA"}}
    found = settle(
        {"columns": chosen}, ref=TEN_DIGITS, memo=EMAILS * 2, lic=TEN_DIGITS, e=EMAILS * 2
    )
    assert {name: column.kind for name, column in found.items()} == {
        "ref": "phone",
        "memo": "ignore",
        "lic": "license",
        "e": "email",
    }
    assert found["lic"].issuer == "US-CA"
    assert (found["ref"].confidence, found["ref"].why) == (1.0, "set")


@pytest.mark.parametrize("given", [{"record_id": "key"}, {"columns": {"key": "record_id"}}])
def test_a_record_id_that_is_set_displaces_the_inferred_one(given: dict) -> None:
    found = settle(given, id=["1", "2"], key=["a", "b"])
    assert (found["id"].kind, found["key"].kind) == ("ignore", "record_id")


@pytest.mark.parametrize("role", ["channel", "timestamp", "country"])
def test_a_role_that_is_set_displaces_the_inferred_one(role: str) -> None:
    values = ["US", "GB"] if role == "country" else ["2019-03-10", "2019-03-11"]
    found = settle({"columns": {"mine": role}}, **{role: values, "mine": values})
    assert (found[role].kind, found["mine"].kind) == ("ignore", role)


def test_an_issuer_that_is_set_finds_what_it_speaks_of() -> None:
    columns = {"lic": "license", "st": "issuer"}
    found = settle({"columns": columns}, lic=LICENSES, st=["CA", "NV"] * 3)
    assert found["st"].issuer_of == "lic"


def test_columns_that_are_not_there_are_named_with_the_nearest() -> None:
    given = {
        "record_id": "idd",
        "columns": {"e_mial": "email", "st": {"kind": "issuer", "of": "licence"}},
    }
    with pytest.raises(SettingsError) as fault:
        settle(given, id=["1"], e_mail=["a@x.com"], st=["CA"], license=["D7654321"])
    assert sorted(str(fault.value).splitlines()) == [
        "sources.crm: no column 'e_mial'; did you mean 'e_mail'?",
        "sources.crm: no column 'idd'; did you mean 'id'?",
        "sources.crm: no column 'licence'; did you mean 'license'?",
    ]


@pytest.mark.parametrize("values", [["yes", "no"], ["YES", "No"], ["Sí", "No"]])
def test_a_yes_or_no_tells_nobody_apart_and_has_no_placeholders(values):
    rows = [{"name": f"Ann{'abcd'[i]} Lee", "Accepts Marketing": values[i % 2]} for i in range(4)]
    result = ir.resolve(rows)
    assert result.rejected.is_empty()
    assert "ignore         a yes or no" in result.summary()
