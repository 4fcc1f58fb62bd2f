"""Names held against the addresses and handles that spell them."""

import pytest

from tests.build import level_titles

ANNE = {"given": "anne marie", "family": "o'leary"}
FULL = "email address or handle spelled from the full name"
SHORT = "handle shortened from a form of the given name, and the family name"
PART = "email address or handle spelled from initial or given name, and family name"
OTHERWISE = "email address or handle spelled otherwise"


@pytest.mark.parametrize(
    ("other", "title"),
    [
        ({"email": ("anne.marie.oleary@x.org",)}, FULL),
        ({"email": ("olearyannemarie77@x.org",)}, FULL),
        ({"social_handle": ("x:AnneMarie_OLeary".lower(),)}, FULL),
        ({"email": ("aoleary@x.org",)}, PART),
        ({"email": ("oleary_a@x.org",)}, PART),
        ({"email": ("oleary5@x.org",)}, "email address or handle is the family name"),
        ({"email": ("annemarie@x.org",)}, "email address or handle is the given name"),
        ({"social_handle": (":annemarieolear",)}, SHORT),
        ({"social_handle": (":annemarieole",)}, OTHERWISE),  # too little is left of the family name
        ({"email": ("annemarieolear@x.org",)}, OTHERWISE),  # addresses are not shortened
        ({"email": ("coolfan@x.org",)}, OTHERWISE),
        ({"email": ("coolfan@x.org", "aoleary@x.org")}, PART),
        ({"email": ("anne@x.org",)}, OTHERWISE),  # of too few letters
        (
            {"email": ("annemarieoleary@x.org",), "given": "anne marie"},
            PART,
        ),  # that one is compared
        ({"email": ("annemarieoleary@x.org",), "family": "lee"}, None),  # names tell more
    ],
)
def test_a_name_and_what_spells_it(other, title):
    assert level_titles("spelled", [ANNE, {**other, "phone": ("+14155552671",)}]) == [title]
    assert level_titles("spelled", [{**other, "phone": ("+14155552671",)}, ANNE]) == [title]


@pytest.mark.parametrize(
    ("handle", "title"),
    [
        (":waltbrook905", SHORT),
        (":walter.brooks", FULL),
        (":wally_brooks", SHORT),
        (":wbrooks", PART),
        (":janebrooks", OTHERWISE),
    ],
)
def test_a_handle_is_made_of_what_somebody_is_called(handle, title):
    rows = [{"given": "walter", "family": "brooks"}, {"social_handle": (handle,)}]
    assert level_titles("spelled", rows) == level_titles("spelled", rows[::-1]) == [title]


def test_one_address_on_both_sides_is_compared_as_such():
    named = {**ANNE, "email": ("aoleary@x.org",)}
    assert level_titles("spelled", [named, {"email": ("aoleary@x.org",)}]) == [None]
    assert level_titles("spelled", [named, {"email": ("aoleary@y.org",)}]) == [PART]


def test_a_handle_and_an_address_of_one_word():
    rows = [
        {"email": ("leem394@x.org",)},
        {"social_handle": (":leem394",)},
        {"social_handle": (":leem395",)},
        {"email": ("leem394@x.org",), "social_handle": (":other",)},
    ]
    same, another = "handle as in the email address", "handle another than in the email address"
    assert level_titles("handle", rows) == [same, another, another]
