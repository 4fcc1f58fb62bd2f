"""Every code block of README and docs runs; every link and command in them is real."""

import io
import os
import re
import runpy
import shlex
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout, suppress
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from identity_resolve.cli import main

ROOT = Path(__file__).parents[1]
PAGES = sorted(
    [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "benchmarks/README.md")),
        *ROOT.glob("docs/**/*.md"),
    ]
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?")  # when the commands of a page were run
NUMBER = re.compile(r"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
REWRITE = "REWRITE_DOCS" in os.environ  # write what the code prints into the pages
LINK = re.compile(r"\[[^\]]*\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def blocks(page, language):
    return [body for name, body in BLOCK.findall(page.read_text()) if name == language]


def pages_with(language):
    return [pytest.param(p, id=p.name) for p in PAGES if blocks(p, language)]


@pytest.mark.parametrize("page", pages_with("python"))
def test_the_python_of_a_page_runs_and_prints_what_the_page_says(page, tmp_path, monkeypatch):
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    space = {"__name__": "page"}
    text = page.read_text()
    printed = []
    for language, body in BLOCK.findall(text):
        if language == "python":
            out = io.StringIO()
            with redirect_stdout(out):
                exec(compile(body, str(page), "exec"), space)
            printed.append(out.getvalue().rstrip())
        elif language == "text" and printed and printed[-1]:
            shown = printed.pop()
            if REWRITE:
                text = text.replace(f"```text\n{body}```", f"```text\n{shown}\n```")
            else:
                assert alike(shown, body.rstrip()), f"{page.name} should say:\n{shown}"
        elif language == "console" and "\n" in re.sub(r"^\$ .*\n", "", body, flags=re.MULTILINE):
            shown = told_by_commands(body, monkeypatch)
            if REWRITE:
                text = text.replace(f"```console\n{body}```", f"```console\n{shown}```")
            else:
                assert alike(shown, body), f"{page.name} should say:\n{shown}"
    if REWRITE:
        page.write_text(text)


def told_by_commands(body, monkeypatch):
    """Commands, each with what it says when it is run."""
    out = io.StringIO()
    for line in re.findall(r"^\$ .*$", body, re.MULTILINE):
        out.write(f"{line}\n")
        monkeypatch.setattr(sys, "argv", shlex.split(line.removeprefix("$ "), comments=True))
        assert sys.argv[0] == "identity-resolve"
        with redirect_stdout(out), redirect_stderr(out), suppress(SystemExit):
            main()
    return TIME.sub(lambda time: "2026-12-01 09:00:00"[: len(time[0])], out.getvalue())


def alike(shown, said):
    """Whether two texts are the same but for the last digits of numbers."""
    numbers = [[float(n) for n in NUMBER.findall(text)] for text in (shown, said)]
    return NUMBER.sub("#", shown) == NUMBER.sub("#", said) and numbers[0] == pytest.approx(
        numbers[1], rel=0.01, abs=0.02
    )


@pytest.mark.parametrize("page", pages_with("toml"))
def test_the_settings_of_a_page_are_valid(page):
    from identity_resolve.settings import parse_settings

    for body in blocks(page, "toml"):
        parse_settings(tomllib.loads(body))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    for target, anchor in LINK.findall(page.read_text()):
        found = page.parent / target if target else page
        assert found.exists(), target
        assert not anchor or anchor in anchors(found), f"{target}#{anchor}"


def anchors(page):
    """What the headings of a page are called in links."""
    headings = (re.sub(r"[^\w\- ]", "", text.lower()) for text in HEADING.findall(page.read_text()))
    return {text.strip().replace(" ", "-") for text in headings}


def test_every_page_is_linked_from_another():
    linked = {
        (page.parent / target).resolve()
        for page in PAGES
        for target, _ in LINK.findall(page.read_text())
    }
    for page in PAGES:
        if page.name not in ("README.md", "CONTRIBUTING.md") and page.parent.name != "decisions":
            assert page in linked, page


def test_pictures_are_shown_with_words_for_who_cannot_see_them():
    shown = [
        ((page.parent / target).resolve(), words)
        for page in PAGES
        for words, target in PICTURE.findall(page.read_text())
    ]
    assert {path for path, _ in shown} == set(ROOT.glob("docs/pictures/*.svg"))
    assert all(len(words) > 60 for _, words in shown)


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("docs/pictures/*.svg")), ids=lambda path: path.stem
)
def test_pictures_are_whole_and_have_dark_colors(path):
    root = ET.parse(path).getroot()
    assert root.find("{http://www.w3.org/2000/svg}title").text
    text = path.read_text()
    assert "prefers-color-scheme:dark" in text
    used, given = (set(re.findall(form, text)) for form in (r"var\(--(\w+)\)", r"--(\w+):#"))
    assert used <= given


def test_make_targets_named_in_the_pages_exist():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in PAGES:
        named = re.findall(r"(?:^ {4}|`)make ([a-z]+)\b(?=[`\s])", page.read_text(), re.MULTILINE)
        assert set(named) <= targets


def test_the_demo_finds_every_customer(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["demo.py", "--out", str(tmp_path)])
    runpy.run_path(str(ROOT / "examples" / "demo.py"), run_name="__main__")
    shown = capsys.readouterr().out
    assert "Kept apart, and why" in shown
    assert (tmp_path / "dmv" / "customers.parquet").exists()
