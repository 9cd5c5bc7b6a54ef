"""`manage.py test`: everything the suite needs, then the suite, or the part of it that is named."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib

from puskesmas.ground import browser
from puskesmas.ground.machine import ROOT


def main(arguments: list[str]) -> int:
    """Lint, types and all tests without arguments; only pytest, with them, when there are some."""
    if arguments:
        return pytest(arguments)
    if not browser.ensured():
        print(f"{browser.REMEDY} Tests that need it will be skipped.", file=sys.stderr)
    return next((code for code in map(run, checks()) if code), 0) or pytest(["tests", *workers()])


def workers() -> list[str]:
    """Share the tests among the machine's cores; who names tests runs them in one process and sees them in order."""
    cores = min(len(os.sched_getaffinity(0)), 4)
    return ["-n", str(cores), "--dist", "worksteal"] if cores > 1 else []


def checks() -> list[list[str]]:
    """What must hold before the first test runs."""
    return [
        ["ruff", "check", "."],
        ["mypy", *pure_modules()],
    ]


def pure_modules() -> list[str]:
    """The modules pyproject.toml promises to keep typed."""
    with (ROOT / "pyproject.toml").open("rb") as settings:
        return tomllib.load(settings)["tool"]["mypy"]["files"]


def run(command: list[str]) -> int:
    """Say what runs, run it, and answer how it ended."""
    print(f"→ {' '.join(command)}", flush=True)
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT).returncode


def pytest(arguments: list[str]) -> int:
    """Become pytest, so that Ctrl-C and its exit code are its own."""
    os.chdir(ROOT)
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # tests/conftest.py sets it, after the rest of the environment
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])
