"""What a transaction works with: the store, the model, and how to read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from identity_resolve.fingerprint import fingerprint_texts
from identity_resolve.living.prints import HALF, signed
from identity_resolve.living.rows import Parts, Row, SmallWorld, Stated, small_world
from identity_resolve.plan import Plan
from identity_resolve.scoring.model import Model
from identity_resolve.stores.base import Session
from identity_resolve.telling import teller_names
from identity_resolve.world import Weighings

__all__ = ["Held", "Sources"]


MANY = 10_000
"""Rows of a table that are read at once rather than looked up, where as many are asked for."""

ROW = "rid, source, record_id, key, content, parts, customer, probability"


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources of a store: names by number, and which hold each customer but once."""

    names: tuple[str, ...]
    unique: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Held:
    """A session, and everything frozen that decisions rest on.

    Attributes:
        session: one transaction.
        plan: what is compared and decided.
        model: what agreements are worth.
        sources: by number.
        parts: all that records ever had.
        weighings: of model and plan.
        always_generic: fingerprints of the values by which the model tells nobody.
        near_rules: part to the rule by which its values are found when one edit apart.
        has_verdicts: whether stewards said anything.
        copies: records beside those of a content and key that say the very same, asked for already.
        remembered: block keys of records that were worked out already; empty again when anything
            changes them.
        near: the values behind each deletion, as far as they were asked for.
        members: the records behind each block key, as far as they were asked for.
        deletions: the keys by which texts are found when one edit apart, by part.
        values: identifiers that records hold, by rid, and of which parts they were read.
    """

    session: Session
    plan: Plan
    model: Model
    sources: Sources
    parts: frozenset[str]
    weighings: Weighings
    always_generic: frozenset[int]
    near_rules: Mapping[str, str]
    has_verdicts: bool
    copies: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    remembered: dict[tuple[int, int], Any] = field(default_factory=dict)
    near: dict[int, set[int]] = field(default_factory=dict)
    members: dict[int, list[int]] = field(default_factory=dict)
    deletions: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    values: dict[int, tuple[Parts, Any]] = field(default_factory=dict)
    _known: dict[int, Row] = field(default_factory=dict)
    _stands: dict[str, dict[int, bool]] = field(default_factory=dict)

    @property
    def tellers(self) -> list[int]:
        """By what people are told apart, as a store keeps it."""
        return signed(fingerprint_texts(teller_names(self.plan.share_limits)).tolist())

    def world(self, rows: Iterable[Row]) -> SmallWorld:
        """Some records in columns."""
        return small_world(rows, self.sources.unique, self.parts)

    def rows(self, rids: Iterable[int]) -> list[Row]:
        """Records by number, ascending; those that are not there are left out."""
        wanted = sorted(set(rids))
        missing = [rid for rid in wanted if rid not in self._known]
        if missing:
            statement = f"SELECT {ROW} FROM record WHERE rid IN {{set}}"
            self._known.update((row.rid, row) for row in self._rows(statement, missing))
        return [self._known[rid] for rid in wanted if rid in self._known]

    def know(self, rows: Iterable[Row]) -> None:
        """Take records for what they are now, of any that are new, changed or gone."""
        self._known.update((row.rid, row) for row in rows)
        self.remembered.clear()
        self.copies.clear()

    def forget(self, rid: int) -> None:
        """Read a record anew when it is next asked for."""
        self._known.pop(rid, None)
        self.know(())

    def rows_by_key(self, keys: Iterable[int]) -> list[Row]:
        """Records by the fingerprints of their names."""
        wanted = signed(keys)
        return self._rows(f"SELECT {ROW} FROM record WHERE key IN {{set}}", wanted)

    def rows_of_customers(self, customers: Iterable[int]) -> list[Row]:
        """Records by the customers they are of."""
        wanted = signed(customers)
        return self._rows(f"SELECT {ROW} FROM record WHERE customer IN {{set}}", wanted)

    def _rows(self, statement: str, wanted: list[int]) -> list[Row]:
        if not wanted:
            return []
        return [
            Row(rid, source, name, key + HALF, content + HALF, Stated(parts), of + HALF, chance)
            for rid, source, name, key, content, parts, of, chance in self.session.rows(
                statement, wanted
            )
        ]

    def kept(self, table: str, column: str, prints: Iterable[int]) -> set[int]:
        """Which fingerprints stand in a column of a table, that only `keep` and `drop` change."""
        wanted, known = set(prints), self._stands.setdefault(table, {})
        unknown = wanted.difference(known)
        if len(unknown) > MANY and self._know_all(table, column):
            return {value for value in wanted if known.get(value)}
        if unknown:
            known.update(dict.fromkeys(unknown, False))
            statement = f"SELECT DISTINCT {column} FROM {table} WHERE {column} IN {{set}}"
            found = self.session.rows(statement, signed(unknown))
            known.update((kept + HALF, True) for (kept,) in found)
        return {value for value in wanted if known[value]}

    def _know_all(self, table: str, column: str) -> bool:
        """Read all of a table, if it holds little; so many are looked up one by one sooner else."""
        rows = self.session.rows(f"SELECT {column} FROM {table} LIMIT ?", MANY + 1)
        if len(rows) > MANY:
            return False
        self._stands[table].update((kept + HALF, True) for (kept,) in rows)
        return True

    def keep(self, table: str, columns: Sequence[str], rows: Sequence[tuple[int, ...]]) -> None:
        """Put rows into a table that `kept` is asked of; fingerprints come first, as a store keeps them."""
        if rows:
            self.session.load(table, columns, rows)
            self._stands.setdefault(table, {}).update((row[0] + HALF, True) for row in rows)

    def drop(self, table: str, columns: Sequence[str], rows: Sequence[tuple[int, ...]]) -> None:
        """Take rows out of such a table."""
        if rows:
            named = " AND ".join(f"{column} = ?" for column in columns)
            self.session.run(f"DELETE FROM {table} WHERE {named}", rows)
            known = self._stands.setdefault(table, {})
            for row in rows:
                known.pop(row[0] + HALF, None)
