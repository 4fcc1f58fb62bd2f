"""The page of all kinds says what KINDS says."""

import importlib.util
import re
from pathlib import Path

import pytest

from identity_resolve.kinds import KINDS

ROOT = Path(__file__).parents[1]


def load_build():
    spec = importlib.util.spec_from_file_location("build", ROOT / "docs/reference/build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    return build


BUILD = load_build()


def test_the_page_is_up_to_date():
    page = BUILD.PAGE.read_text(encoding="utf-8")
    if page != BUILD.page():  # a comparison of pages would print all of both
        pytest.fail("docs/reference/kinds.md is not what KINDS says now: run `make reference`")


def test_every_kind_has_its_section_and_examples():
    page = BUILD.PAGE.read_text(encoding="utf-8")
    for name, kind in KINDS.items():
        section = page.split(f"\n### {name}\n")[1].split("\n### ")[0].split("\n## ")[0]
        assert section.count("\n| `") == len(kind.examples)
        assert kind.title[1:] in section
        assert "refused:" not in section


def test_names_of_columns_are_names_the_kind_knows():
    for kind in KINDS.values():
        for words in BUILD.words_of(BUILD._names_alone(kind.headers)):
            header = re.sub(r"[^0-9a-z]+", "_", words.lower()).strip("_")
            spellings = {header, header.replace("_", "")}
            assert any(re.fullmatch(kind.headers, spelling) for spelling in spellings), words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("city|town", ["city", "town"]),
        ("(?:zip|postal)_?code", ["zip code", "postal code"]),
        ("(?:driver_)?licen[cs]e", ["licence"]),
        ("emails?", ["email"]),
    ],
)
def test_words_of_a_pattern(pattern, words):
    assert BUILD.words_of(pattern) == words
