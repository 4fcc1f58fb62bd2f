"""What holds for every kind there is."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.domain import Context, Identifier, IdentifierClass, Reason, Rejected
from identity_resolve.errors import SettingsError
from identity_resolve.kinds import KINDS, find_kind, normalize
from identity_resolve.kinds.text import MAX_LENGTH

NAMES = sorted(KINDS)
CONTEXTS = (
    Context(),
    Context("GB", "crm", True),
    Context("AU", "NSW", False),
    Context("DE"),
    Context(""),
)
EXAMPLES = [(name, example) for name, kind in KINDS.items() for example in kind.examples]
IDENTIFYING = [
    (name, example)
    for name, example in EXAMPLES
    if KINDS[name].identifier_class is not IdentifierClass.ATTRIBUTE or name == "full_name"
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_examples_are_accepted(name: str, example: str) -> None:
    found = normalize(name, example)
    assert isinstance(found, Identifier)
    assert (found.kind, found.raw) == (name, example)
    assert tuple(found.parts) == KINDS[name].parts
    assert found.value == KINDS[name].render(*found.parts.values())
    assert normalize(name, found.value).parts == found.parts


@pytest.mark.parametrize("name", NAMES)
def test_facts_of_a_kind_hold_together(name: str) -> None:
    kind = KINDS[name]
    assert kind.name == name
    assert kind.examples
    assert kind.share_limit >= 1
    assert kind.title == kind.title.strip() != ""
    for pattern in (kind.headers, kind.looks_like or "", kind.split or ""):
        re.compile(pattern)
    if kind.looks_like:
        assert any(re.fullmatch(kind.looks_like, example) for example in kind.examples)


def test_kinds_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        KINDS["email"] = KINDS["phone"]  # type: ignore[index]


ODD = (
    "\x00",
    "a\x00b1",
    "\x1f",
    "\x85\u2028",
    "\ufeff",
    "\u00ad",
    "\U000e0041",
    "\uffff\U0010ffff",
    "\u202e12 abc\u202c",
    "\u200f12\u200e",
    "🙂",
    "👨‍👩‍👧‍👦 12",
    "e\u0301" * 100,
    "\u0130\u0131ſßﬁ",
    "½ ² ① Ⅻ",
    "٠١٢٣٤٥٦٧٨٩",
    "१२३४",
    "田中\u3000太郎",
    "\u0600\u06dd",
    "\ufdfa",
    "=HYPERLINK(\"http://x\")",
    "' OR 1=1--",
    "${jndi:ldap://x}",
    "../../etc/passwd",
    "(((((((",
    "[[]{}\\",
    "\"'`´",
    "::",
    ": ",
    "#",
    "-",
    ",",
    "1/",
    "/1",
    "@",
    "+",
    "1e400",
    "9" * MAX_LENGTH,
    "a-" * (MAX_LENGTH // 2),
    "1 " * (MAX_LENGTH // 2),
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_odd_texts_never_raise_and_are_read_back(name: str) -> None:
    for text in ODD:
        for context in CONTEXTS:
            check(name, text, context)


def check(name: str, text: str, context: Context) -> None:
    kind = KINDS[name]
    parsed = kind.parse(text, context)
    if isinstance(parsed, Reason):
        return
    assert len(parsed) == len(kind.parts)
    assert any(parsed), "nothing is no value"
    assert all(part == part.strip() for part in parsed)
    assert kind.parse(kind.render(*parsed), context) == parsed


PIECES = ("1", "a", "é", "a ", "1-", "\u202e", "🙂", "(", "a@", "1 jan ")
MEGABYTES = [piece * (1_000_000 // len(piece)) for piece in PIECES]


@pytest.mark.parametrize("name", NAMES)
def test_a_megabyte_is_refused_at_once(name: str) -> None:
    for text in MEGABYTES:
        assert KINDS[name].parse(text, Context()) is Reason.TOO_LONG, text[:6]


WORDS = """12 1984-07-19 07/19/84 +1 212-555-0143 x5 a@x.com AC-42 CA D7654321 # , . : / ( ) st apt no
main street napa 94110 john o'neil van smith mary é straße 田中 \u200f \U0001f642 n/a none ½"""
MIXED = st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=5)


@settings(deadline=None)
@given(st.one_of(st.text(), MIXED.map(" ".join), MIXED.map("".join)), st.sampled_from(CONTEXTS))
def test_any_text_never_raises_and_is_read_back(text: str, context: Context) -> None:
    for name in NAMES:
        check(name, text, context)


@given(st.sampled_from(NAMES), st.text())
def test_a_value_is_normalized_or_refused_with_its_reason(name: str, text: str) -> None:
    found = normalize(name, text)
    assert isinstance(found, Identifier | Rejected)
    assert (found.kind, found.raw) == (name, text)
    if isinstance(found, Identifier):
        assert normalize(name, found.value).value == found.value


@pytest.mark.parametrize("name", NAMES)
def test_blank_cells_are_empty(name: str) -> None:
    for blank in ("", " ", "\t\r\n", "\u00a0\u3000"):
        assert normalize(name, blank) == Rejected(name, blank, Reason.EMPTY)


@pytest.mark.parametrize("name", NAMES)
def test_words_for_nothing_are_placeholders(name: str) -> None:
    for none in ("n/a", "N/A", " none ", "null", "Unknown", "#N/A", "(null)", "-"):
        assert normalize(name, none) == Rejected(name, none, Reason.PLACEHOLDER)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("emial", "email"), ("licence", "license"), ("birthdate", "birth_date"), ("Phone", "phone")],
)
def test_an_unknown_kind_names_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(SettingsError, match=f"'{name}'; did you mean '{nearest}'"):
        find_kind(name)


def test_a_kind_like_no_other_names_all() -> None:
    with pytest.raises(SettingsError, match=r"known kinds: email, phone, .*, text"):
        normalize("zzz", "x")


@pytest.mark.parametrize(("name", "example"), IDENTIFYING)
def test_swapped_arguments_do_not_show_a_personal_value(name: str, example: str) -> None:
    with pytest.raises(SettingsError) as fault:
        normalize(example, name)
    assert example not in str(fault.value)


def test_a_refusal_tells_no_personal_value() -> None:
    for name in NAMES:
        for text in ("Jane Roe jane@@example 000-12-3456 \x00", "9" * 400):
            found = normalize(name, text)
            if isinstance(found, Rejected):
                assert text not in f"{found.kind} {found.reason}"
