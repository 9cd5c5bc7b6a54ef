"""Promising a service for another day, and what becomes of the promise."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from puskesmas.facility.models import Posyandu, Pustu, Service, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient
from puskesmas.visits import movement
from puskesmas.visits.events import Kind
from puskesmas.visits.models import Visit
from puskesmas.visits.movement import NotGiven

from .models import Appointment, AppointmentStatus, PlaceKind
from .refusals import already, invalid, must_be_allowed
from .telling import tell


def appoint(
    patient: Patient,
    service: Service,
    *,
    place_kind: str,
    on: date,
    by: Staff,
    place: Pustu | Posyandu | None = None,
    reason: str = "",
    visit: Visit | None = None,
) -> Appointment:
    """Promise a patient a service on a day, at the puskesmas, a Pustu, a Posyandu or at home."""
    with transaction.atomic():
        must_be_allowed(by, Permission.APPOINTMENT_WRITE, patient.facility_id)
        held = movement.locked(visit.pk) if visit is not None else None
        return _promise(patient, service, place_kind=place_kind, on=on, by=by, place=place, reason=reason, visit=held)


def appoint_not_given(visit: Visit, not_given: Sequence[NotGiven], *, by: Staff) -> list[Appointment]:
    """Promise what was not given today; the caller holds the visit locked. Nobody unknown can be promised anything."""
    if visit.patient is None:
        return []
    made = []
    for one in not_given:
        service = Service.objects.filter(facility_id=visit.facility_id, code=one.service).first()
        if service is None:
            raise invalid(f"Layanan “{one.service}” tidak dikenal di puskesmas ini.", "not_given")
        place = place_named(visit.facility_id, one.place_kind, one.place)
        made.append(
            _promise(
                visit.patient, service, place_kind=one.place_kind, on=one.on, by=by, place=place, reason="", visit=visit
            )
        )
    return made


def place_named(facility_id: int, place_kind: str, word: str) -> Pustu | Posyandu | None:
    """Give the Pustu or Posyandu somebody means, by code or by name; none for the puskesmas and the home."""
    if place_kind == PlaceKind.PUSTU:
        rows = Pustu.objects.filter(facility_id=facility_id)
    elif place_kind == PlaceKind.POSYANDU:
        rows = Posyandu.objects.filter(village__facility_id=facility_id)
    else:
        return None
    return rows.filter(code=word).first() or rows.filter(name__iexact=word.strip()).first()


def keep(appointment: Appointment, *, visit: Visit, by: Staff) -> Appointment:
    """Write down that the patient came for it."""
    with transaction.atomic():
        must_be_allowed(by, Permission.VISIT_READ, appointment.facility_id)
        visit = movement.locked(visit.pk)
        appointment = _locked(appointment)
        if visit.patient is None or visit.patient.person_id != appointment.patient.person_id:
            raise invalid("Janji temu ini milik pasien lain.", "visit")
        appointment.kept_visit = visit
        return _settle(appointment, AppointmentStatus.KEPT, by=by)


def cancel(appointment: Appointment, *, reason: str, by: Staff) -> Appointment:
    """Take a promise back, saying why."""
    with transaction.atomic():
        must_be_allowed(by, Permission.APPOINTMENT_WRITE, appointment.facility_id)
        if not reason.strip():
            raise invalid("Tulis alasan membatalkan janji temu.", "reason")
        return _settle(_locked(appointment), AppointmentStatus.CANCELLED, by=by, reason=reason)


def move(appointment: Appointment, *, on: date, reason: str, by: Staff) -> Appointment:
    """Promise the same for another day; the old day stays readable."""
    with transaction.atomic():
        if appointment.visit_id:
            movement.locked(appointment.visit_id)  # lock order: visit first, then what hangs on it
        old = cancel(appointment, reason=reason, by=by)
        return appoint(
            old.patient,
            old.service,
            place_kind=old.place_kind,
            place=old.pustu or old.posyandu,
            on=on,
            reason=old.reason,
            visit=old.visit,
            by=by,
        )


def to_come(patient: Patient):
    """Give what was promised to this person and not yet given, for the counter."""
    rows = Appointment.objects.of_person(patient).booked()
    return rows.select_related("service", "pustu", "posyandu")


def cancel_for_death(patient: Patient, *, by: Staff) -> None:
    """End what was promised to somebody who died."""
    rows = Appointment.objects.of_person(patient).filter(status=AppointmentStatus.BOOKED)
    rows.update(
        status=AppointmentStatus.CANCELLED,
        settled_by=by,
        settled_at=timezone.now(),
        settled_reason="Pasien meninggal.",
    )


def _promise(
    patient: Patient,
    service: Service,
    *,
    place_kind: str,
    on: date,
    by: Staff,
    place: Pustu | Posyandu | None,
    reason: str,
    visit: Visit | None,
) -> Appointment:
    _must_be_possible(patient, service, place_kind=place_kind, place=place, on=on, by=by)
    appointment = Appointment.objects.create(
        facility_id=by.facility_id,
        patient=patient,
        visit=visit,
        service=service,
        place_kind=place_kind,
        pustu=place if isinstance(place, Pustu) else None,
        posyandu=place if isinstance(place, Posyandu) else None,
        on=on,
        reason=reason.strip()[:200],
        made_by=by,
        made_at=timezone.now(),
    )
    if visit is not None:
        told = {"appointment": appointment.code, "service": service.code, "place_kind": place_kind}
        tell(visit, Kind.APPOINTMENT, by=by, reason=reason, data=told | {"due_on": on.isoformat()})
    return appointment


def _must_be_possible(
    patient: Patient, service: Service, *, place_kind: str, place: Pustu | Posyandu | None, on: date, by: Staff
) -> None:
    if place_kind not in PlaceKind.values:
        raise invalid(f"Pilih tempat: {', '.join(PlaceKind.labels)}.", "place_kind")
    wanted = {PlaceKind.PUSTU: Pustu, PlaceKind.POSYANDU: Posyandu}.get(place_kind)
    if wanted is not None and not isinstance(place, wanted):
        raise invalid(f"Pilih {PlaceKind(place_kind).label} tempat janji temu.", "place")
    if wanted is None and place is not None:
        raise invalid("Tempat hanya disebut untuk Pustu dan Posyandu.", "place")
    owner = place.facility_id if isinstance(place, Pustu) else place.village.facility_id if place else by.facility_id
    if {service.facility_id, owner} != {by.facility_id}:
        raise invalid("Layanan dan tempatnya harus milik puskesmas ini.", "service")
    if on < by.facility.today():
        raise invalid("Tanggal janji temu sudah lewat. Pilih hari ini atau sesudahnya.", "on")
    if patient.died_on is not None:
        raise invalid("Pasien ini sudah meninggal.", "patient")


def _locked(appointment: Appointment) -> Appointment:
    held = Appointment.objects.locked().get(pk=appointment.pk)
    if not held.is_booked:
        raise already(f"Janji temu ini sudah {held.get_status_display().lower()}.")
    return held


def _settle(appointment: Appointment, status: str, *, by: Staff, reason: str = "") -> Appointment:
    appointment.status = status
    appointment.settled_by, appointment.settled_at = by, timezone.now()
    appointment.settled_reason = reason.strip()[:200]
    appointment.save()
    return appointment
