"""The house minds its own data: nightly copies, warnings in time, and what serve says before anybody works."""

import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from puskesmas.ground import backups, sealed, serve, serve_data
from puskesmas.ground.models import Backup
from tests import cast

Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def head(db, client):
    """The head of a puskesmas, signed in."""
    client.force_login(cast.staff(cast.a_puskesmas(), "kapus").user)
    return client


def a_backup(at, **more):
    return Backup.objects.create(started_at=at, ended_at=at, **({"file": "alur-20261101T000000Z.alur"} | more))


def test_the_head_reads_that_the_last_good_backup_is_old_and_nothing_while_it_is_fresh(head):
    now = datetime.now(UTC)
    a_backup(now - timedelta(days=3))
    a_backup(now - timedelta(hours=1), file="", problem="disk penuh")
    assert "Cadangan data terakhir yang baik dibuat 3 hari lalu" in head.get("/").content.decode()

    a_backup(now - timedelta(hours=20))
    assert "Cadangan data" not in head.get("/").content.decode()


def test_a_clerk_is_not_bothered_with_backups(db, client):
    client.force_login(cast.staff(cast.a_puskesmas(), "loket").user)

    assert "dicadangkan" not in client.get("/").content.decode()


def test_the_hourly_look_copies_once_a_night_and_thins_out(committed_db, settings, tmp_path):
    settings.BACKUP_DIR, settings.BACKUP_KEY = tmp_path, sealed.new_key()
    for month in range(1, 12):
        (tmp_path / f"alur-2025{month:02}01T000000Z.alur").touch()
        (tmp_path / f"alur-2023{month:02}01T000000Z.alur").touch()
    (tmp_path / "surat-tugas.docx").touch()

    backups.back_up_when_due()
    backups.back_up_when_due()

    made = Backup.objects.get()
    left = sorted(file.name for file in tmp_path.iterdir())
    assert made.file in left
    assert "surat-tugas.docx" in left
    assert len(left) == 13  # this month's, eleven of 2025, and what is none of ours


def test_a_demo_copies_nobody(db, settings):
    settings.DEMO = True

    backups.back_up_when_due()

    assert not Backup.objects.exists()
    assert backups.warning() == ""


def test_serve_says_that_the_clock_went_backwards(db):
    cast.arrive(cast.a_puskesmas())
    said = []

    serve_data.look_at_the_clock(said.append)
    assert said == []
    with time_machine.travel(datetime.now(UTC) - timedelta(days=400)):
        serve_data.look_at_the_clock(said.append)

    assert "The clock of this PC went backwards" in said[0]


def test_serve_says_that_the_disk_is_nearly_full(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(100, 80, 20))
    serve.look_at_the_disk(tmp_path)
    assert capsys.readouterr().out == ""

    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(100, 91, 9))
    serve.look_at_the_disk(tmp_path)

    assert "nearly full (0.0 GB, 9 % free)" in capsys.readouterr().out


def test_what_is_lived_in_is_copied_before_it_is_changed(committed_db, settings, tmp_path, monkeypatch):
    settings.DATA_DIR = settings.BACKUP_DIR = settings.STATIC_ROOT = tmp_path
    settings.BACKUP_KEY = sealed.new_key()
    monkeypatch.setattr(serve_data, "collect_static", lambda folder, say: None)
    monkeypatch.setattr(serve_data, "waiting_migrations", lambda: ["visits.0099_one_more"])
    said = []

    serve_data.prepare_database(tmp_path, said.append)
    assert not Backup.objects.exists()
    assert serve_data.setup_code(tmp_path)

    cast.a_puskesmas()
    serve_data.prepare_database(tmp_path, said.append)
    assert (tmp_path / Backup.objects.get().file).is_file()
    assert "backing up before anything is changed" in said[-2]
    assert not serve_data.setup_code(tmp_path)


def test_nothing_is_changed_when_it_cannot_be_copied(committed_db, settings, tmp_path, monkeypatch):
    cast.a_puskesmas()
    settings.BACKUP_DIR, settings.BACKUP_KEY = tmp_path / "unplugged", sealed.new_key()
    monkeypatch.setattr(serve_data, "waiting_migrations", lambda: ["visits.0099_one_more"])
    monkeypatch.setattr(serve_data, "call_command", lambda *args, **kwargs: pytest.fail("it migrated"))

    with pytest.raises(serve_data.Trouble, match="connect its disk"):
        serve_data.prepare_database(tmp_path, lambda words: None)
