"""Rules above the model: what they decide, and what suspends them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import identity_resolve as ir
from identity_resolve.scoring.rules import BUILT_IN_RULES, DecisionRule, Form, decide

NOTHING, AGREES, NEAR, CONFLICTS = range(4)

ONE_ACCOUNT = DecisionRule("one account", Form.MUST_LINK, ("account",), unless=("birth_date",))
OTHER_LICENSE = DecisionRule(
    "licenses differ", Form.CANNOT_LINK, ("license",), unless=("birth_date",)
)
BOTH_ALIKE = DecisionRule("phone and email", Form.MUST_LINK, ("phone", "email"))
BOTH_DIFFER = DecisionRule("phone and email differ", Form.CANNOT_LINK, ("phone", "email"))


def run(rules, **outcomes):
    levels = {name: np.array(found, np.uint8) for name, found in outcomes.items()}
    return decide(
        rules,
        levels,
        lambda _, found: found == AGREES,
        lambda _, found: found == CONFLICTS,
        size=len(next(iter(levels.values()))),
    )


def verdict(rules, **outcomes):
    """What is decided of one pair: together, apart or neither; and the name of the rule."""
    found = run(rules, **{name: [outcome] for name, outcome in outcomes.items()})
    said = "together" if found.together[0] else "apart" if found.apart[0] else None
    return said, rules[found.rule[0]].name if found.rule[0] >= 0 else None


@pytest.mark.parametrize(
    ("account", "birth_date", "expected"),
    [
        (AGREES, NOTHING, "together"),
        (AGREES, AGREES, "together"),
        (AGREES, NEAR, "together"),
        (AGREES, CONFLICTS, None),
        (NEAR, AGREES, None),
        (CONFLICTS, AGREES, None),
        (NOTHING, AGREES, None),
    ],
)
def test_must_link_holds_where_its_fields_agree_unless_another_conflicts(
    account, birth_date, expected
):
    assert verdict([ONE_ACCOUNT], account=account, birth_date=birth_date)[0] == expected


@pytest.mark.parametrize(
    ("license_", "birth_date", "expected"),
    [
        (CONFLICTS, NOTHING, "apart"),
        (CONFLICTS, CONFLICTS, "apart"),
        (CONFLICTS, NEAR, "apart"),
        (CONFLICTS, AGREES, None),
        (NEAR, CONFLICTS, None),
        (AGREES, CONFLICTS, None),
        (NOTHING, CONFLICTS, None),
    ],
)
def test_cannot_link_holds_where_its_fields_conflict_unless_another_agrees(
    license_, birth_date, expected
):
    found = verdict([OTHER_LICENSE], license=license_, birth_date=birth_date)
    assert found == (expected, OTHER_LICENSE.name if expected else None)


@pytest.mark.parametrize(
    ("rule", "outcome", "expected"),
    [(BOTH_ALIKE, AGREES, "together"), (BOTH_DIFFER, CONFLICTS, "apart")],
)
def test_all_fields_of_a_rule_must_say_the_same(rule, outcome, expected):
    assert verdict([rule], phone=outcome, email=outcome)[0] == expected
    assert verdict([rule], phone=outcome, email=NOTHING)[0] is None
    assert verdict([rule], phone=NEAR, email=outcome)[0] is None


def test_cannot_link_wins_over_must_link_wherever_it_stands():
    for rules in ([ONE_ACCOUNT, OTHER_LICENSE], [OTHER_LICENSE, ONE_ACCOUNT]):
        found = verdict(rules, account=AGREES, license=CONFLICTS, birth_date=NOTHING)
        assert found == ("apart", OTHER_LICENSE.name)


def test_the_first_of_several_rules_names_the_decision():
    again = DecisionRule("the same again", Form.MUST_LINK, ("account",))
    assert verdict([ONE_ACCOUNT, again], account=AGREES)[1] == ONE_ACCOUNT.name
    assert verdict([again, ONE_ACCOUNT], account=AGREES)[1] == again.name


def test_a_rule_about_a_field_that_is_not_there_decides_nothing():
    assert verdict([ONE_ACCOUNT, BOTH_DIFFER], license=AGREES, phone=CONFLICTS)[0] is None


def test_a_field_that_is_not_there_suspends_nothing():
    assert verdict([ONE_ACCOUNT], account=AGREES)[0] == "together"


FIELDS = ("account", "license", "phone", "birth_date")
RULES = st.lists(
    st.builds(
        DecisionRule,
        st.text("abc", min_size=1, max_size=3),
        st.sampled_from(Form),
        st.lists(st.sampled_from(FIELDS), min_size=1, max_size=2).map(tuple),
        st.lists(st.sampled_from(FIELDS), max_size=2).map(tuple),
    ),
    max_size=4,
)


def decided_slowly(rules, pair):
    """Position of the rule that decides a pair, and whether it keeps it apart."""
    for form, holds, lifts in (
        (Form.CANNOT_LINK, CONFLICTS, AGREES),
        (Form.MUST_LINK, AGREES, CONFLICTS),
    ):
        for position, rule in enumerate(rules):
            applies = all(pair[f] == holds for f in rule.fields)
            suspended = any(pair[f] == lifts for f in rule.unless)
            if rule.form is form and applies and not suspended:
                return position, form is Form.CANNOT_LINK
    return -1, False


@given(RULES, st.lists(st.tuples(*[st.integers(0, 3)] * len(FIELDS)), min_size=1, max_size=8))
def test_rules_decide_many_pairs_as_they_decide_one(rules, rows):
    found = run(rules, **{name: [row[i] for row in rows] for i, name in enumerate(FIELDS)})
    for row, rule, together, apart in zip(
        rows, found.rule, found.together, found.apart, strict=True
    ):
        expected, is_apart = decided_slowly(rules, dict(zip(FIELDS, row, strict=True)))
        assert rule == expected
        assert (together, apart) == (expected >= 0 and not is_apart, is_apart)


@pytest.mark.parametrize("rule", BUILT_IN_RULES, ids=lambda rule: rule.name)
def test_built_in_rules_separate_unless_something_stronger_agrees(rule):
    [field] = rule.fields
    assert verdict(BUILT_IN_RULES, **{field: CONFLICTS}) == ("apart", rule.name)
    for stronger in rule.unless:
        assert verdict(BUILT_IN_RULES, **{field: CONFLICTS, stronger: AGREES}) == (None, None)


MARIA = {"first_name": "Maria", "last_name": "Garcia", "email": "zq81@example.org"}


def licensed(*numbers_and_states):
    rows = [{**MARIA, "license": n, "license_state": state} for n, state in numbers_and_states]
    return ir.resolve(rows).members["customer_id"].n_unique()


def test_two_licenses_of_one_state_are_two_customers():
    assert licensed(("D5518204", "CA"), ("N0042117", "CA")) == 2


def test_a_customer_who_moved_has_licenses_of_two_states():
    assert licensed(("D5518204", "CA"), ("1403311298", "NV")) == 1


def test_a_must_link_by_email_links_relatives_who_share_one():
    shared = {"email": "family77@example.org"}
    rows = [{"name": "Ann Lee", **shared}, {"name": "Tom Lee", **shared}]
    rule = {"name": "one email", "then": "same", "fields": ["email"]}
    assert ir.resolve(rows, settings={"rules": [rule]}).counts["customers"] == 1


def test_a_rule_holds_under_a_saved_model_that_never_saw_its_field():
    model = ir.resolve([{"name": "Ann Lee"}, {"name": "Bo Sand"}, {"name": "Ann Lee"}]).model
    rows = [
        {"name": "Ann Lee", "account_id": "A-778121"},
        {"name": "Robert Moss", "account_id": "A-778121"},
    ]
    rule = {"name": "one account", "then": "same", "fields": ["account"]}
    found = ir.resolve(rows, settings={"rules": [rule]}, model=model)
    assert found.counts["customers"] == 1
