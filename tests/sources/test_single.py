"""One record by itself says what it says as the only row of a frame."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from identity_resolve.arrays import CHANNEL
from identity_resolve.domain import Reason
from identity_resolve.kinds import KINDS
from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.readers import read_sources
from identity_resolve.sources.recording import MappedSource, record_sources
from identity_resolve.sources.records import value_text
from identity_resolve.sources.single import Meaning, ReadRecord, read_record
from tests.hostile import hostile_text

TIMES = ("2024-05-02 10:02:00", "2024-05-02T23:30:00-05:00", "02/05/2024", "2024-02-30", "May 2, 2024 3pm",
         "1714644000", "20240502", "2024-05-02T10:02:00Z", "yesterday")  # fmt: skip
ISSUERS = ("US-CA", "CA", "California", "GB", "crm", "Texas", "Ontario")
COUNTRIES = ("US", "United Kingdom", "DE", "Australia", "FR")
TEXTS = ("acct 10007919, reach him at 312-555-0143", "dob 7/15/1962; cb# 312 555 0143 x22, mail jo@example.org",
         "case CS-2024-0099182 re plate 8ABC123 and 7XYZ987", "DL D5518204, his wife's DL D5518205", "no answer",
         "call 0161 496 0000 or 312-555-0143, 312-555-0144, 773-555-0188")  # fmt: skip
ROLES = {"timestamp": TIMES, "country": COUNTRIES, "year": ("2020", "1999.0", "20")}
Said = tuple[dict[str, list[str]], set[tuple[str, str, str]], datetime | None]


def columns_of(**kinds: str | dict[str, str]) -> list[InferredColumn]:
    told = {name: {"kind": kind} if isinstance(kind, str) else kind for name, kind in kinds.items()}
    return [InferredColumn(name, confidence=1.0, why="", **k) for name, k in told.items()]


def alone(row: dict[str, Any], columns: list[InferredColumn], region: str, first: bool) -> Said:
    """What a row says by itself."""
    cells = {name: value_text(value) for name, value in row.items()}
    cells = {name: text for name, text in cells.items() if text and text.strip()}
    read = read_record(cells, Meaning(columns, region, {}, first))
    parts = {part: [text for text in texts if text] for part, texts in read.parts.items()}
    refused = {(column, kind, reason.value) for column, kind, reason in read.refused}
    return {part: texts for part, texts in parts.items() if texts}, refused, read.time


def as_frame(row: dict[str, Any], columns: list[InferredColumn], region: str, first: bool) -> Said:
    """What a frame of this one row says."""
    [source] = read_sources({"crm": [row]})
    found = record_sources([MappedSource(source, columns)], region=region, day_first=first)
    parts: dict[str, list[str]] = {}
    for name, column in found.records.columns.items():
        texts = [column.values[codes[0]] for codes in column.codes if codes[0] >= 0]
        parts |= {name: texts} if texts and name != CHANNEL else {}
    refused = {tuple(r) for r in found.rejected.select("column", "kind", "reason").rows()}
    time = found.table["time"][0]
    return parts, refused, time.replace(tzinfo=UTC) if time else None


def a_row(chance: Random) -> tuple[dict[str, str], list[InferredColumn]]:
    """Some columns of any kinds, with hostile texts, an issuer or a country beside them now and then."""
    row: dict[str, str] = {}
    kinds: dict[str, str | dict[str, str]] = {}
    few = [*chance.sample(sorted(KINDS), chance.randrange(1, 4)), "age"]
    for number in range(chance.randrange(1, 5)):
        name = f"c{number}"
        kind = KINDS[chance.choice(few)]
        kinds[name] = {"kind": kind.name}
        if kind.scoped and chance.random() < 0.5:
            kinds[name] = {"kind": kind.name, "field": "ours"}
        row[name] = hostile_text(chance, kind.examples)
        if chance.random() < 0.2:
            kinds[f"{name}_by"] = {"kind": "issuer", "issuer_of": name}
            row[f"{name}_by"] = hostile_text(chance, ISSUERS)
    for number in range(chance.choice((0, 0, 1, 2))):
        kinds[f"note{number}"] = "notes"
        row[f"note{number}"] = hostile_text(chance, TEXTS)
    for role, texts in ROLES.items():
        if chance.random() < 0.4:
            kinds[role], row[role] = role, hostile_text(chance, texts)
    return row, columns_of(**kinds)


@settings(max_examples=100)
@given(seed=st.integers(0, 10**9))
def test_a_record_says_the_same_alone_and_as_a_frame(seed: int) -> None:
    chance = Random(seed)
    row, columns = a_row(chance)
    region, first = chance.choice(("US", "GB", "DE", "AU")), chance.random() < 0.5
    if any(text.strip() for text in row.values()):
        assert alone(row, columns, region, first) == as_frame(row, columns, region, first)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_reads_its_examples_alone_as_in_a_frame(kind: str) -> None:
    for text in KINDS[kind].examples:
        columns = columns_of(value=kind)
        assert alone({"value": text}, columns, "US", False) == as_frame(
            {"value": text}, columns, "US", False
        ), text


@settings(max_examples=30)
@given(value=st.one_of(st.integers(), st.floats(), st.dates(), st.datetimes(), st.booleans()))
@example(value=2125550143.0)
def test_values_that_are_no_texts_are_read_the_same(value: Any) -> None:
    for kind in ("phone", "birth_date", "account", "measure"):
        columns = columns_of(value=kind)
        # a frame of one cell without a value holds no record
        row = {"value": value, "other": "x"}
        assert alone(row, columns, "US", False) == as_frame(row, columns, "US", False)


def test_a_whole_fills_in_where_its_parts_are_empty() -> None:
    columns = columns_of(name="full_name", first="given_name")
    read = read_record({"name": "Ann Lee", "first": "Annie"}, Meaning(columns, "US", {}, False))
    assert (read.parts["given"], read.parts["family"]) == (["annie"], ["lee"])


@pytest.mark.parametrize("text", TEXTS)
def test_texts_say_the_same_alone_as_in_a_frame(text: str) -> None:
    columns = columns_of(
        note="notes", tel="phone", cell="phone", no="account", plate="plate", more="notes"
    )
    row = {"note": text, "tel": "312 555 0143", "plate": "8abc123", "no": "77001122", "more": text}
    for left_out in row:
        some = {name: value for name, value in row.items() if name != left_out}
        known = [column for column in columns if column.column in some]
        assert alone(some, known, "US", False) == as_frame(some, known, "US", False)


def test_what_is_refused_is_told_with_its_reason() -> None:
    columns = columns_of(mail="email", tel="phone")
    read = read_record({"mail": "n/a", "tel": "415 555 2671"}, Meaning(columns, "US", {}, False))
    assert read == ReadRecord(
        {"phone": ["+14155552671"], "home": ["CA"]}, [("mail", "email", Reason.PLACEHOLDER)], None
    )
