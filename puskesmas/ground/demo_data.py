"""What the demo keeps: its servers' folder, its environment and its district, made once and forgotten on request."""

from __future__ import annotations

import importlib
import os
import shutil
from pathlib import Path

import django
import psycopg2
from django.apps import apps
from django.core.management import call_command
from django.db import connections

from puskesmas.ground import dev
from puskesmas.ground.machine import Trouble
from puskesmas.ground.postgres import Cluster
from puskesmas.ground.running import Say
from puskesmas.ground.valkey import Valkey

OURS = ("postgres", "valkey", "static", "files", "secret_key", "district_built", "beat")


def forget(folder: Path) -> None:
    """Remove what a demo keeps, and nothing else that may lie in the folder."""
    cluster = Cluster(folder)
    cluster.stop()
    Valkey(folder).stop()
    shutil.rmtree(cluster.files, ignore_errors=True)
    for name in OURS:
        path = folder / name
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def prepare_environment(folder: Path) -> None:
    """Tell settings, here and in the children, that this is the demo on loopback."""
    os.environ.update(
        DJANGO_SETTINGS_MODULE="puskesmas.settings",
        ALUR_DEMO="true",
        ALUR_SECRET_KEY=dev.kept_secret(folder / "secret_key"),
        ALUR_DATA=str(folder),
        ALUR_HTTPS="false",
        ALUR_TRANSACTION_TIMEOUT="0",  # migrations and the district take what they take
    )
    os.environ.setdefault("ALUR_DEBUG", "true")


def prepare_database(folder: Path, own: Cluster | None, say: Say) -> None:
    """Migrate, and make the district once; one that was interrupted is begun anew."""
    built = folder / "district_built"
    django.setup()
    if own and not built.exists():
        recreate(own)
    say("Bringing the database up to date …")
    call_command("migrate", verbosity=0, interactive=False)
    if not built.exists():
        if apps.get_model("facility", "Facility").objects.exists():
            raise Trouble("The database in DATABASE_URL already holds a puskesmas: give the demo an empty one.")
        say("Making the district: five puskesmas, their people and a morning's visits. This takes a moment, once …")
        importlib.import_module("puskesmas.demo.district").build(say)
        built.touch()
    connections.close_all()


def recreate(cluster: Cluster) -> None:
    """An empty database on our own server."""
    connections.close_all()
    maintenance = psycopg2.connect(cluster.url("postgres"))
    maintenance.autocommit = True
    try:
        with maintenance.cursor() as cursor:
            cursor.execute("DROP DATABASE IF EXISTS alur WITH (FORCE)")
            cursor.execute("CREATE DATABASE alur")
    finally:
        maintenance.close()
