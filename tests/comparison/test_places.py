"""Two addresses and the one sentence that is said of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from identity_resolve.comparison.library import comparisons
from identity_resolve.comparison.places import judge_address
from tests.build import level_titles, sides

PARTS = ("number", "street", "unit", "city", "postcode")
HOME = ("18", "vine street", None, "napa", "94559")

SAME = "same address"
SPELLED = "same address, spelled differently"
OTHER_NUMBER = "same street, house number unknown or another"
OTHER_PLACE = "same number and street, another place"
POSTCODE = "same postcode"
CITY = "same city"
STREET = "same street name elsewhere"
NEAR = "postcode or city one typing error apart"
DIFFERENT = "different address"


def address(*parts):
    return dict(zip(PARTS, parts, strict=True))


def says(left, right):
    return level_titles("address", [address(*left), address(*right)])[0]


@pytest.mark.parametrize(
    ("other", "title"),
    [
        (("18", "vine street", None, "napa", "94559"), SAME),
        (("18", "vine street", "5", "napa", "94559"), SAME),
        (("18", "vine street", None, "napa", None), SAME),
        (("18", "vine street", None, "nappa", "94559"), SAME),
        (("18", "vine street", None, None, None), SAME),
        (("18", "wine street", None, "napa", "94559"), SPELLED),
        ((None, "vine street", None, "napa", "94559"), SPELLED),
        (("18", "vine street", None, "reno", "94558"), SAME),
        (("20", "vine street", None, "napa", "94559"), OTHER_NUMBER),
        (("20", "wine street", None, "napa", "94559"), OTHER_NUMBER),
        (("18", "vine street", None, "reno", "89501"), OTHER_PLACE),
        (("7", "oak lane", None, "reno", "94559"), POSTCODE),
        ((None, None, None, None, "94559"), POSTCODE),
        (("7", "oak lane", None, "napa", "94558"), CITY),
        ((None, None, None, "napa", None), CITY),
        (("20", "vine street", None, "reno", "89501"), STREET),
        (("7", "oak lane", None, "reno", "94558"), NEAR),
        (("7", "oak lane", None, "reno", "89501"), DIFFERENT),
        ((None, "oak lane", None, None, None), DIFFERENT),
        (("18", None, None, None, None), None),
        ((None, None, "5", None, None), None),
    ],
)
def test_what_is_said_of_two_addresses(other, title):
    assert says(HOME, other) == title
    assert says(other, HOME) == title


@pytest.mark.parametrize(
    ("left", "right", "title"),
    [
        (
            ("18", "vine street", "5", "napa", "94559"),
            ("18", "vine street", "6", "napa", "94559"),
            SPELLED,
        ),
        (
            (None, "po box 12", None, "napa", "94559"),
            (None, "po box 12", None, "napa", "94559"),
            SAME,
        ),
        (
            (None, None, None, "san francisco", None),
            (None, None, None, "san fransisco", None),
            NEAR,
        ),
        ((None, None, None, "napa", None), (None, None, None, "mapa", None), DIFFERENT),
        (
            ("18", "hoseason street", None, "n", "1"),
            ("18", "hosaeson stret", None, "n", "1"),
            SPELLED,
        ),
        (("18", "vine", None, "napa", "94559"), ("18", "wine", None, "napa", "94559"), POSTCODE),
    ],
)
def test_what_is_said_of_other_addresses(left, right, title):
    assert says(left, right) == title


@pytest.mark.parametrize(
    ("left", "right", "title"),
    [
        ({"premise": ":1041"}, {"premise": ":1041"}, "same premise"),
        ({"premise": ":1041"}, {"premise": ":1042"}, "different premise"),
        ({"meter": ":W77", "premise": ":1041"}, {"meter": ":W77"}, "same premise"),
        ({"premise": ":1041", "street": "oak lane"}, {"premise": ":1041"}, "same premise"),
        (
            {"premise": ":1041", "street": "oak lane"},
            {"premise": ":1041", "street": "oak ln"},
            None,
        ),
        ({"premise": ":1041"}, {"meter": ":1041"}, None),
    ],
)
def test_the_number_of_a_place_stands_in_for_its_address(left, right, title):
    assert level_titles("premise", [left, right]) == [title]


def test_a_region_alone_is_no_address():
    assert says(HOME, HOME) == SAME
    rows = [{**address(*HOME), "region": "CA"}, {"region": "CA"}]
    assert level_titles("address", rows) == [None]


CELLS = st.tuples(
    st.sampled_from([None, "18", "20"]),
    st.sampled_from([None, "vine street", "wine street", "oak lane"]),
    st.sampled_from([None, "5", "6"]),
    st.sampled_from([None, "napa", "nappa", "san francisco", "san fransisco"]),
    st.sampled_from([None, "94559", "94558", "89501"]),
)


@given(st.lists(CELLS, min_size=2, max_size=5))
def test_every_pair_of_addresses_has_one_level_from_both_sides(cells):
    [comparison] = [c for c in comparisons(PARTS) if c.name == "address"]
    rows = [address(*cell) for cell in cells]
    pairs = sides(rows)
    there, back = judge_address(pairs), judge_address(pairs.flipped())
    assert there.tolist() == back.tolist()
    assert there.max() <= len(comparison.levels)
    for level, row in zip(there, rows[1:], strict=True):
        shared = [p for p in ("street", "city", "postcode") if rows[0][p] and row[p]]
        assert (level > 0) == bool(shared)


@given(CELLS)
def test_an_address_is_the_same_as_itself(cell):
    said = says(cell, cell)
    known = [p for p, value in address(*cell).items() if value and p not in ("number", "unit")]
    if "street" in known:
        assert said == SAME
    else:
        assert said == (POSTCODE if "postcode" in known else CITY if known else None)


@pytest.mark.parametrize(
    ("one", "other", "title"),
    [
        ("n hillhurst ave", "hillhurst ave", SPELLED),
        ("peachtree rd ne", "peachtree rd", SPELLED),
        ("jane st off hudson st", "jane st", SPELLED),
        ("7th ave between 54th and 55th sts", "7th ave", SPELLED),
        ("piedmont ave rio shopping mall", "piedmont ave", SPELLED),
        ("piedmont ave", "piedmont ct", CITY),
        ("south st", "north blvd", CITY),
    ],
)
def test_where_on_a_street_may_be_said_or_not(one, other, title):
    left, right = ("57", one, None, "napa", None), ("57", other, None, "napa", None)
    assert says(left, right) == says(right, left) == title
