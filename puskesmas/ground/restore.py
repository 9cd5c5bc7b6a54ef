"""`manage.py restore FILE`: a backup becomes a house again, on an empty folder or an empty database."""

from __future__ import annotations

import argparse
import getpass
import importlib
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from puskesmas.ground import folders, house, keys, machine, manifests
from puskesmas.ground.machine import Trouble
from puskesmas.ground.manifests import Manifest
from puskesmas.ground.postgres import Cluster
from puskesmas.ground.running import say
from puskesmas.ground.sealed import Unreadable

RESTORED = "restored.json"


def main(arguments: list[str]) -> int:
    """Prove the backup, load it, and say what comes next."""
    chosen = parsed(arguments)
    key = key_from(chosen.key_file)
    named = bool(os.environ.get("DATABASE_URL"))
    if not named:
        folders.must_be_empty(chosen.data)
    say(f"Reading {chosen.file.name} …")
    try:
        manifest = manifests.proved(chosen.file, key=key)  # to its end, before anything is made
    except Unreadable as problem:
        raise Trouble(str(problem)) from None
    with nullcontext() if named else undone_unless_whole(chosen.data):
        restore(chosen.file, manifest, chosen.data, key=key, named=named)
    where = "" if named else f" --data {chosen.data}"
    say(f"Now ask whether it is whole: python3 manage.py verify{where}")
    if not named:
        say(f"Then open the house: python3 manage.py serve{where}")
    return 0


def parsed(arguments: list[str]) -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(prog="manage.py restore", description="Makes a puskesmas from its backup.")
    parser.add_argument("file", type=Path, help="the backup, a file that ends in .alur")
    parser.add_argument("--data", type=Path, default=house.default_folder(), help="a new folder for the data")
    parser.add_argument("--key-file", type=Path, help="a file with the recovery key; else ALUR_BACKUP_KEY, or typed")
    chosen = parser.parse_args(arguments)
    chosen.data, chosen.file = chosen.data.absolute(), chosen.file.absolute()
    if not chosen.file.is_file():
        raise Trouble(f"There is no file {chosen.file}: name a backup, a file that ends in .alur.")
    return chosen


def key_from(file: Path | None) -> str:
    """The recovery key, from the file, the environment or the keyboard."""
    if file is not None:
        try:
            return keys.long_enough(file.read_text().strip(), str(file))
        except OSError as problem:
            raise Trouble(f"{file} cannot be read ({problem.strerror}): name the file with the recovery key.") from None
    if os.environ.get("ALUR_BACKUP_KEY"):
        return keys.long_enough(os.environ["ALUR_BACKUP_KEY"], "ALUR_BACKUP_KEY")
    if not sys.stdin.isatty():
        raise Trouble("The recovery key is needed: name its file with --key-file.")
    return keys.long_enough(getpass.getpass("Recovery key: ").strip(), "What was typed")


@contextmanager
def undone_unless_whole(folder: Path) -> Iterator[None]:
    """An empty folder, empty again when what was put into it is not whole."""
    fresh = not folder.exists()
    cluster = Cluster(folder)
    if cluster.files.exists():
        raise Trouble(f"{cluster.files} still holds a database of this folder's name: choose another folder.")
    try:
        yield
    except BaseException:
        cluster.remove()
        if not fresh:
            machine.made(folder)
        raise


def restore(file: Path, manifest: Manifest, folder: Path, *, key: str, named: bool) -> None:
    """Load a backup that has been proved, count what is there, and leave word for `verify`."""
    if not named:
        house.prepare_environment(machine.made(folder))
        folder.chmod(0o700)
        folders.claim(folder, folders.SERVE)
        keys.write_down(folder / keys.RECOVERY, key + "\n")
    with house.standing(folder, new=True):
        backups = importlib.import_module("puskesmas.ground.backups")
        dumping = importlib.import_module("puskesmas.ground.dumping")
        settings = importlib.import_module("django.conf").settings
        backups.must_be_known(manifest)
        with dumping.at_leisure() as own:
            if dumping.counted(own):
                raise Trouble("The database in DATABASE_URL is not empty: name an empty one, and nothing is lost.")
        say("Loading the database …")
        dumping.load(manifests.read(file, key=key)[1])
        with dumping.at_leisure() as own:
            if dumping.counted(own) != manifest.rows:
                raise Trouble(f"{file.name} did not load whole: its tables hold other rows than it says.")
        if not named:
            keys.put_back(folder, manifest.kept)
        machine.made(settings.DATA_DIR)
        told = {"file": file.name, "made_at": manifest.made_at, "rows": manifest.rows}
        (settings.DATA_DIR / RESTORED).write_text(json.dumps(told))
        say(f"{sum(manifest.rows.values())} rows in {len(manifest.rows)} tables are back, as of {manifest.made_at}.")
