"""The main job on two bundled inputs: the DMV customer, and Febrl data set 3 with its truth."""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

import identity_resolve as ir
from identity_resolve.evaluation import evaluate
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
    people = result.members.join(
        result.customers.select("customer_id", "given", "family", "suffix"), on="customer_id"
    )
    customer = people.filter(pl.col("record_id") == "cnt-01")["customer_id"][0]
    print("One customer, found by following the numbers from record to record:\n")
    show_records(people.filter(pl.col("customer_id") == customer))
    show_profile(result.customers.filter(pl.col("customer_id") == customer))
    print("\nThe household:\n")
    household = people.filter(pl.col("customer_id") == customer)["household_id"][0]
    members = people.filter(pl.col("household_id") == household)
    for name, records in members.group_by("customer_id", maintain_order=True):
        who = records.row(0, named=True)
        print(f"  {who['given']} {who['family']:<10} {name[0]}  {len(records)} records")
    print("\nKept apart, and why:\n")
    show_apart(result)
    result.write(out)
    truth = read_sources(DATA / "dmv" / "truth.csv")[0].frame
    print(f"\n{evaluate(result.members, truth).render()}\n\nAll tables: {out}/")


def show_records(records: pl.DataFrame) -> None:
    for source, record, _, _, probability, *_ in records.rows():
        raw = read_sources(DATA / "dmv" / f"{source}.csv")[0].frame.filter(pl.first() == record)
        held = [v for v in raw.row(0)[2:] if v]
        print(f"  {record:<8} {probability:6.1%}  {' | '.join(held)}")


def show_profile(customer: pl.DataFrame) -> None:
    profile = customer.row(0, named=True)
    print("\n  golden record:")
    for part, value in profile.items():
        if value is not None and f"{part}_from" in profile:
            print(f"    {part:<16} {value:<28} from {profile[f'{part}_from']}")


def show_apart(result: ir.Result) -> None:
    """Customers of one household, values too many share, and near numbers."""
    told = set()
    names = dict(result.members.select("record_id", "customer_id").rows())
    for edge in result.edges.filter(pl.col("decision") != "same").iter_rows(named=True):
        ends = tuple(sorted((names[edge["left"]], names[edge["right"]])))
        if ends in told:
            continue
        told.add(ends)
        print(f"  {edge['left']:<8} {edge['right']:<8} {edge['bits']:6.1f} bits: {reasons(edge)}")
    shared = result.rejected.group_by("column", "reason").len().sort("column", "reason").rows()
    for column, reason, count in shared:
        print(f"  {column}: {count} values set aside ({reason})")


def reasons(edge: dict[str, object]) -> str:
    fields = {k[5:]: float(v) for k, v in edge.items() if k.startswith("bits_") and v}  # type: ignore[arg-type]
    said = [f"{name} {bits:+.1f}" for name, bits in sorted(fields.items(), key=lambda f: f[1])]
    rule = [f"rule: {edge['rule']}"] if edge["rule"] else []
    return ", ".join([*rule, *said])


def show_febrl(out: Path) -> None:
    result = ir.resolve(DATA / "febrl3" / "records.csv")
    result.write(out)
    truth = read_sources(DATA / "febrl3" / "truth.csv")[0].frame
    print(result.summary())
    print(f"{evaluate(result.members, truth).render()}\n\nAll tables: {out}/")


def title(text: str) -> None:
    print(f"\n{text}\n{'=' * len(text)}\n")


if __name__ == "__main__":
    main()
