"""Whoever has no PostgreSQL gets one that behaves like production's, and keeps what it was given."""

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from puskesmas.ground import machine
from puskesmas.ground.machine import ROOT, Trouble
from puskesmas.ground.postgres import Cluster
from puskesmas.ground.valkey import Valkey

STARTING = "import sys; from puskesmas.ground.postgres import Cluster; from pathlib import Path; \
Cluster(Path(sys.argv[1]), lasting=True).start()"


@pytest.fixture
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("cluster")


@pytest.fixture
def cluster(folder):
    made = Cluster(folder, hasty=True).start()
    yield made
    made.remove()


def ask(cluster, question):
    with closing(psycopg2.connect(cluster.url())) as connection, connection, connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone() if cursor.description else None


def test_it_is_postgresql_18_with_names_sorted_as_in_production(cluster):
    assert ask(cluster, "SHOW server_version_num")[0].startswith("18")
    assert ask(cluster, "SELECT datlocprovider, datlocale FROM pg_database WHERE datname = 'alur'") == ("b", "C.UTF-8")


def test_it_opens_no_port_and_its_socket_is_closed_to_others(cluster):
    assert ask(cluster, "SHOW listen_addresses") == ("",)
    assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_a_stop_and_a_start_keep_the_data(cluster):
    ask(cluster, "CREATE TABLE kept AS SELECT 1 AS one")

    cluster.stop()
    cluster.start()

    assert ask(cluster, "SELECT one FROM kept") == (1,)


def test_a_killed_server_comes_back_with_what_was_committed(cluster):
    cluster.stop()
    cluster.hasty = False
    cluster.start()
    ask(cluster, "CREATE TABLE kept AS SELECT 1 AS one")

    os.kill(cluster.process.pid, signal.SIGKILL)
    cluster.process.wait()
    cluster.start()

    assert ask(cluster, "SELECT one FROM kept") == (1,)


def test_two_who_start_at_once_share_one_server(folder):
    starts = [subprocess.Popen([sys.executable, "-c", STARTING, str(folder)], cwd=ROOT) for _ in range(3)]
    cluster = Cluster(folder)
    try:
        assert [start.wait(60) for start in starts] == [0, 0, 0]
        assert cluster.answers()
    finally:
        cluster.remove()

    assert not cluster.answers()


def test_a_folder_that_cannot_be_written_is_one_sentence():
    with pytest.raises(Trouble, match=r"The folder /proc/alur cannot be written .*--data DIR"):
        Cluster(Path("/proc/alur"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a servant who may be shut out")
def test_roots_private_folders_stay_private(folder):
    private = folder / "private"
    private.mkdir(mode=0o700)
    cluster = Cluster(private / "data", hasty=True)
    try:
        cluster.start()

        assert cluster.answers()
        assert private.stat().st_mode & 0o777 == 0o700
        assert private not in cluster.files.parents
    finally:
        cluster.remove()


def test_valkey_keeps_what_it_was_told(folder):
    first = Valkey(folder).start()
    subprocess.run(
        [sys.executable, "-c", f"import redis; redis.Redis.from_url('{first.url}').set('a', 'b')"], check=True
    )
    first.stop()

    second = Valkey(folder).start()
    try:
        told = subprocess.run(
            [sys.executable, "-c", f"import redis; print(redis.Redis.from_url('{second.url}').get('a'))"],
            capture_output=True,
            text=True,
        )
        assert told.stdout.strip() == "b'b'"
    finally:
        second.stop()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_the_servants_folder_of_another_user_is_refused(monkeypatch, folder):
    monkeypatch.setattr(machine, "short_name", lambda path: "taken")
    place = machine.socket_folder(folder)
    os.chown(place, 12345, 12345)
    try:
        with pytest.raises(Trouble, match="belongs to another user"):
            machine.socket_folder(folder)
    finally:
        place.rmdir()
