"""Which records meet, by which block key; the oracle is two nested loops."""

import re
from collections import defaultdict
from itertools import product

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from identity_resolve.candidates import buckets
from identity_resolve.candidates.buckets import bucket, follow
from identity_resolve.candidates.rules import MAX_RULES, RULES, Way, block_rules, entries_of, refine
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.nickname import nickname_groups
from tests.build import records


def pairs_of(rule, world):
    """Pairs of rows that a rule finds."""
    entries, members = entries_of(rule, world), defaultdict(set)
    for row, key in zip(entries.rows.tolist(), entries.keys.tolist(), strict=True):
        assert key != 0
        members[key].add(row)
    return {(a, b) for rows in members.values() for a in rows for b in rows if a < b}


def met_by(left, right):
    """Names of the rules by which two records meet."""
    world = records([left, right])
    return {rule.name for rule in block_rules(world.columns) if pairs_of(rule, world)}


SPELLED = {"given and family name", "initial and family name"}
NAMED = {*SPELLED, "given and beginning of family name"}
ANN = {"given": "ann", "family": "lee"}


@pytest.mark.parametrize(
    ("left", "right", "rules"),
    [
        ({"phone": "+14155552671"}, {"phone": "+14155552671"}, {"phone"}),
        ({"phone": "+14155552671"}, {"phone": "+14155552617"}, {"phone, one edit apart"}),
        ({"phone": "+14155552671"}, {"phone": "+14155559999"}, set()),
        ({"phone": ("+14155552671", "+14155550000")}, {"phone": "+14155550000"}, {"phone"}),
        ({"license": "US-CA:D5518204"}, {"license": ":D5518204"}, {"license"}),
        ({"license": "US-CA:D5518204"}, {"license": ":5518204"}, {"license"}),
        ({"license": "US-CA:D5518204"}, {"license": "US-NV:5518204"}, {"license"}),
        ({"account": ":A12"}, {"account": ":12"}, set()),
        ({"mailbox": "annlee@gmail.com"}, {"mailbox": "annlee@gmail.com"}, {"mailbox"}),
        ({"email": "ann.lee@x.org"}, {"email": "ann.lee@y.org"}, {"email local part", *SPELLED}),
        (ANN, {"email": "lee_ann7@x.org"}, {"given and family name"}),
        (ANN, {"social_handle": ":alee"}, set()),
        (
            {"given": "walter", "family": "brooks"},
            {"social_handle": ":waltbrook905"},
            {"given and beginning of family name"},
        ),
        (
            {"given": "james", "family": "lee"},
            {"social_handle": ":jim_lee"},
            {"given and beginning of family name"},
        ),
        ({"given": "walter", "family": "brooks"}, {"social_handle": ":waltbroo"}, set()),
        (
            {"given": "anne", "family": "leeds"},
            {"social_handle": ":aleeds"},
            {"initial and family name"},
        ),
        ({"email": "ann@x.org"}, {"email": "ann@y.org"}, set()),
        (ANN, ANN, {*NAMED, "sounds of given and family name"}),
        (
            {"given": "mike", "family": "smyth"},
            {"given": "michael", "family": "smith"},
            {"sounds of given and family name"},
        ),
        (ANN, {"given": "lee", "family": "ann"}, {"given and family name"}),
        (ANN, {"given": "ann", "family": None}, set()),
        (ANN, {"given": "ann", "family": "moss"}, set()),
        (
            {**ANN, "birth_date": "1984-07-19"},
            {"given": "anne", "family": "leah", "birth_date": "1984-07-19"},
            {"initials and birth date", "sound of family name, initial, birth year"},
        ),
        (
            {"given": "j", "family": "smith", "birth_date": "1984-07-19"},
            {"given": "jon", "family": "smyth", "birth_date": "1984-02-11"},
            {"sound of family name, initial, birth year"},
        ),
        (
            {"street": "vine street", "number": "18", "city": "napa", "postcode": "94559"},
            {"street": "vine street", "number": "18", "city": "reno", "postcode": "89501"},
            {"number and street"},
        ),
        (
            {"street": "vine street", "city": "napa"},
            {"street": "vine street", "city": "napa"},
            {"street and city"},
        ),
        ({**ANN, "city": "napa"}, {"family": "lee", "city": "napa"}, {"family name and city"}),
        (
            {"text:color": "dark green"},
            {"text:color": "dark green"},
            {"text:color", "word of text:color"},
        ),
        ({"sex": "f", "suffix": "jr"}, {"sex": "f", "suffix": "jr"}, set()),
        ({"birth_date": "1984-07-19"}, {"birth_date": "1984-07-19"}, set()),
    ],
)
def test_by_which_keys_two_records_meet(left, right, rules):
    assert met_by(left, right) == rules
    assert met_by(right, left) == rules


ROWS = st.lists(
    st.fixed_dictionaries(
        {},
        optional={
            "given": st.sampled_from(["ann", "anne", "lee", "bob"]),
            "family": st.sampled_from(["lee", "ann", "smith", "smyth"]),
            "birth_date": st.sampled_from(["1984-07-19", "1984-02-11", "1984"]),
            "postcode": st.sampled_from(["94559", "89501"]),
            "city": st.sampled_from(["napa", "reno"]),
            "street": st.sampled_from(["vine street", "oak lane"]),
            "number": st.sampled_from(["18", "20"]),
            "email": st.lists(
                st.sampled_from(["ann.lee@x.org", "ann.lee@y.org", "bob@x.org", "bsmith@x.org"]),
                max_size=2,
            ).map(tuple),
            "social_handle": st.sampled_from([(":annlee",), (":x_alee",), (":ann", ":lee_anne")]),
            "license": st.sampled_from(["US-CA:D5518204", ":5518204", "US-NV:N0042117"]),
        },
    ),
    min_size=2,
    max_size=7,
).filter(lambda rows: any(any(row.values()) for row in rows))


def kept_of(row, token):
    """What a rule keeps of each value a record has in a part."""
    cell = row.get(token.part)
    texts = pl.Series([cell] if isinstance(cell, str) else cell or [], dtype=pl.String)
    return [text for text in (token.keep(texts) if token.keep else texts) if text]


def keys_of(row, rule):
    if rule.way is Way.SHORTENED:
        return {*shortenings(row)}
    if rule.way in (Way.SPELLED, Way.INITIAL):
        return {*spellings(row, initial=rule.way is Way.INITIAL)}
    return set(product(*(kept_of(row, token) for token in rule.tokens)))


def shortenings(row):
    """Given names and beginnings of family names, and those a handle may be made of."""
    if row.get("given") and row.get("family"):
        yield row["given"], row["family"][:5]
    for handle in row.get("social_handle") or ():
        letters = re.sub("[^a-z]", "", handle.rpartition(":")[2])
        for end in range(2, len(letters) - 1):
            for called in nickname_groups(letters[:end]) | {letters[:end]}:
                yield called, letters[end : end + 5]


def spellings(row, *, initial):
    """Names in both orders, and what addresses and handles are made of."""
    if row.get("given") and row.get("family"):
        first = row["given"][:1] if initial else row["given"]
        yield from (first + row["family"], row["family"] + first)
    for written in [*(row.get("email") or ()), *(row.get("social_handle") or ())]:
        letters = re.sub("[^a-z]", "", written.partition("@")[0].rpartition(":")[2])
        if len(letters) >= 5:
            yield letters


@settings(max_examples=50, deadline=None)
@given(ROWS)
def test_a_rule_finds_the_pairs_that_share_all_it_asks_for(rows):
    world = records(rows)
    for rule in block_rules(world.columns):
        if not rule.near:  # near values have a test of their own
            keys = [keys_of(row, rule) for row in rows]
            expected = {(a, b) for b in range(len(rows)) for a in range(b) if keys[a] & keys[b]}
            assert pairs_of(rule, world) == expected, rule.name


PARTS = st.sets(st.sampled_from([*KINDS, "given", "family", "mailbox", "middle", "text:color"]))


@given(PARTS, st.randoms())
def test_rules_rest_on_parts_that_are_there_in_a_fixed_order(parts, random):
    rules, shuffled = block_rules(parts), list(parts)
    random.shuffle(shuffled)
    assert block_rules(shuffled) == rules
    assert all(rule.applies(parts) for rule in rules)
    assert len({rule.name for rule in rules}) == len(rules) <= MAX_RULES


def test_no_more_rules_than_a_word_has_bits():
    many = [f"text:{i}" for i in range(100)]
    assert len(block_rules(many)) == MAX_RULES


def test_every_compound_rule_has_a_name_of_its_own():
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_records_of_an_oversized_bucket_meet_where_they_share_more():
    rows = [
        {"given": "ann", "family": "lee", "city": "napa" if i < 3 else f"town{i}"}
        for i in range(200)
    ]
    world = records(rows)
    [rule] = [r for r in block_rules(world.columns) if r.name == "given and family name"]
    crowded = bucket(entries_of(rule, world), limit=100).crowded
    assert sorted(set(crowded.rows.tolist())) == list(range(200))
    narrowed = follow([bucket(refine(rule, world, crowded), limit=100)])
    found = buckets.pairs_of(narrowed, (0, len(narrowed.row)))
    pairs = set(zip(found.left.tolist(), found.right.tolist(), strict=True))
    assert pairs == {(0, 1), (0, 2), (1, 2)}
