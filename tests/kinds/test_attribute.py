import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.domain import Context, Reason
from identity_resolve.kinds.attribute import ATTRIBUTES
from identity_resolve.kinds.base import Parsed
from tests.kinds.tables import assert_reads

KINDS = {kind.name: kind for kind in ATTRIBUTES}


def parse(kind: str, text: str) -> Parsed:
    return KINDS[kind].parse(text, Context())


@pytest.mark.parametrize(
    ("raws", "sex"),
    [
        (("F", "f.", "(f)", "Female", " woman ", "Ｆ", "weiblich", "femme", "mujer"), "f"),
        (("M", "male", "Man", "Männlich", "homme", "hombre"), "m"),
        (("X", "Non-binary", "nb", "other", "divers"), "x"),
        (("M - Male", "1 - Male", "varón", "мужской", "М", "男", "남성", "ذكر", "laki-laki"), "m"),
        (("F/Female", "Female (F)", "женский", "Ж", "女性", "Nữ", "kobieta", "kvinna", "♀"), "f"),
        (("non binary", "Two-Spirit", "transgender", "third gender", "O"), "x"),
        (("1", "1.0"), "m"),  # ISO/IEC 5218
        (("2", "2.0"), "f"),
    ],
)
def test_words_and_codes_of_a_sex_become_one(raws: tuple[str, ...], sex: str) -> None:
    assert {raw: parse("sex", raw) for raw in raws} == dict.fromkeys(raws, (sex,))


WHAT_IS_NO_SEX_IS_REFUSED = {
    "0": Reason.PLACEHOLDER,  # not known, by ISO/IEC 5218
    "9": Reason.PLACEHOLDER,  # not applicable
    "u": Reason.PLACEHOLDER,
    "unknown": Reason.PLACEHOLDER,
    "prefer not to say": Reason.PLACEHOLDER,
    "n/a": Reason.PLACEHOLDER,
    "yes": Reason.BAD_FORMAT,
    "fm": Reason.BAD_FORMAT,
    "M/F": Reason.BAD_FORMAT,
    "V": Reason.BAD_FORMAT,  # varon or vrouw
    "not specified": Reason.PLACEHOLDER,
    "7": Reason.BAD_FORMAT,
    "\x00": Reason.BAD_FORMAT,
    "f" * 257: Reason.TOO_LONG,
}


def test_what_is_no_sex_is_refused() -> None:
    assert_reads(lambda raw: parse("sex", raw), WHAT_IS_NO_SEX_IS_REFUSED)


def test_some_initials_mean_a_sex_in_some_countries() -> None:
    found = [KINDS["sex"].parse("V", Context(region)) for region in ("NL", "ES")]
    assert found == [("f",), ("m",)]


def test_a_misspelled_sex_is_suggested() -> None:
    suggest = KINDS["sex"].suggest
    assert [suggest(raw, Context()) for raw in ("femal", "msle", "yes", "male;female")] == [
        *("f", "", "", "")
    ]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("  Wayne  ENTERPRISES, Inc.", "wayne enterprises inc"),
        ("Zoë_Łódź", "zoe lodz"),
        ("l'Église", "l'eglise"),
        ("AT&T", "at t"),
        ("東京", "東京"),
        ("=HYPERLINK(1)", "hyperlink 1"),
    ],
)
def test_texts_become_folded_words(raw: str, text: str) -> None:
    assert parse("text", raw) == (text,)


WHAT_SAYS_NOTHING_IS_REFUSED = {
    "N/A": Reason.PLACEHOLDER,
    "--": Reason.PLACEHOLDER,
    "#REF!": Reason.PLACEHOLDER,
    "(none)": Reason.PLACEHOLDER,
    "Not provided.": Reason.PLACEHOLDER,
    "!!!": Reason.BAD_FORMAT,
    "🙂": Reason.BAD_FORMAT,
    "word " * 60: Reason.TOO_LONG,
}


def test_what_says_nothing_is_refused() -> None:
    assert_reads(lambda raw: parse("text", raw), WHAT_SAYS_NOTHING_IS_REFUSED)


@given(st.sampled_from(sorted(KINDS)), st.text())
def test_parsing_never_raises_and_is_idempotent(kind: str, raw: str) -> None:
    parsed = parse(kind, raw)
    if isinstance(parsed, tuple):
        assert parse(kind, KINDS[kind].render(*parsed)) == parsed


@given(st.text("abc é,.-", min_size=1))
def test_case_and_blanks_do_not_matter(raw: str) -> None:
    assert parse("text", f"  {raw.upper()} ") == parse("text", raw)


@pytest.mark.parametrize("header", ["sex", "gender", "gender_code", "customer_sex", "geschlecht"])
def test_headers_name_a_sex(header: str) -> None:
    assert re.fullmatch(KINDS["sex"].headers, header)


@pytest.mark.parametrize("header", ["text", "notes", "sexton", ""])
def test_no_header_names_a_text(header: str) -> None:
    assert not any(re.fullmatch(kind.headers, header) for kind in ATTRIBUTES)


AGES = {
    "34": ("34",),
    "34.0": ("34",),
    " 34 years old ": ("34",),
    "34yo": ("34",),
    "Age: 7": ("7",),
    "8 months": ("0",),
    "3 weeks": ("0",),
    "0": ("0",),
    "120": ("120",),
    "121": Reason.OUT_OF_RANGE,
    "n/a": Reason.PLACEHOLDER,
    "adult": Reason.BAD_FORMAT,
    "-5": Reason.BAD_FORMAT,
    "30-39": Reason.BAD_FORMAT,
}


def test_ages_are_whole_years() -> None:
    assert_reads(
        lambda raw: next(k for k in ATTRIBUTES if k.name == "age").parse(raw, Context()), AGES
    )
