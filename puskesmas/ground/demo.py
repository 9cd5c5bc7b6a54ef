"""`manage.py demo`: a whole district on this machine, from nothing to a page one can sign in to."""

from __future__ import annotations

import argparse
import importlib
import os
from contextlib import ExitStack
from pathlib import Path

from puskesmas.ground import demo_data, folders, machine
from puskesmas.ground.running import (
    keep,
    only_one,
    port_must_be_free,
    processes_of,
    say,
    start_servers,
    until_stopped,
    wait_until_ready,
)

VISITS_OF_A_YEAR = 100_000


def main(arguments: list[str]) -> int:
    """Start everything, say where it is, keep it running until it is stopped, and stop it in order."""
    chosen = parsed(arguments)
    return until_stopped(lambda running: run(chosen, running), data=chosen.data)


def parsed(arguments: list[str]) -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(prog="manage.py demo", description="Runs Alur with an invented district.")
    parser.add_argument("--port", type=int, default=8000, help="the port on this machine (8000)")
    parser.add_argument("--data", type=Path, default=machine.data_folder() / "demo", help="where the data is kept")
    parser.add_argument("--fresh", action="store_true", help="forget the district of last time and make a new one")
    parser.add_argument("--year", action="store_true", help="with a year of 100,000 visits behind it; takes minutes")
    chosen = parser.parse_args(arguments)
    chosen.data = chosen.data.absolute()
    return chosen


def run(chosen: argparse.Namespace, running: ExitStack) -> None:
    """Everything between the first line and Ctrl-C."""
    folder = machine.made(chosen.data)
    folders.claim(folder, "demo")
    running.enter_context(only_one(folder, "demo"))
    port_must_be_free(chosen.port)
    if chosen.year:
        os.environ.setdefault("ALUR_DEMO_YEAR", str(VISITS_OF_A_YEAR))
    if chosen.fresh:
        demo_data.forget(folder)
    say("Starting PostgreSQL …")
    cluster, servers = start_servers(folder, running)
    if cluster and cluster.files.parent != folder:
        say(f"PostgreSQL's user cannot walk into {folder}, so its files are in {cluster.files}.")
    demo_data.prepare_environment(folder)
    demo_data.prepare_database(folder, cluster, say)
    processes = processes_of(folder, ["--port", str(chosen.port)])
    for process in reversed(processes):
        running.callback(process.stop)
        process.start()
    wait_until_ready(f"http://127.0.0.1:{chosen.port}", processes)
    introduce(chosen.port)
    keep(servers, processes)


def introduce(port: int) -> None:
    """The accounts and, as the last line, the address."""
    district = importlib.import_module("puskesmas.demo.district")
    say("Accounts are ROLE.PUSKESMAS, such as loket.galis, bidan.dharma_rini, dokter.sitiung_1; and dinas.")
    say(f"Their password: {district.PASSWORD}")
    say(f"Alur is ready at http://127.0.0.1:{port}")
