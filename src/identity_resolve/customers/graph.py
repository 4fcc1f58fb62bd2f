"""The customer graph: customers, their records and the identifiers these hold. The home of networkx."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import networkx as nx
import numpy as np
import polars as pl

from identity_resolve.arrays import BoolArray, Column, Records
from identity_resolve.domain import IdentifierClass
from identity_resolve.kinds import KINDS

__all__ = ["build_graph"]

_ADDRESS = KINDS["address"]
_DERIVED = frozenset({"mailbox"})


def build_graph(
    records: Records, labels: pl.DataFrame, *, customers: Collection[str] | None = None
) -> nx.Graph[str]:
    """Households, customers, records and identifiers as one graph.

    Nodes are named ``household:…``, ``customer:…``, ``record:<source>/<id>`` and ``<kind>:<value>``, and
    say what they are in ``type`` (``household``, ``customer``, ``record``, ``identifier``); identifiers
    also have ``kind`` and ``value``. A household is joined to its customers, a customer to its records,
    a record to the identifiers it holds. Names and other attributes are no nodes: many people have
    them.

    Args:
        records: the records.
        labels: one row a record, in the order of `records`: source, record_id, customer_id,
            household_id, probability.
        customers: ids of the customers wanted; all where None.
    """
    wanted = (
        np.ones(len(records), dtype=np.bool_)
        if customers is None
        else labels["customer_id"].is_in(list(customers)).to_numpy()
    )
    graph: nx.Graph[str] = nx.Graph()
    names = _add_records(graph, labels.filter(wanted))
    for kind, values in _identifiers(records, wanted).items():
        for value, row in values:
            node = f"{kind}:{value}"
            graph.add_node(node, type="identifier", kind=kind, value=value)
            graph.add_edge(names[row], node)
    return graph


def _add_records(graph: nx.Graph[str], labels: pl.DataFrame) -> list[str]:
    names = []
    for row in labels.iter_rows(named=True):
        record, customer = f"record:{row['source']}/{row['record_id']}", row["customer_id"]
        graph.add_node(record, type="record", source=row["source"], record_id=row["record_id"])
        graph.add_node(f"customer:{customer}", type="customer", customer_id=customer)
        graph.add_node(f"household:{row['household_id']}", type="household")
        graph.add_edge(f"customer:{customer}", record, probability=row["probability"])
        graph.add_edge(f"household:{row['household_id']}", f"customer:{customer}")
        names.append(record)
    return names


def _identifiers(records: Records, wanted: BoolArray) -> Mapping[str, list[tuple[str, int]]]:
    """Per kind the values held, each with the position of its record among those wanted."""
    found: dict[str, list[tuple[str, int]]] = {}
    for part, column in records.columns.items():
        kind = KINDS.get(part.partition(":")[0])
        if kind is None or part in _DERIVED or part in _ADDRESS.parts:
            continue
        if kind.identifier_class is not IdentifierClass.ATTRIBUTE:
            held = [codes[wanted] for codes in column.codes]
            found[part] = [
                (column.values[code].removeprefix(":"), row)
                for codes in held
                for row, code in enumerate(codes.tolist())
                if code >= 0
            ]
    if addresses := _addresses(records, wanted):
        found["address"] = addresses
    return found


def _addresses(records: Records, wanted: BoolArray) -> list[tuple[str, int]]:
    """Addresses with a street, whole."""
    texts = [_texts(records.columns.get(part), wanted) for part in _ADDRESS.parts]
    street = _ADDRESS.parts.index("street")
    return [
        (_ADDRESS.render(*parts), row)
        for row, parts in enumerate(zip(*texts, strict=True))
        if parts[street]
    ]


def _texts(column: Column | None, wanted: BoolArray) -> list[str]:
    """What each record wanted has in a column, ``""`` for nothing."""
    if column is None:
        return [""] * int(wanted.sum())
    return [column.values[code] if code >= 0 else "" for code in column.codes[0][wanted].tolist()]
