"""Writing down family planning: what speaks against a method is asked about, and the next visit is promised."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from clusters.writing import Page, corrected, opened
from puskesmas.facility.models import Service, Staff
from puskesmas.facility.permissions import Permission
from puskesmas.patients.models import Patient
from puskesmas.visits.events import Kind
from puskesmas.visits.guards import MoveRefused
from puskesmas.visits.models import QueueEntry
from referrals.appointments import appoint
from referrals.models import Appointment, PlaceKind

from .family_planning import category_of, methods_on, rules_on
from .models import FamilyPlanningRecord, MethodGiven

CODE = "kb"
Told = Mapping[str, Any]
_GIVES = (MethodGiven.NOW, MethodGiven.FETCH)


def plan(entry: QueueEntry, told: Told, *, by: Staff) -> FamilyPlanningRecord:
    """Write down a contact about family planning; the day she comes back is promised as an appointment."""
    with transaction.atomic():
        page = opened(entry.visit, by=by, permission=Permission.SOAP_WRITE, entry=entry, after_exit=True)
        if page.visit.patient is None:
            raise MoveRefused("guard_refused", "Identitas pasien belum dipastikan. Pastikan dahulu, lalu catat.")
        stamp = page.stamp()
        record = FamilyPlanningRecord(**stamp, **_columns(told, page.visit.patient, on=stamp["on"]))
        record.save(force_insert=True)
        page.say(Kind.SOAP, data={"record": record.code, "exam": CODE, "method": record.method, "given": record.given})
        _promise(page, record)
        return record


def correct_plan(record: FamilyPlanningRecord, told: Told, *, by: Staff, reason: str) -> FamilyPlanningRecord:
    """Put right what was written; an appointment already promised stays, and is moved on its own page."""
    with transaction.atomic():
        visit = opened(record.visit, by=by, permission=Permission.SOAP_WRITE, after_exit=True).visit
        columns = _columns(told, visit.patient, on=record.on)
        allowed = Permission.SOAP_WRITE
        return corrected(record, columns, Kind.SOAP, by=by, permission=allowed, reason=reason, exam=CODE)


def _columns(told: Told, patient: Patient, *, on: date) -> dict[str, Any]:
    method, given = methods_on(on)[told["method"]], told["given"]
    category, against = category_of(method.code, told["conditions"], on)
    given_on = (told["given_on"] or on) if given == MethodGiven.NOW else None
    errors: dict[str, list[str]] = {}
    if given in _GIVES and category >= rules_on(on)["asks_doctor_from"] and not told["confirmed"]:
        why = ", ".join(against).lower()
        message = f"{method.name} kategori MEC {category}: {why}. Pilih cara lain, atau centang bila dokter setuju."
        errors["method"] = [message]
    if given == MethodGiven.NOW and method.consent and not told["consent"]:
        errors["consent"] = [f"{method.name} memerlukan persetujuan tindakan yang ditandatangani."]
    if given_on is not None and not patient.birth_date <= given_on <= on:
        errors["given_on"] = ["Tanggal ini belum tiba atau tidak mungkin."]
    if told["next_on"] is not None and told["next_on"] <= on:
        errors["next_on"] = ["Pilih hari sesudah hari ini."]
    if errors:
        raise ValidationError(errors)
    columns = {name: value for name, value in told.items() if name != "confirmed"}
    return columns | {
        "category": category,
        "given_on": given_on,
        "next_on": told["next_on"] or (method.next_on(given_on) if given_on else None),
        "active_until": method.active_until(given_on) if given_on else None,
        "stopped_on": on if given == MethodGiven.STOP else None,
        "edition": str(rules_on(on)["version"]),
    }


def _promise(page: Page, record: FamilyPlanningRecord) -> None:
    """Promise the next visit where this puskesmas offers the service and nothing is promised yet for that day."""
    code = methods_on(record.on)[record.method].service
    if record.next_on is None or record.next_on <= record.on or not code:
        return
    service = Service.objects.active().filter(facility_id=record.facility_id, code=code).first()
    if service is None or not page.by.can(Permission.APPOINTMENT_WRITE):
        return
    patient = page.visit.patient
    if Appointment.objects.of_person(patient).booked().filter(service=service, on=record.next_on).exists():
        return
    reason = f"KB {methods_on(record.on)[record.method].name.lower()}"
    appoint(
        patient,
        service,
        place_kind=PlaceKind.PUSKESMAS,
        on=record.next_on,
        by=page.by,
        reason=reason,
        visit=page.visit,
    )
