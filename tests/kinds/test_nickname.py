import pytest

from identity_resolve.kinds.nickname import (
    find_formal_names,
    is_known_given,
    is_nickname,
    nickname_groups,
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("bill", "william"),
        ("william", "bill"),
        ("bill", "will"),
        ("liz", "elizabeth"),
        ("bob", "robert"),
        ("peggy", "margaret"),
        ("zaphod", "zaphod"),
    ],
)
def test_names_of_one_person_are_nicknames(left: str, right: str) -> None:
    assert is_nickname(left, right)
    assert is_nickname(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [("bill", "bob"), ("william", "robert"), ("bill", "fred"), ("mary", "john"), ("", "bill")],
)
def test_names_of_different_people_are_not(left: str, right: str) -> None:
    assert not is_nickname(left, right)


def test_groups_hold_the_name_itself_and_its_formal_names() -> None:
    assert {"bill", "william"} <= nickname_groups("bill")
    assert nickname_groups("zaphod") == {"zaphod"}


def test_groups_are_not_transitive() -> None:
    assert "elizabeth" in nickname_groups("liz")
    assert "alice" in nickname_groups("lisa")
    assert is_nickname("liz", "lisa")
    assert not is_nickname("liz", "alice")


def test_known_given_names_are_formal_or_short() -> None:
    assert is_known_given("william")
    assert is_known_given("billy")
    assert not is_known_given("chudleigh")


def test_nicknames_of_other_languages() -> None:
    for short, formal in (("paco", "francisco"), ("kasia", "katarzyna"), ("fritz", "friedrich")):
        assert is_nickname(short, formal)
    assert is_nickname("vanya", "ivan")
    assert not is_nickname("paco", "pepe")


def test_formal_names_of_a_nickname() -> None:
    assert find_formal_names("bill") == ["william"]
    assert find_formal_names("liz") == ["elizabeth"]
    assert find_formal_names("john") == find_formal_names("zzz") == []
