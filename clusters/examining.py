"""Typed exams: written once or again, read in every room of the visit, corrected by a new version with its reason."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from puskesmas.facility.models import Staff
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit
from puskesmas.visits.movement.core import may

from .models import RoomRecord, Versioned
from .registry import ExamKind
from .writing import corrected, must_say_why, opened


def record(kind: ExamKind, entry: QueueEntry, told: Any, *, by: Staff) -> RoomRecord:
    """Write down a typed exam; one that is there already is corrected instead, unless it is written many times."""
    with transaction.atomic():
        visit = movement.locked(entry.visit_id)
        may(by, kind.permission, visit)
        if not kind.many:
            _must_be_first(kind, visit)
        if kind.record is not None:
            return kind.record(entry, told, by=by)
        return _write(kind, visit, told, by=by, entry=entry)


def _write(kind: ExamKind, visit: Visit, told: Mapping[str, Any], *, by: Staff, entry: QueueEntry) -> RoomRecord:
    page = opened(visit, by=by, permission=kind.permission, entry=entry, after_exit=True)
    made = kind.model(**page.stamp(), **told)
    made.clean_fields(exclude=_not_typed(kind, told))
    made.save(force_insert=True)
    page.say(Kind.SOAP, data={"record": made.code, "exam": kind.code})
    return made


def _must_be_first(kind: ExamKind, visit: Visit) -> None:
    before = _current(kind).filter(**{kind.visit: visit}).select_related("recorded_by").first()
    if before is None:
        return
    clock = before.recorded_at.astimezone(visit.facility.zone).strftime("%H.%M")
    message = f"{kind.name} sudah dicatat {before.recorded_by} pukul {clock}. Buka catatannya, lalu perbaiki di sana."
    raise MoveRefused("already_done", message)


def _current(kind: ExamKind):
    return kind.model.objects.current() if kind.is_corrected else kind.model.objects.all()


def correct(kind: ExamKind, before: Versioned, told: Any, *, by: Staff, reason: str) -> Versioned:
    """Put right what a typed exam says; the version before stays readable, and so does who changed it and why."""
    if not kind.is_corrected:
        raise MoveRefused("guard_refused", f"{kind.name} hanya ditambah. Tulis catatan baru.")
    must_say_why(reason)
    if kind.correct is not None:
        return kind.correct(before, told, by=by, reason=reason)
    kind.model(**told).clean_fields(exclude=_not_typed(kind, told))
    said = dict(told)
    return corrected(before, said, Kind.SOAP, by=by, permission=kind.permission, reason=reason, exam=kind.code)


def _not_typed(kind: ExamKind, told: Mapping[str, Any]) -> list[str]:
    return [field.name for field in kind.model._meta.concrete_fields if field.name not in told]


def versions_of(latest: Versioned) -> list[Versioned]:
    """Give a record and those it replaced, the latest first."""
    found, one = [], latest
    while one is not None:
        found.append(one)
        one = type(one).objects.select_related("recorded_by").filter(pk=one.replaces_id).first()
    return found
