"""The guarded doors to the registers of the user's own puskesmas."""

from django.db.models import QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of

from .models import Register


def registers_for(user) -> QuerySet[Register]:
    """Return the registers of the user's puskesmas, those seen longest ago first."""
    facility_id = staff_of(user).facility_id
    rows = Register.objects.filter(facility_id=facility_id) if facility_id else Register.objects.none()
    return rows.select_related("facility", "patient__village", "patient__hamlet", "opened_by", "closed_by")


def register_by_code(user, code: str) -> Register:
    """Return one register of the user's puskesmas."""
    try:
        return registers_for(user).get(code=code)
    except Register.DoesNotExist:
        raise Http404(f"No register has the code {code!r} here.") from None
