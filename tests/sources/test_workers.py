"""Parsing in other processes: the same as here, whatever happens to them."""

import os
import signal
import subprocess
import sys

import pytest

import identity_resolve as ir
from identity_resolve.domain import Context
from identity_resolve.kinds.notes import READABLE
from identity_resolve.sources import workers
from identity_resolve.sources.parsing import Task, parse_here
from identity_resolve.sources.workers import LEAST_CELLS, parsers
from tests.build import people

TEXTS = {
    "phone": [
        "(212) 555-0143 / 212 555 0144",
        "n/a",
        "",
        "+44 20 7946 0018",
        "k1.phone." + "x" * 22,
    ],
    "email": ["Ann@Lee.org", "a@x.com; b@y.com", "nobody", "@"],
    "full_name": ["Lee, Ann", "Dr. Bo Sandberg Jr.", "12", "\x00"],
    "payment_card": ["4111 1111 1111 1111", "4111 1111 1111 1112"],
    "notes": ["acct 10007919, reach him at 312-555-0143", "no answer", "case 884213"],
    "birth_date": ["03/04/1980", "31/02/1980"],
}
TASKS = [
    Task(READABLE[name], tokens, [*texts, *texts], context)
    for name, texts in TEXTS.items()
    for tokens in (False, True)
    for context in (Context("GB", "crm", True), [Context("US"), Context("DE")] * len(texts))
]


def test_workers_parse_what_is_parsed_here():
    with parsers(2, cells=LEAST_CELLS) as parse:
        assert parse is not parse_here
        assert list(parse(TASKS)) == list(parse_here(TASKS))
        assert list(parse([])) == []


def test_small_inputs_and_one_thread_start_no_worker():
    for count, cells in ((2, LEAST_CELLS - 1), (1, LEAST_CELLS)):
        with parsers(count, cells=cells) as parse:
            assert parse is parse_here


def test_what_a_worker_that_dies_leaves_is_parsed_here(monkeypatch):
    started = []
    start = workers._start
    monkeypatch.setattr(workers, "_start", lambda: started.append(start()) or started[-1])
    with parsers(2, cells=LEAST_CELLS) as parse:
        for worker in started:
            os.kill(worker.pid, signal.SIGKILL)
        assert list(parse(TASKS)) == list(parse_here(TASKS))


def test_where_no_worker_can_be_started_pieces_are_parsed_here(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with parsers(2, cells=LEAST_CELLS) as parse:
        assert list(parse(TASKS)) == list(parse_here(TASKS))


@pytest.mark.parametrize("threads", [2, 3])
def test_a_whole_run_finds_the_same_customers_with_workers(monkeypatch, threads):
    frame = people(120, 4)
    alone = ir.resolve(frame, threads=1)
    monkeypatch.setattr(workers, "LEAST_CELLS", 1)
    assert ir.resolve(frame, threads=threads).members.equals(alone.members)


def test_a_script_without_a_guard_can_use_workers(tmp_path):
    """Workers import the package, never the script that started them."""
    script = tmp_path / "script.py"
    script.write_text(
        "import identity_resolve as ir\n"
        "from identity_resolve.sources import workers\n"
        "workers.LEAST_CELLS = 1\n"
        "print('once', len(ir.resolve([{'email': f'a{i}@x.com'} for i in range(9)]).members))\n"
    )
    ended = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=120
    )
    assert ended.stdout == "once 9\n", ended.stderr
