"""Keep what records are found by, and say which records a change makes uncertain.

A bucket that crosses its limit, a value that becomes generic or stops being so, a near value that
appears: each changes which pairs are candidates among records that did not change themselves. Those
records are uncertain, too, and are looked at again. More of them than necessary does no harm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from identity_resolve.candidates.near import DENSE
from identity_resolve.clustering.generic import most_holders
from identity_resolve.fingerprint import fingerprint_text
from identity_resolve.living.held import Held
from identity_resolve.living.keys import (
    NO_KEYS,
    HeldValue,
    KeyTable,
    base_keys,
    narrow_keys,
    near_keys,
    persons_of,
    values_held,
    without_generic,
)
from identity_resolve.living.prints import HALF, signed, unsigned
from identity_resolve.living.rows import Row
from identity_resolve.telling import tells

__all__ = ["Uncertain", "all_keys", "members_of", "near_buckets", "reindex"]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """What has to be looked at again.

    Attributes:
        records: rids of records, whose candidate pairs may be any.
        pairs: pairs of other records, smaller rid first, that are edges and may be no candidates
            any more.
    """

    records: frozenset[int]
    pairs: frozenset[tuple[int, int]]

    def also(self, other: Uncertain) -> Uncertain:
        """Both together."""
        return Uncertain(self.records | other.records, self.pairs | other.pairs)


_NOTHING = Uncertain(frozenset(), frozenset())


def reindex(held: Held, gone: Sequence[Row], come: Sequence[Row]) -> Uncertain:
    """Forget what old records were found by, and note new ones.

    Args:
        held: the store, in which the records of `come` stand already and those of `gone` no more.
        gone: records as they were; an updated record is among both.
        come: records as they are.

    Returns:
        what is uncertain, among it the records of `come`.
    """
    left, came = values_held(held, gone), values_held(held, come)
    old_keys = all_keys(held, without_generic(held, gone)).pairs()
    dirty = _note_values(held, left, came)
    dirty |= _crossing_near(held, [*left, *came])
    _note_holders(held, gone, left, come, came)
    turned = _turned(held, {v.value: v.part for v in (*left, *came)})
    others = _holding(held, turned, but={row.rid for row in come})
    old_keys |= all_keys(held, without_generic(held, others)).pairs()
    _turn(held, turned)
    new = all_keys(held, without_generic(held, [*come, *others]))
    dirty |= {row.rid for row in (*come, *others)} | _beside_turned(
        held, [v for v in (*left, *came) if v.value in turned]
    )
    suspects = _note_keys(held, old_keys, new)
    return Uncertain(frozenset(dirty | suspects.records), suspects.pairs)


def all_keys(held: Held, rows: Sequence[Row]) -> KeyTable:
    """All block keys of records, the narrower ones of oversized buckets included."""
    if not rows:
        return NO_KEYS
    base = base_keys(held, rows)
    crowded = held.kept("crowded", "key", set(base.key.tolist()))
    return _with_narrow(held, rows, base, crowded)


def _with_narrow(
    held: Held, rows: Sequence[Row], base: KeyTable, crowded: Collection[int]
) -> KeyTable:
    if not crowded:
        return base
    narrow = narrow_keys(held, rows, _taken(base, crowded))
    return KeyTable(
        *(np.r_[getattr(base, name), getattr(narrow, name)] for name in ("rid", "key", "rule"))
    )


def _taken(table: KeyTable, keys: Collection[int]) -> KeyTable:
    some = np.isin(table.key, np.array(list(keys), dtype=np.uint64))
    return KeyTable(table.rid[some], table.key[some], table.rule[some])


# values: which records hold each, and which values are near one another


def _note_values(held: Held, left: Sequence[HeldValue], came: Sequence[HeldValue]) -> set[int]:
    before = {(v.value, v.rid) for v in left}
    after = {(v.value, v.rid) for v in came}
    were = held.kept("valuekey", "value", {v.value for v in (*left, *came)})
    held.drop("valuekey", ("value", "rid"), _stored(before - after))
    held.keep("valuekey", ("value", "rid"), _stored(after - before))
    are = held.kept("valuekey", "value", {v.value for v in (*left, *came)})
    lost, new = were - are, are - were
    dirty = _note_near(held, [v for v in left if v.value in lost], come=False)
    return dirty | _note_near(held, [v for v in came if v.value in new], come=True)


def _stored(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return sorted((value - HALF, rid) for value, rid in pairs)


def _note_near(held: Held, values: Sequence[HeldValue], *, come: bool) -> set[int]:
    """Note the deletions of values that are new, or forget those of values nobody has any more."""
    entries = near_keys(held, values)
    if not entries:
        return set()
    stored = sorted((key - HALF, value - HALF) for key, value in entries)
    if come:
        held.session.load("nearkey", ("key", "value"), stored)
    else:
        held.session.run("DELETE FROM nearkey WHERE key = ? AND value = ?", stored)
    for key, value in entries:
        if key in held.near:
            (held.near[key].add if come else held.near[key].discard)(value)
    own, added = {v.value for v in values}, Counter(key for key, _ in entries)
    near = set()
    for key, others in near_buckets(held, set(added)).items():
        before = len(others) + (-added[key] if come else added[key])
        if min(before, len(others)) <= DENSE:
            near |= others - own
    return _rids_of_values(held, near)


def near_buckets(held: Held, keys: Collection[int]) -> dict[int, set[int]]:
    """The values behind each deletion."""
    unknown = [key for key in keys if key not in held.near]
    if unknown:
        held.near.update((key, set()) for key in unknown)
        statement = "SELECT key, value FROM nearkey WHERE key IN {set}"
        for key, value in held.session.rows(statement, signed(unknown)):
            held.near[key + HALF].add(value + HALF)
    return {key: held.near[key] for key in keys if held.near[key]}


def _rids_of_values(held: Held, values: Collection[int]) -> set[int]:
    if not values:
        return set()
    statement = "SELECT rid FROM valuekey WHERE value IN {set}"
    return {rid for (rid,) in held.session.rows(statement, signed(values))}


def _crossing_near(held: Held, values: Sequence[HeldValue]) -> set[int]:
    """Records of near values that together may just have become too many, or few enough."""
    moved = 2 * max(Counter(v.value for v in values).values(), default=0)  # of any two values
    dirty = set()
    for bucket in near_buckets(held, {k for k, _ in near_keys(held, values)}).values():
        if 1 < len(bucket) <= DENSE:
            rids = _rids_of_values(held, bucket)
            if len(rids) >= held.plan.bucket_limit - moved:
                dirty |= rids
    return dirty


def counts_of(held: Held, values: Collection[int]) -> dict[int, int]:
    """How many records hold each value that somebody does."""
    statement = "SELECT value, count(*) FROM valuekey WHERE value IN {set} GROUP BY value"
    found = held.session.rows(statement, signed(values)) if values else []
    return {value + HALF: count for value, count in found}


# who holds a value: counted by person once more records have it than may be customers


def _note_holders(
    held: Held,
    gone: Sequence[Row],
    left: Sequence[HeldValue],
    come: Sequence[Row],
    came: Sequence[HeldValue],
) -> None:
    parts = {v.value: v.part for v in (*left, *came)}
    hot = held.kept("hot", "value", parts)
    _count_holders(held, gone, [v for v in left if v.value in hot], -1)
    _count_holders(held, come, [v for v in came if v.value in hot], 1)
    cool = {v.value for v in came} - hot
    sizes = counts_of(held, cool)
    heated = {v for v in cool if sizes[v] > most_holders(held.plan.share_limits[parts[v]])}
    if heated:
        held.keep("hot", ("value",), [(v,) for v in signed(heated)])
        rows = held.rows(_rids_of_values(held, heated))
        values = [v for v in values_held(held, rows) if v.value in heated]
        _count_holders(held, rows, values, 1)


def _count_holders(held: Held, rows: Sequence[Row], values: Sequence[HeldValue], step: int) -> None:
    if not values:
        return
    wanted = {v.rid for v in values}
    persons = persons_of(held, [row for row in rows if row.rid in wanted])
    counts: Counter[tuple[int, int, int]] = Counter()
    for v in values:
        for teller, person in persons[v.rid]:
            if tells(teller, v.part):
                counts[v.value - HALF, fingerprint_text(teller) - HALF, person - HALF] += step
    held.session.run(
        "INSERT INTO holder (value, teller, person, records) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (value, teller, person) DO UPDATE SET records = holder.records + excluded.records",
        [(*name, count) for name, count in sorted(counts.items())],
    )
    held.session.run(
        "DELETE FROM holder WHERE value = ? AND teller = ? AND person = ? AND records <= 0",
        [name for name, count in counts.items() if count < 0],
    )


def _turned(held: Held, parts: dict[int, str]) -> dict[int, bool]:
    """Values that have become generic (True), or stopped being so (False)."""
    hot = held.kept("hot", "value", parts)
    generic = held.kept("generic", "value", hot)
    now = {v for v in hot if _is_generic(held, v, most_holders(held.plan.share_limits[parts[v]]))}
    return {v: v in now for v in now ^ generic}


def _is_generic(held: Held, value: int, most: int) -> bool:
    capped = (
        "SELECT count(*) FROM (SELECT 1 FROM holder WHERE value = ? AND teller = ? LIMIT ?) AS part"
    )
    return any(
        held.session.rows(capped, value - HALF, teller, most + 1)[0][0] > most
        for teller in held.tellers
    )


def _holding(held: Held, turned: dict[int, bool], *, but: Collection[int]) -> list[Row]:
    """Records that hold values which have turned."""
    return held.rows(_rids_of_values(held, turned.keys() - held.always_generic) - set(but))


def _beside_turned(held: Held, values: Sequence[HeldValue]) -> set[int]:
    """Records of values near those that have turned."""
    keys = {key for key, _ in near_keys(held, values)}
    near = set().union(*near_buckets(held, keys).values())
    return _rids_of_values(held, near - {v.value for v in values} - held.always_generic)


def _turn(held: Held, turned: dict[int, bool]) -> None:
    if turned:
        held.remembered.clear()
    become = [(v,) for v in signed(v for v, generic in turned.items() if generic)]
    cease = [(v,) for v in signed(v for v, generic in turned.items() if not generic)]
    held.keep("generic", ("value",), become)
    held.drop("generic", ("value",), cease)


# block keys, and buckets that cross their limit


def _note_keys(held: Held, old: set[tuple[int, int]], new: KeyTable) -> Uncertain:
    wanted = new.pairs()
    held.session.run("DELETE FROM blockkey WHERE key = ? AND rid = ?", _stored(old - wanted))
    held.session.load("blockkey", ("key", "rid"), _stored(wanted - old))
    grown = {key for key, _ in wanted - old}
    shrunk = {key for key, _ in old - wanted}
    _ask_anew(held, grown | shrunk)
    return _crowd(held, grown).also(_uncrowd(held, shrunk))


def _ask_anew(held: Held, keys: Iterable[int]) -> None:
    """Forget who was behind some keys."""
    for key in keys:
        held.members.pop(key, None)


def _crowd(held: Held, grown: set[int]) -> Uncertain:
    """Buckets that have become oversized: their records get narrower keys.

    No pair becomes a candidate by that, and those that cease to be are among the edges.
    """
    limits = held.plan.bucket_limit, held.plan.rare_limit
    buckets = members_of(held, grown - held.kept("crowded", "key", grown))
    members = {key: rids for key, rids in buckets.items() if len(rids) > limits[key & 1]}
    if not members:
        return _NOTHING
    over = list(members)
    rids = {rid for bucket in members.values() for rid in bucket}
    rows = without_generic(held, held.rows(rids))
    narrow = narrow_keys(held, rows, _taken(base_keys(held, rows), over))
    held.keep("crowded", ("key",), [(key,) for key in signed(over)])
    stored = _stored(narrow.pairs())
    held.session.run(
        "INSERT INTO blockkey (key, rid) VALUES (?, ?) ON CONFLICT (key, rid) DO NOTHING", stored
    )
    narrower = set(narrow.key.tolist())
    _ask_anew(held, narrower)
    edges = Uncertain(frozenset(), frozenset(_edges_inside(held, members)))
    return edges.also(_crowd(held, narrower))


def _edges_inside(held: Held, members: dict[int, list[int]]) -> set[tuple[int, int]]:
    """Edges between records of one bucket."""
    found: set[tuple[int, int]] = set()
    statement = "SELECT a, b FROM edge WHERE a IN {set} AND b IN {set} AND a < b"
    for rids in members.values():
        found.update((a, b) for a, b in held.session.rows(statement, rids, rids))
    return found


def _uncrowd(held: Held, shrunk: set[int]) -> Uncertain:
    """Buckets that are no longer oversized: their records lose the narrower keys."""
    capped = "SELECT rid FROM blockkey WHERE key = ? LIMIT ?"
    found = _NOTHING
    for key in held.kept("crowded", "key", shrunk):
        limit = held.plan.limit_of(rare=bool(key & 1))
        rids = {rid for (rid,) in held.session.rows(capped, key - HALF, limit + 1)}
        if len(rids) > limit:
            continue
        rows = without_generic(held, held.rows(rids))
        narrow = narrow_keys(held, rows, _taken(base_keys(held, rows), [key])).pairs()
        held.drop("crowded", ("key",), [(key - HALF,)])
        held.session.run("DELETE FROM blockkey WHERE key = ? AND rid = ?", _stored(narrow))
        narrower = {k for k, _ in narrow}
        _ask_anew(held, narrower)
        found = found.also(Uncertain(frozenset(rids), frozenset()))
        found = found.also(_uncrowd(held, narrower))
    return found


def members_of(held: Held, keys: Collection[int]) -> dict[int, list[int]]:
    """The records behind each key."""
    unknown = [key for key in keys if key not in held.members]
    if unknown:
        held.members.update((key, []) for key in unknown)
        statement = "SELECT key, rid FROM blockkey WHERE key IN {set}"
        for key, rid in held.session.rows(statement, signed(unknown)):
            held.members[unsigned(key)].append(rid)
    return {key: held.members[key] for key in keys if held.members[key]}
