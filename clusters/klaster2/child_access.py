"""The guarded doors to the records of children and of family planning of the user's own puskesmas."""

from datetime import datetime

from django.db.models import QuerySet

from puskesmas.facility.access import staff_of
from puskesmas.patients.models import Patient

from .models import Childhood, GrowthRecord, Immunization


def doses_for(user) -> QuerySet[Immunization]:
    """Return the doses written down at the user's puskesmas, as they stand."""
    return _of(user, Immunization.objects.current())


def doses_of(user, patient: Patient) -> list[Immunization]:
    """Return every dose one child was given, in the order of their days."""
    rows = doses_for(user).given().filter(visit__patient__person=patient.person_id)
    return list(rows.order_by("given_on", "antigen", "dose", "pk"))


def growths_for(user) -> QuerySet[GrowthRecord]:
    """Return the measurings of children at the user's puskesmas, as they stand."""
    return _of(user, GrowthRecord.objects.current())


def growths_of(user, patient: Patient) -> list[GrowthRecord]:
    """Return every measuring of one child, oldest first."""
    return list(growths_for(user).filter(visit__patient__person=patient.person_id).order_by("on", "pk"))


def born_at(user, patient: Patient) -> datetime | None:
    """Return the hour a child was born, where the delivery room of the user's puskesmas wrote it."""
    rows = _of(user, Childhood.objects.all()).filter(patient__person=patient.person_id, born_at__isnull=False)
    return rows.values_list("born_at", flat=True).first()


def _of(user, rows: QuerySet) -> QuerySet:
    facility_id = staff_of(user).facility_id
    return rows.filter(facility_id=facility_id) if facility_id else rows.none()
