"""The guarded doors to patients: those of the user's own puskesmas, and who opened whose record."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from puskesmas.facility.access import staff_of
from puskesmas.facility.models import Staff

from .models import Allergy, NoAllergyKnown, Patient, RecordOpened


def patients_for(user) -> QuerySet[Patient]:
    """Return the patients of the user's puskesmas, with what a line about each of them shows."""
    patients = Patient.objects.filter(facility_id=staff_of(user).facility_id)
    return patients.select_related("facility", "village", "hamlet", "coverage")


def patient_by_code(user, code: str) -> Patient:
    """Return one patient of the user's puskesmas."""
    try:
        return patients_for(user).get(code=code)
    except Patient.DoesNotExist:
        raise Http404(f"No patient has the code {code!r} here.") from None


def open_record(patient: Patient, *, visit_code: str = "", purpose: str, by: Staff) -> None:
    """Write down that somebody looked at a record: once per quarter of an hour, without waiting for anybody."""
    if patient.facility_id != by.facility_id:
        raise Http404(f"No patient has the code {patient.code!r} here.")
    at = timezone.now()
    opened = RecordOpened(
        facility_id=patient.facility_id,
        staff=by,
        patient=patient,
        visit_code=visit_code,
        purpose=purpose,
        at=at,
        quarter=quarter_of(at),
    )
    RecordOpened.objects.bulk_create([opened], ignore_conflicts=True)


def open_list(patients: Iterable[Patient], *, purpose: str, by: Staff) -> None:
    """Write down that somebody read a list that says something of each of these patients' records."""
    at = timezone.now()
    rows = [
        RecordOpened(
            facility_id=patient.facility_id,
            staff=by,
            patient=patient,
            purpose=purpose,
            at=at,
            quarter=quarter_of(at),
        )
        for patient in patients
        if patient.facility_id == by.facility_id
    ]
    RecordOpened.objects.bulk_create(rows, ignore_conflicts=True)


def quarter_of(at: datetime) -> datetime:
    """Return the quarter of an hour a moment falls in."""
    return at - timedelta(minutes=at.minute % 15, seconds=at.second, microseconds=at.microsecond)


def allergies_of(patient: Patient | None) -> list[Allergy]:
    """Return what this person must not be given, noted under whichever of their records; each substance once."""
    if patient is None:
        return []
    noted = Allergy.objects.standing().filter(patient__person=patient.person_id).order_by("substance", "pk")
    told: dict[str, Allergy] = {}
    for allergy in noted:
        known = told.setdefault(allergy.substance.casefold(), allergy)
        if allergy.reaction and not known.reaction:
            told[allergy.substance.casefold()] = allergy
    return list(told.values())


def last_denial(patient: Patient | None) -> NoAllergyKnown | None:
    """Return the last time this person was asked about allergies and knew of none; None when nobody asked."""
    if patient is None:
        return None
    rows = NoAllergyKnown.objects.filter(patient__person=patient.person_id)
    return rows.select_related("asked_by").first()
