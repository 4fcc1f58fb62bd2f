"""Identifiers that sources share, found by their values."""

import polars as pl

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
