"""Forget a person: every trace, with a receipt, and tombstones so that no later batch brings them back."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from identity_resolve.living.held import Held
from identity_resolve.living.prints import signed
from identity_resolve.living.rows import Row, values_of
from identity_resolve.scoring.model import Model
from identity_resolve.stores.base import Session
from identity_resolve.telling import teller_names
from identity_resolve.words import words_table

__all__ = ["erase_traces", "is_erased", "scrub_models", "tombstones_of"]


def key_for(session: Session) -> bytes:
    """The key of the tombstones, drawn when the first is set."""
    held = session.rows("SELECT value FROM meta WHERE name = 'tombstone key'")
    if held:
        return bytes.fromhex(held[0][0])
    key = secrets.token_bytes(32)
    session.run("INSERT INTO meta (name, value) VALUES ('tombstone key', ?)", [(key.hex(),)])
    return key


def tombstones_of(key: bytes, source: str, row: Row, tellers: Sequence[str]) -> list[str]:
    """Keyed hashes by which a record is known again.

    By its name in its source; by what it says, where that includes a name or a person key; and by
    each key that one person alone has (a license, a social security number).
    """
    said = [("record", source, row.record_id)]
    keys = [(part, text) for part, text in values_of(row.parts) if part in tellers]
    if keys or {"given", "family"} <= row.parts.keys():
        said.append(("content", json.dumps(dict(row.parts), sort_keys=True), ""))
    said += [("key", part, text) for part, text in keys]
    return [hmac.new(key, repr(what).encode(), hashlib.sha256).hexdigest() for what in said]


def is_erased(held: Held, rows: Sequence[tuple[str, Row]]) -> list[bool]:
    """Which records are of someone who was forgotten."""
    if not held.session.rows("SELECT 1 FROM tombstone LIMIT 1"):
        return [False] * len(rows)
    key, tellers = key_for(held.session), teller_names(held.plan.share_limits)[1:]
    statement = "SELECT 1 FROM tombstone WHERE mac = ?"
    return [
        any(held.session.rows(statement, mac) for mac in tombstones_of(key, source, row, tellers))
        for source, row in rows
    ]


def erase_traces(held: Held, rows: Sequence[Row], at: int) -> dict[str, int]:
    """Erase what is left of records that are gone already, and set their tombstones.

    Returns:
        table to rows erased.
    """
    session, counts = held.session, {"record": len(rows)}
    rids, keys = [row.rid for row in rows], signed(row.key for row in rows)
    for table, column, wanted in (
        ("past_record", "rid", rids),
        ("past_customer", "rid", rids),
        ("verdict", "a", keys),
        ("verdict", "b", keys),
    ):
        [(found,)] = session.rows(f"SELECT count(*) FROM {table} WHERE {column} IN {{set}}", wanted)
        counts[table] = counts.get(table, 0) + found
        session.run(f"DELETE FROM {table} WHERE {column} = ?", [(value,) for value in wanted])
    [(counts["event"],)] = session.rows("SELECT count(*) FROM event WHERE record IN {set}", keys)
    session.run("UPDATE event SET record = NULL WHERE record = ?", [(key,) for key in keys])
    key, tellers = key_for(session), teller_names(held.plan.share_limits)[1:]
    macs = {
        mac
        for row in rows
        for mac in tombstones_of(key, held.sources.names[row.source], row, tellers)
    }
    session.run(
        "INSERT INTO tombstone (mac, at) VALUES (?, ?) ON CONFLICT (mac) DO NOTHING",
        [(mac, at) for mac in sorted(macs)],
    )
    counts["tombstone"] = len(macs)
    return counts


def scrub_models(session: Session, rows: Iterable[Row]) -> int:
    """Take values that nobody holds any more out of the models' tables; say how many."""
    values = {value for row in rows for value in values_of(row.parts)}
    words = {(words_table(part), word) for part, text in values for word in text.split(" ") if part}
    removed = 0
    for version, body in session.rows("SELECT version, body FROM model"):
        model = Model.from_json(body)
        gone = {
            (part, text)
            for part, text in values | words
            if (text in model.frequencies.get(part, ()) or text in model.generic.get(part, ()))
            and not _is_held(session, text)
        }
        if gone:
            removed += len(gone)
            session.run(
                "UPDATE model SET body = ? WHERE version = ?",
                [(_scrubbed(model, gone).to_json(), version)],
            )
    return removed


def _is_held(session: Session, text: str) -> bool:
    inside = json.dumps(text, ensure_ascii=False)[1:-1]
    like = inside.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    statement = "SELECT 1 FROM record WHERE parts LIKE ? ESCAPE '!' LIMIT 1"
    return bool(session.rows(statement, f"%{like}%"))


def _scrubbed(model: Model, gone: set[tuple[str, str]]) -> Model:
    def kept(table: Mapping[str, float], part: str) -> dict[str, float]:
        return {text: share for text, share in table.items() if (part, text) not in gone}

    return replace(
        model,
        frequencies={part: kept(table, part) for part, table in model.frequencies.items()},
        generic={
            part: tuple(text for text in texts if (part, text) not in gone)
            for part, texts in model.generic.items()
        },
    )
