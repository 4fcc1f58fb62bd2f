"""The command line as a person uses it: files in, tables and words out, faults told in words."""

import io
import json
import os
import re
import sys
import tomllib

import polars as pl
import pytest

from identity_resolve.cli import main
from identity_resolve.errors import SourceError
from identity_resolve.settings import load_settings
from identity_resolve.sources.writers import read_table
from tests.build import CHANNELS, DATA

CRM = """\
crm_id,First Name,Last Name,E-Mail,Phone
1,Ann,Leeds,ann.leeds@example.org,415-555-2671
2,Robert,Moss,rob@example.net,628-555-3390
3,ROBERT,MOSS,rob@example.net,
4,Carla,Diaz,n/a,510-555-8144
"""
CALLS = [
    {"call_id": "k1", "caller_id": "+14155552671", "customer_name": "Ann Leeds"},
    {"call_id": "k2", "caller_id": "(510) 555-8144", "customer_name": "Carla Diaz"},
    {"call_id": "k3", "caller_id": "anonymous", "customer_name": None},
]
CUSTOMERS = {frozenset(group) for group in (["1", "k1"], ["2", "3"], ["4", "k2"], ["k3"])}
PERSONAL = ("Ann", "Leeds", "ann.leeds", "4155552671", "415-555", "Moss", "rob@", "Diaz")
TABLES = ["customers", "edges", "members", "rejected", "review"]


@pytest.fixture
def run(monkeypatch, capfd, tmp_path):
    """Run a command in a directory with `crm.csv` and `calls.ndjson`; exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "crm.csv").write_text(CRM)
    (tmp_path / "calls.ndjson").write_text("\n".join(map(json.dumps, CALLS)))

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["identity-resolve", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        return (stopped.value.code, *capfd.readouterr())

    return run


def customers(directory):
    """The customers a run wrote, as sets of record ids."""
    members = read_table(directory, "members")
    return {frozenset(ids) for ids in members.group_by("customer_id").agg("record_id")["record_id"]}


def files(directory):
    return sorted(path.name for path in directory.iterdir())


def test_two_files_become_tables_a_model_and_a_summary(run, tmp_path):
    code, told, faults = run("resolve", "crm.csv", "calls.ndjson", "-o", "out")
    assert (code, faults) == (0, "")
    assert customers("out") == CUSTOMERS
    tables = [f"{name}.parquet" for name in TABLES]
    assert files(tmp_path / "out") == sorted([*tables, "model.json", "summary.txt"])
    summary = (tmp_path / "out" / "summary.txt").read_text()
    assert told.startswith(summary)
    assert "Written to out: members.parquet, " in told
    assert "7 records: 4 customers" in summary


def test_the_summary_shows_no_personal_values(run):
    _, told, _ = run("resolve", "crm.csv", "calls.ndjson", "-o", "out")
    assert not [value for value in PERSONAL if value in told]


@pytest.mark.parametrize("extension", ["csv", "ndjson", "parquet"])
def test_tables_are_written_in_the_format_asked_for(run, tmp_path, extension):
    code, *_ = run("resolve", "crm.csv", "calls.ndjson", "-o", "out", "--format", extension)
    assert code == 0
    assert {f"{name}.{extension}" for name in TABLES} < set(files(tmp_path / "out"))
    assert customers("out") == CUSTOMERS


def test_a_pattern_in_quotes_names_several_files(run):
    code, told, _ = run("resolve", "c*", "-o", "out")
    assert code == 0
    assert "crm (4 records, numbered as they came)" in told
    assert "calls (3 records)" in told
    assert customers("out") == CUSTOMERS


def test_settings_overrule_what_was_inferred(run, tmp_path):
    (tmp_path / "my.toml").write_text("[sources.crm]\nunique = true")
    code, *_ = run("resolve", "crm.csv", "-o", "out", "--settings", "my.toml")
    assert code == 0
    assert customers("out") == {frozenset([number]) for number in "1234"}


def test_the_model_of_an_earlier_run_gives_the_same_customers(run):
    run("resolve", "crm.csv", "calls.ndjson", "-o", "first")
    code, *_ = run(
        "resolve", "crm.csv", "calls.ndjson", "-o", "second", "--model", "first/model.json"
    )
    assert code == 0
    tables = [read_table(name, "members") for name in ("first", "second")]
    assert tables[0].equals(tables[1])


def test_labels_teach_and_a_precision_says_how_far_to_merge(run, tmp_path):
    (tmp_path / "labels.csv").write_text(
        "left_source,left,right_source,right,same\ncrm,1,calls,k1,yes\ncrm,1,crm,4,no\n"
    )
    arguments = ("crm.csv", "calls.ndjson", "-o", "out", "--labels", "labels.csv")
    code, told, faults = run("resolve", *arguments, "--precision", "0.9999999")
    assert (code, faults) == (0, "")
    assert len(customers("out")) > len(CUSTOMERS)
    assert "for an expected precision of" in told
    assert set(read_table("out", "review")["decision"]) <= {"same", "apart", "household"}


def test_a_precision_beside_a_threshold_and_wrong_labels_are_told(run, tmp_path):
    (tmp_path / "my.toml").write_text("threshold = 0.9")
    told = run("resolve", "crm.csv", "-o", "out", "-s", "my.toml", "--precision", "0.99")
    assert_one_message(told, "precision and threshold: both are given")
    (tmp_path / "labels.csv").write_text("left,right,same\n1,77,yes\n")
    told = run("resolve", "crm.csv", "-o", "out", "--labels", "labels.csv")
    assert_one_message(told, "labels: 1 of 1 pairs name a record .* row 1")


ODD = {
    'the "id"\n of.it': [f"r{i}" for i in range(6)],
    "Vor-Name": ["Ann", "Ann", "Robert", "Bob", "Carla", None],
    'Nach"name" last_name': ["Leeds", "Leeds", "Moss", "Moss", "Diaz", "Diaz"],
    "last_name": ["Leeds", "Leeds", "Moss", "Moss", "Diaz", "Diaz"],
    "e.mail": ["a1@x.org", "a1@x.org", "rob@x.org", "rob@x.org", "c@x.org", None],
    "Führerschein 💥": ["n/a", "same", "a", "b", "", "c"],
    "driver license\n# \u202etext": ["D5518204", "D5518204", "D77", None, "D8340917", "D8340917"],
    "license state": ["CA", "CA", "CA", "CA", "NV", "NV"],
    "\x7f\\": ["1", "2", "1", "2", "1", "2"],
}


@pytest.mark.parametrize("name", ["crm", "c.r.m", 'Kundën "A"\''])
def test_init_prints_settings_that_give_the_same_customers(run, tmp_path, name):
    pl.DataFrame(ODD).write_parquet(tmp_path / f"{name}.parquet")
    code, printed, faults = run("init", f"{name}.parquet", "crm.csv", "calls.ndjson")
    assert (code, faults) == (0, "")
    (tmp_path / "my.toml").write_text(printed)
    assert set(tomllib.loads(printed)["sources"][name]["columns"]) == set(ODD)
    for out, settings in (("plain", ()), ("set", ("-s", "my.toml"))):
        assert run("resolve", f"{name}.parquet", "c*s*", "-o", out, *settings)[0] == 0
    assert read_table("set", "members").equals(read_table("plain", "members"))


def test_init_gives_the_same_customers_of_seven_channels(run, tmp_path):
    channels = [DATA / "dmv" / f"{channel}.csv" for channel in CHANNELS]
    (tmp_path / "my.toml").write_text(run("init", *channels)[1])
    run("resolve", *channels, "-o", "plain")
    run("resolve", *channels, "-o", "set", "-s", "my.toml")
    assert read_table("set", "members").equals(read_table("plain", "members"))


def test_init_keeps_what_settings_say(run, tmp_path):
    (tmp_path / "my.toml").write_text(
        'region = "DE"\nhouseholds = false\nday_first = true\n[limits.share]\nphone = 2\n'
        '[[rules]]\nname = "one phone"\nthen = "same"\nfields = ["phone"]\n'
        '[sources.crm]\nunique = true\nchannel = "desk"\n[sources.crm.columns]\nPhone = "ignore"\n'
    )
    (tmp_path / "again.toml").write_text(run("init", "crm.csv", "--settings", "my.toml")[1])
    given, kept = load_settings("my.toml"), load_settings("again.toml")
    assert kept.model_copy(update={"sources": {}}) == given.model_copy(update={"sources": {}})
    assert (kept.sources["crm"].unique, kept.sources["crm"].channel) == (True, "desk")
    assert kept.sources["crm"].columns["Phone"].kind == "ignore"


def test_init_is_utf_8_whatever_the_locale(run, tmp_path, monkeypatch):
    pl.DataFrame({"Straße": ["Hauptstr. 1", "Ring 2"], "email": ["a@x.org", "b@x.org"]}).write_csv(
        tmp_path / "kunden.csv"
    )
    printed = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(printed, encoding="ascii"))
    assert run("init", "kunden.csv")[0] == 0
    sys.stdout.flush()
    assert "Straße" in printed.getvalue().decode()


@pytest.mark.parametrize("extension", ["csv", "parquet"])
def test_evaluate_scores_a_run_against_the_truth(run, tmp_path, extension):
    run("resolve", "crm.csv", "calls.ndjson", "-o", "out", "--format", extension)
    (tmp_path / "truth.csv").write_text("record_id,person_id\n1,ann\nk1,ann\n2,rob\n3,rob\n4,x\n")
    code, told, faults = run("evaluate", "out", "truth.csv")
    assert (code, faults) == (0, "")
    assert "5 records compared with the truth" in told
    assert "pairwise      1.0000    1.0000    1.0000" in told


def test_the_version_and_the_help(run):
    assert run("--version")[:2] == (0, "identity-resolve 0.1.0\n")
    assert "Find the customers in files." in run("--help")[1]


PARQUET = io.BytesIO()
pl.DataFrame({"name": ["Ann Leeds"] * 50, "email": ["ann.leeds@example.org"] * 50}).write_parquet(
    PARQUET
)
FAULTY = {
    "empty.csv": (b"", "empty.csv: the file is empty"),
    "blank.csv": (b"\n\n \n", "blank.csv: line"),
    "header.csv": (b"name,email\n", "header.csv: no records, only column names"),
    "sums.csv": (b"amount,score\n1.5,2.75\n2.5,8.1\n", r"sums.csv: no column .* amount, score"),
    "cut.parquet": (PARQUET.getvalue()[:400], "cut.parquet: not a Parquet file, or a damaged"),
    "tail.parquet": (PARQUET.getvalue()[-300:], "tail.parquet: not a Parquet file"),
    "text.parquet": (CRM.encode(), "text.parquet: not a Parquet file"),
    "magic.parquet": (b"PAR1" + b"\xff" * 90 + b"PAR1", "magic.parquet: not a Parquet file"),
    "short.csv": (
        b"name,email,phone\nAnn Leeds,ann.leeds@example.org,4155552671\nRobert Moss,rob@x.org\n",
        "short.csv: line 3: 2 fields, the header has 3; nothing stands for column 'phone'",
    ),
    "long.csv": (
        b"name,email\nLeeds, Ann,ann.leeds@example.org\n",
        "long.csv: line 2: 3 fields, the header has 2; the extra field follows column 'email'",
    ),
    "quote.csv": (
        b'name,email\n"Ann Leeds,ann.leeds@example.org\n',
        "quote.csv: line 2, column 'name': a quote opens here",
    ),
    "headless.csv": (b"Ann,Leeds,415-555-2671\nCarla,Diaz,\n", "headless.csv: line 1: .* record"),
    "twins.csv": (b"Ann,Ann,ann.leeds@example.org\nC,D,\n", "twins.csv: line 1: looks like a rec"),
    "cut.ndjson": (b'{"name": "Ann Leeds"}\n{"name": "Rob', "cut.ndjson: line 2, column 10: malfo"),
    "list.json": (b'["Ann Leeds"]', "list.json: item 1 of the array is a text, not an object"),
    "book.xlsx": (b"PK\x03\x04" + b"Ann Leeds" * 9, "book.xlsx: the file is an Excel workbook"),
    "cut.csv.gz": (b"\x1f\x8b\x08\x00" + b"\0" * 20, "cut.csv.gz: the gzip data is"),
    "none.csv": (None, "none.csv: no such file"),
    "none*.csv": (None, r"none\*.csv: no file matches"),
    "x" * 300: (None, r"xxx: cannot be read \(File name too long\)"),
    ".": (None, "is a directory; name its files"),
}


@pytest.mark.parametrize(
    ("command", "name"),
    [
        *(("resolve", name) for name in FAULTY),
        *(("init", name) for name in FAULTY if name != "sums.csv"),  # init is how to repair it
    ],
)
def test_a_file_that_cannot_be_used_is_told_in_one_message(run, tmp_path, name, command):
    content, message = FAULTY[name]
    if content is not None:
        (tmp_path / name).write_bytes(content)
    before = files(tmp_path)
    told = run(command, name, *(["-o", "out"] if command == "resolve" else []))
    assert_one_message(told, message)
    assert files(tmp_path) == before


FAULTY_SETTINGS = {
    "unknown setting": ('regoin = "US"', r"my.toml:\nregoin: no such setting; did you mean 'regi"),
    "unknown kind": (
        '[sources.crm.columns]\nPhone = "fone"',
        "'fone' is no kind; did you mean 'ph",
    ),
    "unknown column": (
        '[sources.crm.columns]\nFone = "phone"',
        "no column 'Fone'; did you mean 'P",
    ),
    "unknown source": (
        "[sources.cmr]\nunique = true",
        "sources.cmr: no such source; there are crm",
    ),
    "wrong value": ("threshold = 7", "threshold: 7 "),
    "broken TOML": ("region = \n", "my.toml is no TOML: .*line 1, column 10"),
    "not text": (b"\xff\xfe\0", "my.toml is no TOML"),
    "no file": (None, "cannot read settings my.toml: No such file"),
    "repeated ids": (
        '[sources.crm.columns]\n"Last Name" = "record_id"',
        "crm.csv: record 3 .* in column 'Last Name'",
    ),
    "missing ids": ('[sources.crm]\nrecord_id = "Phone"', "crm.csv: record 3 has no id in column"),
}


@pytest.mark.parametrize("what", FAULTY_SETTINGS)
def test_settings_that_cannot_be_used_are_told_in_one_message(run, tmp_path, what):
    content, message = FAULTY_SETTINGS[what]
    crm = CRM.replace("MOSS", "Moss").replace("Moss", "M-77") if what == "repeated ids" else CRM
    (tmp_path / "crm.csv").write_text(crm)
    if content is not None:
        (tmp_path / "my.toml").write_bytes(
            content if isinstance(content, bytes) else content.encode()
        )
    told = run("resolve", "crm.csv", "-o", "out", "-s", "my.toml")
    assert_one_message(told, message)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{}", "my.json: this is not a saved model"),
        (b"[]", "my.json: this is not a saved model"),
        (b"Ann Leeds", "my.json: this is not a saved model"),
        (b"\xff\xfe\0", "my.json: "),
        (b'{"version": 99}', "the model has version 99, this library reads 3"),
        (b'{"version": 3, "weights": {}}', "my.json: this is not a saved model"),
        (None, "my.json: .*No such file"),
    ],
)
def test_a_model_that_cannot_be_used_is_told_in_one_message(run, tmp_path, content, message):
    if content is not None:
        (tmp_path / "my.json").write_bytes(content)
    told = run("resolve", "crm.csv", "-o", "out", "--model", "my.json")
    assert_one_message(told, message)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("out", ["crm.csv", "crm.csv/out"])
def test_results_do_not_go_where_a_file_is(run, tmp_path, out):
    before = files(tmp_path)
    assert_one_message(run("resolve", "crm.csv", "-o", out), "crm.csv: is a file; name a directory")
    assert files(tmp_path) == before
    assert (tmp_path / "crm.csv").read_text() == CRM


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
@pytest.mark.parametrize("out", ["locked", "locked/out"])
def test_results_do_not_go_where_nobody_may_write(run, tmp_path, out):
    (tmp_path / "locked").mkdir(mode=0o500)
    assert_one_message(run("resolve", "crm.csv", "-o", out), "locked: permission denied")


def test_results_of_an_earlier_run_outlive_a_failed_one(run, tmp_path):
    run("resolve", "crm.csv", "calls.ndjson", "-o", "out")
    before = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert run("resolve", "crm.csv", "none.csv", "-o", "out")[0] == 2
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


@pytest.mark.parametrize(
    ("directory", "truth", "message"),
    [
        ("out", "none.csv", "none.csv: no such file"),
        ("out", "crm.csv", "truth: needs the columns record_id and"),
        ("none", "crm.csv", "none: no table 'members'"),
    ],
)
def test_evaluate_says_what_it_misses(run, directory, truth, message):
    run("resolve", "crm.csv", "-o", "out")
    assert_one_message(run("evaluate", directory, truth), message)


def test_debug_shows_where_a_fault_came_from(run):
    with pytest.raises(SourceError):
        run("resolve", "none.csv", "-o", "out", "--debug")


def assert_one_message(told, message):
    """Exit code 2; on stderr one message that says the right thing, without personal values."""
    code, shown, fault = told
    assert (code, shown) == (2, "")
    assert fault.count("identity-resolve: ") == 1
    assert fault.startswith("identity-resolve: ")
    assert re.search(message, fault)
    assert not [value for value in PERSONAL if value in fault]
