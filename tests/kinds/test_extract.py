"""Free text: what is found, and that nothing else is."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.errors import SettingsError
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.announced import find_announced, find_announcing
from identity_resolve.kinds.extract import extract
from identity_resolve.kinds.spoken import find_spoken_emails, read_spoken

LEAST_RECALL = 0.95


class Transcript(NamedTuple):
    title: str
    text: str
    expected: list[tuple[str, str]]


def read_transcripts() -> list[Transcript]:
    lines = Path(__file__).with_name("transcripts.txt").read_text(encoding="utf-8").splitlines()
    body = "\n".join(line for line in lines if not line.startswith("# "))
    return [read_transcript(part) for part in body.split("=== ")[1:]]


def read_transcript(part: str) -> Transcript:
    title, _, rest = part.partition("\n")
    text, _, answers = rest.partition("\n---")
    pairs = [line.partition(" ")[::2] for line in answers.split("\n") if line.strip()]
    return Transcript(title, text, [(kind, value) for kind, value in pairs])


TRANSCRIPTS = read_transcripts()
TUNED = [t for t in TRANSCRIPTS if "hold-out" not in t.title]
HELD_OUT = [t for t in TRANSCRIPTS if "hold-out" in t.title]


class Score(NamedTuple):
    precision: float
    recall: float
    faults: list[str]


def score(transcripts: list[Transcript]) -> Score:
    right = wrong = missed = 0
    faults = []
    for title, text, expected in transcripts:
        found = [(f.kind, text[slice(*f.span)]) for f in extract(text)]
        extra = [f for f in found if f not in expected]
        missing = [e for e in expected if e not in found]
        right += len(found) - len(extra)
        wrong, missed = wrong + len(extra), missed + len(missing)
        faults += [f"{title}: wrongly {e}" for e in extra] + [f"{title}: no {m}" for m in missing]
    return Score(right / (right + wrong), right / (right + missed), faults)


@pytest.mark.parametrize("transcripts", [TUNED, HELD_OUT], ids=["tuned", "once held out"])
def test_nothing_else_is_taken_for_an_identifier(transcripts: list[Transcript]) -> None:
    precision, recall, faults = score(transcripts)
    shown = f"precision {precision:.3f}, recall {recall:.3f}\n" + "\n".join(faults)
    assert precision == 1.0, shown
    assert recall >= LEAST_RECALL, shown


def test_a_quick_look_misses_no_kind_that_is_announced() -> None:
    for title, text, _ in TRANSCRIPTS:
        for shown in (text, text.upper(), text.title()):
            announced = {name for name in KINDS if any(find_announced(name, shown))}
            assert announced <= set(find_announcing(shown)), title


def test_there_are_enough_transcripts() -> None:
    assert len(TUNED) >= 100
    assert len(HELD_OUT) == 70
    assert {kind for t in TRANSCRIPTS for kind, _ in t.expected} <= set(KINDS)


def test_spans_are_the_raw_text_in_order_and_apart() -> None:
    for title, text, _ in TRANSCRIPTS:
        end = 0
        for found in extract(text):
            assert found.span[0] >= end, title
            end = found.span[1]
            assert KINDS[found.kind].raw(text[slice(*found.span)]) == found.identifier.raw, title
            assert 0 < found.confidence <= 1
            assert found.why


def test_only_the_kinds_asked_for() -> None:
    text = "case CS-2024-0099182, mail jo@example.org"
    assert [f.kind for f in extract(text, kinds=["email"])] == ["email"]
    assert extract(text, kinds=[]) == []
    with pytest.raises(SettingsError, match="did you mean 'email'"):
        extract(text, kinds=["emial"])


def test_a_local_number_belongs_to_the_region() -> None:
    text = "call me on 020 7183 8750"
    assert [f.identifier.value for f in extract(text, region="GB")] == ["+442071838750"]


def test_spoken_characters() -> None:
    said = {
        "triple nine": "999",
        "double five six": "556",
        "one two dash three four": "12-34",
        "eight A B C one": "8ABC1",
        "bravo one two": "B12",
    }
    assert {text: read_spoken(text, 0).text for text in said} == said  # type: ignore[union-attr]
    assert read_spoken("D for delta five", 0) is None


def test_too_little_is_no_spoken_number() -> None:
    assert read_spoken("one or two", 0) is None
    assert read_spoken("4155552671", 0) is None
    assert find_spoken_emails("we met at example dot com") == []


def test_odd_texts_are_read_in_time() -> None:
    for text in (
        "",
        " ",
        "\x00",
        "\ud800",
        "a@" * 5000,
        "1 " * 500,
        "(" * 5000,
        "case " * 5000,
        "a." * 9999,
        "12-" * 9999,
        "my account number is a " * 2000,
        "ticket 11111, " + "22222, " * 3000,
    ):
        assert isinstance(extract(text), list)


WORDS = (
    """case ticket # : is 12345 415-555-2671 five double at dot org $ % 07/19/84 D5518204 @x ("""
)
PIECES = WORDS.split()


@settings(deadline=None)
@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)))
def test_any_text_is_read_and_the_same_each_time(text: str) -> None:
    found = extract(text)
    assert found == extract(text)
    for one in found:
        said = text[slice(*one.span)]
        if one.kind == "payment_card":  # which is shown to nobody but for its last digits
            said = re.sub(r"[0-9](?=(?:[^0-9]*[0-9]){4})", "*", said)
        assert one.identifier.raw == said
