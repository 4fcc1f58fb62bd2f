"""The commands about a living graph: train, add, find, show, same, different, undo, forget, events."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from identity_resolve.cli.faults import FAULT, faults_told
from identity_resolve.cli.options import Debug, Files
from identity_resolve.cli.progress import show_progress
from identity_resolve.errors import StoreError

if TYPE_CHECKING:
    from identity_resolve.living.answers import Customer, Found, Happened, Reason
    from identity_resolve.resolver import Resolver

__all__ = ["add", "different", "events", "find", "forget", "same", "show", "train", "undo"]

StorePath = Annotated[
    str,
    typer.Argument(
        metavar="STORE", help="SQLite file, made when absent, or postgresql://…", show_default=False
    ),
]
SettingsFile = Annotated[
    Path | None,
    typer.Option("--settings", "-s", metavar="TOML", help="Of a new store; kept with it."),
]
Who = Annotated[str, typer.Option("--by", metavar="NAME", help="On whose behalf, for the events.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, for programs.")]
Named = Annotated[
    str,
    typer.Argument(
        metavar="NAME", help="A customer's id, or a record as SOURCE/ID.", show_default=False
    ),
]


@contextmanager
def _made(store: str, debug: bool, settings: Path | None) -> Iterator[Resolver]:
    """A store opened, made when absent; what is not in it is told in words."""
    from identity_resolve.resolver import Resolver

    with (
        faults_told(debug),
        Resolver.open(store, settings=str(settings) if settings else None) as book,
    ):
        try:
            yield book
        except KeyError as fault:
            typer.echo(f"identity-resolve: {fault.args[0]}", err=True)
            raise typer.Exit(FAULT) from None


@contextmanager
def _book(store: str, debug: bool) -> Iterator[Resolver]:
    """A store that is there, opened: a name mistyped makes none."""
    with faults_told(debug):
        if "://" not in store and not Path(store).exists():
            raise StoreError(f"{store}: no such store; train or add makes one")
    with _made(store, debug, None) as book:
        yield book


def train(
    store: StorePath, files: Files, settings: SettingsFile = None, debug: Debug = False
) -> None:
    """Fit the model on files and load them into a new store."""
    with _made(store, debug, settings) as book:
        with show_progress() as progress:
            loaded = book.train(files, progress=progress)
        typer.echo(f"{_many(loaded, 'record')} loaded into {store}")


def add(
    store: StorePath,
    files: Files,
    settings: SettingsFile = None,
    by: Who = "",
    debug: Debug = False,
) -> None:
    """Add the records of files; those that are there already are updated."""
    with _made(store, debug, settings) as book:
        found = book.add(files, by=by)
        added = found if isinstance(found, list) else [found]
        counts = Counter(a.outcome for a in added)
        told = ", ".join(f"{count:,} {outcome}" for outcome, count in counts.most_common())
        typer.echo(f"{_many(len(added), 'record')}: {told}")
        if refused := sum(len(a.rejected) for a in added):
            typer.echo(f"{_many(refused, 'value')} set aside")


def find(
    store: StorePath,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TEXT | KIND=VALUE]...", help="What is known of whom is sought."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Most customers shown.")] = 10,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Find the customers that may be the one asked for, the likeliest first."""
    words = text or []
    values = dict(word.split("=", 1) for word in words if "=" in word)
    free = " ".join(word for word in words if "=" not in word)
    if "limit" in values:
        raise typer.BadParameter(f"limit={values['limit']!r} is no value: give it as --limit")
    with _book(store, debug) as book:
        found = book.find(free, limit=limit, **values)
        if as_json:
            _print_json({**_plain(f), "reasons": [_plain(r) for r in f.reasons]} for f in found)
        elif found:
            for f in found:
                _print_found(f, book)
        else:
            typer.echo("nobody: no record shares enough with what was given")


def _print_found(found: Found, book: Resolver) -> None:
    profile = book.customer(found.customer_id).profile
    typer.echo(f"{found.customer_id}  {found.probability:6.1%}  {_line(profile)}")
    typer.echo("".join(f"    {_reason(reason)}\n" for reason in found.reasons[:4]), nl=False)


def _reason(reason: Reason) -> str:
    return (
        f"{reason.bits:+6.1f} bits  {reason.says}" if reason.bits else f"             {reason.says}"
    )


def _line(profile: Any) -> str:
    return " · ".join(str(profile[part]) for part in profile)[:100]


def show(
    store: StorePath,
    name: Named,
    as_of: Annotated[
        str | None, typer.Option(metavar="TIME", help="As it was then (ISO 8601, UTC).")
    ] = None,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Show a customer: profile, identifiers, records."""
    from datetime import datetime

    with _book(store, debug) as book:
        customer_id = _id_of(book, name)
        try:
            then = datetime.fromisoformat(as_of) if as_of else None
        except ValueError:
            raise typer.BadParameter(f"{as_of!r} is no time such as 2026-02-05T10:00") from None
        found = book.as_of(then).customer(customer_id) if then else book.customer(customer_id)
        if as_json:
            _print_json([{**_plain(found), "records": [_plain(r) for r in found.records]}])
        else:
            _print_customer(found)


def _id_of(book: Resolver, name: str) -> str:
    return book.customer_of(*name.split("/", 1)) if "/" in name else name


def _print_customer(customer: Customer) -> None:
    typer.echo(f"{customer.customer_id}  {_many(len(customer.records), 'record')}")
    for part, value in customer.profile.items():
        typer.echo(f"  {part:<16} {value:<36} from {customer.provenance.get(part, '')}")
    several = {k: v for k, v in customer.identifiers.items() if len(v) > 1}
    for part, values in several.items():
        typer.echo(f"  all {part:<12} {', '.join(values)}")
    for record in customer.records:
        name = f"{record.source}/{record.record_id}"
        typer.echo(
            f"  {name:<28} {record.stored:%Y-%m-%d %H:%M}  belongs here {record.probability:.1%}"
        )
    if customer.household:
        typer.echo(f"  household: {', '.join(customer.household)}")


def same(store: StorePath, first: Named, second: Named, by: Who, debug: Debug = False) -> None:
    """Say that two are one customer, whatever the evidence."""
    with _book(store, debug) as book:
        number = book.same(_named(first), _named(second), by=by)
        typer.echo(f"verdict {number}: the same; undo takes it back")


def different(store: StorePath, first: Named, second: Named, by: Who, debug: Debug = False) -> None:
    """Say that two are not one customer, whatever the evidence."""
    with _book(store, debug) as book:
        number = book.different(_named(first), _named(second), by=by)
        typer.echo(f"verdict {number}: different; undo takes it back")


def undo(
    store: StorePath,
    verdict: Annotated[int, typer.Argument(help="Its number.", show_default=False)],
    by: Who = "",
    debug: Debug = False,
) -> None:
    """Take a verdict back."""
    with _book(store, debug) as book:
        book.undo(verdict, by=by)
        typer.echo(f"verdict {verdict} is taken back")


def _named(name: str) -> str | tuple[str, str]:
    source, slash, record_id = name.partition("/")
    return (source, record_id) if slash else name


def forget(
    store: StorePath,
    name: Named,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
    by: Who = "",
    debug: Debug = False,
) -> None:
    """Erase a customer with all records, or one record, for good."""
    with _book(store, debug) as book:
        receipt = book.forget(_named(name), dry_run=dry_run, by=by)
        told = "erased" if receipt.written else "would be erased"
        typer.echo(f"{_many(receipt.records, 'record')} of {', '.join(receipt.customers)} {told}")
        for table, count in receipt.rows.items():
            if count and table != "record":
                typer.echo(f"  {_many(count, 'row')} of {table}")
        typer.echo(f"  {_many(receipt.tombstones, 'tombstone')} against their return")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def events(
    store: StorePath,
    since: Annotated[int, typer.Option(help="Cursor of the last event seen.")] = 0,
    limit: Annotated[int, typer.Option(min=1, help="Most events shown.")] = 1000,
    as_json: AsJson = False,
    debug: Debug = False,
) -> None:
    """Show what happened to customers, in order."""
    with _book(store, debug) as book:
        found = book.events(since, limit=limit)
        if as_json:
            _print_json(_plain(event) for event in found)
        else:
            for event in found:
                typer.echo(_event(event))


def _event(event: Happened) -> str:
    record = "/".join(event.record) if event.record else ""
    told = " ".join(filter(None, (event.other_id, record, event.by and f"by {event.by}")))
    return f"{event.cursor:>8}  {event.at:%Y-%m-%d %H:%M:%S}  {event.what:<10} {event.customer_id}  {told}"


def _plain(answer: Any) -> dict[str, Any]:
    """An answer as plain values."""
    names = [name for name in answer.__dataclass_fields__ if not name.startswith("_")]
    return {name: getattr(answer, name) for name in names}


def _print_json(rows: Iterator[Any] | Sequence[Any]) -> None:
    for row in rows:
        typer.echo(json.dumps(row, ensure_ascii=False, default=str))
