import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Identifier
from identity_resolve.kinds import normalize
from identity_resolve.kinds.name_facts import find_name_marks


def facts(text: str) -> dict[str, str]:
    found = normalize("full_name", text)
    assert isinstance(found, Identifier)
    return dict(found.facts)


def test_what_a_name_tells() -> None:
    assert facts("Bob Smith Jr.") == {"generation": "jr", "nickname_of": "robert"}
    assert facts("J. Smith") == {"given": "initial"}
    assert facts("田中 太郎") == {"script": "han"}
    assert facts("Mary Smith") == {}


@pytest.mark.parametrize("text", ["First National Bank", "Smith Family Trust", "J0hn Smith"])
def test_what_may_be_no_person_is_doubted(text: str) -> None:
    found = normalize("full_name", text)
    assert isinstance(found, Identifier)
    assert found.confidence < 0.5
    assert "doubt" in found.facts


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Dr. John Smith", {"title": "dr"}),
        ("John Smith (Deceased)", {"mark": "deceased"}),
        ("Estate of John Smith", {"mark": "deceased"}),
        ("John Smith, a minor", {"mark": "minor"}),
        ("Mr & Mrs John Smith", {"title": "mr", "mark": "several people"}),
        ("SMITH/JOHN", {}),
        ("GARCIA/ANAMRS", {}),
        ("Smith/Jones", {"mark": "several people"}),
        ("Jane Smith aka Jane Jones", {"also": "jane jones"}),
        ("Jane Smith née Jones", {"born": "jones"}),
        ('William "Bill" Gates', {"nickname": "bill"}),
        ("Иван Петров", {"script": "cyrillic"}),
        ("John Smith", {}),
    ],
)
def test_what_the_text_tells_besides(text: str, marks: dict[str, str]) -> None:
    assert find_name_marks(text, Context()) == marks


@given(st.text())
def test_any_text_never_raises(text: str) -> None:
    find_name_marks(text, Context())
