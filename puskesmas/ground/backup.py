"""`manage.py backup`: a sealed copy of everything, now."""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path

from puskesmas.ground import house, keys, machine
from puskesmas.ground.running import say


def main(arguments: list[str]) -> int:
    """Make one backup and say where it is."""
    parser = argparse.ArgumentParser(prog="manage.py backup", description="Copies the whole database, sealed.")
    parser.add_argument("--to", type=Path, help="the folder it goes to, best on another disk")
    parser.add_argument("--data", type=Path, default=house.default_folder(), help="the folder `serve` runs on")
    chosen = parser.parse_args(arguments)
    with house.standing(chosen.data.absolute()):
        settings = importlib.import_module("django.conf").settings
        backups = importlib.import_module("puskesmas.ground.backups")
        folder = (chosen.to or settings.BACKUP_DIR).absolute()
        if chosen.to or folder.parent == settings.DATA_DIR:
            machine.made(folder)
        done = backups.back_up(folder, key=keys.recovery_key(settings.DATA_DIR, settings.BACKUP_KEY))
        say(f"{folder / done.file}: {done.rows} rows in {done.size / 1e6:.1f} MB, read back and sealed.")
    return 0
