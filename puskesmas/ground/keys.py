"""What a data folder keeps to itself: the recovery key, and what phones and PCs have learned to trust."""

from __future__ import annotations

import os
from pathlib import Path

from puskesmas.ground import sealed
from puskesmas.ground.machine import Trouble

RECOVERY = "recovery_key"
SETUP_CODE = "setup_code"
TRUSTED = ("authority.crt", "authority.key")  # restored too, so that phones need not learn another
SHORTEST = 20


def write_down(file: Path, words: str) -> None:
    """Write a secret that only its owner reads, whole or not at all."""
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(words)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)


def recovery_key(folder: Path, named: str = "") -> str:
    """The key that opens this house's backups: the one named in the environment, or the folder's own."""
    if named:
        return long_enough(named, "ALUR_BACKUP_KEY")
    try:
        return long_enough((folder / RECOVERY).read_text().strip(), RECOVERY)
    except FileNotFoundError:
        raise Trouble(
            f"There is no recovery key in {folder}: set ALUR_BACKUP_KEY, or write the key into {folder / RECOVERY}."
        ) from None


def long_enough(key: str, where: str) -> str:
    """The key, unless somebody could guess it."""
    if len(sealed.normal(key)) < SHORTEST:
        raise Trouble(f"{where} is too short to keep a backup shut: give it {SHORTEST} or more random characters.")
    return key


def make_recovery_key(folder: Path) -> None:
    """A new recovery key where there is none."""
    if not (folder / RECOVERY).exists():
        write_down(folder / RECOVERY, sealed.new_key() + "\n")


def kept(folder: Path) -> dict[str, str]:
    """The small files a backup carries along beside the database."""
    return {name: (folder / name).read_text() for name in TRUSTED if (folder / name).is_file()}


def put_back(folder: Path, files: dict[str, str]) -> None:
    """What a backup carried, in its new house."""
    for name in TRUSTED:
        if name in files:
            write_down(folder / name, files[name])
