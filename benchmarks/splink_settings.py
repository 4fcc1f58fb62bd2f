"""How Splink 5 is set up for each data set: after its own examples and advice.

Sources, all in Splink's documentation: examples "Linking a dataset of real historical persons"
(historical_50k), "Deduplicating the febrl3 dataset", "Linking the febrl4 datasets" (its detailed
model); the tutorial (fake_1000) and its pages "Tips for building your own model" (many strict
blocking rules; no intermediate columns) and "Scaling up" (max_pairs). Sets without an example of
their own follow the nearest one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import splink.comparison_library as cl
from splink import block_on
from splink.internals.blocking_rule_creator import BlockingRuleCreator
from splink.internals.comparison_creator import ComparisonCreator

__all__ = ["MODELS", "Setup"]

Rule = BlockingRuleCreator | str
SWAPPED = "l.{0} = r.{1} and l.{1} = r.{0}"


@dataclass(frozen=True, slots=True)
class Setup:
    """What a Splink user decides.

    Attributes:
        comparisons: how records are compared.
        blocking: rules that find candidate pairs.
        certain: deterministic rules whose pairs are taken for matches, to estimate the prior.
        recall: guessed share of the matches that `certain` finds.
        training: blocking rules of the EM sessions; between them they leave no column out.
        max_pairs: random pairs for u.
        concatenated: columns joined into `whole_name` for term frequencies of whole names.
    """

    comparisons: list[ComparisonCreator]
    blocking: list[Rule]
    certain: list[Rule]
    recall: float
    training: list[Rule]
    max_pairs: float = 1e7
    concatenated: tuple[str, str] | None = None


def _febrl(*, detailed: bool) -> Setup:
    """febrl3's example for the sets to deduplicate; febrl4's detailed model for two files."""
    born = cl.DateOfBirthComparison("date_of_birth", input_is_string=True)
    number = cl.ExactMatch("street_number").configure(term_frequency_adjustments=True)
    if detailed:
        comparisons = [
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            born,
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            number,
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(
                term_frequency_adjustments=True
            ),
        ]
        blocking = [
            block_on("given_name", "surname"),
            SWAPPED.format("given_name", "surname"),
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode"),
        ]
    else:
        comparisons = [
            cl.NameComparison("given_name"),
            cl.NameComparison("surname"),
            born,
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [2]),
            number,
            cl.ExactMatch("postcode").configure(term_frequency_adjustments=True),
        ]
        blocking = [
            block_on(column)
            for column in ("soc_sec_id", "given_name", "surname", "date_of_birth", "postcode")
        ]
    certain = [block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth")]
    if not detailed:
        certain.append(
            SWAPPED.format("given_name", "surname") + " and l.date_of_birth = r.date_of_birth"
        )
    return Setup(
        comparisons,
        blocking,
        certain,
        0.8 if detailed else 0.9,
        [block_on("date_of_birth"), block_on("postcode")],
    )


def _fake_1000() -> Setup:
    """The tutorial's model and rules."""
    return Setup(
        [
            cl.NameComparison("first_name"),
            cl.NameComparison("surname"),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.ExactMatch("city").configure(term_frequency_adjustments=True),
            cl.EmailComparison("email"),
        ],
        [
            block_on("first_name", "city"),
            block_on("surname"),
            block_on("dob"),
            block_on("email"),
        ],
        [
            block_on("first_name", "dob"),
            "l.first_name = r.first_name and levenshtein(r.surname, l.surname) <= 2",
            block_on("email"),
        ],
        0.7,
        [block_on("first_name", "surname"), block_on("dob")],
    )


def _historical() -> Setup:
    """The example of the historical persons, rule by rule."""
    district = "substr(postcode_fake,1,3)"
    return Setup(
        [
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="whole_name"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
            cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
        ],
        [
            block_on("substr(first_name,1,3)", "substr(surname,1,4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on(district, "dob"),
            block_on(district, "first_name"),
            block_on(district, "surname"),
            block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
        ],
        [
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name,1,2)", "surname", "substr(postcode_fake,1,2)"),
            block_on("dob", "postcode_fake"),
        ],
        0.6,
        [block_on("first_name", "surname"), block_on("dob")],
        concatenated=("first_name", "surname"),
    )


def _dqbench() -> Setup:
    """A customer table whose emails are made from names.

    Splink advises against columns that predict each other: compared exactly, and trained on mixes
    that are not of one whole name, it
    does best (with EmailComparison, or trained by whole name, F1 on tier 2 falls to 0.3-0.9).
    """
    return Setup(
        [
            cl.NameComparison("first_name"),
            cl.NameComparison("last_name"),
            cl.ExactMatch("email"),
            cl.ExactMatch("phone"),
            cl.JaroWinklerAtThresholds("address", [0.9]),
            cl.ExactMatch("zip").configure(term_frequency_adjustments=True),
            cl.ExactMatch("company").configure(term_frequency_adjustments=True),
        ],
        [
            block_on("phone"),
            block_on("email"),
            block_on("first_name", "last_name"),
            block_on("last_name", "zip"),
            block_on("first_name", "zip"),
            block_on("address"),
            SWAPPED.format("first_name", "last_name"),
        ],
        [
            block_on("phone"),
            block_on("email", "address"),
            block_on("first_name", "last_name", "address"),
        ],
        0.9,
        [block_on("zip", "company"), block_on("first_name")],
    )


def _customers() -> Setup:
    """Sparse touchpoints: one strict rule per identifier, and whole names."""
    keys = (
        "email", "phone", "account_number", "license_number", "plate", "case_number", "device_id",
        "social_handle",
    )  # fmt: skip
    return Setup(
        [
            cl.ForenameSurnameComparison(
                "given_name", "family_name", forename_surname_concat_col_name="whole_name"
            ),
            cl.DateOfBirthComparison("birth_date", input_is_string=True),
            cl.EmailComparison("email"),
            cl.DamerauLevenshteinAtThresholds("phone", [1]).configure(
                term_frequency_adjustments=True
            ),
            cl.JaroWinklerAtThresholds("address", [0.9]),
            cl.DamerauLevenshteinAtThresholds("postcode", [1]),
            cl.ExactMatch("account_number"),
            cl.DamerauLevenshteinAtThresholds("license_number", [1]),
            cl.DamerauLevenshteinAtThresholds("plate", [1]),
            cl.ExactMatch("case_number"),
            cl.ExactMatch("device_id").configure(term_frequency_adjustments=True),
            cl.ExactMatch("social_handle"),
        ],
        [
            *[block_on(key) for key in keys],
            block_on("given_name", "family_name"),
            block_on("birth_date", "family_name"),
            block_on("birth_date", "given_name"),
            block_on("address", "postcode"),
            block_on("address", "family_name"),
        ],
        [
            block_on("email"),
            block_on("account_number"),
            block_on("license_number"),
            block_on("given_name", "family_name", "birth_date"),
            block_on("given_name", "family_name", "phone"),
        ],
        0.5,
        [block_on("given_name", "family_name"), block_on("email"), block_on("phone")],
        concatenated=("given_name", "family_name"),
    )


MODELS: dict[str, Callable[[], Setup]] = {
    "febrl1": lambda: _febrl(detailed=False),
    "febrl2": lambda: _febrl(detailed=False),
    "febrl3": lambda: _febrl(detailed=False),
    "febrl4": lambda: _febrl(detailed=True),
    "splink_fake_1000": _fake_1000,
    "splink_historical_50k": _historical,
    "dqbench_er_t1": _dqbench,
    "dqbench_er_t2": _dqbench,
    "customers": _customers,
}
