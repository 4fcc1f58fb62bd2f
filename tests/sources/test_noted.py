"""What columns of free text say, beside what typed columns say."""

import polars as pl

from identity_resolve.sources.column import InferredColumn
from identity_resolve.sources.readers import read_sources
from identity_resolve.sources.recording import MappedSource, Recorded, record_sources


def record(rows: list[dict[str, str | None]], *, threads: int = 1, **kinds: str) -> Recorded:
    [source] = read_sources({"calls": rows})
    columns = [InferredColumn(name, kind, 1.0, "set") for name, kind in kinds.items()]
    return record_sources([MappedSource(source, columns)], region="US", threads=threads)


def values(recorded: Recorded, part: str) -> list[list[str]]:
    """What each record has in a part, in the order the records came."""
    column = recorded.records.columns[part]
    order = recorded.table["at"].to_list()
    held = {
        at: [column.values[c[i]] for c in column.codes if c[i] >= 0] for i, at in enumerate(order)
    }
    return [held[at] for at in sorted(held)]


def test_what_texts_say_stands_behind_what_columns_say() -> None:
    rows = [
        {"phone": "312 555 0143", "note": "pls call 773-555-0188, dob 1/2/1980"},
        {"phone": None, "note": "pls call 773-555-0199"},
        {"phone": "312 555 0144", "note": "no answer"},
        {"phone": "312 555 0145", "note": None},
    ]
    said = record(rows, note="notes", phone="phone")
    assert values(said, "phone") == [
        ["+13125550143", "+17735550188"],
        ["+17735550199"],
        ["+13125550144"],
        ["+13125550145"],
    ]
    assert values(said, "birth_date") == [["1980-01-02"], [], [], []]
    assert said.rejected.is_empty()


def test_of_what_a_person_has_one_of_the_column_is_believed() -> None:
    rows = [{"acct": "77001122", "note": "acct 10007919"}, {"acct": None, "note": "acct 10007919"}]
    said = record(rows, acct="account", note="notes")
    assert values(said, "account") == [[":77001122"], [":10007919"]]


def test_what_is_said_twice_counts_once() -> None:
    rows = [
        {
            "phone": "312 555 0143",
            "note": "cb 312-555-0143",
            "more": "or 312.555.0143, 773-555-0188",
        }
    ]
    said = record(rows, more="notes", phone="phone", note="notes")
    assert values(said, "phone") == [["+13125550143", "+17735550188"]]
    assert len(said.records.columns["phone"].codes) == 2


def test_how_many_values_were_read_is_known() -> None:
    note = "call 312-555-0143 or 773-555-0188, acct 10007919"
    said = record([{"note": note}, {"note": note}, {"note": "no answer"}], note="notes")
    assert said.sources[0].texts == {"note": {"phone": 4, "account": 2}}
    assert record([{"note": "no answer"}], note="notes").sources[0].texts == {"note": {}}


def test_a_country_beside_tells_where_numbers_are_from() -> None:
    rows = [
        {"land": "GB", "note": "call me on 020 7183 8750"},
        {"land": "US", "note": "call 312-555-0143"},
    ]
    said = record(rows, note="notes", land="country")
    assert values(said, "phone") == [["+442071838750"], ["+13125550143"]]


def test_many_texts_are_read_the_same_in_other_processes() -> None:
    rows = [{"note": f"note {i}: acct {31_000_000 + 7919 * (i // 2)}"} for i in range(11_000)]
    alone, several = (record(rows, threads=threads, note="notes") for threads in (1, 2))
    assert alone.sources == several.sources
    assert alone.sources[0].texts == {"note": {"account": 11_000}}
    assert values(alone, "account") == values(several, "account")
    assert alone.table.equals(several.table)


def test_one_text_in_many_records_is_one_value() -> None:
    rows = pl.DataFrame({"note": ["acct 10007919"] * 50}).to_dicts()
    column = record(rows, note="notes").records.columns["account"]
    assert (list(column.values), len(column.codes[0])) == ([":10007919"], 50)
