"""From raw columns to records: nothing is lost, nothing depends on the order it came in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.arrays import CHANNEL
from identity_resolve.domain import Reason
from identity_resolve.errors import SourceError
from identity_resolve.sources.inference import InferredColumn
from identity_resolve.sources.readers import read_sources
from identity_resolve.sources.recording import MappedSource, Recorded, record_sources


def mapped(rows: list[dict], source: str = "crm", /, **kinds: str | dict) -> MappedSource:
    """A source whose columns are told: a kind, or a kind with its issuer, field and so on."""
    [read] = read_sources({source: rows})
    told = {column: {"kind": k} if isinstance(k, str) else k for column, k in kinds.items()}
    columns = [InferredColumn(column, confidence=1.0, why="", **k) for column, k in told.items()]
    return MappedSource(read, columns)


def record(*sources: MappedSource, region: str = "US") -> Recorded:
    return record_sources(sources, region=region)


def held(recorded: Recorded) -> dict[tuple[str, str], dict[str, list[str]]]:
    """Source and record id to the values of every part, one for each slot that is filled."""
    keys = recorded.table.select("source", "record_id").rows()
    found: dict[tuple[str, str], dict[str, list[str]]] = {key: {} for key in keys}
    for name, column in recorded.records.columns.items():
        for codes in column.codes if name != CHANNEL else ():
            for key, code in zip(keys, codes.tolist(), strict=True):
                if code >= 0:
                    found[key].setdefault(name, []).append(column.values[code])
    return found


def test_spellings_of_a_value_are_one_distinct_value() -> None:
    rows = [{"tel": t} for t in ("212-555-0143", "(212) 555-0143", "+1 212 555 0143", "2125550144")]
    column = record(mapped(rows, tel="phone")).records.columns["phone"]
    assert list(column.values) == ["+12125550143", "+12125550144"]
    assert sorted(column.codes[0].tolist()) == [0, 0, 0, 1]
    assert len(column.fingerprints) == 2


def test_a_record_comes_by_a_channel_or_else_from_its_source() -> None:
    rows = [{"id": "1", "by": " Web  Form"}, {"id": "2", "by": None}]
    calls = mapped([{"id": "1"}], "calls", id="record_id")
    columns = record(mapped(rows, id="record_id", by="channel"), calls).records.columns
    assert list(columns[CHANNEL].values) == ["calls", "crm", "web form"]


def test_a_kind_fills_its_parts_and_several_kinds_one_part() -> None:
    rows = [
        {"id": "1", "name": "Ann Q Lee", "first": None, "addr": "12 Main St Apt 4B", "house": None},
        {"id": "2", "name": None, "first": "Bob", "addr": "Main St", "house": "12"},
    ]
    kinds = {"name": "full_name", "first": "given_name", "addr": "street", "house": "street_number"}
    first, second = held(record(mapped(rows, id="record_id", **kinds))).values()
    if "family" not in first:
        first, second = second, first
    assert (first["given"], first["middle"], first["family"]) == (["ann"], ["q"], ["lee"])
    assert (first["number"], first["street"], first["unit"]) == (["12"], ["main st"], ["4b"])
    assert second == {"given": ["bob"], "number": ["12"], "street": ["main st"]}


def test_a_whole_fills_in_where_its_parts_are_empty_wherever_it_stands() -> None:
    rows = [
        {"id": "1", "whole": "Annie Leeds", "first": "Ann", "last": "Lee"},
        {"id": "2", "whole": "Bob Ray", "first": None, "last": None},
    ]
    crm = mapped(rows, id="record_id", whole="full_name", first="given_name", last="family_name")
    found = held(record(crm))
    assert [found["crm", id_]["family"] for id_ in "12"] == [["lee"], ["ray"]]
    assert [found["crm", id_]["given"] for id_ in "12"] == [["ann"], ["bob"]]


def test_what_is_refused_is_told_with_record_column_kind_and_reason() -> None:
    rows = [
        {"id": "a", "mail": "n/a", "lic": "D7654321"},
        {"id": "b", "mail": "jo@x.com", "lic": "ABCDE"},
        {"id": "c", "mail": "n/a", "lic": None},
        {"id": "d", "mail": None, "lic": " "},
        {"id": "e", "mail": "jo@@x.com", "lic": "I1234568"},
    ]
    rejected = record(mapped(rows, id="record_id", mail="email", lic="license")).rejected
    assert sorted(rejected.rows()) == [
        ("crm", "a", "mail", "email", Reason.PLACEHOLDER),
        ("crm", "b", "lic", "license", Reason.BAD_FORMAT),
        ("crm", "c", "mail", "email", Reason.PLACEHOLDER),
        ("crm", "e", "lic", "license", Reason.PLACEHOLDER),
        ("crm", "e", "mail", "email", Reason.BAD_FORMAT),
    ]


def test_refused_values_themselves_are_not_told() -> None:
    rejected = record(mapped([{"mail": "jane@@example"}], mail="email")).rejected
    assert "jane" not in str(rejected.rows())


def test_a_record_that_is_refused_entirely_is_kept() -> None:
    rows = [{"mail": "n/a"}, {"mail": "jo@x.com"}, {"mail": None}]
    found = record(mapped(rows, mail="email"))
    assert len(found.records) == found.table.height == 3
    assert held(found)[("crm", "1")] == held(found)[("crm", "3")] == {}


def test_nothing_refused_is_an_empty_table_of_the_same_shape() -> None:
    full = record(mapped([{"mail": "n/a"}], mail="email")).rejected
    empty = record(mapped([{"mail": "jo@x.com"}], mail="email")).rejected
    assert empty.height == 0
    assert empty.schema == full.schema


cells = st.sampled_from(
    ["jo@x.com", "JO@x.com", "ann@y.org", "ann@y.org; jo@x.com", "n/a", "none", "jo@@x.com", "x", None]
)  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(st.lists(cells, min_size=1, max_size=12))
def test_every_filled_cell_is_a_value_or_a_refusal(values: list[str | None]) -> None:
    rows = [{"id": f"r{i}", "mail": value} for i, value in enumerate(values)]
    found = record(mapped(rows, id="record_id", mail="email"))
    accepted = {key[1] for key, parts in held(found).items() if parts}
    refused = set(found.rejected["record_id"])
    assert found.rejected.height == len(refused)
    assert not accepted & refused
    assert accepted | refused == {row["id"] for row in rows if row["mail"]}


def test_several_values_in_one_cell_are_all_kept() -> None:
    rows = [
        {"id": "1", "mail": "a@x.com; b@y.com", "tel": "212-555-0143 / 212-555-0144"},
        {"id": "2", "mail": "c@z.com; d@z", "tel": None},
        {"id": "3", "mail": "n/a; none", "tel": "212-555-0145"},
    ]
    found = record(mapped(rows, id="record_id", mail="email", tel="phone"))
    values = held(found)
    assert values[("crm", "1")]["email"] == ["a@x.com", "b@y.com"]
    assert values[("crm", "1")]["phone"] == ["+12125550143", "+12125550144"]
    assert values[("crm", "2")]["email"] == ["c@z.com"]
    assert values[("crm", "3")] == {"phone": ["+12125550145"], "home": ["NY"]}
    assert sorted(found.rejected["record_id"]) == ["2", "3"]


def test_two_columns_of_a_contact_are_two_values_and_of_a_key_one() -> None:
    row = {
        "home": "212-555-0143",
        "work": "212-555-0144",
        "ssn": "212-09-7694",
        "ssn2": "212-09-7695",
    }
    found = record(mapped([row], home="phone", work="phone", ssn="ssn", ssn2="ssn"))
    [values] = held(found).values()
    assert values["phone"] == ["+12125550143", "+12125550144"]
    assert values["ssn"] == [":212097694"]


def test_issuers_come_from_the_column_beside_the_settings_or_the_number() -> None:
    rows = [
        {"id": "1", "lic": "D7654321", "st": "California"},
        {"id": "2", "lic": "D7654321", "st": "nv"},
        {"id": "3", "lic": "D7654321", "st": None},
        {"id": "4", "lic": "TX 23456780", "st": "CA"},
        {"id": "5", "lic": None, "st": "CA"},
        {"id": "6", "lic": "n/a", "st": "CA"},
    ]
    st_ = {"kind": "issuer", "issuer_of": "lic"}
    for fallback, issuer in (("", ""), ("US-OR", "US-OR")):
        lic = {"kind": "license", "issuer": fallback}
        found = record(mapped(rows, id="record_id", lic=lic, st=st_))
        values = {key[1]: parts.get("license") for key, parts in held(found).items()}
        assert values == {
            "1": ["US-CA:D7654321"],
            "2": ["US-NV:D7654321"],
            "3": [f"{issuer}:D7654321"],
            "4": ["US-TX:23456780"],
            "5": None,
            "6": None,
        }
        assert found.rejected["record_id"].to_list() == ["6"]


def test_a_country_beside_a_phone_says_how_to_read_it() -> None:
    rows = [{"tel": "020 7946 0018", "land": "GB"}, {"tel": "020 7946 0018", "land": "gb "}]
    rows.append({"tel": "212-555-0143", "land": None})
    column = record(mapped(rows, tel="phone", land="country")).records.columns["phone"]
    assert list(column.values) == ["+12125550143", "+442079460018"]


def test_ids_of_other_systems_meet_by_column_or_by_field() -> None:
    first, second = [{"crm_no": "A-100"}], [{"no": "A-100"}]
    apart = record(mapped(first, "a", crm_no="opaque"), mapped(second, "b", no="opaque"))
    assert sorted(apart.records.columns) == ["channel", "opaque:crm_no", "opaque:no"]
    crm = {"kind": "opaque", "field": "crm"}
    joint = record(mapped(first, "a", crm_no=crm), mapped(second, "b", no=crm))
    assert sorted(joint.records.columns) == ["channel", "opaque:crm"]
    assert joint.records.columns["opaque:crm"].codes[0].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("ids", "fault"),
    [(["1", "2", "1"], "record 3 repeats the id"), (["1", None, "3"], "record 2 has no id")],
)
def test_ids_that_name_no_record_are_told_with_row_and_column(ids: list, fault: str) -> None:
    rows = [{"key": key, "mail": f"jo{i}@x.com"} for i, key in enumerate(ids)]
    with pytest.raises(SourceError, match=f"{fault}.* in column 'key'"):
        record(mapped(rows, key="record_id", mail="email"))


def test_progress_is_told_in_order() -> None:
    told: list[float] = []
    source = mapped(PEOPLE, id="record_id", mail="email", name="full_name")
    record_sources([source], region="US", progress=lambda _, done: told.append(done))
    assert told == sorted(told)
    assert all(0 <= done <= 1 for done in told)
    assert len(told) >= 2


def test_channel_and_time_are_carried_through() -> None:
    rows = [{"id": "1", "via": "web", "at": "2024-05-02", "mail": "jo@x.com"}]
    told = mapped(rows, id="record_id", via="channel", at="timestamp", mail="email")
    plain = MappedSource(mapped(rows, mail="email").source, told.columns[3:], channel="counter")
    [row] = record(told).table.drop("time").rows(named=True)
    assert row == {"at": 0, "source": "crm", "record_id": "1", "channel": "web", "timestamp": "2024-05-02"}  # fmt: skip
    [row] = record(plain).table.rows(named=True)
    assert (row["record_id"], row["channel"], row["timestamp"]) == ("1", "counter", None)


def test_the_day_of_a_record_is_a_part_of_it() -> None:
    rows = [{"at": "2024-05-02T23:10:00", "mail": "jo@x.com"}, {"at": "2024-05-02", "mail": "bo@x.com"},
            {"at": "soon", "mail": "al@x.com"}]  # fmt: skip
    told = mapped(rows, at="timestamp", mail="email")
    seen = record(told).records.columns["seen"]
    assert list(seen.values) == ["2024-05-02"]
    assert sorted(seen.codes[0].tolist()) == [-1, 0, 0]


def test_records_without_times_have_no_day() -> None:
    told = mapped([{"mail": "jo@x.com"}], mail="email")
    assert "seen" not in record(told).records.columns


PEOPLE = [
    {"id": f"r{i}", "mail": mail, "name": name}
    for i, (mail, name) in enumerate(
        [
            ("jo@x.com", "Jo Roe"),
            ("JO@X.com", "jo roe"),  # the same content: told apart by id
            ("ann@y.org; jo@x.com", "Ann Lee"),
            ("n/a", "Bob Ray"),
            ("n/a", None),
            ("ann@y.org", "Lee, Ann"),
        ]
    )
]
OTHERS = [
    {"id": "r0", "mail": "jo@x.com", "name": "Jo Roe"},
    {"id": "s", "mail": None, "name": "Zoë"},
]


def people(rows: list[dict], name: str = "crm") -> MappedSource:
    return mapped(rows, name, id="record_id", mail="email", name="full_name")


@settings(deadline=None, max_examples=12)
@given(st.permutations(PEOPLE), st.permutations(OTHERS))
def test_records_do_not_depend_on_the_order_of_rows(rows: list[dict], others: list[dict]) -> None:
    expected = record(people(PEOPLE), people(OTHERS, "web"))
    found = record(people(rows), people(others, "web"))
    assert found.records.order.tolist() == expected.records.order.tolist()
    assert found.table.drop("at").equals(expected.table.drop("at"))
    assert sorted(found.rejected.rows()) == sorted(expected.rejected.rows())
    assert held(found) == held(expected)


@settings(deadline=None, max_examples=12)
@given(st.permutations(PEOPLE))
def test_without_ids_records_stand_in_order_of_their_content(rows: list[dict]) -> None:
    told = people(PEOPLE).columns[1:]
    expected = record(MappedSource(people(PEOPLE).source, told)).records
    found = record(MappedSource(people(rows).source, told)).records
    assert found.order.tolist() == expected.order.tolist() == sorted(found.order.tolist())
    for name, column in expected.columns.items():
        assert found.columns[name].values == column.values
        assert [c.tolist() for c in found.columns[name].codes] == [c.tolist() for c in column.codes]


def test_at_says_where_a_record_came() -> None:
    found = record(people(PEOPLE), people(OTHERS, "web")).table
    came = [("crm", row["id"]) for row in PEOPLE] + [("web", row["id"]) for row in OTHERS]
    assert [came[at] for at in found["at"]] == found.select("source", "record_id").rows()


def test_an_age_and_the_year_it_is_of_tell_when_somebody_was_born() -> None:
    kinds = {"age": "age", "year": "year", "time": "timestamp", "id": "record_id"}
    rows = [
        {"id": "told", "age": "34", "year": "2020", "time": "2024-03-01"},
        {"id": "by its time", "age": "34", "time": "2024-03-01"},
        {"id": "by nothing", "age": "34", "year": "20", "time": None},
        {"id": "no age", "age": None, "year": "2020", "time": None},
    ]
    found = {
        key[1]: parts.get("born") for key, parts in held(record(mapped(rows, **kinds))).items()
    }
    assert found == {"told": ["1986"], "by its time": ["1990"], "by nothing": None, "no age": None}
