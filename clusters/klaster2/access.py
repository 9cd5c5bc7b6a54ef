"""The guarded doors to pregnancies of the user's own puskesmas."""

from django.db.models import QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of

from .models import AntenatalRecord, Pregnancy


def pregnancies_for(user) -> QuerySet[Pregnancy]:
    """Return the pregnancies followed at the user's puskesmas, latest first."""
    facility_id = staff_of(user).facility_id
    rows = Pregnancy.objects.filter(facility_id=facility_id) if facility_id else Pregnancy.objects.none()
    return rows.select_related("patient__facility", "patient__village", "patient__hamlet")


def pregnancy_by_code(user, code: str) -> Pregnancy:
    """Return one pregnancy followed at the user's puskesmas."""
    try:
        return pregnancies_for(user).get(code=code)
    except Pregnancy.DoesNotExist:
        raise Http404(f"No pregnancy has the code {code!r} here.") from None


def contacts_for(user) -> QuerySet[AntenatalRecord]:
    """Return the contacts before birth written at the user's puskesmas as they stand, oldest first."""
    facility_id = staff_of(user).facility_id
    rows = AntenatalRecord.objects.current()
    rows = rows.filter(facility_id=facility_id) if facility_id else rows.none()
    return rows.select_related("recorded_by", "point").order_by("on", "pk")
