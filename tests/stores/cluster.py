"""A temporary PostgreSQL cluster on a socket in a directory of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

SETTINGS = {
    "fsync": "off",  # nobody needs these databases after a crash of the machine
    "max_connections": "60",
    "listen_addresses": "''",
    "timezone": "UTC",
}


def find_server() -> Path | None:
    """The directory with initdb and postgres."""
    places = [Path(p) for p in os.environ.get("PATH", "").split(os.pathsep) if p]
    if config := shutil.which("pg_config"):
        told = subprocess.run([config, "--bindir"], capture_output=True, text=True, check=False)
        places.append(Path(told.stdout.strip()))
    places += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    places += sorted(Path("/usr").glob("pgsql-*/bin"), reverse=True)
    usable = (p.resolve() for p in places if (p / "initdb").exists())
    found = next(usable, None)
    return (found / "initdb").resolve().parent if found else None


def user() -> list[str]:
    """What makes a command run as somebody who is not root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return []
    for name in ("postgres", "nobody"):
        if subprocess.run(["id", name], capture_output=True, check=False).returncode == 0:
            return ["runuser", "-u", name, "--"]
    return []


def missing(reason: str) -> None:
    """Skip, or fail where the tests must run."""
    if os.environ.get("IDENTITY_RESOLVE_NEEDS_POSTGRES") == "1":
        pytest.fail(f"PostgreSQL must run here: {reason}")
    pytest.skip(reason)


@contextmanager
def running(**settings: str) -> Iterator[str]:
    """Run a cluster; give the address of its database postgres."""
    server = find_server()
    if server is None:
        missing("no PostgreSQL server found (Debian: apt-get install postgresql)")
    assert server is not None
    home = Path(tempfile.mkdtemp(prefix="ir-pg-"))
    home.chmod(0o777)
    data, log, as_user = home / "data", home / "log", user()
    begin = [*as_user, server / "initdb", "-D", data, "-U", "tester", "-A", "trust"]
    begin += ["-E", "UTF8", "--no-locale", "-N"]
    done = subprocess.run(begin, capture_output=True, text=True, check=False, cwd=home)
    if done.returncode:
        missing(f"initdb failed: {done.stderr.strip()[-300:]}")
    told = [f"-c {k}={v}" for k, v in {**SETTINGS, **settings}.items()]
    control = [*as_user, server / "pg_ctl", "-D", data, "-w", "-t", "60", "-l", log]
    options = " ".join([f"-k {home}", *told])
    try:
        subprocess.run(
            [*control, "-o", options, "start"], check=True, capture_output=True, cwd=home
        )
        yield f"postgresql:///postgres?host={home}&user=tester"
    finally:
        subprocess.run(
            [*control, "-m", "immediate", "stop"], capture_output=True, cwd=home, check=False
        )
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def database(server: str, name: str) -> Iterator[str]:
    """A new database in a cluster."""
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    try:
        yield server.replace("///postgres?", f"///{name}?")
    finally:
        with psycopg.connect(server, autocommit=True) as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
