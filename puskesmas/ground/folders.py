"""Whose data a folder holds: invented people and real ones never share one."""

from __future__ import annotations

from pathlib import Path

from puskesmas.ground.machine import Trouble

MARK = "alur-folder"
DEMO, SERVE = "demo", "serve"
LEFT_BY_A_DEMO = ("district_built", "demo.lock")  # folders of before there were marks


def kind_of(folder: Path) -> str:
    """Whose folder it is; empty for one that is nobody's yet."""
    mark = folder / MARK
    if mark.is_file():
        return mark.read_text().strip()
    return DEMO if any((folder / name).exists() for name in LEFT_BY_A_DEMO) else ""


def claim(folder: Path, kind: str) -> None:
    """Have the folder for this command, or say whose it is."""
    held = kind_of(folder)
    if held and held != kind:
        whose = "a demo's invented people" if held == DEMO else "a puskesmas' real data"
        raise Trouble(f"{folder} holds {whose}: name another folder for {kind} with --data.")
    (folder / MARK).write_text(kind + "\n")


def must_be_served(folder: Path) -> None:
    """Say so when there is nothing of a puskesmas in the folder."""
    if not folder.is_dir() or kind_of(folder) != SERVE:
        raise Trouble(f"{folder} holds no puskesmas: name the folder that `manage.py serve` runs on with --data.")


def must_be_empty(folder: Path) -> None:
    """Say so when a restore would be laid over something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Trouble(f"{folder} is not empty, and a restore never lays one house over another: name a new folder.")
