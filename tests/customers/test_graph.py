"""The customer graph: who holds what, and who lives with whom."""

import networkx as nx
import pytest

import identity_resolve as ir
from tests.build import dmv

ROWS = [
    {"id": "a", "name": "Ann Lee", "phone": "415 555 2671", "email": "ann@lee.org"},
    {"id": "b", "name": "Ann Lee", "phone": None, "email": "ann@lee.org"},
    {"id": "c", "name": "Bob Diaz", "phone": "212 555 7788", "email": None},
]


def of_type(graph, wanted):
    return {node for node, kind in graph.nodes(data="type") if kind == wanted}


def test_records_hang_on_their_customer_and_on_what_they_hold():
    result = ir.resolve(ROWS)
    graph = result.graph()
    customer = dict(result.members.select("record_id", "customer_id").rows())
    assert of_type(graph, "customer") == {f"customer:{c}" for c in customer.values()}
    assert of_type(graph, "identifier") == {
        "email:ann@lee.org",
        "phone:+14155552671",
        "phone:+12125557788",
    }
    email = graph["email:ann@lee.org"]
    assert {graph.nodes[n]["record_id"] for n in email} == {"a", "b"}
    for record in of_type(graph, "record"):
        owners = set(graph[record]) & of_type(graph, "customer")
        assert owners == {f"customer:{customer[graph.nodes[record]['record_id']]}"}


def test_a_path_tells_how_two_records_hang_together():
    graph = ir.resolve(ROWS).graph()
    names = {graph.nodes[n]["record_id"]: n for n in of_type(graph, "record")}
    path = nx.shortest_path(graph, names["a"], names["b"])
    assert len(path) == 3
    assert not nx.has_path(graph, names["a"], names["c"])


def test_some_customers_give_the_part_of_the_graph_about_them():
    result = dmv()
    maria = result.customers.filter(given="Maria", family="Garcia").row(0, named=True)
    whole, part = result.graph(), result.graph(maria["customer_id"])
    assert len(of_type(part, "record")) == maria["records"]
    assert of_type(part, "customer") == {f"customer:{maria['customer_id']}"}
    assert set(part.edges) <= {tuple(e) for a, b in whole.edges for e in ((a, b), (b, a))}
    assert any(kind == "address" for _, kind in part.nodes(data="kind"))


def test_every_member_of_a_large_set_is_where_members_say():
    result = dmv()
    graph = result.graph()
    for source, record, customer in result.members.select(
        "source", "record_id", "customer_id"
    ).iter_rows():
        assert graph.has_edge(f"record:{source}/{record}", f"customer:{customer}")


def test_an_unknown_customer_is_an_error():
    with pytest.raises(KeyError, match="no such customer: c0"):
        ir.resolve(ROWS).graph("c0")
