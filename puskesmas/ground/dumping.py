"""The whole database as a stream and back, by PostgreSQL's own pg_dump and pg_restore."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress

import psycopg2
from django.db import connections
from psycopg2.extensions import ISOLATION_LEVEL_REPEATABLE_READ, connection
from psycopg2.sql import SQL, Identifier

from puskesmas.ground.machine import Trouble
from puskesmas.ground.postgres import binaries, last_line

PIECE = 1 << 18
ONE_AT_A_TIME = 0x416C7572  # the advisory lock of whoever makes a backup
TABLES = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') ORDER BY relname
"""


def environment() -> dict[str, str]:
    """How PostgreSQL's own programs reach Django's database; a password is not seen in the list of processes."""
    settings = connections["default"].settings_dict
    words = {"PGDATABASE": "NAME", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGHOST": "HOST", "PGPORT": "PORT"}
    named = {name: str(settings[word]) for name, word in words.items() if settings[word]}
    others = {f"PG{name.upper()}": str(value) for name, value in settings["OPTIONS"].items() if name.startswith("ssl")}
    return {**os.environ, **named, **others}


@contextmanager
def at_leisure() -> Iterator[connection]:
    """A connection of its own to Django's database, whose transaction may last."""
    given = connections["default"].get_connection_params()
    given = {name: given[name] for name in given if name not in {"cursor_factory", "client_encoding", "options"}}
    own = psycopg2.connect(**given, options="-c transaction_timeout=0")
    try:
        yield own
    finally:
        own.close()


@contextmanager
def snapshot() -> Iterator[tuple[connection, str]]:
    """A still picture of the database that pg_dump can share; only one backup is made at a time."""
    with at_leisure() as own:
        own.set_session(isolation_level=ISOLATION_LEVEL_REPEATABLE_READ, readonly=True)
        with own.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [ONE_AT_A_TIME])
            if not cursor.fetchone()[0]:
                raise Trouble("Another backup is being made at this moment: wait for it, then try again.")
            own.rollback()  # the picture is taken once the lock is ours
            cursor.execute("SELECT pg_export_snapshot()")
            yield own, cursor.fetchone()[0]


def counted(own: connection) -> dict[str, int]:
    """The number of rows in every table, as this connection sees them."""
    with own.cursor() as cursor:
        cursor.execute(TABLES)
        tables = [name for (name,) in cursor.fetchall()]
        rows = {}
        for table in tables:
            cursor.execute(SQL("SELECT count(*) FROM {}").format(Identifier(table)))
            rows[table] = cursor.fetchone()[0]
    return rows


def dump(of: str, write: Callable[[bytes], object]) -> None:
    """Hand the database as it stands in a snapshot over, piece by piece."""
    command = [binaries() / "pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--snapshot={of}"]
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(command, cwd="/", env=environment(), stdout=subprocess.PIPE, stderr=said) as running:
            while piece := running.stdout.read(PIECE):
                write(piece)
        if running.returncode:
            said.seek(0)
            raise Trouble(f"PostgreSQL could not be backed up: {last_line(said.read().decode(errors='replace'))}.")


def load(pieces: Iterable[bytes]) -> None:
    """Fill Django's empty database from such a stream, whole or not at all."""
    command = [binaries() / "pg_restore", "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
    command += ["--dbname", connections["default"].settings_dict["NAME"]]
    with tempfile.TemporaryFile() as said:
        with (
            suppress(BrokenPipeError),  # it has stopped reading, and says why
            subprocess.Popen(command, cwd="/", env=environment(), stdin=subprocess.PIPE, stderr=said) as running,
        ):
            try:
                for piece in pieces:
                    running.stdin.write(piece)
            except BaseException:
                running.kill()
                raise
        if running.returncode:
            said.seek(0)
            raise Trouble(f"The backup could not be loaded: {last_line(said.read().decode(errors='replace'))}.")
