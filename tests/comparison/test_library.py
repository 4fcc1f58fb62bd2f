"""Two small records and the sentence that is said of them, for every comparison."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.comparison.engine import compare, outcome_counts
from identity_resolve.comparison.library import comparisons
from tests.build import level_titles, records, view

GIVEN = [
    ("maria", "maria", "same given name"),
    ("liz", "elizabeth", "nickname or form of the same name"),
    ("bill", "will", "nickname or form of the same name"),
    ("maria", "marla", "given name one typing error apart"),
    ("maria", "mraia", "given name one typing error apart"),
    ("m", "maria", "given name agrees with an initial"),
    ("jo", "joachim", "different given name"),
    ("anna", "annabelle", "given names share a word or beginning"),
    ("maria carmen", "carmen", "given names share a word or beginning"),
    ("yevgenia", "evgeniya", "given name two typing errors apart"),
    ("mia", "mio", "given name one typing error apart"),
    ("al", "ed", "different given name"),
    ("maria", "robert", "different given name"),
]

FAMILY = [
    ("garcia", "garcia", "same family name"),
    ("garcia", "garica", "family name one typing error apart"),
    ("g", "garcia", "family name agrees with an initial"),
    ("garcia lopez", "lopez", "family names share a word or beginning"),
    ("smith-jones", "smith", "family names share a word or beginning"),
    ("de la cruz", "de la rosa", "different family name"),
    ("szymborska", "szimborski", "family name two typing errors apart"),
    ("li", "le", "different family name"),
    ("garcia", "miller", "different family name"),
]

SUFFIX = [
    ("jr", "jr", "same generation (Jr, Sr, III)"),
    ("jr", "sr", "different generation (Jr, Sr, III)"),
]

SEX = [("f", "f", "same sex"), ("f", "m", "different sex")]

BIRTH_DATE = [
    ("1984-07-19", "1984-07-19", "same birth date"),
    ("1984-07", "1984-07", "same birth date"),
    ("1984-03-04", "1984-04-03", "day and month of birth swapped"),
    ("1984", "1984-07-19", "birth dates agree as far as known"),
    ("1984-07", "1984-07-19", "birth dates agree as far as known"),
    ("1984-07-19", "1984-07-10", "birth date one typing error apart"),
    ("1984-07-19", "1948-07-19", "birth date one typing error apart"),
    ("1984-07-19", "1984-07-28", "two of year, month and day of birth agree"),
    ("1984-07-19", "1991-07-19", "two of year, month and day of birth agree"),
    ("1984-07", "1984-08-19", "different birth date"),
    ("1984", "1985", "different birth date"),
    ("1984-07-19", "1962-11-30", "birth dates many years apart"),
]

PHONE = [
    ("+14155552671", "+14155552671", "same phone number"),
    ("+14155552671", "+524155552671", "same phone number but for the country code"),
    ("+14155552671", "+14155552617", "phone number one capture error apart"),
    ("+14155552671", "+1415552671", "phone number one capture error apart"),
    ("+14155552611", "+14155552617", "phone number one capture error apart"),
    ("+14155552671", "+14155559671", "different phone number of one area"),
    ("+14155552671", "+12125550199", "different phone number"),
]

PLAIN = {
    "given": GIVEN,
    "family": FAMILY,
    "suffix": SUFFIX,
    "sex": SEX,
    "birth_date": BIRTH_DATE,
    "phone": PHONE,
}

NUMBERS = [
    ("license", "US-CA:D5518204", "US-CA:D5518204", "same license"),
    (
        "license",
        "US-CA:D5518204",
        ":D5518204",
        "same license, issuer or prefix missing on one side",
    ),
    ("license", "US-CA:D5518204", ":5518204", "same license, issuer or prefix missing on one side"),
    ("license", "US-CA:D5518204", "US-CA:D55182O4", "license one capture error apart"),
    ("license", "US-CA:D5518204", "US-CA:D5512804", "license one capture error apart"),
    ("license", "US-CA:D5518204", "US-CA:D551820", "license one capture error apart"),
    ("license", "US-CA:D5518209", "US-CA:D5518202", "license one character apart"),
    ("license", "US-CA:D5518204", "US-CA:N0042117", "different license"),
    ("ssn", "078051120", "078051120", "same ssn"),
    ("ssn", "078051120", "078051210", "ssn one capture error apart"),
    ("ssn", "078051120", "219099999", "different ssn"),
    ("account", "CRM:778121", ":778121", "same account, issuer or prefix missing on one side"),
    ("account", "CRM:778121", "SHOP:778121", None),  # numbers of two systems
    ("plate", "US-CA:8ABC123", "US-CA:8ABC123", "same plate"),
    ("plate", "US-CA:8ABC123", "US-CA:BABC123", "plate one capture error apart"),
    (
        "case_number",
        ":CS240099182",
        ":240099182",
        "same case number, issuer or prefix missing on one side",
    ),
    ("case_number", ":CS240099182", ":RN240099182", "different case number"),
    ("opaque:crm", ":U9921ab", ":U9921ab", "same crm"),
    ("text:color", "dark green", "dark green", "same color"),
    ("text:color", "dark green", "dark grean", "color one typing error apart"),
    ("text:color", "dark green metallic", "dark green", "color shares most words, very rare ones"),
    ("text:color", "dark green", "light blue", "different color"),
    ("text:model", "ab7821", "ab7822", "different model"),  # a number is no slip
    ("website", "acme-tools.com", "acme-tools.com", "same website"),
    ("website", "acme-tools.com", "acmetools.de", "same website under another ending"),
    ("website", "acme-tools.com", "acme-tolls.com", "website one typing error apart"),
    ("website", "facebook.com/acme", "facebook.com/brown", "different website"),
    ("measure:price", "140.95", "140.95", "same price"),
    ("measure:price", "140.95", "142.2", "price within 1 %"),
    ("measure:price", "140.95", "150", "price within 10 %"),
    ("measure:price", "140.95", "160", "different price"),
    ("measure:price", "-140.95", "140.95", "different price"),
]


@pytest.mark.parametrize(
    ("name", "left", "right", "title"),
    [(name, *case) for name, cases in PLAIN.items() for case in cases] + NUMBERS,
)
def test_what_is_said_of_two_values(name, left, right, title):
    assert level_titles(name, [{name: left}, {name: right}]) == [title]


ANN = {"given": "ann", "family": "lee"}
BOB = {"given": "robert", "family": "moss"}


@pytest.mark.parametrize(
    ("left", "right", "given_name", "family_name"),
    [
        (
            ("ann", "lee"),
            ("lee", "ann"),
            "given and family name changed places",
            "same family name",
        ),
        (
            ("ann", "lee"),
            ("lee", "anne"),
            "given and family name changed places",
            "same family name",
        ),
        (
            ("bill", "moss"),
            ("moss", "william"),
            "given and family name changed places",
            "same family name",
        ),
        (("ann", "lee"), ("lee", "robert"), "different given name", "different family name"),
        (("ann", "ann"), ("ann", "ann"), "same given name", "same family name"),
        (("lee", "lee"), ("lee", "ann"), "same given name", "different family name"),
    ],
)
def test_names_may_change_places(left, right, given_name, family_name):
    rows = [dict(zip(("given", "family"), names, strict=True)) for names in (left, right)]
    assert level_titles("given", rows) == [given_name]
    assert level_titles("family", rows) == [family_name]


@pytest.mark.parametrize(
    ("who", "left", "right", "title"),
    [
        (
            ANN,
            "ann.lee@example.org",
            "ann.lee@example.org",
            "same email address, spelled from the same name",
        ),
        (
            ANN,
            "alee@example.org",
            "alee@example.org",
            "same email address, spelled from the same name",
        ),
        (
            ANN,
            "ann.lee@example.org",
            "ann.lee@example.com",
            "similar email address, spelled from the same name",
        ),
        (ANN, "ann.lee77@example.org", "ann.lee77@example.org", "same email address"),
        (ANN, "sunflower@example.org", "sunflower@example.org", "same email address"),
        (BOB, "ann.lee@example.org", "ann.lee@example.org", "same email address"),
        ({}, "ann.lee@example.org", "ann.lee@example.org", "same email address"),
        ({}, "ann.lee@example.org", "ann.lee@exampel.org", "email address one typing error apart"),
        ({}, "ann.lee@example.org", "amn.lee@exampel.org", "email address two typing errors apart"),
        ({}, "sunflower@example.org", "sunflower@mail.test", "same name before the @"),
        ({}, "sun@example.org", "sun@mail.test", "different email address"),
        ({}, "ann.lee@example.org", "robert@mail.test", "different email address"),
    ],
)
def test_what_is_said_of_two_emails(who, left, right, title):
    assert level_titles("email", [{**who, "email": left}, {**who, "email": right}]) == [title]


def test_one_mailbox_may_be_written_in_several_ways():
    rows = [
        {"email": "annlee+dmv@gmail.com", "mailbox": "annlee@gmail.com"},
        {"email": "ann.l.e.e@gmail.com", "mailbox": "annlee@gmail.com"},
    ]
    assert level_titles("email", rows) == ["same mailbox, written otherwise"]


def test_an_address_that_names_only_one_of_two_relatives_is_no_namesake():
    ann, carl = {**ANN, "email": "ann.lee@example.org"}, {"given": "carl", "family": "lee"}
    assert level_titles("email", [ann, {**carl, "email": "ann.lee@example.org"}]) == [
        "same email address"
    ]


FULL = {
    "email": "ann77@example.org",
    "phone": "+14155552671",
    "street": "vine street",
    "number": "18",
    "city": "napa",
    "postcode": "94559",
    "region": "CA",
    "unit": "5",
    "given": "ann",
    "family": "lee",
    "suffix": "jr",
    "sex": "f",
    "birth_date": "1984-07-19",
    "license": "US-CA:D5518204",
    "ssn": "078051120",
    "account": ":778121",
    "plate": ":8ABC123",
    "case_number": ":CS240099182",
    "opaque:crm": ":U9921AB",
    "text:color": "dark green",
}


@pytest.mark.parametrize("name", [c.name for c in comparisons(FULL)])
def test_a_value_missing_on_a_side_leaves_nothing_to_compare(name):
    [comparison] = [c for c in comparisons(FULL) if c.name == name]
    without = {part: value for part, value in FULL.items() if part not in comparison.parts}
    for left, right in ((FULL, without), (without, FULL)):
        assert level_titles(name, [left, right]) == [None]


def test_a_record_agrees_with_itself_in_everything():
    for comparison in comparisons(FULL):
        if comparison.across and not comparison.personal:
            continue  # what one side says with another thing than the other
        [title] = level_titles(comparison.name, [FULL, FULL])
        agreeing = {v.title for v in comparison.levels if v.agrees} or {comparison.levels[0].title}
        assert title in agreeing


def test_the_order_of_comparisons_is_fixed():
    names = [c.name for c in comparisons(FULL)]
    assert names == [c.name for c in comparisons(reversed(FULL))]
    assert len(names) == len(set(names))


NEAR = {
    "given": ["ann", "anne", "a", "nancy", "lee", "ann marie", "bill", "william"],
    "family": ["lee", "lea", "l", "ann", "lee-moss", "moss", "garcia"],
    "suffix": ["jr", "sr"],
    "sex": ["f", "m"],
    "birth_date": ["1984-07-04", "1984-04-07", "1984-07", "1984", "1985-07-04", "1984-07-14"],
    "email": ["ann.lee@x.org", "ann.lee@y.org", "amn.lee@x.org", "alee@x.org", "garcia77@x.org"],
    "mailbox": ["annlee@x.org", "alee@x.org"],
    "phone": ["+14155552671", "+524155552671", "+14155552617", "+12125550199"],
    "street": ["vine street", "wine street", "vine", "mission street"],
    "number": ["18", "19"],
    "unit": ["5", "6"],
    "city": ["napa", "nappa", "san francisco"],
    "region": ["CA", "NV"],
    "postcode": ["94559", "94558", "89001"],
    "license": ["US-CA:D5518204", ":5518204", "US-CA:D5518209", "US-NV:D5518204", ":D551B204"],
    "text:color": ["dark green", "dark grean", "dark", "light blue"],
    "measure:price": ["140.95", "142.2", "150", "-150"],
    "website": ["acme-tools.com", "acme-tools.de", "acme-tolls.com", "facebook.com/acme"],
}
ROWS = st.lists(
    st.fixed_dictionaries(
        {}, optional={part: st.sampled_from(texts) for part, texts in NEAR.items()}
    ),
    min_size=2,
    max_size=4,
).filter(lambda rows: any(rows))


def said(seen, comparison, left, right):
    """Levels by number, without the rarity that divides some of them."""
    rarities = {part: np.zeros(len(c.values), np.uint8) for part, c in seen.columns.items()}
    return compare(comparison, seen, rarities, left, right).tolist()


def all_pairs(rows):
    left, right = np.triu_indices(len(rows), 1)
    return left.astype(np.int32), right.astype(np.int32)


@settings(deadline=None, max_examples=40)
@given(ROWS)
def test_it_does_not_matter_which_side_is_left(rows):
    seen, (left, right) = view(rows), all_pairs(rows)
    for comparison in comparisons(seen.columns):
        there = said(seen, comparison, left, right)
        assert there == said(seen, comparison, right, left)
        assert all(0 <= outcome <= outcome_counts(comparison) for outcome in there)


@settings(deadline=None, max_examples=12)
@given(ROWS)
def test_what_is_said_of_two_records_does_not_depend_on_the_others(rows):
    seen, (left, right) = view(rows), all_pairs(rows)
    alone = np.array([0], np.int32), np.array([1], np.int32)
    for comparison in comparisons(seen.columns):
        together = said(seen, comparison, left, right)
        for a, b, outcome in zip(left, right, together, strict=True):
            pair = view([rows[a], rows[b]])
            if comparison.name in {c.name for c in comparisons(pair.columns)}:
                assert said(pair, comparison, *alone) == [outcome]
            else:
                assert outcome == 0


def test_swapped_names_are_as_rare_whichever_side_is_left():
    seen = view([{"given": "ann", "family": "lee"}, {"given": "lee", "family": "ann"}])
    rarities = {"given": np.array([2, 5], np.uint8)}
    one, other = np.array([0], np.int32), np.array([1], np.int32)
    [comparison] = [c for c in comparisons(seen.columns) if c.name == "given"]
    there = compare(comparison, seen, rarities, one, other)
    assert there == compare(comparison, seen, rarities, other, one)


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from(["phone", "license", "text:color"]),
    st.lists(st.integers(0, 3), max_size=3),
    st.lists(st.integers(0, 3), max_size=3),
)
def test_of_several_values_the_two_most_alike_count(part, left, right):
    left, right = (tuple(NEAR[part][i] for i in side) for side in (left, right))
    both = [{part: left or None}, {part: right or None}]
    [comparison] = comparisons([part])
    titles = [level.title for level in comparison.levels]
    single = [level_titles(part, [{part: a}, {part: b}])[0] for a in left for b in right]
    best = min(filter(None, single), key=titles.index, default=None)
    assert level_titles(part, both) == [best]


def test_several_addresses_are_compared_line_by_line():
    old = {"street": "vine street", "number": "18", "city": "napa", "postcode": "94559"}
    new = {"street": "oak lane", "number": "7", "city": "reno", "postcode": "89501"}
    both = {part: (old[part], new[part]) for part in old}
    mixed = {**new, "street": "vine street", "number": "18"}
    assert level_titles("address", [both, old, new, mixed]) == [
        "same address",
        "same address",
        "same number and street, another place",
    ]


@pytest.mark.parametrize(
    ("left", "right", "title"),
    [
        (("ann.lee@x.org", "zz8812@x.org"), ("annlee@y.org", "zz8812@x.org"), "same email address"),
        (
            ("zz8812@x.org", "ann.lee@x.org"),
            ("qq4471@y.org", "ann.lee@x.org"),
            "same email address, spelled from the same name",
        ),
    ],
)
def test_whether_an_address_spells_a_name_is_asked_of_the_address_compared(left, right, title):
    assert level_titles("email", [{**ANN, "email": left}, {**ANN, "email": right}]) == [title]


def test_a_second_email_that_spells_the_name_takes_nothing_from_the_first():
    ann = {**ANN, "email": ("ann.lee@x.org", "zz8812@x.org")}
    assert level_titles("email", [ann, ann]) == ["same email address"]


def test_the_same_number_of_two_issuers_is_no_slip():
    rows = [{"license": "US-CA:D5518204"}, {"license": "US-GA:D5518204"}]
    assert level_titles("license", rows) == [None]


def test_every_outcome_has_a_sentence_of_its_own():
    for comparison in comparisons(FULL):
        titles = [level.title for level in comparison.levels]
        assert len(titles) == len(set(titles))
        assert outcome_counts(comparison) == sum(level.outcomes for level in comparison.levels)


def test_records_without_a_part_are_not_compared_by_it():
    assert [c.name for c in comparisons(records([{"given": "ann"}]).columns)] == ["given"]


def test_ages_count_where_birth_dates_do_not_tell_more():
    rows = [{"age": "34"}, {"age": "34"}, {"age": "36"}, {"age": "43"}, {"age": "70"}]
    assert level_titles("age", rows) == [
        "same age",
        "age a year or two off",
        "age within ten years",
        "age more than ten years off",
    ]
    born = [{"age": "34", "birth_date": "1990-05-01"}, {"age": "35", "birth_date": "1990-05-01"}]
    assert level_titles("age", born) == [None]
    assert level_titles("age", [born[0], {"age": "34"}]) == ["same age"]


def test_ages_and_birth_dates_are_compared_by_the_year_they_are_of():
    dated = {"birth_date": "1985-11-03"}
    rows = [dated] + [
        {"age": "34", "born": born} for born in ("1985", "1986", "1988", "1990", "2016")
    ]
    assert level_titles("age", rows) == [
        "age as the birth date says",
        "age as the birth date says",
        "age a year or two off",
        "age within ten years",
        "age more than ten years off",
    ]
    assert level_titles("age", [{"age": "34", "born": "1986"}, {"age": "37", "born": "1986"}]) == [
        "same age"
    ]
    assert level_titles("age", [dated, {"age": "34"}]) == [None]
