"""Who is forgotten leaves no clear value: not in the bytes of a file, not in a table, not in a model."""

import csv
import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from identity_resolve.living.rows import values_of

SECRETS = {
    "given_name": "Xanthippe",
    "family_name": "Quillfeather",
    "email": "xq.secret@hidden-mail.example",
    "phone": "+1 628 555 0199",
    "license": "D5550199",
    "issuer": "US-CA",
    "address": "77 Wombat Crescent",
    "city": "Yreka",
    "birth_date": "1961-02-03",
    "social": "@xanthippe_q",
}
HOUSEHOLD = {
    "given_name": "Berenike",
    "family_name": "Quillfeather",
    "address": "77 Wombat Crescent",
    "city": "Yreka",
    "birth_date": "1988-11-30",
    "license": "D8811301",
    "issuer": "US-CA",
}


def history(path: Path) -> Path:
    """Records of many, among them the one who will want to be forgotten and one of the household."""
    rows = [
        {
            "record_id": f"h{n}",
            "given_name": f"Given{n % 50}",
            "family_name": f"Family{n % 40}",
            "email": f"p{n % 150}@example.org",
            "phone": f"+1 415 555 {2000 + n % 150}",
        }
        for n in range(300)
    ]
    rows += [{"record_id": f"secret-{n}"} | SECRETS for n in range(6)]
    rows += [{"record_id": f"wife-{n}"} | HOUSEHOLD for n in range(4)]
    columns = dict.fromkeys(key for row in rows for key in row)
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return path


def everything(where: str) -> bytes:
    """All bytes of a file and the logs beside it, or all columns of all tables as text."""
    if not where.startswith("postgresql://"):
        files = (Path(where + end) for end in ("", "-wal", "-shm", "-journal"))
        return b"".join(file.read_bytes() for file in files if file.exists())
    with closing(psycopg.connect(where)) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'identity_resolve'"
        ).fetchall()
        found = [
            connection.execute(f"SELECT t::text FROM identity_resolve.{table} t").fetchall()
            for (table,) in tables
        ]
    return repr(found).encode()


def clear_values(book) -> set[str]:
    """What is stored of those who will want to be forgotten, and of nobody else."""
    with book._desk.store.reading() as session:
        said = "SELECT parts, raw FROM record WHERE record_id LIKE ?"
        own = values_in(session.rows(said, "secret%"))
        others = values_in(
            session.rows("SELECT parts, raw FROM record WHERE record_id NOT LIKE 'secret%'")
        )
    words = {word for text in own for word in text.split()}
    known = others | {word for text in others for word in text.split()}
    return {text for text in own | words if len(text) > 4 and not any(text in o for o in known)}


def values_in(rows) -> set[str]:
    found = set()
    for parts, raw in rows:
        found |= {text for _, text in values_of(json.loads(parts))} | set(json.loads(raw).values())
    return found


@pytest.fixture
def book(lasting, opened, tmp_path):
    found = opened(lasting)
    found.train(history(tmp_path / "web.csv"))
    return found


@pytest.mark.parametrize("retrained", [False, True])
def test_no_clear_value_is_left(book, lasting, retrained):
    if retrained:
        book.retrain()
    late = {"source": "ivr", "record_id": "secret-late"} | SECRETS
    book.add(late)
    book.update(late | {"email": "other.secret@hidden-mail.example"})
    book.update(late)
    book.different(("ivr", "secret-late"), ("web", "wife-0"), by="steward")
    secrets = clear_values(book)
    assert {"Xanthippe", "xanthippe", "xq.secret@hidden-mail.example"} <= secrets
    assert all(text.encode() in everything(lasting) for text in ("xanthippe", "secret-late"))
    [customer] = {book.find(license=SECRETS["license"], issuer="US-CA")[0].customer_id}
    wife = book.find(license=HOUSEHOLD["license"], issuer="US-CA")[0].customer_id
    before = book.customer(wife)
    receipt = book.forget(customer)
    assert receipt.records == 7
    left = everything(lasting)
    assert [text for text in sorted(secrets | {"secret-late"}) if text.encode() in left] == []
    assert replace(book.customer(wife), household=before.household) == before
    assert book.customer(wife).household == ()
    assert book.add(late).outcome == "erased"
    assert [a.outcome for a in book.add([late | {"record_id": "anew", "email": ""}])] == ["erased"]
    left = everything(lasting)
    assert [text for text in sorted(secrets) if text.encode() in left] == []
    assert book.rebuild().differing == 0
    assert len(book) == 304


def test_one_record_is_forgotten_alone(book, lasting):
    alone = {"source": "ivr", "record_id": "said-once", "email": "said.once@hidden.example"}
    book.add(alone)
    book.withdraw("ivr", "said-once")
    book.add(alone)
    assert b"said.once" in everything(lasting)
    assert book.forget(("ivr", "said-once")).records == 1
    assert b"said.once" not in everything(lasting)
    assert b"said-once" not in everything(lasting)
    assert len(book) == 310


def test_a_dry_run_erases_nothing(book, lasting):
    customer = book.find(license=SECRETS["license"], issuer="US-CA")[0].customer_id
    receipt = book.forget(customer, dry_run=True)
    assert not receipt.written
    assert b"Xanthippe" in everything(lasting)
    assert len(book.customer(customer).records) == 6
