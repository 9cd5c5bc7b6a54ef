"""Copies of everything, sealed and kept out of harm's way: made, remembered, thinned out, missed when they fail."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from puskesmas.ground import dumping, keys, retention, sealed
from puskesmas.ground.machine import Trouble
from puskesmas.ground.manifests import Manifest, proved
from puskesmas.ground.models import Backup

log = structlog.get_logger(__name__)

STAMP = "alur-%Y%m%dT%H%M%SZ.alur"
OLDEST_GOOD = timedelta(days=1)


def back_up(folder: Path, *, key: str) -> Backup:
    """Make a backup, remember how it went, and let go of those whose time has passed."""
    started = timezone.now()
    try:
        file, manifest = write(folder, key=key)
    except (Trouble, OSError) as problem:
        log.error("backup_failed", reason=str(problem))
        Backup.objects.create(started_at=started, ended_at=timezone.now(), problem=str(problem))
        raise
    done = remember(file, manifest, started=started)
    thin_out(folder)
    return done


def remember(file: Path, manifest: Manifest, *, started: datetime) -> Backup:
    """Write down a backup that stands."""
    size, rows = file.stat().st_size, sum(manifest.rows.values())
    log.info("backup_made", file=file.name, size=size, rows=rows)
    return Backup.objects.create(started_at=started, ended_at=timezone.now(), file=file.name, size=size, rows=rows)


def write(folder: Path, *, key: str) -> tuple[Path, Manifest]:
    """Put a sealed copy of the whole database into the folder: whole and read back, or not there at all."""
    if not folder.is_dir():
        raise Trouble(f"The backup folder {folder} is not there: connect its disk, or name another with --to.")
    made_at = datetime.now(UTC)
    file = folder / made_at.strftime(STAMP)
    unfinished = file.with_suffix(".part")
    try:
        with dumping.snapshot() as (own, name), open_for_us_alone(unfinished) as out:
            manifest = Manifest(made_at.isoformat(), applied(), dumping.counted(own), keys.kept(settings.DATA_DIR))
            seal = sealed.Seal(out, key)
            seal.write(manifest.as_line())
            dumping.dump(name, seal.write)
            seal.close()
        proved(unfinished, key=key)  # what cannot be read back is no backup
        unfinished.rename(file)
        sync(folder)
    except sealed.Unreadable as problem:
        raise Trouble(f"The backup could not be read back, so the disk may be failing: {problem}") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return file, manifest


@contextmanager
def open_for_us_alone(file: Path) -> Iterator:
    """A new file only its owner reads, on the disk by the time it is closed."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


def sync(folder: Path) -> None:
    """Have the folder's list of names on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def applied() -> list[list[str]]:
    """The migrations this database has been through."""
    return sorted([app, name] for app, name in MigrationRecorder(connection).applied_migrations())


def must_be_known(manifest: Manifest) -> None:
    """Say so when a backup comes from an Alur newer than this one."""
    known = {tuple(key) for key in MigrationLoader(None).disk_migrations}
    unknown = [f"{app}.{name}" for app, name in manifest.migrations if (app, name) not in known]
    if unknown:
        raise Trouble(f"This backup is of a newer Alur ({unknown[-1]}): install that one, then restore.")


def made_at(file: Path) -> datetime | None:
    """The moment in a backup's name; None for a file that is none of ours."""
    try:
        return datetime.strptime(file.name, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def of(folder: Path) -> dict[datetime, Path]:
    """The backups in a folder by the moment they were made."""
    return {at: file for file in sorted(folder.glob("alur-*.alur")) if (at := made_at(file))}


def thin_out(folder: Path) -> None:
    """Let go of the backups whose time has passed, after a good one only."""
    files, zone = of(folder), timezone.get_default_timezone()
    stay = {at.astimezone(UTC) for at in retention.kept(at.astimezone(zone) for at in files)}
    for at in files.keys() - stay:
        files[at].unlink(missing_ok=True)


def back_up_when_due() -> None:
    """The hourly look at the clock: one good backup after each night, also on a PC that slept through it."""
    last = last_good()
    if settings.DEMO or not retention.is_due(timezone.now(), last and last.ended_at, timezone.get_default_timezone()):
        return
    folder = settings.BACKUP_DIR
    if folder == settings.DATA_DIR / "backups":
        folder.mkdir(exist_ok=True)
    back_up(folder, key=keys.recovery_key(settings.DATA_DIR, settings.BACKUP_KEY))


def last_good() -> Backup | None:
    """The newest backup that stands."""
    return Backup.objects.good().order_by("-ended_at").first()


def warning() -> str:
    """The sentence the head reads when the last good backup is older than a day; empty while all is well."""
    if settings.DEMO:
        return ""
    last = last_good()
    if last is None:
        return (
            "Data puskesmas ini belum pernah dicadangkan. Minta petugas komputer menjalankan "
            "“manage.py backup” hari ini, dan memeriksa apakah cadangan tiap malam berjalan."
        )
    if timezone.now() - last.ended_at <= OLDEST_GOOD:
        return ""
    at = timezone.localtime(last.ended_at)
    days = max((timezone.localdate() - at.date()).days, 1)
    return (
        f"Cadangan data terakhir yang baik dibuat {days} hari lalu, tanggal {at:%d-%m-%Y} pukul {at:%H.%M}. "
        "Pastikan komputer server menyala dan disk cadangannya terpasang, lalu minta petugas komputer menjalankan "
        "“manage.py backup”."
    )
