"""The line at a service point in the order in which it will be called."""

from rest_framework import serializers

from puskesmas.facility.access import point_by_code
from puskesmas.facility.models import ServicePoint, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.visits.access import entries_for
from puskesmas.visits.models import QueueEntry
from puskesmas.visits.models.line import EntryState
from puskesmas.visits.movement import current_profile
from puskesmas.visits.priority import in_calling_order
from puskesmas.visits.queueing import in_company

from .operations import Endpoint, Shape, reads
from .shapes import EntryShape, PersonShape

# Whoever is being served or called stands before those who wait; then who is held, then who did not come.
_BEFORE = (EntryState.SERVING, EntryState.CALLED)
_AFTER = (EntryState.HELD, EntryState.SKIPPED)


class LineShape(EntryShape, Shape):
    """One place in line, whose it is, and why it stands where it stands."""

    visit = serializers.CharField(source="visit.code")
    patient = PersonShape(source="visit.patient", allow_null=True)
    band = serializers.IntegerField()
    band_reason = serializers.CharField()
    arrived_at = serializers.DateTimeField()
    desk = serializers.CharField(source="desk.label", allow_null=True, default=None)
    held_for = serializers.CharField()


class Queue(Endpoint):
    """The line at a service point."""

    opens = point_by_code

    @reads(LineShape, Permission.VISIT_READ, many=True)
    def get(self, point):
        """Who is at this point: served and called, then waiting in calling order, then held, then absent."""
        here = entries_for(self.request.user).open().filter(point=point)
        entries = list(in_company(here.select_related("returns_to")))
        return [
            *_standing(entries, _BEFORE),
            *_to_be_called(entries, point, by=self.staff),
            *_standing(entries, _AFTER),
        ]


def _to_be_called(entries: list[QueueEntry], point: ServicePoint, *, by: Staff) -> list[QueueEntry]:
    """Return those who wait as `call_next` would take them for this person: who waits for a colleague comes last."""
    today = point.days.filter(on=point.facility.today()).first()
    waiting = [one for one in entries if one.state == EntryState.WAITING]
    mine = [one for one in waiting if one.waits_for_id in (None, by.pk)]
    ordered = in_calling_order(
        mine,
        regular_after=current_profile(point.facility).sop.regular_after,
        in_a_row=today.in_a_row if today else 0,
    )
    return [*ordered, *sorted((one for one in waiting if one not in mine), key=_by_arrival)]


def _by_arrival(entry: QueueEntry):
    return entry.arrived_at, entry.pk


def _standing(entries: list[QueueEntry], states: tuple[str, ...]) -> list[QueueEntry]:
    return [one for state in states for one in sorted(entries, key=_by_arrival) if one.state == state]
