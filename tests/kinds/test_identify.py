"""What a text could be: the right kind first, nothing for nobody's value, never a fault."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.domain import IdentifierClass
from identity_resolve.kinds import KINDS, normalize
from identity_resolve.kinds.forms import cues_of, forms_of
from identity_resolve.kinds.identify import identify

FIRST = [
    ("(415) 555-2671", "phone"),
    ("+44 20 7183 8750", "phone"),
    ("4155552671#", "phone"),
    ("0012-4567-8", "account"),
    ("maria.garcia@example.org", "email"),
    ("1M8GDM9AXKP042788", "vin"),
    ("07/19/1984", "birth_date"),
    ("07*19*1984#", "birth_date"),
    ("July 19, 1984", "birth_date"),
    ("D5518204", "license"),
    ("212-09-7694", "ssn"),
    ("INC0010001", "case_number"),
    ("CS-2024-0099182", "case_number"),
    ("case # 12345", "case_number"),
    ("my order no. 5512098", "transaction"),
    ("8ABC123", "plate"),
    ("GB29 NWBK 6016 1331 9268 19", "iban"),
    ("Maria Garcia", "full_name"),
]


@pytest.mark.parametrize(("text", "kind"), FIRST)
def test_the_likely_kind_stands_first(text: str, kind: str) -> None:
    assert identify(text)[0].kind == kind


def test_a_number_in_groups_may_be_many_things() -> None:
    kinds = [guess.kind for guess in identify("0012-4567-8")]
    assert {"account", "case_number", "transaction"} <= set(kinds[:4])
    assert {"license", "plate"} <= {guess.kind for guess in identify("D5518204")}


@pytest.mark.parametrize("text", ["", "  ", "123-45-6789", "n/a", "#", "***", "x" * 10_000])
def test_what_is_nobodys_is_no_guess(text: str) -> None:
    assert identify(text) == []


@pytest.mark.parametrize("text", ["(415) 555-2671", "maria.garcia@example.org", "INC0010001"])
def test_names_and_places_only_where_nothing_tells_more(text: str) -> None:
    for guess in identify(text):
        assert KINDS[guess.kind].identifier_class is not IdentifierClass.ATTRIBUTE


def test_a_guess_is_what_normalize_says_of_the_text() -> None:
    for guess in identify("D5518204"):
        assert guess.identifier == normalize(guess.kind, "D5518204")
        assert guess.why


def test_the_raw_text_is_kept() -> None:
    assert {guess.identifier.raw for guess in identify(" 4155552671# ")} == {" 4155552671# "}


def test_a_local_number_belongs_to_the_region() -> None:
    first = identify("020 7183 8750", region="GB")[0]
    assert (first.kind, first.identifier.value) == ("phone", "+442071838750")


@pytest.mark.parametrize("name", sorted(KINDS))
def test_forms_and_cues_of_every_kind_are_sound(name: str) -> None:
    for form in forms_of(name):
        assert 0 < form.confidence <= 1
        assert form.why
    assert not cues_of(name).startswith("|")


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["US", "GB", "DE", "", "??"]))
def test_any_text_gives_ranked_guesses_and_the_same_each_time(text: str, region: str) -> None:
    found = identify(text, region=region)
    assert found == identify(text, region=region)
    assert [g.confidence for g in found] == sorted((g.confidence for g in found), reverse=True)
    for guess in found:
        assert 0 <= guess.confidence <= 1
