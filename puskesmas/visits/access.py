"""The guarded doors of visits: which of them a user sees, and the one with this code."""

from django.db.models import QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of

from .models import FlowProfile, QueueEntry, ServiceRendered, Visit


def visits_for(user) -> QuerySet[Visit]:
    """Return the visits of the user's puskesmas."""
    staff = staff_of(user)
    if staff.facility_id is None:
        return Visit.objects.none()
    return Visit.objects.filter(facility_id=staff.facility_id).select_related("facility", "profile", "patient")


def visit_by_code(user, code: str) -> Visit:
    """Return one visit of the user's puskesmas."""
    return _one(visits_for(user), code)


def entries_for(user) -> QuerySet[QueueEntry]:
    """Return the places in line of the user's puskesmas."""
    staff = staff_of(user)
    if staff.facility_id is None:
        return QueueEntry.objects.none()
    rows = QueueEntry.objects.filter(facility_id=staff.facility_id)
    return rows.select_related("visit__patient", "visit__profile", "visit__facility", "point", "desk")


def entry_by_code(user, code: str) -> QueueEntry:
    """Return one place in line of the user's puskesmas."""
    return _one(entries_for(user), code)


def rendered_for(user) -> QuerySet[ServiceRendered]:
    """Return the services given at the user's puskesmas."""
    return ServiceRendered.objects.filter(facility_id=staff_of(user).facility_id).select_related("service")


def profiles_for(user) -> QuerySet[FlowProfile]:
    """Return the published SOP revisions of the user's puskesmas, newest first."""
    return FlowProfile.objects.filter(facility_id=staff_of(user).facility_id).order_by("-revision")


def profile_by_code(user, code: str) -> FlowProfile:
    """Return one published SOP revision of the user's puskesmas."""
    return _one(profiles_for(user).select_related("published_by"), code)


def open_visits_under(user) -> dict[int, list[Visit]]:
    """Return the open visits of the user's puskesmas by the SOP revision they began under, in one statement."""
    found: dict[int, list[Visit]] = {}
    for visit in Visit.objects.inside().filter(facility_id=staff_of(user).facility_id).order_by("on", "number"):
        found.setdefault(visit.profile_id, []).append(visit)
    return found


def _one(rows: QuerySet, code: str):
    try:
        return rows.get(code=code)
    except rows.model.DoesNotExist:
        raise Http404(f"No {rows.model._meta.model_name} has the code {code!r} here.") from None
