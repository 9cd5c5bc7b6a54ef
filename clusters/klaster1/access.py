"""The guarded doors of the cashier and the auditor: tariffs, receipts and unpaid bills of the user's own puskesmas."""

from django.db.models import QuerySet
from django.http import Http404

from puskesmas.facility.access import staff_of
from puskesmas.visits.access import visits_for
from puskesmas.visits.models import Visit
from puskesmas.visits.states import EXITS

from .models import Payment, ShiftClosing, Tariff


def tariffs_for(user) -> QuerySet[Tariff]:
    """Return the tariffs of the user's puskesmas."""
    return _of(user, Tariff.objects.select_related("service"))


def tariff_by_code(user, code: str) -> Tariff:
    """Return one tariff of the user's puskesmas."""
    return _one(tariffs_for(user), code)


def payments_for(user) -> QuerySet[Payment]:
    """Return the receipts of the user's puskesmas."""
    return _of(user, Payment.objects.select_related("visit", "by", "reverses"))


def payment_by_code(user, code: str) -> Payment:
    """Return one receipt of the user's puskesmas."""
    return _one(payments_for(user), code)


def closings_for(user) -> QuerySet[ShiftClosing]:
    """Return the shift counts of the user's puskesmas, latest first."""
    return _of(user, ShiftClosing.objects.select_related("by", "first", "last"))


def closing_by_code(user, code: str) -> ShiftClosing:
    """Return one shift count of the user's puskesmas."""
    return _one(closings_for(user), code)


def unpaid_after_exit(user) -> QuerySet[Visit]:
    """Return the visits that ended with something still to be paid."""
    ended = visits_for(user).filter(state__in=EXITS)
    return ended.filter(rendered__settled_by="", rendered__amount__gt=0).distinct()


def _of(user, rows: QuerySet) -> QuerySet:
    facility_id = staff_of(user).facility_id
    return rows.filter(facility_id=facility_id) if facility_id else rows.none()


def _one(rows: QuerySet, code: str):
    try:
        return rows.get(code=code)
    except rows.model.DoesNotExist:
        raise Http404(f"No {rows.model._meta.model_name} has the code {code!r} here.") from None
