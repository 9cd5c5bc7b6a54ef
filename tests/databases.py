"""Databases for tests: one migrated template, and clones of it that may be written to and thrown away."""

from __future__ import annotations

import atexit
import hashlib
import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2
from django.core.management import call_command
from django.db import connections

from puskesmas.ground import machine
from puskesmas.ground.postgres import Cluster

ROOT = machine.ROOT
_number = itertools.count(1)


@dataclass(frozen=True)
class Database:
    """One database on the tests' server, and how another process reaches it."""

    name: str
    server: Server

    @property
    def url(self) -> str:
        return self.server.address(self.name)

    @property
    def environment(self) -> dict[str, str]:
        """What a subprocess needs to work on this database."""
        return {**os.environ, "DATABASE_URL": self.url}


@dataclass(frozen=True)
class Server:
    """The server tests run on: one of our own, or the one DATABASE_URL named."""

    address: Callable[[str], str]

    def run(self, statement: str) -> list[tuple]:
        """Run one statement outside any transaction, on the maintenance database."""
        connection = psycopg2.connect(self.address("postgres"))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(statement)
                return cursor.fetchall() if cursor.description else []
        finally:
            connection.close()

    def has(self, name: str) -> bool:
        return bool(self.run(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))

    def clone(self, template: str, name: str) -> Database:
        """A new database that begins as the template is."""
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        self.run(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return Database(name, self)

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def started(*, reuse: bool, named: str = "", here: str | None = None) -> Server:
    """A server for this run: the named one, the one started in a folder, a lasting one with --reuse, or a new one."""
    if named:
        return Server(lambda name: psycopg2.extensions.make_dsn(named, dbname=quote(name)))
    return Server(Cluster(Path(here or server_folder(reuse=reuse))).url)


def server_folder(*, reuse: bool) -> str:
    """Start a server, lasting with --reuse and else gone with this process, and say in which folder it lives."""
    if reuse:
        return str(Cluster(machine.made(machine.data_folder() / "test"), lasting=True, hasty=True).start().folder)
    sweep()
    cluster = Cluster(Path(tempfile.mkdtemp(prefix=f"alur-test-{os.getpid()}-", dir="/tmp")), hasty=True)
    atexit.register(cluster.remove)
    return str(cluster.start().folder)


def sweep() -> None:
    """Remove what a run that was killed could not."""
    for folder in Path("/tmp").glob("alur-test-*-*"):
        run = folder.name.split("-")[2]
        if folder.stat().st_uid == os.geteuid() and not Path("/proc", run).exists():
            Cluster(folder).remove()


def migrations_hash() -> str:
    """Changes when any migration of ours does, or a library whose migrations we run."""
    files = sorted(path for path in ROOT.glob("*/**/migrations/*.py") if ".venv" not in path.parts)
    digest = hashlib.sha256()
    for path in [*files, ROOT / "requirements.txt"]:
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def template(server: Server, kind: str, build: Callable[[], object], *, base: str = "") -> str:
    """The name of a database built once for these migrations, that is only ever cloned."""
    name = f"alur_{kind}_{migrations_hash()}"
    with machine.locked(Path("/tmp") / f"alur-{os.geteuid()}-templates.lock"):
        if not server.has(name):
            raw = f"{name}_raw"
            server.drop(raw)
            server.run(f'CREATE DATABASE "{raw}" TEMPLATE "{base or "template0"}"')
            with pointed_at(Database(raw, server)):
                build()
            server.run(f'ALTER DATABASE "{raw}" RENAME TO "{name}"')
    return name


def migrated(server: Server) -> str:
    """The template with every migration run and nothing in it."""
    return template(server, "migrated", lambda: call_command("migrate", verbosity=0, interactive=False))


def fresh_name() -> str:
    """A name no other clone of any run has."""
    return f"alur_test_{os.getpid()}_{next(_number)}"


@contextmanager
def pointed_at(database: Database) -> Iterator[Database]:
    """Django, in this process and in those it starts, works on this database."""
    settings = connections.settings["default"]
    before = {key: settings[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    address = os.environ.get("DATABASE_URL")
    parts = psycopg2.extensions.parse_dsn(database.url)
    connections.close_all()
    settings.update(
        NAME=parts["dbname"],
        USER=parts.get("user", ""),
        PASSWORD=parts.get("password", ""),
        HOST=parts.get("host", ""),
        PORT=parts.get("port", ""),
    )
    os.environ["DATABASE_URL"] = database.url
    try:
        yield database
    finally:
        connections.close_all()
        settings.update(before)
        os.environ["DATABASE_URL"] = address or ""
