"""What the embedded servers need from the machine: folders, locks, an ordinary user, children that die with us."""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import os
import pwd
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PR_SET_PDEATHSIG = 1


class Trouble(Exception):
    """What keeps a command from going on, in one sentence with its remedy."""


def data_folder() -> Path:
    """Where this clone keeps its databases unless ALUR_DATA names another folder."""
    return Path(os.environ.get("ALUR_DATA") or ROOT / ".data").absolute()


def made(folder: Path) -> Path:
    """The folder, made if missing, and proved writable."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as problem:
        raise Trouble(
            f"The folder {folder} cannot be written ({problem.strerror}): "
            "give it to this user, or name another with --data DIR or ALUR_DATA."
        ) from None
    return folder


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One process at a time past this point."""
    with path.open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def short_name(folder: Path) -> str:
    """A few characters that stand for a folder where a path would be too long."""
    return hashlib.sha256(os.fsencode(folder.absolute())).hexdigest()[:10]


def servant() -> pwd.struct_passwd | None:
    """The ordinary user that servers run as when root starts them, since PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble("PostgreSQL does not run as root and there is no user postgres or nobody: start as an ordinary user.")


def as_servant() -> dict:
    """Arguments for subprocess that drop root, and none for everybody else."""
    user = servant()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def give_to_servant(folder: Path) -> Path:
    """The folder, owned by the user that servers run as and closed to others."""
    user = servant()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o700)
    return folder


def open_to_servant(folder: Path) -> bool:
    """Whether the user that servers run as can walk into this folder."""
    if servant() is None:
        return True
    return subprocess.run(["/bin/sh", "-c", 'cd "$0"', folder], cwd="/", stderr=-3, **as_servant()).returncode == 0


def socket_folder(for_data: Path) -> Path:
    """A short private folder for sockets: a socket's path holds 107 bytes at most."""
    user = servant()
    owner = user.pw_uid if user else os.geteuid()
    folder = Path("/tmp") / f"alur-{owner}-{short_name(for_data)}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in {owner, os.geteuid()}:
        raise Trouble(f"{folder} belongs to another user: remove it, or name another data folder.")
    return give_to_servant(folder)


def dying_with_parent(kind: signal.Signals) -> Callable[[], None] | None:
    """A preexec step that has the kernel send this signal when the parent is gone, however it went."""
    if not sys.platform.startswith("linux") or threading.current_thread() is not threading.main_thread():
        return None  # the kernel watches the thread that forked, so only the main one will do
    libc = ctypes.CDLL(None, use_errno=True)
    parent = os.getpid()

    def step() -> None:
        libc.prctl(PR_SET_PDEATHSIG, kind)
        if os.getppid() != parent:
            os.kill(os.getpid(), kind)

    return step
