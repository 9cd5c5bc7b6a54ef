"""What the desk does in one act: take a patient in, recognise them, write, and let them go on."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from puskesmas.facility.models import Desk, Service, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits import movement, queueing, rendering
from puskesmas.visits.models import QueueEntry, ServiceRendered, Visit
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.movement import core

from . import examining, recording
from .models import RoomRecord, Soap, Triage
from .registry import ExamKind


def take(entry: QueueEntry, *, by: Staff, desk: Desk | None = None) -> QueueEntry:
    """Let the patient come in; one who already sits here stays."""
    if entry.state == EntryState.SERVING:
        return entry
    return queueing.start(entry, by=by, desk=desk)


def recognise(entry: QueueEntry, identifiers: Sequence[str], *, by: Staff, desk: Desk | None = None) -> QueueEntry:
    """Make sure that this is the patient of the record, by two identifiers, and take the record to this room."""
    with transaction.atomic():
        visit = movement.locked(entry.visit_id)
        entry = take(entry, by=by, desk=desk)
        recording.confirm_identity(visit, identifiers, by=by, entry=entry)
        if by.can(Permission.RECORD_READ):
            recording.fetch_record(visit, by=by, entry=entry)
        return entry


def write(visit: Visit, said: Mapping[str, str], *, by: Staff, entry: QueueEntry) -> Soap | None:
    """Write down an examination, once: what was typed twice by an impatient hand is kept once."""
    if not any(text.strip() for text in said.values()):
        return None
    with transaction.atomic():
        locked = movement.locked(visit.pk)
        last = locked.soaps.current().filter(recorded_by=by).order_by("-recorded_at", "-pk").first()
        if last is not None and all(getattr(last, part) == text.strip() for part, text in said.items()):
            return last
        return recording.examine(visit, by=by, entry=entry, **said)


def examine(entry: QueueEntry, exams: Sequence[tuple[ExamKind, Any]], *, by: Staff) -> list[RoomRecord]:
    """Write down the typed exams of a desk, all or none."""
    with transaction.atomic():
        return [examining.record(kind, entry, told, by=by) for kind, told in exams]


def finish(
    entry: QueueEntry, *, by: Staff, said: Mapping[str, str] | None = None, to: str | None = None, reason: str = ""
) -> Visit:
    """Write down what was found and let the patient go on, both or neither."""
    with transaction.atomic():
        if said:
            write(entry.visit, said, by=by, entry=entry)
        return movement.advance(entry, by=by, to=to, reason=reason)


def sort(
    entry: QueueEntry, *, by: Staff, colour: str, signs: Sequence[str] = (), reason: str = "", goes_on: bool = False
) -> Triage:
    """Sort a patient by urgency and, where the SOP sorts first, let them go on to where the colour sends them."""
    with transaction.atomic():
        triage = recording.sort(entry.visit, colour, by=by, signs=signs, reason=reason, entry=entry)
        if goes_on:
            movement.advance(entry, by=by)
        return triage


def give_service(entry: QueueEntry, service: Service, *, by: Staff) -> ServiceRendered:
    """Write down that a service was given in this room; its price opens the bill of those who pay themselves."""
    with transaction.atomic():
        visit = movement.locked(entry.visit_id)
        held = QueueEntry.objects.locked().get(pk=entry.pk)
        if not held.is_open:
            raise core.stale(held)
        core.may(by, Permission.SERVICE_RENDER, visit)
        core.must_be_served(held)
        return rendering.render(visit, service, by=by, point=entry.point)
