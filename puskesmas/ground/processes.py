"""Python processes that are kept alive while we run and end before we do."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGKILL, SIGTERM

from puskesmas.ground import machine
from puskesmas.ground.machine import ROOT, Trouble

PATIENCE = 15.0
RESTARTS = 5
WITHIN = 60.0


@dataclass
class Process:
    """One child, started again when it dies, though not for ever."""

    name: str
    module: list[str]
    log: Path
    env: dict[str, str]
    popen: subprocess.Popen | None = field(default=None, init=False)
    deaths: list[float] = field(default_factory=list, init=False)

    def start(self) -> Process:
        """Run it, its words in its log, bound to die with us."""
        with self.log.open("a") as out:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", *self.module],
                cwd=ROOT,
                env=self.env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,  # Ctrl-C is for us, who stop them in order
                preexec_fn=machine.dying_with_parent(SIGTERM),
            )
        return self

    def keep(self) -> bool:
        """Start it again if it died; true when it had."""
        if self.popen is None or self.popen.poll() is None:
            return False
        now = time.monotonic()
        self.deaths = [*(at for at in self.deaths if now - at < WITHIN), now]
        if len(self.deaths) > RESTARTS:
            raise Trouble(f"The {self.name} process died {len(self.deaths)} times in a minute: see {self.log}.")
        self._sweep()
        self.start()
        return True

    def stop(self) -> None:
        """Ask it to end, and insist when it does not."""
        if self.popen is None:
            return
        self.popen.send_signal(SIGTERM)
        try:
            self.popen.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.popen.kill()
            self.popen.wait()
        self._sweep()

    def _sweep(self) -> None:
        """End what a killed process left behind: a Celery worker's children outlive it and would go on working."""
        if self.popen is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.popen.pid, SIGKILL)
