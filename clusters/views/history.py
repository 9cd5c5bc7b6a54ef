"""A glimpse of earlier visits; whoever looks is written down."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from puskesmas.facility.access import staff_with
from puskesmas.facility.permissions import Permission
from puskesmas.patients.access import open_record
from puskesmas.visits.access import visits_for

from ..access import diagnoses_for, soaps_for
from .page import reading_of

SHOWN = 6


@dataclass(frozen=True)
class Glimpse:
    """One earlier visit in a few words."""

    visit: object
    diagnoses: list
    soaps: list


@require_safe
@never_cache
@staff_with(Permission.RECORD_READ)
def history(request, code):
    """Show the patient's last visits: when, where to, what it was called, what was planned."""
    reading = reading_of(request, code)
    glimpses = []
    if reading.patient is not None:
        open_record(reading.patient, visit_code=reading.visit.code, purpose="riwayat", by=request.staff)
        glimpses = _glimpses(request.user, reading)
    return render(request, "clusters/_history.html", {"glimpses": glimpses, "page": reading})


def _glimpses(user, reading) -> list[Glimpse]:
    rows = visits_for(user).filter(patient__person=reading.patient.person_id).exclude(pk=reading.visit_pk)
    visits = list(rows.order_by("-opened_at")[:SHOWN])
    found = {visit.pk: Glimpse(visit, [], []) for visit in visits}
    for one in diagnoses_for(user).filter(visit__in=visits):
        found[one.visit_id].diagnoses.append(one)
    for one in soaps_for(user).filter(visit__in=visits):
        found[one.visit_id].soaps.append(one)
    return list(found.values())
