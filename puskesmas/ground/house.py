"""A puskesmas' own data folder: its settings, its secrets and its database, for every command that works on them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.db import connections

from puskesmas.ground import dev, folders, machine
from puskesmas.ground.machine import Trouble
from puskesmas.ground.postgres import Cluster, binaries

BACKUPS_GO_TO = "backups_folder"


def default_folder() -> Path:
    """Where a puskesmas' data is unless --data names another folder."""
    return machine.data_folder() / "puskesmas"


def backups_folder(folder: Path) -> Path:
    """Where this house keeps its backups: what was last named, or a folder of its own."""
    named = folder / BACKUPS_GO_TO
    return Path(named.read_text().strip()) if named.is_file() else folder / "backups"


def prepare_environment(folder: Path) -> None:
    """Tell settings, here and in the children, that this is production on this folder."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="puskesmas.settings",
        ALUR_DEMO="false",
        ALUR_DEBUG="false",
        ALUR_SECRET_KEY=dev.kept_secret(folder / "secret_key"),
        ALUR_DATA=str(folder),
        ALUR_HTTPS="true",
        ALUR_HSTS_DAYS="0",
        ALUR_BEHIND_PROXY="false",
        ALUR_HASHED_STATIC="true",
        ALUR_STATIC_ROOT=str(folder / "static"),
        ALUR_BACKUPS=str(backups_folder(folder)),
        ALUR_TRANSACTION_TIMEOUT="0",  # migrations and backups take what they take
    )


@contextmanager
def standing(folder: Path, *, new: bool = False) -> Iterator[None]:
    """Django on the puskesmas' database: the one DATABASE_URL names, or the folder's, started unless it runs."""
    if os.environ.get("DATABASE_URL"):
        os.environ.update(DJANGO_SETTINGS_MODULE="puskesmas.settings", ALUR_TRANSACTION_TIMEOUT="0")
        django.setup()
        yield
        connections.close_all()
        return
    if not new:
        folders.must_be_served(folder)
    cluster = Cluster(folder)
    major_must_fit(cluster, folder)
    cluster.start()
    try:
        os.environ["DATABASE_URL"] = cluster.url()
        os.environ.setdefault("REDIS_URL", f"unix://{machine.socket_folder(folder)}/valkey.sock")
        prepare_environment(folder)
        django.setup()
        yield
    finally:
        connections.close_all()
        if cluster.process:  # else it belongs to a serve that goes on
            cluster.stop()


def major_must_fit(cluster: Cluster, folder: Path) -> None:
    """Refuse files of another PostgreSQL major, with the one command that moves them."""
    written = cluster.files / "PG_VERSION"
    if not written.is_file():
        return
    theirs, ours = written.read_text().strip(), our_major()
    if theirs == ours:
        return
    newest = max(backups_folder(folder).glob("alur-*.alur"), default=None)
    if newest is None:
        remedy = f"make one first, with `manage.py backup` of the Alur that brought PostgreSQL {theirs}."
    else:
        key = folder / "recovery_key"
        moved = folder.with_name(f"{folder.name}-{ours}")
        remedy = f"python3 manage.py restore {newest} --key-file {key} --data {moved}"
    told = f"{folder} was written by PostgreSQL {theirs}, and this Alur brings {ours}"
    raise Trouble(f"{told}. To move it from its last backup: {remedy}")


def major_must_fit_folder(folder: Path) -> None:
    """The same question before a server of ours touches the folder; a server somebody named answers for itself."""
    if not os.environ.get("DATABASE_URL"):
        major_must_fit(Cluster(folder), folder)


def our_major() -> str:
    """The PostgreSQL major that comes with this Alur."""
    said = subprocess.run([binaries() / "postgres", "--version"], capture_output=True, text=True, cwd="/").stdout
    return said.split()[-1].partition(".")[0]
