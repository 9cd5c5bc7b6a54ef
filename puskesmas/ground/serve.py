"""`manage.py serve`: a puskesmas' own Alur on one PC, over HTTPS for its LAN."""

from __future__ import annotations

import argparse
import os
import shutil
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from puskesmas.ground import certificates, folders, house, keys, lan, machine, serve_data
from puskesmas.ground.machine import Trouble
from puskesmas.ground.processes import Process
from puskesmas.ground.running import (
    child_environment,
    keep,
    only_one,
    port_must_be_free,
    processes_of,
    say,
    start_servers,
    until_stopped,
    wait_until_ready,
)

EVERYWHERE = "0.0.0.0"
LEAST_FREE = 0.10


def main(arguments: list[str]) -> int:
    """Start everything, say where it is, keep it running until it is stopped, and stop it in order."""
    chosen = parsed(arguments)
    return until_stopped(lambda running: run(chosen, running), data=chosen.data)


def parsed(arguments: list[str]) -> argparse.Namespace:
    """What was asked on the command line."""
    parser = argparse.ArgumentParser(prog="manage.py serve", description="Runs Alur for a puskesmas, in its LAN.")
    parser.add_argument("--port", type=int, default=8443, help="the port for https (8443)")
    parser.add_argument("--http-port", type=int, default=8080, help="the port phones begin at (8080); 0 for none")
    parser.add_argument("--data", type=Path, default=house.default_folder(), help="where the data is kept")
    parser.add_argument("--backups", type=Path, help="where backups go, best on another disk; remembered")
    parser.add_argument("--name", action="append", default=[], help="another name or address of this PC, may repeat")
    chosen = parser.parse_args(arguments)
    chosen.data = chosen.data.absolute()
    try:
        lan.told_apart(chosen.name)
    except ValueError as odd:
        raise Trouble(f"{odd} is neither a name nor an address: write --name like alur.puskesmas.lan.") from None
    return chosen


def run(chosen: argparse.Namespace, running: ExitStack) -> None:
    """Everything between the first line and Ctrl-C."""
    folder = machine.made(chosen.data)
    folders.claim(folder, folders.SERVE)
    folder.chmod(0o700)
    running.enter_context(only_one(folder, "serve"))
    for port, option in ((chosen.port, "--port"), (chosen.http_port, "--http-port")):
        if port:
            port_must_be_free(port, on=EVERYWHERE, option=option)
    house.major_must_fit_folder(folder)
    choose_backups(folder, chosen.backups)
    look_at_the_disk(folder)
    keys.make_recovery_key(folder)
    say("Starting PostgreSQL …")
    _, servers = start_servers(folder, running)
    house.prepare_environment(folder)
    os.environ["ALUR_SERVE_PORT"] = str(chosen.port)
    serve_data.prepare_database(folder, say)
    certificate = Certificate(folder, chosen)
    certificate.renew()
    processes = processes_of(folder, certificate.web)
    for process in reversed(processes):
        running.callback(process.stop)
        process.start()
    wait_until_ready(f"https://localhost:{chosen.port}", processes, trusting=certificate.files.authority)
    introduce(certificate)
    keep(servers, processes, now_and_then=lambda: certificate.keep_fresh(processes[0]))


def choose_backups(folder: Path, named: Path | None) -> None:
    """Remember where backups go, and say so when that is the disk whose loss they should survive."""
    if named is not None:
        keys.write_down(folder / house.BACKUPS_GO_TO, f"{machine.made(named.absolute())}\n")
    to = house.backups_folder(folder)
    if to == folder / "backups":
        machine.made(to)
    if not to.is_dir():
        say(f"Backups should go to {to}, which is not there: connect its disk, or name another with --backups.")
    elif to.stat().st_dev == folder.stat().st_dev:
        say(f"Backups go to {to}, on the same disk as the data: name a folder on another disk with --backups.")


def look_at_the_disk(folder: Path) -> None:
    """Say so while there is still room to do something about it."""
    usage = shutil.disk_usage(folder)
    if usage.free < usage.total * LEAST_FREE:
        free = f"{usage.free / 1e9:.1f} GB, {100 * usage.free // usage.total} %"
        say(f"The disk of {folder} is nearly full ({free} free): make room today, or move Alur to a larger disk.")


class Certificate:
    """What this PC shows to browsers, fresh for as long as it serves and for whatever address it is given."""

    def __init__(self, folder: Path, chosen: argparse.Namespace) -> None:
        self.files = certificates.Files(folder)
        self.more = lan.told_apart(chosen.name)
        self.port, self.http_port = chosen.port, chosen.http_port
        self.names: list[str] = []
        self.addresses: list[lan.Address] = []
        self.unspoken: list[str] = []

    def renew(self) -> None:
        """Have a certificate for the names and addresses of this moment, and let Django answer to them."""
        self.names = [*lan.names(), *self.more[0]]
        self.addresses = [*lan.addresses(), *self.more[1]]
        self.unspoken = certificates.ensure(self.files, self.names, self.addresses)
        for left_out in self.unspoken:
            say(f"The certificate cannot speak for {left_out}, which is not of a local network.")
        hosts = [*self.names, *map(str, self.addresses), "localhost", "127.0.0.1", "[::1]"]
        os.environ["ALUR_HOSTS"] = ",".join(dict.fromkeys(hosts))

    def keep_fresh(self, web: Process) -> None:
        """Once a minute: a new address or a certificate near its end asks for another, and the site takes it up."""
        names, addresses = [*lan.names(), *self.more[0]], [*lan.addresses(), *self.more[1]]
        changed = names != self.names or addresses != self.addresses
        if changed or not certificates.is_good(self.files, [], []):
            self.renew()
            web.stop()
            web.env = child_environment()
            web.start()
            say(f"This PC is now at {self.address}.")

    @property
    def web(self) -> list[str]:
        """What the site is told."""
        said = ["--host", EVERYWHERE, "--port", str(self.port), "--plain-port", str(self.http_port)]
        return [*said, "--certificate", str(self.files.certificate), "--key", str(self.files.key)]

    @property
    def host(self) -> str:
        """The address to tell people: the first in the LAN, this PC's name without one."""
        reachable = [*map(str, self.addresses), *self.names]
        return next((each for each in reachable if each not in self.unspoken), "localhost")

    @property
    def address(self) -> str:
        """Where Alur is, for everybody in the building."""
        return f"https://{self.host}:{self.port}"


def introduce(certificate: Certificate) -> None:
    """What the operator needs now, the address as the last line; the recovery key until the house is set up."""
    folder = certificate.files.folder
    code = serve_data.setup_code(folder)
    if code:
        say("The recovery key opens the backups. Write it down now, and keep it away from this PC:")
        say(f"    {keys.recovery_key(folder, os.environ.get('ALUR_BACKUP_KEY', ''))}")
        say(f"This puskesmas is not set up yet: open {certificate.address}/siapkan/ and give the code {code}")
    if certificate.http_port:
        say(f"Phones and PCs learn to trust it at http://{certificate.host}:{certificate.http_port}/pasang/")
    fingerprint = certificates.fingerprints(certificate.files.authority)["sha256"]
    say(f"There they compare this fingerprint (SHA-256): {fingerprint}")
    say(f"{datetime.now():%Y-%m-%d %H:%M} Alur is ready at {certificate.address}")
