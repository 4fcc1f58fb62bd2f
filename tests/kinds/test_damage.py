import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.kinds.damage import repair, unescape_percent
from tests.kinds.tables import assert_reads

WORDS = (
    "Müller",
    "José",
    "Zoë",
    "García",
    "François",
    "Žižek",
    "O’Neil",
    "Иван",
    "Ελένη",
    "Nguyễn",
)


@pytest.mark.parametrize("word", WORDS)
def test_utf8_read_as_latin_is_put_right(word: str) -> None:
    assert repair(word.encode().decode("latin-1")) == word


@pytest.mark.parametrize("word", ["Müller", "José", "García", "François", "O’Neil"])
def test_utf8_read_wrong_twice_is_put_right(word: str) -> None:
    once = word.encode().decode("cp1252")
    assert repair(once) == word
    assert repair(once.encode().decode("cp1252")) == word


ESCAPES_AND_OTHER_ENCODINGS = {
    "M├╝ller": "Müller",
    "M√ºller": "Müller",
    "josã©": "josé",
    "Smith &amp; Co": "Smith & Co",
    "O&#39;Neil": "O'Neil",
    "O&#x27;Neil": "O'Neil",
    "O&amp;#39;Neil": "O'Neil",
    "Jos&eacute;": "José",
    "AT&amp;amp;T": "AT&T",
    "Jos\\u00e9 O\\u0027Neil": "José O'Neil",
    "O\\'Neil": "O'Neil",
}


def test_escapes_and_other_encodings() -> None:
    assert_reads(repair, ESCAPES_AND_OTHER_ENCODINGS)


@pytest.mark.parametrize(
    "text",
    [
        *(*WORDS, "ÂNGELA", "SÃO PAULO", "CONCEIÇÃO", "André’s", "José–Maria", "«Ñuñez»", "ПЕТРОВ"),
        *(
            "РОМАН СЕРГЕЕВ",
            "IÑÁRRITU",
            "田中 太郎",
            "AT&T",
            "R&D; B&B",
            "C:\\new\\users",
            "ACME\\u4711",
        ),
        *("a=1&copy=2", "Š. Ćorić", "Łódź", "100% √", "½ ² ①", ""),
    ],
)
def test_what_is_right_stays(text: str) -> None:
    assert repair(text) == text


@given(st.text())
def test_repair_never_raises_and_never_grows(text: str) -> None:
    assert len(repair(text)) <= len(text)


@given(st.text("%C3A9 2ax"))
def test_percent_never_raises(text: str) -> None:
    assert "\ufffd" not in unescape_percent(text)


def test_a_megabyte_is_left_alone() -> None:
    text = "&amp;" * 200_000
    assert repair(text) == text
