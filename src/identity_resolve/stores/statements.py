"""The tables of a store and every statement about them, once for all databases.

Fingerprints are unsigned and whole numbers of a database signed, so a fingerprint is kept less 2**63:
the order stays. Points in time are microseconds since 1970 in UTC.
"""

from __future__ import annotations

__all__ = ["INDEXES", "SEQUENCES", "TABLES"]

SEQUENCES = ("record", "event", "verdict")
"""What is numbered."""

TABLES: dict[str, str] = {
    "meta": "name TEXT PRIMARY KEY, value TEXT NOT NULL",
    "model": "version BIGINT PRIMARY KEY, at BIGINT NOT NULL, body TEXT NOT NULL",
    "source": "number BIGINT PRIMARY KEY, name TEXT NOT NULL UNIQUE, body TEXT NOT NULL",
    "record": (
        "rid BIGINT PRIMARY KEY, source BIGINT NOT NULL, record_id TEXT NOT NULL, "
        "key BIGINT NOT NULL, content BIGINT NOT NULL, parts TEXT NOT NULL, raw TEXT NOT NULL, "
        "customer BIGINT NOT NULL, probability DOUBLE PRECISION NOT NULL, "
        "since BIGINT NOT NULL, stated BIGINT NOT NULL, told BIGINT NOT NULL"
    ),
    "blockkey": "key BIGINT, rid BIGINT, PRIMARY KEY (key, rid)",
    "valuekey": "value BIGINT, rid BIGINT, PRIMARY KEY (value, rid)",
    "nearkey": "key BIGINT, value BIGINT, PRIMARY KEY (key, value)",
    "crowded": "key BIGINT PRIMARY KEY",
    "hot": "value BIGINT PRIMARY KEY",
    "holder": (
        "value BIGINT, teller BIGINT, person BIGINT, records BIGINT NOT NULL, "
        "PRIMARY KEY (value, teller, person)"
    ),
    "generic": "value BIGINT PRIMARY KEY",
    "edge": (
        "a BIGINT, b BIGINT, same DOUBLE PRECISION NOT NULL, related DOUBLE PRECISION NOT NULL, "
        "PRIMARY KEY (a, b)"
    ),
    "verdict": (
        "number BIGINT, a BIGINT, b BIGINT, same BIGINT NOT NULL, who TEXT NOT NULL, "
        "at BIGINT NOT NULL, over BIGINT NOT NULL, PRIMARY KEY (number, a, b)"
    ),
    "event": (
        "number BIGINT PRIMARY KEY, at BIGINT NOT NULL, what TEXT NOT NULL, "
        "customer BIGINT NOT NULL, other BIGINT, record BIGINT, who TEXT NOT NULL"
    ),
    "anchor": "key BIGINT PRIMARY KEY, rank BIGINT NOT NULL, rid BIGINT",
    "past_customer": "rid BIGINT, customer BIGINT, since BIGINT, until BIGINT",
    "past_record": (
        "rid BIGINT, key BIGINT, source BIGINT, record_id TEXT, parts TEXT, raw TEXT, "
        "since BIGINT, until BIGINT"
    ),
    "tombstone": "mac TEXT PRIMARY KEY, at BIGINT NOT NULL",
}
"""Table to its columns."""

INDEXES: dict[str, str] = {
    "record_key": "UNIQUE record (key)",
    "record_content": "record (content, key)",
    "record_customer": "record (customer)",
    "anchor_rid": "anchor (rid)",
    "verdict_a": "verdict (a)",
    "verdict_b": "verdict (b)",
    "past_customer_of": "past_customer (customer)",
    "past_customer_rid": "past_customer (rid)",
    "past_record_rid": "past_record (rid)",
    "event_customer": "event (customer)",
}
"""Index to what it is on."""
