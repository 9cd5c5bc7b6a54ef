"""What commands that run Alur share: one at a time on a folder, free ports, children kept alive, an orderly end."""

from __future__ import annotations

import fcntl
import json
import os
import signal
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from puskesmas.ground.machine import Trouble
from puskesmas.ground.postgres import Cluster
from puskesmas.ground.processes import Process
from puskesmas.ground.valkey import Valkey

PATIENCE = 60.0
CELERY = ["celery", "--quiet", "-A", "puskesmas"]
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
Say = Callable[[str], None]


class Stopped(BaseException):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def until_stopped(run: Callable[[ExitStack], None], *, data: Path) -> int:
    """Run until somebody stops us, then end what was started, in order, and say that the data is kept."""
    for kind in SIGNALS:
        signal.signal(kind, stop_here)
    try:
        with ExitStack() as running:
            run(running)
    except Stopped:
        say(f"Alur has stopped. Its data is kept in {data}.")
    return 0


def stop_here(*_) -> None:
    """Turn a signal into the end of the command, once."""
    for kind in SIGNALS:
        signal.signal(kind, signal.SIG_IGN)
    raise Stopped


@contextmanager
def only_one(folder: Path, command: str) -> Iterator[None]:
    """One such command on one folder."""
    with (folder / f"{command}.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Trouble(
                f"A {command} already runs on {folder}: stop it first, or name another with --data."
            ) from None
        yield


def port_must_be_free(port: int, *, on: str = "127.0.0.1", option: str = "--port") -> None:
    """Say so now when the port is taken, and not after a minute of setting up."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((on, port))
        except (OSError, OverflowError):
            raise Trouble(f"Port {port} cannot be used: choose another with {option}, such as {port + 1}.") from None


def start_servers(folder: Path, running: ExitStack) -> tuple[Cluster | None, list[Cluster | Valkey]]:
    """The embedded servers that no address in the environment stands in for, the cluster also by itself."""
    cluster = None if os.environ.get("DATABASE_URL") else Cluster(folder)
    valkey = None if os.environ.get("REDIS_URL") else Valkey(folder)
    servers = [server for server in (cluster, valkey) if server]
    for server in servers:
        running.callback(server.stop)
        server.start()
    if cluster:
        os.environ["DATABASE_URL"] = cluster.url()
    if valkey:
        os.environ["REDIS_URL"] = valkey.url
    return cluster, servers


def child_environment() -> dict[str, str]:
    """The children's environment, where transactions are short again."""
    return {**os.environ, "ALUR_TRANSACTION_TIMEOUT": "60"}


def processes_of(folder: Path, web: list[str]) -> list[Process]:
    """The site, its worker and its clock."""
    env = child_environment()
    return [
        Process("web", ["puskesmas.ground.web", *web], folder / "web.log", env),
        Process("worker", [*CELERY, "worker", "--concurrency", "1"], folder / "worker.log", env),
        Process("beat", [*CELERY, "beat", "--schedule", str(folder / "beat")], folder / "beat.log", env),
    ]


def wait_until_ready(address: str, processes: list[Process], *, trusting: Path | None = None) -> None:
    """Wait until the site says it is ready, or say which process did not come up."""
    context = ssl.create_default_context(cafile=trusting) if trusting else None
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for process in processes:
            process.keep()
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5, context=context) as answer:
                if json.load(answer)["ready"]:
                    return
        except (OSError, ValueError, urllib.error.URLError):
            pass
        time.sleep(0.1)
    raise Trouble(f"Alur did not become ready in {PATIENCE:.0f} seconds: see {processes[0].log}.")


def keep(servers: list[Cluster | Valkey], processes: list[Process], *, now_and_then: Callable[[], None] | None = None):
    """Start again whatever dies, until somebody stops us; look at the rest of the house once a minute."""
    looked = time.monotonic()
    while True:
        time.sleep(0.5)
        for server in servers:
            if server.died():
                server.start()
        for process in processes:
            if process.keep():
                say(f"The {process.name} process had died and was started again; see {process.log}.")
        if now_and_then and time.monotonic() - looked > 60:
            looked = time.monotonic()
            now_and_then()


def say(words: str) -> None:
    """Tell the person at the keyboard."""
    print(words, flush=True)
