"""Real processes of Alur for tests, ended whatever happens."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator

from puskesmas.ground.machine import ROOT

PATIENCE = 60.0


def free_port() -> int:
    """A port nobody has at this moment."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def running(command: list[str], env: dict[str, str], **kwargs) -> Iterator[subprocess.Popen]:
    """A Python process that is asked to end at the end, and made to when it does not."""
    process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=env, start_new_session=True, **kwargs)
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        if process.stdout:
            process.stdout.close()


@contextlib.contextmanager
def site(database, **settings: str) -> Iterator[str]:
    """Alur served by its own process on this database; the address without a slash at the end."""
    port = free_port()
    with running(["-m", "puskesmas.ground.web", "--port", str(port)], {**database.environment, **settings}) as process:
        address = f"http://127.0.0.1:{port}"
        eventually(lambda: process.poll() is None and ready(address))
        yield address


def ready(address: str) -> bool:
    """Whether the site says it is ready."""
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
            return json.load(answer)["ready"]
    except (OSError, ValueError, urllib.error.URLError):
        return False


def eventually(true, within: float = PATIENCE) -> None:
    """Wait until it is so, and fail when it never is."""
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, "It did not come about in time."
        time.sleep(0.05)
