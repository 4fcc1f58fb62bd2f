"""The main job on two bundled inputs: the DMV customer, and Febrl data set 3 with its truth."""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

import identity_resolve as ir
from identity_resolve.evaluation import evaluate
from identity_resolve.report.apart import Apart, Said, explain_apart, find_apart
from identity_resolve.report.summary import REASONS, count
from identity_resolve.sources.readers import read_sources

DATA = Path(__file__).parent / "data"
CHANNELS = ("web", "ivr", "phone", "chat", "email", "social", "counter")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out"), help="where results are written")
    out = parser.parse_args().out
    title("1. The DMV customer: 47 touchpoints on seven channels, one to three numbers each")
    show_dmv(out / "dmv")
    title("2. Febrl data set 3: 5,000 synthetic records of 2,000 persons, with truth")
    show_febrl(out / "febrl3")


def show_dmv(out: Path) -> None:
    result = ir.resolve({channel: DATA / "dmv" / f"{channel}.csv" for channel in CHANNELS})
    customer_of = dict(result.members.select("record_id", "customer_id").rows())
    maria, daniel = customer_of["cnt-01"], customer_of["ivr-02"]
    print("One customer, found by following the numbers from record to record")
    print("(how likely the record is hers, and what it holds):\n")
    show_records(result.members.filter(pl.col("customer_id") == maria))
    print("\nHer golden record, and where each value is from:\n")
    show_profile(result.customers.filter(pl.col("customer_id") == maria))
    print("\nHer household:\n")
    show_household(result, maria)
    print("\nKept apart, and why:\n")
    for apart in [*find_apart(result, limit=5), explain_apart(result, maria, daniel)]:
        show_apart(result, apart)
    print("Set aside, and why:\n")
    show_set_aside(result)
    result.write(out)
    show_scores(result, DATA / "dmv" / "truth.csv", out)


def show_records(records: pl.DataFrame) -> None:
    for row in records.iter_rows(named=True):
        raw = read_sources(DATA / "dmv" / f"{row['source']}.csv")[0].frame
        values = raw.filter(pl.first() == row["record_id"]).row(0)[2:]  # without id and time
        held = " | ".join(value for value in values if value)
        print(f"  {row['record_id']:<8} {row['probability']:6.1%}  {held}")


def show_profile(customer: pl.DataFrame) -> None:
    profile = customer.row(0, named=True)
    address = ("number", "street", "unit", "city", "region", "postcode")
    values = {part: v for part, v in profile.items() if f"{part}_from" in profile}
    values["address"] = " ".join(profile[p] for p in address if profile.get(p))
    for part, value in values.items():
        if value:
            print(f"  {part:<16} {value:<42} {profile[f'{part}_from']}")


def show_household(result: ir.Result, customer: str) -> None:
    home = result.members.filter(pl.col("customer_id") == customer)["household_id"][0]
    for row in result.customers.filter(household_id=home).iter_rows(named=True):
        print(f"  {name(result, row['customer_id']):<20} {count(row['records'], 'record')}")


def show_apart(result: ir.Result, apart: Apart) -> None:
    """Who, who, why."""
    print(f"  {name(result, apart.left)} and {name(result, apart.right)}")
    for rule in apart.rules:
        print(f"    rule     {rule}")
    for label, said in (("against", apart.conflicts), ("for", apart.agreements)):
        for one in said:
            print(f"    {label:<8} {one.title}{values_of(one)}")
    print()


def values_of(said: Said) -> str:
    values = list(dict.fromkeys(value for value in said.values if value))
    return f": {' / '.join(values)}" if values else ""


def show_set_aside(result: ir.Result) -> None:
    groups = result.rejected.group_by("column", "reason").len().sort("len", descending=True)
    for column, reason, size in groups.rows():
        why = ", ".join([REASONS.get(reason, reason), *result.model.generic.get(column, ())])
        print(f"  {count(size, 'value')} of {column}: {why}")


def name(result: ir.Result, customer_id: str) -> str:
    row = result.customers.filter(customer_id=customer_id).row(0, named=True)
    parts = [row.get(part) for part in ("given", "family", "suffix")]
    return " ".join(part.title() for part in parts if part) or f"somebody ({customer_id})"


def show_febrl(out: Path) -> None:
    result = ir.resolve(DATA / "febrl3" / "records.csv")
    print(result.summary(), end="")
    result.write(out)
    show_scores(result, DATA / "febrl3" / "truth.csv", out)


def show_scores(result: ir.Result, truth: Path, out: Path) -> None:
    scores = evaluate(result.members, read_sources(truth)[0].frame)
    print(f"\nMeasured against the truth:\n\n{scores.render()}\n\nAll tables: {out}/")


def title(text: str) -> None:
    print(f"\n{text}\n{'=' * len(text)}\n")


if __name__ == "__main__":
    main()
