import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.country import find_country
from identity_resolve.kinds.tables import read_rows
from identity_resolve.sources.parsing import with_beside


@pytest.mark.parametrize(
    ("code", "texts"),
    [
        ("US", ("us", "USA", "U.S.A.", "U.S.", "United States of America", "the united states")),
        ("US", ("840", "🇺🇸", "US-CA", "Estados Unidos", "États-Unis", "EE.UU.", "America")),
        ("GB", ("uk", "U.K.", "England", "Scotland", "Wales", "Great Britain", "GBR")),
        ("DE", ("Deutschland", "Germany", "DEU", "Allemagne", "Federal Republic of Germany")),
        ("KR", ("Korea, Republic of", "Republic of Korea", "South Korea", "대한민국")),
        ("KP", ("Korea, Democratic People's Republic of", "North Korea")),
        ("IR", ("Iran, Islamic Republic of", "Iran (Islamic Republic of)")),
        ("CD", ("Congo, Democratic Republic of the", "DRC")),
        ("ES", ("España", "EspaÃ±a", "Kingdom of Spain")),
        ("NL", ("Holland", "The Netherlands", "Nederland")),
        ("TR", ("Turkey", "Türkiye")),
        ("TT", ("Trinidad and Tobago", "Trinidad & Tobago")),
        ("KN", ("St. Kitts & Nevis", "Saint Kitts and Nevis")),
        ("CI", ("Ivory Coast", "Côte d'Ivoire")),
        ("NA", ("NA", "Namibia")),
        ("", ("", "N/A", "Mars", "California", "unknown", "x" * 300)),
    ],
)
def test_countries_by_what_people_call_them(code: str, texts: tuple[str, ...]) -> None:
    assert {text: find_country(text) for text in texts} == dict.fromkeys(texts, code)


def test_every_name_of_the_table_is_found() -> None:
    for row in read_rows("countries.csv"):
        for name in (row["code"], *row["names"].split("|")):
            assert find_country(name) == row["code"], name


@given(st.text())
def test_any_text_never_raises(text: str) -> None:
    assert len(find_country(text)) in (0, 2)


def test_a_column_of_countries_sets_the_region() -> None:
    phone = KINDS["phone"]
    regions = [
        with_beside(phone, Context("US"), text).region for text in ("England", "deu", "??", "")
    ]
    assert regions == ["GB", "DE", "US", "US"]
