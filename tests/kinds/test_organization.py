"""Names of organizations are told from names of people."""

import pytest

from identity_resolve.kinds.organization import are_organizations, names_organization

ORGANIZATIONS = (
    "ACME, L.L.C.",
    "Wilson Environmental LP",
    "HEBERT PLUMBING CO., INC.",
    "Joe's Coffee",
    "Smith & Sons",
    "City of Troy",
    "First National Bank",
    "Müller GmbH",
    "Bäckerei Schmidt",
    "Boulangerie Dupont",
    "Talleres García",
    "Officina Rossi",
    "Bakkerij de Vries",
    "Hotel Bel-Air",
    "GRUPO PEREZ SA DE CV",
)
PEOPLE = (
    "Joe Baker",
    "Ann Banks",
    "Carpenter, Lucy",
    "Mart Visser",
    "Adriana Sas",
    "Dr. Juan de la Vega III",
    "Jean-Pierre Marchand",
    "Price Taylor",
    "Plumbing",
    "",
    "x" * 300,
)


@pytest.mark.parametrize("text", ORGANIZATIONS)
def test_organizations_are_known(text):
    assert names_organization(text)


@pytest.mark.parametrize("text", PEOPLE)
def test_people_are_none(text):
    assert not names_organization(text)


def test_people_with_a_few_firms_among_them_are_people():
    people = [f"Ann {letter}ee" for letter in "BCDFGHJKLM"]
    assert not are_organizations([*people, *ORGANIZATIONS[:5]])
    assert are_organizations([*people, *ORGANIZATIONS])
