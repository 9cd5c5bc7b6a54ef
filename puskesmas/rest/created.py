"""A verb that makes a paper answers with the visit, and with the code of what it made."""

from typing import Any

from rest_framework import serializers

from puskesmas.facility.models import Staff
from puskesmas.visits.access import entries_for
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry, Visit

from .shapes import VisitShape


class Made:
    """A visit with what was just made on it, each a kind and a code."""

    def __init__(self, visit: Visit, kind: str, *things: Any):
        self.visit = visit
        self.created = [{"kind": kind, "code": thing.code} for thing in things]


class CreatedShape(serializers.Serializer):
    """Something that was made."""

    kind = serializers.CharField()
    code = serializers.CharField()


class VisitWithCreatedShape(VisitShape):
    """The visit, and what was just made on it."""

    created = CreatedShape(many=True)

    @classmethod
    def of(cls, subject: Made, *, by: Staff) -> dict:
        """Return the visit as it is now, and the codes of what was made."""
        return VisitShape.of(subject.visit, by=by) | {"created": subject.created}


def served_entry(visit: Visit, *, by: Staff) -> QueueEntry:
    """Return the visit's open place in line, from which a room writes its papers."""
    entry = entries_for(by.user).open().filter(visit_id=visit.pk).first()
    if entry is None:
        raise MoveRefused("already_done", f"Kunjungan {visit.number} sudah selesai. Buka kunjungan baru.")
    return entry
