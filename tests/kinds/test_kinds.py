"""What holds for every kind there is."""

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.domain import Context, Identifier, IdentifierClass, Reason, Rejected
from identity_resolve.errors import SettingsError
from identity_resolve.kinds import KINDS, find_kind, normalize
from identity_resolve.kinds.text import MAX_LENGTH
from identity_resolve.kinds.token import is_token
from identity_resolve.sources.inference import InferredColumn
from identity_resolve.sources.readers import read_sources
from identity_resolve.sources.recording import MappedSource, record_sources
from tests.hostile import hostile_text, masked
from tests.soak import CONTEXTS, examples_of, faults_in_batch, faults_of

NAMES = sorted(KINDS)
EXAMPLES = [(name, example) for name, kind in KINDS.items() for example in kind.examples]
IDENTIFYING = [
    (name, example)
    for name, example in EXAMPLES
    if KINDS[name].identifier_class is not IdentifierClass.ATTRIBUTE or name == "full_name"
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("jo@lee.org", ("jo@lee.org", None)), ("n/a", (None, Reason.PLACEHOLDER))],
)
def test_both_results_tell_value_and_reason(text: str, expected: tuple[str, Reason]) -> None:
    found = normalize("email", text)
    assert (found.value, found.reason) == expected


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_examples_are_accepted(name: str, example: str) -> None:
    found = normalize(name, example)
    assert isinstance(found, Identifier)
    assert (found.kind, found.raw) == (name, KINDS[name].raw(example))
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
    if kind.cues:
        assert not re.fullmatch(kind.cues, "", re.IGNORECASE)
    for shape in kind.shapes:
        assert not re.fullmatch(shape.pattern, "", re.IGNORECASE)
        assert 0 < shape.confidence <= 1
        assert shape.why


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
    assert (found.kind, found.raw) == (name, KINDS[name].raw(text))
    if isinstance(found, Identifier):
        assert normalize(name, found.value).value == found.value


def texts_like(name: str) -> st.SearchStrategy[str]:
    """Texts such as a column of this kind may hold: its examples, whole or gone wrong."""
    own, others = examples_of(KINDS[name])
    made = st.randoms(use_true_random=False).map(lambda chance: hostile_text(chance, own, others))
    return st.one_of(st.sampled_from(own), made)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_hostile_texts_are_read_or_refused(name: str, data: st.DataObject) -> None:
    text, context = data.draw(texts_like(name)), data.draw(st.sampled_from(CONTEXTS))
    assert list(faults_of(KINDS[name], text, context)) == [], masked(text)


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=15)
@given(data=st.data())
def test_a_column_is_read_as_its_texts_are_one_by_one(name: str, data: st.DataObject) -> None:
    texts = data.draw(st.lists(texts_like(name), min_size=1, max_size=12))
    context = data.draw(st.sampled_from(CONTEXTS))
    for batch in (texts, [*texts[::-1], *KINDS[name].examples]):  # whatever stands beside it
        faults = [
            (masked(batch[at]), why) for at, why in faults_in_batch(KINDS[name], batch, context)
        ]
        assert faults == []


@pytest.mark.parametrize("name", NAMES)
@settings(deadline=None, max_examples=5)
@given(data=st.data())
def test_records_hold_what_normalize_gives(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    texts = data.draw(st.lists(texts_like(name), min_size=1, max_size=8))
    [source] = read_sources(pl.DataFrame({"id": [f"r{i}" for i in range(len(texts))], "x": texts}))
    columns = [InferredColumn("id", "record_id", 1.0, ""), InferredColumn("x", name, 1.0, "")]
    recorded = record_sources([MappedSource(source, columns)], region="US")
    read = dict(zip(source.frame["id"], source.frame["x"], strict=True))  # blank is null
    for row, record_id in enumerate(recorded.table["record_id"]):
        found = normalize(name, read[record_id] or "")
        if isinstance(found, Rejected) or is_token(found.raw):
            continue
        for part, value in found.parts.items():
            label = f"{part}:x" if kind.scoped else part
            held = recorded.records.columns.get(label)
            code = held.codes[0][row] if held else -1
            assert (held.values[code] if held and code >= 0 else "") == value, masked(found.raw)


@pytest.mark.parametrize("name", NAMES)
def test_halves_of_characters_never_raise(name: str) -> None:
    """JSON may hold half of a surrogate pair, which is no text that could be written out."""
    for text in (
        "\ud83d",
        "a\udc00b@x.com",
        "12\ud83d34",
        "\udcff" * 3,
        "Ann \udce9 Lee",
        "\ud800\udc00 1",
    ):
        found = normalize(name, text)
        assert isinstance(found, Identifier | Rejected)


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
