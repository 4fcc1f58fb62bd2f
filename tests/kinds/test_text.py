from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.kinds.tables import read_rows
from identity_resolve.kinds.text import clean, compact, fold, fold_look_alikes, words
from tests.kinds.tables import assert_reads

TEXTS_COME_INTO_ONE_FORM = {
    "  Ｊｏｈｎ\u200b   O’Neil ": "John O'Neil",
    "a\u202eb\u2066c\ufeff\u00ad": "abc",
    "a\x00b\x1fc\x7fd": "abcd",
    "O\x92Neil 7\x9619": "O'Neil 7-19",  # Windows-1252 read as Latin-1
    "a\ud800b": "ab",
    "٠١٢ ۳۴ ५६ ๗๘": "012 34 56 78",
    "a\u00a0\u3000b\tc": "a b c",
    "M&uuml;ller &amp; MÃ¼ller": "Müller & Müller",
    "＆amp; Co": "& Co",
    "🏴\U000e0067\U000e007f 1\ufe0f\u20e3": "🏴 1\u20e3",
}


def test_texts_come_into_one_form() -> None:
    assert_reads(clean, TEXTS_COME_INTO_ONE_FORM)


@given(st.text())
def test_clean_text_is_clean(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(codec="ascii", exclude_characters="&\\`"), max_size=30))
def test_ascii_keeps_its_characters(text: str) -> None:
    assert (
        clean(text).split()
        == "".join(c for c in text if c.isprintable() or (c.isspace() and c < "\x0e")).split()
    )


ONLY_MARKS_THAT_MAY_BE_LEFT_OUT_ARE_DROPPED = {
    "Zoë Łuczak-Strauß": clean("zoe luczak-strauss"),
    "ガギグ": clean("ガギグ"),  # the marks make other letters
    "क्षत्रिय": clean("क्षत्रिय"),
    "ที่": clean("ที่"),
    "מֹשֶׁה": clean("משה"),
    "مُحَمَّد": clean("محمد"),
    "Ёлкин Йод": clean("елкин иод"),
}


def test_only_marks_that_may_be_left_out_are_dropped() -> None:
    assert_reads(lambda raw: fold(clean(raw)), ONLY_MARKS_THAT_MAY_BE_LEFT_OUT_ARE_DROPPED)


LOOK_ALIKES_BECOME_ASCII = {
    "А123ВС": "A123BC",
    "Ｄ１２３": "D123",
    "ΑΒΕ١٥": "ABE15",
    "8×2": "8x2",
    "D123": "D123",
}


def test_look_alikes_become_ascii() -> None:
    assert_reads(lambda raw: fold_look_alikes(raw), LOOK_ALIKES_BECOME_ASCII)


def test_every_look_alike_of_the_table_is_folded() -> None:
    for row in read_rows("look_alikes.csv"):
        assert fold_look_alikes(chr(int(row["codepoint"][2:], 16))).isascii()


def test_words_and_codes() -> None:
    assert words("12-B, rue de l'Église") == ["12", "b", "rue", "de", "l'eglise"]
    assert compact("d123-4567 8") == "D12345678"
