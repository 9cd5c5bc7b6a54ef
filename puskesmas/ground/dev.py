"""The environment of somebody who types manage.py and named no servers: a lasting PostgreSQL in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from puskesmas.ground import machine
from puskesmas.ground.postgres import Cluster


def prepare() -> None:
    """Fill in what DATABASE_URL, REDIS_URL and the secret key do not say."""
    if "DATABASE_URL" in os.environ:
        return  # a real server: whoever named it sets the rest, and settings says what is missing
    folder = machine.made(machine.data_folder() / "dev")
    os.environ["DATABASE_URL"] = Cluster(folder, lasting=True).start().url()
    os.environ.setdefault("REDIS_URL", f"unix://{machine.socket_folder(folder)}/valkey.sock")
    os.environ.setdefault("ALUR_SECRET_KEY", kept_secret(folder / "secret_key"))
    os.environ.setdefault("ALUR_DEBUG", "true")
    os.environ.setdefault("ALUR_HTTPS", "false")


def kept_secret(file: Path) -> str:
    """The secret key of this data folder, made once and readable by its owner alone."""
    with machine.locked(file.with_suffix(".lock")):
        if not file.exists():
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as handle:
                handle.write(secrets.token_urlsafe(64))
        return file.read_text()
