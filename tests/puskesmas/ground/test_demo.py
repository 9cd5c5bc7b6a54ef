"""`manage.py demo` from an empty folder to a page, and back to silence, with what was written kept."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from puskesmas.ground.machine import ROOT
from puskesmas.ground.postgres import Cluster
from tests import processes

ENOUGH = 180.0


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where one demo after another keeps its data, also what PostgreSQL had to keep elsewhere."""
    made = tmp_path_factory.mktemp("demo")
    yield made
    Cluster(made).remove()


@contextmanager
def demo(folder, *arguments, port=None):
    """A demo that has said it is ready, with all it said."""
    port = port or processes.free_port()
    said = folder / "said"
    plain = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    plain |= {"ALUR_DEMO_PUSKESMAS": "1", "ALUR_DEMO_RESIDENTS": "200", "ALUR_DEMO_PATIENTS": "5"}
    command = ["manage.py", "demo", "--port", str(port), "--data", str(folder), *arguments]
    with said.open("w") as out, processes.running(command, plain, stdout=out, stderr=out) as process:
        processes.eventually(lambda: process.poll() is not None or "Alur is ready" in said.read_text(), within=ENOUGH)
        process.said, process.address = said, f"http://127.0.0.1:{port}"
        yield process


def refused(*arguments):
    """What a demo that cannot start says."""
    command = [sys.executable, "manage.py", "demo", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=ENOUGH)
    assert done.returncode == 1
    return done.stderr


def left_of(folder, word=""):
    """Processes that carry the folder's name and the word in their command, by their id."""
    found = {}
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = place.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if str(folder) in line and word in line:
            found[int(place.parent.name)] = line
    return found


def test_from_an_empty_folder_to_a_district_and_back(folder):
    with demo(folder) as process:
        last = process.said.read_text().splitlines()[-1]
        assert last == f"Alur is ready at {process.address}"
        assert processes.ready(process.address)

    assert process.returncode == 0
    assert "Its data is kept" in process.said.read_text()
    assert left_of(folder) == {}


def test_a_second_start_finds_the_district_made(folder):
    with demo(folder) as process:
        assert "Making the district" not in process.said.read_text()


def test_two_demos_do_not_share_a_folder_or_a_port(folder):
    with demo(folder) as process:
        assert "already runs on" in refused("--data", folder, "--port", processes.free_port())
        port = process.address.rpartition(":")[2]
        assert f"Port {port} cannot be used: choose another with --port" in refused(
            "--data", folder / "b", "--port", port
        )


def test_a_process_that_dies_is_started_again(folder):
    with demo(folder) as process:
        os.kill(next(iter(left_of(folder, "celery"))), signal.SIGKILL)

        processes.eventually(lambda: "The beat process had died" in process.said.read_text())


def test_a_killed_demo_takes_its_children_along(folder):
    with demo(folder) as process:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

        processes.eventually(lambda: left_of(folder) == {})

    with demo(folder) as process:
        assert processes.ready(process.address)


def test_fresh_forgets_the_last_district(folder):
    with demo(folder, "--fresh") as process:
        assert "Making the district" in process.said.read_text()


def test_a_folder_that_cannot_be_written_is_one_sentence():
    said = refused("--data", "/proc/alur", "--port", processes.free_port())

    assert said.startswith("manage.py: The folder /proc/alur cannot be written")
    assert len(said.splitlines()) == 1
