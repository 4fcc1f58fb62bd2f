import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.kinds.script import find_script, romanize
from tests.kinds.tables import assert_reads

ALPHABETS_WITH_VOWELS_ARE_ROMANIZED = {
    "Мария Щукина": "Mariya Shchukina",
    "Ольга": "Olga",
    "Анна-Мария О'Нил": "Anna-Mariya O'Nil",
    "ευάγγελος μπάμπης": "evangelos bampis",  # ELOT 743: groups of letters
    "Αυγουστίνος Γκίκας": "avgoustinos gkikas",
    "Jоhn": "John",  # with a Cyrillic o
    "Jose Петров": "Jose Petrov",
    "José": "José",
    "田中 太郎": "田中 太郎",
    "김철수": "김철수",
    "محمد": "محمد",
}


def test_alphabets_with_vowels_are_romanized() -> None:
    assert_reads(lambda raw: romanize(raw), ALPHABETS_WITH_VOWELS_ARE_ROMANIZED)


@pytest.mark.parametrize(
    ("text", "script"),
    [("Иван", "cyrillic"), ("42 田", "han"), ("김", "hangul"), ("राजेश", "devanagari"), ("", "")],
)
def test_scripts(text: str, script: str) -> None:
    assert find_script(text) == script


@given(st.text())
def test_romanizing_never_raises_and_settles(text: str) -> None:
    assert romanize(romanize(text)) == romanize(text)
    find_script(text)
