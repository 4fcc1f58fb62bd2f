"""What a living graph answers, for applications: plain values, times as `datetime`, ids as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, TypeAlias

from identity_resolve.living.events import Event
from identity_resolve.living.naming import customer_id

__all__ = [
    "Added",
    "Customer",
    "Found",
    "Happened",
    "HeldRecord",
    "Outcome",
    "Preview",
    "Reason",
    "Rebuilt",
    "Receipt",
    "happened",
    "when",
]

Outcome: TypeAlias = Literal[
    "created", "joined", "merged", "ambiguous", "unchanged", "erased", "withdrawn"
]


def when(micros: int) -> datetime:
    """A point in time from microseconds since 1970."""
    return datetime.fromtimestamp(micros / 1_000_000, tz=UTC)


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against two records being of one customer.

    Attributes:
        field: what was compared.
        says: the outcome, in words.
        bits: evidence, log2: positive for, negative against.
    """

    field: str
    says: str
    bits: float


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a record.

    Attributes:
        source: where it is from.
        record_id: its id there.
        customer_id: whose it is; None where it was refused (``erased``).
        outcome: ``created`` a customer · ``joined`` one · ``merged`` several into one · ``ambiguous``,
            it may as well be another's or nobody's · ``unchanged``, it was there as it is · ``erased``, it
            is of someone who was forgotten and is not taken back.
        probability: that it is where it belongs.
        merged: ids of the customers that ended in this one.
        rejected: values set aside: column, kind and why.
    """

    source: str
    record_id: str
    customer_id: str | None
    outcome: Outcome
    probability: float
    merged: tuple[str, ...] = ()
    rejected: tuple[tuple[str, str, str], ...] = ()
    _explain: Callable[[], tuple[Reason, ...]] = field(default=tuple, repr=False, compare=False)

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why it is there: how it compares with the record of its customer that is most like it."""
        return self._explain()


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record of a customer: as it came, and when it was stored."""

    source: str
    record_id: str
    values: Mapping[str, str]
    probability: float
    stored: datetime


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer.

    Attributes:
        customer_id: its id now.
        profile: the golden record: part to the value that survives.
        provenance: part to the record its value is from, ``source/record_id``.
        identifiers: kind to all values of it.
        records: its records, in the order they came.
        household: ids of other customers of its household.
    """

    customer_id: str
    profile: Mapping[str, str]
    provenance: Mapping[str, str]
    identifiers: Mapping[str, Sequence[str]]
    records: Sequence[HeldRecord]
    household: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A customer that may be the one asked for.

    Attributes:
        customer_id: its id.
        probability: that it is the one.
        reasons: how what was asked for compares with the record of it that is most like it.
    """

    customer_id: str
    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of the change feed.

    Attributes:
        cursor: give the last one seen to `Resolver.events` to go on behind it.
        at: when.
        what: ``created`` · ``joined`` · ``updated`` · ``merged`` · ``split`` · ``moved`` · ``left`` ·
            ``ended`` · ``redirected`` · ``erased``.
        customer_id: of whom.
        other_id: the other customer: merged into it, split off it, or where its id leads now.
        record: source and id of the record; None where there is none, or it was erased.
        by: on whose behalf.
    """

    cursor: int
    at: datetime
    what: str
    customer_id: str
    other_id: str | None
    record: tuple[str, str] | None
    by: str


def happened(event: Event, names: Mapping[int, tuple[str, str]]) -> Happened:
    """An event for applications.

    Args:
        event: as stored.
        names: key of a record to its source and id.
    """
    return Happened(
        cursor=event.number,
        at=when(event.at),
        what=event.what,
        customer_id=customer_id(event.customer),
        other_id=None if event.other is None else customer_id(event.other),
        record=None if event.record is None else names.get(event.record),
        by=event.who,
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do; nothing was written.

    Attributes:
        events: what would happen.
        records: how many records would be in another customer than now.
        customers: how many customers would change, begin or end.
    """

    events: Sequence[Happened]
    records: int
    customers: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof of an erasure, without a clear value.

    Attributes:
        customers: ids of the customers whose records were erased.
        records: how many records were.
        rows: table to how many of its rows were erased.
        tombstones: keyed hashes by which those records are refused from now on.
        at: when.
        written: whether it was done; False for a dry run.
    """

    customers: tuple[str, ...]
    records: int
    rows: Mapping[str, int]
    tombstones: int
    at: datetime
    written: bool


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What deciding everything anew found.

    Attributes:
        records: how many there are.
        customers: how many there are now.
        differing: records that were in another customer than a batch puts them; 0 unless something is
            broken.
    """

    records: int
    customers: int
    differing: int
