"""`manage.py demo`: a whole district on this machine, from nothing to a page one can sign in to."""

from __future__ import annotations

import argparse
import fcntl
import importlib
import json
import signal
import socket
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

from puskesmas.ground import demo_data, machine
from puskesmas.ground.machine import Trouble
from puskesmas.ground.postgres import Cluster
from puskesmas.ground.processes import Process
from puskesmas.ground.valkey import Valkey

PATIENCE = 60.0
CELERY = ["celery", "--quiet", "-A", "puskesmas"]


class Stopped(BaseException):
    """Somebody pressed Ctrl-C or sent SIGTERM."""


def main(arguments: list[str]) -> int:
    """Start everything, say where it is, keep it running until it is stopped, and stop it in order."""
    chosen = parsed(arguments)
    for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(kind, stop_here)
    try:
        with ExitStack() as running:
            run(chosen, running)
    except Stopped:
        say(f"Alur has stopped. Its data is kept in {chosen.data}.")
    return 0


def parsed(arguments: list[str]) -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(prog="manage.py demo", description="Runs Alur with an invented district.")
    parser.add_argument("--port", type=int, default=8000, help="the port on this machine (8000)")
    parser.add_argument("--data", type=Path, default=machine.data_folder() / "demo", help="where the data is kept")
    parser.add_argument("--fresh", action="store_true", help="forget the district of last time and make a new one")
    chosen = parser.parse_args(arguments)
    chosen.data = chosen.data.absolute()
    return chosen


def run(chosen: argparse.Namespace, running: ExitStack) -> None:
    """Everything between the first line and Ctrl-C."""
    folder = machine.made(chosen.data)
    running.enter_context(only_one(folder))
    port_must_be_free(chosen.port)
    if chosen.fresh:
        demo_data.forget(folder)
    say("Starting PostgreSQL …")
    cluster, servers = demo_data.start_servers(folder, running)
    if cluster and cluster.files.parent != folder:
        say(f"PostgreSQL's user cannot walk into {folder}, so its files are in {cluster.files}.")
    demo_data.prepare_environment(folder)
    demo_data.prepare_database(folder, cluster, say)
    processes = processes_of(folder, chosen.port)
    for process in reversed(processes):
        running.callback(process.stop)
        process.start()
    wait_until_ready(chosen.port, processes)
    introduce(chosen.port)
    keep(servers, processes)


@contextmanager
def only_one(folder: Path):
    """One demo on one folder."""
    with (folder / "demo.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Trouble(f"A demo already runs on {folder}: stop it first, or name another with --data.") from None
        yield


def port_must_be_free(port: int) -> None:
    """Say so now when the port is taken, and not after a minute of setting up."""
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            raise Trouble(f"Port {port} cannot be used: choose another with --port, such as {port + 1}.") from None


def processes_of(folder: Path, port: int) -> list[Process]:
    """The site, its worker and its clock."""
    env = demo_data.child_environment()
    return [
        Process("web", ["puskesmas.ground.web", "--port", str(port)], folder / "web.log", env),
        Process("worker", [*CELERY, "worker", "--concurrency", "1"], folder / "worker.log", env),
        Process("beat", [*CELERY, "beat", "--schedule", str(folder / "beat")], folder / "beat.log", env),
    ]


def wait_until_ready(port: int, processes: list[Process]) -> None:
    """Wait until the site says it is ready, or say which process did not come up."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for process in processes:
            process.keep()
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
                if json.load(answer)["ready"]:
                    return
        except (OSError, ValueError, urllib.error.URLError):
            pass
        time.sleep(0.1)
    raise Trouble(f"Alur did not become ready in {PATIENCE:.0f} seconds: see {processes[0].log}.")


def introduce(port: int) -> None:
    """The accounts and, as the last line, the address."""
    district = importlib.import_module("puskesmas.demo.district")
    say("Accounts are ROLE.PUSKESMAS, such as loket.galis, bidan.dharma_rini, dokter.sitiung_1; and dinas.")
    say(f"Their password: {district.PASSWORD}")
    say(f"Alur is ready at http://127.0.0.1:{port}")


def keep(servers: list[Cluster | Valkey], processes: list[Process]) -> None:
    """Start again whatever dies, until somebody stops us."""
    while True:
        time.sleep(0.5)
        for server in servers:
            if server.died():
                server.start()
        for process in processes:
            if process.keep():
                say(f"The {process.name} process had died and was started again; see {process.log}.")


def stop_here(*_) -> None:
    """Turn a signal into the end of the command, once."""
    for kind in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(kind, signal.SIG_IGN)
    raise Stopped


def say(words: str) -> None:
    """Tell the person at the keyboard."""
    print(words, flush=True)
