"""What stewards say: two are the same, two are not. The last word about a pair of records counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from identity_resolve.living.held import Held
from identity_resolve.living.naming import find_customer
from identity_resolve.living.prints import HALF
from identity_resolve.living.rows import Row, key_of

__all__ = ["Named", "note_verdict", "rows_named", "take_back"]

Named = str | tuple[str, str]
"""A customer by its id, or a record by its source and id."""


def rows_named(held: Held, named: Named) -> list[Row]:
    """The records that a name is of.

    Raises:
        KeyError: there is no such customer or record.
    """
    if isinstance(named, str):
        key = find_customer(held, named)
        rows = held.rows_of_customers([key]) if key is not None else []
    else:
        rows = held.rows_by_key([key_of(*named)])
    if not rows:
        told = named if isinstance(named, str) else "/".join(named)
        raise KeyError(f"no such {'customer' if isinstance(named, str) else 'record'}: {told}")
    return sorted(rows, key=lambda row: row.rid)


def note_verdict(
    held: Held, first: Sequence[Row], second: Sequence[Row], *, same: bool, at: int, who: str
) -> tuple[int, set[int]]:
    """Note a verdict.

    Every record of one with every record of the other, so that no later withdrawal undoes it.

    Returns:
        the number of the verdict, and rids of the records it is about.
    """
    pairs = {(min(a.key, b.key), max(a.key, b.key)) for a, b in product(first, second)}
    kept = sorted((a - HALF, b - HALF) for a, b in pairs if a != b)
    [number] = held.session.numbers("verdict", 1)
    run = held.session.run
    run(
        "UPDATE verdict SET over = ? WHERE a = ? AND b = ? AND over = 0",
        [(number, *p) for p in kept],
    )
    run(
        "INSERT INTO verdict (number, a, b, same, who, at, over) VALUES (?, ?, ?, ?, ?, ?, 0)",
        [(number, a, b, int(same), who, at) for a, b in kept],
    )
    return number, {row.rid for row in (*first, *second)}


def take_back(held: Held, number: int) -> set[int]:
    """Forget a verdict; what it had replaced counts again.

    Returns:
        rids of the records it was about.

    Raises:
        KeyError: there is no such verdict.
    """
    rows = held.session.rows("SELECT a, b, over FROM verdict WHERE number = ?", number)
    if not rows:
        raise KeyError(f"no such verdict: {number}")
    held.session.run(
        "UPDATE verdict SET over = ? WHERE a = ? AND b = ? AND over = ?",
        [(over, a, b, number) for a, b, over in rows],
    )
    held.session.run("DELETE FROM verdict WHERE number = ?", [(number,)])
    return {r.rid for r in held.rows_by_key({key + HALF for a, b, _ in rows for key in (a, b)})}
