"""What serve does to its data before anybody works on it: a backup, migrations, static files, the set-up code."""

from __future__ import annotations

import hashlib
import importlib
from datetime import UTC, datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from puskesmas.ground import keys, sealed
from puskesmas.ground.machine import ROOT, Trouble
from puskesmas.ground.restore import RESTORED
from puskesmas.ground.running import Say
from puskesmas.ground.verify import waiting_migrations

STATIC_STAMP = "static_stamp"


def prepare_database(folder: Path, say: Say) -> None:
    """Bring the database up to date, copied beforehand when there is something to lose."""
    django.setup()
    waiting = waiting_migrations()
    if waiting:
        done = back_up_before(say) if is_lived_in() else None
        say("Bringing the database up to date …")
        call_command("migrate", verbosity=0, interactive=False)
        if done:
            backups = importlib.import_module("puskesmas.ground.backups")
            backups.remember(*done[:2], started=done[2])
        say_who_cannot_go_on(say)
    (folder / RESTORED).unlink(missing_ok=True)  # from here on people work, and rows differ from the backup's
    collect_static(folder, say)
    look_at_the_clock(say)
    prepare_setup(folder)
    connections.close_all()


def say_who_cannot_go_on(say: Say) -> None:
    """After a migration, name the visits inside whose SOP asks for a room or a fact that is no more; work goes on."""
    verification = importlib.import_module("puskesmas.ground.verification")
    for sentence in verification.everybody_inside_can_go_on().wrong:
        say(f"A walk that can no longer be finished: {sentence}")


def is_lived_in() -> bool:
    """Whether the database holds a puskesmas; asked of the table itself, which may be older than our models."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('facility_facility') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return False
        cursor.execute("SELECT EXISTS (SELECT 1 FROM facility_facility)")
        return cursor.fetchone()[0]


def back_up_before(say: Say) -> tuple:
    """A backup of the old state; without one nothing is migrated."""
    backups = importlib.import_module("puskesmas.ground.backups")
    say("This Alur is newer than the data: backing up before anything is changed …")
    started = datetime.now(UTC)
    key = keys.recovery_key(settings.DATA_DIR, settings.BACKUP_KEY)
    try:
        return *backups.write(settings.BACKUP_DIR, key=key), started
    except OSError as problem:
        raise Trouble(f"The backup could not be written ({problem.strerror}): nothing was changed.") from None


def collect_static(folder: Path, say: Say) -> None:
    """Static files under hashed names, collected again only when one of them changed."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted((ROOT / "puskesmas" / "static").rglob("*")):
        if path.is_file():
            digest.update(str(path).encode() + path.read_bytes())
    stamp = folder / STATIC_STAMP
    if stamp.is_file() and stamp.read_text() == digest.hexdigest() and settings.STATIC_ROOT.is_dir():
        return
    say("Preparing the pages' files …")
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(digest.hexdigest())


def look_at_the_clock(say: Say) -> None:
    """Say so when this PC's clock is behind what was already written down."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(recorded_at) FROM visits_visitevent")
        last = cursor.fetchone()[0]
    now = datetime.now(UTC)
    if last and last > now:
        say(
            f"The clock of this PC went backwards: it says {now:%Y-%m-%d %H:%M} UTC, and the last entry was written "
            f"{last:%Y-%m-%d %H:%M} UTC. Set the clock right before anybody works, or times will be wrong."
        )


def prepare_setup(folder: Path) -> None:
    """A one-time code for the first administrator while there is no puskesmas, and none afterwards."""
    file = folder / keys.SETUP_CODE
    if is_lived_in():
        file.unlink(missing_ok=True)
    elif not file.is_file():
        keys.write_down(file, "-".join(sealed.new_key().split("-")[:3]))


def setup_code(folder: Path) -> str:
    """The code that opens the set-up; empty once it is done."""
    file = folder / keys.SETUP_CODE
    return file.read_text() if file.is_file() else ""
