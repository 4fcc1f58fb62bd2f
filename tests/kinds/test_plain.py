"""What is read many at a time is what a look at each finds."""

import re
from random import Random

import polars as pl
import pytest

from identity_resolve.domain import Context
from identity_resolve.kinds import KINDS
from identity_resolve.kinds.base import Kind
from identity_resolve.kinds.tables import read_rows
from tests.hostile import hostile_text
from tests.soak import CONTEXTS, examples_of

PLAIN = [kind for kind in KINDS.values() if kind.plain]
FIRST = (
    "mary",
    "ANN",
    "O'Neil",
    "Mac",
    "de",
    "John",
    "Dr",
    "J.",
    "xxx",
    "test",
    "Iljich",
    "Smith-Jones",
)
WORDS = {
    "given_name": FIRST,
    "middle_name": FIRST,
    "family_name": FIRST,
    "full_name": (*FIRST, "Doe,", "Lee,", "DUPONT", "jr", "nee"),
    "street": (
        *("1", "123", "0012", "60th", "2nd", "42ND", "Main", "St", "Street", "N", "north", "NW", "NE"),
        *("Box", "Apt", "#5", "#4b", "Unit", "Ste.", "5", "4B", ",", "Floor", "fl", "Hwy", "County", "Rd"),
        *("bis", "forty", "Saint", "Fake", "elm", "no", "rear", "St.", "Broadway", "calle", "a", "and"),
    ),
}  # fmt: skip
FORMS = {
    "email": ("9aa@0aaa.com", "a.a-9@9a.co.uk", "a@a.com", "aaaa@a0.org", "00@aol.com", "a_0@gmail.com"),
    "phone": ("(909) 909-9099", "+1909.909.9099", "1 909 9099099", "9099099", "909/9099099", "00-0909"),
    "birth_date": ("2009-09-09", "19090909", "0/0/1909", "09-09-2009", "9/09/2109", "1909-90-90"),
    "postcode": ("90909", "90909-9090", "9090", "00000"),
    "account": ("AA-90909", "A909090", "aA909090", "09-0909", "AAA-9-090-9", "9090 9090", "#909090"),
    "case_number": ("AA-909090", "AAAA0909", "AA-2009-0909090", "909090", "0909-90-9", "AA0009090", "#9090909"),
    "plate": ("AAA9090", "9AAA909", "AA90AA", "909AAA", "A9090", "AAA-9090", "AA90 AAA", "DLR909"),
    "license": ("A9090909", "90909090", "A909-9090-9090", "AA90909", "909-090-909"),
    "device_id": ("9a0a9f0b9c8d7e6f", "9a0a9f0b-9c8d-7e6f-9a0a-9f0b9c8d7e6f", "9090909090909090"),
}  # fmt: skip
HEADS = (
    *("CS", "CASE", "REF", "INC", "INCO", "NO", "ACCT", "AC", "DL", "XXX", "CV", "SR", "WO", "ID"),
    *("TASK", "REFNO", "TICKT", "PO", "URN", "NR", "CSO", "C", "CODE", "LICENSE"),
)


def generated(kind: Kind, chance: Random) -> str:
    """A text like most of a kind, now and then of words or numbers that mean something."""
    if kind.name in WORDS:
        number = f"{chance.randrange(1, 9999)} " if kind.name == "street" else ""
        return number + " ".join(
            chance.choices(WORDS[kind.name], k=chance.randrange(1, 6))
        ).replace(" ,", ",")
    form = chance.choice(FORMS.get(kind.name) or kind.examples)
    text = re.sub("9", lambda _: chance.choice("0123456789"), form)
    text = re.sub("[a]", lambda _: chance.choice("abcdefxyz"), text)
    if kind.parts == (kind.name,) and chance.random() < 0.4:
        text = re.sub("^[A-Z]*", chance.choice(HEADS), text)
    return text


def texts_of(kind: Kind, chance: Random, count: int) -> list[str]:
    own, others = examples_of(kind)
    stand_ins = [row["value"] for row in read_rows("placeholder_values.csv")]
    hostile = [hostile_text(chance, own, others) for _ in range(count)]
    usual = [generated(kind, chance) for _ in range(count)]
    near = [hostile_text(chance, usual) for _ in range(count)]
    return sorted({*hostile, *usual, *near, *stand_ins, *map(str.upper, stand_ins)})


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.name)
@pytest.mark.parametrize("seed", range(2))
def test_plain_texts_mean_what_a_look_at_each_finds(kind, seed):
    texts = pl.Series([t for t in texts_of(kind, Random(seed), 1500) if t.strip()], dtype=pl.String)
    for context in (*CONTEXTS, Context("TH"), Context("CA"), Context(family_first=True)):
        found = kind.plain(texts, context)
        if found is None:
            continue
        assert not found.where.null_count()
        plain = texts.filter(found.where)
        parts = [
            [""] * len(plain) if part is None else part.filter(found.where).fill_null("").to_list()
            for part in found.parts
        ]
        alone = [kind.parse(text, context) for text in plain]
        for text, *values, expected in zip(plain, *parts, alone, strict=True):
            assert tuple(values) == expected, text


@pytest.mark.parametrize("kind", PLAIN, ids=lambda kind: kind.name)
def test_most_texts_are_plain(kind):
    usual = pl.Series([generated(kind, Random(seed)) for seed in range(500)])
    found = kind.plain(usual, Context())
    assert found.where.sum() > 40
