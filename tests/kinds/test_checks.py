"""Check characters against published examples, and what can be learned from a column."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.kinds.checks import (
    CHECKS,
    ENOUGH,
    is_valid,
    is_valid_aba,
    is_valid_damm,
    is_valid_ean13,
    is_valid_iso7064,
    is_valid_luhn,
    is_valid_verhoeff,
    is_valid_weighted,
    learn_check,
)

PUBLISHED = [
    ("luhn", "79927398713"),
    ("luhn", "4111111111111111"),
    ("luhn", "490154203237518"),  # IMEI
    ("verhoeff", "2363"),
    ("damm", "5724"),
    ("ean", "4006381333931"),
    ("ean", "036000291452"),  # UPC-A
    ("aba", "111000025"),
    ("aba", "021000021"),
    ("mod11", "9434765919"),  # NHS
    ("mod11", "080442957X"),  # ISBN-10
    ("iso7064_mod11_2", "079X"),
    ("iso7064_mod11_2", "000000012146438X"),  # ISNI
    ("iso7064_mod11_2", "0000000218250097"),  # ORCID
    ("iso7064_mod11_10", "794623"),
    ("iso7064_mod97_10", "79444"),
    ("iso7064_mod37_2", "G123498654321H"),  # ISBT 128
    ("iso7064_mod37_36", "A12425GABC1234002M"),  # GRid
    ("iso7064_mod661_26", "BAISDLAFKBM"),
    ("iso7064_mod1271_36", "ISO793W"),
]


def test_published_numbers_pass_and_a_changed_one_fails() -> None:
    for name, number in PUBLISHED:
        check = CHECKS[name]
        assert check.is_valid(number), (name, number)
        assert check.complete(number[: -check.length]) == number
        changed = [
            number[:place] + other + number[place + 1 :]
            for place, character in enumerate(number[: -check.length])
            for other in check.alphabet[:10]
            if other != character
        ]
        assert not [wrong for wrong in changed if is_valid(name, wrong)], (name, number)


def test_functions_by_name() -> None:
    assert is_valid_luhn("79927398713")
    assert is_valid_verhoeff("2363")
    assert is_valid_damm("5724")
    assert is_valid_ean13("4006381333931")
    assert not is_valid_ean13("036000291452")  # twelve digits
    assert is_valid_aba("111000025")
    assert is_valid_iso7064("ISO793W", "1271-36")
    assert is_valid_weighted("9434765919", range(2, 11))


@given(st.sampled_from(sorted(CHECKS)), st.text(max_size=20))
def test_any_text_is_answered(name: str, text: str) -> None:
    assert is_valid(name, text) in (True, False)


@given(st.sampled_from(sorted(CHECKS)), st.integers(0, 2**32))
def test_a_completed_number_is_valid(name: str, seed: int) -> None:
    check = CHECKS[name]
    payload = "".join(random.Random(seed).choices(check.alphabet, k=9))
    completed = check.complete(payload)
    assert completed == "" or check.is_valid(completed)


@given(st.sampled_from(("verhoeff", "damm")), st.text("0123456789", min_size=2, max_size=12))
def test_swapped_neighbors_are_caught(name: str, payload: str) -> None:
    number = CHECKS[name].complete(payload)
    for place in range(len(number) - 1):
        a, b = number[place : place + 2]
        if a != b:
            assert not is_valid(name, number[:place] + b + a + number[place + 2 :])


def issued(name: str, count: int, seed: int = 7) -> list[str]:
    """Numbers that obey a scheme."""
    check, chance = CHECKS[name], random.Random(seed)
    payloads = ("".join(chance.choices(check.alphabet, k=9)) for _ in range(2 * count))
    return [number for payload in payloads if (number := check.complete(payload))][:count]


def test_a_scheme_is_learned() -> None:
    assert {name: learn_check(issued(name, 200)) for name in CHECKS} == {
        name: name for name in CHECKS
    }


def test_spelling_prefix_and_order_do_not_matter() -> None:
    numbers = [f"ac-{n[:4]} {n[4:]}" for n in issued("luhn", 60)]
    assert learn_check(numbers) == learn_check(reversed(numbers)) == "luhn"


def test_one_typing_error_in_a_hundred_is_forgiven_but_not_three() -> None:
    numbers, wrong = (
        issued("damm", 100),
        [n[:-1] + str((int(n[-1]) + 1) % 10) for n in issued("damm", 3, 9)],
    )
    assert learn_check(numbers[1:] + wrong[:1]) == "damm"
    assert learn_check(numbers[3:] + wrong) is None


@pytest.mark.parametrize(
    "values",
    [
        [],
        issued("luhn", ENOUGH - 1),
        issued("luhn", 1) * 500,  # one number is no evidence, however often it stands there
        ["0000", "00000", "000000"] * 40,
        [str(n) for n in range(10_000, 20_000)],
        [str(n) for n in range(10_000, 100_000, 10)],
        [f"AC{n:06}" for n in range(500)],
        ["", "n/a", "\u0663", "x" * 300] * 50,
    ],
)
def test_too_little_or_no_evidence(values: list[str]) -> None:
    assert learn_check(values) is None


@given(st.integers(0, 2**32))
def test_random_numbers_obey_nothing(seed: int) -> None:
    chance = random.Random(seed)
    assert learn_check(str(chance.randrange(10**8, 10**9)) for _ in range(60)) is None
