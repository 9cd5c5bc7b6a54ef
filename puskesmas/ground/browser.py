"""The browser that tests walk with: Debian's headless Chromium, or whichever this machine has."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from puskesmas.ground.bootstrap import apt_install
from puskesmas.ground.machine import Trouble, locked

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEDY = "No Chromium was found: install it (Debian: sudo apt install chromium-headless-shell) or set CHROMIUM."
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def found() -> str | None:
    """The path of a browser on this machine."""
    named = os.environ.get("CHROMIUM", "")
    if named and not shutil.which(named):
        raise Trouble(f"CHROMIUM is {named!r}, which cannot be run: name a Chromium, or leave it unset.")
    return shutil.which(named) if named else next(filter(None, map(shutil.which, NAMES)), None)


def ensured() -> str | None:
    """A browser, installed as root with apt when there is none; in CI its absence is a failure."""
    with locked(Path("/tmp") / f"alur-{os.geteuid()}-browser.lock"):
        if not found():
            apt_install("chromium-headless-shell")
        browser = found()
    if not browser and os.environ.get("CI") == "true":
        raise Trouble(REMEDY)
    return browser
