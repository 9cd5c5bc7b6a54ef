"""Closing a service point for good, and its return; refused while anybody's walk still needs the room."""

from django.db import transaction
from django.db.models import Q

from puskesmas.facility.audit import signed
from puskesmas.facility.models import Facility, Service, ServicePoint, Staff
from puskesmas.facility.office import OfficeRefused, may, refuse
from puskesmas.facility.permissions import Permission
from puskesmas.facility.refusals import Refusal

from . import lawfulness, sop
from .models import FlowProfile, QueueEntry, Visit
from .models.line import OPEN
from .profiles import broken_by
from .rooms import rooms_of
from .sentences import tell_boards


def close_for_good(point: ServicePoint, *, by: Staff) -> ServicePoint:
    """Close a room from today on; raises OfficeRefused with every reason, the visits named."""
    may(by, Permission.MASTER_WRITE, facility_id=point.facility_id)
    reasons_against(point)  # the slow look at every line, before anybody is locked out
    with transaction.atomic(), signed(by):
        Facility.objects.select_for_update(no_key=True).get(pk=point.facility_id)  # as publishing does
        point = ServicePoint.objects.select_for_update().select_related(None).get(pk=point.pk)
        if point.closed_for_good_on is not None:
            raise refuse(f"{point.name} sudah ditutup seterusnya.", code="already_closed")
        if against := reasons_against(point):
            message = f"{point.name} belum bisa ditutup seterusnya. Selesaikan dulu yang di bawah ini, lalu coba lagi."
            raise OfficeRefused("still_needed", message, against)
        point.closed_for_good_on = by.facility.today()
        point.save(update_fields=["closed_for_good_on"])
        tell_boards(by.facility.code, point.code)
    return point


def reopen(point: ServicePoint, *, by: Staff) -> ServicePoint:
    """Let a room that was closed for good serve again."""
    may(by, Permission.MASTER_WRITE, facility_id=point.facility_id)
    with transaction.atomic(), signed(by):
        point = ServicePoint.objects.select_for_update().get(pk=point.pk)
        if point.closed_for_good_on is None:
            raise refuse(f"{point.name} memang masih buka.", code="not_closed")
        standing = ServicePoint.objects.standing().filter(facility_id=point.facility_id, place=point.place).first()
        if standing is not None:
            raise refuse(f"Sudah ada {standing.name} untuk pelayanan yang sama. Tutup dulu yang itu.", code="replaced")
        point.closed_for_good_on = None
        point.save(update_fields=["closed_for_good_on"])
        tell_boards(by.facility.code, point.code)
    return point


def reasons_against(point: ServicePoint) -> list[Refusal]:
    """Give every reason why a room cannot be closed for good now, each with what to do about it."""
    reasons = []
    if told := _sop_needs(point):
        reasons.append(Refusal("sop_needs_it", told))
    if told := _services_given(point):
        reasons.append(Refusal("services_given_there", told))
    if told := _bound_for(point):
        reasons.append(Refusal("visits_inside", told))
    for sentence in broken_by(point.facility, without=point.place):
        reasons.append(Refusal("visits_inside", f"{sentence} Tunggu sampai kunjungan itu selesai."))
    return reasons


def _sop_needs(point: ServicePoint) -> str:
    """Ask the SOP in force: whoever comes in next walks by it."""
    profile = FlowProfile.objects.filter(facility_id=point.facility_id, is_current=True).first()
    if profile is None:
        return ""
    present = rooms_of(point.facility_id, point.facility.today()).present - {point.place}
    try:
        lawfulness.check(profile.sop, present)
    except sop.SopError as error:
        where = f"Lihat baris {error.line} berkasnya." if error.code == "no_place" and error.line else error.said
        return (
            f"SOP yang berlaku (revisi {profile.revision}) masih memakai ruang ini. {where} "
            "Terbitkan dulu revisi SOP yang tidak memakainya."
        )
    return ""


def _services_given(point: ServicePoint) -> str:
    names = Service.objects.active().filter(facility_id=point.facility_id, place=point.place).order_by("name")
    told = ", ".join(names.values_list("name", flat=True))
    return f"Layanan yang masih diberikan di sini: {told}. Hentikan dulu layanannya." if told else ""


def _bound_for(point: ServicePoint) -> str:
    """Name the visits that stand in the room, will come back to it, or booked it."""
    entries = QueueEntry.objects.filter(facility_id=point.facility_id, state__in=OPEN)
    there = entries.filter(Q(point=point) | Q(place=point.place) | Q(returns_to__point=point)).values("visit")
    bound = Q(pk__in=there) | Q(booked__contains=[{"place": point.place}])
    visits = Visit.objects.inside().filter(bound, facility_id=point.facility_id).order_by("on", "number")
    named = ", ".join(f"{visit.number} ({visit.code})" for visit in visits)
    return f"Masih menunggu, dilayani, atau akan kembali di sini: {named}. Layani atau pindahkan dulu." if named else ""
