"""What records are found by: block keys, values, near values, and who holds a value."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from identity_resolve.arrays import Records, UInt64Array
from identity_resolve.candidates.entries import Entries
from identity_resolve.candidates.near import deletions
from identity_resolve.candidates.one import keys_of
from identity_resolve.candidates.rules import entries_of, refine, salted
from identity_resolve.clustering.generic import without as withdrawn
from identity_resolve.fingerprint import combine, fingerprint_text
from identity_resolve.living.held import Held
from identity_resolve.living.rows import Row, SmallWorld, value_print
from identity_resolve.telling import tellers

__all__ = [
    "NO_KEYS",
    "HeldValue",
    "KeyTable",
    "base_keys",
    "narrow_keys",
    "near_keys",
    "persons_of",
    "values_held",
    "without_generic",
    "without_generic_values",
]


FEW = 8
"""Records whose keys are worked out one by one."""


@dataclass(frozen=True, slots=True)
class HeldValue:
    """An identifier that a record holds: whose, of which part, and its fingerprint."""

    rid: int
    part: str
    text: str
    value: int


@dataclass(frozen=True, slots=True)
class KeyTable:
    """Block keys of records.

    Attributes:
        rid: int64 of shape (entries,).
        key: uint64 of shape (entries,), salted by rule.
        rule: int64 of shape (entries,), position among the plan's rules.
    """

    rid: npt.NDArray[np.int64]
    key: UInt64Array
    rule: npt.NDArray[np.int64]

    def pairs(self) -> set[tuple[int, int]]:
        """Key and record, each pair once."""
        return set(zip(self.key.tolist(), self.rid.tolist(), strict=True))


NO_KEYS = KeyTable(np.zeros(0, np.int64), np.zeros(0, np.uint64), np.zeros(0, np.int64))


def values_held(held: Held, rows: Iterable[Row]) -> list[HeldValue]:
    """The identifiers that records hold, each once a record."""
    found: list[HeldValue] = []
    for row in rows:
        parts, values = held.values.get(row.rid, (None, ()))
        if parts is not row.parts:
            values = _values_of(row, held.plan.share_limits)
            held.values[row.rid] = row.parts, values
        found += values
    return found


def _values_of(row: Row, limits: Collection[str]) -> list[HeldValue]:
    named = {
        (part, text): None
        for part, texts in row.parts.items()
        if part in limits
        for text in texts
        if text
    }
    return [HeldValue(row.rid, *name, value_print(*name)) for name in named]


def without_generic(held: Held, rows: Sequence[Row]) -> list[Row]:
    """Records without the values that too many customers share."""
    values = values_held(held, rows)
    prints = {v.value for v in values}
    generic = prints & held.always_generic | held.kept("generic", "value", prints)
    gone = {(v.rid, v.part, v.text) for v in values if v.value in generic}
    return without(rows, gone) if gone else list(rows)


def without_generic_values(held: Held, records: Records) -> Records:
    """The same of records in columns."""
    parts = [part for part in records.columns if part in held.plan.share_limits]
    if not parts:
        return records
    found = [records.columns[part].fingerprints for part in parts]
    salts = np.array([fingerprint_text(part) for part in parts], dtype=np.uint64)
    every = combine(np.repeat(salts, [len(each) for each in found]), np.concatenate(found))
    prints = every.tolist()
    generic = held.always_generic.intersection(prints) | held.kept("generic", "value", prints)
    if not generic:
        return records
    columns, start = dict(records.columns), 0
    for part, each in zip(parts, found, strict=True):
        some = prints[start : start + len(each)]
        gone = [code for code, value in enumerate(some) if value in generic]
        if gone:
            columns[part] = withdrawn(columns[part], np.array(gone, dtype=np.int32))
        start += len(each)
    return replace(records, columns=columns)


def without(rows: Iterable[Row], gone: set[tuple[int, str, str]]) -> list[Row]:
    """Records without some values: record, part and text each."""
    parts_of: dict[int, set[str]] = {}
    for rid, part, _ in gone:
        parts_of.setdefault(rid, set()).add(part)
    return [
        replace(row, parts=_without(row, parts_of[row.rid], gone)) if row.rid in parts_of else row
        for row in rows
    ]


def _without(
    row: Row, parts: set[str], gone: set[tuple[int, str, str]]
) -> Mapping[str, Sequence[str | None]]:
    return {
        part: [None if (row.rid, part, text) in gone else text for text in texts]
        if part in parts
        else texts
        for part, texts in row.parts.items()
    }


def base_keys(held: Held, rows: Sequence[Row]) -> KeyTable:
    """The block keys by which records meet; near keys are not among them.

    Args:
        held: whose plan says the rules.
        rows: records without generic values.
    """
    known = held.remembered
    fresh = [row for row in rows if (row.rid, row.content) not in known]
    table = _base_keys(held, fresh) if fresh else NO_KEYS
    known.update(((row.rid, row.content), (table, len(fresh))) for row in fresh)
    if len(fresh) == len(rows):
        return table
    tables = {id(t): (t, size) for t, size in (known[row.rid, row.content] for row in rows)}
    if sum(size for _, size in tables.values()) == len(rows):
        return _joined([t for t, _ in tables.values()])
    every = _joined([t for t, _ in tables.values()])
    asked = np.isin(every.rid, np.array([row.rid for row in rows], dtype=np.int64))
    return KeyTable(every.rid[asked], every.key[asked], every.rule[asked])


def _base_keys(held: Held, rows: Sequence[Row]) -> KeyTable:
    if len(rows) <= FEW:
        return _keys_of_few(held, rows)
    world = held.world(rows)
    present = set(world.records.columns)
    found = [
        _table(world, number, rule_entries.rows, salted(rule, rule_entries.keys))
        for number, rule in enumerate(held.plan.block_rules)
        if not rule.near and rule.applies(present)
        for rule_entries in [entries_of(rule, world.records)]
    ]
    return _joined(found)


def _keys_of_few(held: Held, rows: Sequence[Row]) -> KeyTable:
    found = [
        (row.rid, key, number)
        for row in rows
        for number, rule in enumerate(held.plan.block_rules)
        if not rule.near and rule.applies(row.parts.keys())
        for key in keys_of(rule, row.parts)
    ]
    rid, key, number = zip(*found, strict=True) if found else ((), (), ())
    return KeyTable(
        np.array(rid, dtype=np.int64),
        np.array(key, dtype=np.uint64),
        np.array(number, dtype=np.int64),
    )


def narrow_keys(held: Held, rows: Sequence[Row], crowded: KeyTable) -> KeyTable:
    """Narrower keys for entries whose buckets are oversized."""
    world = held.world(rows)
    found = []
    for number in np.unique(crowded.rule):
        of_rule = crowded.rule == number
        positions = world.positions(crowded.rid[of_rule].tolist())
        entries = Entries(positions, crowded.key[of_rule])
        narrow = refine(held.plan.block_rules[int(number)], world.records, entries)
        found.append(_table(world, int(number), narrow.rows, narrow.keys))
    return _joined(found)


def _table(
    world: SmallWorld, rule: int, positions: npt.NDArray[np.int32], keys: UInt64Array
) -> KeyTable:
    rids = np.array([row.rid for row in world.rows], dtype=np.int64)
    return KeyTable(rids[positions], keys, np.full(len(keys), rule))


def _joined(tables: Sequence[KeyTable]) -> KeyTable:
    if len(tables) <= 1:
        return tables[0] if tables else NO_KEYS
    return KeyTable(
        *(np.concatenate([getattr(t, name) for t in tables]) for name in ("rid", "key", "rule"))
    )


def near_keys(held: Held, values: Iterable[HeldValue]) -> set[tuple[int, int]]:
    """The deletions that values are found by when one edit apart: deletion and value."""
    by_part: dict[str, dict[str, int]] = {}
    for value in values:
        if value.part in held.near_rules and value.part not in held.model.dense:
            by_part.setdefault(value.part, {})[value.text] = value.value
    found: set[tuple[int, int]] = set()
    for part, texts in by_part.items():
        known = held.deletions.setdefault(part, {})
        unknown = [text for text in texts if text not in known]
        if unknown:
            known |= _deletions(held.near_rules[part], unknown)
        found.update((key, print_) for text, print_ in texts.items() for key in known[text])
    return found


def _deletions(rule: str, texts: list[str]) -> dict[str, list[int]]:
    """The keys by which a rule finds each text."""
    keys, owner = deletions(texts)
    keys = combine(np.full(len(keys), fingerprint_text(rule), dtype=np.uint64), keys)
    found: dict[str, list[int]] = {text: [] for text in texts}
    for key, at in zip(keys.tolist(), owner.tolist(), strict=True):
        found[texts[at]].append(key)
    return found


def persons_of(held: Held, rows: Sequence[Row]) -> dict[int, list[tuple[str, int]]]:
    """What tells the person of each record apart: by rid, the teller and its fingerprint."""
    world = held.world(rows)
    found: dict[int, list[tuple[str, int]]] = {row.rid: [] for row in rows}
    for name, prints in tellers(world.records).items():
        for row, person in zip(world.rows, prints.tolist(), strict=True):
            if person:
                found[row.rid].append((name, person))
    return found
