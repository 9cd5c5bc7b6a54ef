"""Builds the environment with the standard library alone, so that one command is enough on a fresh machine."""

from __future__ import annotations

import fcntl
import hashlib
import importlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from puskesmas.ground.machine import ROOT, Trouble

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)
UV = "uv==0.13.9"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*])?==([^\s#;]+)", re.MULTILINE)


def run(argv: list[str], commands: dict[str, str]) -> None:
    """Have the environment, then run one of our own commands or Django's; what stands in the way is one sentence."""
    try:
        ensure(for_tests=argv[1:2] == ["test"])
        improper = importlib.import_module("django.core.exceptions").ImproperlyConfigured
        try:
            if argv[1:] and argv[1] in commands:
                sys.exit(importlib.import_module(commands[argv[1]]).main(argv[2:]))
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", "puskesmas.settings")
            importlib.import_module("puskesmas.ground.dev").prepare()
            importlib.import_module("puskesmas.settings")
            importlib.import_module("django.core.management").execute_from_command_line(argv)
        except improper as problem:
            raise Trouble(str(problem)) from None
    except Trouble as problem:
        sys.exit(f"manage.py: {problem}")


def ensure(*, for_tests: bool) -> None:
    """Have everything the requirements name, in .venv unless this Python has it already, and run under it."""
    use_a_new_enough_python()
    wanted = ["requirements-dev.txt"] if for_tests else ["requirements.txt", "requirements-dev.txt"]
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if not inside and not VENV.exists() and has_every_pin(for_tests):
        return
    if not any(stamp(each).is_file() and stamp(each).read_text() == fingerprint(each) for each in wanted):
        with one_at_a_time():
            install(wanted[0])
    elif inside:
        return
    become(PYTHON)


def use_a_new_enough_python() -> None:
    """Go on under a Python of 3.11 or newer, or say how to get one."""
    if sys.version_info >= OLDEST:
        return
    for minor in range(14, OLDEST[1] - 1, -1):
        better = shutil.which(f"python3.{minor}")
        if better:
            become(Path(better))
    raise Trouble(f"Alur needs Python 3.11 or newer and this is {sys.version.split()[0]}: install a newer python3.")


def become(python: Path) -> None:
    """The same command under another Python."""
    sys.stdout.flush()
    try:
        os.execv(python, [str(python), *sys.argv])
    except OSError as problem:
        raise Trouble(f"{python} cannot be run ({problem.strerror}): remove {VENV} and start again.") from None


def has_every_pin(for_tests: bool) -> bool:
    """Whether this Python holds exactly what the requirements pin, as in our container."""
    text = (ROOT / "requirements.txt").read_text()
    text += (ROOT / "requirements-dev.txt").read_text() if for_tests else ""
    try:
        return all(importlib.metadata.version(name) == pin for name, pin in PIN.findall(text))
    except importlib.metadata.PackageNotFoundError:
        return False


def stamp(requirements: str) -> Path:
    """Where the environment remembers what it was built from."""
    return VENV / f"{requirements}.sha256"


def fingerprint(requirements: str) -> str:
    """Changes with the requirements and the constraints."""
    digest = hashlib.sha256()
    for name in ("requirements.txt", requirements, "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two commands typed at once build one environment."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def install(requirements: str) -> None:
    """Put what the file names into .venv, made first if it is missing or broken."""
    if stamp(requirements).is_file() and stamp(requirements).read_text() == fingerprint(requirements):
        return
    if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
        raise Trouble(f"{ROOT} cannot be written, so {VENV.name} cannot be made: give the folder to this user.")
    if not can_install():
        make_venv()
    say(f"Installing {requirements} into {VENV.name} …")
    files = ["-r", str(ROOT / requirements), "-c", str(ROOT / "constraints.txt")]
    with_uv = [str(VENV / "bin" / "uv"), "pip", "install", "--python", str(PYTHON), "--system-certs", *files]
    with_pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check"]
    has_uv = works([*with_pip, "--quiet", UV])
    if not (has_uv and works(with_uv)):
        say("uv could not; trying pip, which takes a little longer …")
        if not works([*with_pip, "--progress-bar", "off", *files]):
            raise Trouble("The packages could not be installed: see above, check the network, and start again.")
    stamp(requirements).write_text(fingerprint(requirements))


def can_install() -> bool:
    """Whether .venv holds a working Python that is new enough, with pip."""
    check = f"import sys, pip; sys.exit(sys.version_info < {OLDEST})"
    return PYTHON.exists() and works([str(PYTHON), "-c", check], quiet=True)


def make_venv() -> None:
    """A fresh .venv, with Debian's missing half of venv installed where we may."""
    say(f"Making {VENV.name} …")
    shutil.rmtree(VENV, ignore_errors=True)
    if importlib.util.find_spec("ensurepip") is None:
        package = f"python3.{sys.version_info.minor}-venv"
        if not apt_install(package):
            raise Trouble(f"This Python cannot make environments: run `sudo apt install {package}`, then start again.")
    if not works([getattr(sys, "_base_executable", sys.executable), "-m", "venv", str(VENV)]):
        raise Trouble(f"{VENV} could not be made: see above.")


def apt_install(*packages: str) -> bool:
    """Install Debian packages when we are root and there is apt."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Installing {', '.join(packages)} with apt-get …")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    works(["apt-get", "update", "-qq"], env=quiet)
    return works(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], env=quiet)


def works(command: list[str], *, quiet: bool = False, env: dict[str, str] | None = None) -> bool:
    """Whether the command ran and ended well; its words go to stderr, where progress belongs."""
    out = subprocess.DEVNULL if quiet else sys.stderr
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=env).returncode == 0
    except OSError:
        return False


def say(words: str) -> None:
    """Tell the person at the keyboard what takes so long."""
    print(words, file=sys.stderr, flush=True)
