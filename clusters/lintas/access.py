"""The guarded doors to emergencies, stays and deliveries of the user's own puskesmas."""

from django.db.models import QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of

from .models import DeliveryRecord, EmergencyRecord, InpatientRecord


def emergencies_for(user) -> QuerySet[EmergencyRecord]:
    """Return the emergencies of the user's puskesmas as they stand."""
    return _of(user, EmergencyRecord.objects.current()).select_related("recorded_by")


def emergency_by_code(user, code: str) -> EmergencyRecord:
    """Return one emergency of the user's puskesmas."""
    return _one(emergencies_for(user), code)


def stays_for(user) -> QuerySet[InpatientRecord]:
    """Return the stays in bed at the user's puskesmas, latest first."""
    return _of(user, InpatientRecord.objects.all()).select_related("facility", "point", "visit__patient")


def stay_by_code(user, code: str) -> InpatientRecord:
    """Return one stay in bed at the user's puskesmas."""
    return _one(stays_for(user), code)


def deliveries_for(user) -> QuerySet[DeliveryRecord]:
    """Return the deliveries of the user's puskesmas as they stand."""
    return _of(user, DeliveryRecord.objects.current()).select_related("attendant", "visit__patient")


def delivery_by_code(user, code: str) -> DeliveryRecord:
    """Return one delivery of the user's puskesmas."""
    return _one(deliveries_for(user), code)


def _of(user, rows: QuerySet) -> QuerySet:
    facility_id = staff_of(user).facility_id
    return rows.filter(facility_id=facility_id) if facility_id else rows.none()


def _one(rows: QuerySet, code: str):
    try:
        return rows.get(code=code)
    except rows.model.DoesNotExist:
        raise Http404(f"No {rows.model._meta.model_name} has the code {code!r} here.") from None
