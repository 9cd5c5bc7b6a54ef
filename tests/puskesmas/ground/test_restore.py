"""A told morning goes into a sealed file and comes back on another machine, whole; what was tampered with is seen."""

import os
import subprocess
import sys

import psycopg2
import pytest

from puskesmas.ground import backups, manifests, sealed
from puskesmas.ground.machine import ROOT
from puskesmas.ground.models import Backup
from puskesmas.ground.postgres import Cluster
from puskesmas.visits.models import Visit
from tests import cast, databases

KEY = sealed.new_key()
ENOUGH = 120


def manage(*arguments, **environment):
    """A command as somebody on a machine without any of our databases would run it."""
    plain = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, env=plain | environment, capture_output=True, text=True, timeout=ENOUGH)


def refused(*arguments, **environment):
    """The one sentence of a command that would not."""
    done = manage(*arguments, **environment)
    assert done.returncode == 1, done.stdout
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


@pytest.fixture
def backup(committed_db, tmp_path):
    """The backup of a morning: one patient at home, one waiting, one at the pharmacy's door."""
    kakap = cast.a_puskesmas()
    cast.at_counter(kakap, cast.pak_budi(kakap))
    visit = cast.at_counter(kakap, cast.pak_joko(kakap), services=["UMUM"])
    cast.go_on(visit, "loket")
    cast.arrive(kakap)
    folder = tmp_path / "backups"
    folder.mkdir()
    done = backups.back_up(folder, key=KEY)
    return folder / done.file


@pytest.fixture
def key_file(tmp_path):
    """The recovery key as somebody copied it from paper."""
    file = tmp_path / "key"
    file.write_text(KEY.lower().replace("-", " "))
    return file


@pytest.fixture
def elsewhere(tmp_path):
    """Another machine's empty folder."""
    folder = tmp_path / "elsewhere"
    yield folder
    if folder.exists():
        Cluster(folder).remove()


def test_a_morning_comes_back_and_what_was_tampered_with_is_seen(backup, key_file, elsewhere):
    there = manage("restore", backup, "--data", elsewhere, "--key-file", key_file)

    assert there.returncode == 0, there.stderr
    assert (elsewhere / "recovery_key").stat().st_mode & 0o777 == 0o600
    well = manage("verify", "--data", elsewhere)
    assert well.returncode == 0, well.stdout + well.stderr
    assert "rows as in the backup" in well.stdout
    assert f"visits replayed from their events: {Visit.objects.count()} looked at, all well" in well.stdout
    assert "not empty" in refused("restore", backup, "--data", elsewhere, "--key-file", key_file)

    tampered(elsewhere, "UPDATE visits_visit SET state = 'exam' WHERE state = 'registration' AND number = 'A-001'")
    seen = manage("verify", "--data", elsewhere)
    assert seen.returncode == 1
    assert "events end in registration, the row says exam" in seen.stdout
    assert "do not work on this data" in seen.stdout


def tampered(folder, statement):
    cluster = Cluster(folder).start()
    try:
        connection = psycopg2.connect(cluster.url())
        with connection, connection.cursor() as cursor:
            cursor.execute(statement)
            assert cursor.rowcount == 1
        connection.close()
    finally:
        cluster.stop()


def test_a_district_restores_into_the_empty_database_it_names_and_into_no_other(backup, key_file, server, tmp_path):
    name = databases.fresh_name()
    server.run(f'CREATE DATABASE "{name}" TEMPLATE template0')
    named = {
        "DATABASE_URL": server.address(name),
        "REDIS_URL": "redis://nowhere/0",
        "ALUR_SECRET_KEY": "a-district-knows-its-secrets-9a8b7c6d5e4f-ABCDEFGHIJKLMN",
        "ALUR_DATA": str(tmp_path / "data"),
    }
    try:
        there = manage("restore", backup, "--key-file", key_file, **named)
        assert there.returncode == 0, there.stderr
        assert "is not empty" in refused("restore", backup, "--key-file", key_file, **named)
        assert "Everything agrees." in manage("verify", **named).stdout
    finally:
        server.drop(name)


def test_a_wrong_key_and_a_cut_file_are_one_sentence_and_leave_nothing(backup, key_file, elsewhere, tmp_path):
    wrong = refused("restore", backup, "--data", elsewhere, ALUR_BACKUP_KEY=sealed.new_key())
    cut = tmp_path / "cut.alur"
    cut.write_bytes(backup.read_bytes()[:-100])
    short = refused("restore", cut, "--data", elsewhere, "--key-file", key_file)

    assert "The key does not fit" in wrong
    assert "cut short or damaged" in short
    assert not elsewhere.exists()


def test_a_backup_says_what_it_holds_and_is_remembered(backup):
    manifest = manifests.proved(backup, key=KEY)

    remembered = Backup.objects.get()
    assert manifest.rows["visits_visit"] == Visit.objects.count() == 3
    assert remembered.rows == sum(manifest.rows.values())
    assert backup.stat().st_mode & 0o777 == 0o600
    assert b"Budi" not in backup.read_bytes()
    assert list(backup.parent.iterdir()) == [backup]


def test_a_backup_that_fails_is_remembered_with_its_reason_and_the_head_is_told(committed_db, tmp_path, client):
    kakap = cast.a_puskesmas()

    with pytest.raises(backups.Trouble, match="is not there: connect its disk"):
        backups.back_up(tmp_path / "unplugged", key=KEY)

    assert "connect its disk" in Backup.objects.get().problem
    client.force_login(cast.staff(kakap, "kapus").user)
    assert "belum pernah dicadangkan" in client.get("/").content.decode()
