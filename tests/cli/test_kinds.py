"""The commands about single values: what they print, and how they fail."""

import csv
import io
import json
import sys

import pytest

from identity_resolve.cli import main
from identity_resolve.kinds import KINDS


@pytest.fixture
def run(monkeypatch, capfd):
    """Run a command on standard input; exit code, stdout, stderr."""

    def run(*arguments, stdin="", columns=80):
        monkeypatch.setattr(sys, "argv", ["identity-resolve", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        monkeypatch.setenv("COLUMNS", str(columns))
        with pytest.raises(SystemExit) as stopped:
            main()
        return (stopped.value.code, *capfd.readouterr())

    return run


def test_identify_shows_the_likely_kind_first(run):
    code, told, faults = run("identify", "(415) 555-2671")
    assert (code, faults) == (0, "")
    header, _, first, *_ = told.splitlines()
    assert header.split() == ["kind", "confidence", "value", "why"]
    assert first.split()[0] == "phone"
    assert "+14155552671" in first


def test_identify_says_that_nothing_fits(run):
    assert run("identify", "123-45-6789")[:2] == (
        0,
        "No kind fits: a placeholder, a code that many people meet, or too little to tell.\n",
    )


def test_normalize_gives_a_line_for_each_line(run):
    lines = "(415) 555-2671 x9\n000-000-0000\n\n020 7183 8750\n"
    code, told, _ = run("normalize", "--kind", "phone", "--region", "US", stdin=lines)
    assert code == 0
    rows = [line.split("\t") for line in told.splitlines()]
    assert rows[0] == ["value", "reason", "raw"]
    assert [row[2] for row in rows[1:]] == lines.splitlines()
    assert rows[1] == ["+14155552671;ext=9", "", "(415) 555-2671 x9"]
    assert rows[2][:2] == ["", "placeholder"]
    assert rows[3][:2] == ["", "empty"]


def test_normalize_as_other_formats(run):
    line = 'Jo "J" Smith <jo@example.org>\n'
    _, told, _ = run("normalize", "--kind", "email", "--format", "csv", stdin=line)
    assert list(csv.reader(io.StringIO(told)))[1] == ["jo@example.org", "", line.strip()]
    _, told, _ = run("normalize", "--kind", "email", "--format", "ndjson", stdin=line)
    assert json.loads(told) == {"value": "jo@example.org", "reason": "", "raw": line.strip()}


def test_normalize_knows_the_issuer(run):
    _, told, _ = run("normalize", "--kind", "license", "--issuer", "US-CA", stdin="d765-4321\n")
    assert told.splitlines()[1].startswith("US-CA:D7654321\t")


def test_an_unknown_kind_names_the_nearest(run):
    for arguments in (
        ("normalize", "--kind", "fone"),
        ("extract", "--kind", "fone"),
        ("kinds", "fone"),
    ):
        code, told, faults = run(*arguments)
        assert (code, told) == (2, ""), arguments
        assert "did you mean 'phone'?" in faults, arguments


def test_extract_shows_what_it_found_and_where(run):
    text = "my case is CS-2024-0099182, call me on 415 555 2671"
    _, told, _ = run("extract", "--format", "tsv", stdin=text)
    rows = [line.split("\t") for line in told.splitlines()[1:]]
    assert [(row[0], text[int(row[2]) : int(row[3])]) for row in rows] == [
        ("case_number", "CS-2024-0099182"),
        ("phone", "415 555 2671"),
    ]
    assert run("extract", stdin="nothing on 07/19/2024")[1] == "No identifier found.\n"
    assert "case_number" not in run("extract", "--kind", "phone", stdin=text)[1]


def test_the_tables_of_kinds_fit_the_screen_and_break_no_word(run):
    for columns in (40, 80, 140):
        _, told, _ = run("kinds", columns=columns)
        lines = told.splitlines()
        assert max(map(len, lines[2:])) <= max(columns, 70), columns
        words = {word for line in lines for word in line.split()}
        assert set(KINDS) | {"Jo.Smith@example.com"} <= words


def test_a_narrow_screen_shows_a_block_a_row(run):
    _, told, _ = run("identify", "D5518204", columns=40)
    assert told.splitlines()[:3] == [
        "kind        license",
        "confidence  0.46",
        "value       :D5518204",
    ]


def test_kinds_that_accept_nearly_anything_have_no_line(run):
    _, told, _ = run("identify", "(415) 555-2671")
    assert told.count("+14155552671") == 1
    assert "Accepted too, but hardly meant: " in told.splitlines()[-1]


def test_a_country_that_nobody_knows_is_a_fault(run):
    for arguments in (("identify", "x"), ("normalize", "--kind", "phone"), ("extract",)):
        code, told, faults = run(*arguments, "--region", "Mars")
        assert (code, told) == (2, "")
        assert "no country 'Mars'" in faults
    assert "+442071838750" in run("identify", "020 7183 8750", "--region", "UK")[1]


def test_bytes_that_are_no_text_are_read(run):
    code, told, _ = run("extract", "--format", "tsv", stdin="caf\udce9 case 00441902")
    assert (code, told.splitlines()[1].split("\t")[:2]) == (0, ["case_number", ":00441902"])


def test_one_kind_in_detail(run):
    _, told, _ = run("kinds", "phone")
    for words in ("phone number", "contact point", "several at a time", *KINDS["phone"].examples):
        assert words in told
    assert "D7654321  becomes  :D7654321" in run("kinds", "license")[1]


def test_kinds_for_programs(run):
    _, told, _ = run("kinds", "--format", "csv")
    rows = list(csv.reader(io.StringIO(told)))
    assert rows[0] == ["kind", "is", "class", "shared by", "example"]
    assert [row[0] for row in rows[1:]] == list(KINDS)
