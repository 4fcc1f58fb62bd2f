"""Names that stand beside email addresses."""

import pytest

import identity_resolve as ir
from identity_resolve.domain import Context
from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.readers import read_sources
from identity_resolve.sources.recording import MappedSource, record_sources
from identity_resolve.sources.senders import READINGS
from identity_resolve.sources.single import Meaning, read_record

PEOPLE = {
    "Ann Lee <a@x.org>": ("ann", "lee"),
    '"Lee, Ann" <a@x.org>': ("ann", "lee"),
    "'Ann Lee' <a@x.org>": ("ann", "lee"),
    "=?utf-8?Q?Jos=C3=A9_Gil?= <j@x.org>": ("jose", "gil"),
    "=?UTF-8?B?Sm9zw6kgR2ls?= <j@x.org>": ("jose", "gil"),
    "a@x.org (Ann Lee)": ("ann", "lee"),
    "Ann Lee via LinkedIn <m@social.org>": ("ann", "lee"),
    "Ann Lee (Sales) <a@x.org>": ("ann", "lee"),
    "Dr. Ann van der Lee <a@x.org>": ("ann", "van der lee"),
    "SEAN O'NEIL <s@x.org>": ("sean", "oneil"),
}
NOBODY = (
    "a@x.org",
    "<a@x.org>",
    "a@x.org <a@x.org>",
    '"a@x.org" <a@x.org>',
    "Acme Inc <info@acme.com>",
    "Acme Support <help@acme.com>",
    "Customer Service <s@acme.com>",
    "City of Troy <c@troy.gov>",
    "The Lee Family <l@x.org>",
    "annie <a@x.org>",
    "Ann Lee <>",
    "Ann Lee <a@x.org>; Bob Ray <b@y.org>",
    "=?nonsense?Q?=FF?= <a@x.org>",
    "Ann Lee <" * 40,
)


@pytest.mark.parametrize("text", PEOPLE)
def test_the_name_of_a_person_beside_an_address_is_read(text):
    given, _, family, _ = READINGS["sender"].parse(text, Context())
    assert (given, family) == PEOPLE[text]


@pytest.mark.parametrize("text", NOBODY)
def test_what_is_no_name_of_a_person_is_none(text):
    assert not any(READINGS["sender"].parse(text, Context()))


def test_senders_of_mail_have_names_and_nothing_more_is_refused():
    rows = [{"id": str(i), "from": text} for i, text in enumerate([*PEOPLE, *NOBODY[:6]])]
    result = ir.resolve(rows)
    assert {"Ann", "Jose", "Sean"} <= set(result.customers["given"])
    assert set(result.rejected["kind"]) <= {"email"}
    assert "names beside the addresses" in result.summary()


def test_a_column_of_bare_addresses_is_read_once():
    result = ir.resolve([{"id": str(i), "mail": f"ann{i}@x.org"} for i in range(30)])
    assert "names beside" not in result.summary()


def test_a_sender_only_fills_in_where_a_record_has_no_name():
    rows = [
        {"id": "1", "mail": "Ann Lee <a@x.org>", "name": "Anna Q Lee"},
        {"id": "2", "mail": "Bob Ray <b@x.org>", "name": None},
    ]
    customers = ir.resolve(rows).customers.select("given", "family")
    assert sorted(customers.rows()) == [("Anna", "Lee"), ("Bob", "Ray")]


@pytest.mark.parametrize("text", [*PEOPLE, *NOBODY])
def test_a_sender_is_read_alone_as_in_a_frame(text):
    columns = [InferredColumn("from", "email", 1.0, "", senders=True)]
    [source] = read_sources({"mail": [{"from": text, "x": "y"}]})
    found = record_sources([MappedSource(source, columns)], region="US").records.columns
    alone = read_record({"from": text}, Meaning(columns, "US", {}, False)).parts
    for part in ("email", "given", "family"):
        held = found.get(part)
        slots = [codes[0] for codes in held.codes] if held else []
        framed = [held.values[code] for code in slots if held and code >= 0]
        assert framed == [value for value in alone.get(part, []) if value]


def test_settings_written_from_what_was_found_find_the_same():
    mails = ["Ann Lee <a@x.org>", "Bob Ray <b@x.org>"]
    rows = [{"id": mail[0], "from": mail} for mail in mails]
    chosen = ir.Settings.model_validate({"sources": {"records": {"columns": {"from": {"kind": "email"}}}}})  # fmt: skip
    assert set(ir.resolve(rows, settings=chosen).customers["family"]) == {"Lee", "Ray"}
