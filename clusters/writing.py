"""What every verb of a room is made of: the visit locked, the writer allowed, and the sentence beside the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.movement.core import may

from .models import Versioned

V = TypeVar("V", bound=Versioned)


@dataclass(frozen=True)
class Page:
    """One visit open on somebody's desk: locked, with the place in line the patient has, if any."""

    visit: Visit
    entry: QueueEntry | None
    by: Staff

    def stamp(self, *, at: datetime | None = None) -> dict[str, Any]:
        """Give what every record carries: whose puskesmas, which room, which day, who wrote it and when."""
        return {
            "facility_id": self.visit.facility_id,
            "visit": self.visit,
            "point": self.entry.point if self.entry else None,
            "on": self.visit.facility.local_date(at or timezone.now()),
            "recorded_by": self.by,
            "recorded_at": timezone.now(),
        }

    def say(
        self, kind: Kind, *, data: dict[str, Any] | None = None, reason: str = "", at: datetime | None = None
    ) -> None:
        """Write the sentence of a record; after the exit it tells the day of the visit it speaks of."""
        if self.visit.is_closed:
            movement.record(self.visit, kind, by=self.by, on=self.visit.on, reason=reason, data=data)
        else:
            movement.note(self.visit, kind, by=self.by, entry=self.entry, reason=reason, data=data, at=at)


def opened(
    visit: Visit, *, by: Staff, permission: Permission, entry: QueueEntry | None = None, after_exit: bool = False
) -> Page:
    """Open a visit for writing: lock it, ask whether this person may, and refuse one that has ended.

    Papers may be finished after the patient has gone, so some verbs allow ``after_exit``. Call inside a transaction.
    """
    locked = movement.locked(visit.pk)
    may(by, permission, locked)
    locked.facility = by.facility
    if locked.is_closed and not after_exit:
        raise MoveRefused("already_done", f"Kunjungan {locked.number} sudah selesai: catatan ini tidak bisa ditambah.")
    if entry is not None and entry.visit_id != locked.pk:
        raise MoveRefused("stale_entry", "Antrean ini milik kunjungan lain. Muat ulang halaman.")
    return Page(locked, entry or locked.entries.open().select_related("point").first(), by)


def corrected(
    record: V, changed: dict[str, Any], kind: Kind, *, by: Staff, permission: Permission, reason: str, exam: str = ""
) -> V:
    """Put a new version in a record's place, with the reason, and write it down; ``exam`` names a typed exam."""
    must_say_why(reason)
    with transaction.atomic():
        page = opened(record.visit, by=by, permission=permission, after_exit=True)
        _must_be_current(record)
        kept = {
            field.name: getattr(record, field.name)
            for field in record._meta.concrete_fields
            if field.name not in {"id", "code", "recorded_by", "recorded_at", "version", "replaces", "reason"}
        }
        after = type(record)(
            **kept | changed | {"visit": page.visit},
            recorded_by=by,
            recorded_at=timezone.now(),
            version=record.version + 1,
            replaces=record,
            reason=reason.strip(),
        )
        after.save(force_insert=True)
        named = {"exam": exam} if exam else {}
        page.say(kind, data={"record": after.code, "replaces": record.code, **named}, reason=reason.strip())
        return after


def _must_be_current(record: Versioned) -> None:
    later = type(record).objects.filter(replaces=record).select_related("recorded_by").first()
    if later is not None:
        clock = later.recorded_at.astimezone(later.recorded_by.facility.zone).strftime("%H.%M")
        message = f"Catatan ini sudah diperbaiki {later.recorded_by} pukul {clock}. Muat ulang untuk melihat yang baru."
        raise MoveRefused("stale_entry", message)


def must_say_why(reason: str, field: str = "reason") -> None:
    """Refuse a correction that does not say why."""
    if not reason.strip():
        raise ValidationError({field: ["Tulis alasannya."]})
